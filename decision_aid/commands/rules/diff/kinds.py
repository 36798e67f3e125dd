"""The kinds of change that a sheet can show when one rule set takes the place of another.

Belongs here: each kind as a statement about a sheet that both rule sets read, so that it can be
looked for and proved absent. Does not: looking (`find`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, combinations
from typing import NamedTuple, TypeAlias

from decision_aid.engine.safety_questions import safety_questions
from decision_aid.model.lens import Lens
from decision_aid.model.problems import shown
from decision_aid.model.rules import Action, Decision, Gate, Rules
from decision_aid.proving.compiled import UNLESS, WHEN, Fact
from decision_aid.proving.search_space import SearchSpace
from decision_aid.proving.side_by_side import SideBySide
from decision_aid.proving.statements import (
    FIRST,
    SECOND,
    Every,
    Favored,
    GateHolds,
    LeadGrows,
    Named,
    No,
    Some,
    Statement,
    Unanswered,
    Weighed,
    differ,
)

Favorites: TypeAlias = tuple[str, ...] | None
"""The ids of the favored candidates of a decision; None where the decision does not arise."""

NONE_OR_ALL = "none, or all alike"
"""What a decision comes to that favors no candidate."""

BOTH_WEIGHED = (Weighed(FIRST), Weighed(SECOND))


class Kind(NamedTuple):
    """A kind of change. `stops` says that its sheets stop, by one of the two rule sets or by both.

    `of_safety`: it is about stops, questions of safety or other gates, and not about decisions. `implied`
    follows from the statement; where nothing is of this kind, it is quick to refute.
    """

    words: str
    statement: Statement
    stops: bool = False
    of_safety: bool = False
    implied: Statement = Every(())


def kinds_of_change(space: SideBySide) -> Iterator[Kind]:
    """All kinds that could occur, given what the two rule sets say differently; the gravest first."""
    for kind in chain(_stops(space), _safety_questions(space), _gates(space), _specialists(space)):
        yield kind._replace(of_safety=True)
    yield from _decisions(space)


def stopped(space: SearchSpace, sheet: int) -> Statement:
    """Some stop holds."""
    return Some(tuple(GateHolds(gate.id, sheet) for gate in _stops_of(space, sheet)))


def _rules(space: SearchSpace, sheet: int) -> Rules:
    return space.compiled[sheet].rule_set


def _tie_margin(space: SearchSpace, sheet: int) -> int:
    return _rules(space, sheet).tie_margin


def _stops_of(space: SearchSpace, sheet: int) -> list[Gate]:
    return [gate for gate in _rules(space, sheet).gates if gate.action is Action.STOP]


def _stops(space: SideBySide) -> Iterator[Kind]:
    for words, before, after in (("gained", FIRST, SECOND), ("lost", SECOND, FIRST)):
        # A stop that both have in the same words cannot be gained or lost.
        differing = [
            GateHolds(gate.id, after) for gate in _stops_of(space, after) if _differs(space, gate, before)
        ]
        if differing:
            statement = Every((No(stopped(space, before)), Some(tuple(differing))))
            yield Kind(f"A stop is {words}", statement, stops=True)


def _differs(space: SideBySide, gate: Gate, other: int) -> bool:
    """Whether a gate may be shown where the other rule set does not show it."""
    return (
        space.differs(Fact(WHEN, gate.id))
        or space.differs(Fact(UNLESS, gate.id))
        or not any(one.id == gate.id and one.action is gate.action for one in _rules(space, other).gates)
    )


def _safety_questions(space: SideBySide) -> Iterator[Kind]:
    for words, before, after in (
        ("A safety question must be answered that need not have been", FIRST, SECOND),
        ("A safety question need not be answered any more", SECOND, FIRST),
    ):
        other = safety_questions(_rules(space, before))
        differing = [
            Unanswered(question, after)
            for question in safety_questions(_rules(space, after))
            if question not in other or question in space.affected
        ]
        if differing:
            unanswered = (Weighed(before), No(stopped(space, after)), Some(tuple(differing)))
            yield Kind(words, Every(unanswered))


def _gates(space: SideBySide) -> Iterator[Kind]:
    """A gate is shown by one alone, where both show gates of its kind."""
    no_stops = tuple(No(stopped(space, sheet)) for sheet in (FIRST, SECOND))
    shown_where: dict[Action, tuple[Statement, ...]] = {
        Action.STOP: tuple(stopped(space, sheet) for sheet in (FIRST, SECOND)),
        Action.REFER: no_stops,
        Action.CAUTION: BOTH_WEIGHED,
    }
    for action in (Action.STOP, Action.REFER, Action.CAUTION):
        for words, before, after in (("gained", FIRST, SECOND), ("lost", SECOND, FIRST)):
            other = {gate.id for gate in _rules(space, before).gates if gate.action is action}
            for gate in _rules(space, after).gates:
                if gate.action is action and _differs(space, gate, before):
                    not_before = (No(GateHolds(gate.id, before)),) if gate.id in other else ()
                    statement = Every((GateHolds(gate.id, after), *not_before, *shown_where[action]))
                    yield Kind(f"The {action} '{gate.id}' is {words}", statement, action is Action.STOP)


def _specialists(space: SideBySide) -> Iterator[Kind]:
    """A specialist comes first by one alone, since the number of referrals that it takes is another."""
    alike = not any(
        gate.action is Action.REFER and _differs(space, gate, other)
        for sheet, other in ((FIRST, SECOND), (SECOND, FIRST))
        for gate in _rules(space, sheet).gates
    )
    for words, before, after in (
        ("A specialist comes first now", FIRST, SECOND),
        ("A specialist no longer comes first", SECOND, FIRST),
    ):
        needed, needed_before = (_rules(space, sheet).specialist_from for sheet in (after, before))
        if needed < needed_before or (needed > needed_before and not alike):
            first_by_one = No(_specialist_first(space, before)), _specialist_first(space, after)
            yield Kind(words, Every((*BOTH_WEIGHED, *first_by_one)))


def _specialist_first(space: SideBySide, sheet: int) -> Statement:
    rules = _rules(space, sheet)
    referrals = [GateHolds(gate.id, sheet) for gate in rules.gates if gate.action is Action.REFER]
    return Some(tuple(Every(together) for together in combinations(referrals, rules.specialist_from)))


# --- decisions ----------------------------------------------------------------------------------


def _decisions(space: SideBySide) -> Iterator[Kind]:
    rule_sets = (_rules(space, sheet) for sheet in (FIRST, SECOND))
    both = [{decision.id: decision for decision in one.decisions} for one in rule_sets]
    for id in dict.fromkeys([*both[SECOND], *both[FIRST]]):
        old, new = both[FIRST].get(id), both[SECOND].get(id)
        if old is not None and new is not None and not _may_move(space, old, new):
            continue
        caption = next(decision.caption for decision in (new, old) if decision is not None)
        arises_alike = old is not None and new is not None and old.when_favored == new.when_favored
        for was in _outcomes(space, FIRST, old):
            for is_now in _outcomes(space, SECOND, new):
                if was == is_now or (arises_alike and None in (was, is_now)):
                    continue  # where a decision no longer arises, the main one has moved
                before, after = named(_rules(space, FIRST), was), named(_rules(space, SECOND), is_now)
                words = f"{caption}: {before} -> {after}"
                came_to = (*_came_to(space, FIRST, old, was), *_came_to(space, SECOND, new, is_now))
                moves = _moves(space, old, new, was, is_now)
                yield Kind(words, Every((*BOTH_WEIGHED, *came_to)), implied=moves)
        if old is not None and new is not None:
            yield _close_behind(space, caption, old, new)


def _close_behind(space: SideBySide, caption: str, old: Decision, new: Decision) -> Kind:
    """Both favor the same, and not the same is close behind."""
    before, after = ([candidate.id for candidate in decision.candidates] for decision in (old, new))
    of_both = [id for id in before if id in after]
    of_one_alone = [
        (id, sheet) for sheet, ids in ((FIRST, before), (SECOND, after)) for id in ids if id not in of_both
    ]
    named = Some(
        (
            *(differ(Named(id, sheet=FIRST), Named(id, sheet=SECOND)) for id in of_both),
            *(Named(id, sheet=sheet) for id, sheet in of_one_alone),
        )
    )
    favored = (
        *(differ(Favored(id, sheet=FIRST), Favored(id, sheet=SECOND)) for id in of_both),
        *(Favored(id, sheet=sheet) for id, sheet in of_one_alone),
    )
    implied: Statement = Every(())
    if _tie_margin(space, FIRST) == _tie_margin(space, SECOND):
        of_any = (*of_both, *(id for id, _ in of_one_alone))
        implied = Some(tuple(_lead_moves(of_any, id) for id in of_any))
    return Kind(
        f"{caption}: the same is ahead, and not the same close behind",
        Every((*BOTH_WEIGHED, named, *map(No, favored))),
        implied=implied,
    )


def _lead_moves(ids: Sequence[str], id: str) -> Statement:
    """A lead over the candidate has changed, or its support."""
    others = (None, *(other for other in ids if other != id))
    return Some(tuple(LeadGrows(*pair) for other in others for pair in ((id, other), (other, id))))


def _may_move(space: SideBySide, old: Decision, new: Decision) -> bool:
    """Whether one sheet can come to another outcome of a decision by the other rule set."""
    candidates = [[candidate.id for candidate in decision.candidates] for decision in (old, new)]
    if candidates[0] != candidates[1] or old.when_favored != new.when_favored:
        return True
    if _tie_margin(space, FIRST) != _tie_margin(space, SECOND):
        return True
    if _is_main(space, FIRST, old) != _is_main(space, SECOND, new):
        return True
    for sheet in (FIRST, SECOND):
        support = space.arguments(sheet, Lens.CHECKED).support
        about = 0
        for candidate in candidates[0]:
            about |= support[candidate].in_favor | support[candidate].against
        if any(bits & about for bits in space.differing_arguments(sheet, Lens.CHECKED).values()):
            return True
    return False


def _is_main(space: SideBySide, sheet: int, decision: Decision) -> bool:
    return decision.id == _rules(space, sheet).decisions[0].id


def _outcomes(space: SideBySide, sheet: int, decision: Decision | None) -> Iterator[Favorites]:
    """All that a decision can come to, by one of the rule sets."""
    if decision is None:
        yield None
        return
    if not _is_main(space, sheet, decision) and decision.when_favored is not None:
        yield None
    ids = [candidate.id for candidate in decision.candidates]
    # A list of every candidate of the main decision would be no suggestion: it comes to none.
    most = len(ids) - _is_main(space, sheet, decision)
    yield from chain.from_iterable(combinations(ids, size) for size in range(most + 1))


def _came_to(
    space: SideBySide, sheet: int, decision: Decision | None, favored: Favorites
) -> Iterator[Statement]:
    if decision is None:
        return
    if not _is_main(space, sheet, decision) and decision.when_favored is not None:
        candidates = _rules(space, sheet).decisions[0].candidates
        known = any(candidate.id == decision.when_favored for candidate in candidates)
        arises: Statement = Favored(decision.when_favored, sheet=sheet) if known else Some(())
        yield No(arises) if favored is None else arises
    for candidate in decision.candidates if favored is not None else ():
        is_favored = Favored(candidate.id, sheet=sheet)
        yield is_favored if candidate.id in (favored or ()) else No(is_favored)


def _moves(
    space: SideBySide, old: Decision | None, new: Decision | None, was: Favorites, is_now: Favorites
) -> Statement:
    """How leads must have changed. The net support of a candidate that one alone has is 0 by the other."""
    if old is None or new is None or was is None or is_now is None:
        return Every(())
    ways = [
        _best_changed(before, after)
        for before in _best(old, was, _is_main(space, FIRST, old))
        for after in _best(new, is_now, _is_main(space, SECOND, new))
    ]
    return Some(tuple(ways))


def _best(decision: Decision, favored: tuple[str, ...], main: bool) -> Iterator[tuple[str, ...]]:
    """Those that may be best where these are favored: all equal, where the main one favors none."""
    yield favored
    if main and not favored:
        yield tuple(candidate.id for candidate in decision.candidates)


def _best_changed(before: tuple[str, ...], after: tuple[str, ...]) -> Statement:
    """How far leads must have grown for these to be the best, exactly equal, in place of those."""
    leave = [id for id in before if id not in after]
    enter = [id for id in after if id not in before]
    return Every(
        (
            *(LeadGrows(entered, left, 2) for entered in enter for left in leave),
            *(LeadGrows(best, left) for left in leave for best in after or (None,)),
            *(LeadGrows(entered, best) for entered in enter for best in before or (None,)),
        )
    )


def named(rule_set: Rules, favored: Favorites) -> str:
    """Favored candidates in words; None where the decision does not arise."""
    if favored is None:
        return "the decision does not arise"
    return " and ".join(shown(rule_set.candidate[id].short) for id in favored) or NONE_OR_ALL
