"""A second prover, z3, that is given the rule set itself and nothing of the compiled form.

Kleene's three values are two booleans here, *certain* and *possible*; net support is a sum that z3
works out. What the first prover does with bits and bounds is written down a second time, from the
model, so that a mistake in one of the two shows. z3 is an optional extra and is loaded when it is used.
Belongs here: the encoding. Does not: which statements are worth asking (`checking`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, Final, TypeAlias

from decision_aid.answers import PERSON, SETTING, SKIPPED, Value
from decision_aid.conditions import (
    AllOf,
    Answered,
    AnyOf,
    AtLeast,
    AtMost,
    Condition,
    Equals,
    Not,
    questions_in,
)
from decision_aid.engine import Lens, safety_questions, strength_in
from decision_aid.errors import DecisionAidError
from decision_aid.model import Action, Decision, Direction, Gate, Item, ItemType, RuleSet
from decision_aid.proving.search import Answer
from decision_aid.proving.statements import (
    FIRST,
    SECOND,
    Asked,
    Change,
    Every,
    Favoured,
    GateHolds,
    Holds,
    No,
    Query,
    RuleHolds,
    Some,
    Statement,
    SupportFalls,
    Unanswered,
    Weighed,
)
from decision_aid.questionnaire import deciding

SECONDS: Final = 60.0
"""How long one query may take."""

Formula: TypeAlias = Any
"""A boolean of z3, which has no types of its own."""


class Referee:
    """Settles queries about one rule set. Raises `DecisionAidError` where z3 is not installed."""

    def __init__(self, rule_set: RuleSet, seconds: float = SECONDS) -> None:
        try:
            import z3
        except ImportError:
            raise DecisionAidError(
                "The second prover needs z3. To install it: pip install 'decision-aid[verify]'"
            ) from None
        self.z3 = z3
        self.rule_set = rule_set
        self._seconds = seconds
        self._pairs: dict[str | None, _Encoding] = {}

    def ask(self, query: Query) -> Answer:
        """Look for a sheet, or a pair of sheets, of which the statement of `query` is true."""
        changed = query.change.question if query.change else None
        if changed not in self._pairs:
            self._pairs[changed] = _Encoding(self.z3, self.rule_set, changed)
        encoding = self._pairs[changed]
        solver = self.z3.Solver()
        solver.set("timeout", int(1000 * self._seconds))
        solver.add(encoding.statement(query.statement))
        needed = encoding.questions(query.statement)
        if query.change:
            solver.add(encoding.change(query.change))
            needed |= {query.change.question}
        solver.add(*encoding.sound(needed))
        verdict = solver.check()
        if verdict == self.z3.sat:
            return Answer(encoding.sheets(solver.model(), 2 if query.change else 1), False, 1)
        return Answer(None, verdict != self.z3.unsat, 1)


class _Blank:
    """One question on one sheet, as unknowns."""

    def __init__(self, z3: Any, item: Item, name: str) -> None:
        self.z3, self.item = z3, item
        self.skipped = z3.Bool(f"{name} is skipped")
        self.codes = {code: z3.Bool(f"{name} is {code}") for code in item.codes}
        self.number = z3.Int(name)
        self.answered = z3.Bool(f"{name} is answered")

    @cached_property
    def rules(self) -> list[Formula]:
        """What a single answer has to be like."""
        z3, item = self.z3, self.item
        rules = [z3.Not(z3.And(self.answered, self.skipped))]
        if item.type is ItemType.INTEGER:
            return [*rules, self.number >= item.minimum, self.number <= item.maximum]
        chosen = list(self.codes.values())
        rules.append(self.answered == z3.Or(chosen))
        most = 1 if item.type is ItemType.CHOICE else item.max_choices
        if most is not None and chosen:
            rules.append(z3.PbLe([(one, 1) for one in chosen], most))
        if item.type is ItemType.MULTIPLE:
            for option in item.answer_options if len(chosen) > 1 else ():
                if option.exclusive:
                    others = [one for code, one in self.codes.items() if code != option.code]
                    rules.append(z3.Implies(self.codes[option.code], z3.Not(z3.Or(others))))
        return rules

    def satisfies(self, test: Equals | AtLeast | AtMost) -> Formula:
        """Whether the answer, where there is one, passes the test."""
        match test:
            case Equals(_, codes):
                return self.z3.Or([one for code, one in self.codes.items() if code in codes])
            case AtLeast(_, bound):
                return self.number >= bound if self.item.type is ItemType.INTEGER else False
            case AtMost(_, bound):
                return self.number <= bound if self.item.type is ItemType.INTEGER else False

    def is_value(self, value: Value | None) -> Formula:
        """Whether this is what stands on the sheet; None is nothing."""
        z3 = self.z3
        if value is None or value == SKIPPED:
            return z3.And(z3.Not(self.answered), self.skipped == (value == SKIPPED))
        if isinstance(value, int):
            return z3.And(self.answered, self.number == value)
        chosen = value if isinstance(value, tuple) else (value,)
        return z3.And(self.answered, *(one == (code in chosen) for code, one in self.codes.items()))

    def same_as(self, other: _Blank) -> Formula:
        pairs = [(self.answered, other.answered), (self.skipped, other.skipped), (self.number, other.number)]
        pairs += [(self.codes[code], other.codes[code]) for code in self.codes]
        return self.z3.And([one == another for one, another in pairs])

    def value(self, model: Any) -> Value | None:
        """What stands on the sheet of a model of z3."""
        if not self.z3.is_true(model.evaluate(self.answered)):
            return SKIPPED if self.z3.is_true(model.evaluate(self.skipped)) else None
        if self.item.type is ItemType.INTEGER:
            return int(model.evaluate(self.number, model_completion=True).as_long())
        chosen = tuple(code for code, one in self.codes.items() if self.z3.is_true(model.evaluate(one)))
        return chosen if self.item.type is ItemType.MULTIPLE else chosen[0]


class _Encoding:
    """One sheet, and a second one on which the answer to `changed` is another."""

    def __init__(self, z3: Any, rule_set: RuleSet, changed: str | None) -> None:
        self.z3, self.rule_set = z3, rule_set
        self.depends = {
            link_id for link_id in rule_set.item if changed and changed in deciding(rule_set.item, (link_id,))
        }
        first = {link_id: _Blank(z3, item, link_id) for link_id, item in rule_set.item.items()}
        second = {
            link_id: _Blank(z3, item, f"{link_id} after") if link_id in self.depends else first[link_id]
            for link_id, item in rule_set.item.items()
        }
        self.blanks = (first, second)
        self._known: dict[tuple[Condition, int], tuple[Formula, Formula]] = {}
        self._closed: dict[tuple[str, int], Formula] = {}
        self._nets: dict[tuple[str, Lens, int, str | None], Formula] = {}

    # --- sheets ---------------------------------------------------------------------------------

    def sound(self, questions: set[str]) -> Iterator[Formula]:
        """What has to be true of sheets, as far as these questions can be touched by it."""
        z3 = self.z3
        impossible = [one.when for one in self.rule_set.impossible]
        needed = set(deciding(self.rule_set.item, tuple(questions)))
        while True:
            touched = [when for when in impossible if not needed.isdisjoint(questions_in(when))]
            more = {question for when in touched for question in questions_in(when)} - needed
            if not more:
                break
            needed |= set(deciding(self.rule_set.item, tuple(needed | more)))
        for sheet in (FIRST, SECOND):
            for link_id in needed:
                blank = self.blanks[sheet][link_id]
                yield from blank.rules
                yield z3.Implies(self.closed(link_id, sheet), z3.Not(blank.answered))
            yield from (z3.Not(self.certain(when, sheet)) for when in touched)

    def change(self, change: Change) -> Formula:
        """How the second sheet differs: see `Change`."""
        z3, q = self.z3, change.question
        before, after = (blanks[q] for blanks in self.blanks)
        rules = [
            z3.Not(self.closed(q, FIRST)),
            z3.Or([z3.And(before.is_value(a), after.is_value(b)) for a, b in change.pairs]),
        ]
        for link_id in self.depends - {q}:
            one, other = (blanks[link_id] for blanks in self.blanks)
            closed, closes = self.closed(link_id, FIRST), self.closed(link_id, SECOND)
            rules.append(z3.Implies(closed, one.is_value(None)))
            rules.append(z3.If(z3.Or(closed, closes), other.is_value(None), z3.And(one.same_as(other), True)))
        return z3.And(rules)

    def sheets(self, model: Any, number: int) -> tuple[Mapping[str, Value], ...]:
        """The sheets of a model of z3."""
        return tuple(
            {link_id: value for link_id, blank in blanks.items() if (value := blank.value(model)) is not None}
            for blanks in self.blanks[:number]
        )

    # --- conditions -----------------------------------------------------------------------------

    def closed(self, link_id: str, sheet: int) -> Formula:
        """The question is certainly not enabled."""
        key = (link_id, sheet)
        if key not in self._closed:
            enable_when = self.rule_set.item[link_id].enable_when
            closed = self.z3.Not(self.possible(enable_when, sheet)) if enable_when else self.z3.BoolVal(False)
            self._closed[key] = closed
        return self._closed[key]

    def certain(self, condition: Condition, sheet: int) -> Formula:
        return self._truth(condition, sheet)[0]

    def possible(self, condition: Condition, sheet: int) -> Formula:
        return self._truth(condition, sheet)[1]

    def _truth(self, condition: Condition, sheet: int) -> tuple[Formula, Formula]:
        key = (condition, sheet)
        if key not in self._known:
            self._known[key] = self._worked_out(condition, sheet)
        return self._known[key]

    def _worked_out(self, condition: Condition, sheet: int) -> tuple[Formula, Formula]:
        z3 = self.z3
        match condition:
            case AllOf(parts) | AnyOf(parts):
                joined = z3.And if isinstance(condition, AllOf) else z3.Or
                truths = [self._truth(part, sheet) for part in parts]
                return joined([certain for certain, _ in truths]), joined(
                    [possible for _, possible in truths]
                )
            case Not(part):
                certain, possible = self._truth(part, sheet)
                return z3.Not(possible), z3.Not(certain)
            case Answered(question):
                blank, is_open = self.blanks[sheet][question], z3.Not(self.closed(question, sheet))
                if question == SETTING:
                    return is_open, is_open
                return z3.And(is_open, blank.answered), z3.And(is_open, z3.Not(blank.skipped))
            case _:
                return self._test(condition, sheet)

    def _test(self, test: Equals | AtLeast | AtMost, sheet: int) -> tuple[Formula, Formula]:
        z3, blank = self.z3, self.blanks[sheet][test.question]
        is_open = z3.Not(self.closed(test.question, sheet))
        passes = z3.And(blank.answered, blank.satisfies(test))
        if test.question == SETTING:
            # Unanswered counts as a person's own.
            passes = z3.Or(passes, z3.And(z3.Not(blank.answered), test.holds(PERSON)))
            return z3.And(is_open, passes), z3.And(is_open, passes)
        return z3.And(is_open, passes), z3.And(is_open, z3.Or(z3.Not(blank.answered), passes))

    # --- statements -----------------------------------------------------------------------------

    def statement(self, statement: Statement) -> Formula:
        """The statement as z3 takes it."""
        z3 = self.z3
        match statement:
            case Every(parts):
                return z3.And([self.statement(part) for part in parts])
            case Some(parts):
                return z3.Or([self.statement(part) for part in parts])
            case No(part):
                return z3.Not(self.statement(part))
            case Favoured(candidate, lens, sheet, without):
                return self._favoured(candidate, lens, sheet, without)
            case SupportFalls(candidate, lens):
                return self._net(candidate, lens, SECOND) < self._net(candidate, lens, FIRST)
            case _:
                return self._fact(statement)

    def _fact(self, statement: Holds | GateHolds | RuleHolds | Asked | Unanswered | Weighed) -> Formula:
        match statement:
            case Holds(condition, sheet):
                return self.certain(condition, sheet)
            case GateHolds(gate, sheet):
                return self._gate(next(one for one in self.rule_set.gates if one.id == gate), sheet)
            case RuleHolds(rule, sheet):
                return self.certain(next(one.when for one in self.rule_set.rules if one.id == rule), sheet)
            case Asked(question, sheet):
                enable_when = self.rule_set.item[question].enable_when
                return self.certain(enable_when, sheet) if enable_when else self.z3.BoolVal(True)
            case Unanswered(question, sheet):
                return self._unanswered(question, sheet)
            case Weighed(sheet):
                return self._weighed(sheet)

    def _gate(self, gate: Gate, sheet: int) -> Formula:
        released = self.certain(gate.unless, sheet) if gate.unless else False
        return self.z3.And(self.certain(gate.when, sheet), self.z3.Not(released))

    def _unanswered(self, question: str, sheet: int) -> Formula:
        if question == SETTING:
            return self.z3.BoolVal(False)
        blank = self.blanks[sheet][question]
        return self.z3.And(self.z3.Not(blank.answered), self.z3.Not(self.closed(question, sheet)))

    def _weighed(self, sheet: int) -> Formula:
        stops = [self._gate(gate, sheet) for gate in self.rule_set.gates if gate.action is Action.STOP]
        unanswered = [self._unanswered(question, sheet) for question in safety_questions(self.rule_set)]
        return self.z3.Not(self.z3.Or(stops + unanswered))

    def _net(self, candidate: str, lens: Lens, sheet: int, without: str | None = None) -> Formula:
        key = (candidate, lens, sheet, without)
        if key not in self._nets:
            self._nets[key] = self._sum(candidate, lens, sheet, without)
        return self._nets[key]

    def _sum(self, candidate: str, lens: Lens, sheet: int, without: str | None) -> Formula:
        """The sum over themes of the strongest argument for, less the strongest one against."""
        z3 = self.z3
        voices: dict[tuple[str, Direction], dict[int, list[Formula]]] = {}
        for rule in self.rule_set.rules:
            for argument in rule.arguments if rule.id != without else ():
                strength = strength_in(lens, rule, argument, self.rule_set)
                if argument.candidate == candidate and strength is not None:
                    voice = voices.setdefault((rule.theme, argument.direction), {})
                    voice.setdefault(strength.weight, []).append(self.certain(rule.when, sheet))
        net = z3.IntVal(0)
        for (_, direction), by_weight in voices.items():
            weight = z3.IntVal(0)
            for size in sorted(by_weight):
                weight = z3.If(z3.Or(by_weight[size]), size, weight)
            net = net + weight if direction is Direction.FOR else net - weight
        return net

    def _favoured(self, candidate: str, lens: Lens, sheet: int, without: str | None) -> Formula:
        z3, main = self.z3, self.rule_set.decisions[0]
        decision = next(d for d in self.rule_set.decisions if any(c.id == candidate for c in d.candidates))
        level = self._level(decision, lens, sheet, without)
        favoured = [self._weighed(sheet), level[candidate]]
        if decision == main:
            favoured.append(z3.Not(z3.And(list(level.values()))))
        elif decision.when_favoured is not None:
            if all(decision.when_favoured != one.id for one in main.candidates):
                return z3.BoolVal(False)
            favoured.append(self._favoured(decision.when_favoured, lens, sheet, without))
        return z3.And(favoured)

    def _level(self, decision: Decision, lens: Lens, sheet: int, without: str | None) -> dict[str, Formula]:
        """By candidate, whether it has support and no other one is too far ahead."""
        nets = {one.id: self._net(one.id, lens, sheet, without) for one in decision.candidates}
        margin = self.rule_set.tie_margin
        return {
            id: self.z3.And(net > 0, *(other - net <= margin for other in nets.values()))
            for id, net in nets.items()
        }

    # --- reach ----------------------------------------------------------------------------------

    def questions(self, statement: Statement) -> set[str]:
        """The questions that a statement reads, without those that decide whether they are asked."""
        match statement:
            case Every(parts) | Some(parts):
                return {question for part in parts for question in self.questions(part)}
            case No(part):
                return self.questions(part)
            case Holds(condition):
                return set(questions_in(condition))
            case Asked(question) | Unanswered(question):
                return {question}
            case GateHolds(id):
                return self._read_by([gate for gate in self.rule_set.gates if gate.id == id])
            case RuleHolds(id):
                return {q for rule in self.rule_set.rules if rule.id == id for q in questions_in(rule.when)}
            case Weighed():
                stops = [gate for gate in self.rule_set.gates if gate.action is Action.STOP]
                return self._read_by(stops) | set(safety_questions(self.rule_set))
            case Favoured() | SupportFalls():
                rules = {question for rule in self.rule_set.rules for question in questions_in(rule.when)}
                return rules | self.questions(Weighed())

    def _read_by(self, gates: Sequence[Gate]) -> set[str]:
        return {q for gate in gates for q in questions_in(AllOf((gate.when, gate.unless or AllOf(()))))}
