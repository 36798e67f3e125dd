"""Dates that are past, or are none."""

from __future__ import annotations

import re
from collections.abc import Iterator

from decision_aid.errors import Location, Problem, Severity
from decision_aid.model import RuleSet

_DAY = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])")

CODES = {
    "bad-date": "A date that is not written as year-month-day.",
    "review-overdue": "The day of the next review is past.",
    "contact-unchecked": "A contact was last checked more than a year ago.",
}


def find(rule_set: RuleSet, as_of: str) -> Iterator[Problem]:
    """What it finds: a date that cannot be read, a review that is overdue, and a contact that nobody
    has checked for a year.

    Why it matters: evidence and phone numbers age, and nothing else in the files shows it.
    Example: `next_review: "2026-05-22"`, in the summer of 2026. Instead: review, then set a new date.
    """
    for name, day in (("reviewed", rule_set.reviewed), ("next_review", rule_set.next_review)):
        if not _DAY.fullmatch(day):
            yield _bad(name, day, rule_set.location)
        elif name == "next_review" and day < as_of:
            message = f"the review of {day} is overdue"
            yield Problem("review-overdue", message, rule_set.location, None, Severity.WARNING, rule_set.id)
    for contact in rule_set.contacts:
        if not _DAY.fullmatch(contact.checked_on):
            yield _bad("checked_on", contact.checked_on, contact.location)
        elif _a_year_after(contact.checked_on) < as_of:
            message = f"'{contact.id}' was last checked on {contact.checked_on}"
            hint = "call it or look it up, and set checked_on"
            yield Problem("contact-unchecked", message, contact.location, hint, Severity.WARNING, contact.id)


def _bad(name: str, day: str, place: Location) -> Problem:
    return Problem("bad-date", f"'{name}' is no date: {day}", place, "write it as 2026-05-22")


def _a_year_after(day: str) -> str:
    """ISO 8601 days sort like words, so no calendar is needed."""
    return f"{int(day[:4]) + 1:04}{day[4:]}"
