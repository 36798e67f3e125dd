"""What stands beside the rules: claims, lessons, option pages, worked cases, what the aid is for.

Belongs here: the types of what is read, taught and tested, and decides nothing by itself; but
for the lens that takes the documents at their word, which asks how strongly a claim is worded.
Does not: what an evaluation needs (`model`).
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from decision_aid.answers import Value
from decision_aid.errors import NOWHERE, Location


class Wording(StrEnum):
    """How strongly a document puts a claim; `impression` is a practice's own experience."""

    STRONG = "strong"
    MODERATE = "moderate"
    WEAK = "weak"
    IMPRESSION = "impression"


class Claim(NamedTuple):
    """What one of the two documents says, and what outside research says of it."""

    id: str
    document: str
    heading: str
    item: str
    says: str
    wording: Wording
    benefit: bool
    verdict: str
    research: str
    sources: tuple[str, ...] = ()
    unused_because: str | None = None
    location: Location = NOWHERE

    @property
    def is_strong(self) -> bool:
        """Whether the document puts it strongly."""
        return self.wording is Wording.STRONG


class Point(NamedTuple):
    """A good or a bad point of an option, with the sources of what it states."""

    text: str
    sources: tuple[str, ...] = ()


class OptionPage(NamedTuple):
    """What a candidate is and what it is like to live with."""

    id: str
    caption: str
    what_it_is: str
    typical_month: Mapping[str, str]
    good_points: tuple[Point, ...]
    burdens: tuple[Point, ...]
    not_known: str
    location: Location = NOWHERE


class About(NamedTuple):
    """What a rule set says of itself, in paragraphs, beside its dates, authors and interests.

    `problem` and `decision`: what the choice is about. `meant_for`, `not_for`, `use`, `clinicians`: intended
    users, use and limits. `method`: how evidence was found and combined; `seen`: how much of it was read.
    `roles`: of the authors. `updates`: when, and whom to tell.
    """

    problem: tuple[str, ...] = ()
    decision: tuple[str, ...] = ()
    meant_for: tuple[str, ...] = ()
    not_for: tuple[str, ...] = ()
    use: tuple[str, ...] = ()
    clinicians: tuple[str, ...] = ()
    method: tuple[str, ...] = ()
    seen: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    updates: tuple[str, ...] = ()
    location: Location = NOWHERE


class Step(NamedTuple):
    """One step of a lesson: what the page says, what a closer look shows, and a fair reading of both."""

    heading: str
    page_says: str
    look_closer: str
    fair_reading: str
    sources: tuple[str, ...] = ()


class Lesson(NamedTuple):
    """What a class can learn from a claim of a `document`. Only here may a figure stand that misleads."""

    id: str
    document: str
    title: str
    opening: str
    steps: tuple[Step, ...]
    questions: tuple[str, ...]
    location: Location = NOWHERE


class Expected(NamedTuple):
    """What a decision must come to: its outcome and the ids of the favoured candidates."""

    outcome: str
    favoured: tuple[str, ...]


class Case(NamedTuple):
    """A worked case: a story, its answers, and what must come out (ids, never text)."""

    id: str
    title: str
    story: str
    answers: Mapping[str, Value]
    status: str
    gates: tuple[str, ...]
    decisions: Mapping[str, Expected]
    location: Location = NOWHERE
