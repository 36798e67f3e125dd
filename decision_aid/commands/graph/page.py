"""A graph as a page to be read: under each thing what it feeds, what is on the path of a sheet first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from decision_aid.model.graph import Graph, Kind
from decision_aid.model.report import Bar, Bars, Block, Paragraph, Reason, Report, Row, Section, Table
from decision_aid.rendering.text import first_that_fits
from decision_aid.wording.help import HELP_AT_ANY_TIME, READ_FIRST
from decision_aid.wording.stamps import about_this_page
from decision_aid.wording.trace_parts import signed

FOR, AGAINST = "speaks for", "speaks against"

IN_THE_MIDDLE: Final = "The reasons, and what they add up to"

WIDE: Final = 100
"""Columns of a projector."""

MOST_LINES: Final = 29
"""Lines of a projector, but for the one that the shell needs."""


def graph_page(graph: Graph) -> Report:
    """The graph as a page: under each thing what it feeds, what is on the path of the sheet first.

    With a candidate in the middle: what speaks for it and against it, side by side, and then the sums.
    """
    if graph.middle:
        return first_that_fits(_balances(graph), MOST_LINES, WIDE)
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
    parts = (Section(heading, tuple(blocks)) for heading, blocks in groups.items())
    return _framed(graph, *parts)


def _framed(graph: Graph, *sections: Section) -> Report:
    """These sections with the lines to read above and below them."""
    above = (Section(READ_FIRST, tuple(map(Paragraph, graph.above))),) if graph.above else ()
    help = (Section(HELP_AT_ANY_TIME, tuple(map(Paragraph, graph.help))),) if graph.help else ()
    below = (about_this_page(*graph.below)._replace(close=True),) if graph.below else ()
    return Report(graph.title, (*above, *sections, *help, *below), graph.stamps)


def _balances(graph: Graph) -> Iterator[Report]:
    """The argument view, from the fullest to the shortest: without the notes, then without the answers."""
    without_notes = graph._replace(notes=())
    yield _balance(graph, answers=True)
    yield _balance(without_notes, answers=True)
    yield _balance(graph, answers=False)
    yield _balance(without_notes, answers=False)


def _balance(graph: Graph, *, answers: bool) -> Report:
    """What speaks for the candidate in the middle beside what speaks against it, and the sums of all."""
    sides = {words: _side(graph, right=words == AGAINST, answers=answers) for words in (FOR, AGAINST)}
    columns = [reasons for reasons in sides.values() if reasons]
    beside = Table(tuple(heading for heading, _ in columns), (Row("", tuple(lines for _, lines in columns)),))
    nothing = (Paragraph(f"Nothing {words} it.") for words, reasons in sides.items() if not reasons)
    sums = Bars(
        tuple(
            Bar(node.caption, signed(node.sum), node.sum, node.said.partition(", ")[2])
            for node in graph.nodes
            if node.kind is Kind.CANDIDATE
        )
    )
    return _framed(
        graph,
        Section(
            IN_THE_MIDDLE, (*([beside] if columns else []), *nothing, sums, *map(Paragraph, graph.notes))
        ),
    )


def _side(graph: Graph, *, right: bool, answers: bool) -> tuple[str, tuple[str, ...]] | None:
    """The heading of a side, and its reasons with their weights and the answers that they rest on."""
    node = graph.node
    edges = [edge for edge in graph.edges if graph.stands_right(edge.source) is right]
    if not edges:
        return None
    reasons = (
        f"{stroke.label} {node[edge.source].caption}"
        + (f" ({node[edge.source].said})" if answers and node[edge.source].said else "")
        for edge in edges
        for stroke in edge.strokes
    )
    return node[edges[0].source].heading, tuple(reasons)


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
