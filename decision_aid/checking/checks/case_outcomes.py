"""Worked cases that do not come out as they say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from decision_aid.checking.case_causes import Cause, cause, weakened
from decision_aid.engine.evaluate import evaluate
from decision_aid.engine.questionnaire import problems_in
from decision_aid.engine.suggest import Status, suggest
from decision_aid.model.library import Case, Expected
from decision_aid.model.problems import Guesses, Location, Problem
from decision_aid.model.rules import Rules
from decision_aid.wording.case_file import TO_COMPLETE
from decision_aid.wording.commands import folder_of
from decision_aid.wording.grammar import counted

CODES = {
    "case-differs": "A worked case comes out otherwise than it says.",
    "not-enabled": "An answer to a question that is not asked, given the other answers.",
    "unknown-gate": "There is no gate of this name.",
}


SAFETY_FIRST: Final = (Status.STOPPED, Status.NEEDS_ANSWERS)
BY_HAND: Final = "if a clinician agrees that it no longer does, change it by hand"


FEW: Final = 3
"""Cases that may answer a question which is closed, and are each told of it."""


def find(rule_set: Rules) -> Iterator[Problem]:
    """What it finds: a case whose answers would be refused, whose outcome is not the one it states, or
    which expects a gate that does not exist. Where one weight or one rule is the cause, it says so there.

    Why it matters: the cases are what a clinician has read and agreed with.
    Where a case lost a stop, the gate that was weakened is told, and nothing is to be accepted.
    Example: a changed weight makes CBT and IPT level in a case that says CBT. Instead: set the
    weight right, or, if the new outcome is the better one, let `rules accept` write it into the case.
    """
    gates, guesses = {gate.id for gate in rule_set.gates}, Guesses()
    differing: list[tuple[Case, Problem]] = []
    refused: list[Problem] = []
    for case in rule_set.library.cases:
        places = dict.fromkeys(case.answers, case.location)
        if problems := problems_in(rule_set, case.answers, places.__getitem__, guesses):
            refused += problems
        elif gone := [gate for gate in case.gates if gate not in gates]:
            for gate in gone:
                message, hint = f"there is no gate '{gate}'", guesses.hint("gate", gate, gates)
                yield Problem("unknown-gate", message, case.location, hint, name=("gate", gate))
        elif said := "; ".join(_differences(rule_set, case)):
            message = f"the case '{case.id}' comes out with {said}"
            problem = Problem("case-differs", message, case.location, _hint(case, rule_set))
            if case.status == TO_COMPLETE:
                yield problem
            else:
                differing.append((case, problem))
    yield from _by_question(rule_set, refused)
    yield from _by_cause(rule_set, differing)


def _by_cause(rule_set: Rules, differing: Sequence[tuple[Case, Problem]]) -> Iterator[Problem]:
    """What makes cases come out otherwise, and these; of lost safety it is a gate, and never a weight."""
    cases = [case for case, _ in differing]
    lost = [case for case in cases if lost_safety(case, as_it_comes_out(rule_set, case))]
    of_gates: dict[Location, Cause] = {}
    root: dict[str, Location] = {}
    for case in lost:
        if gate := weakened(rule_set, case, _comes_out):
            of_gates[gate.place], root[case.id] = gate, gate.place
    for place, gate in of_gates.items():
        number = sum(root.get(case.id) == place for case in lost)
        yield _of_cause(gate, number, "change that: in such a case, safety comes first")
        root |= {case.id: place for case in cases if gate.undone and _comes_out(gate.undone, case)}
    others = [case for case in cases if case.id not in root and case not in lost]
    if found := cause(rule_set, others, _comes_out):
        command = f"decision-aid rules accept --rules {folder_of(rule_set)}"
        hint = f"change that; or, if the cases are what's wrong, let them expect what comes out: {command}"
        yield _of_cause(found, len(others), hint)
        root |= {case.id: found.place for case in others}
    yield from (problem._replace(root=root.get(case.id)) for case, problem in differing)


def _by_question(rule_set: Rules, refused: Sequence[Problem]) -> Iterator[Problem]:
    """What is wrong with answers; where many cases answer a question that is closed, at the question."""
    closed = Counter(problem.about for problem in refused if problem.code == "not-enabled")
    roots: dict[str, Location] = {}
    for question, cases in closed.items():
        enable_when = rule_set.item[question].enable_when
        if cases > FEW and enable_when:
            roots[question] = enable_when.location
            message = (
                f"{cases} worked cases answer '{question}', which is not asked, given their other answers"
            )
            hint = "change enable_when, or take the answer out of the cases"
            yield Problem("not-enabled", message, enable_when.location, hint, about=question)
    for problem in refused:
        yield problem._replace(root=roots.get(problem.about)) if problem.code == "not-enabled" else problem


def _of_cause(found: Cause, cases: int, hint: str) -> Problem:
    message = f"{counted(cases, 'worked case')} {found.words}"
    return Problem("case-differs", message, found.place, hint, name=found.name, words=found.text)


def _comes_out(rules: Rules, case: Case) -> bool:
    return not comes_out_otherwise(rules, case)


def lost_safety(before: Case, now: Case) -> bool:
    """Whether a case expects a stop, or that safety comes first, and that is not what comes out now."""
    if before.status == Status.STOPPED:
        return now.status != Status.STOPPED
    return before.status == Status.NEEDS_ANSWERS and now.status not in SAFETY_FIRST


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


def _differences(rule_set: Rules, case: Case) -> Iterator[str]:
    """What comes out otherwise. Who is favored is told where the status is the same."""
    now = as_it_comes_out(rule_set, case)
    same_status = now.status == case.status
    if not same_status:
        yield f"status '{now.status}', not '{case.status}'"
    if now.gates != case.gates:
        yield f"gates {_words(now.gates)}, not {_words(case.gates)}"
    decisions, expected = _all_decided(now), _all_decided(case)
    for id in {**expected, **decisions} if same_status else ():
        came_out, said = decisions.get(id), expected.get(id)
        if came_out != said:
            expected_otherwise = f"not {_words(said)}" if said else "for which it has no line"
            yield f"{id} {_words(came_out)}, {expected_otherwise}"


def _hint(case: Case, rule_set: Rules) -> str:
    if case.status == TO_COMPLETE:
        return "say below expect what should come out"
    if lost_safety(case, as_it_comes_out(rule_set, case)):
        return f"safety came first in it, so look at the gates; {BY_HAND}"
    return f"if that is right now: decision-aid rules accept {case.id} --rules {folder_of(rule_set)}"


def _all_decided(case: Case) -> Mapping[str, Sequence[str]]:
    return {key: _outcome_as_list(value) for key, value in case.decisions.items()}


def _outcome_as_list(came_to: Expected) -> Sequence[str]:
    behind = (f"close behind: {id}" for id in sorted(came_to.close_behind))
    return [str(came_to.outcome), *sorted(came_to.favored), *behind]


def _words(outcome: Sequence[str] | None) -> str:
    """An outcome as it is written in a case."""
    return "undecided" if outcome is None else f"[{', '.join(outcome)}]"
