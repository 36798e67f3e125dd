"""Conditions on answers, and how they are judged.

Belongs here: the condition types, three-valued truth (Kleene's strong logic), verdicts.
Does not: reading conditions from files (`loading`) and what follows from them (`engine`).
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import IntEnum
from typing import NamedTuple, TypeAlias, TypeVar

from decision_aid.model.answers import Answers, Value
from decision_aid.model.problems import NOWHERE, Location

C = TypeVar("C", bound=type[tuple[object, ...]])


class Truth(IntEnum):
    """Kleene's three values, ordered so that *and* is min and *or* is max.

    Source: S. C. Kleene, Introduction to Metamathematics, 1952, section 64.
    """

    FALSE = 0
    UNKNOWN = 1
    TRUE = 2

    def __invert__(self) -> Truth:
        return Truth(2 - self)


def _of_one_kind(kind: C) -> C:
    """Let conditions be equal when kind and content are, wherever they stand.

    Named tuples alone would compare fields: at least 3 would equal at most 3.
    """

    def equal(self: tuple[object, ...], other: object) -> bool:
        return isinstance(other, kind) and self[:-1] == other[:-1]

    def hashed(self: tuple[object, ...]) -> int:
        return hash((kind.__name__, self[:-1]))

    for name, method in (("__eq__", equal), ("__hash__", hashed)):
        setattr(kind, name, method)
    return kind


@_of_one_kind
class Equals(NamedTuple):
    """The answer is one of `codes`; for a multiple-choice question, it includes one of them."""

    question: str
    codes: tuple[str, ...]
    location: Location = NOWHERE

    def holds(self, value: Value) -> bool:
        chosen = value if isinstance(value, tuple) else (value,)
        return any(code in self.codes for code in chosen)


@_of_one_kind
class AtLeast(NamedTuple):
    """The answer is a number of `bound` or more."""

    question: str
    bound: int
    location: Location = NOWHERE

    def holds(self, value: Value) -> bool:
        return isinstance(value, int) and value >= self.bound


@_of_one_kind
class AtMost(NamedTuple):
    """The answer is a number of `bound` or less."""

    question: str
    bound: int
    location: Location = NOWHERE

    def holds(self, value: Value) -> bool:
        return isinstance(value, int) and value <= self.bound


@_of_one_kind
class Answered(NamedTuple):
    """The question has an answer; a skipped one has none. For `enable_when` alone."""

    question: str
    location: Location = NOWHERE


@_of_one_kind
class AllOf(NamedTuple):
    """Every part holds."""

    parts: tuple[Condition, ...]
    location: Location = NOWHERE


@_of_one_kind
class AnyOf(NamedTuple):
    """At least one part holds."""

    parts: tuple[Condition, ...]
    location: Location = NOWHERE


@_of_one_kind
class Not(NamedTuple):
    """The part does not hold."""

    part: Condition
    location: Location = NOWHERE


Test: TypeAlias = Equals | AtLeast | AtMost
"""A condition on the answer to one question."""

Condition: TypeAlias = Test | Answered | AllOf | AnyOf | Not


class Verdict(NamedTuple):
    """How a condition came out, with the verdicts of its parts.

    `unsettled` names, for a single test that is unknown, the questions whose answer it waits for.
    """

    condition: Condition
    truth: Truth
    parts: tuple[Verdict, ...] = ()
    unsettled: tuple[str, ...] = ()

    def missing(self) -> tuple[str, ...]:
        """The questions that would settle an unknown verdict, each once; none when it is settled."""
        if self.truth is not Truth.UNKNOWN:
            return ()
        waiting = (question for part in self.parts for question in part.missing())
        return tuple(dict.fromkeys((*self.unsettled, *waiting)))

    def grounds(self) -> Iterator[Test]:
        """The tests that hold and on which a verdict of TRUE rests; what is negated is no ground."""
        if self.truth is Truth.TRUE and isinstance(self.condition, Equals | AtLeast | AtMost):
            yield self.condition
        elif self.truth is Truth.TRUE and not isinstance(self.condition, Not):
            for part in self.parts:
                yield from part.grounds()


def judge(condition: Condition, answers: Answers) -> Verdict:
    """Judge `condition`: an unanswered question is UNKNOWN, one that is not enabled is FALSE."""
    match condition:
        case AllOf(parts):
            verdicts = tuple(judge(part, answers) for part in parts)
            return Verdict(condition, min((v.truth for v in verdicts), default=Truth.TRUE), verdicts)
        case AnyOf(parts):
            verdicts = tuple(judge(part, answers) for part in parts)
            return Verdict(condition, max((v.truth for v in verdicts), default=Truth.FALSE), verdicts)
        case Not(part):
            verdict = judge(part, answers)
            return Verdict(condition, ~verdict.truth, (verdict,))
        case _:
            return _judge_test(condition, answers)


def _judge_test(test: Test | Answered, answers: Answers) -> Verdict:
    """Judge a condition on one question. That a question was skipped settles whether it is answered."""
    question = test.question
    value = answers.value(question)
    if question in answers.closed:
        truth = Truth.FALSE
    elif isinstance(test, Answered) and (value is not None or answers.skipped(question)):
        truth = Truth.FALSE if value is None else Truth.TRUE
    elif isinstance(test, Answered) or value is None:
        return Verdict(test, Truth.UNKNOWN, unsettled=answers.undecided.get(question, (question,)))
    else:
        truth = Truth.TRUE if test.holds(value) else Truth.FALSE
    return Verdict(test, truth)


def parts_in(condition: Condition) -> Iterator[Condition]:
    """Every condition inside `condition`, itself last."""
    match condition:
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from parts_in(part)
        case Not(part):
            yield from parts_in(part)
    yield condition


def tests_in(condition: Condition) -> Iterator[Test | Answered]:
    """Every condition on one question inside `condition`, in reading order."""
    match condition:
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from tests_in(part)
        case Not(part):
            yield from tests_in(part)
        case _:
            yield condition


def questions_in(condition: Condition) -> tuple[str, ...]:
    """The link_ids that `condition` reads, each once, in reading order."""
    return tuple(dict.fromkeys(test.question for test in tests_in(condition)))
