"""What was decided: whether it is what was suggested, whether it can stand, and that its reason is heard."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from decision_aid.engine.questionnaire import objection_to_words
from decision_aid.engine.suggest import Suggestion
from decision_aid.model.choice import DECIDED, Choice
from decision_aid.model.problems import Location, Problem, did_you_mean
from decision_aid.model.rules import Rules


class Agreement(StrEnum):
    """How a choice goes with a suggestion; the first two are the words of CDS Hooks (cds-hooks.hl7.org)."""

    ACCEPTED = "accepted"
    OVERRIDDEN = "overridden"
    NOTHING_TO_ACCEPT = "nothing_to_accept"


def heard_beside(suggestion: Suggestion, choice: Choice | None) -> Suggestion:
    """The suggestion with the reason for a choice beside it, so that words of danger in it are heard."""
    if not choice or not choice.reason:
        return suggestion
    return suggestion._replace(beside=(*suggestion.beside, choice.reason))


def agreement(suggestion: Suggestion, choice: Choice) -> Agreement:
    """Accepted where all that was chosen is favored, by the decisions that favor anything."""
    found = Agreement.NOTHING_TO_ACCEPT
    for conclusion in suggestion.conclusions:
        among = {candidate.id for candidate in conclusion.decision.candidates}
        chosen = among.intersection(choice.candidates)
        if chosen and conclusion.favored:
            if not chosen <= set(conclusion.favored):
                return Agreement.OVERRIDDEN
            found = Agreement.ACCEPTED
    return found


def problems_with(rule_set: Rules, choice: Choice, location: Location) -> Iterator[Problem]:
    """Why a choice that stands at `location` cannot be one by these rules."""
    for id in choice.candidates:
        if id not in rule_set.candidate:
            hint = did_you_mean(id, rule_set.candidate)
            yield Problem("unknown-candidate", f"there is no candidate '{id}'", location, hint, about=DECIDED)
    if choice.reason and (objection := objection_to_words(choice.reason)):
        yield Problem("unusable-reason", f"the reason {objection}", location, about=DECIDED)
