"""How a program that has changed the terminal ends when it is told to."""

from __future__ import annotations

import signal
import sys


def end_well_by_signal() -> None:
    """Turn signals into an ordinary end, so that the terminal is left as it was found."""
    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), lambda number, _: sys.exit(128 + number))
