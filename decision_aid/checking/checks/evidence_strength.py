"""Arguments that weigh more than their evidence allows."""

from __future__ import annotations

from collections.abc import Iterator

from decision_aid.model.problems import Problem
from decision_aid.model.rules import Basis, Rules, Strength

CODES = {
    "no-source": "A rule that rests on a guideline or a trial, and names none.",
    "practice-strong": "What rests on the documents alone argues strongly.",
    "practice-unclaimed": "An argument from practice that names no claim.",
}


def find(rule_set: Rules) -> Iterator[Problem]:
    """What it finds: a `practice` rule that argues strongly or names no claim, and a guideline or
    trial rule without a source.

    Why it matters: what therapy practices say of themselves must not weigh like research.
    Example: basis practice with `strength: strong`. Instead: weak, or another basis with its source.
    """
    for rule in rule_set.rules:
        if rule.basis in (Basis.GUIDELINE, Basis.TRIAL) and not rule.sources:
            message = f"the rule '{rule.id}' rests on a {rule.basis} and names none"
            yield Problem("no-source", message, rule.location)
        for argument in rule.arguments if rule.basis is Basis.PRACTICE else ():
            if argument.strength is Strength.STRONG:
                message = "what rests on the documents alone may argue weakly at most"
                yield Problem("practice-strong", message, argument.location)
            if not argument.claims:
                message = "an argument from practice must name the claims it comes from"
                yield Problem("practice-unclaimed", message, argument.location)
