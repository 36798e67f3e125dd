"""What is said to differ does differ, whatever differs is said, and safety comes first."""

from __future__ import annotations

from hypothesis import assume, given

from decision_aid.engine.comparison import Differences, differences
from decision_aid.engine.evaluate import evaluate
from decision_aid.engine.suggest import suggest
from decision_aid.model.lens import Lens
from decision_aid.model.report import Table
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


@given(shipped_safe_sheets(), shipped_safe_sheets())
def test_the_page_shows_every_sum_and_says_first_what_is_the_same(one: Sheet, other: Sheet) -> None:
    """Three at once: two lenses of one sheet, and another sheet."""
    three = [result(one), result(one, Lens.RESEARCH), result(other)]
    assume(all(suggestion.conclusions for suggestion in three))
    page = comparison_page([NamedResult(str(number), s) for number, s in enumerate(three)], ids=True)
    sections = {section.heading: section.blocks for section in page.sections}
    same = next(section for section in page.sections if section.heading.startswith("The same"))
    assert page.sections.index(same) == 1 + [s.heading for s in page.sections].index("What is compared")
    (sums,) = (block for block in sections["The sums"] if isinstance(block, Table))
    told = {row.name.partition(" [")[2].rstrip("]"): row.cells for row in sums.rows}
    for place, suggestion in enumerate(three):
        for conclusion in suggestion.conclusions:
            for standing in conclusion.standings:
                assert int(told[standing.candidate.id][place][0]) == standing.net_support
    for conclusion in three[0].conclusions:
        others = [suggestion.conclusion(conclusion.decision.id) for suggestion in three]
        alike = len({found and found[1:4] for found in others}) == 1
        assert (f"[{conclusion.decision.id}]" in str(same)) == alike
    moved = [block for block in sections.get("Reasons that differ", ()) if isinstance(block, Table)]
    rows = [row for table in moved for row in table.rows]
    pairs = [differences(three[0], suggestion) for suggestion in three[1:]]
    assert len(rows) == len(
        {(a.rule.id, a.argument.candidate, a.argument.direction) for p in pairs for a in p.arguments}
    )
    for place, suggestion in enumerate(three):
        unlike = sum(int(row.cells[place][0]) for row in rows if row.cells[place][0][0] in "+-")
        unlike -= sum(int(row.cells[0][0]) for row in rows if row.cells[0][0][0] in "+-")
        nets = [sum(s.net_support for s in found.evaluation.standings) for found in (suggestion, three[0])]
        assert unlike == nets[0] - nets[1]


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
