"""Pictures of what feeds what: one module per format, and one that finds a place for each box."""

from __future__ import annotations

import re

_UNSAFE_IN_ID = re.compile(r"_(?=x)|[^A-Za-z0-9_-]|-(?![A-Za-z0-9])")


def plain_id(id: str) -> str:
    """The id of a node in ASCII letters, digits and single lines; no two become the same."""
    return _UNSAFE_IN_ID.sub(lambda found: f"_x{ord(found.group()):x}_", id.replace(":", "_", 1))
