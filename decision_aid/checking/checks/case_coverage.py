"""What the worked cases of a rule set leave untried, and answers for new cases.

Belongs here: what the cases do not show. Does not: what they ought to show (`obligations`), and whether
they come out as they say (`case_outcomes`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Final, NamedTuple

from decision_aid.checking.checks.dead_ends import conditions_of
from decision_aid.checking.obligations import Obligation, obligations
from decision_aid.engine.questionnaire import problems_in
from decision_aid.engine.safety_questions import safety_questions
from decision_aid.engine.suggest import Status
from decision_aid.model.answers import Value
from decision_aid.model.conditions import Condition, parts_in, questions_in
from decision_aid.model.problems import NOWHERE, Location, Problem, Severity
from decision_aid.model.rules import Action, Rules
from decision_aid.proving.answer_classes import TooComplex
from decision_aid.proving.bounds import bound
from decision_aid.proving.compiled import Compiled
from decision_aid.proving.search import Answer, Budget, ask
from decision_aid.proving.search_space import all_sheets
from decision_aid.proving.statements import Every, GateHolds, No, Query, Statement, Unanswered
from decision_aid.proving.weighing import TRUE

CODES = {
    "not-exercised": "A gate, a rule, an answer or a part of a condition that no worked case tries.",
}

Sheet = Mapping[str, Value]

FEW: Final = 3_000
"""Nodes to look at before a wish for a suggested sheet is given up; most need some dozens."""


class Unmet(NamedTuple):
    """An obligation that no case meets, with a sheet that would; None when the search gave up."""

    obligation: Obligation
    sheet: Sheet | None


class Exercise(NamedTuple):
    """How much the cases exercise: numbers of obligations, and those that are left."""

    total: int
    met: int
    impossible: int
    unmet: tuple[Unmet, ...]


def find(rule_set: Rules) -> Iterator[Problem]:
    """What it finds: a gate, a rule or an answer that no worked case shows, and a part of a
    condition that no case shows to matter: once because it is true, and once because it is not.

    Why it matters: what no case tries can be changed by mistake, and every case still comes out.
    Example: a rule for severe depression, unless there is heavy drinking, and not one case in which
    the drinking alone holds it back. Instead: add such a case; `rules check --suggest-cases` finds
    answers for it.
    """
    try:
        left = unmet(rule_set)
    except TooComplex as error:
        about = _owner(rule_set, error.location)
        yield Problem("too-complex", error.message, error.location, error.hint, Severity.WARNING, about)
        return
    for obligation, sheet in left:
        yield Problem(
            "not-exercised",
            obligation.text,
            obligation.location,
            "add a worked case that shows it; --suggest-cases has answers",
            Severity.WARNING,
            obligation.about,
            (sheet,) if sheet is not None else (),
        )


def _owner(rule_set: Rules, place: Location) -> str:
    """The id of the question, gate or rule at this place."""
    owners = {item.location: item.link_id for item in rule_set.items}
    for owner, condition in conditions_of(rule_set):
        owners |= {part.location: owner for part in parts_in(condition)}
    return owners.get(place, rule_set.id)


def unmet(rule_set: Rules) -> tuple[Unmet, ...]:
    """What no case meets and some sheet can. Raises `TooComplex`."""
    return exercise(rule_set).unmet


def exercise(rule_set: Rules) -> Exercise:
    """How much of the rule set its cases exercise. Raises `TooComplex`."""
    return _Exerciser(rule_set).exercise()


def suggested(rule_set: Rules) -> tuple[Sheet, ...]:
    """Some sheets, the shortest first, that together meet all that is unmet. Raises `TooComplex`."""
    return tuple(sorted(_Exerciser(rule_set).sheets(), key=len))


# --- what a sheet shows -------------------------------------------------------------------------


class _Watched(NamedTuple):
    """An obligation as guards: those of what must hold, and of what must not."""

    obligation: Obligation
    holds: int
    fails: int


class _Exerciser:
    """A rule set, compiled with all that its cases ought to show."""

    def __init__(self, rule_set: Rules) -> None:
        found = obligations(rule_set)
        self.rule_set = rule_set
        self.compiled = Compiled(rule_set, [part for one in found for part in (*one.holds, *one.fails)])
        self._space = all_sheets(self.compiled)
        self._budget = Budget()
        self.watched = [_Watched(one, self._guards(one.holds), self._guards(one.fails)) for one in found]

    def _guards(self, conditions: Sequence[Condition]) -> int:
        guards = 0
        for condition in conditions:
            guards |= self.compiled.holds[condition]
        return guards

    def unmet(self) -> list[_Watched]:
        """What no case meets, possible or not. A case with answers that are refused shows nothing."""
        left = self.watched
        for case in self.rule_set.library.cases:
            if not problems_in(self.rule_set, case.answers, lambda _: NOWHERE):
                left = self.unshown(left, case.answers)
        return left

    def unshown(self, left: Sequence[_Watched], sheet: Sheet) -> list[_Watched]:
        """Those that the sheet does not meet."""
        fired = self.compiled.fired(self.compiled.bits(sheet))
        weighed = self.compiled.outcome(fired).status not in (Status.STOPPED, Status.NEEDS_ANSWERS)
        return [
            one
            for one in left
            if fired & one.holds != one.holds or fired & one.fails or (one.obligation.weighed and not weighed)
        ]

    def exercise(self) -> Exercise:
        """Only what no case meets is put to the prover."""
        left = self.unmet()
        answers = [(one.obligation, self._ask(one.obligation.statement)) for one in left]
        possible = tuple(
            Unmet(obligation, answer.sheets[0] if answer.sheets else None)
            for obligation, answer in answers
            if not answer.none
        )
        total = len(self.watched)
        return Exercise(total, total - len(left), len(left) - len(possible), possible)

    def _ask(self, *statements: Statement, budget: Budget | None = None) -> Answer:
        """Look for a sheet of which all the statements are true."""
        return ask(self.compiled, Query(Every(statements)), budget or self._budget)

    # --- sheets to make cases of ----------------------------------------------------------------

    def sheets(self) -> Iterator[Sheet]:
        """Greedy: each sheet meets the first obligation that is left, and as many others as it can."""
        left = self.unmet()
        while left:
            first, *left = left
            found = self._ask(first.obligation.statement).sheets
            if found:
                sheet = self._with_wishes(found[0], first.obligation.statement, self._wishes(left))
                left = self.unshown(left, sheet)
                yield sheet

    def _wishes(self, left: Sequence[_Watched]) -> Iterator[Statement]:
        """What makes a good case, the most important first: no stop without need, but much that is new."""
        gates = sorted(self.rule_set.gates, key=lambda gate: gate.action is not Action.STOP)
        stops = sum(gate.action is Action.STOP for gate in gates)
        no_gate = [No(GateHolds(gate.id)) for gate in gates]
        opening = [questions_in(item.enable_when) for item in self.rule_set.items if item.enable_when]
        for question in dict.fromkeys(chain(safety_questions(self.rule_set), *opening)):
            if not self.rule_set.item[question].extra:
                yield No(Unanswered(question))
        yield from no_gate[:stops]
        yield from (one.obligation.statement for one in left)
        yield from no_gate[stops:]

    def _with_wishes(self, sheet: Sheet, wanted: Statement, wishes: Iterator[Statement]) -> Sheet:
        """A sheet of which what is wanted is true, and each wish in turn that can be true as well."""
        granted = [wanted]
        for wish in wishes:
            if not self._is_true(wish, sheet):
                found = self._ask(*granted, wish, budget=Budget(FEW)).sheets
                if not found:
                    continue
                sheet = found[0]
            granted.append(wish)
        return sheet

    def _is_true(self, statement: Statement, sheet: Sheet) -> bool:
        fired = self.compiled.fired(self.compiled.bits(sheet))
        return bound(statement, self._space).truth(fired, fired) == TRUE
