"""Statements as bounds: true, false or open, given what holds for sure and what still can hold.

Belongs here: the meaning of each statement over the guards of a space. Does not: the search.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeAlias

from decision_aid.engine.evaluate import Lens
from decision_aid.engine.verdicts import Truth
from decision_aid.model.rules import Action
from decision_aid.proving.compiled import ASKED, RULE, UNANSWERED, UNLESS, WHEN, Fact
from decision_aid.proving.spaces import Space
from decision_aid.proving.statements import (
    FIRST,
    SECOND,
    Asked,
    Every,
    Favored,
    GateHolds,
    Holds,
    No,
    RuleHolds,
    Some,
    Statement,
    SupportFalls,
    Unanswered,
    Weighed,
)
from decision_aid.proving.support import Support, whole_voices

Bound: TypeAlias = Callable[[int, int], int]
"""From the guards that hold for sure and those that can still hold, a `Truth`."""

FALSE, OPEN, TRUE = (int(truth) for truth in Truth)


class Goal(NamedTuple):
    """A statement over a space. `reads` are the guards that it depends on."""

    bound: Bound
    reads: int


def goal(statement: Statement, space: Space) -> Goal:
    """The bound of a statement."""
    match statement:
        case Every(parts):
            return _every([goal(part, space) for part in parts])
        case Some(parts):
            return _some([goal(part, space) for part in parts])
        case No(part):
            inner = goal(part, space)
            return Goal(lambda sure, can: TRUE - inner.bound(sure, can), inner.reads)
        case Favored():
            return _favored(statement, space)
        case SupportFalls():
            return _support_falls(statement, space)
        case _:
            return _fact(statement, space)


def _fact(statement: Holds | GateHolds | RuleHolds | Asked | Unanswered | Weighed, space: Space) -> Goal:
    compiled = space.compiled
    match statement:
        case Holds(condition, sheet):
            return _one(space.on(sheet, compiled.holds[condition]))
        case RuleHolds(rule, sheet):
            return _one(space.on(sheet, compiled.guard[Fact(RULE, rule)]))
        case Asked(question, sheet):
            return _one(space.on(sheet, compiled.guard.get(Fact(ASKED, question), 0)))
        case Unanswered(question, sheet):
            return _one(space.on(sheet, compiled.guard[Fact(UNANSWERED, question)]))
        case GateHolds(gate, sheet):
            return _gate(
                space.on(sheet, compiled.guard[Fact(WHEN, gate)]),
                space.on(sheet, compiled.guard.get(Fact(UNLESS, gate), 0)),
            )
        case Weighed(sheet):
            return _weighed(space, sheet)


def _one(guard: int) -> Goal:
    if not guard:
        return Goal(lambda sure, can: TRUE, 0)
    return Goal(lambda sure, can: TRUE if sure & guard else OPEN if can & guard else FALSE, guard)


def _gate(when: int, unless: int) -> Goal:
    def bound(sure: int, can: int) -> int:
        if not can & when or sure & unless:
            return FALSE
        return TRUE if sure & when and not can & unless else OPEN

    return Goal(bound, when | unless)


def _every(goals: Sequence[Goal]) -> Goal:
    bounds = [goal.bound for goal in goals]

    def bound(sure: int, can: int) -> int:
        least = TRUE
        for part in bounds:
            truth = part(sure, can)
            if truth < least:
                if truth == FALSE:
                    return FALSE
                least = truth
        return least

    return Goal(bound, _reads(goals))


def _some(goals: Sequence[Goal]) -> Goal:
    bounds = [goal.bound for goal in goals]

    def bound(sure: int, can: int) -> int:
        most = FALSE
        for part in bounds:
            truth = part(sure, can)
            if truth > most:
                if truth == TRUE:
                    return TRUE
                most = truth
        return most

    return Goal(bound, _reads(goals))


def _reads(goals: Sequence[Goal]) -> int:
    reads = 0
    for goal in goals:
        reads |= goal.reads
    return reads


def _weighed(space: Space, sheet: int) -> Goal:
    stops = [(when, unless) for when, unless, action in space.compiled.gate_guards if action is Action.STOP]
    plain = space.on(sheet, sum(when for when, unless in stops if not unless))
    released = [_gate(space.on(sheet, when), space.on(sheet, unless)) for when, unless in stops if unless]
    unanswered = space.on(sheet, space.compiled.open_safety)
    never = plain | unanswered

    def bound(sure: int, can: int) -> int:
        if sure & never:
            return FALSE
        truth = OPEN if can & never else TRUE
        for stop in released:
            truth = min(truth, TRUE - stop.bound(sure, can))
        return truth

    return Goal(bound, never | _reads(released))


class _Nets:
    """The lowest and the highest net support that each of some candidates can have on one sheet."""

    def __init__(
        self, space: Space, lens: Lens, sheet: int, supports: Sequence[Support], without: int = 0
    ) -> None:
        compiled = space.compiled
        voices = compiled.voices(lens)
        about = 0
        for support in supports:
            about |= support.speaks_for | support.speaks_against
        self.rules = sum(
            guard for guard, said in voices.of_rule.items() if said & about and not guard & without
        )
        self.reads = space.on(sheet, self.rules)
        self._move = sheet * compiled.width
        self._voices = voices
        self._supports = supports
        self._kept: dict[int, int] = {}

    def _said(self, fired: int) -> int:
        held = fired >> self._move & self.rules
        said = self._kept.get(held)
        if said is None:
            said = self._kept[held] = self._voices.of(held)
        return said

    def bounds(self, sure: int, can: int) -> list[tuple[int, int]]:
        said, may_say = self._said(sure), self._said(can)
        return [
            (
                (said & s.speaks_for).bit_count() - (may_say & s.speaks_against).bit_count(),
                (may_say & s.speaks_for).bit_count() - (said & s.speaks_against).bit_count(),
            )
            for s in self._supports
        ]


def _favored(statement: Favored, space: Space) -> Goal:
    compiled = space.compiled
    rule_set = compiled.rule_set
    number, decision = next(
        (number, decision)
        for number, decision in enumerate(rule_set.decisions)
        if any(candidate.id == statement.candidate for candidate in decision.candidates)
    )
    ids = [candidate.id for candidate in decision.candidates]
    support = compiled.voices(statement.lens).support
    without = compiled.guard[Fact(RULE, statement.without)] if statement.without else 0
    nets = _Nets(space, statement.lens, statement.sheet, [support[id] for id in ids], without)
    place, margin, main = ids.index(statement.candidate), rule_set.tie_margin, number == 0

    def bound(sure: int, can: int) -> int:
        bounds = nets.bounds(sure, can)
        mine = _level(bounds, place, margin)
        if mine == FALSE or not main:
            return mine
        others = min(_level(bounds, other, margin) for other in range(len(bounds)) if other != place)
        return min(mine, TRUE - min(mine, others))

    parts = [_weighed(space, statement.sheet), Goal(bound, nets.reads)]
    if decision.when_favored is not None and not main:
        if decision.when_favored not in {candidate.id for candidate in rule_set.decisions[0].candidates}:
            return Goal(lambda sure, can: FALSE, 0)
        parts.append(_favored(statement._replace(candidate=decision.when_favored), space))
    return _every(parts)


def _level(bounds: Sequence[tuple[int, int]], place: int, margin: int) -> int:
    """Whether a candidate has support and is level with the best."""
    lowest, highest = bounds[place]
    if highest <= 0:
        return FALSE
    truth = TRUE if lowest > 0 else OPEN
    for other, (low, high) in enumerate(bounds):
        if other != place:
            if low - highest > margin:
                return FALSE
            if high - lowest > margin:
                truth = OPEN
    return truth


def _support_falls(statement: SupportFalls, space: Space) -> Goal:
    """Only voices to which a rule with a changed answer adds can differ between the sheets.

    What other rules add to a voice is the same on both, and hides a difference more than it makes
    one: so, for how far support may fall, they count only where they hold for sure.
    """
    compiled = space.compiled
    voices = compiled.voices(statement.lens)
    affected = changed = 0
    for guard, said in voices.of_rule.items():
        if not space.affected.isdisjoint(compiled.reads[guard]):
            affected |= guard
            changed |= whole_voices(said)
    support = voices.support[statement.candidate]
    changing = [Support(support.speaks_for & changed, support.speaks_against & changed)]
    before = _Nets(space, statement.lens, FIRST, changing)
    after = _Nets(space, statement.lens, SECOND, changing)
    reads = before.reads | after.reads
    may_differ = space.on_all(affected)

    def bound(sure: int, can: int) -> int:
        can_differ = sure | can & may_differ
        ((_, highest_before),) = before.bounds(sure, can_differ)
        ((lowest_after, _),) = after.bounds(sure, can_differ)
        if lowest_after >= highest_before:
            return FALSE
        return OPEN if (sure ^ can) & reads else TRUE

    return Goal(bound, reads)
