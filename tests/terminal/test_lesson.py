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

    def _start(*options: str, ids: tuple[str, ...] = ("a-plan-to-die",), rows: int = 60) -> Terminal:
        terminal = Terminal([*PROGRAM, "cases", "teach", *ids, *options], rows=rows)
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


@pytest.mark.exhaustive
def test_a_lesson_is_read_screen_by_screen(start: Start) -> None:
    terminal = start("--lesson", "three-lenses", ids=(), rows=24)
    hears(terminal, "What this is about")
    terminal.press(ENTER)
    hears(terminal, "Space to tick, Enter when done")
    terminal.press(DOWN * 2, " ")
    terminal.press(ENTER)
    hears(terminal, "Your reasons.")
    terminal.press(DOWN, " ")
    terminal.press(ENTER)
    hears(terminal, "You found - A hard childhood: psychodynamic therapy +1")
    assert "What comes out" in " ".join(terminal.lines), "the top of a page is on the screen"
    terminal.press(ENTER)
    hears(terminal, "Talk about it")
    terminal.press(ENTER)
    hears(terminal, "To end with")
    terminal.press(ENTER)
    hears(terminal, "Predictions that were right: 1.")
    assert terminal.exit_code() == 0
    assert terminal.is_as_before()
