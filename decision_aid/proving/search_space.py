"""What is searched: one sheet, or two side by side, as a domain of assignments for each question.

The two are a sheet before and after one answer is changed, or one sheet as two rule sets read it
(`side_by_side`). Both lie in one integer: the bits of the second are moved up by the width of the
first. Belongs here: which assignments are permitted together. Does not: looking for a sheet of which a
statement is true (`search`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import accumulate
from typing import NamedTuple

from decision_aid.model.answers import SKIPPED, Value
from decision_aid.model.lens import Lens
from decision_aid.proving.answer_classes import AnswerClass
from decision_aid.proving.compiled import IMPOSSIBLE, Column, Compiled, Fact
from decision_aid.proving.statements import FIRST, Change
from decision_aid.proving.weighing import ArgumentBits


class Assignment(NamedTuple):
    """One way to answer a question, on each of the sheets.

    The guards that close the question decide whether it is permitted: all of `needs` must hold, and
    none of `refuses`.
    """

    values: tuple[Value | None, ...]
    bits: int
    needs: int = 0
    refuses: int = 0

    def is_permitted(self, fired: int) -> bool:
        """Whether it is, where these guards hold."""
        return fired & self.needs == self.needs and not fired & self.refuses

    @property
    def answers(self) -> int:
        """The number of answers on the longest of the sheets: 0 where the question is left out, or 1."""
        return int(any(value is not None for value in self.values))


class Domain(NamedTuple):
    """The assignments of one question. `deciding` names the questions that must be assigned before."""

    link_id: str
    assignments: tuple[Assignment, ...]
    deciding: tuple[str, ...]

    @property
    def bits(self) -> int:
        """The bits of all assignments together."""
        bits = 0
        for one in self.assignments:
            bits |= one.bits
        return bits


class SearchSpace:
    """All sound sheets, or all sound pairs of them.

    `compiled` is the rule set of each sheet. `affected` are the questions that may be answered, or
    asked, otherwise on the second sheet, and `differing` the guards that may hold on one sheet alone.
    `changed` is the question of which the answer is changed.
    """

    def __init__(
        self,
        compiled: Sequence[Compiled],
        domains: Iterable[Domain],
        *,
        affected: frozenset[str] = frozenset(),
        differing: int = 0,
        changed: str | None = None,
    ) -> None:
        self.compiled = tuple(compiled)
        self.domains = tuple(domains)
        self.affected, self.differing, self.changed = affected, differing, changed
        self._starts = tuple(accumulate((one.width for one in self.compiled[:-1]), initial=0))
        self.mask = (1 << self.compiled[FIRST].width) - 1
        """The bits of the first sheet."""
        self.impossible = tuple(
            self.on(sheet, guard)
            for sheet, one in enumerate(self.compiled)
            for fact, guard in one.guard.items()
            if fact.kind == IMPOSSIBLE
        )
        self._ones = sum(self.on(sheet, one.ones) for sheet, one in enumerate(self.compiled))
        self._guards = sum(self.on(sheet, one.all_guards) for sheet, one in enumerate(self.compiled))

    @property
    def near(self) -> int:
        """The guards that the search looks at first."""
        return self.differing

    def on(self, sheet: int, bits: int) -> int:
        """These bits, on one of the sheets."""
        return bits << self._starts[sheet]

    def down(self, sheet: int, bits: int) -> int:
        """The bits of one of the sheets, moved back."""
        return bits >> self._starts[sheet]

    def guard(self, sheet: int, fact: Fact) -> int:
        """The guard of a fact on one of the sheets; 0 where its rule set has no such fact."""
        return self.on(sheet, self.compiled[sheet].guard.get(fact, 0))

    def fired(self, bits: int) -> int:
        """The guards of all that holds."""
        return bits + self._ones & self._guards

    def clauses(self, guards: int) -> int:
        """The bits of the clauses of these guards."""
        bits = 0
        for sheet, one in enumerate(self.compiled):
            here = self.down(sheet, guards) & one.all_guards
            while here:
                guard = here & -here
                here ^= guard
                bits |= self.on(sheet, one.clauses[guard])
        return bits

    @cached_property
    def reads(self) -> Mapping[int, tuple[str, ...]]:
        """The questions that each guard depends on, but for what opens and closes them."""
        return {
            self.on(sheet, guard): questions
            for sheet, one in enumerate(self.compiled)
            for guard, questions in one.reads.items()
        }

    def arguments(self, sheet: int, lens: Lens) -> ArgumentBits:
        """How the rules of a sheet argue, by guards that are not moved; the same bits on both sheets."""
        return self.compiled[sheet].arguments(lens)

    def alike(self, lens: Lens) -> Mapping[int, int]:
        """By the guards of the first sheet's rules: the bits that they argue on both sheets or on neither."""
        argued = self.arguments(FIRST, lens).of_rule
        return {guard: bits for guard, bits in argued.items() if not guard & self.differing}

    def differing_arguments(self, sheet: int, lens: Lens) -> Mapping[int, int]:
        """By the guards of a sheet's rules: the bits that they may argue there and not on the other sheet."""
        argued, differing = self.arguments(sheet, lens).of_rule, self.down(sheet, self.differing)
        return {guard: bits for guard, bits in argued.items() if guard & differing}

    def given(self, taken: Mapping[str, Assignment]) -> tuple[dict[str, Value], ...]:
        """The sheets that these assignments lead to; questions that are not assigned are left out."""
        return tuple(
            {
                link_id: value
                for link_id in one.rule_set.item
                if link_id in taken and (value := taken[link_id].values[sheet]) is not None
            }
            for sheet, one in enumerate(self.compiled)
        )


