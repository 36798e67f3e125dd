"""What the authors promise about a rule set, for every way the questions can be answered.

Belongs here: the two kinds of promise, and the warnings that the authors accept.
Does not: proving them (`checking`). No evaluation reads them.
"""

from typing import NamedTuple

from decision_aid.model.answers import Value
from decision_aid.model.conditions import Condition
from decision_aid.model.problems import NOWHERE, Location
from decision_aid.model.records import CandidateId, NotAKey, QuestionId, record


@record
class Never(NamedTuple):
    """Where `when` holds, no result has one of these statuses, and none of these candidates is named.

    That is, none of them is favored or close behind.

    `outcomes` are the statuses, written as in JSON.
    """

    when: Condition
    outcomes: NotAKey[tuple[str, ...]] = ()
    candidates: NotAKey[tuple[CandidateId, ...]] = ()


@record
class Rising(NamedTuple):
    """As the answer to `question` moves up in `order`, something never goes down.

    That is the support for the candidate `support_for`. Where that is None, it is the case for a referral:
    the strongest action (stop, refer, caution) of the gates that hold, and how soon it is. `order` is empty
    for a number. With `when`, the promise counts only between sheets on which that condition holds.
    """

    question: QuestionId
    order: NotAKey[tuple[Value, ...]] = ()
    support_for: CandidateId | None = None
    when: Condition | None = None


@record
class Property(NamedTuple):
    """One promise, with a sentence that says it."""

    id: str
    caption: str
    promise: NotAKey[Never | Rising]
    location: Location = NOWHERE


@record
class Accepted(NamedTuple):
    """A warning that the authors accept: its code, the id of what it is about, and why."""

    code: str
    about: str
    because: str
    location: Location = NOWHERE

    @property
    def id(self) -> str:
        """What tells it from the others: several may accept the same code."""
        return f"{self.code}, {self.about}"
