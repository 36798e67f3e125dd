"""One rule set, followed while questions are taken one after the other.

What rules said is kept as voices, and as net support once no rule to come has a part in it. The net
supports of all rule sets that are followed stand side by side in one integer: to add to them is one sum.
Belongs here: what settled conditions do, and the ending they lead to. Does not: which questions
settle them (`layers`); how many sheets there are (`counts`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import reduce
from operator import or_
from typing import NamedTuple

from decision_aid.engine.evaluate import Lens
from decision_aid.engine.suggest import Status
from decision_aid.model.rules import Action
from decision_aid.proving.compiled import Compiled
from decision_aid.proving.support import Support, favored_among


class Followed(NamedTuple):
    """One rule set, and what of its outcomes is kept apart: ids of decisions and of gates.

    Rule sets that are followed together must take the same answers, and be compiled so that all
    see the same answers as alike (`counts.side_by_side`).
    """

    compiled: Compiled
    decisions: frozenset[str] = frozenset()
    gates: frozenset[str] = frozenset()
    lens: Lens = Lens.CHECKED


class Ending(NamedTuple):
    """What sheets come to, as far as it was followed.

    Where the main decision is not followed, `status` is suggestion for every weighed sheet. `gates`
    are the ids of those shown; `favored` are, for each decision that arises, its id and the ids of
    its favored candidates.
    """

    status: Status
    gates: tuple[str, ...] = ()
    favored: tuple[tuple[str, tuple[str, ...]], ...] = ()


class Head(NamedTuple):
    """How far one rule set has come, but for net supports: its status, the gates that hold, voices."""

    status: Status
    gates: int
    voices: int


class Work(NamedTuple):
    """What one question settles for one rule set.

    `gates` are trigger, release and whether it stops; `closing` are the voices in which no rule to
    come has a part.
    """

    gates: tuple[tuple[int, int, bool], ...]
    open_safety: int
    rules: tuple[tuple[int, int], ...]
    closing: int


class Side:
    """One rule set among those that are followed.

    Its bits are moved up by `move`, and its net supports begin at `field`.
    """

    def __init__(self, followed: Followed, move: int, field: int) -> None:
        self.compiled = compiled = followed.compiled
        self.move = move
        rule_set = compiled.rule_set
        wanted = [d for d in rule_set.decisions if d.id in followed.decisions]
        main = rule_set.decisions[0]
        self.main = main.id
        hangs = any(decision.when_favored for decision in wanted)
        self.decisions = [main, *wanted] if hangs and main not in wanted else wanted
        voices = compiled.voices(followed.lens)
        self.supports = [voices.support[c.id] for d in self.decisions for c in d.candidates]
        self.said = _argued(voices.of_rule, self.supports, move)
        self.gates = {
            when << move: (unless << move, gate)
            for gate, (when, unless, action) in zip(rule_set.gates, compiled.gate_guards, strict=True)
            if action is Action.STOP or gate.id in followed.gates
        }
        self._kept = sum(when for when, (_, gate) in self.gates.items() if gate.id in followed.gates)
        """The triggers of the gates that are kept apart."""
        self.open_safety = compiled.open_safety << move
        self.start = Head(Status.SUGGESTION, 0, 0)
        rules = self.clauses(sum(self.said))
        not_kept = sum(when | unless for when, (unless, _) in self.gates.items() if not when & self._kept)
        stops = self.clauses(self.open_safety | not_kept)
        self.needed = {
            Status.SUGGESTION: -1,
            Status.NEEDS_ANSWERS: ~rules,
            Status.STOPPED: ~(rules | stops),
        }
        """The clauses that still matter, by status."""
        most = max(((one.speaks_for | one.speaks_against).bit_count() for one in self.supports), default=0)
        width = (2 * most).bit_length()
        self._most = most
        """No net support is further from 0. A field holds it with this added, so that none is negative."""
        self._one_field = (1 << width) - 1
        self._fields = [field + place * width for place in range(len(self.supports))]
        self.fields_end = field + len(self.supports) * width
        self.no_nets = self._beside([most] * len(self.supports))
        self._added: dict[int, int] = {}

    def clauses(self, guards: int) -> int:
        """The clauses of these guards."""
        found = 0
        for guard in each(guards):
            found |= self.compiled.clauses[guard >> self.move] << self.move
        return found

    def speakers(self) -> Iterator[int]:
        """For each voice, the guards of the rules that have a part in it."""
        for voice in each(reduce(or_, self.said.values(), 0)):
            yield sum(guard for guard, said in self.said.items() if said & voice)

    def work(self, settled: int, to_come: int) -> Work:
        """What there is to do once the guards of `settled` are, while those of `to_come` are not yet."""
        gates = [
            (when, unless, gate.action is Action.STOP)
            for when, (unless, gate) in self.gates.items()
            if when & settled
        ]
        rules = [(guard, said) for guard, said in self.said.items() if guard & settled]
        said_now = said_later = 0
        for guard, said in self.said.items():
            said_now |= said if guard & settled else 0
            said_later |= said if guard & to_come else 0
        return Work(tuple(gates), self.open_safety & settled, tuple(rules), said_now & ~said_later)

    def after(self, head: Head, work: Work, fired: int) -> tuple[Head, int]:
        """How far it is once what this question settles is known, and what that adds to the nets."""
        status, gates, voices = head
        for when, unless, stops in work.gates:
            if fired & when and not fired & unless:
                gates |= when & self._kept
                if stops:
                    status = Status.STOPPED
        if fired & work.open_safety and status is not Status.STOPPED:
            status = Status.NEEDS_ANSWERS
        for guard, said in work.rules:
            if fired & guard:
                voices |= said
        spoken = voices & work.closing
        return Head(status, gates, voices ^ spoken), self._adds(spoken) if spoken else 0

    def _adds(self, spoken: int) -> int:
        if spoken not in self._added:
            self._added[spoken] = self._beside([support.net(spoken) for support in self.supports])
        return self._added[spoken]

    def _beside(self, numbers: Sequence[int]) -> int:
        return sum(number << field for number, field in zip(numbers, self._fields, strict=True))

    def ending(self, head: Head, nets: int) -> Ending:
        """The ending of sheets that have come this far when every question is past."""
        status, held, _ = head
        shown = {
            Status.STOPPED: (Action.STOP,),
            Status.NEEDS_ANSWERS: (Action.REFER,),
            Status.SUGGESTION: tuple(Action),
        }[status]
        gates = tuple(
            gate.id for when, (_, gate) in self.gates.items() if held & when and gate.action in shown
        )
        if status is not Status.SUGGESTION:
            return Ending(status, gates)
        favored = self._favored([(nets >> field & self._one_field) - self._most for field in self._fields])
        if dict(favored).get(self.main, ("any",)) == ():
            status = Status.NO_CLEAR_SUGGESTION
        return Ending(status, gates, favored)

    def _favored(self, nets: Sequence[int]) -> tuple[tuple[str, tuple[str, ...]], ...]:
        tie_margin = self.compiled.rule_set.tie_margin
        found: dict[str, tuple[str, ...]] = {}
        start = 0
        for decision in self.decisions:
            mine = nets[start : start + len(decision.candidates)]
            start += len(decision.candidates)
            if decision.id != self.main and decision.when_favored not in (None, *found.get(self.main, ())):
                continue
            places = favored_among(mine, tie_margin, main=decision.id == self.main)
            found[decision.id] = tuple(decision.candidates[place].id for place in places)
        return tuple(found.items())


def _argued(of_rule: Mapping[int, int], supports: Sequence[Support], move: int) -> dict[int, int]:
    """By guard, what rules say of the candidates that are followed; those that say nothing are left out."""
    about = 0
    for support in supports:
        about |= support.speaks_for | support.speaks_against
    return {guard << move: said & about for guard, said in of_rule.items() if said & about}


def each(guards: int) -> Iterator[int]:
    """The single bits."""
    while guards:
        guard = guards & -guards
        yield guard
        guards ^= guard
