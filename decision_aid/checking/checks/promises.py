"""Properties of `properties.yaml` that some answer sheet breaks."""

from __future__ import annotations

from collections.abc import Iterator

from decision_aid.checking.findings import Claim, Finding
from decision_aid.engine.safety_questions import safety_questions
from decision_aid.engine.suggest import Status
from decision_aid.model.answers import Value
from decision_aid.model.conditions import AllOf, Condition
from decision_aid.model.properties import Never, Property, Rising
from decision_aid.model.rules import Action, Gate, ItemType, Rules, Urgency
from decision_aid.proving.prover import Prover
from decision_aid.proving.statements import (
    FIRST,
    SECOND,
    Change,
    Every,
    Favored,
    GateHolds,
    Holds,
    LeadGrows,
    Named,
    No,
    Some,
    Statement,
    Unanswered,
    Weighed,
)

CODES = {
    "broken-promise": "A property that the rule set declares is not true of all answer sheets.",
}


def find(prover: Prover) -> Iterator[Finding]:
    """What it finds: a property declared in `properties.yaml` that some answer sheet breaks.

    Why it matters: a changed weight in one file can break, far away, what a clinician relied on.
    Example: *as depression gets worse, the support for therapy with medicine never falls*, and a new
    rule argues against it when depression is severe. Instead: look at the two sheets that are shown,
    and set right the rule, or the promise.
    """
    for promised in prover.rule_set.library.properties:
        yield _is_kept(prover, promised)


def conditions(rule_set: Rules) -> Iterator[Condition]:
    """The conditions under which something is promised."""
    for promised in rule_set.library.properties:
        yield promised.promise.when or AllOf(())


def _is_kept(prover: Prover, promised: Property) -> Finding:
    claim = Claim(
        promised.caption,
        promised.id,
        "broken-promise",
        f"it is not always so: {promised.caption}",
        promised.location,
    )
    if isinstance(promised.promise, Never):
        return claim.no(prover.ask(_broken_never(prover.rule_set, promised.promise)))
    return claim.no(prover.ask(*_broken_rising(prover, promised.promise)))


def _broken_never(rule_set: Rules, promise: Never) -> Statement:
    """A sheet of which the promise is not true."""
    came_out = [_came_out(rule_set, Status(outcome)) for outcome in promise.outcomes]
    came_out += [Named(candidate) for candidate in promise.candidates]
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


def _broken_rising(prover: Prover, promise: Rising) -> tuple[Statement, Change]:
    """Two sheets of which the promise is not true."""
    when = promise.when or AllOf(())
    on_both = (Holds(when, FIRST), Holds(when, SECOND))
    if promise.support_for is not None:
        falls: Statement = Every((Weighed(FIRST), Weighed(SECOND), LeadGrows(None, promise.support_for)))
    else:
        falls = _referral_weakens(prover, promise.question)
    values = _in_order(prover, promise)
    pairs = tuple((low, high) for place, low in enumerate(values) for high in values[place + 1 :])
    return Every((*on_both, falls)), Change(promise.question, pairs)


def _in_order(prover: Prover, promise: Rising) -> list[Value]:
    """The answers from low to high; of numbers that no condition tells apart, the first."""
    if prover.rule_set.item[promise.question].type is not ItemType.INTEGER:
        return list(promise.order)
    classes = prover.compiled.column[promise.question].classes
    return sorted(one.value for one in classes if isinstance(one.value, int))


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
