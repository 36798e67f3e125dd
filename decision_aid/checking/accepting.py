"""Warnings that the authors of a rule set know of and let stand.

Belongs here: what they have accepted, apart from the rest, and what they accept in vain.
Example: `code: never-decides`, and the rule decides by now. Instead: take the entry out.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from types import ModuleType

from decision_aid.model.problems import Problem, Severity, did_you_mean
from decision_aid.model.properties import Accepted
from decision_aid.model.rules import Rules

CODES = {
    "accepted-nothing": "An accepted warning that no check gives; it may be mended, misspelt, or an error.",
}


def settled(
    found: Sequence[Problem], rule_set: Rules, ran: Collection[ModuleType] | None
) -> tuple[list[Problem], tuple[tuple[Problem, Accepted], ...]]:
    """Warnings that the authors have accepted, with the reason, apart from the rest.

    `ran` are the checks that have run, None when all have: of a check that has not, nobody knows
    whether it would warn.
    """
    reasons = {(accepted.code, accepted.about): accepted for accepted in rule_set.library.accepted}
    kept: list[Problem] = []
    let_stand: list[tuple[Problem, Accepted]] = []
    for problem in found:
        reason = reasons.get((problem.code, problem.about))
        if reason and problem.severity is Severity.WARNING:
            let_stand.append((problem, reason))
        else:
            kept.append(problem)
    used = {reason for _, reason in let_stand}
    unused = [accepted for accepted in rule_set.library.accepted if accepted not in used]
    kept += (problem for accepted in unused for problem in _accepts_nothing(accepted, found, ran))
    return kept, tuple(let_stand)


def _accepts_nothing(
    accepted: Accepted, found: Sequence[Problem], ran: Collection[ModuleType] | None
) -> Iterator[Problem]:
    """Why there is nothing to accept; nothing is said where that is not known."""
    from decision_aid.checking.explaining import codes

    code, about = accepted.code, accepted.about
    undecided = any(p.code == "undecided" and p.about == about for p in found)
    unseen = ran is not None and not any(code in module.CODES for module in ran)
    hint: str | None = "take it out, or look at the spelling"
    if code not in codes():
        message, hint = f"there is no warning '{code}'", did_you_mean(code, codes()) or hint
    elif any(p.code == code and p.severity is Severity.ERROR for p in found):
        message, hint = f"{code} is an error, and an error cannot be accepted", "set it right"
    elif undecided or unseen or (code == "not-exercised" and any(p.code == "too-complex" for p in found)):
        return
    else:
        message = f"no check warns of {code} about '{about}'"
    yield Problem("accepted-nothing", message, accepted.location, hint, Severity.WARNING, about)
