"""How often each answer is given, read from a file.

Belongs here: the file and what is wrong with it. Does not: how likely that makes whole sheets
(`commands/rules/diff/sample`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from decision_aid.loading.blocks import Block
from decision_aid.loading.files import decode, name_of, read_bytes
from decision_aid.loading.strict_yaml import ScalarNode, parse
from decision_aid.model.answers import SKIPPED
from decision_aid.model.problems import UnusableInput, did_you_mean
from decision_aid.model.rules import Item, ItemType


def load_frequencies(path: str | Path, items: Mapping[str, Item]) -> Mapping[str, Mapping[str, float]]:
    """Read how often each answer to `items` is given, by question and answer. Raises `UnusableInput`.

    The numbers of a question need not add up to one. For a question that takes several answers, each
    number is the share of people, from 0 to 1, who tick it. Questions that the file leaves out are
    left out.
    """
    file = name_of(path)
    node, problems = parse(decode(read_bytes(path), path), file)
    given: dict[str, Mapping[str, float]] = {}
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
    return given


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
