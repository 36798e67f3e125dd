from __future__ import annotations

from decision_aid.model.conditions import (
    AllOf,
    Answered,
    AnyOf,
    AtLeast,
    AtMost,
    Condition,
    Equals,
    Not,
    questions_in,
)
from decision_aid.model.problems import Location

YES, NO = Equals("yes", ("y",)), Equals("no", ("y",))


def test_the_questions_of_a_condition_come_each_once_in_reading_order() -> None:
    condition = AnyOf((Not(NO), AllOf((YES, NO)), AtLeast("total", 1), Answered("q")))
    assert questions_in(condition) == ("no", "yes", "total", "q")


def test_conditions_are_equal_by_kind_and_content_wherever_they_were_written() -> None:
    here, there = Location("a.yaml", 1, 1), Location("b.yaml", 7, 3)
    at_least: Condition = AtLeast("total", 3)
    every: Condition = AllOf((YES,))
    assert at_least != AtMost("total", 3)
    assert every != AnyOf((YES,))
    assert AllOf((AtLeast("total", 3, here),), here) == AllOf((AtLeast("total", 3, there),), there)
    assert not AtLeast("total", 3, here) != AtLeast("total", 3, there)  # noqa: SIM202
    assert len({AtLeast("total", 3, here), AtLeast("total", 3, there), AtMost("total", 3, here)}) == 2
