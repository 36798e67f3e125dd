"""The command batch, on tables that are right, wrong and hostile."""

from __future__ import annotations

import csv
import io
import json
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from decision_aid.commands.batch.record import RUN
from decision_aid.model.rules import Rules
from tests import PROGRAM
from tests.cli.conftest import SAFE, Program
from tests.outputs import as_read, candidates_named_in
from tests.terminal.driver import hear_signals

SAFE_ANSWERS = dict(line.strip().split(": ") for line in SAFE.splitlines()[2:])
HEADER = ",".join(SAFE_ANSWERS)
SAFE_ROW = ",".join(SAFE_ANSWERS.values())
STOPPED = SAFE_ROW.replace(",no,none", ",yes,none")
MORE = ",prior_treatments,cbt_outcome,own_concern"
TRIED = ",cbt;medication,not_enough,"

TableFile = Callable[[str | bytes], str]


@pytest.fixture
def table(tmp_path: Path) -> TableFile:
    def write(content: str | bytes) -> str:
        path = tmp_path / "table.csv"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return str(path)

    return write


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_rows_come_out_in_order_with_their_ids_and_without_answers(
    table: TableFile, decision_aid: Program
) -> None:
    run = decision_aid(
        "batch", table(f"id,{HEADER}{MORE}\na,{SAFE_ROW}{TRIED}\nb,{STOPPED}{TRIED}\nc{',' * 14}\n")
    )
    rows = rows_of(run.out)
    assert run.code == 0, run.err
    assert [row["id"] for row in rows] == ["a", "b", "c"]
    assert [row["status"] for row in rows] == ["suggestion", "stopped", "needs_answers"]
    assert rows[0]["favored"]
    assert rows[0]["rules"]
    assert "not_enough" not in run.out


def test_csv_and_json_lines_come_to_the_same(table: TableFile, decision_aid: Program) -> None:
    as_csv = rows_of(decision_aid("batch", table(f"{HEADER}{MORE}\n{SAFE_ROW}{TRIED}I work nights\n")).out)
    sheet = {
        **SAFE_ANSWERS,
        "prior_treatments": ["cbt", "medication"],
        "cbt_outcome": "not_enough",
        "own_concern": "I work nights",
    }
    (line,) = decision_aid("batch", table(json.dumps(sheet) + "\n")).out.splitlines()
    record = json.loads(line)
    nets = ";".join(f"{candidate}={net}" for candidate, net in record.pop("net_support").items())
    as_text = {
        key: ";".join(value) if isinstance(value, list) else str(value) for key, value in record.items()
    }
    assert {**as_text, "net_support": nets} == as_csv[0]


def test_a_bad_row_is_told_with_line_and_column_and_the_others_go_on(
    table: TableFile, decision_aid: Program
) -> None:
    bad = SAFE_ROW.replace("managing", "menaging")
    file = table(f"{HEADER}\n{SAFE_ROW}\n{bad}\n{SAFE_ROW}\n")
    run = decision_aid("batch", file)
    assert run.code == 1
    assert f"{file}:3:{bad.index('menaging') + 1}: error: " in run.err
    assert [row["status"] == "unusable" for row in rows_of(run.out)] == [False, True, False]


def test_a_ragged_row_keeps_the_id_that_comes_first_and_the_summary_names_it(
    table: TableFile, decision_aid: Program
) -> None:
    few, many = f"b,{SAFE_ROW.rpartition(',')[0]}", f"c,{SAFE_ROW},,"
    file = table(f"id,{HEADER}\na,{SAFE_ROW}\n{few}\n{many}\n")
    run = decision_aid("batch", file)
    assert [(row["id"], row["status"] == "unusable") for row in rows_of(run.out)] == [
        ("a", False),
        ("b", True),
        ("c", True),
    ]
    assert "Not usable: rows 2, 3." in as_read(decision_aid("batch", file, "--summary").out)
    behind = table(f"{HEADER},id\n{SAFE_ROW},a\n{few}\n{SAFE_ROW},,c\n")
    assert [row["id"] for row in rows_of(decision_aid("batch", behind).out)] == ["a", "", ""]


def test_many_rows_that_cannot_be_used_are_counted(table: TableFile, decision_aid: Program) -> None:
    run = decision_aid("batch", table("danger_now\n" + "no,no\n" * 25), "--summary")
    numbers = ", ".join(map(str, range(1, 21)))
    assert f"Not usable: rows {numbers}, and 5 more." in as_read(run.out)


