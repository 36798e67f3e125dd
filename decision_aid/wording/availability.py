"""What the clinic offers of what fits, in words: for the card and the note.

Belongs here: a phrase for each candidate that is favored or close behind. It weighs nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from decision_aid.engine.suggest import Suggestion
from decision_aid.model.availability import Offer
from decision_aid.wording.grammar import counted


def offers_in_words(suggestion: Suggestion, *, in_full: bool = True) -> Iterator[str]:
    """For each candidate that is named: whether it is offered here. Nothing where no clinic said.

    In full, it has notes, the other decisions, and what of the main one the clinic does not list.
    """
    rules = suggestion.evaluation.rule_set
    offers = {offer.approach: offer for offer in rules.offers}
    main, *others = suggestion.conclusions if offers else [None]
    for conclusion in (main, *(others if in_full else ())):
        for id in conclusion.named if conclusion else ():
            name = rules.candidate[id].short
            if id in offers:
                yield f"{name} {_offered(offers[id], rules.as_of or rules.day, in_full)}"
            elif in_full and conclusion is main:
                yield f"{name} isn't on the clinic's list"


def _offered(offer: Offer, day: str, in_full: bool) -> str:
    wait = ""
    if offer.wait_weeks is not None:
        weeks = counted(offer.wait_weeks, "week")
        wait = f", wait about {weeks}" if offer.wait_weeks else ", no wait"
    note = f" ({offer.note})" if in_full and offer.note else ""
    stale = f" (last checked on {offer.checked_on}: ask again)" if offer.is_stale(day) else ""
    offered = "is offered" if offer.offered else "isn't offered"
    return f"{offered}{wait}{note}{stale}"
