"""The trace holds all that was weighed, and names nothing while safety comes first."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from itertools import pairwise, product
from textwrap import wrap
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from decision_aid.cli.stepping import keys_at
from decision_aid.commands.trace.page import candidate_page, step_pages
from decision_aid.engine.evaluate import evaluate, rules_in
from decision_aid.engine.suggest import Suggestion, suggest
from decision_aid.engine.trace import walk
from decision_aid.engine.verdicts import Truth
from decision_aid.model.lens import Lens
from decision_aid.model.library import Case
from decision_aid.model.report import Bars, Bullets, Reason, Table
from decision_aid.model.rules import Action
from decision_aid.rendering.text import parted, plain
from decision_aid.wording.help import HELP_AT_ANY_TIME
from decision_aid.wording.result_record import result_record
from decision_aid.wording.safety import PLAIN_ACTIONS, first_of_all, gate_message
from decision_aid.wording.trace import steps_by_theme, trace_page
from decision_aid.wording.trace_parts import signed
from decision_aid.wording.trace_record import trace_record
from tests.outputs import as_read
from tests.pages import result
from tests.strategies import (
    HARMLESS,
    HARMLESS_SHEET,
    Sheet,
    lenses,
    sheets,
    shipped_rule_set,
    shipped_safe_sheets,
    shipped_sheets,
    shipped_unsafe_sheets,
    small_rule_sets,
)

CANDIDATES = tuple(shipped_rule_set().candidate)


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
        if decision["when_favored"] and decision["when_favored"] not in decisions["approach"]["favored"]:
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
        favored = [c for c, net in nets.items() if 0 < net == best]
        behind = {c for c, net in nets.items() if net > 0 and 0 < best - net <= record["tie_margin"]}
        outcome = ("no_support", "favored", "level")[min(len(favored), 2)]
        if number == 0 and len(favored) == len(nets):
            favored = []
        decisions[decision["id"]] = {"nets": nets, "outcome": outcome, "favored": favored, "behind": behind}
    return decisions


def counted_again(record: Mapping[str, Any]) -> dict[str, int]:
    """The support for each candidate as the sum of what is marked as counted."""
    support: dict[str, int] = {}
    for rule in record["rules"]:
        for argument in rule["arguments"]:
            weight = {"strong": 2, "weak": 1}[argument["strength"]] if argument["counted"] else 0
            sign = 1 if argument["direction"] == "for" else -1
            support[argument["candidate"]] = support.get(argument["candidate"], 0) + sign * weight
        assert all(rule["support"][candidate] == total for candidate, total in support.items())
    return support


@pytest.mark.parametrize("lens", Lens)
@given(shipped_sheets())
def test_what_is_printed_is_enough_to_weigh_it_all_again(lens: Lens, sheet: Sheet) -> None:
    suggestion = result(sheet, lens)
    said = result_record(suggestion)["decisions"]
    record = printed(suggestion)
    again = weighed_again(record)
    assert set(again) == set(said)
    for decision, found in again.items():
        if found is None:
            assert said[decision] == {}
            continue
        nets = {id: c["net_support"] for id, c in said[decision]["candidates"].items()}
        assert (found["nets"], found["outcome"]) == (nets, said[decision]["outcome"])
        assert (found["favored"], found["behind"]) == (
            said[decision]["favored"],
            set(said[decision]["close_behind"]),
        )
        assert nets.items() <= counted_again(record).items()


@given(st.data(), lenses)
def test_the_sums_end_at_the_net_support_and_each_silence_has_its_reason(
    data: st.DataObject, lens: Lens
) -> None:
    rules = data.draw(st.one_of(st.just(shipped_rule_set()), small_rule_sets()))
    harmless = HARMLESS if rules is shipped_rule_set() else None
    walked = walk(suggest(evaluate(rules, data.draw(sheets(rules, harmless)), lens)))
    sums = dict.fromkeys(rules.candidate, 0)
    for step in walked.steps:
        rule = step.judged.rule
        for traced in step.arguments:
            sums[traced.argument.candidate] += traced.adds
            heard_at_all = step.judged.holds and traced.strength is not None
            assert heard_at_all == (traced.counted or traced.counted_instead is not None)
            if traced.counted_instead and traced.strength:
                assert traced.counted_instead.counted
                assert traced.counted_instead.rule.theme == rule.theme
                assert (-traced.counted_instead.strength.weight, traced.counted_instead.rule.id) <= (
                    -traced.strength.weight,
                    rule.id,
                )
        assert dict(step.support) == sums
    for standing in walked.suggestion.evaluation.standings:
        assert sums[standing.candidate.id] == standing.net_support


@given(shipped_unsafe_sheets(), lenses)
def test_while_safety_comes_first_only_stops_are_told_of_that_hold_or_may(sheet: Sheet, lens: Lens) -> None:
    suggestion = result(sheet, lens)
    assume(not suggestion.conclusions)
    walked = walk(suggestion)
    assert walked.steps == ()
    assert all(judged.gate.action is Action.STOP for judged in walked.gates)
    if suggestion.evaluation.stops:
        assert walked.gates == suggestion.evaluation.stops
        return
    for judged in walked.gates:
        assert judged.when.truth is Truth.UNKNOWN
        assert set(judged.when.missing()) & set(suggestion.evaluation.unanswered_safety)


@given(shipped_sheets(), lenses, st.sampled_from([(100, 25), (40, 16)]))
def test_every_page_to_turn_fits_the_terminal(sheet: Sheet, lens: Lens, size: tuple[int, int]) -> None:
    columns, rows = size
    for page in step_pages(result(sheet, lens)):
        for part in parted(page, columns, rows):
            by_itself = sum(len(section.blocks) for section in part.sections) == 1
            assert len(plain(part, columns).splitlines()) <= rows or (by_itself and columns == 40)


@given(shipped_sheets(), lenses)
def test_what_stands_on_a_page_stands_on_its_parts(sheet: Sheet, lens: Lens) -> None:
    for page in step_pages(result(sheet, lens)):
        parts = list(parted(page, 80, 15))
        assert [b for part in parts for s in part.sections for b in s.blocks] == [
            block for section in page.sections for block in section.blocks
        ]
        assert all((part.title, part.stamps) == (page.title, page.stamps) for part in parts)
        assert [s.heading for part in parts for s in part.sections].count(HELP_AT_ANY_TIME) <= 1


@given(shipped_safe_sheets(), lenses)
def test_each_gate_is_told_as_it_came_out(sheet: Sheet, lens: Lens) -> None:
    suggestion = result(sheet, lens)
    assume(suggestion.conclusions)
    told, not_so = (
        section.blocks
        for section in trace_page(suggestion, ids=True, every=True).sections
        if section.heading == "Safety checks" or section.heading.startswith("Checks that didn't apply")
    )
    for judged in suggestion.evaluation.gates:
        name = f"{judged.gate.caption} [{judged.gate.id}]"
        lead = next((block.lead for block in told if isinstance(block, Reason) and block.text == name), None)
        no_trigger_and_released = judged.released and not judged.gate.has_trigger
        if judged.holds:
            assert lead in ("Advice to see someone", "Note")
        elif judged.when.truth is Truth.FALSE or no_trigger_and_released:
            assert lead is None
            assert sum(name in str(block) for block in not_so) == 1
        else:
            assert lead == (f"{PLAIN_ACTIONS[judged.gate.action]}, lifted" if judged.released else "Open")


@given(shipped_safe_sheets(), lenses)
def test_a_result_never_stands_without_its_referral(sheet: Sheet, lens: Lens) -> None:
    suggestion = result(sheet, lens)
    assume(suggestion.conclusions)
    referrals = [gate_message(suggestion, j) for j in suggestion.gates if j.gate.action is Action.REFER]
    for page in (trace_page(suggestion), candidate_page(suggestion, "ipt")):
        read = as_read(plain(page))
        assert all(" ".join(message.split()) in read for message in referrals)
    assert all(message in str(step_pages(suggestion)[0]) for message in referrals)


@given(shipped_safe_sheets(), lenses)
def test_every_rule_has_its_place_in_the_whole_walk(sheet: Sheet, lens: Lens) -> None:
    suggestion = result(sheet, lens)
    assume(suggestion.conclusions)
    whole = as_read(plain(trace_page(suggestion, ids=True, every=True)))
    for judged in suggestion.evaluation.rules:
        assert f"[{judged.rule.id}]" in whole
        waits = judged.verdict.truth is Truth.UNKNOWN
        assert not waits or all(f"[{question}]" in whole for question in judged.verdict.missing())


@given(shipped_safe_sheets(), lenses)
def test_what_held_is_told_with_what_it_added_and_what_did_not_is_counted(sheet: Sheet, lens: Lens) -> None:
    suggestion = result(sheet, lens)
    assume(suggestion.conclusions)
    walked = walk(suggestion)
    (held,) = (s for s in trace_page(suggestion, ids=True).sections if s.heading.startswith("What applied"))
    lines = [line for block in held.blocks if isinstance(block, Reason) for line in block.details]
    assert [re.findall(r"\[(.*?)\]", line)[0] for line in lines] == [
        step.judged.rule.id for step in walked.steps if step.judged.holds
    ]
    told = str(held)
    by_theme = steps_by_theme(walked)
    for theme, steps in by_theme.items():
        truths = [step.judged.verdict.truth for step in steps]
        if Truth.TRUE in truths:
            did_not = f", {truths.count(Truth.FALSE)} didn't" if Truth.FALSE in truths else ""
            assert f"[{theme}] ({truths.count(Truth.TRUE)} applied{did_not})" in told
    for step in walked.steps:
        if step.judged.verdict.truth is Truth.UNKNOWN:
            assert all(f"[{question}]" in told for question in step.judged.verdict.missing())


@given(shipped_safe_sheets(), lenses)
def test_the_table_of_sums_comes_first_and_adds_up(sheet: Sheet, lens: Lens) -> None:
    suggestion = result(sheet, lens)
    assume(suggestion.conclusions)
    page = trace_page(suggestion)
    first = next(s for s in page.sections if s.heading not in {f.heading for f in first_of_all(suggestion)})
    table = next(block for block in first.blocks if isinstance(block, Table))
    columns = [[int(row.cells[place][0].replace("·", "0")) for row in table.rows] for place in range(3)]
    standings = suggestion.conclusions[0].standings
    assert [total for *_, total in columns] == [standing.net_support for standing in standings]
    assert [sum(themes) for *themes, _ in columns] == [standing.net_support for standing in standings]
    for conclusion in suggestion.conclusions[1:]:
        (line,) = (
            e
            for b in first.blocks
            if isinstance(b, Bullets)
            for e in b.entries
            if conclusion.decision.caption in e
        )
        assert all(f"{s.candidate.short} {signed(s.net_support)}" in line for s in conclusion.standings)


@given(shipped_safe_sheets(), lenses, st.booleans())
def test_each_theme_has_a_screen_whose_bars_are_its_sums(sheet: Sheet, lens: Lens, ask: bool) -> None:
    suggestion = result(sheet, lens)
    assume(suggestion.conclusions)
    screens = step_pages(suggestion, ids=True, ask=ask)
    walked = walk(suggestion)
    held = [step.judged.rule.id for step in walked.steps if step.judged.holds]
    assert len(screens) <= 14
    told = [screen for screen in screens[1:-1] if any(s.heading.startswith("Why") for s in screen.sections)]
    why = [
        block for screen in told for s in screen.sections for block in s.blocks if isinstance(block, Reason)
    ]
    assert [block.lead.partition(" [")[2].rstrip("]") for block in why] == held
    assert len(screens) == 2 + len(told)
    sums = [
        block for screen in screens for s in screen.sections for block in s.blocks if isinstance(block, Bars)
    ]
    for bars in sums:
        assert all(bar.length == int(bar.text) for bar in bars.bars)
    if sums:
        last = {bar.name: bar.length for bar in sums[-1].bars}
        for standing in suggestion.conclusions[0].standings:
            assert last[standing.candidate.short] == standing.net_support
    for before, shown in pairwise(screens[:-1]):
        assert [section.heading == f"Next: {shown.title}" for section in before.sections[-1:]] == [ask]


@given(shipped_safe_sheets(), lenses)
def test_a_class_reads_each_answer_once_before_it_is_asked(sheet: Sheet, lens: Lens) -> None:
    suggestion = result(sheet, lens)
    assume(suggestion.conclusions)
    for screen in step_pages(suggestion, ask=True)[:-1]:
        blocks = [b for s in screen.sections if s.heading.startswith("Next: ") for b in s.blocks]
        answers = [entry for block in blocks if isinstance(block, Bullets) for entry in block.entries]
        labels = [label for answer in answers for label in answer.partition(": ")[0].split(", ")]
        assert len(set(labels)) == len(labels)


def test_no_two_screens_of_a_walk_are_the_same() -> None:
    for case in SAFE_CASES:
        for ask in (False, True):
            pages = step_pages(result(case.answers), ask=ask)
            parts = [part for page in pages for part in parted(page, 100, 25)]
            assert len({plain(part, 100) for part in parts}) == len(parts), case.id
            assert not any(part.sections[0].close for part in parts), "it would cling to the title"


SAFE_CASES = [case for case in shipped_rule_set().library.cases if result(case.answers).conclusions]


@given(shipped_safe_sheets(), lenses)
def test_a_walk_counts_for_no_candidate_that_is_not_compared(sheet: Sheet, lens: Lens) -> None:
    suggestion = result(sheet, lens)
    compared = {s.candidate.short for c in suggestion.conclusions for s in c.standings}
    others = {c.short for c in suggestion.evaluation.rule_set.candidate.values()} - compared
    walked = "\n".join(plain(page, 500) for page in step_pages(suggestion))
    assert not re.search(rf"\b({'|'.join(map(re.escape, others)) or '(?!)'}) [+-]\d", walked)


def test_a_question_to_a_class_stays_with_its_answers() -> None:
    for case, rows in product(SAFE_CASES, (20, 25)):
        for page in step_pages(result(case.answers), ask=True):
            for part in parted(page, 80, rows):
                asked = [section for section in part.sections if section.heading.startswith("Next: ")]
                assert all(len(section.blocks) == 2 for section in asked), case.id


@pytest.mark.parametrize("case", SAFE_CASES, ids=lambda case: case.id)
def test_no_worked_case_takes_more_than_80_lines_or_14_screens(case: Case) -> None:
    suggestion = result(case.answers)
    assert plain(trace_page(suggestion), 80).count("\n") <= 80
    for columns, rows, ask in product((100, 80), (30, 24), (False, True)):
        keys = len(wrap(keys_at(1, pages=9, choices=9), columns))
        pages = step_pages(suggestion, ask=ask)
        assert sum(1 for page in pages for _ in parted(page, columns, rows - keys - 3)) <= 14


@given(shipped_safe_sheets(), lenses)
def test_the_story_of_each_candidate_tells_every_argument_about_it(sheet: Sheet, lens: Lens) -> None:
    suggestion = result(sheet, lens)
    assume(suggestion.conclusions)
    for candidate in CANDIDATES:
        told = as_read(plain(candidate_page(suggestion, candidate, ids=True)))
        for rule in rules_in(lens, suggestion.evaluation.rule_set):
            argues = any(argument.candidate == candidate for argument in rule.arguments)
            assert not argues or f"[{rule.id}]" in told


def test_the_story_speaks_of_what_waits_as_the_lens_weighs_it() -> None:
    """An open rule that rests on what practices report is left out by the lens of research."""
    sheet: Sheet = {**HARMLESS_SHEET, "perinatal": "no"}
    checked, research = (
        next(
            section
            for section in candidate_page(result(sheet, lens), "psychodynamic", ids=True).sections
            if section.heading == "What is missing"
        )
        for lens in (Lens.CHECKED, Lens.RESEARCH)
    )
    assert "left out" not in str(checked)
    assert "For, left out by this lens" in [
        block.lead for block in research.blocks if isinstance(block, Reason)
    ]
