"""Every command that reads answers, as it is called, while safety comes first."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

from decision_aid.cli.commands import COMMANDS as EVERY_COMMAND
from decision_aid.model.rules import Rules
from tests import PROGRAM
from tests.cli.conftest import SAFE, Program
from tests.outputs import candidates_named_in
from tests.pages import ANSWERS, COMMANDS

TRIED = """\
  prior_treatments: [cbt, medication]
  cbt_outcome: not_enough
  medicines_tried: one
  own_concern: Is CBT near me?
"""
"""Answers that say what must not be named."""

SHEETS = {
    "a stop": SAFE.replace("danger_now: no", "danger_now: yes") + TRIED,
    "a question is open": SAFE.replace("  suicidal_thoughts: none\n", "") + TRIED,
    "a question is skipped": SAFE.replace("danger_now: no", "danger_now: skipped") + TRIED,
    "no answers": "rule_set: depression\nanswers: {}\n",
}


def called(command: tuple[str, ...], answers: str) -> list[str]:
    return [answers if argument == ANSWERS else argument for argument in command]


def formats(help: str) -> list[str]:
    """What a command can be written as, by its help."""
    found = re.search(r"--format NAME (.*?)\[default", help, re.DOTALL)
    assert found, help
    return re.findall(r"(?:^|, | or )(\w+)", " ".join(found[1].split()))


FIRST: Final = ("a stop", "a question is open")
"""The sheets that every run looks at."""

MOST = pytest.mark.parametrize(
    "sheet",
    [pytest.param(sheet, marks=() if sheet in FIRST else pytest.mark.exhaustive) for sheet in SHEETS],
)


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
@MOST
def test_there_is_help_and_nothing_is_named_in_any_format(
    command: tuple[str, ...],
    sheet: str,
    shipped: Rules,
    decision_aid: Program,
    answers_file: Callable[[str], str],
) -> None:
    file = answers_file(SHEETS[sheet])
    for format in formats(decision_aid(command[0], "--help").out):
        run = decision_aid(*called(command, file), "--format", format)
        assert run.code == 0, format
        for written, text in ((format, run.out), ("text", run.err)):  # wherever the page goes, help is seen
            assert "988" in text, format
            assert candidates_named_in(written, text, shipped) == set(), format


@pytest.mark.parametrize("together", [True, False])
def test_a_stop_is_shown_once_wherever_it_is_seen(together: bool, answers_file: Callable[[str], str]) -> None:
    stderr = subprocess.STDOUT if together else subprocess.PIPE
    command = [*PROGRAM, "evaluate", answers_file(SHEETS["a stop"])]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=stderr, timeout=60, check=True)
    seen = [text for text in (done.stdout, done.stderr) if text is not None]
    assert [text.count(b"Please read this first") for text in seen] == [1] * len(seen)


@MOST
def test_nothing_is_named_beside_somebody_who_is_safe(
    sheet: str, tmp_path: Path, shipped: Rules, decision_aid: Program, answers_file: Callable[[str], str]
) -> None:
    """Nor where an answer to *what if* puts safety first."""
    beside = tmp_path / "beside.yaml"
    beside.write_text(f"{SAFE}{TRIED}  own_words_danger: no\n", encoding="utf-8")
    other = answers_file(SHEETS[sheet])
    for format in formats(decision_aid("compare", "--help").out):
        for command in (
            ("compare", str(beside), other),
            ("compare", other, str(beside)),
            ("what-if", str(beside), "--set", "suicidal_thoughts=plan"),
            ("what-if", str(beside), "--set", "suicidal_thoughts=skipped"),
        ):
            run = decision_aid(*command, "--format", format)
            assert run.code == 0
            assert "988" in run.err
            assert "988" in run.out
            assert candidates_named_in("text", run.err, shipped) == set()
            assert candidates_named_in(format, run.out, shipped) == set()


def test_every_command_that_reads_answers_is_among_them(decision_aid: Program) -> None:
    reading = {
        name
        for name in EVERY_COMMAND
        if re.search(r"^ +(FILE\S* +Answers|--answers FILE)", decision_aid(name, "--help").out, re.MULTILINE)
    }
    assert {"evaluate", "graph"} <= reading
    assert reading == {command[0] for command in COMMANDS}


@pytest.mark.parametrize("command", [command for command in COMMANDS if len(command) < 4], ids=" ".join)
def test_every_command_tells_how_old_kept_answers_are_and_that_a_stop_was_corrected(
    command: tuple[str, ...], decision_aid: Program, answers_file: Callable[[str], str]
) -> None:
    kept = "saved: 2026-11-12\ncorrected: true\n"
    run = decision_aid(*called(command, answers_file(kept + SHEETS["a stop"])))
    assert "Answers from 2026-11-12. Do you feel less safe now? Call or text 988." in run.out
    assert "You changed an answer that had stopped the questions." in run.out


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("2026-11-30", ""),
        ("2026-11-12T23:30:00-05:00", "Answers from 2026-11-12."),
        ("2026-10", "Answers from 2026-10."),
        ("CBT, last fall", "Answers from an unknown day."),
    ],
)
def test_a_day_that_cannot_be_read_counts_as_another_and_is_not_quoted(
    said: str, told: str, decision_aid: Program, answers_file: Callable[[str], str]
) -> None:
    file = answers_file(f"saved: {said}\n{SHEETS['a stop']}")
    note = decision_aid("evaluate", file, "--format", "note").out
    assert told in note
    assert told or "Answers from" not in note
    assert "CBT" not in note
