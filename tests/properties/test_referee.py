"""Both provers, where a rule set has all that can stand in the way of a sheet.

`test_provers` asks of plain rule sets; here answers exclude each other, the setting opens questions,
choices are limited, and the tie margin varies.
"""

from __future__ import annotations

import sys

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from decision_aid.model.answers import SETTING
from decision_aid.model.conditions import AllOf
from decision_aid.model.problems import DecisionAidError
from decision_aid.model.rules import Impossible, Item, ItemType, Rules
from decision_aid.proving.compiled import Compiled
from decision_aid.proving.search import Answer, ask
from decision_aid.proving.statements import (
    FIRST,
    SECOND,
    Asked,
    Change,
    Every,
    GateHolds,
    Query,
    RuleHolds,
    Some,
    Unanswered,
    Weighed,
)
from decision_aid.proving.z3_prover import Z3Prover
from tests.brute_force import is_there, is_true, number_of_tries
from tests.builders import gate, question, rule, rule_set, says
from tests.properties.test_provers import statements
from tests.strategies import among, answers_to, conditions, is_valid, rules_on, small_rule_sets, up_to

MOST_TRIED = 800


@st.composite
def crowded_rule_sets(draw: st.DrawFn) -> Rules:
    """A small rule set with a setting, limits on choices, and answers that cannot be true together."""
    rules = draw(small_rule_sets())
    items: list[Item] = [question(SETTING, ("person", "clinician"))]
    for item in rules.items:
        if item.enable_when is None and draw(st.booleans()):
            item = item._replace(enable_when=draw(conditions(items, with_answered=True)))
        if item.type is ItemType.MULTIPLE:
            item = item._replace(max_choices=draw(among(None, 1, 2)))
        items.append(item)
    return rules._replace(
        items=tuple(items),
        rules=(*rules.rules, draw(rules_on(items, "on-all"))),
        impossible=tuple(Impossible(draw(conditions(items)), "No.") for _ in range(draw(up_to(2)))),
        tie_margin=draw(up_to(2)),
    )


def changes(item: Item) -> st.SearchStrategy[Change]:
    answer = st.one_of(among(None, "skipped"), answers_to(item))
    pairs = st.lists(st.tuples(answer, answer), min_size=1, max_size=3, unique=True)
    return st.builds(Change, st.just(item.link_id), pairs.map(tuple))


@given(st.data())
def test_both_say_what_a_list_says(data: st.DataObject) -> None:
    rules = data.draw(crowded_rule_sets())
    assume(number_of_tries(rules) <= MOST_TRIED)
    condition = data.draw(conditions(rules.items, with_answered=True))
    change = data.draw(st.none() | st.sampled_from(rules.items).flatmap(changes))
    query = Query(data.draw(statements(rules, condition, 2 if change else 1)), change)
    expected = is_there(rules, query)
    for answer in (ask(Compiled(rules, [condition]), query), Z3Prover(rules).ask(query)):
        assert not answer.undecided
        assert (answer.sheets is not None) == expected
        assert_replays(rules, query, answer)


def assert_replays(rules: Rules, query: Query, answer: Answer) -> None:
    """The sheets are sound, and the engine says of them what was asked for."""
    if answer.sheets:
        assert all(is_valid(rules, sheet) for sheet in answer.sheets)
        assert is_true(rules, query.statement, answer.sheets)


# --- what was once wrong ------------------------------------------------------------------------

TO_X = Change("q", (("z", "x"),))
NO_X = rule_set(items=[question("q", ("x", "y", "z"))])._replace(
    impossible=(Impossible(says("q", "x"), "Not x."),)
)
NOTHING = rule_set()._replace(impossible=(Impossible(AllOf(()), "Nothing can be."),))
TWO_THAT_CLASH = AllOf((says("q", "yes"), says("q", "no")))
ALIKE = rule_set(
    items=[question("q"), question("more", enable_when=TWO_THAT_CLASH)],
    gates=[gate("same", TWO_THAT_CLASH)],
    rules=[rule("same", says("q", "yes"))],
)


@pytest.mark.parametrize(
    ("rules", "query", "expected"),
    [
        pytest.param(NO_X, Query(Every(()), TO_X), False, id="a change that cannot be made"),
        pytest.param(NO_X, Query(Weighed(SECOND), TO_X), False, id="nor where it does not matter"),
        pytest.param(NOTHING, Query(Weighed(FIRST)), False, id="no sheet is sound"),
        pytest.param(ALIKE, Query(Some((Asked("more"), Unanswered("more")))), True, id="two of a question"),
        pytest.param(ALIKE, Query(Some((GateHolds("same"), RuleHolds("same")))), True, id="two of one id"),
    ],
)
@pytest.mark.parametrize("prover", ["search", "referee"])
def test_what_was_once_wrong_is_right(rules: Rules, query: Query, expected: bool, prover: str) -> None:
    answer = ask(Compiled(rules), query) if prover == "search" else Z3Prover(rules).ask(query)
    assert (answer.sheets is not None) == expected
    assert_replays(rules, query, answer)


def test_without_z3_one_sentence_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "z3", None)
    with pytest.raises(DecisionAidError, match=r"'\.\[verify\]'"):
        Z3Prover(rule_set())


def test_time_that_runs_out_proves_nothing(shipped: Rules) -> None:
    assert not Z3Prover(shipped, seconds=0.001).ask(Query(Weighed())).none
