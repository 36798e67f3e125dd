"""Numbers to call: those of the US exactly, and no number written by hand in a safety text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from decision_aid.model.crisis import EMERGENCY, LIFELINE, WAYS, refuses, says_how
from decision_aid.model.problems import Guesses, Location, Problem
from decision_aid.model.rules import ANYWHERE, US, Purpose, Rules

CODES = {
    "us-numbers": "The contacts for the US are not 988 and 911, exactly.",
    "number-by-hand": "A safety text writes a number by hand, which would be wrong in another country.",
    "help-refused": "A contact that tells somebody not to do something, such as to call.",
    "unknown-country": "A contact for a country that is not listed.",
    "no-help-there": "A country without a contact that stands on every page.",
}

SHORTEST: Final = 3
"""The digits of the shortest number that somebody can call."""


def find(rule_set: Rules) -> Iterator[Problem]:
    """What it finds: a US crisis line other than 988, or an emergency number other than 911, or other
    words than how to reach them; a contact that tells somebody not to; a number of three digits or more in a
    safety text; a contact for a country that is not listed; and a country
    that has no contact on every page.

    Why it matters: whoever calls a wrong number in a crisis may not call again.
    Example: *If you may act on these thoughts, call 911*, for somebody in Ireland.
    Instead: *If you may act on these thoughts, {emergency}*. What the countries call it stands in help.yaml.
    """
    yield from _us(rule_set)
    for what, texts, place in _safety_texts(rule_set):
        for text in texts:
            if number := next(numbers_in(text or ""), None):
                hint = "write {crisis_line} or {emergency}: help.yaml says what that is in each country"
                yield Problem(
                    "number-by-hand",
                    f"{what} writes the number {number} by hand",
                    place,
                    hint,
                    words=text or "",
                )
    known, guesses = [country.code for country in rule_set.countries], Guesses()
    for contact in rule_set.contacts:
        if refuses(contact.contact):
            message = f"'{contact.id}' tells somebody not to do something"
            yield Problem(
                "help-refused", message, contact.location, "say only how to reach them", words=contact.contact
            )
        if contact.country not in (*known, ANYWHERE):
            hint = guesses.hint("country", contact.country, known) or "list it under countries"
            message = f"there is no country '{contact.country}'"
            yield Problem("unknown-country", message, contact.location, hint)
    for country in rule_set.countries:
        always = (contact for contact in rule_set.contacts if contact.always)
        if not any(contact.country == country.code for contact in always):
            message = f"no contact for '{country.code}' stands on every page"
            yield Problem("no-help-there", message, country.location, "mark one with 'always: true'")


def _us(rule_set: Rules) -> Iterator[Problem]:
    """What the US says in safety texts, and a contact for each number on every page."""
    here = next((country for country in rule_set.countries if country.code == US), None)
    place = here.location if here else rule_set.location
    for kind, key, number in (("crisis", "crisis_line", LIFELINE), ("emergency", "emergency", EMERGENCY)):
        if here is None or getattr(here, key) != WAYS[kind]:
            message = (
                f"the {key.replace('_', ' ')} of the US is {number}, in exactly these words: {WAYS[kind]}"
            )
            hint, words = f"write under countries: {key}: {WAYS[kind]}", getattr(here, key) if here else ""
            yield Problem("us-numbers", message, place, hint, words=words)
        contacts = [
            contact
            for contact in rule_set.contacts
            if contact.country == US and contact.kind == kind and contact.always
        ]
        if not contacts:
            message = f"no contact of the kind '{kind}' for the US stands on every page"
            yield Problem("us-numbers", message, place, f"it is {number}, with 'always: true'")
        for contact in contacts:
            if _numbers_to_call(contact.contact) != {number} or not says_how(kind, contact.contact):
                message = f"'{contact.id}' has to name {number}, and no other number"
                hint = f"let it begin: {WAYS[kind].capitalize()}"
                yield Problem("us-numbers", message, contact.location, hint, words=contact.contact)


def _numbers_to_call(text: str) -> set[str]:
    """The numbers in a text, but for those inside names of sites such as 988lifeline.org."""
    return set(numbers_in(" ".join(word for word in text.split() if not any(map(str.isalpha, word)))))


def numbers_in(text: str) -> Iterator[str]:
    """The numbers that somebody could call, without the blanks and signs between their digits.

    They have three digits in a row or more, or are put together from shorter groups: 13 11 14, 9-1-1. A range
    such as 18-24 is no number to call.
    """
    groups: list[str] = [""]
    for letter in f"{text}\n":
        if letter.isdecimal():
            groups[-1] += letter
        elif groups[-1] and letter in " -()":
            groups.append("")
        else:
            number = "".join(groups)
            is_range = [len(group) for group in groups if group] == [2, 2]
            if len(number) >= SHORTEST and not is_range:
                yield number
            groups = [""]


def _safety_texts(rule_set: Rules) -> Iterator[tuple[str, Iterable[str | None], Location]]:
    """What each of them is, its words, and its place."""
    yield "'unanswered_note'", (rule_set.unanswered_note,), rule_set.location
    yield "'disclaimer'", rule_set.disclaimer, rule_set.location
    for gate in rule_set.gates:
        yield f"the gate '{gate.id}'", gate.message, gate.location
    words = rule_set.words_of_danger
    for name, note in (("note", words.note), ("caution", words.caution)):
        if note:
            yield f"the {name} on words of danger", note.message, note.location
    for item in rule_set.items:
        if item.purpose is Purpose.SAFETY:
            yield f"the question '{item.link_id}'", (*item.text, *item.hint, item.why), item.location
