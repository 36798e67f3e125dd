"""Which texts a change of rules changes, word by word.

Who signs off that nothing comes out otherwise must have seen the words, too. Belongs here: finding them.
Does not: how they are shown (`page`, `record`), and what comes out (`find`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from enum import StrEnum
from typing import NamedTuple

from decision_aid.checking.checks.safety_answers import questions_of_safety
from decision_aid.checking.safety_texts import safety_texts, texts_of_contacts
from decision_aid.model.rules import Rules
from decision_aid.model.texts import PieceOfText, texts_in, texts_of_all


class Sign(StrEnum):
    """What became of some words."""

    KEPT = "kept"
    GONE = "gone"
    NEW = "new"


class Words(NamedTuple):
    """Some words of a text, and what became of them."""

    sign: Sign
    text: str


class ChangedText(NamedTuple):
    """A text that one of the two alone has, or that they have in other words."""

    part: str
    field: str
    old: str | None
    new: str | None

    @property
    def word_by_word(self) -> tuple[Words, ...]:
        """The words of both in one, in order."""
        return tuple(_word_by_word((self.old or "").split(), (self.new or "").split()))


class ChangedTexts(NamedTuple):
    """All of them; the gravest first."""

    contacts: tuple[ChangedText, ...]
    safety: tuple[ChangedText, ...]
    questions: tuple[ChangedText, ...]
    others: tuple[ChangedText, ...]


def changed_texts(old: Rules, new: Rules) -> ChangedTexts:
    """The texts that differ between two rule sets. Each is told once."""
    told: set[tuple[str, str]] = set()
    groups = []
    for texts in (texts_of_contacts, safety_texts, _of_questions, _of_everything):
        groups.append(tuple(_changed(texts(old), texts(new), told)))
    return ChangedTexts(*groups)


def _of_questions(rules: Rules) -> Iterator[PieceOfText]:
    of_safety = questions_of_safety(rules)
    return texts_in(*(item for item in rules.items if item not in of_safety))


def _of_everything(rules: Rules) -> Iterator[PieceOfText]:
    yield from texts_of_all(rules)
    yield from texts_of_all(rules.library)


def _changed(
    old: Iterable[PieceOfText], new: Iterable[PieceOfText], told: set[tuple[str, str]]
) -> Iterator[ChangedText]:
    before, after = ({(piece.part, piece.field): piece.text for piece in texts} for texts in (old, new))
    for key in {**after, **before}:
        was, is_now = before.get(key), after.get(key)
        if was != is_now and key not in told:
            yield ChangedText(*key, was, is_now)
    told.update(before, after)


def _word_by_word(old: list[str], new: list[str]) -> Iterator[Words]:
    for what, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            yield Words(Sign.KEPT, " ".join(old[i:j]))
            continue
        if i < j:
            yield Words(Sign.GONE, " ".join(old[i:j]))
        if k < m:
            yield Words(Sign.NEW, " ".join(new[k:m]))
