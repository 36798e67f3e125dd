"""A strict reading of YAML: data with places, nothing that runs, repeats or surprises.

PyYAML's event stream is read to a fixed depth, so that hostile nesting can exhaust nothing.
Refused: anchors, aliases, tags, second documents, keys that are not text, keys given twice,
hidden characters. Only null, true, false and numbers are anything but text: `no` is a word here.
JSON is read the same way, since it is YAML in all but the tab and its way to write an emoji.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias

import yaml

from decision_aid.model.characters import BLANKS, can_be_seen, may_stand
from decision_aid.model.problems import Location, Problem, UnusableInput

MAX_DEPTH = 40
MAX_NODES = 100_000
_TOO_DEEP = f"this is nested more than {MAX_DEPTH} levels deep"

_NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,17})(\.[0-9]{1,18})?")
_CONSTANTS: dict[str, bool | None] = {"null": None, "": None, "true": True, "false": False}
_SINGLE = (yaml.ScalarEvent, yaml.AliasEvent)
_BREAKS = "\n\r\t"
_BLANKS = dict.fromkeys(map(ord, _BREAKS), " ")
_BLANK_IN_THE_FRAME = re.compile(rf"(?m)^[ \-]*(?:[^\s:]+:)?[{BLANKS}]")
"""A blank of another kind where YAML wants a plain one: before a key, or right behind it."""

_ESCAPE = re.compile(r"\\(?:u([dD][89a-fA-F][0-9a-fA-F]{2})|.)", re.DOTALL)
"""An escape in JSON; the group is the half of a surrogate pair."""

_MOVED = range(0xE000, 0xE800)
"""Where halves of pairs are moved while they are read: to characters that are refused in the text itself."""

_BY = 0xE000 - 0xD800
_QUOTED = "while scanning a quoted scalar"
_MARK_IN_A_TEXT = re.compile(r"\s+#[^\s#]")
"""A `#` that begins a comment behind a blank, and was likely meant as a part of the text in front of it."""

_BARE_KEY = re.compile(r"\s*[\w-]+")
_OF_A_SLIP = re.compile("expected|mapping values")
_GLUED_TO_DASH = re.compile(r"\s*(-)[^\s\-\d]")
_GLUED_TO_COLON = re.compile(r"\s*(?:- )?([A-Za-z_]\w*:)(?!//)\S")
_CLOSED_BY = {"{": "}", "[": "]"}
_BLANKS_IN_FRONT = "look at the blanks in front of this line and the one above"
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Placed:
    """What stands somewhere in a file; its line and column, from 1, are worked out when asked for."""

    __slots__ = ("start",)

    def __init__(self, start: yaml.Event) -> None:
        self.start = start

    @property
    def place(self) -> tuple[int, int]:
        return _place_of(self.start)


class ScalarNode(_Placed):
    """A single value."""

    __slots__ = ()
    start: yaml.ScalarEvent

    @property
    def value(self) -> str | int | float | bool | None:
        """Text, unless it is written without quotes and is null, true, false or a number."""
        value: str = self.start.value
        if self.start.style:
            return value
        if value in _CONSTANTS:
            return _CONSTANTS[value]
        if value[0] in "-0123456789" and _NUMBER.fullmatch(value):
            return float(value) if "." in value else int(value)
        return value


class ListNode(_Placed):
    """A sequence of nodes."""

    __slots__ = ("items",)

    def __init__(self, start: yaml.Event, items: list[Node]) -> None:
        self.start = start
        self.items = items


class MapNode(_Placed):
    """Nodes by key; `keys` tells where each key stands."""

    __slots__ = ("entries", "keys")

    def __init__(self, start: yaml.Event) -> None:
        self.start = start
        self.entries: dict[str, Node] = {}
        self.keys: dict[str, ScalarNode] = {}


Node: TypeAlias = ScalarNode | ListNode | MapNode


def parse(text: str, file: str) -> tuple[Node, list[Problem]]:
    """The one document in `text`, and the keys that are given twice in it.

    Raises `UnusableInput` where reading cannot go on: bad syntax, limits, refused features.
    """
    _refuse_hidden(text, file)
    if text.lstrip()[:1] in ("{", "["):
        text = _ESCAPE.sub(_moved_half, text.replace("\t", " "))
    reader = _Reader(text, file)
    try:
        return reader.document(), reader.problems
    except yaml.MarkedYAMLError as error:
        raise UnusableInput([_slip(error, text, file) or _syntax_problem(error, text, file)]) from error
    except yaml.YAMLError as error:
        raise UnusableInput([Problem("yaml-syntax", "this is not YAML", Location(file, 1, 1))]) from error


def _syntax_problem(error: yaml.MarkedYAMLError, text: str, file: str) -> Problem:
    """What an author can do about text that is no YAML, and where."""
    said = error.problem or "this is not YAML"
    mark = error.problem_mark or error.context_mark
    if error.context == _QUOTED and error.context_mark:
        mark = error.context_mark  # the end of the file is where it was noticed
    place = Location(file, mark.line + 1, mark.column + 1) if mark else Location(file, 1, 1)
    if "nesting depth" in said:
        # Newer parsers give up by themselves, before the first level has been handed out.
        return Problem("too-deep", _TOO_DEEP, place)
    line = "".join(text.split("\n")[place.line - 1 : place.line])
    before, here = line[: place.column - 1], line[place.column - 1 : place.column]
    message, hint = said, None
    if error.context == _QUOTED:
        message, hint = "the quote that opens here is never closed", "close it, or take it out"
    elif "\t" in (here, before[-1:]) or "tab character" in said:
        message, hint = "there is a tab in front of this line", "put blanks in its place"
    elif "mapping values are not allowed" in said and _BARE_KEY.fullmatch(before):
        message, hint = "this line doesn't fit in with the one above it", _BLANKS_IN_FRONT
    elif "mapping values are not allowed" in said:
        message, hint = "this text holds ': '", "put quotes around the text"
    elif "cannot start any token" in said:
        message, hint = f"no text can start with {here or 'this sign'}", "put quotes around the text"
    elif "did not find expected" in said and "'" in before:
        message, hint = "a quote ends before this", "write '' for one ' between quotes"
    elif "did not find expected" in said:
        message, hint = (
            "this line doesn't fit in with those above it",
            f"{_BLANKS_IN_FRONT}, and at open quotes and brackets",
        )
    return Problem("yaml-syntax", message, place, hint)


def _slip(error: yaml.MarkedYAMLError, text: str, file: str) -> Problem | None:
    """A bracket, comma, blank or colon that is missing, at its own line: mostly the next one is blamed."""
    lines, said, noticed = text.split("\n"), error.problem or "", error.problem_mark
    if noticed is None or noticed.line >= len(lines) or not _OF_A_SLIP.search(said):
        return None
    began = error.context_mark or noticed
    before, here = lines[noticed.line][: noticed.column], lines[noticed.line][noticed.column :][:1]
    in_a_line = began.line == noticed.line
    if "\t" in (here, before[-1:]) or (in_a_line and "'" in before):
        return None
    start = lines[began.line][began.column :].rstrip()
    if (closing := _CLOSED_BY.get(start[:1])) and start[-1] not in "{[,":  # not several lines on purpose
        if in_a_line and here not in _CLOSED_BY.values():
            return _at(noticed, "a comma is missing before this", "or quotes around the text", file)
        return _at(began, f"the {start[0]} that opens here is never closed", f"close it with {closing}", file)
    if here in _CLOSED_BY.values():
        return _at(noticed, f"nothing opens what this {here} closes", "take it out", file)
    glued = _glued_sign(lines, noticed.line, file)
    if glued is None and "expected ':'" in said:
        return _at(began, "this line has no colon behind its key", "write it as: key: value", file)
    return glued


def _glued_sign(lines: Sequence[str], noticed: int, file: str) -> Problem | None:
    """A dash or a colon without a blank behind it, in this line or in the one above."""
    above = (number for number in range(noticed - 1, -1, -1) if lines[number].strip())
    for number in (noticed, next(above, noticed)):
        for glued, sign in ((_GLUED_TO_DASH, "dash"), (_GLUED_TO_COLON, "colon")):
            if found := glued.match(lines[number]):
                place = Location(file, number + 1, found.end(1))
                message, hint = f"a blank is missing behind this {sign}", f"put one behind the {sign}"
                return Problem("yaml-syntax", message, place, hint)
    return None


def _at(mark: yaml.Mark, message: str, hint: str, file: str) -> Problem:
    return Problem("yaml-syntax", message, Location(file, mark.line + 1, mark.column + 1), hint)


class _Reader:
    """Builds the nodes of one text from its events."""

    def __init__(self, text: str, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self._next: Callable[[], yaml.Event] = _LOADER(text).get_event
        self._lines = text.split("\n") if _MARK_IN_A_TEXT.search(text) else []
        self._nodes = 0

    def document(self) -> Node:
        """The root of the only document."""
        root: Node | None = None
        while not isinstance(event := self._next(), yaml.StreamEndEvent):
            if isinstance(event, yaml.DocumentStartEvent):
                if root is not None:
                    raise self._refusal("second-document", "the file holds more than one document", event)
                root = self._node(self._next(), MAX_DEPTH)
        if root is None:
            raise UnusableInput([Problem("empty-file", "the file is empty", Location(self.file, 1, 1))])
        return root

    def _node(self, event: yaml.Event, depth: int) -> Node:
        """The node that starts with `event`; at most `depth` levels lie below it."""
        self._nodes += 1
        if self._nodes > MAX_NODES:
            raise self._refusal("too-many-values", f"the file holds more than {MAX_NODES:,} values", event)
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event)
        if isinstance(event, yaml.AliasEvent):
            raise self._refusal("alias", "aliases (*name) are not allowed", event, "write the value out")
        assert isinstance(event, yaml.CollectionStartEvent)
        self._refuse_extras(event)
        if depth == 0:
            raise self._refusal("too-deep", _TOO_DEEP, event)
        if isinstance(event, yaml.SequenceStartEvent):
            return ListNode(event, list(self._items(depth - 1)))
        return self._mapping(event, depth - 1)

    def _scalar(self, event: yaml.ScalarEvent) -> ScalarNode:
        self._refuse_extras(event)
        if self._lines and not event.style:
            self._refuse_cut(event)
        # Only an escape between double quotes can hide what the text itself does not show.
        if event.style == '"' and not event.value.translate(_BLANKS).isprintable():
            event.value = _with_pairs(event.value)
        if event.style == '"' and not can_be_seen(event.value.translate(_BLANKS)):
            raise self._refusal(
                "hidden-character", "this text holds a hidden character", event, "take it out"
            )
        return ScalarNode(event)

    def _refuse_cut(self, event: yaml.ScalarEvent) -> None:
        """Refuse a text that ends where a comment begins that looks like more of it: *Text #741741*."""
        end = event.end_mark
        assert end is not None, "events of a text have their places"
        line = self._lines[end.line] if end.line < len(self._lines) else ""
        if _MARK_IN_A_TEXT.match(line, end.column):
            message, hint = "the text is cut off here: '#' begins a comment", "put quotes around the text"
            place = Location(self.file, end.line + 1, end.column + 1)
            self.problems.append(Problem("cut-text", message, place, f"{hint}, or a blank behind the '#'"))

    def _refuse_extras(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> None:
        if event.anchor is not None:
            raise self._refusal("anchor", "anchors (&name) are not allowed", event, "write the value out")
        if event.tag is not None:
            raise self._refusal("tag", "tags (!name) are not allowed", event, "take the tag out")

    def _items(self, depth: int) -> Iterator[Node]:
        while not isinstance(event := self._next(), yaml.SequenceEndEvent):
            yield self._node(event, depth)

    def _mapping(self, start: yaml.CollectionStartEvent, depth: int) -> MapNode:
        mapping = MapNode(start)
        while not isinstance(event := self._next(), yaml.MappingEndEvent):
            key, word = self._key(event)
            node = self._node(self._next(), depth)
            if word in mapping.keys:
                hint = f"it is first given in line {mapping.keys[word].place[0]}"
                place = Location(self.file, *key.place)
                self.problems.append(
                    Problem("duplicate-key", f"the key '{word}' is given twice", place, hint)
                )
            else:
                mapping.keys[word] = key
                mapping.entries[word] = node
        return mapping

    def _key(self, event: yaml.Event) -> tuple[ScalarNode, str]:
        """A key, and its word."""
        key = self._node(event, 0) if isinstance(event, _SINGLE) else None
        word = key.value if isinstance(key, ScalarNode) else None
        if not isinstance(key, ScalarNode) or not isinstance(word, str):
            raise self._refusal("key-not-text", "a key must be a single word", event)
        if word == "<<":
            raise self._refusal("merge-key", "merge keys (<<) are not allowed", event, "write the keys out")
        return key, word

    def _refusal(self, code: str, message: str, event: yaml.Event, hint: str | None = None) -> UnusableInput:
        return UnusableInput([Problem(code, message, Location(self.file, *_place_of(event)), hint)])


def _place_of(event: yaml.Event) -> tuple[int, int]:
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


def _moved_half(escape: re.Match[str]) -> str:
    """An escape as YAML takes it: half of a pair is none there. Its length stays, so columns do, too."""
    half = escape[1]
    return f"\\u{int(half, 16) + _BY:04x}" if half else escape[0]


def _with_pairs(text: str) -> str:
    """The text with pairs of moved halves put together; a half without its other stays one."""
    halves = "".join(chr(ord(one) - _BY) if ord(one) in _MOVED else one for one in text)
    return halves.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")


def _refuse_hidden(text: str, file: str) -> None:
    """Refuse what an eye cannot see: control characters, bidirectional marks, blanks of no width."""
    if text.translate(_BLANKS).isprintable():
        return
    for position, character in enumerate(text):
        if not (may_stand(character) or character in _BREAKS):
            raise _refusal_of_hidden(text, position, file)
    if odd := _BLANK_IN_THE_FRAME.search(text):
        raise _refusal_of_hidden(text, odd.end() - 1, file, "put a plain blank there")


def _refusal_of_hidden(text: str, position: int, file: str, hint: str = "take it out") -> UnusableInput:
    line = text.count("\n", 0, position) + 1
    place = Location(file, line, position - text.rfind("\n", 0, position))
    message = f"the text holds a hidden or control character (U+{ord(text[position]):04X})"
    return UnusableInput([Problem("hidden-character", message, place, hint)])
