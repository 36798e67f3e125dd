"""Typed values from nodes, with every problem collected on the way.

A value of the wrong kind becomes a problem and a harmless stand-in, so that reading goes on and
all problems of a file are told at once. Whoever collects problems must refuse what was read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from typing import TypeVar

from decision_aid.conditions import AllOf, Answered, AnyOf, AtLeast, AtMost, Condition, Equals, Not
from decision_aid.errors import Location, Problem, did_you_mean
from decision_aid.loading.strict_yaml import ListNode, MapNode, Node, ScalarNode

E = TypeVar("E", bound=StrEnum)


class Block:
    """A mapping of a file, read key by key; `close` reports the keys that nobody asked for.

    `node` is None for what could not be read, and of which nothing more is to be said.
    """

    def __init__(self, node: Node | None, file: str, what: str, problems: list[Problem]) -> None:
        self.file = file
        self.what = what
        self.problems = problems
        line, column = (node.line, node.column) if node else (1, 1)
        self.location = Location(file, line, column)
        self._known: dict[str, None] = {}
        self._node = node if isinstance(node, MapNode) else MapNode(line, column, {}, {})
        self._usable = isinstance(node, MapNode)
        if node and not self._usable:
            self.problem("wrong-type", f"{what} must be written as 'key: value' lines", node)

    def problem(self, code: str, message: str, node: Node | None = None, hint: str | None = None) -> None:
        """Note a problem at `node`, or at the start of the block."""
        place = Location(self.file, node.line, node.column) if node else self.location
        self.problems.append(Problem(code, message, place, hint))

    def has(self, key: str) -> bool:
        """Whether the key is there, be it as a null."""
        self._known[key] = None
        return key in self._node.entries

    def key_location(self, key: str) -> Location:
        """Where the key stands; the start of the block when it is not there."""
        return Location(self.file, *self._node.keys[key]) if key in self._node.keys else self.location

    def all_keys(self) -> Iterable[str]:
        """All keys that are there; each counts as known."""
        self._known.update(dict.fromkeys(self._node.entries))
        return tuple(self._node.entries)

    def node(self, key: str) -> Node | None:
        """The node of a required key; a problem and None when it is not there."""
        if self.has(key):
            return self._node.entries[key]
        if self._usable:
            self.problem("missing-key", f"{self.what} needs the key '{key}'")
        return None

    def text(self, key: str) -> str:
        node = self.node(key)
        return self._text(node, f"'{key}'") if node else ""

    def optional_text(self, key: str) -> str | None:
        return self.text(key) if self.has(key) else None

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of words; a single word counts as a list of one."""
        node = self.node(key)
        if isinstance(node, ListNode):
            return tuple(self._text(item, f"an entry of '{key}'") for item in node.items)
        return (self._text(node, f"'{key}'"),) if node else ()

    def optional_texts(self, key: str) -> tuple[str, ...]:
        return self.texts(key) if self.has(key) else ()

    def integer(self, key: str, default: int | None = None) -> int:
        if default is not None and not self.has(key):
            return default
        node = self.node(key)
        if isinstance(node, ScalarNode) and type(node.value) is int:
            return node.value
        if node:
            self.problem("wrong-type", f"'{key}' must be a whole number", node)
        return 0

    def flag(self, key: str) -> bool:
        """True or false; false when the key is not there."""
        if not self.has(key):
            return False
        node = self.node(key)
        if isinstance(node, ScalarNode) and isinstance(node.value, bool):
            return node.value
        self.problem("wrong-type", f"'{key}' must be true or false", node)
        return False

    def one_of(self, key: str, kind: type[E]) -> E:
        """A word that is one of the values of `kind`."""
        node = self.node(key)
        word = self._text(node, f"'{key}'") if node else ""
        try:
            return kind(word)
        except ValueError:
            if word:
                hint = did_you_mean(word, kind) or f"it is one of: {', '.join(kind)}"
                self.problem("unknown-word", f"'{key}' cannot be '{word}'", node, hint)
            return next(iter(kind))

    def block(self, key: str, what: str) -> Block:
        """The mapping under a required key."""
        return Block(self.node(key), self.file, what, self.problems)

    def blocks(self, key: str, what: str) -> Iterator[Block]:
        """The mappings of the list under a required key; each is closed when the next is asked for."""
        node = self.node(key)
        if node and not isinstance(node, ListNode):
            self.problem("wrong-type", f"'{key}' must be a list, each entry starting with '- '", node)
        for item in node.items if isinstance(node, ListNode) else ():
            with closing(Block(item, self.file, what, self.problems)) as block:
                yield block

    def condition(self, key: str) -> Condition:
        node = self.node(key)
        return self._condition(node) if node else AllOf(())

    def optional_condition(self, key: str) -> Condition | None:
        return self.condition(key) if self.has(key) else None

    def close(self) -> None:
        """Report the keys that nobody asked for."""
        for key, (line, column) in self._node.keys.items():
            if key not in self._known:
                hint = (
                    did_you_mean(key, self._known) or f"the keys of {self.what} are: {', '.join(self._known)}"
                )
                place = Location(self.file, line, column)
                self.problems.append(Problem("unknown-key", f"{self.what} has no key '{key}'", place, hint))

    def _text(self, node: Node, what: str) -> str:
        if isinstance(node, ScalarNode) and isinstance(node.value, str) and node.value.strip():
            return node.value.strip()
        hint = "put quotes around it" if isinstance(node, ScalarNode) and node.value is not None else None
        self.problem("wrong-type", f"{what} must be text", node, hint)
        return ""

    def _condition(self, node: Node) -> Condition:
        with closing(Block(node, self.file, "a condition", self.problems)) as block:
            return block._read_condition()

    def _read_condition(self) -> Condition:
        for key, kind in (("all", AllOf), ("any", AnyOf)):
            if self.has(key):
                return kind(tuple(self._condition(part) for part in self._parts(key)), self.location)
        if self.has("not"):
            part = self.node("not")
            return Not(self._condition(part) if part else AllOf(()), self.location)
        question = self.text("question")
        for key, test in (("at_least", AtLeast), ("at_most", AtMost)):
            if self.has(key):
                return test(question, self.integer(key), self.location)
        if self.has("answered"):
            answered = Answered(question, self.location)
            return answered if self.flag("answered") else Not(answered, self.location)
        if self._usable and not self.has("is"):
            hint = "write is, at_least or at_most beside question; or all, any or not"
            self.problem("missing-key", "a condition must say what the answer has to be", hint=hint)
            return AllOf(())
        return Equals(question, self.texts("is") if self._usable else (), self.location)

    def _parts(self, key: str) -> Sequence[Node]:
        node = self.node(key)
        if isinstance(node, ListNode) and node.items:
            return node.items
        self.problem("wrong-type", f"'{key}' must be a list of conditions", node)
        return ()


@contextmanager
def closing(block: Block) -> Iterator[Block]:
    """Use a block, then report its unknown keys."""
    yield block
    block.close()
