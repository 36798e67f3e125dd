"""A report as lines of text: what a terminal shows, and what goes into a file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import Enum
from itertools import groupby, zip_longest
from typing import NamedTuple, TextIO

from decision_aid.model.report import (
    Block,
    Boxes,
    Bullets,
    HelpLine,
    Paragraph,
    Reason,
    Report,
    Row,
    Section,
    Share,
    Table,
    icon_array,
)
from decision_aid.rendering.columns import padded, wrapped

WIDTH = 80
"""Columns of a page that goes into a file, and the most that a terminal gets: longer lines tire the eye."""

MIN_WIDTH = 30

TABLE_WIDTH = 170
"""Columns that a table may use where the terminal has them: its cells are short lines again."""

MIN_COLUMN = 22
"""Columns of a cell; where there is less, what would stand side by side stands one below the other."""


class Style(Enum):
    """How a line stands out. A meaning is never carried by style alone."""

    PLAIN = "none"
    STRONG = "bold"
    HEADING = "bold underline"


class Line(NamedTuple):
    """One line of a page."""

    text: str
    style: Style = Style.PLAIN


def lay_out(report: Report, width: int = WIDTH) -> Iterator[Line]:
    """The lines of a page, at most `width` columns wide (30 to 80; a table may be wider)."""
    room = max(MIN_WIDTH, min(width, TABLE_WIDTH))
    width = min(room, WIDTH)
    for stamp in report.stamps:
        yield from _wrapped(stamp.upper(), width, style=Style.STRONG)
    yield from _wrapped(report.title, width, style=Style.HEADING)
    for section in report.sections:
        yield Line("")
        yield from _wrapped(section.heading, width, style=Style.HEADING)
        for before, block in zip((None, *section.blocks), section.blocks, strict=False):
            if isinstance(before, Table):
                yield Line("")
            yield from _block(block, room)


def plain(report: Report, width: int = WIDTH) -> str:
    """The page as plain text, without any escape code."""
    return "".join(f"{line.text}\n" for line in lay_out(report, width))


def first_that_fits(pages: Iterable[Report], lines: int) -> Report:
    """The first page that has no more lines than that, or else the last."""
    for page in pages:
        if plain(page).count("\n") <= lines:
            break
    return page


def parted(report: Report, width: int, height: int) -> Iterator[Report]:
    """The page in parts of at most `height` lines; only a block that is longer by itself is not cut."""
    part: list[tuple[str, Block]] = []
    for section in report.sections:
        for block in section.blocks:
            grown = [*part, (section.heading, block)]
            if part and plain(_made_of(report, grown), width).count("\n") > height:
                yield _made_of(report, part)
                grown = grown[-1:]
            part = grown
    yield _made_of(report, part)


def _made_of(report: Report, blocks: Iterable[tuple[str, Block]]) -> Report:
    """The page with these blocks alone, each under its heading."""
    sections = groupby(blocks, key=lambda block: block[0])
    return report._replace(
        sections=tuple(Section(heading, tuple(b for _, b in of)) for heading, of in sections)
    )


def print_styled(report: Report, stream: TextIO, width: int, *, force: bool = False) -> None:
    """Print the page on a terminal, with headings in bold; `force` styles what is no terminal too."""
    from rich.console import Console
    from rich.text import Text

    terminal = True if force else None
    console = Console(
        file=stream, markup=False, emoji=False, highlight=False, force_terminal=terminal, width=width
    )
    for line in lay_out(report, width):
        console.print(Text(line.text, style=line.style.value), soft_wrap=True)


def _table(table: Table, width: int) -> Iterator[Line]:
    """Side by side where there is room for it, else one below the other."""
    gap = 2
    column = (width - gap) // len(table.columns) - gap
    beside = column >= MIN_COLUMN
    if beside:
        yield from _beside([[name] for name in table.columns], column, Style.STRONG)
    for row in table.rows:
        yield Line("")
        yield from _wrapped(row.name, width, "  ", style=Style.STRONG)
        yield from _beside(row.cells, column) if beside else _below(table, row, min(width, WIDTH))


def _beside(cells: Iterable[Iterable[str]], column: int, style: Style = Style.PLAIN) -> Iterator[Line]:
    """Cells beside each other, each `column` wide."""
    laid_out = [[line.text for text in cell for line in _in_cell(text, column)] for cell in cells]
    for texts in zip_longest(*laid_out, fillvalue=""):
        yield Line("".join(f"  {padded(text, column)}" for text in texts).rstrip(), style)


def _below(table: Table, row: Row, width: int) -> Iterator[Line]:
    for name, cell in zip(table.columns, row.cells, strict=True):
        if len(cell) == 1:
            yield from _wrapped(f"{name}: {cell[0]}", width, "    ", "      ")
            continue
        yield from _wrapped(f"{name}:", width, "    ")
        for text in cell:
            yield from _in_cell(text, width, "      ")


def _in_cell(text: str, width: int, indent: str = "") -> Iterator[Line]:
    """A paragraph of a cell; an entry of a list hangs under its words, not under its dash."""
    return _wrapped(text, width, indent, f"{indent}  " if text.startswith("- ") else indent)


def _block(block: Block, room: int) -> Iterator[Line]:
    """The lines of a block; only a table uses `room` beyond the width of a page."""
    width = min(room, WIDTH)
    match block:
        case Paragraph(text, strong):
            yield from _wrapped(text, width, "  ", style=Style.STRONG if strong else Style.PLAIN)
        case Bullets(entries) | Boxes(entries):
            sign = "  - " if isinstance(block, Bullets) else "  [ ] "
            for entry in entries:
                yield from _wrapped(entry, width, sign, " " * len(sign))
        case Reason(lead, text, details):
            yield from _wrapped(f"{lead}: {text}", width, "  ", "    ")
            for detail in details:
                yield from _wrapped(detail, width, "      ", "        ")
        case HelpLine(name, contact):
            yield from _wrapped(name, width, "  ", style=Style.STRONG)
            yield from _wrapped(contact, width, "    ")
        case Table():
            yield from _table(block, room)
        case Share(text, count):
            yield from _wrapped(text, width, "  ")
            yield from (Line(f"    {signs}") for signs in icon_array(count))


def _wrapped(
    text: str, width: int, first: str = "", rest: str | None = None, style: Style = Style.PLAIN
) -> Iterator[Line]:
    indent = first if rest is None else rest
    yield from (Line(line, style) for line in wrapped(text, width, first, indent))
