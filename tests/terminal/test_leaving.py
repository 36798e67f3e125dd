"""Ways to leave at once, and what is left behind."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from decision_aid.model.crisis import HELP_LINE
from tests import PROGRAM, a_few_of
from tests.terminal.conftest import Sit
from tests.terminal.driver import CTRL_C, CTRL_Z, ENTER, Person, Terminal, WithLines, WithMenus
from tests.terminal.stories import asked
from tests.terminal.test_scenarios import DANGER, SAFE

CTRL_BACKSLASH = "\x1c"
KEYS = pytest.mark.parametrize("key", [CTRL_C, CTRL_BACKSLASH], ids=["Ctrl-C", "Ctrl-backslash"])
CODES = {CTRL_C: 130, CTRL_BACKSLASH: 130, signal.SIGTERM: 143, signal.SIGHUP: 129}
"""What ends the interview, and its exit code then."""


@pytest.fixture
def typing() -> Iterator[Terminal]:
    """Somebody who types answers by hand, and is told how to end them."""
    terminal = Terminal((*PROGRAM, "evaluate", "-"))
    terminal.wait_until(lambda: "To end: Ctrl-D" in terminal.told, "how to end")
    yield terminal
    terminal.close()


def kept_in(folder: Path) -> Path:
    """A file of another day, after which safety is asked again, from the age on."""
    kept = folder / "kept.yaml"
    kept.write_text("rule_set: depression\nanswers:\n  setting: person\n", encoding="utf-8")
    return kept


def core_limit(pid: int) -> str:
    limits = Path(f"/proc/{pid}/limits").read_text(encoding="utf-8").splitlines()
    return next(line.split()[4] for line in limits if line.startswith("Max core file size"))


@KEYS
def test_a_command_that_waits_for_answers_is_left_politely(key: str, typing: Terminal) -> None:
    typing.press(key)
    assert typing.exit_code() == 130
    assert typing.told.split()[-3:] == HELP_LINE.split()[-3:]
    assert "Quit" not in typing.told
    assert typing.is_as_before()


def test_no_word_of_what_is_said_then_is_broken_at_the_edge(typing: Terminal) -> None:
    typing.press(CTRL_C)
    assert typing.exit_code() == 130
    assert max(map(len, typing.received.decode().splitlines())) <= 80
    assert "Elsewhere" in typing.told


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_a_command_that_is_ended_from_outside_says_where_to_get_help(
    number: signal.Signals, code: int, typing: Terminal
) -> None:
    typing.wait_until(typing.sleeps, "the program waits")
    typing.child.kill(number)
    assert typing.exit_code() == code
    assert typing.told.split()[-3:] == HELP_LINE.split()[-3:]


def test_breaking_off_in_the_first_moments_says_where_to_get_help() -> None:
    at_the_first_import = """
import sys
class Key:
    def find_spec(self, name, path=None, target=None):
        if name == "decision_aid.model.problems":
            raise KeyboardInterrupt
