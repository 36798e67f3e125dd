"""The rule set as bits, for questions about many sheets at once.

Every condition on one question is a set of its answers. *Not* is pushed down to such sets, each
condition becomes an *and* of *ors*, and each *or* (a clause) one bit. An answer is the integer of
the clauses it makes true for certain; a sheet is the *or* of its answers; one addition then tells
which conditions hold. Answers that no condition tells apart are one `Choice`.

Belongs here: compiling, and the outcome of a sheet. It must agree with `engine` and `suggestion`
on every sheet; what a user is shown comes from those. Does not: proofs (`proving`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache, partial
from itertools import product
from math import comb
from typing import Final, NamedTuple, TypeAlias

from decision_aid.answers import PERSON, SETTING, SKIPPED, Value
from decision_aid.conditions import AllOf, Answered, AnyOf, AtLeast, Condition, Equals, Not, Test, tests_in
from decision_aid.engine import Lens, safety_questions, strength_in
from decision_aid.errors import DecisionAidError, Location
from decision_aid.model import Action, Direction, Item, ItemType, RuleSet, Strength
from decision_aid.questionnaire import deciding
from decision_aid.suggestion import Status

MAX_CLAUSES: Final = 64
"""What needs more is refused: no reader could follow it, and its form can grow without end."""

MAX_RUNS: Final = 200
"""Runs of numbers that conditions tell apart; each pair of them is a change to look at."""

MAX_CHOICES: Final = 4096
"""Ways to answer one question that conditions tell apart; twelve boxes to tick reach it."""

KEPT: Final = 1 << 14
"""For each theme and each decision, of how many of the ways it can come out the result is kept."""


class TooComplex(DecisionAidError):
    """A condition or a question that cannot be compiled within the limits."""

    def __init__(self, message: str, location: Location, hint: str) -> None:
        super().__init__(message)
        self.message, self.location, self.hint = message, location, hint


class Choice(NamedTuple):
    """Answers to one question that no condition tells apart.

    `value` is the first of them, None for an answer that was left out; `size` is how many sheets
    it stands for; `bits` are the clauses it makes true; `closed` says that the question is not
    enabled, whatever the sheet says of it.
    """

    value: Value | None
    size: int
    bits: int
    closed: bool = False


class Column(NamedTuple):
    """One question. `closed` is the guard of the condition that closes it, 0 when none does.

    `when_closed` are its bits then; `deciding` names the questions on which this depends.
    """

    link_id: str
    choices: tuple[Choice, ...]
    closed: int
    when_closed: int
    deciding: tuple[str, ...]


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
ASKED: Final = "asked"
"""A question is certainly enabled."""
UNANSWERED: Final = "unanswered"
"""A question that is not closed has no answer."""
IMPOSSIBLE: Final = "impossible"
"""Answers that cannot be true together."""


# --- the states of a question -------------------------------------------------------------------

_Truths: TypeAlias = tuple[bool | None, ...]
"""How each test on a question comes out, None where that is unknown."""


class _State(NamedTuple):
    truths: _Truths
    value: Value | None
    size: int
    closed: bool = False
    unanswered: bool = False


class _Question:
    """One question with the tests on it, and its answers merged where all tests agree."""

    def __init__(self, item: Item, tests: Sequence[Test | Answered]) -> None:
        self.item = item
        self.tests = tuple(dict.fromkeys(tests))
        self.place = {test: place for place, test in enumerate(self.tests)}
        merged: dict[tuple[_Truths, bool, bool], _State] = {}
        for state in self._states():
            key = (state.truths, state.closed, state.unanswered)
            known = merged.get(key)
            merged[key] = known._replace(size=known.size + state.size) if known else state
        self.states = tuple(merged.values())
        self.place_of = {key: place for place, key in enumerate(merged)}
        self.everything = (1 << len(self.states)) - 1

    def truths(self, value: Value) -> _Truths:
        return tuple(isinstance(test, Answered) or test.holds(value) for test in self.tests)

    def _states(self) -> Iterator[_State]:
        """All ways to answer, the shortest sheets first: left out, skipped, closed, then the answers."""
        if self.item.link_id == SETTING:
            # Unanswered counts as a person's own.
            yield _State(self.truths(PERSON), None, 2)
        else:
            skipped = tuple(False if isinstance(test, Answered) else None for test in self.tests)
            yield _State((None,) * len(self.tests), None, 1, unanswered=True)
            yield _State(skipped, SKIPPED, 1, unanswered=True)
        if self.item.enable_when is not None:
            yield _State((False,) * len(self.tests), None, 2, closed=True)
        match self.item.type:
            case ItemType.CHOICE:
                yield from (_State(self.truths(code), code, 1) for code in self.item.codes)
            case ItemType.INTEGER:
                yield from self._numbers()
            case ItemType.MULTIPLE:
                yield from self._combinations()

    def _numbers(self) -> Iterator[_State]:
        """Runs of numbers between two bounds."""
        item = self.item
        bounds = {
            t.bound + (not isinstance(t, AtLeast)) for t in self.tests if not isinstance(t, Answered | Equals)
        }
        starts = sorted({item.minimum} | {b for b in bounds if item.minimum < b <= item.maximum})
        if len(starts) > MAX_RUNS:
            message = f"'{item.link_id}' is a number that conditions cut into more than {MAX_RUNS} parts"
            raise TooComplex(message, item.location, "use fewer bounds")
        for start, end in zip(starts, [*starts[1:], item.maximum + 1], strict=True):
            yield _State(self.truths(start), start, end - start)

    def _combinations(self) -> Iterator[_State]:
        """Answers that may be ticked together; those that all tests treat alike count as one kind."""
        item = self.item
        kinds: dict[_Truths, list[str]] = {}
        for option in item.answer_options:
            if option.exclusive:
                yield _State(self.truths((option.code,)), (option.code,), 1)
            else:
                kinds.setdefault(self.truths((option.code,)), []).append(option.code)
        most = item.max_choices or sum(map(len, kinds.values()))
        if sum(comb(len(kinds), size) for size in range(min(most, len(kinds)) + 1)) > MAX_CHOICES:
            message = f"'{item.link_id}' can be answered in more than {MAX_CHOICES:,} ways that matter"
            raise TooComplex(message, item.location, "split the question, or set max_choices")
        # For each kind in turn: is it ticked? Kept are the first codes and, by size, the number of ways.
        partial: list[tuple[tuple[str, ...], dict[int, int]]] = [((), {0: 1})]
        for codes in kinds.values():
            ways = {size: comb(len(codes), size) for size in range(1, len(codes) + 1)}
            with_kind = [
                ((*chosen, codes[0]), grown)
                for chosen, sizes in partial
                if (grown := _grown(sizes, ways, most))
            ]
            partial += with_kind
        for chosen, sizes in partial[1:]:
            yield _State(self.truths(chosen), chosen, sum(sizes.values()))


def _grown(sizes: Mapping[int, int], ways: Mapping[int, int], most: int) -> dict[int, int]:
    """The number of ways by size, when each of `sizes` is joined by each of `ways`."""
    grown: dict[int, int] = {}
    for (size, count), (more, many) in product(sizes.items(), ways.items()):
        if size + more <= most:
            grown[size + more] = grown.get(size + more, 0) + count * many
    return grown


# --- clauses ------------------------------------------------------------------------------------

_Clause: TypeAlias = frozenset[tuple[str, int]]
"""One *or*: for each question, the set of its states (as bits) that make it true for certain."""

_NEVER: Final[_Clause] = frozenset()


class _Clauses:
    """Conditions as an *and* of *ors*, over the states of the questions."""

    def __init__(self, questions: Mapping[str, _Question]) -> None:
        self.questions = questions

    def of(self, condition: Condition) -> list[_Clause]:
        """The clauses of a condition. Raises `TooComplex` where there would be too many."""
        return self._all(condition, wanted=True)

    def of_negation(self, condition: Condition) -> list[_Clause]:
        """The clauses of its negation."""
        return self._all(condition, wanted=False)

    def _all(self, condition: Condition, wanted: bool) -> list[_Clause]:
        match condition:
            case Not(part):
                return self._all(part, not wanted)
            case AllOf(parts) | AnyOf(parts):
                every = isinstance(condition, AllOf) is wanted
                found: list[_Clause] = [] if every else [_NEVER]
                for part in parts:
                    clauses = self._all(part, wanted)
                    joined = clauses if every else [self._or(a, b) for a in found for b in clauses]
                    found = self._without_weaker([*found, *joined] if every else joined, condition)
                return found
            case _:
                question = self.questions[condition.question]
                place = question.place[condition]
                states = sum(1 << i for i, s in enumerate(question.states) if s.truths[place] is wanted)
                return self._without_weaker([frozenset({(condition.question, states)})], condition)

    def _or(self, one: _Clause, other: _Clause) -> _Clause:
        states = dict(one)
        for question, more in other:
            states[question] = states.get(question, 0) | more
        return frozenset(states.items())

    def _without_weaker(self, clauses: Sequence[_Clause], condition: Condition) -> list[_Clause]:
        """The clauses that are not always true and not implied by another."""
        kept: list[_Clause] = []
        for clause in clauses:
            clause = frozenset((question, states) for question, states in clause if states)
            if any(states == self.questions[question].everything for question, states in clause):
                continue
            if any(_implies(other, clause) for other in kept):
                continue
            kept = [other for other in kept if not _implies(clause, other)]
            kept.append(clause)
            if len(kept) > MAX_CLAUSES:
                message = f"this condition needs more than {MAX_CLAUSES} parts when it is written out"
                raise TooComplex(message, condition.location, "split it into several rules")
        return kept


def _implies(one: _Clause, other: _Clause) -> bool:
    """Whether `other` is true wherever `one` is."""
    states = dict(other)
    return all(not more & ~states.get(question, 0) for question, more in one)


# --- the whole ----------------------------------------------------------------------------------


class Outcome(NamedTuple):
    """What a sheet comes to. Two sheets with equal outcomes are told the same, but for the reasons.

    `gates` are the guards of the gates that hold; `favoured` are, by decision, the candidates as
    bits in the order of the decision, None where the decision does not arise.
    """

    status: Status
    gates: int
    favoured: tuple[int | None, ...] = ()


class Support(NamedTuple):
    """The arguments about one candidate, as bits among the voices."""

    speaks_for: int
    speaks_against: int

    def net(self, voices: int) -> int:
        return (voices & self.speaks_for).bit_count() - (voices & self.speaks_against).bit_count()


class Voices(NamedTuple):
    """How rules argue in one lens.

    A theme has one voice for and one against each candidate, and a voice has two bits. A weak
    argument sets the lower one, a strong argument both. So the *or* of what several rules say is
    the strongest of them, and the number of bits is its weight.
    """

    of_rule: Mapping[int, int]
    support: Mapping[str, Support]

    def of(self, held: int) -> int:
        """What the rules whose guards are set in `held` say together."""
        voices = 0
        while held:
            guard = held & -held
            voices |= self.of_rule[guard]
            held ^= guard
        return voices


def whole_voices(said: int) -> int:
    """Both bits of every voice of which one is set: the lower is set whenever a voice speaks."""
    width = said.bit_length() + 1 & ~1
    lower = said & ((1 << width) - 1) // 3
    return lower | lower << 1


class Compiled:
    """A rule set as bits. Raises `TooComplex`.

    `extra` are conditions of which it will be asked whether they hold, beside those of the rule set.
    Answers that a test of `apart` tells apart are kept apart.
    """

    def __init__(
        self, rule_set: RuleSet, extra: Sequence[Condition] = (), apart: Iterable[Test | Answered] = ()
    ) -> None:
        self.rule_set = rule_set
        conditions = dict(conditions_of(rule_set))
        tests: dict[str, list[Test | Answered]] = {link_id: [] for link_id in rule_set.item}
        for condition in (*conditions.values(), *extra):
            for test in tests_in(condition):
                tests[test.question].append(test)
        for test in apart:
            tests.get(test.question, []).append(test)
        questions = {link_id: _Question(item, tests[link_id]) for link_id, item in rule_set.item.items()}
        self._questions = questions
        self._clauses = _Clauses(questions)
        self._bits = {link_id: [0] * len(question.states) for link_id, question in questions.items()}
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
            negated = fact.kind == CLOSED
            self._add(fact, self._clauses.of_negation(condition) if negated else self._clauses.of(condition))
        for link_id in rule_set.item:
            states = sum(1 << i for i, state in enumerate(questions[link_id].states) if state.unanswered)
            self._add(Fact(UNANSWERED, link_id), [frozenset({(link_id, states)})])
        self.holds: dict[Condition, int] = {}
        for condition in dict.fromkeys(extra):
            self.holds[condition] = self._add(None, self._clauses.of(condition))

    def _add(self, fact: Fact | None, clauses: Sequence[_Clause]) -> int:
        """Lay the clauses side by side with a guard above them; a carry reaches it when all are true."""
        start = self._end
        for place, clause in enumerate(clauses, start):
            for link_id, states in clause:
                bits = self._bits[link_id]
                for state in range(len(bits)):
                    if states >> state & 1:
                        bits[state] |= 1 << place
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
                    Choice(state.value, state.size, bits, state.closed)
                    for state, bits in zip(question.states, self._bits[link_id], strict=True)
                ),
                self.guard.get(Fact(CLOSED, link_id), 0),
                self._when_closed(link_id),
                deciding(self.rule_set.item, (link_id,))[:-1],
            )
            for link_id, question in self._questions.items()
        )

    def _when_closed(self, link_id: str) -> int:
        states = zip(self._questions[link_id].states, self._bits[link_id], strict=True)
        return next((bits for state, bits in states if state.closed), 0)

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
        bits = 0 if SETTING in given else self._no_setting
        for link_id, value in given.items():
            bits |= settled[link_id][value]
        for closed, when_closed in self._closings:
            if bits & closed == closed:
                bits |= when_closed
        return bits ^ self._no_answers

    def bits_of(self, link_id: str, value: Value | None) -> int:
        """The clauses that one answer makes true, where the question is not closed; None is left out."""
        return self._tables[link_id][value]

    @cached_property
    def _tables(self) -> Mapping[str, Mapping[Value | None, int]]:
        return {link_id: _Answered(q, self._bits[link_id]) for link_id, q in self._questions.items()}

    @cached_property
    def _settled(self) -> Mapping[str, Mapping[Value | None, int]]:
        """The same, with the clause of `UNANSWERED` turned over: what was left out has no bits at all.

        So only the answers that were given need to be looked at. A skipped one has no bits that the
        question would not have when it is closed.
        """
        return {
            link_id: _Answered(question, [bits ^ self._no_answer(link_id) for bits in self._bits[link_id]])
            for link_id, question in self._questions.items()
        }

    @cached_property
    def _closings(self) -> tuple[tuple[int, int], ...]:
        """For each question that can be closed: the clauses that close it, and its settled bits then."""
        return tuple(
            (self.clauses[guard], self._when_closed(fact.id) ^ self._no_answer(fact.id))
            for fact, guard in self.guard.items()
            if fact.kind == CLOSED
        )

    def _no_answer(self, link_id: str) -> int:
        """The clause that is true when the question is not closed and has no answer."""
        return self.clauses[self.guard[Fact(UNANSWERED, link_id)]]

    @cached_property
    def _no_answers(self) -> int:
        return sum(map(self._no_answer, self.rule_set.item))

    @cached_property
    def _no_setting(self) -> int:
        """The settled bits of the one question that counts as answered when it is left out."""
        return self._settled[SETTING][None] if SETTING in self._settled else 0

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
        favoured = self.favoured(fired & ~without, lens)
        status = Status.SUGGESTION if favoured[0] else Status.NO_CLEAR_SUGGESTION
        return Outcome(status, gates, favoured)

    def favoured(self, held: int, lens: Lens = Lens.CHECKED) -> tuple[int | None, ...]:
        """By decision, the favoured candidates as bits; None where the decision does not arise.

        Of the guards in `held`, only those of rules matter.
        """
        return self._weighing(lens).favoured(held)

    def level(self, held: int, lens: Lens = Lens.CHECKED) -> tuple[int | None, ...]:
        """The same, but for the main decision all candidates where all of them are level."""
        return self._weighing(lens).level(held)

    def _weighing(self, lens: Lens) -> _Weighing:
        weighing = self._weighings.get(lens)
        if weighing is None:
            weighing = self._weighings[lens] = _Weighing(self, self.voices(lens))
        return weighing

    @cached_property
    def _weighings(self) -> dict[Lens, _Weighing]:
        return {}

    def voices(self, lens: Lens = Lens.CHECKED) -> Voices:
        """How the rules argue in a lens; `documents` needs a rule set with its claims."""
        if lens not in self._voices:
            self._voices[lens] = self._voices_in(lens)
        return self._voices[lens]

    @cached_property
    def _voices(self) -> dict[Lens, Voices]:
        return {}

    def _voices_in(self, lens: Lens) -> Voices:
        places: dict[tuple[str, str, Direction], int] = {}
        of_rule: dict[int, int] = {}
        for rule in self.rule_set.rules:
            said = 0
            for argument in rule.arguments:
                strength = strength_in(lens, rule, argument, self.rule_set)
                if strength is not None:
                    voice = (rule.theme, argument.candidate, argument.direction)
                    place = places.setdefault(voice, 2 * len(places))
                    said |= (0b11 if strength is Strength.STRONG else 0b01) << place
            of_rule[self.guard[Fact(RULE, rule.id)]] = said
        support = {candidate: Support(0, 0) for candidate in self.rule_set.candidate}
        for (_, candidate, direction), place in places.items():
            speaks_for, speaks_against = support[candidate]
            if direction is Direction.FOR:
                support[candidate] = Support(speaks_for | 0b11 << place, speaks_against)
            else:
                support[candidate] = Support(speaks_for, speaks_against | 0b11 << place)
        return Voices(of_rule, support)


def favoured_among(nets: Sequence[int], tie_margin: int, *, main: bool) -> tuple[int, ...]:
    """The places of the candidates with support that are level with the best.

    Of the main decision they are never all: a list of every candidate would be no suggestion.
    """
    least = max(1, max(nets) - tie_margin)
    places = tuple(place for place, net in enumerate(nets) if net >= least)
    return () if main and len(places) == len(nets) else places


class _Weighing:
    """From the rules that hold to the favoured candidates, in one lens.

    What the themes say adds up, and for all candidates at once: their sums stand side by side in one
    integer, each in a field of its own. What a theme adds depends on which of its rules hold, and
    what a decision comes to on its fields. Of either there are few, so the results are kept.
    """

    def __init__(self, compiled: Compiled, voices: Voices) -> None:
        rule_set = compiled.rule_set
        self._voices = voices
        self._margin = rule_set.tie_margin
        rules: dict[str, int] = {}
        for rule in rule_set.rules:
            rules[rule.theme] = rules.get(rule.theme, 0) | compiled.guard[Fact(RULE, rule.id)]
        self._themes = [(guards, lru_cache(KEPT)(self._sums)) for guards in rules.values()]
        self._most = len(rules) * Strength.STRONG.weight
        """No net support is further from 0. A field holds it with this added, so that none is negative."""
        self._width = (2 * self._most).bit_length()
        self._support = [
            voices.support[candidate.id] for d in rule_set.decisions for candidate in d.candidates
        ]
        self._start = self._side_by_side([self._most] * len(self._support))
        self._decisions: list[tuple[int, int, Callable[[int], int], int | None]] = []
        main = [candidate.id for candidate in rule_set.decisions[0].candidates]
        self._all = (1 << len(main)) - 1
        """All candidates of the main decision: where all are level, none of them is favoured."""
        start = 0
        for number, decision in enumerate(rule_set.decisions):
            size = len(decision.candidates) * self._width
            level = lru_cache(KEPT)(partial(self._level_in, size=len(decision.candidates)))
            needed = None
            if number and decision.when_favoured is not None:
                needed = sum(1 << place for place, id in enumerate(main) if id == decision.when_favoured)
            self._decisions.append((start, (1 << size) - 1, level, needed))
            start += size

    def favoured(self, held: int) -> tuple[int | None, ...]:
        first, *others = self.level(held)
        return (0 if first == self._all else first, *others)

    def level(self, held: int) -> tuple[int | None, ...]:
        sums = self._start
        for rules, sums_of in self._themes:
            sums += sums_of(held & rules)
        found: list[int | None] = []
        for start, fields, level, needed in self._decisions:
            arises = needed is None or (found[0] != self._all and (found[0] or 0) & needed)
            found.append(level(sums >> start & fields) if arises else None)
        return tuple(found)

    def _sums(self, held: int) -> int:
        """What the rules of one theme add to each candidate."""
        said = self._voices.of(held)
        return self._side_by_side([support.net(said) for support in self._support])

    def _side_by_side(self, numbers: Sequence[int]) -> int:
        return sum(number << place * self._width for place, number in enumerate(numbers))

    def _level_in(self, sums: int, size: int) -> int:
        """The candidates of one decision that have support and are level with the best."""
        field = (1 << self._width) - 1
        nets = [(sums >> place * self._width & field) - self._most for place in range(size)]
        return sum(1 << place for place in favoured_among(nets, self._margin, main=False))


class _Answered(dict[Value | None, int]):
    """The bits of an answer, worked out the first time it is looked up. Not of a closed question."""

    def __init__(self, question: _Question, bits: Sequence[int]) -> None:
        super().__init__()
        self._question, self._bits = question, bits

    def __missing__(self, value: Value | None) -> int:
        question = self._question
        if question.item.link_id == SETTING and (value is None or value == SKIPPED):
            key = (question.truths(PERSON), False, False)
        elif value is None:
            key = ((None,) * len(question.tests), False, True)
        elif value == SKIPPED:
            key = (tuple(False if isinstance(t, Answered) else None for t in question.tests), False, True)
        else:
            key = (question.truths(value), False, False)
        self[value] = self._bits[question.place_of[key]]
        return self[value]


def conditions_of(rule_set: RuleSet) -> Iterator[tuple[Fact, Condition]]:
    """Every condition of the rule set, with the fact that it stands for."""
    for item in rule_set.items:
        if item.enable_when is not None:
            yield Fact(CLOSED, item.link_id), item.enable_when
            yield Fact(ASKED, item.link_id), item.enable_when
    for number, impossible in enumerate(rule_set.impossible):
        yield Fact(IMPOSSIBLE, str(number)), impossible.when
    for gate in rule_set.gates:
        yield Fact(WHEN, gate.id), gate.when
        if gate.unless is not None:
            yield Fact(UNLESS, gate.id), gate.unless
    for rule in rule_set.rules:
        yield Fact(RULE, rule.id), rule.when
