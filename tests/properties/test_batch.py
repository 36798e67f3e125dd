"""Every row of a batch comes to what `evaluate` says of its sheet."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision_aid.engine.evaluate import evaluate
from decision_aid.engine.suggest import Status, Suggestion, suggest
from decision_aid.loading.rows import Row, evaluate_rows
from decision_aid.model.answers import Value
from decision_aid.model.lens import Lens
from decision_aid.model.rules import Rules
from decision_aid.proving.answer_classes import TooComplex
from decision_aid.wording.result_record import words_of_danger
from tests.properties.test_compiled import random_sheets
from tests.strategies import is_valid, lenses, sheets, small_rule_sets

DAMAGE: tuple[Mapping[str, Value], ...] = (
    {"severity": "bad"},
    {"phq9_total": 28},
    {"phq9_total": 3, "phq9_item9": 0, "setting": "clinician"},
    {"cbt_outcome": "lasting"},
    {"recent_self_harm_or_attempt": "yes"},
    {"medication_view": "taking"},
    {"suicidal_thoughts": "recent_self_harm_or_attempt"},
    {"own_concern": "I want to kill myself"},
    {"own_concern": "I feel so hopeless"},
    {"goals": ("growth", "growth")},
    {"words_of_danger": "heard"},
    {"words_of_danger": "none"},
    {"setting": "skipped"},
    {"nothing": "at all"},
)
"""Answers that are refused, read otherwise, or heard."""


def expected(suggestion: Suggestion, number: int) -> Row:
    """The row that `evaluate` would write."""
    conclusions = suggestion.conclusions
    standings = [standing for conclusion in conclusions for standing in conclusion.standings]
    counted = {w.rule.id for standing in standings for w in standing.arguments if w.counted}
    return Row(
        number,
        "",
        str(suggestion.status),
        "specialist" if suggestion.specialist_first else "",
        tuple(judged.gate.id for judged in suggestion.gates),
        tuple(words_of_danger(suggestion)),
        tuple(one for conclusion in conclusions for one in conclusion.favored),
        tuple(one for conclusion in conclusions for one in conclusion.close_behind),
        {standing.candidate.id: standing.net_support for standing in standings},
        tuple(rule.id for rule in suggestion.evaluation.rule_set.rules if rule.id in counted),
    )


def assert_alike(rules: Rules, given: Sequence[Mapping[str, Value]], lens: Lens) -> None:
    rows = evaluate_rows(given, rules, lens)
    for number, (sheet, row) in enumerate(zip(given, rows, strict=True), 1):
        assert row == expected(suggest(evaluate(rules, sheet, lens)), number)


EACH = 25_000 if os.environ.get("HYPOTHESIS_PROFILE") == "search" else 2_500
"""A hundred thousand in all where that is asked for: every row is evaluated a second time, sheet by sheet."""
MANY = [pytest.param(EACH, seed, marks=pytest.mark.exhaustive) for seed in range(4)]
"""In parts that can be worked out at once."""


@pytest.mark.parametrize(("number", "seed"), [(300, 7), *MANY])
def test_random_rows_come_to_what_evaluate_says(shipped: Rules, number: int, seed: int) -> None:
    given = list(random_sheets(shipped, number, Random(seed)))
    for place, lens in enumerate(Lens):
        assert_alike(shipped, given[place::3], lens)
    statuses = {row.status for row in evaluate_rows(given, shipped)}
    assert statuses == {*map(str, Status)}


@given(st.data(), small_rule_sets(), lenses)
def test_rows_of_any_rule_set_come_to_what_evaluate_says(
    data: st.DataObject, rules: Rules, lens: Lens
) -> None:
    given = data.draw(st.lists(sheets(rules), max_size=5))
    try:
        assert_alike(rules, given, lens)
    except TooComplex:
        return


def test_a_row_is_refused_where_a_file_of_answers_is(shipped: Rules) -> None:
    from decision_aid.engine.questionnaire import up_to_date

    chance = Random(3)
    given = [{**sheet, **change} for sheet in random_sheets(shipped, 30, chance) for change in DAMAGE]
    found = set()
    for number, (sheet, row) in enumerate(zip(given, evaluate_rows(given, shipped), strict=True), 1):
        now, _ = up_to_date(shipped, sheet)
        found.add(is_valid(shipped, now))
        if is_valid(shipped, now):
            assert row == expected(suggest(evaluate(shipped, now)), number)
        else:
            assert row.status == "unusable"
            assert row.problems
            assert not row.favored + row.gates + row.rules
    assert found == {True, False}


def test_blocks_do_not_show(shipped: Rules, monkeypatch: pytest.MonkeyPatch) -> None:
    given = list(random_sheets(shipped, 25, Random(5)))
    whole = list(evaluate_rows(given, shipped))
    monkeypatch.setattr("decision_aid.loading.rows.MOST_ROWS", 4)
    assert list(evaluate_rows(given, shipped)) == whole
