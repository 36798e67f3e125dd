"""Where each box of a graph stands: layers from left to right, and an order that avoids crossings.

Belongs here: layers, order, positions. Does not: lines and letters (`svg`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from decision_aid.model.graph import Edge, Graph, Kind, Node

SWEEPS = 12
"""Passes over the layers. The order has settled long before."""

Layer = list[list[Node]]
"""The nodes of a layer, group by group: what stands under one heading stays together."""


def layers(graph: Graph) -> list[Layer]:
    """The layers, each in an order with few crossings (Sugiyama, Tagawa and Toda, 1981: barycenters)."""
    ranks = _sides(graph) if graph.middle else _ranks(graph)
    found: list[Layer] = []
    for rank in sorted(set(ranks.values())):
        groups: dict[str, list[Node]] = {}
        for node in graph.nodes:
            if ranks[node.id] == rank:
                groups.setdefault(node.heading, []).append(node)
        found.append([*groups.values()])
    return min(_sweeps(found, graph.edges), key=lambda order: crossings(order, graph.edges))


def crossings(order: Sequence[Layer], edges: Sequence[Edge]) -> int:
    """How many pairs of lines cross, among those that leave the same layer."""
    places = _places(order)
    found = 0
    for layer in order:
        ids = {node.id for group in layer for node in group}
        lines = [(places[edge.source], places[edge.target]) for edge in edges if edge.source in ids]
        found += sum((one[0] - two[0]) * (one[1] - two[1]) < 0 for one, two in combinations(lines, 2))
    return found


def _ranks(graph: Graph) -> Mapping[str, int]:
    """The layer of each node: one after all that feed it. What nothing feeds stands next to what it feeds.

    A candidate of which nothing speaks stands with the others.
    """
    ranks = dict.fromkeys(graph.node, 0)
    for _ in range(len(ranks)):
        moved = False
        for edge in graph.edges:
            if ranks[edge.target] <= ranks[edge.source]:
                ranks[edge.target] = ranks[edge.source] + 1
                moved = True
        if not moved:
            break
    fed = {edge.target for edge in graph.edges}
    last = max(ranks.values(), default=0)
    for id, node in graph.node.items():
        nearest = [ranks[edge.target] for edge in graph.edges if edge.source == id]
        if id not in fed and nearest:
            ranks[id] = min(nearest) - 1
        elif id not in fed and node.kind is Kind.CANDIDATE:
            ranks[id] = last
    return ranks


def _sides(graph: Graph) -> Mapping[str, int]:
    """The candidates in the middle; what speaks for one of them before, and what speaks against it after."""
    return {
        id: 1 if node.kind is Kind.CANDIDATE else 2 * graph.stands_right(id)
        for id, node in graph.node.items()
    }


def _sweeps(order: list[Layer], edges: Sequence[Edge]) -> Iterator[list[Layer]]:
    """The order of the files, then one better order after another: each layer by where its neighbors are."""
    beside: dict[str, list[str]] = {}
    for edge in edges:
        beside.setdefault(edge.source, []).append(edge.target)
        beside.setdefault(edge.target, []).append(edge.source)
    yield order
    for sweep in range(SWEEPS):
        order = list(order)
        numbers = range(len(order)) if sweep % 2 == 0 else range(len(order) - 1, -1, -1)
        for number in numbers:
            order[number] = _sorted(order[number], beside, _places(order))
        yield order


def _sorted(layer: Layer, beside: Mapping[str, Sequence[str]], places: Mapping[str, float]) -> Layer:
    def pull(node: Node) -> float:
        near = beside.get(node.id, [node.id])
        return sum(places[id] for id in near) / len(near)

    groups = [sorted(group, key=pull) for group in layer]
    return sorted(groups, key=lambda group: sum(map(pull, group)) / len(group))


def _places(order: Sequence[Layer]) -> dict[str, float]:
    """How far down each node stands in its layer, from 0 to 1."""
    places: dict[str, float] = {}
    for layer in order:
        nodes = [node for group in layer for node in group]
        places |= {node.id: (number + 0.5) / len(nodes) for number, node in enumerate(nodes)}
    return places
