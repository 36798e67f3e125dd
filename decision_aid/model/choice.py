"""What was decided in the room, whatever the aid suggests: beside its result, never in place of it."""

from __future__ import annotations

from typing import Final, NamedTuple

from decision_aid.model.records import record

MOST_LETTERS_OF_A_REASON: Final = 300
"""The longest reason for a decision, in characters: a few lines of a note."""


@record
class Choice(NamedTuple):
    """The ids of the candidates that clinician and client decided on, and why, in their own words."""

    candidates: tuple[str, ...]
    reason: str = ""
