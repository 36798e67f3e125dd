"""`cases`, as a teacher calls it."""

from __future__ import annotations

import json

import pytest

from tests.cli.conftest import Program


def test_every_case_is_listed(decision_aid: Program) -> None:
    run = decision_aid("cases", "list")
    assert (run.code, run.err) == (0, "")
    for id in ("rather-no-medicine", "a-plan-to-die", "empty-sheet", "all-three-level"):
        assert f"  {id}: " in run.out


def test_a_case_is_shown_and_run(decision_aid: Program) -> None:
    shown = decision_aid("cases", "show", "rather-no-medicine")
    assert (shown.code, "Priya" in shown.out, "Which kind of therapy: CBT" in shown.out) == (0, True, True)
    walked = json.loads(decision_aid("cases", "run", "rather-no-medicine", "--format", "json").out)
    assert walked["decisions"][0]["favored"] == ["cbt"]


@pytest.mark.parametrize("command", ["show", "run", "teach"])
def test_an_unknown_case_is_told_with_the_nearest_name(command: str, decision_aid: Program) -> None:
    run = decision_aid("cases", command, "rather-no-medicin")
    assert (run.code, run.out) == (2, "")
    assert "did you mean 'rather-no-medicine'?" in run.err


def test_a_lesson_needs_a_terminal(decision_aid: Program) -> None:
    run = decision_aid("cases", "teach")
    assert (run.code, run.out) == (2, "")
    assert "need a terminal" in run.err
