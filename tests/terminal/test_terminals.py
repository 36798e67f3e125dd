"""What terminals, keys and signals do to the interview, and must not do to the person."""

from __future__ import annotations

import re
import shutil
import signal
import subprocess
from pathlib import Path

import pytest

from decision_aid.commands.options.page import side_by_side_page
from decision_aid.model.rules import Rules
from decision_aid.rendering.text import plain
from tests.terminal.conftest import Sit
from tests.terminal.driver import (
    BACKSPACE,
    CTRL_C,
    CTRL_D,
    CTRL_Z,
    DOWN,
    ENTER,
    ESCAPE,
    LEFT,
    PATIENCE,
    PROGRAM,
    UP,
    Person,
    Terminal,
    WithLines,
    WithMenus,
)
from tests.terminal.test_scenarios import CBT_WAS_NOT_ENOUGH, FAREWELL, SAFE

BOTH = pytest.mark.parametrize("kind", [WithLines, WithMenus])
SUICIDE = "wished you were dead"
LONG_LABEL = "Yes, thoughts of suicide or self-harm, but no plan"
NOTHING_CHOSEN = " > (choose an answer)"
TRIED = "Choose all that fit."
COLORS = re.compile(rb"\x1b\[(?:[\d;]*;)?(?:3[0-8]|4[0-8]|9[0-7]|10[0-7])(?:;[\d;]*)?m")


class GetsLines(WithLines):
    """Somebody who did not say how to be asked."""

    options = ()


@pytest.fixture
def somebody(sit: Sit) -> WithMenus:
    """Somebody with menus, at the first question."""
    somebody = sit(WithMenus)
    somebody.is_asked("Who is this for?")
    return somebody


@pytest.fixture
def counting(somebody: WithMenus) -> WithMenus:
    """A clinician who is asked for a number."""
    somebody.answers("Who is this for?", "I am a clinician with a client")
    somebody.answers("How old is the client?", "25 to 64")
    somebody.answers("in danger right now?", "No")
    somebody.answers("has the client had thoughts", "No")
    somebody.is_asked("PHQ-9 total?")
    return somebody


@pytest.fixture
def ticking(somebody: WithMenus) -> WithMenus:
    """Somebody who may choose several answers."""
    somebody.answers_all(SAFE)
    skipped = ("a health problem", "mostly well", "get in the way", "this spell", "did you have before?")
    somebody.answers_all([(question, ()) for question in skipped])
    somebody.is_asked(TRIED)
    return somebody


# --- keys that were meant for something else ---------------------------------------------------------


@pytest.mark.parametrize(("kind", "no"), [(WithLines, "1\n"), (WithMenus, DOWN + ENTER)])
def test_keys_typed_ahead_do_not_answer_the_question_about_suicide(
    kind: type[Person], no: str, sit: Sit
) -> None:
    somebody = sit(kind)
    somebody.answers_all(SAFE[:2])
    somebody.is_asked("in danger right now?")
    somebody.presses(no * 8)
    somebody.is_asked(SUICIDE)
    somebody.answers(SUICIDE, "Yes, wishing to be dead")
    somebody.is_asked("The questions end here.")
    assert "Answer: Yes, wishing to be dead." in somebody.heard


@pytest.mark.parametrize(("kind", "key"), [(WithLines, "1\n"), (WithMenus, "s")])
def test_keys_typed_before_the_first_question_answer_nothing(kind: type[Person], key: str, sit: Sit) -> None:
    somebody = sit(kind)
    somebody.presses(key * 5)
    somebody.answers("Who is this for?", "A teaching example")
    somebody.is_asked("How old is the person in the example?")


def test_enter_alone_chooses_nothing(somebody: WithMenus) -> None:
    somebody.presses(ENTER * 3)
    somebody.moves(DOWN)
    assert somebody.choice == "Me"
    assert "Answer:" not in somebody.terminal.told


def test_keys_of_commands_that_do_not_apply_do_nothing(somebody: WithMenus) -> None:
    somebody.presses("b", "e", BACKSPACE, LEFT, ESCAPE, "x7")
    somebody.moves(DOWN)
    assert somebody.choice == "Me"
    assert somebody.terminal.told.count("Who is this for?") == 1


