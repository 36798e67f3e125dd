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


def is_asked(terminal: Terminal, text: str) -> None:
    """Wait for a text, and for the program to wait for a reply: what is typed earlier is thrown away."""
    hears(terminal, text)
    ready = lambda: terminal.takes_keys() or terminal.told.rstrip().endswith(">")  # noqa: E731
    terminal.wait_until(ready, f"a place to reply, below: {text}")


def test_line_by_line(start: Start) -> None:
    terminal = start("--accessible")
    is_asked(terminal, "Type one or more numbers from 1 to 5")
    terminal.press("5", ENTER)
    is_asked(terminal, "Your prediction was right.")
    terminal.press(ENTER)
    hears(terminal, "You predicted it right.")
    assert terminal.exit_code() == 0
    assert terminal.is_as_before()


def test_by_menus(start: Start) -> None:
    terminal = start()
    is_asked(terminal, "Space to tick")
    terminal.press(DOWN * 4, " ")
    terminal.press(ENTER)
    is_asked(terminal, "Your prediction was right.")
    terminal.press(ENTER)
    hears(terminal, "You predicted it right.")
    assert terminal.exit_code() == 0
    assert terminal.is_as_before()


def test_what_comes_out_begins_at_the_top_of_a_screen(start: Start) -> None:
    terminal = start(ids=("recent-job-loss",), rows=24)
    is_asked(terminal, "Space to tick")
    terminal.press(" ")
    terminal.press(ENTER)
    is_asked(terminal, "Your reasons")
    terminal.press(" ")
    terminal.press(ENTER)
    is_asked(terminal, "go on")
    assert "What comes out" in " ".join(terminal.lines)
    assert "Which kind of therapy: IPT is ahead" in " ".join(terminal.lines)


@pytest.mark.exhaustive
def test_a_lesson_is_read_screen_by_screen(start: Start) -> None:
    terminal = start("--lesson", "three-lenses", ids=(), rows=24)
    is_asked(terminal, "What this is about")
    terminal.press(ENTER)
    is_asked(terminal, "Space to tick or numbers")
    terminal.press(DOWN * 2, " ")
    terminal.press(ENTER)
    is_asked(terminal, "Your reasons")
    terminal.press(" ")
    terminal.press(ENTER)
    is_asked(terminal, "You found - A hard childhood: psychodynamic therapy +1")
    assert "What comes out" in " ".join(terminal.lines), "the top of a page is on the screen"
    terminal.press(ENTER)
    is_asked(terminal, "Talk about it")
    terminal.press(ENTER)
    is_asked(terminal, "Questions for the class")
    terminal.press(ENTER)
    hears(terminal, "You predicted it right.")
    assert terminal.exit_code() == 0
    assert terminal.is_as_before()
