"""What can come out at all, and what the authors promise of it."""

from __future__ import annotations

from collections.abc import Iterator

from decision_aid.checking.findings import Claim, Finding
from decision_aid.engine.evaluate import safety_questions
from decision_aid.engine.suggest import Status
from decision_aid.model.answers import Value
from decision_aid.model.conditions import AllOf
from decision_aid.model.problems import Severity
from decision_aid.model.properties import Never, Property, Rising
from decision_aid.model.rules import Action, Candidate, Decision, Gate, ItemType, Rules, Urgency
from decision_aid.proving.prover import Prover
from decision_aid.proving.statements import (
    FIRST,
    SECOND,
    Change,
    Every,
    Favored,
    GateHolds,
    Holds,
    No,
    Some,
    Statement,
    SupportFalls,
    Unanswered,
    Weighed,
)

CODES = {
    "never-alone": "On no answer sheet is this candidate favored alone.",
    "never-level": "On no answer sheet is this candidate favored level with another one.",
    "broken-promise": "A property that the rule set declares is not true of all answer sheets.",
}


def find(prover: Prover) -> Iterator[Finding]:
    """What it finds: a candidate that can never be favored, alone or level with another; and a
    property declared in `properties.yaml` that some answer sheet breaks.

    Why it matters: a candidate that can never win makes a show of a choice; and a changed weight in
    one file can break, far away, what a clinician relied on.
    Example: *as depression gets worse, the support for therapy with medicine never falls*, and a new
    rule argues against it when depression is severe. Instead: look at the two sheets that are shown,
    and set right the rule, or the promise.
    """
    for number, decision in enumerate(prover.rule_set.decisions):
        for candidate in decision.candidates:
            yield from _can_be_favored(prover, decision, candidate, main=number == 0)
    yield from promises_kept(prover)


def promises_kept(prover: Prover) -> Iterator[Finding]:
    """Whether each property that the rule set declares is true of all answer sheets."""
    for promised in prover.rule_set.library.properties:
        yield _is_kept(prover, promised)


def _can_be_favored(
    prover: Prover, decision: Decision, candidate: Candidate, *, main: bool
) -> Iterator[Finding]:
    others = tuple(Favored(other.id) for other in decision.candidates if other != candidate)
    alone = Claim(
        "every candidate can be favored alone",
        candidate.id,
        "never-alone",
        f"no answer sheet favors '{candidate.id}' alone",
        candidate.location,
        "look at the arguments for it, and at those for the others",
        Severity.WARNING,
    )
    yield alone.some(prover.some(Every((Favored(candidate.id), *map(No, others)))))
    if main and len(others) == 1:
        return  # all level is no suggestion
    level = alone._replace(
        property="every candidate can be favored level with another",
        code="never-level",
        message=f"no answer sheet favors '{candidate.id}' level with another candidate",
    )
    yield level.some(prover.some(Every((Favored(candidate.id), Some(others)))))


def _is_kept(prover: Prover, promised: Property) -> Finding:
    claim = Claim(
        promised.caption,
        promised.id,
        "broken-promise",
        f"it is not always so: {promised.caption}",
        promised.location,
    )
    if isinstance(promised.promise, Never):
        return claim.no(prover.ask(broken_never(prover.rule_set, promised.promise)))
    return claim.no(prover.ask(*broken_rising(prover, promised.promise)))


def broken_never(rule_set: Rules, promise: Never) -> Statement:
    """A sheet of which the promise is not true."""
    came_out = [_came_out(rule_set, Status(outcome)) for outcome in promise.outcomes]
    came_out += [Favored(candidate) for candidate in promise.candidates]
    return Every((Holds(promise.when), Some(tuple(came_out))))


def _came_out(rule_set: Rules, status: Status) -> Statement:
    stopped = Some(tuple(GateHolds(gate.id) for gate in rule_set.gates if gate.action is Action.STOP))
    favored = Some(tuple(Favored(candidate.id) for candidate in rule_set.decisions[0].candidates))
    match status:
        case Status.STOPPED:
            return stopped
        case Status.NEEDS_ANSWERS:
            return Every((No(stopped), Some(tuple(map(Unanswered, safety_questions(rule_set))))))
        case Status.SUGGESTION:
            return favored
        case Status.NO_CLEAR_SUGGESTION:
            return Every((Weighed(), No(favored)))


def broken_rising(prover: Prover, promise: Rising) -> tuple[Statement, Change]:
    """Two sheets of which the promise is not true."""
    when = promise.when or AllOf(())
    on_both = (Holds(when, FIRST), Holds(when, SECOND))
    if promise.support_for is not None:
        falls: Statement = Every((Weighed(FIRST), Weighed(SECOND), SupportFalls(promise.support_for)))
    else:
        falls = _referral_weakens(prover, promise.question)
    values = _in_order(prover, promise)
    pairs = tuple((low, high) for place, low in enumerate(values) for high in values[place + 1 :])
    return Every((*on_both, falls)), Change(promise.question, pairs)


def _in_order(prover: Prover, promise: Rising) -> list[Value]:
    """The answers from low to high; of numbers that no condition tells apart, the first."""
    if prover.rule_set.item[promise.question].type is not ItemType.INTEGER:
        return list(promise.order)
    column = prover.compiled.column[promise.question]
    return sorted(choice.value for choice in column.choices if isinstance(choice.value, int))


def _referral_weakens(prover: Prover, question: str) -> Statement:
    """Some gate goes as far, and is as soon, as no gate any more on the second sheet.

    A gate that does not depend on the question stays as it is; so where one goes that far, nothing weakens.
    """
    gates = prover.rule_set.gates
    can_change = {gate.id for gate in gates if prover.depends(gate, question)}
    weaker: list[Statement] = []
    for level in sorted({_level(gate) for gate in gates}):
        far = [gate.id for gate in gates if _level(gate) >= level]
        changing = [gate for gate in far if gate in can_change]
        before = Some(tuple(GateHolds(gate, FIRST) for gate in changing))
        after = Some(tuple(GateHolds(gate, SECOND) for gate in changing))
        others = Some(tuple(GateHolds(gate, FIRST) for gate in far if gate not in can_change))
        weaker.append(Every((before, No(after), No(others))))
    return Some(tuple(weaker))


def _level(gate: Gate) -> tuple[int, int]:
    """How far a gate goes, and how soon it is."""
    further = [Action.CAUTION, Action.REFER, Action.STOP]
    sooner = [Urgency.ROUTINE, Urgency.SOON, Urgency.TODAY, Urgency.NOW]
    return further.index(gate.action), sooner.index(gate.urgency)
