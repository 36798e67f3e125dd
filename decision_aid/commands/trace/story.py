"""The story of one candidate: why, why not, and what is missing."""

from __future__ import annotations

from collections.abc import Iterator

from decision_aid.engine.evaluate import Lens
from decision_aid.engine.trace import Step, Walk
from decision_aid.model.conditions import Truth
from decision_aid.model.report import Paragraph, Reason, Section
from decision_aid.model.rules import Direction
from decision_aid.wording.page_parts import named
from decision_aid.wording.reasons import sentence
from decision_aid.wording.trace_parts import Telling, together


def story(walked: Walk, telling: Telling, candidate: str) -> Iterator[Section]:
    """What speaks for and against a candidate, what may yet, what does not, and where it ends."""
    name = walked.suggestion.evaluation.rule_set.candidate[candidate].short
    about = [step for step in walked.steps if step.argues_about(candidate)]
    for direction, heading in (
        (Direction.FOR, f"What speaks for {name}"),
        (Direction.AGAINST, f"What speaks against {name}"),
    ):
        told = [reason for step in about for reason in _told(step, telling, candidate, direction)]
        yield Section(heading, tuple(told) or (Paragraph("Nothing in these answers."),))
    for truth, heading, nothing in (
        (Truth.UNKNOWN, "What is missing", "No open question could add to this or take from it."),
        (Truth.FALSE, "What would speak, and is not so", "Nothing more."),
    ):
        waiting = (_waiting(step, telling, candidate) for step in about if step.judged.verdict.truth is truth)
        yield Section(heading, tuple(together(waiting)) or (Paragraph(nothing),))
    yield telling.standing()
    if walked.suggestion.evaluation.lens is not Lens.CHECKED:
        yield Section("The lens", (Paragraph("Through another lens other reasons count."),))


def _told(step: Step, telling: Telling, candidate: str, direction: Direction) -> Iterator[Reason]:
    rule, verdict = step.judged
    for heard in step.heard if step.judged.holds else ():
        if (heard.argument.candidate, heard.argument.direction) == (candidate, direction):
            details = (*telling.decided_by(verdict), telling.argument(step, heard))
            yield Reason(named(rule.caption, rule.id, telling.ids), rule.because, details)


def _waiting(step: Step, telling: Telling, candidate: str) -> Reason:
    """A rule that does not hold, or not yet; its lead says how it would speak."""
    rule, verdict = step.judged
    would = (
        f"{heard.argument.direction}, {heard.strength or 'left out by this lens'}"
        for heard in step.heard
        if heard.argument.candidate == candidate
    )
    name = named(rule.caption, rule.id, telling.ids)
    return Reason(sentence(", ".join(would)), name, telling.decided_by(verdict))
