"""A card as lines: in a box where it is drawn, or as plain lines where it is read aloud."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from textwrap import wrap

from decision_aid.model.problems import shown
from decision_aid.model.report import Card
from decision_aid.rendering.box import boxed
from decision_aid.rendering.text import NARROW, WIDTH

MOST_LINES, MOST_WHEN_NARROW = 13, 19
"""The most lines of a card, and of one in a narrow window; keys come below it."""


def drawn(card: Card, width: int) -> Iterator[str]:
    """The card with a box around what matters most."""
    width = min(width, WIDTH)
    inside, below = _fitted(card, width - 4, frame=2)
    yield from boxed(card.title, inside, width)
    yield from (f"  {text}" for text in below)


def told(card: Card, width: int) -> Iterator[str]:
    """The card without a box."""
    inside, below = _fitted(card, min(width, WIDTH), frame=1)
    yield from (card.title, *inside, *below)


def _fitted(card: Card, width: int, frame: int) -> tuple[list[str], list[str]]:
    """The lines in the box and below it: less of what is below, then of what is said, until they fit."""
    most = (MOST_WHEN_NARROW if width < NARROW - 4 else MOST_LINES) - frame
    while True:
        inside = _wrapped((" ".join(card.said), *card.lines), width)
        below = _wrapped((*card.more, *card.below), width)
        if len(inside) + len(below) <= most or not (card.more or card.said[1:]):
            return inside, below
        card = card._replace(more=card.more[:-1]) if card.more else card._replace(said=card.said[:-1])


def _wrapped(texts: Iterable[str], width: int) -> list[str]:
    return [
        line for text in texts for line in wrap(shown(text), max(10, width), break_on_hyphens=False) or [""]
    ]
