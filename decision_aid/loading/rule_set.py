"""A rule set, from a folder of YAML files or from the snapshots of the shipped one.

Belongs here: what is read when, and what is refused.
Does not: which file holds what (`rules`, `library`), and JSON (`snapshot`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from decision_aid.loading.folder import Folder, folder_of_rules
from decision_aid.model.problems import Problem, Severity, UnusableInput
from decision_aid.model.rules import Origin, Rules

if TYPE_CHECKING:
    from decision_aid.loading.blocks import Block
    from decision_aid.model.library import Library
    from decision_aid.model.words_of_danger import WordsOfDanger

R = TypeVar("R", bound=tuple[Any, ...])
T = TypeVar("T")

SHIPPED = "depression"

OF_THE_RULES = ("rules", "words_of_danger")
"""Snapshots of files that bear on a result. The others are of the library, too."""


def shipped_directory() -> Path:
    """The rule set that comes with the program: in the package, or beside it in a checkout."""
    package = Path(__file__).parent.parent
    beside = package.parent
    if not (package / "rules").is_dir() and (beside / "pyproject.toml").is_file():
        return beside / "rules" / SHIPPED
    return package / "rules" / SHIPPED


def starter_directory() -> Path:
    """The small rule set from which authors start one of their own, beside the shipped one."""
    return shipped_directory().with_name("starter")


def beside_the_rules(name: str, read: Callable[[Block], T]) -> T:
    """What a file beside the shipped rules holds. Raises `UnusableInput` with all that is wrong in it."""
    folder = Folder(shipped_directory().parent)
    content = folder.file(name, read)
    if folder.problems:
        raise UnusableInput(folder.problems)
    return content


def load_rules(directory: Path | None = None) -> Rules:
    """Read the rules in a folder; the shipped ones when none is given.

    Their words of danger and their library are read when they are first asked for. The shipped rules were
    checked before they shipped; those that were edited since are somebody's own. Raises `UnusableInput`
    with all that is wrong, at once.
    """
    if directory is None:
        return _shipped(shipped_directory())
    folder = folder_of_rules(directory)
    rules = _sound(_rules_in(folder), folder)

    @cache
    def read_library() -> Library:
        library = _library_in(folder)
        _sound(rules.with_library(library), folder, whole=True)
        return library

    @cache
    def read_words() -> WordsOfDanger:
        words = _words_in(folder)
        _refuse(folder.problems, folder)
        return words

    return _with_reviews(rules._replace(read_library=read_library, read_words_of_danger=read_words))


def read_whole(directory: Path | None = None) -> Rules:
    """Read rules, their library and their words at once, the shipped ones without a folder, unchecked.

    Raises `UnusableInput` with all that is wrong where the files cannot be read.
    """
    folder = folder_of_rules(directory or shipped_directory())
    if directory:
        rules, library, words = _rules_in(folder), _library_in(folder), _words_in(folder)
    else:
        rules = _saved_rules(folder) or _rules_in(folder)
        library = _saved_library(folder) or _library_in(folder)
        words = _saved_words(folder) or _words_in(folder)
    _refuse(folder.problems, folder)
    return _with_reviews(rules.with_library(library)._replace(read_words_of_danger=lambda: words))


def save_snapshots(directory: Path, to: Path, **worked_out: tuple[Any, ...]) -> Iterator[Path]:
    """Write snapshots of the rules in a folder, their library, their words, and what was `worked_out`.

    They go into the folder `to`, each under its name.
    """
    from decision_aid.loading import snapshot

    folder = folder_of_rules(directory)
    records: dict[str, tuple[Any, ...]] = {
        "rules": _sound(_rules_in(folder), folder),
        "words_of_danger": _words_in(folder),
        "library": _library_in(folder),
        **worked_out,
    }
    _refuse(folder.problems, folder)
    for name, record in records.items():
        files = folder.content if name in OF_THE_RULES else folder.every_file()
        path = _snapshot(to / SHIPPED, name)
        snapshot.save(record, files, directory, path)
        yield path


def saved(kind: type[R], name: str) -> R | None:
    """What was worked out from the shipped rules and their library when the program was built.

    None where nothing was, or where one of their files has changed since.
    """
    return _from_snapshot(kind, name, Folder(shipped_directory()))


def _from_snapshot(kind: type[R], name: str, folder: Folder) -> R | None:
    from decision_aid.loading import snapshot

    return snapshot.restored(kind, _snapshot(folder.directory, name), folder.every_file(), folder)


def _snapshot(directory: Path, name: str) -> Path:
    return directory.with_name(f"{directory.name}.{name}.json")


@cache
def _shipped(directory: Path) -> Rules:
    """The shipped rules from their snapshot; from YAML in a checkout, which has none."""
    folder = folder_of_rules(directory)
    rules = _saved_rules(folder)
    if rules is None:
        edited = _snapshot(folder.directory, "rules").exists()
        rules = _sound(_rules_in(folder), folder)
        rules = rules._replace(origin=Origin.OWN if edited else Origin.SHIPPED)

    @cache
    def read_library() -> Library:
        library = _saved_library(folder) or _library_in(folder)
        _refuse(folder.problems, folder)
        return library

    @cache
    def read_words() -> WordsOfDanger:
        words = _saved_words(folder) or _words_in(folder)
        _refuse(folder.problems, folder)
        return words

    return _with_reviews(rules._replace(read_library=read_library, read_words_of_danger=read_words))


def _saved_rules(folder: Folder) -> Rules | None:
    from decision_aid.loading import snapshot

    rules = snapshot.restored(Rules, _snapshot(folder.directory, "rules"), folder.content, folder)
    return rules and rules._replace(files=folder.content)


def _saved_words(folder: Folder) -> WordsOfDanger | None:
    from decision_aid.loading import snapshot
    from decision_aid.model.words_of_danger import WordsOfDanger

    path = _snapshot(folder.directory, "words_of_danger")
    return snapshot.restored(WordsOfDanger, path, folder.content, folder)


def _saved_library(folder: Folder) -> Library | None:
    from decision_aid.model.library import Library

    return _from_snapshot(Library, "library", folder)


def _rules_in(folder: Folder) -> Rules:
    from decision_aid.loading.rules import rules  # YAML, which the shipped rules do without

    return rules(folder)


def _library_in(folder: Folder) -> Library:
    from decision_aid.loading.library import library  # most commands do without it

    return library(folder)


def _words_in(folder: Folder) -> WordsOfDanger:
    from decision_aid.loading.words_of_danger import (
        words_of_danger,  # needed only where there is text to hear
    )

    return words_of_danger(folder)


def _with_reviews(rules: Rules) -> Rules:
    """The rules with the signatures that count. They are compared as they were read, before anything else."""
    if not rules.signatures:
        return rules
    from decision_aid.checking.reviewed_parts import reviews  # few rule sets are signed

    return rules._replace(reviews=reviews(rules))


def _sound(rules: Rules, folder: Folder, *, whole: bool = False) -> Rules:
    from decision_aid.checking import check  # the shipped rules do without

    _refuse(folder.problems or check(rules, whole=whole), folder)
    return rules


def _refuse(problems: Sequence[Problem], folder: Folder) -> None:
    if any(problem.severity is Severity.ERROR for problem in problems):
        from decision_aid.loading.told import unusable

        raise unusable(problems, folder.directory)
