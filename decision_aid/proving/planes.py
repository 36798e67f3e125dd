"""Many sheets of one rule set at once.

A plane is one integer with a bit for each sheet: those that give an answer, those on which a clause is
true, those on which a rule holds, those that favor a candidate. What a thousand operations settle for
one sheet, as many settle for all of them. Belongs here: planes, and what the sheets come to. It must
agree with `engine` on every sheet. Does not: where the sheets come from (`people`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Final, NamedTuple, TypeAlias

from decision_aid.engine.safety_questions import safety_questions
from decision_aid.model.answers import Value
from decision_aid.model.lens import Lens
from decision_aid.model.rules import Action, Decision, Rules
from decision_aid.proving.compiled import ASKED, IMPOSSIBLE, UNANSWERED, Compiled, Fact
from decision_aid.proving.weighing import ArgumentBits

Plane: TypeAlias = int
"""A set of sheets."""

_DIGITS: Final = bytes(sign == ord("1") for sign in range(256))
"""What the signs of a binary number stand for."""


def members(plane: Plane, number: int) -> bytes:
    """For each of so many sheets, the first one first: 1 if it's in the plane, else 0."""
    return f"{plane:0{number}b}"[::-1].encode().translate(_DIGITS)


Answered: TypeAlias = Mapping[Value, Plane]
"""Who gives which answer to a question. Those who are in none of these planes leave it out."""


class Planes:
    """Sheets of one rule set, answered question by question, in the order of asking."""

    def __init__(self, compiled: Compiled, everyone: Plane) -> None:
        self.compiled, self.everyone = compiled, everyone
        self.answers: dict[str, Answered] = {}
        self._true = [0] * compiled.width
        """On which sheets each clause is true."""

    def copy(self) -> Planes:
        """The same sheets, to be answered further in another way."""
        other = Planes(self.compiled, self.everyone)
        other.answers, other._true = dict(self.answers), list(self._true)
        return other

    def answer(self, link_id: str, answered: Answered) -> None:
        """Give answers to the next question. It is left out where it gets none, or is closed."""
        self.answers[link_id] = answered
        by_bits: dict[int, Plane] = {}
        left = self.everyone
        for value, plane in answered.items():
            if plane:
                bits = self.compiled.bits_of(link_id, value)
                by_bits[bits] = by_bits.get(bits, 0) | plane
                left &= ~plane
        if left:
            column = self.compiled.column[link_id]
            closed = left & self.holds(column.unasked) if column.unasked else 0
            for bits, plane in (
                (column.when_closed, closed),
                (self.compiled.bits_of(link_id, None), left ^ closed),
            ):
                by_bits[bits] = by_bits.get(bits, 0) | plane
        true = self._true
        for bits, plane in by_bits.items():
            for place in _places(bits) if plane else ():
                true[place] |= plane

    def holds(self, guard: int) -> Plane:
        """The sheets on which the condition of a guard is certain."""
        found = self.everyone
        for place in _places(self.compiled.clauses[guard]):
            found &= self._true[place]
        return found

    def fact(self, kind: str, id: str) -> Plane:
        """The sheets on which a fact is certain; none where there is no such fact."""
        guard = self.compiled.guard.get(Fact(kind, id))
        return self.holds(guard) if guard else 0

    def asked(self, link_id: str) -> Plane:
        """The sheets on which a question is certainly put to people."""
        item = self.compiled.rule_set.item[link_id]
        return self.everyone if item.asking is None else self.fact(ASKED, link_id)

    def impossible(self) -> Plane:
        """The sheets with answers that cannot be true together."""
        found = 0
        for fact, guard in self.compiled.guard.items():
            if fact.kind == IMPOSSIBLE:
                found |= self.holds(guard)
        return found


def answered_as(compiled: Compiled, answers: Mapping[str, Answered], everyone: Plane) -> Planes:
    """Sheets with these answers, each as far as its question is asked. Others are left out."""
    planes = Planes(compiled, everyone)
    for link_id in compiled.rule_set.item:
        asked = planes.asked(link_id)
        planes.answer(link_id, {value: plane & asked for value, plane in answers.get(link_id, {}).items()})
    return planes


