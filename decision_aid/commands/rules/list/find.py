"""Which gates and rules argue about a candidate, and which read a question."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from decision_aid.model.conditions import Condition, questions_in
from decision_aid.model.problems import there_is_no
from decision_aid.model.rules import Gate, Rule, Rules
from decision_aid.wording.commands import to_type


def gates_and_rules(
    rule_set: Rules, candidate: str | None, question: str | None
) -> tuple[Sequence[Gate], Sequence[Rule]]:
    """The gates and rules that argue about a candidate and read a question, where these are given.

    Raises `DecisionAidError` when there is no such candidate or question.
    """
    if candidate is not None and candidate not in rule_set.candidate:
        raise there_is_no("candidate", candidate, rule_set.candidate)
    if question is not None and question not in rule_set.item:
        raise there_is_no("question", question, rule_set.item, to_type(rule_set, "graph --ids"))
    gates = [gate for gate in rule_set.gates if candidate is None and _is_read(question, gate.conditions)]
    rules = [
        rule
        for rule in rule_set.rules
        if _is_read(question, (rule.when,))
        and (candidate is None or any(a.candidate == candidate for a in rule.arguments))
    ]
    return gates, rules


def _is_read(question: str | None, conditions: Iterable[Condition]) -> bool:
    return question is None or any(question in questions_in(condition) for condition in conditions)
