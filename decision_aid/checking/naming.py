"""Candidates named where nothing may be named."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from decision_aid.engine import nameable_questions
from decision_aid.errors import Location, Problem
from decision_aid.model import Action, RuleSet, Text

CODES = {
    "names-candidate": "A text that is shown while safety comes first names a candidate.",
}


def find(rule_set: RuleSet) -> Iterator[Problem]:
    """What it finds: the name of a candidate in a text that is shown while safety comes first: the
    texts of stops and referrals, labels and answers of questions that stops read, contacts, the title
    and the disclaimer.

    Why it matters: where a stop holds or a safety question is open, no approach is named anywhere.
    Example: a stop that says *CBT can help later*. Instead: speak of help, and of nothing else.
    """
    names = _names(rule_set)
    for what, text, place in _texts(rule_set):
        folded = text.casefold()
        # The search for whole words is slow, and hardly ever has anything to find.
        found = (name for name in names if name in folded and re.search(rf"\b{re.escape(name)}\b", folded))
        for name in islice(found, 1):
            hint = "this text is shown while nothing may be named"
            yield Problem("names-candidate", f"{what} names '{name}'", place, hint)


def _names(rule_set: RuleSet) -> tuple[str, ...]:
    """Captions and short names of all candidates, and ids of those of the main decision, in lower case."""
    names = {
        name for candidate in rule_set.candidate.values() for name in (candidate.caption, candidate.short)
    }
    names |= {name.partition(" (")[0] for name in names}
    names |= {candidate.id for decision in rule_set.decisions[:1] for candidate in decision.candidates}
    return tuple(sorted(name.casefold() for name in names))


def _texts(rule_set: RuleSet) -> Iterator[tuple[str, str, Location]]:
    for text in (rule_set.title, rule_set.unanswered_note, rule_set.clinician_review):
        yield "a text of rule_set.yaml", text, rule_set.location
    yield from (("the disclaimer", text, rule_set.location) for text in _variants(rule_set.disclaimer))
    for gate in rule_set.gates:
        for text in _variants(gate.message) if gate.action is not Action.CAUTION else ():
            yield f"the gate '{gate.id}'", text, gate.location
        if gate.action is not Action.CAUTION:
            yield f"the caption of '{gate.id}'", f"{gate.caption} ({gate.id})", gate.location
    for link_id in nameable_questions(rule_set):
        item = rule_set.item[link_id]
        yield f"the label of '{link_id}'", f"{item.label} ({link_id})", item.location
        for option in item.answer_options:
            yield f"an answer to '{link_id}'", option.label, item.location
    for contact in rule_set.contacts:
        yield f"the contact '{contact.id}'", f"{contact.name} {contact.contact}", contact.location


def _variants(text: Text) -> Iterator[str]:
    return (words for words in text if words)
