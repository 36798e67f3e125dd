"""Rows of JSON Lines as answers, block by block, with the line and the column of every answer.

Does not belong here: what rows come to (`rows`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Final

from decision_aid.loading.files import unusable
from decision_aid.loading.rows import ID, MOST_ROWS, Block, Sheet, coded, id_in, sheet_of
from decision_aid.loading.table_lines import MOST_IN_A_BLOCK, Lines, NotText, TooLong, pieces_of, too_long
from decision_aid.model.problems import Location, Problem
from decision_aid.proving.batch import Batch

BLANKS: Final = re.compile(r"\s*")


class JsonLines:
    """A file with one JSON object a line."""

    def __init__(self, lines: Lines, file: str, batch: Batch) -> None:
        self._lines, self._file, self._batch = lines, file, batch

    def blocks(self) -> Iterator[Block]:
        """The rows, block by block."""
        first = 1
        while True:
            ids: list[str] = []
            sheets: list[Sheet] = []
            begun = self._lines.read
            for id, sheet in self._rows():
                ids.append(id)
                sheets.append(sheet)
                if len(ids) >= MOST_ROWS or self._lines.read - begun > MOST_IN_A_BLOCK:
                    break
            if not ids:
                return
            yield coded(self._batch, first, ids, sheets)
            first += len(ids)

    def _rows(self) -> Iterator[tuple[str, Sheet]]:
        while True:
            line = self._lines.begin()
            try:
                text = next(self._lines)
            except StopIteration:
                return
            except TooLong:
                yield "", self._unusable_sheet(too_long(Location(self._file, line, 1)))
                continue
            except NotText as error:
                place = Location(self._file, line, error.column)
                problem = Problem("not-utf-8", "this row is not UTF-8 text", place)
                yield "", self._unusable_sheet(problem, self._lines.record)
                continue
            except OSError as error:
                raise unusable(
                    self._file, "cannot-read", f"the file cannot be read: {error.strerror}"
                ) from error
            line = self._lines.number
            if text.strip():
                yield self._row(text, line)

    def _unusable_sheet(self, problem: Problem, text: Sequence[str] = ()) -> Sheet:
        return Sheet({}, (problem,), lambda _: problem.location, pieces_of(text))

    def _row(self, text: str, line: int) -> tuple[str, Sheet]:
        keys = cache(lambda: keys_in(text))

        def where(question: str) -> Location:
            return Location(self._file, line, keys().get(question, 1))

        try:
            row = json.loads(text, object_pairs_hook=_once, parse_constant=_no_number)
        except json.JSONDecodeError as error:
            place = Location(self._file, line, error.colno)
            problem = Problem("not-json", f"this row is no JSON: {error.msg}", place)
            return "", self._unusable_sheet(problem, [text])
        except (ValueError, RecursionError) as error:
            message = str(error) if isinstance(error, Repeated) else "this row is no JSON that can be read"
            return "", self._unusable_sheet(
                Problem("not-json", message, Location(self._file, line, 1)), [text]
            )
        if not isinstance(row, Mapping):
            message = "a row is a JSON object: questions with their answers"
            return "", self._unusable_sheet(
                Problem("not-an-object", message, Location(self._file, line, 1)), [text]
            )
        id = row.get(ID)
        sheet = sheet_of(row, where)
        if not isinstance(id, str | int | None) or isinstance(id, bool):
            problem = Problem("wrong-type", "'id' takes a word or a number", where(ID), about=ID)
            return "", sheet._replace(problems=(*sheet.problems, problem))
        return id_in(id), sheet


class Repeated(ValueError):
    """A key that is there twice."""


def _once(pairs: Sequence[tuple[str, object]]) -> Mapping[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise Repeated("a question is answered twice in this row")
    return found


def _no_number(written: str) -> object:
    raise ValueError(written)


def keys_in(text: str) -> Mapping[str, int]:
    """The column of each key of a JSON object that was read already."""
    found: dict[str, int] = {}
    decoder = json.JSONDecoder()
    at = _past_blanks(text, text.index("{") + 1)
    while text[at] == '"':
        key, end = decoder.raw_decode(text, at)
        found[key] = at + 1
        _, end = decoder.raw_decode(text, _past_blanks(text, text.index(":", end) + 1))
        at = _past_blanks(text, end)
        if text[at] != ",":
            break
        at = _past_blanks(text, at + 1)
    return found


def _past_blanks(text: str, at: int) -> int:
    return at + len(BLANKS.match(text, at)[0])  # type: ignore[index]
