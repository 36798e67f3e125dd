"""A part of what was drawn, and how far it may be from the whole."""

from __future__ import annotations

from math import sqrt
from typing import NamedTuple


class Share(NamedTuple):
    """A part of the sheets that were drawn."""

    part: int
    drawn: int

    @property
    def percent(self) -> float:
        return 100 * self.part / self.drawn if self.drawn else 0.0

    @property
    def margin(self) -> float:
        """The margin of error in percentage points, with 95 percent confidence.

        Where none or all of the sheets are of a kind, the rule of three; else a normal approximation.
        """
        if not self.drawn:
            return 100.0
        if self.part in (0, self.drawn):
            return 300 / self.drawn
        share = self.part / self.drawn
        return 196 * sqrt(share * (1 - share) / self.drawn)
