"""Candidates that no answers lead to."""

from __future__ import annotations

from collections.abc import Iterator

from decision_aid.checking.findings import Claim, Finding
from decision_aid.model.problems import Severity
from decision_aid.model.rules import Candidate, Decision
from decision_aid.proving.prover import Prover
from decision_aid.proving.statements import Every, Favored, No, Some

CODES = {
    "never-alone": "On no answer sheet is this candidate favored alone.",
    "never-level": "On no answer sheet is this candidate favored level with another one.",
}


def find(prover: Prover) -> Iterator[Finding]:
    """What it finds: a candidate that can never be favored, alone or level with another. A worked
    case in which it is favored settles that at once.

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
    yield alone.some(prover.some(Every((Favored(candidate.id), *map(No, others)))))
    if main and len(others) == 1:
        return  # all level is no suggestion
    level = alone._replace(
        property="every candidate can be favored level with another",
        code="never-level",
        message=f"no answer sheet favors '{candidate.id}' level with another candidate",
    )
    yield level.some(prover.some(Every((Favored(candidate.id), Some(others)))))
