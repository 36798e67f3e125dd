"""The lenses through which answers are weighed."""

from __future__ import annotations

from enum import StrEnum


class Lens(StrEnum):
    """What is taken into account. Gates hold in every lens.

    `checked`: everything, as the rules weigh it. `documents`: the two documents at their word.
    `research`: what rests on a guideline, a trial or the person's wishes.
    """

    CHECKED = "checked"
    DOCUMENTS = "documents"
    RESEARCH = "research"
