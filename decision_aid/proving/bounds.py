"""How far a statement is settled at a node of the search: true, false or open.

A node knows the guards that hold for sure and those that can still hold. Belongs here: what each
statement makes of them. Does not: the decision law (`weighing`), and the search.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from decision_aid.model.rules import Action
from decision_aid.proving.compiled import ASKED, RULE, UNANSWERED, UNLESS, WHEN, Fact
from decision_aid.proving.search_space import SearchSpace
from decision_aid.proving.statements import (
    FIRST,
    SECOND,
    Asked,
    Every,
    Favored,
    GateHolds,
    Holds,
    LeadGrows,
    Named,
    No,
    RuleHolds,
    Some,
    Statement,
    Unanswered,
    Weighed,
)
from decision_aid.proving.weighing import (
    FALSE,
    NO_SUPPORT,
    OPEN,
    TRUE,
    SupportBits,
    within,
    within_unless_all_equal,
)

Truth: TypeAlias = Callable[[int, int], int]
"""From the guards that hold for sure and those that can still hold, `FALSE`, `OPEN` or `TRUE`."""


class Bound(NamedTuple):
    """What is known of a statement. `reads` are the guards that it depends on."""

    truth: Truth
    reads: int


def bound(statement: Statement, space: SearchSpace) -> Bound:
    """The bound of a statement about the sheets of a space."""
    match statement:
        case Every(parts):
            return every([bound(part, space) for part in parts])
        case Some(parts):
            return _some([bound(part, space) for part in parts])
        case No(part):
            inner = bound(part, space)
            return Bound(lambda sure, can: TRUE - inner.truth(sure, can), inner.reads)
        case Favored() | Named():
            return _of_candidate(statement, space)
        case LeadGrows():
            return _lead_grows(statement, space)
        case _:
            return _fact(statement, space)


def remembered(wanted: Bound) -> Bound:
    """The same bound, worked out once for the same guards: most nodes of a search differ in others."""
    truth, reads = wanted
    known: dict[tuple[int, int], int] = {}

    def truth_known(sure: int, can: int) -> int:
        held = sure & reads, can & reads
        found = known.get(held)
        if found is None:
            found = known[held] = truth(*held)
        return found

    return Bound(truth_known, reads)


def _fact(
    statement: Holds | GateHolds | RuleHolds | Asked | Unanswered | Weighed, space: SearchSpace
) -> Bound:
    sheet = statement.sheet
    match statement:
        case Holds(condition):
            return _of_guard(space.on(sheet, space.compiled[sheet].holds[condition]))
        case RuleHolds(rule):
            return _of_guard(space.guard(sheet, Fact(RULE, rule)))
        case Asked(question):
            # Without a condition that opens it, a question is always asked.
            guard = space.guard(sheet, Fact(ASKED, question))
            return _of_guard(guard) if guard else Bound(lambda sure, can: TRUE, 0)
        case Unanswered(question):
            return _of_guard(space.guard(sheet, Fact(UNANSWERED, question)))
        case GateHolds(gate):
            return _gate(space.guard(sheet, Fact(WHEN, gate)), space.guard(sheet, Fact(UNLESS, gate)))
        case Weighed():
            return _weighed(space, sheet)


def _of_guard(guard: int) -> Bound:
    return Bound(lambda sure, can: TRUE if sure & guard else OPEN if can & guard else FALSE, guard)


def _gate(when: int, unless: int) -> Bound:
    def truth(sure: int, can: int) -> int:
        if not can & when or sure & unless:
            return FALSE
        return TRUE if sure & when and not can & unless else OPEN

    return Bound(truth, when | unless)


def every(parts: Sequence[Bound]) -> Bound:
    """That all of these are true."""
    truths = [part.truth for part in parts]

    def truth(sure: int, can: int) -> int:
        least = TRUE
        for part in truths:
            one = part(sure, can)
            if one < least:
                if one == FALSE:
                    return FALSE
                least = one
        return least

    return Bound(truth, _reads(parts))


def _some(parts: Sequence[Bound]) -> Bound:
    truths = [part.truth for part in parts]

    def truth(sure: int, can: int) -> int:
        most = FALSE
        for part in truths:
            one = part(sure, can)
            if one > most:
                if one == TRUE:
                    return TRUE
                most = one
        return most

    return Bound(truth, _reads(parts))


def _reads(parts: Sequence[Bound]) -> int:
    reads = 0
    for part in parts:
        reads |= part.reads
    return reads


def _weighed(space: SearchSpace, sheet: int) -> Bound:
    compiled = space.compiled[sheet]
    stops = [(when, unless) for when, unless, action in compiled.gate_guards if action is Action.STOP]
    plain = space.on(sheet, sum(when for when, unless in stops if not unless))
    released = [_gate(space.on(sheet, when), space.on(sheet, unless)) for when, unless in stops if unless]
    never = plain | space.on(sheet, compiled.open_safety)

    def truth(sure: int, can: int) -> int:
        if sure & never:
            return FALSE
        least = OPEN if can & never else TRUE
        for stop in released:
            least = min(least, TRUE - stop.truth(sure, can))
        return least

    return Bound(truth, never | _reads(released))


class _Argued:
    """What rules of one sheet argue where their guards hold, by those. What was worked out is kept."""

    def __init__(self, space: SearchSpace, sheet: int, of_rule: Mapping[int, int], about: int) -> None:
        self._of_rule = {guard: argued & about for guard, argued in of_rule.items() if argued & about}
        self._rules = sum(self._of_rule)
        self.reads = space.on(sheet, self._rules)
        self._start = space.on(sheet, 1).bit_length() - 1
        self._kept: dict[int, int] = {}

    def __call__(self, fired: int) -> int:
        held = fired >> self._start & self._rules
        bits = self._kept.get(held)
        if bits is None:
            bits = self._kept[held] = self._argued(held)
        return bits

    def _argued(self, held: int) -> int:
        bits = 0
        while held:
            guard = held & -held
            bits |= self._of_rule[guard]
            held ^= guard
        return bits


def _of_candidate(statement: Favored | Named, space: SearchSpace) -> Bound:
    sheet, lens = statement.sheet, statement.lens
    compiled = space.compiled[sheet]
    rule_set = compiled.rule_set
    number, decision = next(
        (number, decision)
        for number, decision in enumerate(rule_set.decisions)
        if any(candidate.id == statement.candidate for candidate in decision.candidates)
    )
    ids = [candidate.id for candidate in decision.candidates]
    arguments = space.arguments(sheet, lens)
    supports = [arguments.support[id] for id in ids]
    about = 0
    for in_favor, against in supports:
        about |= in_favor | against
    without = compiled.rule_guards[statement.without] if statement.without else 0
    of_rule = {guard: argued for guard, argued in arguments.of_rule.items() if guard != without}
    argued = _Argued(space, sheet, of_rule, about)
    place = ids.index(statement.candidate)
    margin = rule_set.tie_margin if isinstance(statement, Named) else 0
    is_named = within if number else within_unless_all_equal

    def compared(for_sure: int, at_most: int) -> int:
        nets = [
            (
                (for_sure & in_favor).bit_count() - (at_most & against).bit_count(),
                (at_most & in_favor).bit_count() - (for_sure & against).bit_count(),
            )
            for in_favor, against in supports
        ]
        return is_named(nets, place, margin)

    known: dict[tuple[int, int], int] = {}  # many sheets argue alike

    def truth(sure: int, can: int) -> int:
        argued_here = argued(sure), argued(can)
        found = known.get(argued_here)
        if found is None:
            found = known[argued_here] = compared(*argued_here)
        return found

    parts = [_weighed(space, sheet), Bound(truth, argued.reads)]
    if decision.when_favored is not None and number:
        if decision.when_favored not in {candidate.id for candidate in rule_set.decisions[0].candidates}:
            return Bound(lambda sure, can: FALSE, 0)
        needed = Favored(decision.when_favored, lens, sheet, statement.without)
        parts.append(_of_candidate(needed, space))
    return every(parts)


def _lead_grows(statement: LeadGrows, space: SearchSpace) -> Bound:
    """The most by which the lead can grow, summed bit by bit.


    So a bit adds one where it may be argued on the second sheet and is not sure to be on the first, unless
    what is the same on both argues it for sure. It takes one off where that is certain the other way around.
    """
    differing = [space.differing_arguments(sheet, statement.lens) for sheet in (FIRST, SECOND)]
    can_differ = 0
    for of_rule in differing:
        for argued in of_rule.values():
            can_differ |= argued
    gains, losses = (bits & can_differ for bits in _bits_of_lead(statement, space))
    about = gains | losses
    same = _Argued(space, FIRST, space.alike(statement.lens), about)
    first, second = (_Argued(space, sheet, differing[sheet], about) for sheet in (FIRST, SECOND))
    reads = same.reads | first.reads | second.reads

    def most(sure: int, can: int) -> int:
        before_sure, before_can = first(sure), first(can)
        after_sure, after_can = second(sure), second(can)
        shown, hidden = ~same(sure), ~same(can)
        up = shown & after_can & ~before_sure
        surely_down = hidden & before_sure & ~after_can
        down = shown & before_can & ~after_sure
        surely_up = hidden & after_sure & ~before_can
        return (
            (up & gains).bit_count()
            - (surely_down & gains).bit_count()
            + (down & losses).bit_count()
            - (surely_up & losses).bit_count()
        )

    def truth(sure: int, can: int) -> int:
        if most(sure, can) < statement.by:
            return FALSE
        return OPEN if (sure ^ can) & reads else TRUE

    return Bound(truth, reads)


def _bits_of_lead(statement: LeadGrows, space: SearchSpace) -> tuple[int, int]:
    """The bits that widen the lead of one candidate over another, and those that narrow it."""
    gains = losses = 0
    for candidate, ahead in ((statement.candidate, True), (statement.over, False)):
        for sheet in (FIRST, SECOND):
            support: SupportBits = NO_SUPPORT
            if candidate is not None:
                support = space.arguments(sheet, statement.lens).support.get(candidate, NO_SUPPORT)
            in_favor, against = support if ahead else support[::-1]
            gains |= in_favor
            losses |= against
    return gains, losses
