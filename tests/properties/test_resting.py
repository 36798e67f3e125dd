"""What forces an outcome, held against a list of all sheets."""

from __future__ import annotations

from itertools import combinations

from hypothesis import assume, given
from hypothesis import strategies as st

from decision_aid.engine.evaluate import evaluate
from decision_aid.engine.questionnaire import read
from decision_aid.engine.suggest import Status, suggest
from decision_aid.model.answers import SKIPPED
from decision_aid.model.lens import Lens
from decision_aid.model.rules import Rules
from decision_aid.proving.compiled import Compiled
from decision_aid.proving.sufficient_answers import sufficient_answers
from tests.brute_force import MOST_LISTED, every_sheet, number_of_tries, same
from tests.strategies import Sheet, lenses, sheets, small_rule_sets


def told(rules: Rules, sheet: Sheet, lens: Lens) -> tuple[Status, list[tuple[set[str], set[str]]]]:
    suggestion = suggest(evaluate(rules, sheet, lens))
    return suggestion.status, [({*made.favored}, {*made.close_behind}) for made in suggestion.conclusions]


@given(st.data(), lenses)
def test_the_set_forces_the_outcome_and_no_smaller_or_earlier_one_does(
    data: st.DataObject, lens: Lens
) -> None:
    rules = data.draw(small_rule_sets())
    assume(number_of_tries(rules) <= MOST_LISTED)
    sheet = data.draw(sheets(rules))
    found = sufficient_answers(Compiled(rules), sheet, lens)
    outcome = told(rules, sheet, lens)
    closed = read(rules, sheet).closed
    own = [link_id for link_id in rules.item if link_id not in (*closed, *rules.own_words)]

    def has_the_same_words(other: Sheet) -> bool:
        absent = read(rules, other).closed
        return all(
            question in absent or other.get(question, SKIPPED) == sheet.get(question, SKIPPED)
            for question in rules.own_words
        )

    # Of each sheet with another outcome, where it differs.
    others = [
        {link_id for link_id in own if not same(other.get(link_id), sheet.get(link_id))}
        for other in every_sheet(rules)
        if has_the_same_words(other) and told(rules, other, lens) != outcome
    ]

    def forces(link_ids: tuple[str, ...]) -> bool:
        return all(not differs.isdisjoint(link_ids) for differs in others)

    assert found.smallest
    assert found.sharp
    # Combinations come in the order of asking, so the first that forces the outcome is the earliest.
    sets = (some for size in range(len(own) + 1) for some in combinations(own, size))
    assert found.needed == next(filter(forces, sets))
    ends = next(end for end in range(len(own) + 1) if forces(tuple(own[:end])))
    assert found.settled_after == (own[ends - 1] if ends else None)
