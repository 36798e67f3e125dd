"""Two rule sets that read the same sheet.

Belongs here: compiling both for the answers that both take, and what may come out otherwise by one
than by the other. Does not: which differences are worth asking about (`commands/rules/diff`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from graphlib import CycleError, TopologicalSorter
from itertools import product
from typing import Final

from decision_aid.engine.questionnaire import ALWAYS_ANSWERED
from decision_aid.model.answers import SKIPPED, Value
from decision_aid.model.conditions import tests_in
from decision_aid.model.lens import Lens
from decision_aid.model.problems import DecisionAidError
from decision_aid.model.rules import Item, ItemType, Rules
from decision_aid.proving.compiled import ASKED, CLOSED, UNANSWERED, UNASKED, Compiled, Fact, conditions_of
from decision_aid.proving.search_space import Assignment, Domain, SearchSpace
from decision_aid.proving.statements import FIRST, SECOND
from decision_aid.proving.weighing import ArgumentBits, Places, argument_bits

BOTH: Final = (FIRST, SECOND)


class SideBySide(SearchSpace):
    """All sheets that two rule sets accept: the first as the old one reads it, the second as the new one.

    Raises `TooComplex`, and `DecisionAidError` where the two open questions in opposite orders.
    """

    def __init__(self, old: Rules, new: Rules) -> None:
        shared = [_shared(one, other) for one, other in ((old, new), (new, old))]
        conditions = [condition for one in shared for _, condition in conditions_of(one)]
        tests = [test for condition in conditions for test in tests_in(condition)]
        compiled = tuple(Compiled(one, apart=tests) for one in shared)
        affected = _affected(compiled)
        super().__init__(
            compiled,
            _domains(compiled, affected),
            affected=affected,
            differing=_differing(compiled, affected),
        )

    def differs(self, fact: Fact) -> bool:
        """Whether something may hold by one rule set and not by the other."""
        return any(self.guard(sheet, fact) & self.differing for sheet in BOTH)

    @cached_property
    def near(self) -> int:
        """The guards that the search looks at first: what differs, and rules that argue otherwise."""
        return self.differing | sum(
            self.on(sheet, guard)
            for sheet in BOTH
            for guard, bits in self.differing_arguments(sheet, Lens.CHECKED).items()
            if bits
        )

    def bits(self, given: Mapping[str, Value]) -> int:
        """The clauses that a sheet makes true, by both rule sets. Both must accept it."""
        bits = 0
        for sheet, one in enumerate(self.compiled):
            bits |= self.on(sheet, one.bits(given))
        return bits

    def bits_of(self, link_id: str, value: Value | None) -> int:
        """The clauses that an answer to a question of both makes true where neither closes it."""
        return sum(self.on(sheet, one.bits_of(link_id, value)) for sheet, one in enumerate(self.compiled))

    def arguments(self, sheet: int, lens: Lens) -> ArgumentBits:
        """How the rules of a sheet argue, by guards that are not moved; the same bits on both sheets."""
        if lens not in self._both_arguments:
            places: Places = {}
            self._both_arguments[lens] = [
                argument_bits(lens, one.rule_set, one.rule_guards, places) for one in self.compiled
            ]
        return self._both_arguments[lens][sheet]

    @cached_property
    def _both_arguments(self) -> dict[Lens, list[ArgumentBits]]:
        return {}

    def alike(self, lens: Lens) -> Mapping[int, int]:
        """By the guards of the first sheet's rules: the bits that they argue on both sheets or on neither."""
        first, second = (one.rule_guards for one in self.compiled)
        return {
            guard: self.arguments(FIRST, lens).of_rule[guard]
            & self.arguments(SECOND, lens).of_rule[second[rule]]
            for rule, guard in first.items()
            if rule in second and not guard & self.differing
        }

    def differing_arguments(self, sheet: int, lens: Lens) -> Mapping[int, int]:
        """By the guards of a sheet's rules: the bits that they may argue there and not on the other sheet."""
        first = self.compiled[FIRST].rule_guards
        alike = self.alike(lens)
        guards = self.compiled[sheet].rule_guards
        of_rule = self.arguments(sheet, lens).of_rule
        return {guard: of_rule[guard] & ~alike.get(first.get(rule, 0), 0) for rule, guard in guards.items()}


def asked_alone(rule_set: Rules, other: Rules) -> tuple[str, ...]:
    """The questions that the rule set asks and the other does not, or for another type of answer."""
    return tuple(
        item.link_id
        for item in rule_set.items
        if (same := other.item.get(item.link_id)) is None or same.type is not item.type
    )


