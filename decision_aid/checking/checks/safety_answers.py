"""Answers to questions of safety that lead to nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeAlias

from decision_aid.engine.safety_questions import safety_questions
from decision_aid.model.conditions import Condition, Equals, tests_in
from decision_aid.model.names import ANSWER, answer_name
from decision_aid.model.problems import Problem
from decision_aid.model.rules import Item, ItemType, Purpose, Rules

Read: TypeAlias = set[tuple[str, str]]

CODES = {
    "unread-safety-answer": "An answer to a question of safety that no gate reads, beside the plain no.",
}


def find(rule_set: Rules) -> Iterator[Problem]:
    """What it finds: an answer to a question of safety that no gate reads and that decides about no
    other question; a number that no gate reads. One answer to each may go unread: the plain no. So
    nobody is answered by a rule set of one's own in which another one does.

    Why it matters: somebody answers that they have a plan to die, and an approach is named.
    Example: the gate `suicide-plan` is taken out, and `plan` is read by nothing. Marking it neutral
    changes nothing, and nor does a rule that reads it. Instead: let a gate read it.
    """
    gates = (condition for gate in rule_set.gates for condition in gate.conditions)
    follow_ups = (item.enable_when for item in rule_set.items if item.enable_when)
    led_to = read_in((*gates, *follow_ups))
    in_a_rule = read_in(rule.when for rule in rule_set.rules)
    for item in questions_of_safety(rule_set):
        yield from _answers_not_read(item, led_to, in_a_rule)


def questions_of_safety(rule_set: Rules) -> tuple[Item, ...]:
    """The questions of safety: those that say so, and those that stops read."""
    required = safety_questions(rule_set)
    return tuple(
        item for item in rule_set.items if item.purpose is Purpose.SAFETY or item.link_id in required
    )


def _answers_not_read(item: Item, led_to: Read, in_a_rule: Read) -> Iterator[Problem]:
    if item.type is ItemType.INTEGER and (item.link_id, "") not in led_to:
        yield _problem(item, f"no gate reads '{item.link_id}'")
    unread = [option for option in item.answer_options if (item.link_id, option.code) not in led_to]
    harmless = (option for option in unread if option.neutral or (item.link_id, option.code) in in_a_rule)
    plain_no = next(harmless, None)
    for option in unread:
        if option is not plain_no:
            name = ANSWER, answer_name(item.link_id, option.code)
            yield _problem(item, f"'{option.code}' of '{item.link_id}' is read by no gate", name)


def _problem(item: Item, message: str, name: tuple[str, str] | None = None) -> Problem:
    hint = "let a gate read it; or, if it is the plain no, add neutral: true"
    return Problem("unread-safety-answer", message, item.location, hint, about=item.link_id, name=name)


def read_in(conditions: Iterable[Condition]) -> Read:
    """Pairs of question and code that conditions read; the code is empty for a number."""
    return {
        (test.question, code)
        for condition in conditions
        for test in tests_in(condition)
        for code in (test.codes if isinstance(test, Equals) else ("",))
    }
