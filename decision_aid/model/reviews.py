"""Who reviewed which part of a rule set, and whether it is still as it was read.

Belongs here: the types. Does not: what a part is made of (`checking.reviewed_parts`), and the words for it
(`wording.review`).
"""

from enum import StrEnum
from typing import Final, NamedTuple

from decision_aid.model.problems import NOWHERE, Location
from decision_aid.model.records import record


class Part(StrEnum):
    """What can be reviewed by itself; those `OF_A_RESULT` are together all that decides and words one."""

    CONTACTS = "contacts"
    SAFETY_TEXTS = "safety_texts"
    RULES = "rules"
    PAGES_TO_READ = "pages_to_read"

    @property
    def words(self) -> str:
        return self.value.replace("_", " ")


OF_A_RESULT: Final = frozenset((Part.CONTACTS, Part.SAFETY_TEXTS, Part.RULES))
"""The parts on which a result rests. The others are read beside it."""


@record
class Signature(NamedTuple):
    """Who read what, on which day (ISO 8601). Of each part that was read, the fingerprint says as what.

    `licensed`: a licensed clinician, by their own word.
    """

    by: str
    role: str
    on: str
    licensed: bool = False
    contacts: str | None = None
    safety_texts: str | None = None
    rules: str | None = None
    pages_to_read: str | None = None
    location: Location = NOWHERE

    def of(self, part: Part) -> str | None:
        """The fingerprint of a part as it was read; None where it was not."""
        fingerprint: str | None = getattr(self, part)
        return fingerprint

    @property
    def who(self) -> str:
        return f"{self.by}, {self.role}"


@record
class Review(NamedTuple):
    """The signature that counts for a part. `changed`: the part is no longer what was read."""

    part: Part
    signature: Signature
    changed: bool
