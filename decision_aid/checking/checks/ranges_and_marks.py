"""Numbers and marks that can do nothing, or that say the opposite of what they are there for."""

from __future__ import annotations

from collections.abc import Iterator

from decision_aid.model.problems import Problem
from decision_aid.model.rules import Item, ItemType, Rules

CODES = {
    "bad-bounds": "A number or a mark that makes no sense: a lowest above the highest, at most no answer.",
}


def find(rule_set: Rules) -> Iterator[Problem]:
    """What it finds: bounds of a number that nothing lies between; `max_choices` below 1, above the
    number of answers, or on a question with one answer, and `exclusive` there; and a tie margin
    below 0.

    Why it matters: such a line does nothing, or something that nobody meant.
    Example: `max_choices: 2` on a question of type choice. Instead: take it out, or `type: multiple`.
    """
    if rule_set.tie_margin < 0:
        message = f"the tie margin cannot be {rule_set.tie_margin}"
        yield Problem("bad-bounds", message, rule_set.location, "0 lets equals alone be level")
    for item in rule_set.items:
        yield from _in_item(item)


def _in_item(item: Item) -> Iterator[Problem]:
    if item.type is ItemType.INTEGER and item.minimum > item.maximum:
        message = f"'{item.link_id}' runs from {item.minimum} to {item.maximum}, so it has no answer"
        yield Problem("bad-bounds", message, item.location)
    if item.type is not ItemType.MULTIPLE:
        if item.max_choices is not None:
            message = f"'{item.link_id}' has one answer, so max_choices says nothing"
            yield Problem("bad-bounds", message, item.location, "take it out, or make it 'type: multiple'")
        if any(option.exclusive for option in item.answer_options):
            message = f"'{item.link_id}' has one answer, so each is exclusive"
            yield Problem("bad-bounds", message, item.location, "take out 'exclusive', or 'type: multiple'")
    elif item.max_choices is not None:
        together = sum(not option.exclusive for option in item.answer_options)
        if not 1 <= item.max_choices <= together:
            message = f"max_choices of '{item.link_id}' cannot be {item.max_choices}"
            hint = f"{together} of its answers can be chosen together"
            yield Problem("bad-bounds", message, item.location, hint)
