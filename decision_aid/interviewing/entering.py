"""A line that somebody enters is heard, whatever ends the program or suspends it.

Belongs here: when signals may act, and reading one line. Does not: what a signal does (`cli.signals`).
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from select import select
from types import FrameType
from typing import TextIO

from decision_aid.interviewing import terminals

try:
    import termios
except ImportError:  # pragma: no cover - Windows
    termios = None  # type: ignore[assignment]

ENDING = ("SIGINT", "SIGQUIT", "SIGTERM", "SIGHUP")
"""What ends the program: Ctrl-C, Ctrl-\\, somebody else, or a window that is closed."""

_NUMBERS = [getattr(signal, name) for name in ENDING if hasattr(signal, name)]
_CAN_WAIT = hasattr(signal, "pthread_sigmask")  # not on Windows


def held_back() -> AbstractContextManager[None]:
    """Let what ends the program wait while something is worked on; while a key is waited for, it acts."""
    return _signals("SIG_BLOCK")


def let_through() -> AbstractContextManager[None]:
    """Let what ends the program act at once, since somebody is waited for."""
    return _signals("SIG_UNBLOCK")


@contextmanager
def _signals(how: str) -> Iterator[None]:
    if not _CAN_WAIT:  # pragma: no cover - Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, ())
    try:  # one that waited acts in the moment in which it may
        signal.pthread_sigmask(getattr(signal, how), _NUMBERS)
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def entered(source: TextIO, show_again: Callable[[str], None], tells: Callable[[str], object]) -> str:
    """A line from `source`. What ends the program acts while it is typed; once entered, it is read first.

    So are words that were not entered yet, where they tell of danger. Whoever comes back from the shell is
    shown their words again. Without a line break it is no line.
    """
    if termios is None or not source.isatty():
        return source.readline()
    number, typed, end = source.fileno(), b"", None

    def keep_typed() -> None:
        nonlocal typed
        typed += terminals.typed_with_it().encode()

    def show_typed() -> None:
        show_again(typed.decode(errors="replace"))

    with _suspended(number, keep_typed, show_typed), _waiting(number) as wait:
        while not (typed.endswith(b"\n") or end):
            try:
                wait()
            except (KeyboardInterrupt, SystemExit) as ended:
                end = ended
                if not select([number], [], [], terminals.AT_ONCE)[0]:  # a line may be on its way
                    break
            more = b""
            with suppress(OSError):  # the terminal may be gone
                more = os.read(number, 65536)
            typed += more
            if not more:
                break
    if end and not typed.endswith(b"\n"):
        with suppress(OSError, termios.error):  # the terminal may be gone
            keep_typed()
    line = typed.decode(sys.stdin.encoding, errors="replace")
    return _line_before(end, line, tells) if end else line


def _line_before(end: KeyboardInterrupt | SystemExit, line: str, tells: Callable[[str], object]) -> str:
    """The line before the end, which then comes after it. Raises the end where nothing is to be heard."""
    if not line.endswith("\n") and not tells(line):
        raise end
    end_later(end)
    return line if line.endswith("\n") else f"{line}\n"


@contextmanager
def _waiting(number: int) -> Iterator[Callable[[], None]]:
    """Waits until something is typed. A signal acts at once, also one that comes just before the wait."""
    woken, waker = os.pipe()
    os.set_blocking(waker, False)
    before = signal.set_wakeup_fd(waker, warn_on_full_buffer=False)

    def wait() -> None:
        ready: list[int] = []
        while number not in ready:
            with let_through():
                ready = select([number, woken], [], [])[0]
            if woken in ready:
                os.read(woken, 64)

    try:
        yield wait
    finally:
        signal.set_wakeup_fd(before)
        os.close(woken)
        os.close(waker)


def end_later(end: KeyboardInterrupt | SystemExit) -> None:
    """End as it was meant to, the next time that somebody is waited for."""
    code = end.code if isinstance(end, SystemExit) else None
    signal.raise_signal(code - 128 if isinstance(code, int) else signal.SIGINT)


@contextmanager
def _suspended(number: int, keep: Callable[[], None], show_again: Callable[[], None]) -> Iterator[None]:
    """On Ctrl-Z, `keep` what was typed, so that the shell doesn't get it; `show_again` after `fg`."""
    if signal.getsignal(signal.SIGTSTP) is not signal.SIG_DFL:
        yield
        return

    def suspend(which: int, frame: FrameType | None) -> None:
        keep()
        modes = termios.tcgetattr(number)
        signal.signal(signal.SIGTSTP, signal.SIG_DFL)
        signal.raise_signal(signal.SIGTSTP)
        signal.signal(signal.SIGTSTP, suspend)
        termios.tcsetattr(number, termios.TCSANOW, modes)
        show_again()

    signal.signal(signal.SIGTSTP, suspend)
    try:
        yield
    finally:
        signal.signal(signal.SIGTSTP, signal.SIG_DFL)
