"""Which options are to be shown, and whether their numbers can be compared."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from decision_aid.model.library import OptionPage, OutcomeNumber, in_neutral_order
from decision_aid.model.problems import DecisionAidError, refuse_unknown
from decision_aid.model.rules import Rules

MOST: Final = 6
"""Options side by side: as many as the choice has. More could not be held in mind."""


def options_named(rule_set: Rules, ids: Sequence[str]) -> tuple[OptionPage, ...]:
    """The pages of these ids, each once, in the neutral order. Raises `DecisionAidError`."""
    by_id = rule_set.library.option
    typed = ((id, id.lower().replace("-", "_")) for id in ids)
    names = dict.fromkeys(name if name in by_id else id for id, name in typed)
    refuse_unknown("option", names, by_id)
    if len(names) > MOST:
        raise DecisionAidError(f"There is room for {MOST} options side by side, not for {len(names)}.")
    return in_neutral_order(by_id[name] for name in names)


def comparable(pages: Iterable[OptionPage]) -> bool:
    """Whether all numbers of these pages come from one source, one time and the same people."""
    return len({_origin(chance) for page in pages for chance in page.chances}) <= 1


def _origin(chance: OutcomeNumber) -> tuple[frozenset[str], str, str]:
    return frozenset(chance.sources), chance.when, chance.people
