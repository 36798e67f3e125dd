"""What terminals, keys and signals do to the interview, and must not do to the person."""

from __future__ import annotations

import re
import shutil
import signal
import subprocess
from itertools import pairwise
from pathlib import Path
from time import monotonic, sleep

import pytest

from decision_aid.commands.options.page import side_by_side_page
from decision_aid.interviewing.line_prompts import SHORTEST_READING
from decision_aid.model.crisis import HELP_LINE
from decision_aid.model.report import without_pictures
from decision_aid.model.rules import Rules
from decision_aid.rendering.text import plain
from decision_aid.wording.safety import NONE_NOW
from tests import PROGRAM, a_few_of
from tests.strategies import shipped_rule_set
from tests.terminal.conftest import Sit
from tests.terminal.driver import (
    BACKSPACE,
    CTRL_BACKSLASH,
    CTRL_C,
    CTRL_D,
    CTRL_Z,
    DOWN,
    END,
    ENTER,
    ESCAPE,
    F1,
    HOME,
    LEFT,
    PAGE_DOWN,
    PAGE_UP,
    PATIENCE,
    UP,
    Person,
    Terminal,
    WithLines,
    WithMenus,
)
from tests.terminal.stories import CBT_WAS_NOT_ENOUGH, CLINICIAN, ME, asked, label, story, told
from tests.terminal.test_scenarios import (
    CARD,
    COME_BACK,
    FAREWELL,
    LATE,
    REVIEW,
    SAFE,
    SEE_IT,
    SHOW,
    UNTIL_VALUES,
)

BOTH = pytest.mark.parametrize("kind", a_few_of([WithMenus, WithLines]))
WHO, AGE, DANGER, SUICIDE = map(asked, ("setting", "age_group", "danger_now", "suicidal_thoughts"))
HEALTH = asked("medical_change")
PASSIVE = label("suicidal_thoughts", "passive")
LONG_LABEL = max((o.label for o in shipped_rule_set().item["suicidal_thoughts"].answer_options), key=len)
NOTHING_CHOSEN = "  ▸ (choose an answer)"
TRIED = "Choose all that fit."
COLORS = re.compile(rb"\x1b\[(?:[\d;]*;)?(?:3[0-8]|4[0-8]|9[0-7]|10[0-7])(?:;[\d;]*)?m")
CANNOT_READ = "If you're thinking about dying or hurting someone, call or text 988, or press h."


class GetsLines(WithLines):
    """Somebody who did not say how to be asked."""

    options = ()


@pytest.fixture
def somebody(sit: Sit) -> WithMenus:
    """Somebody with menus, at the first question."""
    somebody = sit(WithMenus)
    somebody.is_asked(WHO)
    return somebody


@pytest.fixture
def counting(sit: Sit) -> WithMenus:
    """A clinician who is asked for a number."""
    somebody = sit(WithMenus)
    somebody.has_answered(CLINICIAN, until="phq9_total")
    somebody.is_asked("PHQ-9 total?")
    return somebody


@pytest.fixture
def ticking(sit: Sit) -> WithMenus:
    """Somebody who may choose several answers."""
    somebody = sit(WithMenus)
    somebody.has_answered(ME, until="prior_treatments")
    somebody.is_asked(TRIED)
    return somebody


def in_a_shell(sit: Sit, history: str = "") -> WithMenus:
    """Somebody who starts the program from a shell, and comes back to it."""
    shell = ("bash", "--norc", "--noprofile", "-i")
    somebody = sit(WithMenus, command=shell, env={"PS1": "$ ", "HISTFILE": history})
    somebody.hears("$")
    somebody.presses(" ".join(PROGRAM), ENTER)
    return somebody


def leaves_the_shell(somebody: WithMenus) -> None:
    somebody.terminal.wait_until(lambda: somebody.terminal.line.startswith("$"), "the shell goes on")
    somebody.presses("exit", ENTER)
    assert somebody.terminal.exit_code() == 0


# --- keys that were meant for something else ---------------------------------------------------------


def test_menus_take_no_key_that_was_typed_before_the_question(somebody: WithMenus) -> None:
    somebody.answers_all(SAFE[:2])
    somebody.is_asked(DANGER)
    somebody.presses((DOWN + ENTER) * 8)
    somebody.is_asked(SUICIDE)
    somebody.answers(SUICIDE, PASSIVE)
    somebody.is_asked(CARD)


