"""The smallest changes are those that brute force finds, and none of them touches safety.

The brute force knows nothing of the compiled form: it lists the sheets that are one and two steps
away as `what_if` defines them, keeps those that the questionnaire accepts, and evaluates each.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from itertools import combinations, product
from random import Random
from typing import NamedTuple

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from decision_aid.answers import SKIPPED, Value
from decision_aid.compiled import Compiled
from decision_aid.engine import Lens, evaluate
from decision_aid.model import Impossible, Item, ItemType, RuleSet
from decision_aid.neighbours import Neighbours, Numbers, fixed_questions
from decision_aid.questionnaire import read
from decision_aid.suggestion import suggest
from decision_aid.what_if import Result, Way, smallest
from tests.properties.test_compiled import random_sheets
from tests.strategies import Sheet, conditions, is_valid, lenses, sheets, small_rule_sets

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


def changed(rules: RuleSet, sheet: Sheet, changes: Changes) -> dict[str, Value] | None:
    """The sheet with these changes; None where the questionnaire does not allow them."""
    closed_before = read(rules.items, sheet).closed
    new = {link_id: value for link_id, value in sheet.items() if link_id not in closed_before}
    new.update(changes)
    closed = read(rules.items, new).closed
    if any(link_id in closed for link_id, _ in changes):
        return None
    new = {link_id: value for link_id, value in new.items() if link_id not in closed}
    return new if is_valid(rules, new) else None


def results(rules: RuleSet, sheet: Sheet, lens: Lens) -> Results | None:
    """What each decision comes to; None where nothing is weighed."""
    suggestion = suggest(evaluate(rules, sheet, lens))
    if not suggestion.conclusions:
        return None
    found: dict[str, Result | None] = {}
    for decision in rules.decisions:
        conclusion = suggestion.conclusion(decision.id)
        order = [candidate.id for candidate in decision.candidates]
        found[decision.id] = conclusion and Result(
            conclusion.outcome, tuple(sorted(conclusion.favoured, key=order.index))
        )
    return found


def brute_force(rules: RuleSet, sheet: Sheet, lens: Lens, most: int) -> set[Found]:
    """Every set of changes, and for each decision whether it is changed by the whole and by no part."""
    now = results(rules, sheet, lens)
    assert now
    differing: dict[Changes, set[str]] = {}
    found: set[Found] = set()
    for changes, parts in sorted(sets_of_changes(rules, sheet, most), key=lambda one: len(one[1])):
        new = changed(rules, sheet, changes)
        after = results(rules, new, lens) if new is not None else None
        if after is not None:
            differing[changes] = {name for name in after if after[name] != now[name]}
            by_a_part = set().union(*(differing.get(part, set()) for part in parts))
            found |= {Found(name, changes, after[name]) for name in differing[changes] - by_a_part}
    return found


def sets_of_changes(rules: RuleSet, sheet: Sheet, most: int) -> Iterator[tuple[Changes, list[Changes]]]:
    """All changes of up to two steps, with the single steps of which they are made up."""
    fixed = fixed_questions(rules)
    closed = read(rules.items, sheet).closed
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


def told(rules: RuleSet, sheet: Sheet, lens: Lens, most: int) -> set[Found]:
    """What `what_if` says, each answer by itself."""
    return {
        Found(one.decision.id, changes, way.result)
        for one in smallest(Neighbours(Compiled(rules), sheet, lens), most)
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


def weighed(rules: RuleSet, sheet: Sheet) -> bool:
    return evaluate(rules, sheet).safe


# --- laws ---------------------------------------------------------------------------------------


@given(st.data(), lenses)
@settings(max_examples=300)
def test_small_rule_sets(data: st.DataObject, lens: Lens) -> None:
    rules = data.draw(small_rule_sets())
    if data.draw(st.booleans()):
        rules = rules._replace(impossible=(Impossible(data.draw(conditions(rules.items)), "No."),))
    if data.draw(st.booleans()):
        rules = rules._replace(items=tuple(item._replace(max_choices=2) for item in rules.items))
    sheet = data.draw(sheets(rules))
    assume(is_valid(rules, sheet) and weighed(rules, sheet))
    assert told(rules, sheet, lens, 2) == brute_force(rules, sheet, lens, 2)


def weighed_sheets(rules: RuleSet, number: int, seed: int) -> Iterator[Sheet]:
    for sheet in random_sheets(rules, 100_000, Random(seed)):
        if weighed(rules, sheet):
            yield sheet
            number -= 1
        if not number:
            return


@pytest.mark.parametrize("seed", range(4))
def test_every_single_change_of_the_shipped_rule_set(shipped: RuleSet, seed: int) -> None:
    for sheet in weighed_sheets(shipped, 15, seed):
        for lens in Lens:
            assert told(shipped, sheet, lens, 1) == brute_force(shipped, sheet, lens, 1)


@pytest.mark.parametrize("seed", range(10, 12))
def test_every_two_changes_of_the_shipped_rule_set(shipped: RuleSet, seed: int) -> None:
    for sheet in weighed_sheets(shipped, 1, seed):
        assert told(shipped, sheet, Lens.CHECKED, 2) == brute_force(shipped, sheet, Lens.CHECKED, 2)
