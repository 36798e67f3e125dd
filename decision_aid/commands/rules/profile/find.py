"""What rules come to for people who are drawn from a population.

Belongs here: which figures a profile has. Does not: drawing (`proving.people`), what sheets come to
(`proving.planes`), what changes it (`proving.influence`), and words (`page`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import NamedTuple

from decision_aid.model.answers import SETTING
from decision_aid.model.lens import Lens
from decision_aid.model.population import Group, Population
from decision_aid.model.rules import Action, Basis, Decision, Direction, Rules
from decision_aid.proving.influence import Changes, in_vain, with_answers_of_others, without_rules
from decision_aid.proving.people import SIZE, People, draw, holding
from decision_aid.proving.planes import (
    Concluded,
    Plane,
    Results,
    answered_as,
    at_least_so_many,
    union,
)
from decision_aid.proving.shares import Share


class GateCounts(NamedTuple):
    """How often a gate holds, and how often it is the only one of its kind that does."""

    gate: str
    holds: Share
    only: Share


class Safety(NamedTuple):
    """What comes before a suggestion. Stops are shares of all, referrals of those who are weighed."""

    stopped: Share
    needs_answers: Share
    weighed: Share
    stops: tuple[GateCounts, ...]
    referred: Share
    specialist_first: Share
    referrals: tuple[GateCounts, ...]


class CandidateCounts(NamedTuple):
    """How often a candidate is best, alone or with others that are equal, and how often close behind."""

    candidate: str
    best: Share
    alone: Share
    close_behind: Share


class DecisionCounts(NamedTuple):
    """How a decision comes out, of those for whom it arises: one best, several equal, or none."""

    decision: str
    one: Share
    several: Share
    none: Share
    close_behind: Share
    candidates: tuple[CandidateCounts, ...]


class ChangeCounts(NamedTuple):
    """How often something changes what safety asks for, and each decision.

    `about` is a question or a rule, and `concerns` the share of people whom it concerns at all.
    """

    about: str
    concerns: Share
    anything: Share
    safety: Share
    decisions: Mapping[str, Share]


class WatchedCounts(NamedTuple):
    """How often a candidate comes up in a group: in all of it, and in those with no wish against it.

    `unopposed` are those of whom no wish argues against it; `undivided` those of whom none argues for another
    candidate, either.
    """

    group: Group
    candidate: str
    all: CandidateCounts
    unopposed: CandidateCounts
    undivided: CandidateCounts


class ShortPath(NamedTuple):
    """What the answers up to a question come to beside the whole sheet, where both are weighed.

    `same`: exactly the same are best. `stands`: all that are named as best are best on the whole sheet, where
    others may equal them. `contradicts`: one is best that the whole sheet does not even have close behind.
    """

    last: str
    same: Share
    stands: Share
    contradicts: Share
    none: Share


class Profile(NamedTuple):
    """All figures. `in_vain` are rules, each with a decision that it argues about and decides for nobody."""

    rule_set: Rules
    population: Population
    number: int
    seed: int
    lens: Lens
    setting: str | None
    safety: Safety
    decisions: tuple[DecisionCounts, ...]
    lenses: Mapping[str, DecisionCounts]
    settings: Mapping[str, DecisionCounts]
    questions: tuple[ChangeCounts, ...]
    rules: tuple[ChangeCounts, ...]
    in_vain: tuple[tuple[str, str], ...]
    groups: tuple[WatchedCounts, ...]
    short_path: ShortPath | None


def profile(
    rule_set: Rules,
    population: Population,
    *,
    number: int = SIZE,
    seed: int = 1,
    lens: Lens = Lens.CHECKED,
    setting: str | None = None,
) -> Profile:
    """Draw people, and count. Raises `TooComplex`."""
    people = draw([rule_set], population, number=number, seed=seed, setting=setting)
    results = Results(people.planes[0])
    return Profile(
        rule_set,
        population,
        number,
        seed,
        lens,
        setting,
        _safety(results),
        tuple(_decisions(results, lens, results.weighed)),
        {str(each): next(_decisions(results, each, results.weighed)) for each in Lens},
        dict(_settings(results, lens)),
        tuple(_changes(rule_set, with_answers_of_others(people, results, lens), results.weighed)),
        tuple(_changes(rule_set, without_rules(results, lens).items(), results.weighed)),
        tuple(in_vain(results)),
        tuple(
            chain.from_iterable(
                _counts_of_watched(group, people, results, lens) for group in population.groups
            )
        ),
        _short_path(people, results, lens),
    )


def _share(part: Plane, whole: Plane) -> Share:
    return Share((part & whole).bit_count(), whole.bit_count())


def _safety(results: Results) -> Safety:
    every = results.everyone
    stops, referrals = (
        {gate.id: results.gates[gate.id] for gate in results.rule_set.gates if gate.action is action}
        for action in (Action.STOP, Action.REFER)
    )
    specialist = at_least_so_many(referrals.values(), results.rule_set.specialist_from, every)
    return Safety(
        _share(results.stopped, every),
        _share(results.needs_answers, every),
        _share(results.weighed, every),
        tuple(_gates(stops, every)),
        _share(union(referrals.values()), results.weighed),
        _share(specialist, results.weighed),
        tuple(_gates(referrals, results.weighed)),
    )


def _gates(gates: Mapping[str, Plane], whole: Plane) -> Iterator[GateCounts]:
    more = at_least_so_many(gates.values(), 2, whole)
    for gate, plane in gates.items():
        yield GateCounts(gate, _share(plane, whole), _share(plane & ~more, whole))


def _decisions(results: Results, lens: Lens, whole: Plane) -> Iterator[DecisionCounts]:
    """How each decision comes out, of these people."""
    for decision, concluded in zip(results.rule_set.decisions, results.concluded(lens), strict=True):
        arises = concluded.arises & whole
        several = at_least_so_many(concluded.favored, 2, arises)
        best = union(concluded.favored)
        yield DecisionCounts(
            decision.id,
            _share(best & ~several, arises),
            _share(several, arises),
            _share(arises & ~best, arises),
            _share(union(concluded.close_behind), arises),
            tuple(_candidates(decision, concluded, arises)),
        )


def _candidates(decision: Decision, concluded: Concluded, whole: Plane) -> Iterator[CandidateCounts]:
    several = at_least_so_many(concluded.favored, 2, whole)
    for candidate, best, close in zip(
        decision.candidates, concluded.favored, concluded.close_behind, strict=True
    ):
        yield CandidateCounts(
            candidate.id, _share(best, whole), _share(best & ~several, whole), _share(close, whole)
        )


def _settings(results: Results, lens: Lens) -> Iterator[tuple[str, DecisionCounts]]:
    for setting, plane in results.planes.answers.get(SETTING, {}).items():
        if weighed := plane & results.weighed:
            yield str(setting), next(_decisions(results, lens, weighed))


def _changes(rule_set: Rules, found: Iterable[tuple[str, Changes]], whole: Plane) -> Iterator[ChangeCounts]:
    for about, changes in found:
        yield ChangeCounts(
            about,
            _share(changes.compared, whole),
            _share(changes.anything, changes.compared),
            _share(changes.safety, changes.compared),
            {
                decision.id: _share(plane, changes.compared)
                for decision, plane in zip(rule_set.decisions, changes.decisions, strict=True)
            },
        )


def _counts_of_watched(group: Group, people: People, results: Results, lens: Lens) -> Iterator[WatchedCounts]:
    members = holding(people.planes[0], group.when) & results.weighed
    for candidate in group.watch:
        decision, concluded = next(
            (decision, concluded)
            for decision, concluded in zip(results.rule_set.decisions, results.concluded(lens), strict=True)
            if candidate in {one.id for one in decision.candidates}
        )
        others = {one.id for one in decision.candidates} - {candidate}
        unopposed = members & ~_wishing(results, {candidate}, Direction.AGAINST)
        undivided = unopposed & ~_wishing(results, others, Direction.FOR)
        counts = [
            next(one for one in _candidates(decision, concluded, whole) if one.candidate == candidate)
            for whole in (members, unopposed, undivided)
        ]
        yield WatchedCounts(group, candidate, *counts)


def _wishing(results: Results, candidates: set[str], direction: Direction) -> Plane:
    """Those of whom a wish argues for, or against, one of these candidates."""
    return union(
        results.rules[rule.id]
        for rule in results.rule_set.rules
        if rule.basis is Basis.PREFERENCE
        and any(
            one.candidate in candidates and one.direction is direction and not one.lens
            for one in rule.arguments
        )
    )


def _short_path(people: People, results: Results, lens: Lens) -> ShortPath | None:
    """None where no question is marked as core."""
    core = [item.link_id for item in results.rule_set.items if item.core]
    if not core:
        return None
    order = [*results.rule_set.item]
    asked = order[: order.index(core[-1]) + 1]
    short = Results(
        answered_as(results.compiled, {one: people.would.get(one, {}) for one in asked}, people.everyone)
    )
    both = results.weighed & short.weighed
    whole, part = results.concluded(lens)[0], short.concluded(lens)[0]
    differs = union(a ^ b for a, b in zip(whole.favored, part.favored, strict=True))
    falls = union(best & ~favored for best, favored in zip(part.favored, whole.favored, strict=True))
    contradicts = union(
        best & ~(favored | close)
        for best, favored, close in zip(part.favored, whole.favored, whole.close_behind, strict=True)
    )
    none = both & ~union(part.favored)
    shares = (both & ~differs, both & ~falls & ~none, contradicts, none)
    return ShortPath(core[-1], *(_share(share, both) for share in shares))
