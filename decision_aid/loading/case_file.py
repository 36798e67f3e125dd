"""The file of a worked case with another expectation; all the rest stays as its author wrote it.

Belongs here: which lines of the file are replaced. Does not: the words of these lines (`wording.case_file`).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from decision_aid.loading.blocks import Block
from decision_aid.loading.files import decode, read_bytes
from decision_aid.loading.library import case as read_case
from decision_aid.loading.strict_yaml import MapNode, parse
from decision_aid.model.library import Case
from decision_aid.model.problems import DecisionAidError, Problem, UnusableInput, shown
from decision_aid.wording.case_file import change_of_mind, expectation

EXPECT, CHANGED = "expect", "changed"


def rewritten(path: Path, case: Case) -> str:
    """The text of the file of a case that expects what `case` does, with its last change added.

    Raises `UnusableInput` where the file cannot be read, and `DecisionAidError` where it has no lines of its
    own for what it expects, or would not read as it should.
    """
    text = decode(read_bytes(path), path)
    end_of_line = "\r\n" if "\r\n" in text else "\n"
    lines = text.splitlines()
    entry = [*change_of_mind(case.changed[-1])]
    blocks = _blocks(text, path, lines)
    if CHANGED in blocks:
        end = blocks[CHANGED][1]
        lines[end:end] = entry
    else:
        lines[len(lines) :] = [f"{CHANGED}:", *entry]
    start, end = blocks[EXPECT]
    lines[start:end] = expectation(case)
    new = end_of_line.join((*lines, ""))
    if _case_in(new, path)._replace(location=case.location) != case:
        raise _by_hand(path)
    return new


def _blocks(text: str, path: Path, lines: Sequence[str]) -> dict[str, tuple[int, int]]:
    """Of each key of the file, the numbers of its first line and of the first line below it.

    A comment at the start of a line belongs to the key below it.
    """
    node, _ = parse(text, str(path))
    places = {key: at.place for key, at in node.keys.items()} if isinstance(node, MapNode) else {}
    starts = sorted(line - 1 for line, _ in places.values())
    if EXPECT not in places or len({*starts}) < len(starts) or any(col != 1 for _, col in places.values()):
        raise _by_hand(path)
    blocks = {}
    for key, (line, _) in places.items():
        end = next((start for start in starts if start >= line), len(lines))
        while end > line and (not lines[end - 1].strip() or lines[end - 1].startswith("#")):
            end -= 1
        blocks[key] = (line - 1, end)
    return blocks


def _case_in(text: str, path: Path) -> Case:
    problems: list[Problem] = []
    try:
        node, _ = parse(text, str(path))
    except UnusableInput:
        raise _by_hand(path) from None
    with Block(node, str(path), "the file", problems) as block:
        read = read_case(block)
    if problems:
        raise _by_hand(path)
    return read


def _by_hand(path: Path) -> DecisionAidError:
    return DecisionAidError(
        f"{shown(str(path))}: what this case expects has no lines of its own, so change it by hand."
    )
