"""`decision-aid cases show`: a case to read out, and what comes out."""

from typing import Annotated

import typer

from decision_aid.cli.parameters import Color, RulesFolder

CaseId = Annotated[str, typer.Argument(metavar="ID", help="A case, by its name in: cases list.")]


def show(id: CaseId, rules: RulesFolder = None, color: Color = None) -> None:
    """Show a case: the story, the answers, and what comes out.

    Example: decision-aid cases show recent-job-loss
    """
    from decision_aid.cli.output import print_report
    from decision_aid.cli.rule_sets import usable_rule_set
    from decision_aid.commands.cases.found import found
    from decision_aid.commands.cases.page import shown

    rule_set = usable_rule_set(rules)
    (case,) = found(rule_set, [id])
    print_report(shown(rule_set, case), color)
