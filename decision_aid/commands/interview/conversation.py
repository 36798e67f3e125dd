"""The interview on a real terminal: what it needs of it, and how it ends.

It is apart from its command, so that the plain `decision-aid`, which has nothing to parse, can
ask its first question without waiting for the parser.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
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
    from decision_aid.interviewing.dialogue import Dialogue
    from decision_aid.interviewing.keeping import Keeping
    from decision_aid.model.report import Report


def converse(
    pages: Callable[[], Pages],
    accessible: bool = False,
    rules: Path | None = None,
    color: bool | None = None,
    *,
    blind: bool = False,
    country: str | None = None,
    setting: str | None = None,
    save: Path | None = None,
    resume: Path | None = None,
) -> ExitCode:
    """Hold the interview on the terminal; `pages` are those of other commands that it opens.

    It begins with the answers in the file `resume`, or in a `setting`, if one is given. In the end, answers
    are kept in the file `save`. Raises `DecisionAidError` when there is no terminal, and where a file cannot
    be used.
    """
    from decision_aid.cli.rule_sets import usable_rule_set
    from decision_aid.cli.terminal import at_the_terminal, screen_for_questions
    from decision_aid.commands.interview.keeping import AnswersFile, begun, refuse_to_save
    from decision_aid.interviewing.dialogue import Dialogue
    from decision_aid.interviewing.keeping import Keeping

    screen_for_questions()  # without one, nothing else need be looked at
    rule_set = usable_rule_set(rules, country=country)
    if save:
        refuse_to_save(save)
    beginning = begun(rule_set, setting, resume)
    keeping = Keeping(AnswersFile(save, resume), beginning.written, beginning.came_with)
    asker = at_the_terminal(rule_set, accessible, color)
    here = bool(sys.stdout and sys.stdout.isatty())

    ended = ExitCode.DONE
    saved: list[str] = []

    def deliver(suggestion: Suggestion) -> None:
        nonlocal ended
        if not here:
            ended = _deliver(suggestion, asker, color)

    def deliberate() -> Deliberating | None:
        from decision_aid.commands.interview.deliberation import steps_around_a_suggestion

        return steps_around_a_suggestion(rule_set, rules, pages, blind=blind, saved=saved)

    def result_pages() -> ResultPages:
        from decision_aid.commands.interview.result import OnTheScreen

        return OnTheScreen(pages)

    dialogue = Dialogue(
        rule_set, asker, deliver, deliberate, result_pages if here else None, beginning.flow, keeping
    )
    broken_off = _hold(dialogue, keeping, beginning.told, saved, here)
    return ExitCode.INTERRUPTED if broken_off else ended


def _hold(
    dialogue: Dialogue, keeping: Keeping, told: Sequence[str], saved: Sequence[str], here: bool
) -> bool:
    """Hold the interview, which begins with what is to be `told`, and say good-bye.

    `saved` are files with pages of a result, which may not hold any more by then. `here` says that the result
    is shown here. Returns whether the person broke off, with something in sight.
    """
    from decision_aid.interviewing.entering import held_back
    from decision_aid.interviewing.safe_asker import Left
    from decision_aid.interviewing.terminals import forget_until_quiet, quiet
    from decision_aid.wording import prompts

    rule_set, asker = dialogue.rule_set, dialogue.asker
    with quiet(), held_back():
        try:
            asker.show(_opening(dialogue))
            for text in told:
                asker.tell(text)
            dialogue.run()
            keep_as_asked(keeping, dialogue)
            _warn_of(saved, dialogue)
            if here and not dialogue.flow.stopped:
                asker.tell(prompts.goodbye(keeping.kept, keeping.came_from))
        except (Left, KeyboardInterrupt) as end:
            keep_as_asked(keeping, dialogue)
            _warn_of(saved, dialogue)
            if not dialogue.left_unseen:
                broken_off = isinstance(end, KeyboardInterrupt)
                last = prompts.farewell(rule_set, keeping.kept, keeping.came_from, broken_off=broken_off)
                asker.tell(f"\n{last}")
                return broken_off
        except SystemExit:  # a signal: the window was closed, say, and nobody can be told any more
            with suppress(Exception):
                keeping.as_asked(dialogue.flow)
            raise
        if dialogue.left_unseen:
            forget_until_quiet(QUIET)
    return False


def _opening(dialogue: Dialogue) -> Report:
    """The first page, for whoever answers, where that is known."""
    from decision_aid.wording.prompts import opening

    flow = dialogue.flow
    place, total = flow.place
    return opening(dialogue.rule_set, total - place + 1, flow.evaluation.answers.setting)


def _warn_of(saved: Sequence[str], dialogue: Dialogue) -> None:
    """Say that pages which were saved no longer hold, where safety comes first by now."""
    from decision_aid.wording.prompts import not_to_go_by

    if saved and not dialogue.left_unseen and not dialogue.flow.evaluation.safe:
        dialogue.asker.tell("\n" + not_to_go_by(saved))


def keep_as_asked(keeping: Keeping, dialogue: Dialogue) -> None:
    """Write the file that was asked for; of a stop's card that is gone, nothing is said any more."""
    from decision_aid.wording.prompts import DECIDED_BEFORE

    flow = dialogue.flow
    said = keeping.as_asked(flow)
    if dialogue.left_unseen:
        return
    if said:
        dialogue.asker.tell("\n" + said)
    if keeping.kept and flow.decision and not flow.decided:
        dialogue.asker.tell(DECIDED_BEFORE)


def _deliver(suggestion: Suggestion, asker: Asker, color: bool | None) -> ExitCode:
    """Put a result where the person sent it, away from the screen."""
    from decision_aid.cli.output import print_report, show_help_first
    from decision_aid.engine.suggest import Status
    from decision_aid.model.problems import NotWritten
    from decision_aid.proving.sturdiness import sturdiness
    from decision_aid.wording.result import report

    page = report(suggestion, sturdiness(suggestion))
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
