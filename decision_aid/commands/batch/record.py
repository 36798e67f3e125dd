"""What rows come to, as lines of CSV or of JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from decision_aid.loading.rows import ID, UNUSABLE, Evaluated, Row

COLUMNS = (
    *("row", ID, "status", "first", "gates", "words_of_danger"),
    *("favored", "close_behind", "net_support", "rules"),
)
"""Of every table: no rule set's candidates stand in them, so that a row that stops names none."""

RUN = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""How a cell begins that a spreadsheet would run; wide signs are read as these, too."""

SET_APART = re.compile(r'[",\r\n]')
"""What needs quotes around its cell."""


def header() -> str:
    """The first line of CSV."""
    return ",".join(COLUMNS) + "\n"


def csv_lines(evaluated: Evaluated) -> str:
    """The rows of a block as CSV."""
    block, rows, problems = evaluated.block, evaluated.rows, evaluated.problems
    number = len(block.ids)
    status: list[str] = list(rows.status)
    words = [""] * number
    for place, kinds in evaluated.words.items():
        words[place] = ";".join(kinds)
    nets = _Nets()
    columns = [
        ["specialist" if first else "" for first in rows.specialist_first],
        list(map(";".join, rows.gates)),
        words,
        list(map(";".join, rows.favored)),
        list(map(";".join, rows.close_behind)),
        [";".join(map(nets.__getitem__, pairs)) for pairs in rows.net_support],
        list(map(";".join, rows.rules)),
    ]
    for place in problems:
        status[place] = UNUSABLE
        for column in columns:
            if column is not words:
                column[place] = ""
    numbers = map(str, range(block.first, block.first + number))
    lines = map(",".join, zip(numbers, map(as_cell, block.ids), status, *columns, strict=True))
    return "\n".join(lines) + "\n"


class _Nets(dict[tuple[str, int], str]):
    def __missing__(self, pair: tuple[str, int]) -> str:
        self[pair] = f"{pair[0]}={pair[1]}"
        return self[pair]


def as_cell(foreign: str) -> str:
    """Foreign text as a cell that no spreadsheet runs: with an apostrophe in front where it would.

    All other cells are ids of the rule set, or numbers, and need no quotes.
    """
    if foreign.isalnum():
        return foreign
    harmless = f"'{foreign}" if foreign.lstrip().startswith(RUN) or foreign.startswith(RUN) else foreign
    return '"' + harmless.replace('"', '""') + '"' if SET_APART.search(harmless) else harmless


def json_lines(rows: Iterable[Row]) -> str:
    """Rows as JSON Lines."""
    return "".join(json.dumps(one) + "\n" for one in map(row_record, rows))


def row_record(row: Row) -> dict[str, Any]:
    """One row in JSON's own types. What is wrong with it is told on standard error."""
    record = row._asdict()
    del record["problems"]
    return record


def rows_written(blocks: Iterable[Evaluated], *, as_json: bool) -> Iterator[str]:
    """All rows, some thousand at a time."""
    if not as_json:
        yield header()
    for evaluated in blocks:
        yield json_lines(evaluated.each()) if as_json else csv_lines(evaluated)
