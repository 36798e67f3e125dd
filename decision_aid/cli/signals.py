"""How the program ends when it is told to, and what it leaves behind: the terminal as it was, and no core."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from decision_aid.interviewing.entering import ENDING


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


@contextmanager
def undisturbed() -> Iterator[None]:
    """Let nothing break off the last words."""
    numbers = [getattr(signal, name) for name in ENDING if hasattr(signal, name)]
    before = {}
    with suppress(ValueError):  # only the main thread may say what a signal does
        before = {number: signal.signal(number, signal.SIG_IGN) for number in numbers}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)