def test_there_are_several_keys_to_go_back(somebody: WithMenus) -> None:
    somebody.answers("Who is this for?", "Me")
    for key in ("b", "B", LEFT, BACKSPACE):
        somebody.is_asked("How old are you?")
        somebody.presses(key)
        somebody.is_asked("Your earlier answer: Me.")
        assert somebody.choice == "(keep your earlier answer)"
        somebody.keeps()


def test_escape_is_not_a_way_back(somebody: WithMenus) -> None:
    somebody.answers("Who is this for?", "Me")
    somebody.is_asked("How old are you?")
    somebody.presses(ESCAPE)
    somebody.moves(DOWN)
    assert somebody.choice == "Under 18"


# --- words where none are asked for ------------------------------------------------------------------


def test_a_word_at_the_question_about_suicide_does_not_skip_it(somebody: WithMenus) -> None:
    somebody.answers_all(SAFE[:3])
    somebody.is_asked(SUICIDE)
    somebody.writes("suicide")
    somebody.is_asked(SUICIDE)
    assert "Your own words may be about death" in somebody.heard
    assert "Call or text 988" in somebody.heard
    assert "Skipped." not in somebody.terminal.told
    somebody.answers("", "Yes, wishing to be dead")
    somebody.is_asked("The questions end here.")


def test_words_for_a_number_are_met_in_the_words_for_a_clinician(counting: WithMenus) -> None:
    counting.writes("client wants to die")
    counting.is_asked("has the client had thoughts")
    assert "Ask about it directly" in counting.heard
    assert "Skipped." not in counting.terminal.told


def test_a_word_is_seen_while_it_is_typed_and_refused_in_the_end(somebody: WithMenus) -> None:
    somebody.presses("hello you")
    somebody.terminal.wait_until(
        lambda: any(line.endswith("leave.  hello you") for line in somebody.terminal.lines), "the word"
    )
    somebody.presses(ENTER)
    somebody.is_asked("'hello you' is no answer here. Up and Down to move, Enter to choose.")
    assert somebody.terminal.line == NOTHING_CHOSEN


# --- several choices ---------------------------------------------------------------------------------


def test_no_key_chooses_everything(ticking: WithMenus) -> None:
    ticking.presses("a", "i", ENTER)
    ticking.is_asked("'ai' is no answer here.")
    assert "[x]" not in "".join(ticking.terminal.lines)


def test_an_answer_that_stands_alone_unticks_the_others_and_they_untick_it(ticking: WithMenus) -> None:
    ticking.ticks("Another kind of talk therapy")
    ticking.ticks("Nothing so far")
    assert ticking.ticked == ["Nothing so far"]
    ticking.ticks("Medicine for depression")
    ticking.ticks("Another kind of talk therapy")
    assert ticking.ticked == ["Another kind of talk therapy", "Medicine for depression"]


def test_too_many_choices_are_refused_and_stay_to_be_changed(ticking: WithMenus) -> None:
    skipped = (
        TRIED,
        "about medicine",
        "linked to?",
        "sound like you?",
        "Before you",
        "bad memories",
        "a personality",
    )
    ticking.answers_all([(question, ()) for question in skipped])
    ticking.is_asked("What do you want most?")
    ticking.ticks("Tools to use now")
    ticking.ticks("To grow as a person")
    ticking.ticks("To stay well")
    ticking.presses(ENTER)
    ticking.is_asked("Please choose 2 at most.")
    ticking.ticks("To stay well")
    ticking.presses(ENTER)
    ticking.hears("Answer: Tools to use now; To grow as a person.")


# --- a number ----------------------------------------------------------------------------------------


def test_what_is_pasted_cannot_break_the_field_for_a_number(counting: WithMenus) -> None:
    counting.presses(
        f"{ESCAPE}[31m", f"{ESCAPE}[<0;1;1M", f"{ESCAPE}[M !!", f"{ESCAPE}[200~1;7{ESCAPE}[201~", "²٣x"
    )
    counting.presses(ESCAPE, "7", ENTER)
    counting.is_asked("item 9 of the PHQ-9?")
    assert "Answer: 7." in counting.heard
    assert "Traceback" not in counting.terminal.told


def test_a_number_can_be_pasted(counting: WithMenus) -> None:
    counting.presses(f"{ESCAPE}[200~ 17\n{ESCAPE}[201~", ENTER)
    counting.is_asked("Answer: 17.")


