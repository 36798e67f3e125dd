"""How the program ends when it is told to, and what it leaves behind: the terminal as it was, and no core."""

from __future__ import annotations

import signal
import sys
from contextlib import suppress


def leave_politely() -> None:
    """Turn signals into an ordinary end, with a last line on where to get help.

    Ctrl-\\ leaves as Ctrl-C does, and writes no core file: it would hold what somebody answered.
    """
    with suppress(ImportError, OSError, ValueError):  # on Windows there is neither
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_CORE)
        resource.setrlimit(resource.RLIMIT_CORE, (0, hard))
    with suppress(AttributeError, ValueError):  # ... and only the main thread may say what a signal does
        signal.signal(signal.SIGQUIT, signal.default_int_handler)
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        with suppress(ValueError):
            if number is not None and signal.getsignal(number) is signal.SIG_DFL:  # else it is not to end us
                signal.signal(number, lambda number, _: sys.exit(128 + number))


def hear_no_more() -> None:
    """Let nothing break off the last words."""
    for name in ("SIGINT", "SIGQUIT", "SIGTERM", "SIGHUP"):
        with suppress(AttributeError, ValueError):
            signal.signal(getattr(signal, name), signal.SIG_IGN)
