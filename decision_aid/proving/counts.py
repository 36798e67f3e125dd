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
from decision_aid.compiled import IMPOSSIBLE, RULE, Compiled, Fact, Support, whole_voices
from decision_aid.engine import Lens
from decision_aid.errors import DecisionAidError
from decision_aid.model import Action
from decision_aid.suggestion import Status

MOST_STATES: Final = 3_000_000
"""States that are kept at once, about a gigabyte, before counting gives up."""


_FEW_STEPS: Final = 8


class TooManyStates(DecisionAidError):
    """Sheets that differ in too many ways to be counted."""


class Followed(NamedTuple):
    """One rule set, and what of its outcomes is kept apart: ids of decisions and of gates.

    With more than one rule set, each must be compiled with the conditions of the others as
    `extra`, so that all see the same answers as alike.
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


def endings(
    *followed: Followed,
    watch: Callable[[int, int], None] = lambda done, of: None,
    most_states: int = MOST_STATES,
) -> dict[tuple[Ending, ...], int]:
    """How many sheets come to which endings, one ending for each rule set.

    `watch` is told how many questions of how many are past. Raises `TooManyStates`.
    """
    table = _Table(followed)
    states: _States = {0: {tuple(side.start for side in table.sides): 1}}
    for place, layer in enumerate(table.layers, 1):
        states = table.through(layer, states)
        if sum(map(len, states.values())) > most_states:
            raise TooManyStates(f"there are more than {most_states:,} kinds of sheets to keep apart")
        watch(place, len(table.layers))
    found: dict[tuple[Ending, ...], int] = {}
    for sizes in states.values():
        for reached, size in sizes.items():
            ending = tuple(side.ending(one) for side, one in zip(table.sides, reached, strict=True))
            found[ending] = found.get(ending, 0) + size
    return found


def sheets(compiled: Compiled) -> int:
    """How many answer sheets there are."""
    return sum(endings(Followed(compiled)).values())


class _Step(NamedTuple):
    """One way to answer a question, for all rule sets at once; compare `spaces.Step`."""

    bits: int
    needs: int
    refuses: int
    size: int


class _Reached(NamedTuple):
    """How far one rule set has come: its status, the gates that hold, voices, and net supports."""

    status: Status
    gates: int
    voices: int
    nets: tuple[int, ...]


_States: TypeAlias = dict[int, dict[tuple[_Reached, ...], int]]
"""How many sheets, by the clauses of all that is still open and by how far each rule set has come."""


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

    steps: tuple[_Step, ...]
    conditional: bool
    settled: int
    kept: int
    failing: tuple[tuple[int, int], ...]
    work: tuple[_Work, ...]


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
        if status is not Status.SUGGESTION:
            return _Reached(status, gates, 0, self.start.nets)
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
        rule_set = self.compiled.rule_set
        found: dict[str, tuple[str, ...]] = {}
        start = 0
        for decision in self.decisions:
            mine = nets[start : start + len(decision.candidates)]
            start += len(decision.candidates)
            if decision.id != self.main and decision.when_favoured not in (None, *found.get(self.main, ())):
                continue
            least = max(1, max(mine) - rule_set.tie_margin)
            ids = tuple(c.id for c, net in zip(decision.candidates, mine, strict=True) if net >= least)
            everyone = decision.id == self.main and len(ids) == len(decision.candidates)
            found[decision.id] = () if everyone else ids
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

    def __init__(self, followed: Sequence[Followed]) -> None:
        self.width = max(one.compiled.width for one in followed)
        self.sides = [_Side(one, place * self.width) for place, one in enumerate(followed)]
        self._ones = sum(side.compiled.ones << side.move for side in self.sides)
        self._guards = sum(side.compiled.all_guards << side.move for side in self.sides)
        self.impossible = sum(side.compiled.guards(IMPOSSIBLE) << side.move for side in self.sides)
        steps = {link_id: tuple(self._steps(link_id)) for link_id in self._questions()}
        order = self._order(steps)
        self.layers = self._layers(order, steps)

    def fired(self, bits: int) -> int:
        return bits + self._ones & self._guards

    def through(self, layer: _Layer, states: _States) -> _States:
        """The states after one more question."""
        after: _States = {}
        for bits, sizes in states.items():
            open_now = self.fired(bits) if layer.conditional else 0
            for step in layer.steps:
                if open_now & step.needs != step.needs or open_now & step.refuses:
                    continue
                now = bits | step.bits
                fired = self.fired(now) & layer.settled
                if fired & self.impossible:
                    continue
                now &= layer.kept
                for clauses, condition in layer.failing:
                    if now & clauses != clauses:
                        now &= ~condition
                for reached, size in sizes.items():
                    come = tuple(
                        side.after(one, work, fired)
                        for side, one, work in zip(self.sides, reached, layer.work, strict=True)
                    )
                    kept = now
                    for side, one in zip(self.sides, come, strict=True):
                        kept &= side.needed[one.status]
                    into = after.setdefault(kept, {})
                    into[come] = into.get(come, 0) + size * step.size
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
                if needs >= 0:
                    yield _Step(bits, needs, refuses, size)

    def _answers(self, link_id: str, known: Sequence[_Side]) -> Iterator[tuple[Value | None, int]]:
        """Answers, with the number of those that nothing tells apart from them."""
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
    sizes: dict[tuple[int, int, int], int] = {}
    for bits, needs, refuses, size in steps:
        key = (bits & clauses, needs, refuses)
        sizes[key] = sizes.get(key, 0) + size
    return tuple(_Step(*key, size) for key, size in sizes.items())


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
