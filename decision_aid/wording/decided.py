"""What clinician and client decided: as it is asked about, and in words.

Belongs here: as suggested, or otherwise and why. Does not: the note itself (`note`).
"""

from __future__ import annotations

from typing import Final

from decision_aid.engine.agreement import Agreement, agreement
from decision_aid.engine.suggest import Suggestion
from decision_aid.model.choice import Choice
from decision_aid.model.rules import ItemType
from decision_aid.wording import prompt
from decision_aid.wording.grammar import capitalized
from decision_aid.wording.prompt import Command, Prompt

NOT_YET: Final = "not yet"

HOW: Final = {
    Agreement.ACCEPTED: "as suggested",
    Agreement.OVERRIDDEN: "not as suggested",
    Agreement.NOTHING_TO_ACCEPT: "nothing was suggested on this",
}


def decided_in_words(suggestion: Suggestion, choice: Choice) -> str:
    """What was decided, by its short names, and whether it was suggested."""
    return f"{in_short(suggestion, choice)} ({HOW[agreement(suggestion, choice)]})"


def in_short(suggestion: Suggestion, choice: Choice) -> str:
    """What was decided, by its short names. A record may name a candidate that was there once."""
    known = suggestion.evaluation.rule_set.candidate
    return ", ".join(known[id].short if id in known else id for id in choice.candidates)


def deciding(suggestion: Suggestion, before: Choice | None) -> Prompt:
    """What was decided of all that is suggested on, or nothing yet. Or still as `before`."""
    offered = {
        one.id: f"{capitalized(one.short)}{', as suggested' if one.id in made.favored else ''}"
        for made in suggestion.conclusions
        for one in sorted(made.decision.candidates, key=lambda one: one.id not in made.favored)
    }
    choices = (prompt.Choice(id, words) for id, words in offered.items())
    return Prompt(
        heading="For the note",
        text="What did you and the client decide? Choose any number.",
        type=ItemType.MULTIPLE,
        choices=(*choices, prompt.Choice(NOT_YET, "Nothing yet", exclusive=True)),
        earlier=tuple(id for id in offered if before and id in before.candidates) or None,
        label="Decided",
        alone=True,
        commands=(Command.BACK, Command.HELP, Command.LEAVE),
    )


def changed(asked: Prompt, before: Choice | None, reply: tuple[str, ...]) -> Choice | None:
    """The choice after a reply to `deciding`. What was decided besides, and why, holds for the same reply."""
    if reply == (NOT_YET,):
        return None
    if before and reply == asked.earlier:
        return before
    offered = {choice.code for choice in asked.choices}
    besides = (id for id in (before.candidates if before else ()) if id not in offered)
    return Choice((*reply, *besides))


def reason_for(suggestion: Suggestion, choice: Choice) -> Prompt:
    """Why it was decided, in the clinician's words."""
    as_suggested = agreement(suggestion, choice) is not Agreement.OVERRIDDEN
    return Prompt(
        heading="For the note",
        text="Why? In a line, for the note."
        if as_suggested
        else "Why not as suggested? In a line, for the note.",
        type=ItemType.TEXT,
        earlier=choice.reason or None,
        label="Reason",
        commands=(Command.SKIP, Command.BACK, Command.HELP, Command.LEAVE),
    )
