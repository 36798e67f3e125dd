"""Arguments that weigh more than their evidence allows."""

from __future__ import annotations

from collections.abc import Iterator

from decision_aid.model.problems import Problem
from decision_aid.model.rules import UNSTUDIED, Basis, Rules, Strength

CODES = {
    "no-source": "A rule that rests on a guideline or a trial, and names none.",
    "source-not-of-rule": "An argument that rests on a source its rule doesn't name.",
    "practice-strong": "What rests on the documents alone argues strongly.",
    "practice-unclaimed": "An argument from practice that names no claim.",
    "local-strong": "What only a clinic knows of itself argues strongly.",
    "local-claimed": "An argument from what a clinic knows of itself that names a claim of the documents.",
}

_AT_MOST_WEAK = {
    Basis.PRACTICE: "what rests on the documents alone may argue weakly at most",
    Basis.LOCAL: "what a clinic knows of itself may argue weakly at most",
}


def find(rule_set: Rules) -> Iterator[Problem]:
    """What it finds: a `practice` or `local` rule that argues strongly, a `practice` rule that names
    no claim, a `local` one that names one, a guideline or trial rule without a source, and an argument
    with a source that its rule lacks.

    Why it matters: what therapy practices say of themselves, and what a clinic knows of itself, must
    not weigh like research. And no document says what only the clinic knows.
    Example: basis practice with `strength: strong`. Instead: weak, or another basis with its source.
    """
    for rule in rule_set.rules:
        if rule.basis in (Basis.GUIDELINE, Basis.TRIAL) and not rule.sources:
            message = f"the rule '{rule.id}' rests on a {rule.basis} and names none"
            yield Problem("no-source", message, rule.location)
        for argument in rule.arguments:
            for source in (source for source in argument.sources if source not in rule.sources):
                message = f"the argument rests on '{source}', and the rule '{rule.id}' doesn't name it"
                hint = "name it below the rule, too: its sources are those of all its arguments"
                yield Problem("source-not-of-rule", message, argument.location, hint)
        for argument in rule.arguments if rule.basis in UNSTUDIED else ():
            if argument.strength is Strength.STRONG:
                hint = "write strength: weak"
                yield Problem(f"{rule.basis}-strong", _AT_MOST_WEAK[rule.basis], argument.location, hint)
            if rule.basis is Basis.PRACTICE and not argument.claims:
                message = "an argument from practice must name the claims it comes from"
                hint = "add claims; or, for what you know of your own clinic, write basis: local"
                yield Problem("practice-unclaimed", message, argument.location, hint)
            if rule.basis is Basis.LOCAL and argument.claims:
                message = "what a clinic knows of itself is no claim of the documents"
                hint = "take claims out, or write basis: practice"
                yield Problem("local-claimed", message, argument.location, hint)
