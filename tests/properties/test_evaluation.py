"""The laws of evaluation, on random rule sets and on the shipped one.

What the weights must come to is worked out here a second time, from design and not from code.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from decision_aid.engine.evaluate import Evaluation, evaluate
from decision_aid.engine.questionnaire import read
from decision_aid.engine.suggest import Conclusion, Status, Suggestion, suggest
from decision_aid.engine.verdicts import Truth, judge
from decision_aid.model.answers import SKIPPED, Answers
from decision_aid.model.conditions import AllOf, AnyOf, Condition, Not, questions_in
from decision_aid.model.lens import Lens
from decision_aid.model.library import Wording
from decision_aid.model.rules import Argument, Basis, Direction, Item, ItemType, Rules, Strength
from tests import builders
from tests.outputs import result_json
from tests.strategies import (
    HARMLESS,
    WORDS,
    Sheet,
    among,
    answers_to,
    conditions,
    growing_sheets,
    is_valid,
    lenses,
    questions_and_answers,
    rules_on,
    sheets,
    shipped_rule_set,
    shipped_sheets,
    small_rule_sets,
)

WEIGHTS = {"strong": 2, "weak": 1}
TIE_MARGIN = 1


@st.composite
def rule_sets_and_sheets(draw: st.DrawFn, *, with_gates: bool = True) -> tuple[Rules, Sheet]:
    """A small rule set and a sheet that it accepts; now and then the shipped rule set."""
    if draw(st.integers(0, 3)) == 0:
        return shipped_rule_set(), draw(shipped_sheets())
    rules = draw(small_rule_sets(with_gates=with_gates))
    return rules, draw(sheets(rules))


@st.composite
def rule_sets_and_growing_sheets(draw: st.DrawFn) -> tuple[Rules, Sheet, Sheet]:
    """A rule set and two sheets, the second with more answers than the first."""
    if draw(st.integers(0, 2)) == 0:
        rules, harmless = shipped_rule_set(), HARMLESS
    else:
        rules, harmless = draw(small_rule_sets()), {}
    fewer, more = draw(growing_sheets(rules, harmless))
    assume(is_valid(rules, fewer))
    return rules, fewer, more


def net_support(evaluation: Evaluation) -> dict[str, int]:
    return {standing.candidate.id: standing.net_support for standing in evaluation.standings}


def what_it_comes_to(suggestion: Suggestion) -> Mapping[str, object]:
    """All that may not depend on the order in which things are written down."""
    evaluation = suggestion.evaluation
    return {
        "status": suggestion.status,
        "gates": {judged.gate.id for judged in suggestion.gates},
        "missing": suggestion.missing,
        "decisions": {c.decision.id: (c.outcome, c.favored, c.close_behind) for c in suggestion.conclusions},
        "net support": net_support(evaluation),
        "arguments": Counter(
            (weighed.rule.id, weighed.argument, weighed.strength, weighed.counted)
            for standing in evaluation.standings
            for weighed in standing.arguments
        ),
    }


@given(rule_sets_and_sheets(), lenses, st.randoms())
def test_the_order_of_rules_gates_and_answers_does_not_matter(
    pair: tuple[Rules, Sheet], lens: Lens, random: Any
) -> None:
    rules, sheet = pair

    def shuffled(things: Sequence[Any]) -> list[Any]:
        return random.sample(list(things), len(things))  # type: ignore[no-any-return]

    reordered = rules._replace(rules=tuple(shuffled(rules.rules)), gates=tuple(shuffled(rules.gates)))
    after = suggest(evaluate(reordered, dict(shuffled(list(sheet.items()))), lens))
    assert what_it_comes_to(after) == what_it_comes_to(suggest(evaluate(rules, sheet, lens)))


@given(st.data(), lenses)
def test_another_argument_for_a_candidate_never_lowers_it_and_one_against_never_raises_it(
    data: st.DataObject, lens: Lens
) -> None:
    rules = data.draw(small_rule_sets(with_gates=False))
    sheet = data.draw(sheets(rules))
    added = data.draw(rules_on(rules.items, data.draw(st.sampled_from(["r", "r3x", "s"]))))
    before = net_support(evaluate(rules, sheet, lens))
    after = net_support(evaluate(rules._replace(rules=(*rules.rules, added)), sheet, lens))
    directions: dict[str, set[Direction]] = {}
    for argument in added.arguments:
        directions.setdefault(argument.candidate, set()).add(argument.direction)
    for candidate in rules.candidate:
        match directions.get(candidate, set()):
            case only if only == {Direction.FOR}:
                assert after[candidate] >= before[candidate]
            case only if only == {Direction.AGAINST}:
                assert after[candidate] <= before[candidate]
            case none if not none:
                assert after[candidate] == before[candidate]


FAVORED, CLOSE_BEHIND, NOT_NAMED = range(3)
"""Tiers, the best first."""


def tier(conclusion: Conclusion, candidate: str) -> int:
    if candidate in conclusion.favored:
        return FAVORED
    return CLOSE_BEHIND if candidate in conclusion.close_behind else NOT_NAMED


@given(st.data(), lenses)
@settings(max_examples=settings().max_examples * 4)
def test_more_support_moves_nobody_down_a_tier_and_ends_a_suggestion_only_where_all_become_equal(
    data: st.DataObject, lens: Lens
) -> None:
    rules = data.draw(small_rule_sets(with_gates=False))
    sheet = data.draw(sheets(rules))
    candidate = data.draw(among(*(c.id for c in rules.decisions[0].candidates)))
    strength = data.draw(among("weak", "strong"))
    argument = builders.argues("for", candidate, strength)
    more = builders.rule("more", AllOf(()), argument, theme="more")
    before, after = (
        suggest(evaluate(one, sheet, lens)).conclusions[0]
        for one in (rules, rules._replace(rules=(*rules.rules, more)))
    )
    nets = {standing.net_support for standing in after.standings}
    if len(nets) == 1:
        assert (after.favored, after.close_behind) == ((), ())
    else:
        assert tier(after, candidate) <= tier(before, candidate)
        assert after.favored or not before.favored


@given(rule_sets_and_growing_sheets())
def test_more_answers_never_change_a_settled_verdict(growing: tuple[Rules, Sheet, Sheet]) -> None:
    rules, fewer, more = growing
    before, after = read(rules, fewer), read(rules, more)
    settings = [condition for g in rules.gates for condition in (g.when, g.unless) if condition]
    for condition in (*settings, *(rule.when for rule in rules.rules)):
        verdict = judge(condition, before)
        if verdict.truth is not Truth.UNKNOWN:
            assert judge(condition, after).truth is verdict.truth


@given(rule_sets_and_growing_sheets(), lenses)
def test_more_answers_never_take_back_a_rule_that_holds(
    growing: tuple[Rules, Sheet, Sheet], lens: Lens
) -> None:
    rules, fewer, more = growing
    before, after = evaluate(rules, fewer, lens), evaluate(rules, more, lens)
    held = {judged.rule.id for judged in before.rules if judged.holds}
    if after.safe:
        assert held <= {judged.rule.id for judged in after.rules if judged.holds}


@given(rule_sets_and_sheets())
def test_an_unknown_verdict_always_names_what_is_missing(pair: tuple[Rules, Sheet]) -> None:
    rules, sheet = pair
    answers = read(rules, sheet)
    for condition in (*(gate.when for gate in rules.gates), *(rule.when for rule in rules.rules)):
        verdict = judge(condition, answers)
        assert (verdict.missing() != ()) == (verdict.truth is Truth.UNKNOWN)
        for question in verdict.missing():
            assert question not in answers.closed
            assert answers.undecided.get(question, (question,)) == (question,)
            assert answers.value(question) is None


@given(shipped_sheets(), lenses)
def test_whatever_is_missing_may_be_answered(sheet: Sheet, lens: Lens) -> None:
    rules = shipped_rule_set()
    set_aside = sheet.get("matters_not") == rules.item["matters_not"].codes
    for question in suggest(evaluate(rules, sheet, lens)).missing:
        if question == "matters_most" and set_aside:
            continue  # of what does not matter, nothing can matter most
        assert sheet.get(question, SKIPPED) == SKIPPED
        assert not rules.item[question].extra
        assert any(
            is_valid(rules, {**sheet, question: value}) for value in _some_answers(rules.item[question])
        )


@given(rule_sets_and_sheets())
def test_a_result_that_needs_answers_says_which_and_they_may_be_given(pair: tuple[Rules, Sheet]) -> None:
    rules, sheet = pair
    suggestion = suggest(evaluate(rules, sheet))
    if suggestion.status is Status.NEEDS_ANSWERS:
        assert suggestion.missing != ()
        for question in suggestion.missing:
            assert question not in suggestion.evaluation.answers.closed
            assert sheet.get(question, SKIPPED) == SKIPPED


def _some_answers(item: Item) -> Sequence[Any]:
    if item.type is ItemType.TEXT:
        return WORDS
    if item.type is not ItemType.MULTIPLE:
        return item.codes or range(item.minimum, item.maximum + 1)
    together = tuple(option.code for option in item.answer_options if not option.exclusive)
    return [together[: item.max_choices], *((code,) for code in item.codes)]


@given(rule_sets_and_sheets(), st.data())
def test_a_missing_question_can_settle_what_is_unknown(
    pair: tuple[Rules, Sheet], data: st.DataObject
) -> None:
    """With every missing question answered, again and again, nothing stays unknown."""
    rules, sheet = pair
    condition = data.draw(conditions(rules.items))
    for _ in rules.items:
        missing = judge(condition, read(rules, sheet)).missing()
        if not missing:
            break
        sheet = {**sheet, missing[0]: data.draw(answers_to(rules.item[missing[0]]))}
    assert judge(condition, read(rules, sheet)).truth is not Truth.UNKNOWN


@given(rule_sets_and_sheets(with_gates=False))
def test_practice_and_what_is_local_never_weigh_strong_but_in_the_lens_that_takes_the_documents_at_their_word(
    pair: tuple[Rules, Sheet],
) -> None:
    rules, sheet = pair
    for lens in (Lens.CHECKED, Lens.RESEARCH):
        for standing in evaluate(rules, sheet, lens).standings:
            for weighed in standing.arguments:
                if weighed.rule.basis in (Basis.PRACTICE, Basis.LOCAL):
                    assert weighed.strength is Strength.WEAK


@given(rule_sets_and_sheets(with_gates=False), lenses)
def test_a_theme_speaks_once_for_and_once_against_a_candidate(pair: tuple[Rules, Sheet], lens: Lens) -> None:
    for standing in evaluate(*pair, lens).standings:
        counted = [
            (weighed.rule.theme, weighed.argument.direction)
            for weighed in standing.arguments
            if weighed.counted
        ]
        assert len(set(counted)) == len(counted)
        assert set(counted) == {(w.rule.theme, w.argument.direction) for w in standing.arguments}


def strength_by_design(rules: Rules, lens: Lens, basis: Basis, argument: Argument) -> str | None:
    """How strongly an argument counts, by the design's words on the lenses."""
    if lens is Lens.DOCUMENTS:
        wordings = {rules.library.claim[claim].wording for claim in argument.claims}
        return None if not wordings else "strong" if Wording.STRONG in wordings else "weak"
    if lens is Lens.RESEARCH and basis in (Basis.PRACTICE, Basis.LOCAL):
        return None
    return None if argument.lens else str(argument.strength)


