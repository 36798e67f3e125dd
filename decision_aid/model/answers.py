"""What a person answered.

Belongs here: the answers as given, and which questions they leave open or rule out.
Does not: the questions themselves (`model`) and which of them are enabled (`questionnaire`).
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, NamedTuple, TypeAlias

from decision_aid.model.records import record

Value: TypeAlias = str | int | tuple[str, ...]
"""A code, a whole number, the codes of a multiple-choice question, or words. `SKIPPED` is a value too."""

SKIPPED: Final = "skipped"
"""The answer of somebody who was asked and would rather not say."""

SETTING: Final = "setting"
PERSON: Final = "person"
SOMEONE_ELSE: Final = "someone_else"
CLINICIAN: Final = "clinician"
TEACHING: Final = "teaching"

WORDS_OF_DANGER: Final = "words_of_danger"
"""The question that is never asked: whether words of danger were heard."""
NONE: Final = "none"
HEARD: Final = "heard"

PHQ9_TOTAL: Final = "phq9_total"
PHQ9_ITEM9: Final = "phq9_item9"
PHQ9_ITEMS: Final = 9
"""The PHQ-9 has nine items, each answered from 0 to 3. Their total and the last of them are asked for."""


UNKNOWN_DAY: Final = "unknown"
"""In place of a day that cannot be read."""


@record
class Background(NamedTuple):
    """What a file says of the answers in it. Both are only told, and weigh nothing.

    `saved` is the day they are from (ISO 8601), or `UNKNOWN_DAY`; empty where nobody said. `corrected`: an
    answer that had stopped the questions was taken back.
    """

    saved: str = ""
    corrected: bool = False

    @property
    def known_day(self) -> str:
        """The day that the answers are from; empty where it is not known."""
        return "" if self.saved == UNKNOWN_DAY else self.saved


@record
class Answers(NamedTuple):
    """A sheet of answers, read against a questionnaire.

    `given` maps link_id to value; a question that was not asked is absent.
    `closed` holds the questions that are certainly not enabled.
    `undecided` maps each question that may or may not be enabled to the questions that decide it.
    `whole` are the answers that count, where they are not just those given (`questionnaire.read`).
    """

    given: Mapping[str, Value]
    closed: frozenset[str] = frozenset()
    undecided: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    whole: Mapping[str, Value] | None = None

    def value(self, link_id: str) -> Value | None:
        """The answer that counts, or None when there is none (not asked, or skipped)."""
        value = (self.given if self.whole is None else self.whole).get(link_id)
        return None if value == SKIPPED else value

    def skipped(self, link_id: str) -> bool:
        """Whether it is certain that there is no answer: the person would rather not say."""
        return (self.given if self.whole is None else self.whole).get(link_id) == SKIPPED

    @property
    def setting(self) -> str:
        """Who is asking: person, someone_else, clinician or teaching."""
        return str(self.value(SETTING))
