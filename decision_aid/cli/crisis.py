"""`decision-aid crisis`: help contacts, at once."""

from decision_aid.cli.parameters import Color


def crisis(color: Color = None) -> None:
    """Show where to get help now. Works without a network.

    Example: decision-aid crisis
    """
    from decision_aid.cli.output import print_report
    from decision_aid.crisis import all_contacts
    from decision_aid.loading.rule_set import load_rule_set

    print_report(all_contacts(load_rule_set()), color)
