"""`decision-aid cases list`: the worked cases, by what comes out."""

from decision_aid.cli.parameters import Color, RulesFolder


def listing(rules: RulesFolder = None, color: Color = None) -> None:
    """List the worked cases by what comes out.

    Example: decision-aid cases list
    """
    from decision_aid.cli.output import print_report
    from decision_aid.cli.rule_sets import usable_rule_set
    from decision_aid.commands.cases.page import listed

    rule_set = usable_rule_set(rules)
    print_report(listed(rule_set, rule_set.library.cases), color)
