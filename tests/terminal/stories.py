"""Interviews told by what is answered: the questions and labels are those of the shipped rules.

A question on safety or health that a story says nothing of is answered so that nothing follows; any other is
skipped.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from functools import cache

from decision_aid.interviewing.dialogue import Dialogue
from decision_aid.interviewing.flow import Flow
from decision_aid.interviewing.replies import Reply
from decision_aid.model.answers import SETTING, SKIPPED, Value
from decision_aid.model.report import Report
from decision_aid.model.rules import Purpose
from decision_aid.wording import prompts
from decision_aid.wording.prompt import Command, Prompt
from tests.interviewing.scripted import Silent
from tests.strategies import shipped_rule_set

Answered = tuple[str, tuple[str, ...]]
"""A question, and the labels that are chosen; none is to skip."""

ME: dict[str, Value] = {SETTING: "person", "age_group": "from_25_to_64"}
CLINICIAN: dict[str, Value] = {**ME, SETTING: "clinician"}

CBT_WAS_NOT_ENOUGH: dict[str, Value] = {
    **ME,
    "currently_well": "no",
    "severity": "moderate",
    "episode_duration": "over_2_years",
    "past_episodes": "one_or_two",
    "prior_treatments": ("cbt", "medication"),
    "medicines_tried": "one",
    "cbt_outcome": "not_enough",
    "medication_outcome": "not_enough",
    "medication_view": "open",
    "inner_patterns": ("repeating_patterns",),
    "goals": ("understand_why",),
    "time_available": "a_year_or_more",
    "matters_most": ("soon", "talk_of_past"),
}


def story(answers: dict[str, Value], until: str | None = None, since: str | None = None) -> list[Answered]:
    """The questions with what is answered to them, from one on and up to another, which is not in it.

    Where the result is offered before the last question, the story goes on with the questions.
    """
    told = _told(tuple(answers.items()))
    names = [name for name, *_ in told]
    first, last = (names.index(id) if id else place for id, place in ((since, 0), (until, len(names))))
    return [(text, labels) for _, text, labels in told[first:last]]


def sheet(answers: dict[str, Value], until: str | None = None) -> dict[str, Value]:
    """The same as a file would have it, up to a question."""
    return {**_given(tuple(answers.items()), until)}


@cache
def _told(answers: tuple[tuple[str, Value], ...]) -> list[tuple[str, str, tuple[str, ...]]]:
    """The name of each step of the whole story, its text, and the labels that are chosen."""
    teller = _Teller(dict(answers))
    with suppress(KeyboardInterrupt):
        teller.dialogue.run()
    return teller.told_so_far


@cache
def _given(answers: tuple[tuple[str, Value], ...], until: str | None) -> Mapping[str, Value]:
    flow = Flow(shipped_rule_set())
    while flow.current and flow.current.link_id != until:
        flow, _ = flow.record(flow.current, value_in_a_story(flow, dict(answers)))
    return flow.given


def asked(link_id: str, setting: str = "person") -> str:
    """How a question is asked."""
    return shipped_rule_set().item[link_id].text.to(setting)


def label(link_id: str, code: str) -> str:
    """An answer in the words of its label."""
    return next(o.label for o in shipped_rule_set().item[link_id].answer_options if o.code == code)


def told(link_id: str, code: str) -> str:
    """An answer as it stays on the screen."""
    return f"{shipped_rule_set().item[link_id].label}: {label(link_id, code)}"


class _Teller(Silent):
    """Somebody who answers as the story goes, and notes how: the name of each step, its text, and labels."""

    def __init__(self, answers: dict[str, Value]) -> None:
        self.answers = answers
        self.told_so_far: list[tuple[str, str, tuple[str, ...]]] = []
        self.dialogue = Dialogue(shipped_rule_set(), self, lambda *_: None)

    def ask(self, prompt: Prompt, help: Report) -> Reply:
        item = self.dialogue.flow.current
        if item is None:
            raise KeyboardInterrupt  # all is answered
        reply = value_in_a_story(self.dialogue.flow, self.answers)
        name = item.link_id
        if prompt.choices and prompt.choices[0].code == prompts.RESULT:
            name, reply = "an offer of the result", prompts.ANSWER
        codes = reply if isinstance(reply, tuple) else (reply,)
        labels = tuple(choice.label for choice in prompt.choices if choice.code in codes)
        self.told_so_far.append((name, prompt.text, labels))
        return Command.SKIP if reply == SKIPPED else reply


def value_in_a_story(flow: Flow, answers: dict[str, Value]) -> Value:
    """What is answered to the question that is asked now."""
    item = flow.current
    assert item
    if item.link_id in answers or item.purpose not in (Purpose.SAFETY, Purpose.HEALTH):
        return answers.get(item.link_id, SKIPPED)
    before = len(_holding(flow))
    quiet = [o for o in item.answer_options if len(_holding(flow.record(item, o.code)[0])) == before]
    return next((o.code for o in (*filter(lambda o: o.neutral, quiet), *quiet)), SKIPPED)


def _holding(flow: Flow) -> list[str]:
    return [judged.gate.id for judged in flow.evaluation.gates if judged.holds]
