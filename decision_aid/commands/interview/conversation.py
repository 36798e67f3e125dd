"""The interview on a real terminal: what it needs of it, and how it ends.

It is apart from its command, so that the plain `decision-aid`, which has nothing to parse, can
ask its first question without waiting for the parser.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from decision_aid.cli.exit_codes import ExitCode

QUIET = 1.0
"""Seconds without a key after which nobody goes on typing at a screen that was cleared."""

if TYPE_CHECKING:
    from decision_aid.commands.interview.deliberation import Pages
    from decision_aid.engine.suggest import Suggestion
    from decision_aid.interviewing.asker import Asker
    from decision_aid.interviewing.at_result import ResultPages
    from decision_aid.interviewing.deliberating import Deliberating


def converse(
    pages: Callable[[], Pages],
    accessible: bool = False,
    rules: Path | None = None,
    color: bool | None = None,
    *,
    blind: bool = False,
    country: str | None = None,
) -> ExitCode:
    """Hold the interview on the terminal; `pages` are those of other commands that it opens.

    Raises `DecisionAidError` when there is no terminal.
    """
    from decision_aid.cli.rule_sets import usable_rule_set
    from decision_aid.cli.terminal import at_the_terminal, screen_for_questions
    from decision_aid.interviewing.dialogue import Dialogue
    from decision_aid.interviewing.safe_asker import Left
    from decision_aid.interviewing.terminals import forget_until_quiet, quiet
    from decision_aid.wording import prompts

    screen_for_questions()  # without one, nothing else need be looked at
    rule_set = usable_rule_set(rules, country=country)
    asker = at_the_terminal(rule_set, accessible, color)
    here = bool(sys.stdout and sys.stdout.isatty())

    ended = ExitCode.DONE

    def deliver(suggestion: Suggestion, corrected: bool) -> None:
        nonlocal ended
        if not here:
            ended = _deliver(suggestion, asker, color, corrected=corrected)

    def deliberate() -> Deliberating | None:
        from decision_aid.commands.interview.deliberation import steps_around_a_suggestion

        return steps_around_a_suggestion(rule_set, rules, pages, lambda: dialogue.flow.corrected, blind=blind)

    def result_pages() -> ResultPages:
        from decision_aid.commands.interview.result import OnTheScreen

        return OnTheScreen(pages)

    dialogue = Dialogue(rule_set, asker, deliver, deliberate, result_pages if here else None)
    with quiet():
        try:
            asker.show(prompts.opening(rule_set, dialogue.flow.place[1]))
            dialogue.run()
            if here and not dialogue.flow.stopped:
                asker.tell(prompts.goodbye())
        except (Left, KeyboardInterrupt) as end:
            if not dialogue.left_unseen:
                asker.tell("\n" + prompts.farewell(rule_set))
                if isinstance(end, KeyboardInterrupt):
                    return ExitCode.INTERRUPTED
        if dialogue.left_unseen:
            forget_until_quiet(QUIET)
    return ended


def _deliver(suggestion: Suggestion, asker: Asker, color: bool | None, *, corrected: bool) -> ExitCode:
    """Put a result where the person sent it, away from the screen."""
    from decision_aid.cli.output import print_report, show_help_first
    from decision_aid.engine.suggest import Status
    from decision_aid.model.problems import NotWritten
    from decision_aid.proving.sturdiness import sturdiness
    from decision_aid.wording.result import report
    from decision_aid.wording.stop_card import after_a_correction

    page = report(suggestion, sturdiness(suggestion))
    if corrected:
        page = after_a_correction(page, suggestion.evaluation.rule_set)
    if suggestion.status is not Status.STOPPED:  # its card has been shown
        asker.tell("")
        show_help_first(suggestion)
    try:
        print_report(page, color)
    except NotWritten as error:
        asker.tell(f"\n{error}")
        if suggestion.evaluation.safe:  # else it has just been shown
            asker.show(page)
        return ExitCode.UNUSABLE
    return ExitCode.DONE
