"""Worked cases that do not come out as they say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from decision_aid.engine.evaluate import evaluate
from decision_aid.engine.questionnaire import problems_in
from decision_aid.engine.suggest import suggest
from decision_aid.model.library import Case, Expected
from decision_aid.model.problems import Problem
from decision_aid.model.rules import Rules
from decision_aid.wording.case_file import TO_COMPLETE

CODES = {
    "case-differs": "A worked case comes out otherwise than it says.",
}


def find(rule_set: Rules) -> Iterator[Problem]:
    """What it finds: a case whose answers would be refused, or whose outcome is not the one it states.

    Why it matters: the cases are what a clinician has read and agreed with.
    Example: a changed weight makes CBT and IPT level in a case that says CBT. Instead: set the
    weight right, or, if the new outcome is the better one, let `rules accept` write it into the case.
    """
    for case in rule_set.library.cases:
        places = dict.fromkeys(case.answers, case.location)
        yield from problems_in(rule_set, case.answers, places.__getitem__) or _differences(rule_set, case)


def as_it_comes_out(rule_set: Rules, case: Case) -> Case:
    """The same case, expecting what comes out by these rules. Its answers must be such as can stand."""
    suggestion = suggest(evaluate(rule_set, case.answers))
    return case._replace(
        status=str(suggestion.status),
        gates=tuple(judged.gate.id for judged in suggestion.gates),
        decisions={
            c.decision.id: Expected(str(c.outcome), c.favored, c.close_behind) for c in suggestion.conclusions
        },
    )


def comes_out_otherwise(rule_set: Rules, case: Case) -> bool:
    """Whether something else comes out than it expects."""
    return any(_differences(rule_set, case))


def _differences(rule_set: Rules, case: Case) -> Iterator[Problem]:
    now = as_it_comes_out(rule_set, case)
    for what, came_out, said in (
        ("status", now.status, case.status),
        ("gates", now.gates, case.gates),
        ("decisions", _all_decided(now), _all_decided(case)),
    ):
        if came_out != said:
            message = f"the case '{case.id}' comes out with {what} {_words(came_out)}, not {_words(said)}"
            hint = f"if that is right now: rules accept {case.id}"
            if case.status == TO_COMPLETE:
                hint = "say below expect what should come out"
            yield Problem("case-differs", message, case.location, hint)


def _all_decided(case: Case) -> Mapping[str, Sequence[str]]:
    return {key: _decided(value) for key, value in case.decisions.items()}


def _decided(came_to: Expected) -> Sequence[str]:
    behind = (f"close behind: {id}" for id in sorted(came_to.close_behind))
    return [str(came_to.outcome), *sorted(came_to.favored), *behind]


def _words(value: str | Sequence[str] | Mapping[str, Sequence[str]]) -> str:
    """An outcome as it is written in a case."""
    if isinstance(value, str):
        return f"'{value}'"
    if isinstance(value, Mapping):
        return "; ".join(f"{key} {_words(words)}" for key, words in value.items()) or "none"
    return f"[{', '.join(value)}]"
