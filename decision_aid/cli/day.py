"""Which day it is: the one place that looks, so that everything else can be asked about any day."""

from __future__ import annotations

import time
from contextlib import suppress
from typing import TYPE_CHECKING

from decision_aid.model.problems import DecisionAidError, shown
from decision_aid.model.review_dates import read_on

if TYPE_CHECKING:
    from decision_aid.model.rules import Rules


def today() -> str:
    """The day by this machine's clock, as ISO 8601."""
    return time.strftime("%Y-%m-%d")


def day_meant(as_of: str | None) -> str:
    """The day that was asked for, written as 2027-05-22, else today. Raises `DecisionAidError`."""
    if as_of is None:
        return today()
    from datetime import date  # for those alone who ask

    with suppress(ValueError):
        if date.fromisoformat(as_of).isoformat() == as_of:  # days written otherwise would not sort
            return as_of
    raise DecisionAidError(f"--as-of takes a day, such as 2027-05-22, not '{shown(as_of)}'.")


def as_read_on(rule_set: Rules, as_of: str | None) -> Rules:
    """The rule set as it reads today, or on the day that was asked for. Raises `DecisionAidError`.

    What is made with it is dated today, whatever day was asked for.
    """
    return read_on(rule_set, day_meant(as_of), asked_for=as_of is not None)._replace(day=today())
