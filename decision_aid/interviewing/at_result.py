"""Where a result is on the screen: its card, and the pages that can be opened from it.

Belongs here: what can be opened, and the way back to the card. Does not: the pages themselves (`wording`),
and what words of danger lead to (`dialogue`): after them, the card is that of what is answered by then.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol

from decision_aid.engine.suggest import Suggestion
from decision_aid.interviewing.deliberating import Deliberating
from decision_aid.interviewing.safe_asker import SafeAsker
from decision_aid.model.problems import DecisionAidError
from decision_aid.model.report import Report
from decision_aid.wording.prompts import BACK_TO_THE_RESULT, Command, at_the_result, reading, to_read


class ResultPages(Protocol):
    """The pages of a result. `corrected`: an answer that had stopped the questions was taken back."""

    def card(self, suggestion: Suggestion, *, corrected: bool) -> Report:
        """The result on one screen."""

    def reasons(self, suggestion: Suggestion) -> Iterable[Report]:
        """Why, with a page for each approach, the best first."""

    def changes(self, suggestion: Suggestion) -> Report:
        """What would have to be different for another result."""


class AtResult:
    """The card of one person's result. It stays on the screen until they are done.

    `suggestion` is what their answers come to by now, and whether one was corrected.
    """

    def __init__(self, pages: ResultPages, suggestion: Callable[[], tuple[Suggestion, bool]]) -> None:
        self._pages, self._suggestion = pages, suggestion
        self._on_the_card = True

    def stay(self, asker: SafeAsker, around: Deliberating | None) -> None:
        """Show the card, and what is opened from it, until the person leaves (`Left`)."""
        while True:
            self._on_the_card = True
            reply = asker.ask_and_hear(at_the_result(self._card(), self._to_open(around)))
            self._on_the_card = False
            if isinstance(reply, Command):
                self._open(reply, asker, around)

    def leave(self, asker: SafeAsker) -> None:
        """Leave the card on the screen, wherever somebody was."""
        if not self._on_the_card:
            asker.show_alone(self._card())

    def _card(self) -> Report:
        suggestion, corrected = self._suggestion()
        return self._pages.card(suggestion, corrected=corrected)

    def _to_open(self, around: Deliberating | None) -> Iterator[Command]:
        """What there is to open: nothing where there is no suggestion."""
        if self._suggestion()[0].conclusions:
            yield from (Command.REASONS, Command.CHANGES)
            if around:
                yield from (Command.OPTIONS, Command.PAPER)

    def _open(self, command: Command, asker: SafeAsker, around: Deliberating | None) -> None:
        suggestion, _ = self._suggestion()
        if command is Command.REASONS:
            _read(asker, self._pages.reasons(suggestion))
        elif command is Command.CHANGES:
            try:
                _read(asker, (self._pages.changes(suggestion),))
            except DecisionAidError as error:  # where a rule set is too complex for it
                asker.ask(to_read(str(error), BACK_TO_THE_RESULT, alone=True))
        elif command is Command.OPTIONS and around:
            around.read_by_name(asker)
        elif command is Command.PAPER and around:
            around.take_along(asker, lambda: self._suggestion()[0])


def _read(asker: SafeAsker, pages: Iterable[Report]) -> None:
    """Show pages, once: where words of danger are heard, they may no longer be true."""
    asker.ask_and_hear(reading(pages, BACK_TO_THE_RESULT))
