"""`decision-aid rests-on`: what somebody learns who asks which answers made the result."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from tests.cli.conftest import SAFE, Program

AnswersFile = Callable[[str | bytes], str]

JOB_LOSS = SAFE + "".join(
    f"  {line}\n"
    for line in (
        "currently_well: no",
        "severity: moderate",
        "prior_treatments: [none]",
        "medication_view: prefer_not",
        "linked_to: [life_change]",
        "goals: [current_problem]",
        "working_style: no_preference",
        "past_episodes: none",
        "matters_most: [soon]",
        "matters_not: [calm_visits]",
    )
)


def test_a_result_names_what_is_enough_for_it_and_what_was_not_needed(
    decision_aid: Program, answers_file: AnswersFile
) -> None:
    run = decision_aid("rests-on", answers_file(JOB_LOSS), "--ids", "--all")
    assert run.code == 0
    enough, not_needed = run.out.split("Not needed")
    assert "[linked_to: [life_change]]" in " ".join(enough.split())
    assert (
        "Also needed: the answers to 11 questions about safety and who this is for. [setting, "
        in " ".join(enough.split())
    )
    assert "- Who this is for" not in enough
    assert "[matters_most: [soon]]" in " ".join(not_needed.split())
    assert "It was settled" not in run.out  # what is still open is told above, as what could change it
    assert "could change the result: " in enough
    settled = decision_aid("rests-on", answers_file(SAFE.replace("danger_now: no", "danger_now: yes"))).out
    assert "It was settled after question 3 of " in settled


def test_what_was_not_needed_is_only_counted_unless_asked_for(
    decision_aid: Program, answers_file: AnswersFile
) -> None:
    run = decision_aid("rests-on", answers_file(JOB_LOSS))
    record = json.loads(decision_aid("rests-on", answers_file(JOB_LOSS), "--format", "json").out)
    number = len(record["rests_on"]["not_needed"])
    assert f"The other {number} answers could have been different. To see all, add --all." in run.out
    assert "soon" not in run.out


def test_what_speaks_for_a_result_is_told_in_ten_lines(
    decision_aid: Program, answers_file: AnswersFile
) -> None:
    """What only had to be as it is, too, is counted there."""
    lines = decision_aid("rests-on", answers_file(JOB_LOSS)).out.split("\n\n")[0].splitlines()
    assert len(lines) <= 10
    told = [line for line in lines if line.startswith("  - ")]
    assert "  - Goals for therapy: Help with relationships or a life change" in told
    assert not any("Preferred kind of therapy" in line for line in told)  # it speaks for nothing


def test_the_record_holds_the_same(decision_aid: Program, answers_file: AnswersFile) -> None:
    record = json.loads(decision_aid("rests-on", answers_file(JOB_LOSS), "--format", "json").out)
    assert record["schema"] == "decision-aid/rests-on/1"
    assert record["favored"]["approach"] == ["ipt"]
    rests_on = record["rests_on"]
    assert rests_on["answers"]["linked_to"] == ["life_change"]
    assert rests_on["safety"]["danger_now"] == "no"
    assert rests_on["smallest"] is True
    assert "matters_most" in rests_on["not_needed"]


def test_the_answers_it_names_alone_come_to_the_same(
    decision_aid: Program, answers_file: AnswersFile
) -> None:
    record = json.loads(decision_aid("rests-on", answers_file(JOB_LOSS), "--format", "json").out)
    kept = {**record["rests_on"]["answers"], **record["rests_on"]["safety"]}
    alone = answers_file(json.dumps({"rule_set": "depression", "answers": kept}))
    evaluated = json.loads(decision_aid("evaluate", alone, "--format", "json").out)
    assert evaluated["status"] == record["status"]
    assert {id: made.get("favored", []) for id, made in evaluated["decisions"].items() if made} == (
        record["favored"]
    )


def test_a_stop_says_what_it_rests_on_and_not_who_it_is_for(
    decision_aid: Program, answers_file: AnswersFile
) -> None:
    """Who answers for a client may go on: nobody shall learn that from the page of a stop."""
    run = decision_aid("rests-on", answers_file(SAFE.replace("thoughts: none", "thoughts: passive")))
    assert "- Thoughts of death or suicide: Yes, wished to be dead" in run.out
    assert "answering for" not in run.out


def test_open_safety_questions_come_first(decision_aid: Program, answers_file: AnswersFile) -> None:
    sheet = answers_file(SAFE.replace("  danger_now: no\n", ""))
    run = decision_aid("rests-on", sheet)
    assert "We can't suggest anything yet" in run.out
    assert "- Danger right now" in run.out
    assert json.loads(decision_aid("rests-on", sheet, "--format", "json").out)["rests_on"] is None


@pytest.mark.parametrize("lens", ["documents", "research"])
def test_a_lens_is_stamped(decision_aid: Program, answers_file: AnswersFile, lens: str) -> None:
    run = decision_aid("rests-on", answers_file(JOB_LOSS), "--lens", lens)
    assert run.code == 0
    assert run.out.startswith(f"LENS: {lens.upper()}.")
