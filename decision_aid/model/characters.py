"""Which characters a text may hold: those an eye can see, and those that people type without seeing them.

Emoji and many scripts are written with joiners, French and Japanese with blanks of their own. What else
cannot be seen can hide or disguise a text: controls, bidirectional marks, blanks of no width.
"""

from __future__ import annotations

from typing import Final

JOINERS: Final = "\u200c\u200d"
"""Persian and Indian scripts need them, and so do emoji of several people."""

BLANKS: Final = (
    "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
)
"""Blanks that do not break, or are wider or narrower than others."""

SOFT_HYPHEN: Final = "\u00ad"
"""Where a word may be parted; it comes along with what is copied from a page."""

_MAY_STAND: Final = frozenset(JOINERS + BLANKS + SOFT_HYPHEN)
_EMOJI: Final = range(0x1F000, 0x1FB00)
"""Emoji, those included that are newer than this Python."""


def can_be_seen(text: str) -> bool:
    """Whether the text holds nothing but what an eye can see, joiners and blanks. A line break is neither."""
    return text.isprintable() or all(map(may_stand, text))


def may_stand(character: str) -> bool:
    """Whether a character can be seen, or is a joiner or a blank."""
    return character.isprintable() or character in _MAY_STAND or ord(character) in _EMOJI
