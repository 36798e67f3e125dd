"""Branch and bound over all sheets: found, none, or undecided within the budget.

At each node some questions are assigned. What then holds for sure, and what can still hold, bound
the statement; where it cannot become true any more the branch ends. Questions on which the
statement does not depend are never looked at. Belongs here: the search. Does not: what statements
mean (`bounds`) and which sheets there are (`search_space`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from heapq import heapify, heappop, heappush
from itertools import pairwise
from typing import Final, NamedTuple, TypeAlias

from decision_aid.engine.questionnaire import problems_in
from decision_aid.model.answers import Value
from decision_aid.model.problems import NOWHERE
from decision_aid.proving.bounds import Bound, bound, remembered
from decision_aid.proving.compiled import Compiled
from decision_aid.proving.search_space import Assignment, Domain, SearchSpace, all_pairs, all_sheets, in_reach
from decision_aid.proving.statements import Query, Statement, weaker
from decision_aid.proving.weighing import FALSE

EACH: Final = 50_000
"""Nodes that one search may look at, some seconds at most, before it gives up."""

ALL: Final = 1_500_000
"""The same for all searches about a rule set together; the shipped one needs a third of it."""


class Budget:
    """The nodes that may still be looked at: `each` by one search, and `left` by all that share this."""

    def __init__(self, each: int = EACH, left: int = ALL) -> None:
        self.each, self.left = each, left

    def spend(self, effort: int) -> None:
        """Count what was looked at."""
        self.left -= effort


_Path: TypeAlias = "tuple[str, Assignment, _Path] | None"


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

    What it takes comes out of the budget, an assignment to choose from like a node. With nothing left
    the query stays undecided.
    """
    budget = budget or Budget()
    if budget.left <= 0:  # before the space is laid out, which takes as long as a search
        return Answer(None, True, 0)
    space = all_pairs(compiled, query.change) if query.change else all_sheets(compiled)
    return ask_in(space, query.statement, budget)


def ask_in(
    space: SearchSpace, statement: Statement, budget: Budget | None = None, *, shortest: bool = False
) -> Answer:
    """The same in any space; with `shortest`, what is found is a sheet with as few answers as any."""
    budget = budget or Budget()
    if budget.left <= 0:
        return Answer(None, True, 0)
    budget.spend(sum(len(domain.assignments) for domain in space.domains))
    answer = _ask_twice(space, statement, min(budget.each, budget.left), shortest)
    budget.spend(answer.effort)
    return answer


def _ask_twice(space: SearchSpace, statement: Statement, budget: int, shortest: bool) -> Answer:
    """First for a weaker statement, which is quick to refute; then for the statement itself."""
    needed = remembered(bound(weaker(statement), space))
    if _ask(space, needed, needed.reads, budget).none:
        return Answer(None, False, 1)
    wanted = remembered(bound(statement, space))
    answer = _ask(space, wanted, wanted.reads, budget, shortest)
    if answer.sheets and not _sound(space, answer.sheets):
        # Answers that cannot be true together rule this sheet out: take those in.
        reads = wanted.reads
        for guard in space.impossible:
            reads |= guard
        again = _ask(space, wanted, reads, budget, shortest)
        return again._replace(effort=answer.effort + again.effort)
    return answer


def _sound(space: SearchSpace, sheets: Sequence[Mapping[str, Value]]) -> bool:
    return not any(
        problems_in(compiled.rule_set, sheet, lambda _: NOWHERE)
        for compiled, sheet in zip(space.compiled, sheets, strict=True)
    )


def _ask(space: SearchSpace, wanted: Bound, reads: int, budget: int, shortest: bool = False) -> Answer:
    reachable, matter = in_reach(space.domains, space, reads)
    found = look(without_hopeless(reachable, wanted, space), wanted, space, matter, budget, shortest=shortest)
    return Answer(
        space.given(found.taken) if found.taken is not None else None, found.undecided, found.effort
    )


class Look(NamedTuple):
    """The assignments, where the statement is true of them; the rest is as in `Answer`."""

    taken: Mapping[str, Assignment] | None
    undecided: bool
    effort: int


def look(
    domains: Sequence[Domain],
    wanted: Bound,
    space: SearchSpace,
    guards: int,
    budget: int,
    *,
    shortest: bool = False,
) -> Look:
    """Look among these assignments only; with `shortest`, among those with few answers first.

    `guards` are all that matter (`search_space.in_reach`).
    """
    effort = 0
    for path in _nodes(_in_order(domains, _nearness(space, guards)), wanted, space, guards, shortest):
        effort += 1
        if path is not _NOT_YET:
            return Look(dict(_along(path)), False, effort)
        if effort >= budget:
            return Look(None, True, effort)
    return Look(None, False, effort)


_NOT_YET: Final = ("", Assignment((), 0), None)


