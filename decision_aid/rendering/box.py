"""A box around lines of text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from decision_aid.rendering.columns import columns, padded


def boxed(title: str, lines: Iterable[str], width: int) -> Iterator[str]:
    """The lines in a box `width` columns wide, with the title in its upper edge where there is room."""
    inner = width - 4
    head = f"─ {title} " if title and columns(title) < inner else ""
    yield f"╭{head}{'─' * (inner + 2 - columns(head))}╮"
    yield from (f"│ {padded(line, inner)} │" for line in lines)
    yield f"╰{'─' * (inner + 2)}╯"
