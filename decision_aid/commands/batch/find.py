"""How often each thing comes out, over all rows."""

from collections import Counter
from collections.abc import Iterator
from itertools import chain, compress
from typing import Final

from decision_aid.engine.questionnaire import counted
from decision_aid.loading.rows import UNUSABLE, Evaluated
from decision_aid.model.answers import SETTING
from decision_aid.model.rules import Rules

MOST_NAMED: Final = 20
"""Rows that cannot be used that are named on the page; of the others, how many there are."""


class Summary:
    """What rows come to, counted as they go by.

    `best` are those favored, alone or with others, and `alone` those favored alone, by candidate. In the own
    words of `heard` rows, danger was heard. `settings` are those that occur. `named` are the numbers of the
    first rows that cannot be used.
    """

    def __init__(self, rule_set: Rules) -> None:
        self.rule_set = rule_set
        self.number = self.heard = 0
        self.settings: set[str] = set()
        self.named: list[int] = []
        self.status: Counter[str] = Counter()
        self.gates: Counter[str] = Counter()
        self.best: Counter[str] = Counter()
        self.alone: Counter[str] = Counter()
        self.close_behind: Counter[str] = Counter()
        self.rules: Counter[str] = Counter()
        self._decisions = [frozenset(one.id for one in d.candidates) for d in rule_set.decisions]

    def add(self, evaluated: Evaluated) -> None:
        """Count the rows of a block, too."""
        rows = evaluated.rows
        usable = bytearray(b"\1" * len(rows.status))
        for place in evaluated.problems:
            usable[place] = 0
        self.number += len(usable)
        self.heard += len(evaluated.words)
        self.settings |= set(_settings(evaluated))
        self.status.update(map(str, compress(rows.status, usable)))
        self.status[UNUSABLE] += len(evaluated.problems)
        left = MOST_NAMED - len(self.named)
        self.named += (evaluated.block.first + place for place in sorted(evaluated.problems)[:left])
        for counter, lists in (
            (self.gates, rows.gates),
            (self.best, rows.favored),
            (self.close_behind, rows.close_behind),
            (self.rules, rows.rules),
        ):
            counter.update(chain.from_iterable(compress(lists, usable)))
        for favored, count in Counter(map(tuple, compress(rows.favored, usable))).items():
            for candidates in self._decisions:
                named = candidates.intersection(favored)
                if len(named) == 1:
                    self.alone[min(named)] += count

    @property
    def unusable(self) -> int:
        """How many rows could not be used."""
        return self.status[UNUSABLE]


def _settings(evaluated: Evaluated) -> Iterator[str]:
    """Who answered in the rows of a block, each once."""
    codes = evaluated.block.codes.get(SETTING, bytes(1))
    for code in set(codes):
        given = evaluated.block.sheet(codes.index(code)).given
        yield str(counted(SETTING, given.get(SETTING)))
