"""What all records of the model have in common.

Records are named tuples: as frozen as dataclasses, and made ten times faster when the program starts.
The types of their fields are also the format of the files that they are read from: each field is a key,
its type says what the key takes, and a default, or `None` among the types, makes the key optional.
So modules with such records do without `from __future__ import annotations`: their types must be values.
Belongs here: how records compare, and what a type has to say beyond Python's own types.
Does not: any one record, and reading them (`loading.records`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, Final, TypeAlias, TypeVar

Fields: TypeAlias = tuple[Any, ...]
T = TypeVar("T")
R = TypeVar("R", bound=type[Fields])

ClaimId: TypeAlias = Annotated[str, "claim"]
CandidateId: TypeAlias = Annotated[str, "candidate"]
CaseId: TypeAlias = Annotated[str, "case"]
ContactId: TypeAlias = Annotated[str, "contact"]
GateId: TypeAlias = Annotated[str, "gate"]
OptionId: TypeAlias = Annotated[str, "option"]
QuestionId: TypeAlias = Annotated[str, "question"]
SourceId: TypeAlias = Annotated[str, "source"]

OfAHundred: TypeAlias = Annotated[int, range(101)]
"""A whole number from 0 to 100."""

NOT_A_KEY: Final = "not a key"

NotAKey: TypeAlias = Annotated[T, NOT_A_KEY]
"""The type of a field that is no key of its own: it comes from elsewhere, or depends on other keys."""


def record(kind: R) -> R:
    """Make records of this class equal when their kind and their content are the same.

    Named tuples compare by content only: `Bullets(("a",))` would equal `Boxes(("a",))`.
    """
    return _with_methods(kind, __eq__=_equal, __ne__=_unequal)


def record_anywhere(kind: R) -> R:
    """A `record` whose last field is its place in a file; two that differ in nothing else are equal."""
    return _with_methods(kind, __eq__=_same_anywhere, __ne__=_differ_anywhere, __hash__=_hash_anywhere)


def _with_methods(kind: R, **methods: Callable[..., Any]) -> R:
    for name, method in methods.items():
        setattr(kind, name, method)
    return kind


def _equal(self: Fields, other: Any) -> bool:
    return self.__class__ is other.__class__ and tuple.__eq__(self, other)


def _unequal(self: Fields, other: Any) -> bool:
    return not _equal(self, other)


def _same_anywhere(self: Fields, other: Any) -> bool:
    return self.__class__ is other.__class__ and self[:-1] == other[:-1]


def _differ_anywhere(self: Fields, other: Any) -> bool:
    return not _same_anywhere(self, other)


def _hash_anywhere(self: Fields) -> int:
    return hash((self.__class__, self[:-1]))
