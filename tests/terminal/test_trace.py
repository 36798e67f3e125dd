"""The walk, turned page by page in a terminal as large as a projector shows."""

from __future__ import annotations

import termios
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import SAFE
from tests.terminal.driver import CTRL_C, LEFT, PROGRAM, Terminal


@pytest.fixture
def screen(tmp_path: Path) -> Iterator[Terminal]:
    """The first page of a walk."""
    file = tmp_path / "answers.yaml"
    file.write_text(SAFE + "  goals: [tools_now]\n", encoding="utf-8")
    terminal = Terminal([*PROGRAM, "trace", str(file), "--step"], columns=100, rows=30)
    yield terminal
    terminal.close()


def shows(terminal: Terminal, text: str) -> None:
    terminal.wait_until(lambda: any(text in line for line in terminal.lines), text)


def press(terminal: Terminal, key: str) -> None:
    """Press a key when the program listens to keys: what is typed before is thrown away."""
    fd = terminal.child.child_fd
    terminal.wait_until(lambda: not termios.tcgetattr(fd)[3] & termios.ICANON, "keys are read")
    terminal.press(key)


def test_pages_are_turned_forth_and_back_and_the_terminal_is_left_as_it_was(screen: Terminal) -> None:
    shows(screen, "Safety first")
    shows(screen, "1 of ")
    press(screen, " ")
    shows(screen, "2 of ")
    shows(screen, "A wish for tools to use now")
    press(screen, LEFT)
    shows(screen, "1 of ")
    press(screen, "q")
    assert screen.exit_code() == 0
    assert screen.is_as_before()


def test_a_walk_can_be_broken_off(screen: Terminal) -> None:
    shows(screen, "Safety first")
    press(screen, CTRL_C)
    assert screen.exit_code() == 130
