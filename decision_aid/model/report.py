"""What is to be said, before it is drawn: a title, sections, and blocks of words.

Belongs here: the few shapes that every renderer knows how to draw. Does not: any sentence
(`wording`) and any layout (`rendering`).
"""

from __future__ import annotations

from typing import NamedTuple, TypeAlias


class Paragraph(NamedTuple):
    """Running words. `strong` is for the one thing that must be seen."""

    text: str
    strong: bool = False


class Bullets(NamedTuple):
    """Short entries of equal rank."""

    entries: tuple[str, ...]


class Boxes(NamedTuple):
    """Short entries to tick by hand; none of them is ticked."""

    entries: tuple[str, ...]


class Reason(NamedTuple):
    """One reason: how it speaks (`Strong reason for`), the reason, and the lines under it."""

    lead: str
    text: str
    details: tuple[str, ...]


class HelpLine(NamedTuple):
    """A place to turn to, and how."""

    name: str
    contact: str


class Row(NamedTuple):
    """One line of a table: what it is about, and for each column the paragraphs of its cell."""

    name: str
    cells: tuple[tuple[str, ...], ...]


class Table(NamedTuple):
    """Things of equal rank beside each other; `columns` are their names."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]


class Share(NamedTuple):
    """So many out of a hundred: `text` in words and digits, and a picture drawn from `of_a_hundred`."""

    text: str
    of_a_hundred: int


Block: TypeAlias = Paragraph | Bullets | Boxes | Reason | HelpLine | Table | Share


def picture(count: int) -> tuple[str, ...]:
    """`count` out of a hundred as five lines of twenty signs, the same in every font."""
    signs = "#" * count + "." * (100 - count)
    fives = [signs[start : start + 5] for start in range(0, 100, 5)]
    return tuple(" ".join(fives[start : start + 4]) for start in range(0, 20, 4))


class Section(NamedTuple):
    """A heading and what stands under it."""

    heading: str
    blocks: tuple[Block, ...]


class Report(NamedTuple):
    """A whole page. `stamps` stand above everything: they say what kind of page this is."""

    title: str
    sections: tuple[Section, ...]
    stamps: tuple[str, ...] = ()


def without_pictures(report: Report) -> Report:
    """The page with each share of a hundred in words and digits alone: for screen readers, or by taste."""
    sections = (
        section._replace(
            blocks=tuple(Paragraph(b.text) if isinstance(b, Share) else b for b in section.blocks)
        )
        for section in report.sections
    )
    return report._replace(sections=tuple(sections))