class Concluded(NamedTuple):
    """What a decision comes to: where it arises, and by candidate who favors it or has it close behind."""

    arises: Plane
    favored: tuple[Plane, ...]
    close_behind: tuple[Plane, ...]

    def differs(self, other: Concluded) -> Plane:
        """The sheets on which it comes to something else than the other."""
        found = self.arises ^ other.arises
        for one, another in zip(
            (*self.favored, *self.close_behind), (*other.favored, *other.close_behind), strict=True
        ):
            found |= one ^ another
        return found


class Results:
    """What the sheets come to, once all questions are answered."""

    def __init__(self, planes: Planes) -> None:
        self.planes, self.compiled = planes, planes.compiled
        self.rule_set: Rules = planes.compiled.rule_set
        self.everyone = planes.everyone & ~planes.impossible()
        """The sheets that can be."""
        self.gates: Mapping[str, Plane] = {
            gate.id: planes.holds(when) & ~(planes.holds(unless) if unless else 0) & self.everyone
            for gate, (when, unless, _) in zip(self.rule_set.gates, self.compiled.gate_guards, strict=True)
        }
        self.stopped = union(
            self.gates[gate.id] for gate in self.rule_set.gates if gate.action is Action.STOP
        )
        unanswered = union(planes.fact(UNANSWERED, question) for question in safety_questions(self.rule_set))
        self.needs_answers = unanswered & self.everyone & ~self.stopped
        self.weighed = self.everyone & ~self.stopped & ~self.needs_answers
        self._concluded: dict[tuple[Lens, str | None], tuple[Concluded, ...]] = {}
        self._weighed_in: dict[Lens, Weighed] = {}

    @cached_property
    def rules(self) -> Mapping[str, Plane]:
        """By rule, the sheets on which it holds and candidates are weighed."""
        return {
            rule: self.planes.holds(guard) & self.weighed for rule, guard in self.compiled.rule_guards.items()
        }

    def weighed_in(self, lens: Lens) -> Weighed:
        """Net support in a lens."""
        if lens not in self._weighed_in:
            self._weighed_in[lens] = Weighed(self, self.compiled.arguments(lens))
        return self._weighed_in[lens]

    def concluded(self, lens: Lens = Lens.CHECKED, without: str | None = None) -> tuple[Concluded, ...]:
        """What each decision comes to where candidates are weighed; `without` is a rule to leave out."""
        key = (lens, without)
        if key not in self._concluded:
            self._concluded[key] = tuple(self.weighed_in(lens).concluded(without))
        return self._concluded[key]

    def suggested(self, lens: Lens = Lens.CHECKED) -> Plane:
        """The sheets on which a candidate of the main decision is favored."""
        return union(self.concluded(lens)[0].favored)

    def none_suggested(self, lens: Lens = Lens.CHECKED) -> Plane:
        """The sheets on which candidates are weighed and none is favored."""
        return self.weighed & ~self.suggested(lens)


