"""Branch and bound over all sheets: found, none, or undecided within the budget.

At each node some questions are answered. What then holds for sure, and what can still hold, bound
the statement; where it cannot become true any more the branch ends. Questions on which the
statement does not depend are never looked at. Belongs here: the search. Does not: what statements
mean (`goals`) and which sheets there are (`spaces`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from heapq import heapify, heappop, heappush
from itertools import pairwise
from typing import Final, NamedTuple, TypeAlias

from decision_aid.engine.questionnaire import problems_in
from decision_aid.model.answers import Value
from decision_aid.model.problems import NOWHERE
from decision_aid.proving.compiled import Compiled
from decision_aid.proving.goals import FALSE, Goal, goal
from decision_aid.proving.spaces import Space, Step, Steps, in_reach
from decision_aid.proving.statements import Query, weaker

EACH: Final = 50_000
"""Nodes that one search may look at, some seconds at most, before it gives up."""

ALL: Final = 500_000
"""The same for all searches about a rule set together; the shipped one needs a tenth of it."""


class Budget:
    """The nodes that may still be looked at: `each` by one search, and `left` by all that share this."""

    def __init__(self, each: int = EACH, left: int = ALL) -> None:
        self.each, self.left = each, left

    def spend(self, effort: int) -> None:
        """Count what was looked at."""
        self.left -= effort


_Path: TypeAlias = "tuple[str, Step, _Path] | None"


class Answer(NamedTuple):
    """What a search came to: `sheets` of which the statement is true, none, or undecided.

    `effort` is the number of nodes that were looked at.
    """

    sheets: tuple[Mapping[str, Value], ...] | None
    undecided: bool
    effort: int

    @property
    def none(self) -> bool:
        """Whether it is proved that there is no such sheet."""
        return self.sheets is None and not self.undecided


def ask(compiled: Compiled, query: Query, budget: Budget | None = None) -> Answer:
    """Look for a sound sheet, or pair of sheets, of which the statement of `query` is true.

    What it takes comes out of the budget, a step to choose from like a node. With nothing left the
    query stays undecided.
    """
    budget = budget or Budget()
    if budget.left <= 0:
        return Answer(None, True, 0)
    space = Space(compiled, query.change)
    budget.spend(sum(len(column.steps) for column in space.columns))
    answer = _ask_twice(space, query, min(budget.each, budget.left))
    budget.spend(answer.effort)
    return answer


def _ask_twice(space: Space, query: Query, budget: int) -> Answer:
    """First for a weaker statement, which is quick to refute; then for the statement itself."""
    compiled = space.compiled
    needed = goal(weaker(query.statement), space)
    if _ask(space, needed, needed.reads, budget).none:
        return Answer(None, False, 1)
    wanted = goal(query.statement, space)
    answer = _ask(space, wanted, wanted.reads, budget)
    if answer.sheets and not _sound(compiled, answer.sheets):
        # What stands outside the statement's reach rules this sheet out: take it in.
        reads = wanted.reads
        for guard in space.impossible:
            reads |= guard
        again = _ask(space, wanted, reads, budget)
        return again._replace(effort=answer.effort + again.effort)
    return answer


def _sound(compiled: Compiled, sheets: Sequence[Mapping[str, Value]]) -> bool:
    return not any(problems_in(compiled.rule_set, sheet, lambda _: NOWHERE) for sheet in sheets)


def _ask(space: Space, wanted: Goal, reads: int, budget: int) -> Answer:
    reachable, matter = in_reach(space.columns, space, reads)
    found = look(without_hopeless(reachable, wanted, space), wanted, space, matter, budget)
    return Answer(
        space.given(found.taken) if found.taken is not None else None, found.undecided, found.effort
    )


class Look(NamedTuple):
    """The step taken for each question, where the statement is true of them; as in `Answer` otherwise."""

    taken: Mapping[str, Step] | None
    undecided: bool
    effort: int


def look(columns: Sequence[Steps], wanted: Goal, space: Space, guards: int, budget: int) -> Look:
    """Look among these steps alone; `guards` are all that matter (`spaces.in_reach`)."""
    effort = 0
    for path in _nodes(_in_order(columns, _nearness(space, guards)), wanted, space, guards):
        effort += 1
        if path is not _NOT_YET:
            return Look(dict(_steps_of(path)), False, effort)
        if effort >= budget:
            return Look(None, True, effort)
    return Look(None, False, effort)


_NOT_YET: Final = ("", Step((), 0, 0, 0, 0), None)


def _nodes(columns: Sequence[Steps], wanted: Goal, space: Space, guards: int) -> Iterator[_Path]:
    """Look at one node after the other; a path is yielded where the statement is true of its end.

    A condition that cannot hold any more is forgotten, so that sheets that differ in it alone are
    looked at once.
    """
    bound = wanted.bound
    impossible = 0
    for guard in space.impossible:
        impossible |= guard
    rest = [0] * (len(columns) + 1)
    for place in range(len(columns) - 1, -1, -1):
        rest[place] = rest[place + 1] | _any(columns[place])
    failing = _failing(space, guards, rest)
    seen: set[tuple[int, int]] = set()
    waiting: list[tuple[int, int, _Path]] = [(0, 0, None)]
    while waiting:
        place, bits, path = waiting.pop()
        bits = _without(failing[place], bits)
        sure = space.fired(bits)
        if not sure & impossible and bound(sure, space.fired(bits | rest[place])) != FALSE:
            if place == len(columns):
                yield path
            elif (place, bits) not in seen:
                seen.add((place, bits))
                link_id, steps, _ = columns[place]
                for step in reversed(steps):
                    if sure & step.needs == step.needs and not sure & step.refuses:
                        waiting.append((place + 1, bits | step.bits, (link_id, step, path)))
        yield _NOT_YET


def _without(failing: Sequence[tuple[int, int]], bits: int) -> int:
    """The bits without those of conditions that cannot hold any more."""
    for final, condition in failing:
        if bits & final != final:
            bits &= ~condition
    return bits


def _failing(space: Space, guards: int, rest: Sequence[int]) -> list[list[tuple[int, int]]]:
    """For each place, and each condition that a question before it has the last word on a part of: the
    clauses that can no longer become true, and all of its clauses. Where one of the first is missing,
    the condition cannot hold.
    """
    conditions = []
    while guards:
        guard = guards & -guards
        guards ^= guard
        conditions.append(space.clauses(guard))
    failing: list[list[tuple[int, int]]] = [[]]
    for before, after in pairwise(rest):
        closing = before & ~after
        failing.append([(one & ~after, one) for one in conditions if one & closing])
    return failing


def _steps_of(path: _Path) -> Iterator[tuple[str, Step]]:
    while path:
        link_id, step, path = path
        yield link_id, step


def _any(column: Steps) -> int:
    bits = 0
    for step in column.steps:
        bits |= step.bits
    return bits


def without_hopeless(columns: Sequence[Steps], wanted: Goal, space: Space) -> list[Steps]:
    """The columns without steps that, alone, make the statement false whatever else is answered."""
    columns = list(columns)
    changed = True
    while changed:
        changed = False
        anys = [_any(column) for column in columns]
        before, after = [0], [0]
        for bits in anys:
            before.append(before[-1] | bits)
        for bits in reversed(anys):
            after.append(after[-1] | bits)
        for place, column in enumerate(columns):
            others = before[place] | after[len(columns) - 1 - place]
            hopeful = tuple(
                step
                for step in column.steps
                if wanted.bound(space.fired(step.bits), space.fired(step.bits | others)) != FALSE
            )
            if len(hopeful) < len(column.steps):
                columns[place] = column._replace(steps=hopeful)
                changed = True
    return columns


def _nearness(space: Space, guards: int) -> Mapping[str, int]:
    """How near each question is to the change: 0 for those that differ, 1 for those read beside them.

    Where the second sheet must differ in some way, only these can settle whether it does.
    """
    near: dict[str, int] = {}
    for guard, reads in space.compiled.reads.items():
        if space.on_all(guard) & guards and not space.affected.isdisjoint(reads):
            near.update(dict.fromkeys(reads, 1))
    return {**near, **dict.fromkeys(space.affected, 0)}


def _in_order(columns: Sequence[Steps], nearness: Mapping[str, int]) -> list[Steps]:
    """What decides a question comes before it; then the nearest to the change; then the fewest steps."""
    here = {column.link_id: column for column in columns}
    waits = {column.link_id: {q for q in column.deciding if q in here} for column in columns}
    opens: dict[str, list[str]] = {link_id: [] for link_id in here}
    for link_id, deciding in waits.items():
        for question in deciding:
            opens[question].append(link_id)
    rank = {
        link_id: (nearness.get(link_id, 2), len(column.steps), place)
        for place, (link_id, column) in enumerate(here.items())
    }
    ready = [(rank[question], question) for question, deciding in waits.items() if not deciding]
    heapify(ready)
    ordered: list[Steps] = []
    while ready:
        _, question = heappop(ready)
        ordered.append(here[question])
        for later in opens[question]:
            waits[later].discard(question)
            if not waits[later]:
                heappush(ready, (rank[later], later))
    return ordered
