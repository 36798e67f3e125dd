"""A walk as JSON: enough to weigh it all again (`decision-aid/trace/1`)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from decision_aid.engine.trace import Heard, Step, Walk, decisive
from decision_aid.model.conditions import Verdict
from decision_aid.wording.record import as_mapping, as_of

SCHEMA = "decision-aid/trace/1"


def trace_record(walked: Walk, candidate: str | None = None) -> Mapping[str, Any]:
    """The walk in JSON's own types; with `candidate`, only the rules that argue about that one.

    There are no rules in it while safety comes first.
    """
    suggestion = walked.suggestion
    whole = as_mapping(suggestion)
    weighed = suggestion.evaluation.safe
    return {
        "schema": SCHEMA,
        **{key: whole[key] for key in ("rule_set", "lens", "status", "missing", "help", "disclaimer")},
        **as_of(suggestion.evaluation.rule_set),
        "gates": [
            {
                "id": judged.gate.id,
                "action": str(judged.gate.action),
                "holds": judged.holds,
                "when": _verdict(walked, judged.when),
                "unless": _verdict(walked, judged.unless) if judged.unless else None,
            }
            for judged in walked.gates
        ],
        "tie_margin": suggestion.evaluation.rule_set.tie_margin,
        "rules": [
            _step(walked, step) for step in walked.steps if candidate is None or step.argues_about(candidate)
        ],
        "decisions": [
            {
                "id": decision.id,
                "when_favored": decision.when_favored,
                "candidates": [candidate.id for candidate in decision.candidates],
                "outcome": whole["decisions"][decision.id].get("outcome"),
                "favored": whole["decisions"][decision.id].get("favored", []),
            }
            for decision in (suggestion.evaluation.rule_set.decisions if weighed else ())
        ],
    }


def _step(walked: Walk, step: Step) -> Mapping[str, Any]:
    rule = step.judged.rule
    return {
        "id": rule.id,
        "theme": rule.theme,
        **_verdict(walked, step.judged.verdict),
        "arguments": [_argument(heard) for heard in step.heard],
        "support": dict(step.support),
    }


def _argument(heard: Heard) -> Mapping[str, Any]:
    return {
        "candidate": heard.argument.candidate,
        "direction": str(heard.argument.direction),
        "strength": str(heard.strength) if heard.strength else None,
        "counted": heard.counted,
        "spoken_for_by": heard.voice.rule.id if heard.voice else None,
        "claims": list(heard.argument.claims),
    }


def _verdict(walked: Walk, verdict: Verdict) -> Mapping[str, Any]:
    """How a condition came out, and the answers that decided it, by question; null where there is none."""
    answers = walked.suggestion.evaluation.answers
    return {
        "truth": verdict.truth.name.lower(),
        "decided_by": {test.question: answers.value(test.question) for test, _ in decisive(verdict)},
        "waits_for": list(verdict.missing()),
    }
