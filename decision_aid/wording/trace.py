"""The whole walk in words: every gate and rule, what decided it, and what it added."""

from __future__ import annotations

from collections.abc import Iterator

from decision_aid.engine.suggest import Suggestion
from decision_aid.engine.trace import Step, Walk, lifted, walk
from decision_aid.model.conditions import Truth
from decision_aid.model.report import Block, Bullets, Paragraph, Reason, Report, Section
from decision_aid.wording.page_parts import named, page, safety_page
from decision_aid.wording.trace_parts import Telling, together

TITLE = "How this came about"

HOW_SUMS_GROW = (
    "A strong reason counts 2, any other 1. A theme speaks once for an approach and once against it, with "
    "its strongest reason; of equals, the one whose id comes first. So a reason that its theme has made "
    "already adds nothing."
)


def trace_page(suggestion: Suggestion, *, ids: bool = False) -> Report:
    """Every gate and rule. While safety comes first: the page that a person gets, and what led to it."""
    walked, telling = walk(suggestion), Telling(suggestion, ids)
    if not suggestion.evaluation.safe:
        return safety_page(suggestion, *_led_here(walked, telling))
    return page(suggestion, TITLE, _whole(walked, telling))


def _led_here(walked: Walk, telling: Telling) -> Iterator[Section]:
    """The gates that hold, or that may, and the answers that it hangs on."""
    if walked.gates:
        yield Section("What led here", tuple(together(map(telling.gate, walked.gates))))


def _whole(walked: Walk, telling: Telling) -> Iterator[Section]:
    yield from gate_sections(walked, telling)
    yield how_sums_grow()
    for theme, caption in walked.suggestion.evaluation.rule_set.themes.items():
        of_theme = [step for step in walked.steps if step.judged.rule.theme == theme]
        held = (_held(step, telling) for step in of_theme if step.judged.holds)
        others = together(telling.short(step) for step in of_theme if not step.judged.holds)
        blocks = (*held, *others)
        if blocks:
            yield Section(named(caption, theme, telling.ids), blocks)
    yield telling.standing()


def gate_sections(walked: Walk, telling: Telling) -> Iterator[Section]:
    """The gates that hold, are lifted or open; then those that do not hold, a line for each."""
    told: list[Block] = []
    not_so: list[Block] = []
    for judged in walked.gates:
        gate = telling.gate(judged)
        if judged.holds or lifted(judged) or judged.when.truth is Truth.UNKNOWN:
            told.append(gate)
        else:
            not_so.append(Bullets((f"{gate.text} ({'; '.join(gate.details)})",)))
    yield Section("Safety first", tuple(told) or (Paragraph("None of the checks holds."),))
    yield Section(f"Looked at, and not so here: {len(not_so)} of {len(walked.gates)} checks", tuple(not_so))


def how_sums_grow() -> Section:
    """How the sums of a walk are to be read."""
    return Section("How the sums grow", (Paragraph(HOW_SUMS_GROW),))


def _held(step: Step, telling: Telling) -> Reason:
    """A rule that holds, with the sums of the decisions on which it counted."""
    told = telling.rule(step)
    moved = {heard.argument.candidate for heard in step.heard if heard.adds}
    sums = "; ".join(
        telling.sums(decision, step.support)
        for decision in telling.suggestion.evaluation.rule_set.decisions
        if any(candidate.id in moved for candidate in decision.candidates)
    )
    return told._replace(details=(*told.details, f"So far: {sums}.")) if sums else told
