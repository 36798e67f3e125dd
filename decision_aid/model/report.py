"""A page before it is drawn: a title, sections, and blocks of words.

Belongs here: the few kinds of blocks that every renderer can draw. Does not: any sentence (`wording` and
the pages of `commands`) and any layout (`rendering`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple, TypeAlias

from decision_aid.model.records import record

FOR, AGAINST, NEITHER = "\u25cf", "\u25cb", "\u00b7"
"""The marks: a full circle, an empty one, and a dot for nothing."""

SHORT = 6
"""Letters of a cell, such as a number, that can stand in a sentence."""


@record
class Paragraph(NamedTuple):
    """Running text. `strong` is for the one thing that must be seen.

    `typed` comes after it where the page can be asked for again: what to add to the command to see more.
    """

    text: str
    strong: bool = False
    typed: str = ""


@record
class Bullets(NamedTuple):
    """Short entries of equal rank."""

    entries: tuple[str, ...]


@record
class Boxes(NamedTuple):
    """Short entries to tick by hand, on paper."""

    entries: tuple[str, ...]


@record
class Reason(NamedTuple):
    """A labeled entry: its `lead` (such as `Strong reason for`), its text, and the lines under it."""

    lead: str
    text: str
    details: tuple[str, ...]


@record
class HelpLine(NamedTuple):
    """Where to get help: the name of a contact, and how to reach it."""

    name: str
    contact: str


@record
class HelpLines(NamedTuple):
    """Several of these, one after the other where room is short."""

    entries: tuple[HelpLine, ...]


@record
class Row(NamedTuple):
    """One row of a table: its name, and for each column the paragraphs of its cell."""

    name: str
    cells: tuple[tuple[str, ...], ...]

    @property
    def is_short(self) -> bool:
        """Whether its cells, such as numbers, can stand in a sentence."""
        return all(len(cell) < 2 and len("".join(cell)) <= SHORT for cell in self.cells)

    def in_a_sentence(self, columns: Iterable[str]) -> str:
        """Its name, and each cell after the name of its column; no sign for nothing, which nobody can say."""
        said = ("".join(cell).replace(NEITHER, "0") for cell in self.cells)
        return f"{self.name}: {', '.join(map(' '.join, zip(columns, said, strict=True)))}"


@record
class Table(NamedTuple):
    """Things side by side; `columns` are their names."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]


@record
class Share(NamedTuple):
    """A number out of a hundred: as `text`, and as an icon array drawn from `of_a_hundred`."""

    text: str
    of_a_hundred: int


@record
class Bar(NamedTuple):
    """A number with its name, drawn as `length` dots; below 0 they are hollow. `note` stands after them."""

    name: str
    text: str
    length: int
    note: str = ""


@record
class Bars(NamedTuple):
    """Numbers one below the other, to be compared at a glance."""

    bars: tuple[Bar, ...]


@record
class Panel(NamedTuple):
    """What a page comes to. It is drawn in a box, with the heading of its section on top."""

    text: str


@record
class Marked(NamedTuple):
    """One row of marks: a sum for each column, a note beside them, and all of it as one sentence to hear."""

    name: str
    sums: tuple[int, ...]
    note: str
    aloud: str


@record
class Marks(NamedTuple):
    """Small sums side by side, drawn as that many marks: one kind above zero, another below."""

    columns: tuple[str, ...]
    rows: tuple[Marked, ...]
    legend: str = ""


@record
class Labeled(NamedTuple):
    """A word or two, and what there is to say about it."""

    label: str
    text: str


@record
class Link(NamedTuple):
    """One thing with its number, and where to find it."""

    number: int
    name: str
    address: str


@record
class Links(NamedTuple):
    """A numbered list of where things come from."""

    entries: tuple[Link, ...]


CardBlock: TypeAlias = Panel | Marks | Labeled | Links
"""What a card is made of, and where its words come from."""

Block: TypeAlias = (
    Paragraph | Bullets | Boxes | Reason | HelpLine | HelpLines | Table | Share | Bars | CardBlock
)


def marks(sum: int) -> str:
    """A sum as that many marks."""
    return (FOR if sum > 0 else AGAINST) * abs(sum) or NEITHER


def icon_array(count: int) -> tuple[str, ...]:
    """`count` out of a hundred as five lines of twenty signs that look the same in every font."""
    signs = "#" * count + "." * (100 - count)
    fives = [signs[start : start + 5] for start in range(0, 100, 5)]
    return tuple(" ".join(fives[start : start + 4]) for start in range(0, 20, 4))


@record
class Section(NamedTuple):
    """A heading and the blocks under it. `close` is to the section above: no empty line keeps them apart.

    `narrow` says the same in an order for a window in which not all of it fits at once.
    """

    heading: str
    blocks: tuple[Block, ...]
    close: bool = False
    narrow: tuple[Block, ...] = ()


@record
class Report(NamedTuple):
    """A whole page. `stamps` are the lines above everything that say what kind of page it is."""

    title: str
    sections: tuple[Section, ...]
    stamps: tuple[str, ...] = ()


def with_headings(report: Report) -> Iterator[tuple[str, Section]]:
    """Each section with its heading; without one where the page begins with it and is called the same."""
    for place, section in enumerate(report.sections):
        yield section.heading if place or section.heading != report.title else "", section


@record
class Card(NamedTuple):
    """A few lines that stand alone on a screen.

    `said` are the sentences of a paragraph, `lines` what must be seen with it, `below` what stands beneath,
    and `more` what does so where there is room.
    """

    title: str
    said: tuple[str, ...]
    lines: tuple[str, ...] = ()
    below: tuple[str, ...] = ()
    more: tuple[str, ...] = ()


def section_unless_empty(heading: str, blocks: Iterable[Block]) -> Iterator[Section]:
    """A section with these blocks; nothing if there are none."""
    if content := tuple(blocks):
        yield Section(heading, content)


def without_pictures(report: Report) -> Report:
    """The page in sentences alone, with no box, mark or picture: for screen readers, or by choice."""
    sections = (
        section._replace(blocks=_said_of(section.blocks), narrow=_said_of(section.narrow))
        for section in report.sections
    )
    return report._replace(sections=tuple(sections))


def _said_of(blocks: Iterable[Block]) -> tuple[Block, ...]:
    return tuple(said for block in blocks for said in _in_sentences(block))


def _in_sentences(block: Block) -> Iterator[Block]:
    match block:
        case Table(columns, rows) if all(row.name and row.is_short for row in rows):
            yield Bullets(tuple(row.in_a_sentence(columns) for row in rows))
        case Table(columns, rows):
            for row in rows:
                if row.name:
                    yield Paragraph(row.name, strong=True)
                yield Bullets(
                    tuple(f"{name}: {' '.join(cell)}" for name, cell in zip(columns, row.cells, strict=True))
                )
        case Share(text, _) | Panel(text):
            yield Paragraph(text)
        case Labeled(label, text):
            yield Paragraph(f"{label}: {text}")
        case Bars(bars):
            yield Bullets(tuple(f"{bar.name}: {bar.text} {bar.note}".rstrip() for bar in bars))
        case Marks():
            yield from (Paragraph(row.aloud) for row in block.rows)
        case _:
            yield block
