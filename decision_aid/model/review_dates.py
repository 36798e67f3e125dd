"""Whether what somebody once looked up is still fresh on a day, and a rule set as it reads on that day.

Days are ISO 8601 text, which sorts like words, so no calendar is needed. What is no longer fresh is
marked on claims, sources, contacts and the rule set. Pages say so; what is weighed never depends on it.
Belongs here: days, and setting the marks. Does not: which day it is (`cli`), and the words for what is
marked (`wording`).
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Final

from decision_aid.model.answers import UNKNOWN_DAY

if TYPE_CHECKING:
    from decision_aid.model.library import Library
    from decision_aid.model.rules import Rules

_DAY: Final = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])")
_YEAR_OR_MONTH: Final = re.compile(r"[0-9]{4}(-(0[1-9]|1[0-2]))?")
_DAYS: Final = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)

CONTACT_MONTHS: Final = 6
"""How long a contact is good for after it was checked: numbers change, and a wrong one costs the most."""

MONTHS_TO_LAPSE: Final = 12
"""How long after its review-by date something lapses, where a rule set does not say."""


class Freshness(StrEnum):
    """`due`: past its review-by date. `lapsed`: so long past it that nothing should rest on it."""

    FRESH = "fresh"
    DUE = "due"
    LAPSED = "lapsed"


def is_day(text: str) -> bool:
    """Whether the text is a day that there is, written as 2026-05-22."""
    found = _DAY.fullmatch(text)
    return found is not None and int(found[3]) <= _days_in(int(found[1]), int(found[2]))


def day_told(text: str) -> str:
    """The day in what a file says of when it was written: that of a date and time, or a month, or a year.

    `UNKNOWN_DAY` where it cannot be read; empty where nothing is said.
    """
    if not text:
        return ""
    day = text.partition("T")[0]
    return day if is_day(day) or _YEAR_OR_MONTH.fullmatch(day) else UNKNOWN_DAY


def months_after(day: str, months: int) -> str:
    """The day so many months later, or the last of a shorter month; both are ISO 8601."""
    year, month, of_month = map(int, day.split("-"))
    ahead = year * 12 + month - 1 + months
    year, month = ahead // 12, ahead % 12 + 1
    return f"{year:04}-{month:02}-{min(of_month, _days_in(year, month)):02}"


def _days_in(year: int, month: int) -> int:
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 29 if month == 2 and leap else _DAYS[month - 1]


def freshness(review_by: str, lapses_after_months: int, day: str) -> Freshness:
    """How fresh something is on `day`, both days in ISO 8601. Without a real date or day it is fresh."""
    if not (is_day(review_by) and is_day(day)) or day <= review_by:
        return Freshness.FRESH
    return Freshness.DUE if day <= months_after(review_by, lapses_after_months) else Freshness.LAPSED


def read_on(rule_set: Rules, day: str, *, asked_for: bool = False) -> Rules:
    """The rule set as of `day` (ISO 8601). A day that was `asked_for` is named on every page."""

    def of(review_by: str) -> Freshness:
        return freshness(review_by, rule_set.lapses_after_months, day)

    def library() -> Library:
        claims = tuple(one._replace(freshness=of(one.review_by)) for one in rule_set.library.claims)
        return rule_set.library._replace(claims=claims)

    return rule_set._replace(
        as_of=day if asked_for else "",
        freshness=of(rule_set.next_review),
        sources=tuple(one._replace(freshness=of(one.review_by)) for one in rule_set.sources),
        read_library=cache(library),
        contacts=tuple(one._replace(freshness=of(one.review_by)) for one in rule_set.contacts),
    )
