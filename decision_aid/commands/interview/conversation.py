"""The interview on a real terminal: what it needs of it, and how it ends.

It is apart from its command, so that the plain `decision-aid`, which has nothing to parse, can
ask its first question without waiting for the parser.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from decision_aid.cli.exit_codes import ExitCode
from decision_aid.model.problems import DecisionAidError

if TYPE_CHECKING:
    from decision_aid.engine.suggest import Suggestion
    from decision_aid.interviewing.asker import Asker
    from decision_aid.interviewing.deliberating import Deliberating
    from decision_aid.model.rules import DangerWords, Rules

SAY_NO = ("", "0", "false", "no")
"""What an environment variable holds when it is not meant."""


def converse(
    accessible: bool = False, rules: Path | None = None, color: bool | None = None, *, blind: bool = False
) -> ExitCode:
    """Hold the interview on the terminal. Raises `DecisionAidError` when there is none."""
    from decision_aid.cli.output import print_report, terminal_width
    from decision_aid.cli.rule_sets import usable_rule_set
    from decision_aid.interviewing.dialogue import Dialogue
    from decision_aid.interviewing.safe_asker import Left
    from decision_aid.rendering.text import plain
    from decision_aid.wording import prompts
    from decision_aid.wording.result import headline, report

    _screen()  # without one, nothing else need be looked at
    rule_set = usable_rule_set(rules)
    asker, card = at_the_terminal(rule_set, accessible)

    def deliver(suggestion: Suggestion) -> None:
        asker.tell("")
        print_report(report(suggestion), color)
        if suggestion.conclusions and sys.stdout.isatty():
            asker.tell("\n" + prompts.after_result(headline(suggestion)))

    def deliberate() -> Deliberating | None:
        from decision_aid.commands.interview.deliberation import deliberating

        return deliberating(rule_set, rules, blind=blind)

    dialogue = Dialogue(rule_set, asker, card, deliver, deliberate)
    try:
        asker.show(plain(prompts.opening(rule_set), terminal_width()))
        dialogue.run()
    except (Left, KeyboardInterrupt) as end:
        asker.tell("\n" + prompts.farewell(rule_set))
        if isinstance(end, KeyboardInterrupt):
            return ExitCode.INTERRUPTED
    return ExitCode.DONE


def at_the_terminal(rule_set: Rules, accessible: bool) -> tuple[Asker, str]:
    """A way to ask, and the crisis card to show at any time. Raises `DecisionAidError` without a terminal."""
    from decision_aid.cli.output import terminal_width
    from decision_aid.cli.signals import end_well_by_signal
    from decision_aid.rendering.text import plain
    from decision_aid.wording.help import crisis_card

    screen = _screen()
    end_well_by_signal()
    return _asker(screen, accessible, rule_set.danger_words), plain(crisis_card(rule_set), terminal_width())


def _screen() -> TextIO:
    """Where the dialogue is shown: beside the results, so that these can go into a file."""
    # A stream that was closed before the program began is None.
    screen = next((stream for stream in (sys.stderr, sys.stdout) if stream and stream.isatty()), None)
    if not screen or not sys.stdin or not sys.stdin.isatty():
        raise DecisionAidError(
            "The questions need a terminal, and there is none here. No answer is ever taken from a pipe. "
            "To use a file of answers: decision-aid evaluate FILE. For help now: decision-aid crisis."
        )
    return screen


def _asker(screen: TextIO, accessible: bool, danger_words: DangerWords | None) -> Asker:
    """Menus where they work and are wanted, else lines."""
    from decision_aid.cli.output import terminal_width
    from decision_aid.interviewing.line_prompts import Lines
    from decision_aid.interviewing.output import never
    from decision_aid.interviewing.terminals import forget_typed
    from decision_aid.rendering.text import MIN_WIDTH, WIDTH

    width = max(MIN_WIDTH, min(terminal_width(), WIDTH))
    tells_of_danger = danger_words.heard_in if danger_words else never
    wants_lines = os.environ.get("ACCESSIBLE", "").lower() not in SAY_NO or os.environ.get("TERM") == "dumb"
    if not (accessible or wants_lines):
        from decision_aid.interviewing.menu_prompts import menus

        asker = menus(screen, width, tells_of_danger)
        if asker is not None:
            return asker
    return Lines(sys.stdin, screen, width, forget_typed, tells_of_danger)
