"""Gates and rules as JSON (`decision-aid/rules/1`)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from decision_aid.model.rules import Gate, Rule, Rules

SCHEMA = "decision-aid/rules/1"


def list_record(rule_set: Rules, gates: Sequence[Gate], rules: Sequence[Rule]) -> Mapping[str, Any]:
    """These gates and rules, with the file and line of each."""
    return {
        "schema": SCHEMA,
        "rule_set": {"id": rule_set.id, "version": rule_set.version, "hash": rule_set.hash},
        "questions": len(rule_set.items),
        "decisions": {
            decision.id: {candidate.id: candidate.caption for candidate in decision.candidates}
            for decision in rule_set.decisions
        },
        "gates": [
            {
                "id": gate.id,
                "caption": gate.caption,
                "action": gate.action,
                "urgency": gate.urgency,
                "file": gate.location.file,
                "line": gate.location.line,
            }
            for gate in gates
        ],
        "rules": [
            {
                "id": rule.id,
                "theme": rule.theme,
                "caption": rule.caption,
                "arguments": [
                    {
                        "candidate": argument.candidate,
                        "direction": argument.direction,
                        "strength": argument.strength,
                        "because": argument.because,
                        "claims": list(argument.claims),
                        "lens": argument.lens,
                    }
                    for argument in rule.arguments
                ],
                "basis": rule.basis,
                "file": rule.location.file,
                "line": rule.location.line,
            }
            for rule in rules
        ],
    }
