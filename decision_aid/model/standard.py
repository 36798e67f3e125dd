"""A standard for decision aids, and how this one rates itself against it.

Belongs here: the criteria, and ratings. Nobody writes a rating down: it follows from the proofs.
Does not: reading the criteria from their file (`loading`) and showing them (`commands`).
"""

from enum import StrEnum
from typing import NamedTuple

from decision_aid.model.problems import NOWHERE, Location
from decision_aid.model.records import NotAKey, record


class Family(StrEnum):
    """The three families of criteria of IPDASi version 4 (Joseph-Williams and others, 2014)."""

    QUALIFYING = "qualifying"
    CERTIFICATION = "certification"
    QUALITY = "quality"


class Rating(StrEnum):
    """How the aid rates itself against a criterion."""

    MET = "met"
    NOT_MET = "not met"
    NOT_APPLICABLE = "not applicable"


@record
class Place(NamedTuple):
    """Where something is shown: a command, without the name of the program, and a heading on its page."""

    command: str
    section: str


@record
class Criterion(NamedTuple):
    """One criterion, in our own words.

    `proofs` are names of tests, `fields` are fields that a type of the model must have, and `shown` is where
    a reader can see it. A criterion without proofs says why it is not met, or why it does not apply.
    """

    id: str
    family: NotAKey[Family]
    says: str
    shown: NotAKey[tuple[Place, ...]] = ()
    fields: tuple[str, ...] = ()
    proofs: tuple[str, ...] = ()
    not_met_because: str | None = None
    not_applicable_because: str | None = None
    location: Location = NOWHERE

    @property
    def rating(self) -> Rating:
        """A criterion is met only if it names proofs."""
        if self.not_applicable_because:
            return Rating.NOT_APPLICABLE
        return Rating.MET if self.proofs else Rating.NOT_MET


@record
class Standard(NamedTuple):
    """All criteria of a standard, and where the aid departs from its definition of a decision aid."""

    name: str
    link: str
    criteria: NotAKey[tuple[Criterion, ...]]
    departures: tuple[str, ...]

    def of(self, family: Family) -> tuple[Criterion, ...]:
        """The criteria of a family, in order."""
        return tuple(criterion for criterion in self.criteria if criterion.family is family)

    def score(self, family: Family) -> tuple[int, int]:
        """How many criteria of a family are met, and how many apply."""
        ratings = [criterion.rating for criterion in self.of(family)]
        return ratings.count(Rating.MET), len(ratings) - ratings.count(Rating.NOT_APPLICABLE)
