"""Interviews told by what is answered: the questions and labels are those of the shipped rules.

A question on safety or health that a story says nothing of is answered so that nothing follows; any other is
skipped.
"""

from __future__ import annotations

from collections.abc import Iterator

from decision_aid.interviewing.flow import Flow
from decision_aid.model.answers import SETTING, SKIPPED, Value
from decision_aid.model.rules import Item, Purpose
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
    """The questions with what is answered to them, from one on and up to another, which is not in it."""
    steps = list(_steps(answers))
    names = [item.link_id for item, _ in steps]
    first, last = (names.index(id) if id else place for id, place in ((since, 0), (until, len(steps))))
    return [(item.text.to(str(answers[SETTING])), labels) for item, labels in steps[first:last]]


def sheet(answers: dict[str, Value]) -> dict[str, Value]:
    """The same as a file would have it."""
    flow = Flow(shipped_rule_set())
    while flow.current:
        flow, _ = flow.record(flow.current, _value(flow, answers))
    return {**flow.given}


def asked(link_id: str, setting: str = "person") -> str:
    """How a question is asked."""
    return shipped_rule_set().item[link_id].text.to(setting)


def label(link_id: str, code: str) -> str:
    """An answer in the words of its label."""
    return next(o.label for o in shipped_rule_set().item[link_id].answer_options if o.code == code)


def _steps(answers: dict[str, Value]) -> Iterator[tuple[Item, tuple[str, ...]]]:
    flow = Flow(shipped_rule_set())
    while flow.current:
        item, value = flow.current, _value(flow, answers)
        codes = value if isinstance(value, tuple) else (value,)
        yield item, tuple(o.label for o in item.answer_options if o.code in codes)
        flow, _ = flow.record(item, value)


def _value(flow: Flow, answers: dict[str, Value]) -> Value:
    item = flow.current
    assert item
    if item.link_id in answers or item.purpose not in (Purpose.SAFETY, Purpose.HEALTH):
        return answers.get(item.link_id, SKIPPED)
    before = len(_holding(flow))
    quiet = [o for o in item.answer_options if len(_holding(flow.record(item, o.code)[0])) == before]
    return next((o.code for o in (*filter(lambda o: o.neutral, quiet), *quiet)), SKIPPED)


def _holding(flow: Flow) -> list[str]:
    return [judged.gate.id for judged in flow.evaluation.gates if judged.holds]
