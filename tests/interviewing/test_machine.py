"""Any interview at all, held against a small model of what must never happen in one.

A person answers, skips, types words, goes back, reviews, changes who they are, says that it was a slip, reads
what is behind a result, or breaks off. Whatever they do: help is one key away, no stop is passed, no sign of
danger is lost, and after words of danger nothing is named until their questions were answered afresh.
"""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from decision_aid.__main__ import interview_pages
from decision_aid.commands.interview.deliberation import OptionPages
from decision_aid.engine.evaluate import JudgedGate
from decision_aid.engine.hearing import kinds_heard
from decision_aid.engine.questionnaire import deciding
from decision_aid.engine.suggest import Status, Suggestion
from decision_aid.interviewing.deliberating import Deliberating
from decision_aid.interviewing.dialogue import Dialogue
from decision_aid.interviewing.flow import Flow
from decision_aid.interviewing.keeping import Keeping
from decision_aid.interviewing.replies import Heard, Reply
from decision_aid.interviewing.safe_asker import Left
from decision_aid.model.answers import SKIPPED, WORDS_OF_DANGER
from decision_aid.model.conditions import AllOf, AnyOf, Condition, Equals, questions_in
from decision_aid.model.report import Report
from decision_aid.model.rules import Action, ItemType
from decision_aid.model.words_of_danger import Kind
from decision_aid.rendering.text import plain
from decision_aid.wording.prompt import Command, Prompt
from tests.interviewing.test_deliberating import Shown
from tests.outputs import NAMES_NOTHING
from tests.strategies import answers_to, shipped_rule_set

RULES = shipped_rule_set()
BY_TEXT = {text: item for item in RULES.items for text in item.text if text}
PAST_A_STOP = {Command.MISTAKE, Command.ASSESSED}
"""What can be said on the card of a stop, for something to be asked again."""

LONGEST = 60
"""Prompts after which somebody breaks off."""

OFTEN_SAFE = 20
"""How many times as often a question of safety is answered with its plain no as with anything at all."""


