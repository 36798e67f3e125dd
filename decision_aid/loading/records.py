"""Any record of the model, read from a block of a file.

The record is the format: each field is a key, its type says what the key takes, and a default, or `None`
among its types, makes the key optional. A flag is always optional, and false where it is left out.
Belongs here: what follows from the types, for the reader and for `schemas`. Does not: what types cannot
say (`rule_set`, `library`, `standard`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Final, NamedTuple, TypeVar, Union, get_args, get_origin

from decision_aid.loading.blocks import Block
from decision_aid.model.conditions import Condition
from decision_aid.model.problems import Location
from decision_aid.model.records import NOT_A_KEY
from decision_aid.model.rules import Text

R = TypeVar("R", bound=tuple[Any, ...])

CALLED: Final = {
    "Accepted": "an accepted warning",
    "Impossible": "an impossible combination",
    "Item": "a question",
    "NotCovered": "what is not covered",
    "OutcomeNumber": "a number",
}
"""What messages call a record, where the name of its type does not say it."""


class Key(NamedTuple):
    """One key of a record.

    It takes `str`, `int`, `bool`, `Text`, `Condition`, a `StrEnum` or a record; or a list of `many`.
    `note` is what its type is annotated with: what the text is an id of, or the range of the number.
    """

    name: str
    takes: Any
    many: bool
    required: bool
    note: Any


def read(kind: type[R], block: Block, /, **given: object) -> R:
    """A record from the keys of `block`; fields that are `given` are not looked for."""
    readers = _readers(kind)
    fields: tuple[str, ...] = kind._fields  # type: ignore[attr-defined]
    values = [given[name] if name in given else readers[name](block) for name in fields]
    record: R = kind._make(values)  # type: ignore[attr-defined]
    return record


def read_all(kind: type[R], block: Block, key: str, **given: object) -> tuple[R, ...]:
    """The records of the list under a required key."""
    return tuple(read(kind, entry, **given) for entry in block.blocks(key, _called(kind)))


def read_all_with_dates(kind: type[R], block: Block, key: str) -> tuple[R, ...]:
    """The records under a key; those without a `review_by` of their own have that of the whole file."""
    review_by = block.optional_text("review_by") or ""
    return tuple(
        one if one.review_by else one._replace(review_by=review_by)  # type: ignore[attr-defined]
        for one in read_all(kind, block, key)
    )


def read_inner(kind: type[R], block: Block, key: str) -> R:
    """The one record under a required key."""
    with block.block(key, f"'{key}'") as inner:
        return read(kind, inner)


@cache
def keys_of(kind: type[tuple[Any, ...]]) -> tuple[Key, ...]:
    """The keys that a record is written with, in the order of its fields."""
    defaults: Mapping[str, object] = kind._field_defaults  # type: ignore[attr-defined]
    types = next(base.__annotations__ for base in kind.__mro__ if "_fields" in vars(base))
    return tuple(
        _key(name, hint, name not in defaults)
        for name, hint in types.items()
        if hint is not Location and NOT_A_KEY not in getattr(hint, "__metadata__", ())
    )


def _key(name: str, hint: Any, required: bool) -> Key:
    kinds = get_args(hint) if get_origin(hint) in (Union, UnionType) else (hint,)
    takes, *others = (kind for kind in kinds if kind is not NoneType)
    if others:  # a condition is the one thing that has several types
        takes = Condition
    many = get_origin(takes) is tuple
    if many:
        takes = get_args(takes)[0]
    note = None
    if get_origin(takes) is Annotated:
        takes, note = get_args(takes)
    return Key(name, takes, many, required and takes is not bool and NoneType not in kinds, note)


@cache
def _readers(kind: type[tuple[Any, ...]]) -> Mapping[str, Callable[[Block], Any]]:
    """What reads each field. One that is no key and has no default must be given."""
    defaults: Mapping[str, object] = kind._field_defaults  # type: ignore[attr-defined]
    constants = {name: _constant(default) for name, default in defaults.items()}
    keys = {key.name: _reader(key, defaults.get(key.name)) for key in keys_of(kind)}
    return {**constants, **keys, "location": lambda block: block.location}


def _constant(value: object) -> Callable[[Block], Any]:
    return lambda block: value


def _reader(key: Key, default: object) -> Callable[[Block], Any]:
    name, take = key.name, _taker(key)
    if key.required or key.takes is bool:
        return lambda block: take(block, name)
    return lambda block: take(block, name) if block.has(name) else default


def _taker(key: Key) -> Callable[[Block, str], Any]:
    """What reads the value under a key that is there."""
    takes = key.takes
    if key.many and takes is not str:
        return lambda block, name: read_all(takes, block, name)
    if takes in _PLAIN:
        return Block.texts if key.many else _PLAIN[takes]
    if issubclass(takes, StrEnum):
        return lambda block, name: block.one_of(name, takes)
    return lambda block, name: read_inner(takes, block, name)


def _text(block: Block, key: str) -> Text:
    return Text(block.text(key), block.optional_text("clinician"), block.optional_text("teaching"))


_PLAIN: Final[Mapping[Any, Callable[[Block, str], Any]]] = {
    str: Block.text,
    int: Block.integer,
    bool: Block.flag,
    Text: _text,
    Condition: Block.condition,
}


@cache
def _called(kind: type) -> str:
    """What messages call a record: its type, in words."""
    words = "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in kind.__name__)
    return CALLED.get(kind.__name__, f"{'an' if words[1] in 'aeiou' else 'a'}{words}")
