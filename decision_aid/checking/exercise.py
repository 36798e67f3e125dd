"""What the worked cases of a rule set leave untried.

Belongs here: what the cases ought to show, what of it they do not, and answers for new cases.
The measure is masking MC/DC (Chilenski, DOT/FAA/AR-01/18, 2001) over Kleene's logic, with
*unknown* as *not true*. Does not: whether the cases come out as they say (`cases`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Final, NamedTuple

from decision_aid.checking.flow import conditions_of
from decision_aid.engine.evaluate import safety_questions
from decision_aid.engine.questionnaire import problems_in
from decision_aid.engine.suggest import Status
from decision_aid.model.answers import Value
from decision_aid.model.conditions import (
    AllOf,
    AnyOf,
    AtLeast,
    AtMost,
    Condition,
    Equals,
    Not,
    parts_in,
    questions_in,
)
from decision_aid.model.problems import NOWHERE, Location, Problem, Severity
from decision_aid.model.rules import Action, Rules
from decision_aid.proving.answer_classes import TooComplex
from decision_aid.proving.compiled import Compiled
from decision_aid.proving.goals import TRUE, goal
from decision_aid.proving.search import Answer, Budget, ask
from decision_aid.proving.spaces import Space
from decision_aid.proving.statements import Every, GateHolds, Holds, No, Query, Statement, Unanswered, Weighed

CODES = {
    "not-exercised": "A gate, a rule, an answer or a part of a condition that no worked case tries.",
}

Sheet = Mapping[str, Value]

FEW: Final = 3_000
"""Nodes to look at before a wish for a suggested sheet is given up; most need some dozens."""


class Obligation(NamedTuple):
    """One thing that the cases ought to show; `text` says that they do not.

    A sheet shows it when all of `holds` and none of `fails` are true, and, if `weighed`, candidates
    may be named.
    """

    about: str
    text: str
    location: Location
    holds: tuple[Condition, ...]
    fails: tuple[Condition, ...] = ()
    weighed: bool = False

    @property
    def statement(self) -> Statement:
        """That a sheet shows it."""
        weighed = (Weighed(),) if self.weighed else ()
        return Every((*weighed, *map(Holds, self.holds), *(No(Holds(part)) for part in self.fails)))


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
    """The id of the question, gate or rule that stands there."""
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


# --- what ought to be shown ---------------------------------------------------------------------


def obligations(rule_set: Rules) -> tuple[Obligation, ...]:
    """All that the cases ought to show, possible or not."""
    return (*_of_gates(rule_set), *_of_rules(rule_set), *_of_answers(rule_set))


def _of_gates(rule_set: Rules) -> Iterator[Obligation]:
    for gate in rule_set.gates:
        when = _literal(gate.when)
        unless = (_literal(gate.unless),) if gate.unless else ()
        name = f"the gate '{gate.id}'"
        yield Obligation(gate.id, f"in no case does {name} hold", gate.location, (when,), unless)
        for shown in _of_parts(when, gate.id, name):
            yield shown._replace(fails=(*shown.fails, *unless))
        for release in unless:
            for shown in _of_parts(release, gate.id, f"the release of {name}"):
                yield shown._replace(holds=(*shown.holds, when))


def _of_rules(rule_set: Rules) -> Iterator[Obligation]:
    for rule in rule_set.rules:
        when = _literal(rule.when)
        name = f"the rule '{rule.id}'"
        text = f"in no case in which candidates are weighed does {name} hold"
        yield Obligation(rule.id, text, rule.location, (when,), weighed=True)
        for shown in _of_parts(when, rule.id, name):
            yield shown._replace(weighed=True)


def _of_answers(rule_set: Rules) -> Iterator[Obligation]:
    for item in rule_set.items:
        for option in item.answer_options:
            text = f"in no case is '{item.link_id}' answered with '{option.code}'"
            yield Obligation(item.link_id, text, item.location, (Equals(item.link_id, (option.code,)),))


def _of_parts(condition: Condition, about: str, name: str) -> Iterator[Obligation]:
    """That each part matters: it is true and so is the whole, and it is not and nor is the whole."""
    for part, holds, fails in _parts(condition):
        shows, words = f"no case shows that {name}", _words(part)
        because = f"{shows} holds because of '{words}'"
        yield Obligation(about, because, part.location, (part, *holds), fails)
        for_want = f"{shows} does not hold for want of '{words}'"
        yield Obligation(about, for_want, part.location, holds, (part, *fails))


class _Part(NamedTuple):
    """A test inside a condition, and what makes the whole depend on it alone.

    All of `holds` must be true: what stands beside it under *all*; and none of `fails`: what stands
    beside it under *any*.
    """

    test: Condition
    holds: tuple[Condition, ...] = ()
    fails: tuple[Condition, ...] = ()


def _parts(condition: Condition) -> Iterator[_Part]:
    """The tests inside a condition in which *not* stands before tests alone."""
    if not isinstance(condition, AllOf | AnyOf):
        yield _Part(condition)
        return
    for place, part in enumerate(condition.parts):
        beside = condition.parts[:place] + condition.parts[place + 1 :]
        for test, holds, fails in _parts(part):
            if isinstance(condition, AllOf):
                yield _Part(test, (*holds, *beside), fails)
            else:
                yield _Part(test, holds, (*fails, *beside))


def _literal(condition: Condition, wanted: bool = True) -> Condition:
    """The same condition, or its negation, with *not* before tests alone, each on one code."""
    match condition:
        case Not(part):
            return _literal(part, not wanted)
        case AllOf(parts, location) | AnyOf(parts, location):
            group = AllOf if isinstance(condition, AllOf) is wanted else AnyOf
            return group(tuple(_literal(part, wanted) for part in parts), location)
        case Equals(question, codes, location) if len(codes) > 1:
            return _literal(AnyOf(tuple(Equals(question, (c,), location) for c in codes), location), wanted)
        case _:
            return condition if wanted else Not(condition, condition.location)


def _words(part: Condition) -> str:
    match part:
        case Not(test):
            return f"not {_words(test)}"
        case Equals(question, codes):
            return f"{question} is {' or '.join(codes)}"
        case AtLeast(question, bound):
            return f"{question} at least {bound}"
        case AtMost(question, bound):
            return f"{question} at most {bound}"
        case _:
            return str(part)


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
        self._space = Space(self.compiled)
        self._budget = Budget()
        self.watched = [_Watched(one, self._guards(one.holds), self._guards(one.fails)) for one in found]

    def _guards(self, conditions: Sequence[Condition]) -> int:
        guards = 0
        for condition in conditions:
            guards |= self.compiled.holds[condition]
        return guards

    def unmet(self) -> list[_Watched]:
        """What no case meets, possible or not. Answers that cannot stand show nothing."""
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
                sheet = self._grown(found[0], first.obligation.statement, self._wishes(left))
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

    def _grown(self, sheet: Sheet, wanted: Statement, wishes: Iterator[Statement]) -> Sheet:
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
        return goal(statement, self._space).bound(fired, fired) == TRUE
