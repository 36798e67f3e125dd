"""`decision-aid cases teach`: predict what comes out, and why; then see."""

from typing import Annotated, Optional

import typer

from decision_aid.cli.parameters import Accessible, Color, RulesFolder


def teach(
    ids: Annotated[
        Optional[list[str]], typer.Argument(metavar="[ID...]", help="Left out: all cases.")
    ] = None,
    accessible: Accessible = False,
    rules: RulesFolder = None,
    color: Color = None,
) -> None:
    """Read a story, predict what the aid says and which reasons count, and see. Nothing is kept.

    Example: decision-aid cases teach recent-job-loss rather-no-medicine
    """
    from decision_aid.cli.output import print_report
    from decision_aid.cli.rule_sets import usable_rule_set
    from decision_aid.commands.cases.exercise import exercise
    from decision_aid.commands.cases.found import found
    from decision_aid.commands.cases.lesson import Lesson
    from decision_aid.commands.interview.conversation import at_the_terminal

    rule_set = usable_rule_set(rules)
    chosen = found(rule_set, ids or [])
    every = [exercise(rule_set, case) for case in rule_set.library.cases]
    exercises = [one for case in chosen for one in every if one.case.id == case.id]
    asker, crisis_card = at_the_terminal(rule_set, accessible)
    Lesson(exercises, every, asker, crisis_card, lambda page: print_report(page, color)).run()
