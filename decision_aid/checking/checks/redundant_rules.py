"""Rules that might as well not be there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from decision_aid.checking.findings import Claim, Finding, Verdict
from decision_aid.model.conditions import questions_in
from decision_aid.model.problems import Severity
from decision_aid.model.rules import Direction, Rule
from decision_aid.proving.prover import Prover
from decision_aid.proving.statements import Every, No, RuleHolds, Unanswered, Weighed

CODES = {
    "never-holds": "No answer sheet on which candidates are weighed makes this rule hold.",
    "always-holds": "The rule holds on every weighed sheet that answers its questions, so it tells nothing.",
    "subsumed": "Whenever this rule holds, another one of its theme holds that argues at least as much.",
    "cancels-out": "Two rules of a theme hold on the same sheets, and argue against each other.",
    "never-decides": "Leaving the rule out changes on no answer sheet which candidates are favored.",
}


def find(prover: Prover) -> Iterator[Finding]:
    """What it finds: a rule that never holds, or always does; one that another rule of its theme
    makes needless; two of a theme that always cancel out; and one that never changes an outcome.

    Why it matters: a reader believes that each reason counts, and an author that each was thought of.
    Example: in one theme, `mild or moderate` argues for CBT strongly, and `mild` argues for it weakly.
    Instead: take the weaker rule out, or move it to a theme of its own if it is another reason.
    """
    rules = prover.rule_set.rules
    for rule in rules:
        yield _can_hold(prover, rule)
        yield _can_fail(prover, rule)
    by_theme: dict[str, list[Rule]] = {}
    for rule in rules:
        by_theme.setdefault(rule.theme, []).append(rule)
    for theme in by_theme.values():
        for rule in theme:
            yield from _adds_something(
                prover, rule, [other for other in theme if _argues_as_much(other, rule)]
            )
        for rule, other in combinations(theme, 2):
            if _argues_against(rule, other):
                yield _does_not_cancel(prover, rule, other)
    for rule in rules:
        if rule.arguments:
            yield _can_decide(prover, rule)


def _can_hold(prover: Prover, rule: Rule) -> Finding:
    message = f"the rule '{rule.id}' never holds while candidates are weighed"
    claim = Claim("every rule can hold", rule.id, "never-holds", message, rule.location)
    hint = "look at the stops, which come first, and at what opens the questions it reads"
    claim = claim._replace(hint=hint, severity=Severity.WARNING)
    return claim.some(prover.some(Every((Weighed(), RuleHolds(rule.id)))))


def _can_fail(prover: Prover, rule: Rule) -> Finding:
    message = f"the rule '{rule.id}' holds on every weighed sheet that answers its questions"
    claim = Claim("no rule always holds", rule.id, "always-holds", message, rule.location)
    claim = claim._replace(hint="what is always so is a note for the page", severity=Severity.WARNING)
    answered = tuple(No(Unanswered(question)) for question in questions_in(rule.when))
    return claim.some(prover.some(Every((Weighed(), *answered, No(RuleHolds(rule.id))))))


def _adds_something(prover: Prover, rule: Rule, others: Sequence[Rule]) -> Iterator[Finding]:
    """Until one is found that makes it needless."""
    for other in others:
        message = f"whenever '{rule.id}' holds, so does '{other.id}', which argues at least as much"
        claim = Claim("no rule is made needless by another", rule.id, "subsumed", message, rule.location)
        claim = claim._replace(hint="take it out, or move it to another theme", severity=Severity.WARNING)
        finding = claim.some(prover.only(rule, other))
        yield finding
        if finding.verdict is not Verdict.PROVED:
            return


def _does_not_cancel(prover: Prover, rule: Rule, other: Rule) -> Finding:
    message = f"'{rule.id}' and '{other.id}' hold on the same sheets and argue against each other"
    claim = Claim("no two rules always cancel out", rule.id, "cancels-out", message, other.location)
    claim = claim._replace(hint="decide which of the two it is", severity=Severity.WARNING)
    return claim.some(prover.either(rule, other))


def _can_decide(prover: Prover, rule: Rule) -> Finding:
    message = f"leaving out '{rule.id}' never changes which candidates are favored"
    claim = Claim("every rule can decide", rule.id, "never-decides", message, rule.location)
    return claim._replace(severity=Severity.WARNING).some(prover.decides(rule))


def _argues_as_much(rule: Rule, other: Rule) -> bool:
    """Whether each argument of `other` is there in `rule` too, as strong or stronger.

    Of two rules that argue alike, the one that comes first argues as much as the other. What counts in the
    lens of the documents alone is not there in another rule, for it names claims.
    """
    weights = {(a.candidate, a.direction): a.strength.weight for a in rule.arguments if a.strength}
    others = {(a.candidate, a.direction): a.strength.weight for a in other.arguments if a.strength}
    if not others or len(others) < len(other.arguments):
        return False
    if any(weights.get(argument, 0) < weight for argument, weight in others.items()):
        return False
    return weights != others or rule.location < other.location


def _argues_against(rule: Rule, other: Rule) -> bool:
    """Whether the two argue for and against the same candidate, equally strongly."""
    weights = {(a.candidate, a.direction, a.strength) for a in rule.arguments if a.strength}
    opposite = {Direction.FOR: Direction.AGAINST, Direction.AGAINST: Direction.FOR}
    return any((a.candidate, opposite[a.direction], a.strength) in weights for a in other.arguments)
