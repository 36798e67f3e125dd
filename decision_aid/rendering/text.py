"""A report as lines of text: what a terminal shows, and what goes into a file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from enum import Enum
from io import StringIO
from itertools import groupby, zip_longest
from typing import NamedTuple, TextIO

from decision_aid.model.report import (
    AGAINST,
    FOR,
    Bars,
    Block,
    Boxes,
    Bullets,
    CardBlock,
    HelpLine,
    HelpLines,
    Labeled,
    Link,
    Links,
    Marks,
    Panel,
    Paragraph,
    Reason,
    Report,
    Row,
    Section,
    Share,
    Table,
    icon_array,
    marks,
    with_headings,
)
from decision_aid.rendering.box import boxed
from decision_aid.rendering.columns import columns, padded, wrapped

WIDTH = 80
"""Columns of a page that goes into a file, and the most that a terminal gets: longer lines tire the eye."""

MIN_WIDTH = 30

NARROW = 60
"""Columns below which a page is read in more screens than it was made for."""

TABLE_WIDTH = 170
"""Columns that a table may use where the terminal has them: its cells are short lines again."""

MIN_COLUMN = 22
"""Columns of a cell; where there is less, what would stand side by side stands one below the other."""

ENTRY = re.compile(r"[-+]\d? ")
"""How an entry of a list begins in a cell."""

LABELED, MOST_LABELED, HUNG = 12, 16, 4
"""Columns before what is said under a label, and the most there may be. A longer label runs into its text,
and so does any in a narrow window.
"""


class Style(Enum):
    """How a line or a part of it stands out. A meaning is never carried by style alone."""

    PLAIN = "none"
    STRONG = "bold"
    HEADING = "bold underline"
    BORDER = "cyan"
    DIM = "dim"
    FOR = "green"
    AGAINST = "red"


class Part(NamedTuple):
    """A part of a line that looks different, or leads to an `address`."""

    start: int
    end: int
    style: Style = Style.PLAIN
    address: str = ""


class Line(NamedTuple):
    """One line of a page; whether it `goes_on` with what the line before it says."""

    text: str
    style: Style = Style.PLAIN
    parts: tuple[Part, ...] = ()
    goes_on: bool = False

    @property
    def leads_on(self) -> bool:
        """Whether it is the heading of what comes below it."""
        return self.style is Style.HEADING or self.text.endswith(":")


def lay_out(report: Report, width: int = WIDTH) -> Iterator[Line]:
    """The lines of a page, at most `width` columns wide (30 to 80; a table may be wider)."""
    room = max(MIN_WIDTH, min(width, TABLE_WIDTH))
    width = min(room, WIDTH)
    for stamp in report.stamps:
        yield from _wrapped(stamp.upper(), width, style=Style.STRONG)
    titled = bool(report.sections) and _has_panel(report.sections[0])  # a panel on top is a title of its own
    if not titled:
        yield from _wrapped(report.title, width, style=Style.HEADING)
    for place, (heading, section) in enumerate(with_headings(report)):
        if heading and not section.close and (place or not titled):
            yield Line("")
        if heading and not _has_panel(section):
            yield from _wrapped(heading, width, style=Style.HEADING)
        blocks = section.narrow if section.narrow and width < WIDTH else section.blocks
        for before, block in zip((None, *blocks), blocks, strict=False):
            if _apart(before, block, width):
                yield Line("")
            if isinstance(block, Panel):
                yield from _panel(section.heading, block, width)
            elif isinstance(block, Labeled):
                yield from _labeled(block, _column(section), width)
            else:
                yield from _block(block, room)


def _apart(before: Block | None, block: Block, width: int) -> bool:
    """Whether an empty line keeps a block apart from the one before it."""
    if isinstance(before, Table):
        return not _in_lines(before, width)
    on_a_card = isinstance(before, Marks) or (isinstance(before, Labeled) and type(block) is Paragraph)
    return on_a_card and width >= NARROW


def plain(report: Report, width: int = WIDTH) -> str:
    """The page as plain text, without any escape code."""
    return "".join(f"{line.text}\n" for line in lay_out(report, width))


def first_that_fits(pages: Iterable[Report], lines: int, width: int = WIDTH) -> Report:
    """The first page that has no more lines than that, or else the last."""
    for page in pages:
        if plain(page, width).count("\n") <= lines:
            break
    return page


def parted(report: Report, width: int, height: int) -> Iterator[Report]:
    """The page in parts of at most `height` lines; only a block that is longer by itself is not cut.

    Contacts that fit on one screen stand on one, and so does a question with what it asks about.
    """
    part: list[tuple[str, Block]] = []
    for section in report.sections:
        contacts = all(isinstance(block, HelpLine | HelpLines) for block in section.blocks)
        alone = report._replace(sections=(section,))
        asks = any(isinstance(block, Paragraph) and block.strong for block in section.blocks[1:])
        together = (contacts or asks) and plain(alone, width).count("\n") <= height
        for piece in [section.blocks] if together else [(block,) for block in section.blocks]:
            more = [(section.heading, block) for block in piece]
            if part and plain(_made_of(report, [*part, *more]), width).count("\n") > height:
                yield _made_of(report, part)
                part = []
            part += more
    yield _made_of(report, part)


def _made_of(report: Report, blocks: Iterable[tuple[str, Block]]) -> Report:
    """The page with these blocks alone, each under its heading; none is close to the title."""
    close = {section.heading: section.close for section in report.sections}
    groups = enumerate(groupby(blocks, key=lambda block: block[0]))
    return report._replace(
        sections=tuple(
            Section(heading, tuple(block for _, block in of), place > 0 and close[heading])
            for place, (heading, of) in groups
        )
    )


def styled(report: Report, width: int) -> str:
    """The page as it is drawn on a terminal, with escape codes."""
    drawn = StringIO()
    print_styled(report, drawn, width, force=True)
    return drawn.getvalue()


def print_styled(report: Report, stream: TextIO, width: int, *, force: bool = False) -> None:
    """Print the page on a terminal, with headings in bold; `force` styles what is no terminal too."""
    from rich.console import Console
    from rich.text import Text

    terminal = True if force else None
    console = Console(
        file=stream, markup=False, emoji=False, highlight=False, force_terminal=terminal, width=width
    )
    texts = []
    for line in lay_out(report, width):
        texts.append(Text(line.text, style=line.style.value))
        for part in line.parts:
            texts[-1].stylize(_style(part), part.start, part.end)
    console.print(*texts, sep="\n", soft_wrap=True)  # at once, which takes half as long


def _style(part: Part) -> str:
    return f"link {part.address}" if part.address else f"not dim {part.style.value}"


def _has_panel(section: Section) -> bool:
    return any(isinstance(block, Panel) for block in section.blocks)


def _panel(title: str, panel: Panel, width: int) -> Iterator[Line]:
    """A text in a box, with a title in its upper edge."""
    texts = wrapped(panel.text, width - 4)
    upper, *inside, lower = boxed(title, texts, width)
    yield Line(upper, Style.BORDER)
    for line, text in zip(inside, texts, strict=True):
        yield Line(line, Style.BORDER, (Part(2, 2 + len(text), Style.STRONG),))
    yield Line(lower, Style.BORDER)


def _marks(marked: Marks, width: int) -> Iterator[Line]:
    """A row for each, and what the marks mean; in a narrow window its sum alone, and what that means."""
    rows = [[marks(one) for one in row.sums] for row in marked.rows]
    widths = [max(map(columns, column)) + 2 for column in zip(marked.columns, *rows, strict=True)]
    notes = [row.note for row in marked.rows]
    first = max(columns(row.name) for row in marked.rows) + 4
    legend = marked.legend
    if first + sum(widths) + max(map(columns, notes)) > width:
        sums = [sum(row.sums) for row in marked.rows]
        rows, widths = [[marks(one)] for one in sums], [0]
        notes = [
            note or legend.lstrip(f"{AGAINST} ") * (one < 0) for note, one in zip(notes, sums, strict=True)
        ]
        legend = ""
    else:
        yield Line(f"{' ' * first}{_beside_each_other(marked.columns, widths)}".rstrip(), Style.DIM)
    for row, shown, note in zip(marked.rows, rows, notes, strict=True):
        dots = _beside_each_other(shown, widths)
        text = f"{padded(f'  {row.name}', first)}{dots} {note}".rstrip()
        yield _with_marks(text if columns(text) <= width else text.removesuffix(note).rstrip())
    if legend:
        yield Line(f"  {legend}", Style.DIM)


def _beside_each_other(texts: Iterable[str], widths: Iterable[int]) -> str:
    return "".join(padded(text, width) for text, width in zip(texts, widths, strict=True))


def _with_marks(text: str) -> Line:
    styles = {FOR: Style.FOR, AGAINST: Style.AGAINST}
    runs = ((sign, [place for place, _ in run]) for sign, run in groupby(enumerate(text), key=lambda p: p[1]))
    parts = (Part(places[0], places[-1] + 1, styles[sign]) for sign, places in runs if sign in styles)
    return Line(text, parts=tuple(parts))


def _column(section: Section) -> int:
    """Columns before what is said under the labels of a section: as many as the widest label in it needs."""
    widths = (len(block.label) + 3 for block in section.blocks if isinstance(block, Labeled))
    return max([LABELED, *(width for width in widths if width <= MOST_LABELED)])


def _labeled(block: Labeled, column: int, width: int) -> Iterator[Line]:
    """What is said beside its label; after it where that is long, or the window narrow."""
    runs_in = width < NARROW or len(block.label) >= 2 * LABELED
    label = block.label if len(block.label) + 3 <= column and not runs_in else f"{block.label}:"
    said = f"{label} {block.text}" if runs_in else block.text
    front, indent = ("  ", HUNG) if runs_in else (f"  {label}".ljust(column - 1) + " ", column)
    first, *rest = wrapped(said, width, front, " " * indent)
    yield Line(first, parts=(Part(2, min(len(first), 2 + len(label)), Style.STRONG),))
    yield from (Line(line, goes_on=True) for line in rest)


def _links(entries: Iterable[Link], width: int) -> Iterator[Line]:
    """All of them one after the other: a terminal can have the address behind the number and the name."""
    text, parts = "", list[Part]()
    for entry in entries:
        first, *rest = entry.name.split()
        start = len(text) + 2
        for word in (f"  {entry.number} {first}", *(f" {word}" for word in rest)):
            if text and columns(text + word) > width:
                begun = [Part(start, len(text), address=entry.address)] if start < len(text) else []
                yield Line(text, parts=(*parts, *begun))
                text, parts, start = "", [], 2
                word = f"  {word.strip()}"
            text += word
        parts.append(Part(start, len(text), address=entry.address))
    if text:
        yield Line(text, parts=tuple(parts))


def _table(table: Table, width: int) -> Iterator[Line]:
    """A row to a line where the cells are that short; else side by side where there is room, or stacked."""
    in_lines = _in_lines(table, min(width, WIDTH))
    if in_lines:
        yield from in_lines
        return
    gap = 2
    column = (width - gap) // len(table.columns) - gap
    beside = column >= MIN_COLUMN
    if beside:
        yield from _beside([[name] for name in table.columns], column, Style.STRONG)
    for row in table.rows:
        if row.name:
            yield Line("")
            yield from _wrapped(row.name, width, "  ", style=Style.STRONG)
        yield from _beside(row.cells, column) if beside else _below(table, row, min(width, WIDTH))


def _in_lines(table: Table, width: int) -> list[Line]:
    """A row to a line, numbers lined up to the right; in a narrow window, short cells after their columns.

    No lines where the cells are too long for either, or where no row has a name.
    """
    if any(len(cell) > 1 for row in table.rows for cell in row.cells) or not any(r.name for r in table.rows):
        return []
    rows = [("", table.columns), *((row.name, tuple("".join(c) for c in row.cells)) for row in table.rows)]
    cells_of = list(zip(*(cells for _, cells in rows), strict=True))
    widths = [max(map(columns, cells)) for cells in cells_of]
    words = [any(sign.isalpha() for cell in cells[1:] for sign in cell) for cells in cells_of]
    longest = max(columns(name) for name, _ in rows)
    room = min(longest, width - 2 - sum(column + 2 for column in widths))
    if room < min(longest, MIN_COLUMN):
        short = all(row.is_short for row in table.rows)
        return [*_in_sentences(table, width)] if short else []
    lines = []
    for number, (name, cells) in enumerate(rows):
        first, *more = wrapped(name, room, rest="  ") or [""]
        beside = "".join(
            f"  {padded(cell, column) if of_words else ' ' * (column - columns(cell)) + cell}"
            for cell, column, of_words in zip(cells, widths, words, strict=True)
        )
        style = Style.PLAIN if number else Style.STRONG
        lines.append(Line(f"  {padded(first, room)}{beside}".rstrip(), style))
        lines += [Line(f"  {line}", goes_on=True) for line in more]
    return lines


def _in_sentences(table: Table, width: int) -> Iterator[Line]:
    """Each row as running text."""
    for row in table.rows:
        yield from _wrapped(row.in_a_sentence(table.columns), width, "  ", "    ")


def _bars(bars: Bars, width: int) -> Iterator[Line]:
    """Each number with its dots beside its name, or below it where the window is too narrow."""
    names, texts = (max(map(columns, some)) for some in zip(*(bar[:2] for bar in bars.bars), strict=True))
    drawn = [f"{bar.text:>{texts}}  {marks(bar.length)}  {bar.note}".rstrip() for bar in bars.bars]
    if names + 4 + max(map(columns, drawn)) <= width:
        lines = (f"  {padded(bar.name, names)}  {line}" for bar, line in zip(bars.bars, drawn, strict=True))
        yield from map(_with_marks, lines)
        return
    for bar, line in zip(bars.bars, drawn, strict=True):
        yield from _wrapped(bar.name, width, "  ")
        yield from _wrapped(line, width, "    ")


def _beside(cells: Iterable[Iterable[str]], column: int, style: Style = Style.PLAIN) -> Iterator[Line]:
    """Cells beside each other, each `column` wide."""
    laid_out = [[line.text for text in cell for line in _in_cell(text, column)] for cell in cells]
    for number, texts in enumerate(zip_longest(*laid_out, fillvalue="")):
        text = "".join(f"  {padded(text, column)}" for text in texts).rstrip()
        yield Line(text, style, goes_on=number > 0)


def _below(table: Table, row: Row, width: int) -> Iterator[Line]:
    for name, cell in zip(table.columns, row.cells, strict=True):
        if len(cell) == 1:
            yield from _wrapped(f"{name}: {cell[0]}", width, "    ", "      ")
            continue
        yield from _wrapped(f"{name}:", width, "    ")
        for text in cell:
            yield from _in_cell(text, width, "      ")


def _in_cell(text: str, width: int, indent: str = "") -> Iterator[Line]:
    """A paragraph of a cell; an entry of a list hangs under its words, not under its dash or its weight."""
    sign = ENTRY.match(text)
    return _wrapped(text, width, indent, indent + " " * (len(sign[0]) if sign else 0))


def _block(block: Block, room: int) -> Iterator[Line]:
    """The lines of a block; only a table uses `room` beyond the width of a page."""
    width = min(room, WIDTH)
    match block:
        case Paragraph(text, strong, typed):
            yield from _wrapped(
                f"{text} {typed}".strip(), width, "  ", style=Style.STRONG if strong else Style.PLAIN
            )
        case Bullets(entries) | Boxes(entries):
            sign = "  - " if isinstance(block, Bullets) else "  [ ] "
            for entry in entries:
                yield from _wrapped(entry, width, sign, " " * len(sign))
        case Reason(lead, text, details):
            yield from _wrapped(f"{lead}: {text}", width, "  ", "    ")
            for detail in details:
                yield from _wrapped(detail, width, "      ", "        ")
        case HelpLine() | HelpLines():
            yield from _help(block, width)
        case Table():
            yield from _table(block, room)
        case Bars():
            yield from _bars(block, width)
        case Share(text, count):
            yield from _wrapped(text, width, "  ")
            yield from (Line(f"    {signs}") for signs in icon_array(count))
        case _:
            yield from _card_block(block, width)


def _help(block: HelpLine | HelpLines, width: int) -> Iterator[Line]:
    """A contact that begins a line with its name; or several, one after the other."""
    if isinstance(block, HelpLines):
        yield from _wrapped(" ".join(f"{one.name}: {one.contact}" for one in block.entries), width, "  ")
        return
    first, *rest = _wrapped(f"{block.name}: {block.contact}", width, "  ", "    ")
    yield first._replace(parts=(Part(2, min(len(first.text), len(block.name) + 3), Style.STRONG),))
    yield from rest


def _card_block(block: CardBlock, width: int) -> Iterator[Line]:
    match block:
        case Panel():
            yield from _panel("", block, width)
        case Marks():
            yield from _marks(block, width)
        case Links(entries):
            yield from _links(entries, width)


def _wrapped(
    text: str, width: int, first: str = "", rest: str | None = None, style: Style = Style.PLAIN
) -> Iterator[Line]:
    indent = first if rest is None else rest
    lines = enumerate(wrapped(text, width, first, indent))
    yield from (Line(line, style, goes_on=number > 0) for number, line in lines)
