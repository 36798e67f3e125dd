from __future__ import annotations

import pytest

from decision_aid.engine.verdicts import Truth, judge
from decision_aid.model.answers import SKIPPED, Answers, Value
from decision_aid.model.conditions import (
    AllOf,
    Answered,
    AnyOf,
    AtLeast,
    AtMost,
    Condition,
    Equals,
    Not,
)

TRUE, FALSE, UNKNOWN = Truth.TRUE, Truth.FALSE, Truth.UNKNOWN

YES, NO, OPEN = Equals("yes", ("y",)), Equals("no", ("y",)), Equals("open", ("y",))
KNOWN = Answers({"yes": "y", "no": "n"})


def truth(condition: Condition, given: dict[str, Value]) -> Truth:
    return judge(condition, Answers(given)).truth


@pytest.mark.parametrize(
    ("value", "expected"),
    [("mild", TRUE), ("severe", FALSE), (SKIPPED, UNKNOWN), (None, UNKNOWN)],
)
def test_a_choice_is_one_of_the_codes(value: str | None, expected: Truth) -> None:
    given: dict[str, Value] = {} if value is None else {"severity": value}
    assert truth(Equals("severity", ("mild", "moderate")), given) is expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [(("cbt",), TRUE), (("ipt", "cbt"), TRUE), (("ipt",), FALSE), (SKIPPED, UNKNOWN)],
)
def test_several_choices_include_one_of_the_codes(value: Value, expected: Truth) -> None:
    assert truth(Equals("prior", ("cbt", "medication")), {"prior": value}) is expected


@pytest.mark.parametrize(("value", "low", "high"), [(4, FALSE, TRUE), (5, TRUE, TRUE), (6, TRUE, FALSE)])
def test_bounds_belong_to_what_they_bound(value: int, low: Truth, high: Truth) -> None:
    assert truth(AtLeast("total", 5), {"total": value}) is low
    assert truth(AtMost("total", 5), {"total": value}) is high


def test_a_number_that_is_not_known_is_neither_high_nor_low() -> None:
    for given in ({}, {"total": SKIPPED}):
        assert truth(AtLeast("total", 0), dict(given)) is UNKNOWN
        assert truth(AtMost("total", 27), dict(given)) is UNKNOWN


def test_a_question_that_is_not_asked_makes_every_test_on_it_false() -> None:
    closed = Answers({}, frozenset({"q"}))
    for test in (Equals("q", ("y",)), AtLeast("q", 0), AtMost("q", 9), Answered("q")):
        assert judge(test, closed).truth is FALSE
        assert judge(Not(test), closed).truth is TRUE


def test_a_question_that_was_skipped_is_settled_to_have_no_answer() -> None:
    assert truth(Answered("q"), {"q": "y"}) is TRUE
    assert truth(Answered("q"), {"q": SKIPPED}) is FALSE
    assert truth(Answered("q"), {}) is UNKNOWN


@pytest.mark.parametrize(
    ("parts", "every", "some"),
    [
        ((), TRUE, FALSE),
        ((YES,), TRUE, TRUE),
        ((YES, NO), FALSE, TRUE),
        ((YES, OPEN), UNKNOWN, TRUE),
        ((NO, OPEN), FALSE, UNKNOWN),
        ((OPEN, OPEN), UNKNOWN, UNKNOWN),
    ],
)
def test_all_and_any_in_three_values(parts: tuple[Condition, ...], every: Truth, some: Truth) -> None:
    assert judge(AllOf(parts), KNOWN).truth is every
    assert judge(AnyOf(parts), KNOWN).truth is some


def test_what_is_unknown_stays_unknown_when_negated() -> None:
    assert judge(Not(OPEN), KNOWN).truth is UNKNOWN


def test_missing_names_each_open_question_once_and_none_that_is_answered() -> None:
    verdict = judge(AllOf((YES, OPEN, Not(AnyOf((OPEN, Equals("other", ("y",))))))), KNOWN)
    assert verdict.missing() == ("open", "other")


def test_a_settled_verdict_misses_nothing_whatever_is_open_inside() -> None:
    assert judge(AllOf((NO, OPEN)), KNOWN).missing() == ()
    assert judge(AnyOf((YES, OPEN)), KNOWN).missing() == ()


def test_missing_names_the_questions_that_decide_whether_one_is_asked() -> None:
    answers = Answers({}, undecided={"detail": ("whether",)})
    assert judge(Equals("detail", ("y",)), answers).missing() == ("whether",)


def test_the_grounds_of_a_verdict_are_the_tests_that_hold_outside_a_negation() -> None:
    verdict = judge(AllOf((YES, AnyOf((NO, YES)), Not(NO))), KNOWN)
    assert set(verdict.grounds()) == {YES}
    assert list(judge(NO, KNOWN).grounds()) == []
