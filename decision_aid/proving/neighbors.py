"""The sheets near a sheet, and what the decisions come to on them.

A *step* is the least change of one answer. It leads from a code to any other code; from a number to
any other number; from a list to one with an option more, or with one less but not to an empty one.
An exclusive option takes the place of all others, and any other option that of an exclusive one. A
list that may not be longer takes one option in the place of another. From no answer, be it skipped
or left out, a step leads to any code, any number, or any one option; no step leads to no answer.

The *distance* of two sheets is the number of steps, over all questions. All other answers stay, but
for those to questions that are closed then: they are dropped. What is opened has no answer, from which
a step may lead on. A question on which safety depends is never changed (`fixed_questions`).

Belongs here: that relation, and walking it over the compiled form. Does not: what is looked for
(`commands.what_if.find`). What a user is shown of one sheet comes from `engine`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, reduce
from operator import or_
from typing import NamedTuple, TypeAlias

from decision_aid.engine.questionnaire import ALWAYS_ANSWERED, deciding, read
from decision_aid.engine.safety_questions import read_by_stops, safety_questions
from decision_aid.model.answers import SKIPPED, Value
from decision_aid.model.lens import Lens
from decision_aid.model.rules import Action, Item, ItemType, Purpose, Rules
from decision_aid.proving.compiled import CLOSED, IMPOSSIBLE, UNASKED, Compiled
from decision_aid.proving.weighing import Tiers


class Numbers(NamedTuple):
    """All whole numbers from `least` to `most`."""

    least: int
    most: int


class Option(NamedTuple):
    """Answers to one question that come to the same. `via` are the answers between, where it is two steps."""

    place: int
    values: tuple[Value | Numbers, ...]
    bits: int
    steps: int = 1
    via: tuple[Value, ...] = ()


class _Sheet(NamedTuple):
    """A sheet by the bits of each question, and all of them. `changes` are its answers that differ."""

    changes: Mapping[str, Value]
    parts: Sequence[int]
    bits: int
    closed: frozenset[int]


Decided: TypeAlias = tuple[Tiers | None, ...]
"""What each decision comes to; None where it does not arise."""


class Reached(NamedTuple):
    """A sheet, by the options that lead to it. `closed` are the places of questions that are not asked."""

    options: tuple[Option, ...]
    bits: int
    closed: frozenset[int]


def fixed_questions(rule_set: Rules) -> frozenset[str]:
    """The questions that are never changed: on none of the others does it depend whether a stop holds.

    They are those asked for safety, those that a stop reads in its trigger or its release, all that
    decides whether these are asked, the setting and the extras.
    """
    read = read_by_stops(rule_set, releases=True)
    aside = (
        item.link_id
        for item in rule_set.items
        if item.extra or item.link_id in ALWAYS_ANSWERED or item.purpose in (Purpose.SAFETY, Purpose.SETTING)
    )
    return frozenset({*deciding(rule_set.item, read), *safety_questions(rule_set), *aside})


def next_lists(item: Item, ticked: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The answers to a multiple-choice question that are one step from this one; empty is no answer."""
    alone = {option.code for option in item.answer_options if option.exclusive}
    together = [code for code in item.codes if code not in alone and code not in ticked]
    yield from ((code,) for code in item.codes if code in alone and code not in ticked)
    if not ticked or ticked[0] in alone:
        yield from ((code,) for code in together)
        return
    fewer = [tuple(code for code in ticked if code != gone) for gone in ticked]
    if len(ticked) > 1:
        yield from fewer
    full = item.max_choices is not None and len(ticked) >= item.max_choices
    for less in fewer if full else [ticked]:
        yield from (_as_listed(item, (*less, code)) for code in together)


def _as_listed(item: Item, codes: Sequence[str]) -> tuple[str, ...]:
    return tuple(code for code in item.codes if code in codes)


