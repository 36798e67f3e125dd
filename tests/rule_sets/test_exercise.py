"""What worked cases leave untried: on rule sets small enough to count by hand, and on the shipped one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision_aid.checking.checks.case_coverage import exercise, find, suggested, unmet
from decision_aid.checking.obligations import obligations
from decision_aid.engine.evaluate import evaluate
from decision_aid.engine.safety_questions import safety_questions
from decision_aid.engine.verdicts import Truth, judge
from decision_aid.model.answers import Answers
from decision_aid.model.conditions import AllOf, AnyOf, AtLeast, AtMost, Condition, Equals, Not
from decision_aid.model.lens import Lens
from decision_aid.model.library import Case
from decision_aid.model.problems import Severity
from decision_aid.model.rules import Action, ItemType, Rules
from decision_aid.proving.clauses import MAX_CLAUSES
from tests.builders import argues, gate, question, rule, rule_set, says, with_library
from tests.strategies import Sheet, is_valid, sheets, small_rule_sets

Q, R, S = says("q", "yes"), says("r", "yes"), says("s", "yes")
ITEMS = (question("q"), question("r"), question("s"))


def with_cases(rules: Rules, *sheets: Sheet) -> Rules:
    cases = (Case(f"c{n}", "A case", "A story.", sheet, "", (), {}) for n, sheet in enumerate(sheets))
    return with_library(rules, cases=tuple(cases))


def left_in(rules: Rules) -> list[str]:
    return [left.obligation.text for left in unmet(rules)]


def untried(rules: Rules, *sheets: Sheet) -> list[str]:
    """What cases with these sheets do not show of gates and rules."""
    left = left_in(with_cases(rules, *sheets))
    return [text for text in left if not text.startswith("in no case is ")]


def because(part: str, name: str = "the rule 'x'") -> str:
    return f"no case shows that {name} holds because of '{part}'"


def for_want(part: str, name: str = "the rule 'x'") -> str:
    return f"no case shows that {name} does not hold for want of '{part}'"


def on(condition: Condition) -> Rules:
    """A rule set with one rule."""
    return rule_set(items=ITEMS, rules=[rule("x", condition, argues("for", "a"))])


# --- each kind of obligation --------------------------------------------------------------------


def test_every_answer_is_to_be_chosen_and_of_several_each() -> None:
    items = (question("q"), question("m", ("x", "y", "z"), type=ItemType.MULTIPLE))
    rules = with_cases(rule_set(items=items), {"q": "no", "m": ("x", "z")})
    assert left_in(rules) == [
        "in no case is 'q' answered with 'yes'",
        "in no case is 'm' answered with 'y'",
    ]


def test_every_rule_is_to_hold_where_candidates_are_weighed() -> None:
    rules = rule_set(items=ITEMS, rules=[rule("x", Q, argues("for", "a"))], gates=[gate("g", R)])
    text = "in no case in which candidates are weighed does the rule 'x' hold"
    assert text in untried(rules)
    assert text in untried(rules, {"q": "yes", "r": "yes"})
    assert text in untried(rules, {"q": "yes"})  # the safety question is open
    assert text not in untried(rules, {"q": "yes", "r": "no"})


@pytest.mark.parametrize("action", list(Action))
def test_every_gate_is_to_hold_whatever_it_does(action: Action) -> None:
    rules = rule_set(items=ITEMS, gates=[gate("g", Q, action)])
    assert "in no case does the gate 'g' hold" in untried(rules, {"q": "no"})
    assert "in no case does the gate 'g' hold" not in untried(rules, {"q": "yes"})


def test_a_release_matters_where_the_trigger_holds_and_the_trigger_where_nothing_releases() -> None:
    rules = rule_set(items=ITEMS, gates=[gate("g", Q, unless=R)])
    release = "the release of the gate 'g'"
    assert untried(rules, {"q": "no", "r": "yes"}) == [
        "in no case does the gate 'g' hold",
        because("q is yes", "the gate 'g'"),
        for_want("q is yes", "the gate 'g'"),
        because("r is yes", release),
        for_want("r is yes", release),
    ]
    released, held, quiet = {"q": "yes", "r": "yes"}, {"q": "yes", "r": "no"}, {"q": "no", "r": "no"}
    assert untried(rules, released, held) == [for_want("q is yes", "the gate 'g'")]
    assert untried(rules, released, held, quiet) == []


# --- parts of conditions ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("condition", "sheet", "left"),
    [
        (AllOf((Q, R)), {"q": "yes", "r": "yes"}, [for_want("q is yes"), for_want("r is yes")]),
        (AnyOf((Q, R)), {"q": "yes", "r": "no"}, [for_want("q is yes"), because("r is yes")]),
        (AllOf((Q, Not(R))), {"q": "yes", "r": "no"}, [for_want("q is yes"), for_want("not r is yes")]),
        (Not(AnyOf((Q, R))), {"q": "no", "r": "no"}, [for_want("not q is yes"), for_want("not r is yes")]),
    ],
)
def test_a_part_matters_when_nothing_beside_it_decides(
    condition: Condition, sheet: Sheet, left: Sequence[str]
) -> None:
    assert set(left) <= set(untried(on(condition), sheet))
    shown = set(untried(on(condition))) - set(untried(on(condition), sheet))
    assert shown.isdisjoint(left)
    assert shown


def test_both_ways_of_every_part() -> None:
    both, only_q, only_r, none = ({"q": q, "r": r} for q in ("yes", "no") for r in ("yes", "no"))
    assert untried(on(AllOf((Q, R))), both, only_q, only_r) == []
    assert untried(on(AnyOf((Q, R))), none, only_q, only_r) == []
    assert untried(on(AllOf((Q, R))), both, none) == [for_want("q is yes"), for_want("r is yes")]
    assert untried(on(AnyOf((Q, R))), both, none) == [because("q is yes"), because("r is yes")]


def test_what_is_unknown_counts_as_not_true() -> None:
    assert untried(on(AllOf((Q, R))), {"q": "yes"}) == [
        "in no case in which candidates are weighed does the rule 'x' hold",
        because("q is yes"),
        for_want("q is yes"),
        because("r is yes"),
    ]
    assert for_want("not q is yes") not in untried(on(Not(Q)), {})


def test_each_code_is_a_part_of_its_own() -> None:
    items = (question("q", ("x", "y", "z")),)
    rules = rule_set(items=items, rules=[rule("x", says("q", "x", "y"), argues("for", "a"))])
    assert untried(rules, {"q": "x"}, {"q": "z"}) == [because("q is y")]


def test_a_number_is_tried_on_both_sides_of_its_bounds() -> None:
    items = (question("n", (), type=ItemType.INTEGER, maximum=9),)
    between = AllOf((AtLeast("n", 3), AtMost("n", 6)))
    rules = rule_set(items=items, rules=[rule("x", between, argues("for", "a"))])
    assert untried(rules, {"n": 4}, {"n": 9}) == [for_want("n at least 3")]
    assert untried(rules, {"n": 4}, {"n": 9}, {"n": 0}) == []


def test_the_same_test_twice_is_two_parts() -> None:
    twice = AnyOf((AllOf((Q, R)), AllOf((Q, S))))
    assert untried(on(twice)).count(because("q is yes")) == 2
    by_r = {"q": "yes", "r": "yes", "s": "no"}
    assert untried(on(twice), by_r).count(because("q is yes")) == 1


# --- what is left out ---------------------------------------------------------------------------


def test_what_no_sheet_can_show_is_left_out() -> None:
    # Where q holds, r changes nothing; and what stands beside r, where q does not hold, is false.
    rules = on(AnyOf((Q, AllOf((Q, R)))))
    numbers = exercise(rules)
    assert numbers.total == len(obligations(rules)) == 1 + 6 + 6
    assert (numbers.met, numbers.impossible, len(numbers.unmet)) == (0, 3, 10)


def test_a_rule_that_a_stop_always_comes_before_is_left_out() -> None:
    rules = rule_set(items=ITEMS, rules=[rule("x", Q, argues("for", "a"))], gates=[gate("g", Q)])
    assert exercise(rules).impossible == 2
    assert untried(rules, {"q": "yes"}) == [for_want("q is yes", "the gate 'g'"), for_want("q is yes")]
    assert untried(rules, {"q": "yes"}, {"q": "no"}) == []


def test_a_case_that_cannot_stand_shows_nothing() -> None:
    rules = rule_set(items=ITEMS)
    assert exercise(with_cases(rules, {"q": "maybe", "r": "yes"})).met == 0


def test_every_example_shows_what_it_is_an_example_of() -> None:
    rules = on(AllOf((AnyOf((Q, R)), Not(S))))
    for obligation, sheet in unmet(rules):
        assert sheet is not None
        assert is_valid(rules, sheet)
        assert obligation not in [left.obligation for left in unmet(with_cases(rules, sheet))]


# --- the check ----------------------------------------------------------------------------------


def test_each_is_a_warning_with_an_example() -> None:
    (problem,) = find(with_cases(on(Q), {"q": "yes", "r": "yes", "s": "yes"}, {"r": "no", "s": "no"}))
    assert (problem.code, problem.severity, problem.about) == ("not-exercised", Severity.WARNING, "q")
    assert problem.sheets == ({"q": "no"},)


def test_what_is_too_complex_is_a_warning_too() -> None:
    codes = [f"c{number}" for number in range(MAX_CLAUSES + 2)]
    rules = rule_set(items=[question("q", codes)], rules=[rule("x", Not(says("q", *codes[1:])))])
    assert [(p.code, p.severity) for p in find(rules)] == [("too-complex", Severity.WARNING)]


# --- sheets to make cases of --------------------------------------------------------------------


def test_a_suggested_sheet_shows_as_much_as_it_can() -> None:
    sheets = suggested(on(AllOf((Q, R, S))))
    assert {"q": "yes", "r": "yes", "s": "yes"} in sheets
    assert len(sheets) == 4  # and one for want of each


def test_a_suggested_sheet_answers_the_safety_questions_and_stops_for_one_reason_at_most() -> None:
    gates = [gate("g", says("q", "yes")), gate("h", says("r", "yes"))]
    rules = rule_set(items=ITEMS, rules=[rule("x", S, argues("for", "a"))], gates=gates)
    for sheet in suggested(rules):
        assert set(safety_questions(rules)) <= set(sheet)
        assert len(evaluate(rules, sheet).stops) <= 1


def test_the_shortest_sheets_come_first() -> None:
    lengths = [len(sheet) for sheet in suggested(on(AnyOf((Q, AllOf((R, S))))))]
    assert lengths == sorted(lengths)


@given(rules=small_rule_sets())
def test_what_is_suggested_shows_all_that_can_be_shown(rules: Rules) -> None:
    sheets = suggested(rules)
    assert all(is_valid(rules, sheet) for sheet in sheets)
    assert unmet(with_cases(rules, *sheets)) == ()


# --- the measure, by its definition -------------------------------------------------------------

TRUE, FALSE = AllOf(()), AnyOf(())


def replaced(condition: Condition) -> Iterator[tuple[Condition, Condition, Condition]]:
    """Each part with the *not* before it, and the whole with that part replaced by true and by false."""
    match condition:
        case Not(inner):
            for part, if_true, if_false in replaced(inner):
                yield Not(part), Not(if_false), Not(if_true)
        case AllOf(parts) | AnyOf(parts):
            for place, inner in enumerate(parts):
                for part, *variants in replaced(inner):
                    whole = [type(condition)((*parts[:place], v, *parts[place + 1 :])) for v in variants]
                    yield part, whole[0], whole[1]
        case Equals(name, codes) if len(codes) > 1:
            yield from replaced(AnyOf(tuple(says(name, code) for code in codes)))
        case _:
            yield condition, TRUE, FALSE


Shown = tuple[str, object]


def holds(condition: Condition, answers: Answers) -> bool:
    return judge(condition, answers).truth is Truth.TRUE


def parts_shown(name: str, condition: Condition, answers: Answers) -> Iterator[Shown]:
    for place, (part, if_true, if_false) in enumerate(replaced(condition)):
        if holds(if_true, answers) and not holds(if_false, answers):
            yield name, (place, holds(part, answers))


def shown_by(rules: Rules, sheet: Sheet) -> Iterator[Shown]:
    """What a sheet shows, by the definition: replace each part by true and by false, and judge the whole."""
    evaluation = evaluate(rules, sheet, Lens.DOCUMENTS)  # the lens in which every rule is looked at
    answers = evaluation.answers
    for judged in evaluation.gates:
        release = judged.gate.unless or FALSE
        if judged.holds:
            yield judged.gate.id, "holds"
        if not holds(release, answers):
            yield from parts_shown(judged.gate.id, judged.gate.when, answers)
        if holds(judged.gate.when, answers):
            yield from parts_shown(f"release of {judged.gate.id}", release, answers)
    for judged_rule in evaluation.rules:
        if judged_rule.holds:
            yield judged_rule.rule.id, "holds"
        yield from parts_shown(judged_rule.rule.id, judged_rule.rule.when, answers)
    for item in rules.items:
        yield from ((item.link_id, c) for c in item.codes if holds(says(item.link_id, c), answers))


@given(data=st.data(), rules=small_rule_sets())
def test_cases_show_what_the_definition_says(data: st.DataObject, rules: Rules) -> None:
    some = data.draw(st.lists(sheets(rules), max_size=3))
    shown = {what for sheet in some for what in shown_by(rules, sheet)}
    assert exercise(with_cases(rules, *some)).met == len(shown)


# --- the shipped rule set -----------------------------------------------------------------------


def test_the_shipped_cases_try_all_of_the_shipped_rule_set(shipped: Rules) -> None:
    assert left_in(shipped) == []
    numbers = exercise(shipped)
    assert numbers.total == numbers.met + numbers.impossible
    assert numbers.met > 600


@pytest.mark.exhaustive
@pytest.mark.parametrize(
    ("case", "text"),
    [
        ("danger-yes", because("danger_now is yes", "the gate 'danger-now'")),
        ("only-a-total-in-class", because("phq9_total at least 25", "the gate 'thoughts-without-plan'")),
        ("pregnant-and-in-cbt", because("perinatal is pregnant", "the rule 'around-a-birth'")),
        ("seventy-and-memory", "in no case does the gate 'memory-change' hold"),
    ],
)
def test_what_only_one_case_shows_is_missed_without_it(case: str, text: str, shipped: Rules) -> None:
    others = tuple(other for other in shipped.library.cases if other.id != case)
    fewer = with_library(shipped, cases=others)
    assert text in left_in(fewer)
    assert text not in left_in(shipped)
    added = with_cases(fewer, *(other.answers for other in fewer.library.cases), *suggested(fewer))
    assert unmet(added) == ()
