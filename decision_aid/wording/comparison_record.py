"""Two or more results side by side as JSON (`decision-aid/compare/1`)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from decision_aid.engine.agreement import agreement
from decision_aid.engine.comparison import differences
from decision_aid.engine.evaluate import WeighedArgument
from decision_aid.engine.suggest import Conclusion
from decision_aid.model.choice import DECIDED
from decision_aid.wording.comparison import LETTERS, NamedResult
from decision_aid.wording.result_record import as_of, outcome_record, result_record

SCHEMA = "decision-aid/compare/1"


def comparison_record(results: Sequence[NamedResult]) -> Mapping[str, Any]:
    """The results, and in what the first differs from each of the others.

    While safety comes first for one of them, the record leaves out what the others came to, all answers, and
    the names of files: a file may be called like an approach.
    """
    safe = all(result.suggestion.evaluation.safe for result in results)
    return {
        "schema": SCHEMA,
        "results": [_result(place, result, safe) for place, result in enumerate(results)],
        "differences": [_pair(results[0], other) for other in results[1:]] if safe else [],
        **as_of(results[0].suggestion.evaluation.rule_set),
    }


def _result(place: int, result: NamedResult, safe: bool) -> Mapping[str, Any]:
    whole = {key: value for key, value in result_record(result.suggestion).items() if key != "schema"}
    if not safe and result.suggestion.evaluation.safe:
        whole.update(gates=[], missing=[], decisions={}, sources={})
    if not safe:
        whole = {key: value for key, value in whole.items() if key not in ("answers", "answers_hash")}
    if result.date:
        whole["date"] = result.date
    if result.decided and safe:
        how = agreement(result.suggestion, result.decided)
        whole[DECIDED] = {"candidates": list(result.decided.candidates), "agreement": str(how)}
    return {"name": result.name if safe else LETTERS[place], **whole}


def _pair(first: NamedResult, second: NamedResult) -> Mapping[str, Any]:
    apart = differences(first.suggestion, second.suggestion)
    return {
        "first": first.name,
        "second": second.name,
        "answers": [difference._asdict() for difference in apart.answers],
        "gates": {"first": list(apart.gates[0]), "second": list(apart.gates[1])},
        "parted": apart.first_rule.id if apart.first_rule else None,
        "arguments": [
            {
                "rule": argument.rule.id,
                "candidate": argument.argument.candidate,
                "direction": str(argument.argument.direction),
                "first": _weighed(argument.first),
                "second": _weighed(argument.second),
            }
            for argument in apart.arguments
        ],
        "outcomes": [
            {
                "decision": outcome.decision,
                "first": _outcome(outcome.first),
                "second": _outcome(outcome.second),
            }
            for outcome in apart.outcomes
        ],
    }


def _weighed(weighed: WeighedArgument | None) -> Mapping[str, Any] | None:
    return {"strength": str(weighed.strength), "counted": weighed.counted} if weighed else None


def _outcome(conclusion: Conclusion | None) -> Mapping[str, Any] | None:
    return outcome_record(conclusion) if conclusion else None