def test_backspace_corrects_a_number_and_never_leaves_the_question(counting: WithMenus) -> None:
    counting.presses("99", BACKSPACE, ENTER)
    counting.is_asked("Answer: 9.")
    counting.presses("2", BACKSPACE, BACKSPACE, BACKSPACE, "b")
    counting.is_asked("Your earlier answer: 9.")
    counting.presses(ENTER)
    counting.is_asked("Answer: 9.")


def test_a_number_can_be_no_longer_than_any_that_is_asked_for(counting: WithMenus) -> None:
    counting.presses("1" * 5000, ENTER)
    counting.is_asked("'111' is no answer here. Type a number from 0 to 27.")


def test_no_number_is_no_answer(counting: WithMenus) -> None:
    counting.presses(ENTER)
    counting.is_asked("Type a number from 0 to 27.")
    counting.says("s")
    counting.is_asked("item 9")


# --- what is on the screen ---------------------------------------------------------------------------


def test_the_cursor_is_on_the_highlighted_answer(somebody: WithMenus) -> None:
    assert somebody.terminal.line == NOTHING_CHOSEN
    somebody.moves(DOWN)
    assert somebody.terminal.line == " > Me"
    somebody.moves(UP)
    somebody.moves(UP)
    assert somebody.terminal.line == " > A teaching example"
    assert not somebody.terminal.screen.cursor.hidden


def test_the_highlighted_answer_alone_is_bold(somebody: WithMenus) -> None:
    cursor, rows = somebody.terminal.screen.cursor, somebody.terminal.screen.buffer
    bold = [row for row in range(24) if rows[row][cursor.x].bold]
    assert bold == [cursor.y]
    assert "Use arrow keys" not in somebody.terminal.told


def test_a_window_made_narrow_cuts_nothing_off(somebody: WithMenus) -> None:
    somebody.answers_all(SAFE[:3])
    somebody.is_asked(SUICIDE)
    somebody.terminal.resize(40)
    somebody.terminal.wait_until(
        lambda: LONG_LABEL in " ".join("".join(somebody.terminal.lines).split()), LONG_LABEL
    )
    somebody.answers("", "Yes, wishing to be dead")
    somebody.hears("Answer: Yes, wishing to be dead.")


def test_the_menu_is_gone_when_it_is_answered(somebody: WithMenus) -> None:
    somebody.answers("Who is this for?", "Me")
    somebody.is_asked("How old are you?")
    before = somebody.terminal.scrollback().partition("How old are you?")[0]
    assert "Who is this for? Answer: Me." in before
    assert "A teaching example" not in before


@BOTH
def test_in_a_narrow_window_nothing_is_cut_off_and_no_word_is_broken(kind: type[Person], sit: Sit) -> None:
    somebody = sit(kind, columns=40)
    somebody.answers_all(SAFE[:3])
    somebody.is_asked(SUICIDE)
    shown = " ".join(" ".join(somebody.terminal.lines).split())
    assert "Yes, thoughts of suicide or self-harm, but no plan" in re.sub(r" \d\. ", " ", shown)
    assert LONG_LABEL in shown
    assert "one lowest on the list." in shown
    somebody.answers(SUICIDE, LONG_LABEL)
    somebody.hears(f"Answer: {LONG_LABEL}.")


@pytest.mark.parametrize(
    ("kind", "columns"),
    [
        (WithLines, 60),
        pytest.param(WithLines, 165, marks=pytest.mark.exhaustive),
        pytest.param(WithMenus, 165, marks=pytest.mark.exhaustive),
    ],
)
def test_options_side_by_side_stand_in_the_columns_in_which_they_were_laid_out(
    kind: type[Person], columns: int, sit: Sit, shipped: Rules
) -> None:
    somebody = sit(kind, columns=columns)
    somebody.answers_all(SAFE + CBT_WAS_NOT_ENOUGH[:-3])
    somebody.is_asked("matters most to you")
    somebody.says("o")
    somebody.answers("What would you like to read?", "All of them, side by side")
    somebody.is_asked("What would you like to read?")
    assert shipped.library.overview
    pages = {page.id: page for page in shipped.library.options}
    laid_out = plain(
        side_by_side_page(shipped, [pages[id] for id in shipped.library.overview.options]), columns
    )
    assert laid_out in somebody.terminal.received.decode().replace("\r\n", "\n")


