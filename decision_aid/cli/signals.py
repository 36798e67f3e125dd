"""How the program ends when it is told to, and what it leaves behind: the terminal as it was, and no core."""

from __future__ import annotations

import signal
import sys
from contextlib import suppress


def leave_politely() -> None:
    """Let Ctrl-\\ leave as Ctrl-C does, and write no core file: it would hold what somebody answered."""
    with suppress(ImportError, OSError, ValueError):  # on Windows there is neither
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_CORE)
        resource.setrlimit(resource.RLIMIT_CORE, (0, hard))
    with suppress(AttributeError, ValueError):  # ... and only the main thread may say what a signal does
        signal.signal(signal.SIGQUIT, signal.default_int_handler)


def end_well_by_signal() -> None:
    """Turn signals into an ordinary end, so that the terminal is left as it was found."""
    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), lambda number, _: sys.exit(128 + number))
