"""Candidates that no answers lead to."""

from __future__ import annotations

from collections.abc import Iterator

from decision_aid.checking.checks.case_outcomes import as_it_comes_out
from decision_aid.checking.findings import Claim, Finding
from decision_aid.engine.questionnaire import problems_in
from decision_aid.model.problems import Severity
from decision_aid.model.rules import Candidate, Decision
from decision_aid.proving.prover import Prover
from decision_aid.proving.search import Answer
from decision_aid.proving.statements import Every, Favored, No, Some

CODES = {
    "never-alone": "On no answer sheet is this candidate favored alone.",
    "never-level": "On no answer sheet is this candidate favored level with another one.",
}


def find(prover: Prover) -> Iterator[Finding]:
    """What it finds: a candidate that can never be favored, alone or level with another. Where the
    search gives up, a worked case in which it is favored settles it.

    Why it matters: a candidate that can never win makes a show of a choice.
    Example: each rule for IPT also argues, as strongly, for CBT. Instead: let a rule argue for what
    sets the candidate apart, or take the candidate out.
    """
    for number, decision in enumerate(prover.rule_set.decisions):
        for candidate in decision.candidates:
            yield from _can_be_favored(prover, decision, candidate, main=number == 0)


def _can_be_favored(
    prover: Prover, decision: Decision, candidate: Candidate, *, main: bool
) -> Iterator[Finding]:
    others = tuple(Favored(other.id) for other in decision.candidates if other != candidate)
    alone = Claim(
        "every candidate can be favored alone",
        candidate.id,
        "never-alone",
        f"no answer sheet favors '{candidate.id}' alone",
        candidate.location,
        "look at the arguments for it, and at those for the others",
        Severity.WARNING,
        "add a worked case in which it is so",
    )
    answer = prover.some(Every((Favored(candidate.id), *map(No, others))))
    yield alone.some(_or_by_a_case(answer, prover, decision, candidate, alone=True))
    if main and len(others) == 1:
        return  # all level is no suggestion
    level = alone._replace(
        property="every candidate can be favored level with another",
        code="never-level",
        message=f"no answer sheet favors '{candidate.id}' level with another candidate",
    )
    answer = prover.some(Every((Favored(candidate.id), Some(others))))
    yield level.some(_or_by_a_case(answer, prover, decision, candidate, alone=False))


def _or_by_a_case(
    answer: Answer, prover: Prover, decision: Decision, candidate: Candidate, *, alone: bool
) -> Answer:
    """The answer; where the search gave up, a worked case that comes out so."""
    for case in prover.rule_set.library.cases if answer.undecided else ():
        said = case.decisions.get(decision.id)
        if said and candidate.id in said.favored and (len(said.favored) == 1) is alone:
            places = dict.fromkeys(case.answers, case.location)
            if not problems_in(prover.rule_set, case.answers, places.__getitem__):
                comes_out = as_it_comes_out(prover.rule_set, case).decisions.get(decision.id)
                if comes_out and {*comes_out.favored} == {*said.favored}:
                    return answer._replace(sheets=(case.answers,), undecided=False)
    return answer