@given(rule_sets_and_sheets(with_gates=False), lenses)
def test_net_support_is_what_the_design_says_in_every_lens(pair: tuple[Rules, Sheet], lens: Lens) -> None:
    rules, sheet = pair
    evaluation = evaluate(rules, sheet, lens)
    if not evaluation.safe:
        return
    strongest: Counter[tuple[str, str, Direction]] = Counter()
    for rule in rules.rules:
        if judge(rule.when, read(rules, sheet)).truth is Truth.TRUE:
            for argument in rule.arguments:
                strength = strength_by_design(rules, lens, rule.basis, argument)
                voice = (argument.candidate, rule.theme, argument.direction)
                strongest[voice] = max(strongest[voice], WEIGHTS.get(str(strength), 0))
    by_hand = dict.fromkeys(rules.candidate, 0)
    for (candidate, _, direction), weight in strongest.items():
        by_hand[candidate] += weight if direction is Direction.FOR else -weight
    assert net_support(evaluation) == by_hand


@given(rule_sets_and_sheets())
def test_gates_and_open_safety_questions_are_the_same_in_every_lens(pair: tuple[Rules, Sheet]) -> None:
    checked, documents, research = (suggest(evaluate(*pair, lens)) for lens in Lens)
    assert checked.gates == documents.gates == research.gates
    stops = {s.status for s in (checked, documents, research)} & {Status.STOPPED, Status.NEEDS_ANSWERS}
    assert not stops or checked.status == documents.status == research.status


