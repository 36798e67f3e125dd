"""Bytes from the world, with limits, as text."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

from decision_aid.model.problems import Location, Problem, UnusableInput

STANDARD_INPUT = "-"
MAX_BYTES = 1_000_000
"""More than ten times the size of the largest shipped file. A larger file is refused unread."""

_PICTURE: Final = "a picture"
_DOCUMENTS: Final = {
    b"PK\x03\x04": "a zip archive, as files of Excel, Word and LibreOffice are",
    b"\xd0\xcf\x11\xe0": "an old Excel or Word file",
    b"{\\rtf": "a text document, in RTF",
    b"%PDF": "a PDF",
    b"\x89PNG": _PICTURE,
    b"\xff\xd8\xff": _PICTURE,
    b"GIF8": _PICTURE,
}
"""How files begin that hold no text, and what they are."""

AS_UTF_8: Final = "save it as UTF-8; in Excel, as 'CSV UTF-8'"
"""What to do with text of another encoding."""


def read_bytes(path: str | Path) -> bytes:
    """The content of a file, or of standard input for `-`. Raises `UnusableInput`."""
    try:
        if str(path) == STANDARD_INPUT and sys.stdin is None:
            raise unusable(path, "cannot-read", "the file cannot be read: it is closed")
        if str(path) == STANDARD_INPUT:
            content = sys.stdin.buffer.read(MAX_BYTES + 1)
        else:
            with open(path, "rb") as stream:
                content = stream.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        raise unusable(path, "cannot-read", why_unreadable(error)) from error
    if len(content) > MAX_BYTES:
        raise unusable(path, "too-large", f"the file is larger than {MAX_BYTES:,} bytes")
    return content


def why_unreadable(error: OSError | ValueError) -> str:
    """Why the file cannot be read: that it isn't there, or what the system says."""
    if isinstance(error, FileNotFoundError):
        return "there is no such file: check its name, and the folder you're in"
    if isinstance(error, IsADirectoryError):
        return "this is a folder, not a file"
    reason = error.strerror if isinstance(error, OSError) else None
    return f"the file cannot be read: {reason or 'this is no usable file name'}"


def decode(content: bytes, path: str | Path) -> str:
    """UTF-8 text, with or without a byte order mark; `path` is for messages. Raises `UnusableInput`."""
    refuse_documents(content, path)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = error.object[: error.start].decode()
        line = before.count("\n") + 1
        column = len(before) - before.rfind("\n")
        place = Location(name_of(path), line, column)
        raise UnusableInput([Problem("not-utf-8", "the file is not UTF-8 text", place, AS_UTF_8)]) from error


def refuse_documents(start: bytes, path: str | Path) -> None:
    """Raise `UnusableInput` where a file begins like a spreadsheet, a text document, a PDF or a picture."""
    what = next((what for sign, what in _DOCUMENTS.items() if start.startswith(sign)), None)
    if what:
        hint = None if what is _PICTURE else "save a table as CSV, which decision-aid batch FILE reads"
        raise UnusableInput([Problem("a-document", f"this is {what}", Location(name_of(path), 1, 1), hint)])


def name_of(path: str | Path) -> str:
    """How a file is named in messages."""
    return "standard input" if str(path) == STANDARD_INPUT else str(path)


def unusable(path: str | Path, code: str, message: str) -> UnusableInput:
    """The error that a file cannot be used as a whole."""
    return UnusableInput([Problem(code, message, Location(name_of(path), 1, 1))])
