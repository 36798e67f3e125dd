"""Which day it is: the one place that looks, so that everything else can be asked about any day."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from decision_aid.clock import read_on
from decision_aid.errors import DecisionAidError, shown
from decision_aid.freshness import is_day

if TYPE_CHECKING:
    from decision_aid.model import RuleSet


def today() -> str:
    """The day by this machine's clock, as ISO 8601."""
    return time.strftime("%Y-%m-%d")


def as_read_on(rule_set: RuleSet, as_of: str | None) -> RuleSet:
    """The rule set as it reads today, or on the day that was asked for. Raises `DecisionAidError`."""
    if as_of is not None and not is_day(as_of):
        raise DecisionAidError(f"--as-of {shown(as_of)}: write a day as year-month-day, such as 2027-05-22.")
    return read_on(rule_set, as_of or today(), asked_for=as_of is not None)
