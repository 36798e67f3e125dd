"""The smallest changes are those that brute force finds, and none of them touches safety.

The brute force knows nothing of the compiled form: it lists the sheets that are one and two steps
away as `what_if` defines them, keeps those that the questionnaire accepts, and evaluates each.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from itertools import combinations, islice, product
from random import Random
from typing import NamedTuple

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from decision_aid.commands.what_if.find import Way, smallest_changes, ways_toward
from decision_aid.engine.evaluate import evaluate
from decision_aid.engine.questionnaire import read
from decision_aid.engine.safety_questions import safety_questions
from decision_aid.engine.suggest import Result, Sturdiness, suggest
from decision_aid.model.answers import SKIPPED, Value
from decision_aid.model.conditions import questions_in
from decision_aid.model.lens import Lens
from decision_aid.model.rules import Action, Impossible, Item, ItemType, Rules
from decision_aid.proving.compiled import Compiled
from decision_aid.proving.neighbors import Neighbors, Numbers, fixed_questions
from decision_aid.proving.sturdiness import sturdiness
from tests.properties.test_compiled import random_sheets
from tests.strategies import (
    Sheet,
    conditions,
    is_valid,
    lenses,
    sheets,
    shipped_rule_set,
    shipped_safe_sheets,
    small_rule_sets,
)

Changes = frozenset[tuple[str, Value]]
Results = Mapping[str, Result | None]


class Found(NamedTuple):
    """A smallest set of changes, by the decision that it changes."""

    decision: str
    changes: Changes
    result: Result | None


# --- brute force --------------------------------------------------------------------------------


def lists(item: Item) -> list[tuple[str, ...]]:
    """Every answer to a multiple-choice question."""
    alone = {option.code for option in item.answer_options if option.exclusive}
    most = item.max_choices or len(item.codes)
    several = [c for n in range(1, most + 1) for c in combinations(item.codes, n)]
    return [codes for codes in several if len(codes) == 1 or alone.isdisjoint(codes)]


def one_step(item: Item, before: tuple[str, ...], after: tuple[str, ...]) -> bool:
    """Whether a list is one step from another, which may be empty."""
    gone, come = set(before) - set(after), set(after) - set(before)
    alone = {option.code for option in item.answer_options if option.exclusive}
    if alone & (gone | come):
        return len(after) == 1 and bool(come)
    swapped = len(gone) == len(come) == 1 and len(before) == item.max_choices
    return len(gone) + len(come) == 1 or swapped


@cache
def distances(item: Item, before: Value | None) -> Mapping[Value, tuple[int, frozenset[Value]]]:
    """Answers one or two steps away, with the answers between."""
    if item.type is ItemType.INTEGER:
        numbers = range(item.minimum, item.maximum + 1)
        return {number: (1, frozenset()) for number in numbers if number != before}
    if item.type is ItemType.CHOICE:
        return {code: (1, frozenset()) for code in item.codes if code != before}
    here = before if isinstance(before, tuple) else ()
    others = [codes for codes in lists(item) if set(codes) != set(here)]
    near = [codes for codes in others if one_step(item, here, codes)]
    found: dict[Value, tuple[int, frozenset[Value]]] = {codes: (1, frozenset()) for codes in near}
    for codes in others:
        between: frozenset[Value] = frozenset(n for n in near if one_step(item, n, codes))
        if codes not in near and between:
            found[codes] = (2, between)
    return found


def changed(rules: Rules, sheet: Sheet, changes: Changes) -> dict[str, Value] | None:
    """The sheet with these changes; None where the questionnaire does not allow them.

    A question that is not put to people has no answer to change, though a file may hold one.
    """
    closed_before = read(rules, sheet).closed
    new = {link_id: value for link_id, value in sheet.items() if link_id not in closed_before}
    answered = set(new)
    new.update(changes)
    for link_id in {link_id for link_id, _ in changes} - answered:
        if link_id in read(rules, {id: value for id, value in new.items() if id != link_id}).closed:
            return None
    closed = read(rules, new).closed
    if any(link_id in closed for link_id, _ in changes):
        return None
    new = {link_id: value for link_id, value in new.items() if link_id not in closed}
    return new if is_valid(rules, new) else None


def results(rules: Rules, sheet: Sheet, lens: Lens) -> Results | None:
    """What each decision comes to; None where nothing is weighed."""
    suggestion = suggest(evaluate(rules, sheet, lens))
    if not suggestion.conclusions:
        return None
    found: dict[str, Result | None] = {}
    for decision in rules.decisions:
        conclusion = suggestion.conclusion(decision.id)
        order = [candidate.id for candidate in decision.candidates]
        found[decision.id] = conclusion and Result(
            conclusion.outcome,
            *(tuple(sorted(ids, key=order.index)) for ids in (conclusion.favored, conclusion.close_behind)),
        )
    return found


def brute_force(rules: Rules, sheet: Sheet, lens: Lens, most: int) -> set[Found]:
    """Every set of changes, and for each decision whether it is changed by the whole and by no part.

    A part that changes only who is close behind is no reason to leave out a whole that changes who is ahead.
    """
    now = results(rules, sheet, lens)
    assert now
    anyhow: dict[Changes, set[str]] = {}
    ahead: dict[Changes, set[str]] = {}
    found: set[Found] = set()
    for changes, parts in sorted(sets_of_changes(rules, sheet, most), key=lambda one: len(one[1])):
        new = changed(rules, sheet, changes)
        after = results(rules, new, lens) if new is not None else None
        if after is not None:
            anyhow[changes] = {name for name in after if after[name] != now[name]}
            ahead[changes] = {name for name in after if who_is_ahead(after[name]) != who_is_ahead(now[name])}
            for name in anyhow[changes]:
                by_parts = ahead if name in ahead[changes] else anyhow
                if not any(name in by_parts.get(part, ()) for part in parts):
                    found.add(Found(name, changes, after[name]))
    return found


def who_is_ahead(result: Result | None) -> object:
    return result and (result.outcome, result.favored)


def sets_of_changes(rules: Rules, sheet: Sheet, most: int) -> Iterator[tuple[Changes, list[Changes]]]:
    """All changes of up to two steps, with the single steps of which they are made up."""
    fixed = fixed_questions(rules)
    closed = read(rules, sheet).closed
    single: dict[str, list[Changes]] = {}
    for item in rules.items:
        link_id = item.link_id
        before = None if link_id in closed or sheet.get(link_id) == SKIPPED else sheet.get(link_id)
        for value, (steps, via) in () if link_id in fixed else distances(item, before).items():
            changes = frozenset({(link_id, value)})
            if steps == 1:
                single.setdefault(link_id, []).append(changes)
                yield changes, []
            elif most == 2:
                yield changes, [frozenset({(link_id, between)}) for between in via]
    for first, second in combinations(single, 2) if most == 2 else ():
        yield from ((one | other, [one, other]) for one, other in product(single[first], single[second]))


def told(rules: Rules, sheet: Sheet, lens: Lens, most: int) -> set[Found]:
    """What `what_if` says, each answer by itself."""
    return {
        Found(one.decision.id, changes, way.result)
        for one in smallest_changes(Neighbors(Compiled(rules), sheet, lens), most)
        for way in one.ways
        for changes in each_of(way)
    }


def each_of(way: Way) -> Iterator[Changes]:
    values = [
        [
            (change.question, one)
            for value in change.values
            for one in (range(value.least, value.most + 1) if isinstance(value, Numbers) else [value])
        ]
        for change in way.changes
    ]
    return map(frozenset, product(*values))


def weighed(rules: Rules, sheet: Sheet) -> bool:
    return evaluate(rules, sheet).safe


# --- laws ---------------------------------------------------------------------------------------


@given(st.data(), lenses)
@settings(max_examples=settings().max_examples * 3)
def test_small_rule_sets(data: st.DataObject, lens: Lens) -> None:
    rules = data.draw(small_rule_sets())
    if data.draw(st.booleans()):
        rules = rules._replace(impossible=(Impossible(data.draw(conditions(rules.items)), "No."),))
    if data.draw(st.booleans()):
        rules = rules._replace(items=tuple(item._replace(max_choices=2) for item in rules.items))
    sheet = data.draw(sheets(rules))
    assume(is_valid(rules, sheet) and weighed(rules, sheet))
    assert told(rules, sheet, lens, 2) == brute_force(rules, sheet, lens, 2)


def weighed_sheets(rules: Rules, number: int, seed: int) -> Iterator[Sheet]:
    for sheet in random_sheets(rules, 100_000, Random(seed)):
        if weighed(rules, sheet):
            yield sheet
            number -= 1
        if not number:
            return


@pytest.mark.parametrize(
    ("number", "seed"), [(1, 0), *(pytest.param(4, seed, marks=pytest.mark.exhaustive) for seed in range(4))]
)
def test_every_single_change_of_the_shipped_rule_set(shipped: Rules, number: int, seed: int) -> None:
    for sheet in weighed_sheets(shipped, number, seed):
        for lens in Lens:
            assert told(shipped, sheet, lens, 1) == brute_force(shipped, sheet, lens, 1)


@pytest.mark.exhaustive
def test_every_two_changes_of_the_shipped_rule_set(shipped: Rules) -> None:
    for sheet in weighed_sheets(shipped, 1, seed=10):
        assert told(shipped, sheet, Lens.CHECKED, 2) == brute_force(shipped, sheet, Lens.CHECKED, 2)


@given(st.data(), lenses, st.sampled_from(["a", "b", "c", "d", "f"]))
def test_the_nearest_way_to_a_candidate(data: st.DataObject, lens: Lens, candidate: str) -> None:
    rules = data.draw(small_rule_sets())
    sheet = data.draw(sheets(rules))
    assume(weighed(rules, sheet))
    found = ways_toward(Neighbors(Compiled(rules), sheet, lens), candidate, 2)
    now = results(rules, sheet, lens)
    decision = next(d.id for d in rules.decisions if candidate in (c.id for c in d.candidates))
    assert now
    assert found.already == favors(now[decision], candidate)
    if found.already:
        return
    told_so = {changes for way in found.ways for changes in each_of(way)}
    steps = found.ways[0].steps if found.ways else 3
    leading = {
        (2 if any(parts) else 1, changes)
        for changes, parts in sets_of_changes(rules, sheet, 2)
        if (new := changed(rules, sheet, changes)) is not None
        and (after := results(rules, new, lens)) is not None
        and favors(after[decision], candidate)
    }
    assert min((distance for distance, _ in leading), default=3) == steps
    assert told_so <= {changes for distance, changes in leading if distance == steps}
    for way in found.ways:
        assert favors(way.result, candidate)


def favors(result: Result | None, candidate: str) -> bool:
    return result is not None and candidate in result.favored


# --- safety -------------------------------------------------------------------------------------


@given(small_rule_sets())
def test_no_change_can_touch_what_stops(rules: Rules) -> None:
    fixed = fixed_questions(rules)
    assert fixed.issuperset(safety_questions(rules))
    for gate in rules.gates:
        if gate.action is Action.STOP:
            assert fixed.issuperset(questions_in(gate.when))
            assert fixed.issuperset(questions_in(gate.unless) if gate.unless else ())


def test_no_safety_answer_of_the_shipped_rules_is_ever_changed(shipped: Rules) -> None:
    fixed = fixed_questions(shipped)
    sections = ("Safety first", "What you wrote")
    asked_for_safety = {item.link_id for item in shipped.items if item.section in sections}
    assert fixed == asked_for_safety | {"setting", "own_concern"}


@pytest.mark.exhaustive
@settings(max_examples=settings().max_examples * 2 // 5)
@given(shipped_safe_sheets(), lenses, st.sampled_from(["psychodynamic", "cbt", "ipt", "combined", "short"]))
def test_no_proposal_has_a_safety_answer(sheet: Sheet, lens: Lens, candidate: str) -> None:
    rules = shipped_rule_set()
    assume(weighed(rules, sheet))
    near = Neighbors(Compiled(rules), sheet, lens)
    ways = [way for one in smallest_changes(near) for way in one.ways]
    ways += ways_toward(near, candidate, 2).ways
    for way in ways:
        assert {change.question for change in way.changes}.isdisjoint(fixed_questions(rules))
        for changes in islice(each_of(way), 3):
            new = changed(rules, sheet, changes)
            assert new is not None
            assert weighed(rules, new)


@given(st.data(), lenses)
def test_a_result_is_as_sturdy_as_the_nearest_sheets_that_put_others_ahead(
    data: st.DataObject, lens: Lens
) -> None:
    rules = data.draw(small_rule_sets())
    sheet = data.draw(sheets(rules))
    assume(weighed(rules, sheet))
    suggestion = suggest(evaluate(rules, sheet, lens))
    best = set(suggestion.conclusions[0].favored)
    found = sturdiness(suggestion)
    if not best:
        assert found is None
        return
    reached = [
        (2 if any(parts) else 1, main)
        for changes, parts in sets_of_changes(rules, sheet, 2)
        if (new := changed(rules, sheet, changes)) is not None
        and (after := results(rules, new, lens)) is not None
        and (main := after[rules.decisions[0].id]) is not None
    ]
    others_ahead = (answers for answers, main in reached if set(main.favored) != best)
    gone = (answers for answers, main in reached if best.isdisjoint((*main.favored, *main.close_behind)))
    assert found == Sturdiness(min(others_ahead, default=None), min(gone, default=None), 2)
