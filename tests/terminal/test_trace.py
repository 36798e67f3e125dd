"""The walk, turned page by page in a terminal as large as a projector shows."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from functools import partial
from itertools import count
from pathlib import Path

import pytest

from tests import PROGRAM
from tests.cli.conftest import SAFE
from tests.terminal.driver import CTRL_C, CTRL_D, END, ENTER, ESCAPE, HOME, LEFT, Terminal

Start = Callable[[int, int], Terminal]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """The first page of a walk, in a terminal of so many columns and rows."""
    file = tmp_path / "answers.yaml"
    file.write_text(SAFE + "  goals: [tools_now]\n", encoding="utf-8")
    started: list[Terminal] = []

    def begin(columns: int, rows: int) -> Terminal:
        started.append(Terminal([*PROGRAM, "trace", str(file), "--step"], columns=columns, rows=rows))
        shows(started[-1], "1 of ")
        return started[-1]

    yield begin
    for terminal in started:
        terminal.close()


@pytest.fixture
def screen(start: Start) -> Terminal:
    """A walk on a projector."""
    return start(100, 30)


def shows(terminal: Terminal, text: str) -> None:
    """Wait for a text, and for the program to wait for a key."""
    terminal.wait_until(lambda: any(text in line for line in terminal.lines) and terminal.takes_keys(), text)


def is_at(terminal: Terminal, number: int) -> bool:
    """Whether a page is drawn to its end, where its number stands; the text may hold such words, too."""
    return any(line.startswith(f"{number} of ") for line in terminal.lines) and terminal.takes_keys()


def turns_to(terminal: Terminal, text: str) -> None:
    """Turn pages until a text is read."""
    for number in count(1):
        terminal.wait_until(partial(is_at, terminal, number), f"page {number}")
        if any(text in line for line in terminal.lines):
            return
        terminal.press(" ")


def test_pages_are_turned_forth_and_back_and_the_terminal_is_left_as_it_was(screen: Terminal) -> None:
    turns_to(screen, "Wanting tools to use now: CBT +2")
    shows(screen, "●●  +2 here")
    screen.press(" ")
    shows(screen, "In all")
    screen.press(LEFT)
    shows(screen, "Wanting tools to use now")
    screen.press(HOME)
    shows(screen, "1 Goals for therapy")
    screen.press(END)
    shows(screen, "In all")
    screen.press("1", ENTER)
    shows(screen, "Wanting tools to use now")
    screen.press("q", ENTER)
    assert screen.exit_code() == 0
    assert screen.is_as_before()


def test_help_is_one_key_away_and_leads_back(screen: Terminal) -> None:
    screen.press("h")
    shows(screen, "Call or text 988")
    screen.press(" ")
    shows(screen, "1 of ")
    screen.press("h")
    shows(screen, "Call or text 988")
    screen.press(ESCAPE, "q", ENTER)
    assert screen.exit_code() == 0


@pytest.mark.parametrize(("columns", "rows"), [(100, 30), (40, 20)])
def test_no_page_is_higher_than_the_terminal(start: Start, columns: int, rows: int) -> None:
    terminal = start(columns, rows)
    pages = int(next(line for line in terminal.lines if line.startswith("1 of ")).split()[-1])
    for number in range(2, pages + 1):
        assert terminal.lines[0]
        assert not terminal.screen.above
        terminal.press(" ")
        terminal.wait_until(partial(is_at, terminal, number), f"page {number}")


@pytest.mark.parametrize(("end", "code"), [(CTRL_C, 130), (CTRL_D, 0)])
def test_a_walk_can_be_broken_off(screen: Terminal, end: str, code: int) -> None:
    screen.press(end)
    assert screen.exit_code() == code
    assert screen.is_as_before()


def test_a_signal_leaves_the_terminal_as_it_was(screen: Terminal) -> None:
    screen.child.kill(signal.SIGTERM)
    assert screen.exit_code() == 143
    assert screen.is_as_before()


@pytest.mark.parametrize("seconds", [0.05, pytest.param(0.9, marks=pytest.mark.exhaustive)])
def test_words_are_heard_and_never_reach_the_shell(screen: Terminal, seconds: float) -> None:
    screen.type_slowly("quiero morir", seconds)
    screen.press(ENTER)
    shows(screen, "Please read this first")
    shows(screen, "988")
    screen.type_slowly("quiero morir", seconds)
    screen.press(CTRL_C)
    assert screen.exit_code() == 130
    assert screen.told.count("quiero morir") == 2  # as it was typed, and never quoted
    assert screen.is_as_before()
