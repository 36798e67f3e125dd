"""The words of a reason: how it speaks, which answers it comes from, what it rests on.

Belongs here: one weighed argument in, one `Reason` out, in the words for who is reading.
Does not: the page around it (`result`), and the names of sources (`sources`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from decision_aid.engine.evaluate import JudgedRule, Standing, WeighedArgument
from decision_aid.engine.suggest import Conclusion, Suggestion
from decision_aid.model.answers import Answers
from decision_aid.model.conditions import Equals
from decision_aid.model.report import NEITHER, Reason
from decision_aid.model.rules import Basis, Direction, Rules, Strength
from decision_aid.wording.answers import answer_words
from decision_aid.wording.claims import place_of
from decision_aid.wording.grammar import capitalized, in_runs, in_sentence
from decision_aid.wording.outcomes import best_first
from decision_aid.wording.phrases import phrases_for
from decision_aid.wording.sources import NOT_LATELY, STAR, is_lapsed, with_sources

WHAT_REASONS_COUNT: Final = (
    f"a strong reason counts {Strength.STRONG.weight}, any other {Strength.WEAK.weight}"
)
"""A clause for any page that shows sums of reasons."""


def how_to_read(rule_set: Rules) -> str:
    """What the words and marks of reasons mean."""
    return (
        f"Each reason says where it comes from: what you want, research, a guideline, or what "
        f"{rule_set.topic.says}. 'Also' is a reason of the same kind as a stronger one, and the two count "
        f"once. {STAR} {rule_set.topic.claim_numbers}"
    ).rstrip()


LOCAL_MEANS: Final = "Local is what a clinic knows of itself, such as who is trained there."


def any_local(suggestion: Suggestion) -> bool:
    """Whether something local speaks here for or against a candidate."""
    standings = suggestion.evaluation.standings
    return any(w.rule.basis is Basis.LOCAL for standing in standings for w in standing.arguments)


ALL_THAT_COUNT: Final = 99
"""More reasons than any candidate has in one direction."""


def standings_shown(suggestion: Suggestion, conclusion: Conclusion, most: int | None) -> list[Standing]:
    """The candidates whose reasons a page has room for, best first: where it has little, only the favored."""
    standings = best_first(conclusion)
    others = conclusion is not suggestion.conclusions[0]
    if most is None or most >= (ALL_THAT_COUNT if others else 1) or not conclusion.favored:
        return standings
    return standings[: len(conclusion.favored)]


def left_out(suggestion: Suggestion, most: int) -> int:
    """How many of the reasons that count a page with so many has no room for."""
    return _counted(suggestion, ALL_THAT_COUNT) - _counted(suggestion, most)


def _counted(suggestion: Suggestion, most: int) -> int:
    return sum(
        len(_in_order(conclusion, standing, direction, most))
        for conclusion in suggestion.conclusions
        for standing in standings_shown(suggestion, conclusion, most)
        for direction in Direction
    )


def source_numbers(suggestion: Suggestion, most: int | None) -> Mapping[str, int]:
    """A number for each source that a reason cites, in the order in which a page comes to them."""
    cited = (
        id
        for conclusion in suggestion.conclusions
        for standing in standings_shown(suggestion, conclusion, most)
        for direction in Direction
        for weighed in _in_order(conclusion, standing, direction, most)
        for id in weighed.sources
    )
    return {id: number for number, id in enumerate(dict.fromkeys(cited), start=1)}


def reasons(
    suggestion: Suggestion,
    conclusion: Conclusion,
    standing: Standing,
    numbers: Mapping[str, int],
    most: int | None,
    about: str = "",
) -> Iterator[Reason]:
    """The reasons for a candidate, then those against: each with its kind and the numbers of its sources.

    `about` names the candidate where no heading does. In each direction there are `most` reasons; None: all
    of them, those that do not count as well, with the answers that each comes from.
    """
    for direction in Direction:
        for weighed in _in_order(conclusion, standing, direction, most):
            lead = f"Strongly {direction}" if weighed.strength is Strength.STRONG else f"{direction}"
            lead = capitalized(lead if weighed.counted else f"also {direction}")
            lead = f"{lead} {about}".rstrip()
            cited = in_runs(numbers[id] for id in weighed.sources)
            text = f"{weighed.because} {NEITHER} {kind(suggestion, weighed)}{f' [{cited}]' if cited else ''}"
            yield Reason(lead, text, tuple(_details(suggestion, weighed)) if most is None else ())


def _in_order(
    conclusion: Conclusion, standing: Standing, direction: Direction, most: int | None
) -> list[WeighedArgument]:
    """Those that decide most first, and those that do not count last, if at all."""
    counted = conclusion.reasons[standing.candidate.id, direction]
    if most is not None:
        return counted[: max(1, most)]
    others = [w for w in standing.arguments if w.argument.direction is direction and not w.counted]
    return [*counted, *sorted(others, key=lambda w: -w.strength.weight)]


def _details(suggestion: Suggestion, weighed: WeighedArgument) -> Iterator[str]:
    rule_set, answers = suggestion.evaluation.rule_set, suggestion.evaluation.answers
    grounds = "; ".join(_grounds(rule_set, answers, weighed.judged))
    if grounds:
        yield f"{phrases_for(suggestion).said}: {grounds}."
    if weighed.argument.claims and not weighed.at_the_word_of:
        yield f"{rule_set.topic.places}: {', '.join(weighed.argument.claims)}."


def kind(suggestion: Suggestion, weighed: WeighedArgument) -> str:
    """What a reason rests on, in a word or two; for the words of a claim, the place where they stand."""
    rule_set, phrases = suggestion.evaluation.rule_set, phrases_for(suggestion)
    if weighed.at_the_word_of:
        first, *others = weighed.at_the_word_of
        also = f"; also {', '.join(claim.id for claim in others)}" if others else ""
        return f"{rule_set.topic.pages_in_short} say, {place_of(rule_set, first)}: {first.id}{also}"
    if is_lapsed(rule_set, weighed.rule):
        return NOT_LATELY
    match weighed.rule.basis:
        case Basis.PREFERENCE:
            return phrases.fits if weighed.argument.direction is Direction.FOR else phrases.fits_not
        case Basis.PRACTICE:
            return rule_set.topic.says
        case Basis.TRIAL:
            return "research"
        case basis:
            return str(basis)


def mark(suggestion: Suggestion, weighed: WeighedArgument) -> str:
    """The kind of a reason, with the names of its sources where a page has no list of them."""
    if weighed.at_the_word_of or weighed.rule.basis is Basis.PRACTICE:
        return kind(suggestion, weighed)
    return with_sources(suggestion.evaluation.rule_set, kind(suggestion, weighed), weighed.rule.sources)


def _grounds(rule_set: Rules, answers: Answers, judged: JudgedRule) -> Iterator[str]:
    """The answers on which a rule rests, each question once."""
    read: dict[str, list[str]] = {}
    for test in judged.verdict.grounds():
        read.setdefault(test.question, []).extend(test.codes if isinstance(test, Equals) else ())
    for question, codes in read.items():
        value = answers.value(question)
        if value is not None:
            item = rule_set.item[question]
            yield f"{answer_words(item, value, codes)} ({in_sentence(item.label)})"
