"""What is wrong with the rules in a folder, as it is told: each slip once, with what follows from it.

Belongs here: putting problems and the ids in the files together. Does not: which problem is a cause
(`checking.causes`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Final

from decision_aid.model.problems import Location, Problem, UnusableInput

if TYPE_CHECKING:
    from decision_aid.checking.causes import Told

MOST_LINES: Final = 20
"""Lines that are told unless somebody asks for all: no more than a screen."""

LEFT_BEHIND: Final = ("unused-claim", "unread-code", "unread-question", "unused-source")
"""What shows that something is gone which made use of this."""

_NAME: Final = re.compile(r"[\w-]+")


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
    problems = [*_with_lost_files(problems, directory)]
    named = any(problem.name for problem in problems)
    names = names_in(Folder(directory)) if named and directory.is_dir() else ()
    return by_cause(problems, names, str(directory))


def _with_lost_files(problems: Sequence[Problem], directory: Path) -> Iterator[Problem]:
    """The problems; in a copy of our rules, with the files of rules that it has lost, where that shows.

    What only such a file used follows from its loss.
    """
    from decision_aid.loading.rule_set import shipped_directory

    showing = [problem for problem in problems if problem.code in LEFT_BEHIND]
    ours = {path.name: path for path in shipped_directory().glob("rules/*.yaml")} if showing else {}
    lost = {name: path for name, path in ours.items() if not (directory / "rules" / name).is_file()}
    if len(lost) > len(ours) // 2:
        lost = {}
    roots: dict[str, Location] = {}
    for name, path in lost.items():
        names = {*_NAME.findall(path.read_text(encoding="utf-8"))}
        place = Location(str(directory / "rules" / name), 1, 1)
        follow = {problem.about: place for problem in showing if problem.about in names}
        if follow and not any(problem.root == place for problem in problems):  # not found in another place
            copy = (
                f"decision-aid rules export start && cp start/rules/{name} {quote(str(directory / 'rules'))}"
            )
            hint = f"put it back; for ours, type: {copy}"
            yield Problem("missing-file", "our rules have this file, and it is missing here", place, hint)
            roots |= follow
    for problem in problems:
        left_behind = problem in showing and problem.about in roots
        yield problem._replace(root=roots[problem.about]) if left_behind else problem


def unusable(problems: Sequence[Problem], directory: Path) -> UnusableInput:
    """The error that these rules cannot be used: a screen of problems, and where to see all."""
    by_cause = [one.problem for one in told(problems, directory)]
    return UnusableInput(problems, by_cause[: MOST_LINES - 1], len(by_cause))
