"""How many of something, in words."""

from __future__ import annotations


def counted(number: int, noun: str) -> str:
    """A number with its noun, whose plural is a regular one: `1 case`, `2 cases`, `1,000 queries`."""
    if number == 1:
        return f"1 {noun}"
    after_consonant = noun.endswith("y") and not noun.endswith(("ay", "ey", "oy"))
    return f"{number:,} {noun[:-1]}ies" if after_consonant else f"{number:,} {noun}s"
