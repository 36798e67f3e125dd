"""A graph as a Mermaid flowchart: the plainest subset, each label in quotes and in plain characters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from decision_aid.model.graph import Graph, Look, Node
from decision_aid.model.problems import shown
from decision_aid.rendering.graphs import plain_id

_UNSAFE_IN_LABEL = re.compile(r"[^\w .,'()/+-]")


def mermaid(graph: Graph) -> str:
    """The graph as a Mermaid flowchart, from left to right: what speaks against its middle on the right."""
    return "".join(f"{line}\n" for line in _lines(graph))


def _lines(graph: Graph) -> Iterator[str]:
    yield "flowchart LR"
    yield f"  picture_above[{_label((graph.title, *graph.stamps, *graph.above))}]"
    for number, (heading, nodes) in enumerate(_grouped(graph.nodes)):
        yield f"  subgraph group_{number} [{_label((heading,))}]"
        yield from (f"    {plain_id(node.id)}[{_label((node.caption, node.said))}]" for node in nodes)
        yield "  end"
    lines = [(edge, stroke) for edge in graph.edges for stroke in edge.strokes]
    for edge, stroke in lines:
        back = graph.stands_right(edge.source)  # a line has no arrow at its start, so its weight says it all
        one, other = (edge.target, edge.source) if back else edge[:2]
        arrow = f"{'---' if back else _ARROWS[stroke.look]}|{_label((stroke.label,))}|"
        yield f"  {plain_id(one)} {arrow} {plain_id(other)}"
    if below := graph.under:
        yield f"  picture_below[{_label(below)}]"
    yield "  classDef held stroke-width:4px"
    held = [plain_id(node.id) for node in graph.nodes if node.marked]
    if held:
        yield f"  class {','.join(held)} held"
    path = [str(number) for number, (edge, _) in enumerate(lines) if edge.marked]
    if path:
        yield f"  linkStyle {','.join(path)} stroke-width:5px"


def _grouped(nodes: Iterable[Node]) -> Iterator[tuple[str, list[Node]]]:
    groups: dict[str, list[Node]] = {}
    for node in nodes:
        groups.setdefault(node.heading, []).append(node)
    yield from groups.items()


_ARROWS = {
    Look.ASKED: "-.->",
    Look.READ: "-->",
    Look.RELEASE: "-.-o",
    Look.FOR: "==>",
    Look.AGAINST: "--x",
}


def _label(lines: Iterable[str]) -> str:
    """Lines in quotes; whatever could be read as more than a letter is written as its number."""
    safe = (
        _UNSAFE_IN_LABEL.sub(lambda found: f"#{ord(found.group())};", shown(" ".join(line.split())))
        for line in lines
        if line
    )
    return f'"{"<br>".join(safe)}"'
