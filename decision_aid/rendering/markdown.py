"""A report as Markdown, for a note or a page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from decision_aid.model.problems import shown
from decision_aid.model.report import (
    Bars,
    Block,
    Boxes,
    Bullets,
    CardBlock,
    HelpLine,
    HelpLines,
    Labeled,
    Links,
    Marks,
    Panel,
    Paragraph,
    Reason,
    Report,
    Share,
    Table,
    icon_array,
    marks,
    with_headings,
)

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~&])")


def markdown(report: Report) -> str:
    """The page as Markdown; whatever could be read as markup is escaped."""
    return "\n\n".join(_body(report)) + "\n"


def _body(report: Report) -> Iterator[str]:
    yield from (f"**{escaped(stamp)}**" for stamp in report.stamps)
    yield f"# {escaped(report.title)}"
    for heading, section in with_headings(report):
        if heading:
            yield f"## {escaped(heading)}"
        yield from (_block(block) for block in section.blocks)


def _block(block: Block) -> str:
    match block:
        case Paragraph(text, strong):
            return f"**{escaped(text)}**" if strong else escaped(text)
        case Bullets(entries):
            return "\n".join(f"- {escaped(entry)}" for entry in entries)
        case Boxes(entries):
            return "\n".join(f"- [ ] {escaped(entry)}" for entry in entries)
        case Reason(lead, text, details):
            under = "".join(f"\n  - {escaped(detail)}" for detail in details)
            return f"- **{escaped(lead)}:** {escaped(text)}{under}"
        case HelpLine(name, contact):
            return f"- **{escaped(name)}**: {escaped(contact)}"
        case HelpLines(entries):
            return "\n".join(map(_block, entries))
        case Table():
            return "\n".join(_rows(block))
        case Bars(bars):
            numbers = (f"{bar.text} {marks(bar.length)} {bar.note}".rstrip() for bar in bars)
            names = (f"- **{escaped(bar.name)}:**" for bar in bars)
            return "\n".join(f"{name} {escaped(number)}" for name, number in zip(names, numbers, strict=True))
        case Share(text, count):
            return "\n".join((escaped(text), "", "```", *icon_array(count), "```"))
        case _:
            return _card_block(block)


def _card_block(block: CardBlock) -> str:
    match block:
        case Panel(text):
            return f"> **{escaped(text)}**"
        case Marks():
            return "\n".join(_marked_rows(block))
        case Labeled(label, text):
            return f"**{escaped(label)}.** {escaped(text)}"
        case Links(entries):
            return "\n".join(f"{e.number}. [{escaped(e.name)}](<{e.address}>)" for e in entries)


def _rows(table: Table) -> Iterator[str]:
    yield _row(("", *map(escaped, table.columns)))
    yield _row(["---"] * (len(table.columns) + 1))
    for row in table.rows:
        cells = ("<br>".join(map(escaped, cell)) for cell in row.cells)
        yield _row((f"**{escaped(row.name)}**" if row.name else "", *cells))


def _marked_rows(block: Marks) -> Iterator[str]:
    yield _row(("", *map(escaped, block.columns), ""))
    yield _row(["---"] * (len(block.columns) + 2))
    for row in block.rows:
        yield _row((f"**{escaped(row.name)}**", *map(marks, row.sums), escaped(row.note)))
    if block.legend:
        yield f"\n{escaped(block.legend)}"


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def escaped(text: str) -> str:
    """Text as Markdown shows it letter by letter, in one line."""
    return _SPECIAL.sub(r"\\\1", shown(" ".join(text.split())))
