"""Claims as JSON (`decision-aid/claims/1`)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from decision_aid.model.library import Claim
from decision_aid.model.rules import Rules
from decision_aid.wording.result_record import as_of, review_fields

SCHEMA = "decision-aid/claims/1"


def claims_record(rule_set: Rules, claims: Sequence[Claim]) -> Mapping[str, Any]:
    """The claims, each with the rules that use it."""
    return {
        "schema": SCHEMA,
        "rule_set": {"id": rule_set.id, "version": rule_set.version, "hash": rule_set.hash},
        **as_of(rule_set),
        "claims": [
            {
                "id": claim.id,
                "document": claim.document,
                "heading": claim.heading,
                "item": claim.item,
                "says": claim.says,
                "wording": str(claim.wording),
                "benefit": claim.benefit,
                "verdict": claim.verdict,
                "research": claim.research,
                "sources": list(claim.sources),
                **review_fields(claim),
                "rules": [
                    rule.id for rule in rule_set.rules if any(claim.id in a.claims for a in rule.arguments)
                ],
            }
            for claim in claims
        ],
    }