def test_the_place_is_right_behind_line_breaks_in_quotes_too(table: TableFile, decision_aid: Program) -> None:
    run = decision_aid("batch", table('id,danger_now\n"one\ntwo",none_such\n3,no_such\n'))
    assert ":3:6: error: " in run.err
    assert ":4:3: error: " in run.err


def test_json_lines_tell_the_column_of_the_key(table: TableFile, decision_aid: Program) -> None:
    run = decision_aid("batch", table('{"id": "\\"danger_now\\":", "danger_now": "maybe"}\n'))
    assert ":1:27: error: " in run.err


def test_strict_stops_at_once_and_leaves_no_file(
    table: TableFile, decision_aid: Program, tmp_path: Path
) -> None:
    file = table(f"{HEADER}\n{SAFE_ROW}\n{SAFE_ROW.replace('managing', 'x')}\n")
    run = decision_aid("batch", file, "--strict", "--output", str(tmp_path / "out.csv"))
    assert run.code == 2
    assert ":3:" in run.err
    assert [one.name for one in tmp_path.iterdir()] == ["table.csv"]


def test_results_never_replace_the_table_and_no_other_file_unasked(
    table: TableFile, decision_aid: Program, tmp_path: Path
) -> None:
    file = table(f"{HEADER}\n{SAFE_ROW}\n")
    assert decision_aid("batch", file, "--output", file, "--force").code == 2
    out = tmp_path / "out.csv"
    out.write_text("kept", encoding="utf-8")
    assert decision_aid("batch", file, "--output", str(out)).code == 2
    assert out.read_text(encoding="utf-8") == "kept"
    assert decision_aid("batch", file, "--output", str(out), "--force").code == 0
    assert len(rows_of(out.read_text(encoding="utf-8"))) == 1
    assert out.stat().st_mode & 0o777 == 0o600


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
@pytest.mark.parametrize("sent", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT, signal.SIGHUP], ids=str)
def test_nothing_is_lost_and_no_half_file_is_left_when_it_is_ended_in_the_middle(
    sent: signal.Signals, tmp_path: Path
) -> None:
    out = tmp_path / "out.csv"
    out.write_text("kept", encoding="utf-8")
    with subprocess.Popen(
        [*PROGRAM, "batch", "-", "--output", str(out), "--force"],
        stdin=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        preexec_fn=hear_signals,
    ) as running:
        assert running.stdin
        running.stdin.write(f"{HEADER}\n".encode() + f"{SAFE_ROW}\n".encode() * 5_000)
        running.stdin.flush()
        until = time.monotonic() + 30
        while not any(draft.stat().st_size > 4 for draft in tmp_path.iterdir()):
            assert time.monotonic() < until, "nothing was written"
            time.sleep(0.02)
        running.send_signal(sent)
        assert running.wait(timeout=30)
        running.stdin.close()
    assert out.read_text(encoding="utf-8") == "kept"
    if sent != signal.SIGKILL:
        assert list(tmp_path.iterdir()) == [out]


def test_a_summary_counts_and_a_report_is_a_page(
    table: TableFile, decision_aid: Program, tmp_path: Path
) -> None:
    file = table(f"{HEADER}{MORE}\n" + f"{SAFE_ROW}{TRIED}\n" * 2 + f"{STOPPED},,,\n{STOPPED},,,x\x1b\n")
    run = decision_aid("batch", file, "--summary", "--report", str(tmp_path / "r.html"))
    assert run.code == 1
    for line in ("A suggestion", "2"), ("Help comes first", "1"), ("danger-now", "1"), ("Not usable", "1"):
        assert any(all(word in one for word in line) for one in run.out.splitlines()), line
    page = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert page.startswith("<!doctype html>")
    assert "danger-now" in page


@pytest.mark.parametrize(
    "row", [f"{STOPPED}{TRIED}", f"{STOPPED.replace('managing', 'x')}{TRIED}", f"{STOPPED},ctb,,"]
)
def test_where_safety_comes_first_nothing_is_named(
    row: str, table: TableFile, decision_aid: Program, shipped: Rules
) -> None:
    """Of approaches, beside what the table itself says."""
    header = HEADER + ",prior_treatments,other_therapy_outcome,own_concern"
    file = table(f"{header}\n{row.replace('not_enough', '')}\n")
    for options in (), ("--summary",):
        run = decision_aid("batch", file, *options)
        assert candidates_named_in("text", run.out + run.err.replace("ctb", ""), shipped) == set()


