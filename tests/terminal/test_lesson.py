"""A lesson in a real terminal, line by line and by menus."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from tests import PROGRAM
from tests.terminal.driver import DOWN, ENTER, Terminal

Start = Callable[..., Terminal]


@pytest.fixture
def start() -> Iterator[Start]:
    started: list[Terminal] = []

    def _start(*options: str) -> Terminal:
        terminal = Terminal([*PROGRAM, "cases", "teach", "a-plan-to-die", *options], rows=60)
        started.append(terminal)
        return terminal

    yield _start
    for terminal in started:
        terminal.close()


def hears(terminal: Terminal, text: str) -> None:
    terminal.wait_until(lambda: text in " ".join(terminal.told.split()), text)


def test_line_by_line(start: Start) -> None:
    terminal = start("--accessible")
    hears(terminal, "Type one or more numbers from 1 to 5")
    terminal.press("5", ENTER)
    hears(terminal, "Your prediction was right.")
    hears(terminal, "Predictions that were right: 1.")
    assert terminal.exit_code() == 0
    assert terminal.is_as_before()


def test_by_menus(start: Start) -> None:
    terminal = start()
    hears(terminal, "Enter when done")
    terminal.press(DOWN * 4, " ")
    terminal.press(ENTER)
    hears(terminal, "Predictions that were right: 1.")
    assert terminal.exit_code() == 0
    assert terminal.is_as_before()
