"""Whether what somebody once looked up is still fresh on a day.

Belongs here: days as ISO 8601 text, which sort like words, so that no calendar is needed, and what
has become of something by a day. Does not: which day it is (`cli`).
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Final

_DAY: Final = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])")

CONTACT_MONTHS: Final = 6
"""How long a contact is good for after it was checked: numbers change, and a wrong one costs the most."""

MONTHS_TO_LAPSE: Final = 12
"""How long after its review-by date something lapses, where a rule set does not say."""


class Freshness(StrEnum):
    """`due` is past its review-by date, `lapsed` so far past it that nothing should rest on it."""

    FRESH = "fresh"
    DUE = "due"
    LAPSED = "lapsed"


def is_day(text: str) -> bool:
    """Whether this is a day, written as 2026-05-22; that there is a 31st of that month is not asked."""
    return bool(_DAY.fullmatch(text))


def months_after(day: str, months: int) -> str:
    """The same day so many months later. Where that month is shorter, it sorts after the month's last day."""
    year, month, of_month = day.split("-")
    ahead = int(year) * 12 + int(month) - 1 + months
    return f"{ahead // 12:04}-{ahead % 12 + 1:02}-{of_month}"


def freshness(review_by: str, lapses_after_months: int, day: str) -> Freshness:
    """What has become of something by a day. What has no date, or on no day, is fresh."""
    if not (is_day(review_by) and is_day(day)) or day <= review_by:
        return Freshness.FRESH
    return Freshness.DUE if day <= months_after(review_by, lapses_after_months) else Freshness.LAPSED
