"""What the clinic offers: read only where something may be suggested, so it is on no page of a stop."""

from pathlib import Path
from typing import TYPE_CHECKING, Optional

if TYPE_CHECKING:
    from decision_aid.engine.suggest import Suggestion


def with_offers(suggestion: "Suggestion", file: Optional[Path]) -> "Suggestion":
    """The same suggestion, which can say what is offered. Raises `UnusableInput` where the file is wrong."""
    evaluation = suggestion.evaluation
    if file is None or not evaluation.safe:
        return suggestion
    from decision_aid.cli.output import show_beside
    from decision_aid.loading.availability import load_offers
    from decision_aid.wording.help import crisis_card

    offers = load_offers(file, evaluation.rule_set)
    rules = evaluation.rule_set._replace(offers=offers)
    named = {id for conclusion in suggestion.conclusions for id in conclusion.named}
    notes = tuple(offer.note for offer in offers if offer.note and offer.approach in named)
    offered = suggestion._replace(
        evaluation=evaluation._replace(rule_set=rules), beside=(*suggestion.beside, *notes)
    )
    if offered.kinds_beside:
        show_beside(crisis_card(rules))
    return offered
