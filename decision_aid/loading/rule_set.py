"""A rule set, from a folder of YAML files or from the snapshots of the shipped one.

Belongs here: what is read when, and what is refused.
Does not: which file holds what (`rules`, `library`), and JSON (`snapshot`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from decision_aid.loading.folder import Folder
from decision_aid.model.problems import Problem, Severity, UnusableInput
from decision_aid.model.rules import Origin, Rules

if TYPE_CHECKING:
    from decision_aid.model.library import Library

SHIPPED = "depression"


def shipped_directory() -> Path:
    """The rule set that comes with the program: in the package, or beside it in a checkout."""
    package = Path(__file__).parent.parent
    beside = package.parent
    if not (package / "rules").is_dir() and (beside / "pyproject.toml").is_file():
        return beside / "rules" / SHIPPED
    return package / "rules" / SHIPPED


def load_rules(directory: Path | None = None) -> Rules:
    """Read the rules in a folder; the shipped ones when none is given.

    Their library is read when it is first asked for. The shipped rules were checked before they shipped;
    those that were edited since are somebody's own. Raises `UnusableInput` with all that is wrong, at once.
    """
    if directory is None:
        return _shipped(Folder(shipped_directory()))
    folder = Folder(directory)
    rules = _checked(_rules_in(folder), folder)

    @cache
    def read_library() -> Library:
        library = _library_in(folder)
        _checked(rules.with_library(library), folder, whole=True)
        return library

    return rules._replace(read_library=read_library)


def read_whole(directory: Path | None = None) -> Rules:
    """Read rules and their library at once, and leave the checking to others.

    Raises `UnusableInput` with all that is wrong where the files cannot be read.
    """
    folder = Folder(directory or shipped_directory())
    rules, library = _rules_in(folder), _library_in(folder)
    _refuse(folder.problems)
    return rules.with_library(library)


def save_snapshots(directory: Path, to: Path) -> Iterator[Path]:
    """Write the snapshots of the rules in a folder, and of their library, into another folder."""
    from decision_aid.loading import snapshot

    folder = Folder(directory)
    for record, name, files in (
        (_checked(_rules_in(folder), folder), _RULES, folder.content),
        (_library_in(folder), _LIBRARY, folder.every_file()),
    ):
        _refuse(folder.problems)
        snapshot.save(record, files, directory, to / name)
        yield to / name


_RULES, _LIBRARY = f"{SHIPPED}.rules.json", f"{SHIPPED}.library.json"


def _shipped(folder: Folder) -> Rules:
    """The shipped rules from their snapshot; from YAML in a checkout, which has none."""
    from decision_aid.loading import snapshot

    snapshots = folder.directory.parent
    rules = snapshot.restored(Rules, snapshots / _RULES, folder.content, folder)
    if rules is None:
        edited = (snapshots / _RULES).exists()
        rules = _checked(_rules_in(folder), folder)
        rules = rules._replace(origin=Origin.OWN if edited else Origin.SHIPPED)

    @cache
    def read_library() -> Library:
        from decision_aid.model.library import Library

        saved = snapshot.restored(Library, snapshots / _LIBRARY, folder.every_file(), folder)
        library = saved or _library_in(folder)
        _refuse(folder.problems)
        return library

    return rules._replace(files=folder.content, read_library=read_library)


def _rules_in(folder: Folder) -> Rules:
    from decision_aid.loading.rules import rules  # YAML, which the shipped rules do without

    return rules(folder)


def _library_in(folder: Folder) -> Library:
    from decision_aid.loading.library import library  # most commands do without it

    return library(folder)


def _checked(rules: Rules, folder: Folder, *, whole: bool = False) -> Rules:
    from decision_aid.checking import check  # the shipped rules do without

    _refuse(folder.problems or check(rules, whole=whole))
    return rules


def _refuse(problems: Sequence[Problem]) -> None:
    if any(problem.severity is Severity.ERROR for problem in problems):
        raise UnusableInput(problems)
