"""A reason that somebody gives: read from standard input for `-`, or asked for at a terminal."""

from __future__ import annotations

import sys


def reason_given(option: str | None, ask: str, *, input_is_read: bool = False) -> str:
    """What `--reason` says, or what is typed in reply to `ask`; empty where there is neither.

    With `input_is_read`, something else came from standard input, and nobody is asked. Raises
    `UnusableInput` where standard input holds no text.
    """
    from decision_aid.loading.files import STANDARD_INPUT, decode, read_bytes

    if option == STANDARD_INPUT:
        return decode(read_bytes(STANDARD_INPUT), STANDARD_INPUT)
    if option is not None:
        return option
    if not input_is_read and sys.stdin and sys.stdin.isatty() and sys.stderr and sys.stderr.isatty():
        sys.stderr.write(ask)
        sys.stderr.flush()
        return sys.stdin.readline()
    return ""
