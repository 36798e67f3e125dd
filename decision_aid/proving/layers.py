"""All rule sets that are followed, question by question.

A condition is forgotten once its last question is past, and a voice with its last rule: so the order
of questions decides how much is open at a time.
Belongs here: the steps of each question, their order, and what each settles. Does not: taking them
(`counts`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import NamedTuple, TypeAlias

from decision_aid.engine.suggest import Status
from decision_aid.model.answers import PERSON, SETTING, SKIPPED, Value
from decision_aid.proving.compiled import IMPOSSIBLE
from decision_aid.proving.following import Followed, Side, Work, each

Weights: TypeAlias = Mapping[str, Mapping[Value, float]]
"""By question, how often each answer occurs, as shares of one; a question without any is left out."""


class Ways(NamedTuple):
    """Ways to answer that nothing tells apart: how many, and one with as few answers as any of them."""

    size: int | float
    answers: tuple[tuple[str, Value], ...]

    def together(self, others: Ways) -> Ways:
        """Both as one."""
        shorter = self if len(self.answers) <= len(others.answers) else others
        return Ways(self.size + others.size, shorter.answers)


class Step(NamedTuple):
    """One way to answer a question, for all rule sets at once; compare `spaces.Step`."""

    bits: int
    needs: int
    refuses: int
    ways: Ways


class Layer(NamedTuple):
    """Questions that are taken in one step, most often one: the steps, and what is past with them.

    `kept` are the clauses of what is still open. `failing` pairs, for each condition that is, the
    clauses that cannot become true any more with all of its clauses.
    """

    link_ids: tuple[str, ...]
    steps: tuple[Step, ...]
    conditional: bool
    settled: int
    kept: int
    failing: tuple[tuple[int, int], ...]
    work: tuple[Work, ...]

    def left(self, bits: int) -> int:
        """The clauses that can still make a difference: what has failed, and what is past, cannot."""
        bits &= self.kept
        for clauses, condition in self.failing:
            if bits & clauses != clauses:
                bits &= ~condition
        return bits


_Steps: TypeAlias = Mapping[tuple[str, ...], Sequence[Step]]
"""The steps, by the questions that are taken together."""


class Table:
    """All rule sets that are followed, side by side, question by question."""

    def __init__(self, followed: Sequence[Followed], weights: Weights | None = None) -> None:
        self._weights = weights
        self.width = max(one.compiled.width for one in followed)
        self.sides: list[Side] = []
        for place, one in enumerate(followed):
            field = self.sides[-1].fields_end if self.sides else 0
            self.sides.append(Side(one, place * self.width, field))
        self.no_nets = sum(side.no_nets for side in self.sides)
        self._ones = sum(side.compiled.ones << side.move for side in self.sides)
        self._guards = sum(side.compiled.all_guards << side.move for side in self.sides)
        self.impossible = sum(side.compiled.guards(IMPOSSIBLE) << side.move for side in self.sides)
        self.needed_unweighed = -1
        for side in self.sides:
            self.needed_unweighed &= side.needed[Status.NEEDS_ANSWERS]
        steps = self._joined({link_id: [*self._steps(link_id)] for link_id in self._questions()})
        self.layers = self._layers(self._order(steps), steps)

    def fired(self, bits: int) -> int:
        """The guards of all that holds."""
        return bits + self._ones & self._guards

    # --- the ways to answer ---------------------------------------------------------------------

    def _questions(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(link_id for side in self.sides for link_id in side.compiled.rule_set.item))

    def _steps(self, link_id: str) -> Iterator[Step]:
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
                    given = () if value is None else ((link_id, value),)
                    yield Step(bits, needs, refuses, Ways(weight, given))

    def _answers(self, link_id: str, known: Sequence[Side]) -> Iterator[tuple[Value | None, int | float]]:
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

    def _joined(self, alone: Mapping[str, Sequence[Step]]) -> _Steps:
        """The steps, with a question that is read beside one other alone taken together with that one.

        Else what excludes some of their answers is open from the first to the second.
        """
        closing = [{link_id, *deciding} for link_id in alone if (deciding := self._deciding(link_id))]
        bound = [*map(self._reads, self._groups()), *closing]
        everything = self._clauses(sum(self._groups()) + sum(self._closings()))
        joined: dict[tuple[str, ...], Sequence[Step]]
        joined = {(link_id,): _merged(steps, everything) for link_id, steps in alone.items()}
        for link_id in alone:
            beside = {other for reads in bound if link_id in reads for other in reads} - {link_id}
            if len(beside) == 1:
                pair = (*beside, link_id)
                both = [joined.get((one,), ()) for one in pair]
                if all(both) and not any(step.needs | step.refuses for steps in both for step in steps):
                    past = sum(guard for guard in each(self.impossible) if self._reads(guard) <= {*pair})
                    for one in pair:
                        del joined[one,]
                    joined[pair] = _merged(self._pairs(*both), everything & ~self._clauses(past))
        return joined

    def _pairs(self, first: Sequence[Step], second: Sequence[Step]) -> Iterator[Step]:
        for one, other in product(first, second):
            bits = one.bits | other.bits
            if not self.fired(bits) & self.impossible:
                size = one.ways.size * other.ways.size
                yield Step(bits, 0, 0, Ways(size, one.ways.answers + other.ways.answers))

    # --- conditions -----------------------------------------------------------------------------

    def _groups(self) -> list[int]:
        """Guards that have to be known together: a trigger with its release, and the rest alone."""
        found: list[int] = list(each(self.impossible))
        for side in self.sides:
            found += [when | unless for when, (unless, _) in side.gates.items()]
            found += [*side.said, *each(side.open_safety)]
        return found

    def _closings(self) -> dict[int, str]:
        """What closes a question, and which."""
        return {
            column.closed << side.move: link_id
            for side in self.sides
            for link_id, column in side.compiled.column.items()
            if column.closed
        }

    def _clauses(self, guards: int) -> int:
        return sum(self._side(guard).clauses(guard) for guard in each(guards))

    def _reads(self, guards: int) -> set[str]:
        reads: set[str] = set()
        for guard in each(guards):
            side = self._side(guard)
            reads.update(side.compiled.reads[guard >> side.move])
        return reads

    def _side(self, guard: int) -> Side:
        return self.sides[(guard.bit_length() - 1) // self.width]

    def _deciding(self, link_id: str) -> set[str]:
        columns = (side.compiled.column.get(link_id) for side in self.sides)
        return {question for column in columns if column for question in column.deciding}

    # --- the order ------------------------------------------------------------------------------

    def _order(self, steps: _Steps) -> list[tuple[str, ...]]:
        """First what makes no difference, while there is one state; then safety, since most sheets end
        there; then so that few conditions and voices are open at a time. What a question opens comes
        right after it.
        """
        groups = [*self._groups(), *(guards for side in self.sides for guards in side.speakers())]
        reads = [self._reads(group) for group in groups]
        safety = {q for side in self.sides for g in side.gates for q in self._reads(g)}
        safety |= {q for side in self.sides for q in self._reads(side.open_safety)}
        for question in list(safety):
            safety |= self._deciding(question)
        deciding = {taken: {q for one in taken for q in self._deciding(one)} for taken in steps}
        done: set[str] = set()

        def cost(taken: tuple[str, ...]) -> tuple[bool, bool, bool, int]:
            past = done.union(taken)
            still_open = sum(1 for group in reads if not past.isdisjoint(group) and not group <= past)
            follows = not done.isdisjoint(deciding[taken])
            return len(steps[taken]) > 1, safety.isdisjoint(taken), not follows, still_open

        order: list[tuple[str, ...]] = []
        left = dict.fromkeys(steps)
        while left:
            chosen = min((taken for taken in left if deciding[taken] <= done), key=cost)
            order.append(chosen)
            done.update(chosen)
            del left[chosen]
        return order

    def _layers(self, order: Sequence[tuple[str, ...]], steps: _Steps) -> list[Layer]:
        place = {link_id: number for number, taken in enumerate(order) for link_id in taken}
        last: dict[int, int] = {}
        for group in self._groups():
            at = max((place[question] for question in self._reads(group)), default=0)
            last.update(dict.fromkeys(each(group), at))
        for guard, link_id in self._closings().items():
            last[guard] = place[link_id]
        clauses = {guard: self._clauses(guard) for guard in last}
        rest = [0] * (len(order) + 1)
        for number in range(len(order) - 1, -1, -1):
            rest[number] = rest[number + 1]
            for step in steps[order[number]]:
                rest[number] |= step.bits
        layers: list[Layer] = []
        for number, taken in enumerate(order):
            settled = sum(guard for guard, at in last.items() if at == number)
            still_open = [guard for guard, at in last.items() if at > number]
            failing = [(clauses[guard] & ~rest[number + 1], clauses[guard]) for guard in still_open]
            layers.append(
                Layer(
                    taken,
                    tuple(steps[taken]),
                    any(step.needs | step.refuses for step in steps[taken]),
                    settled,
                    sum(clauses[guard] for guard in still_open),
                    tuple((final, condition) for final, condition in failing if final),
                    tuple(side.work(settled, sum(still_open)) for side in self.sides),
                )
            )
        return layers


def _merged(steps: Iterable[Step], clauses: int) -> tuple[Step, ...]:
    """The steps that differ as far as these clauses go."""
    merged: dict[tuple[int, int, int], Ways] = {}
    for bits, needs, refuses, ways in steps:
        alike = (bits & clauses, needs, refuses)
        known = merged.get(alike)
        merged[alike] = known.together(ways) if known else ways
    return tuple(Step(*alike, ways) for alike, ways in merged.items())
