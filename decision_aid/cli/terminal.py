"""The terminal at which somebody is asked: where questions are shown, and by menus or by lines.

Belongs here: what a dialogue needs of the terminal. Does not: asking (`interviewing`) and results.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, TextIO

from decision_aid.cli.started_as import as_started
from decision_aid.model.problems import DecisionAidError

if TYPE_CHECKING:
    from decision_aid.interviewing.asker import Asker
    from decision_aid.interviewing.replies import Reply
    from decision_aid.model.report import Report
    from decision_aid.model.rules import Rules
    from decision_aid.model.words_of_danger import Kind
    from decision_aid.wording.prompt import Prompt

SAY_NO = ("", "0", "false", "no")
"""What an environment variable holds when it is not meant."""


def at_the_terminal(rule_set: Rules, accessible: bool, color: bool | None = None) -> Asker:
    """A way to ask. Raises `DecisionAidError` without a terminal."""
    return _AsStarted(_asker(screen_for_questions(), accessible, rule_set, color))


def screen_for_questions() -> TextIO:
    """Where questions are shown: apart from results, so that these can go into a file.

    Raises `DecisionAidError` without a terminal.
    """
    # A stream that was closed before the program began is None.
    screen = next((stream for stream in (sys.stderr, sys.stdout) if stream and stream.isatty()), None)
    if not screen or not sys.stdin or not sys.stdin.isatty():
        raise DecisionAidError(
            "The questions need a terminal, and there isn't one here. We never take answers from a pipe. "
            "To use a file of answers: decision-aid evaluate FILE. For help now: decision-aid crisis."
        )
    return screen


class _AsStarted:
    """An asker that names commands as the program was started."""

    def __init__(self, asker: Asker) -> None:
        self._asker = asker
        self.clear = asker.clear

    def tell(self, text: str) -> None:
        self._asker.tell(as_started(text))

    def show(self, page: Report) -> None:
        self._asker.show(as_started(page))

    def show_alone(self, page: Report) -> None:
        self._asker.show_alone(as_started(page))

    def ask(self, prompt: Prompt, help: Report) -> Reply:
        return self._asker.ask(as_started(prompt), as_started(help))


def _asker(screen: TextIO, accessible: bool, rule_set: Rules, color: bool | None) -> Asker:
    """Menus where they work and are wanted, else lines."""
    from decision_aid.cli.output import is_styled, terminal_size, terminal_width
    from decision_aid.interviewing.line_prompts import LinePrompts

    def hear(text: str) -> tuple[Kind, ...]:
        from decision_aid.engine.hearing import kinds_heard  # needed only where there is text to hear

        return kinds_heard(rule_set.words_of_danger, text)

    def rows() -> int:
        return terminal_size().lines

    wants_lines = os.environ.get("ACCESSIBLE", "").lower() not in SAY_NO or os.environ.get("TERM") == "dumb"
    if not (accessible or wants_lines):
        from decision_aid.interviewing.menu_prompts import menus_if_possible

        asker = menus_if_possible(screen, terminal_width, hear, rows, is_styled(screen, color))
        if asker is not None:
            return asker
    return LinePrompts(sys.stdin, screen, terminal_width, hear, rows=rows)
