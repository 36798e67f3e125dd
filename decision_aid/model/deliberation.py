"""What somebody thinks around a suggestion: which way they lean, how sure they are, whether it changed.

Belongs here: these few values. No rule reads them, and they are kept only on a worksheet that somebody
asks for. Does not: asking (`interviewing`) and words (`wording`).
"""

from __future__ import annotations

from typing import Final, NamedTuple

from decision_aid.model.records import record

UNDECIDED: Final = "undecided"
"""The leaning of somebody who says that they lean to none of the options."""

READY: Final = ("knows_options", "knows_what_matters", "has_support", "feels_sure")
"""Codes of the four points that make somebody ready to decide."""


@record
class Deliberation(NamedTuple):
    """What somebody said before and after the suggestion. None: skipped, or not asked.

    `leaning` and `leaning_after` are ids of options or `UNDECIDED`; `sureness` is a code of the
    question about it; `ready` holds the points of `READY` that they say yes to.
    """

    leaning: str | None = None
    sureness: str | None = None
    leaning_after: str | None = None
    ready: tuple[str, ...] | None = None

    @property
    def wanting(self) -> tuple[str, ...]:
        """The points of `READY` that are still missing; none where that was not asked."""
        return () if self.ready is None else tuple(point for point in READY if point not in self.ready)
