"""How often each answer occurs, read from a file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain, combinations
from math import prod
from pathlib import Path
from typing import NamedTuple

from decision_aid.loading.blocks import Block
from decision_aid.loading.files import decode, name_of, read_bytes
from decision_aid.loading.strict_yaml import ScalarNode, parse
from decision_aid.model.answers import SKIPPED, Value
from decision_aid.model.problems import UnusableInput, did_you_mean
from decision_aid.model.rules import Item, ItemType

Shares = Mapping[str, float]


class Frequencies(NamedTuple):
    """How often each answer to a question occurs; `even` lists the questions that are not in the file."""

    weights: Mapping[str, Mapping[Value, float]]
    even: tuple[str, ...]


def load_weights(path: str | Path, items: Mapping[str, Item]) -> Frequencies:
    """Read how often each answer to `items` occurs; the numbers of a question need not add up to one.

    The answers to a question that is not listed count as equally frequent. For a question that takes several
    answers, each number is the share of people, from 0 to 1, who tick it. Raises `UnusableInput`.
    """
    file = name_of(path)
    node, problems = parse(decode(read_bytes(path), path), file)
    given: dict[str, Shares] = {}
    with Block(node, file, "a file of weights", problems) as block:
        for link_id in block.all_keys():
            item = items.get(link_id)
            if item is None:
                hint = did_you_mean(link_id, items)
                block.problem(
                    "unknown-question", f"there is no question '{link_id}'", block.node(link_id), hint
                )
                continue
            with block.block(link_id, f"the weights of '{link_id}'") as answers:
                given[link_id] = dict(_shares(answers, item))
    if problems:
        raise UnusableInput(problems)
    weights = {link_id: _weighed(item, given.get(link_id)) for link_id, item in items.items()}
    return Frequencies(weights, tuple(link_id for link_id in items if link_id not in given))


def _shares(block: Block, item: Item) -> Iterator[tuple[str, float]]:
    known = (
        [*map(str, range(item.minimum, item.maximum + 1))] if item.type is ItemType.INTEGER else item.codes
    )
    for code in block.all_keys():
        node = block.node(code)
        share = node.value if isinstance(node, ScalarNode) else None
        if code not in (*known, SKIPPED):
            hint = did_you_mean(code, known)
            block.problem("unknown-code", f"'{code}' is not an answer to '{item.link_id}'", node, hint)
        elif isinstance(share, bool) or not isinstance(share, int | float) or share < 0:
            block.problem("wrong-type", "a weight must be a number of 0 or more", node)
        elif item.type is ItemType.MULTIPLE and share > 1:
            block.problem("out-of-range", "the share of people who tick it is at most 1", node)
        else:
            yield code, float(share)


def _weighed(item: Item, shares: Shares | None) -> Mapping[Value, float]:
    """The weight of each answer, together one."""
    weights: dict[Value, float] = {}
    if item.type is ItemType.MULTIPLE:
        for chosen in _chosen(item):
            weights[chosen] = prod(
                share if code in chosen else 1 - share
                for code in item.codes
                if (share := 0.5 if shares is None else shares.get(code, 0.0)) is not None
            )
    elif item.type is ItemType.INTEGER:
        for number in range(item.minimum, item.maximum + 1):
            weights[number] = 1.0 if shares is None else shares.get(str(number), 0.0)
    elif item.type is ItemType.TEXT:
        weights[SKIPPED] = 1.0
    else:
        weights |= {code: 1.0 if shares is None else shares.get(code, 0.0) for code in item.codes}
    if shares and SKIPPED in shares:
        weights[SKIPPED] = shares[SKIPPED]
    total = sum(weights.values()) or 1.0
    return {value: weight / total for value, weight in weights.items()}


def _chosen(item: Item) -> Iterator[tuple[str, ...]]:
    alone = [(option.code,) for option in item.answer_options if option.exclusive]
    together = [option.code for option in item.answer_options if not option.exclusive]
    sizes = range(1, (item.max_choices or len(together)) + 1)
    yield from chain(alone, *(combinations(together, size) for size in sizes))
