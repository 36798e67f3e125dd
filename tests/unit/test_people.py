"""People who are drawn: as often as the shares say, the same every time, on sheets that can be."""

from __future__ import annotations

from collections import Counter
from functools import cache
from math import sqrt
from pathlib import Path

import pytest

from decision_aid.checking import check
from decision_aid.engine.evaluate import evaluate
from decision_aid.engine.questionnaire import problems_in, read
from decision_aid.engine.suggest import Status, Suggestion, suggest
from decision_aid.loading.rule_set import read_whole
from decision_aid.model.answers import Value
from decision_aid.model.conditions import Equals
from decision_aid.model.lens import Lens
from decision_aid.model.population import Line, Population, numbers_in
from decision_aid.model.problems import NOWHERE
from decision_aid.model.rules import Rules
from decision_aid.proving import influence
from decision_aid.proving.influence import (
    never_changing,
    never_deciding,
    with_answers_of_others,
    without_rules,
)
from decision_aid.proving.people import People, draw, even
from decision_aid.proving.planes import Plane, Results, at_least_so_many
from tests.strategies import shipped_rule_set

GOOD = Path(__file__).parent.parent / "rule_sets" / "good"

FEW = 300


def population_of(rules: Rules) -> Population:
    assert rules.library.population is not None
    return rules.library.population


@cache
def few(seed: int = 1) -> People:
    rules = shipped_rule_set()
    return draw([rules], population_of(rules), number=FEW, seed=seed)


def size(plane: Plane) -> int:
    return plane.bit_count()


# --- drawing ------------------------------------------------------------------------------------


def test_shares_are_followed(shipped: Rules) -> None:
    """Each share of a line that is for everybody, within five standard errors."""
    number = 20_000
    people = draw([shipped], population_of(shipped), number=number)
    looked_at = 0
    for link_id, would in people.would.items():
        lines = population_of(shipped).lines(link_id)
        if len(lines) != 1 or any(link_id in repr(one.when) for one in shipped.impossible):
            continue
        item = shipped.item[link_id]
        for code, share in lines[0].shares.items():
            if item.max_choices or any(one.exclusive for one in item.answer_options):
                continue  # what is drawn again, or goes with no other, is looked at below
            drawn = sum(size(plane) for value, plane in would.items() if value == code)
            expected = share / 100
            bound = 5 * sqrt(expected * (1 - expected) / number)
            assert abs(drawn / number - expected) <= bound, (link_id, code)
            looked_at += 1
    assert looked_at > 60


def test_what_is_ticked_follows_the_shares(shipped: Rules) -> None:
    number = 20_000
    line = Line("prior_treatments", {"cbt": 25, "medication": 50}, "")
    others = tuple(one for one in population_of(shipped).answers if one.question != "prior_treatments")
    people = draw([shipped], population_of(shipped)._replace(answers=(*others, line)), number=number)
    would = people.would["prior_treatments"]
    assert set(would) == {("none",), ("cbt",), ("medication",), ("cbt", "medication")}
    for chosen, share in ((("cbt", "medication"), 0.125), (("none",), 0.375)):
        assert abs(size(would[chosen]) / number - share) < 5 * sqrt(share * (1 - share) / number)


def test_nobody_ticks_more_than_a_question_takes(shipped: Rules) -> None:
    line = Line("goals", dict.fromkeys(shipped.item["goals"].codes, 90), "")
    others = tuple(one for one in population_of(shipped).answers if one.question != "goals")
    people = draw([shipped], population_of(shipped)._replace(answers=(*others, line)), number=5_000)
    lists = people.would["goals"]
    assert max(len(chosen) for chosen in lists if isinstance(chosen, tuple)) == 2
    ticked = Counter[str]()
    for chosen, plane in lists.items():
        assert isinstance(chosen, tuple)
        ticked.update(dict.fromkeys(chosen, size(plane)))
    assert max(ticked.values()) < 1.15 * min(ticked.values())  # none is kept more often than another


def test_numbers_come_from_their_ranges(shipped: Rules) -> None:
    people = draw([shipped], population_of(shipped), number=5_000, setting="clinician")
    state = people.planes[0].answers["state"]
    for value, plane in people.planes[0].answers["phq9_total"].items():
        if isinstance(value, int) and plane & state["mild"]:
            assert 5 <= value <= 11
    assert numbers_in("5 to 9") == range(5, 10)
    assert numbers_in("7") == range(7, 8)
    assert numbers_in("5 to") is None
    assert numbers_in("a lot") is None


