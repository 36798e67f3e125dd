"""Sufficient answers: those of a sheet that are enough for its outcome.

Belongs here: the smallest set of answers that forces the outcome whatever the others were, and
the question after which it was settled. Does not: the words for it (`commands/rests_on`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from typing import Final, NamedTuple

from decision_aid.engine.suggest import Status
from decision_aid.model.answers import SKIPPED, Value
from decision_aid.model.lens import Lens
from decision_aid.model.rules import Action, Item, ItemType
from decision_aid.proving.bounds import Bound, bound, remembered
from decision_aid.proving.compiled import Compiled
from decision_aid.proving.search import look
from decision_aid.proving.search_space import Domain, all_sheets, as_asked, in_reach
from decision_aid.proving.statements import Every, Favored, GateHolds, Named, No, Some, Statement, Weighed
from decision_aid.proving.weighing import Tiers

BUDGET: Final = 60_000
"""Nodes that all searches for the smallest set may look at together: about two seconds."""

TRIES: Final = 200_000
"""Sets that may be tried in the head, without a search."""


class SufficientAnswers(NamedTuple):
    """Answers that force an outcome, as link_ids in the order of asking.

    If one of the `needed` questions has no answer, it must stay without one. `smallest` says that no
    smaller set forces the outcome. `settled_after` is the first question that, with all before it,
    forces it; `sharp` says that no earlier one does.
    """

    needed: tuple[str, ...]
    smallest: bool
    settled_after: str | None
    sharp: bool


class _GaveUp(Exception):
    """The budget is used up."""


def sufficient_answers(
    compiled: Compiled, given: Mapping[str, Value], lens: Lens = Lens.CHECKED
) -> SufficientAnswers:
    """The answers that force the outcome of a sound sheet: its status, all that is favored or close behind.

    They force it if every sheet that the questionnaire allows, and that has the same own words, and the
    same answers to these questions or none where this one has none, comes to the same. Of sets of one
    size, the one that is asked earliest is taken.
    """
    forcing = _Forcing(compiled, given, lens)
    try:
        needed, smallest = _smallest(forcing), True
    except _GaveUp:
        needed, smallest = _small(forcing), False
    last, sharp = _settled(forcing)
    return SufficientAnswers(forcing.questions(needed), smallest, last, sharp)


class _Forcing:
    """Sets of the questions that are not closed on the sheet, as bits in the order of asking.

    Own words, and what was heard in them, are kept: nobody's could have been any others.
    """

    def __init__(self, compiled: Compiled, given: Mapping[str, Value], lens: Lens) -> None:
        self._space = all_sheets(compiled)
        self._wanted = remembered(bound(No(_outcome(compiled, given, lens)), self._space))
        asked = (d if d.link_id in given else as_asked(d, self._space) for d in self._space.domains)
        domains, self._guards = in_reach(tuple(asked), self._space, self._reads(self._wanted))
        fired = compiled.fired(compiled.bits(given))
        clauses = self._space.clauses(self._guards)
        self._domains: list[Domain] = []
        self._fixed: dict[str, Domain] = {}
        """The assignments that leave a question as it is on the sheet."""
        for domain in domains:
            column = compiled.column[domain.link_id]
            is_closed = bool(column.closing(given.get(domain.link_id)) & fired)
            bits = compiled.bits_of(domain.link_id, given.get(domain.link_id)) & clauses
            own = tuple(
                s for s in domain.assignments if bool(s.needs) is is_closed and (is_closed or s.bits == bits)
            )
            if _is_own(compiled.rule_set.item[domain.link_id]):
                kept = tuple(step for step in domain.assignments if step.needs or step.bits == bits)
                self._domains.append(domain._replace(assignments=kept))
                continue
            others = tuple(step for step in domain.assignments if step not in own)
            self._domains.append(domain._replace(assignments=own + others))
            if not is_closed:
                # What is left out of a sheet may be left out because it is not asked.
                silent = given.get(domain.link_id, SKIPPED) == SKIPPED
                kept = own + tuple(step for step in others if step.needs and silent)
                self._fixed[domain.link_id] = domain._replace(assignments=kept)
        self.link_ids = tuple(self._fixed)
        self.everything = (1 << len(self.link_ids)) - 1
        self.left = BUDGET

    def _reads(self, wanted: Bound) -> int:
        reads = wanted.reads
        for guard in self._space.impossible:
            reads |= guard
        return reads

    def against(self, fixed: int) -> int | None:
        """The questions that are otherwise on some sheet with another outcome; None when there is none.

        Raises `_GaveUp`.
        """
        kept = set(self.questions(fixed))
        domains = [self._fixed[c.link_id] if c.link_id in kept else c for c in self._domains]
        found = look(domains, self._wanted, self._space, self._guards, self.left)
        self.left -= found.effort
        if found.undecided:
            raise _GaveUp
        if found.taken is None:
            return None
        return sum(
            1 << place
            for place, link_id in enumerate(self.link_ids)
            if found.taken[link_id] not in self._fixed[link_id].assignments
        )

    def questions(self, chosen: int) -> tuple[str, ...]:
        return tuple(link_id for place, link_id in enumerate(self.link_ids) if chosen >> place & 1)


def _is_own(item: Item) -> bool:
    return item.type is ItemType.TEXT or item.derived


def _outcome(compiled: Compiled, given: Mapping[str, Value], lens: Lens) -> Statement:
    """The statement that a sheet comes to what this one comes to."""
    rule_set = compiled.rule_set
    outcome = compiled.outcome(compiled.fired(compiled.bits(given)), lens)
    stopped = Some(tuple(GateHolds(gate.id) for gate in rule_set.gates if gate.action is Action.STOP))
    if outcome.status is Status.STOPPED:
        return stopped
    if outcome.status is Status.NEEDS_ANSWERS:
        return Every((No(stopped), No(Weighed())))
    parts: list[Statement] = [Weighed()]
    for decision, tiers in zip(rule_set.decisions, outcome.decisions, strict=True):
        favored, close_behind = tiers or Tiers()
        for place, candidate in enumerate(decision.candidates):
            for kind, bits in ((Favored, favored), (Named, favored | close_behind)):
                is_so = kind(candidate.id, lens)
                parts.append(is_so if bits >> place & 1 else No(is_so))
    return Every(tuple(parts))


def _smallest(forcing: _Forcing) -> int:
    """The smallest set. Every sheet with another outcome must be hit: it differs in one of the set.

    So the smallest set that hits all such sheets found so far either forces the outcome, and then
    nothing smaller does, or leads to one more such sheet. Raises `_GaveUp`.
    """
    to_hit: list[int] = []
    for place in range(len(forcing.link_ids)):
        if forcing.against(forcing.everything ^ 1 << place) is not None:
            to_hit.append(1 << place)
    while True:
        chosen = _hitting(to_hit)
        differing = forcing.against(chosen)
        if differing is None:
            return chosen
        to_hit.append(_fewest(forcing, differing))


def _fewest(forcing: _Forcing, differing: int) -> int:
    """Fewer of these questions whose answers, changed, still lead to another outcome: none of them idle."""
    for place in _places(differing):
        if differing >> place & 1:
            fewer = forcing.against(forcing.everything & ~(differing ^ 1 << place))
            if fewer is not None:
                differing = fewer
    return differing


def _small(forcing: _Forcing) -> int:
    """A set of which no question can be left out, as far as a short search can tell."""
    needed = forcing.everything
    for place in reversed(range(len(forcing.link_ids))):
        if _forces(forcing, needed ^ 1 << place):
            needed ^= 1 << place
    return needed


def _settled(forcing: _Forcing) -> tuple[str | None, bool]:
    """The question after which the outcome was settled, and whether no earlier one will do.

    None where no answer is needed.
    """
    settled = len(forcing.link_ids)
    sharp = True
    first = 0
    while first < settled:
        middle = (first + settled) // 2
        forces = _forces(forcing, (1 << middle) - 1)
        if forces:
            settled = middle
        else:
            first = middle + 1
            sharp = sharp and forces is not None
    return (forcing.link_ids[settled - 1] if settled else None), sharp


def _forces(forcing: _Forcing, fixed: int) -> bool | None:
    """Whether these answers force the outcome; None where a short search could not tell."""
    forcing.left = BUDGET // 10
    try:
        return forcing.against(fixed) is None
    except _GaveUp:
        return None


def _hitting(to_hit: Sequence[int]) -> int:
    """The smallest set with one of each of these in it; of one size, the earliest. Raises `_GaveUp`."""
    alone = 0
    for one in to_hit:
        if not one & one - 1:
            alone |= one
    rest = [one for one in to_hit if not one & alone]
    tries = iter(range(TRIES))
    for size in count():
        found = _of_size(rest, size, tries)
        if found is not None:
            return alone | found
    raise AssertionError


def _of_size(to_hit: Sequence[int], size: int, tries: Iterator[int]) -> int | None:
    if not to_hit:
        return 0
    if next(tries, None) is None:
        raise _GaveUp
    apart = seen = union = 0
    for one in sorted(to_hit, key=int.bit_count):
        union |= one
        if not one & seen:
            seen |= one
            apart += 1
    if apart > size:
        return None
    first = union & -union
    found = _of_size([one for one in to_hit if not one & first], size - 1, tries)
    if found is not None:
        return found | first
    without = [one & ~first for one in to_hit]
    return _of_size(without, size, tries) if all(without) else None


def _places(chosen: int) -> Iterator[int]:
    return (place for place in range(chosen.bit_length()) if chosen >> place & 1)
