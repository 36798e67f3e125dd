"""A rule set as it reads on a day: what has to be looked at again is marked, and says so on every page.

Belongs here: setting the marks, and naming the day. They change what is said beside a claim, a source or a
contact; what is weighed never depends on the day. Does not: which day it is (`cli`), and the words beside
what is marked (`reasons` and others).
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from decision_aid.model.review_dates import Freshness, freshness
from decision_aid.model.rules import Rules

if TYPE_CHECKING:
    from decision_aid.model.library import Library


def read_on(rule_set: Rules, day: str, *, asked_for: bool = False) -> Rules:
    """The rule set on a day (ISO 8601); where that day was `asked_for`, each page says which it is."""

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


def day_stamp(rule_set: Rules) -> tuple[str, ...]:
    """The day that was asked for, as every page says it; nothing when none was."""
    return (f"As of {rule_set.as_of}.",) if rule_set.as_of else ()
