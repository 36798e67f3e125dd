"""What happens to people from the first question to the last word, line by line and with menus."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from tests.outputs import NAMES_NOTHING
from tests.terminal.conftest import Sit
from tests.terminal.driver import CTRL_C, PROGRAM, Person, WithLines, WithMenus

SAFE = (
    ("Who is this for?", ("Me",)),
    ("How old are you?", ("25 to 64",)),
    ("in danger right now?", ("No",)),
    ("wished you were dead", ("No",)),
    ("hurt yourself on purpose", ("No, never",)),
    ("hear or see things", ("No",)),
    ("very high or wired", ("No",)),
    ("Can you eat, drink", ("Yes",)),
    ("alcohol or drugs?", ("Little or none",)),
    ("eating very little", ("No",)),
    ("feel safe at home", ("Yes",)),
    ("Are you pregnant", ("No, or it does not apply",)),
)
CBT_WAS_NOT_ENOUGH = (
    ("a health problem or a new medicine", ("No",)),
    ("taking a medicine for your mood", ("No",)),
    ("mostly well right now?", ("No, the depression is here now",)),
    ("get in the way", ("A lot",)),
    ("this spell of depression", ("2 years or more",)),
    ("spells of depression did you have before?", ("One or two",)),
    ("What have you tried", ("CBT: skills for thoughts and habits", "Medicine for depression")),
    ("How many medicines", ("One",)),
    ("How did CBT go", ("A full try did not help enough",)),
    ("How did medicine for depression go", ("A full try did not help enough",)),
    ("feel about medicine", ("Open to it",)),
    ("seem to be linked to?", ()),
    ("any of these sound like you?", ("The same trouble keeps coming back",)),
    ("Before you were 18", ()),
    ("bad memories rush back", ()),
    ("a personality disorder?", ()),
    ("What do you want most?", ("To know why this keeps happening",)),
    ("way of working", ()),
    ("time can you give", ("A year or more",)),
    ("matters most to you", ("That it helps soon", "Room to talk about the past")),
    ("do not matter to you", ()),
    ("something else that matters", ()),
)
NO_MORE = tuple((question, ()) for question, _ in CBT_WAS_NOT_ENOUGH if not question.startswith("How "))
SHEET = """
rule_set: depression
answers: {setting: person, age_group: from_25_to_64, danger_now: no, suicidal_thoughts: none,
  self_harm: never, unusual_experiences: no, high_energy_spells: no, daily_care: managing,
  substance_use: little_or_none, eating: no, safe_at_home: yes, perinatal: no, medical_change: no,
  medication_now: no, currently_well: no, severity: moderate, episode_duration: over_2_years,
  past_episodes: one_or_two, prior_treatments: [cbt, medication],
  medicines_tried: one, cbt_outcome: not_enough, medication_outcome: not_enough, medication_view: open,
  linked_to: skipped, inner_patterns: [repeating_patterns], childhood_adversity: skipped,
  trauma_memories: skipped, personality_disorder: skipped, goals: [understand_why], working_style: skipped,
  time_available: a_year_or_more, matters_most: [soon, talk_of_past], matters_not: skipped,
  own_concern: skipped}