def test_words_of_danger_are_heard_and_not_quoted(table: TableFile, decision_aid: Program) -> None:
    words = "I want to kill myself"
    content = f"{HEADER},own_concern\n{SAFE_ROW},{words}\n{SAFE_ROW.replace('managing', words)},\n"
    run = decision_aid("batch", table(content))
    first, second = rows_of(run.out)
    assert first["words_of_danger"] == "suicide"
    assert first["status"] == "needs_answers"
    assert (second["words_of_danger"], second["status"]) == ("suicide", "unusable")
    assert words not in run.out + run.err


WORDS = "because of it I want to kill myself"


@pytest.mark.parametrize(
    "content",
    [
        f"own_concern,danger_now\nI am tired, {WORDS},no\n".encode(),
        f'own_concern,danger_now\n"tired" {WORDS},no\n'.encode(),
        f"own_concern,danger_now\nSo d\xe9j\xe0 vu {WORDS},no\n".encode("latin-1"),
        f'{{"own_concern": {WORDS}}}\n'.encode(),
        f'{{}}\n{{"own_concern": "So d\xe9j\xe0 vu {WORDS}"}}\n'.encode("latin-1"),
        f'{{"own_concern": "x", "own_concern": "{WORDS}"}}\n'.encode(),
        f'{{}}\n["{WORDS}"]\n'.encode(),
    ],
    ids=["a cell more", "quotes", "another encoding", "no JSON", "neither", "twice", "no object"],
)
def test_words_of_danger_are_heard_where_a_row_has_no_form(
    content: bytes, table: TableFile, decision_aid: Program
) -> None:
    """A comma too many is most likely one in somebody's own words."""
    run = decision_aid("batch", table(content))
    assert run.code == 1
    assert "suicide" in run.out
    assert WORDS not in run.out + run.err


@pytest.mark.parametrize("start", RUN)
def test_no_cell_is_run_by_a_spreadsheet(start: str, table: TableFile, decision_aid: Program) -> None:
    id = f'{start}cmd|" /C calc"!A0'
    quoted = '"' + id.replace('"', '""') + '"'
    (row,) = rows_of(decision_aid("batch", table(f"id,danger_now\n{quoted},no\n")).out)
    assert not row["id"].startswith(RUN)


def test_escapes_and_markup_are_written_out(table: TableFile, decision_aid: Program, tmp_path: Path) -> None:
    bad = "\x1b]0;x\x07<script>"
    file = table(f"id,danger_now\n{bad},no\nx,{bad}\n")
    run = decision_aid("batch", file, "--summary", "--report", str(tmp_path / "r.html"))
    rows = decision_aid("batch", file)
    assert "\x1b" not in rows.out + rows.err + run.out + run.err
    assert "script" not in (tmp_path / "r.html").read_text(encoding="utf-8")


