"""From the rules that hold to the favored candidates, and those close behind, as bits.

Belongs here: the decision law for many sheets: net support, who is best, and who is close behind. It must
agree with `engine`. Does not: which rules hold (`compiled`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache, partial
from typing import Final, NamedTuple, TypeAlias

from decision_aid.engine.evaluate import strength_in
from decision_aid.engine.verdicts import Truth
from decision_aid.model.lens import Lens
from decision_aid.model.rules import Direction, Rules, Strength

KEPT: Final = 1 << 14
"""For each theme and each decision, of how many of the ways it can come out the result is kept."""

FALSE, OPEN, TRUE = (int(truth) for truth in Truth)
"""Truths as plain integers: the search compares millions of them."""

Places: TypeAlias = dict[tuple[str, str, Direction], int]
"""The lower of the two bits of each theme, candidate and direction."""


class SupportBits(NamedTuple):
    """The bits that count for one candidate, and those that count against it."""

    in_favor: int
    against: int

    def net(self, argued: int) -> int:
        """The net support when these bits are argued."""
        return (argued & self.in_favor).bit_count() - (argued & self.against).bit_count()


NO_SUPPORT: Final = SupportBits(0, 0)


class ArgumentBits(NamedTuple):
    """How rules argue in one lens.

    In each theme there are two bits for each candidate and direction. A weak argument sets the lower
    one, a strong argument both. So the *or* of what several rules argue is the strongest of them, and
    the number of bits is its weight.
    """

    of_rule: Mapping[int, int]
    """By the guard of each rule, the bits of its arguments."""
    support: Mapping[str, SupportBits]
    """By candidate."""

    def argued(self, held: int) -> int:
        """The bits that the rules whose guards are set in `held` argue together."""
        bits = 0
        while held:
            guard = held & -held
            bits |= self.of_rule[guard]
            held ^= guard
        return bits


def argument_bits(
    lens: Lens, rule_set: Rules, guards: Mapping[str, int], places: Places | None = None
) -> ArgumentBits:
    """How the rules argue in a lens. `guards` are theirs, by id.

    `places` is extended where it lacks a place: two rule sets that share one get the same bits.
    """
    places = {} if places is None else places
    of_rule: dict[int, int] = {}
    support = dict.fromkeys(rule_set.candidate, NO_SUPPORT)
    for rule in rule_set.rules:
        argued = 0
        for argument in rule.arguments:
            strength = strength_in(lens, rule, argument, rule_set)
            if strength is not None:
                key = (rule.theme, argument.candidate, argument.direction)
                place = places.setdefault(key, 2 * len(places))
                argued |= (0b11 if strength is Strength.STRONG else 0b01) << place
                in_favor, against = support[argument.candidate]
                if argument.direction is Direction.FOR:
                    in_favor |= 0b11 << place
                else:
                    against |= 0b11 << place
                support[argument.candidate] = SupportBits(in_favor, against)
        of_rule[guards[rule.id]] = argued
    return ArgumentBits(of_rule, support)


class Tiers(NamedTuple):
    """What a decision comes to: the candidates that are favored and those close behind, as bits."""

    favored: int = 0
    close_behind: int = 0


def within(nets: Sequence[tuple[int, int]], place: int, margin: int) -> int:
    """Whether a candidate has support and at most so much less than the best: a truth.

    `nets` are the lowest and the highest net support that each candidate of the decision can have;
    `place` is that of the candidate among them.
    """
    lowest, highest = nets[place]
    if highest <= 0:
        return FALSE
    truth = TRUE if lowest > 0 else OPEN
    for other, (low, high) in enumerate(nets):
        if other != place:
            if low - highest > margin:
                return FALSE
            if high - lowest > margin:
                truth = OPEN
    return truth


def within_unless_all_equal(nets: Sequence[tuple[int, int]], place: int, margin: int) -> int:
    """The same for the main decision, which names nobody where all are exactly equal."""
    mine = within(nets, place, margin)
    if mine == FALSE:
        return FALSE
    all_equal = min(within(nets, each, 0) for each in range(len(nets)))
    return min(mine, TRUE - all_equal)


class Weighing:
    """From the rules that hold to what each decision comes to, in one lens.

    What the themes argue adds up, for all candidates at once: one integer holds their sums side by side,
    each in a field of its own. What a theme adds depends on which of its rules hold, and
    what a decision comes to on its fields. Of either there are few, so the results are kept.
    """

    def __init__(self, rule_set: Rules, guards: Mapping[str, int], arguments: ArgumentBits) -> None:
        self._arguments = arguments
        self._margin = rule_set.tie_margin
        rules: dict[str, int] = {}
        for rule in rule_set.rules:
            rules[rule.theme] = rules.get(rule.theme, 0) | guards[rule.id]
        self._themes = [(guards, lru_cache(KEPT)(self._sums)) for guards in rules.values()]
        self._most = len(rules) * Strength.STRONG.weight
        """No net support is further from 0. A field holds it with this added, so that none is negative."""
        self._width = (2 * self._most).bit_length()
        self._support = [
            arguments.support[candidate.id] for d in rule_set.decisions for candidate in d.candidates
        ]
        self._start = self._side_by_side([self._most] * len(self._support))
        self._decisions: list[tuple[int, int, Callable[[int], Tiers], int | None]] = []
        main = [candidate.id for candidate in rule_set.decisions[0].candidates]
        self.all = (1 << len(main)) - 1
        """All candidates of the main decision: where all are equal, none of them is named."""
        start = 0
        for number, decision in enumerate(rule_set.decisions):
            size = len(decision.candidates) * self._width
            tiers_in = lru_cache(KEPT)(partial(self._tiers_in, size=len(decision.candidates)))
            needed = None
            if number and decision.when_favored is not None:
                needed = sum(1 << place for place, id in enumerate(main) if id == decision.when_favored)
            self._decisions.append((start, (1 << size) - 1, tiers_in, needed))
            start += size

    def tiers(self, held: int) -> tuple[Tiers | None, ...]:
        """By decision, what it comes to; None where it does not arise.

        For the main decision, all candidates are favored where all are equal, though none is named then.
        """
        sums = self._start
        for rules, sums_of in self._themes:
            sums += sums_of(held & rules)
        found: list[Tiers | None] = []
        for start, fields, tiers_in, needed in self._decisions:
            main = found[0] if found else None
            arises = needed is None or (main and main.favored != self.all and main.favored & needed)
            found.append(tiers_in(sums >> start & fields) if arises else None)
        return tuple(found)

    def _sums(self, held: int) -> int:
        """What the rules of one theme add to each candidate."""
        argued = self._arguments.argued(held)
        return self._side_by_side([support.net(argued) for support in self._support])

    def _side_by_side(self, numbers: Sequence[int]) -> int:
        return sum(number << place * self._width for place, number in enumerate(numbers))

    def _tiers_in(self, sums: int, size: int) -> Tiers:
        """What one decision comes to."""
        field = (1 << self._width) - 1
        nets = [
            (net, net)
            for place in range(size)
            for net in [(sums >> place * self._width & field) - self._most]
        ]
        favored, near = (
            sum(1 << place for place in range(size) if within(nets, place, margin) == TRUE)
            for margin in (0, self._margin)
        )
        return Tiers(favored, near & ~favored)
