"""What would change an outcome, as JSON (`decision-aid/what-if/1`)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from decision_aid.commands.what_if.find import MOST_STEPS, Change, Smallest, Toward, Way
from decision_aid.commands.what_if.page import NO_ADVICE, as_compared
from decision_aid.engine.suggest import Result, Suggestion
from decision_aid.proving.neighbors import Numbers
from decision_aid.wording.comparison_record import comparison_record
from decision_aid.wording.result_record import MADE_FROM, as_of, background, outcome_record, result_record

SCHEMA = "decision-aid/what-if/1"


def refusal_record(suggestion: Suggestion) -> Mapping[str, Any]:
    """A sheet on which safety comes first: what `evaluate` says of it, and nothing else."""
    return {**result_record(suggestion), "schema": SCHEMA, "shows": "safety first"}


def smallest_record(suggestion: Suggestion, found: Sequence[Smallest]) -> Mapping[str, Any]:
    """Every smallest set of changes, by decision, the nearest first. Any of `values` leads to the same."""
    decisions = {
        one.decision.id: {"now": _result(one.now), "ways": [_way(way) for way in one.ways]} for one in found
    }
    return {**_head(suggestion), "shows": "smallest", "within": MOST_STEPS, "decisions": decisions}


def toward_record(suggestion: Suggestion, found: Toward) -> Mapping[str, Any]:
    """The nearest ways to a candidate; `complete` says that nothing as near was left out."""
    return {
        **_head(suggestion),
        "shows": "toward",
        "within": found.steps,
        "looked_at": found.looked_at,
        "complete": not found.gave_up,
        "toward": found.candidate,
        "favored_already": found.already,
        "ways": [_way(way) for way in found.ways],
    }


def changed_record(before: Suggestion, after: Suggestion) -> Mapping[str, Any]:
    """The sheet and the changed one, as `compare` has them."""
    record = comparison_record(as_compared(before, after))
    return {**record, "schema": SCHEMA, "shows": "changed", "note": NO_ADVICE}


def _head(suggestion: Suggestion) -> Mapping[str, Any]:
    kept = (*MADE_FROM, "status", "gates", "words_of_danger", "help", "disclaimer")
    whole = result_record(suggestion)
    more = {**background(suggestion), **as_of(suggestion.evaluation.rule_set)}
    return {"schema": SCHEMA, **{key: whole[key] for key in kept}, **more, "note": NO_ADVICE}


def _way(way: Way) -> Mapping[str, Any]:
    return {
        "steps": way.steps,
        "changes": [_change(change) for change in way.changes],
        "not_asked_then": list(way.dropped),
        "leads_to": _result(way.result),
    }


def _change(change: Change) -> Mapping[str, Any]:
    values = [dict(v._asdict()) if isinstance(v, Numbers) else v for v in change.values]
    return {
        "question": change.question,
        "kind": str(change.kind),
        "steps": change.steps,
        "before": change.before,
        "values": values,
    }


def _result(result: Result | None) -> Mapping[str, Any]:
    return outcome_record(result) if result else {}
