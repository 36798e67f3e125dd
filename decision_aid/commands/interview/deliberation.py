"""What the steps around a suggestion show and keep: pages of options, and a worksheet.

Belongs here: these pages under the names they go by, and the file of a worksheet. Does not: the pages, which
belong to other commands and are handed over, and the order of the steps (`interviewing.deliberating`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from string import ascii_uppercase
from typing import TYPE_CHECKING, NamedTuple

from decision_aid.commands.interview.keeping import free_name
from decision_aid.model.problems import DecisionAidError

if TYPE_CHECKING:
    from decision_aid.engine.suggest import Suggestion
    from decision_aid.interviewing.deliberating import Deliberating
    from decision_aid.model.deliberation import Deliberation
    from decision_aid.model.library import OptionPage
    from decision_aid.model.report import Report
    from decision_aid.model.rules import Rules

WORKSHEET = "notes"
"""The name of its file, without an ending: one that tells nothing to others who use the computer."""


class Pages(NamedTuple):
    """The pages of other commands that the interview opens.

    Options are shown under the names that are given; None is their own.
    """

    short: Callable[[Rules, Sequence[OptionPage], Sequence[str]], Report]
    option: Callable[[Rules, OptionPage, str | None], Report]
    side_by_side: Callable[[Rules, Sequence[OptionPage], Sequence[str] | None], Report]
    worksheet: Callable[[Suggestion, Deliberation], Report]
    changes: Callable[[Suggestion], Report]


def steps_around_a_suggestion(
    rule_set: Rules,
    rules: Path | None,
    pages: Callable[[], Pages],
    *,
    blind: bool,
    saved: list[str],
) -> Deliberating | None:
    """The steps around a suggestion; None for a rule set that does not say which options there are.

    `pages` are loaded when one is first shown, so that the first question need not wait for them. The name of
    each file is added to those that are `saved`.
    """
    from decision_aid.interviewing.deliberating import Deliberating

    if rules is not None and rule_set.library.overview is None:
        return None

    def keep(suggestion: Suggestion, said: Deliberation, format: str) -> str:
        return _message_on_keeping(pages().worksheet(suggestion, said), format, rule_set, saved)

    return Deliberating(lambda: OptionPages(rule_set, pages(), blind=blind), keep)


class OptionPages:
    """The options of a rule set, as pages. `blind`, they go by letters until they are revealed.

    They are then ordered by what is said of them in a line, so that a letter gives no name away.
    """

    def __init__(self, rule_set: Rules, pages: Pages, *, blind: bool) -> None:
        choice = rule_set.library.choice
        options = sorted(choice, key=lambda option: option.about) if blind else choice
        self._rule_set = rule_set
        self._pages = pages
        self._options = {option.id: option for option in options}
        self._blind = blind

    @property
    def names(self) -> Mapping[str, str]:
        """What each option goes by for now, by id, in the order in which they are always shown."""
        if self._blind:
            return {
                id: f"Option {letter}" for id, letter in zip(self._options, ascii_uppercase, strict=False)
            }
        return {id: option.caption for id, option in self._options.items()}

    def reveal(self) -> bool:
        """From here on, let each go by its own name. Returns whether it did not before."""
        was_blind, self._blind = self._blind, False
        return was_blind

    def short(self) -> Report:
        """All of them, a line for each."""
        return self._pages.short(self._rule_set, [*self._options.values()], [*self.names.values()])

    def page(self, id: str) -> Report:
        """One of them in full."""
        name = self.names[id] if self._blind else None
        return self._pages.option(self._rule_set, self._options[id], name)

    def side_by_side(self) -> Report:
        """All of them side by side."""
        names = [*self.names.values()] if self._blind else None
        return self._pages.side_by_side(self._rule_set, [*self._options.values()], names)


def _message_on_keeping(sheet: Report, format: str, rule_set: Rules, saved: list[str]) -> str:
    """Write a worksheet into the current folder, under a free name. Returns what is to be said of that."""
    from decision_aid.cli.output import write_file
    from decision_aid.rendering.formats import FORMATS
    from decision_aid.wording.deliberation import kept, not_kept

    ending = FORMATS[format].ending
    path = free_name(WORKSHEET, ending)
    try:
        write_file(FORMATS[format].render(sheet), path, force=False, source="")
    except DecisionAidError as error:
        return not_kept(str(error), rule_set)
    saved.append(str(path))
    return kept(str(path.absolute()))
