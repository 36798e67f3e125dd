"""A saved record of a result (the JSON of `evaluate`), read as it is written.

Belongs here: telling such a file from others. Does not: what is in it (`wording.replay`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from decision_aid.loading.files import STANDARD_INPUT, decode, read_bytes
from decision_aid.wording.result_record import SCHEMA


def json_in(file: str) -> Any:
    """What a file (`-` is standard input) holds as JSON; None where it is no JSON."""
    import json

    try:
        return json.loads(decode(read_bytes(file), file))
    except (ValueError, RecursionError):
        return None


def saved_record(file: str) -> Mapping[str, Any] | None:
    """The record in a file; None where there is none, and for standard input, which is read once."""
    if file == STANDARD_INPUT:
        return None
    found = json_in(file)
    return found if isinstance(found, dict) and found.get("schema") == SCHEMA else None
