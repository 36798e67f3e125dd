"""Worked cases that do not come out as they say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from decision_aid.checking.case_causes import cause
from decision_aid.engine.evaluate import evaluate
from decision_aid.engine.questionnaire import problems_in
from decision_aid.engine.suggest import Conclusion, suggest
from decision_aid.model.library import Case, Expected
from decision_aid.model.problems import Problem, did_you_mean
from decision_aid.model.rules import Rules
from decision_aid.wording.grammar import counted

CODES = {
    "case-differs": "A worked case comes out otherwise than it says.",
    "unknown-gate": "There is no gate of this name.",
}


def find(rule_set: Rules) -> Iterator[Problem]:
    """What it finds: a case whose answers would be refused, whose outcome is not the one it states, or
    which expects a gate that does not exist. Where one weight or one rule is the cause, it says so there.

    Why it matters: the cases are what a clinician has read and agreed with.
    Example: a changed weight makes CBT and IPT level in a case that says CBT. Instead: set the
    weight right, or, if the new outcome is the better one, say so in the case.
    """
    gates = {gate.id for gate in rule_set.gates}
    differing: list[Case] = []
    differences: list[Problem] = []
    for case in rule_set.library.cases:
        places = dict.fromkeys(case.answers, case.location)
        if problems := problems_in(rule_set, case.answers, places.__getitem__):
            yield from problems
        elif gone := [gate for gate in case.gates if gate not in gates]:
            for gate in gone:
                message, hint = f"there is no gate '{gate}'", did_you_mean(gate, gates)
                yield Problem("unknown-gate", message, case.location, hint, name=("gate", gate))
        elif said := "; ".join(_differences(rule_set, case)):
            differing.append(case)
            message = f"the case '{case.id}' comes out with {said}"
            differences.append(Problem("case-differs", message, case.location))
    found = cause(rule_set, differing, lambda rules, case: not any(_differences(rules, case)))
    if found:
        message = f"{counted(len(differing), 'worked case')} {found.words}"
        hint = "undo that, or, if you meant it, change what the cases expect"
        yield Problem("case-differs", message, found.place, hint, name=found.name)
        differences = [problem._replace(root=found.place) for problem in differences]
    yield from differences


def _differences(rule_set: Rules, case: Case) -> Iterator[str]:
    """What comes out otherwise. Who is favored is told where the status is the same."""
    suggestion = suggest(evaluate(rule_set, case.answers))
    gates = tuple(judged.gate.id for judged in suggestion.gates)
    same_status = str(suggestion.status) == case.status
    if not same_status:
        yield f"status '{suggestion.status}', not '{case.status}'"
    if gates != case.gates:
        yield f"gates {_words(gates)}, not {_words(case.gates)}"
    decisions = {c.decision.id: _decided(c) for c in suggestion.conclusions}
    expected = {key: _decided(value) for key, value in case.decisions.items()}
    for id in {**expected, **decisions} if same_status else ():
        came_out, said = decisions.get(id), expected.get(id)
        if came_out != said:
            yield f"{id} {_words(came_out)}, not {_words(said)}"


def _decided(came_to: Conclusion | Expected) -> Sequence[str]:
    behind = (f"close behind: {id}" for id in sorted(came_to.close_behind))
    return [str(came_to.outcome), *sorted(came_to.favored), *behind]


def _words(outcome: Sequence[str] | None) -> str:
    """An outcome as it is written in a case."""
    return "undecided" if outcome is None else f"[{', '.join(outcome)}]"
