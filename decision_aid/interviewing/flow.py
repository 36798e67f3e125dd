"""The interview as values: how far it has come, and where an answer leads.

Belongs here: which question comes next, what an answer changes, what going back leads to, and that no sign of
danger is lost on the way. Does not: asking anybody (`dialogue`), and what the answers come to (`engine`).
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from decision_aid.engine.evaluate import Evaluation, JudgedGate, evaluate
from decision_aid.engine.questionnaire import asked_afresh, counted, deciding, is_open, problems_in, read
from decision_aid.engine.safety_questions import asked_after_own_words, safety_questions
from decision_aid.engine.suggest import Suggestion, suggest
from decision_aid.model.answers import (
    CLINICIAN,
    HEARD,
    PHQ9_ITEM9,
    PHQ9_TOTAL,
    SETTING,
    SKIPPED,
    WORDS_OF_DANGER,
    Answers,
    Background,
    Value,
)
from decision_aid.model.conditions import questions_in
from decision_aid.model.problems import NOWHERE
from decision_aid.model.rules import Gate, Item, ItemType, Rules

if TYPE_CHECKING:
    from decision_aid.model.choice import Choice
    from decision_aid.model.words_of_danger import Kind


class Decision(NamedTuple):
    """What clinician and client decided, and the answers that they decided it on."""

    choice: Choice
    on: Mapping[str, Value]


class _Moment(NamedTuple):
    """The fields of `Flow`. A NamedTuple has no place to keep what is worked out; a class made of it has."""

    rule_set: Rules
    given: Mapping[str, Value] = MappingProxyType({})
    revisiting: str | None = None
    due: tuple[str, ...] = ()
    endangered: bool = False
    heard: bool = False
    corrected: bool = False
    passed_over: frozenset[str] = frozenset()
    decision: Decision | None = None


class Flow(_Moment):
    """An interview at one moment. It never changes, so whatever follows from it is worked out once.

    `given` holds the answers and skips so far, in the order of the questionnaire; every question in it
    certainly applies. `revisiting` is the question a person went back to; its earlier answer counts
    until it is changed. The questions in `due` are to be answered before anything else, and no way leads
    around them: those to be asked afresh have no answer, those picked by mistake keep theirs until then.

    `endangered`: some sign of danger was given before. `heard`: words of danger were, and stay so.
    `corrected`: a person said that they had picked an answer by mistake, which can be said once. The
    questions in `passed_over` were never put, since the result was asked for first: they count as skipped.
    `decision` is what clinician and client decided on an earlier result, or on this one.
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
    def suggestion(self) -> Suggestion:
        """What may be suggested on what the person said: the same as on the file of it."""
        asked_all = len(self.said) == len(self.given)
        evaluation = self.evaluation if asked_all else evaluate(self.rule_set, self.said)
        return suggest(evaluation, Background(corrected=self.corrected))

    @cached_property
    def open_items(self) -> tuple[Item, ...]:
        """The questions to ask that certainly apply under the answers so far."""
        items = (item for item in self.rule_set.items if not item.derived)
        return tuple(item for item in items if is_open(item, self.answers))

    @property
    def in_danger(self) -> bool:
        """Whether a sign of danger is given, or was at any time."""
        return self.endangered or bool(self.evaluation.stops)

    @cached_property
    def must_answer(self) -> Item | None:
        """The question that no way leads around now; None where there is none."""
        items = {item.link_id: item for item in self.open_items} if self.due else {}
        return next((items[link_id] for link_id in self.due if link_id in items), None)

    @cached_property
    def current(self) -> Item | None:
        """The question to ask now; None when all are answered."""
        if self.must_answer:
            return self.must_answer
        if self.revisiting is not None:
            return self.rule_set.item[self.revisiting]
        releases = [question for judged in self.evaluation.stops for question in _releases(judged)]
        first = {*deciding(self.rule_set.item, releases), *asked_after_own_words(self.rule_set)}
        return next((item for item in self.left if item.link_id in first), next(iter(self.left), None))

    @property
    def stopped(self) -> bool:
        """Whether a stop holds that no question still to be asked could release.

        An answer that is about to be given again stops nothing yet.
        """
        settled = {link_id: value for link_id, value in self.given.items() if link_id not in self.due}
        now = self if len(settled) == len(self.given) else _still_open(self._replace(given=settled))
        askable = {item.link_id for item in now.open_items if item.link_id not in now.given}
        return any(askable.isdisjoint(_releases(judged)) for judged in now.evaluation.stops)

    @cached_property
    def place(self) -> tuple[int, int]:
        """Which question this is, from 1, and about how many there are: as if the rest were skipped.

        On the short path those on it count, for somebody who goes back there as well; past it, all do.
        """
        every = list(self._short_path if self.on_short_path else self.enough().given)
        if self.current and self.current.link_id in self.given:
            return every.index(self.current.link_id) + 1, len(every)
        done = sum(link_id in self.given for link_id in every)
        return done + (self.current is not None), len(every)

    @cached_property
    def _short_path(self) -> tuple[str, ...]:
        """The questions up to the last of the core, as if the rest were skipped; all where none is core."""
        every = tuple(self.enough().given)
        last = [place for place, link_id in enumerate(every) if self.rule_set.item[link_id].core][-1:]
        return every[: last[0] + 1] if last else every

    @property
    def on_short_path(self) -> bool:
        """Whether the question now comes before the result is offered."""
        return self.revisiting in self._short_path if self.revisiting else not self.core_is_done

    @property
    def left(self) -> tuple[Item, ...]:
        """The questions that certainly apply, and have no answer yet."""
        return tuple(item for item in self.open_items if item.link_id not in self.given)

    @property
    def core_is_done(self) -> bool:
        """Whether the short path lies behind, and questions are left that only sharpen the result."""
        cores = {item.link_id for item in self.rule_set.items if item.core}
        return bool(cores & self.given.keys() and self.left) and not any(item.core for item in self.left)

    @property
    def may_end(self) -> bool:
        """Whether every safety question that applies has an answer, so that the rest may be left out.

        So have those that could release a stop: no result is offered while one holds.
        """
        return self.evaluation.safe and not self.must_answer

    @property
    def may_see_result(self) -> bool:
        """Whether the result can be asked for now: once it was offered, if it is offered at all."""
        offered = self.core_is_done or not any(item.core for item in self.rule_set.items)
        return self.may_end and offered

    @property
    def may_go_back(self) -> bool:
        """Whether there is a question to go back to, and no answer that this would lead around."""
        return not self.must_answer and not self.evaluation.stops and self.back() is not self

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
        due = tuple(link_id for link_id in self.due if link_id != item.link_id)
        given = {**self.given, item.link_id: value}
        put = self.passed_over - {item.link_id}
        answered = self._replace(
            given=given, revisiting=None, due=due, endangered=self.in_danger, passed_over=put
        )
        after = _still_open(answered)
        lost = answered.given.keys() - after.given.keys()
        dropped = tuple(item for item in self.rule_set.items if item.link_id in lost)
        if item.type is ItemType.TEXT:
            after = after.without(asked_after_own_words(self.rule_set))
        elif item.link_id == SETTING:
            after = after._about_another_than(self)
        return after, dropped

    def _about_another_than(self, before: Flow) -> Flow:
        """The interview where its answers are about somebody else than `before`, or somebody else gives them.

        Nothing that was said of safety holds then, so it is asked again. A sign of danger stays; where a
        clinician could release its stop, all of safety must be answered first.
        """
        who, whoever = (counted(SETTING, flow.given.get(SETTING)) for flow in (self, before))
        safety = safety_questions(self.rule_set)
        if who == whoever:
            return self
        if before.in_danger:
            return self.asking_afresh(safety) if who == CLINICIAN else self
        return self.without(_with_releases(self.rule_set, safety))

    def without(self, questions: Container[str]) -> Flow:
        """The interview without the answers to these."""
        left = {link_id: value for link_id, value in self.given.items() if link_id not in questions}
        return _still_open(self._replace(given=left))

    def asking_afresh(self, questions: Iterable[str]) -> Flow:
        """Ask these again as though they had never been answered, with what could release their stops."""
        asked = _with_releases(self.rule_set, questions)
        due = tuple(dict.fromkeys((*asked, *self.due)))
        return self.without(asked)._replace(revisiting=None, due=due)

    def after_words(self, kinds: Iterable[Kind]) -> Flow:
        """The interview once words of danger were heard: the questions of these kinds are asked afresh.

        Then it is asked what the words mean. They stay heard, whatever is answered.
        """
        telling = [kind for kind in kinds if not kind.only_caution]
        if not telling:
            return self
        heard = {WORDS_OF_DANGER: HEARD} if WORDS_OF_DANGER in self.rule_set.item else {}
        flow = _still_open(self._replace(given={**self.given, **heard}, endangered=True, heard=True))
        if self.stopped:
            return flow  # nothing that is said on the card of a stop leads past it
        asked = asked_afresh(self.rule_set, telling, flow.answers)
        return flow.asking_afresh((*asked, *asked_after_own_words(self.rule_set)))

    @property
    def may_correct(self) -> bool:
        """Whether somebody who is stopped may say that it was a slip: once, and never after words heard."""
        return not self.heard and not self.corrected

    def after_a_mistake(self) -> Flow:
        """Ask again what led to the stops that hold; not what could release them.

        Both numbers of a PHQ-9 are asked again where one of them led there: they belong together.
        """
        led = {test.question for judged in self.evaluation.stops for test in judged.when.grounds()}
        if PHQ9_ITEM9 in led and self.answers.value(PHQ9_TOTAL) is not None:
            led.add(PHQ9_TOTAL)
        due = tuple(question for question in self.rule_set.item if question in led)
        return self._replace(corrected=True, endangered=True, revisiting=None, due=due)

    @property
    def may_release(self) -> bool:
        """Whether a clinician may say that what could release every stop has been done since.

        What words of danger mean must have been answered first.
        """
        if self.answers.setting != CLINICIAN or not self.stopped:
            return False
        asked = asked_after_own_words(self.rule_set) if self.heard else ()
        if any(item.link_id in asked for item in self.left):
            return False
        return all(self._releases_given(stop) for stop in self.evaluation.stops)

    def after_an_assessment(self) -> Flow:
        """Ask again what could release the stops that hold; not what led to them."""
        due = (question for stop in self.evaluation.stops for question in self._releases_given(stop))
        return self._replace(revisiting=None, due=tuple(dict.fromkeys(due)))

    def _releases_given(self, stop: JudgedGate) -> list[str]:
        """The questions that could release a stop, and were answered otherwise."""
        return [question for question in _asked_for_release(stop.gate) if question in self.given]

    def back(self) -> Flow:
        """Go to the answered question before the current one; stay where there is none."""
        order = list(self.rule_set.item)
        here = order.index(self.current.link_id) if self.current else len(order)
        asked = {item.link_id for item in self.open_items}
        before = [link_id for link_id in order[:here] if link_id in self.given and link_id in asked]
        return self._replace(revisiting=before[-1]) if before else self

    def with_decision(self, choice: Choice | None) -> Flow:
        """The interview in which this was decided, on the answers as they are; None takes back what was."""
        return self._replace(decision=Decision(choice, _without_skips(self.given)) if choice else None)

    @property
    def decided(self) -> Choice | None:
        """What was decided; None where it was on other answers, or where safety comes first."""
        if self.decision and self.evaluation.safe and self.decision.on == _without_skips(self.given):
            return self.decision.choice
        return None

    def revisit(self, link_id: str) -> Flow:
        """Go to any answered question."""
        return self._replace(revisiting=link_id)

    def enough(self) -> Flow:
        """Skip what is left."""
        asked = [item.link_id for item in self.rule_set.items if not item.derived]
        every = {**dict.fromkeys(asked, SKIPPED), **self.given}
        passed_over = self.passed_over | (set(asked) - self.given.keys())
        return _still_open(self._replace(given=every, revisiting=None, passed_over=passed_over))

    @property
    def said(self) -> Mapping[str, Value]:
        """What the person said themselves: the answers without those that were passed over."""
        return {q: v for q, v in self.given.items() if v != SKIPPED or q not in self.passed_over}


