"""The prover: one rule set, its sheets to look at first, and the search for the rest.

Belongs here: which way to settle a question is tried first, and a record of all that was asked.
Does not: which questions are worth asking of a rule set (`checking`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Protocol

from decision_aid.engine.evaluate import strength_in
from decision_aid.engine.questionnaire import deciding, is_open, read
from decision_aid.model.answers import SKIPPED, Value
from decision_aid.model.conditions import AllOf, Condition, questions_in
from decision_aid.model.lens import Lens
from decision_aid.model.rules import Action, Direction, Gate, Item, Rule, Rules
from decision_aid.proving.bounds import bound
from decision_aid.proving.compiled import RULE, Compiled, Fact, Outcome
from decision_aid.proving.distinguishing import Distinguisher
from decision_aid.proving.samples import Sample, Samples
from decision_aid.proving.search import Answer, Budget, ask
from decision_aid.proving.statements import (
    FIRST,
    SECOND,
    Change,
    Every,
    Favored,
    GateHolds,
    Named,
    No,
    Query,
    RuleHolds,
    Some,
    Statement,
    Weighed,
    differ,
)
from decision_aid.proving.weighing import TRUE

TRIES = 50
"""Sheets that are tried around one on which a rule holds, before the search begins."""


class SecondProver(Protocol):
    """Another prover, which settles queries in its own way (`z3_prover.Z3Prover`)."""

    def ask(self, query: Query) -> Answer: ...


class Prover:
    """Settles queries about one rule set. Raises `TooComplex` when it cannot be compiled.

    `extra` are the conditions of which it will be asked whether they hold. `second` is asked when
    the search gives up. `asked` is every query so far, with its answer.
    """

    def __init__(
        self,
        rule_set: Rules,
        extra: Sequence[Condition] = (),
        *,
        budget: Budget | None = None,
        second: SecondProver | None = None,
    ) -> None:
        self.rule_set = rule_set
        self.compiled = Compiled(rule_set, extra)
        self.samples = Samples(self.compiled)
        self.asked: list[tuple[Query, Answer]] = []
        self._budget = budget or Budget()
        self._second = second

    def ask(self, statement: Statement, change: Change | None = None) -> Answer:
        """Look for a sheet, or with `change` a pair of sheets, of which the statement is true."""
        query = Query(statement, change)
        answer = ask(self.compiled, query, self._budget)
        if answer.undecided and self._second:
            answer = self._second.ask(query)
        return self._noted(query, answer)

    def some(self, statement: Statement) -> Answer:
        """The same, where any sheet will do: those of the pool are looked at first."""
        truth = bound(statement, self.samples.space).truth
        for tried, sample in enumerate(self.samples.pool, 1):
            if truth(sample.fired, sample.fired) == TRUE:
                return self._noted(Query(statement), _seen((self.samples.given(sample),), tried))
        return self.ask(statement)

    def only(self, rule: Rule, other: Rule) -> Answer:
        """Look for a weighed sheet on which the one rule holds, and the other does not."""
        alone = self._held[rule.id] & ~self._held[other.id]
        return self._any_of(alone, Every((Weighed(), RuleHolds(rule.id), No(RuleHolds(other.id)))))

    def either(self, rule: Rule, other: Rule) -> Answer:
        """Look for a weighed sheet on which one of two rules holds, and the other does not."""
        apart = self._held[rule.id] ^ self._held[other.id]
        return self._any_of(apart, Every((Weighed(), differ(RuleHolds(rule.id), RuleHolds(other.id)))))

    def _any_of(self, samples: int, statement: Statement) -> Answer:
        """The first of these sheets of the pool, of which the statement is true; if there is none, search."""
        if not samples:
            return self.ask(statement)
        place = (samples & -samples).bit_length() - 1
        return self._noted(Query(statement), _seen((self._pool_sheets[place],), place + 1))

    @cached_property
    def _held(self) -> dict[str, int]:
        """For each rule, the sheets of the pool on which it holds, as bits."""
        return {
            rule.id: sum(
                1 << place
                for place, sample in enumerate(self.samples.pool)
                if sample.fired & self.compiled.guard[Fact(RULE, rule.id)]
            )
            for rule in self.rule_set.rules
        }

    @cached_property
    def _pool_sheets(self) -> list[dict[str, Value]]:
        return [self.samples.given(sample) for sample in self.samples.pool]

    def _noted(self, query: Query, answer: Answer) -> Answer:
        self.asked.append((query, answer))
        return answer

    def depends(self, gate: Gate, question: str) -> bool:
        """Whether the answer to the question can make the gate hold or not."""
        reads = questions_in(AllOf((gate.when, gate.unless or AllOf(()))))
        return question in deciding(self.rule_set.item, reads)

    # --- rules that decide ----------------------------------------------------------------------

    def decides(self, rule: Rule) -> Answer:
        """Look for a sheet on which leaving out the rule changes which candidates are named."""
        query = Query(decides(self.rule_set, rule))
        for tried, sample in enumerate(self._where_holds(rule), 1):
            if self._decides(rule, sample.fired):
                return self._noted(query, _seen((self.samples.given(sample),), tried))
            self._budget.spend(1 + len(self.rule_set.themes) // 20)  # each theme is summed up
            if self._budget.left <= 0:
                break
        return self.ask(query.statement)

    def deciding_sheet(self, rule_id: str) -> dict[str, Value] | None:
        """A short sheet on which a rule decides who is named; None when none is found."""
        rule = next(rule for rule in self.rule_set.rules if rule.id == rule_id)
        answer = self.decides(rule)
        if answer.sheets is None:
            return None
        sheet = dict(answer.sheets[0])
        for link_id in reversed(list(sheet)):
            shorter = {key: value for key, value in sheet.items() if key != link_id}
            answers = read(self.rule_set, shorter)
            # What is kept must still be asked, as it would be of a person.
            asked = all(is_open(self.rule_set.item[question], answers) for question in shorter)
            if asked and self._decides(rule, self.compiled.fired(self.compiled.bits(shorter))):
                sheet = shorter
        return sheet

    def _where_holds(self, rule: Rule) -> Iterator[Sample]:
        """Sheets on which the rule holds: of the pool, one on which it is heard, some around it."""
        guard = self.compiled.guard[Fact(RULE, rule.id)]
        yield from (sample for sample in self.samples.pool if sample.fired & guard)
        lens = deciding_lens(rule)
        heard = Every((Weighed(), RuleHolds(rule.id), _heard(self.rule_set, rule, lens)))
        found = ask(self.compiled, Query(heard), self._budget)
        if found.sheets:
            louder = {other.id for others in _louder(self.rule_set, rule, lens) for other in others}
            beside = [other.when for other in self.rule_set.rules if other.id in louder]
            fixed = self.samples.assignments(found.sheets[0], questions_in(AllOf((rule.when, *beside))))
            # By itself it answers little, so there is little that could outweigh the rule.
            yield from self.samples.like(self.samples.assignments(found.sheets[0], [*self.rule_set.item]), 1)
            yield from (s for s in self.samples.like(fixed, TRIES) if s.fired & guard)

    def _decides(self, rule: Rule, fired: int) -> bool:
        without, lens = self.compiled.guard[Fact(RULE, rule.id)], deciding_lens(rule)
        return self.compiled.outcome(fired, lens) != self.compiled.outcome(fired, lens, without=without)

    # --- answers that matter --------------------------------------------------------------------

    def tells(self, item: Item, codes: Sequence[str]) -> dict[str, Answer]:
        """For each code, look for a sheet that is told otherwise with this answer than with another one.

        For a number the only code is empty, and any two answers will do.
        """
        column = self.compiled.column[item.link_id]
        values = tuple(one.value for one in column.classes if one.value not in (None, SKIPPED))
        distinguisher = Distinguisher(item, values, self.samples, self._result_of, self._budget)
        found: dict[str, Answer] = {}
        for tried, sample in enumerate(self.samples.pool, 1):
            left = [code for code in codes if code not in found]
            if not left or self._budget.left <= 0:
                break
            for code, sheets in distinguisher.on(sample, left):
                found[code] = self._noted(
                    Query(self._told_otherwise, distinguisher.change(code)), _seen(sheets, tried)
                )
        return {code: found.get(code) or self._tells(distinguisher, code) for code in codes}

    def _tells(self, distinguisher: Distinguisher, code: str) -> Answer:
        """The same for one code of which the pool shows nothing."""
        change = distinguisher.change(code)
        for tried, sample in enumerate(self._where_differs(change), 1):
            for _, sheets in distinguisher.on(sample, [code]):
                return self._noted(Query(self._told_otherwise, change), _seen(sheets, tried))
        return self.ask(self._told_otherwise, change)

    def _where_differs(self, change: Change) -> Iterator[Sample]:
        """Sheets on which the change lets safety come first, or turns a gate or a rule; and others like them.

        They answer little, so there is little that could outweigh the change.
        """
        for statement in self._turned(change.question):
            found = ask(self.compiled, Query(Every((Weighed(FIRST), statement)), change), self._budget)
            for sheet in found.sheets or ():
                yield from self.samples.like(self.samples.assignments(sheet, [*self.rule_set.item]), 1)
                yield from self.samples.like(self.samples.assignments(sheet, [change.question]), TRIES)

    def _turned(self, question: str) -> Iterator[Statement]:
        """What may be otherwise by a change of this answer: of two sheets, of which the first is weighed."""
        yield No(Weighed(SECOND))
        for gate in self.rule_set.gates:
            if question in questions_in(AllOf(gate.conditions)):
                yield differ(GateHolds(gate.id, SECOND), GateHolds(gate.id, FIRST))
        for rule in self.rule_set.rules:
            if question in questions_in(rule.when):
                yield Every((Weighed(SECOND), differ(RuleHolds(rule.id, SECOND), RuleHolds(rule.id, FIRST))))

    def _result_of(self, sample: Sample) -> tuple[Outcome, int]:
        """All that an answer can change: the outcome, and the notes that are shown with it."""
        outcome = self.compiled.outcome(sample.fired)
        return outcome, sample.fired & self._notes if outcome.decisions else 0

    @cached_property
    def _notes(self) -> int:
        notes = (rule for rule in self.rule_set.rules if not rule.arguments)
        return sum(self.compiled.guard[Fact(RULE, rule.id)] for rule in notes)

    @cached_property
    def _told_otherwise(self) -> Statement:
        """Two sheets are not told the same."""
        stops = [gate for gate in self.rule_set.gates if gate.action is Action.STOP]
        both_weighed = (Weighed(FIRST), Weighed(SECOND))
        no_stop = tuple(No(GateHolds(gate.id, sheet)) for gate in stops for sheet in (FIRST, SECOND))
        shown: dict[Action, tuple[Statement, ...]] = {
            Action.STOP: (),
            Action.REFER: no_stop,
            Action.CAUTION: both_weighed,
        }
        told: list[Statement] = [differ(Weighed(FIRST), Weighed(SECOND))]
        for gate in self.rule_set.gates:
            other = differ(GateHolds(gate.id, FIRST), GateHolds(gate.id, SECOND))
            told.append(Every((*shown[gate.action], other)))
        for candidate in self.rule_set.candidate:
            told += [differ(named(candidate), named(candidate, sheet=SECOND)) for named in (Favored, Named)]
        for rule in self.rule_set.rules:
            if not rule.arguments:
                other = differ(RuleHolds(rule.id, FIRST), RuleHolds(rule.id, SECOND))
                told.append(Every((*both_weighed, other)))
        return Some(tuple(told))


def _seen(sheets: tuple[Mapping[str, Value], ...], tried: int) -> Answer:
    return Answer(sheets, False, tried)


def decides(rule_set: Rules, rule: Rule) -> Statement:
    """The rule holds, and leaving it out changes which candidates are favored or close behind.

    A rule that counts in the lens of the documents alone must do so there. That it is heard follows from
    this, and is said because it is often easy to refute.
    """
    lens = deciding_lens(rule)
    argued = {argument.candidate for argument in rule.arguments}
    concerned = [
        candidate.id
        for decision in rule_set.decisions
        for candidate in decision.candidates
        if not argued.isdisjoint([other.id for other in decision.candidates])
    ]
    changes = tuple(
        differ(named(id, lens), named(id, lens, without=rule.id))
        for id in concerned
        for named in (Favored, Named)
    )
    return Every((RuleHolds(rule.id), Weighed(), _heard(rule_set, rule, lens), Some(changes)))


def deciding_lens(rule: Rule) -> Lens:
    """The lens in which a rule is asked to decide something."""
    return Lens.DOCUMENTS if rule.only_in_documents else Lens.CHECKED


def _heard(rule_set: Rules, rule: Rule, lens: Lens) -> Statement:
    """An argument of the rule is stronger than those of the same voice in all other rules that hold."""
    louder = _louder(rule_set, rule, lens)
    return Some(tuple(Every(tuple(No(RuleHolds(other.id)) for other in others)) for others in louder))


def _louder(rule_set: Rules, rule: Rule, lens: Lens) -> Sequence[Sequence[Rule]]:
    """For each argument of a rule, the others of its theme that make it too, at least as strongly."""
    others = [other for other in rule_set.rules if other.theme == rule.theme and other.id != rule.id]
    weights = [_weights(rule_set, other, lens) for other in others]
    return [
        [other for other, theirs in zip(others, weights, strict=True) if theirs.get(argument, 0) >= weight]
        for argument, weight in _weights(rule_set, rule, lens).items()
    ]


def _weights(rule_set: Rules, rule: Rule, lens: Lens) -> Mapping[tuple[str, Direction], int]:
    """What a rule argues in a lens, and how much that weighs."""
    strengths = (((a.candidate, a.direction), strength_in(lens, rule, a, rule_set)) for a in rule.arguments)
    return {argument: strength.weight for argument, strength in strengths if strength}
