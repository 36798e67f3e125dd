"""Which texts a change of rules changes, word by word.

Who signs off that nothing comes out otherwise must have seen the words, too. Belongs here: finding them.
Does not: how they are shown (`page`, `record`), and what comes out (`find`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Final, NamedTuple, TypeAlias

from decision_aid.checking.checks.safety_answers import questions_of_safety
from decision_aid.checking.safety_texts import safety_texts, texts_of_contacts
from decision_aid.model.conditions import Condition
from decision_aid.model.problems import Location
from decision_aid.model.rules import Item, Rules
from decision_aid.model.texts import PieceOfText, texts_in, texts_of_all
from decision_aid.wording.conditions import in_codes

UNSAID: Final = ("", "no", "0")
"""What a thing says where nothing is written; of one that is new or gone there is no need to read it."""


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
    """A text that one of the two alone has, or that they have in other words.

    `place` is its file and line in the new rule set, or else in the old one; empty where it has none.
    """

    part: str
    field: str
    old: str | None
    new: str | None
    place: str = ""

    @property
    def word_by_word(self) -> tuple[Words, ...]:
        """The words of both in one, in order."""
        return tuple(_word_by_word((self.old or "").split(), (self.new or "").split()))


class ChangedTexts(NamedTuple):
    """All of them; the gravest first. What worked cases say is no text of a page."""

    contacts: tuple[ChangedText, ...]
    safety: tuple[ChangedText, ...]
    gates: tuple[ChangedText, ...]
    questions: tuple[ChangedText, ...]
    cases: tuple[ChangedText, ...]
    others: tuple[ChangedText, ...]


Place: TypeAlias = Callable[[PieceOfText], str]
"""From a text to its file and line."""


def changed_texts(
    old: Rules, new: Rules, places: tuple[Place, Place] = (lambda piece: "", lambda piece: "")
) -> ChangedTexts:
    """The texts that differ between two rule sets, each told once. `places` are for the old and the new."""
    told: set[tuple[str, str]] = set()
    groups = []
    for texts in (texts_of_contacts, safety_texts, _of_gates, _of_questions, _of_cases, _of_everything):
        groups.append(tuple(_that_differ(texts(old), texts(new), told, places)))
    found = ChangedTexts(*groups)
    moved = _order(old, new)
    if moved is None:
        return found
    of_safety = {item.link_id for rules in (old, new) for item in questions_of_safety(rules)}
    if any(of_safety.intersection(one.text.split()) for one in moved.word_by_word if one.sign != Sign.KEPT):
        return found._replace(safety=(*found.safety, moved))
    return found._replace(questions=(*found.questions, moved))


def _order(old: Rules, new: Rules) -> ChangedText | None:
    """The order in which both ask the questions of both; None where it is the same."""
    before, after = (
        " ".join(id for id in one.item if id in other.item) for one, other in ((old, new), (new, old))
    )
    return ChangedText("questionnaire", "order of asking", before, after) if before != after else None


def _of_gates(rules: Rules) -> Iterator[PieceOfText]:
    """When gates hold, and when the questions that they rest on are asked."""
    for gate in rules.gates:
        yield from _condition("gate", gate.id, "holds when", gate.when)
        yield from _condition("gate", gate.id, "unless", gate.unless)
    yield from _askings(*questions_of_safety(rules))


def _of_questions(rules: Rules) -> Iterator[PieceOfText]:
    of_safety = questions_of_safety(rules)
    others = [item for item in rules.items if item not in of_safety]
    yield from texts_in(*others)
    yield from _askings(*others)


def _of_cases(rules: Rules) -> Iterator[PieceOfText]:
    return texts_in(*rules.library.cases)


def _askings(*items: Item) -> Iterator[PieceOfText]:
    for item in items:
        yield from _condition("question", item.link_id, "applies when", item.enable_when)
        yield from _condition("question", item.link_id, "asked when", item.ask_when)


def _condition(called: str, id: str, field: str, condition: Condition | None) -> Iterator[PieceOfText]:
    if condition is not None:
        yield PieceOfText(f"{called} '{id}'", field, in_codes(condition), condition.location, id)


def _of_everything(rules: Rules) -> Iterator[PieceOfText]:
    for rule in rules.rules:
        yield from _condition("rule", rule.id, "holds when", rule.when)
    files = {f"themes '{rule.theme}'": Location(rule.location.file, 1, 1) for rule in rules.rules}
    for piece in texts_of_all(rules):
        yield piece._replace(location=files.get(piece.field, piece.location))
    yield from texts_of_all(rules.library)


def _that_differ(
    old: Iterable[PieceOfText],
    new: Iterable[PieceOfText],
    told: set[tuple[str, str]],
    places: tuple[Place, Place],
) -> Iterator[ChangedText]:
    before, after = ({(piece.part, piece.field): piece for piece in texts} for texts in (old, new))
    for key in {**after, **before}:
        was, is_now = (texts[key].text if key in texts else None for texts in (before, after))
        of_one_alone = was is None or is_now is None
        if was != is_now and not (of_one_alone and (was or is_now or "") in UNSAID) and key not in told:
            place = places[1](after[key]) if key in after else places[0](before[key])
            yield ChangedText(*key, was, is_now, place)
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
