"""What was decided in the room, whatever the aid suggests: beside its result, never in place of it."""

from typing import Final, NamedTuple

from decision_aid.model.records import CandidateId, record

DECIDED: Final = "decided"
"""The key under which it stands in a file of answers, and in a record."""


@record
class Choice(NamedTuple):
    """The ids of the candidates that clinician and client decided on, and why, in their own words."""

    candidates: tuple[CandidateId, ...]
    reason: str = ""