def lists_near(
    item: Item, ticked: tuple[str, ...], most: int
) -> Iterator[tuple[int, tuple[str, ...], tuple[Value, ...]]]:
    """Lists at most so many steps away: the steps, the list, and the lists one step before it."""
    here = _as_listed(item, ticked)
    seen = {here}
    reached: list[tuple[str, ...]] = [here]
    for steps in range(1, most + 1):
        via: dict[tuple[str, ...], list[Value]] = {}
        for between in reached:
            for codes in next_lists(item, between):
                if codes not in seen:
                    via.setdefault(codes, []).append(between)
        seen.update(via)
        reached = list(via)
        for codes, betweens in via.items():
            yield steps, codes, tuple(betweens) if steps > 1 else ()


class Neighbors:
    """The sheets near a sheet on which candidates are weighed, in one lens."""

    def __init__(self, compiled: Compiled, given: Mapping[str, Value], lens: Lens = Lens.CHECKED) -> None:
        self._compiled, self._lens = compiled, lens
        self.rule_set = compiled.rule_set
        self._items = compiled.rule_set.items
        closed = read(self.rule_set, given).closed
        self.given = {link_id: value for link_id, value in given.items() if link_id not in closed}
        fixed = fixed_questions(compiled.rule_set)
        self._places = [place for place, item in enumerate(self._items) if item.link_id not in fixed]
        self._opened_by = {
            place: opened
            for place, item in enumerate(self._items)
            if (opened := [n for n, column in enumerate(compiled.columns) if item.link_id in column.deciding])
        }
        """The places of the questions that each question may open or close."""
        self._impossible = compiled.guards(IMPOSSIBLE)
        self._read = self._impossible | compiled.open_safety | self._argued() | self._stopping()
        """The guards on which the outcome of a sheet depends, and whether it can stand."""
        self._outcomes: dict[int, Decided | None] = {}
        self._options: dict[tuple[int, int], tuple[Option, ...]] = {}
        self._here = self._opened({}, [0] * len(self._items), frozenset(), range(len(self._items)))
        now = self.outcome(compiled.bits(self.given))
        assert now is not None, "no candidate is weighed on this sheet"
        self.now = now

    def reached(self, steps: int) -> Iterator[Reached]:
        """The sheets at this distance; many that come to the same may be told as one."""
        return self._reached(self._here, 0, steps)

    def dropped(self, reached: Reached) -> tuple[str, ...]:
        """The questions whose answers fall away."""
        return tuple(
            item.link_id
            for place, item in enumerate(self._items)
            if place in reached.closed and self.given.get(item.link_id, SKIPPED) != SKIPPED
        )

    def outcome(self, bits: int) -> Decided | None:
        """What each decision comes to; None where the sheet cannot stand, or nothing is weighed on it."""
        fired = self._compiled.fired(bits) & self._read
        if fired not in self._outcomes:
            weighed = not fired & self._impossible and self._compiled.weighed(fired)
            self._outcomes[fired] = self._compiled.tiers(fired, self._lens) if weighed else None
        return self._outcomes[fired]

    def _argued(self) -> int:
        """The guards of the rules that argue in this lens."""
        return sum(guard for guard, said in self._compiled.arguments(self._lens).of_rule.items() if said)

    def _stopping(self) -> int:
        gates = self._compiled.gate_guards
        return _all_of(when | unless for when, unless, action in gates if action is Action.STOP)

    @cached_property
    def _clauses(self) -> int:
        """The clauses of all that is read, and of what opens and closes questions."""
        guards = self._read | self._compiled.guards(CLOSED) | self._compiled.guards(UNASKED)
        return _all_of(clauses for guard, clauses in self._compiled.clauses.items() if guard & guards)

    def _reached(self, sheet: _Sheet, start: int, steps: int) -> Iterator[Reached]:
        """The sheets at this distance, by changes to the question at `start` and later ones."""
        after = [0]
        for part in reversed(sheet.parts):
            after.append(after[-1] | part)
        after.reverse()
        before = come_to = 0
        for place in self._places:
            if place < start or place in sheet.closed:
                continue
            before = reduce(or_, sheet.parts[come_to:place], before)
            come_to = place
            others = before | after[place + 1]
            opening = place in self._opened_by
            for option in self._options_at(place, steps):
                if option.steps == steps and not opening:
                    yield Reached((option,), others | option.bits, sheet.closed)
                    continue
                changed = self._changed(sheet, option, others)
                if option.steps == steps:
                    yield Reached((option,), changed.bits, changed.closed)
                else:
                    for more in self._reached(changed, place + 1, steps - option.steps):
                        yield Reached((option, *more.options), more.bits, more.closed)

    def _changed(self, sheet: _Sheet, option: Option, others: int) -> _Sheet:
        """The sheet with one more change; `others` are the bits of the other questions."""
        place = option.place
        value = option.values[0]
        one = value.least if isinstance(value, Numbers) else value
        changes = {**sheet.changes, self._items[place].link_id: one}
        parts = [*sheet.parts[:place], option.bits, *sheet.parts[place + 1 :]]
        if place not in self._opened_by:
            return _Sheet(changes, parts, others | option.bits, sheet.closed)
        return self._opened(changes, parts, sheet.closed, self._opened_by[place])

    def _opened(
        self, changes: Mapping[str, Value], parts: list[int], closed: frozenset[int], places: Sequence[int]
    ) -> _Sheet:
        """A sheet on which it is seen anew which questions at `places` are closed.

        The answers to those are dropped; those that are open have their own, if there was any.
        """
        compiled = self._compiled
        for place in places:
            parts[place] = 0
        bits = _all_of(parts)
        now_closed = set(closed).difference(places)
        for place in places:
            column = compiled.columns[place]
            value = changes.get(column.link_id, self.given.get(column.link_id))
            if column.closing(value) & compiled.fired(bits):
                now_closed.add(place)
                parts[place] = column.when_closed
            else:
                parts[place] = compiled.bits_of(column.link_id, value)
            bits |= parts[place]
        return _Sheet(changes, parts, bits, frozenset(now_closed))

    def _options_at(self, place: int, most: int) -> tuple[Option, ...]:
        """Other answers to a question, at most so many steps away. Those that come to the same are one."""
        if (place, most) not in self._options:
            item = self._items[place]
            before = self.given.get(item.link_id)
            same = self._compiled.bits_of(item.link_id, before) & self._clauses
            merged: dict[tuple[int, int, tuple[Value, ...]], Option] = {}
            for steps, value, bits, via in self._other_answers(item, before, most):
                key = (steps, bits & self._clauses, via)
                known = merged.get(key)
                if known:
                    merged[key] = known._replace(values=(*known.values, value))
                elif key[1] != same:
                    merged[key] = Option(place, (value,), bits, steps, via)
            self._options[place, most] = tuple(merged.values())
        return self._options[place, most]

    def _other_answers(
        self, item: Item, before: Value | None, most: int
    ) -> Iterator[tuple[int, Value | Numbers, int, tuple[Value, ...]]]:
        """Steps, answer, its bits, the answers between. Numbers are runs, that of `before` among them."""
        if item.type is ItemType.INTEGER:
            classes = self._compiled.column[item.link_id].classes
            runs = [(one.value, one.bits) for one in classes if isinstance(one.value, int)]
            ends = [start - 1 for start, _ in runs[1:]] + [item.maximum]
            for (start, bits), end in zip(runs, ends, strict=True):
                yield 1, Numbers(start, end), bits, ()
        elif item.type is ItemType.CHOICE:
            for code in item.codes:
                if code != before:
                    yield 1, code, self._compiled.bits_of(item.link_id, code), ()
        else:
            for steps, ticked, via in lists_near(item, before if isinstance(before, tuple) else (), most):
                yield steps, ticked, self._compiled.bits_of(item.link_id, ticked), via


def _all_of(bits: Iterable[int]) -> int:
    return reduce(or_, bits, 0)