def resumed(
    rule_set: Rules,
    kept: Mapping[str, Value],
    *,
    afresh: bool = False,
    corrected: bool = False,
    decided: Choice | None = None,
) -> tuple[Flow, tuple[Item, ...]]:
    """The interview as it was left, and the questions whose answers no longer apply.

    `afresh`: what was said about safety is too old to count, so it is asked again. That words of danger were
    heard stays so, and so does a PHQ-9: its two numbers belong together. `corrected`: a person said that an
    answer had been a slip. `decided` is what had been decided.
    """
    given = {link_id: kept[link_id] for link_id in rule_set.item if link_id in kept}
    left = Flow(rule_set, given).with_decision(decided)
    taken_back = afresh and bool(left.evaluation.stops)  # whoever answers otherwise now has changed an answer
    left = left._replace(corrected=corrected or taken_back)
    left = left._replace(heard=left.evaluation.words_heard, endangered=left.in_danger)
    if left.heard and WORDS_OF_DANGER in rule_set.item:
        left = left._replace(given={**given, WORDS_OF_DANGER: HEARD})
    again = _with_releases(rule_set, safety_questions(rule_set)) if afresh else {}
    again = {question: None for question in again if not rule_set.item[question].extra}
    flow = left.without(again)
    if left.heard:  # what the words mean is asked before anything else, and no way leads around it
        flow = flow._replace(due=tuple(q for q in asked_after_own_words(rule_set) if q not in flow.given))
    lost = left.given.keys() - flow.given.keys() - again.keys()
    return flow, tuple(item for item in rule_set.items if item.link_id in lost)


