"""Pages that are turned key by key: made for a projector, and a class that wants to see it again."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from textwrap import wrap

from decision_aid.model.problems import DecisionAidError
from decision_aid.model.report import Report

NEXT = (" ", "\r", "\n", "n", "\x1b[C", "\x1b[B", "\x1b[6~", "\xe0M", "\xe0P")
BACK = ("b", "p", "\x7f", "\x08", "\x1b[D", "\x1b[A", "\x1b[5~", "\xe0K", "\xe0H")
LEAVE = ("q", "\x1b", "")  # no key at all: nobody is there any more
HELP = ("h", "?")


def page_after(place: int, key: str, pages: int) -> int | None:
    """The page after a key: the next, the one before, the same, or None to leave."""
    if key in LEAVE:
        return None
    return max(0, min(pages - 1, place + (key in NEXT) - (key in BACK)))


def turn_pages(pages: Sequence[Report], help_card: Report, color: bool | None = None) -> None:
    """Show one page after the other on the terminal, each in parts that fit it; the help card at any time.

    Raises `DecisionAidError` when there is no terminal.
    """
    from decision_aid.cli.output import terminal_size
    from decision_aid.cli.signals import end_well_by_signal
    from decision_aid.rendering.text import parted

    if not (sys.stdin and sys.stdin.isatty() and sys.stdout and sys.stdout.isatty()):
        raise DecisionAidError("--step needs a terminal. Without it, the whole walk is printed at once.")
    end_well_by_signal()
    width, height = terminal_size()
    keys = wrap("Space: next; b: back; h: help now; q: leave.", width)
    room = height - len(keys) - 3  # the number of the page, an empty line, and the line of the cursor
    shown = [part for page in pages for part in parted(page, width, room)]
    place: int | None = 0
    while place is not None:
        key = _key_at(shown[place], [f"{place + 1} of {len(shown)}", *keys], color)
        if key in HELP:
            key = _key_at(help_card, ["Any key: back to where you were; q: leave."], color)
            key = key if key in LEAVE else "\0"
        place = page_after(place, key, len(shown))


def _key_at(page: Report, below: Sequence[str], color: bool | None) -> str:
    """Show a page and wait for a key; none when there is no more input."""
    import typer
    from rich.console import Console

    from decision_aid.cli.output import print_report, print_text

    Console(file=sys.stdout).clear()
    print_report(page, color)
    print_text("\n".join(("", *below, "")))
    try:
        return typer.getchar()
    except EOFError:
        return ""
