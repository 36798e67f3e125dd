"""Who might fill in a sheet: how often each answer occurs, given what.

Belongs here: the types of a population. It decides nothing; rules are tried on people drawn from it.
Does not: drawing them (`proving.people`).
"""

from collections.abc import Mapping
from typing import Final, NamedTuple

from decision_aid.model.conditions import Condition
from decision_aid.model.problems import NOWHERE, Location
from decision_aid.model.records import CandidateId, NotAKey, QuestionId, record
from decision_aid.model.rules import AnswerOption, Item, ItemType, Purpose, Rules, Text

ASSUMPTION: Final = "assumption"
"""The source of what nobody has counted."""


@record
class Trait(NamedTuple):
    """What nobody is asked, such as how ill somebody is: answers go together because of it.

    `shares` are out of a hundred, by code.
    """

    id: str
    caption: str
    shares: NotAKey[Mapping[str, float]]
    source: str
    location: Location = NOWHERE

    @property
    def item(self) -> Item:
        """The trait as a question, so that conditions can read it."""
        options = tuple(AnswerOption(code, code) for code in self.shares)
        return Item(
            self.id,
            self.caption,
            Text(self.caption),
            ItemType.CHOICE,
            self.caption,
            "",
            Purpose.CONTEXT,
            options,
            location=self.location,
        )


@record
class Line(NamedTuple):
    """How often each answer to a question occurs, in people of whom `given` is true, and no earlier line's.

    `shares` are out of a hundred, by code, and for a number by range (`5 to 9`). Of a question that takes
    several answers, each is the share of people who tick it.
    """

    question: QuestionId
    shares: NotAKey[Mapping[str, float]]
    source: str
    given: Condition | None = None
    location: Location = NOWHERE


@record
class Group(NamedTuple):
    """People to look at by themselves, and the candidates that ought to come up for them."""

    id: str
    caption: str
    when: Condition
    watch: tuple[CandidateId, ...]
    location: Location = NOWHERE


@record
class Population(NamedTuple):
    """Who might fill in a sheet. `about` says who they are."""

    about: str
    traits: tuple[Trait, ...]
    answers: NotAKey[tuple[Line, ...]]
    groups: tuple[Group, ...] = ()
    location: Location = NOWHERE

    def lines(self, link_id: str) -> tuple[Line, ...]:
        """The lines of a question, in order."""
        return tuple(line for line in self.answers if line.question == link_id)

    def traits_and_questions(self, rules: Rules) -> Rules:
        """The same rules, with the traits as questions before all others."""
        return rules._replace(items=(*(trait.item for trait in self.traits), *rules.items))


def numbers_in(code: str) -> range | None:
    """The numbers of a range such as `5 to 9`, or of a single number; None where it is neither."""
    first, to, last = code.partition(" to ")
    if not (first.isdecimal() and (last.isdecimal() if to else True)):
        return None
    return range(int(first), int(last if to else first) + 1)