def _without_skips(given: Mapping[str, Value]) -> Mapping[str, Value]:
    return {link_id: value for link_id, value in given.items() if value != SKIPPED}


def _with_releases(rule_set: Rules, questions: Iterable[str]) -> dict[str, None]:
    """These questions, and those whose answers could release a stop that reads one; in this order."""
    asked = dict.fromkeys(questions)
    for gate in rule_set.gates:
        if not asked.keys().isdisjoint(questions_in(gate.when)):
            asked |= dict.fromkeys(_asked_for_release(gate))
    return asked


def _asked_for_release(gate: Gate) -> list[str]:
    """The questions whose answers could release it; who is asking is settled before them."""
    return [q for q in questions_in(gate.unless) if q != SETTING] if gate.unless else []


def _releases(stop: JudgedGate) -> tuple[str, ...]:
    """The questions whose answer could release a stop that holds."""
    return stop.unless.missing() if stop.unless else ()


def _still_open(flow: Flow) -> Flow:
    """The flow with the answers to questions that are certainly open, in the order of the questionnaire.

    To drop an answer may leave another question undecided, so what is left is looked at again. This
    ends with the most answers that can be kept: a question that is open under these is open under more.
    """
    kept = {
        item.link_id: flow.given[item.link_id]
        for item in flow.rule_set.items
        if item.link_id in flow.given and is_open(item, flow.answers)
    }
    if list(kept) == list(flow.given):
        return flow
    return _still_open(flow._replace(given=kept))