def _shared(rule_set: Rules, other: Rules) -> Rules:
    """The rule set with the answers that both take. A question that it alone asks takes none.

    One that counts as answered where nobody is asked keeps that answer.
    """
    items: list[Item] = []
    alone = asked_alone(rule_set, other)
    for item in rule_set.items:
        if item.link_id in alone:
            unasked = ALWAYS_ANSWERED.get(item.link_id)
            options = tuple(option for option in item.answer_options if option.code == unasked)
            items.append(item._replace(type=ItemType.CHOICE, answer_options=options))
            continue
        same = other.item[item.link_id]
        exclusive = {o.code for one in (item, same) for o in one.answer_options if o.exclusive}
        items.append(
            item._replace(
                answer_options=tuple(
                    option._replace(exclusive=option.code in exclusive)
                    for option in item.answer_options
                    if option.code in same.codes
                ),
                max_choices=min((one.max_choices for one in (item, same) if one.max_choices), default=None),
                minimum=max(item.minimum, same.minimum),
                maximum=min(item.maximum, same.maximum),
            )
        )
    return rule_set._replace(items=tuple(items))


def _says_otherwise(compiled: Sequence[Compiled]) -> frozenset[Fact]:
    """The facts that have another condition in one rule set than in the other."""
    first, second = (dict(conditions_of(one.rule_set)) for one in compiled)
    same = {fact for fact, condition in first.items() if fact in second and condition == second[fact]}
    return frozenset({*first, *second} - same)


def _affected(compiled: Sequence[Compiled]) -> frozenset[str]:
    """The questions that one may ask where the other does not."""
    turned = {fact.id for fact in _says_otherwise(compiled) if fact.kind in (CLOSED, UNASKED)}
    for one, other in (compiled, compiled[::-1]):
        turned.update(one.rule_set.item.keys() - other.rule_set.item.keys())
    return frozenset(
        column.link_id
        for one in compiled
        for column in one.columns
        if not turned.isdisjoint((column.link_id, *column.deciding))
    )


def _differing(compiled: Sequence[Compiled], affected: frozenset[str]) -> int:
    """The guards, on each sheet, of what may hold by one rule set alone."""
    otherwise = _says_otherwise(compiled)
    differing = start = 0
    for one in compiled:
        for fact, guard in one.guard.items():
            of_a_question = fact.kind in (UNANSWERED, ASKED, CLOSED, UNASKED) and fact.id in affected
            if fact in otherwise or of_a_question or not affected.isdisjoint(one.reads[guard]):
                differing |= guard << start
        start += one.width
    return differing


def _domains(compiled: Sequence[Compiled], affected: frozenset[str]) -> list[Domain]:
    """The domains in an order in which what decides a question comes before it, by both rule sets."""
    deciding: dict[str, dict[str, None]] = {}
    for one in reversed(compiled):
        for column in one.columns:
            deciding.setdefault(column.link_id, {}).update(dict.fromkeys(column.deciding))
    try:
        order = tuple(TopologicalSorter(deciding).static_order())
    except CycleError as error:
        circle = ", ".join(f"'{link_id}'" for link_id in error.args[1])
        raise DecisionAidError(
            f"The two rule sets cannot be compared: they open these questions in opposite orders: {circle}."
        ) from None
    return [
        Domain(link_id, tuple(_assignments(compiled, link_id, link_id in affected)), tuple(deciding[link_id]))
        for link_id in order
    ]


def _assignments(compiled: Sequence[Compiled], link_id: str, affected: bool) -> Iterator[Assignment]:
    """The ways to answer a question that both rule sets take, the unanswered ones first."""
    columns = [one.column.get(link_id) for one in compiled]
    starts = (0, compiled[FIRST].width)
    shared = all(columns)
    values: list[Value | None] = [None]
    for column in columns[:1] if shared else ():
        values += [one.value for one in column.classes if one.value is not None] if column else []
    for value in values:
        unanswered = value is None or value == SKIPPED
        for closed in product((False, True) if unanswered else (False,), repeat=2):
            if closed[FIRST] != closed[SECOND] and not affected:
                continue
            bits = needs = refuses = 0
            possible = True
            for one, column, start, is_closed in zip(compiled, columns, starts, closed, strict=True):
                if column is None:
                    possible = possible and not is_closed
                elif is_closed:
                    possible = possible and bool(column.unasked)
                    bits |= column.when_closed << start
                    needs |= column.unasked << start
                else:
                    bits |= one.bits_of(link_id, value) << start
                    refuses |= column.closing(value) << start
            if possible:
                yield Assignment((value, value), bits, needs, refuses)