def test_lines_that_come_together_are_one_reply_and_no_answer(sit: Sit) -> None:
    somebody = sit(WithLines)
    somebody.answers_all(SAFE[:2])
    somebody.is_asked(DANGER)
    somebody.presses("1\n" * 8)
    somebody.is_asked(CANNOT_READ)
    assert SUICIDE not in somebody.terminal.told


@pytest.mark.parametrize("seconds", a_few_of([0.03, 0.1]))
def test_a_held_key_answers_no_question_of_safety(seconds: float, sit: Sit) -> None:
    somebody = sit(WithLines)
    somebody.answers_all(SAFE[:2])
    somebody.is_asked(DANGER)
    pressed = []
    for _ in range(20):
        somebody.terminal.press("1\n")
        pressed.append(monotonic())
        while monotonic() < pressed[-1] + seconds:
            sleep(0.005)
    met = ("That came in before you could read the question.", CANNOT_READ)
    somebody.terminal.wait_until(lambda: any(text in somebody.terminal.told for text in met), "a refusal")
    if max(after - before for before, after in pairwise(pressed)) < SHORTEST_READING / 2:
        asked_last = [q for q, _ in SAFE if q in somebody.terminal.told]
        assert asked_last[-1] in (DANGER, SUICIDE)  # one answer at most: the first was not too soon


@pytest.mark.parametrize(("kind", "key"), [(WithLines, "1\n"), (WithMenus, "s")])
def test_keys_typed_before_the_first_question_answer_nothing(kind: type[Person], key: str, sit: Sit) -> None:
    somebody = sit(kind)
    somebody.presses(key * 5)
    somebody.answers(WHO, label("setting", "teaching"))
    somebody.is_asked(asked("age_group", "teaching"))


def test_enter_alone_chooses_nothing(somebody: WithMenus) -> None:
    somebody.presses(ENTER * 3)
    somebody.sees("Pick an answer first.")
    somebody.moves(DOWN)
    assert somebody.choice == "Myself"


def test_keys_of_commands_that_do_not_apply_do_nothing(somebody: WithMenus) -> None:
    for letter in "be":
        somebody.presses(letter)
        somebody.enters(f"> {letter}")
        somebody.sees("I didn't understand that.")
    somebody.presses(BACKSPACE, LEFT, ESCAPE, "x7")
    somebody.sees("> x7")
    somebody.moves(DOWN)
    assert somebody.choice == "Myself"
    assert somebody.terminal.told.count(WHO) == 1


def test_no_key_goes_back_without_enter(somebody: WithMenus) -> None:
    somebody.answers(WHO, "Myself")
    somebody.is_asked(AGE)
    somebody.presses(LEFT, BACKSPACE, ESCAPE)
    somebody.terminal.type_slowly("b", 0.9)
    assert AGE in somebody.terminal.seen
    somebody.sees("Enter: back")
    somebody.presses(ENTER)
    somebody.is_asked("Your earlier answer: Myself.")
    assert somebody.choice == "(keep your earlier answer)"
    somebody.keeps()
    somebody.is_asked(AGE)


# --- answers that are typed --------------------------------------------------------------------------


@BOTH
@pytest.mark.parametrize("typed", a_few_of(["1.", "No", "no", "1", "1)", "#1", "one", "\uff11"]))
def test_a_label_or_a_number_in_any_form_is_an_answer(kind: type[Person], typed: str, sit: Sit) -> None:
    somebody = sit(kind)
    somebody.answers_all(SAFE[:2])
    somebody.is_asked(DANGER)
    somebody.says(typed)
    somebody.is_asked(SUICIDE)
    assert "Danger right now: No" in somebody.heard


@BOTH
def test_yes_at_the_question_about_danger_is_yes(kind: type[Person], sit: Sit) -> None:
    somebody = sit(kind)
    somebody.is_asked(WHO)
    somebody.says("myself")
    somebody.is_asked(AGE)
    somebody.says("30")
    somebody.is_asked(DANGER)
    assert told("age_group", "from_25_to_64") in somebody.heard
    somebody.says("yes")
    somebody.is_asked(CARD)


@BOTH
def test_a_beginning_that_several_answers_share_is_none_of_them(kind: type[Person], sit: Sit) -> None:
    somebody = sit(kind)
    somebody.answers_all(SAFE[:3])
    somebody.is_asked(SUICIDE)
    somebody.says("yes")
    somebody.is_told("More than one answer begins like that.")


