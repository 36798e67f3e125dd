"""What the steps around a suggestion need of the world: pages of options, and a worksheet to keep."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import count
from pathlib import Path
from string import ascii_uppercase
from typing import TYPE_CHECKING

from decision_aid.model.problems import DecisionAidError

if TYPE_CHECKING:
    from decision_aid.engine.suggest import Suggestion
    from decision_aid.interviewing.deliberating import Deliberating
    from decision_aid.model.deliberation import Deliberation
    from decision_aid.model.report import Report
    from decision_aid.model.rules import Rules

WORKSHEET = "decision-aid-worksheet"


def deliberating(rule_set: Rules, rules: Path | None, *, blind: bool) -> Deliberating | None:
    """The steps around a suggestion; None for a rule set that does not say which options there are.

    What they show is loaded when it is first needed, so that the first question need not wait for it.
    """
    from decision_aid.interviewing.deliberating import Deliberating

    if rules is not None and rule_set.library.overview is None:
        return None

    return Deliberating(lambda: OptionPages(rule_set, blind=blind), _keep)


class OptionPages:
    """The options of a rule set, as text for the screen. `blind`, they go by letters until they are revealed.

    They then stand in the order of what is said of them in a line, so that a letter tells no name.
    """

    def __init__(self, rule_set: Rules, *, blind: bool) -> None:
        from decision_aid.commands.options.page import of_the_choice

        choice = of_the_choice(rule_set)
        pages = sorted(choice, key=lambda page: page.about) if blind else choice
        self._rule_set = rule_set
        self._pages = {page.id: page for page in pages}
        self._blind = blind

    @property
    def names(self) -> Mapping[str, str]:
        """What each option goes by for now, by id, in the order in which they are always shown."""
        if self._blind:
            return {id: f"Option {letter}" for id, letter in zip(self._pages, ascii_uppercase, strict=False)}
        return {id: page.caption for id, page in self._pages.items()}

    def reveal(self) -> bool:
        """From here on, let each go by its own name; whether it did not before."""
        was_blind, self._blind = self._blind, False
        return was_blind

    def listed(self) -> str:
        """All of them, a line for each."""
        from decision_aid.commands.options.page import in_short

        return self._text(in_short(self._rule_set, [*self._pages.values()], [*self.names.values()]))

    def page(self, id: str) -> str:
        """One of them in full."""
        from decision_aid.commands.options.page import one

        return self._text(one(self._rule_set, self._pages[id], self.names[id] if self._blind else None))

    def side_by_side(self) -> str:
        """All of them side by side."""
        from decision_aid.commands.options.page import side_by_side

        names = [*self.names.values()] if self._blind else None
        return self._text(side_by_side(self._rule_set, [*self._pages.values()], names))

    def _text(self, report: Report) -> str:
        from decision_aid.cli.output import terminal_width
        from decision_aid.rendering.text import plain

        return "\n" + plain(report, terminal_width())


def _keep(suggestion: Suggestion, said: Deliberation, form: str) -> str:
    """Write a worksheet into the folder one is in, under a name that is free; what is to be said of it."""
    from decision_aid.cli.output import write_file
    from decision_aid.commands.worksheet.page import TWO_SIDES, worksheets
    from decision_aid.rendering.markdown import markdown
    from decision_aid.rendering.text import first_that_fits, plain
    from decision_aid.wording.deliberation import MARKDOWN, kept, not_kept

    sheet = first_that_fits(worksheets(suggestion, said), TWO_SIDES)
    written = markdown if form == MARKDOWN else plain
    ending = ".md" if form == MARKDOWN else ".txt"
    names = (Path(f"{WORKSHEET}{f'-{number}' if number > 1 else ''}{ending}") for number in count(1))
    path = next(path for path in names if not path.exists())
    try:
        write_file(written(sheet), path, force=False, source="")
    except DecisionAidError as error:
        return not_kept(str(error))
    return kept(str(path.absolute()))
