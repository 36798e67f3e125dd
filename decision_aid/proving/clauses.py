"""Conditions as an *and* of *ors*, over the states of the questions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, TypeAlias

from decision_aid.model.conditions import AllOf, AnyOf, Condition, Not
from decision_aid.proving.answer_classes import Question, TooComplex

MAX_CLAUSES: Final = 64
"""What needs more is refused: no reader could follow it, and its form can grow without end."""


Clause: TypeAlias = frozenset[tuple[str, int]]
"""One *or*: for each question, the set of its states (as bits) that make it true for certain."""

_NEVER: Final[Clause] = frozenset()


class Clauses:
    """Conditions as an *and* of *ors*, over the states of the questions."""

    def __init__(self, questions: Mapping[str, Question]) -> None:
        self.questions = questions

    def of(self, condition: Condition) -> list[Clause]:
        """The clauses of a condition. Raises `TooComplex` where there would be too many."""
        return self._all(condition, wanted=True)

    def of_negation(self, condition: Condition) -> list[Clause]:
        """The clauses of its negation."""
        return self._all(condition, wanted=False)

    def _all(self, condition: Condition, wanted: bool) -> list[Clause]:
        match condition:
            case Not(part):
                return self._all(part, not wanted)
            case AllOf(parts) | AnyOf(parts):
                every = isinstance(condition, AllOf) is wanted
                found: list[Clause] = [] if every else [_NEVER]
                for part in parts:
                    clauses = self._all(part, wanted)
                    joined = clauses if every else [self._or(a, b) for a in found for b in clauses]
                    found = self._without_weaker([*found, *joined] if every else joined, condition)
                return found
            case _:
                question = self.questions[condition.question]
                place = question.place[condition]
                states = sum(1 << i for i, s in enumerate(question.states) if s.truths[place] is wanted)
                return self._without_weaker([frozenset({(condition.question, states)})], condition)

    def _or(self, one: Clause, other: Clause) -> Clause:
        states = dict(one)
        for question, more in other:
            states[question] = states.get(question, 0) | more
        return frozenset(states.items())

    def _without_weaker(self, clauses: Sequence[Clause], condition: Condition) -> list[Clause]:
        """The clauses that are not always true and not implied by another."""
        kept: list[Clause] = []
        for clause in clauses:
            clause = frozenset((question, states) for question, states in clause if states)
            if any(states == self.questions[question].everything for question, states in clause):
                continue
            if any(_implies(other, clause) for other in kept):
                continue
            kept = [other for other in kept if not _implies(clause, other)]
            kept.append(clause)
            if len(kept) > MAX_CLAUSES:
                message = f"this condition needs more than {MAX_CLAUSES} parts when it is written out"
                raise TooComplex(message, condition.location, "split it into several rules")
        return kept


def _implies(one: Clause, other: Clause) -> bool:
    """Whether `other` is true wherever `one` is."""
    states = dict(other)
    return all(not more & ~states.get(question, 0) for question, more in one)
