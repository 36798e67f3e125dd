"""Every id in the files of a rule set, where it is given and where it is used.

The types of the records say which text is an id of what; conditions, answers, shares and what a case
expects are walked by hand. A file that cannot be read names nothing.
Belongs here: walking through the files. Does not: what is wrong with an id (`checking`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any, TypeAlias

from decision_aid.loading.folder import Folder
from decision_aid.loading.records import Key, keys_of
from decision_aid.loading.schemas import kind_of
from decision_aid.loading.strict_yaml import ListNode, MapNode, Node, ScalarNode
from decision_aid.model.conditions import Condition
from decision_aid.model.library import Claim, Expected, Lesson, OptionPage, Overview
from decision_aid.model.names import (
    ABOUT,
    ANSWER,
    CANDIDATE,
    KEY,
    OPTION,
    QUESTION,
    NamePlace,
    answer_name,
    dated,
)
from decision_aid.model.population import Group, Line, Trait
from decision_aid.model.problems import Location
from decision_aid.model.properties import Accepted, Never, Property, Rising
from decision_aid.model.rules import (
    Argument,
    Candidate,
    Contact,
    Decision,
    Direction,
    Finder,
    Gate,
    Item,
    Rule,
    Rules,
    Source,
)
from decision_aid.model.words_of_danger import Kind

Found: TypeAlias = Iterator[NamePlace]
Walk: TypeAlias = Callable[[Node | None, str], Found]


def names_in(folder: Folder) -> Found:
    """Each place of an id in the files of a folder."""
    for name in folder.every_file():
        walk = _FILES.get(kind_of(name) or "")
        node = folder.tree(name) if walk else None
        if walk and node:
            yield from walk(node, str(folder.directory / name))


# --- nodes --------------------------------------------------------------------------------------


def _entries(node: Node | None) -> Mapping[str, Node]:
    return node.entries if isinstance(node, MapNode) else {}


def _items(node: Node | None) -> Iterator[Node]:
    """The entries of a list; a single value counts as a list of one."""
    if isinstance(node, ListNode):
        yield from node.items
    elif isinstance(node, ScalarNode):
        yield node


def _word(node: Node | None) -> str:
    value = node.value if isinstance(node, ScalarNode) else None
    return value.strip() if isinstance(value, str) else ""


def _at(kind: str, node: Node | None, file: str, *, gives: bool = False, of: str = "") -> Found:
    """The place of one id; `of` is the question, where it is an answer."""
    if node and (word := _word(node)):
        name = answer_name(of, word) if kind == ANSWER else word
        yield NamePlace(kind, name, word, Location(file, *node.place), gives)


# --- records ------------------------------------------------------------------------------------


def _record(kind: type[tuple[Any, ...]], node: Node | None, file: str) -> Found:
    """All ids in a record, by the types of its keys; what has an id of its own gives it."""
    entries = _entries(node)
    for given, own in _GIVES.get(kind, ()):
        yield from _at(given, entries.get(own), file, gives=True)
        if given == CANDIDATE:
            yield from _at(OPTION, entries.get(own), file)  # each candidate needs a page of its name
    for key in keys_of(kind):
        if key.name in entries:
            yield from _value(key, entries[key.name], file)
    if kind in _BY_HAND:
        yield from _BY_HAND[kind](node, file)


def _value(key: Key, node: Node, file: str) -> Found:
    """The ids in what a key takes."""
    if key.takes is str and isinstance(key.note, str):
        for one in _items(node):
            yield from _at(key.note, one, file)
    elif key.takes is Condition:
        yield from _condition(node, file)
    elif isinstance(key.takes, type) and hasattr(key.takes, "_fields"):
        for one in _items(node) if key.many else (node,):
            yield from _record(key.takes, one, file)


def _condition(node: Node | None, file: str) -> Found:
    entries = _entries(node)
    for group in ("all", "any"):
        for part in _items(entries.get(group)):
            yield from _condition(part, file)
    if "not" in entries:
        yield from _condition(entries["not"], file)
    yield from _at(QUESTION, entries.get("question"), file)
    for code in _items(entries.get("is")):
        yield from _at(ANSWER, code, file, of=_word(entries.get("question")))


def _item(node: Node | None, file: str) -> Found:
    entries = _entries(node)
    question = _word(entries.get("link_id"))
    for option in _items(entries.get("answer_options")):
        yield from _at(ANSWER, _entries(option).get("code"), file, gives=True, of=question)
    for earlier in _items(entries.get("earlier_codes")):
        now = _entries(earlier)
        yield from _at(ANSWER, now.get("answer"), file, of=_word(now.get("question")))


def _argument(node: Node | None, file: str) -> Found:
    for direction in map(str, Direction):
        yield from _at(CANDIDATE, _entries(node).get(direction), file)


def _rule(node: Node | None, file: str) -> Found:
    for argument in _items(_entries(node).get("arguments")):
        yield from _record(Argument, argument, file)


def _rules(node: Node | None, file: str) -> Found:
    for key in node.keys.values() if isinstance(node, MapNode) else ():
        yield from _at(KEY, key, file, gives=True)


def _promise(node: Node | None, file: str) -> Found:
    entries = _entries(node)
    never, rising = entries.get("never"), entries.get("rising")
    for candidate in _items(_entries(never).get("candidate")):
        yield from _at(CANDIDATE, candidate, file)
    yield from _record(Never, never, file)
    yield from _record(Rising, rising, file)
    for code in _items(_entries(rising).get("order")):
        yield from _at(ANSWER, code, file, of=_word(_entries(rising).get("question")))


def _accepted(node: Node | None, file: str) -> Found:
    yield from _at(ABOUT, _entries(node).get("about"), file)


def _trait(node: Node | None, file: str) -> Found:
    entries = _entries(node)
    yield from _shares(entries.get("shares"), file, _word(entries.get("id")), gives=True)


def _line(node: Node | None, file: str) -> Found:
    entries = _entries(node)
    for key in ("shares", "ticked"):
        yield from _shares(entries.get(key), file, _word(entries.get("question")))


def _shares(node: Node | None, file: str, question: str, *, gives: bool = False) -> Found:
    for key in node.keys.values() if isinstance(node, MapNode) else ():
        yield from _at(ANSWER, key, file, gives=gives, of=question)


_GIVES: Mapping[type, tuple[tuple[str, str], ...]] = {
    Item: ((QUESTION, "link_id"),),
    Trait: ((QUESTION, "id"),),
    Candidate: ((CANDIDATE, "id"),),
    OptionPage: ((OPTION, "id"),),
    Decision: (("decision", "id"),),
    Gate: (("gate", "id"),),
    Rule: (("rule", "id"),),
    Contact: (("contact", "id"),),
    Finder: (("finder", "id"),),
    Source: (("source", "id"),),
    Claim: (("claim", "id"),),
    Lesson: (("lesson", "id"),),
    Property: (("property", "id"),),
    Group: (("group", "id"),),
    Kind: (("kind of danger", "id"),),
}
"""By which key a record gets its id, and of what kind that is."""

_BY_HAND: Mapping[type, Walk] = {
    Item: _item,
    Rule: _rule,
    Argument: _argument,
    Rules: _rules,
    Property: _promise,
    Accepted: _accepted,
    Trait: _trait,
    Line: _line,
}
"""What the types do not say of a record."""


# --- files --------------------------------------------------------------------------------------


def _list_of(node: Node | None, key: str, kind: type[tuple[Any, ...]], file: str) -> Found:
    for one in _items(_entries(node).get(key)):
        yield from _record(kind, one, file)


def _lists(kinds: Mapping[str, type[tuple[Any, ...]]], node: Node | None, file: str) -> Found:
    for key, kind in kinds.items():
        yield from _list_of(node, key, kind, file)


def _dated(list_key: str, kind: type[tuple[Any, ...]], day_key: str, node: Node | None, file: str) -> Found:
    """A list, and its days: that of the whole file, and those that its parts have of their own."""
    yield from _list_of(node, list_key, kind, file)
    for one in (node, *_items(_entries(node).get(list_key))):
        day = _entries(one).get(day_key)
        for place in _at(KEY, day, file, gives=True):
            yield place._replace(name=dated(day_key, place.text)[1])


def _questionnaire(node: Node | None, file: str) -> Found:
    from decision_aid.model.rules import Impossible

    for section in _items(_entries(node).get("sections")):
        yield from _list_of(section, "items", Item, file)
    yield from _list_of(node, "impossible", Impossible, file)


def _safety(node: Node | None, file: str) -> Found:
    from decision_aid.model.rules import Disagreement

    yield from _lists({"gates": Gate, "disagreements": Disagreement}, node, file)


def _case(node: Node | None, file: str) -> Found:
    entries = _entries(node)
    yield from _at("case", entries.get("id"), file, gives=True)
    answers = entries.get("answers")
    if isinstance(answers, MapNode):
        for question, key in answers.keys.items():
            yield from _at(QUESTION, key, file)
            for code in _items(answers.entries[question]):
                yield from _at(ANSWER, code, file, of=question)
    expect = entries.get("expect")
    for gate in _items(_entries(expect).get("gates")):
        yield from _at("gate", gate, file)
    for decision, outcome in _entries(expect).items():
        if decision not in ("status", "gates") and isinstance(expect, MapNode):
            yield from _at("decision", expect.keys[decision], file)
            yield from _record(Expected, outcome, file)


_FILES: Mapping[str, Walk] = {
    "rule_set": partial(_record, Rules),
    "questionnaire": _questionnaire,
    "safety": _safety,
    "help": partial(_lists, {"contacts": Contact, "finders": Finder}),
    "words_of_danger": partial(_lists, {"kinds": Kind}),
    "theme": partial(_dated, "rules", Rule, "looked_for"),
    "sources": partial(_dated, "sources", Source, "review_by"),
    "claims": partial(_dated, "claims", Claim, "review_by"),
    "overview": partial(_record, Overview),
    "option": partial(_record, OptionPage),
    "lesson": partial(_record, Lesson),
    "case": _case,
    "properties": partial(_lists, {"properties": Property, "accepted": Accepted}),
    "population": partial(_lists, {"traits": Trait, "answers": Line, "groups": Group}),
}
"""How each kind of file is walked through."""
