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

if TYPE_CHECKING:
    from decision_aid.model.library import Library
    from decision_aid.model.rules import Rules

_DAY: Final = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])")

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
    """Whether the text has the form of a day, 2026-05-22. The length of the month is not checked."""
    return bool(_DAY.fullmatch(text))


def months_after(day: str, months: int) -> str:
    """The day so many months later; both are ISO 8601.

    In a shorter month this can be a day like 2026-02-31, which sorts after the last real day of the month.
    """
    year, month, of_month = day.split("-")
    ahead = int(year) * 12 + int(month) - 1 + months
    return f"{ahead // 12:04}-{ahead % 12 + 1:02}-{of_month}"


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
