"""Lines of words by the columns that they take on a screen.

Letters of Chinese, Japanese and Korean take two columns, and so do emoji; marks above and below a letter
take none. Most text has neither, and goes the short way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from textwrap import wrap
from typing import Final

from decision_aid.model.characters import JOINERS
from decision_aid.model.problems import shown

A_COLUMN_EACH: Final = re.compile("[\u0000-\u02ff\u2010-\u2027\u2500-\u25fc]*")
"""Text of Latin letters, of dashes and quotation marks, of lines and dots: each takes a column."""

_SKIN_TONES: Final = range(0x1F3FB, 0x1F400)


def wrapped(text: str, width: int, first: str = "", rest: str = "") -> list[str]:
    """The words as lines of at most `width` columns, that begin with `first`, and later ones with `rest`."""
    words = shown(" ".join(text.split()))
    if A_COLUMN_EACH.fullmatch(words):
        if words and len(first) + len(words) <= width:
            return [first + words]  # most text; to find where lines break takes four times as long
        return wrap(words, width, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False)
    lines = [first]
    room = width - len(first)
    for word in words.split():
        blank = lines[-1] != (first if len(lines) == 1 else rest)
        fits_on_a_line = columns(word) <= width - len(rest)
        if blank and (columns(word) + blank > room if fits_on_a_line else room < 2):
            lines.append(rest)
            room, blank = width - len(rest), False
        lines[-1] += " " * blank
        room -= blank
        for piece in _unparted(word):
            if columns(piece) > room:
                lines.append(rest)
                room = width - len(rest)
            lines[-1] += piece
            room -= columns(piece)
    return [line.rstrip() for line in lines]


def padded(text: str, width: int) -> str:
    """The text with blanks up to `width` columns."""
    return text + " " * (width - columns(text))


def columns(text: str) -> int:
    """How many columns a text takes; where terminals differ, the most."""
    if A_COLUMN_EACH.fullmatch(text):
        return len(text)
    return sum(map(_columns_of, text))


def _columns_of(character: str) -> int:
    from unicodedata import category, east_asian_width  # for those alone who need it

    if category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if east_asian_width(character) in "WF" or ord(character) >= 0x1F000 else 1


def _unparted(word: str) -> Iterator[str]:
    """What a line may break between: letters with their marks, emoji with their parts."""
    piece = ""
    for character in word:
        joined = not _columns_of(character) or piece.endswith(tuple(JOINERS)) or ord(character) in _SKIN_TONES
        if piece and not joined:
            yield piece
            piece = ""
        piece += character
    yield piece
