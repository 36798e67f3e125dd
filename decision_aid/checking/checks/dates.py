"""Dates that are past, are still to come, or are none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final, TypeVar

from decision_aid.model.library import Claim
from decision_aid.model.names import dated
from decision_aid.model.problems import Location, Problem, Severity
from decision_aid.model.review_dates import is_day
from decision_aid.model.rules import Contact, Rule, Rules, Source
from decision_aid.wording.grammar import counted

D = TypeVar("D", Rule, Source, Claim, Source | Claim)

CODES = {
    "bad-date": "A date that is not written as year-month-day, or that is in no calendar.",
    "day-to-come": "A day on which something is said to have been looked at, and which is still to come.",
    "far-date": "A day or a year that is too far away to be meant: a slip in its digits.",
    "review-overdue": "The day by which the rule set, its sources or its claims are to be reviewed is past.",
    "contact-unchecked": "The day by which a contact is to be checked again is past.",
}


FIRST_DAY: Final = "1950-01-01"
"""No day of which a rule set tells lies before it."""

FIRST_YEAR: Final = 1800
"""No source is older."""

MOST_YEARS: Final = 10
"""How far ahead a review may be planned. Evidence ages in a few years."""


def find(rule_set: Rules, as_of: str) -> Iterator[Problem]:
    """What it finds: a date that cannot be read or that there is none of, such as 30 February; a review
    of the rule set, of sources or of claims that is overdue; a contact that is to be checked again; a
    day of review or of a check that is still to come; and a day or year that is too far away.

    Why it matters: evidence and phone numbers age. Pages say so, but only people can look.
    Example: `next_review: "2026-05-22"`, in the summer of 2026. Instead: review, then set a new date.
    """
    yield from _of_the_rule_set(rule_set, as_of)
    for day, rule in _days("looked_for", rule_set.rules):
        for problem in _looked_at("looked_for", day, as_of, rule.location, rule.id):
            yield _where_it_is_written(problem, "looked_for", day)
    yield from _overdue("source", rule_set.sources, as_of)
    yield from _years(rule_set.sources, as_of)
    yield from _overdue("claim", rule_set.library.claims, as_of)
    for finder in rule_set.finders:
        if finder.source:
            yield from _looked_at("checked_on", finder.checked_on, as_of, finder.location, finder.id)
    for contact in rule_set.contacts:
        if contact.expect:
            yield from _looked_at(
                "checked_on", contact.expect.checked_on, as_of, contact.expect.location, contact.id
            )
        yield from _looked_at("checked_on", contact.checked_on, as_of, contact.location, contact.id)
        if is_day(contact.checked_on) and not is_day(contact.review_by):
            yield _bad("review_by", contact.review_by, contact.location)
        elif is_day(contact.checked_on) and contact.checked_on <= as_of:
            yield from _of_next_check(contact, as_of)


def _of_next_check(contact: Contact, as_of: str) -> Iterator[Problem]:
    """What is wrong with the day by which a contact is to be checked again."""
    if far := _far("review_by", contact.review_by, as_of, contact.location, contact.id):
        yield far
    elif contact.review_by < as_of:
        message = f"'{contact.id}' was last checked on {contact.checked_on}"
        hint = "call it or look it up, and set checked_on"
        yield Problem("contact-unchecked", message, contact.location, hint, Severity.WARNING, contact.id)


def _of_the_rule_set(rule_set: Rules, as_of: str) -> Iterator[Problem]:
    yield from _looked_at("reviewed", rule_set.reviewed, as_of, rule_set.location, rule_set.id)
    for signature in rule_set.signatures:
        yield from _looked_at("on", signature.on, as_of, signature.location, signature.by)
    day = rule_set.next_review
    if not is_day(day):
        yield _bad("next_review", day, rule_set.location)
    elif far := _far("next_review", day, as_of, rule_set.location, rule_set.id):
        yield far
    elif day < as_of:
        message = f"the review of {day} is overdue"
        yield Problem(
            "review-overdue", message, rule_set.location, None, Severity.WARNING, rule_set.id, words=day
        )


def _looked_at(name: str, day: str, as_of: str, place: Location, about: str) -> Iterator[Problem]:
    """What is wrong with a day on which something was looked at."""
    if not is_day(day):
        yield _bad(name, day, place)
    elif far := _far(name, day, as_of, place, about):
        yield far
    elif day > as_of:
        message = f"'{name}' says {day}, and that day is still to come"
        hint = "set the day on which it was done"
        yield Problem("day-to-come", message, place, hint, Severity.WARNING, about, words=day)


def _far(name: str, day: str, as_of: str, place: Location, about: str) -> Problem | None:
    """That a day lies so far away that nobody can have meant it."""
    if day >= FIRST_DAY and int(day[:4]) <= int(as_of[:4]) + MOST_YEARS:
        return None
    message, hint = (
        f"'{name}' says {day}, which is too far away to be meant",
        "look at the digits of the year",
    )
    return Problem("far-date", message, place, hint, Severity.WARNING, about, words=day)


def _years(sources: Iterable[Source], as_of: str) -> Iterator[Problem]:
    """Years of sources that cannot be theirs."""
    for source in sources:
        if not FIRST_YEAR <= source.year <= int(as_of[:4]):
            message = f"'{source.id}' is said to be of the year {source.year}"
            hint = "look at the digits"
            yield Problem("far-date", message, source.location, hint, Severity.WARNING, source.id)


def _days(key: str, parts: Iterable[D]) -> Iterator[tuple[str, D]]:
    """The days of a key, each once in a file: most parts of a file share the one at its top."""
    seen = set()
    for one in parts:
        day = getattr(one, key)
        place = one.location.file, day
        if day and place not in seen:
            seen.add(place)
            yield day, one


def _where_it_is_written(problem: Problem, key: str, day: str) -> Problem:
    """The problem at the first place in its file that has this day."""
    return problem._replace(location=Location(problem.location.file, 1, 1), name=dated(key, day))


def _overdue(kind: str, parts: Iterable[Source | Claim], as_of: str) -> Iterator[Problem]:
    """One problem for each day that is past: most things share the day at the top of their file."""
    first: dict[str, Source | Claim] = {}
    past = Counter[str]()
    unusable = set()
    for day, one in _days("review_by", parts):
        wrong = _far("review_by", day, as_of, one.location, one.id) if is_day(day) else None
        if wrong or not is_day(day):
            unusable.add(day)
            yield _where_it_is_written(wrong or _bad("review_by", day, one.location), "review_by", day)
    for one in parts:
        if one.review_by and one.review_by not in unusable and one.review_by < as_of:
            first.setdefault(one.review_by, one)
            past[one.review_by] += 1
    for day, number in past.items():
        message = f"{counted(number, kind)} were to be reviewed by {day}, from '{first[day].id}' on"
        hint = "look at them again, and set a new review_by"
        yield Problem(
            "review-overdue", message, first[day].location, hint, Severity.WARNING, f"{kind}s of {day}"
        )


def _bad(name: str, day: str, place: Location) -> Problem:
    return Problem("bad-date", f"'{name}' is no date: {day}", place, "write it as 2026-05-22", words=day)
