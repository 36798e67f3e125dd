"""The folder of a rule set: its files, and the problems in them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from os.path import normpath
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Final, TypeVar

from decision_aid.loading.files import decode, read_bytes
from decision_aid.model.problems import Location, Problem, Severity, UnusableInput, nearest, shown

if TYPE_CHECKING:
    from decision_aid.loading.blocks import Block
    from decision_aid.loading.strict_yaml import Node

T = TypeVar("T")

LIBRARY_FOLDERS = ("options", "lessons", "cases")
LIBRARY_FILES = ("population.yaml",)
"""What these hold changes no result."""

SIGNATURES = "signatures.yaml"
"""Who reviewed the rest. It is no part of what is reviewed, so signing changes no hash."""

READ = (".", "rules", *LIBRARY_FOLDERS)
"""The folders of which each file with the ending `.yaml` is read."""

REQUIRED: Final = (
    *("rule_set.yaml", "questionnaire.yaml", "safety.yaml", "help.yaml", "sources.yaml", "claims.yaml"),
)
"""What every rule set has."""

FILES: Final = (
    *REQUIRED,
    *(
        "words_of_danger.yaml",
        "overview.yaml",
        "properties.yaml",
        "about.yaml",
        "population.yaml",
        "signatures.yaml",
    ),
)
"""The files beside `rule_set.yaml` that are read."""

_ENDINGS: Final = (".yaml", ".yml")
_COPIES: Final = re.compile(r"\.ya?ml(~|\.(bak|orig|old|tmp|swp|rej|save))$", re.IGNORECASE)
_OF_THE_SYSTEM: Final = re.compile(r"\..*|(thumbs\.db|desktop\.ini)|#.*#", re.IGNORECASE)
_NO_EDITOR: Final = (".gitignore", ".gitattributes", ".gitkeep", ".editorconfig", ".yamllint", ".schema")
"""Hidden files that somebody made on purpose."""


def files_left_out(directory: Path) -> Sequence[Problem]:
    """What lies in a folder and is not read: by its ending, its name or its place; and files of the system.

    Where it seems to be a part of the rules, that is an error: they would be others than their author thinks.
    Where there are no rules, nothing is.
    """
    if not _holds_rules(directory):
        return []
    paths = (path for path in sorted(directory.rglob("*")) if path.is_file())
    return [found for path in paths if (found := _not_read(path, directory))]


def _not_read(path: Path, directory: Path) -> Problem | None:
    file = path.relative_to(directory)
    if any(part.startswith(".") for part in file.parts[:-1]):
        return None
    place = Location(str(path), 1, 1)
    if path.name in _NO_EDITOR:
        return None
    if _OF_THE_SYSTEM.fullmatch(path.name) or _COPIES.search(path.name):
        message = "the system or an editor left this file, and nothing reads it"
        return Problem(
            "unread-file", message, place, f"type: rm {_for_a_shell(path)}", Severity.WARNING, path.name
        )
    if path.suffix.lower() not in _ENDINGS:
        return None
    folder = file.parent.as_posix()
    read = folder in READ and path.suffix == ".yaml"
    if read and (folder != "." or path.name in FILES):
        return None
    to = _where_it_belongs(file)
    hint = (
        f"type: mv {_for_a_shell(path)} {_for_a_shell(directory / to)}"
        if to
        else f"move it into one of: {FOLDERS}"
    )
    lost = to is not None and not (directory / to).exists()
    severity = Severity.ERROR if lost else Severity.WARNING
    root = Location(str(directory / to), 1, 1) if lost and to else None  # where that file is missed
    return Problem("unread-file", "nothing reads this file", place, hint, severity, path.name, root=root)


FOLDERS: Final = ", ".join(READ[1:])


def _where_it_belongs(file: Path) -> Path | None:
    """Where a file would be read: in the folder of its kind, with the right name and ending."""
    name = file.with_suffix(".yaml").name
    top = file.parts[0]
    if len(file.parts) > 1 and top in READ:
        return Path(top, name)
    if name in FILES:
        return Path(name)
    near = nearest(name, FILES) if len(file.parts) == 1 else None
    return Path(near) if near else None


def _for_a_shell(path: Path) -> str:
    return quote(str(path))


class Folder:
    """Reads files on demand and collects their problems.

    `content` holds the files that bear on a result, by name: those at the root, and the rules. Option
    pages, lessons, worked cases and a population change no result; they are read when somebody asks for them.
    Nor do signatures.
    Raises `UnusableInput` where there is no such folder.
    """

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.problems: list[Problem] = []
        if not directory.is_dir():
            raise UnusableInput([_no_rule_set(directory)])
        self.content = {
            name: read_bytes(directory / name)
            for name in (*self._names("."), *self._names("rules"))
            if name not in (*LIBRARY_FILES, SIGNATURES)
        }

    def every_file(self) -> Mapping[str, bytes]:
        """The content of all YAML files in the folder, by name."""
        names = [name for subfolder in LIBRARY_FOLDERS for name in self._names(subfolder)]
        names += [name for name in LIBRARY_FILES if self.has(name)]
        return {**self.content, **{name: read_bytes(self.directory / name) for name in names}}

    def has(self, name: str) -> bool:
        """Whether there is such a file in the folder itself or among the rules."""
        beside = name in (*LIBRARY_FILES, SIGNATURES)
        return name in self.content or (beside and (self.directory / name).is_file())

    def file(self, name: str, read: Callable[[Block], T], *, optional: T | None = None) -> T:
        """Read one file with `read`. A file that cannot be read at all is a problem like any other.

        `optional` is the value for a file that is missing and may be.
        """
        from decision_aid.loading.blocks import THE_FILE, Block  # YAML, which the shipped rules do without

        path = self.directory / name
        if optional is not None and not self.has(name):
            return optional
        node, problems = self._parse(name, path)
        self.problems.extend(problems)
        with Block(node, str(path), THE_FILE, self.problems) as block:
            return read(block)

    def files(self, subfolder: str, read: Callable[[Block], T]) -> tuple[T, ...]:
        """Read every file of a subfolder with `read`, in the order of their names."""
        return tuple(self.file(name, read) for name in self._names(subfolder))

    def tree(self, name: str) -> Node | None:
        """What a file holds, with places; None where it cannot be read."""
        return self._parse(name, self.directory / name)[0]

    def _names(self, subfolder: str) -> Sequence[str]:
        paths = sorted((self.directory / subfolder).glob("*.yaml"))
        seen = (path for path in paths if not path.name.startswith("."))  # hidden ones are the system's
        return [path.relative_to(self.directory).as_posix() for path in seen]

    def _parse(self, name: str, path: Path) -> tuple[Node | None, Sequence[Problem]]:
        from decision_aid.loading.strict_yaml import parse

        try:
            if name not in self.content and not path.exists():
                return None, [_missing_file(path, self.directory)]
            content = self.content[name] if name in self.content else read_bytes(path)
            return parse(decode(content, path), str(path))
        except UnusableInput as error:
            return None, error.problems


def folder_of_rules(directory: Path) -> Folder:
    """The folder of a rule set. Raises `UnusableInput` where nothing of one is in it."""
    if not _holds_rules(directory):
        raise UnusableInput([_no_rule_set(directory)])
    return Folder(directory)


def _holds_rules(directory: Path) -> bool:
    """Whether any file is there that every rule set has, by its own name or with the other ending."""
    paths = (directory / name for name in REQUIRED)
    return any(path.with_suffix(ending).is_file() for path in paths for ending in _ENDINGS)


def _no_rule_set(directory: Path) -> Problem:
    message, hint = "there is no such folder", None
    if directory.exists():
        message = (
            "there is no rule set in this folder" if directory.is_dir() else "this is a file, and no folder"
        )
        above = (Path(normpath(directory / up)) for up in ("..", "../.."))
        below = (path.parent for path in sorted(directory.glob("*/rule_set.yaml")))
        near = [f"the rule set is {shown(str(one))}" for one in above if _holds_rules(one)]
        near += [f"there is one in {shown(str(one))}" for one in below]
        start = "a rule set has a rule_set.yaml; to start a small one, type: decision-aid rules new my_rules"
        hint = (*near, start)[0]
    return Problem("no-rule-set", message, Location(str(directory), 1, 1), hint)


def _missing_file(path: Path, directory: Path) -> Problem:
    """That a file is missing, with what to type: it may be there by another name."""
    others = (other for other in sorted(directory.rglob("*")) if other.is_file())
    meant = [
        other
        for other in others
        if other.suffix.lower() in _ENDINGS
        and _where_it_belongs(other.relative_to(directory)) == Path(path.name)
    ]
    if meant:
        hint = f"type: mv {_for_a_shell(meant[0])} {_for_a_shell(path)}"
    elif path.name in ("sources.yaml", "claims.yaml"):
        hint = f"every rule set has one; where there are none, its one line is: {path.stem}: []"
    else:
        start = f"decision-aid rules export start && cp start/{path.name} {_for_a_shell(path)}"
        hint = f"every rule set has one; to start from ours, type: {start}"
    return Problem("missing-file", "the file is missing", Location(str(path), 1, 1), hint)
