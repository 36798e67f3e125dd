"""What feeds what: questions, gates, rules and candidates as a graph, and the path of a sheet in it.

Belongs here: the nodes and edges of a rule set, the part of them to be seen, what a sheet made of
them, and the same as a page to be read. Does not: placing and drawing them (`rendering.graphs`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from typing import NamedTuple

from decision_aid.answers import SKIPPED
from decision_aid.conditions import Condition, Truth, judge, questions_in
from decision_aid.engine import Lens, nameable_questions, strength_in
from decision_aid.errors import DecisionAidError, did_you_mean, shown
from decision_aid.model import Action, Direction, RuleSet, Strength
from decision_aid.reasons import answer_words
from decision_aid.report import Block, Paragraph, Reason, Report, Section
from decision_aid.suggestion import Suggestion


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


def picture(
    rule_set: RuleSet, lens: Lens, suggestion: Suggestion | None = None, id: str | None = None
) -> Graph:
    """An overview of a rule set, or what is around one thing, with the path of a sheet if one is given.

    While safety comes first on that sheet, only gates and safety questions are in it, whatever the id.
    Raises `DecisionAidError` when nothing has this id. The lens `documents` needs the claims.
    """
    if suggestion and not suggestion.evaluation.safe:
        return _safety(suggestion)
    graph = whole(rule_set, lens)
    if suggestion:
        graph = walked(graph, suggestion)
    return overview(graph) if id is None else around(graph, id)


def named(graph: Graph) -> Graph:
    """The same with the id of each part beside its caption."""
    return graph._replace(
        nodes=tuple(
            node if node.name == node.caption else node._replace(caption=f"{node.caption} ({node.name})")
            for node in graph.nodes
        )
    )


# --- all of a rule set ----------------------------------------------------------------------------


def whole(rule_set: RuleSet, lens: Lens = Lens.CHECKED) -> Graph:
    """Every question, gate, rule and candidate, and all that feeds them."""
    return Graph(rule_set.title, tuple(_nodes(rule_set)), _merged(_edges(rule_set, lens)))


def _nodes(rule_set: RuleSet) -> Iterator[Node]:
    for item in rule_set.items:
        yield Node(Kind.QUESTION, item.id, item.label, item.section, item.section)
    for gate in rule_set.gates:
        yield Node(Kind.GATE, gate.id, gate.caption, _ACTIONS[gate.action], gate.action)
    for rule in rule_set.rules:
        yield Node(Kind.RULE, rule.id, rule.caption, rule_set.themes[rule.theme], rule.theme)
    for decision in rule_set.decisions:
        for candidate in decision.candidates:
            yield Node(Kind.CANDIDATE, candidate.id, candidate.caption, decision.caption, candidate.id)


def _edges(rule_set: RuleSet, lens: Lens) -> Iterator[Edge]:
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
    """One edge for all between the same two nodes."""
    found: dict[tuple[str, str], Edge] = {}
    for edge in edges:
        old = found.get(edge[:2], edge)
        links = tuple(link for link in Link if link in old.links or link in edge.links)
        found[edge[:2]] = Edge(edge.source, edge.target, links, old.marked or edge.marked)
    return tuple(found.values())


# --- a part of it ---------------------------------------------------------------------------------


def around(graph: Graph, id: str) -> Graph:
    """All that has this id, be it a part or the section, action or theme of parts; and its neighbours.

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
        hint = did_you_mean(id, known_ids)
        kinds = "question, gate, rule, theme or candidate"
        raise DecisionAidError(f"There is no {kinds} '{shown(id)}'{f' ({hint})' if hint else ''}.")
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


# --- the path of a sheet --------------------------------------------------------------------------


def walked(graph: Graph, suggestion: Suggestion) -> Graph:
    """The same graph, with what a sheet answered, what held, what counted, and what is favoured."""
    said, path = dict(_said(suggestion)), set(_path(suggestion))
    nodes = tuple(
        node._replace(said=said[node.id][0], marked=said[node.id][1]) if node.id in said else node
        for node in graph.nodes
    )
    edges = tuple(edge._replace(marked=edge[:2] in path) for edge in graph.edges)
    return graph._replace(nodes=nodes, edges=edges, of_sheet=True)


