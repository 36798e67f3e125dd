"""The cases that were asked for."""

from collections.abc import Sequence

from decision_aid.model.library import Case
from decision_aid.model.problems import refuse_unknown
from decision_aid.model.rules import Rules


def found(rule_set: Rules, ids: Sequence[str]) -> tuple[Case, ...]:
    """The cases with these ids, in this order; all of them when none is named. Raises `DecisionAidError`."""
    by_id = {case.id: case for case in rule_set.library.cases}
    refuse_unknown("case", ids, by_id, "decision-aid cases list names them")
    return tuple(by_id[id] for id in ids) or rule_set.library.cases
