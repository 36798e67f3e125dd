"""What a clinic offers: which approaches, after what wait, and when somebody last checked.

It changes no weight. Belongs here: the type. Does not: reading it (`loading`), and the words (`wording`).
"""

from typing import Final, NamedTuple

from decision_aid.model.problems import NOWHERE, Location
from decision_aid.model.records import CandidateId, record
from decision_aid.model.review_dates import is_day, months_after

MONTHS_FRESH: Final = 3
"""How long what a clinic offers can be relied on after somebody checked: waits change with each season."""

MOST_LETTERS: Final = 80
"""Letters of a note: it stands on the card."""

MOST_WEEKS: Final = 260


@record
class Offer(NamedTuple):
    """Whether an approach is offered, after a wait of how many weeks. `checked_on` is a day (ISO 8601)."""

    approach: CandidateId
    checked_on: str
    offered: bool = False
    wait_weeks: int | None = None
    note: str | None = None
    location: Location = NOWHERE

    def is_stale(self, day: str) -> bool:
        """Whether it was checked so long before `day` (ISO 8601) that it may have changed."""
        return is_day(day) and months_after(self.checked_on, MONTHS_FRESH) < day
