"""Warnings that the authors of a rule set know of and accept.

Belongs here: setting these apart from the rest, and finding what is accepted in vain.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from decision_aid.checking.registry import CHECKS, Check, codes
from decision_aid.model.problems import Problem, Severity, did_you_mean
from decision_aid.model.properties import Accepted
from decision_aid.model.rules import Rules


def set_apart(
    found: Sequence[Problem], rule_set: Rules, ran: Collection[Check]
) -> tuple[list[Problem], tuple[tuple[Problem, Accepted], ...]]:
    """The problems that are left, and the warnings that the authors have accepted, with the reason.

    What is accepted in vain is a problem, too. `ran` are the checks that have run: of one that has not,
    nobody knows whether it would warn.
    """
    reasons = {(accepted.code, accepted.about): accepted for accepted in rule_set.library.accepted}
    kept: list[Problem] = []
    known: list[tuple[Problem, Accepted]] = []
    for problem in found:
        reason = reasons.get((problem.code, problem.about))
        if reason and problem.severity is Severity.WARNING:
            known.append((problem, reason))
        else:
            kept.append(problem)
    used = {reason for _, reason in known}
    unused = [accepted for accepted in rule_set.library.accepted if accepted not in used]
    kept += (problem for accepted in unused for problem in _accepts_nothing(accepted, found, ran))
    return kept, tuple(known)


def _accepts_nothing(
    accepted: Accepted, found: Sequence[Problem], ran: Collection[Check]
) -> Iterator[Problem]:
    """Why there is nothing to accept; nothing is said where that is not known."""
    code, about = accepted.code, accepted.about
    undecided = any(p.code == "undecided" and p.about == about for p in found)
    unseen = len(ran) < len(CHECKS) and not any(code in check.codes for check in ran)
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
