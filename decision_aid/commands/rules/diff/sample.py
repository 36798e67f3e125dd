"""Sheets drawn at random, to say how large a share of them a change concerns.

A sheet is filled in question by question: each that both rule sets ask gets an answer, every answer as
likely as another, or as likely as frequencies say. The draw has a seed, so that the same change
comes to the same shares. Belongs here: drawing, and the margin of error. Does not: what is looked for on
a sheet (`find`), and reading frequencies from a file (`loading.frequencies`).
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import accumulate, chain, combinations
from math import prod, sqrt
from typing import Final, NamedTuple, TypeAlias

from decision_aid.model.answers import SKIPPED, Value
from decision_aid.model.rules import Action, Item, ItemType
from decision_aid.proving.bounds import Bound, bound, every
from decision_aid.proving.samples import Lcg
from decision_aid.proving.search import without_hopeless
from decision_aid.proving.search_space import Assignment, Domain
from decision_aid.proving.side_by_side import SideBySide
from decision_aid.proving.statements import FIRST, GateHolds, No, Some
from decision_aid.proving.weighing import FALSE, OPEN, TRUE

SIZE: Final = 20_000
"""Sheets of each sort. A share is then known to 0.7 percentage points or better."""

TRIES: Final = 50
"""Sheets that may be drawn for each that stops, before it is said that there are too few."""

MOST_AGAIN: Final = 100_000
"""How often some questions are drawn again, before it is said that there is no such sheet."""

FINE: Final = 1 << 30
"""Steps into which a probability is cut."""

Frequencies: TypeAlias = Mapping[str, Mapping[str, float]]
"""By question, how often each answer is given, as a file says (`loading.frequencies`)."""


class Share(NamedTuple):
    """A part of the sheets that were drawn."""

    part: int
    drawn: int

    @property
    def percent(self) -> float:
        return 100 * self.part / self.drawn if self.drawn else 0.0

    @property
    def margin(self) -> float:
        """The margin of error in percentage points, with 95 percent confidence.

        Where none or all of the sheets are of a kind, the rule of three; else a normal approximation.
        """
        if not self.drawn:
            return 100.0
        if self.part in (0, self.drawn):
            return 300 / self.drawn
        share = self.part / self.drawn
        return 196 * sqrt(share * (1 - share) / self.drawn)


class Drawn(NamedTuple):
    """A sheet, by the assignment of each question, and the guards of all that holds by both rule sets."""

    taken: Mapping[str, Assignment]
    fired: int


def draw(
    space: SideBySide, *, stop: bool, frequencies: Frequencies | None = None, number: int = SIZE
) -> Iterator[Drawn]:
    """Sheets that stop, by either rule set, or sheets that stop nowhere; fewer where hardly any do."""
    stops = _stops(space)
    wanted = bound(Some(tuple(stops)) if stop else No(Some(tuple(stops))), space)
    hopeful = space.domains if stop else without_hopeless(space.domains, wanted, space)
    draws = {
        domain.link_id: _Draw(space, domain, left, frequencies)
        for domain, left in zip(space.domains, hopeful, strict=True)
    }
    blocks: list[_Block] = []
    free: list[_Draw] = []
    for questions, true_of in _blocks(space, stop):
        mine = [draws[question] for question in questions]
        if true_of.reads or any(one.may_be_closed for one in mine) or not all(one.answers for one in mine):
            blocks.append(_Block(space, mine, true_of))
        else:
            free += mine
    numbers = Lcg()
    for _ in range(TRIES * number):
        taken: dict[str, Assignment] = {}
        bits = 0
        for one in free:
            assignment = taken[one.link_id] = one.answer(numbers)
            bits |= assignment.bits
        for block in blocks:
            assigned = block.assigned(numbers, taken)
            if assigned is None:
                return
            bits |= assigned
        fired = space.fired(bits)
        if wanted.truth(fired, fired) == TRUE:
            yield Drawn(taken, fired)
            number -= 1
            if not number:
                return


def _stops(space: SideBySide) -> list[GateHolds]:
    return [
        GateHolds(gate.id, sheet)
        for sheet, one in enumerate(space.compiled)
        for gate in one.rule_set.gates
        if gate.action is Action.STOP
    ]


def _blocks(space: SideBySide, stop: bool) -> Iterator[tuple[list[str], Bound]]:
    """Questions that depend on each other, with what must be true of their answers.

    Blocks can be drawn one by one: so what is not wanted costs one block to draw again, not a whole sheet.
    """
    bounds = [Bound(partial(_fails, guard), guard) for guard in space.impossible]
    if not stop:
        bounds += [bound(No(gate), space) for gate in _stops(space)]
    reads = [
        {question for guard, questions in space.reads.items() if guard & one.reads for question in questions}
        for one in bounds
    ]
    block_of = {domain.link_id: {domain.link_id} for domain in space.domains}
    for together in (*({domain.link_id, *domain.deciding} for domain in space.domains), *reads):
        joined = set().union(*(block_of[question] for question in together))
        block_of.update(dict.fromkeys(joined, joined))
    for block in {id(block): block for block in block_of.values()}.values():
        mine = [one for one, questions in zip(bounds, reads, strict=True) if questions <= block]
        yield [domain.link_id for domain in space.domains if domain.link_id in block], every(mine)


def _fails(guard: int, sure: int, can: int) -> int:
    return FALSE if sure & guard else OPEN if can & guard else TRUE


class _Block:
    """Questions that are drawn together, again and again until what must be true of them is."""

    def __init__(self, space: SideBySide, draws: Sequence[_Draw], wanted: Bound) -> None:
        self._space, self._draws, self._wanted = space, draws, wanted

    def assigned(self, numbers: Lcg, taken: dict[str, Assignment]) -> int | None:
        """The bits of the answers, which are put in `taken`; None where there are none that are wanted."""
        fired = self._space.fired
        for _ in range(MOST_AGAIN):
            bits = 0
            for one in self._draws:
                assignment = one.assignment(fired(bits) if one.may_be_closed else 0, numbers)
                if assignment is None:
                    break
                taken[one.link_id] = assignment
                bits |= assignment.bits
            else:
                if not self._wanted.reads:
                    return bits
                held = fired(bits)
                if self._wanted.truth(held, held) == TRUE:
                    return bits
        return None


class _Draw:
    """The ways to answer one question, each with how likely it is."""

    def __init__(
        self, space: SideBySide, domain: Domain, hopeful: Domain, frequencies: Frequencies | None
    ) -> None:
        self.link_id = domain.link_id
        self.may_be_closed = 0
        for one in domain.assignments:
            self.may_be_closed |= one.needs
        self._unanswered = [one for one in domain.assignments if one.values[FIRST] is None]
        # Where a question is always asked, to leave out what is hopeless keeps all else as likely as it was.
        among = {one.bits for one in (domain if self.may_be_closed else hopeful).assignments}
        likely: dict[int, float] = {}
        by_bits = {one.bits: one for one in reversed(domain.assignments) if not one.needs}
        for value, weight in _weights(space, domain.link_id, frequencies):
            bits = space.bits_of(domain.link_id, value)
            if bits in among:
                likely[bits] = likely.get(bits, 0.0) + weight
        self.answers = [by_bits[bits] for bits, weight in likely.items() if weight]
        self._ends = list(accumulate(weight for weight in likely.values() if weight))

    def assignment(self, fired: int, numbers: Lcg) -> Assignment | None:
        """One of them; None where what is likely is not wanted, so that there is no such sheet."""
        if fired & self.may_be_closed or not self.answers:
            return next((one for one in self._unanswered if one.is_permitted(fired)), None)
        return self.answer(numbers)

    def answer(self, numbers: Lcg) -> Assignment:
        """One of the answers, where the question is not closed and there are any."""
        place = numbers.below(FINE) / FINE * self._ends[-1]
        return self.answers[bisect(self._ends, place, hi=len(self._ends) - 1)]


def _weights(
    space: SideBySide, link_id: str, frequencies: Frequencies | None
) -> Iterator[tuple[Value, float]]:
    """How likely each answer is that both rule sets take."""
    items = [one.rule_set.item.get(link_id) for one in space.compiled]
    if None not in items and items[FIRST] is not None:
        yield from weights(items[FIRST], (frequencies or {}).get(link_id))


def weights(item: Item, shares: Mapping[str, float] | None) -> Iterator[tuple[Value, float]]:
    """How likely each answer to a question is: even where there are no shares.

    Of a question that takes several answers, each share is that of the people who tick it.
    """
    if item.type is ItemType.MULTIPLE:
        of = dict.fromkeys(item.codes, 0.5) if shares is None else shares
        for chosen in _lists(item):
            yield chosen, prod(of.get(c, 0.0) if c in chosen else 1 - of.get(c, 0.0) for c in item.codes)
    elif item.type is ItemType.INTEGER:
        for number in range(item.minimum, item.maximum + 1):
            yield number, 1.0 if shares is None else shares.get(str(number), 0.0)
    else:
        # Words are never drawn: nothing can read them.
        yield from ((code, 1.0 if shares is None else shares.get(code, 0.0)) for code in item.codes)
    if shares and SKIPPED in shares:
        yield SKIPPED, shares[SKIPPED]


def _lists(item: Item) -> Iterator[tuple[str, ...]]:
    """All lists of answers that may be ticked together."""
    exclusive = [(option.code,) for option in item.answer_options if option.exclusive]
    together = [option.code for option in item.answer_options if not option.exclusive]
    sizes = range(1, (item.max_choices or len(together)) + 1)
    yield from chain(exclusive, *(combinations(together, size) for size in sizes))
