"""Results side by side as JSON (`decision-aid/compare/1`)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from decision_aid.engine.comparison import differences
from decision_aid.engine.evaluate import WeighedArgument
from decision_aid.engine.suggest import Conclusion
from decision_aid.wording.comparison import LETTERS, Compared
from decision_aid.wording.record import as_mapping, as_of

SCHEMA = "decision-aid/compare/1"


def comparison_record(results: Sequence[Compared]) -> Mapping[str, Any]:
    """The results, and what sets the first apart from each of the others.

    While safety comes first for one of them, what the others came to is left out, and so are answers and
    the names of files, which may be those of approaches.
    """
    safe = all(result.suggestion.evaluation.safe for result in results)
    return {
        "schema": SCHEMA,
        "results": [_result(place, result, safe) for place, result in enumerate(results)],
        "differences": [_pair(results[0], other) for other in results[1:]] if safe else [],
        **as_of(results[0].suggestion.evaluation.rule_set),
    }


def _result(place: int, result: Compared, safe: bool) -> Mapping[str, Any]:
    whole = {key: value for key, value in as_mapping(result.suggestion).items() if key != "schema"}
    if not safe and result.suggestion.evaluation.safe:
        whole.update(gates=[], missing=[], decisions={}, sources={})
    return {"name": result.name if safe else LETTERS[place], **whole}


def _pair(first: Compared, second: Compared) -> Mapping[str, Any]:
    found = differences(first.suggestion, second.suggestion)
    return {
        "first": first.name,
        "second": second.name,
        "answers": [answered._asdict() for answered in found.answers],
        "gates": {"first": list(found.gates[0]), "second": list(found.gates[1])},
        "parted": found.parted.id if found.parted else None,
        "arguments": [
            {
                "rule": argued.rule.id,
                "candidate": argued.argument.candidate,
                "direction": str(argued.argument.direction),
                "first": _weighed(argued.first),
                "second": _weighed(argued.second),
            }
            for argued in found.arguments
        ],
        "outcomes": [
            {
                "decision": concluded.decision,
                "first": _concluded(concluded.first),
                "second": _concluded(concluded.second),
            }
            for concluded in found.outcomes
        ],
    }


def _weighed(weighed: WeighedArgument | None) -> Mapping[str, Any] | None:
    return {"strength": str(weighed.strength), "counted": weighed.counted} if weighed else None


def _concluded(conclusion: Conclusion | None) -> Mapping[str, Any] | None:
    return {"outcome": str(conclusion.outcome), "favored": list(conclusion.favored)} if conclusion else None
