"""`decision-aid crisis`: help contacts, at once."""

from typing import TYPE_CHECKING, Optional

from decision_aid.cli.parameters import AsOf, Color, InCountry

if TYPE_CHECKING:
    from decision_aid.model.report import Report


def crisis(country: InCountry = None, as_of: AsOf = None, color: Color = None) -> None:
    """See where to get help now. This works without a network.

    Example: decision-aid crisis
    """
    from decision_aid.cli.day import day_meant
    from decision_aid.cli.output import print_report
    from decision_aid.wording.help import contacts_of_the_program

    day = day_meant(as_of)
    try:
        page = _all_contacts(day, country, asked_for=as_of is not None)
    except Exception:  # whatever is wrong with the files, or with us: here a number comes first
        page = contacts_of_the_program()
    print_report(page, color)


def _all_contacts(day: str, country: Optional[str], *, asked_for: bool) -> "Report":
    from decision_aid.cli.country import in_country
    from decision_aid.loading.rule_set import load_rules
    from decision_aid.model.review_dates import read_on
    from decision_aid.wording.help import all_contacts

    return all_contacts(in_country(read_on(load_rules(), day, asked_for=asked_for), country))
