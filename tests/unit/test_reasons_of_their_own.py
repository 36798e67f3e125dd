"""Each argument has a reason of its own, shown under its own candidate and nowhere else."""

from __future__ import annotations

import json

import pytest

from decision_aid.commands.cases.find import exercise_in, feedback_on
from decision_aid.commands.cases.page import feedback_page
from decision_aid.commands.rules.show.page import pages_of
from decision_aid.commands.trace.page import candidate_page
from decision_aid.commands.worksheet.page import worksheet_page
from decision_aid.engine.suggest import Suggestion
from decision_aid.engine.trace import walk
from decision_aid.model.library import Case
from decision_aid.model.report import Reason, Report
from decision_aid.model.rules import Argument, Direction, Rules, Strength
from decision_aid.rendering.text import plain
from decision_aid.wording.result import report
from decision_aid.wording.result_record import result_record
from decision_aid.wording.trace_record import trace_record
from tests.builders import outcome_of, rule, rule_set, says, with_library
from tests.outputs import as_read

REASONS = {"a": "It is what a does well.", "b": "It is what b does too.", "c": "It is what c leaves out."}

DIRECTIONS = {"a": Direction.FOR, "b": Direction.FOR, "c": Direction.AGAINST}


def argument(candidate: str) -> Argument:
    return Argument(candidate, DIRECTIONS[candidate], Strength.WEAK, REASONS[candidate])


@pytest.fixture
def rules() -> Rules:
    """One rule that argues about three candidates."""
    return rule_set(rules=[rule("r", says("q", "yes"), *map(argument, REASONS))])


@pytest.fixture
def suggestion(rules: Rules) -> Suggestion:
    return outcome_of(rules, q="yes")


def reasons_in(page: Report, heading: str) -> list[str]:
    """The reasons that stand under a heading."""
    return [
        block.text
        for section in page.sections
        if section.heading == heading
        for block in section.blocks
        if isinstance(block, Reason)
    ]


def test_a_result_gives_each_candidate_its_own_reason(suggestion: Suggestion) -> None:
    for candidate, because in REASONS.items():
        assert [text.partition(" · ")[0] for text in reasons_in(report(suggestion), candidate)] == [because]


def test_so_does_its_json(suggestion: Suggestion) -> None:
    candidates = result_record(suggestion)["decisions"]["approach"]["candidates"]
    for candidate, because in REASONS.items():
        assert [one["because"] for one in candidates[candidate]["arguments"]] == [because]


def test_a_worksheet_names_the_candidate_before_its_reason(suggestion: Suggestion) -> None:
    page = as_read(plain(worksheet_page(suggestion)))
    for candidate in ("a", "b"):
        below = page.split(f"Reasons for {candidate}, and where each comes from: ")[1]
        assert below.startswith(f"For: {REASONS[candidate]}")


@pytest.mark.parametrize("candidate", REASONS)
def test_the_story_of_a_candidate_tells_no_reason_of_another(suggestion: Suggestion, candidate: str) -> None:
    page = as_read(plain(candidate_page(suggestion, candidate)))
    assert [because for because in REASONS.values() if because in page] == [REASONS[candidate]]


def test_the_walk_in_json_has_each_reason_once(suggestion: Suggestion) -> None:
    (step,) = trace_record(walk(suggestion))["rules"]
    assert {one["candidate"]: one["because"] for one in step["arguments"]} == REASONS


def test_the_page_of_a_rule_names_the_candidate_before_its_reason(rules: Rules) -> None:
    (page,) = pages_of(rules, "r")
    told = as_read(plain(page))
    for candidate, because in REASONS.items():
        assert f"{DIRECTIONS[candidate].capitalize()} {candidate}: {because} Weakly." in told
    assert all(told.count(because) == 1 for because in REASONS.values())


def test_a_class_reads_each_reason_beside_its_candidate(rules: Rules) -> None:
    case = Case("one", "One", "A story.", {"q": "yes"}, "suggestion", (), {})
    exercise = exercise_in(with_library(rules, cases=(case,)), case)
    told = as_read(plain(feedback_page(exercise, feedback_on(exercise, ["a", "b"], ["r"]), None)))
    for candidate, because in REASONS.items():
        assert f"{DIRECTIONS[candidate].capitalize()} {candidate}, weak: {because}" in told
    assert json.dumps(told).count("It is what") == len(REASONS)
