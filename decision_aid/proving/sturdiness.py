"""How easily a suggestion gives way: how many other answers it takes until others are ahead, or it is gone.

Belongs here: that search, among the sheets near a sheet (`neighbors`). Does not: the words for it
(`wording.result_card`), and the changes themselves, which `what-if` tells.
"""

from __future__ import annotations

from typing import Final

from decision_aid.engine.suggest import Sturdiness, Suggestion
from decision_aid.model.rules import Action, Rules
from decision_aid.proving.answer_classes import TooComplex
from decision_aid.proving.compiled import Compiled
from decision_aid.proving.neighbors import Decided, Neighbors

LOOKED_WITHIN: Final = 2
"""Answers that are changed at once, at most: three would take seconds."""


def sturdiness(suggestion: Suggestion) -> Sturdiness | None:
    """The fewest answers after which others are ahead, and after which none favored now is named at all.

    None where nothing is favored, or the rule set is too complex to search.
    """
    if not (suggestion.conclusions and suggestion.conclusions[0].favored):
        return None
    evaluation = suggestion.evaluation
    try:
        compiled = Compiled(_what_decides(evaluation.rule_set))
        near = Neighbors(compiled, evaluation.answers.given, evaluation.lens)
    except TooComplex:
        return None
    best = _candidates_named(near.now, favored_alone=True)
    ahead: int | None = None
    for answers in range(1, LOOKED_WITHIN + 1):
        for reached in near.reached(answers):
            outcome = near.outcome(reached.bits)
            if outcome is None:
                continue
            if ahead is None and _candidates_named(outcome, favored_alone=True) != best:
                ahead = answers
            if not _candidates_named(outcome) & best:
                return Sturdiness(ahead, answers, LOOKED_WITHIN)
    return Sturdiness(ahead, None, LOOKED_WITHIN)


def _what_decides(rule_set: Rules) -> Rules:
    """The rules with nothing but what bears on the main decision: arguments about it, and stops."""
    main = {candidate.id for candidate in rule_set.decisions[0].candidates}
    arguing = (
        rule._replace(arguments=about)
        for rule in rule_set.rules
        if (about := tuple(argument for argument in rule.arguments if argument.candidate in main))
    )
    stops = tuple(gate for gate in rule_set.gates if gate.action is Action.STOP)
    return rule_set._replace(rules=tuple(arguing), gates=stops)


def _candidates_named(outcome: Decided, *, favored_alone: bool = False) -> int:
    """The candidates of the main decision that are favored, or close behind, as bits."""
    favored, close_behind = outcome[0] or (0, 0)
    return favored if favored_alone else favored | close_behind
