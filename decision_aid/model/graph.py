"""What a graph is: boxes for questions, gates, rules and candidates, and lines for what feeds what.

Belongs here: the types. Does not: making the graph of a rule set (`commands.graph.find`), and placing
and drawing it (`rendering.graphs`).
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from decision_aid.model.records import record


class Kind(StrEnum):
    """What a node stands for: a part of a rule set, or all questions, gates or rules of one place."""

    QUESTION = "question"
    GATE = "gate"
    RULE = "rule"
    CANDIDATE = "candidate"
    SECTION = "section"
    ACTION = "action"
    THEME = "theme"


class Link(StrEnum):
    """How one thing feeds another, in words that stand between the two."""

    ASKED = "decides whether to ask"
    READ = "is read by"
    RELEASE = "can release"
    STRONG_FOR = "strongly for"
    WEAK_FOR = "weakly for"
    STRONG_AGAINST = "strongly against"
    WEAK_AGAINST = "weakly against"

    @property
    def strong(self) -> bool:
        return self in (Link.STRONG_FOR, Link.STRONG_AGAINST)

    @property
    def against(self) -> bool:
        return self in (Link.STRONG_AGAINST, Link.WEAK_AGAINST, Link.RELEASE)


@record
class Node(NamedTuple):
    """A box. `name` is its id in the rule set, `home` that of its section, action or theme.

    `group` is the caption of that. `said` is how many there are, or what a sheet made
    of it; `marked` puts it on the path of that sheet.
    """

    kind: Kind
    name: str
    caption: str
    group: str
    home: str = ""
    said: str = ""
    marked: bool = False

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
        return ", ".join(self.links)


@record
class Graph(NamedTuple):
    """A picture before it is drawn. `stamps`, `above` and `below` are lines that must be read with it."""

    title: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    of_sheet: bool = False
    stamps: tuple[str, ...] = ()
    above: tuple[str, ...] = ()
    below: tuple[str, ...] = ()

    @property
    def node(self) -> Mapping[str, Node]:
        return {node.id: node for node in self.nodes}
