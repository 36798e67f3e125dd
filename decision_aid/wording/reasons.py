"""The words of a reason: how it speaks, which answers it comes from, what it rests on.

Belongs here: one weighed argument in, one `Reason` out, in the words for who is reading.
Does not: the page around it (`result`), and the names of sources (`sources`).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from decision_aid.engine.evaluate import JudgedRule, Standing, WeighedArgument
from decision_aid.engine.suggest import Suggestion
from decision_aid.model.answers import Answers
from decision_aid.model.conditions import Equals
from decision_aid.model.report import Reason
from decision_aid.model.rules import Basis, Direction, Rules, Strength
from decision_aid.wording.answers import answer_words
from decision_aid.wording.claims import place_of
from decision_aid.wording.grammar import in_sentence
from decision_aid.wording.phrases import Phrases, phrases_for
from decision_aid.wording.sources import NOT_LATELY, STAR, is_lapsed, with_sources

WHAT_REASONS_COUNT: Final = (
    f"a strong reason counts {Strength.STRONG.weight}, any other {Strength.WEAK.weight}"
)
"""A clause for any page that shows sums of reasons."""

HOW_TO_READ = (
    "How to read the marks: a reason fits a wish, rests on research or on a guideline, or is what therapy "
    "practices report. 'Also' is a reason of the same kind as a stronger one; the two count once. "
    f"{STAR} Numbers like A15 name places on the two practices' pages."
)


def reasons(suggestion: Suggestion, standing: Standing, about: str = "") -> Iterator[Reason]:
    """The reasons for a candidate, then those against; in each, strongest first and those not counted last.

    `about` names the candidate where the heading above does not.
    """
    for direction in Direction:
        weighed = [w for w in standing.arguments if w.argument.direction is direction]
        for one in sorted(weighed, key=lambda w: (not w.counted, -w.strength.weight)):
            how = (
                ("Strong reason" if one.strength is Strength.STRONG else "Reason") if one.counted else "Also"
            )
            lead = f"{how} {direction} {about}".rstrip()
            yield Reason(lead, one.because, tuple(_details(suggestion, one)))


def _details(suggestion: Suggestion, weighed: WeighedArgument) -> Iterator[str]:
    rule_set, answers = suggestion.evaluation.rule_set, suggestion.evaluation.answers
    grounds = "; ".join(_grounds(rule_set, answers, weighed.judged))
    if grounds:
        yield f"{phrases_for(suggestion).said}: {grounds}."
    pages = ", ".join(weighed.argument.claims)
    if weighed.at_the_word_of:
        yield f"Mark: {mark(suggestion, weighed)}."
    elif weighed.rule.basis is Basis.PRACTICE:
        yield f"Mark: {mark(suggestion, weighed)}. On their pages: {pages}."
    else:
        also = f" Also on the practices' pages: {pages}." if pages else ""
        yield f"Mark: {mark(suggestion, weighed)}.{also}"


def mark(suggestion: Suggestion, weighed: WeighedArgument) -> str:
    """What a reason rests on, with its sources; for the words of a claim, the place where they stand."""
    if weighed.at_the_word_of:
        first, *others = weighed.at_the_word_of
        also = f"; also {', '.join(claim.id for claim in others)}" if others else ""
        place = place_of(suggestion.evaluation.rule_set, first)
        return f"what the practices' pages say ({place}: {first.id}{also})"
    if weighed.rule.basis is Basis.PRACTICE:
        return "what therapy practices report, not settled by research"
    rule_set = suggestion.evaluation.rule_set
    kind = NOT_LATELY if is_lapsed(rule_set, weighed.rule) else _kind(phrases_for(suggestion), weighed)
    return with_sources(rule_set, kind, weighed.rule.sources)


def _kind(phrases: Phrases, weighed: WeighedArgument) -> str:
    match weighed.rule.basis:
        case Basis.PREFERENCE:
            return phrases.fits if weighed.argument.direction is Direction.FOR else phrases.fits_not
        case Basis.TRIAL:
            return "research"
        case basis:
            return str(basis)


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
