"""`trace`, as a clinician or a teacher calls it."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from decision_aid.commands.trace.stepping import page_after
from tests.cli.conftest import SAFE, Program

Write = Callable[[str | bytes], str]
CBT = SAFE + "  severity: mild\n  goals: [tools_now]\n"


def test_the_walk_is_told_in_words_and_with_ids_on_request(
    answers_file: Write, decision_aid: Program
) -> None:
    plain, with_ids = (decision_aid("trace", answers_file(CBT), *ids) for ids in ((), ("--ids",)))
    assert (plain.code, plain.err, with_ids.code) == (0, "", 0)
    assert "[tools-now]" not in plain.out
    assert "Where it ends" in plain.out
    assert plain.out.count("Holds:") == with_ids.out.count("Holds:") > 0


def test_json_is_the_walk_and_markdown_is_a_page(answers_file: Write, decision_aid: Program) -> None:
    record = json.loads(decision_aid("trace", answers_file(CBT), "--format", "json").out)
    assert (record["schema"], record["status"]) == ("decision-aid/trace/1", "suggestion")
    assert len(record["rules"]) > 60
    assert decision_aid("trace", answers_file(CBT), "--format", "markdown").out.startswith(
        "# How this came about"
    )


def test_an_unknown_candidate_is_told_with_the_nearest_name(
    answers_file: Write, decision_aid: Program
) -> None:
    run = decision_aid("trace", answers_file(CBT), "--candidate", "ibt")
    assert (run.code, run.out) == (2, "")
    assert "did you mean 'ipt'?" in run.err


def test_where_safety_comes_first_no_hint_names_a_candidate(
    answers_file: Write, decision_aid: Program
) -> None:
    stopped = answers_file(CBT.replace("danger_now: no", "danger_now: yes"))
    run = decision_aid("trace", stopped, "--candidate", "ibt")
    assert run.code == 0
    assert run.out == decision_aid("trace", stopped).out
    assert "ipt" not in run.err.lower()


def test_turning_pages_needs_a_terminal(answers_file: Write, decision_aid: Program) -> None:
    run = decision_aid("trace", answers_file(CBT), "--step")
    assert (run.code, run.out) == (2, "")
    assert "needs a terminal" in run.err


@pytest.mark.parametrize("beside", [("--candidate", "ipt"), ("--format", "json")])
def test_turning_pages_goes_with_no_other_kind_of_page(
    answers_file: Write, decision_aid: Program, beside: tuple[str, str]
) -> None:
    run = decision_aid("trace", answers_file(CBT), "--step", *beside)
    assert (run.code, run.out) == (2, "")
    assert "leave out --candidate and --format" in " ".join(run.err.split())


def test_json_of_one_candidate_has_the_rules_about_it(answers_file: Write, decision_aid: Program) -> None:
    arguments = ("trace", answers_file(CBT), "--format", "json")
    whole, about = (json.loads(decision_aid(*arguments, *more).out) for more in ((), ("--candidate", "ipt")))
    argues = [rule for rule in whole["rules"] if any(a["candidate"] == "ipt" for a in rule["arguments"])]
    assert 0 < len(argues) < len(whole["rules"])
    assert about == {**whole, "rules": argues}


@pytest.mark.parametrize(
    ("place", "key", "after"),
    [(0, " ", 1), (0, "b", 0), (1, "\x1b[D", 0), (1, "x", 1), (2, "n", 2), (1, "q", None), (1, "\x1b", None)],
)
def test_keys_turn_pages_and_stop_at_either_end(place: int, key: str, after: int | None) -> None:
    assert page_after(place, key, 3) == after
