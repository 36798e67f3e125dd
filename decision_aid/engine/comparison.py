"""What sets two results apart: answers, gates, arguments, outcomes, and the first rule where they part.

Belongs here: finding the differences between two suggestions, by the same rules or by others. Does
not: words (`explaining`), and differences over all answer sheets (`checking.comparing`).
"""

from __future__ import annotations

from collections.abc import Iterator, Set
from typing import NamedTuple

from decision_aid.engine.evaluate import WeighedArgument
from decision_aid.engine.suggest import Conclusion, Suggestion
from decision_aid.model.answers import Value
from decision_aid.model.rules import Action, Argument, Rule, Urgency


class Answered(NamedTuple):
    """A question with two answers; None is none."""

    question: str
    first: Value | None
    second: Value | None


class Argued(NamedTuple):
    """An argument that does not weigh the same in both; None where it is not made at all."""

    rule: Rule
    argument: Argument
    first: WeighedArgument | None
    second: WeighedArgument | None


class Concluded(NamedTuple):
    """A decision with two outcomes; None where it does not arise."""

    decision: str
    first: Conclusion | None
    second: Conclusion | None


class Differences(NamedTuple):
    """All that sets two results apart. `gates` are ids, of those that hold in the first or second alone,
    or hold in both and do not act alike.

    `parted` is the first rule, in the order of the files, that does not argue the same in both.
    """

    answers: tuple[Answered, ...]
    gates: tuple[tuple[str, ...], tuple[str, ...]]
    arguments: tuple[Argued, ...]
    outcomes: tuple[Concluded, ...]

    @property
    def parted(self) -> Rule | None:
        return self.arguments[0].rule if self.arguments else None

    @property
    def none(self) -> bool:
        """Whether the two are the same in all that is compared."""
        return self == Differences((), ((), ()), (), ())


def differences(first: Suggestion, second: Suggestion) -> Differences:
    """What sets the two apart. Arguments and outcomes are compared when both were weighed."""
    gates = [
        {(judged.gate.id, judged.gate.action, judged.gate.urgency) for judged in one.gates}
        for one in (first, second)
    ]
    alone = (_ids(first, gates[0] - gates[1]), _ids(second, gates[1] - gates[0]))
    both = first.evaluation.safe and second.evaluation.safe
    return Differences(
        tuple(_answers(first, second)),
        alone,
        tuple(_arguments(first, second)) if both else (),
        tuple(_outcomes(first, second)) if both else (),
    )


def _ids(suggestion: Suggestion, gates: Set[tuple[str, Action, Urgency]]) -> tuple[str, ...]:
    """The ids of these gates, in the order in which they are shown."""
    wanted = {id for id, _, _ in gates}
    return tuple(judged.gate.id for judged in suggestion.gates if judged.gate.id in wanted)


def _answers(first: Suggestion, second: Suggestion) -> Iterator[Answered]:
    one, other = first.evaluation.answers, second.evaluation.answers
    for question in dict.fromkeys((*first.evaluation.rule_set.item, *second.evaluation.rule_set.item)):
        here, there = one.given.get(question), other.given.get(question)
        if _in_no_order(here) != _in_no_order(there):
            yield Answered(question, here, there)


def _in_no_order(value: Value | None) -> Value | frozenset[str] | None:
    return frozenset(value) if isinstance(value, tuple) else value


def _arguments(first: Suggestion, second: Suggestion) -> Iterator[Argued]:
    one, other = _weighed(first), _weighed(second)
    order = dict.fromkeys(rule.id for s in (first, second) for rule in s.evaluation.rule_set.rules)
    for id in order:
        for key in dict.fromkeys(key for key in (*one, *other) if key[0] == id):
            here, there = one.get(key), other.get(key)
            either = here or there
            if either and _weight(here) != _weight(there):
                yield Argued(either.rule, either.argument, here, there)


def _weighed(suggestion: Suggestion) -> dict[tuple[str, str, str], WeighedArgument]:
    return {
        (w.rule.id, w.argument.candidate, w.argument.direction): w
        for standing in suggestion.evaluation.standings
        for w in standing.arguments
    }


def _weight(weighed: WeighedArgument | None) -> tuple[str, bool] | None:
    return (weighed.strength, weighed.counted) if weighed else None


def _outcomes(first: Suggestion, second: Suggestion) -> Iterator[Concluded]:
    decisions = (d.id for s in (first, second) for d in s.evaluation.rule_set.decisions)
    for decision in dict.fromkeys(decisions):
        here, there = first.conclusion(decision), second.conclusion(decision)
        if _came_to(here) != _came_to(there):
            yield Concluded(decision, here, there)


def _came_to(conclusion: Conclusion | None) -> tuple[str, frozenset[str]] | None:
    return (conclusion.outcome, frozenset(conclusion.favored)) if conclusion else None
