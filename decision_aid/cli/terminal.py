"""The terminal at which somebody is asked: where questions are shown, and by menus or by lines.

Belongs here: what a dialogue needs of the terminal. Does not: asking (`interviewing`) and results.
"""

from __future__ import annotations

import os
import sys
from functools import partial
from typing import TYPE_CHECKING, TextIO

from decision_aid.model.problems import DecisionAidError

if TYPE_CHECKING:
    from decision_aid.interviewing.asker import Asker
    from decision_aid.model.rules import Rules

SAY_NO = ("", "0", "false", "no")
"""What an environment variable holds when it is not meant."""


def at_the_terminal(rule_set: Rules, accessible: bool) -> tuple[Asker, str]:
    """A way to ask, and the crisis card to show at any time. Raises `DecisionAidError` without a terminal."""
    from decision_aid.cli.output import terminal_width
    from decision_aid.cli.signals import end_well_by_signal
    from decision_aid.rendering.text import plain
    from decision_aid.wording.help import crisis_card

    screen = screen_for_questions()
    end_well_by_signal()
    return _asker(screen, accessible, rule_set), plain(crisis_card(rule_set), terminal_width())


def screen_for_questions() -> TextIO:
    """Where questions are shown: apart from results, so that these can go into a file.

    Raises `DecisionAidError` without a terminal.
    """
    # A stream that was closed before the program began is None.
    screen = next((stream for stream in (sys.stderr, sys.stdout) if stream and stream.isatty()), None)
    if not screen or not sys.stdin or not sys.stdin.isatty():
        raise DecisionAidError(
            "The questions need a terminal, and there is none here. No answer is ever taken from a pipe. "
            "To use a file of answers: decision-aid evaluate FILE. For help now: decision-aid crisis."
        )
    return screen


def _asker(screen: TextIO, accessible: bool, rule_set: Rules) -> Asker:
    """Menus where they work and are wanted, else lines."""
    from decision_aid.cli.output import terminal_width
    from decision_aid.interviewing.line_prompts import LinePrompts
    from decision_aid.interviewing.terminals import forget_typed
    from decision_aid.rendering.text import MIN_WIDTH, WIDTH
    from decision_aid.wording.help import tells_of_danger

    width = max(MIN_WIDTH, min(terminal_width(), WIDTH))
    hears = partial(tells_of_danger, rule_set)
    wants_lines = os.environ.get("ACCESSIBLE", "").lower() not in SAY_NO or os.environ.get("TERM") == "dumb"
    if not (accessible or wants_lines):
        from decision_aid.interviewing.menu_prompts import menus_if_possible

        asker = menus_if_possible(screen, width, hears)
        if asker is not None:
            return asker
    return LinePrompts(sys.stdin, screen, width, forget_typed, hears)
