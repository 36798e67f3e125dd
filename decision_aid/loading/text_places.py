"""Where in its file a text stands: at the line of its own, and not where the record of it begins.

Records keep one place each. So the file is looked into again, when somebody asks for the place of a text.
Belongs here: finding it. Does not: what is wrong with it (`checking`), or what changed (`rules diff`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

from decision_aid.loading.folder import Folder
from decision_aid.loading.strict_yaml import ListNode, MapNode, Node, ScalarNode
from decision_aid.model.problems import Location
from decision_aid.model.texts import PieceOfText

_SEGMENTS: Final = re.compile(r" '|, ")
"""What stands behind the key in the name of a field, such as *themes 'goals'*."""


START: Final = (1, 1)
"""Where a file starts, with whatever comments there are."""


class TextPlaces:
    """The places of texts in the files of a folder. Each file is read once, when it is first asked for."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        folder = Folder(directory)

        @cache
        def nodes(file: str) -> dict[tuple[int, int], Node]:
            tree = folder.tree(file)
            if tree is None:
                return {}
            inner = {node.place: node for node, _ in reversed([*_all(tree, tree)])}
            return {START: tree, **inner}

        self._nodes = nodes
        """By its line and column, the outermost node of a file that begins there; the whole at its start."""

    def of(self, text: str, where: Location, field: str = "") -> Location:
        """The place of the key, or the entry of a list, with this text, in what begins at a place.

        `field` is where in it, as texts are told (`PieceOfText`). Where nothing there has it: that place.
        """
        path = Path(where.file)
        nodes = self._nodes(path.relative_to(self._directory).as_posix()) if self._is_here(path) else {}
        begins = nodes.get((where.line, where.column))
        if begins is None or not text:
            return where
        first, *_, last = (name.replace(" ", "_") for name in (_SEGMENTS.split(field) * 2))
        saying = [key for node, key in _all(begins, begins) if _value(node) == text]
        named = [key for key in saying if _value(key) == last]
        of_other_kinds = [begins.keys[first]] if isinstance(begins, MapNode) and first in begins.keys else []
        found = (*named, *saying, *of_other_kinds, begins)[0]
        return Location(where.file, *found.place)

    def in_folder(self, piece: PieceOfText) -> str:
        """The file and the line of a text, as seen from the folder: *rules/goals.yaml:12*."""
        place = self.of(piece.text, piece.location, piece.field)
        path = Path(place.file)
        if not self._is_here(path):
            return ""
        return f"{path.relative_to(self._directory).as_posix()}:{place.line}"

    def _is_here(self, path: Path) -> bool:
        return path.is_relative_to(self._directory) and path.is_file()


def _value(node: Node) -> str:
    """A text, or a number as it is written; of a list it is none, for that goes by its key."""
    value = node.start.value if isinstance(node, ScalarNode) else ""
    return value.strip()


def _all(node: Node, key: Node) -> Iterator[tuple[Node, Node]]:
    """All nodes in the order of the file, each with its key, or with itself where it has none."""
    yield node, key
    if isinstance(node, MapNode):
        for name, inner in node.entries.items():
            yield from _all(inner, node.keys[name])
    elif isinstance(node, ListNode):
        for inner in node.items:
            yield from _all(inner, inner)