def _said(suggestion: Suggestion) -> Iterator[tuple[str, tuple[str, bool]]]:
    """What a sheet made of each node that it has something to say of, and whether that is on its path."""
    evaluation = suggestion.evaluation
    for item in evaluation.rule_set.items:
        value = evaluation.answers.given.get(item.id)
        if value is not None:
            yield f"{Kind.QUESTION}:{item.id}", (answer_words(item, value), value != SKIPPED)
    for judged in evaluation.gates:
        open_yet = "not settled" if judged.when.truth is Truth.UNKNOWN else ""
        yield f"{Kind.GATE}:{judged.gate.id}", ("holds" if judged.holds else open_yet, judged.holds)
    for rule in evaluation.rules:
        open_yet = "not settled" if rule.verdict.truth is Truth.UNKNOWN else ""
        yield f"{Kind.RULE}:{rule.rule.id}", ("holds" if rule.holds else open_yet, rule.holds)
    for place, conclusion in enumerate(suggestion.conclusions):
        for candidate in conclusion.favoured:
            yield f"{Kind.CANDIDATE}:{candidate}", ("worth discussing" if place else "favoured", True)


def _path(suggestion: Suggestion) -> Iterator[tuple[str, str]]:
    """The two ends of each edge on the path: answers that made something hold, arguments that counted."""
    evaluation = suggestion.evaluation
    held = [
        *((judged.when, f"{Kind.GATE}:{judged.gate.id}") for judged in evaluation.gates if judged.holds),
        *((judged.verdict, f"{Kind.RULE}:{judged.rule.id}") for judged in evaluation.rules),
        *(
            (judge(item.enable_when, evaluation.answers), f"{Kind.QUESTION}:{item.id}")
            for item in evaluation.rule_set.items
            if item.enable_when
        ),
    ]
    for verdict, target in held:
        yield from ((f"{Kind.QUESTION}:{test.question}", target) for test in verdict.grounds())
    for standing in evaluation.standings:
        for weighed in standing.arguments:
            if weighed.counted:
                yield f"{Kind.RULE}:{weighed.rule.id}", f"{Kind.CANDIDATE}:{standing.candidate.id}"


def _safety(suggestion: Suggestion) -> Graph:
    """The gates that are shown, or the stops that wait for an answer, and what they were told.

    Of the questions, only those that a rule set may name while safety comes first (`checking.naming`).
    """
    evaluation = suggestion.evaluation
    waiting = [] if evaluation.stops else [j for j in evaluation.gates if j.gate.action is Action.STOP]
    gates = {
        f"{Kind.GATE}:{judged.gate.id}"
        for judged in (*suggestion.gates, *(j for j in waiting if j.when.truth is Truth.UNKNOWN))
    }
    open_yet = set(evaluation.unanswered_safety)
    questions = {
        f"{Kind.QUESTION}:{question}"
        for question in nameable_questions(evaluation.rule_set)
        if question in evaluation.answers.given or question in open_yet
    }
    graph = walked(whole(evaluation.rule_set), suggestion)
    edges = tuple(edge for edge in graph.edges if edge.source in questions and edge.target in gates)
    seen = gates.union(edge.source for edge in edges)
    nodes = tuple(node._replace(said=node.said or "no answer yet") for node in graph.nodes if node.id in seen)
    return graph._replace(nodes=nodes, edges=edges)


# --- the same, to be read -------------------------------------------------------------------------


def page(graph: Graph) -> Report:
    """The graph as a page: under each thing what it feeds, what is on the path of the sheet first."""
    groups: dict[str, list[Block]] = {}
    fed = {edge.target for edge in graph.edges}
    for node in graph.nodes:
        details = tuple(_feeds(graph, node.id))
        if details or node.said or node.id not in fed:
            groups.setdefault(node.heading, []).append(Reason(node.caption, node.said, details))
    above = (Section("Please read this first", tuple(map(Paragraph, graph.above))),) if graph.above else ()
    below = (Section("About this page", tuple(map(Paragraph, graph.below))),) if graph.below else ()
    parts = tuple(Section(heading, tuple(blocks)) for heading, blocks in groups.items())
    return Report(graph.title, (*above, *parts, *below), graph.stamps)


def _feeds(graph: Graph, id: str) -> Iterator[str]:
    """One line for each way in which a node feeds others."""
    node = graph.node
    listed: dict[str, list[str]] = {}
    for edge in sorted(graph.edges, key=lambda edge: not edge.marked):
        if edge.source == id:
            words = f"on the path, {edge.words}" if edge.marked else edge.words
            listed.setdefault(words, []).append(node[edge.target].caption)
    yield from (f"{words[:1].upper()}{words[1:]}: {'; '.join(names)}." for words, names in listed.items())
