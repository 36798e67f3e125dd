"""What would change an outcome: the smallest changes that do, and those that lead to a candidate.

Belongs here: the search among the sheets near a sheet (`proving.neighbors`), in the terms of the model.
Does not: words (`page`), and the differences between two given sheets (`engine.comparison`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Final, NamedTuple

from decision_aid.engine.questionnaire import read
from decision_aid.engine.suggest import Outcome, Result, outcome_of
from decision_aid.model.answers import SKIPPED, Value
from decision_aid.model.rules import Decision, Purpose, Rules
from decision_aid.proving.neighbors import Decided, Neighbors, Numbers, Option, Reached
from decision_aid.proving.weighing import Tiers

MOST_STEPS: Final = 2
"""How far the smallest changes are looked for."""

FAR: Final = 4
"""How far a candidate is looked for."""

MOST_SHEETS: Final = 200_000
"""How many sheets are looked at for a candidate: about half a second."""


class Kind(StrEnum):
    """What kind of answer is changed. A wish can be reconsidered, and what is open be answered."""

    WISH = "wish"
    OPEN = "open"
    FACT = "fact"


class Change(NamedTuple):
    """One question answered otherwise. All `values` lead to the same; `before` None is no answer."""

    question: str
    kind: Kind
    before: Value | None
    values: tuple[Value | Numbers, ...]
    steps: int = 1


class Way(NamedTuple):
    """Changes that together lead to `result` (None: the decision does not arise), and no part of them.

    `dropped` names the questions that are not asked any more, and whose answers fall away.
    """

    changes: tuple[Change, ...]
    result: Result | None
    dropped: tuple[str, ...] = ()

    @property
    def steps(self) -> int:
        return sum(change.steps for change in self.changes)

    @property
    def harder(self) -> tuple[int, ...]:
        """How hard the changes are, for sorting: facts weigh most, wishes least."""
        ranks = sorted((list(Kind).index(change.kind) for change in self.changes), reverse=True)
        return tuple(ranks)


class _Differing(NamedTuple):
    """The decisions in which others are ahead, and those that come to something else in any way."""

    ahead: frozenset[int]
    anyhow: frozenset[int]

    def beyond(self, parts: Sequence[_Differing]) -> Sequence[int]:
        """The decisions that the parts of some changes do not change as much as the whole does."""
        new = self.ahead.difference(*(part.ahead for part in parts))
        return sorted(new | (self.anyhow - self.ahead).difference(*(part.anyhow for part in parts)))


class Smallest(NamedTuple):
    """The smallest changes that lead a decision to something else, the nearest first."""

    decision: Decision
    now: Result | None
    ways: tuple[Way, ...]


class Toward(NamedTuple):
    """The nearest sheets on which a candidate is favored.

    All sheets within `steps` were looked at, `looked_at` in all; `gave_up` when there were more than
    the search may take before a way was found.
    """

    candidate: str
    already: bool
    ways: tuple[Way, ...]
    steps: int
    looked_at: int
    gave_up: bool = False


def sheet_with(
    rule_set: Rules, given: Mapping[str, Value], answers: Mapping[str, Value]
) -> Mapping[str, Value]:
    """The sheet with these answers in place of its own, and without its answers to what they close."""
    new = {**given, **answers}
    closed = read(rule_set, new).closed
    return {link_id: value for link_id, value in new.items() if link_id in answers or link_id not in closed}


def smallest_changes(near: Neighbors, most: int = MOST_STEPS) -> tuple[Smallest, ...]:
    """By decision, every set of changes of one or two steps of which no part changes the decision too.

    What changes who is ahead counts though a part of it changes who is close behind.
    """
    decisions = near.rule_set.decisions
    alone: dict[tuple[int, Value | Numbers], _Differing] = {}
    found: list[list[Way]] = [[] for _ in decisions]
    for steps in range(1, most + 1):
        for reached in near.reached(steps):
            outcome = near.outcome(reached.bits)
            if outcome is None or outcome == near.now:
                continue
            differing = _differing(outcome, near.now)
            if steps == 1:
                (option,) = reached.options
                alone.update(((option.place, value), differing) for value in option.values)
            by_parts = [alone[part] for part in _parts(reached.options) if part in alone]
            for number in differing.beyond(by_parts):
                found[number].append(_way(near, reached, number, outcome))
    return tuple(
        Smallest(decision, _result(near, number, near.now), _in_order(found[number]))
        for number, decision in enumerate(decisions)
    )


def ways_toward(near: Neighbors, candidate: str, most: int = FAR) -> Toward:
    """The nearest sheets on which the candidate is favored."""
    number = next(
        number
        for number, decision in enumerate(near.rule_set.decisions)
        if candidate in (one.id for one in decision.candidates)
    )

    def favors(outcome: Decided) -> bool:
        result = _result(near, number, outcome)
        return result is not None and candidate in result.favored

    if favors(near.now):
        return Toward(candidate, True, (), 0, 0)
    favored: dict[Tiers | None, bool] = {}
    found: list[Way] = []
    looked_at = 0
    for steps in range(1, most + 1):
        for reached in near.reached(steps):
            looked_at += 1
            outcome = near.outcome(reached.bits)
            if outcome is not None:
                tiers = outcome[number]
                if tiers not in favored:
                    favored[tiers] = favors(outcome)
                if favored[tiers]:
                    found.append(_way(near, reached, number, outcome))
            if looked_at == MOST_SHEETS:
                return Toward(candidate, False, _in_order(found), steps - 1, looked_at, True)
        if found:
            return Toward(candidate, False, _in_order(found), steps, looked_at)
    return Toward(candidate, False, (), most, looked_at)


def _parts(options: Sequence[Option]) -> Iterator[tuple[int, Value | Numbers]]:
    """The single steps of which two steps are made up."""
    if len(options) > 1:
        yield from ((option.place, option.values[0]) for option in options)
    for option in options:
        yield from ((option.place, value) for value in option.via)


def _differing(outcome: Decided, now: Decided) -> _Differing:
    both = [*enumerate(zip(outcome, now, strict=True))]
    return _Differing(
        frozenset(number for number, (then, before) in both if _ahead(then) != _ahead(before)),
        frozenset(number for number, (then, before) in both if then != before),
    )


def _ahead(tiers: Tiers | None) -> int | None:
    return tiers and tiers.favored


def _way(near: Neighbors, reached: Reached, number: int, outcome: Decided) -> Way:
    changes = tuple(_change(near, option) for option in reached.options)
    return Way(changes, _result(near, number, outcome), near.dropped(reached))


def _change(near: Neighbors, option: Option) -> Change:
    item = near.rule_set.items[option.place]
    given = near.given.get(item.link_id)
    before = None if given == SKIPPED else given
    unlike_wishes = Kind.OPEN if before is None else Kind.FACT
    kind = Kind.WISH if item.purpose in (Purpose.WISH, Purpose.VALUES) else unlike_wishes
    return Change(item.link_id, kind, before, option.values, option.steps)


def _result(near: Neighbors, number: int, outcome: Decided) -> Result | None:
    tiers = outcome[number]
    if tiers is None:
        return None
    candidates = near.rule_set.decisions[number].candidates
    favored, close_behind = (
        tuple(one.id for place, one in enumerate(candidates) if bits >> place & 1) for bits in tiers
    )
    if number == 0 and len(favored) == len(candidates):
        return Result(Outcome.LEVEL)  # a list of every candidate would be no suggestion
    return Result(outcome_of(favored), favored, close_behind)


def _in_order(ways: Sequence[Way]) -> tuple[Way, ...]:
    """The nearest first; among equals those that change wishes, then those that answer what is open."""
    return tuple(sorted(ways, key=lambda way: (way.steps, way.harder)))
