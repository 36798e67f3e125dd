"""`cases`, as a teacher calls it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Program


def listed(decision_aid: Program, *options: str) -> list[str]:
    """The ids that `cases list` names."""
    run = decision_aid("cases", "list", *options)
    assert (run.code, run.err) == (0, "")
    return [
        line.removeprefix("  - ").partition(":")[0]
        for line in run.out.splitlines()
        if line.startswith("  - ")
    ]


def test_every_case_is_listed_on_request(decision_aid: Program) -> None:
    ids = listed(decision_aid, "--all")
    assert {"rather-no-medicine", "a-plan-to-die", "empty-sheet", "all-three-level"} < set(ids)
    assert f"{len(ids)} worked cases" in decision_aid("cases", "list").out


def test_cases_are_found_by_what_comes_out_and_by_their_words(decision_aid: Program) -> None:
    stopped = listed(decision_aid, "--outcome", "stopped", "--all")
    assert "a-plan-to-die" in stopped
    assert "rather-no-medicine" not in stopped
    assert listed(decision_aid, "--outcome", "needs_answers") == listed(
        decision_aid, "--outcome", "needs-answers"
    )
    assert "rather-no-medicine" in listed(decision_aid, "--approach", "cbt", "--all")
    assert listed(decision_aid, "--gate", "suicide-plan") == ["a-plan-to-die"]
    assert listed(decision_aid, "--find", "PRIYA", "--approach", "cbt") == ["rather-no-medicine"]
    assert "No worked case fits" in decision_aid("cases", "list", "--find", "no such word").out


@pytest.mark.parametrize(
    ("options", "nearest"),
    [
        (("--outcome", "stoped"), "stopped"),
        (("--approach", "ibt"), "ipt"),
        (("--gate", "suicide-plam"), "suicide-plan"),
    ],
)
def test_what_cannot_be_asked_for_is_told_with_the_nearest_name(
    options: tuple[str, ...], nearest: str, decision_aid: Program
) -> None:
    run = decision_aid("cases", "list", *options)
    assert (run.code, run.out) == (2, "")
    assert f"did you mean '{nearest}'?" in run.err


def test_the_answer_key_says_what_comes_out_and_which_reasons_count(decision_aid: Program) -> None:
    run = decision_aid("cases", "teach", "--key", "rather-no-medicine", "a-plan-to-die")
    assert (run.code, run.err) == (0, "")
    assert "rather-no-medicine: CBT is ahead.\n" in run.out
    assert "For CBT, +2: Wanting tools to use now" in run.out
    assert "a-plan-to-die: help comes first.\n      Stop: " in run.out
    assert "988" in run.out


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


def test_the_answers_of_a_case_are_a_file_that_comes_to_the_same(
    decision_aid: Program, tmp_path: Path
) -> None:
    file = str(tmp_path / "priya.yaml")
    assert decision_aid("cases", "answers", "rather-no-medicine", "--output", file) == (0, "", "")
    assert decision_aid("cases", "answers", "rather-no-medicine").out == Path(file).read_text(
        encoding="utf-8"
    )
    walked = json.loads(decision_aid("trace", file, "--format", "json").out)
    assert walked == json.loads(decision_aid("cases", "run", "rather-no-medicine", "--format", "json").out)
    again = decision_aid("cases", "answers", "rather-no-medicine", "--output", file)
    assert (again.code, "--force" in again.err) == (2, True)


@pytest.mark.parametrize("format", ["markdown", "html"])
def test_a_handout_and_a_key_are_written_in_other_formats(format: str, decision_aid: Program) -> None:
    handout = decision_aid("cases", "teach", "--lesson", "guess-then-walk", "--format", format)
    assert (handout.code, handout.err) == (0, "")
    assert "Renee, 50" in handout.out
    assert "recent-job-loss" not in handout.out
    key = decision_aid("cases", "teach", "--lesson", "guess-then-walk", "--key", "--format", format)
    assert "recent-job-loss" in key.out
    two = decision_aid("cases", "teach", "rather-no-medicine", "mild-first-spell", "--format", format)
    assert [name in two.out for name in ("Priya", "Mara", "Renee")] == [True, True, False]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--lesson", "gues-then-walk"], "did you mean 'guess-then-walk'?"),
        (["--lesson", "effect-sizes"], "There is no lesson 'effect-sizes'"),
        (["--lesson", "guess-then-walk", "rather-no-medicine"], "Name a lesson or cases, not both."),
    ],
)
def test_a_lesson_that_there_is_not_is_said(arguments: list[str], said: str, decision_aid: Program) -> None:
    run = decision_aid("cases", "teach", *arguments)
    assert (run.code, run.out) == (2, "")
    assert said in run.err
