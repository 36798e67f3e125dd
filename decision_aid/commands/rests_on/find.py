"""What each question of a sheet did for its outcome."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from decision_aid.engine.suggest import Suggestion
from decision_aid.model.answers import SKIPPED
from decision_aid.model.conditions import Equals
from decision_aid.model.rules import Direction, Item, ItemType, Purpose
from decision_aid.proving.sufficient_answers import SufficientAnswers


class QuestionsByNeed(NamedTuple):
    """The questions of a sheet by what the outcome owes to each, in the order of asking.

    `needed` and `safety` have an answer that matters, the latter to a question of safety; `silent`
    matter by having none; the answers to the `idle` do not matter.
    """

    needed: tuple[Item, ...]
    safety: tuple[Item, ...]
    silent: tuple[Item, ...]
    idle: tuple[Item, ...]


def speaking_for(suggestion: Suggestion) -> Mapping[str, Sequence[str]]:
    """By question, the codes of an answer that are grounds of a counted reason for what is ahead.

    A number that is one has no codes.
    """
    main = suggestion.conclusions[0]
    ahead = main.favored or tuple(standing.candidate.id for standing in main.standings)
    reasons = (weighed for id in ahead for weighed in main.reasons[id, Direction.FOR])
    speaking: dict[str, list[str]] = {}
    for weighed in reasons:
        for test in weighed.judged.verdict.grounds():
            speaking.setdefault(test.question, []).extend(test.codes if isinstance(test, Equals) else ())
    return speaking


def questions_by_need(suggestion: Suggestion, sufficient: SufficientAnswers) -> QuestionsByNeed:
    """The questions of a sheet; where it stopped, only those about safety."""
    given = suggestion.evaluation.answers.given
    safe = suggestion.evaluation.safe
    # Nobody's own words are told back as something that could have been otherwise, or what was heard in them.
    every = suggestion.evaluation.rule_set.items
    asked = [item for item in every if item.type is not ItemType.TEXT and not item.derived]
    items = [item for item in asked if safe or item.purpose is Purpose.SAFETY]
    owed = [item for item in items if item.link_id in sufficient.needed]
    answered = [item for item in items if given.get(item.link_id, SKIPPED) != SKIPPED]
    said = [item for item in owed if item in answered]
    return QuestionsByNeed(
        tuple(item for item in said if item.purpose is not Purpose.SAFETY),
        tuple(item for item in said if item.purpose is Purpose.SAFETY),
        tuple(item for item in owed if safe and item not in answered),
        tuple(item for item in answered if item not in owed),
    )