@pytest.mark.exhaustive
def test_a_number_moves_to_the_answer_that_enter_then_chooses(somebody: WithMenus) -> None:
    somebody.presses("4")
    somebody.terminal.wait_until(lambda: somebody.choice == label("setting", "teaching"), "the fourth answer")
    somebody.moves(UP)
    somebody.presses(ENTER)
    somebody.is_asked(asked("age_group", "clinician"))


@pytest.mark.exhaustive
def test_numbers_tick_with_a_blank_and_enter_takes_the_last_one_too(ticking: WithMenus) -> None:
    ticking.presses("2", " ", "5", " ", "6", ENTER)
    tried = ("cbt", "other_therapy", "medication")
    ticking.hears("; ".join(label("prior_treatments", code) for code in tried))


# --- help --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("keys", a_few_of(["h", F1, "hhhh", "H", "h\r"], 2))
def test_help_is_there_at_once(keys: str, somebody: WithMenus) -> None:
    somebody.presses(keys)
    somebody.sees("Call or text 988")
    somebody.goes_on()
    somebody.sees(WHO)
    somebody.answers("", "Myself")
    somebody.is_asked(AGE)


@pytest.mark.exhaustive
def test_the_letter_for_help_stays_in_the_reply(somebody: WithMenus) -> None:
    somebody.terminal.type_slowly("he wants to kill me", 0.05)
    somebody.sees("> he wants to kill me")
    somebody.presses(ENTER)
    somebody.is_asked(asked("safe_at_home"))


@pytest.mark.exhaustive
def test_a_page_of_help_that_is_longer_than_the_window_can_be_read_to_its_end(sit: Sit) -> None:
    somebody = sit(WithMenus, rows=12)
    somebody.answers_all(SAFE[:2])
    somebody.answers(DANGER, "Yes")
    somebody.is_asked("h more help")
    somebody.presses("h")
    somebody.sees("Help comes first")
    somebody.presses(END)
    somebody.sees(NONE_NOW)
    somebody.presses(HOME)
    somebody.sees("Help comes first")


@pytest.mark.parametrize("letter", a_few_of(["s", "q", "b", "e", "x"]))
def test_a_repeated_letter_is_that_letter_and_waits_for_enter(letter: str, sit: Sit) -> None:
    somebody = sit(WithMenus)
    somebody.has_answered(ME, until="medical_change")
    somebody.is_asked(HEALTH)
    somebody.terminal.type_slowly(letter * 4, 0.05)
    somebody.sees(f"> {letter * 4}")
    assert HEALTH in somebody.terminal.seen
    somebody.presses(ENTER)
    if letter in "xe":  # the result was not offered yet
        somebody.sees("I didn't understand that.")
    elif letter == "q":
        somebody.answers(COME_BACK, "No")
        assert somebody.terminal.exit_code() == 0
    else:
        somebody.is_asked(asked("medication_now") if letter == "s" else asked("perinatal"))


# --- words where none are asked for ------------------------------------------------------------------


PACES = [("end my life tonight", 0.05), ("suicide", 0.9), ("better off dead", 0.05), ("overdose", 0.9)]


@pytest.mark.parametrize("pace", a_few_of(PACES))
def test_words_of_danger_are_heard_at_any_pace(pace: tuple[str, float], somebody: WithMenus) -> None:
    """Their letters are no commands, however slowly they come."""
    typed, seconds = pace
    somebody.answers_all(SAFE[:3])
    somebody.is_asked(SUICIDE)
    somebody.terminal.type_slowly(typed, seconds)
    somebody.sees(f"> {typed}")
    somebody.presses(ENTER)
    somebody.hears("What you wrote may be about death")
    somebody.is_asked("h help · q leave")
    assert not somebody.terminal.ended


@pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")
def test_what_was_typed_and_not_used_never_reaches_the_shell(sit: Sit, tmp_path: Path) -> None:
    history = tmp_path / "history"
    somebody = in_a_shell(sit, str(history))
    somebody.is_asked(WHO)
    somebody.presses("q", ENTER, "nd my life tonight", ENTER)
    somebody.hears(FAREWELL)
    leaves_the_shell(somebody)
    assert "nd my life" not in history.read_text(encoding="utf-8")
    assert "not found" not in somebody.terminal.told


def test_a_word_at_the_question_about_suicide_does_not_skip_it(somebody: WithMenus) -> None:
    somebody.answers_all(SAFE[:3])
    somebody.is_asked(SUICIDE)
    somebody.writes("suicide")
    somebody.is_asked("What you wrote may be about death")
    somebody.answers(SUICIDE, PASSIVE)
    somebody.is_asked("h more help")


