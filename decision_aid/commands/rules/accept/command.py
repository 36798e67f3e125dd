"""`decision-aid rules accept`: a worked case expects from now on what comes out now."""

from pathlib import Path
from typing import Annotated, Optional

import typer

from decision_aid.cli.parameters import RulesFolder


def accept(
    cases: Annotated[
        Optional[list[str]],
        typer.Argument(metavar="[CASE]...", help="Left out: see which cases come out differently."),
    ] = None,
    rules: RulesFolder = None,
    reason: Annotated[
        Optional[str],
        typer.Option(metavar="TEXT|-", help="Why it's right now; - is standard input."),
    ] = None,
) -> None:
    """Let worked cases expect what comes out now.

    You first see what a case expected and what comes out, and give a reason, which is kept in it. If safety
    came first and no longer would, nothing is accepted.

    Example: decision-aid rules accept stopped-early --rules my_rules
    """
    from decision_aid.cli.day import today
    from decision_aid.cli.output import rewrite_file, tell
    from decision_aid.cli.reasons import reason_given
    from decision_aid.cli.rule_sets import readable_rule_set
    from decision_aid.commands.rules.accept.find import accepted, all_that_changed, asked_for
    from decision_aid.commands.rules.accept.page import (
        WHY,
        before_and_after,
        what_could_be_accepted,
        what_was_accepted,
    )
    from decision_aid.loading.case_file import rewritten
    from decision_aid.model.problems import DecisionAidError

    if rules is None and cases and Path(cases[-1]).is_dir():
        cases, rules = cases[:-1], Path(cases[-1])
    if rules is None:
        raise DecisionAidError(
            "The rules that come with the program stay as they are. Name a folder of your own: --rules DIR. "
            "To make one: decision-aid rules export DIR"
        )
    rule_set = readable_rule_set(rules)
    if not cases:
        tell(what_could_be_accepted(all_that_changed(rule_set), str(rules)))
        return
    changed = asked_for(rule_set, cases)
    if changed:
        tell(before_and_after(changed))
        because = _one_line(reason_given(reason, WHY))
        new = [(Path(one.before.location.file), accepted(one, today(), because)) for one in changed]
        for path, text in [(path, rewritten(path, case)) for path, case in new]:
            rewrite_file(text, path)
    names = {one.before.id for one in changed}
    tell(what_was_accepted(changed, [case for case in dict.fromkeys(cases) if case not in names]))


def _one_line(reason: str) -> str:
    """The reason on one line. Raises `DecisionAidError` where there is none that can be read."""
    from decision_aid.commands.rules.accept.page import NO_REASON
    from decision_aid.model.characters import can_be_seen
    from decision_aid.model.problems import DecisionAidError

    words = " ".join(reason.split())
    if not words or not can_be_seen(words):
        raise DecisionAidError(NO_REASON)
    return words
