"""The words of a reason: how it speaks, which answers it comes from, what it rests on.

Belongs here: one weighed argument in, one `Reason` out, in the words for who is reading.
Does not: the page around it (`wording`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from decision_aid.engine.evaluate import JudgedRule, Lens, Standing, WeighedArgument
from decision_aid.engine.suggest import Suggestion
from decision_aid.model.answers import CLINICIAN, PERSON, SKIPPED, TEACHING, Answers, Value
from decision_aid.model.conditions import Equals
from decision_aid.model.report import Reason
from decision_aid.model.review_dates import Freshness
from decision_aid.model.rules import Basis, Direction, Item, ItemType, Rule, Rules, Source, Strength


class Voice(NamedTuple):
    """The phrases that change with who is reading."""

    said: str
    answers: str
    wishes: str
    fits: str
    fits_not: str
    first_of_all: str
    both: str
    heading: str
    questions: str
    referral: str
    matters: str
    own: str
    decides: str


VOICES = {
    PERSON: Voice(
        said="You said",
        answers="your answers",
        wishes="what you wish for",
        fits="fits your wish",
        fits_not="does not fit your wish",
        first_of_all="It is the first approach to ask about.",
        both="Both are approaches to ask about.",
        heading="Approaches to ask about",
        questions="Three questions to take to a therapist",
        referral="First, talk with a professional",
        matters="What matters to you",
        own="your own",
        decides="is yours to say",
    ),
    CLINICIAN: Voice(
        said="Answer",
        answers="the client's answers",
        wishes="what the client wishes for",
        fits="fits the client's wish",
        fits_not="does not fit the client's wish",
        first_of_all="The rules suggest it first.",
        both="The rules suggest both.",
        heading="What the rules suggest",
        questions="Three questions the client could ask",
        referral="Before anything else",
        matters="What matters to the client",
        own="the client's own",
        decides="is the client's to say",
    ),
    TEACHING: Voice(
        said="Answer",
        answers="the answers in this example",
        wishes="what the person in the example wishes for",
        fits="fits the wish in this example",
        fits_not="does not fit the wish in this example",
        first_of_all="The rules suggest it first.",
        both="The rules suggest both.",
        heading="What the rules suggest in this example",
        questions="Three questions the person in the example could ask",
        referral="First, a professional",
        matters="What matters in this example",
        own="the person's own",
        decides="is the person's to say",
    ),
}

NOT_LATELY = "not checked lately"
"""What a research mark falls back to when nobody has looked at its sources for too long."""

STAR = "A star (*) means that only a part of the source was read, such as its abstract."

HOW_TO_READ = (
    "How to read the marks: a reason fits a wish, rests on research or on a guideline, or is what therapy "
    "practices report. 'Also' is a reason of the same kind as a stronger one; the two count once. "
    f"{STAR} Numbers like A15 name places on the two practices' pages."
)


def voice_of(suggestion: Suggestion) -> Voice:
    """The phrases for who is reading this suggestion."""
    return VOICES[suggestion.evaluation.answers.setting]


def reasons(suggestion: Suggestion, standing: Standing, about: str = "") -> Iterator[Reason]:
    """The reasons for a candidate, then those against: strongest first, then those already spoken for.

    `about` names the candidate where the heading above does not.
    """
    for direction in Direction:
        weighed = [w for w in standing.arguments if w.argument.direction is direction]
        for one in sorted(weighed, key=lambda w: (not w.counted, -w.strength.weight)):
            how = (
                ("Strong reason" if one.strength is Strength.STRONG else "Reason") if one.counted else "Also"
            )
            lead = f"{how} {direction} {about}".rstrip()
            yield Reason(lead, one.rule.because, tuple(_details(suggestion, one)))


def answer_words(item: Item, value: Value, codes: Sequence[str] | None = None) -> str:
    """An answer in the words of its options; of several, only `codes` when these are given."""
    if value == SKIPPED:
        return "skipped"
    if isinstance(value, int):
        return str(value)
    if item.type is ItemType.TEXT:
        return f"“{value}”"
    chosen = set(value if isinstance(value, tuple) else (value,)) & set(codes or item.codes)
    return "; ".join(option.label for option in item.answer_options if option.code in chosen)


def _details(suggestion: Suggestion, weighed: WeighedArgument) -> Iterator[str]:
    voice = voice_of(suggestion)
    rule_set, answers = suggestion.evaluation.rule_set, suggestion.evaluation.answers
    said = "; ".join(_said(rule_set, answers, weighed.judged))
    if said:
        yield f"{voice.said}: {said}."
    pages = ", ".join(weighed.argument.claims)
    if suggestion.evaluation.lens is Lens.DOCUMENTS:
        names = in_brackets([rule_set.source[id] for id in weighed.rule.sources])
        outside = f" Outside sources: {names}." if names else ""
        yield f"Mark: what the practices' pages say ({pages}).{outside}"
    elif weighed.rule.basis is Basis.PRACTICE:
        yield f"Mark: {mark(suggestion, weighed)}. On their pages: {pages}."
    else:
        also = f" Also on the practices' pages: {pages}." if pages else ""
        yield f"Mark: {mark(suggestion, weighed)}.{also}"


def mark(suggestion: Suggestion, weighed: WeighedArgument) -> str:
    """What a reason rests on, with its sources."""
    if weighed.rule.basis is Basis.PRACTICE:
        return "what therapy practices report, not settled by research"
    rule_set = suggestion.evaluation.rule_set
    kind = NOT_LATELY if is_lapsed(rule_set, weighed.rule) else _kind(voice_of(suggestion), weighed)
    return with_sources(rule_set, kind, weighed.rule.sources)


def is_lapsed(rule_set: Rules, rule: Rule) -> bool:
    """Whether a rule rests on research that nobody has looked at for too long."""
    return rule.basis in (Basis.GUIDELINE, Basis.TRIAL) and has_lapsed(rule_set, rule.sources)


def has_lapsed(rule_set: Rules, sources: Iterable[str]) -> bool:
    """Whether nobody has looked at one of these sources for too long."""
    return any(rule_set.source[id].freshness is Freshness.LAPSED for id in sources)


def _kind(voice: Voice, weighed: WeighedArgument) -> str:
    match weighed.rule.basis:
        case Basis.PREFERENCE:
            return voice.fits if weighed.argument.direction is Direction.FOR else voice.fits_not
        case Basis.TRIAL:
            return "research"
        case basis:
            return str(basis)


def with_sources(rule_set: Rules, text: str, sources: Iterable[str]) -> str:
    """A text, with what it rests on in brackets."""
    names = in_brackets([rule_set.source[id] for id in sources])
    return f"{text} ({names})" if names else text


def in_brackets(sources: Sequence[Source]) -> str:
    """The names of sources, as they stand in brackets, with one word at the end if some are overdue.

    A star is for those of which only a part was read.
    """
    names = (f"{source.short}{'' if source.seen == 'full' else '*'}" for source in sources)
    return "; ".join((*names, *_overdue(sources)))


def source_name(source: Source) -> str:
    """The name of a source where no others stand beside it, with a word of that if it is overdue."""
    return ", ".join((source.short, *_overdue([source])))


def _overdue(sources: Iterable[Source]) -> Iterator[str]:
    """A word of the first day on which one of these was to be looked at again, if that day is past."""
    late = [source.review_by for source in sources if source.freshness is not Freshness.FRESH]
    if late:
        yield f"due for review since {min(late)}"


def _said(rule_set: Rules, answers: Answers, judged: JudgedRule) -> Iterator[str]:
    """The answers on which a rule rests, each question once."""
    read: dict[str, list[str]] = {}
    for test in judged.verdict.grounds():
        read.setdefault(test.question, []).extend(test.codes if isinstance(test, Equals) else ())
    for question, codes in read.items():
        value = answers.value(question)
        if value is not None:
            item = rule_set.item[question]
            yield f"{answer_words(item, value, codes)} ({in_sentence(item.label)})"


def sentence(text: str) -> str:
    """The text with a capital letter first."""
    return text[:1].upper() + text[1:]


def in_sentence(label: str) -> str:
    """A label as it stands inside a sentence; a name in capitals keeps them."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


def listed(names: Sequence[str]) -> str:
    """Names in one phrase: a, b and c."""
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1]))) if names else ""
