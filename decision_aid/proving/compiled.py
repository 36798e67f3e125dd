"""The rule set as bits, for questions about many sheets at once.

Every condition on one question is a set of classes of its answers. *Not* is pushed down to such sets,
each condition becomes an *and* of *ors*, and each *or* (a clause) one bit. An answer is the integer of
the clauses it makes true for certain; a sheet is the *or* of its answers; one addition then yields
the conditions that hold.

Belongs here: compiling, and the outcome of a sheet. It must agree with `engine` on every sheet; what
a user is shown comes from there. Does not: which candidates are favored (`weighing`), and searching.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Final, NamedTuple

from decision_aid.engine.questionnaire import counted, deciding, whole
from decision_aid.engine.safety_questions import safety_questions
from decision_aid.engine.suggest import Status
from decision_aid.model.answers import SKIPPED, Value
from decision_aid.model.conditions import Answered, Condition, Test, tests_in
from decision_aid.model.lens import Lens
from decision_aid.model.rules import Action, Rules
from decision_aid.proving.answer_classes import AnswerClass, AnswerClasses
from decision_aid.proving.clauses import Clause, Clauses
from decision_aid.proving.weighing import ArgumentBits, Tiers, Weighing, argument_bits


class Column(NamedTuple):
    """One question with the classes of its answers.

    `closed` is the guard of the condition that closes it whatever the answer, and `unasked` of that which
    closes it while it has none; 0 when nothing does. `when_closed` are its bits then; `deciding` names the
    questions on which this depends.
    """

    link_id: str
    classes: tuple[AnswerClass, ...]
    closed: int
    unasked: int
    when_closed: int
    deciding: tuple[str, ...]

    def closing(self, value: Value | None) -> int:
        """The guard of what closes it where this is the answer, None being one that was left out."""
        return self.unasked if value is None or value == SKIPPED else self.closed


class Fact(NamedTuple):
    """A name for one thing that can hold of a sheet: its kind, and the id of what it is about."""

    kind: str
    id: str


WHEN: Final = "when"
"""The trigger of a gate is certain."""
UNLESS: Final = "unless"
"""The release of a gate is certain."""
RULE: Final = "rule"
"""A rule holds."""
CLOSED: Final = "closed"
"""A question is certainly not enabled."""
UNASKED: Final = "unasked"
"""The same of one with `ask_when`, or it is certainly not put to whoever answers."""
ASKED: Final = "asked"
"""A question is certainly enabled, and put to whoever answers."""
UNANSWERED: Final = "unanswered"
"""A question that is not closed has no answer."""
IMPOSSIBLE: Final = "impossible"
"""Answers that cannot be true together."""


class Outcome(NamedTuple):
    """What a sheet comes to. Two sheets with equal outcomes are told the same, but for the reasons.

    `gates` are the guards of the gates that hold; `decisions` are what each decision comes to, None where it
    does not arise.
    """

    status: Status
    gates: int
    decisions: tuple[Tiers | None, ...] = ()


class Compiled:
    """A rule set as bits. Raises `TooComplex`.

    `extra` are conditions of which it will be asked whether they hold, beside those of the rule set.
    Answers that a test of `apart` tells apart are kept apart.
    """

    def __init__(
        self, rule_set: Rules, extra: Sequence[Condition] = (), apart: Iterable[Test | Answered] = ()
    ) -> None:
        self.rule_set = rule_set
        conditions = dict(conditions_of(rule_set))
        tests: dict[str, list[Test | Answered]] = {link_id: [] for link_id in rule_set.item}
        for condition in (*conditions.values(), *extra):
            for test in tests_in(condition):
                tests[test.question].append(test)
        for test in apart:
            tests.get(test.question, []).append(test)
        questions = {link_id: AnswerClasses(item, tests[link_id]) for link_id, item in rule_set.item.items()}
        self._questions = questions
        self._clauses = Clauses(questions)
        self._bits = {link_id: [0] * len(question.classes) for link_id, question in questions.items()}
        self.guard: dict[Fact, int] = {}
        self.clauses: dict[int, int] = {}
        """The bits of the clauses of each guard."""
        self.reads: dict[int, tuple[str, ...]] = {}
        """The questions that each guard depends on, but for what opens and closes them."""
        self.ones = 0
        """The lowest bit of each guard's clauses: added to a sheet's bits, it makes the carries start."""
        self.all_guards = 0
        self._end = 0
        for fact, condition in conditions.items():
            negated = fact.kind in (CLOSED, UNASKED)
            self._add(fact, self._clauses.of_negation(condition) if negated else self._clauses.of(condition))
        for link_id in rule_set.item:
            classes = sum(1 << i for i, one in enumerate(questions[link_id].classes) if one.unanswered)
            self._add(Fact(UNANSWERED, link_id), [frozenset({(link_id, classes)})])
        self.holds: dict[Condition, int] = {}
        for condition in dict.fromkeys(extra):
            self.holds[condition] = self._add(None, self._clauses.of(condition))

    def _add(self, fact: Fact | None, clauses: Sequence[Clause]) -> int:
        """Lay the clauses side by side with a guard above them; a carry reaches it when all are true."""
        start = self._end
        for place, clause in enumerate(clauses, start):
            for link_id, classes in clause:
                bits = self._bits[link_id]
                for number in range(len(bits)):
                    if classes >> number & 1:
                        bits[number] |= 1 << place
        guard = 1 << start + len(clauses)
        self.ones |= 1 << start
        self.all_guards |= guard
        self._end = start + len(clauses) + 1
        self.clauses[guard] = guard - (1 << start)
        self.reads[guard] = tuple(dict.fromkeys(link_id for clause in clauses for link_id, _ in clause))
        if fact:
            self.guard[fact] = guard
        return guard

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """The questions, in the order of asking."""
        return tuple(
            Column(
                link_id,
                tuple(
                    one._replace(bits=bits)
                    for one, bits in zip(question.classes, self._bits[link_id], strict=True)
                ),
                self.guard.get(Fact(CLOSED, link_id), 0),
                self._unasked(link_id),
                self._when_closed(link_id),
                deciding(self.rule_set.item, (link_id,))[:-1],
            )
            for link_id, question in self._questions.items()
        )

    def _unasked(self, link_id: str) -> int:
        """The guard of what closes the question while it has no answer; 0 when nothing does."""
        closed = self.guard.get(Fact(CLOSED, link_id), 0)
        return self.guard.get(Fact(UNASKED, link_id), closed)

    def _when_closed(self, link_id: str) -> int:
        classes = zip(self._questions[link_id].classes, self._bits[link_id], strict=True)
        return next((bits for one, bits in classes if one.closed), 0)

    @property
    def width(self) -> int:
        """How many bits there are."""
        return self._end

    @cached_property
    def column(self) -> Mapping[str, Column]:
        return {column.link_id: column for column in self.columns}

    def fired(self, bits: int) -> int:
        """The guards of all that holds on a sheet with these bits."""
        return bits + self.ones & self.all_guards

    def bits(self, given: Mapping[str, Value]) -> int:
        """The clauses that a sheet makes true. The sheet must be sound (`questionnaire.problems_in`)."""
        settled = self._settled
        bits = 0
        for link_id, value in whole(self.rule_set, given).items():
            if link_id in settled:  # what always has an answer need not be a question
                bits |= settled[link_id][value]
        for link_id, unasked, when_closed in self._closings:
            if bits & unasked == unasked and given.get(link_id, SKIPPED) == SKIPPED:
                bits |= when_closed
        return bits ^ self._no_answers

    def bits_of(self, link_id: str, value: Value | None) -> int:
        """The clauses that one answer makes true, where the question is not closed; None is left out."""
        return self._tables[link_id][value]

    @cached_property
    def _tables(self) -> Mapping[str, Mapping[Value | None, int]]:
        return {link_id: _BitsByAnswer(q, self._bits[link_id]) for link_id, q in self._questions.items()}

    @cached_property
    def _settled(self) -> Mapping[str, Mapping[Value | None, int]]:
        """The same, with the clause of `UNANSWERED` turned over: what was left out has no bits at all.

        So only the answers that count need to be looked at. A skipped one has no bits that the
        question would not have when it is closed.
        """
        return {
            link_id: _BitsByAnswer(
                question, [bits ^ self._no_answer(link_id) for bits in self._bits[link_id]]
            )
            for link_id, question in self._questions.items()
        }

    @cached_property
    def _closings(self) -> tuple[tuple[str, int, int], ...]:
        """Each question that can be closed, the clauses that close it, and its settled bits then."""
        return tuple(
            (link_id, self.clauses[guard], self._when_closed(link_id) ^ self._no_answer(link_id))
            for link_id in self.rule_set.item
            if (guard := self._unasked(link_id))
        )

    def _no_answer(self, link_id: str) -> int:
        """The clause that is true when the question is not closed and has no answer."""
        return self.clauses[self.guard[Fact(UNANSWERED, link_id)]]

    @cached_property
    def _no_answers(self) -> int:
        return sum(map(self._no_answer, self.rule_set.item))

    def guards(self, kind: str) -> int:
        """The guards of all facts of a kind, together."""
        return sum(guard for fact, guard in self.guard.items() if fact.kind == kind)

    # --- outcomes -------------------------------------------------------------------------------

    @cached_property
    def gate_guards(self) -> tuple[tuple[int, int, Action], ...]:
        """For each gate the guards of its trigger and its release (0 for none), and its action."""
        return tuple(
            (self.guard[Fact(WHEN, gate.id)], self.guard.get(Fact(UNLESS, gate.id), 0), gate.action)
            for gate in self.rule_set.gates
        )

    @cached_property
    def _released(self) -> tuple[tuple[int, int], ...]:
        return tuple((when, unless) for when, unless, _ in self.gate_guards if unless)

    @cached_property
    def _triggers(self) -> int:
        return sum(when for when, _, _ in self.gate_guards)

    @cached_property
    def _stops(self) -> int:
        return sum(when for when, _, action in self.gate_guards if action is Action.STOP)

    @cached_property
    def _referrals(self) -> int:
        return sum(when for when, _, action in self.gate_guards if action is Action.REFER)

    @cached_property
    def open_safety(self) -> int:
        """The guards of the safety questions that have no answer."""
        return sum(self.guard[Fact(UNANSWERED, link_id)] for link_id in safety_questions(self.rule_set))

    def gates(self, fired: int) -> int:
        """The guards of the triggers of all gates that hold."""
        held = fired & self._triggers
        for when, unless in self._released:
            if fired & unless:
                held &= ~when
        return held

    def weighed(self, fired: int) -> bool:
        """Whether no stop holds and no safety question is open, so that candidates are weighed."""
        return not (fired & self.open_safety or self.gates(fired) & self._stops)

    def outcome(self, fired: int, lens: Lens = Lens.CHECKED, *, without: int = 0) -> Outcome:
        """What a sheet comes to; `without` are guards of rules to leave out."""
        gates = self.gates(fired)
        if gates & self._stops:
            return Outcome(Status.STOPPED, gates & self._stops)
        if fired & self.open_safety:
            return Outcome(Status.NEEDS_ANSWERS, gates & self._referrals)
        main, *others = self.tiers(fired & ~without, lens)
        if main is None or main.favored in (0, self._weighing(lens).all):
            return Outcome(Status.NO_CLEAR_SUGGESTION, gates, (Tiers(), *others))
        return Outcome(Status.SUGGESTION, gates, (main, *others))

    def tiers(self, held: int, lens: Lens = Lens.CHECKED) -> tuple[Tiers | None, ...]:
        """By decision, what it comes to; None where the decision does not arise.

        Of the guards in `held`, only those of rules matter. Of the main decision, all candidates are favored
        where all are exactly equal.
        """
        return self._weighing(lens).tiers(held)

    def _weighing(self, lens: Lens) -> Weighing:
        weighing = self._weighings.get(lens)
        if weighing is None:
            arguments = self.arguments(lens)
            weighing = self._weighings[lens] = Weighing(self.rule_set, self.rule_guards, arguments)
        return weighing

    @cached_property
    def _weighings(self) -> dict[Lens, Weighing]:
        return {}

    @cached_property
    def rule_guards(self) -> Mapping[str, int]:
        """The guards of the rules, by their ids."""
        return {rule.id: self.guard[Fact(RULE, rule.id)] for rule in self.rule_set.rules}

    def arguments(self, lens: Lens = Lens.CHECKED) -> ArgumentBits:
        """How the rules argue in a lens; `documents` needs a rule set with its claims."""
        if lens not in self._arguments:
            self._arguments[lens] = argument_bits(lens, self.rule_set, self.rule_guards)
        return self._arguments[lens]

    @cached_property
    def _arguments(self) -> dict[Lens, ArgumentBits]:
        return {}


class _BitsByAnswer(dict[Value | None, int]):
    """The bits of an answer, worked out the first time it is looked up. Not of a closed question."""

    def __init__(self, question: AnswerClasses, bits: Sequence[int]) -> None:
        super().__init__()
        self._question, self._bits = question, bits

    def __missing__(self, value: Value | None) -> int:
        question = self._question
        self[value] = self._bits[question.place_of(counted(question.item.link_id, value))]
        return self[value]


def conditions_of(rule_set: Rules) -> Iterator[tuple[Fact, Condition]]:
    """Every condition of the rule set, with the fact that it is true of."""
    for item in rule_set.items:
        if item.enable_when is not None:
            yield Fact(CLOSED, item.link_id), item.enable_when
        if item.ask_when is not None and item.asking is not None:
            yield Fact(UNASKED, item.link_id), item.asking
        if item.asking is not None:
            yield Fact(ASKED, item.link_id), item.asking
    for number, impossible in enumerate(rule_set.impossible):
        yield Fact(IMPOSSIBLE, str(number)), impossible.when
    for gate in rule_set.gates:
        yield Fact(WHEN, gate.id), gate.when
        if gate.unless is not None:
            yield Fact(UNLESS, gate.id), gate.unless
    for rule in rule_set.rules:
        yield Fact(RULE, rule.id), rule.when
