"""Edits that authors really make, tried on a copy of the shipped rules: what is told, where, and how much.

`edits.txt` is the table: with UPDATE_GOLDEN=1 it is written anew, to be read.
"""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path
from typing import NamedTuple

import pytest

from decision_aid.commands.rules.check.page import MOST_LINES
from decision_aid.loading.rule_set import shipped_directory
from tests import a_few_of
from tests.cli.conftest import Program, decision_aid
from tests.rule_sets.edits import EDITS, Edit

TABLE = Path(__file__).with_name("edits.txt")
UPDATE = bool(os.environ.get("UPDATE_GOLDEN"))
TOLD = re.compile(r"my/(?P<file>[^:]+):(?P<line>\d+):\d+: error: (?P<rest>.+)")

NUMBERS = re.compile(r"(?<=[a-z]):\d+(:\d+)?|\d+ (places|worked cases)|\d+ more")
"""What moves whenever the shipped rules do."""

QUICK = (6, 0, 29, 43, 57)
"""Edits that every run tries: one code, one key, one candidate, one quote, one gate."""

assert decision_aid  # the fixture that runs the program


class Row(NamedTuple):
    """What is told of one edit: the first problem as it is printed, and the lines of all that is printed."""

    first: str
    lines: int

    def written(self, number: int) -> str:
        edit = EDITS[number]
        return f"{number:02} {edit.kind}, in {edit.file}; {self.lines} lines\n   {self.first}\n"


def told_of(edit: Edit, folder: Path, run: Program) -> Row:
    shutil.copytree(shipped_directory(), folder)
    edit.make(folder)
    said = run("rules", "check", str(folder), "--as-of", "2026-11-30").out
    lines = said.replace(str(folder), "my").splitlines()
    return Row(lines[0], len(lines))


def rows() -> dict[int, str]:
    """The rows of the table, by the number of the edit."""
    text = TABLE.read_text(encoding="utf-8") if TABLE.exists() else ""
    return {int(row[:2]): row for row in re.split(r"(?m)^(?=\d\d )", text) if row}


def lines_to_look_at(edit: Edit) -> range:
    """The lines that were edited, and some above, where their part begins; of what is gone, nearly any."""
    if not edit.old or not edit.new:
        return range(1, 400)
    text = (shipped_directory() / edit.file).read_text(encoding="utf-8")
    begin = text[: text.index(edit.old)].count("\n") + 1
    if edit.kind in ("one word", "one sign"):
        end = begin + edit.new.count("\n")
        return range(end, end + 1)
    return range(begin - 30, begin + edit.new.count("\n") + 2)


def test_each_edit_has_its_row() -> None:
    assert UPDATE or sorted(rows()) == list(range(len(EDITS)))


@pytest.mark.parametrize(
    "number", a_few_of([*QUICK, *sorted({*range(len(EDITS))} - {*QUICK})], few=len(QUICK))
)
def test_an_edit_is_told_first_where_it_was_made_in_few_lines(
    number: int, tmp_path: Path, decision_aid: Program
) -> None:
    edit = EDITS[number]
    row = told_of(edit, tmp_path / "my", decision_aid)
    if UPDATE:
        others = {**rows(), number: row.written(number)}
        TABLE.write_text("".join(others[key] for key in sorted(others)), encoding="utf-8")
    assert NUMBERS.sub("", row.written(number)) == NUMBERS.sub("", rows()[number])
    assert row.lines <= MOST_LINES
    place = TOLD.fullmatch(row.first)
    assert place is not None, row.first
    assert place["file"] in (edit.file, edit.new), row.first
    assert int(place["line"]) in lines_to_look_at(edit), row.first
