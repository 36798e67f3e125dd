"""What happens to people from the first question to the last word, line by line and with menus."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest

from decision_aid.model.crisis import HELP_LINE
from decision_aid.wording.deliberation import (
    READINESS,
    WHAT_HELPS,
    leaning,
    readiness,
    which_options,
    worksheet_offer,
)
from decision_aid.wording.prompts import ANSWER_THIS_FIRST, keep_or_not
from tests import PROGRAM, a_few_of
from tests.outputs import NAMES_NOTHING
from tests.strategies import shipped_rule_set
from tests.terminal.conftest import Sit
from tests.terminal.driver import CTRL_C, ENTER, Person, WithLines, WithMenus
from tests.terminal.stories import CBT_WAS_NOT_ENOUGH, CLINICIAN, ME, asked, label, sheet, story, told

SAFE = story(ME, until="medical_change")
THE_REST = story(CBT_WAS_NOT_ENOUGH, since="medical_change")
UNTIL_VALUES = story(CBT_WAS_NOT_ENOUGH, until="matters_most")
UNTIL_OFFER = story(ME, until="an offer of the result")
NO_MORE = story(ME, since="medical_change")
LATE = "medication_view"
"""The last question before the result is first offered."""
WHO, AGE, DANGER, SUICIDE = map(asked, ("setting", "age_group", "danger_now", "suicidal_thoughts"))
HEALTH, HOME, TRIED = map(asked, ("medical_change", "safe_at_home", "prior_treatments"))
PLAN, PASSIVE = (label("suicidal_thoughts", code) for code in ("plan", "passive"))
CARD = "I picked that by mistake"
REVIEW = "Would you like to change any of these?"
OFFER, SEE_IT = "That's enough for a good result.", "See my result now"
SHOW = "No, go on to the result"
LEANING, READY = leaning({}, "").text, readiness("").text
KEEP, READ, GO_ON = worksheet_offer().text, which_options({}).text, which_options({}).choices[0].label
UNDECIDED = leaning({}, "").choices[-1].label
BEST, DONE = "Psychodynamic therapy looks like", "q done"
NAMES = re.compile(r"psychodynamic|\bCBT\b|\bIPT\b|cognitive behavioral|interpersonal", re.IGNORECASE)
FAREWELL = "You've left. Nothing was saved"
COME_BACK = keep_or_not().text


@pytest.mark.exhaustive
@pytest.mark.parametrize("kind", a_few_of([WithMenus, WithLines]))
def test_the_interview_comes_to_what_a_file_with_the_same_answers_comes_to(
    kind: type[Person], sit: Sit, tmp_path: Path
) -> None:
    result, file = tmp_path / "result", tmp_path / "sheet.json"
    redirected = ("/bin/sh", "-c", f'exec "$@" > {result}', "sh", *PROGRAM, *kind.options)
    somebody = sit(kind, command=redirected)

    somebody.answers_all(SAFE + THE_REST)
    somebody.answers(REVIEW, SHOW)
    somebody.answers_all(((LEANING, ()),))

    assert somebody.terminal.exit_code() == 0
    written = result.read_text(encoding="utf-8")
    answers = {"rule_set": "depression", "answers": sheet(CBT_WAS_NOT_ENOUGH)}
    file.write_text(json.dumps(answers), encoding="utf-8")
    evaluated = subprocess.run([*PROGRAM, "evaluate", str(file)], capture_output=True, check=True, text=True)
    assert written == evaluated.stdout
    assert "Psychodynamic therapy looks like a clearly better match" in " ".join(written.split())
    assert written.index("\nPsychodynamic therapy") < written.index("\nCognitive behavioral therapy")
    assert WHO not in written
    assert BEST not in somebody.terminal.told


@pytest.mark.exhaustive
def test_the_options_come_first_then_the_leaning_then_the_result_and_what_is_behind_it(
    person: Person,
) -> None:
    person.has_answered(CBT_WAS_NOT_ENOUGH, until=LATE)
    person.answers_all(story(CBT_WAS_NOT_ENOUGH, since=LATE, until="matters_most"))
    person.is_asked(asked("matters_most"))
    assert "Watchful waiting:" in person.heard
    assert BEST not in person.terminal.told
    person.says("o")
    person.answers(READ, "Watchful waiting")
    person.is_told("A typical month")
    person.says("b")
    person.answers(READ, GO_ON)
    person.answers(asked("matters_most"), label("matters_most", "clear_steps"))
    person.answers("The 2 questions left can't change your result", "Answer them first")
    person.is_asked(asked("matters_not"))
    assert label("matters_not", "cost_and_waiting") in person.heard
    assert label("matters_not", "clear_steps") not in person.heard.split(asked("matters_not"))[1]
    person.answers(asked("matters_not"), label("matters_not", "lasting_change"))
    person.is_asked(asked("own_concern"))
    person.says("h")
    person.is_told("Call or text 988")
    person.goes_on()
    person.writes("Both of us work nights")
    person.answers(asked("own_words_danger"), label("own_words_danger", "no"))
    person.answers(REVIEW, SHOW)
    person.is_asked(LEANING)
    assert BEST not in person.terminal.told
    person.answers(LEANING, "Interpersonal therapy (IPT)")
    person.answers("How sure do you feel", "Somewhat sure")
    person.answers(READY, next(iter(READINESS.values())).plain)
    person.is_asked(WHAT_HELPS["feels_sure"].plain[:30])
    assert BEST not in person.terminal.told
    person.keeps()
    person.is_asked(DONE)
    assert BEST in person.heard
    person.says("w")
    person.is_told("\u00b7 you want this")
    person.says("b")
    person.is_asked(DONE)
    person.says("c")
    person.is_told("What would change the outcome")
    person.says("b")
    person.is_asked(DONE)
    person.says("p")
    person.answers("Has that changed?", "Yes, now: Psychodynamic therapy")
    person.answers(KEEP, "No, keep nothing")
    person.is_asked(DONE)
    person.says("q")
    person.hears("Take care. Nothing was saved.")
    assert person.terminal.exit_code() == 0


@pytest.mark.parametrize("size", a_few_of([(80, 24), (120, 50)]))
def test_the_card_is_alone_on_the_screen_and_the_last_thing_on_it(size: tuple[int, int], sit: Sit) -> None:
    somebody = sit(WithMenus, columns=size[0], rows=size[1])
    somebody.answers_all(UNTIL_OFFER)
    somebody.answers(OFFER, SEE_IT)
    somebody.is_asked(DONE)
    card = [line for line in somebody.terminal.lines if line]
    assert "Your result" in somebody.terminal.lines[0]
    assert "w why · t steps · c what if · o options · p paper · s save · q done" in card[-1]
    somebody.presses("?")
    somebody.sees("Enter more")
    assert "Your result" not in somebody.terminal.seen
    somebody.says("q")
    assert somebody.terminal.exit_code() == 0
    left = [line for line in somebody.terminal.lines if line]
    assert left[:-1] == card[:-1]
    assert left[-1].startswith("  Take care.")
    assert told("age_group", "from_25_to_64") in somebody.terminal.scrollback()
    assert somebody.terminal.scrollback().count("Your result") == 1


@pytest.mark.exhaustive
def test_answers_are_kept_on_leaving_and_gone_on_with(
    sit: Sit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    somebody = sit(WithLines)
    somebody.answers_all(SAFE)
    somebody.is_asked(HEALTH)
    somebody.says("q")
    somebody.answers(COME_BACK, "Yes")
    somebody.hears("decision-aid --resume answers.yaml")
    assert somebody.terminal.exit_code() == 0
    somebody = sit(WithLines, command=(*PROGRAM, "--accessible", "--resume", "answers.yaml"))
    somebody.hears("You're back where you left off.")
    somebody.answers_all(UNTIL_OFFER[len(SAFE) :])
    somebody.answers(OFFER, SEE_IT)
    somebody.is_asked(DONE)
    somebody.says("q")
    somebody.answers("Keep your new answers in answers.yaml?", "Yes")
    assert somebody.terminal.exit_code() == 0
    kept = (tmp_path / "answers.yaml").read_text(encoding="utf-8")
    assert kept.count("\n  ") > len(SAFE)
    assert [path.name for path in tmp_path.iterdir()] == ["answers.yaml"]


@pytest.mark.exhaustive
def test_a_letter_on_the_card_is_a_word_until_enter(sit: Sit) -> None:
    somebody = sit(WithMenus)
    somebody.answers_all(UNTIL_OFFER)
    somebody.answers(OFFER, SEE_IT)
    somebody.is_asked(DONE)
    somebody.terminal.type_slowly("quiero morir", 0.05)
    assert "Your result" in somebody.terminal.seen
    somebody.presses(ENTER)
    somebody.answers(SUICIDE, "No")
    somebody.answers(asked("own_words_danger"), "No")
    somebody.is_asked(DONE)
    somebody.presses("h")
    somebody.sees("You can reach someone now")
    somebody.goes_on()
    somebody.sees("Please read this first")  # alone, and then the card
    assert "Your result" not in somebody.terminal.seen
    somebody.presses(ENTER)
    somebody.sees("Your result")
    somebody.presses(CTRL_C)
    somebody.hears(FAREWELL)
    assert somebody.terminal.exit_code() == 130


@pytest.mark.exhaustive
def test_a_page_is_laid_out_again_when_the_window_changes(sit: Sit) -> None:
    somebody = sit(WithMenus)
    somebody.answers_all(UNTIL_OFFER)
    somebody.answers(OFFER, SEE_IT)
    somebody.is_asked(DONE)
    for columns in (60, 100):
        somebody.terminal.resize(columns, 50)
        top = f"╭─ Your result {'─' * (min(columns, 80) - 16)}╮"
        somebody.terminal.wait_until(lambda top=top: somebody.terminal.lines[0] == top, top)  # type: ignore[misc]
        somebody.sees("q done")
    somebody.says("q")
    assert somebody.terminal.exit_code() == 0


def keeps_a_worksheet(somebody: Person, name: str) -> None:
    """Somebody goes all the way, and keeps the paper as plain text, which is told to be in `name`."""
    somebody.has_answered(CBT_WAS_NOT_ENOUGH, until=LATE)
    somebody.answers_all(story(CBT_WAS_NOT_ENOUGH, since=LATE))
    somebody.answers(REVIEW, SHOW)
    somebody.answers(LEANING, UNDECIDED)
    somebody.answers_all((("How sure do you feel", ()), (READY, ())))
    somebody.is_asked(DONE)
    somebody.says("p")
    somebody.answers_all((("Has that changed?", ()),))
    somebody.answers(KEEP, "Yes, as plain text to print")
    somebody.is_asked(name)
    somebody.keeps()
    somebody.is_asked(DONE)


@pytest.mark.exhaustive
@pytest.mark.parametrize("kind", a_few_of([WithMenus, WithLines]))
def test_a_worksheet_is_kept_for_whoever_asks_for_one_and_replaces_nothing(
    kind: type[Person], sit: Sit, tmp_path: Path
) -> None:
    earlier = tmp_path / "notes.txt"
    earlier.write_text("mine", encoding="utf-8")
    there = ("/bin/sh", "-c", f'cd {tmp_path} && exec "$@"', "sh", *PROGRAM, *kind.options)
    somebody = sit(kind, command=there)
    keeps_a_worksheet(somebody, "notes-2.txt")
    somebody.says("q")
    assert somebody.terminal.exit_code() == 0
    kept = tmp_path / "notes-2.txt"
    assert {*tmp_path.iterdir()} == {earlier, kept}
    assert earlier.read_text(encoding="utf-8") == "mine"
    assert kept.stat().st_mode & 0o077 == 0
    written = " ".join(kept.read_text(encoding="utf-8").split())
    assert "Leaning toward, before the result: none of these, or not sure yet" in written
    assert "Psychodynamic therapy looks like" in written
    assert "988" in written


@pytest.mark.exhaustive
def test_a_worksheet_of_before_is_not_to_be_gone_by_after_a_stop(sit: Sit, tmp_path: Path) -> None:
    there = ("/bin/sh", "-c", f'cd {tmp_path} && exec "$@"', "sh", *PROGRAM)
    somebody = sit(WithMenus, command=there)
    keeps_a_worksheet(somebody, "notes.txt")
    somebody.writes("I want to kill myself")
    somebody.answers(asked("suicidal_thoughts"), label("suicidal_thoughts", "plan"))
    somebody.is_asked("Safety comes first.")
    somebody.says("q")
    assert somebody.terminal.exit_code() == 0
    assert "Please don't go by notes.txt now: you saved it before you told us this." in somebody.heard


@pytest.mark.exhaustive
def test_blind_options_have_no_names_until_the_leaning_is_given(sit: Sit) -> None:
    somebody = sit(WithLines, "--blind", command=(*PROGRAM, "interview", "--accessible", "--blind"))
    somebody.answers_all(UNTIL_VALUES)
    somebody.is_asked(asked("matters_most"))
    assert "Option A:" in somebody.heard
    assert "Option F:" in somebody.heard
    assert not NAMES.findall(somebody.heard)
    for option in ("All of them, side by side", "Option B"):
        somebody.says("o" if option.startswith("All") else "")
        somebody.answers(READ, option)
        somebody.is_asked("Press Enter")
        assert not NAMES.findall(somebody.heard)
        somebody.says("b")
    somebody.answers(READ, GO_ON)
    somebody.answers_all(THE_REST[-4:])
    somebody.answers(REVIEW, SHOW)
    somebody.is_asked(LEANING)
    assert not NAMES.findall(somebody.heard)
    somebody.answers(LEANING, "Option C")
    somebody.answers_all((("How sure do you feel", ()), (READY, ())))
    somebody.is_asked("Option A: ")
    assert NAMES.findall(somebody.heard)
    somebody.keeps()
    somebody.is_asked(DONE)


@pytest.mark.exhaustive
def test_a_result_stands_on_the_terminal_below_the_answers(person: Person) -> None:
    person.answers_all(UNTIL_OFFER)
    person.answers(OFFER, SEE_IT)
    person.is_asked(DONE)
    person.says("q")
    assert person.terminal.exit_code() == 0
    assert "Danger right now: No" in person.terminal.scrollback()
    assert REVIEW not in person.terminal.told


# --- a stop ------------------------------------------------------------------------------------------


def test_danger_stops_the_questions_and_names_no_approach(person: Person) -> None:
    person.answers_all(SAFE[:2])
    person.answers(DANGER, "Yes")
    person.is_asked(CARD)
    assert "call 911" in person.terminal.seen
    assert "988" in person.terminal.seen
    assert not NAMES_NOTHING.findall(person.terminal.told)
    assert not NAMES_NOTHING.findall(person.terminal.scrollback())

    person.says("q")
    assert person.terminal.exit_code() == 0
    assert KEEP not in person.terminal.told


@pytest.mark.parametrize(("columns", "rows", "most"), [(80, 24, 16), (40, 24, 22)])
def test_the_card_of_a_stop_is_alone_on_the_screen_and_fits(
    columns: int, rows: int, most: int, sit: Sit
) -> None:
    somebody = sit(WithMenus, columns=columns, rows=rows)
    somebody.answers_all(SAFE[:3])
    somebody.answers(SUICIDE, PLAN)
    somebody.is_asked("h more help")
    lines = [line for line in somebody.terminal.lines if line]
    assert "Please read this first" in somebody.terminal.lines[0]
    assert len(lines) <= most
    assert "988" in "".join(somebody.terminal.lines[:9])
    assert "findahelpline.com" in somebody.terminal.seen
    assert "Rule set" not in somebody.terminal.seen


@pytest.mark.parametrize("kind", [WithMenus, WithLines])
def test_whom_to_call_is_on_the_screen_with_each_question_that_is_asked_afresh(
    kind: type[Person], sit: Sit
) -> None:
    def is_asked_beside_whom_to_call(question: str) -> None:
        somebody.is_asked(question)
        assert "Call or text 988; in danger, call 911." in somebody.terminal.seen, question

    somebody = sit(kind, columns=40)
    somebody.answers_all(SAFE[:2])
    somebody.is_asked(DANGER)
    somebody.writes("I want to die")
    for question in ("suicidal_thoughts", "own_words_danger"):
        is_asked_beside_whom_to_call(asked(question))
        somebody.says("s")
        somebody.is_told(ANSWER_THIS_FIRST)
        somebody.writes("no")


@pytest.mark.parametrize("columns", [80, 40])
def test_whom_to_call_is_on_the_screen_after_a_slip(columns: int, sit: Sit) -> None:
    somebody = sit(WithMenus, columns=columns)
    somebody.answers_all(SAFE[:3])
    somebody.answers(SUICIDE, PLAN)
    somebody.is_asked("h more help")
    somebody.says("m")
    somebody.is_asked(SUICIDE)
    assert "Call or text 988; in danger, call 911." in somebody.terminal.seen


def test_the_whole_page_of_a_stop_is_one_key_away(person: Person) -> None:
    person.answers_all(SAFE[:3])
    person.answers(SUICIDE, PLAN)
    person.is_asked(CARD)
    person.says("h")
    if isinstance(person, WithMenus):
        person.sees("Text HOME to 741741")
        person.goes_on()
    else:
        person.is_asked("Text HOME to 741741")
    person.is_asked(CARD)


def test_a_slip_can_be_corrected_at_once_and_only_once(person: Person) -> None:
    person.answers_all(SAFE[:3])
    person.answers(SUICIDE, PLAN)
    person.is_asked(CARD)
    person.says("m")
    person.is_asked(SUICIDE)
    assert f"Your earlier answer: {PLAN}." in person.heard
    for command in ("s skip", "b back", "e enough"):
        assert command not in person.heard
    person.answers(SUICIDE, PLAN)
    person.is_asked("h more help")
    assert CARD not in person.heard
    person.says("m")
    person.is_told("These keys work here:")
    person.says("q")
    assert person.terminal.exit_code() == 0


def test_a_result_after_a_correction_opens_with_help(sit: Sit, tmp_path: Path) -> None:
    result = tmp_path / "result"
    redirected = ("/bin/sh", "-c", f'exec "$@" > {result}', "sh", *PROGRAM)
    somebody = sit(WithMenus, command=redirected)
    somebody.answers_all(SAFE[:3])
    somebody.answers(SUICIDE, PLAN)
    somebody.is_asked(CARD)
    somebody.says("m")
    somebody.answers(SUICIDE, "No")
    somebody.answers_all(UNTIL_OFFER[4:])
    somebody.answers(OFFER, SEE_IT)
    assert somebody.terminal.exit_code() == 0
    written = " ".join(result.read_text(encoding="utf-8").split())
    assert written.index("You changed an answer") < written.index("988") < written.index("About this page")


@pytest.mark.exhaustive
@pytest.mark.parametrize("keys", a_few_of([("q", ENTER), (CTRL_C,)]))
def test_leaving_the_stop_for_safety_at_home_leaves_nothing_to_see(sit: Sit, keys: tuple[str, ...]) -> None:
    somebody = sit(WithMenus)
    somebody.has_answered(ME, until="safe_at_home")
    somebody.answers(HOME, label("safe_at_home", "no"))
    somebody.is_asked(CARD)
    assert "1-800-799-7233" in somebody.terminal.seen
    somebody.terminal.type_slowly("quiero morir", 0.05)
    somebody.enters("quiero morir")
    terminal = somebody.terminal
    terminal.wait_until(
        lambda: "q leave" in terminal.seen and CARD not in terminal.seen and terminal.takes_keys(),
        "the card after words of danger, which cannot be taken back",
    )
    somebody.presses(*keys)
    assert somebody.terminal.exit_code() == 0  # else a line on help would follow
    assert somebody.terminal.seen == ""
    assert b"\x1b[3J" in somebody.terminal.received
    assert somebody.terminal.is_as_before()


@pytest.mark.exhaustive
def test_line_by_line_the_screen_is_cleared_too(sit: Sit) -> None:
    somebody = sit(WithLines)
    somebody.has_answered(ME, until="safe_at_home")
    somebody.answers(HOME, label("safe_at_home", "no"))
    somebody.is_asked(CARD)
    somebody.says("q")
    assert somebody.terminal.exit_code() == 0
    assert somebody.terminal.seen == ""


def test_a_stop_names_its_trigger_for_a_clinician(person: Person) -> None:
    person.has_answered(CLINICIAN, until="suicidal_thoughts")
    person.answers(asked("suicidal_thoughts", "clinician"), PLAN)
    person.is_asked(CARD)
    assert f"Set off by: Thoughts of death or suicide: {PLAN}." in " ".join(
        person.heard.replace("│", " ").split()
    )


# --- changes -----------------------------------------------------------------------------------------


def test_going_back_to_change_an_answer_drops_what_hangs_on_it_and_keeps_the_rest(person: Person) -> None:
    person.has_answered(ME, until="perinatal")
    person.answers("Are you pregnant", "Yes, pregnant")
    person.answers(asked("perinatal_signs"), "No")
    person.is_asked(HEALTH)
    person.says("b")
    person.is_asked(asked("perinatal_signs"))
    assert "Your earlier answer: No." in person.heard
    person.says("b")
    person.answers("Are you pregnant", label("perinatal", "no"))
    person.is_asked(HEALTH)
    assert told("perinatal", "no").replace(": ", ", changed: ", 1) in person.heard
    assert "These no longer apply, so we took them out: Warning signs around a birth." in person.heard
    person.says("b")
    person.is_asked("Are you pregnant")
    person.says("b")
    person.is_asked(HOME)
    assert "Your earlier answer: Yes." in person.heard
    person.keeps()
    person.is_asked(HEALTH)


def test_several_choices_are_kept_as_they_were(person: Person) -> None:
    person.has_answered(CBT_WAS_NOT_ENOUGH, until="prior_treatments")
    person.answers_all(story(CBT_WAS_NOT_ENOUGH, since="prior_treatments", until="cbt_outcome"))
    person.is_asked(asked("cbt_outcome"))
    person.says("b")
    person.is_asked(TRIED)
    kept = f"{label('prior_treatments', 'cbt')}; {label('prior_treatments', 'medication')}"
    assert f"Your earlier answer: {kept}." in person.heard
    person.keeps()
    person.is_asked(asked("cbt_outcome"))
    assert kept not in person.heard, "it is told above"


def test_an_answer_changed_at_the_end_can_still_stop_everything(person: Person) -> None:
    person.has_answered(ME, until=LATE)
    person.answers_all(story(ME, since=LATE))
    person.answers(REVIEW, told("age_group", "from_25_to_64"))
    person.answers(AGE, "18 to 24")
    person.answers(REVIEW, "Thoughts of death or suicide: No")
    person.answers(SUICIDE, PLAN)
    person.is_asked(CARD)
    assert "call or text 988 now" in person.heard
    assert not NAMES_NOTHING.findall(person.heard)


@pytest.mark.exhaustive
def test_the_question_above_a_long_list_of_answers_stays_in_sight(sit: Sit) -> None:
    somebody = sit(WithMenus)
    somebody.has_answered(ME, until=LATE)
    somebody.answers_all(story(ME, since=LATE))
    somebody.is_asked(REVIEW)
    somebody.moves_to(f"{shipped_rule_set().item['inner_patterns'].label}: skipped")
    assert f"  {REVIEW}" in somebody.terminal.lines


def test_a_question_can_be_skipped(person: Person) -> None:
    person.is_asked(WHO)
    person.says("s")
    person.is_asked(AGE)
    assert "Who you're answering for: skipped" in person.heard


def test_to_skip_the_question_about_suicide_has_a_consequence_that_is_told_at_once(person: Person) -> None:
    person.answers_all(SAFE[:3])
    person.is_asked(SUICIDE)
    person.says("s")
    person.answers("we can't suggest a therapy without an answer", "Go back and answer it")
    person.is_asked(SUICIDE)
    person.says("s")
    person.answers("we can't suggest a therapy without an answer", "Leave the questions here")
    person.is_asked("We can't suggest anything yet")
    assert "Thoughts of death or suicide" in person.heard
    person.says("q")
    assert person.terminal.exit_code() == 0
    assert not NAMES_NOTHING.findall(person.terminal.told)


def test_who_goes_back_on_skipping_is_asked_again_later(person: Person) -> None:
    person.answers_all(SAFE[:3])
    person.is_asked(SUICIDE)
    person.says("s")
    person.answers("we can't suggest a therapy without an answer", "Go back and answer it")
    person.is_asked(SUICIDE)
    person.says("b")
    person.is_asked(DANGER)
    person.keeps()
    person.is_asked(SUICIDE)


@pytest.mark.exhaustive
def test_enough_can_be_said_once_the_result_was_offered(person: Person) -> None:
    for question, labels in UNTIL_OFFER:
        person.is_asked(question)
        assert "e enough" not in person.heard[person.heard.rindex(question) :]
        if labels:
            person.answers(question, *labels)
        else:
            person.skips()
    person.answers(OFFER, "Answer them first")
    person.is_asked("e enough")
    person.says("e")
    person.is_asked(DONE)


# --- help, and words of danger -----------------------------------------------------------------------


def test_help_is_shown_on_one_key_and_the_question_again(person: Person) -> None:
    person.is_asked(WHO)
    person.says("h")
    if isinstance(person, WithMenus):
        person.sees("Call or text 988")
        person.goes_on()
        person.sees(WHO)
    else:
        person.is_asked(WHO)
        assert "Call or text 988" in person.heard


def test_words_of_danger_bring_help_and_the_question_about_suicide_afresh(person: Person) -> None:
    person.has_answered(ME, until="medical_change")
    person.is_asked(HEALTH)
    person.writes("I want to die")
    person.is_asked(SUICIDE)
    assert "What you wrote may be about death" in person.heard
    assert "Call or text 988" in person.heard
    for way_around in ("Your earlier answer", "Enter to keep", "s skip", "b back", "e enough"):
        assert way_around not in person.heard
    person.answers(SUICIDE, "No")
    person.answers(asked("own_words_danger"), label("own_words_danger", "no"))
    person.is_asked(HEALTH)
    person.writes("end it all")
    person.answers(SUICIDE, PLAN)
    person.is_asked("h more help")
    assert CARD not in person.heard
    assert not NAMES_NOTHING.findall(person.heard)


def test_words_heard_at_a_menu_stay_heard_on_the_result(sit: Sit, tmp_path: Path) -> None:
    """The words, one key, and a therapy would be named: the questions are asked afresh instead."""
    result = tmp_path / "result"
    redirected = ("/bin/sh", "-c", f'exec "$@" > {result}', "sh", *PROGRAM)
    somebody = sit(WithMenus, command=redirected)
    somebody.has_answered(ME, until="medical_change")
    somebody.is_asked(HEALTH)
    somebody.writes("I want to kill myself")
    somebody.is_asked(SUICIDE)
    somebody.says("e")
    somebody.sees(ANSWER_THIS_FIRST)
    somebody.answers("", "No")
    somebody.is_asked(asked("own_words_danger"))
    somebody.says("b")
    somebody.sees(ANSWER_THIS_FIRST)
    somebody.answers("", "No")
    somebody.answers_all(UNTIL_OFFER[len(SAFE) :])
    somebody.answers(OFFER, SEE_IT)
    assert somebody.terminal.exit_code() == 0
    written = " ".join(result.read_text(encoding="utf-8").split())
    assert written.index("What you wrote may be about death") < written.index("About this page")
    assert "kill myself" not in written


@pytest.mark.parametrize("at", a_few_of([REVIEW, LEANING]))
def test_words_of_danger_are_met_wherever_they_are_typed(at: str, person: Person) -> None:
    person.has_answered(CBT_WAS_NOT_ENOUGH, until=LATE)
    person.answers_all(story(CBT_WAS_NOT_ENOUGH, since=LATE))
    if at == LEANING:
        person.answers(REVIEW, SHOW)
    person.is_asked(at)
    person.writes("my husband hits me when he drinks")
    person.is_asked(HOME)
    assert "1-800-799-7233" in person.heard
    assert BEST not in person.terminal.told
    person.answers(HOME, label("safe_at_home", "yes"))
    person.answers(asked("own_words_danger"), "Not sure")
    person.is_asked("h more help")
    assert BEST not in person.terminal.told
    assert KEEP not in person.terminal.told


def test_own_words_are_followed_by_one_question(person: Person) -> None:
    person.has_answered(CBT_WAS_NOT_ENOUGH, until=LATE)
    person.answers_all(story(CBT_WAS_NOT_ENOUGH, since=LATE, until="own_concern"))
    person.is_asked(asked("own_concern"))
    person.writes("enough")
    person.answers(asked("own_words_danger"), "Yes")
    person.is_asked(CARD)
    assert not NAMES_NOTHING.findall(person.terminal.seen)


def test_one_key_tells_why_a_question_is_asked(person: Person) -> None:
    person.is_asked(WHO)
    person.says("?")
    person.is_asked(f"Why we ask: {shipped_rule_set().item['setting'].why}")
    person.is_asked("This answer can still change whether help should come first.")
    assert person.heard.rindex(WHO) > person.heard.index("Why we ask")


def test_why_tells_what_an_answer_can_still_change_once_it_is_safe_to_say(person: Person) -> None:
    person.has_answered(CBT_WAS_NOT_ENOUGH, until="prior_treatments")
    person.is_asked(TRIED)
    person.says("?")
    person.hears("whether CBT, IPT and psychodynamic therapy fit")


def test_ctrl_c_ends_at_once_with_a_way_to_reach_someone(person: Person) -> None:
    person.answers(WHO, "Myself")
    person.is_asked(AGE)
    person.presses(CTRL_C)
    person.hears(FAREWELL)
    assert person.terminal.exit_code() == 130
    assert person.heard.count("988") == 1
    assert HELP_LINE in person.heard
    assert "Traceback" not in person.terminal.told


def test_q_leaves_in_good_order(person: Person) -> None:
    person.is_asked(WHO)
    person.says("q")
    person.hears(FAREWELL)
    assert person.terminal.exit_code() == 0
    assert re.search("988 Suicide and Crisis Lifeline", person.heard)


def test_numbers_of_a_clinician_are_checked_against_each_other(person: Person) -> None:
    person.has_answered(CLINICIAN, until="phq9_total")
    person.is_asked("PHQ-9 total?")
    person.says("28")
    person.is_told("Type a number from 0 to 27, or all 9 scores in a row.")
    person.says("2")
    person.is_asked(asked("phq9_item9", "clinician"))
    assert "PHQ-9 total: 2" in person.heard
    person.says("3")
    person.is_asked("it can't be higher than the total")
    person.says("b")
    person.is_asked("Your earlier answer: 2.")
    person.keeps()
    person.is_asked(asked("phq9_item9", "clinician"))
    person.says("0")
    person.is_asked(asked("unusual_experiences", "clinician"))


def test_a_clinician_goes_on_once_the_risk_is_assessed(person: Person) -> None:
    answers = {**CLINICIAN, "suicidal_thoughts": "passive", "risk_assessed": "no"}
    person.has_answered(answers, until="phq9_total")
    person.is_asked(asked("phq9_total", "clinician"))
    person.says("222222221")
    not_yet, assessed = (label("risk_assessed", code) for code in ("no", "yes"))
    person.answers(asked("risk_assessed", "clinician"), not_yet)
    person.is_asked("a assessed now")
    person.says("a")
    person.is_asked(asked("risk_assessed", "clinician"))
    assert f"Your earlier answer: {not_yet}." in person.heard
    person.answers(asked("risk_assessed", "clinician"), assessed)
    person.is_asked(asked("self_harm", "clinician"))


def test_a_change_of_setting_throws_no_sign_of_danger_away(person: Person) -> None:
    answers = {**CLINICIAN, "phq9_total": 17, "phq9_item9": 2, "risk_assessed": "yes"}
    person.has_answered(answers, until="phq9_total")
    for link_id, number in (("phq9_total", "17"), ("phq9_item9", "2")):
        person.is_asked(asked(link_id, "clinician"))
        person.says(number)
    person.answers_all(story(answers, since="risk_assessed"))
    person.answers(REVIEW, "Who you're answering for: A client (I'm a clinician)")
    person.answers(asked("setting"), "Myself")
    person.is_asked("h more help")
    assert not NAMES_NOTHING.findall(person.terminal.seen)
