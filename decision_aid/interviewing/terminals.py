"""What every way of asking does to the terminal behind standard input."""

from __future__ import annotations

import sys


def forget_typed() -> None:
    """Throw away keys that were typed before the question could be read.

    Without this, a held key or a pasted line would answer the question about suicide.
    """
    try:
        import termios
    except ImportError:  # pragma: no cover - Windows
        import msvcrt

        while msvcrt.kbhit():  # type: ignore[attr-defined]
            msvcrt.getwch()  # type: ignore[attr-defined]
        return
    if sys.stdin.isatty():
        termios.tcflush(sys.stdin, termios.TCIFLUSH)
