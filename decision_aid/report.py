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


class Reason(NamedTuple):
    """One reason: how it speaks (`Strong reason for`), the reason, and the lines under it."""

    lead: str
    text: str
    details: tuple[str, ...]


class HelpLine(NamedTuple):
    """A place to turn to, and how."""

    name: str
    contact: str


Block: TypeAlias = Paragraph | Bullets | Reason | HelpLine


class Section(NamedTuple):
    """A heading and what stands under it."""

    heading: str
    blocks: tuple[Block, ...]


class Report(NamedTuple):
    """A whole page. `stamps` stand above everything: they say what kind of page this is."""

    title: str
    sections: tuple[Section, ...]
    stamps: tuple[str, ...] = ()
