"""What can be said of an answer sheet, or of two that differ in one answer.

A statement is true or false of a sheet, never unknown: a condition that is uncertain does not hold.
Belongs here: the statements, in the terms of the model. Both provers read them: `search` over the
compiled rule set, and `z3_prover` from the rule set itself. Does not: anything about bits.
"""

from __future__ import annotations

from typing import Final, NamedTuple, TypeAlias

from decision_aid.model.answers import Value
from decision_aid.model.conditions import Condition
from decision_aid.model.lens import Lens
from decision_aid.model.records import record

FIRST: Final = 0
SECOND: Final = 1
"""Which of two sheets a statement is about. Where there is one sheet alone, it is the first."""


@record
class Holds(NamedTuple):
    """The condition is true for certain."""

    condition: Condition
    sheet: int = FIRST


@record
class GateHolds(NamedTuple):
    """The trigger of the gate is certain, and its release is not."""

    gate: str
    sheet: int = FIRST


@record
class RuleHolds(NamedTuple):
    """The condition of the rule is true for certain, whether or not anything is weighed."""

    rule: str
    sheet: int = FIRST


@record
class Asked(NamedTuple):
    """The question is certainly enabled, and put to whoever answers."""

    question: str
    sheet: int = FIRST


@record
class Unanswered(NamedTuple):
    """The question has no answer, and it is not certain that it is not asked."""

    question: str
    sheet: int = FIRST


@record
class Weighed(NamedTuple):
    """No stop holds and no safety question is unanswered: candidates may be named."""

    sheet: int = FIRST


@record
class Favored(NamedTuple):
    """The candidate is favored, alone or with others that are equal, and its decision arises.

    `without` is a rule to leave out.
    """

    candidate: str
    lens: Lens = Lens.CHECKED
    sheet: int = FIRST
    without: str | None = None


@record
class Named(NamedTuple):
    """The candidate is favored or close behind, and its decision arises."""

    candidate: str
    lens: Lens = Lens.CHECKED
    sheet: int = FIRST
    without: str | None = None


@record
class LeadGrows(NamedTuple):
    """From the first sheet to the second, the lead of `candidate` over another grows by at least `by`.

    The lead is the difference of their net supports. None is nobody, whose net support is always 0: so
    the net support of a candidate falls where the lead of None over it grows.
    """

    candidate: str | None
    over: str | None
    by: int = 1
    lens: Lens = Lens.CHECKED


@record
class Every(NamedTuple):
    """All parts are true."""

    parts: tuple[Statement, ...]


@record
class Some(NamedTuple):
    """At least one part is true."""

    parts: tuple[Statement, ...]


@record
class No(NamedTuple):
    """The negation: the part is false."""

    part: Statement


Statement: TypeAlias = (
    Holds
    | GateHolds
    | RuleHolds
    | Asked
    | Unanswered
    | Weighed
    | Favored
    | Named
    | LeadGrows
    | Every
    | Some
    | No
)


@record
class Change(NamedTuple):
    """How the second of two sheets differs from the first: one question, answered otherwise.

    `pairs` are the answers before and after; None is an answer that was left out. All other
    answers stay, but for those to questions that the change closes: they are dropped. Questions
    that it opens are left out.
    """

    question: str
    pairs: tuple[tuple[Value | None, Value | None], ...]


@record
class Query(NamedTuple):
    """Is there a sound sheet, or with `change` a pair of them, of which the statement is true?"""

    statement: Statement
    change: Change | None = None


def differ(one: Statement, other: Statement) -> Statement:
    """Exactly one of the two is true."""
    return Some((Every((one, No(other))), Every((No(one), other))))


def weaker(statement: Statement) -> Statement:
    """A statement that is true wherever this one is, and asks at most that candidates are weighed."""
    match statement:
        case Favored(sheet=sheet) | Named(sheet=sheet):
            return Weighed(sheet)
        case Every(parts):
            return Every(tuple(dict.fromkeys(map(weaker, parts))))
        case Some(parts):
            return Some(tuple(dict.fromkeys(map(weaker, parts))))
        case LeadGrows():
            return Every(())
        case No(part) if weaker(part) != part:
            return Every(())
        case _:
            return statement
