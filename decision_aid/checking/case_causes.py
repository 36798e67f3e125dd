"""What makes worked cases come out otherwise than they say: one change, where it was made.

Somebody who changed a weight sees many cases move, and looks for the line that moved them. Belongs here:
trying to undo one change at a time. Does not: how a case comes out (`checks.case_outcomes`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final, NamedTuple

from decision_aid.engine.evaluate import evaluate
from decision_aid.engine.suggest import suggest
from decision_aid.model.library import Case
from decision_aid.model.names import KEY, TIE_MARGIN
from decision_aid.model.problems import Location
from decision_aid.model.rules import UNSTUDIED, Action, Argument, Direction, Gate, Rule, Rules, Strength

FEWEST: Final = 2
"""Cases that must agree on a cause: of one alone, several changes would do, and none is known to be it."""

MOST_RULES: Final = 500
"""Of more, each is not tried in turn."""

MOST_MARGIN: Final = 4
"""The largest tie margin that is tried, unless the next one is larger."""

WOULD: Final = "would come out as stated"


class Cause(NamedTuple):
    """Where something makes cases come out otherwise; `words` say what these cases do, or would do.

    `name` is what stands there, where the place is only that of its file; `text` is what is written there,
    where the place is that of its entry. `undone` are the rules without it, where they are known.
    """

    place: Location
    words: str
    name: tuple[str, str] | None = None
    text: str = ""
    undone: Rules | None = None


class Repair(NamedTuple):
    """Rules with one change undone, and where it was made; `about` is the rule or gate, or the tie margin."""

    rules: Rules
    cause: Cause
    about: str


def cause(rule_set: Rules, cases: Sequence[Case], comes_out: Callable[[Rules, Case], bool]) -> Cause | None:
    """The change of one argument, one rule or the tie margin with which all these cases come out.

    Of several in one rule it is the smallest. Else the gate that holds in all of them and is expected in
    none, or the reverse. None where there is no such thing, where changes in several places would do, or
    where the cases are too few to tell.
    """
    if len(cases) < FEWEST or len(rule_set.rules) > MOST_RULES:
        return None
    found: list[Repair] = []
    for repairs in (_small_repairs, _large_repairs):
        if not found:
            tried = repairs(rule_set, cases[0])
            found = [one for one in tried if all(comes_out(one.rules, case) for case in cases)]
    if len({one.about for one in found}) == 1:
        return found[0].cause
    expected, held = _gates(rule_set, cases)
    return _gate(
        *(rule_set, held, expected),
        "come out otherwise, and in each this gate holds, which none of them expects",
    ) or _gate(
        *(rule_set, expected, held),
        "come out otherwise, and each expects this gate, which holds in none of them",
    )


def weakened(rule_set: Rules, case: Case, comes_out: Callable[[Rules, Case], bool]) -> Cause | None:
    """The only gate with which, made stricter in one way, safety comes first in this case again.

    Else the only one that it expects and that does not hold in it.
    """
    stricter = (one for gate in rule_set.gates for one in _stricter(rule_set, gate))
    found = [one for one in stricter if comes_out(one.rules, case)]
    if len(found) == 1:
        return found[0].cause._replace(undone=found[0].rules)
    return _gate(rule_set, *_gates(rule_set, [case]), "would put safety first if this gate held")


def _stricter(rule_set: Rules, gate: Gate) -> Iterator[Repair]:
    """The rules with this gate a stop, and with it never released."""
    if gate.action is not Action.STOP:
        words = f"{WOULD} if the gate '{gate.id}' were a stop"
        cause = Cause(gate.location, words, text=str(gate.action))
        yield Repair(_with_gate(rule_set, gate, gate._replace(action=Action.STOP)), cause, gate.id)
    if gate.unless:
        cause = Cause(gate.unless.location, f"{WOULD} without this release of the gate '{gate.id}'")
        yield Repair(_with_gate(rule_set, gate, gate._replace(unless=None)), cause, gate.id)


def _gates(rule_set: Rules, cases: Sequence[Case]) -> tuple[list[set[str]], list[set[str]]]:
    """The gates that each case expects, and those that hold in it."""
    held = [{one.gate.id for one in suggest(evaluate(rule_set, case.answers)).gates} for case in cases]
    return [{*case.gates} for case in cases], held


def _gate(rule_set: Rules, ones: Sequence[set[str]], others: Sequence[set[str]], words: str) -> Cause | None:
    """The gate that is in each of the ones and in none of the others, where that is a single one."""
    alone = set.intersection(*(one - other for one, other in zip(ones, others, strict=True)))
    if len(alone) != 1:
        return None
    return next(Cause(gate.location, words) for gate in rule_set.gates if gate.id in alone)


def _small_repairs(rule_set: Rules, case: Case) -> Iterator[Repair]:
    """What could move this case and is soon done: the next tie margin, a weight, a rule that is new."""
    for margin in (rule_set.tie_margin - 1, rule_set.tie_margin + 1):
        if margin >= 0:
            yield _with_margin(rule_set, margin)
    for rule in _that_hold(rule_set, case):
        for argument in rule.arguments:
            if argument.strength and rule.basis not in UNSTUDIED:  # which weigh weak alone
                yield _reweighed(rule_set, rule, argument)
        cause = Cause(rule.location, f"{WOULD} without the rule '{rule.id}'")
        yield Repair(_with(rule_set, rule), cause, rule.id)


def _large_repairs(rule_set: Rules, case: Case) -> Iterator[Repair]:
    """What moves it further: another tie margin, the nearest first, and an argument turned round."""
    for margin in sorted(range(MOST_MARGIN + 1), key=lambda margin: abs(margin - rule_set.tie_margin)):
        yield _with_margin(rule_set, margin)
    for rule in _that_hold(rule_set, case):
        for argument in rule.arguments:
            if argument.strength:
                yield _turned(rule_set, rule, argument)


def _that_hold(rule_set: Rules, case: Case) -> Iterator[Rule]:
    """The rules that hold in a case, as they are written; judged, they lack what counts in another lens."""
    held = {judged.rule.id for judged in evaluate(rule_set, case.answers).rules if judged.holds}
    return (rule for rule in rule_set.rules if rule.id in held)


def _with_margin(rule_set: Rules, margin: int) -> Repair:
    cause = Cause(rule_set.location, f"{WOULD} if tie_margin were {margin}", (KEY, TIE_MARGIN))
    return Repair(rule_set._replace(tie_margin=margin), cause, TIE_MARGIN)


def _reweighed(rule_set: Rules, rule: Rule, argument: Argument) -> Repair:
    other = Strength.WEAK if argument.strength is Strength.STRONG else Strength.STRONG
    words = f"{WOULD} if the rule '{rule.id}' were {other} {argument.direction} '{argument.candidate}'"
    return _with_argument(rule_set, rule, argument, argument._replace(strength=other), words)


def _turned(rule_set: Rules, rule: Rule, argument: Argument) -> Repair:
    other = Direction.AGAINST if argument.direction is Direction.FOR else Direction.FOR
    words = f"{WOULD} if the rule '{rule.id}' were {other} '{argument.candidate}'"
    return _with_argument(rule_set, rule, argument, argument._replace(direction=other), words)


def _with_argument(rule_set: Rules, rule: Rule, argument: Argument, instead: Argument, words: str) -> Repair:
    arguments = tuple(instead if one is argument else one for one in rule.arguments)
    rules = _with(rule_set, rule, rule._replace(arguments=arguments))
    return Repair(rules, Cause(argument.location, words), rule.id)


def _with_gate(rule_set: Rules, gate: Gate, instead: Gate) -> Rules:
    return rule_set._replace(gates=tuple(instead if one is gate else one for one in rule_set.gates))


def _with(rule_set: Rules, rule: Rule, *instead: Rule) -> Rules:
    """The rules, with others in place of this one."""
    place = rule_set.rules.index(rule)
    return rule_set._replace(rules=(*rule_set.rules[:place], *instead, *rule_set.rules[place + 1 :]))
