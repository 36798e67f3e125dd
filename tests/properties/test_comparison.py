"""What is said to differ does differ, whatever differs is said, and safety comes first."""

from __future__ import annotations

from hypothesis import assume, given

from decision_aid.engine.comparison import Differences, differences
from decision_aid.engine.evaluate import evaluate
from decision_aid.engine.suggest import suggest
from decision_aid.model.lens import Lens
from decision_aid.model.rules import Action
from decision_aid.rendering.text import plain
from decision_aid.wording.comparison import NamedResult, comparison_page
from decision_aid.wording.result_record import result_record
from decision_aid.wording.safety import gate_message
from decision_aid.wording.stamps import stamps
from tests.outputs import as_read
from tests.pages import result
from tests.strategies import (
    HARMLESS_SHEET,
    Sheet,
    lenses,
    sheets,
    shipped_rule_set,
    shipped_safe_sheets,
    shipped_sheets,
)


@given(sheets(shipped_rule_set()), lenses)
def test_a_result_is_no_other_than_itself(sheet: Sheet, lens: Lens) -> None:
    assert differences(result(sheet, lens), result(sheet, lens)).is_empty


@given(shipped_safe_sheets(), shipped_safe_sheets(), lenses, lenses)
def test_what_differs_is_what_evaluate_says_otherwise(
    one: Sheet, other: Sheet, lens: Lens, other_lens: Lens
) -> None:
    first, second = result(one, lens), result(other, other_lens)
    assume(first.conclusions and second.conclusions)
    found = differences(first, second)
    told = [result_record(suggestion)["decisions"] for suggestion in (first, second)]
    outcomes = [
        {id: (made.get("outcome"), made.get("favored"), made.get("close_behind")) for id, made in one.items()}
        for one in told
    ]
    came_out = {id for id in outcomes[0] if outcomes[0][id] != outcomes[1][id]}
    assert {concluded.decision for concluded in found.outcomes} == came_out
    for standing, beside in zip(first.evaluation.standings, second.evaluation.standings, strict=True):
        moved = sum(
            (argued.second.signed_weight if argued.second and argued.second.counted else 0)
            - (argued.first.signed_weight if argued.first and argued.first.counted else 0)
            for argued in found.arguments
            if argued.argument.candidate == standing.candidate.id
        )
        assert beside.net_support - standing.net_support == moved
    questions = {answered.question for answered in found.answers}
    assert questions == {q for q in {**one, **other} if _unordered(one.get(q)) != _unordered(other.get(q))}


def _unordered(value: object) -> object:
    return frozenset(value) if isinstance(value, tuple) else value


@given(shipped_sheets(), shipped_sheets(), lenses)
def test_the_same_is_found_from_either_side(one: Sheet, other: Sheet, lens: Lens) -> None:
    first, second = result(one, lens), result(other, lens)
    there, back = differences(first, second), differences(second, first)
    turned = Differences(
        tuple(a._replace(first=a.second, second=a.first) for a in back.answers),
        (back.gates[1], back.gates[0]),
        there.arguments,
        tuple(c._replace(first=c.second, second=c.first) for c in back.outcomes),
    )
    assert turned == there
    assert {a[2:] for a in there.arguments} == {(a.second, a.first) for a in back.arguments}


@given(shipped_sheets(), shipped_sheets(), lenses)
def test_whatever_gates_and_stamps_say_of_either_is_on_the_page(one: Sheet, other: Sheet, lens: Lens) -> None:
    results = [NamedResult("one", result(one)), NamedResult("other", result(other, lens))]
    page = as_read(plain(comparison_page(results), 80)).lower()
    safe = all(one.suggestion.conclusions for one in results)
    for compared_one in results:
        suggestion = compared_one.suggestion
        for stamp in stamps(suggestion):
            assert as_read(stamp).lower() in page
        for judged in suggestion.gates if safe else suggestion.evaluation.stops:
            assert as_read(gate_message(suggestion, judged)).lower() in page


def test_a_gate_that_acts_otherwise_is_told() -> None:
    rules = shipped_rule_set()
    sheet = {**HARMLESS_SHEET, "severity": "severe"}
    weaker = rules._replace(
        gates=tuple(
            gate._replace(action=Action.CAUTION) if gate.id == "severe-depression" else gate
            for gate in rules.gates
        )
    )
    found = differences(suggest(evaluate(rules, sheet)), suggest(evaluate(weaker, sheet)))
    assert found.gates == (("severe-depression",), ("severe-depression",))
