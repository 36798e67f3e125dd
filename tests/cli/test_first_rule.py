"""The guide for authors leads to a first rule: each of its steps is taken, in its order.

`UPDATE_GOLDEN=1 pytest tests/cli/test_first_rule.py -n 0` writes into it what comes out now, as many lines as
before. A block with the name of a file is written to its end.
"""

from __future__ import annotations

import os
import re
import shlex
from pathlib import Path

import pytest

from tests.cli.conftest import Program
from tests.cli.test_docs import MORE, PROJECT, examples, replace

GUIDE = PROJECT / "rules" / "README.md"


UNREAD = 1
"""How `rules check` ends while nothing reads the new answer."""


def first_part() -> str:
    _, part, _ = re.split(r"^# (?:Your first rule .*|The reference)$", GUIDE.read_text("utf-8"), flags=re.M)
    return part


def test_each_step_to_a_first_rule_comes_out_as_the_guide_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, decision_aid: Program
) -> None:
    monkeypatch.chdir(tmp_path)
    steps = re.findall(r"```(yaml (\S+)|console)\n(.*?)```", first_part(), re.DOTALL)
    codes = []
    for _, file, text in steps:
        if file:
            with Path(file).open("a", encoding="utf-8") as end:
                end.write(text)
        for command, lines in () if file else examples(f"```console\n{text}```"):
            run = decision_aid(*shlex.split(command)[1:])
            codes.append(run.code)
            written = run.out.rstrip("\n").splitlines()
            if lines[-1:] == [MORE]:
                written = [*written[: len(lines) - 1], MORE]
            if os.environ.get("UPDATE_GOLDEN"):
                replace(command, lines, written, GUIDE)
            else:
                assert written == lines, command
    assert codes == [0, 0, 0, UNREAD, 0, 0, 0, 0]
