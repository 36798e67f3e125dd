"""The words of a reason: how it speaks, which answers it comes from, what it rests on.

Belongs here: one weighed argument in, one `Reason` out, in the words for who is reading.
Does not: the page around it (`result`), and the names of sources (`sources`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from operator import itemgetter
from typing import Final, NamedTuple, TypeAlias

from decision_aid.engine.evaluate import JudgedRule, WeighedArgument
from decision_aid.engine.suggest import Suggestion
from decision_aid.model.answers import Answers
from decision_aid.model.conditions import Equals, questions_in
from decision_aid.model.report import NEITHER, Reason
from decision_aid.model.rules import RESEARCH, Basis, Direction, Purpose, Rule, Rules, Strength
from decision_aid.wording.answers import answer_words
from decision_aid.wording.grammar import capitalized, in_runs, in_sentence
from decision_aid.wording.outcomes import best_first
from decision_aid.wording.phrases import phrases_for, told_of
from decision_aid.wording.sources import NOT_LATELY, STAR, is_lapsed, with_sources

WHAT_REASONS_COUNT: Final = (
    f"a strong reason counts {Strength.STRONG.weight}, any other {Strength.WEAK.weight}"
)
"""A clause for any page that shows sums of reasons."""


def how_to_read(suggestion: Suggestion) -> str:
    """What the words and marks of reasons mean."""
    rule_set, phrases = suggestion.evaluation.rule_set, phrases_for(suggestion)
    return (
        f"Each reason says where it comes from: what {in_sentence(phrases.wants)}, {phrases.situation}, "
        f"research, a guideline, or what {rule_set.topic.says}. 'Also' is a reason of the same kind as a "
        f"stronger one, and the two count once. {STAR} {rule_set.topic.claim_numbers}"
    ).rstrip()


LOCAL_MEANS: Final = "Local is what a clinic knows of itself, such as who is trained there."


def any_local(suggestion: Suggestion) -> bool:
    """Whether something local speaks here for or against a candidate."""
    standings = suggestion.evaluation.standings
    return any(w.rule.basis is Basis.LOCAL for standing in standings for w in standing.arguments)


Shown: TypeAlias = Mapping[tuple[str, Direction], Sequence[WeighedArgument]]
"""The reasons that a page shows for and against each candidate."""


def all_reasons(suggestion: Suggestion) -> Shown:
    """Every reason: those that decide most first, and those that do not count last."""
    shown: dict[tuple[str, Direction], list[WeighedArgument]] = {}
    for conclusion in suggestion.conclusions:
        for (id, direction), counted in conclusion.reasons.items():
            (standing,) = (s for s in conclusion.standings if s.candidate.id == id)
            others = [w for w in standing.arguments if w.argument.direction is direction and not w.counted]
            shown[id, direction] = [*counted, *sorted(others, key=lambda w: -w.strength.weight)]
    return shown


def reasons_that_count(suggestion: Suggestion, most: int | None = None) -> Shown:
    """The reasons that count, or as many of them as there is room for.

    The first for and against each candidate of the main decision come first, then the first for what is
    favored beside it; then the second of each, and so on. Of what is favored, the first of each kind comes
    first: the marks on the card add up by kind. What is not favored beside it comes last. Those that there
    is room for stand strong ones first.
    """
    _, *others = suggestion.conclusions
    counted = _counted(suggestion)
    number = Counter(one.of for one in _in_order(suggestion)[:most])
    for one in others:  # of equals, all are told or none
        if any(counted[id, Direction.FOR] and not number[id, Direction.FOR] for id in one.favored):
            number.update({key: -number[key] for key in one.reasons})
    return {
        key: sorted(found[: number[key]], key=lambda weighed: -weighed.strength.weight)
        for key, found in counted.items()
    }


def number_of_first(suggestion: Suggestion, said: str) -> int:
    """How many reasons go first: the first of each, and those that were `said` on the card."""
    first = (
        number
        for number, one in enumerate(_in_order(suggestion), start=1)
        if (one.round == 0 and not one.late) or because(suggestion, one.weighed) in said
    )
    return max(first, default=0)


class _InTurn(NamedTuple):
    """A reason, whose it is, and what sorts it."""

    late: bool
    round: int
    beside: bool
    rank: int
    of: tuple[str, Direction]
    weighed: WeighedArgument


def _in_order(suggestion: Suggestion) -> list[_InTurn]:
    """All reasons that count: round by round, the main decision before what is beside it."""
    main, *others = suggestion.conclusions
    beside = [id for one in others for id in one.favored]
    behind = [s.candidate.id for s in best_first(main) if s.candidate.id not in main.favored]
    order = [*main.favored, *beside, *behind]
    in_turn = (
        _InTurn(
            id not in order,
            number,
            id in beside,
            order.index(id) if id in order else 0,
            (id, direction),
            weighed,
        )
        for (id, direction), found in _counted(suggestion).items()
        for number, weighed in zip(_rounds(found) if id in main.favored else count(), found, strict=False)
    )
    return sorted(in_turn, key=lambda one: one[:-1])


def _counted(suggestion: Suggestion) -> Shown:
    """The reasons that count; of what is favored one of each kind, then the second of each, and so on."""
    favored = suggestion.conclusions[0].favored
    counted = {key: found for one in suggestion.conclusions for key, found in one.reasons.items()}
    in_turn = {
        key: [weighed for _, weighed in sorted(zip(_rounds(found), found, strict=True), key=itemgetter(0))]
        for key, found in counted.items()
        if key[0] in favored
    }
    return {**counted, **in_turn}


def _rounds(reasons: Sequence[WeighedArgument]) -> Iterator[int]:
    """How many reasons of its kind come before each."""
    met = Counter[Basis]()
    for weighed in reasons:
        kind = RESEARCH[0] if weighed.rule.basis in RESEARCH else weighed.rule.basis
        yield met[kind]
        met[kind] += 1


def number_of(shown: Shown) -> int:
    """How many reasons these are."""
    return sum(map(len, shown.values()))


def source_numbers(suggestion: Suggestion, shown: Shown) -> Mapping[str, int]:
    """A number for each source that a reason cites, in the order in which a page comes to them."""
    cited = (
        id
        for conclusion in suggestion.conclusions
        for standing in best_first(conclusion)
        for direction in Direction
        for weighed in shown[standing.candidate.id, direction]
        for id in weighed.sources
    )
    return {id: number for number, id in enumerate(dict.fromkeys(cited), start=1)}


def reasons(
    suggestion: Suggestion,
    candidate: str,
    shown: Shown,
    numbers: Mapping[str, int],
    *,
    about: str = "",
    full: bool = False,
) -> Iterator[Reason]:
    """The reasons for a candidate, then those against: each with its kind and the numbers of its sources.

    `about` names the candidate where no heading does. In `full`, below each are the answers it comes from.
    """
    for direction in Direction:
        for weighed in shown[candidate, direction]:
            lead = f"Strongly {direction}" if weighed.strength is Strength.STRONG else f"{direction}"
            lead = capitalized(lead if weighed.counted else f"also {direction}")
            lead = f"{lead} {about}".rstrip()
            cited = in_runs(numbers[id] for id in weighed.sources)
            mark = f"{kind(suggestion, weighed)}{f' [{cited}]' if cited else ''}"
            text = f"{because(suggestion, weighed)} {NEITHER} {mark}"
            yield Reason(lead, text, tuple(_details(suggestion, weighed)) if full else ())


def _details(suggestion: Suggestion, weighed: WeighedArgument) -> Iterator[str]:
    rule_set, answers = suggestion.evaluation.rule_set, suggestion.evaluation.answers
    grounds = "; ".join(_grounds(rule_set, answers, weighed.judged))
    if grounds:
        yield f"{phrases_for(suggestion).said}: {grounds}."
    if weighed.argument.claims and not weighed.at_the_word_of:
        yield f"{rule_set.topic.places}: {', '.join(weighed.argument.claims)}."


def because(suggestion: Suggestion, weighed: WeighedArgument) -> str:
    """The reason itself, for whoever reads."""
    return told_of(suggestion, weighed.because, weighed.rule.name)


def kind(suggestion: Suggestion, weighed: WeighedArgument) -> str:
    """What a reason rests on, in a word or two; for the words of a claim, the place where they stand."""
    rule_set, phrases = suggestion.evaluation.rule_set, phrases_for(suggestion)
    if weighed.at_the_word_of:
        from decision_aid.wording.claims import place_of  # for one lens alone

        first, *others = weighed.at_the_word_of
        also = f"; also {', '.join(claim.id for claim in others)}" if others else ""
        return f"{rule_set.topic.pages_in_short} say, {place_of(rule_set, first)}: {first.id}{also}"
    if is_lapsed(rule_set, weighed.rule):
        return NOT_LATELY
    match weighed.rule.basis:
        case Basis.PREFERENCE if not _rests_on_a_wish(rule_set, weighed.rule):
            return phrases.situation
        case Basis.PREFERENCE:
            return phrases.fits if weighed.argument.direction is Direction.FOR else phrases.fits_not
        case Basis.PRACTICE:
            return rule_set.topic.says
        case Basis.TRIAL:
            return "research"
        case basis:
            return str(basis)


def _rests_on_a_wish(rule_set: Rules, rule: Rule) -> bool:
    """Whether the rule reads what somebody wants; what they have or take already is no wish."""
    purposes = {rule_set.item[question].purpose for question in questions_in(rule.when)}
    return not purposes.isdisjoint({Purpose.WISH, Purpose.VALUES})


def mark(suggestion: Suggestion, weighed: WeighedArgument) -> str:
    """The kind of a reason, with the names of its sources where a page has no list of them."""
    if weighed.at_the_word_of or weighed.rule.basis is Basis.PRACTICE:
        return kind(suggestion, weighed)
    return with_sources(suggestion.evaluation.rule_set, kind(suggestion, weighed), weighed.sources)


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