def test_words_for_a_number_are_met_in_the_words_for_a_clinician(counting: WithMenus) -> None:
    counting.writes("client wants to die")
    counting.is_asked(asked("suicidal_thoughts", "clinician"))
    assert "Ask about it directly" in counting.heard


@BOTH
@pytest.mark.parametrize("typed", a_few_of(["hello you", "my cat is ill"]))
def test_words_that_are_no_answer_get_a_kind_reply_and_are_not_repeated(
    kind: type[Person], typed: str, sit: Sit
) -> None:
    somebody = sit(kind)
    somebody.is_asked(WHO)
    somebody.says(typed)
    somebody.is_told(CANNOT_READ)
    assert f"'{typed}'" not in somebody.terminal.told


@BOTH
@pytest.mark.parametrize("ending", a_few_of(["", "\n"]))
def test_a_pasted_text_is_heard_whole(kind: type[Person], ending: str, sit: Sit) -> None:
    """Also where its last line is not finished, and line by line, where each line could be a reply."""
    somebody = sit(kind)
    somebody.answers(WHO, "Myself")
    somebody.is_asked(AGE)
    text = f"I worry about money\nand I want to die{ending}"
    if kind is WithMenus:
        somebody.presses(f"{ESCAPE}[200~{text}{ESCAPE}[201~", ENTER)
    else:
        somebody.presses(text)
    somebody.is_asked(SUICIDE)
    assert "What you wrote may be about death" in somebody.heard


@BOTH
def test_a_paste_is_one_answer_in_own_words(kind: type[Person], sit: Sit) -> None:
    somebody = sit(kind)
    somebody.has_answered(CBT_WAS_NOT_ENOUGH, until=LATE)
    somebody.answers_all(story(CBT_WAS_NOT_ENOUGH, since=LATE, until="own_concern"))
    somebody.is_asked(asked("own_concern"))
    text = "I worry about money\nand about my cat"
    pasted = f"{ESCAPE}[200~{text}{ESCAPE}[201~{ENTER}" if kind is WithMenus else f"{text}\n"
    somebody.presses(pasted)
    somebody.is_asked(asked("own_words_danger"))
    assert "“I worry about money and about my cat”" in somebody.heard


@pytest.mark.exhaustive
@BOTH
@pytest.mark.parametrize("word", ["enough", "leave", "skip"])
def test_names_of_commands_are_words_where_own_words_are_asked_for(
    kind: type[Person], word: str, sit: Sit
) -> None:
    somebody = sit(kind)
    somebody.has_answered(CBT_WAS_NOT_ENOUGH, until=LATE)
    somebody.answers_all(story(CBT_WAS_NOT_ENOUGH, since=LATE, until="own_concern"))
    somebody.is_asked(asked("own_concern"))
    somebody.says(word)
    somebody.is_asked(asked("own_words_danger"))
    assert f"“{word}”" in somebody.heard


@BOTH
def test_elsewhere_they_are_commands_as_a_whole_reply_alone(kind: type[Person], sit: Sit) -> None:
    somebody = sit(kind)
    somebody.is_asked(WHO)
    somebody.says("leave me alone")
    somebody.is_told(CANNOT_READ)
    somebody.says("skip")
    somebody.is_asked(AGE)
    somebody.says("quit")
    somebody.hears(FAREWELL)
    assert somebody.terminal.exit_code() == 0


@pytest.mark.exhaustive
def test_nothing_typed_between_two_menus_is_shown(somebody: WithMenus) -> None:
    somebody.answers_all(SAFE[:1])
    somebody.is_asked(AGE)
    somebody.presses("3", ENTER, "zzzz")
    somebody.is_asked(DANGER)
    assert "zz" not in somebody.terminal.told


# --- several choices ---------------------------------------------------------------------------------


@pytest.mark.exhaustive
def test_no_key_chooses_everything(ticking: WithMenus) -> None:
    ticking.presses("a", "i", ENTER)
    ticking.sees("I didn't understand that.")
    assert "[x]" not in "".join(ticking.terminal.lines)


def test_enter_with_nothing_ticked_says_what_to_do(ticking: WithMenus) -> None:
    assert "Space to tick or numbers, Enter" in ticking.terminal.seen
    ticking.presses(DOWN, ENTER)
    ticking.sees("Nothing is ticked yet. Press Space to tick an answer, or type numbers, such as 1,3.")


