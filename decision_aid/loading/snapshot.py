"""The shipped rules as JSON, made when the program is built, so that a command need not read YAML.

A snapshot is what the files of a folder were read into, and the fingerprint of those files. It counts
only while that is their fingerprint: what has changed since is read from YAML, and is no longer what
was proved before it shipped.
Belongs here: records to JSON and back, by the types of their fields.
Does not: reading YAML (`rule_set`, `library`), and anything that runs.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from enum import StrEnum
from functools import cache, partial
from pathlib import Path
from types import NoneType, UnionType
from typing import Annotated, Any, Final, TypeVar, Union, get_args, get_origin

from decision_aid.loading.folder import Folder
from decision_aid.model.conditions import AllOf, Answered, AnyOf, AtLeast, AtMost, Condition, Equals, Not
from decision_aid.model.problems import NOWHERE, Location
from decision_aid.model.rules import fingerprint

R = TypeVar("R", bound=tuple[Any, ...])
Read = Callable[[Any], Any]

LEFT_OUT: Final = ("files", "read_library", "read_words_of_danger")
"""Fields that are known once the folder is there."""

TESTS: Final[Mapping[str, Callable[..., Condition]]] = {
    kind.__name__: kind for kind in (Equals, AtLeast, AtMost, Answered)
}


def save(record: tuple[Any, ...], files: Mapping[str, bytes], folder: Path, path: Path) -> None:
    """Write what the files of a folder were read into."""
    content = {"fingerprint": fingerprint(files), "record": _as_json(record, f"{folder}/")}
    path.write_text(json.dumps(content, separators=(",", ":")), encoding="utf-8")


def restored(kind: type[R], path: Path, files: Mapping[str, bytes], folder: Folder) -> R | None:
    """The record that was saved for just these files; None where there is none."""
    try:
        content = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return None
    if content["fingerprint"] != fingerprint(files):
        return None
    record: R = _Reader(f"{folder.directory}/").of(kind)(content["record"])
    return record


def _as_json(value: Any, folder: str) -> Any:
    """A record as lists, texts and numbers. Where a field may hold one of several kinds, it says which."""
    if isinstance(value, Location):
        return [value.file.removeprefix(folder), value.line, value.column]
    if isinstance(value, tuple):
        names = getattr(value, "_fields", ("",) * len(value))
        parts = [
            None if name in LEFT_OUT else _as_json(part, folder)
            for name, part in zip(names, value, strict=True)
        ]
        return [type(value).__name__, *parts] if type(value) in _one_of_several() else parts
    if isinstance(value, Mapping):
        return {key: _as_json(part, folder) for key, part in value.items()}
    return value


@cache
def _one_of_several() -> frozenset[type]:
    from decision_aid.model.properties import Never, Rising

    return frozenset((Equals, AtLeast, AtMost, Answered, AllOf, AnyOf, Not, Never, Rising))


class _Reader:
    """Reads records of one folder: what reads a type is worked out once."""

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self._known: dict[Any, Read] = {Location: self._location, Condition: self._condition}

    def of(self, hint: Any) -> Read:
        """What reads a value of this type."""
        if hint not in self._known:
            self._known[hint] = self._made(hint)
        return self._known[hint]

    def _made(self, hint: Any) -> Read:
        origin, inner = get_origin(hint), get_args(hint)
        if origin is Annotated:
            return self.of(inner[0])
        if origin in (Union, UnionType):
            kinds = [kind for kind in inner if kind is not NoneType]
            if len(kinds) == 1:
                return partial(_if_there, self.of(kinds[0]))
            if str in kinds:
                return _answer
            if Equals in kinds:
                return partial(_if_there, self._condition)
            by_name = {kind.__name__: self.of(kind) for kind in kinds}
            return lambda value: by_name[value[0]](value[1:])
        if origin is tuple:
            read = self.of(inner[0])
            return lambda values: tuple(map(read, values))
        if isinstance(origin, type) and issubclass(origin, Mapping):
            read = self.of(inner[1])
            return lambda values: {key: read(value) for key, value in values.items()}
        if isinstance(hint, type) and issubclass(hint, tuple):
            return self._record(hint)
        return hint if isinstance(hint, type) and issubclass(hint, StrEnum) else _as_it_is

    def _record(self, kind: Any) -> Read:
        types = next(base.__annotations__ for base in kind.__mro__ if "_fields" in vars(base))
        reads = [self.of(types[name]) if name not in LEFT_OUT else _as_it_is for name in kind._fields]
        make = kind._make
        return lambda values: make([read(value) for read, value in zip(reads, values, strict=True)])

    def _location(self, value: Any) -> Location:
        place = Location(*value)
        return place if place == NOWHERE else place._replace(file=self._folder + place.file)

    def _condition(self, value: Any) -> Condition:
        name, *parts, place = value
        location = self._location(place)
        if name == "Not":
            return Not(self._condition(parts[0]), location)
        if name in ("AllOf", "AnyOf"):
            group = AllOf if name == "AllOf" else AnyOf
            return group(tuple(map(self._condition, parts[0])), location)
        return TESTS[name](*map(_answer, parts), location)


def _as_it_is(value: Any) -> Any:
    return value


def _answer(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _if_there(read: Read, value: Any) -> Any:
    return None if value is None else read(value)