HOSTILE = {
    "nothing": (b"", 2, ":1:1:"),
    "nothing but the header": (b"danger_now\n", 0, ""),
    "another encoding": ("danger_now\nno\n".encode("utf-16"), 2, ":1:1:"),
    "another encoding in one row": (b"id,danger_now\na,no\n\xe9,no\nc,no\n", 1, ":3:1:"),
    "no character": (b"danger_now\n\0\n", 1, ":2:1:"),
    "too few cells": (b"id,danger_now\nx\ny,no\n", 1, ":2:1:"),
    "too many cells": (b"id,danger_now\nx,no,no,no\n", 1, ":2:6:"),
    "a column twice": (b"danger_now,id,danger_now\nno,1,yes\n", 2, ":1:15:"),
    "a column without a name": (b"danger_now,,id\nno,1,yes\n", 2, ":1:12:"),
    "no question": (b"id,danger_noww\n1,no\n", 2, ":1:4:"),
    "other signs between columns": (b"id;danger_now\n1;no\n", 2, "commas"),
    "very many columns": (b"a," * 100_000 + b"a\nx\n", 2, ":1:1:"),
    "many columns": (b",".join(b"q%d" % n for n in range(10_000)) + b"\n1\n", 2, "more"),
    "a quote that does not end": (b'id,danger_now\n"x,no\ny,no\n', 1, ":2:1:"),
    "a quote in the middle": (b'id,danger_now\n"x"y,no\nz,no\n', 1, ":2:1:"),
    "a very long cell": (b"id,danger_now\n" + b"x" * 10_000_000 + b",no\ny,no\n", 1, ":2:1:"),
    "a row over very many lines": (b"id,danger_now\n" + b'"\n",' * 30_000 + b"no\ny,no\n", 1, ":2:1:"),
    "deep JSON": (b'{"danger_now": ' + b"[" * 90_000 + b"\n{}\n", 1, ":1:1:"),
    "no JSON": (b'{"danger_now": no}\n{}\n', 1, ":1:16:"),
    "a key twice": (b'{"danger_now": "no", "danger_now": "yes"}\n', 1, ":1:1:"),
    "true": (b'{"danger_now": true}\n', 1, ":1:2:"),
    "no object": (b'{}\n["danger_now"]\n', 1, ":2:1:"),
    "no number": (b'{"phq9_total": NaN}\n', 1, ":1:1:"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_tables_are_refused_with_a_place(name: str, table: TableFile, decision_aid: Program) -> None:
    content, code, place = HOSTILE[name]
    run = decision_aid("batch", table(content))
    assert run.code == code, run.err
    assert place in run.err
    assert len(run.err) < 200_000


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ('a,no\nb,"no\nc,no\nd,no\n', ":3:3: error: this row cannot be read as CSV: a quote opens here"),
        ('a,no\nb,"no\nc,no\nd,"no\ne,no\n', ":3:1: error: this row cannot be read as CSV: ',' expected"),
        (f'a,no\nb,"no\n{"x" * 99_000}\n{"x" * 9_000}\ne,no\n', ":3:1: error: this row is longer than"),
    ],
)
def test_the_rows_that_a_lone_quote_swallows_are_counted(
    rows: str, said: str, table: TableFile, decision_aid: Program
) -> None:
    run = decision_aid("batch", table(f"id,danger_now\n{rows}"))
    assert said in run.err
    assert "; 2 more lines not read because of it (" in run.err
    assert ("3,e," in run.out) is ("\ne" in rows)


