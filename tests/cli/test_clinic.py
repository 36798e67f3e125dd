"""What docs/clinic.md says to type, typed: with its files, one command after the other."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from tests.cli.conftest import Program

PAGE = (Path(__file__).parent.parent.parent / "docs" / "clinic.md").read_text(encoding="utf-8")
SECTIONS = {part.partition("\n")[0]: part for part in PAGE.split("\n## ")[1:]}

FILE = re.compile(r"in\s`([\w.-]+)`:\n\n```\w+\n(.*?)```", re.DOTALL)
TYPED = re.compile(r"```sh\n(.*?)```(?:\n\n```\n(.*?)```)?", re.DOTALL)


@pytest.mark.parametrize("section", SECTIONS)
def test_a_worked_example_works(
    section: str, tmp_path: Path, decision_aid: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name, content in FILE.findall(SECTIONS[section]):
        (tmp_path / name).write_text(content, encoding="utf-8")
    typed = TYPED.findall(SECTIONS[section])
    assert typed
    for commands, seen in typed:
        for command in commands.splitlines():
            program, *arguments = shlex.split(command)
            run = decision_aid(*arguments)
            assert (program, run.code) == ("decision-aid", 0), (command, run.err)
        assert seen.strip() in run.out + run.err
