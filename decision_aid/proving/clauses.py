"""Conditions as an *and* of *ors*, over the classes of answers to each question.

Belongs here: that form. Does not: laying it out as bits (`compiled`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, TypeAlias

from decision_aid.model.conditions import AllOf, AnyOf, Condition, Not
from decision_aid.proving.answer_classes import AnswerClasses, TooComplex

MAX_CLAUSES: Final = 64
"""What needs more is refused: no reader could follow it, and its form can grow without end."""


Clause: TypeAlias = frozenset[tuple[str, int]]
"""One *or*: for each question, the set of its classes (as bits) that make it true for certain."""

_NEVER: Final[Clause] = frozenset()


class Clauses:
    """Conditions as an *and* of *ors*, over the classes of answers."""

    def __init__(self, questions: Mapping[str, AnswerClasses]) -> None:
        self.questions = questions

    def of(self, condition: Condition) -> list[Clause]:
        """The clauses of a condition. Raises `TooComplex` where there would be too many."""
        return self._clauses_of(condition, wanted=True)

    def of_negation(self, condition: Condition) -> list[Clause]:
        """The clauses of its negation."""
        return self._clauses_of(condition, wanted=False)

    def _clauses_of(self, condition: Condition, wanted: bool) -> list[Clause]:
        match condition:
            case Not(part):
                return self._clauses_of(part, not wanted)
            case AllOf(parts) | AnyOf(parts):
                every = isinstance(condition, AllOf) is wanted
                found: list[Clause] = [] if every else [_NEVER]
                for part in parts:
                    clauses = self._clauses_of(part, wanted)
                    joined = clauses if every else [self._or(a, b) for a in found for b in clauses]
                    found = self._without_weaker([*found, *joined] if every else joined, condition)
                return found
            case _:
                question = self.questions[condition.question]
                place = question.place[condition]
                classes = sum(1 << i for i, c in enumerate(question.classes) if c.truths[place] is wanted)
                if classes == question.everything:
                    return []
                return [frozenset({(condition.question, classes)}) if classes else _NEVER]

    def _or(self, one: Clause, other: Clause) -> Clause:
        classes = dict(one)
        for question, more in other:
            classes[question] = classes.get(question, 0) | more
        return frozenset(classes.items())

    def _without_weaker(self, clauses: Sequence[Clause], condition: Condition) -> list[Clause]:
        """The clauses that are not always true and not implied by another."""
        kept: list[Clause] = []
        for clause in clauses:
            clause = frozenset((question, classes) for question, classes in clause if classes)
            if any(classes == self.questions[question].everything for question, classes in clause):
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
    classes = dict(other)
    return all(not more & ~classes.get(question, 0) for question, more in one)