@pytest.mark.exhaustive
def test_an_answer_that_stands_alone_unticks_the_others_and_they_untick_it(ticking: WithMenus) -> None:
    ticking.ticks("Another kind of talk therapy")
    ticking.ticks("Nothing so far")
    assert ticking.ticked == ["Nothing so far"]
    ticking.ticks("Medicine for depression")
    ticking.ticks("Another kind of talk therapy")
    assert ticking.ticked == ["Another kind of talk therapy", "Medicine for depression"]


@pytest.mark.exhaustive
def test_too_many_choices_are_refused_and_stay_to_be_changed(sit: Sit) -> None:
    ticking = sit(WithMenus)
    ticking.has_answered(ME, until="goals")
    ticking.is_asked(asked("goals"))
    first, second, third = (label("goals", code) for code in ("tools_now", "growth", "stay_well"))
    for goal in (first, second, third):
        ticking.ticks(goal)
    ticking.presses(ENTER)
    ticking.sees("Please choose 2 at most.")
    ticking.ticks(third)
    ticking.presses(ENTER)
    ticking.hears(f"{first}; {second}")


# --- a number ----------------------------------------------------------------------------------------


@pytest.mark.exhaustive
def test_what_is_pasted_cannot_break_the_field_for_a_number(counting: WithMenus) -> None:
    counting.presses(
        f"{ESCAPE}[31m", f"{ESCAPE}[<0;1;1M", f"{ESCAPE}[M !!", f"{ESCAPE}[200~1;7{ESCAPE}[201~", "²٣x"
    )
    counting.presses(ESCAPE, "7", ENTER)
    counting.is_asked(asked("phq9_item9", "clinician"))
    assert "PHQ-9 total: 7" in counting.heard
    assert "Traceback" not in counting.terminal.told


@pytest.mark.exhaustive
def test_a_number_can_be_pasted(counting: WithMenus) -> None:
    counting.presses(f"{ESCAPE}[200~ 17\n{ESCAPE}[201~", ENTER)
    counting.is_asked("PHQ-9 total: 17")


@pytest.mark.exhaustive
def test_backspace_corrects_a_number_and_never_leaves_the_question(counting: WithMenus) -> None:
    counting.presses("99", BACKSPACE, ENTER)
    counting.is_asked("PHQ-9 total: 9")
    counting.presses("2", BACKSPACE, BACKSPACE, BACKSPACE, "b", ENTER)
    counting.is_asked("Your earlier answer: 9.")
    counting.presses(ENTER)
    counting.is_asked(asked("phq9_item9", "clinician"))


@pytest.mark.exhaustive
def test_a_number_that_is_far_too_long_is_no_answer(counting: WithMenus) -> None:
    counting.presses("1" * 5000, ENTER)
    counting.sees("Type a number from 0 to 27")


@pytest.mark.exhaustive
def test_no_number_is_no_answer(counting: WithMenus) -> None:
    counting.presses(ENTER)
    counting.sees("Type a number from 0 to 27, or all 9 scores in a row.")
    counting.says("s")
    counting.is_asked("item 9")


# --- what is on the screen ---------------------------------------------------------------------------


@pytest.mark.exhaustive
def test_the_cursor_is_on_the_highlighted_answer(somebody: WithMenus) -> None:
    assert somebody.terminal.line == NOTHING_CHOSEN
    somebody.moves(DOWN)
    assert somebody.choice == "Myself"
    somebody.moves(UP)
    somebody.moves(UP)
    assert somebody.choice == label("setting", "teaching")
    assert not somebody.terminal.screen.cursor.hidden


@pytest.mark.exhaustive
def test_the_question_and_the_highlighted_answer_are_bold(somebody: WithMenus) -> None:
    cursor, rows = somebody.terminal.screen.cursor, somebody.terminal.screen.buffer
    bold = [somebody.terminal.lines[row] for row in range(24) if rows[row][4].bold]
    assert bold == [f"  {WHO}", NOTHING_CHOSEN]
    assert rows[cursor.y][cursor.x].bold


@pytest.mark.exhaustive
def test_keys_move_far_in_a_long_list_which_says_that_it_goes_on(sit: Sit) -> None:
    somebody = sit(WithMenus)
    somebody.has_answered(ME, until=LATE)
    somebody.answers_all(story(ME, since=LATE))
    somebody.is_asked(REVIEW)
    somebody.sees("The list goes on: PgDn")
    for key, moved in ((END, True), (PAGE_UP, True), (PAGE_DOWN, True), (HOME, True)):
        before = somebody.choice
        somebody.moves(key)
        assert (somebody.choice != before) is moved
    assert somebody.choice == "No, go on to the result"
    assert somebody.terminal.lines[-1].startswith("  ↑↓ or number, then Enter")


