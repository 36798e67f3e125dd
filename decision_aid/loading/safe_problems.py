"""Problems with answers, told so that no approach is named where safety may come first, and that nobody's
words of distress are quoted back.

Belongs here: what of a problem may be told, by the answers and words beside it. Does not: finding it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NoReturn

from decision_aid.engine.evaluate import evaluate
from decision_aid.engine.safety_questions import nameable_questions
from decision_aid.model.answers import Value
from decision_aid.model.crisis import UNQUOTED
from decision_aid.model.problems import MOST_TOLD, Problem, UnusableInput
from decision_aid.model.rules import Rules

if TYPE_CHECKING:
    from decision_aid.model.words_of_danger import Kind


class WordsHeard(UnusableInput):
    """Answers that cannot be used, in which `kinds` of danger were heard."""

    def __init__(self, problems: Iterable[Problem], kinds: tuple[Kind, ...]) -> None:
        super().__init__(problems)
        self.kinds = kinds


def raise_heard(error: UnusableInput, kinds: tuple[Kind, ...]) -> NoReturn:
    """Raise an error of a file in which these kinds of danger were heard."""
    raise WordsHeard(error.problems, kinds) if kinds else error


def safe_to_tell(
    rule_set: Rules, given: Mapping[str, Value], problems: tuple[Problem, ...]
) -> tuple[Problem, ...]:
    """The problems with a sheet, with their hints where it's certain that safety doesn't come first."""
    return problems if _clear(rule_set, given, problems) else naming_nothing(rule_set, problems)


def quoting_no_distress(
    rule_set: Rules, given: Mapping[str, Value], problems: Iterable[Problem]
) -> tuple[tuple[Kind, ...], tuple[Problem, ...]]:
    """The kinds of danger in words on a sheet that cannot be used, and its problems without such words.

    Nobody's words of distress are quoted back as a mistake.
    """
    from decision_aid.engine.hearing import kinds_heard  # most sheets can be used

    written = (text for value in given.values() for text in (value if isinstance(value, tuple) else (value,)))
    names = {name for item in rule_set.items for name in (item.link_id, *item.codes)}
    texts = [
        text  # one with a `_` is a slip in a name
        for text in dict.fromkeys((*given, *written))
        if isinstance(text, str) and "_" not in text and text not in names
    ]

    def hear(text: str) -> tuple[Kind, ...]:
        return kinds_heard(rule_set.words_of_danger, text)

    each = texts if hear(" .\n".join(texts)) else []  # there may be thousands, and nothing in any
    heard = {text: kinds for text in each if (kinds := hear(text))}
    kinds = tuple(kind for kind in rule_set.words_of_danger.kinds if any(kind in of for of in heard.values()))
    return kinds, tuple(_without(problem, heard) for problem in problems)


def _without(problem: Problem, texts: Iterable[str]) -> Problem:
    for text in texts:
        problem = problem._replace(message=problem.message.replace(f"'{text}'", UNQUOTED))
    return problem


def _clear(rule_set: Rules, given: Mapping[str, Value], problems: Sequence[Problem]) -> bool:
    """Whether the answers without a problem show that safety does not come first."""
    if len(problems) > MOST_TOLD:
        return False  # of so many, not each is looked at closely
    faulty = {problem.about for problem in problems}
    sound = {q: value for q, value in given.items() if q in rule_set.item and q not in faulty}
    return faulty.isdisjoint(nameable_questions(rule_set)) and evaluate(rule_set, sound).safe


def naming_nothing(rule_set: Rules, problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems without their hints, except for questions that may be named even in a crisis."""
    nameable = nameable_questions(rule_set)
    return tuple(p if p.about in nameable else p._replace(hint=None) for p in problems)