def test_given_reads_traits_and_earlier_answers(shipped: Rules) -> None:
    people = draw([shipped], population_of(shipped), number=5_000)
    answers = people.planes[0].answers
    assert size(answers["perinatal"]["no"] & answers["age_group"]["from_65"]) == size(
        answers["age_group"]["from_65"]
    )
    assert size(answers["currently_well"]["yes"] ^ answers["state"]["well"]) == 0


def test_a_seed_repeats_and_another_one_does_not(shipped: Rules) -> None:
    again = draw([shipped], population_of(shipped), number=FEW)
    assert [*again.sheets()] == [*few().sheets()]
    assert [*few(seed=2).sheets()] != [*few().sheets()]


def test_a_new_question_leaves_the_other_answers_as_they_were(shipped: Rules) -> None:
    fewer = shipped._replace(items=tuple(i for i in shipped.items if i.link_id != "trauma_memories"))
    fewer = fewer._replace(gates=tuple(g for g in fewer.gates if g.id != "trauma-memories"))
    population = population_of(shipped)
    lines = tuple(line for line in population.answers if line.question != "trauma_memories")
    people = draw([fewer], population._replace(answers=lines), number=FEW)
    for before, after in zip(few().sheets(), people.sheets(), strict=True):
        assert {key: value for key, value in before.items() if key != "trauma_memories"} == after


def test_every_sheet_can_be_and_answers_all_that_is_asked(shipped: Rules) -> None:
    sheets = [*few().sheets()]
    assert len(sheets) == FEW
    for sheet in sheets:
        assert problems_in(shipped, sheet, lambda _: NOWHERE) == ()
        answers = read(shipped, sheet)
        open_ones = {q for q in shipped.item if q not in answers.closed and q not in answers.undecided}
        assert open_ones - {"words_of_danger"} == {*sheet}


def test_all_may_be_in_one_setting(shipped: Rules) -> None:
    people = draw([shipped], population_of(shipped), number=FEW, setting="clinician")
    assert {sheet["setting"] for sheet in people.sheets()} == {"clinician"}


def test_without_a_population_each_answer_is_as_likely_as_another() -> None:
    rules = read_whole(GOOD / "small")
    assert rules.library.population is None
    people = draw([rules], even(rules), number=5_000)
    for value in ("yes", "no"):
        assert abs(size(people.would["storm"][value]) - 2_500) < 5 * sqrt(1_250)
    assert {*people.would["hours"]} == {*range(1, 10)}


def test_two_rule_sets_get_sheets_that_both_accept(shipped: Rules) -> None:
    """One of them asks less, takes fewer answers, and asks in another order."""
    items = {item.link_id: item for item in shipped.items}
    items["working_style"] = items["working_style"]._replace(
        answer_options=items["working_style"].answer_options[:2]
    )
    items["currently_well"] = items["currently_well"]._replace(enable_when=Equals("medical_change", ("no",)))
    goals = items.pop("goals")
    other = shipped._replace(items=(goals, *items.values()))
    people = draw([shipped, other], population_of(shipped), number=FEW)
    seen = [*people.sheets()]
    assert len(seen) == FEW
    for sheet in seen:
        for rules in (shipped, other):
            assert problems_in(rules, sheet, lambda _: NOWHERE) == ()
    assert {sheet.get("working_style") for sheet in seen} <= {"structured", "present_relationships", None}
    assert any("currently_well" in sheet for sheet in seen)
    assert not all("currently_well" in sheet for sheet in seen)


# --- what they come to --------------------------------------------------------------------------


def status_of(results: Results, person: int, lens: Lens) -> Status:
    if results.stopped >> person & 1:
        return Status.STOPPED
    if results.needs_answers >> person & 1:
        return Status.NEEDS_ANSWERS
    return Status.SUGGESTION if results.suggested(lens) >> person & 1 else Status.NO_CLEAR_SUGGESTION


def assert_agrees(results: Results, person: int, lens: Lens, suggestion: Suggestion) -> None:
    assert status_of(results, person, lens) is suggestion.status
    holding = {gate for gate, plane in results.gates.items() if plane >> person & 1}
    assert holding == {j.gate.id for j in suggestion.evaluation.gates if j.holds}
    for decision, concluded in zip(results.rule_set.decisions, results.concluded(lens), strict=True):
        conclusion = suggestion.conclusion(decision.id)
        assert bool(concluded.arises >> person & 1) is (conclusion is not None)
        tiers = conclusion and (conclusion.favored, conclusion.close_behind)
        for planes, names in zip(concluded[1:], tiers or ((), ()), strict=True):
            found = {
                c.id for c, plane in zip(decision.candidates, planes, strict=True) if plane >> person & 1
            }
            assert found == {*names}


