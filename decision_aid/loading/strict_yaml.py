"""A strict reading of YAML: data with places, nothing that runs, repeats or surprises.

The event stream is read with a stack of our own, so that hostile nesting cannot exhaust the
machine's. Refused: anchors, aliases, tags, second documents, keys that are not text, keys given
twice, hidden characters. Only null, true, false and numbers are anything but text: `no` is a
word here. JSON is read the same way, since it is YAML in all but the tab.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TypeAlias

import yaml

from decision_aid.errors import Location, Problem, UnusableInput

MAX_DEPTH = 40
MAX_NODES = 100_000

HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\ud800-\udfff\ufe00-\ufe0f\ufeff\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
_NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,17})(\.[0-9]{1,18})?")
_CONSTANTS: dict[str, bool | None] = {"null": None, "": None, "true": True, "false": False}
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(slots=True)
class ScalarNode:
    """A single value; lines and columns count from 1."""

    value: str | int | float | bool | None
    line: int
    column: int


@dataclass(slots=True)
class ListNode:
    """A sequence of nodes."""

    line: int
    column: int
    items: list[Node] = field(default_factory=list)


@dataclass(slots=True)
class MapNode:
    """Nodes by key; `keys` tells where each key stands."""

    line: int
    column: int
    entries: dict[str, Node] = field(default_factory=dict)
    keys: dict[str, tuple[int, int]] = field(default_factory=dict)


Node: TypeAlias = ScalarNode | ListNode | MapNode


def parse(text: str, file: str) -> tuple[Node, list[Problem]]:
    """The one document in `text`, with what is wrong in its keys.

    Raises `UnusableInput` where reading cannot go on: bad syntax, limits, refused features.
    """
    hidden = HIDDEN.search(text)
    if hidden:
        raise _refusal(text, hidden.start(), file)
    if text.lstrip()[:1] in ("{", "["):
        text = text.replace("\t", " ")
    reader = _EventReader(file)
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            reader.take(event)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = Location(file, mark.line + 1, mark.column + 1) if mark else Location(file, 1, 1)
        hint = "put quotes around text that holds ': ', ' #' or starts with a special character"
        message = error.problem or "this is not YAML"
        raise UnusableInput([Problem("yaml-syntax", message, place, hint)]) from error
    except yaml.YAMLError as error:
        raise UnusableInput([Problem("yaml-syntax", "this is not YAML", Location(file, 1, 1))]) from error
    if reader.root is None:
        raise UnusableInput([Problem("empty-file", "the file holds nothing", Location(file, 1, 1))])
    return reader.root, reader.problems


class _EventReader:
    """Builds nodes from events, one at a time."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.root: Node | None = None
        self.problems: list[Problem] = []
        self._open: list[ListNode | MapNode] = []
        self._key: list[str | None] = []
        self._documents = 0
        self._nodes = 0

    def take(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.ScalarEvent):
            self._refuse_extras(event)
            self._scalar(event)
        elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            self._refuse_extras(event)
            kind = MapNode if isinstance(event, yaml.MappingStartEvent) else ListNode
            node = kind(*_place_of(event))
            self._place(node, event)
            self._open.append(node)
            self._key.append(None)
            if len(self._open) > MAX_DEPTH:
                raise self._refused("too-deep", f"this is nested more than {MAX_DEPTH} levels deep", event)
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            self._open.pop()
            self._key.pop()
        elif isinstance(event, yaml.AliasEvent):
            raise self._refused("alias", "aliases (*name) are not allowed", event, "write the value out")
        elif isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                raise self._refused("second-document", "the file holds more than one document", event)

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        value = event.value
        if HIDDEN.search(value):
            raise self._refused("hidden-character", "this text holds a hidden or control character", event)
        if self._open and isinstance(self._open[-1], MapNode) and self._key[-1] is None:
            self._take_key(event, self._open[-1])
        else:
            self._place(ScalarNode(value if event.style else _plain(value), *_place_of(event)), event)

    def _take_key(self, event: yaml.ScalarEvent, mapping: MapNode) -> None:
        key, place = event.value, _place_of(event)
        if not event.style and not isinstance(_plain(key), str):
            raise self._refused("key-not-text", f"the key {key or 'null'} is not a word", event)
        if key == "<<":
            raise self._refused("merge-key", "merge keys (<<) are not allowed", event, "write the keys out")
        if key in mapping.keys:
            message = f"the key '{key}' is given twice"
            hint = f"it is first given in line {mapping.keys[key][0]}"
            self.problems.append(Problem("duplicate-key", message, Location(self.file, *place), hint))
        mapping.keys.setdefault(key, place)
        self._key[-1] = key

    def _place(self, node: Node, event: yaml.Event) -> None:
        self._nodes += 1
        if self._nodes > MAX_NODES:
            raise self._refused("too-many-values", f"the file holds more than {MAX_NODES:,} values", event)
        if not self._open:
            self.root = node
            return
        parent = self._open[-1]
        if isinstance(parent, ListNode):
            parent.items.append(node)
            return
        key = self._key[-1]
        if key is None:
            raise self._refused("key-not-text", "a key must be a single word", event)
        parent.entries.setdefault(key, node)
        self._key[-1] = None

    def _refuse_extras(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> None:
        if event.anchor is not None:
            raise self._refused("anchor", "anchors (&name) are not allowed", event, "write the value out")
        if event.tag is not None:
            raise self._refused("tag", "tags (!name) are not allowed", event, "take the tag out")

    def _refused(self, code: str, message: str, event: yaml.Event, hint: str | None = None) -> UnusableInput:
        return UnusableInput([Problem(code, message, Location(self.file, *_place_of(event)), hint)])


def _place_of(event: yaml.Event) -> tuple[int, int]:
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


def _plain(value: str) -> str | int | float | bool | None:
    if value in _CONSTANTS:
        return _CONSTANTS[value]
    if _NUMBER.fullmatch(value):
        return float(value) if "." in value else int(value)
    return value


def _refusal(text: str, position: int, file: str) -> UnusableInput:
    line = text.count("\n", 0, position) + 1
    column = position - text.rfind("\n", 0, position)
    message = f"the text holds a hidden or control character (U+{ord(text[position]):04X})"
    return UnusableInput([Problem("hidden-character", message, Location(file, line, column), "take it out")])