@lru_cache(maxsize=4)
def all_sheets(compiled: Compiled) -> SearchSpace:
    """All sound sheets of a rule set."""
    return SearchSpace(
        (compiled,),
        (
            Domain(column.link_id, tuple(_assignment(column, one) for one in column.classes), column.deciding)
            for column in compiled.columns
        ),
    )


def all_pairs(compiled: Compiled, change: Change) -> SearchSpace:
    """All sound pairs of sheets of which the second follows from the first by a change."""
    affected = frozenset(
        column.link_id for column in compiled.columns if change.question in (column.link_id, *column.deciding)
    )
    differing = sum(guard for guard, reads in compiled.reads.items() if not affected.isdisjoint(reads))
    return SearchSpace(
        (compiled, compiled),
        (
            Domain(column.link_id, tuple(_pairs(compiled, column, change, affected)), column.deciding)
            for column in compiled.columns
        ),
        affected=affected,
        differing=differing | differing << compiled.width,
        changed=change.question,
    )


def _pairs(
    compiled: Compiled, column: Column, change: Change, affected: frozenset[str]
) -> Iterator[Assignment]:
    def answer(value: Value | None) -> AnswerClass:
        return AnswerClass((), value, bits=compiled.bits_of(column.link_id, value))

    width = compiled.width
    if column.link_id not in affected:
        yield from _same_on_both(compiled)[column.link_id]
    elif column.link_id == change.question:
        for before, after in change.pairs:
            yield _assignment_of_pair(column, answer(before), answer(after), width)
    else:
        closed = next(one for one in column.classes if one.closed)
        yield _assignment_of_pair(column, closed, closed, width)
        yield _assignment_of_pair(column, closed, answer(None), width)
        for one in column.classes:
            if not one.closed:
                yield _assignment_of_pair(column, one, one, width)
                if closing := column.closing(one.value):
                    falls_away = _assignment_of_pair(column, one, closed, width)
                    yield falls_away._replace(needs=falls_away.needs | closing << width)


@lru_cache(maxsize=4)
def _same_on_both(compiled: Compiled) -> Mapping[str, tuple[Assignment, ...]]:
    """For each question, the assignments of pairs of sheets that answer it alike."""
    return {
        column.link_id: tuple(_assignment_of_pair(column, one, one, compiled.width) for one in column.classes)
        for column in compiled.columns
    }


def _assignment(column: Column, answer: AnswerClass) -> Assignment:
    return Assignment((answer.value,), answer.bits, *_needs_and_refuses(column, answer))


def _assignment_of_pair(column: Column, before: AnswerClass, after: AnswerClass, width: int) -> Assignment:
    needs, refuses = _needs_and_refuses(column, before)
    needs_after, refuses_after = _needs_and_refuses(column, after)
    return Assignment(
        (before.value, after.value),
        before.bits | after.bits << width,
        needs | needs_after << width,
        refuses | refuses_after << width,
    )


def _needs_and_refuses(column: Column, answer: AnswerClass) -> tuple[int, int]:
    """The guards that must hold for an answer to be permitted, and those that must not."""
    return (column.unasked, 0) if answer.closed else (0, column.closing(answer.value))


def as_asked(domain: Domain, space: SearchSpace) -> Domain:
    """The question as people answer it: nobody answers what is not put to them, although it would count."""
    columns = [one.column.get(domain.link_id) for one in space.compiled]
    if all(column is None or column.unasked == column.closed for column in columns):
        return domain
    assignments = []
    for one in domain.assignments:
        refuses = one.refuses
        for sheet, (value, column) in enumerate(zip(one.values, columns, strict=True)):
            if column and value is not None and value != SKIPPED:
                refuses |= space.on(sheet, column.unasked)
        assignments.append(one._replace(refuses=refuses))
    return domain._replace(assignments=tuple(assignments))


def in_reach(domains: Sequence[Domain], space: SearchSpace, guards: int) -> tuple[tuple[Domain, ...], int]:
    """The domains on which these guards depend, with their assignments merged; and all guards that matter.

    What decides whether a question is asked matters as far as its answer does; so does what cannot
    be true together with its answers. A question that is changed always matters: there has to be
    a pair of sheets on which it can be.
    """
    matter = guards
    together = [domain.bits for domain in domains]
    while True:
        clauses = space.clauses(matter)
        kept: dict[str, Domain] = {}
        more = 0
        for domain, bits in zip(domains, together, strict=True):
            if not bits & clauses and domain.link_id != space.changed:
                continue
            first: dict[tuple[int, int, int], Assignment] = {}
            for one in domain.assignments:
                first.setdefault((one.bits & clauses, one.needs, one.refuses), one)
            different = {bits for bits, _, _ in first}
            if domain.link_id == space.changed or len(different) > 1 or any(different):
                merged = tuple(Assignment(one.values, *key) for key, one in first.items())
                kept[domain.link_id] = domain._replace(assignments=merged)
                for _, needs, refuses in first:
                    more |= needs | refuses
        for guard in space.impossible:
            if not kept.keys().isdisjoint(space.reads[guard]):
                more |= guard
        if not more & ~matter:
            return tuple(kept.values()), matter
        matter |= more