def test_a_window_made_narrow_cuts_nothing_off(somebody: WithMenus) -> None:
    somebody.answers_all(SAFE[:3])
    somebody.is_asked(SUICIDE)
    somebody.terminal.resize(50)
    for text in (SUICIDE, LONG_LABEL, "b back · h help · q leave"):
        somebody.sees(text)
    assert somebody.terminal.seen.count("Enter ·") == 1
    somebody.answers("", PASSIVE)
    somebody.hears(PASSIVE)


@pytest.mark.exhaustive
def test_a_window_made_wide_again_is_filled_again(sit: Sit) -> None:
    somebody = sit(WithMenus, columns=40)
    somebody.answers_all(SAFE[:2])
    somebody.is_asked(DANGER)
    somebody.terminal.resize(80)
    somebody.terminal.wait_until(
        lambda: any(len(line) > 60 for line in somebody.terminal.lines), "long lines"
    )
    somebody.answers("", "No")
    somebody.is_asked(SUICIDE)


@pytest.mark.parametrize("size", a_few_of([(80, 7), (24, 24), (80, 1), (80, 2), (80, 5)]))
def test_a_window_too_small_for_a_menu_gets_lines(size: tuple[int, int], sit: Sit) -> None:
    columns, rows = size
    somebody = sit(GetsLines, columns=columns, rows=rows)
    somebody.answers(WHO, "Myself")
    somebody.is_asked(AGE)
    assert (
        max(map(len, somebody.terminal.received.decode().partition("Question 2")[2].splitlines())) <= columns
    )


def test_a_window_made_too_small_goes_on_with_lines(somebody: WithMenus) -> None:
    somebody.terminal.resize(rows=4)
    somebody.terminal.wait_until(somebody.may_answer_in_a_line, "a line may be typed")
    somebody.presses("myself\n")
    somebody.hears("Question 2")
    somebody.terminal.resize(rows=24)
    somebody.terminal.wait_until(somebody.may_answer_in_a_line, "a line may be typed")
    somebody.presses("30\n")
    somebody.is_asked("↑↓ or number, then Enter")


@pytest.mark.parametrize("size", a_few_of([(20, 5), (24, 20), (3, 1)]))
def test_what_is_typed_stays_typed_when_the_window_is_made_too_small(
    size: tuple[int, int], somebody: WithMenus
) -> None:
    somebody.presses("I want to ki")
    somebody.sees("I want to ki")
    somebody.terminal.resize(*size)
    somebody.presses("ll myself\r")
    somebody.hears("988 Suicide")


@pytest.mark.exhaustive
def test_what_is_typed_goes_on_in_a_line_whatever_the_window_does_then(somebody: WithMenus) -> None:
    somebody.presses("I want to kill myself")
    somebody.sees("I want to kill myself")
    somebody.terminal.resize(rows=5)
    somebody.hears("> I want to kill myself")
    somebody.terminal.resize(rows=24)
    somebody.presses("\r")
    somebody.hears("988 Suicide")


@pytest.mark.exhaustive
@pytest.mark.parametrize("rows", [8, 10])
def test_in_a_low_window_the_question_the_chosen_answer_and_the_keys_are_in_sight(
    rows: int, sit: Sit
) -> None:
    somebody = sit(WithMenus, rows=rows)
    somebody.answers_all(SAFE[:2])
    somebody.is_asked(DANGER)
    for code in ("No", "Not sure", "Yes"):
        somebody.moves(DOWN)
        assert somebody.choice == code
        assert DANGER in somebody.terminal.seen
        assert "q leave" in somebody.terminal.lines[-1]


@pytest.mark.exhaustive
def test_the_menu_is_gone_when_it_is_answered_and_the_answer_stays(somebody: WithMenus) -> None:
    somebody.answers(WHO, "Myself")
    somebody.is_asked(AGE)
    before = somebody.terminal.scrollback().partition(AGE)[0]
    assert "Who you're answering for: Myself" in before
    assert label("setting", "teaching") not in before


@BOTH
def test_in_a_narrow_window_nothing_is_cut_off_and_no_word_is_broken(kind: type[Person], sit: Sit) -> None:
    somebody = sit(kind, columns=40)
    somebody.answers_all(SAFE[:3])
    somebody.is_asked(SUICIDE)
    shown = somebody.terminal.scrollback() if kind is WithLines else somebody.terminal.seen
    for text in (SUICIDE, LONG_LABEL, PASSIVE, "q leave"):
        assert text in shown
    somebody.answers(SUICIDE, LONG_LABEL)
    somebody.hears(LONG_LABEL)


