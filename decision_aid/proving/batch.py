"""Many sheets at once, from coded answers to what each comes to.

A column holds a small number for each sheet: the code of its answer to one question. Answers that no
condition tells apart share a code. Belongs here: coding, and results row by row. They must agree with
`engine` on every sheet. Does not: reading rows, and saying what's wrong with one (`loading`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import compress
from typing import Final, NamedTuple, TypeAlias

from decision_aid.engine.evaluate import strength_in
from decision_aid.engine.questionnaire import problems_with
from decision_aid.engine.suggest import Status
from decision_aid.model.answers import SKIPPED, Value
from decision_aid.model.lens import Lens
from decision_aid.model.problems import NOWHERE
from decision_aid.model.rules import Action, Direction, Item, ItemType, Rules
from decision_aid.proving.answer_classes import ANY_WORDS
from decision_aid.proving.compiled import Compiled
from decision_aid.proving.planes import Plane, Planes, Results, at_least_so_many, members

Codes: TypeAlias = bytearray | list[int]
"""The code of each row's answer to one question; a list where there are too many codes for bytes."""

LEFT_OUT: Final = 0
PASSED: Final = 1
"""The code of a question that was skipped."""
ODD: Final = 2
"""The code of what is no answer to the question, as it is asked today."""

KEPT: Final = 10_000
"""Of how many answers to one question the codes are kept."""


class Coding(dict[Value | None, int]):
    """The codes of the answers to one question. `answers` has an answer for each code."""

    def __init__(self, compiled: Compiled, item: Item) -> None:
        super().__init__()
        self._compiled, self.item = compiled, item
        self.answers: list[Value | None] = [None, SKIPPED, None]
        self._by_bits: dict[int, int] = {}

    def __missing__(self, value: Value | None) -> int:
        code = self._code(value)
        if len(self) < KEPT and (code in (LEFT_OUT, PASSED) or self.item.type is not ItemType.TEXT):
            self[value] = code
        return code

    def _code(self, value: Value | None) -> int:
        if value is None or value == SKIPPED:
            return LEFT_OUT if value is None else PASSED
        if any(True for _ in problems_with(self.item, value, NOWHERE)):
            return ODD
        if isinstance(value, tuple):
            value = tuple(code for code in self.item.codes if code in value)
        elif self.item.type is ItemType.TEXT:
            value = ANY_WORDS
        bits = self._compiled.bits_of(self.item.link_id, value)
        code = self._by_bits.setdefault(bits, len(self.answers))
        if code == len(self.answers):
            self.answers.append(value)
        return code


class Rows(NamedTuple):
    """What rows come to, column by column, each in the order of the rows.

    Of a row that's in `unusable`, nothing else is true. Where safety comes first, the columns from
    `favored` on are empty. `net_support` has pairs of a candidate and a number.
    """

    status: list[Status]
    specialist_first: bytes
    gates: list[list[str]]
    favored: list[list[str]]
    close_behind: list[list[str]]
    net_support: list[list[tuple[str, int]]]
    rules: list[list[str]]
    unusable: bytes


