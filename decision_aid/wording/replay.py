"""A saved record of `evaluate`, and what its answers come to today.

Belongs here: what a record says came out, and in what it differs from what comes out now; `verify` and
`compare` need it. Does not: reading the file (`loading.saved_record`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple, TypeAlias

from decision_aid.engine.agreement import Agreement
from decision_aid.engine.evaluate import evaluate
from decision_aid.engine.questionnaire import problems_in, up_to_date
from decision_aid.engine.record_answers import answers_hash
from decision_aid.engine.safety_questions import nameable_questions
from decision_aid.engine.suggest import Status, Suggestion, suggest
from decision_aid.model.answers import Background, Value
from decision_aid.model.choice import DECIDED, Choice
from decision_aid.model.lens import Lens
from decision_aid.model.problems import NOWHERE, DecisionAidError, shortened, shown
from decision_aid.model.records import record
from decision_aid.model.review_dates import day_told
from decision_aid.model.rules import Rules
from decision_aid.wording.result_record import SCHEMA, choice_record, result_record

ArgumentKey: TypeAlias = tuple[str, str, str]
"""The ids of a rule and of the candidate that it argues about, and the direction."""

FIRST_SCHEMA = "decision-aid/evaluation/1"

NO_RECORD = "This file isn't a record: it isn't the JSON that decision-aid evaluate --format json writes."


@record
class CameOut(NamedTuple):
    """What a record says: what it was made from, and what came out.

    `decisions` are the outcome, what is favored and what is close behind; `sums` are by candidate;
    `arguments` say how strong each was, and whether it counted. `decided` is what clinician and client
    decided, and how that went with what came out; not why.
    """

    program: str
    date: str
    version: str
    hash: str
    status: Status
    gates: Mapping[str, str]
    missing: tuple[str, ...]
    decisions: Mapping[str, tuple[str, tuple[str, ...], tuple[str, ...]]]
    sums: Mapping[str, int]
    arguments: Mapping[ArgumentKey, tuple[str, bool]]
    decided: tuple[Choice, Agreement] | None = None

    @property
    def safe(self) -> bool:
        """Whether anything was weighed."""
        return self.status not in (Status.STOPPED, Status.NEEDS_ANSWERS)


class Replay(NamedTuple):
    """A record as it came out then, and what its answers come to now."""

    suggestion: Suggestion
    then: CameOut
    now: CameOut

    @property
    def both_safe(self) -> bool:
        """Whether approaches may be named: safety comes first in neither."""
        return self.then.safe and self.now.safe

    @property
    def gates(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The gates that held only then, and only now. A record of a stop keeps what stops read, no more."""
        then, now = (
            {id: action for id, action in one.gates.items() if self.both_safe or action == "stop"}
            for one in (self.then, self.now)
        )
        only_then = tuple(id for id in then if now.get(id) != then[id])
        return only_then, tuple(id for id in now if then.get(id) != now[id])

    @property
    def decisions(self) -> tuple[str, ...]:
        """The decisions that come out otherwise; none where safety comes first."""
        ids = dict.fromkeys((*self.then.decisions, *self.now.decisions)) if self.both_safe else ()
        return tuple(id for id in ids if self.then.decisions.get(id) != self.now.decisions.get(id))

    @property
    def sums(self) -> tuple[str, ...]:
        """The candidates whose sums differ."""
        ids = dict.fromkeys((*self.then.sums, *self.now.sums)) if self.both_safe else ()
        return tuple(id for id in ids if self.then.sums.get(id) != self.now.sums.get(id))

    @property
    def arguments(self) -> tuple[ArgumentKey, ...]:
        """The arguments that weigh otherwise."""
        keys = dict.fromkeys((*self.then.arguments, *self.now.arguments)) if self.both_safe else ()
        return tuple(key for key in keys if self.then.arguments.get(key) != self.now.arguments.get(key))

    @property
    def open_questions(self) -> tuple[str, ...]:
        """The safety questions that are open in only one of the two, where nothing stops."""
        if self.then.status is not Status.NEEDS_ANSWERS or self.now.status is not Status.NEEDS_ANSWERS:
            return ()
        return tuple(sorted({*self.then.missing} ^ {*self.now.missing}))

    @property
    def same(self) -> bool:
        """Whether it comes out as it did, for the same reasons. Other words are no difference."""
        apart = (*self.gates, self.decisions, self.sums, self.arguments, self.open_questions)
        as_decided = not self.both_safe or self.then.decided == self.now.decided
        return self.then.status is self.now.status and not any(apart) and as_decided

    @property
    def same_rules(self) -> bool:
        return self.then.hash == self.now.hash

    @property
    def same_program(self) -> bool:
        return self.then.program == self.now.program


