"""A saved record of a result (the JSON of `evaluate`), read as it is written.

Belongs here: telling such a file from others. Does not: what is in it (`wording.replay`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from decision_aid.loading.files import STANDARD_INPUT, decode, name_of, read_bytes
from decision_aid.loading.foreign_files import RESULTS, kind_in, refused
from decision_aid.wording.result_record import SCHEMA


def record_in(file: str) -> Any:
    """What a file (`-` is standard input) holds as JSON; None where it is no JSON.

    Raises `UnusableInput` where it seems to be another file than a record.
    """
    text = decode(read_bytes(file), file)
    found = _json(text)
    kind = None if _is_record(found) else kind_in(text, file)
    if kind and kind not in RESULTS:
        raise refused(kind, "a record of a result", name_of(file))
    return found


def saved_record(file: str) -> Mapping[str, Any] | None:
    """The record in a file; None where there is none, and for standard input, which is read once."""
    if file == STANDARD_INPUT:
        return None
    found = _json(decode(read_bytes(file), file))
    return found if _is_record(found) else None


def _json(text: str) -> Any:
    import json

    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _is_record(found: Any) -> bool:
    return isinstance(found, dict) and found.get("schema") == SCHEMA
