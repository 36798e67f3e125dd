"""Tables of answers, CSV or JSON Lines, read block by block.

Belongs here: from bytes to rows, with the line and the column of every answer. Whatever is in a file, no
more of it is held than one block. Does not: what rows come to (`rows`).
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from typing import IO, Final, NamedTuple

from decision_aid.engine.questionnaire import kinds_in
from decision_aid.loading.answers_file import MOST_HEARD, said_in
from decision_aid.loading.files import (
    AS_UTF_8,
    MAX_BYTES,
    STANDARD_INPUT,
    name_of,
    refuse_documents,
    unusable,
)
from decision_aid.loading.foreign_files import LIST, ONE_OBJECT, kind_of, kind_of_text, refused
from decision_aid.loading.rows import ID, MOST_ROWS, Block, Sheet, coded, id_in, sheet_of
from decision_aid.loading.safe_problems import WordsHeard, naming_nothing, quoting_no_distress
from decision_aid.loading.strict_yaml import parse
from decision_aid.model.answers import SKIPPED, Value
from decision_aid.model.problems import Location, Problem, UnusableInput, nearest
from decision_aid.model.rules import Item, ItemType, Rules
from decision_aid.proving.batch import KEPT, LEFT_OUT, Batch, Codes, Coding

MOST_IN_A_ROW: Final = 100_000
"""Bytes of a row; the longest that people fill in has a few thousand."""

MOST_IN_A_BLOCK: Final = 4_000_000
"""Bytes of the rows of a block."""

MOST_OF_A_SIGN: Final = 8
"""Bytes by which a file is known that is no text."""

LONGEST_KEPT: Final = 200
"""Characters of a cell whose code is kept."""

BETWEEN: Final = ";"
"""What stands between several answers in one cell."""

NUMBER: Final = re.compile(r"-?[0-9]{1,9}")
BLANKS: Final = re.compile(r"\s*")
BETWEEN_PIECES: Final = re.compile(r"[\"\[\]{}:;,\n]")

_NO_ROW: Final = re.compile(r'"(?:schema|resourceType|answers)"\s*:')
"""What is in the first line of a result, a FHIR resource or a sheet of answers, and of no row."""

Place = tuple[int, int]
"""A line and a column, both from 1."""


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

    def __iter__(self) -> Lines:
        return self

    def __next__(self) -> str:
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


class CsvRow(NamedTuple):
    """One row of a CSV file: where it begins, its text, and what is wrong with its form."""

    line: int
    text: Sequence[str]
    problems: tuple[Problem, ...] = ()


@contextmanager
def opened(path: str) -> Iterator[IO[bytes]]:
    """A file, or standard input for `-`. Raises `UnusableInput`."""
    import sys

    if path == STANDARD_INPUT:
        if sys.stdin is None:
            raise unusable(path, "cannot-read", "cannot be read: it is closed")
        yield sys.stdin.buffer
        return
    try:
        stream = open(path, "rb")  # noqa: SIM115, since what fails later is another matter
    except IsADirectoryError as error:
        hint = "for the answers files in it, type decision-aid batch FOLDER/*.yaml"
        problem = Problem("cannot-read", "this is a folder", Location(name_of(path), 1, 1), hint)
        raise UnusableInput([problem]) from error
    except (OSError, ValueError) as error:
        reason = (error.strerror if isinstance(error, OSError) else None) or "this is no usable file name"
        raise unusable(path, "cannot-read", f"cannot be read: {reason}") from error
    with stream:
        yield stream


class Table(NamedTuple):
    """A file that was looked into: its form, and its rows, block by block."""

    is_json: bool
    blocks: Iterator[Block]


def table(stream: IO[bytes], path: str, batch: Batch) -> Table:
    """The rows of a file: JSON Lines where it begins with a brace, else CSV.

    Raises `UnusableInput` where no row can be read, as with columns that are no questions.
    """
    lines = _Read(Lines(stream))
    start = lines.first(name_of(path))
    _refuse_no_table(lines, start, name_of(path), batch.rule_set)
    if start.lstrip().startswith("{"):
        return Table(True, JsonLines(lines, name_of(path), batch).blocks())
    return Table(False, Csv(lines, name_of(path), batch).blocks())


def _refuse_no_table(lines: _Read, start: str, file: str, rules: Rules) -> None:
    """Raise `UnusableInput` where the file is one JSON object that is no row, a list, XML or a note."""
    begins, over_many_lines = start.lstrip()[:2], start.rstrip().endswith(("{", ","))
    kind = kind_of_text(start, "")
    text = start
    if begins.startswith("{"):
        if not over_many_lines and not _NO_ROW.search(start):
            return
        text, kind = lines.whole() if over_many_lines else start, ONE_OBJECT
    elif begins.startswith("[") or begins == "- ":
        text, kind = lines.whole(), LIST
    if kind is None:
        return
    try:
        node, _ = parse(text, file)
    except UnusableInput:
        said = pieces_of([text[:MOST_HEARD]])
    else:
        kind, said = kind_of(node) or kind, tuple(said_in(node))
    refusal = refused(kind, "no table of answers", file)
    kinds = kinds_in(rules, said)
    raise WordsHeard(refusal.problems, kinds) if kinds else refusal


class _Read:
    """Lines, the first of which was looked at already."""

    def __init__(self, lines: Lines) -> None:
        self.lines = lines
        self._again: list[str] = []

    def first(self, file: str) -> str:
        """The first line that is not blank. Raises `UnusableInput`."""
        try:
            for line in self.lines:
                if line.strip():
                    refuse_documents(self.lines.start, file)
                    self._again.append(line)
                    self.lines.record = [line]
                    return line
                self.lines.begin()
        except NotText as error:
            refuse_documents(self.lines.start, file)
            place = Location(file, self.lines.number, error.column)
            problem = Problem("not-utf-8", "the file is not UTF-8 text", place, AS_UTF_8)
            raise UnusableInput([problem]) from error
        except TooLong as error:
            refuse_documents(self.lines.start, file)
            raise UnusableInput([_too_long(Location(file, self.lines.number, 1))]) from error
        except OSError as error:
            raise unusable(file, "cannot-read", f"cannot be read: {error.strerror}") from error
        hint = "the first line of a CSV file names the questions"
        raise UnusableInput([Problem("empty", "the file has no rows", Location(file, 1, 1), hint)])

    def whole(self) -> str:
        """All that can be read of the file, and no more than of any file but a table."""
        text = [self._again.pop()]
        with suppress(NotText, TooLong, OSError):
            for line in self.lines:
                text.append(line)
                self.lines.begin()
                if self.lines.read > MAX_BYTES:
                    break
        return "".join(text)

    def __iter__(self) -> _Read:
        return self

    def __next__(self) -> str:
        return self._again.pop() if self._again else next(self.lines)


def _too_long(place: Location) -> Problem:
    return Problem("too-long", f"this row is longer than {MOST_IN_A_ROW:,} bytes", place)


class Csv:
    """A CSV file: commas between cells, and a first line that names the questions."""

    def __init__(self, lines: _Read, file: str, batch: Batch) -> None:
        self._read, self._lines, self._file, self._batch = lines, lines.lines, file, batch
        self._reader = csv.reader(lines, strict=True)
        self._names = self._header()
        self._id = self._names.index(ID) if ID in self._names else None
        self._cells = {
            number: _Cells(batch.coding[name]) for number, name in enumerate(self._names) if name != ID
        }
        self._empty = [""] * len(self._names)

    def _header(self) -> list[str]:
        line = self._lines.number
        try:
            names = [name.strip() for name in next(self._reader)]
        except (csv.Error, TooLong, NotText, StopIteration) as error:
            place = Location(self._file, line, 1)
            problem = Problem("unreadable-row", "the first line is no row of CSV", place)
            raise UnusableInput([problem]) from error
        problems = list(self._problems_with(names, line, self._lines.record))
        if problems:
            rules = self._batch.rule_set
            kinds, told = quoting_no_distress(rules, {"": tuple(names)}, naming_nothing(rules, problems))
            raise WordsHeard(told, kinds) if kinds else UnusableInput(told)
        return names

    def _problems_with(self, names: Sequence[str], line: int, text: Sequence[str]) -> Iterator[Problem]:
        """What is wrong with the names of the columns."""
        seen: set[str] = set()
        places = places_in(text, line)
        for number, (name, (at, column)) in enumerate(zip(names, places, strict=True)):
            place = Location(self._file, at, column)
            if name in seen:
                yield Problem("repeated-column", f"there is a second column '{name}'", place, about=name)
            elif name != ID and name not in self._batch.coding:
                if (len(names) == 1 and BETWEEN in name) or "\t" in name:
                    yield Problem("unknown-question", "columns are set apart by commas", place)
                    return
                about = nearest(name, self._batch.coding) if number < 100 else None
                hint = f"did you mean '{about}'?" if about else None
                message = f"there is no question '{name}'" if name else "a column has no name"
                yield Problem("unknown-question", message, place, hint, about=about or "")
            seen.add(name)

    def blocks(self) -> Iterator[Block]:
        """The rows, block by block."""
        first = 1
        while True:
            rows: list[CsvRow] = []
            cells: list[list[str]] = []
            begun = self._lines.read
            for row, written in self._rows():
                rows.append(row)
                cells.append(written)
                if len(rows) >= MOST_ROWS or self._lines.read - begun > MOST_IN_A_BLOCK:
                    break
            if not rows:
                return
            yield self._block(first, rows, cells)
            first += len(rows)

    def _rows(self) -> Iterator[tuple[CsvRow, list[str]]]:
        """Each row with its cells; a row without the right number of them has its id at most."""
        lines, reader, width = self._lines, self._reader, len(self._names)
        while True:
            line = lines.begin()
            try:
                cells = next(reader)
            except StopIteration:
                return
            except TooLong:
                problem = _too_long(Location(self._file, line, 1))
            except NotText as error:
                place = Location(self._file, lines.number, error.column)
                problem = Problem("not-utf-8", "this row is not UTF-8 text", place)
            except csv.Error as error:
                message = f"this row cannot be read as CSV: {error}"
                problem = Problem("unreadable-row", message, Location(self._file, line, 1))
            except OSError as error:
                raise unusable(self._file, "cannot-read", f"cannot be read: {error.strerror}") from error
            else:
                if len(cells) == width:
                    yield CsvRow(line, lines.record), cells
                    continue
                if not cells:
                    continue  # a blank line
                places = places_in(lines.record, line)
                at, column = places[min(len(cells), len(places), width + 1) - 1]
                message = f"this row has {len(cells):,} cells, and the first line {width:,}"
                problem = Problem("ragged-row", message, Location(self._file, at, column))
                yield CsvRow(line, lines.record, (problem,)), self._with_id(cells)
                continue
            yield CsvRow(line, lines.record, (problem,)), self._empty

    def _with_id(self, cells: Sequence[str]) -> list[str]:
        """An empty row with its id, where that can be told: what is left of a missing cell is in its place.

        A cell may be missing or too many anywhere, so of an id behind other columns nothing is known.
        """
        return [cells[0], *self._empty[1:]] if self._id == 0 else self._empty

    def _block(self, first: int, rows: Sequence[CsvRow], cells: Sequence[Sequence[str]]) -> Block:
        columns = list(zip(*cells, strict=True))
        codes = {self._names[number]: _codes(known, columns[number]) for number, known in self._cells.items()}
        ids = [id_in(id) for id in columns[self._id]] if self._id is not None else [""] * len(rows)

        def sheet(place: int) -> Sheet:
            return self._sheet(rows[place], cells[place])

        malformed = frozenset(place for place, row in enumerate(rows) if row.problems)
        return Block(first, ids, codes, malformed, sheet)

    def _sheet(self, row: CsvRow, cells: Sequence[str]) -> Sheet:
        """One row as answers, for whatever has to be looked at closely."""
        given = {}
        for number, known in self._cells.items():
            value = value_in(known.item, cells[number])
            if value is not None:
                given[self._names[number]] = value

        places = cache(lambda: places_in(row.text, row.line))

        def where(question: str) -> Location:
            at, column = places()[self._names.index(question)]
            return Location(self._file, at, column)

        return Sheet(given, row.problems, where, pieces_of(row.text) if row.problems else ())


class _Cells(dict[str, int]):
    """The code of each cell of one column."""

    def __init__(self, coding: Coding) -> None:
        super().__init__()
        self._coding, self.item = coding, coding.item

    def __missing__(self, cell: str) -> int:
        code = self._coding[value_in(self.item, cell)]
        kept = code == LEFT_OUT or self.item.type is not ItemType.TEXT
        if kept and len(self) < KEPT and len(cell) <= LONGEST_KEPT:
            self[cell] = code
        return code


def _codes(cells: _Cells, column: Iterable[str]) -> Codes:
    try:
        return bytearray(map(cells.__getitem__, column))
    except ValueError:  # more codes than a byte holds
        return list(map(cells.__getitem__, column))


def value_in(item: Item, cell: str) -> Value | None:
    """The answer that stands in a cell; None where it is empty. Whether it fits is checked elsewhere."""
    cell = cell.strip()
    if not cell:
        return None
    if cell == SKIPPED:
        return SKIPPED
    if item.type is ItemType.MULTIPLE:
        return tuple(code.strip() for code in cell.split(BETWEEN))
    if item.type is ItemType.INTEGER and NUMBER.fullmatch(cell):
        return int(cell)
    return cell


def places_in(text: Sequence[str], line: int) -> list[Place]:
    """Where each cell of a row begins."""
    column, quoted = 1, False
    places = [(line, 1)]
    for sign in "".join(text):
        column += 1
        if sign == '"':
            quoted = not quoted
        elif sign == "," and not quoted:
            places.append((line, column))
        elif sign == "\n":
            line, column = line + 1, 1
    return places


class JsonLines:
    """A file with one JSON object a line."""

    def __init__(self, lines: _Read, file: str, batch: Batch) -> None:
        self._read, self._lines, self._file, self._batch = lines, lines.lines, file, batch

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
                text = next(self._read)
            except StopIteration:
                return
            except TooLong:
                yield "", self._refused(_too_long(Location(self._file, line, 1)))
                continue
            except NotText as error:
                place = Location(self._file, line, error.column)
                problem = Problem("not-utf-8", "this row is not UTF-8 text", place)
                yield "", self._refused(problem, self._lines.record)
                continue
            except OSError as error:
                raise unusable(self._file, "cannot-read", f"cannot be read: {error.strerror}") from error
            line = self._lines.number
            if text.strip():
                yield self._row(text, line)

    def _refused(self, problem: Problem, text: Sequence[str] = ()) -> Sheet:
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
            return "", self._refused(problem, [text])
        except (ValueError, RecursionError) as error:
            message = str(error) if isinstance(error, Repeated) else "this row is no JSON that can be read"
            return "", self._refused(Problem("not-json", message, Location(self._file, line, 1)), [text])
        if not isinstance(row, Mapping):
            message = "a row is a JSON object: questions with their answers"
            return "", self._refused(Problem("not-an-object", message, Location(self._file, line, 1)), [text])
        id = row.get(ID)
        sheet = sheet_of(row, where)
        if not isinstance(id, str | int | None) or isinstance(id, bool):
            problem = Problem("wrong-type", "'id' takes a word or a number", where(ID), about=ID)
            return "", sheet._replace(problems=(*sheet.problems, problem))
        return id_in(id), sheet


def pieces_of(text: Iterable[str]) -> tuple[str, ...]:
    """What is written in a row that cannot be told apart into answers."""
    return tuple(filter(None, map(str.strip, BETWEEN_PIECES.split("".join(text)))))


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
