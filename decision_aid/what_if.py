"""What would change an outcome: the sheets near a sheet, and what the decisions come to on them.

A *step* is the least change of one answer. It leads from a code to any other code; from a number to
any other number; from a list to one with an option more, or with one less but not to an empty one.
An exclusive option takes the place of all others, and any other option that of an exclusive one. A
list that may not be longer takes one option in the place of another. From no answer, be it skipped
or left out, a step leads to any code, any number, or any one option; no step leads to no answer.

The *distance* of two sheets is the number of steps, over all questions. All other answers stay, but
for those to questions that are closed then: they are dropped. What is opened has no answer, from which
a step may lead on. A question on which safety depends is never changed (`fixed_questions`).

Belongs here: that relation, the search over the compiled form, the smallest sets of changes.
Does not: words (`explaining`). What a user is shown of one sheet comes from `engine`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from functools import cached_property, reduce
from operator import or_
from typing import Final, NamedTuple, TypeAlias

from decision_aid.answers import SETTING, SKIPPED, Value
from decision_aid.compiled import CLOSED, IMPOSSIBLE, Compiled
from decision_aid.conditions import questions_in
from decision_aid.engine import Lens, safety_questions
from decision_aid.model import Action, Decision, Item, ItemType, Purpose, RuleSet
from decision_aid.questionnaire import deciding, read
from decision_aid.suggestion import Outcome

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


class Numbers(NamedTuple):
    """All whole numbers between two, both included."""

    least: int
    most: int


class Change(NamedTuple):
    """One question answered otherwise. All `values` lead to the same; `before` None is no answer."""

    question: str
    kind: Kind
    before: Value | None
    values: tuple[Value | Numbers, ...]
    steps: int = 1


class Result(NamedTuple):
    """What a decision comes to, told as in a `Conclusion`; favoured candidates in their order in the rule set."""

    outcome: Outcome
    favoured: tuple[str, ...] = ()


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


class Smallest(NamedTuple):
    """The smallest changes that lead a decision to something else, the nearest first."""

    decision: Decision
    now: Result | None
    ways: tuple[Way, ...]


class Toward(NamedTuple):
    """The nearest sheets on which a candidate is favoured.

    All sheets within `steps` were looked at, `looked_at` in all; `gave_up` when there were more than
    the search may take before a way was found.
    """

    candidate: str
    already: bool
    ways: tuple[Way, ...]
    steps: int
    looked_at: int
    gave_up: bool = False


# --- which answers may be changed ---------------------------------------------------------------


def fixed_questions(rule_set: RuleSet) -> frozenset[str]:
    """The questions that are never changed: on none of the others does it depend whether a stop holds.

    They are those asked for safety, those that a stop reads in its trigger or its release, all that
    decides whether these are asked, the setting and the extras.
    """
    read_by_stops = [
        question
        for gate in rule_set.gates
        if gate.action is Action.STOP
        for condition in (gate.when, gate.unless)
        if condition is not None
        for question in questions_in(condition)
    ]
    aside = (
        item.link_id
        for item in rule_set.items
        if item.extra or item.link_id == SETTING or item.purpose in (Purpose.SAFETY, Purpose.SETTING)
    )
    return frozenset({*deciding(rule_set.item, read_by_stops), *safety_questions(rule_set), *aside})


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


class _Option(NamedTuple):
    """Answers to one question that come to the same. `via` are the answers between, where it is two steps."""

    place: int
    values: tuple[Value | Numbers, ...]
    bits: int
    steps: int = 1
    via: tuple[Value, ...] = ()


class _Sheet(NamedTuple):
    """A sheet by the bits of each question. `changes` are its answers that differ."""

    changes: Mapping[str, Value]
    parts: tuple[int, ...]
    closed: frozenset[int]


_Levels: TypeAlias = tuple[int | None, ...]
"""By decision, the candidates that are level with the best, as bits; None where it does not arise."""

_Reached: TypeAlias = tuple[tuple[_Option, ...], int, frozenset[int]]
"""The options taken, the bits of the sheet, and the places of the questions that are closed on it."""


class _Found(NamedTuple):
    """One sheet that was looked for: how it is reached, and what the decision comes to on it."""

    options: tuple[_Option, ...]
    closed: frozenset[int]
    level: int | None


class Neighbours:
    """The sheets near a sheet on which candidates are weighed, in one lens."""

    def __init__(self, compiled: Compiled, given: Mapping[str, Value], lens: Lens = Lens.CHECKED) -> None:
        self._compiled, self._lens = compiled, lens
        self._items = compiled.rule_set.items
        self._decisions = compiled.rule_set.decisions
        closed = read(self._items, given).closed
        self._given = {link_id: value for link_id, value in given.items() if link_id not in closed}
        fixed = fixed_questions(compiled.rule_set)
        self._places = [place for place, item in enumerate(self._items) if item.link_id not in fixed]
        opening = {link_id for column in compiled.columns for link_id in column.deciding}
        self._opening = frozenset(n for n, item in enumerate(self._items) if item.link_id in opening)
        self._impossible = compiled.guards(IMPOSSIBLE)
        self._read = self._impossible | compiled.open_safety | self._argued() | self._stopping()
        """The guards on which the outcome of a sheet depends, and whether it can stand."""
        self._outcomes: dict[int, _Levels | None] = {}
        self._options: dict[tuple[int, int], tuple[_Option, ...]] = {}
        self._here = self._sheet({})
        now = self._outcome(compiled.bits(self._given))
        assert now is not None, "no candidate is weighed on this sheet"
        self._now = now

    # --- what is asked of it --------------------------------------------------------------------

    def smallest(self, most: int = MOST_STEPS) -> tuple[Smallest, ...]:
        """By decision, every set of changes of one or two steps of which no part changes the decision too."""
        alone: dict[tuple[int, Value | Numbers], int] = {}
        found: list[list[_Found]] = [[] for _ in self._decisions]
        for steps in range(1, most + 1):
            for options, bits, closed in self._reached(self._here, 0, steps):
                outcome = self._outcome(bits)
                if outcome is None or outcome == self._now:
                    continue
                differing = _differing(outcome, self._now)
                if steps == 1:
                    alone.update(((options[0].place, value), differing) for value in options[0].values)
                for part in _parts(options):
                    differing &= ~alone.get(part, 0)
                for number in range(len(found)) if differing else ():
                    if differing >> number & 1:
                        found[number].append(_Found(options, closed, outcome[number]))
        return tuple(
            Smallest(decision, self._result(number, self._now[number]), self._ways(number, found[number]))
            for number, decision in enumerate(self._decisions)
        )

    def toward(self, candidate: str, most: int = FAR) -> Toward:
        """The nearest sheets on which the candidate is favoured."""
        number, bit = next(
            (number, 1 << place)
            for number, decision in enumerate(self._decisions)
            for place, one in enumerate(decision.candidates)
            if one.id == candidate
        )
        everyone = (1 << len(self._decisions[0].candidates)) - 1

        def favours(outcome: _Levels) -> bool:
            level = outcome[number] or 0
            return bool(level & bit) and not (number == 0 and level == everyone)

        found: list[_Found] = []
        looked_at = 0
        if favours(self._now):
            return Toward(candidate, True, (), 0, looked_at)
        for steps in range(1, most + 1):
            for options, bits, closed in self._reached(self._here, 0, steps):
                looked_at += 1
                outcome = self._outcome(bits)
                if outcome is not None and favours(outcome):
                    found.append(_Found(options, closed, outcome[number]))
                if looked_at == MOST_SHEETS:
                    return Toward(candidate, False, self._ways(number, found), steps - 1, looked_at, True)
            if found:
                return Toward(candidate, False, self._ways(number, found), steps, looked_at)
        return Toward(candidate, False, (), most, looked_at)

    # --- the sheets -----------------------------------------------------------------------------

    def _reached(self, sheet: _Sheet, start: int, steps: int) -> Iterator[_Reached]:
        """The sheets at this distance, by changes to the question at `start` and later ones."""
        parts = sheet.parts
        after = [0]
        for part in reversed(parts):
            after.append(after[-1] | part)
        after.reverse()
        before, come_to = 0, 0
        for place in self._places:
            if place < start or place in sheet.closed:
                continue
            for part in parts[come_to:place]:
                before |= part
            come_to = place
            others = before | after[place + 1]
            opening = place in self._opening
            for option in self._options_at(place, steps):
                if option.steps == steps and not opening:
                    yield (option,), others | option.bits, sheet.closed
                    continue
                changed = self._changed(sheet, option)
                if option.steps == steps:
                    yield (option,), _all_of(changed.parts), changed.closed
                else:
                    for more, bits, closed in self._reached(changed, place + 1, steps - option.steps):
                        yield (option, *more), bits, closed

    def _changed(self, sheet: _Sheet, option: _Option) -> _Sheet:
        place = option.place
        value = option.values[0]
        one = value.least if isinstance(value, Numbers) else value
        changes = {**sheet.changes, self._items[place].link_id: one}
        if place in self._opening:
            return self._sheet(changes)
        parts = (*sheet.parts[:place], option.bits, *sheet.parts[place + 1 :])
        return _Sheet(changes, parts, sheet.closed)

    def _sheet(self, changes: Mapping[str, Value]) -> _Sheet:
        """The sheet with these changes: what they close is dropped, what they open has no answer."""
        compiled = self._compiled
        given = {**self._given, **changes}
        parts: list[int] = []
        closed: list[int] = []
        bits = 0
        for place, column in enumerate(compiled.columns):
            if column.closed & compiled.fired(bits):
                closed.append(place)
                parts.append(column.when_closed)
            else:
                parts.append(compiled.bits_of(column.link_id, given.get(column.link_id)))
            bits |= parts[-1]
        return _Sheet(changes, tuple(parts), frozenset(closed))

    def _options_at(self, place: int, most: int) -> tuple[_Option, ...]:
        """Other answers to a question, at most so many steps away. Those that come to the same are one."""
        if (place, most) not in self._options:
            item = self._items[place]
            before = self._given.get(item.link_id)
            same = self._compiled.bits_of(item.link_id, before) & self._clauses
            merged: dict[tuple[int, int, tuple[Value, ...]], _Option] = {}
            for steps, value, bits, via in self._others(item, before, most):
                key = (steps, bits & self._clauses, via)
                known = merged.get(key)
                if known:
                    merged[key] = known._replace(values=(*known.values, value))
                elif key[1] != same:
                    merged[key] = _Option(place, (value,), bits, steps, via)
            self._options[place, most] = tuple(merged.values())
        return self._options[place, most]

    def _others(
        self, item: Item, before: Value | None, most: int
    ) -> Iterator[tuple[int, Value | Numbers, int, tuple[Value, ...]]]:
        """Steps, answer, its bits, and the answers between. Numbers stand in runs, that of `before` among them."""
        if item.type is ItemType.INTEGER:
            for choice in self._compiled.column[item.link_id].choices:
                if isinstance(choice.value, int):
                    run = Numbers(choice.value, choice.value + choice.size - 1)
                    yield 1, run, choice.bits, ()
        elif item.type is ItemType.CHOICE:
            for code in item.codes:
                if code != before:
                    yield 1, code, self._compiled.bits_of(item.link_id, code), ()
        else:
            for steps, ticked, via in lists_near(item, before if isinstance(before, tuple) else (), most):
                yield steps, ticked, self._compiled.bits_of(item.link_id, ticked), via

    # --- what they come to ----------------------------------------------------------------------

    def _outcome(self, bits: int) -> _Levels | None:
        """What each decision comes to; None where the sheet cannot stand, or nothing is weighed on it."""
        fired = self._compiled.fired(bits) & self._read
        if fired not in self._outcomes:
            weighed = not fired & self._impossible and self._compiled.outcome(fired, self._lens).favoured
            self._outcomes[fired] = self._compiled.level(fired, self._lens) if weighed else None
        return self._outcomes[fired]

    def _argued(self) -> int:
        """The guards of the rules that argue in this lens."""
        return sum(guard for guard, said in self._compiled.voices(self._lens).of_rule.items() if said)

    def _stopping(self) -> int:
        stops = [when | unless for when, unless, action in self._compiled.gate_guards if action is Action.STOP]
        return _all_of(stops)

    @cached_property
    def _clauses(self) -> int:
        """The clauses of all that is read, and of what opens and closes questions."""
        guards = self._read | self._compiled.guards(CLOSED)
        return _all_of(clauses for guard, clauses in self._compiled.clauses.items() if guard & guards)

    def _result(self, number: int, level: int | None) -> Result | None:
        if level is None:
            return None
        candidates = self._decisions[number].candidates
        favoured = tuple(one.id for place, one in enumerate(candidates) if level >> place & 1)
        outcome = (Outcome.NO_SUPPORT, Outcome.FAVOURED, Outcome.LEVEL)[min(len(favoured), 2)]
        if number == 0 and len(favoured) == len(candidates):
            favoured = ()
        return Result(outcome, favoured)

    def _ways(self, number: int, found: Sequence[_Found]) -> tuple[Way, ...]:
        """The nearest first; among equals those that change wishes, then those that answer what is open."""
        ways = [
            Way(
                tuple(map(self._change, options)),
                self._result(number, level),
                tuple(
                    item.link_id
                    for place, item in enumerate(self._items)
                    if place in closed and self._given.get(item.link_id, SKIPPED) != SKIPPED
                ),
            )
            for options, closed, level in found
        ]
        return tuple(sorted(ways, key=lambda way: (way.steps, *way.harder)))

    def _change(self, option: _Option) -> Change:
        item = self._items[option.place]
        before = self._given.get(item.link_id)
        if before == SKIPPED:
            before = None
        if item.purpose is Purpose.WISH:
            kind = Kind.WISH
        else:
            kind = Kind.OPEN if before is None else Kind.FACT
        return Change(item.link_id, kind, before, option.values, option.steps)


def lists_near(
    item: Item, ticked: tuple[str, ...], most: int
) -> Iterator[tuple[int, tuple[str, ...], tuple[Value, ...]]]:
    """Lists at most so many steps away: the steps, the list, and the lists one step before it."""
    here = _as_listed(item, ticked)
    seen = {here, ()}
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


def _parts(options: Sequence[_Option]) -> Iterator[tuple[int, Value | Numbers]]:
    """The single steps of which two steps are made up."""
    if len(options) > 1:
        yield from ((option.place, option.values[0]) for option in options)
    for option in options:
        yield from ((option.place, value) for value in option.via)


def _differing(outcome: _Levels, now: _Levels) -> int:
    """The decisions that come to something else, as bits."""
    return sum(1 << number for number, level in enumerate(outcome) if level != now[number])


def _all_of(bits: Iterable[int]) -> int:
    return reduce(or_, bits, 0)
