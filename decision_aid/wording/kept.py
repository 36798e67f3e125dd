"""What is said of answers that were kept: the day they are from, and that a stop was corrected.

Belongs here: these lines, which every page about a sheet opens with. Does not: reading such a file
(`loading`), and asking about safety again (`interviewing.flow`).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from decision_aid.engine.suggest import Suggestion
from decision_aid.model.answers import PERSON, UNKNOWN_DAY
from decision_aid.wording.grammar import capitalized
from decision_aid.wording.help import crisis_line, note_on_words

_CORRECTED: Final = (
    "You changed an answer that had stopped the questions. If any of it was true, you can still get help now."
)
_CORRECTED_FOR_OTHERS: Final = (
    "An answer that had stopped the questions was changed afterwards. "
    "If any of it was true, help comes first: ask about it again."
)


def age_stamp(suggestion: Suggestion) -> tuple[str, ...]:
    """The line that tells of which day the answers are, and what to do now; no line for those of today."""
    rules, day = suggestion.evaluation.rule_set, suggestion.background.saved
    if day in ("", rules.day):
        return ()
    of, call = "an unknown day" if day == UNKNOWN_DAY else day, crisis_line(rules)
    if suggestion.evaluation.answers.setting == PERSON:
        return (f"Answers from {of}. Do you feel less safe now? {capitalized(call)}.",)
    return (f"Answers from {of}. Ask about safety again. In a crisis: {call}.",)


def read_first(suggestion: Suggestion) -> Iterator[str]:
    """What comes before a result: danger in own words, and a stop that was corrected."""
    if said := note_on_words(suggestion):
        yield said
    yield from correction(suggestion)


def correction(suggestion: Suggestion) -> Iterator[str]:
    """That an answer which had stopped the questions was taken back, if one was."""
    if suggestion.background.corrected:
        yield _CORRECTED if suggestion.evaluation.answers.setting == PERSON else _CORRECTED_FOR_OTHERS