class Anybody:
    """Somebody who does anything that may be done at a prompt; and who remembers what was answered."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw
        self.dialogue: Dialogue
        self.asked = 0
        self.heard: tuple[Kind, ...] = ()
        self.due: set[str] = set()
        self.shown: list[str] = []
        self.slips = 0
        self.at_the_result: set[str] = set()

    def tell(self, text: str) -> None:
        self.shown.append(text)

    def show(self, page: Report) -> None:
        self.shown.append(plain(page))

    def show_alone(self, page: Report) -> None:
        self.show(page)

    def clear(self) -> None:
        self.shown.clear()

    def ask(self, prompt: Prompt, help: Report) -> Reply:
        self.asked += 1
        self._must_hold(prompt, help)
        if self.asked > LONGEST:
            raise KeyboardInterrupt
        reply = self._reply(prompt)
        self._remember(prompt, reply)
        return reply

    def _must_hold(self, prompt: Prompt, help: Report) -> None:
        flow = self.dialogue.flow
        assert {Command.HELP, Command.LEAVE} <= {*prompt.commands}
        assert "988" in plain(help)
        if flow.stopped:
            assert prompt.card
            assert {*prompt.commands} <= {Command.HELP, Command.LEAVE, *PAST_A_STOP, Command.NOTE}
            of_clinician = {Command.ASSESSED, Command.NOTE} & {*prompt.commands}
            assert not of_clinician or flow.given["setting"] == "clinician"
            assert (Command.MISTAKE in prompt.commands) is (not self.heard and not self.slips)
            assert not NAMES_NOTHING.search(" ".join((*prompt.card.said, *prompt.card.lines)))
        if prompt.pages:
            assert not self.due
            assert not flow.evaluation.stops
        item = BY_TEXT.get(prompt.text)
        if self.due:  # and what could release a stop of theirs
            assert prompt.card or (item and item.link_id in self.due | {*flow.due})
        if item and item.link_id in self.due:
            assert prompt.earlier is None
            assert {*prompt.commands} == {Command.WHY, Command.HELP, Command.LEAVE}

    def _reply(self, prompt: Prompt) -> Reply:
        draw, item = self.draw, BY_TEXT.get(prompt.text)
        moves = ["answer"] * 60 + ["command", "words", "stop"]
        move = draw(st.sampled_from(["words", "command"] if prompt.pages else moves))  # few come so far
        ways = {*prompt.commands} - {Command.HELP, Command.WHY, Command.OPTIONS}
        if isinstance(prompt.on_enter, Command):
            ways.add(prompt.on_enter)
        commands = [command for command in Command if command in ways]
        if prompt.card:
            return draw(st.sampled_from(commands))
        if move == "stop":
            raise KeyboardInterrupt
        nothing_else = prompt.type is ItemType.CHOICE and not prompt.choices
        if commands and (move == "command" or (nothing_else and move == "answer")):
            return draw(st.sampled_from(commands))
        if move == "words":
            kind = draw(st.sampled_from(RULES.words_of_danger.kinds))
            text = draw(st.sampled_from(kind.heard))
            kinds = kinds_heard(RULES.words_of_danger, text)
            own = prompt.type is ItemType.TEXT and len(text) <= 200
            return Heard(kinds, text if own else None)
        if item is None:
            return draw(st.sampled_from([choice.code for choice in prompt.choices]))
        neutral = [o.code for o in item.answer_options if o.neutral]
        if neutral and item.type is ItemType.CHOICE and draw(st.integers(0, OFTEN_SAFE)):
            return neutral[0]
        offered = item._replace(
            answer_options=tuple(o for o in item.answer_options if o.code in {c.code for c in prompt.choices})
        )
        value = draw(answers_to(offered))
        return Command.SKIP if value == SKIPPED and Command.SKIP in prompt.commands else value

    def _remember(self, prompt: Prompt, reply: Reply) -> None:
        item = BY_TEXT.get(prompt.text)
        if prompt.pages:
            self.at_the_result.add(type(reply).__name__)
        if isinstance(reply, Heard):
            telling = tuple(kind for kind in reply.kinds if not kind.only_caution)
            self.heard += telling
            if telling and not self.dialogue.flow.stopped:
                answers = self.dialogue.flow.open_items
                open_now = {one.link_id for one in answers}
                self.due |= {q for kind in telling for q in kind.asks if q in open_now} | {"own_words_danger"}
        elif reply is Command.MISTAKE:
            self.slips += 1
        elif item and not isinstance(reply, Command):
            self.due.discard(item.link_id)


class Nowhere:
    """Takes answers, and keeps nothing."""

    asked_for = False
    replaces = missed = other = ""

    def write(self, flow: Flow) -> str:
        assert flow.given
        return "nowhere"

    def write_other(self, flow: Flow) -> None: ...


@st.composite
def interviews(draw: st.DrawFn) -> tuple[Anybody, list[Suggestion]]:
    """An interview held to its end, with what was delivered."""
    delivered: list[Suggestion] = []
    somebody = Anybody(draw)
    pages = Shown if draw(st.booleans()) else None
    around = Deliberating(
        lambda: OptionPages(RULES, interview_pages(), blind=False), lambda *_: "It is kept."
    )
    keeping = Keeping(Nowhere()) if draw(st.booleans()) else None
    somebody.dialogue = Dialogue(
        RULES,
        somebody,
        delivered.append,
        lambda: around,
        pages,
        keeping=keeping,
    )
    with suppress(Left, KeyboardInterrupt):
        somebody.dialogue.run()
    return somebody, delivered


@settings(max_examples=settings().max_examples * 2)
@given(interviews())
def test_whatever_somebody_does(interview: tuple[Anybody, list[Suggestion]]) -> None:
    somebody, delivered = interview
    assert len(delivered) <= 1
    for suggestion in delivered:
        named = suggestion.status in (Status.SUGGESTION, Status.NO_CLEAR_SUGGESTION)
        assert not named or not somebody.due
        assert not named or not suggestion.evaluation.stops
        assert suggestion.background.corrected is bool(somebody.slips)
        assert not somebody.heard or suggestion.evaluation.words_heard
        assert (suggestion.evaluation.answers.given.get(WORDS_OF_DANGER) == "heard") is bool(somebody.heard)


@pytest.mark.parametrize("link_id", [item.link_id for item in RULES.items if not item.derived])
@settings(max_examples=settings().max_examples // 4)
@given(data=st.data())
def test_a_sign_of_danger_outlives_every_other_answer(link_id: str, data: st.DataObject) -> None:
    """Only the very question that it was an answer to, or one that decides whether that is asked, ends it."""
    flow = Flow(RULES)
    danger = data.draw(st.sampled_from([gate for gate in RULES.gates if gate.action is Action.STOP]))
    wanted = {test.question: test.codes for test in _tests(danger.when) if isinstance(test, Equals)}
    while flow.current and not flow.evaluation.stops:
        item = flow.current
        codes = wanted.get(item.link_id) or [o.code for o in item.answer_options if o.neutral]
        value = codes[0] if codes and item.type is ItemType.CHOICE else SKIPPED
        flow, _ = flow.record(item, value)
    held = {judged.gate.id: judged for judged in flow.evaluation.stops}
    item = RULES.item[link_id]
    if not held or link_id not in flow.given or any(link_id in _read(j) for j in held.values()):
        return
    after, _ = flow.revisit(link_id).record(item, data.draw(answers_to(item)))
    still = {judged.gate.id for judged in after.evaluation.stops}
    assert held.keys() <= still or after.evaluation.unanswered_safety
    assert not after.may_end or after.evaluation.stops


def _tests(condition: Condition) -> list[Condition]:
    if isinstance(condition, AllOf | AnyOf):
        return [test for part in condition.parts for test in _tests(part)]
    return [condition]


def _read(judged: JudgedGate) -> set[str]:
    """The questions on which a gate depends."""
    read = [q for condition in judged.gate.conditions for q in questions_in(condition)]
    return {*deciding(RULES.item, read)}


@pytest.mark.exhaustive
def test_the_model_meets_stops_slips_words_and_results() -> None:
    """The machine is worth something: its interviews come to all that it is about."""
    met: set[str] = set()

    @settings(max_examples=100, database=None, derandomize=True)
    @given(interviews())
    def meet(interview: tuple[Anybody, list[Suggestion]]) -> None:
        somebody, delivered = interview
        met.update(suggestion.status.value for suggestion in delivered)
        met.update(f"{kind} at the result" for kind in somebody.at_the_result)
        met.update(["slip"] * bool(somebody.slips), ["words"] * bool(somebody.heard))

    meet()
    at_the_result = {"Command at the result", "Heard at the result"}
    assert {"stopped", "slip", "words", "suggestion"} | at_the_result <= met
