"""A whole rule set, with its cases and properties, for commands that look at it and do not judge it."""

from pathlib import Path
from typing import Optional

from decision_aid.model.rules import Rules


def readable_rule_set(directory: Optional[Path]) -> Rules:
    """Read all there is in a rule set. Raises `UnusableInput` where its names or laws are wrong.

    What it says may still be wrong: a code that nobody reads, a case that comes out otherwise or a
    promise that is not kept is no hindrance to looking at it.
    """
    from decision_aid.checking import any_error, check
    from decision_aid.loading.rule_set import read_whole
    from decision_aid.model.problems import UnusableInput

    rule_set = read_whole(directory)
    problems = check(rule_set)
    if any_error(problems):
        raise UnusableInput(problems)
    return rule_set
