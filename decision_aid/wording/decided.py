"""What clinician and client decided, as it is asked about: as suggested, or otherwise and why."""

from __future__ import annotations

from typing import Final

from decision_aid.engine.suggest import Suggestion
from decision_aid.model.rules import ItemType
from decision_aid.wording.grammar import capitalized
from decision_aid.wording.prompts import Choice, Command, Prompt

NOT_YET: Final = "not yet"


def deciding(suggestion: Suggestion) -> Prompt:
    """What was decided: the suggestion accepted, another candidate, or nothing yet."""
    main = suggestion.conclusions[0]
    by_nearness = sorted(main.decision.candidates, key=lambda one: one.id not in main.favored)
    choices = (
        Choice(one.id, f"{capitalized(one.short)}{', as suggested' if one.id in main.favored else ''}")
        for one in by_nearness
    )
    return Prompt(
        heading="For the note",
        text="What did you and the client decide?",
        type=ItemType.CHOICE,
        choices=(*choices, Choice(NOT_YET, "Nothing yet")),
        label="Decided",
        alone=True,
        commands=(Command.HELP, Command.LEAVE),
    )


def reason_for(suggestion: Suggestion, decided: str) -> Prompt:
    """Why it was decided, in the clinician's words."""
    as_suggested = decided in suggestion.conclusions[0].favored
    return Prompt(
        heading="For the note",
        text="Why? In a line, for the note."
        if as_suggested
        else "Why not as suggested? In a line, for the note.",
        type=ItemType.TEXT,
        label="Reason",
        commands=(Command.SKIP, Command.HELP, Command.LEAVE),
    )