sys.meta_path.insert(0, Key())
from decision_aid.__main__ import main
"""
    done = subprocess.run(
        [sys.executable, "-P", "-c", at_the_first_import], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr, done.stdout) == (130, f"{HELP_LINE}\n", "")


@KEYS
def test_the_interview_line_by_line_is_left_politely(key: str, sit: Sit) -> None:
    somebody = sit(WithLines)
    somebody.is_asked(asked("setting"))
    somebody.presses(key)
    assert somebody.terminal.exit_code() == 130
    assert "You've left." in somebody.terminal.told
    assert somebody.terminal.is_as_before()


@pytest.mark.parametrize("end", a_few_of([*CODES]))
def test_a_line_that_was_entered_is_kept_before_the_interview_ends(
    end: str | signal.Signals, sit: Sit, tmp_path: Path
) -> None:
    kept = kept_in(tmp_path)
    somebody = sit(WithLines, "--resume", str(kept))
    somebody.is_asked(asked("age_group"))
    terminal = somebody.terminal
    terminal.child.send("I want to kill myself\n" + (end if isinstance(end, str) else ""))
    if not isinstance(end, str):
        somebody.hears("I want to kill myself")  # shown, so the terminal has the line
        terminal.child.kill(end)
    assert terminal.exit_code() == CODES[end]
    assert "words_of_danger: heard" in kept.read_text(encoding="utf-8")
    assert terminal.is_as_before()


@pytest.mark.exhaustive
def test_an_answer_that_was_entered_is_kept_before_the_interview_ends(sit: Sit, tmp_path: Path) -> None:
    kept = kept_in(tmp_path)
    somebody = sit(WithLines, "--resume", str(kept))
    somebody.answers(asked("age_group"), "25 to 64")
    somebody.is_asked(asked("danger_now"))
    somebody.terminal.child.send(f"3\n{CTRL_C}")
    assert somebody.terminal.exit_code() == 130
    assert "danger_now: yes" in kept.read_text(encoding="utf-8")


@pytest.mark.exhaustive
def test_what_was_entered_is_kept_when_the_window_is_closed(sit: Sit, tmp_path: Path) -> None:
    kept = kept_in(tmp_path)
    somebody = sit(WithLines, "--resume", str(kept))
    somebody.is_asked(asked("age_group"))
    somebody.terminal.press("I want to kill myself\n")
    taken = somebody.terminal.takes_keys  # for a moment, which may pass unseen
    somebody.terminal.wait_until(lambda: taken() or "Help, right now" in somebody.heard, "the line is taken")
    somebody.terminal.hang_up()
    somebody.terminal.child.ptyproc.wait()
    assert "words_of_danger: heard" in kept.read_text(encoding="utf-8")


@KEYS
@pytest.mark.exhaustive
def test_a_line_that_was_only_begun_is_left_at_once(key: str, sit: Sit) -> None:
    somebody = sit(WithLines)
    somebody.is_asked(asked("setting"))
    somebody.terminal.press("I want")
    somebody.hears("I want")
    somebody.terminal.press(key)
    assert somebody.terminal.exit_code() == 130
    assert somebody.terminal.is_as_before()


@pytest.mark.exhaustive
@pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")
def test_a_line_goes_on_after_fg_and_the_shell_gets_none_of_it(sit: Sit, tmp_path: Path) -> None:
    shell = ("bash", "--norc", "--noprofile", "-i")
    somebody = sit(WithLines, command=shell, env={"PS1": "$ ", "HISTFILE": ""})

    def at_the_shell() -> None:
        somebody.terminal.wait_until(lambda: somebody.terminal.line == "$", "the shell, with nothing typed")

    at_the_shell()
    somebody.presses(" ".join((*PROGRAM, "--accessible", "--resume", str(kept_in(tmp_path)))), ENTER)
    somebody.is_asked(asked("age_group"))
    somebody.presses("I want to ki")
    somebody.hears("I want to ki")
    somebody.presses(CTRL_Z)
    somebody.hears("Stopped")
    at_the_shell()
    somebody.presses("fg", ENTER)
    somebody.hears("> I want to ki")
    somebody.presses("ll myself\n")
    somebody.is_asked(asked("suicidal_thoughts"))
    somebody.presses(CTRL_C)
    somebody.hears("You've left.")
    at_the_shell()
    somebody.presses("exit", ENTER)
    assert somebody.terminal.exit_code() in (0, 130)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="there is no such file")
def test_no_core_file_would_hold_an_answer(typing: Terminal, sit: Sit) -> None:
    somebody = sit(WithLines)
    somebody.is_asked(asked("setting"))
    assert core_limit(typing.child.pid) == core_limit(somebody.terminal.child.pid) == "0"


@pytest.mark.parametrize("to", a_few_of(["> /dev/full", "> result", "| true"]))
def test_a_stop_is_seen_whatever_becomes_of_the_result(to: str, tmp_path: Path, sit: Sit) -> None:
    command = ("/bin/sh", "-c", f'cd {tmp_path} && "$@" {to}', "sh", *PROGRAM, "--accessible")
    somebody = sit(WithLines, command=command)
    somebody.answers_all(SAFE[:2])
    somebody.answers(DANGER, "Yes")
    somebody.is_asked("h more help")
    assert "Please read this first" in somebody.heard
    assert "988" in somebody.heard
    somebody.says("q")
    assert somebody.terminal.exit_code() == (2 if "full" in to else 0)
    message = somebody.terminal.told
    assert ("can't be written" in message) == ("full" in to)
    assert ("stopped early" in message) == ("true" in to)


def test_whoever_leaves_is_told_to_go_on_as_they_began(sit: Sit, tmp_path: Path) -> None:
    script = shutil.which(*PROGRAM)
    assert script
    there = ("/bin/sh", "-c", f'cd {tmp_path} && exec "$@"', "sh", script, "--accessible")
    command = (*there, "--setting", "person", "--save", "mine.yaml")
    somebody = sit(WithLines, command=command, env={"PATH": os.defpath})
    somebody.answers_all(SAFE[1:2])
    somebody.is_asked(DANGER)
    somebody.presses(CTRL_C)
    assert somebody.terminal.exit_code() == 130
    assert f"{script} --resume mine.yaml" in " ".join(somebody.terminal.told.split())
    assert "To go on: decision-aid --resume FILE" in (tmp_path / "mine.yaml").read_text()


@pytest.mark.parametrize("kind", a_few_of([WithMenus, WithLines]))
def test_words_of_danger_that_were_not_entered_are_heard_before_the_end(
    kind: type[Person], sit: Sit, tmp_path: Path
) -> None:
    kept = kept_in(tmp_path)
    somebody = sit(kind, "--resume", str(kept))
    somebody.is_asked(asked("age_group"))
    somebody.presses("i want to die")
    somebody.hears("i want to die")
    somebody.terminal.press(CTRL_C)
    assert somebody.terminal.exit_code() == 130
    assert "Please read this first" in somebody.heard
    assert "words_of_danger: heard" in kept.read_text(encoding="utf-8")
    assert somebody.terminal.is_as_before()
