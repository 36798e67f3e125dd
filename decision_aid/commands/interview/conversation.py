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

if TYPE_CHECKING:
    from decision_aid.commands.interview.deliberation import Pages
    from decision_aid.engine.suggest import Suggestion
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
    from decision_aid.cli.output import print_report, show_help_first, terminal_width
    from decision_aid.cli.rule_sets import usable_rule_set
    from decision_aid.cli.terminal import at_the_terminal, screen_for_questions
    from decision_aid.interviewing.dialogue import Dialogue
    from decision_aid.interviewing.safe_asker import Left
    from decision_aid.model.problems import NotWritten
    from decision_aid.rendering.text import plain
    from decision_aid.wording import prompts
    from decision_aid.wording.outcomes import headline
    from decision_aid.wording.result import report

    screen_for_questions()  # without one, nothing else need be looked at
    rule_set = usable_rule_set(rules, country=country)
    asker, card = at_the_terminal(rule_set, accessible)

    ended = ExitCode.DONE

    def deliver(suggestion: Suggestion) -> None:
        nonlocal ended
        asker.tell("")
        page = report(suggestion)
        show_help_first(suggestion)
        try:
            print_report(page, color)
        except NotWritten as error:
            ended = ExitCode.UNUSABLE
            asker.tell(f"\n{error}")
            if suggestion.evaluation.safe:  # else it has just been shown
                asker.show(plain(page, terminal_width()))
            return
        if suggestion.conclusions and sys.stdout.isatty():
            asker.tell("\n" + prompts.after_result(headline(suggestion)))

    def deliberate() -> Deliberating | None:
        from decision_aid.commands.interview.deliberation import steps_around_a_suggestion

        return steps_around_a_suggestion(rule_set, rules, pages, blind=blind)

    dialogue = Dialogue(rule_set, asker, card, deliver, deliberate)
    try:
        asker.show(plain(prompts.opening(rule_set), terminal_width()))
        dialogue.run()
    except (Left, KeyboardInterrupt) as end:
        asker.tell("\n" + prompts.farewell(rule_set))
        if isinstance(end, KeyboardInterrupt):
            return ExitCode.INTERRUPTED
    return ended
