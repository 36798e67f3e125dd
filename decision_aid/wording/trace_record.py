"""The trace of a result as JSON: enough to weigh everything again (`decision-aid/trace/1`)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from decision_aid.engine.trace import Step, TracedArgument, Walk
from decision_aid.engine.verdicts import Verdict, decisive
from decision_aid.wording.result_record import MADE_FROM, as_of, background, result_record

SCHEMA = "decision-aid/trace/1"

KEPT = (*MADE_FROM, "status", "missing", "words_of_danger", "help", "disclaimer")


def trace_record(walked: Walk, candidate: str | None = None) -> Mapping[str, Any]:
    """The walk in JSON's own types; with `candidate`, only the rules that argue about that one.

    There are no rules in it while safety comes first.
    """
    suggestion = walked.suggestion
    whole = result_record(suggestion)
    weighed = suggestion.evaluation.safe
    return {
        "schema": SCHEMA,
        **{key: whole[key] for key in KEPT},
        **background(suggestion),
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
                "close_behind": whole["decisions"][decision.id].get("close_behind", []),
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
        "arguments": [_argument(traced) for traced in step.arguments],
        "support": dict(step.support),
    }


def _argument(traced: TracedArgument) -> Mapping[str, Any]:
    return {
        "candidate": traced.argument.candidate,
        "direction": str(traced.argument.direction),
        "strength": str(traced.strength) if traced.strength else None,
        "counted": traced.counted,
        "because": traced.because,
        "spoken_for_by": traced.counted_instead.rule.id if traced.counted_instead else None,
        "claims": list(traced.argument.claims),
    }


def _verdict(walked: Walk, verdict: Verdict) -> Mapping[str, Any]:
    """How a condition came out, and the answers that decided it, by question; null is no answer."""
    answers = walked.suggestion.evaluation.answers
    return {
        "truth": verdict.truth.name.lower(),
        "decided_by": {test.question: answers.value(test.question) for test, _ in decisive(verdict)},
        "waits_for": list(verdict.missing()),
    }
