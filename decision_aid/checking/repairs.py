"""The one change that makes worked cases come out as they say again.

Somebody who changed a weight sees many cases move, and looks for the line that moved them. Belongs here:
trying to undo one change at a time. Does not: how a case comes out (`checks.case_outcomes`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final, NamedTuple

from decision_aid.engine.evaluate import evaluate
from decision_aid.engine.verdicts import Truth
from decision_aid.model.library import Case
from decision_aid.model.problems import Location
from decision_aid.model.rules import Argument, Rule, Rules, Strength

FEWEST: Final = 2
"""Cases that must agree on a cause: of one alone, several changes would do, and none is known to be it."""


class Repair(NamedTuple):
    """Rules with one change undone, where it stands, and what was done, in words that follow *as stated*."""

    rules: Rules
    place: Location
    words: str


def repair(rule_set: Rules, cases: Sequence[Case], comes_out: Callable[[Rules, Case], bool]) -> Repair | None:
    """The only change of one weight, one rule or the tie margin with which all these cases come out.

    None where there is none, where there are several, or where the cases are too few to tell.
    """
    if len(cases) < FEWEST:
        return None
    found = [one for one in _repairs(rule_set, cases[0]) if all(comes_out(one.rules, case) for case in cases)]
    return found[0] if len(found) == 1 else None


def _repairs(rule_set: Rules, case: Case) -> Iterator[Repair]:
    """All that could move this case; a rule that does not hold in it cannot."""
    for margin in (rule_set.tie_margin - 1, rule_set.tie_margin + 1):
        if margin >= 0:
            words = f"if tie_margin were {margin}"
            yield Repair(rule_set._replace(tie_margin=margin), rule_set.location, words)
    holding = {
        judged.rule.id
        for judged in evaluate(rule_set, case.answers).rules
        if judged.verdict.truth is Truth.TRUE
    }
    for rule in rule_set.rules:
        if rule.id in holding:
            for argument in rule.arguments:
                if argument.strength:
                    yield _reweighed(rule_set, rule, argument)
            words = f"without the rule '{rule.id}'"
            yield Repair(_with(rule_set, rule), rule.location, words)


def _reweighed(rule_set: Rules, rule: Rule, argument: Argument) -> Repair:
    other = Strength.WEAK if argument.strength is Strength.STRONG else Strength.STRONG
    arguments = tuple(one._replace(strength=other) if one is argument else one for one in rule.arguments)
    words = f"if the rule '{rule.id}' were {other} {argument.direction} '{argument.candidate}'"
    return Repair(_with(rule_set, rule, rule._replace(arguments=arguments)), argument.location, words)


def _with(rule_set: Rules, rule: Rule, *instead: Rule) -> Rules:
    """The rules, with others in place of this one."""
    place = rule_set.rules.index(rule)
    return rule_set._replace(rules=(*rule_set.rules[:place], *instead, *rule_set.rules[place + 1 :]))
