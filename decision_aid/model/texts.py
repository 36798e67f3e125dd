"""Every text of a rule set, with the part of it that says so.

Belongs here: walking through records. What a condition tests is no text, and nor are days and places.
Does not: which texts matter for what (`checking`, `rules diff`).
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, NamedTuple, TypeAlias

from decision_aid.model.problems import NOWHERE, Location
from decision_aid.model.records import Fields, record

CALLED: Final = {"Item": "question", "OptionPage": "option", "Rules": "rule set"}
"""What a record is called, where its type does not say it."""

NO_TEXT: Final = frozenset(
    (
        "location",
        "freshness",
        "checked_on",
        "review_by",
        "looked_for",
        "when",
        "given",
        "unless",
        "enable_when",
        "files",
        "origin",
        "as_of",
        "signatures",
        "reviews",
        "offers",
        "id",
        "link_id",
    )
)
"""Fields that hold no text: where and when, what is tested, and what a thing is called by the program."""


@record
class PieceOfText(NamedTuple):
    """One text. `part` is what says it, such as *gate 'suicide-plan'*, and `field` is where in it.

    `location` is where the innermost record begins that holds it.
    """

    part: str
    field: str
    text: str
    location: Location
    about: str


def texts_in(*records: Fields) -> Iterator[PieceOfText]:
    """All texts of some records, in the order in which they are written down."""
    for one in records:
        yield from _texts_in(one, CALLED.get(type(one).__name__, _words(type(one).__name__)))


def _texts_in(one: Fields, called: str) -> Iterator[PieceOfText]:
    id = _id(one)
    place: Location = getattr(one, "location", NOWHERE)
    for field, text, where in _texts(one, place):
        yield PieceOfText(f"{called} '{id}'" if id else called, field, text, where, id)


def _id(one: Fields) -> str:
    return next((getattr(one, key) for key in ("id", "code") if hasattr(one, key)), "")


def texts_of_all(whole: Fields) -> Iterator[PieceOfText]:
    """All texts of a record that holds others, such as a rule set: each is a part of its own."""
    called = CALLED.get(type(whole).__name__, _words(type(whole).__name__))
    for name in _fields(whole):
        value = getattr(whole, name)
        is_record = hasattr(value, "_fields") and hasattr(value, "location")
        if is_record:
            yield from _texts_in(value, name.replace("_", " "))
        elif isinstance(value, tuple) and all(hasattr(one, "location") and _id(one) for one in value):
            yield from texts_in(*value)
        else:
            place: Location = getattr(whole, "location", NOWHERE)
            for field, text, where in _texts_of(name.replace("_", " "), value, place):
                yield PieceOfText(called, field, text, where, getattr(whole, "id", ""))


def _fields(one: Fields) -> Iterator[str]:
    return (name for name in one._fields if name not in NO_TEXT)  # type: ignore[attr-defined]


_Found: TypeAlias = Iterator[tuple[str, str, Location]]


def _texts(one: Fields, place: Location) -> _Found:
    place = getattr(one, "location", place)
    for name in _fields(one):
        yield from _texts_of(name.replace("_", " "), getattr(one, name), place)


def _texts_of(name: str, value: Any, place: Location) -> _Found:
    if isinstance(value, str):
        yield name, str(value), place
    elif isinstance(value, bool):
        yield name, "yes" if value else "no", place
    elif isinstance(value, int):
        yield name, str(value), place
    elif isinstance(value, Mapping):
        yield from _texts_by_name(name, value.items(), place)
    elif hasattr(value, "_fields"):
        plain = "plain"  # the words that speak to the person need no name of their own
        for field, text, where in _texts(value, place):
            yield name if field == plain else f"{name}, {field}", text, where
    elif isinstance(value, tuple) and all(isinstance(one, str) for one in value):
        if value:
            yield name, "; ".join(value), place
    elif isinstance(value, tuple):
        yield from _texts_by_name(name, zip(_names_of(value), value, strict=True), place)


def _texts_by_name(name: str, values: Iterable[tuple[str, Any]], place: Location) -> _Found:
    for key, value in values:
        yield from _texts_of(f"{name} '{key}'", value, place)


def _names_of(values: Iterable[Any]) -> Iterator[str]:
    """What tells each record from its neighbors: a name, with a number where it comes again; or its place."""
    times: dict[str, int] = {}
    for place, one in enumerate(values, 1):
        keys = (key for key in ("id", "code", "name", "question") if hasattr(one, key))
        name = next((str(getattr(one, key)) for key in keys), str(place))
        times[name] = times.get(name, 0) + 1
        yield name if times[name] == 1 else f"{name} {times[name]}"


def _words(name: str) -> str:
    return "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in name).strip()
