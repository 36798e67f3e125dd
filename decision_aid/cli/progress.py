"""What is being looked at, for whatever takes longer than a second; on a terminal alone."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

PATIENCE = 1.0
"""Seconds after which somebody who waits wants to see that something happens."""

CLEAR = "\r\x1b[K"


@contextmanager
def progress(doing: str = "working") -> Iterator[Callable[[str], None]]:
    """A function to tell what is being looked at. The line is gone when all is done.

    It is there after a second, even while one thing takes long; `doing` is what it says at first.
    """
    screen = sys.stderr
    if not screen or not screen.isatty():
        yield lambda what: None
        return
    from threading import Lock, Timer

    lock = Lock()
    now, showing, done = doing, False, False

    def draw() -> None:
        screen.write(f"{CLEAR}{now[:70]} ...")
        screen.flush()

    def begin() -> None:
        nonlocal showing
        with lock:
            if not done:
                showing = True
                draw()

    def watch(what: str) -> None:
        nonlocal now
        with lock:
            now = what
            if showing:
                draw()

    timer = Timer(PATIENCE, begin)
    timer.daemon = True  # who interrupts does not wait for it
    timer.start()
    try:
        yield watch
    finally:
        timer.cancel()
        with lock:
            done = True
            if showing:
                screen.write(CLEAR)
                screen.flush()
