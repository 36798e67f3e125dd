"""Conditions on answers, as values.

Belongs here: the types of conditions, and going through their parts.
Does not: judging them (`engine.verdicts`) and reading them from files (`loading`).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, TypeAlias

from decision_aid.model.answers import Value
from decision_aid.model.problems import NOWHERE, Location
from decision_aid.model.records import record_anywhere


@record_anywhere
class Equals(NamedTuple):
    """The answer is one of `codes`; for a multiple-choice question, it includes one of them."""

    question: str
    codes: tuple[str, ...]
    location: Location = NOWHERE

    def holds(self, value: Value) -> bool:
        if isinstance(value, tuple):
            return not {*value}.isdisjoint(self.codes)
        return value in self.codes


@record_anywhere
class AtLeast(NamedTuple):
    """The answer is a number of `bound` or more."""

    question: str
    bound: int
    location: Location = NOWHERE

    def holds(self, value: Value) -> bool:
        return isinstance(value, int) and value >= self.bound


@record_anywhere
class AtMost(NamedTuple):
    """The answer is a number of `bound` or less."""

    question: str
    bound: int
    location: Location = NOWHERE

    def holds(self, value: Value) -> bool:
        return isinstance(value, int) and value <= self.bound


@record_anywhere
class Answered(NamedTuple):
    """The question has an answer; a skipped one has none. For `enable_when` alone."""

    question: str
    location: Location = NOWHERE


@record_anywhere
class AllOf(NamedTuple):
    """Every part holds."""

    parts: tuple[Condition, ...]
    location: Location = NOWHERE


@record_anywhere
class AnyOf(NamedTuple):
    """At least one part holds."""

    parts: tuple[Condition, ...]
    location: Location = NOWHERE


@record_anywhere
class Not(NamedTuple):
    """The part does not hold."""

    part: Condition
    location: Location = NOWHERE


Test: TypeAlias = Equals | AtLeast | AtMost
"""A condition on the answer to one question."""

Condition: TypeAlias = Test | Answered | AllOf | AnyOf | Not


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
