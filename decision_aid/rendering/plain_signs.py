"""Signs for streams and terminals that cannot show those that are drawn.

Belongs here: what stands in the place of each. Does not: drawing.
"""

from __future__ import annotations

from typing import Final

PLAIN_SIGNS: Final = {
    **dict.fromkeys("╭╮╰╯", "+"),
    "─": "-",
    "│": "|",
    "●": "*",
    "○": "o",
    "·": ".",
    "\u2018": "'",
    "\u2019": "'",
    "“": '"',
    "”": '"',
}
"""For corners and edges of a box, for marks and for quotes: one column each, as before."""

HANDLER: Final = "plain signs"
"""The name of `in_plain_signs` as an error handler of streams."""


def in_plain_signs(error: UnicodeError) -> tuple[str, int]:
    """What is written for signs that an encoding lacks, and where to go on. Others are escaped."""
    assert isinstance(error, UnicodeEncodeError)
    missing = error.object[error.start : error.end]
    plain = (PLAIN_SIGNS.get(sign) or sign.encode("ascii", "backslashreplace").decode() for sign in missing)
    return "".join(plain), error.end


def can_write(signs: str, encoding: str) -> bool:
    """Whether a terminal with this encoding can show these signs."""
    try:
        signs.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def writable(text: str, encoding: str) -> str:
    """The text as a terminal with this encoding can show it."""
    if can_write(text, encoding):
        return text
    return "".join(sign if can_write(sign, encoding) else PLAIN_SIGNS.get(sign, sign) for sign in text)
