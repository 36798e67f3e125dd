"""`what-if`, as it is called."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from tests.cli.conftest import SAFE, Program

WISHES = f"{SAFE}  severity: moderate\n  goals: [tools_now]\n  working_style: structured\n"

Write = Callable[[str | bytes], str]


@pytest.fixture
def file(answers_file: Write) -> str:
    """A sheet of someone who wishes for tools and clear steps."""
    return answers_file(WISHES)


def test_the_smallest_changes_are_told_and_are_no_advice(file: str, decision_aid: Program) -> None:
    run = decision_aid("what-if", file)
    assert (run.code, run.err) == (0, "")
    assert run.out.startswith("What would change the outcome\n  CBT is ahead. ")
    assert run.out.split("\n\n")[0].count("\n") < 10
    assert "Answer what's true, not what gets a result." in " ".join(run.out.split())
    whole = decision_aid("what-if", file, "--all").out
    assert "Now: CBT is ahead." in whole
    assert whole.count("\n") > 1.5 * run.out.count("\n")


def test_every_change_in_json_leads_where_it_says(
    file: str, answers_file: Write, decision_aid: Program
) -> None:
    record = json.loads(decision_aid("what-if", file, "--format", "json").out)
    assert record["schema"] == "decision-aid/what-if/1"
    ways = record["decisions"]["approach"]["ways"]
    assert ways
    assert [way["steps"] for way in ways] == sorted(way["steps"] for way in ways)
    for way in ways[:3]:
        options = []
        for change in way["changes"]:
            value = change["values"][0]
            codes = ",".join(value) if isinstance(value, list) else value
            options += ["--set", f"{change['question']}={codes}"]
        beside = json.loads(decision_aid("what-if", file, *options, "--format", "json").out)
        assert beside["results"][1]["decisions"]["approach"]["outcome"] == way["leads_to"]["outcome"]
        assert set(beside["results"][1]["decisions"]["approach"]["favored"]) == set(
            way["leads_to"]["favored"]
        )


def test_other_answers_stand_beside_the_sheet_with_what_made_the_difference(
    file: str, decision_aid: Program
) -> None:
    run = decision_aid(
        "what-if", file, "--set", "goals=understand_why,growth", "--set", "working_style=open_ended", "--ids"
    )
    assert run.code == 0
    assert "A: CBT" in run.out
    assert "[tools-now]" in run.out
    skipped = decision_aid("what-if", file, "--set", "goals=skipped", "--set", "working_style=skipped")
    assert "B: skipped" in skipped.out
    markdown = decision_aid("what-if", file, "--set", "goals=skipped", "--format", "markdown")
    assert markdown.out.startswith("# ")


def test_what_a_change_closes_is_dropped(answers_file: Write, decision_aid: Program) -> None:
    file = answers_file(f"{SAFE}  prior_treatments: [cbt]\n  cbt_outcome: not_enough\n")
    record = json.loads(
        decision_aid("what-if", file, "--set", "prior_treatments=none", "--format", "json").out
    )
    changed = {answered["question"]: answered["second"] for answered in record["differences"][0]["answers"]}
    assert changed == {"prior_treatments": ["none"], "cbt_outcome": None}


def test_the_way_to_a_candidate(file: str, decision_aid: Program) -> None:
    run = decision_aid("what-if", file, "--toward", "ipt")
    assert run.code == 0
    assert "and no fewer" in run.out
    already = decision_aid("what-if", file, "--toward", "cbt")
    assert "lead to CBT already" in already.out


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--set", "gaols=growth"], "did you mean 'goals'?"),
        (["--set", "goals=grow"], "did you mean 'growth'?"),
        (["--set", "goals"], "QUESTION=ANSWER"),
        (["--set", "goals=growth", "--set", "goals=tools_now"], "is there twice"),
        (["--set", "phq9_total=30"], "the highest is 27"),
        (["--set", "risk_assessed=yes"], "is not asked, given the other answers"),
        (["--set", "goals=\x1b[2J"], "\\x1b[2J"),
        (["--toward", "ipd"], "did you mean 'ipt'?"),
        (["--toward", "ipt", "--set", "goals=growth"], "not both at once"),
    ],
)
def test_what_cannot_be_asked_is_said(
    options: list[str], said: str, file: str, decision_aid: Program
) -> None:
    run = decision_aid("what-if", file, *options)
    assert (run.code, run.out) == (2, "")
    assert said in run.err


@pytest.mark.parametrize("answer", ["suicidal_thoughts=plan", "danger_now=yes", "own_concern=I want to die"])
def test_help_is_shown_beside_a_result_that_is_not_seen(
    answer: str, file: str, decision_aid: Program
) -> None:
    run = decision_aid("what-if", file, "--set", answer)
    assert run.code == 0
    assert "988" in run.err
    assert "CBT" not in run.err
    assert decision_aid("what-if", file, "--set", "working_style=open_ended").err == ""
