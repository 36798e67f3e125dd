"""The walk of an evaluation, rule by rule, with the sums as they grow.

Belongs here: putting in order what `engine.evaluate` has returned. Nothing is judged or weighed
again. Does not: words (`explaining`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from decision_aid.conditions import AllOf, Answered, AnyOf, Not, Test, Truth, Verdict
from decision_aid.engine import Evaluation, JudgedGate, JudgedRule, WeighedArgument
from decision_aid.model import Argument, Strength
from decision_aid.suggestion import Suggestion


class Heard(NamedTuple):
    """An argument of a rule that holds.

    `strength` is None when the lens leaves it out. `counted` says that it speaks for its theme;
    otherwise `voice` is the rule that speaks in its place.
    """

    argument: Argument
    strength: Strength | None
    counted: bool
    voice: JudgedRule | None


class Step(NamedTuple):
    """One rule of the walk. `support` is each candidate's sum after it.

    A theme has one voice for and one against a candidate, so a rule adds what it adds in the end,
    when its whole theme is known: the sums after the last step are the net support.
    """

    judged: JudgedRule
    heard: tuple[Heard, ...]
    support: Mapping[str, int]


class Walk(NamedTuple):
    """The gates that are to be shown, then every rule. There are no steps while safety comes first.

    `gates` are all gates when candidates are weighed, else the stops that hold: a referral may rest on
    answers that name a treatment.
    """

    suggestion: Suggestion
    gates: tuple[JudgedGate, ...]
    steps: tuple[Step, ...]


def walk(suggestion: Suggestion) -> Walk:
    """The walk that led to a suggestion."""
    evaluation = suggestion.evaluation
    if not evaluation.safe:
        return Walk(suggestion, evaluation.stops, ())
    return Walk(suggestion, evaluation.gates, tuple(_steps(evaluation)))


def _steps(evaluation: Evaluation) -> Iterator[Step]:
    support = dict.fromkeys(evaluation.rule_set.candidate, 0)
    weighed = [w for standing in evaluation.standings for w in standing.arguments]
    for judged in evaluation.rules:
        heard = tuple(_heard(judged, argument, weighed) for argument in judged.rule.arguments if judged.holds)
        for w in weighed:
            if w.judged is judged and w.counted:
                support[w.argument.candidate] += w.signed_weight
        yield Step(judged, heard, dict(support))


def _heard(judged: JudgedRule, argument: Argument, weighed: list[WeighedArgument]) -> Heard:
    mine = next((w for w in weighed if w.judged is judged and w.argument is argument), None)
    if mine is None:
        return Heard(argument, None, False, None)
    if mine.counted:
        return Heard(argument, mine.strength, True, None)
    voice = next(
        w.judged
        for w in weighed
        if w.counted
        and w.rule.theme == judged.rule.theme
        and w.argument.candidate == argument.candidate
        and w.argument.direction is argument.direction
    )
    return Heard(argument, mine.strength, False, voice)


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
