"""What the steps around a suggestion need of the world: pages of options, and a worksheet to keep."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from decision_aid.errors import DecisionAidError

if TYPE_CHECKING:
    from decision_aid.deliberation import Deliberation
    from decision_aid.interviewing.deliberating import Deliberating
    from decision_aid.model import RuleSet
    from decision_aid.report import Report
    from decision_aid.suggestion import Suggestion

WORKSHEET = "decision-aid-worksheet"


def deliberating(rule_set: RuleSet, rules: Path | None, *, blind: bool) -> Deliberating | None:
    """The steps around a suggestion; None for a rule set that does not say which options there are.

    What they show is loaded when it is first needed, so that the first question need not wait for it.
    """
    from decision_aid.interviewing.deliberating import Deliberating

    if rules is not None and rule_set.overview is None:
        return None

    def pages() -> OptionPages:
        return OptionPages(_whole(rule_set), blind=blind)

    def keep(suggestion: Suggestion, said: Deliberation, form: str) -> str:
        evaluation = suggestion.evaluation
        whole = evaluation._replace(rule_set=_whole(evaluation.rule_set))
        return _keep(suggestion._replace(evaluation=whole), said, form)

    return Deliberating(pages, keep, blind=blind)


def _whole(rule_set: RuleSet) -> RuleSet:
    """The rule set with its option pages: one of somebody's own was read whole, to be proved."""
    from decision_aid.cli.rule_sets import usable_rule_set

    return rule_set if rule_set.overview else usable_rule_set(None, whole=True)


class OptionPages:
    """The options of a rule set, as text for the screen.

    Those that go by letters stand by what is said of them in a line, so that a letter tells no name.
    """

    def __init__(self, rule_set: RuleSet, *, blind: bool) -> None:
        by_id = {page.id: page for page in rule_set.options}
        pages = [by_id[id] for id in (rule_set.overview.options if rule_set.overview else ())]
        if blind:
            pages.sort(key=lambda page: page.about)
        self._rule_set = rule_set
        self._pages = {page.id: page for page in pages}
        self.names: Mapping[str, str] = {id: page.caption for id, page in self._pages.items()}

    def listed(self, names: Mapping[str, str]) -> str:
        """All of them, a line for each, under these names."""
        from decision_aid.explaining.options import in_short

        return self._text(in_short(self._rule_set, [*self._pages.values()], [*names.values()]))

    def page(self, id: str, name: str) -> str:
        """One of them in full."""
        from decision_aid.explaining.options import one, side_by_side

        page = self._pages[id]
        if name == page.caption:
            return self._text(one(self._rule_set, page))
        return self._text(side_by_side(self._rule_set, [page], [name]))

    def side_by_side(self, names: Mapping[str, str]) -> str:
        """All of them side by side."""
        from decision_aid.explaining.options import side_by_side

        pages = [*self._pages.values()]
        own_names = [page.caption for page in pages] == [*names.values()]
        return self._text(side_by_side(self._rule_set, pages, None if own_names else [*names.values()]))

    def _text(self, report: Report) -> str:
        from decision_aid.cli.output import terminal_width
        from decision_aid.rendering.text import plain

        return "\n" + plain(report, terminal_width())


def _keep(suggestion: Suggestion, said: Deliberation, form: str) -> str:
    """Write a worksheet into the folder one is in, under a name that is free; what is to be said of it."""
    from decision_aid.cli.output import write_file
    from decision_aid.explaining.deliberation import MARKDOWN, kept, not_kept
    from decision_aid.explaining.worksheet import TWO_SIDES, worksheets
    from decision_aid.rendering.markdown import markdown
    from decision_aid.rendering.text import first_that_fits, plain

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
