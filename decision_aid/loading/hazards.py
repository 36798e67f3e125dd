"""The hazard log, read from `hazards.yaml` beside the shipped rule set."""

from __future__ import annotations

from decision_aid.loading.blocks import Block
from decision_aid.loading.records import read, read_all
from decision_aid.loading.rule_set import beside_the_rules
from decision_aid.model.hazards import Hazard, HazardLog


def load_hazards() -> HazardLog:
    """Read the file that comes with the program. Raises `UnusableInput` with all that is wrong in it."""
    return beside_the_rules("hazards.yaml", hazards_in)


def hazards_in(block: Block) -> HazardLog:
    """The hazard log that a file holds."""
    return read(HazardLog, block, hazards=read_all(Hazard, block, "hazards"))