@given(rule_sets_and_sheets(), lenses)
def test_the_same_answers_always_come_to_the_same(pair: tuple[Rules, Sheet], lens: Lens) -> None:
    rules, sheet = pair
    once, again = evaluate(rules, sheet, lens), evaluate(rules, dict(sheet), lens)
    assert once == again
    assert result_json(suggest(once)) == result_json(suggest(again))


def outcome_as_designed(supports: Mapping[str, int]) -> tuple[str, list[str], list[str]]:
    best = max(supports.values())
    favored = [name for name, net in supports.items() if 0 < net == best]
    behind = [name for name, net in supports.items() if net > 0 and 0 < best - net <= TIE_MARGIN]
    outcome = "no_support" if not favored else "favored" if len(favored) == 1 else "level"
    return outcome, favored, sorted(behind, key=lambda name: -supports[name])


@given(rule_sets_and_sheets(with_gates=False), lenses)
def test_the_outcome_can_be_worked_out_again_from_the_json_alone(
    pair: tuple[Rules, Sheet], lens: Lens
) -> None:
    rules, sheet = pair
    result = json.loads(result_json(suggest(evaluate(rules, sheet, lens))))
    main_id = rules.decisions[0].id
    for decision_id, decision in result["decisions"].items():
        supports: dict[str, int] = {}
        for candidate, standing in decision.get("candidates", {}).items():
            voices: Counter[tuple[str, str]] = Counter()
            for argument in standing["arguments"]:
                voice = (argument["theme"], argument["direction"])
                voices[voice] = max(voices[voice], WEIGHTS[argument["strength"]])
            net = sum(weight if direction == "for" else -weight for (_, direction), weight in voices.items())
            counted = [a for a in standing["arguments"] if a["counted"]]
            assert standing["net_support"] == net
            assert net == sum(
                WEIGHTS[a["strength"]] * (1 if a["direction"] == "for" else -1) for a in counted
            )
            supports[candidate] = net
        needed = rules.decisions[2].when_favored if decision_id == rules.decisions[2].id else None
        arises = needed is None or needed in result["decisions"][main_id]["favored"]
        assert (decision != {}) is arises
        if not arises:
            continue
        outcome, favored, behind = outcome_as_designed(supports)
        assert decision["outcome"] == outcome
        if decision_id == main_id:
            clear = 0 < len(favored) < len(supports)
            assert result["status"] == ("suggestion" if clear else "no_clear_suggestion")
            favored = favored if clear else []
        assert (decision["favored"], decision["close_behind"]) == (favored, behind)


