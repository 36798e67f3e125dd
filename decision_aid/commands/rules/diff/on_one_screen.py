"""Texts that changed, so that they fit a screen: of what is new or gone, a line each.

Belongs here: which texts are told as one thing, and which of its words stand for it. Does not: texts of
safety, each of which is told word by word (`page`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from decision_aid.commands.rules.diff.texts import ChangedText
from decision_aid.model.problems import shortened
from decision_aid.model.rules import Rules
from decision_aid.model.texts import texts_of_all
from decision_aid.wording.grammar import counted

MOST_THINGS: Final = 12
"""Things that are told of a group of texts; of more, the others are counted."""

MOST_LETTERS: Final = 100
"""Letters of a text that stands for a new thing, or one that is gone."""

SAYING_MOST: Final = ("because", "about", "text", "title", "caption", "name")
"""The fields whose words stand for a thing, the first that it has."""

COUNTED: Final = {"case": "worked case", "population": "population line"}
"""What is counted, and told by what comes out otherwise."""


class Thing(NamedTuple):
    """Some texts of one thing, which is new, gone, or there in both."""

    name: str
    texts: tuple[ChangedText, ...]
    became: str

    @property
    def in_a_line(self) -> str:
        """The words that stand for it: when it holds, and what it says."""
        says: dict[str, str] = {}
        for one in self.texts:
            says.setdefault(one.field.rpartition(", ")[2], one.new or one.old or "")
        when = f"when {says['holds when']}: " if "holds when" in says else ""
        field = next((name for name in SAYING_MOST if name in says), None)
        return when + shortened(says[field] if field else next(iter(says.values())), MOST_LETTERS)


def things(changed: Sequence[ChangedText], old: Rules, new: Rules) -> list[Thing]:
    """Texts that changed, those of a thing that one rule set alone has as one."""
    before, after = (frozenset(_names_in(rules)) for rules in (old, new))
    found: dict[str, Thing] = {}
    for number, one in enumerate(changed):
        names = [name for name in _names(one.part, one.field) if (name in before) != (name in after)]
        name, became = (names[0], "new" if names[0] in after else "gone") if names else (str(number), "")
        texts = found[name].texts if name in found else ()
        found[name] = Thing(names[0] if names else one.part, (*texts, one), became)
    return [*found.values()]


def counted_things(changed: Sequence[ChangedText]) -> Iterator[str]:
    """Of what comes out otherwise anyway, how much of it changed."""
    for kind, noun in COUNTED.items():
        parts = {one.part if kind == "case" else _line_of(one) for one in changed if _kind(one) == kind}
        if parts:
            yield counted(len(parts), noun)


def is_counted(one: ChangedText) -> bool:
    """Whether a text is one of those that are only counted."""
    return _kind(one) in COUNTED


def _kind(one: ChangedText) -> str:
    return one.part.partition(" ")[0]


def _line_of(one: ChangedText) -> str:
    return one.field.partition(", ")[0]


def _names_in(rules: Rules) -> Iterator[str]:
    for piece in (*texts_of_all(rules), *texts_of_all(rules.library)):
        yield from _names(piece.part, piece.field)


def _names(part: str, field: str) -> tuple[str, ...]:
    """What a text is a text of, the whole first: such as a decision, and one of its candidates."""
    within = field.rpartition(", ")[0]
    return (part, f"{part}, {within}") if within else (part,)