"""
REVIEW = "Would you like to change one of them?"
SHOW = "No, go on to the result"
LEANING = "which way do you lean right now?"
READY = "Which of these are true right now?"
KEEP = "Would you like a worksheet"
NAMES = re.compile(r"psychodynamic|\bCBT\b|\bIPT\b|cognitive behavioral|interpersonal", re.IGNORECASE)
FAREWELL = "You have left. Nothing was saved"


@pytest.mark.parametrize("kind", [WithLines, WithMenus])
def test_the_interview_comes_to_what_a_file_with_the_same_answers_comes_to(
    kind: type[Person], sit: Sit, tmp_path: Path
) -> None:
    result, sheet = tmp_path / "result", tmp_path / "sheet.yaml"
    redirected = ("/bin/sh", "-c", f'exec "$@" > {result}', "sh", *PROGRAM, *kind.options)
    somebody = sit(kind, command=redirected)

    somebody.answers_all(SAFE + CBT_WAS_NOT_ENOUGH)
    somebody.answers(REVIEW, SHOW)
    somebody.answers_all(((LEANING, ()), (READY, ()), (KEEP, ())))

    assert somebody.terminal.exit_code() == 0
    written = result.read_text(encoding="utf-8")
    sheet.write_text(SHEET, encoding="utf-8")
    evaluated = subprocess.run([*PROGRAM, "evaluate", str(sheet)], capture_output=True, check=True, text=True)
    assert written == evaluated.stdout
    assert "Psychodynamic therapy fits your answers somewhat more" in " ".join(written.split())
    assert written.index("\nPsychodynamic therapy\n") < written.index("\nCognitive behavioral therapy")
    assert "Who is this for?" not in written
    assert "fits your answers" not in somebody.terminal.told


def test_the_options_come_first_then_the_leaning_then_the_result_and_what_became_of_it(
    person: Person,
) -> None:
    person.answers_all(SAFE + CBT_WAS_NOT_ENOUGH[:-3])
    person.is_asked("matters most to you")
    assert "Watchful waiting:" in person.heard
    assert "fits your answers" not in person.terminal.told
    person.says("o")
    person.answers("What would you like to read?", "Watchful waiting")
    person.is_asked("What would you like to read?")
    assert "What happens without treatment" in person.heard
    person.answers("What would you like to read?", "No more, go on")
    person.answers("matters most to you", "Clear steps and a plan")
    person.is_asked("do not matter to you")
    assert "Low cost and a short wait" in person.heard
    assert "Clear steps and a plan" not in person.heard.split("do not matter")[1]
    person.answers("do not matter to you", "Change that lasts")
    person.is_asked("something else that matters")
    person.writes("h")
    person.is_asked("something else that matters")
    assert "Call or text 988" in person.heard
    person.writes("Both of us work nights")
    person.answers("could be in danger?", "No")
    person.answers(REVIEW, SHOW)
    person.is_asked(LEANING)
    assert "fits your answers" not in person.terminal.told
    person.answers(LEANING, "Interpersonal therapy (IPT)")
    person.answers("How sure do you feel", "Somewhat sure")
    person.is_asked("Has that changed?")
    assert "fits your answers" in person.heard
    assert "“Both of us work nights”" in person.heard
    person.answers("Has that changed?", "Yes, now: Psychodynamic therapy")
    person.answers(READY, "I know my options, with their good and bad points")
    person.is_asked(KEEP)
    assert "nothing has to be decided today" in person.heard
    person.answers(KEEP, "No, keep nothing")
    assert person.terminal.exit_code() == 0


@pytest.mark.parametrize("kind", [WithLines, WithMenus])
def test_a_worksheet_is_kept_for_whoever_asks_for_one_and_replaces_nothing(
    kind: type[Person], sit: Sit, tmp_path: Path
) -> None:
    earlier = tmp_path / "notes.txt"
    earlier.write_text("mine", encoding="utf-8")
    there = ("/bin/sh", "-c", f'cd {tmp_path} && exec "$@"', "sh", *PROGRAM, *kind.options)
    somebody = sit(kind, command=there)
    somebody.answers_all(SAFE + CBT_WAS_NOT_ENOUGH)
    somebody.answers(REVIEW, SHOW)
    somebody.answers(LEANING, "None of them, or not yet")
    somebody.answers_all((("How sure do you feel", ()), ("Has that changed?", ()), (READY, ())))
    somebody.answers(KEEP, "Yes, as plain text to print")
    assert somebody.terminal.exit_code() == 0
    kept = tmp_path / "notes-2.txt"
    assert {*tmp_path.iterdir()} == {earlier, kept}
    assert earlier.read_text(encoding="utf-8") == "mine"
    assert kept.stat().st_mode & 0o077 == 0
    written = " ".join(kept.read_text(encoding="utf-8").split())
    assert "Before the result, leaning to: none of the options, or not sure yet" in written
    assert "Psychodynamic therapy fits your answers" in written
    assert "988" in written


def test_blind_options_have_no_names_until_the_leaning_is_given(sit: Sit) -> None:
    somebody = sit(WithLines, "--blind", command=(*PROGRAM, "interview", "--accessible", "--blind"))
    somebody.answers_all(SAFE + CBT_WAS_NOT_ENOUGH[:-3])
    somebody.is_asked("matters most to you")
    assert "Option A:" in somebody.heard
    assert "Option F:" in somebody.heard
    assert not NAMES.findall(somebody.heard)
    somebody.says("o")
    somebody.answers("What would you like to read?", "All of them, side by side")
    somebody.is_asked("What would you like to read?")
    assert "A typical month" in somebody.heard
    assert not NAMES.findall(somebody.heard)
    somebody.answers("What would you like to read?", "Option B")
    somebody.is_asked("What would you like to read?")
    assert not NAMES.findall(somebody.heard)
    somebody.answers("What would you like to read?", "No more, go on")
    somebody.answers_all(CBT_WAS_NOT_ENOUGH[-3:])
    somebody.answers(REVIEW, SHOW)
    somebody.is_asked(LEANING)
    assert not NAMES.findall(somebody.heard)
    somebody.answers(LEANING, "Option C")
    somebody.answers("How sure do you feel", "Not sure")
    somebody.is_asked("Has that changed?")
    assert "Here are their names. Option A: " in somebody.heard


def test_a_result_stands_on_the_terminal_below_the_answers(person: Person) -> None:
    person.answers_all(SAFE)
    person.is_asked("a health problem or a new medicine")
    person.says("e")
    person.hears("About this page")
    assert person.terminal.exit_code() == 0
    assert "Answer: No, or it does not apply." in person.terminal.scrollback()
    assert REVIEW not in person.terminal.told


def test_danger_stops_the_questions_and_names_no_approach(person: Person) -> None:
    person.answers_all(SAFE[:2])
    person.answers("in danger right now?", "Yes")
    person.is_asked("Was an answer chosen by mistake?")

    on_screen = " ".join(" ".join(person.terminal.lines).split())
    assert "Call or text 988" in on_screen
    assert "Call 911" in on_screen
    assert not NAMES_NOTHING.findall(person.terminal.told)
    assert not NAMES_NOTHING.findall(person.terminal.scrollback())

    person.answers("Was an answer chosen by mistake?", "No, leave")
    assert person.terminal.exit_code() == 0


def test_after_a_stop_one_can_start_again_from_the_first_question(person: Person) -> None:
    person.answers_all(SAFE[:2])
    person.answers("in danger right now?", "Not sure")
    person.answers("Was an answer chosen by mistake?", "Yes, start again from the first question")
    person.is_asked("Question 1 of")
    assert "Your answers are gone." in person.heard
    assert "Your earlier answer" not in person.heard
    person.answers_all(SAFE[:3])
    person.is_asked("wished you were dead")


def test_going_back_to_change_an_answer_drops_what_hangs_on_it_and_keeps_the_rest(person: Person) -> None:
    person.answers_all(SAFE[:11])
    person.answers("Are you pregnant", "Yes, pregnant")
    person.answers("In this pregnancy", "No")
    person.is_asked("Question 14 of")
    person.says("b")
    person.is_asked("In this pregnancy")
    assert "Your earlier answer: No." in person.heard
    person.says("b")
    person.answers("Are you pregnant", "No, or it does not apply")
    person.is_asked("Question 13 of")
    assert "Answer: No, or it does not apply." in person.heard
    assert "No longer asked, so taken out: Warning signs around a birth." in person.heard
    person.says("b")
    person.is_asked("Are you pregnant")
    person.says("b")
    person.is_asked("feel safe at home")
    assert "Your earlier answer: Yes." in person.heard
    person.keeps()
    person.is_asked("Question 13 of")
    assert "Answer: Yes." in person.heard


def test_several_choices_are_kept_as_they_were(person: Person) -> None:
    person.answers_all((*SAFE, *CBT_WAS_NOT_ENOUGH[:7]))
    person.is_asked("How many medicines")
    person.says("b")
    person.is_asked("What have you tried")
    assert (
        "Your earlier answer: CBT: skills for thoughts and habits; Medicine for depression." in person.heard
    )
    person.keeps()
    person.is_asked("How many medicines")
    assert "Answer: CBT: skills for thoughts and habits; Medicine for depression." in person.heard


def test_an_answer_changed_at_the_end_can_still_stop_everything(person: Person) -> None:
    person.answers_all((*SAFE, *NO_MORE))
    person.answers(REVIEW, "Age group: 25 to 64")
    person.answers("How old are you?", "18 to 24")
    person.answers(REVIEW, "Thoughts of death or suicide: No")
    person.answers("wished you were dead", "Yes, with thoughts about how or when")
    person.is_asked("Was an answer chosen by mistake?")
    assert "call or text 988 now" in person.heard
    assert not NAMES_NOTHING.findall(person.heard)


def test_the_question_above_a_long_list_of_answers_stays_in_sight(sit: Sit) -> None:
    somebody = sit(WithMenus)
    somebody.answers_all((*SAFE, *NO_MORE))
    somebody.is_asked(REVIEW)
    somebody.moves_to("Inner patterns: skipped")
    assert REVIEW in somebody.terminal.lines


def test_a_question_can_be_skipped(person: Person) -> None:
    person.is_asked("Who is this for?")
    person.says("s")
    person.is_asked("How old are you?")
    assert "Skipped." in person.heard


def test_to_skip_the_question_about_suicide_has_a_consequence_that_is_told_at_once(person: Person) -> None:
    person.answers_all(SAFE[:3])
    person.is_asked("wished you were dead")
    person.says("s")
    person.answers("this aid can show no approach", "Go back and answer it")
    person.is_asked("wished you were dead")
    person.says("s")
    person.answers("this aid can show no approach", "Leave the questions here")
    person.hears("No approach can be shown yet")
    assert person.terminal.exit_code() == 0
    assert "Thoughts of death or suicide" in person.heard
    assert not NAMES_NOTHING.findall(person.terminal.told)


def test_who_goes_back_on_skipping_is_asked_again_later(person: Person) -> None:
    person.answers_all(SAFE[:3])
    person.is_asked("wished you were dead")
    person.says("s")
    person.answers("this aid can show no approach", "Go back and answer it")
    person.is_asked("wished you were dead")
    person.says("b")
    person.is_asked("in danger right now?")
    person.keeps()
    person.is_asked("wished you were dead")


def test_enough_is_not_offered_before_the_safety_questions_are_answered(person: Person) -> None:
    for question, labels in SAFE:
        person.is_asked(question)
        assert "e enough" not in person.heard[person.heard.rindex("Question") :]
        person.answers(question, *labels)
    person.is_asked("e enough, show me the result")


def test_help_is_shown_on_one_key_and_the_question_again(person: Person) -> None:
    person.is_asked("Who is this for?")
    person.says("h")
    person.is_asked("Who is this for?")
    assert "You can reach someone now" in person.heard
    assert "Call or text 988" in person.heard


def test_words_of_danger_bring_help_and_the_question_about_suicide_again(person: Person) -> None:
    person.answers_all(SAFE)
    person.is_asked("a health problem or a new medicine")
    person.writes("I want to die")
    person.is_asked("wished you were dead")
    assert "Your own words may be about death" in person.heard
    assert "Call or text 988" in person.heard
    assert "Your earlier answer: No." in person.heard
    assert "About this page" not in person.terminal.told
    person.keeps()
    person.is_asked("a health problem or a new medicine")
    person.writes("end it all")
    person.answers("wished you were dead", "Yes, with thoughts about how or when")
    person.is_asked("Was an answer chosen by mistake?")
    assert not NAMES_NOTHING.findall(person.heard)


def test_one_key_tells_why_a_question_is_asked(person: Person) -> None:
    person.is_asked("Who is this for?")
    person.says("?")
    person.is_asked("Why we ask: So that the questions speak to the right person.")
    person.is_asked("This answer can still change whether help should come first.")
    assert person.heard.rindex("Who is this for?") > person.heard.index("Why we ask")


def test_why_tells_what_an_answer_can_still_change_once_it_is_safe_to_say(person: Person) -> None:
    person.answers_all(SAFE)
    for question, answers in CBT_WAS_NOT_ENOUGH[:6]:
        person.answers(question, *answers)
    person.is_asked("What have you tried")
    person.says("?")
    person.hears("whether CBT, IPT and psychodynamic therapy fit")


def test_ctrl_c_ends_at_once_with_a_way_to_reach_someone(person: Person) -> None:
    person.answers("Who is this for?", "Me")
    person.is_asked("How old are you?")
    person.presses(CTRL_C)
    person.hears(FAREWELL)
    assert person.terminal.exit_code() == 130
    assert "Call or text 988" in person.heard
    assert "Traceback" not in person.terminal.told


def test_q_leaves_in_good_order(person: Person) -> None:
    person.is_asked("Who is this for?")
    person.says("q")
    person.hears(FAREWELL)
    assert person.terminal.exit_code() == 0
    assert re.search("988 Suicide and Crisis Lifeline", person.heard)


def test_numbers_of_a_clinician_are_checked_against_each_other(person: Person) -> None:
    person.answers("Who is this for?", "I am a clinician with a client")
    person.answers("How old is the client?", "25 to 64")
    person.answers("in danger right now?", "No")
    person.answers("has the client wished to be dead", "No")
    person.answers("ever hurt themselves", "No, never")
    person.is_asked("PHQ-9 total?")
    person.says("28")
    person.is_asked("'28' is no answer here. Type a number from 0 to 27")
    person.says("2")
    person.is_asked("item 9 of the PHQ-9?")
    assert "Answer: 2." in person.heard
    person.says("3")
    person.is_asked("it cannot be higher than the total")
    person.says("b")
    person.is_asked("Your earlier answer: 2.")
    person.keeps()
    person.is_asked("item 9 of the PHQ-9?")
    assert "Answer: 2." in person.heard
    person.says("0")
    person.is_asked("hear or see things")
