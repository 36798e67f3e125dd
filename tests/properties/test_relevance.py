"""What an answer can still affect, held against all ways to answer the questions that remain."""

from __future__ import annotations

from collections.abc import Iterator

from hypothesis import assume, given
from hypothesis import strategies as st

from decision_aid.engine.evaluate import evaluate
from decision_aid.engine.questionnaire import is_open, read
from decision_aid.engine.suggest import suggest
from decision_aid.model.lens import Lens
from decision_aid.model.rules import Rules
from decision_aid.proving.compiled import Compiled
from decision_aid.proving.relevance import hangs_on, may_matter, relevance
from decision_aid.proving.statements import Change
from tests.brute_force import changed, every_answer, every_sheet, number_of_tries, same
from tests.strategies import Sheet, lenses, sheets, small_rule_sets

MOST_LISTED = 1500


def completions(rules: Rules, so_far: Sheet, asked: str) -> Iterator[Sheet]:
    """The sheets that say what was said so far, but for what is closed on them."""
    for sheet in every_sheet(rules):
        closed = read(rules, sheet).closed
        if asked not in closed and all(
            same(sheet.get(link_id), value) or (link_id in closed and link_id not in sheet)
            for link_id, value in so_far.items()
        ):
            yield sheet


def marks(rules: Rules, sheet: Sheet, lens: Lens) -> frozenset[tuple[str, str]]:
    """The gates that hold, the candidates that are favored, and those close behind."""
    evaluation = evaluate(rules, sheet, lens)
    made = suggest(evaluation).conclusions
    return frozenset(
        (
            *((judged.gate.id, "holds") for judged in evaluation.gates if judged.holds),
            *((id, "favored") for conclusion in made for id in conclusion.favored),
            *((id, "close behind") for conclusion in made for id in conclusion.close_behind),
        )
    )


def affected(rules: Rules, so_far: Sheet, asked: str, lens: Lens) -> set[str]:
    """All that differs between two completions that differ in the answer to this question.

    Whoever is asked answers it or skips it, so that it is on no completion left out.
    """
    answers = [answer for answer in every_answer(rules.item[asked]) if answer is not None]
    change = Change(asked, tuple((a, b) for a in answers for b in answers if a != b))
    found: set[str] = set()
    known: dict[tuple[object, ...], frozenset[tuple[str, str]]] = {}

    def kept(sheet: Sheet) -> frozenset[tuple[str, str]]:
        key = tuple(sorted(sheet.items(), key=lambda answer: answer[0]))
        if key not in known:
            known[key] = marks(rules, sheet, lens)
        return known[key]

    for sheet in completions(rules, so_far, asked):
        for other in changed(rules, sheet, change):
            found |= {id for id, _ in kept(sheet) ^ kept(other)}
    return found


@given(st.data(), lenses, st.sampled_from((0, 1, 100_000)))
def test_it_is_what_a_list_of_all_completions_says(data: st.DataObject, lens: Lens, budget: int) -> None:
    """With any budget nothing is missed; with a large one, nothing is too much."""
    rules = data.draw(small_rule_sets())
    assume(number_of_tries(rules) <= MOST_LISTED)
    sheet = data.draw(sheets(rules))
    answers = read(rules, sheet)
    asked = data.draw(st.sampled_from(rules.items))
    assume(is_open(asked, answers))
    so_far = {q: value for q, value in sheet.items() if not hangs_on(rules, q, asked.link_id)}
    expected = affected(rules, so_far, asked.link_id, lens)
    found = relevance(Compiled(rules), sheet, asked.link_id, lens, budget)
    ids = {gate.id for gate in found.gates} | {candidate.id for candidate in found.candidates}
    assert ids >= expected >= ids - found.unproved
    matters = may_matter(Compiled(rules), sheet, asked.link_id, lens, budget)
    assert matters or not expected
    if budget > 1:
        assert not found.unproved
        assert matters is bool(expected)
