"""Arguments that weigh more than they may, and stops that leave a person alone."""

from __future__ import annotations

from collections.abc import Iterator

from decision_aid.model.problems import Problem
from decision_aid.model.rules import Action, Basis, Rules, Strength

CODES = {
    "empty-rule": "A rule that argues nothing and notes nothing.",
    "no-source": "A rule that rests on a guideline or a trial, and names none.",
    "practice-strong": "What rests on the documents alone argues strongly.",
    "practice-unclaimed": "An argument from practice that names no claim.",
    "no-help": "A gate, or a rule set, that tells nobody where to turn.",
}


def find(rule_set: Rules) -> Iterator[Problem]:
    """What it finds: a `practice` rule that argues strongly or names no claim, a guideline or trial
    rule without a source, a rule with neither argument nor note, and a gate without help.

    Why it matters: what therapy practices say of themselves must not weigh like research, and who
    is stopped or referred must be told where to turn.
    Example: basis practice with `strength: strong`. Instead: weak, or another basis with its source.
    """
    for rule in rule_set.rules:
        if not rule.arguments and not rule.note:
            yield Problem(
                "empty-rule", f"the rule '{rule.id}' argues nothing and notes nothing", rule.location
            )
        if rule.basis in (Basis.GUIDELINE, Basis.TRIAL) and not rule.sources:
            yield Problem(
                "no-source", f"the rule '{rule.id}' rests on a {rule.basis} and names none", rule.location
            )
        for argument in rule.arguments if rule.basis is Basis.PRACTICE else ():
            if argument.strength is Strength.STRONG:
                message = "what rests on the documents alone may argue weakly at most"
                yield Problem("practice-strong", message, argument.location)
            if not argument.claims:
                message = "an argument from practice must name the claims it comes from"
                yield Problem("practice-unclaimed", message, argument.location)
    if not any(contact.always for contact in rule_set.contacts):
        place = rule_set.contacts[0].location if rule_set.contacts else rule_set.location
        yield Problem("no-help", "no contact stands on every page", place, "mark one with 'always: true'")
    for gate in rule_set.gates:
        if gate.action is not Action.CAUTION and not gate.help:
            yield Problem("no-help", f"the gate '{gate.id}' names nobody to turn to", gate.location)
