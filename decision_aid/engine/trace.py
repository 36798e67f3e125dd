"""The trace of an evaluation as a walk: gate by gate, rule by rule, with the sums as they grow.

Belongs here: putting in order what `engine.evaluate` has returned; nothing is judged or weighed again.
Does not: words (`wording.trace`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from decision_aid.engine.evaluate import (
    Evaluation,
    JudgedGate,
    JudgedRule,
    WeighedArgument,
    reason_in,
    strength_in,
)
from decision_aid.engine.suggest import Suggestion
from decision_aid.engine.verdicts import Truth
from decision_aid.model.records import record
from decision_aid.model.rules import Action, Argument, Direction, Strength


@record
class TracedArgument(NamedTuple):
    """An argument of a rule, whether or not the rule holds.

    `because` is the reason that the lens shows; when the lens leaves the argument out, `strength` is None and
    there is no reason. A theme counts one argument for and one against each candidate: `counted` says that it
    is this one, and `counted_instead` is the one that took its place.
    """

    argument: Argument
    strength: Strength | None
    because: str = ""
    counted: bool = False
    counted_instead: WeighedArgument | None = None

    @property
    def adds(self) -> int:
        """What it adds to the support for its candidate."""
        if not self.counted or self.strength is None:
            return 0
        return self.strength.weight if self.argument.direction is Direction.FOR else -self.strength.weight


@record
class Step(NamedTuple):
    """One rule of the walk, and each candidate's sum after it (`support`, by id).

    A rule adds what it still adds once its whole theme is known: an argument that a later rule of the
    theme outweighs adds nothing. So the sums after the last step are the net support.
    """

    judged: JudgedRule
    arguments: tuple[TracedArgument, ...]
    support: Mapping[str, int]

    def argues_about(self, candidate: str) -> bool:
        return any(traced.argument.candidate == candidate for traced in self.arguments)


@record
class Walk(NamedTuple):
    """The gates to show, then every rule. There are no steps while safety comes first.

    `gates` are all gates when candidates are weighed. Else they are the stops that hold, or those that an
    open safety question may still make hold. Referrals are left out then: their answers may name a treatment.
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
    """Whether an answer releases a gate that an answer has set off, or may have."""
    return judged.released and judged.gate.has_trigger and judged.when.truth is not Truth.FALSE


def _still_open(evaluation: Evaluation) -> Iterator[JudgedGate]:
    for judged in evaluation.gates:
        waits = set(judged.when.missing()) & set(evaluation.unanswered_safety)
        if judged.gate.action is Action.STOP and waits and not lifted(judged):
            yield judged


def _steps(evaluation: Evaluation) -> Iterator[Step]:
    support = dict.fromkeys(evaluation.rule_set.candidate, 0)
    counted = [w for standing in evaluation.standings for w in standing.arguments if w.counted]
    for judged in evaluation.rules:
        arguments = tuple(_traced(evaluation, judged, one, counted) for one in judged.rule.arguments)
        for traced in arguments:
            support[traced.argument.candidate] += traced.adds
        yield Step(judged, arguments, dict(support))


def _traced(
    evaluation: Evaluation, judged: JudgedRule, argument: Argument, counted: Sequence[WeighedArgument]
) -> TracedArgument:
    lens, rule_set = evaluation.lens, evaluation.rule_set
    strength = strength_in(lens, judged.rule, argument, rule_set)
    if strength is None:
        return TracedArgument(argument, strength)
    traced = TracedArgument(argument, strength, reason_in(lens, argument, rule_set))
    if not judged.holds:
        return traced
    of_theme = next(
        w
        for w in counted
        if (w.rule.theme, w.argument.candidate, w.argument.direction)
        == (judged.rule.theme, argument.candidate, argument.direction)
    )
    if of_theme.judged is judged and of_theme.argument is argument:
        return traced._replace(counted=True)
    return traced._replace(counted_instead=of_theme)
