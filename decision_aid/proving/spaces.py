"""The sheets that are searched: one sheet, or two that differ in one answer, as columns of steps.

Two sheets stand side by side in one integer: the bits of the second are moved up by the width of
the compiled rule set. Belongs here: which answers may stand beside which. Does not: looking for
one of which a statement is true (`search`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from decision_aid.model.answers import Value
from decision_aid.proving.compiled import IMPOSSIBLE, Choice, Column, Compiled
from decision_aid.proving.statements import Change

Sheet = Mapping[str, Value]


class Step(NamedTuple):
    """One way to answer a question, on each of the sheets.

    It may be taken when all guards of `needs` hold and none of `refuses` does: these are what
    closes the question. `size` is for how many sheets it stands.
    """

    values: tuple[Value | None, ...]
    bits: int
    needs: int
    refuses: int
    size: int


class Steps(NamedTuple):
    """The ways to answer one question. `deciding` names the questions that must be answered before."""

    link_id: str
    steps: tuple[Step, ...]
    deciding: tuple[str, ...]


class Space:
    """All sound sheets, or with a change all sound pairs of them."""

    def __init__(self, compiled: Compiled, change: Change | None = None) -> None:
        self.compiled = compiled
        self.change = change
        self.sheets = 1 if change is None else 2
        self.mask = (1 << compiled.width) - 1
        """The bits of the first sheet."""
        self.affected = frozenset(
            column.link_id
            for column in compiled.columns
            if change and change.question in (column.link_id, *column.deciding)
        )
        """The questions that may differ between the two sheets."""
        self.columns = tuple(
            Steps(column.link_id, tuple(self._steps(column)), column.deciding) for column in compiled.columns
        )
        self.impossible = tuple(
            self.on_all(guard) for fact, guard in compiled.guard.items() if fact.kind == IMPOSSIBLE
        )

    def on(self, sheet: int, bits: int) -> int:
        """These bits, on one of the sheets."""
        return bits << sheet * self.compiled.width

    def on_all(self, bits: int) -> int:
        """These bits, on every sheet."""
        return bits if self.change is None else bits | bits << self.compiled.width

    def fired(self, bits: int) -> int:
        """The guards of all that holds."""
        return bits + self._ones & self._guards

    @cached_property
    def _ones(self) -> int:
        return self.on_all(self.compiled.ones)

    @cached_property
    def _guards(self) -> int:
        return self.on_all(self.compiled.all_guards)

    def clauses(self, guards: int) -> int:
        """The bits of the clauses of these guards."""
        width = self.compiled.width
        bits = 0
        while guards:
            guard = guards & -guards
            guards ^= guard
            sheet = guard.bit_length() > width
            bits |= self.on(sheet, self.compiled.clauses[guard >> width if sheet else guard])
        return bits

    def given(self, taken: Mapping[str, Step]) -> tuple[dict[str, Value], ...]:
        """The sheets that these steps lead to; questions without a step are left out."""
        return tuple(
            {
                link_id: value
                for link_id in self.compiled.rule_set.item
                if link_id in taken and (value := taken[link_id].values[sheet]) is not None
            }
            for sheet in range(self.sheets)
        )

    def _steps(self, column: Column) -> Iterator[Step]:
        if self.change is None or column.link_id not in self.affected:
            for choice in column.choices:
                yield self._both(choice, column)
        elif column.link_id == self.change.question:
            for before, after in self.change.pairs:
                yield self._pair(self._choice(column, before), self._choice(column, after), column)
        else:
            closed = next(choice for choice in column.choices if choice.closed)
            left_out = self._choice(column, None)
            yield self._pair(closed, closed, column)
            yield self._pair(closed, left_out, column)
            for choice in column.choices:
                if not choice.closed:
                    yield self._pair(choice, choice, column)
                    yield self._pair(choice, closed, column)

    def _choice(self, column: Column, value: Value | None) -> Choice:
        bits = self.compiled.bits_of(column.link_id, value)
        return Choice(value, 1, bits)

    def _both(self, choice: Choice, column: Column) -> Step:
        guard = self.on_all(column.closed)
        values = (choice.value,) * self.sheets
        needs, refuses = (guard, 0) if choice.closed else (0, guard)
        return Step(values, self.on_all(choice.bits), needs, refuses, choice.size)

    def _pair(self, before: Choice, after: Choice, column: Column) -> Step:
        needs = refuses = bits = 0
        for sheet, choice in enumerate((before, after)):
            bits |= self.on(sheet, choice.bits)
            if choice.closed:
                needs |= self.on(sheet, column.closed)
            else:
                refuses |= self.on(sheet, column.closed)
        return Step((before.value, after.value), bits, needs, refuses, before.size)


def in_reach(columns: Sequence[Steps], space: Space, guards: int) -> tuple[tuple[Steps, ...], int]:
    """The columns on which these guards depend, with their steps merged; and all guards that matter.

    What decides whether a question is asked matters as far as its answer does; so does what cannot
    be true together with its answers. A question that is changed always matters: there has to be
    a pair of sheets on which it can be.
    """
    kept: dict[str, Steps] = {}
    matter = guards
    while True:
        clauses = space.clauses(matter)
        kept = {}
        more = 0
        for column in columns:
            merged: dict[tuple[int, int, int], Step] = {}
            for step in column.steps:
                bits = step.bits & clauses
                key = (bits, step.needs, step.refuses)
                known = merged.get(key)
                if known:
                    merged[key] = known._replace(size=known.size + step.size)
                else:
                    merged[key] = step._replace(bits=bits)
            steps = tuple(merged.values())
            changes = space.change is not None and column.link_id == space.change.question
            if changes or len({step.bits for step in steps}) > 1 or any(step.bits for step in steps):
                kept[column.link_id] = column._replace(steps=steps)
                for step in steps:
                    more |= step.needs | step.refuses
        for guard in space.impossible:
            reads = space.compiled.reads[guard & -guard]
            if not kept.keys().isdisjoint(reads):
                more |= guard
        if not more & ~matter:
            return tuple(kept.values()), matter
        matter |= more