@st.composite
def judged_conditions(draw: st.DrawFn) -> tuple[Condition, Condition, Answers]:
    items, answers = draw(questions_and_answers())
    return draw(conditions(items)), draw(conditions(items)), answers


@given(judged_conditions())
def test_truth_obeys_kleenes_laws(judged: tuple[Condition, Condition, Answers]) -> None:
    one, other, answers = judged

    def truth(condition: Condition) -> Truth:
        return judge(condition, answers).truth

    assert truth(Not(Not(one))) is truth(one)
    assert truth(Not(AllOf((one, other)))) is truth(AnyOf((Not(one), Not(other))))
    assert truth(Not(AnyOf((one, other)))) is truth(AllOf((Not(one), Not(other))))
    assert truth(AllOf((one, other))) is truth(AllOf((other, one)))
    assert truth(AnyOf((one, other))) is truth(AnyOf((other, one)))
    assert truth(AllOf((one, AnyOf((one, other))))) is truth(one)
    assert truth(AnyOf((one, AllOf((one, other))))) is truth(one)
    assert truth(AllOf((one, one))) is truth(AnyOf((one, one))) is truth(one)


@given(questions_and_answers(), st.data())
def test_truth_only_grows_with_what_is_known(
    sheet: tuple[Sequence[Item], Answers], data: st.DataObject
) -> None:
    """More answers, and more questions known not to apply, settle verdicts and unsettle none."""
    items, _ = sheet
    condition = data.draw(conditions(items))
    more = {item.link_id: data.draw(answers_to(item)) for item in items if data.draw(st.booleans())}
    kept = data.draw(st.sets(st.sampled_from([item.link_id for item in items])))
    fewer = {question: value for question, value in more.items() if question in kept}
    closed = frozenset(item.link_id for item in items) - set(more) - kept
    before = judge(condition, Answers(fewer)).truth
    after = judge(condition, Answers(more, closed)).truth
    assert before in (Truth.UNKNOWN, after)


@given(questions_and_answers(), st.data())
def test_what_a_verdict_reads_is_in_its_condition(
    sheet: tuple[Sequence[Item], Answers], data: st.DataObject
) -> None:
    items, answers = sheet
    condition = data.draw(conditions(items))
    verdict = judge(condition, answers)
    assert {test.question for test in verdict.grounds()} <= set(questions_in(condition))
    assert verdict.truth is Truth.TRUE or not list(verdict.grounds())
