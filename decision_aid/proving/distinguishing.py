"""Pairs of answers to one question that are told distinguisher, looked for among sample sheets.

Belongs here: which changes an answer can be a part of, and trying them on a sheet. Does not: the
search where no sample shows a difference (`prover`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations

from decision_aid.model.answers import Value
from decision_aid.model.rules import Item, ItemType
from decision_aid.proving.samples import Sample, Samples
from decision_aid.proving.search import Budget
from decision_aid.proving.statements import Change


class Distinguisher:
    """Finds two answers to one question that, with all other answers the same, are told otherwise.

    `values` are its answers that conditions tell apart; `told` says what is told of a sheet.
    """

    def __init__(
        self,
        item: Item,
        values: tuple[Value | None, ...],
        samples: Samples,
        told: Callable[[Sample], object],
        budget: Budget,
    ) -> None:
        self._item, self._values = item, values
        self.samples, self.told, self.budget = samples, told, budget

    def change(self, code: str) -> Change:
        """All changes to and from an answer with this code."""
        nows = (None, *self._values) if _adds(self._item, code) else (None,)
        pairs = [pair for now in nows for pair in _changes(self._item, code, self._values, now)]
        return Change(self._item.link_id, tuple(dict.fromkeys(pairs)))

    def with_answer(self, sample: Sample, value: Value | None) -> Sample:
        """The sheet with this answer."""
        return self.samples.changed(sample, self._item.link_id, value)

    def on(self, sample: Sample, codes: Sequence[str]) -> Iterator[tuple[str, tuple[dict[str, Value], ...]]]:
        """The codes that this sheet shows to matter, each with two sheets on which it does."""
        step = sample.taken[self._item.link_id]
        if step.needs:  # it is not asked
            return
        told = _Told(self, sample)
        for code in codes:
            for before, after in _changes(self._item, code, self._values, step.values[0]):
                # Where the two are told alike as they are, what they open and close is hardly the difference.
                if told[before] != told[after] and (sheets := told.otherwise(before, after)):
                    yield code, sheets
                    break


class _Told(dict[Value | None, object]):
    """What is told of a sheet with each answer to the question, worked out when it is looked up."""

    def __init__(self, distinguisher: Distinguisher, sample: Sample) -> None:
        super().__init__()
        self._distinguisher, self._sample = distinguisher, sample

    def __missing__(self, value: Value | None) -> object:
        self._distinguisher.budget.spend(1)
        self[value] = self._distinguisher.told(self._distinguisher.with_answer(self._sample, value))
        return self[value]

    def otherwise(self, before: Value | None, after: Value | None) -> tuple[dict[str, Value], ...]:
        """The sheets before and after a change, if they are told otherwise; else none."""
        first = self._distinguisher.with_answer(self._sample, before)
        second = self._distinguisher.with_answer(first, after)
        if self._distinguisher.told(first) == self._distinguisher.told(second):
            return ()
        return self._distinguisher.samples.given(first), self._distinguisher.samples.given(second)


def _changes(
    item: Item, code: str, values: Sequence[Value | None], now: Value | None
) -> Iterator[tuple[Value | None, Value | None]]:
    """Changes to and from an answer with this code; `now` is the answer on the sheet.

    Both ways count: what a change closes is lost, and what it opens is left out.
    """
    for pair in _pairs(item, code, values, now):
        yield pair
        yield pair[::-1]


def _pairs(
    item: Item, code: str, values: Sequence[Value | None], now: Value | None
) -> Iterator[tuple[Value | None, Value | None]]:
    """Pairs of answers of which only the second has the code."""
    if item.type is ItemType.INTEGER:
        yield from combinations(values, 2)
    elif not _adds(item, code):
        after: Value = code if item.type is ItemType.CHOICE else (code,)
        yield from ((before, after) for before in values if before != after)
    else:
        chosen = now if isinstance(now, tuple) else ()
        others = tuple(other for other in chosen if other != code and not _is_exclusive(item, other))
        yield others or None, (*others[: (item.max_choices or len(item.codes)) - 1], code)


def _adds(item: Item, code: str) -> bool:
    """Whether the answer is ticked together with others."""
    return item.type is ItemType.MULTIPLE and not _is_exclusive(item, code)


def _is_exclusive(item: Item, code: str) -> bool:
    option = item.option(code)
    return option is not None and option.exclusive
