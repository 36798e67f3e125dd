"""Edits that authors really make, tried on a copy of the shipped rules: what is told, where, and how much.

`edits.txt` is the table: with UPDATE_GOLDEN=1 it is written anew, to be read.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Sequence
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

QUICK = (6, 0, 29, 43)
"""Edits that every run tries: one code, one key, one candidate, one quote."""

ELSEWHERE = {("missing file", "rules/past_treatment.yaml")}
"""Edits of which nothing tells where they were made: no other file says which themes there are."""

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


def edited_lines(edit: Edit) -> Sequence[int]:
    """The lines that an edit changed or stands beside, from 1; all of a file that is gone or elsewhere."""
    if not edit.old:
        return range(1, 2)
    text = (shipped_directory() / edit.file).read_text(encoding="utf-8")
    begin = text[: text.index(edit.old)].count("\n") + 1
    return range(begin, begin + edit.new.count("\n") + 2)


def test_there_are_57_edits_of_12_kinds() -> None:
    assert (len(EDITS), len({edit.kind for edit in EDITS})) == (57, 12)
    assert UPDATE or sorted(rows()) == list(range(57))


@pytest.mark.parametrize("number", a_few_of([*QUICK, *sorted({*range(57)} - {*QUICK})], few=len(QUICK)))
def test_an_edit_is_told_first_where_it_was_made_in_few_lines(
    number: int, tmp_path: Path, decision_aid: Program
) -> None:
    edit = EDITS[number]
    row = told_of(edit, tmp_path / "my", decision_aid)
    if UPDATE:
        others = {**rows(), number: row.written(number)}
        TABLE.write_text("".join(others[key] for key in sorted(others)), encoding="utf-8")
    assert row.written(number) == rows()[number]
    assert row.lines <= MOST_LINES
    place = TOLD.fullmatch(row.first)
    assert place is not None, row.first
    assert place["file"] in (edit.file, edit.new) or (edit.kind, edit.file) in ELSEWHERE, row.first


@pytest.mark.parametrize("number", range(57))
def test_the_table_points_at_the_edited_lines(number: int) -> None:
    """Or at the start of the part that they belong to; of what is gone, at the start of its file."""
    edit, row = EDITS[number], rows()[number]
    place = TOLD.search(row)
    assert place is not None
    line = int(place["line"])
    gone = len(edit.new) < len(edit.old) - 40 or not edit.old
    if not gone:
        lines = edited_lines(edit)
        assert lines[0] - 30 <= line <= lines[-1], row
    elif (edit.kind, edit.file) not in ELSEWHERE:
        assert line == 1 or not edit.new, row
