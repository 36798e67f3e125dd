"""A page before it is drawn: a title, sections, and blocks of words.

Belongs here: the few kinds of blocks that every renderer can draw. Does not: any sentence (`wording` and
the pages of `commands`) and any layout (`rendering`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple, TypeAlias

from decision_aid.model.records import record


@record
class Paragraph(NamedTuple):
    """Running text. `strong` is for the one thing that must be seen."""

    text: str
    strong: bool = False


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
class Row(NamedTuple):
    """One row of a table: its name, and for each column the paragraphs of its cell."""

    name: str
    cells: tuple[tuple[str, ...], ...]


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


Block: TypeAlias = Paragraph | Bullets | Boxes | Reason | HelpLine | Table | Share


def icon_array(count: int) -> tuple[str, ...]:
    """`count` out of a hundred as five lines of twenty signs that look the same in every font."""
    signs = "#" * count + "." * (100 - count)
    fives = [signs[start : start + 5] for start in range(0, 100, 5)]
    return tuple(" ".join(fives[start : start + 4]) for start in range(0, 20, 4))


@record
class Section(NamedTuple):
    """A heading and the blocks under it."""

    heading: str
    blocks: tuple[Block, ...]


@record
class Report(NamedTuple):
    """A whole page. `stamps` are the lines above everything that say what kind of page it is."""

    title: str
    sections: tuple[Section, ...]
    stamps: tuple[str, ...] = ()


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
    """The page with each `Share` as text only: for screen readers, or for those who prefer it."""
    sections = (
        section._replace(
            blocks=tuple(Paragraph(b.text) if isinstance(b, Share) else b for b in section.blocks)
        )
        for section in report.sections
    )
    return report._replace(sections=tuple(sections))
