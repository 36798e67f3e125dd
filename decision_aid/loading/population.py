"""The population of a rule set, read from its file.

Belongs here: the shares of answers, which the types of the records cannot say. Does not: whether they
add up, and whether the questions and codes exist (`checking`).
"""

from __future__ import annotations

from collections.abc import Mapping

from decision_aid.loading.blocks import Block
from decision_aid.loading.records import read, read_all
from decision_aid.loading.strict_yaml import ScalarNode
from decision_aid.model.population import Group, Line, Population, Trait


def population(block: Block) -> Population:
    """All that the file says. What is wrong is noted in the block."""
    traits = tuple(_trait(one) for one in block.blocks("traits", "a trait")) if block.has("traits") else ()
    answers = tuple(_line(one) for one in block.blocks("answers", "a line of shares"))
    groups = read_all(Group, block, "groups") if block.has("groups") else ()
    return read(Population, block, traits=traits, answers=answers, groups=groups)


def _trait(block: Block) -> Trait:
    return read(Trait, block, shares=_shares(block, "shares"))


def _line(block: Block) -> Line:
    if block.has("shares") == block.has("ticked"):
        hint = "write shares, or ticked where a question takes several answers"
        block.problem("shares-or-ticked", "a line has shares or ticked, one of them", hint=hint)
    key = "ticked" if block.has("ticked") else "shares"
    return read(Line, block, shares=_shares(block, key) if block.has(key) else {})


def _shares(block: Block, key: str) -> Mapping[str, float]:
    """Shares out of a hundred, by answer."""
    found: dict[str, float] = {}
    with block.block(key, "the shares") as shares:
        for code in shares.all_keys():
            node = shares.node(code)
            share = node.value if isinstance(node, ScalarNode) else None
            if isinstance(share, bool) or not isinstance(share, int | float):
                shares.problem("wrong-type", "a share must be a number", node)
            elif not 0 <= share <= 100:
                shares.problem("out-of-range", f"a share is out of a hundred, so it cannot be {share}", node)
            else:
                found[code] = share
    return found
