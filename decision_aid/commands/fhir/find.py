"""How the questions are laid out in FHIR: groups and questions, each with when it is shown.

Belongs here: conditions as FHIR's `enableWhen` can say them. Does not: JSON (`record`).
"""

from collections.abc import Iterator, Sequence
from itertools import groupby, product
from math import prod
from typing import Final, NamedTuple, TypeAlias

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
from decision_aid.model.rules import Item, Rules

MOST_GROUPS: Final = 12
"""Groups around one question. A condition that would take more is said more loosely."""


@record
class EnableWhen(NamedTuple):
    """One line of `enableWhen`: a test of the answer to an earlier question."""

    question: str
    operator: str
    answer: str | int | bool


AnyTest: TypeAlias = tuple[EnableWhen, ...]
"""At least one of these tests holds."""


@record
class Part(NamedTuple):
    """A group of parts, or the question `item`. It is shown when all of its tests hold, or `any_of` them."""

    link_id: str
    text: str = ""
    tests: tuple[EnableWhen, ...] = ()
    any_of: bool = False
    item: Item | None = None
    parts: "tuple[Part, ...]" = ()


def layout(rules: Rules) -> tuple[Part, ...]:
    """The questions in the order of asking, in a group for each section."""
    sections = groupby(rules.items, key=lambda item: item.section)
    return tuple(
        Part(f"section.{number}", heading, parts=tuple(map(_shown, items)))
        for number, (heading, items) in enumerate(sections, 1)
    )


def _shown(item: Item) -> Part:
    """The question. FHIR says *all* or *any* of some tests: where it takes both, groups go around it.

    A group that is not shown hides what is in it, so groups in groups say that all of them hold.
    """
    clauses = all_of(item.enable_when) if item.enable_when else ()
    single = tuple(test for clause in clauses if len(clause) == 1 for test in clause)
    several = [clause for clause in clauses if len(clause) > 1]
    levels = [(single, False)] if single else []
    levels += [(clause, True) for clause in several]
    tests, any_of = levels.pop() if levels else ((), False)
    part = Part(item.link_id, item.text.plain, tests, any_of, item)
    for number, (tests, any_of) in reversed(list(enumerate(levels, 1))):
        part = Part(f"{item.link_id}.when.{number}", "", tests, any_of, parts=(part,))
    return part


def all_of(condition: Condition, negated: bool = False) -> tuple[AnyTest, ...]:
    """What must hold, all of it, where the condition holds; no less, unless it takes too many groups.

    Whoever it may apply to is asked: where the condition holds, all of this holds.
    """
    match condition:
        case Not(part):
            return all_of(part, not negated)
        case AllOf(parts) | AnyOf(parts):
            each = [all_of(part, negated) for part in parts]
            if isinstance(condition, AllOf) is not negated:
                return tuple(dict.fromkeys(clause for clauses in each for clause in clauses))
            return _at_least_one(each)
        case Answered(question):
            return ((EnableWhen(question, "exists", not negated),),)
        case _ if negated:
            # What FHIR takes an answer to be that is not there differs from program to program.
            no_answer = EnableWhen(condition.question, "exists", False)
            return tuple((test, no_answer) for test in _not(condition))
        case Equals(question, codes):
            return (tuple(EnableWhen(question, "=", code) for code in codes),)
        case AtLeast(question, bound):
            return ((EnableWhen(question, ">=", bound),),)
        case AtMost(question, bound):
            return ((EnableWhen(question, "<=", bound),),)


def _not(test: Test) -> Iterator[EnableWhen]:
    """What must hold of an answer, all of it, for the test not to hold."""
    match test:
        case Equals(question, codes):
            yield from (EnableWhen(question, "!=", code) for code in codes)
        case AtLeast(question, bound):
            yield EnableWhen(question, "<", bound)
        case AtMost(question, bound):
            yield EnableWhen(question, ">", bound)


def _at_least_one(each: Sequence[tuple[AnyTest, ...]]) -> tuple[AnyTest, ...]:
    """What must hold where one of several conditions does, each given as what must hold for it."""
    if prod(map(len, each)) > MOST_GROUPS:
        return (_joined(clause for clauses in each for clause in clauses),)
    return tuple(dict.fromkeys(_joined(chosen) for chosen in product(*each)))


def _joined(clauses: "Iterator[AnyTest] | tuple[AnyTest, ...]") -> AnyTest:
    return tuple(dict.fromkeys(test for clause in clauses for test in clause))
