"""The program is killed at any moment: the old file is there, or the new one, and never a part of one."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests import PROGRAM
from tests.cli.conftest import SAFE

pytestmark = [
    pytest.mark.exhaustive,
    pytest.mark.skipif(sys.platform == "win32", reason="there is no such kill"),
]

KILLS = 34
"""Of each of three ways to write: a hundred in all."""

SAVING = """
from pathlib import Path
from decision_aid.commands.interview.keeping import AnswersFile
from decision_aid.interviewing.flow import Flow
from decision_aid.loading.rule_set import load_rules
file = AnswersFile(None, Path("out"))
flow = Flow(load_rules(), {"setting": "person", "own_concern": "x" * 200})
while True:
    file.write(flow)
"""

HEADER = "setting,danger_now\n"
WAYS: dict[str, Sequence[str]] = {
    "evaluate": (*PROGRAM, "evaluate", "in", "--format", "json", "--output", "out", "--force"),
    "batch": (*PROGRAM, "batch", "table", "--output", "out", "--force"),
    "save": (sys.executable, "-c", SAVING),
}


@pytest.mark.parametrize("way", WAYS)
def test_no_file_is_lost_and_no_half_file_is_left_under_its_name(
    way: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("in").write_text(SAFE, encoding="utf-8")
    Path("table").write_text(HEADER + "person,no\n" * 20_000, encoding="utf-8")
    whole = _written_by(WAYS[way])
    moments = random.Random(way)
    replaced = 0
    for _ in range(KILLS):
        Path("out").write_text("old", encoding="utf-8")
        with subprocess.Popen(WAYS[way], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as running:
            time.sleep(moments.random() * 0.4)
            running.kill()
        found = Path("out").read_text(encoding="utf-8")
        assert found in ("old", whole)
        replaced += found == whole
    assert replaced < KILLS  # some were killed before the end


def _written_by(command: Sequence[str]) -> str:
    """What the whole file holds, by a run that nobody kills before it is there."""
    Path("out").write_text("old", encoding="utf-8")
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as running:
        until = time.monotonic() + 60
        while (found := Path("out").read_text(encoding="utf-8")) == "old":
            assert time.monotonic() < until, "nothing was written"
            time.sleep(0.02)
        running.kill()
    return found
