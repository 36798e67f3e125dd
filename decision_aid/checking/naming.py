"""Candidates named where nothing may be named."""

from __future__ import annotations

import re
from collections.abc import Iterator

from decision_aid.engine import safety_questions
from decision_aid.errors import Location, Problem
from decision_aid.model import Action, RuleSet, Text


def find(rule_set: RuleSet) -> Iterator[Problem]:
    """What it finds: the name of a candidate in a text that is shown while safety comes first: the
    texts of stops and referrals, labels of safety questions, contacts, the title and the disclaimer.

    Why it matters: where a stop holds or a safety question is open, no approach is named anywhere.
    Example: a stop that says *CBT can help later*. Instead: speak of help, and of nothing else.
    """
    named = _names(rule_set)
    for what, text, place in _texts(rule_set):
        found = named.search(text)
        if found:
            hint = "this text is shown while nothing may be named"
            yield Problem("names-candidate", f"{what} names '{found.group()}'", place, hint)


def _names(rule_set: RuleSet) -> re.Pattern[str]:
    """Captions and short names of all candidates, and the ids of those of the main decision."""
    names = {
        name for candidate in rule_set.candidate.values() for name in (candidate.caption, candidate.short)
    }
    names |= {name.partition(" (")[0] for name in names}
    names |= {candidate.id for decision in rule_set.decisions[:1] for candidate in decision.candidates}
    return re.compile(rf"\b({'|'.join(map(re.escape, sorted(names)))})\b", re.IGNORECASE)


def _texts(rule_set: RuleSet) -> Iterator[tuple[str, str, Location]]:
    for text in (rule_set.title, rule_set.unanswered_note, rule_set.clinician_review):
        yield "a text of rule_set.yaml", text, rule_set.location
    yield from (("the disclaimer", text, rule_set.location) for text in _variants(rule_set.disclaimer))
    for gate in rule_set.gates:
        for text in _variants(gate.message) if gate.action is not Action.CAUTION else ():
            yield f"the gate '{gate.id}'", text, gate.location
    for link_id in safety_questions(rule_set):
        item = rule_set.item[link_id]
        yield f"the label of '{link_id}'", item.label, item.location
    for contact in rule_set.contacts:
        yield f"the contact '{contact.id}'", f"{contact.name} {contact.contact}", contact.location


def _variants(text: Text) -> Iterator[str]:
    return (words for words in text if words)