def _nodes(
    domains: Sequence[Domain], wanted: Bound, space: SearchSpace, guards: int, shortest: bool
) -> Iterator[_Path]:
    """Look at one node after the other; a path is yielded where the statement is true of its end.

    A condition that cannot hold any more is forgotten, so that sheets that differ in it alone are
    looked at once.
    """
    truth = wanted.truth
    impossible = 0
    for guard in space.impossible:
        impossible |= guard
    rest = [0] * (len(domains) + 1)
    to_come = [0] * (len(domains) + 1)
    """The fewest answers that any sheet adds from here on; 0 where that makes no difference."""
    choices = [
        [(one.needs, one.refuses, one.answers if shortest else 0, one) for one in domain.assignments[::-1]]
        for domain in domains  # backward, since the last that is put on a list is looked at first
    ]
    for place in range(len(domains) - 1, -1, -1):
        rest[place] = rest[place + 1] | domains[place].bits
        to_come[place] = to_come[place + 1] + min((added for _, _, added, _ in choices[place]), default=0)
    failing = _failing(space, guards, rest)
    fired = space.fired
    seen: set[tuple[int, int]] = set()
    # By the fewest answers of any sheet that they lead to.
    waiting: list[list[tuple[int, int, int, _Path]]] = [[] for _ in range(len(domains) + 1)]
    waiting[0].append((0, 0, 0, None))
    for nodes in waiting:
        while nodes:
            place, bits, answers, path = nodes.pop()
            bits = _without(failing[place], bits)
            sure = fired(bits)
            if not sure & impossible and truth(sure, fired(bits | rest[place])) != FALSE:
                if place == len(domains):
                    yield path
                elif (place, bits) not in seen:
                    seen.add((place, bits))
                    link_id = domains[place].link_id
                    for needs, refuses, added, one in choices[place]:
                        if sure & needs == needs and not sure & refuses:
                            more = answers + added
                            fewest = more + to_come[place + 1]
                            waiting[fewest].append((place + 1, bits | one.bits, more, (link_id, one, path)))
            yield _NOT_YET


def _without(failing: Sequence[tuple[int, int]], bits: int) -> int:
    """The bits without those of conditions that cannot hold any more."""
    for final, condition in failing:
        if bits & final != final:
            bits &= ~condition
    return bits


def _failing(space: SearchSpace, guards: int, rest: Sequence[int]) -> list[list[tuple[int, int]]]:
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


def _along(path: _Path) -> Iterator[tuple[str, Assignment]]:
    while path:
        link_id, assignment, path = path
        yield link_id, assignment


def without_hopeless(domains: Sequence[Domain], wanted: Bound, space: SearchSpace) -> list[Domain]:
    """The domains without the assignments that make the statement false whatever else is answered."""
    domains = list(domains)
    changed = True
    while changed:
        changed = False
        anys = [domain.bits for domain in domains]
        before, after = [0], [0]
        for bits in anys:
            before.append(before[-1] | bits)
        for bits in reversed(anys):
            after.append(after[-1] | bits)
        for place, domain in enumerate(domains):
            others = before[place] | after[len(domains) - 1 - place]
            hopeful = tuple(
                one
                for one in domain.assignments
                if wanted.truth(space.fired(one.bits), space.fired(one.bits | others)) != FALSE
            )
            if len(hopeful) < len(domain.assignments):
                domains[place] = domain._replace(assignments=hopeful)
                changed = True
    return domains


def _nearness(space: SearchSpace, guards: int) -> Mapping[str, int]:
    """How near each question is to what differs between the sheets.

    0 for those that may be answered otherwise, 1 for those that are read with them: where the second
    sheet must differ in some way, only these can settle whether it does. What decides a question is as
    near as that question, which has to wait for it.
    """
    near: dict[str, int] = {}
    looked_at_first = space.near & guards
    if looked_at_first:
        for guard, reads in space.reads.items():
            if guard & looked_at_first:
                near.update(dict.fromkeys(reads, 1))
    near.update(dict.fromkeys(space.affected, 0))
    for domain in space.domains:
        for question in domain.deciding:
            near[question] = min(near.get(question, 2), near.get(domain.link_id, 2))
    return near


def _in_order(domains: Sequence[Domain], nearness: Mapping[str, int]) -> list[Domain]:
    """What decides a question comes before it; then the nearest; then the fewest assignments."""
    here = {domain.link_id: domain for domain in domains}
    waits = {domain.link_id: {q for q in domain.deciding if q in here} for domain in domains}
    opens: dict[str, list[str]] = {link_id: [] for link_id in here}
    for link_id, deciding in waits.items():
        for question in deciding:
            opens[question].append(link_id)
    rank = {
        link_id: (nearness.get(link_id, 2), len(domain.assignments), place)
        for place, (link_id, domain) in enumerate(here.items())
    }
    ready = [(rank[question], question) for question, deciding in waits.items() if not deciding]
    heapify(ready)
    ordered: list[Domain] = []
    while ready:
        _, question = heappop(ready)
        ordered.append(here[question])
        for later in opens[question]:
            waits[later].discard(question)
            if not waits[later]:
                heappush(ready, (rank[later], later))
    return ordered
