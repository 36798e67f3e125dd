"""Sheets to look at first: most of what is possible shows in a few hundred of them.

The choice is pseudo-random and always the same, so that a check says the same of the same files.
Belongs here: making sheets on which candidates are weighed, and changing one answer of a sheet.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain
from typing import NamedTuple

from decision_aid.engine.questionnaire import deciding, problems_in
from decision_aid.model.answers import SKIPPED, Value
from decision_aid.model.problems import NOWHERE
from decision_aid.model.rules import Action
from decision_aid.proving.bounds import bound
from decision_aid.proving.compiled import Compiled
from decision_aid.proving.search import without_hopeless
from decision_aid.proving.search_space import Assignment, Domain, all_sheets
from decision_aid.proving.statements import Weighed
from decision_aid.proving.weighing import TRUE

SIZE = 50
"""Sheets in a pool, beside the worked cases: enough for most rules to decide one."""


class Sample(NamedTuple):
    """A sheet: the assignment of each question, and the guards of all that holds on it."""

    taken: Mapping[str, Assignment]
    fired: int


class Lcg:
    """A linear congruential generator: numbers that look random, and are the same every time."""

    def __init__(self, seed: int = 1) -> None:
        self._last = seed

    def below(self, end: int) -> int:
        """A number from 0 on. Knuth's 64-bit generator: good enough to spread, and the same everywhere."""
        self._last = (self._last * 6364136223846793005 + 1442695040888963407) & 0xFFFFFFFFFFFFFFFF
        return (self._last >> 33) % end


class _Permitted(dict[int, tuple[Sequence[Assignment], Sequence[Assignment]]]):
    """By the guards that hold: the assignments of one question that are permitted, and those that answer it.

    Nobody answers what they are not asked. Worked out once for each set of guards, since a thousand sheets
    come past few of them.
    """

    def __init__(self, assignments: Sequence[Assignment]) -> None:
        super().__init__()
        self._assignments = assignments
        self.guards = 0
        """The guards that decide; 0 where all assignments are always permitted."""
        for one in assignments:
            self.guards |= one.needs | one.refuses

    def __missing__(self, fired: int) -> tuple[Sequence[Assignment], Sequence[Assignment]]:
        permitted = [one for one in self._assignments if not self.guards or one.is_permitted(fired)]
        permitted = [one for one in permitted if one.needs] or permitted
        self[fired] = permitted, [one for one in permitted if one.values[0] not in (None, SKIPPED)]
        return self[fired]


class Samples:
    """Sheets of one rule set on which candidates are weighed."""

    def __init__(self, compiled: Compiled) -> None:
        self.compiled = compiled
        self.space = all_sheets(compiled)
        self._weighed = bound(Weighed(), self.space)
        self._impossible = sum(self.space.impossible)
        self._avoided = self._impossible | sum(
            when for when, _, action in compiled.gate_guards if action is Action.STOP
        )
        """What a second try may get around, before the whole sheet is given up."""
        self._domains: Sequence[Domain] = without_hopeless(self.space.domains, self._weighed, self.space)
        self._opens = {
            column.link_id: frozenset(c.link_id for c in compiled.columns if column.link_id in c.deciding)
            for column in compiled.columns
        }
        self._numbers = Lcg()
        self._permitted = [(domain.link_id, _Permitted(domain.assignments)) for domain in self._domains]

    @cached_property
    def pool(self) -> tuple[Sample, ...]:
        """The worked cases on which candidates are weighed, and some sheets of every kind."""
        rules = self.compiled.rule_set
        cases = [c for c in rules.library.cases if not problems_in(rules, c.answers, lambda _: NOWHERE)]
        like_cases = (self.like(self.assignments(case.answers, [*rules.item]), 1) for case in cases)
        return (*chain.from_iterable(like_cases), *self.like({}, SIZE))

    def like(self, fixed: Mapping[str, Assignment], number: int) -> Iterator[Sample]:
        """Sheets with these assignments and any others; fewer than `number` when few of them are sound."""
        for _ in range(4 * number):
            sample = self._any(fixed)
            if sample:
                number -= 1
                yield sample
            if not number:
                return

    def changed(self, sample: Sample, link_id: str, value: Value | None) -> Sample:
        """The sheet with another answer to a question that is asked (`statements.Change`)."""
        taken = dict(sample.taken)
        bits = 0
        for column in self.compiled.columns:
            here = column.link_id
            if here == link_id:
                bits_here = self.compiled.bits_of(here, value)
                taken[here] = Assignment((value,), bits_here, 0, column.closing(value))
            elif here in self._opens[link_id]:
                if column.closing(taken[here].values[0]) & self.space.fired(bits):
                    taken[here] = Assignment((None,), column.when_closed, column.unasked)
                elif taken[here].needs:
                    taken[here] = Assignment((None,), self.compiled.bits_of(here, None), 0, column.unasked)
            bits |= taken[here].bits
        return Sample(taken, self.space.fired(bits))

    def assignments(self, sheet: Mapping[str, Value], link_ids: Sequence[str]) -> dict[str, Assignment]:
        """The assignments by which a sheet answers these questions and those that open them."""
        needed = deciding(self.compiled.rule_set.item, link_ids)
        found: dict[str, Assignment] = {}
        for domain in self._domains:
            bits = self.compiled.bits_of(domain.link_id, sheet.get(domain.link_id))
            same = next((one for one in domain.assignments if one.bits == bits and not one.needs), None)
            if same and domain.link_id in needed:
                found[domain.link_id] = same
        return found

    def given(self, sample: Sample) -> dict[str, Value]:
        """The sheet as a person would have filled it in."""
        return self.space.given(sample.taken)[0]

    def _any(self, fixed: Mapping[str, Assignment]) -> Sample | None:
        bits, fired = 0, self.space.fired(0)
        taken: dict[str, Assignment] = {}
        for link_id, permitted in self._permitted:
            every, answers = permitted[fired & permitted.guards]
            if not every:
                return None
            one = fixed.get(link_id, every[0])
            if link_id not in fixed or one not in every:
                # answers more often than none
                among = answers if answers and self._numbers.below(8) else every
                one = among[self._numbers.below(len(among))]
                if self.space.fired(bits | one.bits) & self._avoided:
                    safe = [o for o in every if not self.space.fired(bits | o.bits) & self._avoided]
                    one = safe[self._numbers.below(len(safe))] if safe else one
            taken[link_id] = one
            bits |= one.bits
            fired = self.space.fired(bits)
        if fired & self._impossible or self._weighed.truth(fired, fired) != TRUE:
            return None
        return Sample(taken, fired)
