"""Tables of answers, opened and looked into: CSV or JSON Lines.

Belongs here: which of the two a file is, and what it is if it is neither. Does not: its rows (`csv_rows`,
`json_lines`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Final, NamedTuple

from decision_aid.engine.questionnaire import kinds_in
from decision_aid.loading.answers_file import MOST_HEARD, said_in
from decision_aid.loading.csv_rows import Csv
from decision_aid.loading.files import STANDARD_INPUT, name_of, unusable, why_unreadable
from decision_aid.loading.foreign_files import LIST, ONE_OBJECT, kind_of, kind_of_text, refused
from decision_aid.loading.json_lines import JsonLines
from decision_aid.loading.rows import Block
from decision_aid.loading.safe_problems import raise_heard
from decision_aid.loading.strict_yaml import parse
from decision_aid.loading.table_lines import Lines, pieces_of
from decision_aid.model.problems import Location, Problem, UnusableInput
from decision_aid.model.rules import Rules
from decision_aid.proving.batch import Batch

_NO_ROW: Final = re.compile(r'"(?:schema|resourceType|answers)"\s*:')
"""What is in the first line of a result, a FHIR resource or a sheet of answers, and of no row."""


@contextmanager
def opened(path: str) -> Iterator[IO[bytes]]:
    """A file, or standard input for `-`. Raises `UnusableInput`."""
    import sys

    if path == STANDARD_INPUT:
        if sys.stdin is None:
            raise unusable(path, "cannot-read", "the file cannot be read: it is closed")
        yield sys.stdin.buffer
        return
    try:
        stream = open(path, "rb")  # noqa: SIM115, since what fails later is another matter
    except IsADirectoryError as error:
        hint = "for the answers files in it, type decision-aid batch FOLDER/*.yaml"
        problem = Problem("cannot-read", "this is a folder", Location(name_of(path), 1, 1), hint)
        raise UnusableInput([problem]) from error
    except (OSError, ValueError) as error:
        raise unusable(path, "cannot-read", why_unreadable(error)) from error
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
    lines = Lines(stream)
    start = lines.first(name_of(path))
    _refuse_no_table(lines, start, name_of(path), batch.rule_set)
    if start.lstrip().startswith("{"):
        return Table(True, JsonLines(lines, name_of(path), batch).blocks())
    return Table(False, Csv(lines, name_of(path), batch).blocks())


def _refuse_no_table(lines: Lines, start: str, file: str, rules: Rules) -> None:
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
    raise_heard(refused(kind, "a table of answers", file), kinds_in(rules, said))
