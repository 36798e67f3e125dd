"""A graph as an SVG picture, complete in itself: no script, no link, nothing that is fetched.

Readable on light and dark ground. What a line means is told by its dashes and width, and what is on
the path of a sheet by a wide band and by words; a screen reader gets the whole in `desc`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from typing import NamedTuple
from unicodedata import east_asian_width

from decision_aid.model.graph import Edge, Graph, Look, Node, Stroke
from decision_aid.model.problems import shown
from decision_aid.rendering.graphs.layout import Layer, layers

BOX, GAP, MARGIN, PADDING = 250, 170, 24, 10
"""Width of a box, room between two layers, edge of the picture, and edge of a box; in pixels."""
LINE, BETWEEN = 19, 12
"""Height of a line of words, and room between two boxes; in pixels."""
TITLE_LINE, TITLE_SIZE = 26, 22 / 14
"""Height of a line of the title in pixels, and how much wider its letters are than those of other words."""
PORT = 15
"""Room between two lines that reach a box with a weight beside each; in pixels."""
LEAST = 640
"""The least width of the picture, for the lines above and below; in pixels."""

_STYLE = """\
text{font:14px system-ui,"DejaVu Sans",sans-serif;fill:#1a1a1a}
.title{font-size:20px;font-weight:bold}.strong{font-weight:bold}.said{font-style:italic}.heading{font-weight:bold;fill:#444}
.ground{fill:#fff}.box{fill:#f4f6f8;stroke:#5c6670}.marked{fill:#dcebff;stroke:#0b4fa8;stroke-width:3}
path{fill:none;stroke:#6b7580;stroke-width:1.2}.band{stroke:#a9cbf7;stroke-width:9}.path{stroke:#0b4fa8}
.asked{stroke-dasharray:1 5;stroke-linecap:round;stroke-width:2}.release{stroke-dasharray:12 4 2 4}
.for{stroke-width:3}.against{stroke-width:3;stroke-dasharray:7 4}
.weight{font-weight:bold;text-anchor:end;paint-order:stroke;stroke:#fff;stroke-width:4px}
.right{text-anchor:start}
@media (prefers-color-scheme:dark){
text{fill:#f0f0f0}.heading{fill:#c4ccd4}.ground{fill:#15181c}.weight{stroke:#15181c}.box{fill:#232830;stroke:#9aa5b1}
.marked{fill:#173a66;stroke:#8fc1ff}path{stroke:#98a3ae}.band{stroke:#2b568c}.path{stroke:#8fc1ff}
}"""


class _Box(NamedTuple):
    """A node at its place: the upper left corner, the height, and its words line by line."""

    node: Node
    x: int
    y: int
    height: int
    lines: tuple[tuple[str, str], ...]


def svg(graph: Graph) -> str:
    """The graph as an SVG document."""
    order = layers(graph)
    wide = max(LEAST, len(order) * (BOX + GAP) - GAP)
    title = wrapped(graph.title, int(wide / TITLE_SIZE)) or ("",)
    above = [*_paragraphs((*graph.stamps, *graph.above), wide, "strong")]
    legend = [*_legend(graph)]
    head = MARGIN + 34 + TITLE_LINE * (len(title) - 1)
    top = head + LINE * len(above) + 24 * len(legend)
    boxes = {box.node.id: box for box in _placed(order, graph.edges, top)}
    foot = max((box.y + box.height for box in boxes.values()), default=top) + 34
    below = [*_paragraphs(graph.under, wide, "plain")]
    width, height = wide + 2 * MARGIN, foot + LINE * len(below) + MARGIN
    return "".join(
        f"{part}\n"
        for part in (
            f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="title desc" '
            f'viewBox="0 0 {width} {height}" width="{width}" height="{height}">',
            f'<title id="title">{_safe(graph.title)}</title>',
            f'<desc id="desc">{_safe(_in_sentences(graph))}</desc>',
            f"<style>{_STYLE}</style>",
            f'<rect class="ground" width="{width}" height="{height}"/>',
            *(_words(MARGIN, MARGIN + 16 + TITLE_LINE * n, line, "title") for n, line in enumerate(title)),
            *_text_lines(above, head),
            *_drawn_legend(legend, head + LINE * len(above)),
            *_lines(graph, boxes),
            *_headings(order, boxes),
            *(_box(box) for box in boxes.values()),
            *_text_lines(below, foot),
            "</svg>",
        )
    )


# --- boxes ----------------------------------------------------------------------------------------


def _placed(order: Sequence[Layer], edges: Iterable[Edge], top: int) -> Iterator[_Box]:
    """Every box at its place, as high as its words or the weights that reach it need.

    A low layer stands in the middle beside a high one.
    """
    words = {node.id: _in_box(node) for layer in order for group in layer for node in group}
    weights = _weights_reaching(edges)
    heights = {
        id: max(len(lines) * LINE + PADDING + 4, PORT * (weights.get(id, 0) + 1))
        for id, lines in words.items()
    }
    tall = [
        sum(_room(group) + sum(heights[node.id] + BETWEEN for node in group) for group in layer)
        for layer in order
    ]
    for number, layer in enumerate(order):
        y = top + (max(tall) - tall[number]) // 2
        for group in layer:
            y += _room(group)
            for node in group:
                x = MARGIN + number * (BOX + GAP)
                yield _Box(node, x, y, heights[node.id], words[node.id])
                y += heights[node.id] + BETWEEN


def _weights_reaching(edges: Iterable[Edge]) -> Mapping[str, int]:
    """How many lines with a weight reach each box."""
    found: dict[str, int] = {}
    for edge in edges:
        weights = sum(stroke.look in (Look.FOR, Look.AGAINST) for stroke in edge.strokes)
        found[edge.target] = found.get(edge.target, 0) + weights
    return found


def _room(group: Sequence[Node]) -> int:
    """The height that the heading of a group takes."""
    return BETWEEN + 10 + LINE * len(_heading(group))


def _heading(group: Sequence[Node]) -> tuple[str, ...]:
    return wrapped(group[0].heading, BOX)


def _in_box(node: Node) -> tuple[tuple[str, str], ...]:
    width = BOX - 2 * PADDING
    return (*_paragraphs((node.caption,), width, ""), *_paragraphs((node.said,), width, "said"))


def _box(box: _Box) -> str:
    look = "marked" if box.node.marked else "box"
    rect = f'<rect class="{look}" x="{box.x}" y="{box.y}" width="{BOX}" height="{box.height}" rx="6"/>'
    words = (
        _words(box.x + PADDING, box.y + PADDING + 9 + LINE * number, line, name)
        for number, (line, name) in enumerate(box.lines)
    )
    return f"<g>{rect}{''.join(words)}</g>"


def _headings(order: Sequence[Layer], boxes: Mapping[str, _Box]) -> Iterator[str]:
    for layer in order:
        for group in layer:
            first = boxes[group[0].id]
            for number, line in enumerate(reversed(_heading(group))):
                yield _words(first.x, first.y - 8 - LINE * number, line, "heading")


# --- lines ----------------------------------------------------------------------------------------


def _lines(graph: Graph, boxes: Mapping[str, _Box]) -> Iterator[str]:
    """Each line from the right side of a box to the left side of another; those on the path on top.

    A line from what stands right of the middle goes the other way. One is drawn once for each of its looks,
    side by side. Weights stand where lines end, on top of them.
    """
    captions = {node.id: node.caption for node in graph.nodes}
    leaving, reaching = _ports(graph, boxes, out=True), _ports(graph, boxes, out=False)
    weights: list[str] = []
    for edge in sorted(graph.edges, key=lambda edge: edge.marked):
        ends = f"{captions[edge.source]} {edge.words} {captions[edge.target]}"
        on_path = "on the path: " if edge.marked else ""
        drawn = []
        for number, stroke in enumerate(edge.strokes):
            back = boxes[edge.source].x > boxes[edge.target].x
            x, y = boxes[edge.source].x + BOX * (not back), leaving[edge.source, edge.target] + PORT * number
            to_x, to_y = boxes[edge.target].x + BOX * back, reaching[edge.source, edge.target] + PORT * number
            bend = (to_x - x) // 2 if back else max(to_x - x, GAP) // 2
            drawn.append(
                _stroke(f"M{x} {y}C{x + bend} {y} {to_x - bend} {to_y} {to_x} {to_y}", stroke, edge.marked)
            )
            if stroke.look in (Look.FOR, Look.AGAINST):
                beside = _words(to_x + 6, to_y + 5, stroke.label, "weight right") if back else ""
                weights.append(beside or _words(to_x - 6, to_y + 5, stroke.label, "weight"))
        yield f"<g><title>{_safe(on_path + ends)}</title>{''.join(drawn)}</g>"
    yield f"<g>{''.join(weights)}</g>"


def _stroke(course: str, stroke: Stroke, marked: bool) -> str:
    band = f'<path class="band" d="{course}"/>' if marked else ""
    return f'{band}<path class="{stroke.look}{" path" if marked else ""}" d="{course}"/>'


def _ports(graph: Graph, boxes: Mapping[str, _Box], *, out: bool) -> dict[tuple[str, str], int]:
    """How high each line leaves its source, or reaches its target: side by side, as the other ends stand."""
    fans: dict[str, list[Edge]] = {}
    for edge in graph.edges:
        fans.setdefault(edge.source if out else edge.target, []).append(edge)
    heights: dict[tuple[str, str], int] = {}
    for id, edges in fans.items():
        edges.sort(key=lambda edge: boxes[edge.target if out else edge.source].y)
        lines, place = sum(len(edge.strokes) for edge in edges), 0
        for edge in edges:
            heights[edge[:2]] = boxes[id].y + boxes[id].height * (place + 1) // (lines + 1)
            place += len(edge.strokes)
    return heights


# --- words ----------------------------------------------------------------------------------------


_MEANINGS = {
    Look.ASKED: "decides whether to ask",
    Look.READ: "feeds",
    Look.RELEASE: "can lift",
    Look.FOR: "speaks for, with this weight",
    Look.AGAINST: "speaks against, with this weight",
}


def _legend(graph: Graph) -> Iterator[tuple[Stroke, bool, str]]:
    """A line of each look that is in the picture, whether it is marked, and what it means."""
    looks = {stroke.look for edge in graph.edges for stroke in edge.strokes}
    for look, meaning in _MEANINGS.items():
        if look in looks:
            words = meaning.capitalize() if graph.middle else f"From left to right: {meaning}"
            yield Stroke(look, ""), False, words
    if graph.of_sheet:
        yield (
            Stroke(Look.READ, ""),
            True,
            "On the path of these answers. A thick frame: it counted, or is ahead",
        )


def _drawn_legend(legend: Iterable[tuple[Stroke, bool, str]], top: int) -> Iterator[str]:
    for number, (stroke, marked, words) in enumerate(legend):
        y = top + 24 * number + 10
        line = _stroke(f"M{MARGIN} {y}H{MARGIN + 60}", stroke, marked)
        yield f"<g>{line}{_words(MARGIN + 72, y + 5, words, '')}</g>"


def _paragraphs(texts: Iterable[str], width: int, name: str) -> Iterator[tuple[str, str]]:
    yield from ((line, name) for text in texts for line in wrapped(text, width))


def _text_lines(lines: Iterable[tuple[str, str]], top: int) -> Iterator[str]:
    for number, (line, name) in enumerate(lines):
        yield _words(MARGIN, top + LINE * number + 12, line, name)


def _words(x: int, y: int, text: str, name: str) -> str:
    kind = f' class="{name}"' if name else ""
    return f'<text x="{x}" y="{y}"{kind}>{_safe(text)}</text>'


def _in_sentences(graph: Graph) -> str:
    """The whole picture in sentences, for those who do not see it."""
    nodes = (f"{n.heading}, {n.caption}{f' ({n.said})' if n.said else ''}." for n in graph.nodes)
    captions = {node.id: node.caption for node in graph.nodes}
    edges = (
        f"{captions[e.source]} {e.words} {captions[e.target]}{' (on the path)' if e.marked else ''}."
        for e in graph.edges
    )
    return " ".join((*graph.stamps, *graph.above, *nodes, *edges, *graph.under))


def wrapped(text: str, width: int) -> tuple[str, ...]:
    """The lines of a text, none wider than `width` in pixels; a word that is wider is broken."""
    lines = [""]
    for word in shown(" ".join(text.split())).split():
        if _width(f"{lines[-1]} {word}") > width and lines[-1]:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
        while _width(lines[-1]) > width:
            cut = next(n for n in range(1, len(lines[-1]) + 1) if _width(lines[-1][: n + 1]) > width)
            lines[-1:] = [lines[-1][:cut], lines[-1][cut:]]
    return tuple(filter(None, lines))


def _width(text: str) -> float:
    """The width in pixels that a text of 14 has in the widest of the usual fonts, or a little more."""
    return sum(map(_advance, text))


def _advance(character: str) -> float:
    if character in "ijlftrI.,:;'!|()[] ":
        return 6.2
    if character in "mwMW@%" or east_asian_width(character) in "WF" or ord(character) > 0x2000:
        return 15.5
    return 10.5 if character.isupper() else 9


def _safe(text: str) -> str:
    """Text that stands in XML: markup escaped, and what XML cannot hold made visible."""
    return escape(shown(" ".join(text.split())))
