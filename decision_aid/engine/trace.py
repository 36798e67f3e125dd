"""The walk of an evaluation, rule by rule, with the sums as they grow.

Belongs here: putting in order what `engine.evaluate` has returned. Nothing is judged or weighed
again. Does not: words (`explaining`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from decision_aid.engine.evaluate import Evaluation, JudgedGate, JudgedRule, WeighedArgument, strength_in
from decision_aid.engine.suggest import Suggestion
from decision_aid.model.conditions import AllOf, Answered, AnyOf, Not, Test, Truth, Verdict
from decision_aid.model.rules import Action, Argument, Direction, Strength


class Heard(NamedTuple):
    """An argument of a rule, whether or not the rule holds.

    `strength` is None when the lens leaves it out. `counted` says that it speaks for its theme;
    when another of its theme speaks in its place, that one is the `voice`.
    """

    argument: Argument
    strength: Strength | None
    counted: bool = False
    voice: WeighedArgument | None = None

    @property
    def adds(self) -> int:
        """What it adds to the support for its candidate."""
        if not self.counted or self.strength is None:
            return 0
        return self.strength.weight if self.argument.direction is Direction.FOR else -self.strength.weight


class Step(NamedTuple):
    """One rule of the walk. `support` is each candidate's sum after it.

    A theme has one voice for and one against a candidate, so a rule adds what it adds in the end,
    when its whole theme is known: the sums after the last step are the net support.
    """

    judged: JudgedRule
    heard: tuple[Heard, ...]
    support: Mapping[str, int]

    def argues_about(self, candidate: str) -> bool:
        return any(heard.argument.candidate == candidate for heard in self.heard)


class Walk(NamedTuple):
    """The gates that are to be shown, then every rule. There are no steps while safety comes first.

    `gates` are all gates when candidates are weighed, else the stops that hold, or those that an open
    safety question may yet shut: a referral may rest on answers that name a treatment.
    """

    suggestion: Suggestion
    gates: tuple[JudgedGate, ...]
    steps: tuple[Step, ...]


def walk(suggestion: Suggestion) -> Walk:
    """The walk that led to a suggestion."""
    evaluation = suggestion.evaluation
    if not evaluation.safe:
        return Walk(suggestion, evaluation.stops or tuple(_still_open(evaluation)), ())
    return Walk(suggestion, evaluation.gates, tuple(_steps(evaluation)))


def lifted(judged: JudgedGate) -> bool:
    """Whether a gate that holds, or may hold, is released by an answer."""
    released = judged.unless is not None and judged.unless.truth is Truth.TRUE
    return released and judged.when.truth is not Truth.FALSE


def _still_open(evaluation: Evaluation) -> Iterator[JudgedGate]:
    for judged in evaluation.gates:
        waits = set(judged.when.missing()) & set(evaluation.unanswered_safety)
        if judged.gate.action is Action.STOP and waits and not lifted(judged):
            yield judged


def _steps(evaluation: Evaluation) -> Iterator[Step]:
    support = dict.fromkeys(evaluation.rule_set.candidate, 0)
    voices = [w for standing in evaluation.standings for w in standing.arguments if w.counted]
    for judged in evaluation.rules:
        heard = tuple(_heard(evaluation, judged, argument, voices) for argument in judged.rule.arguments)
        for one in heard:
            support[one.argument.candidate] += one.adds
        yield Step(judged, heard, dict(support))


def _heard(
    evaluation: Evaluation, judged: JudgedRule, argument: Argument, voices: Sequence[WeighedArgument]
) -> Heard:
    strength = strength_in(evaluation.lens, judged.rule, argument, evaluation.rule_set)
    if not judged.holds or strength is None:
        return Heard(argument, strength)
    voice = next(
        w
        for w in voices
        if (w.rule.theme, w.argument.candidate, w.argument.direction)
        == (judged.rule.theme, argument.candidate, argument.direction)
    )
    mine = voice.judged is judged and voice.argument is argument
    return Heard(argument, strength, counted=mine, voice=None if mine else voice)


def decisive(verdict: Verdict) -> Iterator[tuple[Test | Answered, Truth]]:
    """The tests that make a condition come out as it does: of a false *all*, those that are false."""
    match verdict.condition:
        case AllOf() | AnyOf():
            for part in verdict.parts:
                if part.truth is verdict.truth:
                    yield from decisive(part)
        case Not():
            for part in verdict.parts:
                yield from decisive(part)
        case test:
            yield test, verdict.truth
