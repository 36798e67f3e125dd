"""The differences between two results: answers, gates, arguments and outcomes.

Belongs here: two suggestions, by the same rules or by different ones. Does not: words
(`wording.comparison`), and differences over all answer sheets (`proving`).
"""

from __future__ import annotations

from collections.abc import Iterator, Set
from typing import NamedTuple, TypeAlias

from decision_aid.engine.evaluate import WeighedArgument
from decision_aid.engine.suggest import Conclusion, Result, Suggestion
from decision_aid.model.answers import Value
from decision_aid.model.records import record
from decision_aid.model.rules import Action, Argument, Rule, Urgency

ArgumentKey: TypeAlias = tuple[str, str, str]
"""The ids of a rule and of the candidate that it argues about, and the direction."""


@record
class AnswerDifference(NamedTuple):
    """A question, by its id, and its two answers; None where there is no answer."""

    question: str
    first: Value | None
    second: Value | None


@record
class ArgumentDifference(NamedTuple):
    """An argument that weighs differently in the two; None where it is not made."""

    rule: Rule
    argument: Argument
    first: WeighedArgument | None
    second: WeighedArgument | None


@record
class OutcomeDifference(NamedTuple):
    """A decision, by its id, and its two outcomes; None where it does not arise."""

    decision: str
    first: Conclusion | None
    second: Conclusion | None


@record
class Differences(NamedTuple):
    """Everything in which two results differ.

    `gates` are two lists of ids: the gates that hold in the first only, and in the second only. A gate
    that holds in both and acts differently is in both lists.
    """

    answers: tuple[AnswerDifference, ...]
    gates: tuple[tuple[str, ...], tuple[str, ...]]
    arguments: tuple[ArgumentDifference, ...]
    outcomes: tuple[OutcomeDifference, ...]

    @property
    def first_rule(self) -> Rule | None:
        """The first rule, in the order of the files, that argues differently in the two."""
        return self.arguments[0].rule if self.arguments else None

    @property
    def is_empty(self) -> bool:
        """Whether the two are the same in everything that is compared."""
        return self == Differences((), ((), ()), (), ())


def differences(first: Suggestion, second: Suggestion) -> Differences:
    """In what two suggestions differ. Arguments and outcomes are compared only where both were weighed."""
    gates = [
        {(judged.gate.id, judged.gate.action, judged.gate.urgency) for judged in one.gates}
        for one in (first, second)
    ]
    gates_of_one = (_ids(first, gates[0] - gates[1]), _ids(second, gates[1] - gates[0]))
    both = first.evaluation.safe and second.evaluation.safe
    return Differences(
        tuple(_answers(first, second)),
        gates_of_one,
        tuple(_arguments(first, second)) if both else (),
        tuple(_outcomes(first, second)) if both else (),
    )


def _ids(suggestion: Suggestion, gates: Set[tuple[str, Action, Urgency]]) -> tuple[str, ...]:
    """The ids of these gates, in the order in which they are shown."""
    wanted = {id for id, _, _ in gates}
    return tuple(judged.gate.id for judged in suggestion.gates if judged.gate.id in wanted)


def _answers(first: Suggestion, second: Suggestion) -> Iterator[AnswerDifference]:
    one, other = first.evaluation.answers, second.evaluation.answers
    for question in dict.fromkeys((*first.evaluation.rule_set.item, *second.evaluation.rule_set.item)):
        here, there = one.given.get(question), other.given.get(question)
        if _in_no_order(here) != _in_no_order(there):
            yield AnswerDifference(question, here, there)


def _in_no_order(value: Value | None) -> Value | frozenset[str] | None:
    return frozenset(value) if isinstance(value, tuple) else value


def _arguments(first: Suggestion, second: Suggestion) -> Iterator[ArgumentDifference]:
    one, other = weighed_by_key(first), weighed_by_key(second)
    order = dict.fromkeys(rule.id for s in (first, second) for rule in s.evaluation.rule_set.rules)
    for id in order:
        for key in dict.fromkeys(key for key in (*one, *other) if key[0] == id):
            here, there = one.get(key), other.get(key)
            either = here or there
            if either and _weight(here) != _weight(there):
                yield ArgumentDifference(either.rule, either.argument, here, there)


def weighed_by_key(suggestion: Suggestion) -> dict[ArgumentKey, WeighedArgument]:
    """The arguments that were weighed, by what makes each the same argument in another result."""
    return {
        (w.rule.id, w.argument.candidate, w.argument.direction): w
        for standing in suggestion.evaluation.standings
        for w in standing.arguments
    }


def _weight(weighed: WeighedArgument | None) -> tuple[str, bool] | None:
    return (weighed.strength, weighed.counted) if weighed else None


def _outcomes(first: Suggestion, second: Suggestion) -> Iterator[OutcomeDifference]:
    decisions = (d.id for s in (first, second) for d in s.evaluation.rule_set.decisions)
    for decision in dict.fromkeys(decisions):
        here, there = first.conclusion(decision), second.conclusion(decision)
        if _outcome(here) != _outcome(there):
            yield OutcomeDifference(decision, here, there)


def _outcome(conclusion: Conclusion | None) -> Result | None:
    return Result(*conclusion[1:4]) if conclusion else None
