"""The ways to answer a question that conditions tell apart.

Belongs here: how each test on a question comes out for each of its answers, and which answers all
tests treat alike. Does not: what conditions make of it (`clauses`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from math import comb
from typing import Final, NamedTuple, TypeAlias

from decision_aid.model.answers import PERSON, SETTING, SKIPPED, Value
from decision_aid.model.conditions import Answered, AtLeast, Equals, Test
from decision_aid.model.problems import DecisionAidError, Location
from decision_aid.model.rules import Item, ItemType

MAX_RUNS: Final = 200
"""Runs of numbers that conditions tell apart; each pair of them is a change to look at."""

MAX_CHOICES: Final = 4096
"""Ways to answer one question that conditions tell apart; twelve boxes to tick reach it."""


ANY_WORDS: Final = "words"
"""What stands for everything that somebody can say in words."""


class TooComplex(DecisionAidError):
    """A condition or a question that cannot be compiled within the limits."""

    def __init__(self, message: str, location: Location, hint: str) -> None:
        super().__init__(message)
        self.message, self.location, self.hint = message, location, hint


Truths: TypeAlias = tuple[bool | None, ...]
"""How each test on a question comes out, None where that is unknown."""


class State(NamedTuple):
    """One way to answer a question, and for how many sheets it stands (see `compiled.Choice`)."""

    truths: Truths
    value: Value | None
    size: int
    closed: bool = False
    unanswered: bool = False


class Question:
    """One question with the tests on it, and its answers merged where all tests agree."""

    def __init__(self, item: Item, tests: Sequence[Test | Answered]) -> None:
        self.item = item
        self.tests = tuple(dict.fromkeys(tests))
        self.place = {test: place for place, test in enumerate(self.tests)}
        merged: dict[tuple[Truths, bool, bool], State] = {}
        for state in self._states():
            key = (state.truths, state.closed, state.unanswered)
            known = merged.get(key)
            merged[key] = known._replace(size=known.size + state.size) if known else state
        self.states = tuple(merged.values())
        self.place_of = {key: place for place, key in enumerate(merged)}
        self.everything = (1 << len(self.states)) - 1

    def truths(self, value: Value) -> Truths:
        return tuple(isinstance(test, Answered) or test.holds(value) for test in self.tests)

    def _states(self) -> Iterator[State]:
        """All ways to answer, the shortest sheets first: left out, skipped, closed, then the answers."""
        if self.item.link_id == SETTING:
            # Unanswered counts as a person's own.
            yield State(self.truths(PERSON), None, 2)
        else:
            skipped = tuple(False if isinstance(test, Answered) else None for test in self.tests)
            yield State((None,) * len(self.tests), None, 1, unanswered=True)
            yield State(skipped, SKIPPED, 1, unanswered=True)
        if self.item.enable_when is not None:
            yield State((False,) * len(self.tests), None, 2, closed=True)
        match self.item.type:
            case ItemType.CHOICE:
                yield from (State(self.truths(code), code, 1) for code in self.item.codes)
            case ItemType.INTEGER:
                yield from self._numbers()
            case ItemType.MULTIPLE:
                yield from self._combinations()
            case ItemType.TEXT:
                # Nothing can read it, so that all words are one answer.
                yield State(self.truths(ANY_WORDS), ANY_WORDS, 1)

    def _numbers(self) -> Iterator[State]:
        """Runs of numbers between two bounds."""
        item = self.item
        bounds = {
            t.bound + (not isinstance(t, AtLeast)) for t in self.tests if not isinstance(t, Answered | Equals)
        }
        starts = sorted({item.minimum} | {b for b in bounds if item.minimum < b <= item.maximum})
        if len(starts) > MAX_RUNS:
            message = f"'{item.link_id}' is a number that conditions cut into more than {MAX_RUNS} parts"
            raise TooComplex(message, item.location, "use fewer bounds")
        for start, end in zip(starts, [*starts[1:], item.maximum + 1], strict=True):
            yield State(self.truths(start), start, end - start)

    def _combinations(self) -> Iterator[State]:
        """Answers that may be ticked together; those that all tests treat alike count as one kind."""
        item = self.item
        kinds: dict[Truths, list[str]] = {}
        for option in item.answer_options:
            if option.exclusive:
                yield State(self.truths((option.code,)), (option.code,), 1)
            else:
                kinds.setdefault(self.truths((option.code,)), []).append(option.code)
        most = item.max_choices or sum(map(len, kinds.values()))
        if sum(comb(len(kinds), size) for size in range(min(most, len(kinds)) + 1)) > MAX_CHOICES:
            message = f"'{item.link_id}' can be answered in more than {MAX_CHOICES:,} ways that matter"
            raise TooComplex(message, item.location, "split the question, or set max_choices")
        # For each kind in turn: is it ticked? Kept are the first codes and, by size, the number of ways.
        partial: list[tuple[tuple[str, ...], dict[int, int]]] = [((), {0: 1})]
        for codes in kinds.values():
            ways = {size: comb(len(codes), size) for size in range(1, len(codes) + 1)}
            with_kind = [
                ((*chosen, codes[0]), grown)
                for chosen, sizes in partial
                if (grown := _grown(sizes, ways, most))
            ]
            partial += with_kind
        for chosen, sizes in partial[1:]:
            yield State(self.truths(chosen), chosen, sum(sizes.values()))


def _grown(sizes: Mapping[int, int], ways: Mapping[int, int], most: int) -> dict[int, int]:
    """The number of ways by size, when each of `sizes` is joined by each of `ways`."""
    grown: dict[int, int] = {}
    for (size, count), (more, many) in product(sizes.items(), ways.items()):
        if size + more <= most:
            grown[size + more] = grown.get(size + more, 0) + count * many
    return grown
