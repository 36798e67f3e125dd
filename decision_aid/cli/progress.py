"""What is being looked at, for whatever takes longer than a second; on a terminal alone."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

PATIENCE = 1.0
"""Seconds after which somebody who waits wants to see that something happens."""


@contextmanager
def progress() -> Iterator[Callable[[str], None]]:
    """A function to tell what is being looked at. The line is gone when all is done."""
    screen = sys.stderr
    if not screen or not screen.isatty():
        yield lambda what: None
        return
    begun = time.monotonic()
    showing = False

    def watch(what: str) -> None:
        nonlocal showing
        if time.monotonic() - begun > PATIENCE:
            showing = True
            screen.write(f"\r\x1b[K{what[:70]} ...")
            screen.flush()

    try:
        yield watch
    finally:
        if showing:
            screen.write("\r\x1b[K")
            screen.flush()
