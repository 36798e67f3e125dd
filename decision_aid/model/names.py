"""Where the files of a rule set give an id to something, and where they use it.

Belongs here: what such a place is. Does not: finding them (`loading.names`), and what is wrong with
them (`checking`).
"""

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from decision_aid.model.problems import Location
from decision_aid.model.records import record

QUESTION: Final = "question"
ANSWER: Final = "answer"
CANDIDATE: Final = "candidate"
OPTION: Final = "option"
GATE: Final = "gate"
KEY: Final = "key"
"""The kind of a key of `rule_set.yaml`, which is looked for by its name."""

ABOUT: Final = "about"
"""The kind of an id where only its author knows of what kind it is."""

TIE_MARGIN: Final = "tie_margin"

HOME: Final[Mapping[str, str]] = {
    QUESTION: "questionnaire.yaml",
    ANSWER: "questionnaire.yaml",
    CANDIDATE: "rule_set.yaml",
    "decision": "rule_set.yaml",
    GATE: "safety.yaml",
    "contact": "help.yaml",
    "source": "sources.yaml",
    "claim": "claims.yaml",
}
"""The file in which things of a kind get their ids, where it is always the same."""


@record
class NamePlace(NamedTuple):
    """A place where an id is written. `gives` says that something gets it there; elsewhere it is used.

    An answer goes by its question and its code: `severity.mild`. `text` is what is written at the place.
    """

    kind: str
    name: str
    text: str
    place: Location
    gives: bool = False


def answer_name(question: str, code: str) -> str:
    """By which name an answer goes."""
    return f"{question}.{code}"


def dated(key: str, day: str) -> tuple[str, str]:
    """The kind and the name of a day in a file: that of all parts that share it, or of one."""
    return KEY, f"{key}: {day}"


def by_name(places: Iterable[NamePlace]) -> dict[tuple[str, str], list[NamePlace]]:
    """The places of each thing, in the order of their files and lines."""
    found: dict[tuple[str, str], list[NamePlace]] = {}
    for one in sorted(places, key=lambda one: one.place):
        found.setdefault((one.kind, one.name), []).append(one)
    return found
