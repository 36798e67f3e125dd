"""The trace holds all that was weighed, and names nothing while safety comes first."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import assume, given

from decision_aid.conditions import Truth
from decision_aid.engine import Lens, evaluate
from decision_aid.explaining.trace import steps, trace
from decision_aid.model import Action, RuleSet
from decision_aid.rendering.json import as_mapping
from decision_aid.rendering.markdown import markdown
from decision_aid.rendering.text import plain
from decision_aid.rendering.trace import trace_record
from decision_aid.suggestion import Suggestion, suggest
from decision_aid.trace import walk
from tests.outputs import as_read, candidates_named_in
from tests.strategies import Sheet, lenses, sheets, shipped_rule_set, shipped_sheets

CANDIDATES = tuple(shipped_rule_set().candidate)


def result(sheet: Sheet, lens: Lens = Lens.CHECKED) -> Suggestion:
    return suggest(evaluate(shipped_rule_set(), sheet, lens))


def printed(suggestion: Suggestion) -> dict[str, Any]:
    """The trace as a reader of its JSON has it."""
    record: dict[str, Any] = json.loads(json.dumps(trace_record(walk(suggestion))))
    return record


def weighed_again(record: Mapping[str, Any]) -> dict[str, Any]:
    """Net support and outcomes, worked out by the words of the guide from the printed arguments alone."""
    strongest: dict[tuple[str, str, str], int] = {}
    for rule in record["rules"]:
        for argument in rule["arguments"] if rule["truth"] == "true" else ():
            if argument["strength"]:
                voice = (rule["theme"], argument["candidate"], argument["direction"])
                weight = {"strong": 2, "weak": 1}[argument["strength"]]
                strongest[voice] = max(strongest.get(voice, 0), weight)
    decisions: dict[str, Any] = {}
    for number, decision in enumerate(record["decisions"]):
        if decision["when_favoured"] and decision["when_favoured"] not in decisions["approach"]["favoured"]:
            decisions[decision["id"]] = None
            continue
        nets = {
            candidate: sum(
                weight if direction == "for" else -weight
                for (_, about, direction), weight in strongest.items()
                if about == candidate
            )
            for candidate in decision["candidates"]
        }
        best = max(nets.values())
        level = sorted(c for c, net in nets.items() if net > 0 and best - net <= record["tie_margin"])
        outcome = ("no_support", "favoured", "level")[min(len(level), 2)]
        everyone = number == 0 and len(level) == len(nets)
        decisions[decision["id"]] = {"nets": nets, "outcome": outcome, "favoured": [] if everyone else level}
    return decisions


@given(shipped_sheets(), lenses)
def test_what_is_printed_is_enough_to_weigh_it_all_again(sheet: Sheet, lens: Lens) -> None:
    suggestion = result(sheet, lens)
    said = as_mapping(suggestion)["decisions"]
    again = weighed_again(printed(suggestion))
    assert set(again) == set(said)
    for decision, found in again.items():
        if found is None:
            assert said[decision] == {}
            continue
        nets = {id: c["net_support"] for id, c in said[decision]["candidates"].items()}
        assert (found["nets"], found["outcome"]) == (nets, said[decision]["outcome"])
        assert found["favoured"] == sorted(said[decision]["favoured"])


@given(shipped_sheets(), lenses)
def test_the_sums_end_at_the_net_support_and_what_is_counted_adds_up_to_each(
    sheet: Sheet, lens: Lens
) -> None:
    walked = walk(result(sheet, lens))
    sums = dict.fromkeys(CANDIDATES, 0)
    for step in walked.steps:
        for heard in step.heard:
            if heard.counted and heard.strength:
                weight = heard.strength.weight
                sums[heard.argument.candidate] += weight if heard.argument.direction == "for" else -weight
            assert heard.counted or heard.strength is None or heard.voice is not None
        assert dict(step.support) == sums
    for standing in walked.suggestion.evaluation.standings:
        assert sums[standing.candidate.id] == standing.net_support


@given(sheets(shipped_rule_set()), lenses)
def test_nothing_is_named_while_safety_comes_first(sheet: Sheet, lens: Lens) -> None:
    suggestion = result(sheet, lens)
    assume(not suggestion.conclusions)
    pages = [
        trace(suggestion, ids=ids, candidate=one) for ids in (False, True) for one in (None, *CANDIDATES)
    ]
    outputs = [("text", plain(page)) for page in (*pages, *steps(suggestion))]
    outputs += [("markdown", markdown(pages[0])), ("json", json.dumps(trace_record(walk(suggestion))))]
    for format, output in outputs:
        assert not candidates_named_in(format, output, shipped_rule_set())
        assert "988" in as_read(output)


def test_every_page_to_turn_fits_a_projector(shipped: RuleSet) -> None:
    for case in shipped.cases:
        suggestion = suggest(evaluate(shipped, case.answers))
        if suggestion.conclusions:
            assert max(len(plain(page, 100).splitlines()) for page in steps(suggestion)) <= 30 - 3, case.id


@given(shipped_sheets(), lenses)
def test_every_rule_has_a_page_to_turn_and_a_place_in_the_walk(sheet: Sheet, lens: Lens) -> None:
    suggestion = result(sheet, lens)
    assume(suggestion.conclusions)
    rules = suggestion.evaluation.rule_set.rules
    whole = as_read(plain(trace(suggestion, ids=True)))
    refers = any(judged.gate.action is Action.REFER for judged in suggestion.gates)
    assert len(steps(suggestion)) == len(rules) + 3 + refers
    for judged in suggestion.evaluation.rules:
        assert f"[{judged.rule.id}]" in whole
        waits = judged.verdict.truth is Truth.UNKNOWN
        assert not waits or all(f"[{question}]" in whole for question in judged.verdict.missing())


@pytest.mark.parametrize("candidate", CANDIDATES)
@given(shipped_sheets(), lenses)
def test_the_story_of_one_candidate_tells_every_argument_about_it(
    candidate: str, sheet: Sheet, lens: Lens
) -> None:
    suggestion = result(sheet, lens)
    assume(suggestion.conclusions)
    told = as_read(plain(trace(suggestion, ids=True, candidate=candidate)))
    for rule in suggestion.evaluation.rule_set.rules:
        argues = any(argument.candidate == candidate for argument in rule.arguments)
        assert not argues or f"[{rule.id}]" in told
