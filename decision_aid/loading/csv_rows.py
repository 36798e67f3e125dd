"""Rows of CSV as answers, block by block, with the line and the column of every answer.

Does not belong here: what rows come to (`rows`).
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Final, NamedTuple

from decision_aid.loading.files import unusable
from decision_aid.loading.rows import ID, MOST_ROWS, Block, Sheet, id_in
from decision_aid.loading.safe_problems import WordsHeard, naming_nothing, quoting_no_distress
from decision_aid.loading.table_lines import MOST_IN_A_BLOCK, Lines, NotText, TooLong, pieces_of, too_long
from decision_aid.model.answers import SKIPPED, Value
from decision_aid.model.problems import Location, Problem, UnusableInput, nearest
from decision_aid.model.rules import Item, ItemType
from decision_aid.proving.batch import KEPT, LEFT_OUT, Batch, Codes, Coding
from decision_aid.wording.grammar import counted

LONGEST_KEPT: Final = 200
"""Characters of a cell whose code is kept."""

BETWEEN: Final = ";"
"""What stands between several answers in one cell."""

AT_THE_END: Final = "unexpected end of data"
"""What the reader of CSV says where the file ends within quotes."""

NUMBER: Final = re.compile(r"-?[0-9]{1,9}")
Place = tuple[int, int]
"""A line and a column, both from 1."""


class CsvRow(NamedTuple):
    """One row of a CSV file: where it begins, its text, and what is wrong with its form."""

    line: int
    text: Sequence[str]
    problems: tuple[Problem, ...] = ()


class Csv:
    """A CSV file: commas between cells, and a first line that names the questions."""

    def __init__(self, lines: Lines, file: str, batch: Batch) -> None:
        self._lines, self._file, self._batch = lines, file, batch
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
                problem = self._with_lines_lost(too_long(Location(self._file, line, 1)), line)
            except NotText as error:
                place = Location(self._file, lines.number, error.column)
                problem = Problem("not-utf-8", "this row is not UTF-8 text", place)
            except csv.Error as error:
                problem = self._unreadable(line, str(error))
            except OSError as error:
                raise unusable(
                    self._file, "cannot-read", f"the file cannot be read: {error.strerror}"
                ) from error
            else:
                if len(cells) == width:
                    yield CsvRow(line, lines.record), cells
                    continue
                if not cells:
                    continue  # a blank line
                places = places_in(lines.record, line)
                at, column = places[min(len(cells), len(places), width + 1) - 1]
                message = f"this row has {len(cells):,} cells, and the first line has {width:,}"
                problem = Problem("ragged-row", message, Location(self._file, at, column))
                yield CsvRow(line, lines.record, (problem,)), self._with_id(cells)
                continue
            yield CsvRow(line, lines.record, (problem,)), self._empty

    def _unreadable(self, line: int, why: str) -> Problem:
        """What is wrong with a row that is no CSV."""
        place, hint = (line, 1), "write a quote within a cell twice, and close each quote"
        if why == AT_THE_END:
            place, hint = places_in(self._lines.record, line)[-1], "close the quote, or take it out"
            why = "a quote opens here and isn't closed"
        message = f"this row cannot be read as CSV: {why}"
        problem = Problem("unreadable-row", message, Location(self._file, *place), hint)
        return self._with_lines_lost(problem, line)

    def _with_lines_lost(self, problem: Problem, line: int) -> Problem:
        """The problem, and how many lines below the first one are lost as a part of this row."""
        lost = self._lines.number - line
        if not lost:
            return problem
        message = f"{problem.message}; {counted(lost, 'more line')} not read because of it"
        return problem._replace(message=message, hint=problem.hint or "is a quote not closed?")

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
