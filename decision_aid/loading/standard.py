"""The standard that the aid rates itself against, read from `standard.yaml` beside the shipped rule set."""

from __future__ import annotations

from collections.abc import Iterator

from decision_aid.loading.blocks import Block
from decision_aid.loading.folder import Folder
from decision_aid.loading.rule_set import shipped_directory
from decision_aid.model.problems import UnusableInput
from decision_aid.model.standard import Criterion, Family, Place, Standard

_ONE_RATING = "write one of these: proofs, not_met_because, not_applicable_because"


def load_standard() -> Standard:
    """Read the file that comes with the program. Raises `UnusableInput` with all that is wrong in it."""
    folder = Folder(shipped_directory().parent)
    standard = folder.file("standard.yaml", standard_in)
    if folder.problems:
        raise UnusableInput(folder.problems)
    return standard


def standard_in(block: Block) -> Standard:
    """The standard that a file holds: a list of criteria for each family."""
    criteria = tuple(criterion for family in Family for criterion in _criteria(block, family))
    return Standard(block.text("name"), block.text("link"), criteria, block.texts("departures"))


def _criteria(block: Block, family: Family) -> Iterator[Criterion]:
    for criterion in block.blocks(family, "a criterion"):
        read = Criterion(
            id=criterion.text("id"),
            family=family,
            says=criterion.text("says"),
            shown=tuple(_places(criterion)) if criterion.has("proofs") else (),
            fields=criterion.optional_texts("fields"),
            proofs=criterion.optional_texts("proofs"),
            not_met_because=criterion.optional_text("not_met_because"),
            not_applicable_because=criterion.optional_text("not_applicable_because"),
            location=criterion.location,
        )
        if sum(map(bool, (read.proofs, read.not_met_because, read.not_applicable_because))) != 1:
            criterion.problem(
                "one-rating", "a criterion is met, not met, or not applicable", hint=_ONE_RATING
            )
        yield read


def _places(criterion: Block) -> Iterator[Place]:
    for place in criterion.blocks("shown", "a place"):
        yield Place(place.text("command"), place.text("section"))
