"""The lines of a table of answers, however long the file is and whatever is in it.

Belongs here: from bytes to the lines of a row, of which no more than one row is held. Does not: what a row
means (`csv_rows`, `json_lines`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import suppress
from typing import IO, Final

from decision_aid.loading.files import AS_UTF_8, MAX_BYTES, refuse_documents, unusable, why_unreadable
from decision_aid.model.problems import Location, Problem, UnusableInput

MOST_IN_A_ROW: Final = 100_000
"""Bytes of a row; the longest that people fill in has a few thousand."""

MOST_IN_A_BLOCK: Final = 4_000_000
"""Bytes of the rows of a block."""

MOST_OF_A_SIGN: Final = 8
"""Bytes by which a file is known that is no text."""

BETWEEN_PIECES: Final = re.compile(r"[\"\[\]{}:;,\n]")


class TooLong(Exception):
    """A row of more bytes than anybody can mean."""


class NotText(Exception):
    """A line that is not UTF-8 text."""

    def __init__(self, column: int) -> None:
        super().__init__()
        self.column = column


class Lines:
    """The lines of a file, one by one; `record` are those of the row that is being read.

    `start` is how the file begins, as it is on the disk.
    """

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._size = self.read = 0
        self.number = 0
        self.start = b""
        self.record: list[str] = []
        self._again: list[str] = []

    def __iter__(self) -> Lines:
        return self

    def __next__(self) -> str:
        if self._again:
            return self._again.pop()
        line = self._stream.readline(MOST_IN_A_ROW + 1)
        if not line:
            raise StopIteration
        self.number += 1
        self.start = self.start or line[:MOST_OF_A_SIGN]
        self._size += len(line)
        self.read += len(line)
        if self._size > MOST_IN_A_ROW:
            while line and not line.endswith(b"\n"):
                line = self._stream.readline(MOST_IN_A_ROW)
            raise TooLong
        if self.number == 1:
            line = line.removeprefix(b"\xef\xbb\xbf")
        try:
            text = line.decode()
        except UnicodeDecodeError as error:
            self.record.append(line.decode(errors="replace"))
            raise NotText(len(line[: error.start].decode()) + 1) from error
        self.record.append(text)
        return text

    def begin(self) -> int:
        """Begin with another row; what comes back is its first line."""
        self.record = []
        self._size = 0
        return self.number + 1

    def first(self, file: str) -> str:
        """The first line that is not blank. Raises `UnusableInput`."""
        try:
            for line in self:
                if line.strip():
                    refuse_documents(self.start, file)
                    self._again.append(line)
                    self.record = [line]
                    return line
                self.begin()
        except NotText as error:
            refuse_documents(self.start, file)
            place = Location(file, self.number, error.column)
            problem = Problem("not-utf-8", "the file is not UTF-8 text", place, AS_UTF_8)
            raise UnusableInput([problem]) from error
        except TooLong as error:
            refuse_documents(self.start, file)
            raise UnusableInput([too_long(Location(file, self.number, 1))]) from error
        except OSError as error:
            raise unusable(file, "cannot-read", why_unreadable(error)) from error
        hint = "the first line of a CSV file names the questions"
        raise UnusableInput([Problem("empty", "the file has no rows", Location(file, 1, 1), hint)])

    def whole(self) -> str:
        """All that can be read of the file, and no more than of any file but a table."""
        text = [self._again.pop()]
        with suppress(NotText, TooLong, OSError):
            for line in self:
                text.append(line)
                self.begin()
                if self.read > MAX_BYTES:
                    break
        return "".join(text)


def too_long(place: Location) -> Problem:
    """What is wrong with a row of which no more is read."""
    return Problem("too-long", f"this row is longer than {MOST_IN_A_ROW:,} bytes", place)


def pieces_of(text: Iterable[str]) -> tuple[str, ...]:
    """What is written in a row that cannot be told apart into answers."""
    return tuple(filter(None, map(str.strip, BETWEEN_PIECES.split("".join(text)))))
