"""The standard that the aid rates itself against, read from `standard.yaml` beside the shipped rule set."""

from __future__ import annotations

from decision_aid.loading.blocks import Block
from decision_aid.loading.records import read, read_all
from decision_aid.loading.rule_set import beside_the_rules
from decision_aid.model.standard import Criterion, Family, Place, Standard

_ONE_RATING = "write one of these: proofs, not_met_because, not_applicable_because"


def load_standard() -> Standard:
    """Read the file that comes with the program. Raises `UnusableInput` with all that is wrong in it."""
    return beside_the_rules("standard.yaml", standard_in)


def standard_in(block: Block) -> Standard:
    """The standard that a file holds: a list of criteria for each family."""
    criteria = (
        _criterion(criterion, family)
        for family in Family
        for criterion in block.blocks(family, "a criterion")
    )
    return read(Standard, block, criteria=tuple(criteria))


def _criterion(block: Block, family: Family) -> Criterion:
    """What is met has to be shown: `proofs` make `shown` a required key."""
    shown = read_all(Place, block, "shown") if block.has("proofs") else ()
    criterion = read(Criterion, block, family=family, shown=shown)
    ratings = (criterion.proofs, criterion.not_met_because, criterion.not_applicable_because)
    if sum(map(bool, ratings)) != 1:
        block.problem("one-rating", "a criterion is met, not met, or not applicable", hint=_ONE_RATING)
    return criterion
