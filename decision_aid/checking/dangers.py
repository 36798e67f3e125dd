"""Why nobody may be answered by a rule set yet.

Belongs here: running the checks that guard an answer. Does not: which these are (`registry`), and all
the rest that an author wants to know (`examination`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from decision_aid.checking import any_error, check
from decision_aid.checking.checks.case_outcomes import SAFETY_FIRST
from decision_aid.checking.proofs import prove
from decision_aid.checking.registry import Check, Needs, checks_that_need
from decision_aid.model.problems import Problem, Severity, in_order
from decision_aid.model.rules import Rules


def dangers(rules: Rules, watch: Callable[[str], None] = lambda what: None) -> tuple[Problem, ...]:
    """Find what is wrong with rules from outside, so that nobody may be shown a suggestion by them.

    They must read as they are meant; safety must come first on every answer sheet; what their authors
    promise must be kept; and each worked case that ends without a suggestion must do so. What could
    not be settled is no pass. It takes a second or two; `watch` is called with what is looked at next.
    """
    found = check(rules, whole=True)
    if not any_error(found):
        library = rules.library
        cases = tuple(case for case in library.cases if case.status in SAFETY_FIRST)
        guarded = rules.with_library(library._replace(cases=cases))
        of_the_whole = [p for one in _guards(Needs.WHOLE) for p in one.find(guarded)]
        proved = prove(guarded, _guards(Needs.PROOF), watch=lambda finding: watch(finding.property))
        found = (*of_the_whole, *proved.problems)
    return in_order(problem for problem in found if problem.severity is Severity.ERROR)


def _guards(needs: Needs) -> Iterator[Check]:
    return (check for check in checks_that_need(needs) if check.guards)
