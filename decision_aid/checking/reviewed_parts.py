"""The parts of a rule set that somebody can review, and whether they are still as they were read.

Belongs here: what a part is made of, its fingerprint, and which signature counts. Does not: who signs, and
the words for it (`wording.review`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from typing import Any, Final

from decision_aid.checking.safety_texts import safety_texts, texts_of_contacts
from decision_aid.model.problems import UnusableInput
from decision_aid.model.records import Fields
from decision_aid.model.reviews import Part, Review
from decision_aid.model.rules import Rules

NOT_OF_THE_RULES: Final = frozenset(
    (
        *("version", "reviewed", "next_review", "clinician_review", "lapses_after_months", "location"),
        *("contacts", "countries", "files", "signatures", "reviews", "read_library", "read_words_of_danger"),
        *("origin", "day", "as_of", "freshness", "country", "country_beside", "offers"),
    )
)
"""The fields of a rule set that the fingerprint of its rules leaves out: contacts are a part of their own,
and the rest is no content."""

TO_READ: Final = ("claims", "overview", "options", "lessons", "about")
"""The fields of the library that people read. Of the others, cases and properties test the rules."""

DATES: Final = frozenset(("location", "freshness", "review_by", "checked_on", "looked_for"))
"""Fields of its records that may move, and nothing has to be read again: its place, when it was looked at."""


def fingerprint_of(part: Part, rules: Rules) -> str:
    """SHA-256 over a part of a rule set, in hexadecimal. Days and places are left out.

    The rules are all that decides and words a result but for the contacts: when a gate holds, too. Raises
    `UnusableInput` where pages to read cannot be read.
    """
    if part is Part.RULES:
        content = [
            f"{name}\0{_as_text(getattr(rules, name))}"
            for name in rules._fields
            if name not in NOT_OF_THE_RULES and getattr(rules, name) != rules._field_defaults.get(name)
        ]
    elif part is Part.PAGES_TO_READ:
        content = [f"{name}\0{_as_text(getattr(rules.library, name))}" for name in TO_READ]
    else:
        texts = texts_of_contacts(rules) if part is Part.CONTACTS else safety_texts(rules)
        content = sorted(f"{piece.part}\0{piece.field}\0{piece.text}" for piece in texts)
    return _hash(content)


def with_fingerprints_of(rules: Rules, text: str, *, as_signed: Rules) -> str:
    """The text of the file of signatures, in which each part of `as_signed` has the fingerprint of `rules`.

    Raises `UnusableInput` as `fingerprint_of` does.
    """
    for part in Part:
        text = text.replace(fingerprint_of(part, as_signed), fingerprint_of(part, rules))
    return text


def _fingerprint_now(part: Part, rules: Rules) -> str | None:
    """The fingerprint of a part; None where it cannot be read, so that it's not what anybody signed."""
    with suppress(UnusableInput):
        return fingerprint_of(part, rules)
    return None


def _hash(content: Iterable[str]) -> str:
    from hashlib import sha256  # for those alone who ask

    return sha256("\0\0".join(content).encode()).hexdigest()


def _as_text(value: Any) -> str:
    """A value as text. What a record leaves at its default is left out, so that a new field moves nothing."""
    if isinstance(value, Mapping):
        return f"{{{','.join(f'{key!r}:{_as_text(one)}' for key, one in value.items())}}}"
    if hasattr(value, "_fields"):
        return f"{type(value).__name__}({','.join(_fields(value))})"
    if isinstance(value, tuple):
        return f"[{','.join(map(_as_text, value))}]"
    return repr(value if isinstance(value, int) or value is None else str(value))


def _fields(record: Fields) -> Iterator[str]:
    names: tuple[str, ...] = record._fields  # type: ignore[attr-defined]
    defaults: Mapping[str, Any] = record._field_defaults  # type: ignore[attr-defined]
    for name, value in zip(names, record, strict=True):
        if name not in DATES and not (name in defaults and value == defaults[name]):
            yield f"{name}={_as_text(value)}"


def reviews(rules: Rules) -> tuple[Review, ...]:
    """For each part that somebody signed, the signature that counts.

    It is one for the part as it is, if there is any; of a licensed clinician, if there is any; the latest.
    """
    found = []
    for part in Part:
        signed = [one for one in rules.signatures if one.of(part)]
        if signed:
            now = _fingerprint_now(part, rules)
            order = [(one.of(part) == now, one.licensed, place) for place, one in enumerate(signed)]
            current, _, place = max(order)
            found.append(Review(part, signed[place], not current))
    return tuple(found)
