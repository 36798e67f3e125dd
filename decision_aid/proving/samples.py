"""Sheets to look at first: most of what is possible shows in a few hundred of them.

The choice is pseudo-random and always the same, so that a check says the same of the same files.
Belongs here: making sheets on which candidates are weighed, and changing one answer of a sheet.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from decision_aid.engine.questionnaire import deciding
from decision_aid.model.answers import SKIPPED, Value
from decision_aid.proving.compiled import Compiled
from decision_aid.proving.goals import TRUE, goal
from decision_aid.proving.search import without_hopeless
from decision_aid.proving.spaces import Space, Step, Steps
from decision_aid.proving.statements import Weighed

SIZE = 300
"""Sheets in a pool: enough for most rules to decide one, and made in some hundredths of a second."""


class Sample(NamedTuple):
    """A sheet, by the step taken for each question, and what holds on it."""

    taken: Mapping[str, Step]
    fired: int


class Chance:
    """Numbers that look random, and are the same every time."""

    def __init__(self) -> None:
        self._last = 1

    def below(self, end: int) -> int:
        """A number from 0 on. Knuth's 64-bit generator: good enough to spread, and the same everywhere."""
        self._last = (self._last * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self._last >> 33) % end


class Samples:
    """Sheets of one rule set on which candidates are weighed."""

    def __init__(self, compiled: Compiled) -> None:
        self.compiled = compiled
        self.space = Space(compiled)
        self._weighed = goal(Weighed(), self.space)
        self._impossible = sum(self.space.impossible)
        self._columns: Sequence[Steps] = without_hopeless(self.space.columns, self._weighed, self.space)
        self._opens = {
            column.link_id: frozenset(c.link_id for c in compiled.columns if column.link_id in c.deciding)
            for column in compiled.columns
        }
        self._chance = Chance()

    @cached_property
    def pool(self) -> tuple[Sample, ...]:
        """Some hundred sheets of every kind."""
        return tuple(self.like({}, SIZE))

    def like(self, fixed: Mapping[str, Step], number: int) -> Iterator[Sample]:
        """Sheets with these steps and any others; fewer than `number` when few can stand."""
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
                taken[here] = Step((value,), self.compiled.bits_of(here, value), 0, column.closed, 1)
            elif here in self._opens[link_id]:
                if column.closed & self.space.fired(bits):
                    taken[here] = Step((None,), column.when_closed, column.closed, 0, 1)
                elif taken[here].needs:
                    taken[here] = Step((None,), self.compiled.bits_of(here, None), 0, column.closed, 1)
            bits |= taken[here].bits
        return Sample(taken, self.space.fired(bits))

    def steps(self, sheet: Mapping[str, Value], link_ids: Sequence[str]) -> dict[str, Step]:
        """The steps by which a sheet answers these questions and those that open them."""
        needed = deciding(self.compiled.rule_set.item, link_ids)
        found: dict[str, Step] = {}
        for column in self._columns:
            bits = self.compiled.bits_of(column.link_id, sheet.get(column.link_id))
            step = next((step for step in column.steps if step.bits == bits and not step.needs), None)
            if step and column.link_id in needed:
                found[column.link_id] = step
        return found

    def given(self, sample: Sample) -> dict[str, Value]:
        """The sheet as a person would have filled it in."""
        return self.space.given(sample.taken)[0]

    def _any(self, fixed: Mapping[str, Step]) -> Sample | None:
        bits = fired = 0
        taken: dict[str, Step] = {}
        for column in self._columns:
            steps: Sequence[Step] = column.steps
            if any(step.needs for step in steps):
                # It can be closed; one that is never asked is closed with no other question deciding.
                fired = self.space.fired(bits)
                steps = [s for s in steps if fired & s.needs == s.needs and not fired & s.refuses]
            if not steps:
                return None
            step = fixed.get(column.link_id, steps[0])
            if column.link_id not in fixed or step not in steps:
                step = self._one_of(steps)
            taken[column.link_id] = step
            bits |= step.bits
        fired = self.space.fired(bits)
        if fired & self._impossible or self._weighed.bound(fired, fired) != TRUE:
            return None
        return Sample(taken, fired)

    def _one_of(self, steps: Sequence[Step]) -> Step:
        """One of the steps; answers more often than none."""
        answers = [step for step in steps if step.values[0] not in (None, SKIPPED)]
        among = answers if answers and self._chance.below(8) else steps
        return among[self._chance.below(len(among))]
