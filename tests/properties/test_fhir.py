"""FHIR loses no answer, and hides no question from anyone to whom it applies."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision_aid.commands.fhir.find import MOST_GROUPS, all_of, layout
from decision_aid.commands.fhir.record import questionnaire_record, response_record
from decision_aid.engine.evaluate import evaluate
from decision_aid.engine.questionnaire import read
from decision_aid.engine.suggest import Status, suggest
from decision_aid.engine.verdicts import Truth, judge
from decision_aid.loading.answers_file import load_answers
from decision_aid.model.conditions import AllOf, AnyOf, Equals
from decision_aid.model.fhir import LOINC, PHQ9_ANSWERS, PHQ9_ITEMS
from decision_aid.model.library import Case
from decision_aid.model.rules import Rules
from tests import a_few_of
from tests.builders import question, rule_set
from tests.fhir_forms import answers_in, items_in, shown_in
from tests.strategies import Sheet, questionnaires, sheets, shipped_rule_set, shipped_sheets

CASES = shipped_rule_set().library.cases
FORM = questionnaire_record(shipped_rule_set())


def response(rules: Rules, sheet: Sheet) -> dict[str, Any]:
    record: dict[str, Any] = json.loads(json.dumps(response_record(suggest(evaluate(rules, sheet)))))
    return record


def read_back(rules: Rules, record: object, place: Path) -> Sheet:
    file = place / "response.json"
    file.write_text(json.dumps(record), encoding="utf-8")
    return load_answers(file, rules)


@pytest.mark.parametrize("case", a_few_of(CASES, 3), ids=lambda case: case.id)
def test_every_worked_case_comes_back_as_it_was(case: Case, shipped: Rules, tmp_path: Path) -> None:
    assert read_back(shipped, response(shipped, case.answers), tmp_path) == case.answers


@given(shipped_sheets())
def test_any_sheet_comes_back_as_it_was(tmp_path_factory: pytest.TempPathFactory, sheet: Sheet) -> None:
    rules = shipped_rule_set()
    assert read_back(rules, response(rules, sheet), tmp_path_factory.getbasetemp()) == sheet


@given(shipped_sheets())
def test_a_response_is_in_progress_while_a_question_of_safety_is_open(sheet: Sheet) -> None:
    waits = suggest(evaluate(shipped_rule_set(), sheet)).status is Status.NEEDS_ANSWERS
    assert response(shipped_rule_set(), sheet)["status"] == ("in-progress" if waits else "completed")


@given(shipped_sheets())
def test_the_shipped_questions_are_shown_where_they_apply_and_nowhere_else(sheet: Sheet) -> None:
    """But for those that wait for whether something has an answer: in FHIR, it has none until it has one."""
    rules = shipped_rule_set()
    answers = read(rules, sheet)
    shown = shown_in(FORM, answers_in(response(rules, sheet)))
    for item in rules.items:
        truth = judge(item.enable_when, answers).truth if item.enable_when else Truth.TRUE
        if truth is not Truth.UNKNOWN:
            assert (item.link_id in shown) == (truth is Truth.TRUE), item.link_id


@given(st.data())
def test_no_question_is_hidden_where_it_applies(data: st.DataObject) -> None:
    rules = rule_set(items=data.draw(questionnaires()))
    sheet = data.draw(sheets(rules))
    answers = read(rules, sheet)
    shown = shown_in(questionnaire_record(rules), answers_in(response(rules, sheet)))
    applies = {
        item.link_id
        for item in rules.items
        if item.enable_when is None or judge(item.enable_when, answers).truth is Truth.TRUE
    }
    assert applies <= shown


def test_a_condition_that_would_take_too_many_groups_is_said_more_loosely() -> None:
    """Any of four pairs of answers: 16 groups, were it said exactly."""
    items = [question(f"q{number}") for number in range(8)]
    pairs = [
        AllOf((Equals(f"q{number}", ("yes",)), Equals(f"q{number + 1}", ("yes",)))) for number in (0, 2, 4, 6)
    ]
    assert 2 ** len(pairs) > MOST_GROUPS
    rules = rule_set(items=[*items, question("last", enable_when=AnyOf(tuple(pairs)))])
    assert len(all_of(AnyOf(tuple(pairs)))) == 1
    form = questionnaire_record(rules)
    assert "last" in shown_in(form, {"q6": ["q6.yes"], "q7": ["q7.yes"]})
    assert "last" not in shown_in(form, {"q6": ["q6.no"], "q7": ["q7.no"]})


def test_all_and_any_at_once_take_one_group(shipped: Rules) -> None:
    groups = [item["linkId"] for item in items_in(FORM) if item["type"] == "group"]
    assert [name for name in groups if name.startswith("risk_assessed")] == ["risk_assessed.when.1"]
    assert [name for name in groups if name.startswith("bipolar_assessed")] == []
    sections = list(dict.fromkeys(item.section for item in shipped.items))
    assert [part.text for part in layout(shipped)] == sections


def value_of(number: int, form: str) -> dict[str, Any]:
    match form:
        case "code":
            return {"valueCoding": {"system": LOINC, "code": list(PHQ9_ANSWERS)[number]}}
        case "integer":
            return {"valueInteger": number}
        case _:
            return {"valueDecimal": float(number)}


points = st.lists(st.integers(0, 3), min_size=9, max_size=9)


@given(points, st.integers(0, 1000), st.lists(st.sampled_from(["code", "integer", "decimal"]), min_size=9))
def test_a_phq_9_comes_to_its_total_and_item_9_in_whatever_order_and_form(
    tmp_path_factory: pytest.TempPathFactory, points: list[int], seed: int, forms: list[str]
) -> None:
    items = [
        {"linkId": f"/{code}", "answer": [value_of(number, form)]}
        for code, number, form in zip(PHQ9_ITEMS, points, forms, strict=False)
    ]
    Random(seed).shuffle(items)
    record = {
        "resourceType": "QuestionnaireResponse",
        "questionnaire": "http://loinc.org/q/44249-1",
        "status": "completed",
        "item": [{"linkId": "/all", "item": items}],
    }
    found = read_back(shipped_rule_set(), record, tmp_path_factory.getbasetemp())
    assert found == {"phq9_total": sum(points), "phq9_item9": points[8]}
