"""Why a rule set may not answer a person yet.

Belongs here: which of the checks must pass before anyone is shown a result. Does not: all the rest
that an author wants to know (`account`).
"""

from __future__ import annotations

from decision_aid.checking import any_error, cases, check, outcomes, safety
from decision_aid.checking.proofs import prove
from decision_aid.engine.suggest import Status
from decision_aid.model.problems import Problem, Severity, in_order
from decision_aid.model.rules import Rules

WITHOUT_SUGGESTION = (Status.STOPPED, Status.NEEDS_ANSWERS)


def dangers(rule_set: Rules) -> tuple[Problem, ...]:
    """What is wrong with a rule set, read whole, so that nobody may be shown a suggestion by it.

    It can be read as it is meant; safety comes first on every answer sheet; what its authors promise
    is kept; and each worked case that ends without a suggestion does so. What could not be settled
    is no pass. It costs some tenths of a second, so it is for rule sets that come from outside.
    """
    found = check(rule_set, whole=True)
    if not any_error(found):
        without = tuple(case for case in rule_set.library.cases if case.status in WITHOUT_SUGGESTION)
        found = (
            *cases.find(rule_set.with_library(rule_set.library._replace(cases=without))),
            *prove(rule_set, (safety.find, outcomes.promises_kept)).problems,
        )
    return in_order(problem for problem in found if problem.severity is Severity.ERROR)