def replay(rule_set: Rules, saved: Any, through: Lens | None = None) -> Replay:
    """What a saved record comes to by these rules, in its own lens unless another one is named.

    Raises `DecisionAidError` where it cannot be replayed.
    """
    try:
        if saved["schema"] == FIRST_SCHEMA:
            raise DecisionAidError(
                f"This record can't be replayed: records of the first form ({FIRST_SCHEMA}) hold no answers."
            )
        if saved["schema"] != SCHEMA:
            raise DecisionAidError(NO_RECORD)
        then, lens, id = came_out(saved), through or Lens(saved["lens"]), str(saved["rule_set"]["id"])
        answers = {str(question): _value(value) for question, value in saved["answers"].items()}
        hash = saved["answers_hash"]
        background = Background(day_told(saved.get("saved") or then.date), saved.get("corrected") is True)
    except (KeyError, TypeError, ValueError, AttributeError):
        raise DecisionAidError(NO_RECORD) from None
    if id != rule_set.id:
        told = shown(shortened(id, 60)) if then.safe else "others"
        raise DecisionAidError(
            f"This record was made by other rules ({told}, not {rule_set.id}). Give them with --rules DIR."
        )
    if hash != answers_hash(answers):
        raise DecisionAidError(
            "This record can't be replayed: its answers are not those it was made from (their hash differs)."
        )
    answers = dict(up_to_date(rule_set, answers)[0])
    if problems := problems_in(rule_set, answers, lambda _: NOWHERE):
        nameable = rule_set.item if then.safe else nameable_questions(rule_set)
        about = dict.fromkeys(p.about if p.about in nameable else "another question" for p in problems)
        raise DecisionAidError(
            "This record can't be replayed: these questions no longer take the answers in it: "
            f"{', '.join(about)}."
        )
    suggestion = suggest(evaluate(rule_set, answers, lens), background)
    decided = {DECIDED: choice_record(suggestion, then.decided[0])} if then.decided else {}
    return Replay(suggestion, then, came_out({**result_record(suggestion), **decided}))


def came_out(saved: Mapping[str, Any]) -> CameOut:
    """What a record says. Raises `KeyError`, `TypeError`, `ValueError` or `AttributeError` if it is none."""
    standings = [
        (id, standing)
        for decision in saved["decisions"].values()
        for id, standing in decision.get("candidates", {}).items()
    ]
    return CameOut(
        program=_text(saved["program"]),
        date=_text(saved["date"]),
        version=_text(saved["rule_set"]["version"]),
        hash=_text(saved["rule_set"]["hash"]),
        status=Status(saved["status"]),
        gates={_text(gate["id"]): _text(gate["action"]) for gate in saved["gates"]},
        missing=tuple(map(_text, saved["missing"])),
        decisions={
            id: (
                _text(decision["outcome"]),
                tuple(map(_text, decision["favored"])),
                tuple(map(_text, decision["close_behind"])),
            )
            for id, decision in saved["decisions"].items()
            if decision
        },
        sums={id: int(standing["net_support"]) for id, standing in standings},
        arguments={
            (_text(one["rule"]), id, _text(one["direction"])): (_text(one["strength"]), bool(one["counted"]))
            for id, standing in standings
            for one in standing["arguments"]
        },
        decided=_decided(saved[DECIDED]) if DECIDED in saved else None,
    )


def _decided(saved: Mapping[str, Any]) -> tuple[Choice, Agreement]:
    return Choice(tuple(map(_text, saved["candidates"]))), Agreement(saved["agreement"])


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    return shown(shortened(value, 80))


def _value(value: Any) -> Value:
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return tuple(value)
    if isinstance(value, str) or type(value) is int:
        return value
    raise TypeError
