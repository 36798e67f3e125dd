"""The rule set by which a command answers a person."""

from pathlib import Path
from typing import Optional

from decision_aid.model import RuleSet


def usable_rule_set(directory: Optional[Path], *, claims: bool = False) -> RuleSet:
    """The shipped rule set, or the one in a directory. `claims` adds what the documents claim.

    Raises `UnusableInput` with all that is wrong with it.
    """
    from decision_aid.loading.rule_set import load_rule_set

    return load_rule_set(directory, claims=claims)
