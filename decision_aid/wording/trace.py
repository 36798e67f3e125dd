"""The trace of a result in words: every gate and rule, what decided it, and what it added.

Belongs here: the page, whole or step by step. Does not: its parts (`trace_parts`).
"""

from __future__ import annotations

from collections.abc import Iterator

from decision_aid.engine.suggest import Suggestion
from decision_aid.engine.trace import Step, Walk, lifted, walk
from decision_aid.engine.verdicts import Truth
from decision_aid.model.report import Block, Bullets, Paragraph, Reason, Report, Section
from decision_aid.wording.answers import with_id
from decision_aid.wording.grammar import capitalized
from decision_aid.wording.page_frame import page
from decision_aid.wording.reasons import WHAT_REASONS_COUNT
from decision_aid.wording.safety import safety_page
from decision_aid.wording.trace_parts import TraceParts, merged

TITLE = "How this came about"

HOW_SUMS_GROW = (
    f"{capitalized(WHAT_REASONS_COUNT)}. A theme speaks once for an approach and once against it, with "
    "its strongest reason; of equals, the one whose id comes first. So a reason that its theme has made "
    "already adds nothing."
)


def trace_page(suggestion: Suggestion, *, ids: bool = False) -> Report:
    """Every gate and rule. While safety comes first, it is the safety page, with what led to it."""
    walked, parts = walk(suggestion), TraceParts(suggestion, ids)
    if not suggestion.evaluation.safe:
        return safety_page(suggestion, *_what_led_here(walked, parts))
    return page(suggestion, TITLE, _whole(walked, parts))


def _what_led_here(walked: Walk, parts: TraceParts) -> Iterator[Section]:
    """The gates that hold or may hold, and the answers that decide it."""
    if walked.gates:
        yield Section("What led here", tuple(merged(map(parts.gate, walked.gates))))


def _whole(walked: Walk, parts: TraceParts) -> Iterator[Section]:
    yield from gate_sections(walked, parts)
    yield how_sums_grow()
    for theme, caption in walked.suggestion.evaluation.rule_set.themes.items():
        of_theme = [step for step in walked.steps if step.judged.rule.theme == theme]
        held = (_held(step, parts) for step in of_theme if step.judged.holds)
        others = merged(parts.rule_in_short(step) for step in of_theme if not step.judged.holds)
        blocks = (*held, *others)
        if blocks:
            yield Section(with_id(caption, theme, parts.ids), blocks)
    yield parts.outcomes()


def gate_sections(walked: Walk, parts: TraceParts) -> Iterator[Section]:
    """The gates that hold, are lifted or open; then those that do not hold, one line each."""
    of_note: list[Block] = []
    others: list[Block] = []
    for judged in walked.gates:
        gate = parts.gate(judged)
        if judged.holds or lifted(judged) or judged.when.truth is Truth.UNKNOWN:
            of_note.append(gate)
        else:
            others.append(Bullets((f"{gate.text} ({'; '.join(gate.details)})",)))
    yield Section("Safety first", tuple(of_note) or (Paragraph("None of the checks holds."),))
    yield Section(f"Looked at, and not so here: {len(others)} of {len(walked.gates)} checks", tuple(others))


def how_sums_grow() -> Section:
    """How to read the sums of a trace."""
    return Section("How the sums grow", (Paragraph(HOW_SUMS_GROW),))


def _held(step: Step, parts: TraceParts) -> Reason:
    """A rule that holds, with the sums of the decisions in which it counted."""
    rule = parts.rule(step)
    moved = {traced.argument.candidate for traced in step.arguments if traced.adds}
    sums = "; ".join(
        parts.sums(decision, step.support)
        for decision in parts.suggestion.evaluation.rule_set.decisions
        if any(candidate.id in moved for candidate in decision.candidates)
    )
    return rule._replace(details=(*rule.details, f"So far: {sums}.")) if sums else rule
