"""The program as its users have it: called in this process, or as a process of its own."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from decision_aid.__main__ import examples, main
from decision_aid.cli import day
from decision_aid.commands.about.reading_level import reading_level
from decision_aid.model.crisis import HELP_LINE
from decision_aid.wording.readability import ReadingLevel
from tests import PROGRAM
from tests.strategies import shipped_rule_set

SAFE = """\
rule_set: depression
answers:
  setting: person
  age_group: from_25_to_64
  danger_now: no
  suicidal_thoughts: none
  self_harm: never
  unusual_experiences: no
  high_energy_spells: no
  daily_care: managing
  substance_use: little_or_none
  safe_at_home: yes
  perinatal: no
"""
"""An answers file with which nothing stops; more answers may be added at its end."""


class Run(NamedTuple):
    """How a run of the program ended."""

    code: int
    out: str
    err: str

    @property
    def complaint(self) -> str:
        """What a failure says, without its last line, which is always the same."""
        assert self.err.endswith(f"{HELP_LINE}\n") == (self.code != 0), self.err
        return self.err.removesuffix(f"{HELP_LINE}\n")


Program = Callable[..., Run]


@pytest.fixture
def decision_aid(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Program:
    """Run the program in this process."""

    def run(*arguments: str, stdin: bytes = b"") -> Run:
        monkeypatch.setattr(sys, "argv", ["decision-aid", *arguments])
        monkeypatch.setattr(day, "today", lambda: "2026-11-30")
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        capsys.readouterr()
        with pytest.raises(SystemExit) as end:
            main()
        out, err = capsys.readouterr()
        return Run(int(end.value.code or 0), out, err)

    return run


@pytest.fixture
def answers_file(tmp_path: Path) -> Callable[[str | bytes], str]:
    """Write a file of answers; what comes back is its name."""

    def write(content: str | bytes) -> str:
        path = tmp_path / "answers.yaml"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return str(path)

    return write


@cache
def level() -> ReadingLevel:
    """How hard all there is to read is, by the shipped rules."""
    return reading_level(shipped_rule_set(), examples())


@pytest.fixture
def measured(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a build, how hard all there is to read was measured before. It takes seconds."""
    monkeypatch.setattr("decision_aid.commands.about.command._reading_level", lambda *_: level())


def process(*arguments: str, **options: Any) -> subprocess.CompletedProcess[bytes]:
    """Run the program as a process of its own."""
    options = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "timeout": 60, **options}
    environment = {**os.environ, **options.pop("env", {})}
    return subprocess.run([*PROGRAM, *arguments], env=environment, **options)
