"""What a terminal shows while something takes long: what is being looked at, and nothing afterwards."""

from __future__ import annotations

import io
import sys
from threading import Event

import pytest

from decision_aid.cli import progress as module
from decision_aid.cli.progress import CLEAR, progress


class Screen(io.StringIO):
    """A terminal that says when something is drawn on it."""

    def __init__(self, *, terminal: bool = True) -> None:
        super().__init__()
        self.drawn = Event()
        self.terminal = terminal

    def isatty(self) -> bool:
        return self.terminal

    def flush(self) -> None:
        self.drawn.set()


def test_one_long_step_is_seen_and_the_line_is_gone_at_the_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    screen = Screen()
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setattr(module, "PATIENCE", 0.0)
    with progress("drawing people") as watch:
        assert screen.drawn.wait(60)
        assert screen.getvalue() == f"{CLEAR}drawing people ..."
        watch("A stop is lost")
    assert screen.getvalue() == f"{CLEAR}drawing people ...{CLEAR}A stop is lost ...{CLEAR}"


def test_what_is_quick_shows_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Screen()
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setattr(module, "PATIENCE", 3600.0)
    with progress() as watch:
        watch("names and laws")
    assert screen.getvalue() == ""


def test_nothing_is_drawn_where_nobody_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Screen(terminal=False)
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setattr(module, "PATIENCE", 0.0)
    with progress() as watch:
        watch("names and laws")
    assert not screen.drawn.is_set()
