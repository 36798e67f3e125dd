"""Which worked cases come out otherwise than they expect, and which of them may be accepted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from decision_aid.checking.checks.case_outcomes import (
    BY_HAND,
    as_it_comes_out,
    comes_out_otherwise,
    lost_safety,
)
from decision_aid.engine.questionnaire import problems_in
from decision_aid.model.library import Case, ChangeOfMind
from decision_aid.model.problems import DecisionAidError, refuse_unknown
from decision_aid.model.rules import Rules
from decision_aid.wording.case_file import TO_COMPLETE
from decision_aid.wording.commands import to_type


class Changed(NamedTuple):
    """A case as it is written, and as it would be written now."""

    before: Case
    now: Case

    @property
    def why_not(self) -> str | None:
        """Why it is not accepted; None where it may be."""
        if self.before.status == TO_COMPLETE:
            return "what should come out is for you to say; write it below expect"
        if lost_safety(self.before, self.now):
            return f"safety came first in it; {BY_HAND}"
        return None


def all_that_changed(rules: Rules) -> tuple[Changed, ...]:
    """Every case that can be answered and comes out otherwise than it expects."""
    return tuple(
        _that_come_out_otherwise(rules, [case for case in rules.library.cases if _can_stand(rules, case)])
    )


def asked_for(rules: Rules, names: Sequence[str]) -> tuple[Changed, ...]:
    """Those of the named cases that come out otherwise.

    Raises `DecisionAidError` where there is no such case, where its answers cannot stand, and where what
    comes out is not accepted.
    """
    cases = {case.id: case for case in rules.library.cases}
    refuse_unknown("case", names, cases, to_type(rules, "cases list --all"))
    named = [cases[name] for name in dict.fromkeys(names)]
    refused = [
        f"{case.id}: its answers cannot stand; mend them" for case in named if not _can_stand(rules, case)
    ]
    changed = () if refused else tuple(_that_come_out_otherwise(rules, named))
    refused += [f"{one.before.id}: {one.why_not}" for one in changed if one.why_not]
    if refused:
        raise DecisionAidError("\n".join((*refused, "No case was changed.")))
    return changed


def accepted(changed: Changed, on: str, because: str) -> Case:
    """The case with what comes out now, and the day and the reason of the change."""
    return changed.now._replace(changed=(*changed.now.changed, ChangeOfMind(on, because)))


def _that_come_out_otherwise(rules: Rules, cases: Sequence[Case]) -> Iterator[Changed]:
    for case in cases:
        if comes_out_otherwise(rules, case):
            yield Changed(case, as_it_comes_out(rules, case))


def _can_stand(rules: Rules, case: Case) -> bool:
    places = dict.fromkeys(case.answers, case.location)
    return not problems_in(rules, case.answers, places.__getitem__)
