"""How a condition comes out on a sheet of answers: true, false or unknown.

Belongs here: three-valued truth (Kleene's strong logic), and a verdict that keeps those of its parts.
Does not: what follows from a verdict (`engine.evaluate`).
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import IntEnum
from typing import NamedTuple

from decision_aid.model.answers import Answers
from decision_aid.model.conditions import (
    AllOf,
    Answered,
    AnyOf,
    AtLeast,
    AtMost,
    Condition,
    Equals,
    Not,
    Test,
)
from decision_aid.model.records import record


class Truth(IntEnum):
    """Kleene's three values, ordered so that *and* is min and *or* is max.

    Source: S. C. Kleene, Introduction to Metamathematics, 1952, section 64.
    """

    FALSE = 0
    UNKNOWN = 1
    TRUE = 2

    def __invert__(self) -> Truth:
        return Truth(2 - self)


@record
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


def decisive(verdict: Verdict) -> Iterator[tuple[Test | Answered, Truth]]:
    """The tests that make a condition true, false or unknown: of a false *all*, those that are false."""
    match verdict.condition:
        case AllOf() | AnyOf():
            for part in verdict.parts:
                if part.truth is verdict.truth:
                    yield from decisive(part)
        case Not():
            for part in verdict.parts:
                yield from decisive(part)
        case test:
            yield test, verdict.truth


def judge(condition: Condition, answers: Answers) -> Verdict:
    """Judge `condition`: an unanswered question is UNKNOWN, one that is not enabled is FALSE."""
    match condition:
        case AllOf(parts):
            verdicts = tuple([judge(part, answers) for part in parts])
            return Verdict(condition, min([v.truth for v in verdicts], default=Truth.TRUE), verdicts)
        case AnyOf(parts):
            verdicts = tuple([judge(part, answers) for part in parts])
            return Verdict(condition, max([v.truth for v in verdicts], default=Truth.FALSE), verdicts)
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
