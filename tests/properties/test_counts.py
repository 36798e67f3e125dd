"""Sheets are counted as if they had been listed one by one."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from decision_aid.commands.rules.diff import find as comparing
from decision_aid.commands.rules.diff.find import compare
from decision_aid.engine.evaluate import Lens, evaluate
from decision_aid.engine.suggest import Suggestion, suggest
from decision_aid.model.rules import Impossible, Rules
from decision_aid.proving.compiled import Compiled
from decision_aid.proving.counts import endings, sheets
from decision_aid.proving.following import Ending, Followed
from tests.brute_force import MOST_LISTED, every_sheet, number_of_tries
from tests.strategies import conditions, is_valid, lenses, rules_on, small_rule_sets, up_to


@st.composite
def rule_sets(draw: st.DrawFn) -> Rules:
    """A small rule set with answers that cannot be true together."""
    rules = draw(small_rule_sets())
    excluded = [draw(conditions(rules.items)) for _ in range(draw(up_to(2)))]
    return rules._replace(impossible=tuple(Impossible(when, "No.") for when in excluded))


def ending_of(suggestion: Suggestion) -> Ending:
    rules = suggestion.evaluation.rule_set
    gates = {judged.gate.id for judged in suggestion.gates}
    favored = {c.decision.id: set(c.favored) for c in suggestion.conclusions}
    return Ending(
        suggestion.status,
        tuple(gate.id for gate in rules.gates if gate.id in gates),
        tuple(
            (d.id, tuple(c.id for c in d.candidates if c.id in favored[d.id]))
            for d in rules.decisions
            if d.id in favored
        ),
    )


def all_of(compiled: Compiled, lens: Lens = Lens.CHECKED) -> Followed:
    rules = compiled.rule_set
    return Followed(
        compiled, frozenset(d.id for d in rules.decisions), frozenset(g.id for g in rules.gates), lens
    )


@settings(max_examples=60)
@given(rule_sets(), lenses)
def test_counts_are_those_of_a_list(rules: Rules, lens: Lens) -> None:
    assume(number_of_tries(rules) <= MOST_LISTED)
    listed = Counter(ending_of(suggest(evaluate(rules, sheet, lens))) for sheet in every_sheet(rules))
    compiled = Compiled(rules)
    counted = {ending: kind.size for (ending,), kind in endings(all_of(compiled, lens)).items()}
    assert counted == listed
    assert sheets(compiled) == listed.total()


@settings(max_examples=60)
@given(rule_sets())
def test_each_kind_shows_a_sheet_with_as_few_answers_as_any(rules: Rules) -> None:
    assume(number_of_tries(rules) <= MOST_LISTED)
    fewest: dict[Ending, int] = {}
    for sheet in every_sheet(rules):
        ending = ending_of(suggest(evaluate(rules, sheet)))
        fewest[ending] = min(fewest.get(ending, 99), len(sheet))
    for (ending,), kind in endings(all_of(Compiled(rules))).items():
        assert is_valid(rules, kind.shortest)
        assert ending_of(suggest(evaluate(rules, kind.shortest))) == ending
        assert len(kind.shortest) == fewest[ending]


@settings(max_examples=60)
@given(st.data())
def test_a_comparison_counts_every_sheet_that_comes_out_otherwise(data: st.DataObject) -> None:
    old = data.draw(rule_sets())
    assume(number_of_tries(old) <= MOST_LISTED)
    change = data.draw(
        st.sampled_from(["rule added", "rules removed", "gates removed", "no follow-ups", "margin"])
    )
    if change == "rule added":
        new = old._replace(rules=(*old.rules, data.draw(rules_on(old.items, "new"))))
    elif change == "rules removed":
        new = old._replace(rules=old.rules[1:])
    elif change == "gates removed":
        new = old._replace(gates=old.gates[1:])
    elif change == "margin":
        new = old._replace(tie_margin=old.tie_margin + 1)
    else:
        new = old._replace(items=tuple(item._replace(enable_when=None) for item in old.items))
    both = [sheet for sheet in every_sheet(old) if is_valid(new, sheet)]
    otherwise = [
        sheet
        for sheet in both
        if ending_of(suggest(evaluate(old, sheet))) != ending_of(suggest(evaluate(new, sheet)))
    ]
    comparison = compare(old, new)
    assert comparison.total == len(both)
    assert comparison.changed == len(otherwise)
    for kind in comparison.kinds.values():
        assert kind.shortest in otherwise
    with pytest.MonkeyPatch.context() as limits:
        limits.setattr(comparing, "JOINT_STATES", 0)
        apart = compare(old, new)
    assert apart.total == len(both)
    assert apart.changed >= len(otherwise)
    assert max((kind.size for kind in apart.kinds.values()), default=0) <= len(otherwise)


def test_every_sheet_of_the_shipped_rule_set_has_one_outcome(shipped: Rules) -> None:
    compiled = Compiled(shipped)
    for decisions in ((), ("medication",)):
        counted = endings(Followed(compiled, frozenset(decisions)))
        assert sum(kind.size for kind in counted.values()) == sheets(compiled)
    assert sheets(compiled) > 10**12