def test_a_narrow_window_is_heeded_when_the_result_goes_to_a_file(sit: Sit, tmp_path: Path) -> None:
    redirected = ("/bin/sh", "-c", f'exec "$@" > {tmp_path / "result"}', "sh", *PROGRAM, "--accessible")
    somebody = sit(WithLines, columns=40, command=redirected)
    somebody.is_asked("Who is this for?")
    assert max(map(len, somebody.terminal.received.decode().splitlines())) <= 40


@pytest.mark.parametrize(
    ("kind", "env"),
    [(WithLines, {}), (WithMenus, {}), (WithMenus, {"NO_COLOR": "1", "COLORTERM": "truecolor"})],
)
def test_no_color_is_ever_set(kind: type[Person], env: dict[str, str], sit: Sit) -> None:
    somebody = sit(kind, env=env)
    somebody.answers_all(SAFE[:2])
    somebody.answers("in danger right now?", "Yes")
    somebody.is_asked("chosen by mistake?")
    assert not COLORS.search(somebody.terminal.received)


def test_nor_for_a_number_that_is_typed(counting: WithMenus) -> None:
    counting.presses("7")
    counting.terminal.wait_until(lambda: counting.terminal.line == "> 7", "the number")
    assert not COLORS.search(counting.terminal.received)


def test_the_terminal_is_never_asked_where_its_cursor_is(somebody: WithMenus) -> None:
    somebody.answers("Who is this for?", "Me")
    somebody.is_asked("How old are you?")
    assert b"\x1b[6n" not in somebody.terminal.received


@pytest.mark.parametrize("env", [{"TERM": "dumb"}, {"TERM": "unknown"}, {"ACCESSIBLE": "1"}])
def test_lines_are_chosen_without_asking_where_menus_do_not_fit(env: dict[str, str], sit: Sit) -> None:
    somebody = sit(GetsLines, env=env)
    somebody.answers("Who is this for?", "Me")
    somebody.is_asked("How old are you?")
    assert b"\x1b" not in somebody.terminal.received


def test_accessible_set_to_no_means_menus(sit: Sit) -> None:
    sit(WithMenus, env={"ACCESSIBLE": "0"}).answers("Who is this for?", "Me")


# --- ways to break off -------------------------------------------------------------------------------


@BOTH
@pytest.mark.parametrize("key", [CTRL_C, CTRL_D])
def test_keys_that_break_off_leave_the_terminal_as_it_was(kind: type[Person], key: str, sit: Sit) -> None:
    somebody = sit(kind)
    somebody.is_asked("Who is this for?")
    somebody.presses(key)
    assert somebody.terminal.exit_code() == 130
    assert FAREWELL in somebody.heard
    assert somebody.terminal.is_as_before()


@pytest.mark.parametrize("key", [CTRL_C, CTRL_D])
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
    somebody.is_asked("Who is this for?")
    somebody.terminal.child.kill(number)
    assert somebody.terminal.exit_code() == code
    assert somebody.terminal.is_as_before()
    assert "Traceback" not in somebody.terminal.told


@BOTH
def test_a_window_that_is_closed_ends_the_program(kind: type[Person], sit: Sit) -> None:
    somebody = sit(kind)
    somebody.is_asked("Who is this for?")
    somebody.terminal.hang_up()
    assert somebody.terminal.exit_code() in (129, 120)  # 120: Python itself had words left for that window


@pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")
def test_ctrl_z_suspends_and_fg_goes_on(sit: Sit) -> None:
    somebody = sit(
        WithMenus, command=("bash", "--norc", "--noprofile", "-i"), env={"PS1": "$ ", "HISTFILE": ""}
    )
    somebody.hears("$")
    somebody.presses(" ".join(PROGRAM), ENTER)
    somebody.is_asked("Who is this for?")
    somebody.presses(CTRL_Z)
    somebody.hears("Stopped")
    assert "(choose an answer)" not in "".join(somebody.terminal.lines)
    somebody.presses("fg", ENTER)
    somebody.is_asked("(choose an answer)")
    somebody.answers("", "Me")
    somebody.is_asked("How old are you?")
    somebody.presses("q")
    somebody.hears(FAREWELL)
    somebody.presses("exit", ENTER)
    assert somebody.terminal.exit_code() == 0


# --- no terminal -------------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["", "\r" * 200, "1\n" * 200])
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
