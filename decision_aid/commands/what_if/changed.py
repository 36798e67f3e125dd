"""A sheet beside itself with other answers, in words."""

from __future__ import annotations

from decision_aid.commands.what_if.page import NO_ADVICE, TITLE
from decision_aid.engine.suggest import Suggestion
from decision_aid.model.report import Paragraph, Report, Section
from decision_aid.wording.comparison import Compared, compared
from decision_aid.wording.page_parts import safety_page

SAFETY_FIRST = (
    "With the other answers, safety and care come first. So no approach is named on this page, "
    "and nothing is compared."
)


def changed_page(before: Suggestion, after: Suggestion, *, ids: bool = False) -> Report:
    """What the other answers change. Where these put safety first, no approach is named."""
    if not after.evaluation.safe:
        return safety_page(after, Section("What the other answers change", (Paragraph(SAFETY_FIRST),)))
    note = Section("How to read this", (Paragraph(NO_ADVICE),))
    return compared(results(before, after), note, ids=ids)._replace(title=TITLE)


def results(before: Suggestion, after: Suggestion) -> tuple[Compared, Compared]:
    """The two sheets, by what they are called."""
    return Compared("as answered", before), Compared("with the other answers", after)
