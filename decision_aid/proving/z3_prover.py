"""A second prover, z3, that is given the rule set itself and nothing of the compiled form.

Kleene's three values are two booleans here, *certain* and *possible*; net support is a sum of booleans
with weights. What the first prover does with bits and bounds is written down a second time, from the
model, so that a mistake in one of the two shows. z3 is an optional extra and is loaded when it is used.
Belongs here: the encoding. Does not: which statements are worth asking (`checking`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any, Final, TypeAlias

from decision_aid.engine.evaluate import strength_in
from decision_aid.engine.questionnaire import ALWAYS_ANSWERED, counted, deciding
from decision_aid.engine.safety_questions import safety_questions
from decision_aid.model.answers import SKIPPED, Value
from decision_aid.model.conditions import (
    AllOf,
    Answered,
    AnyOf,
    Condition,
    Not,
    Test,
    questions_in,
)
from decision_aid.model.lens import Lens
from decision_aid.model.problems import DecisionAidError
from decision_aid.model.rules import Action, Decision, Direction, Item, ItemType, Rules
from decision_aid.proving.answer_classes import ANY_WORDS
from decision_aid.proving.search import Answer
from decision_aid.proving.statements import (
    FIRST,
    SECOND,
    Asked,
    Change,
    Every,
    Favored,
    GateHolds,
    Holds,
    LeadGrows,
    Named,
    No,
    Query,
    RuleHolds,
    Some,
    Statement,
    Unanswered,
    Weighed,
)

SECONDS: Final = 60.0
"""How long one query may take."""

Formula: TypeAlias = Any
"""A boolean of z3, which has no types of its own."""

Solver: TypeAlias = Any
"""A solver of z3, to which one can add."""

Sum: TypeAlias = list[tuple[int, Formula]]
"""Weights, each of which counts where its formula is true."""


class Z3Prover:
    """Settles queries about one rule set. Raises `DecisionAidError` where z3 is not installed."""

    def __init__(self, rule_set: Rules, seconds: float = SECONDS) -> None:
        try:
            import z3
        except ImportError:
            raise DecisionAidError(
                "The second prover, z3, is not installed. To install it in a clone: "
                "python3 -m pip --python .venv install '.[verify]' (elsewhere: pip install z3-solver)"
            ) from None
        self.z3 = z3
        self.rule_set = rule_set
        self._seconds = seconds
        self._encodings: dict[str | None, tuple[_Encoding, Solver]] = {}

    def ask(self, query: Query) -> Answer:
        """Look for a sheet, or a pair of sheets, of which the statement of `query` is true."""
        changed = query.change.question if query.change else None
        if changed not in self._encodings:
            new = _Encoding(self.z3, self.rule_set, changed)
            self._encodings[changed] = new, self._solver(new)
        encoding, solver = self._encodings[changed]
        solver.push()
        try:
            solver.add(encoding.statement(query.statement))
            if query.change:
                solver.add(encoding.takes(query.change))
            verdict = solver.check()
            if verdict == self.z3.sat:
                return Answer(encoding.sheets(solver.model()), False, 1)
            return Answer(None, verdict != self.z3.unsat, 1)
        finally:
            solver.pop()

    def _solver(self, encoding: _Encoding) -> Solver:
        """What is asked of all sheets of an encoding: it keeps what it learns from one query to the next."""
        # Nothing but booleans and sums of them is said, for which z3 has a solver ten times as fast.
        solver = self.z3.SolverFor("QF_FD")
        # To count with a totalizer costs a little, and spares the rare query that else takes seconds.
        solver.set("pb.solver", "totalizer")
        solver.set("timeout", int(1000 * self._seconds))
        solver.add(*encoding.sound)
        if encoding.depends:
            solver.add(*encoding.differs)
        return solver


class _Blank:
    """One question on one sheet: a boolean for each answer that can be ticked, and one for skipping it."""

    def __init__(self, z3: Any, item: Item, name: str) -> None:
        self.z3, self.item = z3, item
        values: Iterable[str | int] = item.codes
        if item.type is ItemType.INTEGER:
            values = range(item.minimum, item.maximum + 1)
        elif item.type is ItemType.TEXT:
            values = (ANY_WORDS,)
        self.ticked = {value: z3.Bool(f"{name} is {value}") for value in values}
        self.skipped = z3.Bool(f"{name} is skipped")
        self.answered = z3.Or(*self.ticked.values())

    def rules(self) -> Iterator[Formula]:
        """What a single answer has to be like."""
        z3, item, ticked = self.z3, self.item, self.ticked.values()
        yield z3.Not(z3.And(self.answered, self.skipped))
        most = item.max_choices if item.type is ItemType.MULTIPLE else 1
        if most is not None:
            yield z3.AtMost(*ticked, most)
        for option in item.answer_options if item.type is ItemType.MULTIPLE else ():
            if option.exclusive:
                yield z3.Implies(self.ticked[option.code], z3.AtMost(*ticked, 1))

    def passes(self, test: Test) -> Formula:
        """There is an answer, and it passes the test."""
        return self.z3.Or(*(ticked for value, ticked in self.ticked.items() if test.holds(value)))

    def is_value(self, value: Value | None) -> Formula:
        """Whether this is the answer on the sheet; None is no answer."""
        value = counted(self.item.link_id, value)
        if value == SKIPPED:
            return self.skipped
        chosen = value if isinstance(value, tuple) else (value,)
        ticks = (ticked == (one in chosen) for one, ticked in self.ticked.items())
        return self.z3.And(self.z3.Not(self.skipped), *ticks)

    def same_as(self, other: _Blank) -> Formula:
        ticks = (ticked == other.ticked[value] for value, ticked in self.ticked.items())
        return self.z3.And(self.skipped == other.skipped, *ticks)

    def value(self, model: Any) -> Value | None:
        """What stands on the sheet of a model of z3."""
        chosen = [value for value, ticked in self.ticked.items() if self.z3.is_true(model.evaluate(ticked))]
        if self.item.type is ItemType.MULTIPLE and chosen:
            return tuple(map(str, chosen))
        return chosen[0] if chosen else SKIPPED if self.z3.is_true(model.evaluate(self.skipped)) else None


class _Encoding:
    """One sheet, or with a question that is `changed` a second one. What was worked out is kept."""

    def __init__(self, z3: Any, rule_set: Rules, changed: str | None) -> None:
        self.z3, self.rule_set = z3, rule_set
        items = rule_set.item
        self.depends = {link_id: None for link_id in items if changed in deciding(items, (link_id,))}
        """The questions that may differ between the two sheets, in the order of asking."""
        first = {link_id: _Blank(z3, item, link_id) for link_id, item in items.items()}
        second = {link_id: _Blank(z3, items[link_id], f"{link_id} after") for link_id in self.depends}
        self.blanks = (first, {**first, **second}) if changed else (first,)
        self.gate = {gate.id: gate for gate in rule_set.gates}
        self.rule = {rule.id: rule for rule in rule_set.rules}
        self._truths: dict[tuple[Condition, int], tuple[Formula, Formula]] = {}
        self._facts: dict[Statement, Formula] = {}
        self._nets: dict[tuple[str, Lens, int, str | None], Sum] = {}

    # --- sheets ---------------------------------------------------------------------------------

    @cached_property
    def sound(self) -> list[Formula]:
        """What has to be true of every sheet."""
        z3 = self.z3
        rules: list[Formula] = []
        for sheet, blanks in enumerate(self.blanks):
            for link_id in blanks if sheet == FIRST else self.depends:
                blank, closed = blanks[link_id], self.closed(link_id, sheet)
                rules += [*blank.rules(), z3.Not(z3.And(closed, blank.answered))]
                if link_id in ALWAYS_ANSWERED:
                    rules.append(z3.Or(closed, blank.answered))
            rules += [z3.Not(self.certain(impossible.when, sheet)) for impossible in self.rule_set.impossible]
        return rules

    @cached_property
    def differs(self) -> list[Formula]:
        """How the second sheet follows from the first, but for the answer that is changed: see `Change`."""
        z3 = self.z3
        changed, *others = self.depends
        rules = [z3.Not(self.closed(changed, FIRST))]
        for link_id in others:
            before, after = (blanks[link_id] for blanks in self.blanks)
            closed = self.closed(link_id, FIRST)
            closes = self.closed(link_id, SECOND, before.answered)
            rules.append(z3.Implies(closed, before.is_value(None)))
            rules.append(z3.If(z3.Or(closed, closes), after.is_value(None), after.same_as(before)))
        return rules

    def takes(self, change: Change) -> Formula:
        """The changed answer is one of the pairs."""
        before, after = (blanks[change.question] for blanks in self.blanks)
        return self.z3.Or(*(self.z3.And(before.is_value(a), after.is_value(b)) for a, b in change.pairs))

    def sheets(self, model: Any) -> tuple[Mapping[str, Value], ...]:
        """The sheets of a model of z3."""
        return tuple(
            {link_id: value for link_id, blank in blanks.items() if (value := blank.value(model)) is not None}
            for blanks in self.blanks
        )

    # --- conditions -----------------------------------------------------------------------------

    def closed(self, link_id: str, sheet: int, answered: Formula | None = None) -> Formula:
        """The question is certainly not enabled; or has no answer, and is certainly not put to anybody.

        `answered` says whether it has one, if not the sheet itself.
        """
        z3, item = self.z3, self.rule_set.item[link_id]
        answered = self.blanks[sheet][link_id].answered if answered is None else answered
        ways = [z3.Not(self.possible(item.enable_when, sheet))] if item.enable_when else []
        if item.ask_when:
            ways.append(z3.And(z3.Not(answered), z3.Not(self.possible(item.ask_when, sheet))))
        return z3.Or(*ways)

    def certain(self, condition: Condition | None, sheet: int) -> Formula:
        return self._truth(condition, sheet)[0] if condition else self.z3.BoolVal(False)

    def possible(self, condition: Condition, sheet: int) -> Formula:
        return self._truth(condition, sheet)[1]

    def _truth(self, condition: Condition, sheet: int) -> tuple[Formula, Formula]:
        if self.depends.keys().isdisjoint(questions_in(condition)):
            sheet = FIRST  # the same formula, so that z3 sees at once that nothing differs
        key = (condition, sheet)
        if key not in self._truths:
            self._truths[key] = self._worked_out(condition, sheet)
        return self._truths[key]

    def _worked_out(self, condition: Condition, sheet: int) -> tuple[Formula, Formula]:
        z3 = self.z3
        match condition:
            case AllOf(parts) | AnyOf(parts):
                joined = z3.And if isinstance(condition, AllOf) else z3.Or
                truths = [self._truth(part, sheet) for part in parts]
                certain, possible = ([truth[which] for truth in truths] for which in (0, 1))
                return joined(*certain), joined(*possible)
            case Not(part):
                return z3.Not(self.possible(part, sheet)), z3.Not(self.certain(part, sheet))
            case _:
                is_open = z3.Not(self.closed(condition.question, sheet))
                certain, possible = self._where_open(condition, self.blanks[sheet][condition.question])
                return z3.And(is_open, certain), z3.And(is_open, possible)

    def _where_open(self, test: Test | Answered, blank: _Blank) -> tuple[Formula, Formula]:
        """A test on a question that is not closed."""
        z3 = self.z3
        if isinstance(test, Answered):
            maybe = blank.answered if blank.item.type is ItemType.TEXT else z3.Not(blank.skipped)
            return blank.answered, maybe
        passes = blank.passes(test)
        return passes, z3.Or(z3.Not(blank.answered), passes)

    # --- statements -----------------------------------------------------------------------------

    def statement(self, statement: Statement) -> Formula:
        """The statement as z3 takes it."""
        z3 = self.z3
        match statement:
            case Every(parts):
                return z3.And(*map(self.statement, parts))
            case Some(parts):
                return z3.Or(*map(self.statement, parts))
            case No(part):
                return z3.Not(self.statement(part))
        if statement not in self._facts:
            self._facts[statement] = self._fact(statement)
        return self._facts[statement]

    def _fact(self, statement: Statement) -> Formula:
        match statement:
            case Holds(condition, sheet):
                return self.certain(condition, sheet)
            case GateHolds(gate, sheet):
                released = self.certain(self.gate[gate].unless, sheet)
                return self.z3.And(self.certain(self.gate[gate].when, sheet), self.z3.Not(released))
            case RuleHolds(rule, sheet):
                return self.certain(self.rule[rule].when, sheet)
            case Asked(question, sheet):
                return self.certain(self.rule_set.item[question].asking or AllOf(()), sheet)
            case Unanswered(question, sheet):
                answered = self.blanks[sheet][question].answered
                return self.z3.Not(self.z3.Or(answered, self.closed(question, sheet)))
            case _:
                return self._judged(statement)

    def _judged(self, statement: Statement) -> Formula:
        match statement:
            case Weighed(sheet):
                stops = [GateHolds(one.id, sheet) for one in self.rule_set.gates if one.action is Action.STOP]
                open_safety = [Unanswered(question, sheet) for question in safety_questions(self.rule_set)]
                return self.z3.Not(self.statement(Some((*stops, *open_safety))))
            case LeadGrows(candidate, over, by, lens):
                first, second = (
                    _less(*(self._net(id, lens, sheet) if id else [] for id in (candidate, over)))
                    for sheet in (FIRST, SECOND)
                )
                return self._at_most(_less(first, second), -by)
            case Favored() | Named():
                return self._candidate_named(statement)
            case _:
                raise TypeError(statement)

    def _candidate_named(self, statement: Favored | Named) -> Formula:
        z3, main = self.z3, self.rule_set.decisions[0]
        decision = next(
            one for one in self.rule_set.decisions if statement.candidate in [c.id for c in one.candidates]
        )
        margin = self.rule_set.tie_margin if isinstance(statement, Named) else 0
        within = self._within(decision, statement, margin)
        named = [self.statement(Weighed(statement.sheet)), within[statement.candidate]]
        if decision is main:
            named.append(z3.Not(z3.And(*self._within(decision, statement, 0).values())))
        elif decision.when_favored is not None:
            if decision.when_favored not in [candidate.id for candidate in main.candidates]:
                return z3.BoolVal(False)
            named.append(self.statement(Favored(decision.when_favored, *statement[1:])))
        return z3.And(*named)

    def _within(self, decision: Decision, like: Favored | Named, margin: int) -> dict[str, Formula]:
        """By candidate, whether it has support and no other one has so much more."""
        nets = {c.id: self._net(c.id, like.lens, like.sheet, like.without) for c in decision.candidates}
        return {
            id: self.z3.And(
                self._at_most(_less([], net), -1),
                *(self._at_most(_less(nets[other], net), margin) for other in nets if other != id),
            )
            for id, net in nets.items()
        }

    def _net(self, candidate: str, lens: Lens, sheet: int, without: str | None = None) -> Sum:
        """The sum over themes of the strongest argument for, less the strongest one against."""
        key = (candidate, lens, sheet, without)
        if key not in self._nets:
            self._nets[key] = self._sum(*key)
        return self._nets[key]

    def _sum(self, candidate: str, lens: Lens, sheet: int, without: str | None) -> Sum:
        """A theme has a boolean for each unit of weight: some rule that holds argues at least as much."""
        units: dict[tuple[str, Direction, int], list[Formula]] = {}
        for rule in self.rule_set.rules:
            for argument in rule.arguments if rule.id != without else ():
                strength = strength_in(lens, rule, argument, self.rule_set)
                if argument.candidate == candidate and strength is not None:
                    for unit in range(strength.weight):
                        unit_of = units.setdefault((rule.theme, argument.direction, unit), [])
                        unit_of.append(self.certain(rule.when, sheet))
        return [
            (1 if direction is Direction.FOR else -1, self.z3.Or(*holding))
            for (_, direction, _), holding in units.items()
        ]

    def _at_most(self, terms: Sum, bound: int) -> Formula:
        """The sum is not above the bound. What counts for and against cancels out."""
        weights: dict[Formula, int] = {}
        for weight, formula in terms:
            weights[formula] = weights.get(formula, 0) + weight
        counted = [(formula, weight) for formula, weight in weights.items() if weight]
        return self.z3.PbLe(counted, bound) if counted else self.z3.BoolVal(bound >= 0)


def _less(one: Sum, other: Sum) -> Sum:
    """The difference of two sums."""
    return [*one, *((-weight, formula) for weight, formula in other)]
