"""The interview as values: how far it has come, and where an answer leads.

Belongs here: which question comes next, what an answer changes, and what going back leads to.
Does not: asking anybody (`dialogue`), and what the answers come to (`engine`).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from types import MappingProxyType
from typing import NamedTuple

from decision_aid.engine.evaluate import (
    Evaluation,
    JudgedGate,
    asked_after_own_words,
    evaluate,
    safety_questions,
)
from decision_aid.engine.questionnaire import is_open, problems_in, read
from decision_aid.model.answers import SKIPPED, Answers, Value
from decision_aid.model.conditions import questions_in
from decision_aid.model.problems import NOWHERE
from decision_aid.model.rules import Item, ItemType, Rules


class _Moment(NamedTuple):
    """The fields of `Flow`. A NamedTuple has no place to keep what is worked out; a class made of it has."""

    rule_set: Rules
    given: Mapping[str, Value] = MappingProxyType({})
    revisiting: str | None = None


class Flow(_Moment):
    """An interview at one moment. It never changes, so whatever follows from it is worked out once.

    `given` holds the answers and skips so far, in the order of the questionnaire; every question in it
    certainly applies. `revisiting` is the question a person went back to; its earlier answer counts
    until it is changed.
    """

    @cached_property
    def answers(self) -> Answers:
        """The answers so far, read against the questionnaire."""
        return read(self.rule_set, self.given)

    @cached_property
    def evaluation(self) -> Evaluation:
        """What the answers so far come to: the same evaluation that a file would get."""
        return evaluate(self.rule_set, self.given)

    @cached_property
    def open_items(self) -> tuple[Item, ...]:
        """The questions that certainly apply under the answers so far."""
        return tuple(item for item in self.rule_set.items if is_open(item, self.answers))

    @cached_property
    def current(self) -> Item | None:
        """The question to ask now; None when all are answered."""
        if self.revisiting is not None:
            return self.rule_set.item[self.revisiting]
        unanswered = [item for item in self.open_items if item.link_id not in self.given and not item.derived]
        first = {question for judged in self.evaluation.stops for question in _releases(judged)}
        first |= {*asked_after_own_words(self.rule_set)}
        return next((item for item in unanswered if item.link_id in first), next(iter(unanswered), None))

    @property
    def stopped(self) -> bool:
        """Whether a stop holds that no question still to be asked could release."""
        askable = {item.link_id for item in self.open_items if item.link_id not in self.given}
        return any(askable.isdisjoint(_releases(judged)) for judged in self.evaluation.stops)

    @cached_property
    def place(self) -> tuple[int, int]:
        """Which question this is, from 1, and about how many there are: as if the rest were skipped."""
        asked = list(self.enough().given)
        if self.revisiting:
            return asked.index(self.revisiting) + 1, len(asked)
        return len(self.given) + (self.current is not None), len(asked)

    @property
    def may_end(self) -> bool:
        """Whether every safety question that applies has an answer, so that the rest may be left out."""
        return not self.evaluation.unanswered_safety

    def is_safety_question(self, item: Item) -> bool:
        return item.link_id in safety_questions(self.rule_set)

    def objection(self, item: Item, value: Value) -> str | None:
        """Why this answer cannot stand beside the others; None when it can."""
        kept = _still_open(self._replace(given={**self.given, item.link_id: value})).given
        problems = problems_in(self.rule_set, kept, lambda _: NOWHERE)
        return problems[0].message if problems else None

    def offered(self, item: Item) -> Item:
        """The question with those of its answers that can stand beside the others."""
        read = {question for one in self.rule_set.impossible for question in questions_in(one.when)}
        if item.type is not ItemType.MULTIPLE or item.link_id not in read:
            return item
        options = (o for o in item.answer_options if not self.objection(item, (o.code,)))
        return item._replace(answer_options=tuple(options))

    def record(self, item: Item, value: Value) -> tuple[Flow, tuple[Item, ...]]:
        """The interview after an answer, and the questions whose answers were dropped because of it.

        Dropped is the answer to a question that does not certainly apply any more: one that is closed now,
        or one that hangs on a question that is skipped now. Where it applies again, it is asked again.
        """
        answered = self._replace(given={**self.given, item.link_id: value}, revisiting=None)
        after = _still_open(answered)
        lost = answered.given.keys() - after.given.keys()
        return after, tuple(item for item in self.rule_set.items if item.link_id in lost)

    def back(self) -> Flow:
        """Go to the answered question before the current one; stay where there is none."""
        order = list(self.rule_set.item)
        here = order.index(self.current.link_id) if self.current else len(order)
        before = [link_id for link_id in order[:here] if link_id in self.given]
        return self._replace(revisiting=before[-1]) if before else self

    def revisit(self, link_id: str) -> Flow:
        """Go to any answered question."""
        return self._replace(revisiting=link_id)

    def enough(self) -> Flow:
        """Skip what is left."""
        asked = (item.link_id for item in self.rule_set.items if not item.derived)
        every = {**dict.fromkeys(asked, SKIPPED), **self.given}
        return _still_open(self._replace(given=every, revisiting=None))


def _releases(stop: JudgedGate) -> tuple[str, ...]:
    """The questions whose answer could release a stop that holds."""
    return stop.unless.missing() if stop.unless else ()


def _still_open(flow: Flow) -> Flow:
    """The flow with the answers to questions that are certainly open, in the order of the questionnaire.

    To drop an answer may leave another question undecided, so what is left is looked at again. This
    ends with the most answers that can be kept: a question that is open under these is open under more.
    """
    open_now = (item.link_id for item in flow.open_items)
    kept = {link_id: flow.given[link_id] for link_id in open_now if link_id in flow.given}
    if list(kept) == list(flow.given):
        return flow
    return _still_open(flow._replace(given=kept))
