"""Typed values from nodes, with every problem collected on the way.

A value of the wrong kind becomes a problem and a harmless stand-in. So reading goes on, and all problems
of a file are reported at once. Whoever collects the problems must refuse what was read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Final, TypeVar

from decision_aid.loading.strict_yaml import ListNode, MapNode, Node, ScalarNode
from decision_aid.model.conditions import AllOf, Answered, AnyOf, AtLeast, AtMost, Condition, Equals, Not
from decision_aid.model.problems import MOST_TOLD, Location, Problem, did_you_mean, nearest

E = TypeVar("E", bound=StrEnum)

THE_FILE: Final = "the file"
"""What messages call the block that is a whole file."""

KEYS_OF_FILES: Final[Mapping[str, tuple[str, ...]]] = {
    "questionnaire.yaml": ("sections", "items", "impossible"),
    "safety.yaml": ("gates", "disagreements"),
    "help.yaml": ("contacts", "countries", "finders"),
    "sources.yaml": ("sources",),
    "claims.yaml": ("claims",),
    "a file in rules/": ("theme", "rules", "looked_for"),
    "rule_set.yaml": ("decisions", "tie_margin", "disclaimer", "authors", "message", "next_review"),
    "overview.yaml": ("options", "not_covered"),
    "properties.yaml": ("properties", "accepted"),
    "population.yaml": ("traits", "groups"),
    "a file in cases/": ("story", "expect"),
}
"""The keys by which a file is known; one of them in another file was put into the wrong one."""


_TRUTHS: Final = {"yes": "true", "on": "true", "no": "false", "off": "false"}
"""What other readers of YAML take for true or false, and here is a word."""


class Block:
    """A mapping in a file, read key by key. At the end of `with`, keys that nobody asked for are reported.

    `what` is what messages call it. `node` is None where reading failed and the problem is already noted.
    """

    def __init__(self, node: Node | None, file: str, what: str, problems: list[Problem]) -> None:
        self.file = file
        self.what = what
        self.problems = problems
        self.location = Location(file, *(node.place if node else (1, 1)))
        self._known: dict[str, None] = {}
        self._missing: dict[str, int] = {}
        self._usable = isinstance(node, MapNode)
        self._entries = node.entries if isinstance(node, MapNode) else {}
        self._keys = node.keys if isinstance(node, MapNode) else {}
        if node and not self._usable:
            self.problem("wrong-type", f"{what} must be written as 'key: value' lines", node)

    def __enter__(self) -> Block:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """Report the keys that nobody asked for."""
        unknown = [key for key in self._keys if key not in self._known] if kind is None else []
        for number, key in enumerate(unknown):
            place = Location(self.file, *self._keys[key].place)
            near = nearest(key, self._known) if number < MOST_TOLD and not self._home(key) else None
            if near in self._missing and (where := self._missing.pop(near)) < len(self.problems):
                self.problems[where] = self.problems[where]._replace(root=place)
            hint = f"did you mean '{near}'?" if near else self._belongs(key)
            self.problems.append(Problem("unknown-key", f"{self.what} has no key '{key}'", place, hint))

    def _belongs(self, key: str) -> str:
        """Where a key belongs that is none of this block."""
        return self._home(key) or f"the keys of {self.what} are: {', '.join(self._known)}"

    def _home(self, key: str) -> str:
        """What to do with a key of another file."""
        home = next((file for file, keys in KEYS_OF_FILES.items() if key in keys), None)
        return f"move it, with all below it, to {home}" if self.what == THE_FILE and home else ""

    def problem(self, code: str, message: str, node: Node | None = None, hint: str | None = None) -> None:
        """Note a problem at `node`, or at the start of the block."""
        place = Location(self.file, *node.place) if node else self.location
        self.problems.append(Problem(code, message, place, hint))

    def has(self, key: str) -> bool:
        """Whether the key is there, even if its value is null."""
        self._known[key] = None
        return key in self._entries

    def key_location(self, key: str) -> Location:
        """The place of the key; the start of the block when the key is not there."""
        return Location(self.file, *self._keys[key].place) if key in self._keys else self.location

    def all_keys(self) -> Iterable[str]:
        """All keys that are there; each counts as asked for."""
        self._known.update(dict.fromkeys(self._entries))
        return tuple(self._entries)

    def node(self, key: str) -> Node | None:
        """The node of a required key; a problem and None when it is not there."""
        if self.has(key):
            return self._entries[key]
        if self._usable:
            self._missing[key] = len(self.problems)
            self.problem("missing-key", f"{self.what} needs the key '{key}'")
        return None

    def text(self, key: str) -> str:
        node = self.node(key)
        return self._text(node, key) if node else ""

    def optional_text(self, key: str) -> str | None:
        return self.text(key) if self.has(key) else None

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of words; a single word counts as a list of one."""
        node = self.node(key)
        if isinstance(node, ListNode):
            return tuple(self._text(item, key, "an entry of ") for item in node.items)
        return (self._text(node, key),) if node else ()

    def optional_texts(self, key: str) -> tuple[str, ...]:
        return self.texts(key) if self.has(key) else ()

    def integer(self, key: str, default: int | None = None) -> int:
        if default is not None and not self.has(key):
            return default
        node = self.node(key)
        value = node.value if isinstance(node, ScalarNode) else None
        if type(value) is int:
            return value
        if node:
            self.problem("wrong-type", f"'{key}' must be a whole number", node)
        return 0

    def flag(self, key: str) -> bool:
        """True or false; false when the key is not there."""
        if not self.has(key):
            return False
        node = self.node(key)
        value = node.value if isinstance(node, ScalarNode) else None
        if isinstance(value, bool):
            return value
        meant = _TRUTHS.get(value.lower()) if isinstance(value, str) else None
        self.problem("wrong-type", f"'{key}' must be true or false", node, meant and f"write {meant}")
        return False

    def one_of(self, key: str, kind: type[E]) -> E:
        """A word that is one of the values of `kind`."""
        node = self.node(key)
        word = str(node.value) if isinstance(node, ScalarNode) and node.value is not None else ""
        try:
            return kind(word.strip())
        except ValueError:
            if node and not word.strip():
                self.problem("wrong-type", f"'{key}' must be one of: {', '.join(kind)}", node)
            elif word:
                hint = did_you_mean(word, kind) or f"it is one of: {', '.join(kind)}"
                self.problem("unknown-word", f"'{key}' cannot be '{word}'", node, hint)
            return next(iter(kind))

    def block(self, key: str, what: str) -> Block:
        """The mapping under a required key."""
        return Block(self.node(key), self.file, what, self.problems)

    def blocks(self, key: str, what: str) -> Iterator[Block]:
        """The mappings of the list under a required key. Each is closed before the next is given."""
        node = self.node(key)
        if node and not isinstance(node, ListNode):
            self.problem("wrong-type", f"'{key}' must be a list, each entry starting with '- '", node)
        for item in node.items if isinstance(node, ListNode) else ():
            with Block(item, self.file, what, self.problems) as block:
                yield block

    def condition(self, key: str) -> Condition:
        node = self.node(key)
        return self._condition(node) if node else AllOf(())

    def _text(self, node: Node, key: str, what: str = "") -> str:
        value = node.value if isinstance(node, ScalarNode) else None
        if isinstance(value, str) and (text := value.strip()):
            return text
        hint = "put quotes around it" if value is not None else None
        if isinstance(value, bool) and key in ("is", "code"):
            hint = f"write {'yes' if value else 'no'}, which is a word here, or put quotes around it"
        self.problem("wrong-type", f"{what}'{key}' must be text", node, hint)
        return ""

    def _condition(self, node: Node) -> Condition:
        if isinstance(node, ScalarNode):
            hint = "such as {question: goals, is: growth}"
            self.problem("wrong-type", "a condition is a mapping, and no text", node, hint)
            return AllOf(())
        with Block(node, self.file, "a condition", self.problems) as block:
            return block._read_condition()

    def _read_condition(self) -> Condition:
        for key, kind in (("all", AllOf), ("any", AnyOf)):
            if self.has(key):
                return kind(tuple(self._condition(part) for part in self._parts(key)), self.location)
        if self.has("not"):
            part = self.node("not")
            return Not(self._condition(part) if part else AllOf(()), self.location)
        question = self.text("question")
        if self.has("at_least") and self.has("at_most"):
            hint = "write all: with two conditions, at_least in one and at_most in the other"
            self.problem("two-bounds", "a condition has one bound", self.node("at_most"), hint)
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
        codes = self.texts("is") if self._usable else ()
        if self._usable and not codes:
            self.problem("no-code", "'is' lists no answer, so the condition could never hold")
        return Equals(question, codes, self.location)

    def _parts(self, key: str) -> Sequence[Node]:
        node = self.node(key)
        if isinstance(node, ListNode) and node.items:
            return node.items
        hint = "write a condition after each '- '; an empty list says nothing"
        self.problem("wrong-type", f"'{key}' must be a list of conditions", node, hint)
        return ()
