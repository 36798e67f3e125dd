"""The card on which the questions stop: one message, one number, and a way back from a slip.

Belongs here: what stands on it, short enough for a small screen. Does not: drawing it (`rendering.card`), and
the whole page of a stop (`safety`), which is behind a key.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from decision_aid.engine.evaluate import JudgedGate
from decision_aid.engine.suggest import Suggestion
from decision_aid.model.answers import CLINICIAN
from decision_aid.model.report import Card
from decision_aid.model.rules import Contact, ItemType, Urgency
from decision_aid.wording.help import (
    READ_FIRST,
    by_urgency,
    contacts_named,
    contacts_on_every_page,
    crisis_line,
    emergency_number,
)
from decision_aid.wording.prompt import Command, Prompt
from decision_aid.wording.safety import disagreements, gate_message, nothing_now, trigger_in_words

if TYPE_CHECKING:
    from decision_aid.model.words_of_danger import Kind

EMERGENCY_HELP: Final = "emergency"
"""The kind of contact whose whole use is a number that a message names already."""

WHEN_SOON = "Before anything else"


def stopped(
    suggestion: Suggestion, *, may_correct: bool, may_release: bool = False, heard: Iterable[Kind] = ()
) -> Prompt:
    """The card as a prompt: more help, out, and back from a slip where there is a way back.

    A clinician can open the note for the chart, and say that what is missing has been assessed where that
    `may_release` the stop. `heard` are the kinds of danger in words typed on it.
    """
    first = by_urgency(suggestion.evaluation.stops)[0].gate
    note = (Command.NOTE,) if suggestion.evaluation.answers.setting == CLINICIAN else ()
    back = [Command.ASSESSED] * may_release + [Command.MISTAKE] * may_correct
    return Prompt(
        heading="",
        text="",
        type=ItemType.CHOICE,
        commands=(Command.HELP, *note, *back, Command.LEAVE),
        card=stop_card(suggestion, heard),
        renamed=((Command.HELP, "more help"),),
        unseen=first.leave_unseen,
    )


def stop_card(suggestion: Suggestion, heard: Iterable[Kind] = ()) -> Card:
    """The most urgent stop speaks, with its own contact and those of what was `heard`.

    Of each other stop there is a line. Where the message says what to do in an emergency, no other line does.
    Before anything was heard, a clinician is told the trigger.
    """
    rule_set, setting = suggestion.evaluation.rule_set, suggestion.evaluation.answers.setting
    first, *others = by_urgency(suggestion.evaluation.stops)
    elsewhere = contacts_on_every_page(rule_set)[-1:]

    def near(ids: Iterable[str]) -> list[Contact]:
        return [contact for contact in contacts_named(rule_set, ids) if contact not in elsewhere]

    kinds = [kind.contacts for kind in heard]
    own = near((*first.gate.help[:1], *(id for contacts in kinds for id in contacts[:1])))
    named = near((*first.gate.help, *(id for contacts in kinds for id in contacts)))
    message = gate_message(suggestion, first)
    said = EMERGENCY_HELP if emergency_number(rule_set) in message else None
    more = [contact for contact in named if contact not in own and contact.kind != said]
    why = _why(suggestion, first) if setting == CLINICIAN and not kinds else ()
    call = crisis_line(rule_set)
    told = " ".join((message, *map(_how_to_reach, own))).casefold()
    also = (f"You can also {call}.",) if call.casefold() not in told else ()
    last = " ".join((*also, *map(_how_to_reach, elsewhere)))
    return Card(
        WHEN_SOON if first.gate.urgency is Urgency.SOON else READ_FIRST,
        tuple(message.replace(". ", ".\n").split("\n")),
        ("", *map(_how_to_reach, own), *why),
        (last, *nothing_now(suggestion)),
        (
            *(f"Also: {judged.gate.caption}." for judged in others),
            *map(_how_to_reach, more),
        ),
    )


def _how_to_reach(contact: Contact) -> str:
    return f"{contact.name}: {contact.words}"


def _why(suggestion: Suggestion, stop: JudgedGate) -> Iterator[str]:
    """What set off a stop, and which answers do not agree, for a clinician."""
    if words := trigger_in_words(suggestion, stop):
        yield f"Set off by: {words}."
    yield from disagreements(suggestion, (stop,))
