"""Pages that are turned key by key: made for a projector, and a class that wants to see it again."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from decision_aid.errors import DecisionAidError
from decision_aid.report import Report

NEXT = (" ", "\r", "\n", "n", "\x1b[C", "\x1b[B", "\x1b[6~", "\xe0M", "\xe0P")
BACK = ("b", "p", "\x7f", "\x08", "\x1b[D", "\x1b[A", "\x1b[5~", "\xe0K", "\xe0H")
LEAVE = ("q", "\x1b")


def turned(place: int, key: str, pages: int) -> int | None:
    """The page after a key: the next, the one before, the same, or None to leave."""
    if key in LEAVE:
        return None
    return max(0, min(pages - 1, place + (key in NEXT) - (key in BACK)))


def turn(pages: Sequence[Report]) -> None:
    """Show one page after the other on the terminal. Raises `DecisionAidError` when there is none."""
    import typer
    from rich.console import Console

    from decision_aid.cli.output import terminal_width
    from decision_aid.rendering.text import plain

    if not (sys.stdin and sys.stdin.isatty() and sys.stdout and sys.stdout.isatty()):
        raise DecisionAidError("--step needs a terminal. Without it, the whole walk is printed at once.")
    place: int | None = 0
    while place is not None:
        Console(file=sys.stdout).clear()
        sys.stdout.write(plain(pages[place], terminal_width()))
        sys.stdout.write(f"\n{place + 1} of {len(pages)}. Space or n: next; b: back; q: leave.\n")
        sys.stdout.flush()
        place = turned(place, typer.getchar(), len(pages))
