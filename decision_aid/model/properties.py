"""What the authors of a rule set promise of it, for every way the questions can be answered.

Belongs here: the two kinds of promise, and the warnings that the authors have weighed and accepted.
They decide nothing; they are proved or refuted by `checking`.
"""

from typing import NamedTuple

from decision_aid.model.answers import Value
from decision_aid.model.conditions import Condition
from decision_aid.model.problems import NOWHERE, Location
from decision_aid.model.records import CandidateId, NotAKey, QuestionId, record


@record
class Never(NamedTuple):
    """Where `when` holds, none of these outcomes comes out, and none of these candidates is favored.

    `outcomes` are statuses of a result, as JSON has them.
    """

    when: Condition
    outcomes: NotAKey[tuple[str, ...]] = ()
    candidates: NotAKey[tuple[CandidateId, ...]] = ()


@record
class Rising(NamedTuple):
    """As the answer to `question` goes up in `order`, something never goes down.

    That is the support for the candidate `support_for`; without one, it is the case for a
    referral: how far the gates that hold go (stop, refer, caution), and how soon. `order` is empty
    for a number, which goes up by itself. `when` limits the promise to sheets on which it holds,
    before and after.
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
    """A warning that the authors know of and let stand, and why: its code, and what it is about."""

    code: str
    about: str
    because: str
    location: Location = NOWHERE
