"""The pages of `trace` alone: the story of one candidate, and the walk one rule at a time.

Belongs here: why and why not a candidate, and pages to turn. Does not: the whole walk on one page, which
`cases run` shows too (`wording.trace`).
"""

from __future__ import annotations

from collections.abc import Iterator

from decision_aid.engine.evaluate import Lens
from decision_aid.engine.suggest import Suggestion
from decision_aid.engine.trace import Step, Walk, walk
from decision_aid.engine.verdicts import Truth
from decision_aid.model.report import Paragraph, Reason, Report, Section
from decision_aid.model.rules import Direction
from decision_aid.wording.answers import with_id
from decision_aid.wording.grammar import capitalized
from decision_aid.wording.page_frame import page
from decision_aid.wording.safety import first_of_all
from decision_aid.wording.stamps import stamps
from decision_aid.wording.trace import TITLE, gate_sections, how_sums_grow, trace_page
from decision_aid.wording.trace_parts import TraceParts, merged


def candidate_page(suggestion: Suggestion, candidate: str, *, ids: bool = False) -> Report:
    """The story of one candidate, by its id. While safety comes first, no story is told."""
    if not suggestion.evaluation.safe:
        return trace_page(suggestion, ids=ids)
    return page(suggestion, TITLE, _story(walk(suggestion), TraceParts(suggestion, ids), candidate))


def step_pages(suggestion: Suggestion, *, ids: bool = False) -> tuple[Report, ...]:
    """The walk as pages to turn: the gates, one page for each rule, and where it ends, with help."""
    if not suggestion.evaluation.safe:
        return (trace_page(suggestion, ids=ids),)
    walked, parts = walk(suggestion), TraceParts(suggestion, ids)
    themes = suggestion.evaluation.rule_set.themes
    first = (TITLE, (*first_of_all(suggestion), *gate_sections(walked, parts), how_sums_grow()))
    rules = ((themes[step.judged.rule.theme], _one_rule(step, parts)) for step in walked.steps)
    pages = (Report(title, sections, stamps(suggestion)) for title, sections in (first, *rules))
    return (*pages, page(suggestion, TITLE, (parts.outcomes(),)))


def _one_rule(step: Step, parts: TraceParts) -> tuple[Section, ...]:
    """A rule with a page to itself, and all the sums as they now stand."""
    sums = (
        Reason(decision.caption, parts.sums(decision, step.support), ())
        for decision in parts.suggestion.evaluation.rule_set.decisions
    )
    return Section("", (parts.rule(step),)), Section("So far", tuple(sums))


# --- the story of a candidate -------------------------------------------------------------------


def _story(walked: Walk, parts: TraceParts, candidate: str) -> Iterator[Section]:
    """What speaks for and against a candidate, what may yet, what does not, and where it ends."""
    name = walked.suggestion.evaluation.rule_set.candidate[candidate].short
    about = [step for step in walked.steps if step.argues_about(candidate)]
    for direction, heading in (
        (Direction.FOR, f"What speaks for {name}"),
        (Direction.AGAINST, f"What speaks against {name}"),
    ):
        entries = [entry for step in about for entry in _speaking(step, parts, candidate, direction)]
        yield Section(heading, tuple(entries) or (Paragraph("Nothing in these answers."),))
    for truth, heading, nothing in (
        (Truth.UNKNOWN, "What is missing", "No open question could add to this or take from it."),
        (Truth.FALSE, "What would speak, and is not so", "Nothing more."),
    ):
        waiting = (_waiting(step, parts, candidate) for step in about if step.judged.verdict.truth is truth)
        yield Section(heading, tuple(merged(waiting)) or (Paragraph(nothing),))
    yield parts.outcomes()
    if walked.suggestion.evaluation.lens is not Lens.CHECKED:
        yield Section("The lens", (Paragraph("Through another lens other reasons count."),))


def _speaking(step: Step, parts: TraceParts, candidate: str, direction: Direction) -> Iterator[Reason]:
    rule, verdict = step.judged
    for traced in step.arguments if step.judged.holds else ():
        if (traced.argument.candidate, traced.argument.direction) == (candidate, direction):
            details = (*parts.decided_by(verdict), parts.argument(step, traced))
            yield Reason(with_id(rule.caption, rule.id, parts.ids), traced.because, details)


def _waiting(step: Step, parts: TraceParts, candidate: str) -> Reason:
    """A rule that does not hold, or not yet; its lead says how it would speak."""
    rule, verdict = step.judged
    would = (
        f"{traced.argument.direction}, {traced.strength or 'left out by this lens'}"
        for traced in step.arguments
        if traced.argument.candidate == candidate
    )
    name = with_id(rule.caption, rule.id, parts.ids)
    return Reason(capitalized(", ".join(would)), name, parts.decided_by(verdict))
