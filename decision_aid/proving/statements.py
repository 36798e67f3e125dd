"""What can be said of an answer sheet, or of two that differ in one answer.

A statement is true or false of a sheet, never unknown: what is uncertain on a sheet *holds* not.
Belongs here: the statements, as values in the terms of the model. They are read twice, by
`search` over the compiled rule set and by `referee` from the model; so no bits stand here.
"""

from __future__ import annotations

from typing import Final, NamedTuple, TypeAlias

from decision_aid.engine.evaluate import Lens
from decision_aid.model.answers import Value
from decision_aid.model.conditions import Condition
from decision_aid.model.records import record

FIRST: Final = 0
SECOND: Final = 1
"""Which of two sheets a statement is about. A statement about one sheet is about the first."""


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
    """The question is certainly enabled."""

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
    """The candidate is favored, alone or level with others, and its decision arises.

    `without` is a rule to leave out.
    """

    candidate: str
    lens: Lens = Lens.CHECKED
    sheet: int = FIRST
    without: str | None = None


@record
class SupportFalls(NamedTuple):
    """The net support of the candidate is lower on the second sheet than on the first."""

    candidate: str
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
    """The part is false."""

    part: Statement


Statement: TypeAlias = (
    Holds | GateHolds | RuleHolds | Asked | Unanswered | Weighed | Favored | SupportFalls | Every | Some | No
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
        case Favored(sheet=sheet):
            return Weighed(sheet)
        case Every(parts):
            return Every(tuple(dict.fromkeys(map(weaker, parts))))
        case Some(parts):
            return Some(tuple(dict.fromkeys(map(weaker, parts))))
        case SupportFalls():
            return Every(())
        case No(part) if weaker(part) != part:
            return Every(())
        case _:
            return statement
