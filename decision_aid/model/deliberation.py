"""What somebody thinks around a suggestion: which way they lean, how sure they are, whether it changed.

Belongs here: these few values. They decide nothing, no rule reads them, and they are kept only on a
worksheet that somebody asks for. Does not: asking (`interviewing`) and words (`explaining`).
"""

from __future__ import annotations

from typing import Final, NamedTuple

from decision_aid.model.records import record

UNDECIDED: Final = "undecided"
"""Somebody who leans to none of the options, and says so."""

READY: Final = ("knows_options", "knows_what_matters", "has_support", "feels_sure")
"""What it takes to be ready to decide, in our own four points."""


@record
class Deliberation(NamedTuple):
    """What was said before and after the suggestion; None is what was skipped, or not asked.

    `leaning` and `leaning_after` are ids of options or `UNDECIDED`; `sureness` is a code of the
    question about it; `ready` are those of `READY` that somebody has.
    """

    leaning: str | None = None
    sureness: str | None = None
    leaning_after: str | None = None
    ready: tuple[str, ...] | None = None

    @property
    def wanting(self) -> tuple[str, ...]:
        """What is still missing for being ready; nothing where that was not asked."""
        return () if self.ready is None else tuple(point for point in READY if point not in self.ready)
