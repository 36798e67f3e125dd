"""The texts on which safety rests: contacts, what gates say, safety questions, words of danger.

Belongs here: which these are. Does not: what else a rule set says, and who reviewed it (`reviewed_parts`).
"""

from __future__ import annotations

from collections.abc import Iterator

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
