"""Is this rule set sound? A rule set in, problems out.

Each check is a module with a function `find`, whose docstring is its documentation, and `CODES`,
which says in a sentence what each of its codes means. Adding one takes the module, a line in a
registry and a test.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from decision_aid.checking import bounds, foundations, identities, naming, references, weights
from decision_aid.model.problems import Problem, Severity, in_order
from decision_aid.model.rules import Rules

Check = Callable[[Rules], Iterable[Problem]]

ALWAYS: tuple[Check, ...] = (identities.find, foundations.find, references.find, weights.find, bounds.find)
"""Checks that every evaluation can afford and needs."""


def check(rule_set: Rules, *, whole: bool = False) -> tuple[Problem, ...]:
    """The problems of a rule set, sorted by place. Later checks rely on what the first find sound."""
    found: tuple[Problem, ...] = ()
    for checks in (ALWAYS, (naming.find,), _checks_of_the_whole() if whole else ()):
        found += tuple(problem for find in checks for problem in find(rule_set))
        if any_error(found):
            break
    return in_order(found)


def any_error(problems: Sequence[Problem]) -> bool:
    """Whether one of them makes a rule set unusable."""
    return any(problem.severity is Severity.ERROR for problem in problems)


def _checks_of_the_whole() -> tuple[Check, ...]:
    """Checks for a rule set that was loaded with its properties; proofs rely on what they find sound."""
    from decision_aid.checking import promises

    return (promises.find,)
