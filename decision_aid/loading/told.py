"""What is wrong with the rules in a folder, as it is told: each slip once, with what follows from it.

Belongs here: putting problems and the ids in the files together. Does not: which problem is a cause
(`checking.causes`).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from decision_aid.model.problems import Problem, UnusableInput

if TYPE_CHECKING:
    from decision_aid.checking.causes import Told

MOST_LINES: Final = 20
"""Lines that are told unless somebody asks for all: no more than a screen."""


def told(problems: Sequence[Problem], directory: Path) -> tuple[Told, ...]:
    """The problems by their causes, the gravest first."""
    from decision_aid.checking.causes import by_cause
    from decision_aid.loading.folder import Folder
    from decision_aid.loading.names import names_in  # of use only where something is wrong
    from decision_aid.loading.text_places import TextPlaces

    if directory.is_dir() and any(problem.words for problem in problems):
        places = TextPlaces(directory)
        found = [places.of(one.words, one.location) if one.words else one.location for one in problems]
        moved = {one.location: place for one, place in zip(problems, found, strict=True) if one.words}
        problems = [
            one._replace(location=place, root=moved.get(one.root, one.root) if one.root else None)
            for one, place in zip(problems, found, strict=True)
        ]
    named = any(problem.name for problem in problems)
    names = names_in(Folder(directory)) if named and directory.is_dir() else ()
    return by_cause(problems, names, str(directory))


def unusable(problems: Sequence[Problem], directory: Path) -> UnusableInput:
    """The error that these rules cannot be used: a screen of problems, and where to see all."""
    by_cause = [one.problem for one in told(problems, directory)]
    return UnusableInput(problems, by_cause[: MOST_LINES - 1], len(by_cause))
