"""Which claims are asked for."""

from __future__ import annotations

from collections.abc import Sequence

from decision_aid.model.library import Claim
from decision_aid.model.problems import DecisionAidError, refuse_unknown
from decision_aid.model.rules import Rules
from decision_aid.wording.commands import to_type


def claims_named(rule_set: Rules, ids: Sequence[str], verdict: str | None) -> Sequence[Claim]:
    """The claims with these ids, or all; with a verdict as it is typed, those of them that have it.

    Raises `DecisionAidError` when there is none.
    """
    ids = [id.upper() if id.upper() in rule_set.library.claim else id for id in ids]
    refuse_unknown("claim", ids, rule_set.library.claim, to_type(rule_set, "claims"))
    found = [rule_set.library.claim[id] for id in dict.fromkeys(ids)] or rule_set.library.claims
    if verdict is None:
        return found
    wanted = verdict.replace("_", "-")
    known = dict.fromkeys(_typed_verdict(claim) for claim in rule_set.library.claims)
    refuse_unknown("verdict", [wanted], known)
    found = [claim for claim in found if _typed_verdict(claim) == wanted]
    if not found:
        raise DecisionAidError(f"None of these claims has the verdict '{wanted}'.")
    return found


def _typed_verdict(claim: Claim) -> str:
    """The verdict on a claim, as it is typed at the command."""
    return claim.verdict.replace("_", "-")
