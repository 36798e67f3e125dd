"""A graph in the language of Graphviz."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from decision_aid.model.graph import Edge, Graph, Look, Node
from decision_aid.model.problems import shown
from decision_aid.rendering.graphs import plain_id


def dot(graph: Graph) -> str:
    """The graph in DOT, from left to right. What is on the path of a sheet is bold and says so."""
    return "".join(f"{line}\n" for line in _lines(graph))


def _lines(graph: Graph) -> Iterator[str]:
    yield "digraph decision_aid {"
    yield '  graph [rankdir="LR", ranksep="1.5", labelloc="t", fontname="sans-serif"];'
    yield '  node [shape="box", fontname="sans-serif"];'
    yield '  edge [fontname="sans-serif", fontsize="10"];'
    yield f"  label={_label((*graph.stamps, graph.title, *graph.above, *graph.under))};"
    for node in graph.nodes:
        words = _label((node.heading, node.caption, node.said))
        yield f'  "{plain_id(node.id)}" [label={words}{_bold(node)}];'
    for edge in graph.edges:
        back = graph.stands_right(edge.source)  # so its line is given the other way round
        one, other = (edge.target, edge.source) if back else edge[:2]
        for stroke in edge.strokes:
            label = _label((stroke.label, "on the path" if edge.marked else ""))
            look = _LOOKS[stroke.look].replace("arrowhead", 'dir="back", arrowtail' if back else "arrowhead")
            yield f'  "{plain_id(one)}" -> "{plain_id(other)}" [label={label}, {look}{_bold(edge)}];'
    yield "}"


_LOOKS = {
    Look.ASKED: 'style="dotted", arrowhead="empty"',
    Look.READ: 'style="solid", arrowhead="normal"',
    Look.RELEASE: 'style="dotted", arrowhead="odot"',
    Look.FOR: 'style="bold", arrowhead="normal"',
    Look.AGAINST: 'style="dashed", arrowhead="tee"',
}


def _bold(part: Node | Edge) -> str:
    return ', penwidth="3"' if part.marked else ""


def _label(lines: Iterable[str]) -> str:
    """Lines in quotes. Graphviz reads `\\` and `&` in a label, which therefore are escaped."""
    safe = (
        shown(" ".join(line.split())).replace("&", "&amp;").replace("\\", "\\\\").replace('"', '\\"')
        for line in lines
        if line
    )
    return '"' + "\\n".join(safe) + '"'
