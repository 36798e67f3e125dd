"""Texts of safety that are not those that a clinician signed off."""

from __future__ import annotations

from collections.abc import Iterator

from decision_aid.checking.safety_texts import fingerprint_of_safety_texts
from decision_aid.model.problems import Problem, Severity
from decision_aid.model.rules import Rules

CODES = {
    "changed-since-signed": "The texts of safety are not those that a clinician signed off.",
}


def find(rule_set: Rules) -> Iterator[Problem]:
    """What it finds: contacts, messages of gates, questions of safety or words of danger that changed
    after a clinician had signed them off.

    Why it matters: a reader takes a signature for the texts as they are.
    Example: `safety_texts_signed_off` with the fingerprint of last year, and a gate reworded since.
    Instead: let a clinician read what `rules diff` shows, and sign again. `rules check` prints the
    fingerprint of the texts as they are.
    """
    signed = rule_set.safety_texts_signed_off
    if signed is None:
        return
    now = fingerprint_of_safety_texts(rule_set)
    if signed.fingerprint != now:
        message = f"the texts of safety changed after {signed.by} signed them off on {signed.on}"
        hint = f"let them be read again; their fingerprint is now {now}"
        yield Problem("changed-since-signed", message, rule_set.location, hint, Severity.WARNING, rule_set.id)
