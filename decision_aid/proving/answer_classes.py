"""Classes of answers: answers to one question for which every test comes out the same.

Belongs here: sorting the answers to a question into classes. Does not: what conditions make of the
tests (`clauses`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import comb
from operator import or_
from typing import Final, NamedTuple, TypeAlias

from decision_aid.engine.questionnaire import ALWAYS_ANSWERED
from decision_aid.model.answers import SKIPPED, Value
from decision_aid.model.conditions import Answered, AtLeast, Equals, Test
from decision_aid.model.problems import DecisionAidError, Location
from decision_aid.model.rules import Item, ItemType

MAX_RUNS: Final = 200
"""Runs of numbers that conditions tell apart; each pair of them is a change to look at."""

MAX_CHOICES: Final = 4096
"""Classes of answers to one multiple-choice question; twelve boxes to tick reach it."""

ANY_WORDS: Final = "words"
"""The answer that represents everything that somebody can say in words."""


class TooComplex(DecisionAidError):
    """A condition or a question that cannot be compiled within the limits."""

    def __init__(self, message: str, location: Location, hint: str) -> None:
        super().__init__(message)
        self.message, self.location, self.hint = message, location, hint


Truths: TypeAlias = tuple[bool | None, ...]
"""How each test on a question comes out, None where that is unknown."""


class AnswerClass(NamedTuple):
    """Answers to one question for which every test comes out the same.

    `value` is the first of them, None for an answer that was left out. `closed` says that the question
    is not enabled, `unanswered` that it may be enabled and has no answer. `bits` are the clauses that
    the class makes true, once the rule set is compiled.
    """

    truths: Truths
    value: Value | None
    closed: bool = False
    unanswered: bool = False
    bits: int = 0


class AnswerClasses:
    """All classes of answers to one question. Raises `TooComplex` where there are too many."""

    def __init__(self, item: Item, tests: Sequence[Test | Answered]) -> None:
        self.item = item
        self.tests = tuple(dict.fromkeys(tests))
        self.place = {test: place for place, test in enumerate(self.tests)}
        classes: dict[tuple[Truths, bool, bool], AnswerClass] = {}
        for one in self._answers():
            classes.setdefault((one.truths, one.closed, one.unanswered), one)
        self.classes = tuple(classes.values())
        self._place_of = {key: place for place, key in enumerate(classes)}
        self.everything = (1 << len(self.classes)) - 1

    def place_of(self, value: Value | None) -> int:
        """The place of the class of an answer to the question where it is not closed."""
        if value is None or value == SKIPPED:
            return self._place_of[self._unanswered(value).truths, False, True]
        return self._place_of[self.truths(value), False, False]

    def truths(self, value: Value) -> Truths:
        return tuple(isinstance(test, Answered) or test.holds(value) for test in self.tests)

    def _unanswered(self, value: Value | None) -> AnswerClass:
        """No answer, either left out or skipped: that settles that there is none, and so do no own words."""
        settled = value == SKIPPED or self.item.type is ItemType.TEXT
        truths = tuple(False if settled and isinstance(test, Answered) else None for test in self.tests)
        return AnswerClass(truths, value, unanswered=True)

    def _answers(self) -> Iterator[AnswerClass]:
        """All ways to answer, the shortest sheets first: left out, skipped, closed, then the answers."""
        if self.item.link_id not in ALWAYS_ANSWERED:
            yield self._unanswered(None)
            yield self._unanswered(SKIPPED)
        if self.item.asking is not None:
            yield AnswerClass((False,) * len(self.tests), None, closed=True)
        match self.item.type:
            case ItemType.CHOICE:
                yield from (AnswerClass(self.truths(code), code) for code in self.item.codes)
            case ItemType.INTEGER:
                yield from self._numbers()
            case ItemType.MULTIPLE:
                yield from self._combinations()
            case ItemType.TEXT:
                # Nothing can read what they say, so that all words are one answer.
                yield AnswerClass(self.truths(ANY_WORDS), ANY_WORDS)

    def _numbers(self) -> Iterator[AnswerClass]:
        """Runs of numbers between two bounds."""
        item = self.item
        bounds = {
            t.bound + (not isinstance(t, AtLeast)) for t in self.tests if not isinstance(t, Answered | Equals)
        }
        starts = sorted({item.minimum} | {b for b in bounds if item.minimum < b <= item.maximum})
        if len(starts) > MAX_RUNS:
            message = f"'{item.link_id}' is a number that conditions cut into more than {MAX_RUNS} parts"
            raise TooComplex(message, item.location, "use fewer bounds")
        yield from (AnswerClass(self.truths(start), start) for start in starts)

    def _combinations(self) -> Iterator[AnswerClass]:
        """Answers that may be ticked together; those that all tests treat alike count as one kind."""
        item = self.item
        kinds: dict[Truths, list[str]] = {}
        for option in item.answer_options:
            if option.exclusive:
                yield AnswerClass(self.truths((option.code,)), (option.code,))
            else:
                kinds.setdefault(self.truths((option.code,)), []).append(option.code)
        most = item.max_choices or sum(map(len, kinds.values()))
        if sum(comb(len(kinds), size) for size in range(min(most, len(kinds)) + 1)) > MAX_CHOICES:
            message = f"'{item.link_id}' can be answered in more than {MAX_CHOICES:,} ways that matter"
            raise TooComplex(message, item.location, "split the question, or set max_choices")
        chosen: list[tuple[Truths, tuple[str, ...]]] = [(self.truths(()), ())]
        for truths, (code, *_) in kinds.items():
            chosen += [
                (tuple(map(or_, before, truths)), (*ticked, code))
                for before, ticked in chosen
                if len(ticked) < most
            ]
        yield from (AnswerClass(truths, ticked) for truths, ticked in chosen[1:])
