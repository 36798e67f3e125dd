"""A graph as a page to be read: under each thing what it feeds, what is on the path of a sheet first."""

from __future__ import annotations

from collections.abc import Iterator

from decision_aid.model.graph import Graph
from decision_aid.model.report import Block, Paragraph, Reason, Report, Section
from decision_aid.wording.help import READ_FIRST
from decision_aid.wording.stamps import about_this_page


def graph_page(graph: Graph) -> Report:
    """The graph as a page: under each thing what it feeds, what is on the path of the sheet first."""
    groups: dict[str, list[Block]] = {}
    fed = {edge.target for edge in graph.edges}
    alone = len(fed) == 1  # the title names it, so no line has to
    for node in graph.nodes:
        details = () if alone else tuple(_feeds(graph, node.id))
        if alone and node.id not in fed:
            told = ", ".join(filter(None, (node.said, *_feeds_the_one(graph, node.id))))
            groups.setdefault(node.heading, []).append(Reason(node.caption, told, ()))
        elif details or node.said or node.id not in fed:
            groups.setdefault(node.heading, []).append(Reason(node.caption, node.said, details))
    above = (Section(READ_FIRST, tuple(map(Paragraph, graph.above))),) if graph.above else ()
    below = (about_this_page(*graph.below),) if graph.below else ()
    parts = tuple(Section(heading, tuple(blocks)) for heading, blocks in groups.items())
    return Report(graph.title, (*above, *parts, *below), graph.stamps)


def _feeds_the_one(graph: Graph, id: str) -> Iterator[str]:
    """How a node feeds the only thing that is fed."""
    for edge in graph.edges:
        if edge.source == id:
            yield from (["on the path"] if edge.marked else [])
            yield from (stroke.label for stroke in edge.strokes)


def _feeds(graph: Graph, id: str) -> Iterator[str]:
    """One line for each way in which a node feeds others."""
    node = graph.node
    listed: dict[str, list[str]] = {}
    for edge in sorted(graph.edges, key=lambda edge: not edge.marked):
        if edge.source == id:
            words = f"on the path, {edge.words}" if edge.marked else edge.words
            listed.setdefault(words, []).append(node[edge.target].caption)
    yield from (f"{words[:1].upper()}{words[1:]}: {'; '.join(names)}." for words, names in listed.items())
