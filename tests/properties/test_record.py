"""A record of a result: what it keeps is enough to come to the same again, and names nothing too much."""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from hypothesis import given

from decision_aid.engine.evaluate import evaluate
from decision_aid.engine.record_answers import answers_to_keep
from decision_aid.engine.suggest import Status, suggest
from decision_aid.model.lens import Lens
from decision_aid.wording.result_record import result_record
from tests.outputs import candidates_named_in
from tests.pages import result
from tests.strategies import (
    HARMLESS_SHEET,
    Sheet,
    is_valid,
    lenses,
    shipped_rule_set,
    shipped_sheets,
    shipped_unsafe_sheets,
)

COMES_OUT = ("status", "missing", "decisions")
"""What a replay of a record must come to."""


def comes_out(record: Mapping[str, Any]) -> Mapping[str, Any]:
    stops = [gate for gate in record["gates"] if gate["action"] == "stop"]
    gates = record["gates"] if record["decisions"] else stops
    return {**{key: record[key] for key in COMES_OUT}, "gates": gates}


@given(shipped_sheets() | shipped_unsafe_sheets(), lenses)
def test_the_answers_in_a_record_come_to_the_same_again(sheet: Sheet, lens: Lens) -> None:
    suggestion = result(sheet, lens)
    kept = answers_to_keep(suggestion.evaluation)
    assert is_valid(shipped_rule_set(), kept)
    again = suggest(evaluate(shipped_rule_set(), kept, lens))
    assert comes_out(result_record(again)) == comes_out(result_record(suggestion))
    assert again.evaluation.words_heard == suggestion.evaluation.words_heard


@given(shipped_unsafe_sheets())
def test_a_record_of_a_stop_keeps_no_answer_that_names_anything(sheet: Sheet) -> None:
    record = result_record(result({**sheet, "danger_now": "yes", "prior_treatments": ("cbt", "medication")}))
    assert record["status"] == Status.STOPPED
    assert "prior_treatments" not in record["answers"]
    assert candidates_named_in("json", json.dumps(record), shipped_rule_set()) == set()


def test_own_words_are_left_out_of_a_record_of_a_stop_but_what_was_heard_stays() -> None:
    for words, heard in (("Is CBT near me?", False), ("I want to kill myself", True)):
        written = {**HARMLESS_SHEET, "own_concern": words, "own_words_danger": "yes"}
        kept = answers_to_keep(result(written).evaluation)
        assert kept["own_concern"] == "(left out)"
        assert (kept.get("words_of_danger") == "heard") is heard
        safe = answers_to_keep(result({**written, "own_words_danger": "no"}).evaluation)
        assert safe["own_concern"] == words


def test_the_hash_of_the_answers_can_be_worked_out_by_anyone() -> None:
    record = result_record(result({**HARMLESS_SHEET, "goals": ("tools_now", "growth")}))
    text = json.dumps(record["answers"], sort_keys=True, separators=(",", ":"))
    assert record["answers_hash"] == sha256(text.encode()).hexdigest()
    other = result_record(result({**HARMLESS_SHEET, "goals": ("growth",)}))
    assert other["answers_hash"] != record["answers_hash"]
