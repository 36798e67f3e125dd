"""The whole walk in words: every gate and rule, what decided it, and what it added."""

from __future__ import annotations

from collections.abc import Iterator

from decision_aid.commands.trace.story import story
from decision_aid.engine.suggest import Suggestion
from decision_aid.engine.trace import Step, Walk, lifted, walk
from decision_aid.model.conditions import Truth
from decision_aid.model.report import Block, Bullets, Paragraph, Reason, Report, Section
from decision_aid.wording.page_parts import named, page, safety_page
from decision_aid.wording.result import first_of_all, stamps
from decision_aid.wording.trace_parts import Telling, together

TITLE = "How this came about"

HOW_SUMS_GROW = (
    "A strong reason counts 2, any other 1. A theme speaks once for an approach and once against it, with "
    "its strongest reason; of equals, the one whose id comes first. So a reason that its theme has made "
    "already adds nothing."
)


def trace(suggestion: Suggestion, *, ids: bool = False, candidate: str | None = None) -> Report:
    """The whole walk; with `candidate`, the story of that one alone.

    While safety comes first, it is the page that a person gets, and what led to it.
    """
    walked, telling = walk(suggestion), Telling(suggestion, ids)
    if not suggestion.evaluation.safe:
        return safety_page(suggestion, *_led_here(walked, telling))
    sections = story(walked, telling, candidate) if candidate else _whole(walked, telling)
    return page(suggestion, TITLE, sections)


def steps(suggestion: Suggestion, *, ids: bool = False) -> tuple[Report, ...]:
    """The walk as pages to turn: the gates, one page for each rule, and where it ends, with help."""
    if not suggestion.evaluation.safe:
        return (trace(suggestion, ids=ids),)
    walked, telling = walk(suggestion), Telling(suggestion, ids)
    themes = suggestion.evaluation.rule_set.themes
    first = (TITLE, (*first_of_all(suggestion), *_gates(walked, telling), _how_sums_grow()))
    rules = ((themes[step.judged.rule.theme], _one_rule(step, telling)) for step in walked.steps)
    pages = (Report(title, sections, stamps(suggestion)) for title, sections in (first, *rules))
    return (*pages, page(suggestion, TITLE, (telling.standing(),)))


def _led_here(walked: Walk, telling: Telling) -> Iterator[Section]:
    """The gates that hold, or that may, and the answers that it hangs on."""
    if walked.gates:
        yield Section("What led here", tuple(together(map(telling.gate, walked.gates))))


def _whole(walked: Walk, telling: Telling) -> Iterator[Section]:
    yield from _gates(walked, telling)
    yield _how_sums_grow()
    for theme, caption in walked.suggestion.evaluation.rule_set.themes.items():
        of_theme = [step for step in walked.steps if step.judged.rule.theme == theme]
        held = (_held(step, telling) for step in of_theme if step.judged.holds)
        others = together(telling.short(step) for step in of_theme if not step.judged.holds)
        blocks = (*held, *others)
        if blocks:
            yield Section(named(caption, theme, telling.ids), blocks)
    yield telling.standing()


def _gates(walked: Walk, telling: Telling) -> Iterator[Section]:
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


def _how_sums_grow() -> Section:
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


def _one_rule(step: Step, telling: Telling) -> tuple[Section, ...]:
    """A rule with a page to itself, and all the sums as they now stand."""
    sums = (
        Reason(decision.caption, telling.sums(decision, step.support), ())
        for decision in telling.suggestion.evaluation.rule_set.decisions
    )
    return Section("", (telling.rule(step),)), Section("So far", tuple(sums))
