"""`decision-aid rules check`: what somebody who edits rules is told."""

from __future__ import annotations

import shutil
from pathlib import Path

from decision_aid.loading.rule_set import shipped_directory
from tests.cli.conftest import Program


def test_the_shipped_rule_set_has_no_problem(decision_aid: Program) -> None:
    run = decision_aid("rules", "check")
    assert (run.code, run.err) == (0, "")
    assert run.out.startswith("No problem found in depression")


def test_every_problem_of_a_copy_is_told_with_its_place(tmp_path: Path, decision_aid: Program) -> None:
    copy = tmp_path / "mine"
    shutil.copytree(shipped_directory(), copy)
    goals = copy / "rules" / "goals.yaml"
    goals.write_text(goals.read_text(encoding="utf-8").replace("{for: cbt,", "{for: cbtt,"), encoding="utf-8")
    run = decision_aid("rules", "check", str(copy))
    assert run.code == 1
    assert f"{goals}:" in run.out
    assert "did you mean 'cbt'?" in run.out
    assert "Traceback" not in run.out + run.err


def test_a_case_that_comes_out_otherwise_is_told(tmp_path: Path, decision_aid: Program) -> None:
    copy = tmp_path / "mine"
    shutil.copytree(shipped_directory(), copy)
    goals = copy / "rules" / "goals.yaml"
    text = goals.read_text(encoding="utf-8")
    goals.write_text(
        text.replace("{for: cbt, strength: strong", "{for: cbt, strength: weak"), encoding="utf-8"
    )
    run = decision_aid("rules", "check", str(copy))
    assert run.code == 1
    assert "[case-differs]" in run.out
