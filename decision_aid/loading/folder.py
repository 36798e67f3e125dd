"""The folder of a rule set: its files, and the problems in them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from decision_aid.loading.files import decode, read_bytes
from decision_aid.model.problems import Location, Problem, Severity, UnusableInput

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


def files_left_out(directory: Path) -> Sequence[Problem]:
    """A warning for each YAML file in a folder that nothing reads, by its ending or where it lies."""
    return [
        Problem(
            "unread-file",
            "nothing reads this file",
            Location(str(path), 1, 1),
            _why_not(path, directory),
            Severity.WARNING,
            path.name,
        )
        for path in sorted(directory.rglob("*"))
        if path.suffix.lower() in (".yaml", ".yml") and path.is_file() and _why_not(path, directory)
    ]


def _why_not(path: Path, directory: Path) -> str | None:
    folder = path.parent.relative_to(directory).as_posix()
    if path.suffix != ".yaml":
        return "let its name end in .yaml"
    if folder not in READ:
        return f"move it into one of: {', '.join(READ[1:])}"
    return None


class Folder:
    """Reads files on demand and collects their problems.

    `content` holds the files that bear on a result, by name: those at the root, and the rules. Option
    pages, lessons, worked cases and a population change no result; they are read when somebody asks for them.
    Nor do signatures.
    Raises `UnusableInput` when there is no such folder.
    """

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.problems: list[Problem] = []
        if not directory.is_dir():
            problem = Problem("no-rule-set", "there is no such folder", Location(str(directory), 1, 1))
            raise UnusableInput([problem])
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
        from decision_aid.loading.blocks import Block  # YAML, which the shipped rules do without

        path = self.directory / name
        if optional is not None and not self.has(name):
            return optional
        node, problems = self._parse(name, path)
        self.problems.extend(problems)
        with Block(node, str(path), "the file", self.problems) as block:
            return read(block)

    def files(self, subfolder: str, read: Callable[[Block], T]) -> tuple[T, ...]:
        """Read every file of a subfolder with `read`, in the order of their names."""
        return tuple(self.file(name, read) for name in self._names(subfolder))

    def _names(self, subfolder: str) -> Sequence[str]:
        paths = sorted((self.directory / subfolder).glob("*.yaml"))
        return [path.relative_to(self.directory).as_posix() for path in paths]

    def _parse(self, name: str, path: Path) -> tuple[Node | None, Sequence[Problem]]:
        from decision_aid.loading.strict_yaml import parse

        try:
            if name not in self.content and not path.exists():
                hint = (
                    "a rule set has rule_set.yaml, questionnaire.yaml, safety.yaml, help.yaml, sources.yaml"
                )
                return None, [Problem("missing-file", "the file is missing", Location(str(path), 1, 1), hint)]
            content = self.content[name] if name in self.content else read_bytes(path)
            return parse(decode(content, path), str(path))
        except UnusableInput as error:
            return None, error.problems
