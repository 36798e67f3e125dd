"""`decision-aid crisis`: help contacts, at once."""

from decision_aid.cli.parameters import AsOf, Color


def crisis(as_of: AsOf = None, color: Color = None) -> None:
    """Show where to get help now. Works without a network.

    Example: decision-aid crisis
    """
    from decision_aid.cli.day import as_read_on
    from decision_aid.cli.output import print_report
    from decision_aid.loading.rule_set import load_rules
    from decision_aid.wording.help import all_contacts

    print_report(all_contacts(as_read_on(load_rules(), as_of)), color)
