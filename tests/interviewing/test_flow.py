"""Where answers lead, without anybody who asks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from decision_aid.engine.questionnaire import is_open, read
from decision_aid.engine.suggest import suggest
from decision_aid.interviewing.flow import Flow
from decision_aid.model.answers import SKIPPED, WORDS_OF_DANGER
from decision_aid.model.rules import Item, Rules
from tests.builders import gate, question, rule_set, says
from tests.strategies import HARMLESS_SHEET, Sheet, answers_to, is_valid, sheets, shipped_rule_set

TINY = rule_set(
    items=(
        question("first"),
        question("follow_up", enable_when=says("first", "yes")),
        question("safety"),
        question("last"),
    ),
    gates=(gate("stop", says("safety", "yes")),),
)


def after(*answers: str) -> Flow:
    """The interview after these answers, each to the question that was asked."""
    flow = Flow(TINY)
    for answer in answers:
        assert flow.current is not None
        flow, _ = flow.record(flow.current, answer)
    return flow


def asks(flow: Flow) -> str | None:
    return flow.current.link_id if flow.current else None


def test_a_question_is_asked_when_it_applies_and_else_is_not() -> None:
    assert asks(after("yes")) == "follow_up"
    assert asks(after("no")) == "safety"


def test_the_number_of_questions_follows_the_answers() -> None:
    assert after("no").place == (2, 3)
    assert after("yes").place == (2, 4)
    assert after("yes", "no", "no", "no").place == (4, 4)


def test_nothing_comes_before_the_first_question() -> None:
    assert Flow(TINY).back() == Flow(TINY)


def test_back_leads_to_the_answer_before_and_on_to_where_one_was() -> None:
    flow = after("no", "no").back()
    assert asks(flow) == "safety"
    assert flow.given == {"first": "no", "safety": "no"}
    again, _ = flow.record(TINY.item["safety"], "no")
    assert asks(again) == "last"
    assert asks(flow.back()) == "first"


def test_a_change_drops_what_hangs_on_it_and_keeps_what_does_not() -> None:
    flow, dropped = after("yes", "no", "no").revisit("first").record(TINY.item["first"], "no")
    assert [item.link_id for item in dropped] == ["follow_up"]
    assert flow.given == {"first": "no", "safety": "no"}
    assert asks(flow) == "last"


def test_a_skip_drops_what_hangs_on_it_and_asks_it_again_where_it_applies_again() -> None:
    """Whether there are signs after a birth is not known to apply once the birth itself is passed over."""
    rules = shipped_rule_set()
    flow = Flow(rules, {"perinatal": "pregnant", "perinatal_signs": "no"}).revisit("perinatal")
    skipped, dropped = flow.record(rules.item["perinatal"], SKIPPED)
    assert [item.link_id for item in dropped] == ["perinatal_signs"]
    assert skipped.given == {"perinatal": SKIPPED}
    again, dropped = skipped.revisit("perinatal").record(rules.item["perinatal"], "birth_last_year")
    assert not dropped
    assert rules.item["perinatal_signs"] in again.open_items
    assert "perinatal_signs" not in again.given


def test_what_hangs_on_a_dropped_answer_is_dropped_with_it() -> None:
    rules = rule_set(
        items=(
            question("first"),
            question("second", enable_when=says("first", "yes")),
            question("third", enable_when=says("second", "yes")),
        )
    )
    flow = Flow(rules, {"first": "yes", "second": "yes", "third": "no"}).revisit("first")
    after, dropped = flow.record(rules.item["first"], SKIPPED)
    assert [item.link_id for item in dropped] == ["second", "third"]
    assert after.given == {"first": SKIPPED}


def test_a_change_that_opens_a_question_asks_it_next() -> None:
    flow, dropped = after("no", "no", "no").revisit("first").record(TINY.item["first"], "yes")
    assert not dropped
    assert asks(flow) == "follow_up"


def test_one_may_end_when_every_safety_question_has_an_answer() -> None:
    assert not after("no").may_end
    assert not after("no", SKIPPED).may_end
    assert after("no", "no").may_end


def test_enough_skips_what_is_left() -> None:
    flow = after("no", "no").enough()
    assert flow.given == {"first": "no", "safety": "no", "last": SKIPPED}
    assert flow.current is None


def test_numbers_that_cannot_both_be_true_are_objected_to() -> None:
    rules = shipped_rule_set()
    flow = Flow(rules, {"setting": "clinician", "phq9_total": 2})
    assert flow.objection(rules.item["phq9_item9"], 2) is None
    assert "can't be higher than the total" in (flow.objection(rules.item["phq9_item9"], 3) or "")


def test_a_score_outlives_a_change_of_setting() -> None:
    rules = shipped_rule_set()
    flow = Flow(rules, {"setting": "clinician", "phq9_total": 2, "phq9_item9": 2}).revisit("setting")
    assert flow.objection(rules.item["setting"], "person") is None
    changed, dropped = flow.record(rules.item["setting"], "person")
    assert dropped == ()
    assert changed.given == {"setting": "person", "phq9_total": 2, "phq9_item9": 2}
    assert changed.stopped
    assert "phq9_total" not in {item.link_id for item in Flow(rules, {"setting": "person"}).open_items}


def test_only_an_assessment_that_can_still_be_told_puts_off_a_stop() -> None:
    rules = shipped_rule_set()
    thoughts = {"danger_now": "no", "suicidal_thoughts": "passive"}
    assert Flow(rules, {"setting": "person", **thoughts}).stopped
    assert Flow(rules, {"setting": SKIPPED, **thoughts}).stopped
    clinician = Flow(rules, {"setting": "clinician", **thoughts})
    assert not clinician.stopped
    for link_id, score in (("phq9_total", 12), ("phq9_item9", 1)):
        assert asks(clinician) == link_id, "the score comes before the assessment"
        clinician, _ = clinician.record(rules.item[link_id], score)
        assert not clinician.stopped
    assert asks(clinician) == "risk_assessed"
    assert clinician.record(rules.item["risk_assessed"], "no")[0].stopped
    assert clinician.record(rules.item["risk_assessed"], SKIPPED)[0].stopped
    assert not clinician.record(rules.item["risk_assessed"], "yes")[0].stopped


class Step(NamedTuple):
    """Where a move led from one moment of an interview to the next, and what it is said to have dropped."""

    before: Flow
    after: Flow
    dropped: tuple[Item, ...] = ()


@st.composite
def walks(draw: st.DrawFn) -> list[Step]:
    """Any interview: answers, skips, steps back, and jumps as from the review."""
    flow = Flow(shipped_rule_set())
    walk = [Step(flow, flow)]
    for _ in range(draw(st.integers(0, 30))):
        move = draw(st.sampled_from(["answer"] * 6 + ["skip", "back", "revisit", "enough"]))
        step = Step(flow, flow)
        if move == "back":
            step = Step(flow, flow.back())
        elif move == "revisit" and flow.given:
            step = Step(flow, flow.revisit(draw(st.sampled_from(sorted(flow.given)))))
        elif move == "enough" and flow.may_end:
            step = Step(flow, flow.enough())
        elif flow.current is not None:
            value = SKIPPED if move == "skip" else draw(answers_to(flow.current))
            if flow.objection(flow.current, value) is None:
                step = Step(flow, *flow.record(flow.current, value))
        walk.append(step)
        flow = step.after
    return walk


def test_after_own_words_it_is_asked_whether_they_mean_danger() -> None:
    flow = Flow(shipped_rule_set(), HARMLESS_SHEET)
    assert flow.may_end
    words = shipped_rule_set().item["own_concern"]
    after_words, _ = flow.record(words, "I work nights.")
    assert asks(after_words) == "own_words_danger"
    assert not after_words.may_end
    assert not after_words.enough().may_end
    without, _ = flow.record(words, SKIPPED)
    assert "own_words_danger" not in {item.link_id for item in without.open_items}
    assert WORDS_OF_DANGER not in without.enough().given


@settings(max_examples=settings().max_examples // 4)  # each is a whole interview
@given(walks())
def test_wherever_somebody_goes_the_answers_fit_a_file_and_the_next_question_applies(
    walk: Sequence[Step],
) -> None:
    rules = shipped_rule_set()
    for flow in (step.after for step in walk):
        assert is_valid(rules, flow.given)
        assert list(flow.given) == [item.link_id for item in rules.items if item.link_id in flow.given]
        assert flow.given.keys() <= {item.link_id for item in flow.open_items}
        if flow.current is None:
            assert {item.link_id for item in flow.open_items if not item.derived} == set(flow.given)
        else:
            assert is_open(flow.current, read(rules, flow.given))
            here, total = flow.place
            assert 1 <= here <= total
            if flow.revisiting:
                assert list(flow.enough().given)[here - 1] == flow.revisiting


@settings(max_examples=settings().max_examples // 4)
@given(walks())
def test_no_answer_is_lost_without_a_word_and_none_is_changed_by_another(walk: Sequence[Step]) -> None:
    for before, after, dropped in walk:
        assert before.given.keys() - after.given.keys() == {item.link_id for item in dropped}
        answered = {before.current.link_id} if before.current else set()
        kept = before.given.keys() & after.given.keys() - answered
        assert all(before.given[link_id] == after.given[link_id] for link_id in kept)


@given(sheets(shipped_rule_set()))
def test_what_was_never_put_makes_no_difference_to_a_result(sheet: Sheet) -> None:
    """It counts as skipped while the interview lasts, and is in no file."""
    flow = Flow(shipped_rule_set(), sheet).enough()
    shown, skipped = flow.suggestion, suggest(flow.evaluation)
    assert (shown.status, shown.conclusions) == (skipped.status, skipped.conclusions)
    assert shown.evaluation.answers.given == flow.said


@pytest.mark.parametrize("before", ["teaching", "clinician", "person"])
@pytest.mark.parametrize("now", ["teaching", "clinician", "person"])
def test_what_is_said_of_safety_is_said_of_nobody_else(before: str, now: str, shipped: Rules) -> None:
    flow = Flow(shipped, {**HARMLESS_SHEET, "setting": before, "goals": ("growth",)})
    after, _ = flow.record(shipped.item["setting"], now)
    kept = flow.given if now == before else {"goals": ("growth",)}
    assert after.given == {**kept, "setting": now}
