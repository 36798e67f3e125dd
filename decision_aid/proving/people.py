"""People drawn from a population, with the sheets that they fill in.

The draw has a seed. How a person answers a question depends on the seed, on the question and on nothing
else that is drawn, so that a new question leaves the answers to the others as they were.
Belongs here: drawing. Does not: what a population is (`model.population`), and what the sheets come to
(`planes`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from graphlib import CycleError, TopologicalSorter
from hashlib import shake_256
from itertools import compress
from typing import Final, NamedTuple, TypeVar

from decision_aid.model.answers import SETTING, SKIPPED, Value
from decision_aid.model.conditions import Condition, questions_in
from decision_aid.model.population import ASSUMPTION, Line, Population, numbers_in
from decision_aid.model.problems import DecisionAidError
from decision_aid.model.rules import Item, ItemType, Rules
from decision_aid.proving.compiled import Compiled
from decision_aid.proving.planes import Answered, Plane, Planes, members, union

SIZE: Final = 20_000
"""People who are drawn. A share of them is then known to 0.7 percentage points or better."""

FINE: Final = 20
"""Binary digits of a share."""

KEPT: Final = 256
"""Chances that are kept, since several lists of answers take the same."""

V = TypeVar("V")

MOST_AGAIN: Final = 100
"""How often an answer that cannot be true is drawn again, before the sheet is given up."""


class People(NamedTuple):
    """People, and how they fill in a sheet by each rule set that they were drawn for.

    `would` is what each of them would answer to each question if it were asked, and `planes` what they
    answer by each rule set. A question is put to them if all of these ask it.
    """

    number: int
    would: Mapping[str, Answered]
    planes: tuple[Planes, ...]
    traits: frozenset[str]

    @property
    def everyone(self) -> Plane:
        return (1 << self.number) - 1

    def first(self, number: int) -> People:
        """The first of them, with what they would answer; they fill in nothing."""
        few = (1 << number) - 1
        would = {
            link_id: {value: plane & few for value, plane in answered.items()}
            for link_id, answered in self.would.items()
        }
        return People(min(number, self.number), would, (), self.traits)

    def sheets(self, among: Plane = -1) -> Iterator[dict[str, Value]]:
        """The sheets, one by one, as people, or those `among` them, fill them in.

        Those that cannot be are left out.
        """
        sheets: list[dict[str, Value]] = [{} for _ in range(self.number)]
        for link_id, answered in self.planes[0].answers.items():
            for value, plane in answered.items() if link_id not in self.traits else ():
                for sheet in compress(sheets, members(plane, self.number)):
                    sheet[link_id] = value
        return compress(sheets, members(self.everyone & among & ~_impossible(self.planes), self.number))


def draw(
    rule_sets: Sequence[Rules],
    population: Population,
    *,
    number: int = SIZE,
    seed: int = 1,
    setting: str | None = None,
) -> People:
    """Draw people who fill in a sheet that all these rule sets accept.

    With `setting`, all of them are in it. A question or an answer that is not in all of the rule sets is
    never given. Raises `TooComplex`.
    """
    compiled = [_compiled(rules, population) for rules in rule_sets]
    dice = _Dice(number, seed)
    would: dict[str, Answered] = {}
    planes = [Planes(one, dice.everyone) for one in compiled]
    lines = {trait.id: (Line(trait.id, trait.shares, trait.source),) for trait in population.traits}
    for link_id in _in_order(compiled, population):
        mine = lines.get(link_id) or population.lines(link_id)
        if setting is not None and link_id == SETTING:
            mine = (Line(SETTING, {setting: 100}, ""),)
        items = [one.rule_set.item[link_id] for one in compiled if link_id in one.rule_set.item]
        if len(items) < len(compiled) or items[0].derived:
            mine = ()
        would[link_id], planes = _Question(items, mine, dice).answered(planes)
    return People(number, would, tuple(planes), frozenset(lines))


def _compiled(rules: Rules, population: Population) -> Compiled:
    """The rules with the conditions of the population, as far as they ask what these read."""
    with_traits = population.traits_and_questions(rules)
    conditions = [line.given for line in population.answers if line.given]
    conditions += [group.when for group in population.groups]
    return Compiled(with_traits, [one for one in conditions if {*questions_in(one)} <= {*with_traits.item}])


def _in_order(compiled: Sequence[Compiled], population: Population) -> Iterable[str]:
    """All questions, each after those on which it depends, by any of the rule sets, and its shares."""
    first, *others = compiled
    if not others:
        return first.rule_set.item
    before: dict[str, dict[str, None]] = {}
    for one in reversed(compiled):
        for column in one.columns:
            before.setdefault(column.link_id, {}).update(dict.fromkeys(column.deciding))
    for line in population.answers:
        read = questions_in(line.given) if line.given else ()
        before.setdefault(line.question, {}).update(dict.fromkeys(one for one in read if one in before))
    try:
        return tuple(TopologicalSorter(before).static_order())
    except CycleError as error:
        circle = ", ".join(f"'{link_id}'" for link_id in error.args[1])
        raise DecisionAidError(
            f"Nobody can be drawn who answers by both: these questions wait for each other: {circle}."
        ) from None


def holding(planes: Planes, condition: Condition) -> Plane:
    """The sheets on which a condition of the population is certain."""
    guard = planes.compiled.holds.get(condition)
    return planes.holds(guard) if guard else 0


def _impossible(planes: Iterable[Planes]) -> Plane:
    return union(one.impossible() for one in planes)


class _Dice:
    """Chances for many people at once. The same seed and the same names fall in the same way, anywhere."""

    def __init__(self, number: int, seed: int) -> None:
        self._number, self._seed = number, seed
        self.everyone = (1 << number) - 1
        self.chance = lru_cache(KEPT)(self._chance)

    def _chance(self, share: float, name: str) -> Plane:
        """Everybody is in it with this probability, each on their own."""
        digits = round(share * (1 << FINE))
        if not 0 < digits < 1 << FINE:
            return self.everyone if digits else 0
        size = (self._number + 7) // 8
        needed = range((digits & -digits).bit_length() - 1, FINE)
        drawn = shake_256(f"{self._seed}/{name}".encode()).digest(len(needed) * size)
        plane = 0
        for number, place in enumerate(needed):
            even = int.from_bytes(drawn[number * size : (number + 1) * size])
            plane = plane | even if digits >> place & 1 else plane & even
        return plane & self.everyone

    def one_of(self, weights: Mapping[V, float], among: Plane, name: str) -> dict[V, Plane]:
        """One of these for each of the people in `among`, as often as the weights say."""
        found: dict[V, Plane] = {}
        left, total = among, sum(weights.values())
        if not total:
            return found
        for number, (value, weight) in enumerate(weights.items()):
            if not left or not total:
                break
            found[value] = left & self.chance(min(1.0, weight / total), f"{name}/{number}")
            left ^= found[value]
            total -= weight
        if left:  # what rounding has left over
            last = [value for value, weight in weights.items() if weight][-1]
            found[last] = found.get(last, 0) | left
        return found


class _Question:
    """A question, with its shares as far as all rule sets take the answers."""

    def __init__(self, items: Sequence[Item], lines: Sequence[Line], dice: _Dice) -> None:
        self._items, self._lines, self._dice = items, lines, dice

    def answered(self, planes: Sequence[Planes]) -> tuple[Answered, list[Planes]]:
        """What everybody would answer, and the sheets on which those who are asked have done so."""
        link_id = self._items[0].link_id
        if not self._lines:
            return {}, [self._once_answered(one, {}, link_id) for one in planes]
        asked = planes[0].everyone
        for one in planes:
            asked &= one.asked(link_id)
        would = self._drawn(planes, planes[0].everyone, 0)
        for again in range(1, MOST_AGAIN):
            given = {value: plane & asked for value, plane in would.items()}
            after = [self._once_answered(one, given, link_id) for one in planes]
            cannot_be = asked & _impossible(after) & ~_impossible(planes)
            if not cannot_be:
                break
            others = self._drawn(planes, cannot_be, again)
            would = {
                value: would.get(value, 0) & ~cannot_be | others.get(value, 0)
                for value in {**would, **others}
            }
        return would, after

    def _once_answered(self, planes: Planes, answered: Answered, link_id: str) -> Planes:
        after = planes.copy()
        if link_id in after.compiled.rule_set.item:
            after.answer(link_id, answered)
        return after

    def _drawn(self, planes: Sequence[Planes], among: Plane, again: int) -> dict[Value, Plane]:
        """An answer for each of these people, by the first line that is theirs."""
        found: dict[Value, Plane] = {}
        for number, line in enumerate(self._lines):
            mine = among
            if line.given:
                mine &= union(holding(one, line.given) for one in planes)
            among &= ~mine
            for value, plane in self._by(line, mine, f"{line.question}/{number}/{again}").items():
                found[value] = found.get(value, 0) | plane
        return found

    def _by(self, line: Line, among: Plane, name: str) -> Mapping[Value, Plane]:
        item = self._items[0]
        shares = {code: share for code, share in line.shares.items() if self._taken_by_all(code)}
        if item.type is ItemType.MULTIPLE:
            return self._ticked(shares, among, name)
        if item.type is not ItemType.INTEGER:
            return dict(self._dice.one_of(shares, among, name).items())
        found: dict[Value, Plane] = {}
        for code, plane in self._dice.one_of(shares, among, name).items():
            numbers: Iterable[Value] = numbers_in(code) or (code,)
            evenly = dict.fromkeys(numbers, 1.0)
            for number, those in self._dice.one_of(evenly, plane, f"{name}/{code}").items():
                found[number] = found.get(number, 0) | those
        return found

    def _taken_by_all(self, code: str) -> bool:
        if code == SKIPPED or self._items[0].type is ItemType.TEXT:
            return True
        numbers = numbers_in(code) if self._items[0].type is ItemType.INTEGER else None
        if numbers is not None:
            return all(one.minimum <= numbers[0] and numbers[-1] <= one.maximum for one in self._items)
        return all(code in one.codes for one in self._items)

    def _ticked(self, shares: Mapping[str, float], among: Plane, name: str) -> Mapping[Value, Plane]:
        """Lists of answers. What goes with no other is drawn first; who then ticks nothing draws again."""
        alone = {option.code for one in self._items for option in one.answer_options if option.exclusive}
        most = min((one.max_choices for one in self._items if one.max_choices), default=len(shares))
        first = {code: share for code, share in shares.items() if code in alone or code == SKIPPED}
        rest = 100 - sum(first.values())
        drawn = self._dice.one_of({**first, "": rest}, among, f"{name}/alone") if first else {"": among}
        found: dict[Value, Plane] = {}
        for code, plane in drawn.items():
            if code:
                found[SKIPPED if code == SKIPPED else (code,)] = plane
        left = drawn.get("", 0)
        together = {code: share for code, share in shares.items() if code not in first}
        for again in range(MOST_AGAIN):
            for chosen, plane in self._lists(together, left, most, f"{name}/{again}"):
                found[chosen] = found.get(chosen, 0) | plane
            left &= ~union(plane for chosen, plane in found.items())
            if not left:
                break
            if alone and not alone & {*shares}:
                nothing = (next(code for code in self._items[0].codes if code in alone),)
                found[nothing] = left
                break
        else:
            found[SKIPPED] = found.get(SKIPPED, 0) | left
        return found

    def _lists(
        self, shares: Mapping[str, float], among: Plane, most: int, name: str
    ) -> Iterator[tuple[tuple[str, ...], Plane]]:
        """Each list of answers that somebody ticks, cut down at random where it is too long."""
        lists: dict[tuple[str, ...], Plane] = {(): among}
        for code, share in shares.items():
            ticks = self._dice.chance(share / 100, f"{name}/{code}")
            parted = {}
            for chosen, plane in lists.items():
                for longer, part in ((chosen, plane & ~ticks), ((*chosen, code), plane & ticks)):
                    if part:
                        parted[longer] = part
            lists = parted
        for size in range(len(shares), most, -1):
            for chosen in [one for one in lists if len(one) == size]:
                # No one is in two of the lists, so that the same chances can serve for all of them.
                fewer = self._dice.one_of(
                    dict.fromkeys(range(size), 1.0), lists.pop(chosen), f"{name}/{size}"
                )
                for place, plane in fewer.items():
                    kept = (*chosen[:place], *chosen[place + 1 :])
                    lists[kept] = lists.get(kept, 0) | plane
        lists.pop((), None)
        yield from ((self._in_order(chosen), plane) for chosen, plane in lists.items())

    def _in_order(self, chosen: Sequence[str]) -> tuple[str, ...]:
        return tuple(code for code in self._items[0].codes if code in chosen)


def even(rules: Rules) -> Population:
    """People who answer every question, each answer as likely as another: for rules without a population."""
    lines = []
    for item in rules.items:
        if item.type is ItemType.INTEGER:
            shares = {f"{item.minimum} to {item.maximum}": 100.0}
        elif item.type is ItemType.TEXT:
            shares = {SKIPPED: 100.0}
        elif item.type is ItemType.MULTIPLE:
            shares = {option.code: 50.0 for option in item.answer_options if not option.exclusive}
        else:
            shares = dict.fromkeys(item.codes, 100 / len(item.codes)) if item.codes else {}
        if not item.derived:
            lines.append(Line(item.link_id, shares, ASSUMPTION))
    return Population("Everybody, each answer as likely as another.", (), tuple(lines))