class Batch:
    """One rule set in one lens, made ready for many sheets. Raises `TooComplex`."""

    def __init__(self, rule_set: Rules, lens: Lens = Lens.CHECKED) -> None:
        self.rule_set, self.lens = rule_set, lens
        self._compiled = Compiled(rule_set)
        self.coding: Mapping[str, Coding] = {
            link_id: Coding(self._compiled, item) for link_id, item in rule_set.item.items()
        }
        self._arguing = _arguing(rule_set, lens)

    def rows(self, number: int, codes: Mapping[str, Codes]) -> Rows:
        """What so many sheets come to. A question without a column is left out on all of them."""
        planes, unusable = self._answered(number, codes)
        results = Results(planes)
        unusable |= planes.impossible()
        weighed = results.weighed & ~unusable
        concluded = results.concluded(self.lens)
        status = [Status.SUGGESTION] * number
        for kind, plane in (
            (Status.NO_CLEAR_SUGGESTION, results.none_suggested(self.lens)),
            (Status.NEEDS_ANSWERS, results.needs_answers),
            (Status.STOPPED, results.stopped),
        ):
            for place in compress(range(number), members(plane, number)):
                status[place] = kind
        decisions = list(zip(self.rule_set.decisions, concluded, strict=True))
        nets = results.weighed_in(self.lens)
        favored = (
            (candidate.id, plane & weighed)
            for decision, came_to in decisions
            for candidate, plane in zip(decision.candidates, came_to.favored, strict=True)
        )
        close_behind = (
            (id, plane & came_to.arises & weighed)
            for decision, came_to in decisions
            for id, plane in nets.nearest_first(decision)
        )
        net_support: list[list[tuple[str, int]]] = [[] for _ in range(number)]
        for decision, came_to in decisions:
            arises = members(came_to.arises & weighed, number)
            for candidate in decision.candidates if any(arises) else ():
                pairs = _Pairs(candidate.id)
                sums = nets.net_support(candidate.id, number)
                for row, sum in zip(compress(net_support, arises), compress(sums, arises), strict=True):
                    row.append(pairs[sum])
        referrals = [
            results.gates[gate.id] & ~results.stopped
            for gate in self.rule_set.gates
            if gate.action is Action.REFER
        ]
        specialist = at_least_so_many(referrals, self.rule_set.specialist_from, results.everyone)
        arises_for = {
            candidate.id: came_to.arises & weighed
            for decision, came_to in decisions
            for candidate in decision.candidates
        }
        return Rows(
            status,
            members(specialist & ~unusable & ~results.stopped, number),
            _names_by_row(number, self._gates_shown(results, unusable)),
            _names_by_row(number, favored),
            _names_by_row(number, close_behind),
            net_support,
            _names_by_row(number, self._counted(results, arises_for)),
            members(unusable, number),
        )

    def _answered(self, number: int, codes: Mapping[str, Codes]) -> tuple[Planes, Plane]:
        """The sheets, and those with an answer that cannot stand."""
        planes = Planes(self._compiled, (1 << number) - 1)
        unusable = 0
        for link_id, coding in self.coding.items():
            column = self._compiled.column[link_id]
            answered: dict[Value, Plane] = {}
            given = 0
            for code, plane in _by_code(codes[link_id]) if link_id in codes else ():
                value = coding.answers[code]
                if code == ODD:
                    unusable |= plane
                elif code == PASSED:  # where it isn't asked, that says nothing
                    answered[SKIPPED] = plane & ~(planes.holds(column.unasked) if column.unasked else 0)
                elif value is not None:
                    answered[value] = plane
                    given |= plane
            if given and column.closed:
                unusable |= given & planes.holds(column.closed)
            planes.answer(link_id, answered)
        return planes, unusable

    def _gates_shown(self, results: Results, unusable: Plane) -> Iterator[tuple[str, Plane]]:
        """The gates to show: beside a stop only stops, where answers are needed only referrals."""
        for gate in self.rule_set.gates:
            shown = results.weighed
            if gate.action is Action.STOP:
                shown |= results.stopped
            elif gate.action is Action.REFER:
                shown |= results.needs_answers
            yield gate.id, results.gates[gate.id] & shown & ~unusable

    def _counted(self, results: Results, arises_for: Mapping[str, Plane]) -> Iterator[tuple[str, Plane]]:
        """The rules with an argument that its theme counts, for a candidate of a decision that arises."""
        counted = dict.fromkeys((rule.id for rule in self.rule_set.rules), 0)
        for candidate, rules in self._arguing:
            left = arises_for[candidate]
            for rule in rules:
                counted[rule] |= results.rules[rule] & left
                left &= ~results.rules[rule]
        return iter(counted.items())


class _Pairs(dict[int, tuple[str, int]]):
    """A candidate with each net support."""

    def __init__(self, candidate: str) -> None:
        super().__init__()
        self._candidate = candidate

    def __missing__(self, net: int) -> tuple[str, int]:
        self[net] = (self._candidate, net)
        return self[net]


def _arguing(rule_set: Rules, lens: Lens) -> list[tuple[str, list[str]]]:
    """By candidate, theme and direction, the rules that argue: the one that counts first comes first."""
    found: dict[tuple[str, str, Direction], list[tuple[int, str]]] = {}
    for rule in rule_set.rules:
        for argument in rule.arguments:
            strength = strength_in(lens, rule, argument, rule_set)
            if strength is not None:
                key = (argument.candidate, rule.theme, argument.direction)
                found.setdefault(key, []).append((-strength.weight, rule.id))
    return [(key[0], [rule for _, rule in sorted(rules)]) for key, rules in found.items()]


def _names_by_row(number: int, named: Iterable[tuple[str, Plane]]) -> list[list[str]]:
    """For each row the names whose planes it's in."""
    found: list[list[str]] = [[] for _ in range(number)]
    for name, plane in named:
        if plane:
            for row in compress(found, members(plane, number)):
                row.append(name)
    return found


@cache
def _ones_for(code: int) -> bytes:
    """A table by which a code becomes the sign 1, and any other 0."""
    return bytes(ord("1") if each == code else ord("0") for each in range(256))


def _by_code(codes: Codes) -> Iterator[tuple[int, Plane]]:
    """The rows that have each code."""
    if isinstance(codes, bytearray):
        backward = codes[::-1]
        for code in set(codes):
            yield code, int(backward.translate(_ones_for(code)), 2)
        return
    planes: dict[int, Plane] = {}
    for place, code in enumerate(codes):
        planes[code] = planes.get(code, 0) | 1 << place
    yield from planes.items()
