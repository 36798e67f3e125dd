"""Is this rule set sound? A rule set in, problems out.

Each check is a module with one function `find(rule_set)`, whose docstring is its documentation;
adding one takes the module, a line in the registry and a test.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from decision_aid.checking import foundations, identities, naming, references, weights
from decision_aid.errors import Problem, in_order
from decision_aid.model import RuleSet

Check = Callable[[RuleSet], Iterable[Problem]]

ALWAYS: tuple[Check, ...] = (identities.find, foundations.find, references.find, weights.find)
"""Checks that every evaluation can afford and needs."""


def check(rule_set: RuleSet, *, whole: bool = False) -> tuple[Problem, ...]:
    """All problems of a rule set, sorted by place. Later checks rely on what the first find sound."""
    for checks in (ALWAYS, (naming.find,), _checks_of_the_whole() if whole else ()):
        problems = in_order(problem for find in checks for problem in find(rule_set))
        if problems:
            return problems
    return ()


def _checks_of_the_whole() -> tuple[Check, ...]:
    """Checks for a rule set that was loaded with its claims, option pages and cases."""
    from decision_aid.checking import cases, coverage

    return coverage.find, cases.find