@pytest.mark.parametrize("lens", Lens)
def test_bits_and_engine_agree(lens: Lens, shipped: Rules) -> None:
    people = few()
    results = Results(people.planes[0])
    for person, sheet in enumerate(people.sheets()):
        assert_agrees(results, person, lens, suggest(evaluate(shipped, sheet, lens)))
    found = {status_of(results, person, lens) for person in range(FEW)}
    # At their word, the pages speak for one approach, and hardly anybody is left without a suggestion.
    rare = {Status.NO_CLEAR_SUGGESTION} if lens is Lens.DOCUMENTS else set()
    assert found | rare == {*Status}


def test_bits_and_engine_agree_on_another_rule_set() -> None:
    rules = read_whole(GOOD / "small")
    people = draw([rules], even(rules), number=FEW)
    results = Results(people.planes[0])
    for person, sheet in enumerate(people.sheets()):
        assert_agrees(results, person, Lens.CHECKED, suggest(evaluate(rules, sheet)))


def test_leaving_a_rule_out_is_what_the_engine_says_it_is(shipped: Rules) -> None:
    people = few()
    results = Results(people.planes[0])
    changes = without_rules(results, Lens.CHECKED)["tools-now"]
    kept = shipped._replace(rules=tuple(rule for rule in shipped.rules if rule.id != "tools-now"))
    moved = 0
    for person, sheet in enumerate(people.sheets()):
        before, after = (suggest(evaluate(rules, sheet)) for rules in (shipped, kept))
        differ = [
            (a and (a.favored, {*a.close_behind})) != (b and (b.favored, {*b.close_behind}))
            for decision in shipped.decisions
            for a, b in [(before.conclusion(decision.id), after.conclusion(decision.id))]
        ]
        assert [bool(plane >> person & 1) for plane in changes.decisions] == differ
        moved += any(differ)
    assert moved > 20


def test_a_rule_that_never_holds_decides_nothing(shipped: Rules) -> None:
    rule = shipped.rules[0]._replace(id="for-nobody", when=Equals("age_group", ("under_18",)))
    rules = shipped._replace(rules=(*shipped.rules, rule))
    people = draw([rules], population_of(shipped), number=FEW)
    idle = never_deciding(Results(people.planes[0]))
    assert "for-nobody" in idle
    assert "tools-now" not in idle


def test_the_answer_of_another_is_what_the_engine_says_it_is(shipped: Rules) -> None:
    """Where nothing is opened or closed by it, so that the sheet with the other answer is plain to see."""
    people = few()
    results = Results(people.planes[0])
    sheets = [*people.sheets()]
    changes = dict(with_answers_of_others(people, results, Lens.CHECKED))
    moved = 0
    for person in range(FEW - 1):
        if not changes["goals"].compared >> person & 1:
            continue
        other: dict[str, Value] = {**sheets[person], "goals": sheets[person + 1]["goals"]}
        assert other != sheets[person]
        before, after = (
            [{*one.favored}, {*one.close_behind}]
            for sheet in (sheets[person], other)
            for one in suggest(evaluate(shipped, sheet)).conclusions[:1]
        )
        assert bool(changes["goals"].decisions[0] >> person & 1) is (before != after)
        moved += 1
    assert moved > 50
    assert changes["danger_now"].safety == changes["danger_now"].compared
    assert changes["matters_not"].anything == 0
    unmoved = [question for question, changed in changes.items() if not changed.anything]
    assert [*never_changing(people, results, Lens.CHECKED)] == unmoved


def test_what_changes_nothing_for_a_few_is_looked_for_among_all(
    shipped: Rules, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = few()
    results = Results(people.planes[0])
    among_all = [*never_changing(people, results, Lens.CHECKED)]
    monkeypatch.setattr(influence, "A_FEW", 3)
    assert [*never_changing(people, results, Lens.CHECKED)] == among_all


def test_planes_are_counted() -> None:
    assert at_least_so_many([0b0111, 0b0011, 0b0001], 2, 0b1111) == 0b0011
    assert at_least_so_many([0b0111, 0b0011, 0b0001], 3, 0b1111) == 0b0001
    assert at_least_so_many([], 1, 0b1111) == 0


# --- the file -----------------------------------------------------------------------------------


def test_the_shipped_population_says_of_every_line_where_it_comes_from(shipped: Rules) -> None:
    population = population_of(shipped)
    assert all(line.source for line in population.answers)
    assert all(trait.source for trait in population.traits)
    assert {line.question for line in population.answers} == {*shipped.item} - {"words_of_danger"}
    assert check(shipped, whole=True) == ()
