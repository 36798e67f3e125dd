"""How many answer sheets, exactly, without listing them.

Questions are taken one after the other, and sheets that nothing can tell apart any more are kept
as one state with their number. A condition is forgotten once its last question is past; what rules
said is kept as voices, and as net support once every rule of its theme is past.
A sheet is what `evaluate` accepts: each question answered, skipped or left out. These are possible
sheets and not people: no number here says how often something comes up.
Belongs here: counting over one rule set, or over two side by side. Does not: words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import product
from operator import add
from typing import Final, NamedTuple, TypeAlias

from decision_aid.answers import PERSON, SETTING, SKIPPED, Value
from decision_aid.compiled import IMPOSSIBLE, RULE, Compiled, Fact, conditions_of
from decision_aid.conditions import tests_in
from decision_aid.engine import Lens
from decision_aid.errors import DecisionAidError
from decision_aid.model import Action, Item, ItemType, RuleSet
from decision_aid.suggestion import Status
from decision_aid.weighing import Support, favoured_among, whole_voices

MOST_STATES: Final = 3_000_000
"""States that are kept at once, about a gigabyte, before counting gives up."""


_FEW_STEPS: Final = 8


class TooManyStates(DecisionAidError):
    """Sheets that differ in too many ways to be counted."""


class Followed(NamedTuple):
    """One rule set, and what of its outcomes is kept apart: ids of decisions and of gates.

    Rule sets that are followed together must take the same answers, and be compiled so that all
    see the same answers as alike (`side_by_side`).
    """

    compiled: Compiled
    decisions: frozenset[str] = frozenset()
    gates: frozenset[str] = frozenset()
    lens: Lens = Lens.CHECKED


class Ending(NamedTuple):
    """What sheets come to, as far as it was followed.

    Where the main decision is not followed, `status` is suggestion for every weighed sheet. `gates`
    are the ids of those shown; `favoured` are, for each decision that arises, its id and the ids of
    its favoured candidates.
    """

    status: Status
    gates: tuple[str, ...] = ()
    favoured: tuple[tuple[str, tuple[str, ...]], ...] = ()


class Sheets(NamedTuple):
    """How many sheets there are of a kind, and one with as few answers as any of them.

    `size` is a number of sheets, or what they weigh where answers have weights.
    """

    size: int | float
    answers: int
    path: _Path

    @property
    def shortest(self) -> dict[str, Value]:
        """The sheet with the fewest answers."""
        return dict(reversed([*_along(self.path)]))

    def answered(self, link_id: str, value: Value | None, size: int | float) -> Sheets:
        """These sheets with one more answer, given in as many ways as `size` says; None is left out."""
        if value is None:
            return Sheets(self.size * size, self.answers, self.path)
        return Sheets(self.size * size, self.answers + 1, (link_id, value, self.path))

    def together(self, others: Sheets) -> Sheets:
        """Both kinds as one."""
        shorter = self if self.answers <= others.answers else others
        return Sheets(self.size + others.size, shorter.answers, shorter.path)


_Path: TypeAlias = "tuple[str, Value, _Path] | None"

Weights: TypeAlias = Mapping[str, Mapping[Value, float]]
"""By question, how often each answer occurs, as shares of one; a question without any is left out."""


def _along(path: _Path) -> Iterator[tuple[str, Value]]:
    while path:
        link_id, value, path = path
        yield link_id, value


def endings(
    *followed: Followed,
    weights: Weights | None = None,
    watch: Callable[[int, int], None] = lambda done, of: None,
    most_states: int = MOST_STATES,
) -> dict[tuple[Ending, ...], Sheets]:
    """How many sheets come to which endings, one ending for each rule set.

    Where one of them does not weigh a sheet, whom another favours on it is left open. With
    `weights`, which must speak of every question, sheets weigh as much as their answers are
    frequent, as if answers did not depend on each other. `watch` is told how many questions of how
    many are past. Raises `TooManyStates`.
    """
    table = _Table(followed, weights)
    states: _States = {0: {tuple(side.start for side in table.sides): Sheets(1, 0, None)}}
    for place, layer in enumerate(table.layers, 1):
        states = table.through(layer, states)
        if sum(map(len, states.values())) > most_states:
            raise TooManyStates(f"there are more than {most_states:,} kinds of sheets to keep apart")
        watch(place, len(table.layers))
    found: dict[tuple[Ending, ...], Sheets] = {}
    for kinds in states.values():
        for reached, sheets in kinds.items():
            ending = tuple(side.ending(one) for side, one in zip(table.sides, reached, strict=True))
            known = found.get(ending)
            found[ending] = known.together(sheets) if known else sheets
    return found


def sheets(compiled: Compiled) -> int:
    """How many answer sheets there are."""
    return sum(int(kind.size) for kind in endings(Followed(compiled)).values())


class _Step(NamedTuple):
    """One way to answer a question, for all rule sets at once; compare `spaces.Step`."""

    bits: int
    needs: int
    refuses: int
    size: int | float
    value: Value | None


class _Reached(NamedTuple):
    """How far one rule set has come: its status, the gates that hold, voices, and net supports."""

    status: Status
    gates: int
    voices: int
    nets: tuple[int, ...]


_States: TypeAlias = dict[int, dict[tuple[_Reached, ...], Sheets]]
"""Sheets, by the clauses of all that is still open and by how far each rule set has come."""


class _Work(NamedTuple):
    """What one question settles for one rule set.

    `gates` are trigger, release and whether it stops; `closing` are the voices of themes that are
    past with it.
    """

    gates: tuple[tuple[int, int, bool], ...]
    open_safety: int
    rules: tuple[tuple[int, int], ...]
    closing: int


class _Layer(NamedTuple):
    """One question: its steps, and what is past with it.

    `kept` are the clauses of what is still open. `failing` pairs, for each condition that is, the
    clauses that cannot become true any more with all of its clauses.
    """

    link_id: str
    steps: tuple[_Step, ...]
    conditional: bool
    settled: int
    kept: int
    failing: tuple[tuple[int, int], ...]
    work: tuple[_Work, ...]

    def left(self, bits: int) -> int:
        """The clauses that can still make a difference: what has failed, and what is past, cannot."""
        bits &= self.kept
        for clauses, condition in self.failing:
            if bits & clauses != clauses:
                bits &= ~condition
        return bits


class _Side:
    """One rule set among those that are followed; its bits are moved up by `move`."""

    def __init__(self, followed: Followed, move: int) -> None:
        self.compiled = compiled = followed.compiled
        self.move = move
        rule_set = compiled.rule_set
        wanted = [d for d in rule_set.decisions if d.id in followed.decisions]
        main = rule_set.decisions[0]
        self.main = main.id
        hangs = any(decision.when_favoured for decision in wanted)
        self.decisions = [main, *wanted] if hangs and main not in wanted else wanted
        voices = compiled.voices(followed.lens)
        self.supports = [voices.support[c.id] for d in self.decisions for c in d.candidates]
        self.said = _argued(voices.of_rule, self.supports, move)
        self.gates = {
            when << move: (unless << move, gate)
            for gate, (when, unless, action) in zip(rule_set.gates, compiled.gate_guards, strict=True)
            if action is Action.STOP or gate.id in followed.gates
        }
        self.followed = followed.gates
        self._followed = sum(when for when, (_, gate) in self.gates.items() if gate.id in self.followed)
        self.open_safety = compiled.open_safety << move
        self.start = _Reached(Status.SUGGESTION, 0, 0, (0,) * len(self.supports))
        rules, stops = (
            self.clauses(sum(self.said)),
            self.open_safety
            | sum(
                when | unless for when, (unless, gate) in self.gates.items() if gate.id not in self.followed
            ),
        )
        self.needed = {
            Status.SUGGESTION: -1,
            Status.NEEDS_ANSWERS: ~rules,
            Status.STOPPED: ~(rules | self.clauses(stops)),
        }
        """The clauses that still matter, by status."""
        self._nets: dict[int, tuple[int, ...]] = {}

    def clauses(self, guards: int) -> int:
        """The clauses of these guards."""
        found = 0
        for guard in _each(guards):
            found |= self.compiled.clauses[guard >> self.move] << self.move
        return found

    def themes(self) -> Iterator[tuple[int, int]]:
        """The guards of the rules of each theme, and their voices."""
        rules: dict[str, int] = {}
        for rule in self.compiled.rule_set.rules:
            guard = self.compiled.guard[Fact(RULE, rule.id)] << self.move
            rules[rule.theme] = rules.get(rule.theme, 0) | (guard if guard in self.said else 0)
        for guards in rules.values():
            said = 0
            for guard in _each(guards):
                said |= whole_voices(self.said[guard])
            yield guards, said

    def after(self, reached: _Reached, work: _Work, fired: int) -> _Reached:
        """How far it is once what this question settles is known."""
        status, gates, voices, nets = reached
        for when, unless, stops in work.gates:
            if fired & when and not fired & unless:
                gates |= when & self._followed
                if stops:
                    status = Status.STOPPED
        if fired & work.open_safety and status is not Status.STOPPED:
            status = Status.NEEDS_ANSWERS
        for guard, said in work.rules:
            if fired & guard:
                voices |= said
        spoken = voices & work.closing
        if spoken:
            if spoken not in self._nets:
                self._nets[spoken] = tuple(support.net(spoken) for support in self.supports)
            nets = tuple(map(add, nets, self._nets[spoken]))
            voices &= ~spoken
        return _Reached(status, gates, voices, nets)

    def silent(self, reached: _Reached) -> _Reached:
        """The same, without what rules said."""
        return reached._replace(voices=0, nets=self.start.nets)

    def ending(self, reached: _Reached) -> Ending:
        """The ending of sheets that have come this far when every question is past."""
        status, held, _, nets = reached
        shown = {
            Status.STOPPED: (Action.STOP,),
            Status.NEEDS_ANSWERS: (Action.REFER,),
            Status.SUGGESTION: tuple(Action),
        }[status]
        gates = tuple(
            gate.id
            for when, (_, gate) in self.gates.items()
            if held & when and gate.id in self.followed and gate.action in shown
        )
        if status is not Status.SUGGESTION:
            return Ending(status, gates)
        favoured = self._favoured(nets)
        if dict(favoured).get(self.main, ("any",)) == ():
            status = Status.NO_CLEAR_SUGGESTION
        return Ending(status, gates, favoured)

    def _favoured(self, nets: Sequence[int]) -> tuple[tuple[str, tuple[str, ...]], ...]:
        tie_margin = self.compiled.rule_set.tie_margin
        found: dict[str, tuple[str, ...]] = {}
        start = 0
        for decision in self.decisions:
            mine = nets[start : start + len(decision.candidates)]
            start += len(decision.candidates)
            if decision.id != self.main and decision.when_favoured not in (None, *found.get(self.main, ())):
                continue
            places = favoured_among(mine, tie_margin, main=decision.id == self.main)
            found[decision.id] = tuple(decision.candidates[place].id for place in places)
        return tuple(found.items())


def _argued(of_rule: Mapping[int, int], supports: Sequence[Support], move: int) -> dict[int, int]:
    """By guard, what rules say of the candidates that are followed; those that say nothing are left out."""
    about = 0
    for support in supports:
        about |= support.speaks_for | support.speaks_against
    return {guard << move: said & about for guard, said in of_rule.items() if said & about}


def _each(guards: int) -> Iterator[int]:
    """The single bits."""
    while guards:
        guard = guards & -guards
        yield guard
        guards ^= guard


class _Table:
    """All rule sets that are followed, side by side, question by question."""

    def __init__(self, followed: Sequence[Followed], weights: Weights | None = None) -> None:
        self._weights = weights
        self.width = max(one.compiled.width for one in followed)
        self.sides = [_Side(one, place * self.width) for place, one in enumerate(followed)]
        self._ones = sum(side.compiled.ones << side.move for side in self.sides)
        self._guards = sum(side.compiled.all_guards << side.move for side in self.sides)
        self.impossible = sum(side.compiled.guards(IMPOSSIBLE) << side.move for side in self.sides)
        self.needed_unweighed = -1
        for side in self.sides:
            self.needed_unweighed &= side.needed[Status.NEEDS_ANSWERS]
        steps = {link_id: tuple(self._steps(link_id)) for link_id in self._questions()}
        order = self._order(steps)
        self.layers = self._layers(order, steps)

    def fired(self, bits: int) -> int:
        return bits + self._ones & self._guards

    def through(self, layer: _Layer, states: _States) -> _States:
        """The states after one more question."""
        after: _States = {}
        for bits, kinds in states.items():
            open_now = self.fired(bits) if layer.conditional else 0
            for step in layer.steps:
                if open_now & step.needs != step.needs or open_now & step.refuses:
                    continue
                fired = self.fired(bits | step.bits) & layer.settled
                if fired & self.impossible:
                    continue
                left = layer.left(bits | step.bits)
                for reached, sheets in kinds.items():
                    come = tuple(
                        side.after(one, work, fired)
                        for side, one, work in zip(self.sides, reached, layer.work, strict=True)
                    )
                    needed = left
                    for side, one in zip(self.sides, come, strict=True):
                        needed &= side.needed[one.status]
                    if any(one.status is not Status.SUGGESTION for one in come):
                        # Whom the others favour makes no difference beside that.
                        come = tuple(side.silent(one) for side, one in zip(self.sides, come, strict=True))
                        needed &= self.needed_unweighed
                    into = after.setdefault(needed, {})
                    grown = sheets.answered(layer.link_id, step.value, step.size)
                    known = into.get(come)
                    into[come] = known.together(grown) if known else grown
        return after

    def _questions(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(link_id for side in self.sides for link_id in side.compiled.rule_set.item))

    def _steps(self, link_id: str) -> Iterator[_Step]:
        """Every answer that all rule sets take, open or closed in each."""
        known = [side for side in self.sides if link_id in side.compiled.rule_set.item]
        for value, size in self._answers(link_id, known):
            may_be_closed = value is None or value == SKIPPED
            for closed in product((False, True) if may_be_closed else (False,), repeat=len(known)):
                bits = needs = refuses = 0
                for side, is_closed in zip(known, closed, strict=True):
                    column = side.compiled.column[link_id]
                    bits |= (
                        column.when_closed if is_closed else side.compiled.bits_of(link_id, value)
                    ) << side.move
                    if is_closed:
                        needs |= (column.closed or -1) << side.move
                    else:
                        refuses |= column.closed << side.move
                if needs >= 0 and (size or any(closed)):
                    # A question that is not asked has no answer to weigh.
                    weight = size if self._weights is None or not any(closed) else float(value is None)
                    yield _Step(bits, needs, refuses, weight, value)

    def _answers(self, link_id: str, known: Sequence[_Side]) -> Iterator[tuple[Value | None, int | float]]:
        """Answers, with the number of those that nothing tells apart from them, or with their weights."""
        if self._weights is not None:
            given = self._weights[link_id]
            unanswered: dict[Value | None, float] = {None: 0.0 if given else 1.0, SKIPPED: 0.0}
            yield from (unanswered | dict(given)).items()
            return
        yield None, 1
        if len(known) < len(self.sides):
            return  # a rule set that does not know the question takes no answer to it
        yield SKIPPED, 1
        for choice in known[0].compiled.column[link_id].choices:
            if link_id == SETTING and choice.value is None:
                yield from [(PERSON, choice.size - 2)] if choice.size > 2 else []
            elif choice.value is not None and choice.value != SKIPPED:
                yield choice.value, choice.size

    def _groups(self) -> list[int]:
        """Guards that have to be known together: a trigger with its release, and the rest alone."""
        found: list[int] = list(_each(self.impossible))
        for side in self.sides:
            found += [when | unless for when, (unless, _) in side.gates.items()]
            found += [*side.said, *_each(side.open_safety)]
        return found

    def _reads(self, guards: int) -> set[str]:
        reads: set[str] = set()
        for guard in _each(guards):
            side = self.sides[(guard.bit_length() - 1) // self.width]
            reads.update(side.compiled.reads[guard >> side.move])
        return reads

    def _deciding(self, link_id: str) -> set[str]:
        columns = (side.compiled.column.get(link_id) for side in self.sides)
        return {question for column in columns if column for question in column.deciding}

    def _order(self, steps: Mapping[str, Sequence[_Step]]) -> list[str]:
        """Safety first, since most sheets end there; then what has most answers, while there are few
        states; then so that few conditions are open at a time. What a question opens comes right after it.
        """
        reads = [self._reads(group) for group in self._groups()]
        safety = {q for side in self.sides for g in side.gates for q in self._reads(g)}
        safety |= {q for side in self.sides for q in self._reads(side.open_safety)}
        for question in list(safety):
            safety |= self._deciding(question)
        done: list[str] = []
        left = dict.fromkeys(steps)

        def cost(link_id: str) -> tuple[bool, bool, int, int]:
            follows = not self._deciding(link_id).isdisjoint(done)
            size = len(steps[link_id]) if len(steps[link_id]) > _FEW_STEPS else 0
            past = {*done, link_id}
            still_open = sum(1 for group in reads if not past.isdisjoint(group) and not group <= past)
            return link_id not in safety, not follows, -size, still_open

        while left:
            ready = [q for q in left if self._deciding(q) <= {*done}]
            chosen = min(ready, key=cost)
            done.append(chosen)
            del left[chosen]
        return done

    def _layers(self, order: Sequence[str], steps: Mapping[str, Sequence[_Step]]) -> list[_Layer]:
        place = {link_id: number for number, link_id in enumerate(order)}
        last: dict[int, int] = {}
        for group in self._groups():
            at = max((place[question] for question in self._reads(group)), default=0)
            last.update(dict.fromkeys(_each(group), at))
        for side in self.sides:
            for link_id, column in side.compiled.column.items():
                if column.closed:
                    last[column.closed << side.move] = place[link_id]
        clauses = {guard: self._clauses(guard) for guard in last}
        everything = sum(clauses.values())
        rest = [0] * (len(order) + 1)
        for number in range(len(order) - 1, -1, -1):
            rest[number] = rest[number + 1]
            for step in steps[order[number]]:
                rest[number] |= step.bits
        layers: list[_Layer] = []
        for number, link_id in enumerate(order):
            settled = sum(guard for guard, at in last.items() if at == number)
            still_open = [guard for guard, at in last.items() if at > number]
            failing = [(clauses[guard] & ~rest[number + 1], clauses[guard]) for guard in still_open]
            layers.append(
                _Layer(
                    link_id,
                    _merged(steps[link_id], everything),
                    any(step.needs | step.refuses for step in steps[link_id]),
                    settled,
                    sum(clauses[guard] for guard in still_open),
                    tuple((final, condition) for final, condition in failing if final),
                    tuple(_work(side, settled, last, number) for side in self.sides),
                )
            )
        return layers

    def _clauses(self, guard: int) -> int:
        return self.sides[(guard.bit_length() - 1) // self.width].clauses(guard)


def _merged(steps: Sequence[_Step], clauses: int) -> tuple[_Step, ...]:
    """The steps that differ as far as these clauses go; the first of those alike stands for them all."""
    merged: dict[tuple[int, int, int], _Step] = {}
    for step in steps:
        key = (step.bits & clauses, step.needs, step.refuses)
        known = merged.get(key)
        merged[key] = (
            known._replace(size=known.size + step.size) if known else step._replace(bits=step.bits & clauses)
        )
    return tuple(merged.values())


def _work(side: _Side, settled: int, last: Mapping[int, int], number: int) -> _Work:
    closing = 0
    for guards, voices in side.themes():
        if guards & settled and all(last[guard] <= number for guard in _each(guards)):
            closing |= voices
    return _Work(
        tuple(
            (when, unless, gate.action is Action.STOP)
            for when, (unless, gate) in side.gates.items()
            if when & settled
        ),
        side.open_safety & settled,
        tuple((guard, said) for guard, said in side.said.items() if guard & settled),
        closing,
    )


def side_by_side(*rule_sets: RuleSet) -> tuple[Compiled, ...]:
    """Compile rule sets so that they can be followed together, with the answers that all of them take."""
    shared = [_shared(rule_set, rule_sets) for rule_set in rule_sets]
    tests = [test for one in shared for _, condition in conditions_of(one) for test in tests_in(condition)]
    return tuple(Compiled(one, apart=tests) for one in shared)


def _shared(rule_set: RuleSet, all_of_them: Sequence[RuleSet]) -> RuleSet:
    items: list[Item] = []
    for item in rule_set.items:
        others = [other.item.get(item.link_id) for other in all_of_them]
        same = [other for other in others if other and other.type is item.type]
        if len(same) < len(others):
            # It can be left out, and no more.
            items.append(item._replace(type=ItemType.CHOICE, answer_options=()))
            continue
        codes = set.intersection(*(set(other.codes) for other in same))
        alone = {option.code for other in same for option in other.answer_options if option.exclusive}
        options = tuple(o._replace(exclusive=o.code in alone) for o in item.answer_options if o.code in codes)
        most = min((other.max_choices for other in same if other.max_choices), default=None)
        lowest, highest = max(other.minimum for other in same), min(other.maximum for other in same)
        items.append(item._replace(answer_options=options, max_choices=most, minimum=lowest, maximum=highest))
    return rule_set._replace(items=tuple(items))
