"""The card of a result on a screen of its own, as the interview shows it.

Belongs here: what there is room for on a small screen. Does not: what the card says (`result_card`).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from decision_aid.engine.suggest import Status, Sturdiness, Suggestion
from decision_aid.model.report import Block, Report, Section
from decision_aid.rendering.text import plain
from decision_aid.wording.phrases import title_for
from decision_aid.wording.result_card import (
    HERE,
    HOW_SURE,
    NEXT,
    NOT_ASKED,
    SCORES,
    SHORTEST,
    WHY,
    ResultCard,
    card_with,
    label_of,
    name_in_short,
    result_card,
)
from decision_aid.wording.safety import danger_heard, safety_page
from decision_aid.wording.stamps import stamps

NARROW: Final = 40
"""Columns of a narrow window."""

MOST_LINES: Final = 21
"""Lines of the card there: two lines of keys fit below it on a small terminal."""


def card_page(suggestion: Suggestion, sturdiness: Sturdiness | None = None) -> Report:
    """The card alone, below what is said of words of danger; or what comes before any suggestion."""
    if not suggestion.evaluation.safe:
        return safety_page(suggestion)
    title, above = title_for(suggestion), stamps(suggestion)
    card = result_card(suggestion, sturdiness, above=above).section(_when_narrow(suggestion, above))
    return Report(title, (*danger_heard(suggestion), card), above)


def _when_narrow(suggestion: Suggestion, above: tuple[str, ...]) -> tuple[Block, ...]:
    """The card of a narrow window: of what is behind a key as well, as much as there is room for."""
    card = card_with(suggestion, None, SHORTEST)
    behind_a_key = [*_behind_a_key(suggestion, card)]
    blocks = tuple(block for block in card.when_narrow if block not in behind_a_key)
    for one in behind_a_key:
        more = tuple(block for block in card.when_narrow if block in blocks or block == one)
        if plain(Report("", (Section("", more),), above), NARROW).count("\n") <= MOST_LINES:
            blocks = more
    return blocks


def _behind_a_key(suggestion: Suggestion, card: ResultCard) -> Iterator[Block]:
    """What other pages say as well, the most needed first. Marks say little where nothing stands out."""
    main, *beside = suggestion.conclusions
    names = (name_in_short(suggestion, standing.candidate.short) for standing in main.standings)
    for label in (WHY, *names, *map(label_of, beside), NOT_ASKED, SCORES, HERE, HOW_SURE, NEXT):
        yield from (entry for entry in card.entries if entry.label == label)
    if suggestion.status is Status.NO_CLEAR_SUGGESTION:
        yield card.marks
