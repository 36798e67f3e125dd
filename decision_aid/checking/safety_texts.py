"""The texts on which safety rests: contacts, what gates say, safety questions, words of danger.

Belongs here: which these are, and their fingerprint, by which it can be told whether they are the ones
that a clinician signed off. Does not: what else a rule set says.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from decision_aid.checking.checks.safety_answers import questions_of_safety
from decision_aid.model.rules import Rules
from decision_aid.model.texts import PieceOfText, texts_in, texts_of_all


def texts_of_contacts(rules: Rules) -> Iterator[PieceOfText]:
    """Where to get help, and the numbers that safety texts name in each country."""
    return texts_in(*rules.countries, *rules.contacts)


def safety_texts(rules: Rules) -> Iterator[PieceOfText]:
    """What gates say, what questions of safety ask, and the words that may tell of danger."""
    yield from texts_in(*rules.gates, *questions_of_safety(rules))
    yield from texts_of_all(rules.words_of_danger)


def fingerprint_of_safety_texts(rules: Rules) -> str:
    """SHA-256 over the contacts and the texts of safety, in hexadecimal. The days of checks are left out."""
    return _fingerprint((*texts_of_contacts(rules), *safety_texts(rules)))


def _fingerprint(pieces: Iterable[PieceOfText]) -> str:
    from hashlib import sha256  # for those alone who ask

    lines = sorted(f"{piece.part}\0{piece.field}\0{piece.text}\0" for piece in pieces)
    return sha256("".join(lines).encode()).hexdigest()
