"""What every way of asking does to the terminal behind standard input.

Belongs here: what was typed and not used, the echo, and a cleared screen. Does not: reading a reply.
"""

from __future__ import annotations

import os
import sys
from codecs import getincrementaldecoder
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from select import select
from typing import TextIO

try:
    import termios
except ImportError:  # pragma: no cover - Windows
    termios = None  # type: ignore[assignment]

AT_ONCE = 0.05
"""Seconds within which more that comes belongs to the same paste, or to a key that is held down."""

MOST_PASTED = 100_000
"""Letters of one paste that are read."""

END_OF_INPUT = "\x04"
"""What comes where nobody is there any more, and what Ctrl-D sends."""

CLEARED = "\x1b[H\x1b[2J\x1b[3J"
"""Clears the screen, and what a terminal keeps of it to scroll back to."""


def forget_typed() -> None:
    """Throw away keys that were typed before the question could be read.

    Without this, a held key or a pasted line would answer the question about suicide.
    """
    if termios is None:  # pragma: no cover - Windows
        import msvcrt

        while msvcrt.kbhit():
            msvcrt.getwch()
    elif sys.stdin.isatty():
        termios.tcflush(sys.stdin, termios.TCIFLUSH)


def typed_with_it() -> str:
    """What came together with a line that was read: all lines of a paste, and its unfinished last one."""
    if termios is None or not sys.stdin.isatty():
        return ""
    number, typed = sys.stdin.fileno(), b""
    with _changed(number, ~termios.ICANON):  # an unfinished line is not handed over else
        while len(typed) < MOST_PASTED and select([number], [], [], AT_ONCE)[0]:
            more = os.read(number, 65536)
            if not more:
                break
            typed += more
    return typed.decode(errors="replace")


def forget_until_quiet(seconds: float) -> None:
    """Throw away what is typed until nothing has been for that long."""
    if termios is not None and sys.stdin.isatty():
        with _changed(sys.stdin.fileno(), ~termios.ICANON):
            while select([sys.stdin], [], [], seconds)[0] and os.read(sys.stdin.fileno(), 65536):
                pass


@contextmanager
def quiet() -> Iterator[None]:
    """Show nothing of what is typed between two questions, and leave nothing of it to the shell."""
    if termios is None or not sys.stdin or not sys.stdin.isatty():
        yield
        return
    with _changed(sys.stdin.fileno(), ~termios.ECHO):
        try:
            yield
        finally:
            with suppress(termios.error):
                forget_typed()


@contextmanager
def key_by_key() -> Iterator[Callable[[], str]]:
    """Read keys without waiting for Enter: all that come at once. Nothing of them is left to the shell."""
    if termios is None:  # pragma: no cover - Windows
        import typer

        yield typer.getchar
        return
    number, decoder = sys.stdin.fileno(), getincrementaldecoder("utf-8")("replace")

    def read() -> str:
        typed = os.read(number, 65536)
        while len(typed) > 1 and select([number], [], [], AT_ONCE)[0] and (more := os.read(number, 65536)):
            typed += more
        return decoder.decode(typed) if typed else END_OF_INPUT

    with quiet(), _changed(number, ~termios.ICANON):
        yield read


@contextmanager
def echo() -> Iterator[None]:
    """Show what is typed while a line is read. No key that ends the program throws away what was entered."""
    if termios is None or not sys.stdin.isatty():
        yield
        return
    with _changed(sys.stdin.fileno(), ~0, termios.ECHO | termios.NOFLSH):
        yield


def clear(screen: TextIO) -> None:
    """Clear the screen; where that cannot be done, move what is on it out of sight."""
    if os.environ.get("TERM") in (None, "dumb", "unknown"):
        screen.write("\n" * 100)
    else:
        screen.write(CLEARED)
    screen.flush()


@contextmanager
def _changed(number: int, kept: int, added: int = 0) -> Iterator[None]:
    """Change the local modes of a terminal for a while; what is waiting to be read is not lost."""
    before = termios.tcgetattr(number)
    during = [*before]
    during[3] = before[3] & kept | added
    termios.tcsetattr(number, termios.TCSANOW, during)
    try:
        yield
    finally:
        with suppress(termios.error):  # the terminal may be gone
            termios.tcsetattr(number, termios.TCSANOW, before)
