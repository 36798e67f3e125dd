"""Commands as somebody can type them who started the program in their own way.

Texts name commands by the bare `decision-aid`. On a terminal, and for whatever reads a page, the way that the
program was started takes the place of that name. Files keep it: no path of a computer belongs in them.
"""

from __future__ import annotations

import os
import re
import sys
from contextlib import suppress
from shlex import join, quote
from shutil import which
from typing import Any, Final, TypeVar

from decision_aid.cli.commands import COMMANDS

NAME: Final = "decision-aid"
MODULE: Final = "decision_aid"

NAMED: Final = re.compile(rf"(?<![\w/]){NAME}(?= (?:-|\[|(?:{'|'.join(COMMANDS)})\b))")
"""The name where a command or an option follows, or what stands for these in a line on usage."""

Shown = TypeVar("Shown")


def as_started(shown: Shown) -> Shown:
    """A text, or a page or a prompt with all its texts, in which every command can be typed as it stands."""
    return _as_started(shown)  # type: ignore[no-any-return]


def _as_started(shown: Any) -> Any:
    if isinstance(shown, str) and NAME in shown:
        return NAMED.sub(lambda _: started_as(), shown)
    if isinstance(shown, tuple):
        parts = map(_as_started, shown)
        return shown._make(parts) if hasattr(shown, "_make") else tuple(parts)
    return shown


def started_as() -> str:
    """What starts the program: its bare name where a shell finds it, else what was typed to start it."""
    words = sys.orig_argv[: len(sys.orig_argv) - len(sys.argv) + 1]
    if words and words[-1].endswith(MODULE):  # python -m decision_aid
        return join(words)
    folder, file = os.path.split(sys.argv[0])
    is_script = os.path.splitext(file)[0] == NAME
    return quote(sys.argv[0]) if is_script and folder and not _is_found_in(folder) else NAME


def _is_found_in(folder: str) -> bool:
    """Whether a shell finds the program, and finds it there."""
    with suppress(OSError):
        found = which(NAME)
        return bool(found) and os.path.samefile(os.path.dirname(str(found)), folder)
    return False
