"""From the rules that hold to the favored candidates, as bits.

Belongs here: voices, net support, ties. It must agree with `engine` and `suggestion`. Does not:
which rules hold (`compiled`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache, partial
from typing import Final, NamedTuple

from decision_aid.engine.evaluate import Lens, strength_in
from decision_aid.model.rules import Direction, Rules, Strength

KEPT: Final = 1 << 14
"""For each theme and each decision, of how many of the ways it can come out the result is kept."""


class Support(NamedTuple):
    """The arguments about one candidate, as bits among the voices."""

    speaks_for: int
    speaks_against: int

    def net(self, voices: int) -> int:
        return (voices & self.speaks_for).bit_count() - (voices & self.speaks_against).bit_count()


class Voices(NamedTuple):
    """How rules argue in one lens.

    A theme has one voice for and one against each candidate, and a voice has two bits. A weak
    argument sets the lower one, a strong argument both. So the *or* of what several rules say is
    the strongest of them, and the number of bits is its weight.
    """

    of_rule: Mapping[int, int]
    support: Mapping[str, Support]

    def of(self, held: int) -> int:
        """What the rules whose guards are set in `held` say together."""
        voices = 0
        while held:
            guard = held & -held
            voices |= self.of_rule[guard]
            held ^= guard
        return voices


def voices_in(lens: Lens, rule_set: Rules, guards: Mapping[str, int]) -> Voices:
    """How the rules argue in a lens; `guards` are theirs, by id."""
    places: dict[tuple[str, str, Direction], int] = {}
    of_rule: dict[int, int] = {}
    for rule in rule_set.rules:
        said = 0
        for argument in rule.arguments:
            strength = strength_in(lens, rule, argument, rule_set)
            if strength is not None:
                voice = (rule.theme, argument.candidate, argument.direction)
                place = places.setdefault(voice, 2 * len(places))
                said |= (0b11 if strength is Strength.STRONG else 0b01) << place
        of_rule[guards[rule.id]] = said
    support = {candidate: Support(0, 0) for candidate in rule_set.candidate}
    for (_, candidate, direction), place in places.items():
        speaks_for, speaks_against = support[candidate]
        if direction is Direction.FOR:
            support[candidate] = Support(speaks_for | 0b11 << place, speaks_against)
        else:
            support[candidate] = Support(speaks_for, speaks_against | 0b11 << place)
    return Voices(of_rule, support)


def whole_voices(said: int) -> int:
    """Both bits of every voice of which one is set: the lower is set whenever a voice speaks."""
    width = said.bit_length() + 1 & ~1
    lower = said & ((1 << width) - 1) // 3
    return lower | lower << 1


def favored_among(nets: Sequence[int], tie_margin: int, *, main: bool) -> tuple[int, ...]:
    """The places of the candidates with support that are level with the best.

    Of the main decision they are never all: a list of every candidate would be no suggestion.
    """
    least = max(1, max(nets) - tie_margin)
    places = tuple(place for place, net in enumerate(nets) if net >= least)
    return () if main and len(places) == len(nets) else places


class Weighing:
    """From the rules that hold to the favored candidates, in one lens.

    What the themes say adds up, and for all candidates at once: their sums stand side by side in one
    integer, each in a field of its own. What a theme adds depends on which of its rules hold, and
    what a decision comes to on its fields. Of either there are few, so the results are kept.
    """

    def __init__(self, rule_set: Rules, guards: Mapping[str, int], voices: Voices) -> None:
        self._voices = voices
        self._margin = rule_set.tie_margin
        rules: dict[str, int] = {}
        for rule in rule_set.rules:
            rules[rule.theme] = rules.get(rule.theme, 0) | guards[rule.id]
        self._themes = [(guards, lru_cache(KEPT)(self._sums)) for guards in rules.values()]
        self._most = len(rules) * Strength.STRONG.weight
        """No net support is further from 0. A field holds it with this added, so that none is negative."""
        self._width = (2 * self._most).bit_length()
        self._support = [
            voices.support[candidate.id] for d in rule_set.decisions for candidate in d.candidates
        ]
        self._start = self._side_by_side([self._most] * len(self._support))
        self._decisions: list[tuple[int, int, Callable[[int], int], int | None]] = []
        main = [candidate.id for candidate in rule_set.decisions[0].candidates]
        self._all = (1 << len(main)) - 1
        """All candidates of the main decision: where all are level, none of them is favored."""
        start = 0
        for number, decision in enumerate(rule_set.decisions):
            size = len(decision.candidates) * self._width
            level = lru_cache(KEPT)(partial(self._level_in, size=len(decision.candidates)))
            needed = None
            if number and decision.when_favored is not None:
                needed = sum(1 << place for place, id in enumerate(main) if id == decision.when_favored)
            self._decisions.append((start, (1 << size) - 1, level, needed))
            start += size

    def favored(self, held: int) -> tuple[int | None, ...]:
        first, *others = self.level(held)
        return (0 if first == self._all else first, *others)

    def level(self, held: int) -> tuple[int | None, ...]:
        sums = self._start
        for rules, sums_of in self._themes:
            sums += sums_of(held & rules)
        found: list[int | None] = []
        for start, fields, level, needed in self._decisions:
            arises = needed is None or (found[0] != self._all and (found[0] or 0) & needed)
            found.append(level(sums >> start & fields) if arises else None)
        return tuple(found)

    def _sums(self, held: int) -> int:
        """What the rules of one theme add to each candidate."""
        said = self._voices.of(held)
        return self._side_by_side([support.net(said) for support in self._support])

    def _side_by_side(self, numbers: Sequence[int]) -> int:
        return sum(number << place * self._width for place, number in enumerate(numbers))

    def _level_in(self, sums: int, size: int) -> int:
        """The candidates of one decision that have support and are level with the best."""
        field = (1 << self._width) - 1
        nets = [(sums >> place * self._width & field) - self._most for place in range(size)]
        return sum(1 << place for place in favored_among(nets, self._margin, main=False))
