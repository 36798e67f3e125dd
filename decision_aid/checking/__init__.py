"""Is this rule set sound? Rules in, problems out.

Each check is a file in `checks/` and a line in `registry`. Belongs here, too: what runs them (for
loading, for an answer, for `rules check`), proves them, and keeps a record of it.
Does not: reading files (`loading`), and the page of `rules check` (`commands`).
"""

from __future__ import annotations

from collections.abc import Sequence

from decision_aid.checking.registry import Needs, checks_that_need
from decision_aid.model.problems import Problem, Severity, in_order
from decision_aid.model.rules import Rules


def check(rules: Rules, *, whole: bool = False) -> tuple[Problem, ...]:
    """Find out whether rules can be read as they are meant: what every load asks. Sorted by place.

    With `whole`, their library is looked at, too. Where names point to nothing, what relies on them is
    not looked at.
    """
    found: list[Problem] = []
    for needs in (Needs.RULES, Needs.NAMES):
        for one in checks_that_need(needs):
            found += one.find(rules)
            if whole and one.find_in_library:
                found += one.find_in_library(rules)
        if any_error(found):
            break
    return in_order(found)


def any_error(problems: Sequence[Problem]) -> bool:
    """Whether one of them makes a rule set unusable."""
    return any(problem.severity is Severity.ERROR for problem in problems)