@pytest.mark.parametrize(
    ("kind", "columns"),
    [
        pytest.param(WithLines, 60, marks=pytest.mark.exhaustive),
        pytest.param(WithLines, 165, marks=pytest.mark.exhaustive),
        pytest.param(WithMenus, 165, marks=pytest.mark.exhaustive),
    ],
)
def test_options_side_by_side_stand_in_the_columns_in_which_they_were_laid_out(
    kind: type[Person], columns: int, sit: Sit, shipped: Rules
) -> None:
    somebody = sit(kind, columns=columns)
    somebody.answers_all(UNTIL_VALUES)
    somebody.is_asked(asked("matters_most"))
    somebody.says("o")
    somebody.answers("What would you like to read?", "All of them, side by side")
    somebody.is_asked("back to the list")
    seen = [*somebody.terminal.lines]
    while "more" in " ".join([line for line in somebody.terminal.lines if line][-3:]):
        somebody.keeps()
        somebody.is_asked("back to the list")
        seen += somebody.terminal.lines
    assert shipped.library.overview
    pages = {page.id: page for page in shipped.library.options}
    page = side_by_side_page(shipped, [pages[id] for id in shipped.library.overview.options])
    page = without_pictures(page) if kind is WithLines else page
    left = iter(seen)
    assert [line for line in plain(page, columns).splitlines() if line and line not in left] == []


@pytest.mark.exhaustive
def test_in_a_narrow_window_a_result_is_one_screen_that_says_whom_to_call(sit: Sit) -> None:
    somebody = sit(WithMenus, columns=40)
    somebody.has_answered(CBT_WAS_NOT_ENOUGH, until="own_concern")
    somebody.answers("The last question", SEE_IT)
    somebody.answers(REVIEW, SHOW)
    somebody.is_asked("q done")
    assert "Your result" in somebody.terminal.lines[0]
    assert "call or text 988" in somebody.terminal.seen.lower()


@pytest.mark.exhaustive
@pytest.mark.parametrize("columns", [40, 80])
def test_line_by_line_a_result_is_told_whole_with_whom_to_call(columns: int, sit: Sit) -> None:
    somebody = sit(WithLines, columns=columns)
    somebody.has_answered(CBT_WAS_NOT_ENOUGH, until="own_concern")
    somebody.answers("The last question", SEE_IT)
    somebody.answers(REVIEW, SHOW)
    somebody.is_asked("q done")
    _, _, card = somebody.heard.partition("Your result")
    assert "call or text 988" in card.lower()
    assert "more" not in card.partition("988")[2]


@pytest.mark.exhaustive
def test_a_narrow_window_is_heeded_when_the_result_goes_to_a_file(sit: Sit, tmp_path: Path) -> None:
    redirected = ("/bin/sh", "-c", f'exec "$@" > {tmp_path / "result"}', "sh", *PROGRAM, "--accessible")
    somebody = sit(WithLines, columns=40, command=redirected)
    somebody.is_asked(WHO)
    assert max(map(len, somebody.terminal.received.decode().splitlines())) <= 40


@pytest.mark.exhaustive
@pytest.mark.parametrize(
    ("kind", "env"),
    [(WithLines, {}), (WithMenus, {}), (WithMenus, {"NO_COLOR": "1", "COLORTERM": "truecolor"})],
)
def test_no_color_is_ever_set(kind: type[Person], env: dict[str, str], sit: Sit) -> None:
    somebody = sit(kind, env=env)
    somebody.answers_all(SAFE[:2])
    somebody.answers(DANGER, "Yes")
    somebody.is_asked(CARD)
    assert not COLORS.search(somebody.terminal.received)


@pytest.mark.exhaustive
def test_nor_for_a_number_that_is_typed(counting: WithMenus) -> None:
    counting.presses("7")
    counting.terminal.wait_until(lambda: counting.terminal.line == "  > 7", "the number")
    assert not COLORS.search(counting.terminal.received)


@pytest.mark.exhaustive
def test_the_terminal_is_never_asked_where_its_cursor_is(somebody: WithMenus) -> None:
    somebody.answers(WHO, "Myself")
    somebody.is_asked(AGE)
    assert b"\x1b[6n" not in somebody.terminal.received


