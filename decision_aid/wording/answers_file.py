"""Answers as an answers file holds them.

Belongs here: answers as text that `evaluate` can read. Does not: reading such text (`loading`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from decision_aid.model.answers import Value
from decision_aid.model.choice import DECIDED, Choice
from decision_aid.wording.commands import to_type

if TYPE_CHECKING:
    from decision_aid.model.rules import Rules

_PLAIN_WORD = re.compile(r"(?!(?:null|true|false)$)[A-Za-z_][A-Za-z0-9_-]*")
"""A word that needs no quotes in an answers file."""


def answers_file(rule_set_id: str, sheet: Mapping[str, Value]) -> Iterator[str]:
    """The lines of an answers file."""
    yield f"rule_set: {word(rule_set_id)}"
    yield "answers:" if sheet else "answers: {}"
    for link_id, value in sheet.items():
        yield f"  {word(link_id)}: {written(value)}"


def kept_file(rule_set: Rules, sheet: Mapping[str, Value], *, corrected: bool, decided: Choice | None) -> str:
    """A file of answers to come back to. It says when they were kept, and under which version of the rules.

    `corrected`: one of them was given in place of an answer that had stopped the questions. `decided` is what
    clinician and client decided.
    """
    rules, *answers = answers_file(rule_set.id, sheet)
    lines = (
        f"# Answers that decision-aid kept. To go on: {to_type(rule_set, '--resume FILE')}",
        rules,
        f"version: {word(rule_set.version)}",
        *([f"saved: {rule_set.day}"] if rule_set.day else []),
        *(["corrected: true"] if corrected else []),
        *(_choice(decided) if decided else ()),
        *answers,
    )
    return "\n".join(lines) + "\n"


def _choice(choice: Choice) -> Iterator[str]:
    yield f"{DECIDED}:"
    yield f"  candidates: {written(choice.candidates)}"
    if choice.reason:
        yield f"  reason: {word(choice.reason)}"


def in_a_line(rule_set_id: str, sheet: Mapping[str, Value]) -> str:
    """The same file in one line, ready to paste."""
    answers = ", ".join(f"{word(link_id)}: {written(value)}" for link_id, value in sheet.items())
    return f"{{rule_set: {word(rule_set_id)}, answers: {{{answers}}}}}"


def written(value: Value) -> str:
    """An answer as it is written in an answers file: `no`, `7`, `[cbt, ipt]`."""
    if isinstance(value, tuple):
        return f"[{', '.join(map(word, value))}]"
    return str(value) if isinstance(value, int) else word(value)


def word(text: str) -> str:
    """A word, in quotes if YAML would read it as something else without them."""
    return text if _PLAIN_WORD.fullmatch(text) else json.dumps(text, ensure_ascii=False)
