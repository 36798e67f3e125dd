"""Exercises: what is there to tick, how it is marked, and that safety comes first in a class, too."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision_aid.commands.cases.find import (
    NOTHING_CLEAR,
    SAFETY_FIRST,
    STATUSES,
    Filter,
    Score,
    cases_asked_for,
    exercise_in,
    exercises_of,
    feedback_on,
    looked_for,
    nearest,
)
from decision_aid.commands.cases.handouts import handout_page, key_page
from decision_aid.commands.cases.listing import cases_page, overview_page
from decision_aid.commands.cases.page import (
    NONE,
    case_page,
    class_page,
    feedback_page,
    prediction,
    vignette,
)
from decision_aid.commands.cases.teaching import Teaching
from decision_aid.commands.worksheet.page import TWO_SIDES
from decision_aid.engine.trace import walk
from decision_aid.engine.verdicts import Truth, judge
from decision_aid.model.conditions import questions_in
from decision_aid.model.library import Case, Lesson
from decision_aid.model.report import Boxes, Bullets, Reason
from decision_aid.model.rules import Purpose
from decision_aid.rendering.text import plain
from decision_aid.wording.help import HELP_FIRST
from decision_aid.wording.outcomes import outcome_in_words
from decision_aid.wording.prompt import Command
from decision_aid.wording.trace_record import trace_record
from tests.interviewing.scripted import Scripted
from tests.outputs import candidates_named_in
from tests.strategies import shipped_rule_set

RULES = shipped_rule_set()
EXERCISES = {case.id: exercise_in(RULES, case) for case in RULES.library.cases}
STOPPED = [case for case in RULES.library.cases if case.status in ("stopped", "needs_answers")]


@pytest.mark.parametrize("case", STOPPED, ids=lambda case: case.id)
def test_a_case_where_safety_comes_first_names_nothing(case: Case) -> None:
    one = EXERCISES[case.id]
    assert one.right == {SAFETY_FIRST}
    assert not one.reasons
    pages = [case_page(RULES, case), vignette(one.suggestion, case)]
    pages += [
        feedback_page(one, feedback_on(one, predicted, ()), one) for predicted in ({SAFETY_FIRST}, {"cbt"})
    ]
    for page in pages:
        assert not candidates_named_in("text", plain(page), RULES)
        assert page.stamps
    for page in (pages[0], *pages[2:]):
        assert "988" in plain(page)
    record = json.dumps(trace_record(walk(one.suggestion)))
    assert not candidates_named_in("json", record, RULES)


@pytest.mark.parametrize("case", RULES.library.cases, ids=lambda case: case.id)
def test_what_counts_can_be_ticked_and_as_much_that_does_not(case: Case) -> None:
    one = EXERCISES[case.id]
    expected = case.decisions.get("approach")
    assert one.right == frozenset(expected.favored if expected and expected.favored else one.right)
    ids = [reason.id for reason in one.reasons]
    assert len({rule for reason in one.reasons for rule in reason.ids}) >= len(set(ids)) == len(ids)
    assert one.counted <= set(ids)
    if one.suggestion.conclusions:
        counting = {
            w.rule.id for s in one.suggestion.conclusions[0].standings for w in s.arguments if w.counted
        }
        assert counting <= {rule for reason in one.reasons if reason.id in one.counted for rule in reason.ids}
    if one.reasons:
        assert len(ids) - len(one.counted) >= min(3, len(one.counted))
    assert exercise_in(RULES, case).reasons == one.reasons


def test_reasons_that_rest_on_the_same_words_of_a_story_are_one_to_tick() -> None:
    (mild,) = (reason for reason in EXERCISES["mild-first-spell"].reasons if "mild" in reason.ids)
    assert (mild.name, *sorted(mild.ids)) == ("Mild depression", "mild", "mild-and-others")
    one = EXERCISES["cbt-done-and-three-years"]
    assert [reason.ids for reason in one.reasons if "cbt-not-enough-psychodynamic" in reason.ids] == [
        {"cbt-not-enough", "cbt-not-enough-psychodynamic"}
    ]
    names = [reason.name for reason in one.reasons]
    assert len(set(names)) == len(names)


def test_before_the_prediction_the_story_is_all_that_is_shown() -> None:
    """A title, or a list that ends where the questions did, would give the answer away."""
    for case in RULES.library.cases:
        _, asker = lesson([Command.LEAVE], case.id)
        story = asker.told[0].split("\n", 1)[1]
        assert " ".join(story.split()) == " ".join(f"Story 1 of 1 The story {case.story}".split())
        assert case.title not in str(asker.seen)


def test_after_the_prediction_the_answers_are_told() -> None:
    for id, answer in (("rather-no-medicine", "Tools to use now"), ("a-plan-to-die", "how or when")):
        _, asker = lesson([("ipt",), *([()] if EXERCISES[id].reasons else []), READ], id)
        (page,) = asker.asked[-1].pages
        (told,) = (section for section in page.sections if section.heading == "The answers")
        assert answer in str(told)


@pytest.mark.parametrize(
    "asked",
    [
        *(Filter(outcome=outcome) for outcome in STATUSES),
        *(Filter(approach=id) for id in RULES.candidate),
        Filter(words="a"),
        Filter(gate="severe-depression"),
    ],
)
def test_no_list_of_cases_is_longer_than_a_screen(asked: Filter) -> None:
    assert plain(cases_page(RULES, cases_asked_for(RULES, asked))).count("\n") < 24
    assert plain(overview_page(RULES, RULES.library.cases)).count("\n") < 24


@given(st.data())
def test_marks_add_up(data: st.DataObject) -> None:
    one = EXERCISES[data.draw(st.sampled_from(sorted(EXERCISES)))]
    ids = [reason.id for reason in one.reasons]
    ticked = data.draw(st.sets(st.sampled_from(ids))) if ids else set()
    marked = feedback_on(one, one.right, ticked)
    assert marked.right
    assert {reason.id for reason in (*marked.found, *marked.wrong)} == ticked
    assert {reason.id for reason in (*marked.found, *marked.missed)} == set(one.counted)


def test_the_nearest_case_is_one_where_the_prediction_is_right() -> None:
    one = EXERCISES["rather-no-medicine"]
    near = nearest(one, {"ipt"}, EXERCISES.values())
    assert near is not None
    assert near.right == {"ipt"}
    assert nearest(one, {"nobody"}, EXERCISES.values()) is None
    assert near.case.title in plain(feedback_page(one, feedback_on(one, {"ipt"}, ()), near))


READ = Command.BACK
"""The reply of somebody who has read a page."""


def lesson(replies: list[Any], *ids: str) -> tuple[Score, Scripted]:
    asker = Scripted(replies)
    exercises = [EXERCISES[id] for id in ids]
    score = Teaching(exercises, [*EXERCISES.values()], asker, RULES).run()
    return score, asker


def test_a_lesson_goes_from_story_to_story_and_ends_with_a_score() -> None:
    replies = [("cbt",), ("tools-now", "insight-without-change"), READ, "next", (SAFETY_FIRST,), READ]
    score, asker = lesson(replies, "rather-no-medicine", "a-plan-to-die")
    assert (score.cases, score.right, score.found, score.wrong) == (2, 2, 1, 1)
    assert sum(bool(prompt.pages) for prompt in asker.asked) == 2  # what came out waits until it was read
    assert "Nothing was saved" in asker.told[-1]


def test_a_learner_may_leave_at_any_time_and_see_help() -> None:
    score, asker = lesson([Command.HELP, (NOTHING_CLEAR,), Command.LEAVE], "rather-no-medicine")
    assert score == Score()
    assert "Call or text 988" in asker.told[1]


def test_the_story_can_be_read_again_while_ticking() -> None:
    one = EXERCISES["rather-no-medicine"]
    score, asker = lesson([("cbt",), Command.WHY, Command.MORE, ("tools-now",), READ], one.case.id)
    (again,) = (page for prompt in asker.asked for page in prompt.pages if page.title == "Story 1 of 1")
    assert " ".join(one.case.story.split()) in " ".join(plain(again).split())
    assert (score.right, score.found) == (1, 1)


def test_what_does_not_count_could_be_about_this_person() -> None:
    """No birth for a man: no reason that does not count reads an answer about safety."""
    for one in EXERCISES.values():
        answers = one.suggestion.evaluation.answers
        for reason in (reason for reason in one.reasons if reason.id not in one.counted):
            for rule in reason.rules:
                wanted = looked_for(rule.when)
                assert wanted
                assert judge(wanted, answers).truth is not Truth.TRUE, (one.case.id, rule.id)
                read = [RULES.item[question].purpose for question in questions_in(wanted)]
                assert Purpose.SAFETY not in read, (one.case.id, rule.id)
    listed = {tuple(r.id for r in one.reasons if r.id not in one.counted) for one in EXERCISES.values()}
    assert len(listed) > 30


def test_the_key_has_the_names_that_were_there_to_be_ticked() -> None:
    for one in EXERCISES.values():
        if one.counted:
            names = [reason.name for reason in one.reasons if reason.id in one.counted]
            read = " ".join(plain(key_page(RULES, [one])).split())
            assert [name for name in names if f": {name}" not in read] == [], one.case.id


def test_none_of_these_is_an_answer() -> None:
    score, _ = lesson([("ipt",), (NONE,), READ], "rather-no-medicine")
    assert (score.right, score.found, score.wrong) == (0, 0, 0)
    assert score.missed == len(EXERCISES["rather-no-medicine"].counted)


def test_each_approach_can_be_predicted() -> None:
    codes = [choice.code for choice in prediction(EXERCISES["rather-no-medicine"], 1, 1).choices]
    main = RULES.decisions[0].candidates
    assert codes == [*(candidate.id for candidate in main), NOTHING_CLEAR, SAFETY_FIRST]


def test_whoever_breaks_off_is_told_the_score() -> None:
    asker = Scripted([("cbt",)])
    one = EXERCISES["rather-no-medicine"]
    with pytest.raises(KeyboardInterrupt):
        Teaching([one], [one], asker, RULES).run()
    assert "Nothing was saved" in asker.told[-1]


def test_what_could_not_be_settled_is_open_and_not_false() -> None:
    one = EXERCISES["cbt-wore-off"]
    unknown = {j.rule.id for j in one.suggestion.evaluation.rules if j.verdict.truth is Truth.UNKNOWN}
    ticked = {reason.id for reason in one.reasons if reason.ids <= unknown}
    assert ticked
    page = feedback_page(one, feedback_on(one, one.right, ticked), None)
    told = next(section for section in page.sections if section.heading.startswith("You ticked this, but"))
    assert {block.text for block in told.blocks if isinstance(block, Reason)} == {
        "we don't know: the story doesn't say"
    }


# --- a lesson of several cases ------------------------------------------------------------------------

LESSONS = RULES.library.lessons_of_cases


def held(lesson: Lesson, replies: list[Any]) -> Scripted:
    """Somebody who was taught a lesson; what was shown alone or to be read is in `seen`."""
    asker = Scripted(replies)
    exercises = exercises_of(RULES, lesson)
    Teaching(exercises, exercises, asker, RULES, lesson).run()
    return asker


def handout(lesson: Lesson) -> str:
    return " ".join(plain(handout_page(RULES, exercises_of(RULES, lesson), lesson)).split())


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.id)
def test_a_handout_gives_no_answer_away_and_fits_on_a_page(lesson: Lesson) -> None:
    exercises, read = exercises_of(RULES, lesson), handout(lesson)
    for one in exercises:
        assert one.case.story in read
        told = (
            one.case.id,
            one.case.title,
            *one.discuss,
            *(gate.gate.caption for gate in one.suggestion.gates),
        )
        reasons = (reason.name for reason in one.reasons)
        outcomes = (outcome_in_words(RULES, conclusion) for conclusion in one.suggestion.conclusions)
        assert [text for text in (*told, *reasons, *outcomes) if text in read] == []
    assert not re.search(r"[-+]\d", read)
    assert "Call or text 988" in read
    assert all(question in read for question in lesson.questions)
    lines = plain(handout_page(RULES, exercises, lesson)).count("\n")
    assert lines <= TWO_SIDES / 2


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.id)
def test_every_story_of_a_handout_has_the_same_boxes(lesson: Lesson) -> None:
    sections = handout_page(RULES, exercises_of(RULES, lesson), lesson).sections
    boxes = [block for section in sections for block in section.blocks if isinstance(block, Boxes)]
    assert len(boxes) == len(lesson.cases)
    assert len(set(boxes)) == 1


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.id)
def test_the_key_of_a_lesson_has_what_comes_out_and_what_to_discuss(lesson: Lesson) -> None:
    exercises = exercises_of(RULES, lesson)
    read = " ".join(plain(key_page(RULES, exercises, lesson)).split())
    for place, one in enumerate(exercises, 1):
        assert f"Story {place} {one.case.id}: " in read
        assert all(question in read for question in one.discuss)
    assert all(question in read for question in lesson.questions)


@pytest.mark.parametrize("case", RULES.library.cases, ids=lambda case: case.id)
def test_a_class_sees_what_comes_out_and_each_reason_once(case: Case) -> None:
    one = EXERCISES[case.id]._replace(discuss=("What would you do?",))
    page = class_page(one, feedback_on(one, {"cbt"}, [reason.id for reason in one.reasons[::2]]))
    read = plain(page)
    assert "Talk about it\n  - What would you do?\n" in read
    assert "988" in read
    if not one.suggestion.conclusions:
        assert not candidates_named_in("text", read, RULES)
    lists = [block for section in page.sections for block in section.blocks if isinstance(block, Bullets)]
    entries = [entry for block in lists for entry in block.entries]
    for reason in one.reasons:
        found = [entry for entry in entries if entry == reason.name or entry.startswith(f"{reason.name}: ")]
        assert len(found) == (reason.id in one.counted or reason in one.reasons[::2]), reason.id


def test_a_lesson_shows_a_screen_at_a_time_and_asks_for_nothing_between_its_stories() -> None:
    lesson = next(lesson for lesson in LESSONS if len(lesson.cases) > 1)
    on = Command.BACK
    first, second, third = exercises_of(RULES, lesson)
    replies = [
        on,
        ("ipt",),
        (first.reasons[0].id,),
        on,
        ("cbt",),
        (second.reasons[0].id,),
        on,
        (SAFETY_FIRST,),
        on,
        on,
    ]
    asker = held(lesson, replies)
    read = [page.title for prompt in asker.asked for page in prompt.pages]
    assert read == [lesson.title, first.case.title, second.case.title, HELP_FIRST, lesson.title]
    stories = [text for text in asker.told if "\nThe story\n" in text]
    assert [re.findall(r"Story \d of 3", story) for story in stories] == [
        [f"Story {n} of 3"] for n in (1, 2, 3)
    ]
    assert third.case.story in " ".join(stories[2].split())
    assert "You got 3 of 3 predictions right" in asker.told[-1]


def test_whoever_leaves_a_lesson_is_told_the_score() -> None:
    asker = held(LESSONS[0], [Command.BACK, Command.LEAVE])
    assert asker.told[-1].strip() == "Nothing was saved."
