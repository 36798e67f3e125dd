"""The library of a rule set: claims, lessons, option pages, worked cases, and what the aid is for.

Belongs here: the types of what is read, taught and tested. None of it decides anything, except that
the `documents` lens asks how strongly a claim is worded.
Does not: what an evaluation needs (`rules`).
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import cached_property
from typing import Final, NamedTuple

from decision_aid.model.answers import Value
from decision_aid.model.population import Population
from decision_aid.model.problems import NOWHERE, Location
from decision_aid.model.properties import Accepted, Property
from decision_aid.model.records import (
    CandidateId,
    CaseId,
    GateId,
    NotAKey,
    OfAHundred,
    OptionId,
    SourceId,
    record,
)
from decision_aid.model.review_dates import Freshness


class Wording(StrEnum):
    """How strongly a document words a claim. `impression` is what a practice has seen itself."""

    STRONG = "strong"
    MODERATE = "moderate"
    WEAK = "weak"
    IMPRESSION = "impression"


@record
class Claim(NamedTuple):
    """What a document says, and what outside research says about it.

    `item` is where it says so, below the `heading`. `benefit` claims say who benefits or when it fits.
    """

    id: str
    document: SourceId
    heading: str
    item: str
    says: str
    wording: Wording
    benefit: bool
    verdict: str
    research: str
    sources: tuple[SourceId, ...] = ()
    review_by: str = ""
    freshness: NotAKey[Freshness] = Freshness.FRESH
    location: Location = NOWHERE

    @property
    def is_strong(self) -> bool:
        """Whether the document words it strongly."""
        return self.wording is Wording.STRONG

    @property
    def firmness(self) -> int:
        """A number that is higher the more firmly the document words it."""
        return -list(Wording).index(self.wording)


@record
class Point(NamedTuple):
    """One thing to know about an option, with the sources of what it states."""

    text: str
    sources: tuple[SourceId, ...] = ()


@record
class Count(NamedTuple):
    """How many of a hundred people, and a sentence that says what happened to them."""

    text: str
    of_a_hundred: OfAHundred


@record
class OutcomeNumber(NamedTuple):
    """An outcome in a study, as a number of people out of a hundred.

    `compared_with` is the number in another group of the same study. `when` it was counted, who the
    `people` were and how `sure` the number is are sentences; they say so where a source does not tell.
    """

    text: str
    of_a_hundred: OfAHundred
    compared_with: Count | None
    when: str
    people: str
    sure: str
    sources: tuple[SourceId, ...]

    @property
    def counts(self) -> tuple[Count, ...]:
        """The number, and the one it is compared with, if any."""
        found = Count(self.text, self.of_a_hundred)
        return (found, self.compared_with) if self.compared_with else (found,)


@record
class TypicalMonth(NamedTuple):
    """What a month with an option is like."""

    body: str
    mind: str
    time_and_money: str


@record
class OptionPage(NamedTuple):
    """What an option is, what living with it is like, and what is known about it.

    Either `chances` or `chances_unknown` is there. `form_of` is the id of the option that this is a form of.
    """

    id: str
    caption: str
    about: str
    what_it_is: str
    typical_month: TypicalMonth
    how_long: Point
    good_points: tuple[Point, ...]
    burdens: tuple[Point, ...]
    may_not_suit: Point
    how_sure: Point
    studied_in: Point
    not_known: str
    chances: tuple[OutcomeNumber, ...] = ()
    chances_unknown: Point | None = None
    form_of: OptionId | None = None
    location: Location = NOWHERE

    @property
    def points(self) -> tuple[Point, ...]:
        """Everything that may name sources, except the numbers."""
        others = (self.how_long, self.may_not_suit, self.how_sure, self.studied_in, self.chances_unknown)
        return (*self.good_points, *self.burdens, *(point for point in others if point))

    @property
    def numbers_in_words(self) -> tuple[str, ...]:
        """All sentences about its numbers, or about having none."""
        told = tuple(
            text
            for chance in self.chances
            for text in (*(count.text for count in chance.counts), chance.when, chance.people, chance.sure)
        )
        return (*told, self.chances_unknown.text) if self.chances_unknown else told

    @property
    def sources_of_numbers(self) -> tuple[str, ...]:
        """The ids of the sources of its numbers, or of the sentence that there are none; each once."""
        cited = (self.chances_unknown, *self.chances)
        return tuple(dict.fromkeys(source for told in cited if told for source in told.sources))

    @property
    def sources(self) -> tuple[str, ...]:
        """The ids of all sources of the page, each once."""
        cited = (*(point.sources for point in self.points), self.sources_of_numbers)
        return tuple(dict.fromkeys(source for sources in cited for source in sources))


def in_neutral_order(pages: Iterable[OptionPage]) -> tuple[OptionPage, ...]:
    """Sort pages by caption, so that the order favors no option."""
    return tuple(sorted(pages, key=lambda page: page.caption.casefold()))


@record
class NotCovered(NamedTuple):
    """A kind of help that the rule set does not cover, and where to ask about it."""

    name: str
    ask: str
    location: Location = NOWHERE


@record
class Overview(NamedTuple):
    """What the choice is about: the problem, the options in their order, and what is not covered."""

    problem: Point
    decision: str
    without_treatment: Point
    options: tuple[OptionId, ...]
    not_covered: tuple[NotCovered, ...]
    location: Location = NOWHERE

    @property
    def sources(self) -> tuple[str, ...]:
        """The ids of the sources of its texts."""
        return (*self.problem.sources, *self.without_treatment.sources)


@record
class About(NamedTuple):
    """What a rule set says about itself, in paragraphs.

    `problem` and `decision`: what the choice is about. `meant_for`, `not_for`, `use`, `clinicians`: intended
    users, use and limits. `method`: how evidence was found and combined; `seen`: how much of it was read.
    `roles`: of the authors. `updates`: when, and whom to tell.
    """

    problem: tuple[str, ...]
    decision: tuple[str, ...]
    meant_for: tuple[str, ...]
    not_for: tuple[str, ...]
    use: tuple[str, ...]
    clinicians: tuple[str, ...]
    method: tuple[str, ...]
    seen: tuple[str, ...]
    roles: tuple[str, ...]
    updates: tuple[str, ...]
    location: Location = NOWHERE


SAYS_NOTHING: Final = About._make((*((),) * 10, NOWHERE))
"""For a rule set without the file."""


@record
class Figure(NamedTuple):
    """One figure of a step, for a picture: what it belongs to, and how many hundredths it is."""

    of: str
    hundredths: int

    @property
    def written(self) -> str:
        """As it is read: 0.43, 0.7, 3.0."""
        return f"{self.hundredths / 100:.2f}".removesuffix("0")


@record
class Step(NamedTuple):
    """One step of a lesson: what the page says, what a closer look shows, and a fair reading of both.

    The `figures` of a closer look can be drawn beside each other, so all of them are in one unit.
    """

    heading: str
    page_says: str
    look_closer: str
    fair_reading: str
    figures: tuple[Figure, ...] = ()
    sources: tuple[SourceId, ...] = ()


@record
class LessonCase(NamedTuple):
    """A worked case of a lesson, and what a class can discuss once it has seen what comes out."""

    case: CaseId
    discuss: tuple[str, ...]


@record
class Lesson(NamedTuple):
    """What a class can learn: from what a `document` claims, in `steps`, or from worked `cases`.

    The `questions` are those to end with. Only a lesson may show a misleading figure.
    """

    id: str
    title: str
    opening: str
    questions: tuple[str, ...]
    document: SourceId | None = None
    steps: tuple[Step, ...] = ()
    cases: tuple[LessonCase, ...] = ()
    location: Location = NOWHERE


@record
class Expected(NamedTuple):
    """What a decision must come to: its outcome, and the ids of the candidates favored and close behind."""

    outcome: str
    favored: tuple[CandidateId, ...] = ()
    close_behind: tuple[CandidateId, ...] = ()


@record
class ChangeOfMind(NamedTuple):
    """What a case expects was rewritten: the day (ISO 8601), and why what comes out now is right."""

    on: str
    because: str


@record
class Case(NamedTuple):
    """A worked case: a story, its answers, and what must come out.

    `status`, `gates` and the keys of `decisions` are ids; the wording of a page is not compared. `changed`
    says why it came to expect something else, the latest last.
    """

    id: str
    title: str
    story: str
    answers: NotAKey[Mapping[str, Value]]
    status: NotAKey[str]
    gates: NotAKey[tuple[GateId, ...]]
    decisions: NotAKey[Mapping[str, Expected]]
    changed: tuple[ChangeOfMind, ...] = ()
    location: Location = NOWHERE


@record
class LibraryParts(NamedTuple):
    """The fields of a `Library`. A named tuple cannot keep what is worked out from them; a subclass can."""

    claims: tuple[Claim, ...] = ()
    overview: Overview | None = None
    options: tuple[OptionPage, ...] = ()
    lessons: tuple[Lesson, ...] = ()
    cases: tuple[Case, ...] = ()
    properties: tuple[Property, ...] = ()
    accepted: tuple[Accepted, ...] = ()
    about: About = SAYS_NOTHING
    population: Population | None = None


class Library(LibraryParts):
    """All that is read, taught and tested. Evaluating a sheet needs none of it."""

    @cached_property
    def claim(self) -> Mapping[str, Claim]:
        return {claim.id: claim for claim in self.claims}

    @cached_property
    def option(self) -> Mapping[str, OptionPage]:
        return {page.id: page for page in self.options}

    @property
    def lessons_on_claims(self) -> tuple[Lesson, ...]:
        return tuple(lesson for lesson in self.lessons if lesson.steps)

    @property
    def lessons_of_cases(self) -> tuple[Lesson, ...]:
        return tuple(lesson for lesson in self.lessons if lesson.cases)

    @property
    def choice(self) -> tuple[OptionPage, ...]:
        """The options of the choice, in their neutral order; without an overview there are none."""
        return tuple(self.option[id] for id in self.overview.options) if self.overview else ()
