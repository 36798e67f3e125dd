"""What a graph is: boxes for questions, gates, rules and candidates, and lines for what feeds what.

Belongs here: the types. Does not: making the graph of a rule set (`commands.graph.find`), and placing
and drawing it (`rendering.graphs`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from decision_aid.model.records import record


class Kind(StrEnum):
    """What a node stands for: a part of a rule set, all questions, gates or rules of one place, or a reason.

    A reason is a rule as it speaks for or against one candidate.
    """

    QUESTION = "question"
    GATE = "gate"
    RULE = "rule"
    CANDIDATE = "candidate"
    SECTION = "section"
    ACTION = "action"
    THEME = "theme"
    REASON = "reason"


class Look(StrEnum):
    """What a line in a picture means; each has a look of its own."""

    ASKED = "asked"
    READ = "read"
    RELEASE = "release"
    FOR = "for"
    AGAINST = "against"


class Link(StrEnum):
    """How one thing feeds another, in words that stand between the two."""

    ASKED = "decides whether to ask"
    READ = "feeds"
    RELEASE = "can lift"
    STRONG_FOR = "adds 2 to"
    WEAK_FOR = "adds 1 to"
    STRONG_AGAINST = "takes 2 from"
    WEAK_AGAINST = "takes 1 from"

    @property
    def number(self) -> int:
        """What an argument adds to a sum; 0 for all that is no argument."""
        return _NUMBERS.get(self, 0)

    @property
    def look(self) -> Look:
        if self.number:
            return Look.FOR if self.number > 0 else Look.AGAINST
        return Look[self.name]


_NUMBERS = {Link.STRONG_FOR: 2, Link.WEAK_FOR: 1, Link.STRONG_AGAINST: -2, Link.WEAK_AGAINST: -1}


@record
class Stroke(NamedTuple):
    """One line of an edge: its look, and the weights or the words that stand beside it."""

    look: Look
    label: str


@record
class Node(NamedTuple):
    """A box. `name` is its id in the rule set, `home` that of its section, action or theme.

    `group` is the caption of that. `said` is how many there are, or what a sheet made
    of it; `marked` puts it on the path of that sheet. `sum` is what reasons come to for a candidate there.
    """

    kind: Kind
    name: str
    caption: str
    group: str
    home: str = ""
    said: str = ""
    marked: bool = False
    sum: int = 0

    @property
    def id(self) -> str:
        """The name alone is not enough: a rule and a gate may share one."""
        return f"{self.kind}:{self.name}"

    @property
    def heading(self) -> str:
        """What it stands under: its group, and what kind of parts these are, where that is no plain word."""
        several = self.kind in (Kind.QUESTION, Kind.GATE, Kind.RULE)
        return f"{self.group}: {self.kind}s" if several else self.group


@record
class Edge(NamedTuple):
    """A line between two nodes, by their ids. There is at most one from a node to another."""

    source: str
    target: str
    links: tuple[Link, ...]
    marked: bool = False

    @property
    def words(self) -> str:
        """All that it does, as a phrase: `feeds and can lift`, or `adds 2 or 1 to`."""
        return " and ".join(_phrase(links) for links in self._by_look().values())

    @property
    def strokes(self) -> tuple[Stroke, ...]:
        """A line for each look that it needs; arguments are told by their weights."""
        return tuple(
            Stroke(look, " ".join(f"{link.number:+d}" if link.number else link for link in links))
            for look, links in self._by_look().items()
        )

    def _by_look(self) -> Mapping[Look, Sequence[Link]]:
        of_look: dict[Look, list[Link]] = {}
        for link in self.links:
            of_look.setdefault(link.look, []).append(link)
        return of_look


def _phrase(links: Sequence[Link]) -> str:
    """Links of one look in words; of arguments, the numbers one after the other."""
    numbers = " or ".join(str(abs(link.number)) for link in links)
    return links[0].replace(str(abs(links[0].number)), numbers)


@record
class Graph(NamedTuple):
    """A picture before it is drawn. `stamps`, what is `above` and what is `under` it must be read with it.

    `middle` is the id of the candidate that an argument view is about: what speaks for it stands on its left,
    what speaks against it on its right. `notes` are about reasons that are not in the picture.
    """

    title: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    of_sheet: bool = False
    middle: str = ""
    notes: tuple[str, ...] = ()
    stamps: tuple[str, ...] = ()
    above: tuple[str, ...] = ()
    help: tuple[str, ...] = ()
    below: tuple[str, ...] = ()

    @property
    def under(self) -> tuple[str, ...]:
        """All lines that stand under the picture."""
        return (*self.notes, *self.help, *self.below)

    @property
    def node(self) -> Mapping[str, Node]:
        return {node.id: node for node in self.nodes}

    def stands_right(self, id: str) -> bool:
        """Whether a node stands on the right of the middle, and its lines lead to the left."""
        of_node = [link for edge in self.edges if edge.source == id for link in edge.links]
        return bool(self.middle and of_node) and all(link.look is Look.AGAINST for link in of_node)