@pytest.mark.parametrize("env", a_few_of([{"TERM": "dumb"}, {"TERM": "unknown"}, {"ACCESSIBLE": "1"}]))
def test_lines_are_chosen_without_asking_where_menus_do_not_fit(env: dict[str, str], sit: Sit) -> None:
    somebody = sit(GetsLines, env=env)
    somebody.answers(WHO, "Myself")
    somebody.is_asked(AGE)
    assert b"\x1b" not in somebody.terminal.received


@pytest.mark.exhaustive
def test_accessible_set_to_no_means_menus(sit: Sit) -> None:
    sit(WithMenus, env={"ACCESSIBLE": "0"}).answers(WHO, "Myself")


# --- ways to break off -------------------------------------------------------------------------------


@BOTH
@pytest.mark.parametrize("key", a_few_of([CTRL_C, CTRL_D, CTRL_BACKSLASH]))
def test_keys_that_break_off_leave_the_terminal_as_it_was(kind: type[Person], key: str, sit: Sit) -> None:
    somebody = sit(kind)
    somebody.is_asked(WHO)
    somebody.presses(key)
    assert somebody.terminal.exit_code() == 130
    assert FAREWELL in somebody.heard
    assert somebody.terminal.is_as_before()


@pytest.mark.exhaustive
@pytest.mark.parametrize("key", a_few_of([CTRL_C, CTRL_D, CTRL_BACKSLASH]))
def test_they_break_off_from_a_number_and_from_several_choices_too(key: str, counting: WithMenus) -> None:
    counting.presses("1", key)
    assert counting.terminal.exit_code() == 130


@BOTH
@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)]
)
def test_signals_leave_the_terminal_as_it_was(
    kind: type[Person], number: signal.Signals, code: int, sit: Sit
) -> None:
    somebody = sit(kind)
    somebody.is_asked(WHO)
    somebody.terminal.child.kill(number)
    assert somebody.terminal.exit_code() == code
    assert somebody.terminal.is_as_before()
    assert "Traceback" not in somebody.terminal.told


@BOTH
def test_a_window_that_is_closed_ends_the_program(kind: type[Person], sit: Sit) -> None:
    somebody = sit(kind)
    somebody.is_asked(WHO)
    somebody.terminal.hang_up()
    assert somebody.terminal.exit_code() in (129, 120)  # 120: Python itself had words left for that window


@pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")
def test_ctrl_z_suspends_and_fg_goes_on(sit: Sit) -> None:
    somebody = in_a_shell(sit)
    somebody.is_asked(WHO)
    somebody.presses(CTRL_Z)
    somebody.hears("Stopped")
    assert "(choose an answer)" not in "".join(somebody.terminal.lines)
    somebody.presses("fg", ENTER)
    somebody.is_asked("(choose an answer)")
    somebody.answers("", "Myself")
    somebody.is_asked(AGE)
    somebody.presses("q", ENTER)
    somebody.answers(COME_BACK, "No")
    somebody.hears(FAREWELL)
    leaves_the_shell(somebody)


@pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")
def test_a_card_that_is_suspended_leaves_where_to_get_help(sit: Sit) -> None:
    somebody = in_a_shell(sit)
    somebody.answers_all(SAFE[:2])
    somebody.answers(DANGER, "Yes")
    somebody.is_asked(CARD)
    somebody.presses(CTRL_Z)
    somebody.hears("Stopped")
    assert HELP_LINE[:60] in somebody.terminal.seen
    assert CARD not in somebody.terminal.seen
    somebody.presses("fg", ENTER)
    somebody.is_asked(CARD)
    somebody.presses("q", ENTER)
    leaves_the_shell(somebody)


# --- no terminal -------------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", a_few_of(["", "\r" * 200, "1\n" * 200], 2))
def test_answers_are_never_taken_from_a_pipe(typed: str) -> None:
    done = subprocess.run(PROGRAM, input=typed, capture_output=True, text=True, check=False, timeout=PATIENCE)
    assert done.returncode == 2
    assert "decision-aid evaluate" in done.stderr
    assert "decision-aid crisis" in done.stderr
    assert done.stdout == ""


@pytest.mark.parametrize("source", ["yes '' |", "</dev/null", "<&-"])
def test_nor_on_a_terminal(source: str) -> None:
    before, after = (source, "") if source.endswith("|") else ("", source)
    terminal = Terminal(("/bin/sh", "-c", f"{before} {' '.join(PROGRAM)} {after}"))
    assert terminal.exit_code() == 2
    assert "The questions need a terminal" in terminal.told
    assert "Question 1" not in terminal.told
    terminal.close()
