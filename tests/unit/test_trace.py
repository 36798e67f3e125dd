"""The walk on sheets made for it."""

from __future__ import annotations

from decision_aid.engine.evaluate import evaluate
from decision_aid.engine.suggest import suggest
from decision_aid.engine.trace import walk
from decision_aid.model.conditions import AllOf
from decision_aid.model.report import Paragraph
from decision_aid.model.rules import Action, Basis, Direction, Rules
from decision_aid.wording.trace import checks_in_short
from decision_aid.wording.trace_parts import TraceParts
from tests.builders import argues, gate, question, rule, rule_set, says


def test_one_argument_that_two_rules_share_counts_once() -> None:
    shared = argues(Direction.FOR, "a")
    both = [rule(id, AllOf(()), shared, theme="one", basis=Basis.TRIAL) for id in ("r1", "r2")]
    first, second = walk(suggest(evaluate(rule_set(rules=both), {}))).steps
    assert (first.arguments[0].counted, second.arguments[0].counted) == (True, False)


def test_of_an_empty_sheet_the_stops_that_may_hold_are_told_and_no_other_gate(shipped: Rules) -> None:
    told = {judged.gate.id for judged in walk(suggest(evaluate(shipped, {}))).gates}
    stops = {gate.id for gate in shipped.gates if gate.action is Action.STOP}
    assert told <= stops
    assert {"danger-now", "suicide-plan"} <= told


def test_a_stop_that_an_answer_has_lifted_is_not_told_as_open() -> None:
    lifted = gate("lifted", says("harm", "yes"), unless=says("seen", "yes"))
    rules = rule_set(
        items=[question("harm"), question("seen")], gates=[lifted, gate("open", says("harm", "yes"))]
    )
    walked = walk(suggest(evaluate(rules, {"seen": "yes"})))
    assert [judged.gate.id for judged in walked.gates] == ["open"]


def test_checks_that_wait_are_counted_apart_from_the_answers_they_wait_for() -> None:
    """Two gates can wait for one answer, so no number stands beside the names of the questions."""
    waiting = [gate(id, says("harm", "yes"), action=Action.CAUTION) for id in ("one", "two")]
    suggestion = suggest(evaluate(rule_set(items=[question("harm")], gates=waiting), {}))
    section = checks_in_short(walk(suggestion), TraceParts(suggestion, ids=False))
    (said,) = section.blocks
    assert isinstance(said, Paragraph)
    assert said.text.startswith("2 checks need an answer we don't have: ")
    assert said.text.endswith(". 0 others didn't apply.")
