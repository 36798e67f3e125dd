"""What feeds what: questions, gates, rules and candidates as a graph.

Belongs here: the nodes and edges of a rule set, and the part of them to be seen.
Does not: what a sheet of answers made of them (`picture`), placing and drawing (`rendering.graphs`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from typing import NamedTuple

from decision_aid.engine.evaluate import Lens, strength_in
from decision_aid.model.conditions import Condition, questions_in
from decision_aid.model.problems import there_is_no
from decision_aid.model.rules import Action, Direction, Rules, Strength


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


ARGUED = {
    (Direction.FOR, Strength.STRONG): Link.STRONG_FOR,
    (Direction.FOR, Strength.WEAK): Link.WEAK_FOR,
    (Direction.AGAINST, Strength.STRONG): Link.STRONG_AGAINST,
    (Direction.AGAINST, Strength.WEAK): Link.WEAK_AGAINST,
}

_ACTIONS = {Action.STOP: "Stops", Action.REFER: "Referrals", Action.CAUTION: "Cautions"}


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


class Edge(NamedTuple):
    """A line between two nodes, by their ids. There is at most one from a node to another."""

    source: str
    target: str
    links: tuple[Link, ...]
    marked: bool = False

    @property
    def words(self) -> str:
        return ", ".join(self.links)


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


def named(graph: Graph) -> Graph:
    """The same with the id of each part beside its caption."""
    return graph._replace(
        nodes=tuple(
            node if node.name == node.caption else node._replace(caption=f"{node.caption} ({node.name})")
            for node in graph.nodes
        )
    )


# --- all of a rule set ----------------------------------------------------------------------------


def whole(rule_set: Rules, lens: Lens = Lens.CHECKED) -> Graph:
    """Every question, gate, rule and candidate, and all that feeds them."""
    return Graph(rule_set.title, tuple(_nodes(rule_set)), _merged(_edges(rule_set, lens)))


def _nodes(rule_set: Rules) -> Iterator[Node]:
    for item in rule_set.items:
        yield Node(Kind.QUESTION, item.id, item.label, item.section, item.section)
    for gate in rule_set.gates:
        yield Node(Kind.GATE, gate.id, gate.caption, _ACTIONS[gate.action], gate.action)
    for rule in rule_set.rules:
        yield Node(Kind.RULE, rule.id, rule.caption, rule_set.themes[rule.theme], rule.theme)
    for decision in rule_set.decisions:
        for candidate in decision.candidates:
            yield Node(Kind.CANDIDATE, candidate.id, candidate.caption, decision.caption, candidate.id)


def _edges(rule_set: Rules, lens: Lens) -> Iterator[Edge]:
    for item in rule_set.items:
        yield from _read(item.enable_when, f"{Kind.QUESTION}:{item.id}", Link.ASKED)
    for gate in rule_set.gates:
        yield from _read(gate.when, f"{Kind.GATE}:{gate.id}", Link.READ)
        yield from _read(gate.unless, f"{Kind.GATE}:{gate.id}", Link.RELEASE)
    for rule in rule_set.rules:
        source = f"{Kind.RULE}:{rule.id}"
        yield from _read(rule.when, source, Link.READ)
        for argument in rule.arguments:
            strength = strength_in(lens, rule, argument, rule_set)
            if strength is not None:
                link = ARGUED[argument.direction, strength]
                yield Edge(source, f"{Kind.CANDIDATE}:{argument.candidate}", (link,))


def _read(condition: Condition | None, target: str, link: Link) -> Iterator[Edge]:
    for question in questions_in(condition) if condition else ():
        yield Edge(f"{Kind.QUESTION}:{question}", target, (link,))


def _merged(edges: Iterable[Edge]) -> tuple[Edge, ...]:
    """One edge for all between the same two nodes; for those on the path of a sheet, where there are any."""
    found: dict[tuple[str, str], Edge] = {}
    for edge in edges:
        old = found.get(edge[:2], edge)
        if old.marked == edge.marked:
            links = tuple(link for link in Link if link in old.links or link in edge.links)
            edge = edge._replace(links=links)
        found[edge[:2]] = edge if edge.marked or not old.marked else old
    return tuple(found.values())


# --- a part of it ---------------------------------------------------------------------------------


def around(graph: Graph, id: str) -> Graph:
    """All that has this id, be it a part or the section, action or theme of parts; and its neighbors.

    Raises `DecisionAidError` when nothing has this id.
    """
    captions = {
        node.id: node.caption if node.name == id else node.group
        for node in graph.nodes
        if id in (node.name, node.home)
    }
    focus = set(captions)
    if not focus:
        known_ids = dict.fromkeys(name for node in graph.nodes for name in (node.name, node.home))
        raise there_is_no("question, gate, rule, theme or candidate", id, known_ids)
    edges = tuple(edge for edge in graph.edges if edge.source in focus or edge.target in focus)
    seen = focus.union(*(edge[:2] for edge in edges))
    nodes = tuple(node for node in graph.nodes if node.id in seen)
    title = f"{', '.join(dict.fromkeys(captions.values()))}: what feeds it, and what it feeds"
    return graph._replace(title=title, nodes=nodes, edges=edges)


_FOLDED = {
    Kind.QUESTION: (Kind.SECTION, "Questions", "question", "answered"),
    Kind.GATE: (Kind.ACTION, "Gates", "gate", "held"),
    Kind.RULE: (Kind.THEME, "Themes", "rule", "held"),
}
"""What parts of a kind are folded into: its kind, the heading, what is counted, and what a sheet did."""


def overview(graph: Graph) -> Graph:
    """Sections, gates by action, themes, candidates. What decides whether a question is asked is left out."""
    members: dict[str, list[Node]] = {}
    into = {node.id: f"{_FOLDED[node.kind][0]}:{node.home}" for node in graph.nodes if node.kind in _FOLDED}
    for node in graph.nodes:
        members.setdefault(into.get(node.id, node.id), []).append(node)
    edges = _merged(
        edge._replace(source=into[edge.source], target=into.get(edge.target, edge.target))
        for edge in graph.edges
        if Link.ASKED not in edge.links
    )
    ends = {end for edge in edges for end in edge[:2]}
    nodes = (_fold(nodes, graph.of_sheet) for nodes in members.values())
    shown_nodes = tuple(node for node in nodes if node.id in ends or node.kind is not Kind.SECTION)
    return graph._replace(nodes=shown_nodes, edges=edges)


def _fold(members: list[Node], of_sheet: bool) -> Node:
    """One node for all of a section, an action or a theme."""
    first = members[0]
    if first.kind not in _FOLDED:
        return first
    kind, heading, noun, done = _FOLDED[first.kind]
    marked = sum(member.marked for member in members)
    counted = f"{len(members)} {noun}{'' if len(members) == 1 else 's'}"
    said = f"{marked} of {counted} {done}" if of_sheet else counted
    return Node(kind, first.home, first.group, heading, first.home, said, marked > 0)