@pytest.mark.exhaustive
@pytest.mark.skipif(sys.platform != "linux", reason="limits of memory are those of Linux")
@pytest.mark.parametrize("rows", [2_000, 40_000])
def test_memory_does_not_grow_with_the_rows(rows: int) -> None:
    """Both in less than what one of them would take if its rows were kept."""
    row = f"{SAFE_ROW},{'word ' * 300}\n".encode()

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (200_000_000, 200_000_000))

    done = subprocess.run(
        [*PROGRAM, "batch", "-", "--summary"],
        input=f"{HEADER},id\n".encode() + row * rows,
        capture_output=True,
        preexec_fn=limited,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    assert f"{rows:,} rows".encode() in done.stdout


def test_an_answer_of_an_earlier_version_is_read_as_it_is_written_today(
    table: TableFile, decision_aid: Program
) -> None:
    run = decision_aid("batch", table("medication_view\ntaking\ntaking\n"))
    assert run.code == 0
    assert run.err.count("medication_now: yes") == 1


def test_answers_files_are_rows_named_after_them(decision_aid: Program, tmp_path: Path) -> None:
    """One that can't be used is told like any row, and what it says of danger is heard and not quoted."""
    words = "I want to kill myself"
    contents = {
        "a.yaml": f"saved: 2026-09-01\n{SAFE}  goals: [understand_why]\n",
        "b c.yaml": SAFE.replace("danger_now: no", "danger_now: yes"),
        "c.yaml": SAFE.replace("managing", "menaging"),
        "d.yaml": SAFE.replace("managing", words),
        "e.json": json.dumps({"rule_set": "depression", "answers": SAFE_ANSWERS | {"goals": ["growth"]}}),
        "f.csv": f"{HEADER}\n{SAFE_ROW}\n",
    }
    files = [str(tmp_path / name) for name in contents]
    for file, content in zip(files, contents.values(), strict=True):
        Path(file).write_text(content, encoding="utf-8")
    run = decision_aid("batch", *files, str(tmp_path / "none.yaml"))
    rows = rows_of(run.out)
    assert (run.code, [row["id"] for row in rows]) == (1, [*files, str(tmp_path / "none.yaml")])
    bad = "unusable"
    assert [row["status"] for row in rows] == ["suggestion", "stopped", bad, bad, "suggestion", bad, bad]
    assert [row["words_of_danger"] for row in rows] == ["", "", "", "suicide", "", "", ""]
    assert words not in run.out + run.err
    for told in f"{files[2]}:10:3: error: 'menaging'", "none.yaml:1:1: error", f"{files[5]}:1:1: error":
        assert told in run.err
    assert "7 rows of answers" in decision_aid("batch", *files, files[0], "--summary").out
    (alone,) = rows_of(decision_aid("batch", files[0]).out)
    assert alone == rows[0]
    run = decision_aid("batch", *files, "--output", files[1], "--force")
    assert (run.code, run.out) == (2, "")
    assert "is the file of answers itself" in run.err


NO_TABLES: dict[str, tuple[str | bytes, str]] = {
    "a record": ('{\n "schema": "decision-aid/evaluation/2",\n "answers": {}\n}', "decision-aid verify FILE"),
    "a bundle": ('{"resourceType": "Bundle", "entry": []}', "of the type 'Bundle'"),
    "a bundle over many lines": ('{\n "resourceType": "Bundle",\n "entry": []\n}\n', "'Bundle'"),
    "one sheet": ('{"answers": {"danger_now": "no"}}\n', "decision-aid evaluate FILE"),
    "no JSON": ('{\n "danger_now": no,\n', "an object in a line of its own"),
    "a spreadsheet": (b"PK\x03\x04\xe9\xe9\n", "Excel"),
    "an old spreadsheet": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\n", "save a table as CSV"),
    "a PDF": ("%PDF-1.4\n%\n", "a PDF"),
    "a text document": ("{\\rtf1\\ansi hello}", "in RTF"),
    "a picture": (b"\x89PNG\r\n\x1a\n", "a picture"),
    "a JSON array": ('[{"danger_now": "no"}, {"danger_now": "no"}]', "one JSON object a line"),
    "a JSON array over many lines": ('[\n {"danger_now": "no"}\n]\n', "one JSON object a line"),
    "a YAML list": ("- danger_now: no\n- danger_now: no\n", "a table as CSV"),
    "a page": ("<!DOCTYPE html>\n<p>x</p>\n", "XML or HTML"),
}


@pytest.mark.parametrize("name", NO_TABLES)
def test_a_file_that_is_no_table_is_called_by_its_name_in_one_line(
    name: str, table: TableFile, decision_aid: Program
) -> None:
    content, told = NO_TABLES[name]
    run = decision_aid("batch", table(content))
    assert (run.code, run.out) == (2, "")
    assert told in run.err
    assert ":1:1: error: this is " in run.err
    assert len(run.complaint.splitlines()) == 1


def test_words_of_danger_are_heard_in_a_response_where_a_table_belongs(
    table: TableFile, decision_aid: Program
) -> None:
    resource = {"resourceType": "QuestionnaireResponse", "item": [{"answer": [{"valueString": WORDS}]}]}
    run = decision_aid("batch", table(json.dumps(resource, indent=1)))
    assert "988" in run.complaint
    assert WORDS not in run.err


@pytest.mark.parametrize("form", ['[{{"own_concern": "{}"}}]', '- own_concern: "{}"\n'])
def test_words_of_danger_are_heard_in_a_list_where_a_table_belongs(
    form: str, table: TableFile, decision_aid: Program
) -> None:
    run = decision_aid("batch", table(form.format(WORDS)))
    assert run.err.startswith("Help, right now")
    assert "this is a list" in run.err
    assert WORDS not in run.err


def test_a_table_in_another_encoding_is_told_how_to_save_it(table: TableFile, decision_aid: Program) -> None:
    assert "in Excel, as 'CSV UTF-8'" in decision_aid("batch", table("id\n".encode("utf-16"))).err


def test_the_name_of_a_table_of_libreoffice_is_no_cry_for_help(
    tmp_path: Path, decision_aid: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("intakes.ods").write_bytes(b"PK\x03\x04\xe9\n")
    run = decision_aid("batch", "intakes.ods")
    assert run.err.startswith("intakes.ods:1:1: error: this is a zip archive")
    assert "Help, right now" in decision_aid("batch", "suicide.ods").err


def test_a_folder_is_told_how_to_read_the_files_in_it(tmp_path: Path, decision_aid: Program) -> None:
    assert "decision-aid batch FOLDER/*.yaml" in decision_aid("batch", str(tmp_path)).err
