"""A decision beside a suggestion: whether it is what was suggested, and that its reason is heard."""

from __future__ import annotations

from enum import StrEnum

from decision_aid.engine.suggest import Suggestion
from decision_aid.model.choice import Choice


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