class Weighed:
    """Net support in one lens: for each candidate a number on each sheet, as planes of its binary digits."""

    def __init__(self, results: Results, arguments: ArgumentBits) -> None:
        self._weighed, self._rules = results.weighed, results.rules
        self._support = arguments.support
        rule_set = results.rule_set
        self._margin, self._decisions = rule_set.tie_margin, rule_set.decisions
        self._said: dict[str, int] = {
            rule: arguments.of_rule[guard] for rule, guard in results.compiled.rule_guards.items()
        }
        self._sayers: dict[int, list[str]] = {}
        for rule, said in self._said.items():
            for place in _places(said):
                self._sayers.setdefault(place, []).append(rule)
        self._voices = {place: self._voice(place, None) for place in self._sayers}
        self._most = max((one.against.bit_count() for one in self._support.values()), default=0)
        """The digits hold net support with this added, so that no number is negative."""
        highest = self._most + max((one.in_favor.bit_count() for one in self._support.values()), default=0)
        self._width = (highest + self._margin + 1).bit_length()
        self._nets = {candidate: self._net(candidate, self._voices) for candidate in self._support}

    def net_support(self, candidate: str, number: int) -> list[int]:
        """The net support of a candidate on each of so many sheets; on those not weighed, any number."""
        totals = [-self._most] * number
        for place, digit in enumerate(self._nets[candidate]):
            if digit:
                worth = (0, 1 << place)
                totals = [
                    total + worth[bit] for total, bit in zip(totals, members(digit, number), strict=True)
                ]
        return totals

    def nearest_first(self, decision: Decision) -> Iterator[tuple[str, Plane]]:
        """The candidates that are so much less than the best as to be close behind, the nearest first."""
        ids = [candidate.id for candidate in decision.candidates]
        nearer = list(self._within(ids, self._nets, 0))
        for margin in range(1, self._margin + 1):
            within = list(self._within(ids, self._nets, margin))
            yield from ((id, plane & ~before) for id, plane, before in zip(ids, within, nearer, strict=True))
            nearer = within

    def concluded(self, without: str | None) -> Iterator[Concluded]:
        """What each decision comes to."""
        nets = self._nets
        if without is not None:
            said = self._said[without]
            voices = {**self._voices, **{place: self._voice(place, without) for place in _places(said)}}
            nets = {
                candidate: self._net(candidate, voices)
                if (support.in_favor | support.against) & said
                else self._nets[candidate]
                for candidate, support in self._support.items()
            }
        main: dict[str, Plane] = {}
        for number, decision in enumerate(self._decisions):
            ids = [candidate.id for candidate in decision.candidates]
            arises = self._weighed
            if number and decision.when_favored is not None:
                arises &= main.get(decision.when_favored, 0)
            favored = [plane & arises for plane in self._within(ids, nets, 0)]
            named = [plane & arises for plane in self._within(ids, nets, self._margin)]
            close_behind = [plane & ~best for plane, best in zip(named, favored, strict=True)]
            if not number:  # where all are exactly equal, none is named
                all_equal = at_least_so_many(favored, len(ids), arises)
                favored = [plane & ~all_equal for plane in favored]
                main = dict(zip(ids, favored, strict=True))
            yield Concluded(arises, tuple(favored), tuple(close_behind))

    def _within(
        self, ids: Sequence[str], nets: Mapping[str, Sequence[Plane]], margin: int
    ) -> Iterator[Plane]:
        """By candidate, the sheets on which it has support, and at most so much less than the best."""
        for id in ids:
            found = self._at_least(nets[id], self._constant(self._most + 1))
            raised = self._sum(nets[id], self._constant(margin))
            for other in ids:
                if other != id:
                    found &= self._at_least(raised, nets[other])
            yield found

    def _voice(self, place: int, without: str | None) -> Plane:
        """The sheets on which a theme speaks in this way: some rule that says so holds."""
        return union(self._rules[rule] for rule in self._sayers[place] if rule != without)

    def _net(self, candidate: str, voices: Mapping[int, Plane]) -> list[Plane]:
        support = self._support[candidate]
        digits = self._constant(self._most - support.against.bit_count())
        for place in _places(support.in_favor):
            add_one(digits, voices.get(place, 0))
        for place in _places(support.against):
            add_one(digits, self._weighed & ~voices.get(place, 0))
        return digits

    def _constant(self, number: int) -> list[Plane]:
        everywhere = self._weighed
        return [everywhere if number >> place & 1 else 0 for place in range(self._width)]

    def _sum(self, one: Sequence[Plane], other: Sequence[Plane]) -> list[Plane]:
        digits, carry = [], 0
        for a, b in zip(one, other, strict=True):
            digits.append(a ^ b ^ carry)
            carry = a & b | carry & (a ^ b)
        return digits

    def _at_least(self, one: Sequence[Plane], other: Sequence[Plane]) -> Plane:
        found = self._weighed
        for a, b in zip(one, other, strict=True):
            found = a & ~b | (a | ~b) & found
        return found & self._weighed


def union(planes: Iterable[Plane]) -> Plane:
    """The sheets that are in any of them."""
    found = 0
    for plane in planes:
        found |= plane
    return found


def at_least_so_many(planes: Iterable[Plane], number: int, everyone: Plane) -> Plane:
    """The sheets that are in so many of them, or in more."""
    reached: Final = [everyone, *(0 for _ in range(number))]
    for plane in planes:
        for count in range(number, 0, -1):
            reached[count] |= reached[count - 1] & plane
    return reached[number]


def add_one(digits: list[Plane], plane: Plane) -> None:
    """Add one on these sheets."""
    for place, digit in enumerate(digits):
        digits[place], plane = digit ^ plane, digit & plane
        if not plane:
            return


def _places(bits: int) -> Iterator[int]:
    """The places of the bits that are set."""
    while bits:
        low = bits & -bits
        yield low.bit_length() - 1
        bits ^= low
