"""The file of signatures of a rule set: reading it, and its text with one more.

Belongs here: `signatures.yaml`. Does not: what a signature is for (`checking.reviewed_parts`).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from decision_aid.loading.blocks import Block
from decision_aid.loading.files import decode, read_bytes
from decision_aid.loading.records import read_all
from decision_aid.loading.strict_yaml import parse
from decision_aid.model.problems import DecisionAidError, Problem, UnusableInput, shown
from decision_aid.model.reviews import Signature

HEAD = ("# Who has read which part of these rules. decision-aid rules sign adds an entry.", "signatures:")

NOBODY: tuple[Signature, ...] = ()
"""Who signed a rule set without the file."""


def signatures(block: Block) -> tuple[Signature, ...]:
    """All signatures, the latest last."""
    return read_all(Signature, block, "signatures")


def with_signature(path: Path, entry: Sequence[str], expected: Sequence[Signature]) -> str:
    """The text of the file with one more entry at its end. Raises `DecisionAidError` where that cannot be."""
    text = decode(read_bytes(path), path)
    new = "\n".join((text.rstrip().replace("\r\n", "\n"), *entry, ""))
    problems: list[Problem] = []
    try:
        node, _ = parse(new, str(path))
        with Block(node, str(path), "the file", problems) as block:
            read = signatures(block)
    except UnusableInput:
        read = NOBODY
    if problems or [one[:-1] for one in read] != [one[:-1] for one in expected]:
        raise DecisionAidError(
            f"{shown(str(path))}: no entry can be added at its end. Write each entry on lines of its own, as "
            "in the guide, or move the file away."
        )
    return new
