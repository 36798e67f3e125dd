"""The reasons that one outcome rests on and another does not."""

from __future__ import annotations

from collections.abc import Iterator

from decision_aid.engine.evaluate import Evaluation
from decision_aid.model.problems import shown


def changed_reasons(before: Evaluation, after: Evaluation) -> Iterator[str]:
    """In words, the gates that hold and the arguments that count in only one of the two."""
    first, second = _reasons(before), _reasons(after)
    for words, here, there in (("no longer", first, second), ("now", second, first)):
        reasons = [shown(reason) for reason in here if reason not in there]
        if reasons:
            yield f"{words}: {'; '.join(reasons)}"


def _reasons(evaluation: Evaluation) -> dict[str, None]:
    """The gates that hold and the arguments that count, in short."""
    gates = [f"the {j.gate.action} {j.gate.id}" for j in evaluation.gates if j.holds]
    arguments = [
        f"{w.rule.id}, {w.strength} {w.argument.direction} {w.argument.candidate}"
        for standing in evaluation.standings
        for w in standing.arguments
        if w.counted
    ]
    return dict.fromkeys([*gates, *arguments])
