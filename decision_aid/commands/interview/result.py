"""The pages of a result on the screen: its card, and what is behind it.

Belongs here: which page that is. Does not: what they say (`wording`, and the commands whose pages are handed
over), and when they are shown (`interviewing.at_result`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from decision_aid.proving.sturdiness import sturdiness
from decision_aid.wording.result import why
from decision_aid.wording.result_screen import card_page

if TYPE_CHECKING:
    from decision_aid.commands.interview.deliberation import Pages
    from decision_aid.engine.suggest import Suggestion
    from decision_aid.model.choice import Choice
    from decision_aid.model.report import Report


class OnTheScreen:
    """The pages of a result; `pages` are those of other commands."""

    def __init__(self, pages: Callable[[], Pages]) -> None:
        self._pages = pages

    def card(self, suggestion: Suggestion) -> Report:
        """The result on one screen."""
        return card_page(suggestion, sturdiness(suggestion))

    def reasons(self, suggestion: Suggestion) -> Iterable[Report]:
        """Why, with a page for each approach, the best first."""
        return why(suggestion)

    def steps(self, suggestion: Suggestion) -> Report:
        """How the result comes about, step by step."""
        from decision_aid.wording.trace import trace_page  # loaded once it is asked for

        return trace_page(suggestion, more="")

    def changes(self, suggestion: Suggestion) -> Report:
        """What would have to be different for another result."""
        return self._pages().changes(suggestion)

    def note(self, suggestion: Suggestion, choice: Choice | None) -> Report:
        """The result as a note for a chart, with what was decided."""
        from decision_aid.wording.note import note_page  # loaded once it is asked for

        return note_page(suggestion, sturdiness(suggestion), choice)
