"""What the answer to one question can still affect, given the answers so far.

Belongs here: which gates and which candidates still hang on an answer. Does not: the words for it
(`prompts`), and what may be named at which moment (`interviewing`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from decision_aid.engine.evaluate import Lens
from decision_aid.engine.questionnaire import Relevance, deciding
from decision_aid.model.answers import SKIPPED, Value
from decision_aid.model.rules import Rules
from decision_aid.proving.compiled import WHEN, Compiled, Fact
from decision_aid.proving.goals import FALSE, OPEN, TRUE, Goal, goal
from decision_aid.proving.samples import Chance
from decision_aid.proving.search import look
from decision_aid.proving.spaces import Space, Step, Steps, in_reach
from decision_aid.proving.statements import FIRST, SECOND, Change, Favored, GateHolds

BUDGET: Final = 120
"""Nodes that the searches for one question may look at together: some milliseconds."""

READING: Final = 4
"""Steps that are read in the time of a node, before a search begins."""

SAMPLES: Final = 32
"""Pairs of sheets to look at first: most of what an answer can affect shows in a few."""

_SETTLED: Final = ""


def relevance(
    compiled: Compiled,
    given: Mapping[str, Value],
    question: str,
    lens: Lens = Lens.CHECKED,
    budget: int = BUDGET,
) -> Relevance:
    """What an answer to `question`, which is open, can still affect; an earlier answer to it is put aside.

    So are answers to what hangs on it: they fall away when it is changed, and are open when it is
    changed back.

    It can affect whether a gate holds, or whether a candidate is favored, when the answers that are
    `given` can be completed in two ways that differ in this answer and in that. All other questions
    are answered in any way that the questionnaire allows, or left out: the same way on both sheets,
    but for what this answer opens and closes. To skip is an answer, too.
    """
    rule_set = compiled.rule_set
    kept = {link_id: value for link_id, value in given.items() if not hangs_on(rule_set, link_id, question)}
    pairs = _Pairs(compiled, kept, question, lens)
    gates, candidates = pairs.seen()
    unproved: set[str] = set()
    for kind, things, seen in ((GateHolds, rule_set.gates, gates), (Favored, pairs.candidates, candidates)):
        for thing in things:
            if thing.id not in seen:
                differs, effort = pairs.can_differ(kind, thing.id, budget)
                budget -= effort
                if differs is not False:
                    seen.add(thing.id)
                if differs is None:
                    unproved.add(thing.id)
    return Relevance(
        tuple(gate for gate in rule_set.gates if gate.id in gates),
        tuple(candidate for candidate in pairs.candidates if candidate.id in candidates),
        frozenset(unproved),
    )


def hangs_on(rule_set: Rules, link_id: str, question: str) -> bool:
    """Whether the one question decides whether the other is asked."""
    return question in deciding(rule_set.item, (link_id,))


class _Pairs:
    """All pairs of sheets that complete the answers, one of them without an answer to the question.

    It is enough to hold each answer against that one: where two answers lead apart, one of them
    leads away from it.
    """

    def __init__(self, compiled: Compiled, given: Mapping[str, Value], question: str, lens: Lens) -> None:
        self.candidates = tuple(compiled.rule_set.candidate.values())
        self._compiled = compiled
        self._lens = lens
        answers = [choice.value for choice in compiled.column[question].choices]
        answered = [(SKIPPED, value) for value in answers if value not in (None, SKIPPED)]
        follow_ups = any(question in column.deciding for column in compiled.columns)
        # What this answer opens is left out of the second sheet: so either may be the second.
        turned = [(value, skipped) for skipped, value in answered] if follow_ups else []
        self._space = Space(compiled, Change(question, (*answered, *turned)))
        self._columns = _settled_first(
            column._replace(steps=tuple(self._with_answer(column, given)))
            if column.link_id in given and column.link_id != question
            else column
            for column in self._space.columns
        )
        self._sure = self._can = 0
        for column in self._columns:
            every = -1
            for step in column.steps:
                every &= step.bits
                self._can |= step.bits
            self._sure |= every if column.steps else 0
        self._impossible = sum(self._space.impossible)
        follows = sum(
            guard for guard, reads in compiled.reads.items() if not self._space.affected.isdisjoint(reads)
        )
        sure, can = self._space.fired(self._sure), self._space.fired(self._can)
        differs = sure ^ can | sure ^ sure >> compiled.width
        self._differing = follows & (differs | differs >> compiled.width)
        """The guards that can be otherwise on the two sheets."""

    def _with_answer(self, column: Steps, given: Mapping[str, Value]) -> Iterator[Step]:
        """The steps that give the given answer, on each sheet on which it is not closed or newly open."""
        space, closed = self._space, self._compiled.column[column.link_id].closed
        value = given[column.link_id]
        # An answer falls away where the one in question closes it, or one that is still to come.
        may_fall_away = column.link_id in space.affected or not given.keys() >= {*column.deciding}
        own = self._compiled.bits_of(column.link_id, value)
        for step in column.steps:
            is_closed = [bool(step.needs & space.on(sheet, closed)) for sheet in (FIRST, SECOND)]
            says = [
                step.bits >> sheet * self._compiled.width & space.mask == own for sheet in (FIRST, SECOND)
            ]
            if all(is_closed):
                if may_fall_away or value == SKIPPED:
                    yield step
            elif is_closed[FIRST] or (says[FIRST] and (is_closed[SECOND] or says[SECOND])):
                yield step

    def seen(self) -> tuple[set[str], set[str]]:
        """The gates and the candidates that differ on some pair among a few."""
        compiled, rule_set, chance = self._compiled, self._compiled.rule_set, Chance()
        gates = candidates = 0
        for _ in range(SAMPLES):
            fired = self._any(chance)
            if fired is not None:
                one, other = fired & self._space.mask, fired >> compiled.width
                gates |= compiled.gates(one) ^ compiled.gates(other)
                candidates |= self._favored(one) ^ self._favored(other)
        return (
            {gate.id for gate in rule_set.gates if gates & compiled.guard[Fact(WHEN, gate.id)]},
            {candidate.id for place, candidate in enumerate(self.candidates) if candidates >> place & 1},
        )

    def _favored(self, fired: int) -> int:
        """All that is favored on a sheet, as bits in the order of the candidates."""
        bits = place = 0
        favored = self._compiled.outcome(fired, self._lens).favored
        for decision, ahead in zip(self._compiled.rule_set.decisions, favored, strict=False):
            bits |= (ahead or 0) << place
            place += len(decision.candidates)
        return bits

    def _any(self, chance: Chance) -> int | None:
        """What holds on one pair; None where the answers cannot be true together."""
        bits = fired = 0
        for column in self._columns:
            steps: Sequence[Step] = column.steps
            if column.deciding:
                fired = self._space.fired(bits)
                steps = [s for s in steps if fired & s.needs == s.needs and not fired & s.refuses]
            if not steps:
                return None
            bits |= steps[chance.below(len(steps))].bits
        fired = self._space.fired(bits)
        return None if fired & self._impossible else fired

    def can_differ(
        self, kind: type[GateHolds] | type[Favored], id: str, budget: int
    ) -> tuple[bool | None, int]:
        """Whether it differs on some pair, None for undecided; and how many nodes that took."""
        one, other = (self._goal(kind, id, sheet) for sheet in (FIRST, SECOND))
        if not one.reads & self._differing:
            return False, 0
        if budget <= 0:
            return None, 0
        wanted = self._otherwise(one, other)
        columns, guards = in_reach(self._columns, self._space, wanted.reads | self._impossible)
        found = look(columns, wanted, self._space, guards, budget)
        effort = found.effort + sum(len(column.steps) for column in self._columns) // READING
        return (None if found.undecided else found.taken is not None), effort

    def _goal(self, kind: type[GateHolds] | type[Favored], id: str, sheet: int) -> Goal:
        statement = GateHolds(id, sheet) if kind is GateHolds else Favored(id, self._lens, sheet)
        return goal(statement, self._space)

    def _otherwise(self, one: Goal, other: Goal) -> Goal:
        """It is so on one sheet and not on the other."""
        width, differing = self._compiled.width, self._differing & one.reads
        on_either = self._space.on_all(differing)

        def bound(sure: int, can: int) -> int:
            if not (sure ^ can) & on_either and not (sure ^ sure >> width) & differing:
                return FALSE
            truths = one.bound(sure, can), other.bound(sure, can)
            if OPEN in truths:
                return OPEN
            return FALSE if truths[0] == truths[1] else TRUE

        return Goal(bound, one.reads | other.reads)


def _settled_first(columns: Iterable[Steps]) -> list[Steps]:
    """The columns of which all is known, as one, which comes before the others."""
    settled: dict[str, Step] = {}
    others: list[Steps] = []
    for column in columns:
        if len(column.steps) == 1 and settled.keys() >= {*column.deciding}:
            settled[column.link_id] = column.steps[0]
        else:
            others.append(column._replace(deciding=(_SETTLED, *column.deciding)))
    bits = 0
    for step in settled.values():
        bits |= step.bits
    return [Steps(_SETTLED, (Step((), bits, 0, 0, 1),), ()), *others]
