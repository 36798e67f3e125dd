"""The compiled form says of every sheet what the engine says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision_aid.engine.evaluate import evaluate
from decision_aid.engine.questionnaire import read, whole
from decision_aid.engine.suggest import suggest
from decision_aid.engine.verdicts import Truth, judge
from decision_aid.model.answers import SKIPPED, Answers, Value
from decision_aid.model.conditions import AllOf, AnyOf
from decision_aid.model.lens import Lens
from decision_aid.model.rules import Item, ItemType, Rules
from decision_aid.proving.answer_classes import TooComplex
from decision_aid.proving.compiled import RULE, UNLESS, WHEN, Compiled, Fact
from tests.builders import question, rule, rule_set, says
from tests.strategies import HARMLESS, WORDS, is_valid, lenses, sheets, small_rule_sets

SHEETS = 1_000
"""Random sheets of the shipped rule set. Whoever lands a change looks at a hundred thousand more."""


def assert_alike(compiled: Compiled, sheet: Mapping[str, Value], lens: Lens) -> None:
    """Every gate, rule and net support, and the outcome, are those of the engine."""
    rules = compiled.rule_set
    evaluation = evaluate(rules, sheet, lens)
    suggestion = suggest(evaluation)
    fired = compiled.fired(compiled.bits(sheet))
    for judged in evaluation.gates:
        assert bool(fired & compiled.guard[Fact(WHEN, judged.gate.id)]) == (judged.when.truth is Truth.TRUE)
        if judged.unless:
            released = judged.unless.truth is Truth.TRUE
            assert bool(fired & compiled.guard[Fact(UNLESS, judged.gate.id)]) == released
    for judged_rule in evaluation.rules:
        assert bool(fired & compiled.guard[Fact(RULE, judged_rule.rule.id)]) == judged_rule.holds
    arguments = compiled.arguments(lens)
    argued = arguments.argued(fired & compiled.guards(RULE))
    for standing in evaluation.standings:
        assert arguments.support[standing.candidate.id].net(argued) == standing.net_support
    outcome = compiled.outcome(fired, lens)
    assert outcome.status is suggestion.status
    shown = {gate.id for gate in rules.gates if outcome.gates & compiled.guard[Fact(WHEN, gate.id)]}
    assert shown == {judged.gate.id for judged in suggestion.gates}
    tiers = {
        decision.id: [
            {c.id for place, c in enumerate(decision.candidates) if bits >> place & 1} for bits in came_to
        ]
        for decision, came_to in zip(rules.decisions, outcome.decisions, strict=bool(outcome.decisions))
        if came_to is not None
    }
    assert tiers == {c.decision.id: [{*c.favored}, {*c.close_behind}] for c in suggestion.conclusions}


def an_answer(item: Item, chance: Random) -> Value:
    if item.type is ItemType.INTEGER:
        return chance.randint(item.minimum, item.maximum)
    if item.type is ItemType.CHOICE:
        return chance.choice(item.codes)
    if item.type is ItemType.TEXT:
        return chance.choice(WORDS)
    alone = [option.code for option in item.answer_options if option.exclusive]
    together = [option.code for option in item.answer_options if not option.exclusive]
    if alone and chance.random() < 0.1:
        return (chance.choice(alone),)
    most = min(item.max_choices or len(together), len(together))
    return tuple(chance.sample(together, chance.randint(1, most)))


def random_sheets(rules: Rules, number: int, chance: Random) -> Iterator[Mapping[str, Value]]:
    """Sheets that the rule set accepts, some full, some half empty; most of them are weighed."""
    while number:
        harmless = chance.random() < 0.7
        left_out = chance.choice((0, 0.2, 0.5))
        given: dict[str, Value] = {}
        closed: set[str] = set()
        for item in rules.items:
            if item.enable_when:
                truth = judge(item.enable_when, Answers(whole(rules, given), frozenset(closed))).truth
                if truth is Truth.FALSE:
                    closed.add(item.link_id)
                    if chance.random() < 0.1:
                        given[item.link_id] = SKIPPED
                    continue
            if harmless and item.link_id in HARMLESS:
                given[item.link_id] = chance.choice(HARMLESS[item.link_id])
            elif chance.random() >= left_out:
                given[item.link_id] = an_answer(item, chance)
            elif chance.random() < 0.5:
                given[item.link_id] = SKIPPED
        answers = read(rules, given)
        if not any(judge(impossible.when, answers).truth is Truth.TRUE for impossible in rules.impossible):
            number -= 1
            yield given


def test_every_case_comes_out_alike(shipped: Rules) -> None:
    compiled = Compiled(shipped)
    for case in shipped.library.cases:
        for lens in Lens:
            assert_alike(compiled, case.answers, lens)


@pytest.mark.parametrize("part", range(4))
def test_random_sheets_come_out_alike(shipped: Rules, part: int) -> None:
    assert_random_sheets_come_out_alike(shipped, SHEETS // 4, Random(part))


@pytest.mark.exhaustive
@pytest.mark.parametrize("part", range(10, 12))
def test_many_random_sheets_come_out_alike(shipped: Rules, part: int) -> None:
    assert_random_sheets_come_out_alike(shipped, 2_500, Random(part))


def assert_random_sheets_come_out_alike(shipped: Rules, number: int, chance: Random) -> None:
    compiled = Compiled(shipped)
    weighed = 0
    for sheet in random_sheets(shipped, number, chance):
        assert_alike(compiled, sheet, chance.choice(list(Lens)))
        weighed += suggest_is_weighed(compiled, sheet)
    assert weighed > number // 5


def suggest_is_weighed(compiled: Compiled, sheet: Mapping[str, Value]) -> bool:
    return bool(compiled.outcome(compiled.fired(compiled.bits(sheet))).decisions)


@given(st.data(), lenses)
def test_random_rule_sets_come_out_alike(data: st.DataObject, lens: Lens) -> None:
    rules = data.draw(small_rule_sets())
    compiled = Compiled(rules)
    for _ in range(5):
        sheet = data.draw(sheets(rules))
        assert is_valid(rules, sheet)
        assert_alike(compiled, sheet, lens)


def test_answers_that_no_condition_tells_apart_are_one_class(shipped: Rules) -> None:
    compiled = Compiled(shipped)
    classes = compiled.column["phq9_total"].classes
    numbers = [one.value for one in classes if isinstance(one.value, int)]
    assert numbers[0] == 0
    assert numbers == sorted(set(numbers))
    assert 1 < len(numbers) < 28
    assert {compiled.bits_of("phq9_total", number) for number in range(28)} == {
        one.bits for one in classes if isinstance(one.value, int)
    }


def test_a_condition_with_too_many_parts_is_refused() -> None:
    items = [question(f"q{n}") for n in range(24)]
    pairs = [AllOf((says(f"q{2 * n}", "yes"), says(f"q{2 * n + 1}", "yes"))) for n in range(12)]
    with pytest.raises(TooComplex, match="64 parts"):
        Compiled(rule_set(items=items, rules=[rule("r", AnyOf(tuple(pairs)))]))


def test_a_question_that_can_be_answered_in_too_many_ways_is_refused() -> None:
    codes = [f"c{n}" for n in range(13)]
    item = question("many", codes, type=ItemType.MULTIPLE)
    rules = [rule(f"r{code}", says("many", code)) for code in codes]
    with pytest.raises(TooComplex, match="4,096"):
        Compiled(rule_set(items=[item], rules=rules))
    few = item._replace(max_choices=2)
    assert len(Compiled(rule_set(items=[few], rules=rules)).column["many"].classes) == 1 + 13 + 78
