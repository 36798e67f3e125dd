"""How many answer sheets, exactly, without listing them.

Questions are taken one after the other, and sheets that nothing can tell apart any more are kept
as one state with their number. What a question does hangs on the clauses that are open and on the
heads of those followed; it is worked out once for all sheets that differ in net supports alone.
A sheet is what `evaluate` accepts: each question answered, skipped or left out. These are possible
sheets and not people: no number here says how often something comes up.
Belongs here: counting over one rule set, or over two side by side. Does not: in which order
questions are taken (`layers`), what settled conditions do (`following`), words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import reduce
from typing import Final, NamedTuple, TypeAlias

from decision_aid.engine.suggest import Status
from decision_aid.model.answers import Value
from decision_aid.model.conditions import tests_in
from decision_aid.model.problems import DecisionAidError
from decision_aid.model.rules import Item, ItemType, Rules
from decision_aid.proving.compiled import Compiled, conditions_of
from decision_aid.proving.following import Ending, Followed, Head
from decision_aid.proving.layers import Layer, Table, Ways, Weights

MOST_STATES: Final = 3_000_000
"""States that are kept at once, about a gigabyte, before counting gives up."""


class TooManyStates(DecisionAidError):
    """Sheets that differ in too many ways to be counted."""


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

    def together(self, others: Sheets) -> Sheets:
        """Both kinds as one."""
        shorter = self if self.answers <= others.answers else others
        return Sheets(self.size + others.size, shorter.answers, shorter.path)


_Path: TypeAlias = "tuple[tuple[tuple[str, Value], ...], _Path] | None"


def _along(path: _Path) -> Iterator[tuple[str, Value]]:
    while path:
        given, path = path
        yield from given


def endings(
    *followed: Followed,
    weights: Weights | None = None,
    watch: Callable[[int, int], None] = lambda done, of: None,
    most_states: int = MOST_STATES,
) -> dict[tuple[Ending, ...], Sheets]:
    """How many sheets come to which endings, one ending for each rule set.

    Where one of them does not weigh a sheet, whom another favors on it is left open. With
    `weights`, which must speak of every question, sheets weigh as much as their answers are
    frequent, as if answers did not depend on each other. `watch` is told how many questions of how
    many are past. Raises `TooManyStates`.
    """
    table = Table(followed, weights)
    start = tuple(side.start for side in table.sides)
    states: _States = {0: {start: {table.no_nets: Sheets(1, 0, None)}}}
    past, questions = 0, sum(len(layer.link_ids) for layer in table.layers)
    for layer in table.layers:
        states = _through(table, layer, states)
        if sum(len(kinds) for reached in states.values() for kinds in reached.values()) > most_states:
            raise TooManyStates(f"there are more than {most_states:,} kinds of sheets to keep apart")
        past += len(layer.link_ids)
        watch(past, questions)
    found: dict[tuple[Ending, ...], Sheets] = {}
    for reached in states.values():
        for heads, kinds in reached.items():
            for nets, sheets in kinds.items():
                ending = tuple(side.ending(head, nets) for side, head in zip(table.sides, heads, strict=True))
                known = found.get(ending)
                found[ending] = known.together(sheets) if known else sheets
    return found


def sheets(compiled: Compiled) -> int:
    """How many answer sheets there are."""
    return sum(int(kind.size) for kind in endings(Followed(compiled)).values())


_Heads: TypeAlias = tuple[Head, ...]

_States: TypeAlias = dict[int, dict[_Heads, dict[int, Sheets]]]
"""Sheets, by the clauses of all that is still open, by how far each rule set has come, and by nets."""


class _Effect(NamedTuple):
    """The clauses that are left, how far each rule set has come, and what is added to the nets.

    None is added where nets make no difference any more.
    """

    left: int
    heads: _Heads
    adds: int | None


def _through(table: Table, layer: Layer, states: _States) -> _States:
    """The states after one more layer."""
    after: _States = {}
    for bits, reached in states.items():
        taken = _taken(table, layer, bits)
        for heads, kinds in reached.items():
            for effect, ways in _effects(table, layer, taken, heads).items():
                into = after.setdefault(effect.left, {}).setdefault(effect.heads, {})
                if effect.adds is None:
                    _move({table.no_nets: reduce(Sheets.together, kinds.values())}, 0, ways, into)
                else:
                    _move(kinds, effect.adds, ways, into)
    return after


def _taken(table: Table, layer: Layer, bits: int) -> Mapping[tuple[int, int], Ways]:
    """The ways from here, by the guards that are settled to hold and the clauses that are left."""
    taken: dict[tuple[int, int], Ways] = {}
    open_now = table.fired(bits) if layer.conditional else 0
    for step in layer.steps:
        if open_now & step.needs != step.needs or open_now & step.refuses:
            continue
        come = bits | step.bits
        fired = table.fired(come) & layer.settled
        if not fired & table.impossible:
            alike = (fired, layer.left(come))
            known = taken.get(alike)
            taken[alike] = known.together(step.ways) if known else step.ways
    return taken


def _effects(
    table: Table, layer: Layer, taken: Mapping[tuple[int, int], Ways], heads: _Heads
) -> Mapping[_Effect, Ways]:
    """The same ways, by what they come to for sheets with these heads."""
    effects: dict[_Effect, Ways] = {}
    for (fired, left), ways in taken.items():
        come: list[Head] = []
        adds = 0
        for side, head, work in zip(table.sides, heads, layer.work, strict=True):
            one, more = side.after(head, work, fired)
            come.append(one)
            adds += more
            left &= side.needed[one.status]
        if all(one.status is Status.SUGGESTION for one in come):
            effect = _Effect(left, tuple(come), adds)
        else:
            # Whom the others favor makes no difference beside that.
            silent = tuple(one._replace(voices=0) for one in come)
            effect = _Effect(left & table.needed_unweighed, silent, None)
        known = effects.get(effect)
        effects[effect] = known.together(ways) if known else ways
    return effects


def _move(kinds: Mapping[int, Sheets], adds: int, ways: Ways, into: dict[int, Sheets]) -> None:
    """Answer in these ways on sheets of these kinds, by nets, and put them with those that come as far."""
    # Written out: nearly all the time of counting is spent in here.
    ways_size, given = ways
    for nets, (size, answers, path) in kinds.items():
        nets += adds
        size *= ways_size
        answers += len(given)
        known = into.get(nets)
        if known is None:
            into[nets] = Sheets(size, answers, (given, path) if given else path)
        elif answers < known.answers:
            into[nets] = Sheets(known.size + size, answers, (given, path) if given else path)
        else:
            into[nets] = Sheets(known.size + size, known.answers, known.path)


def side_by_side(*rule_sets: Rules) -> tuple[Compiled, ...]:
    """Compile rule sets so that they can be followed together, with the answers that all of them take."""
    shared = [_shared(rule_set, rule_sets) for rule_set in rule_sets]
    tests = [test for one in shared for _, condition in conditions_of(one) for test in tests_in(condition)]
    return tuple(Compiled(one, apart=tests) for one in shared)


def _shared(rule_set: Rules, all_of_them: Sequence[Rules]) -> Rules:
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
