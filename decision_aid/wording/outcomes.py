"""What a decision came to, in words: as the headline of a result, and in a few words on other pages.

Belongs here: every sentence and phrase that says which candidates are ahead, close behind or unsupported.
Every page takes them from here, so that one outcome has one name. Does not: the reasons for it
(`reasons`), and the page around the headline (`result`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, Protocol

from decision_aid.engine.evaluate import Standing
from decision_aid.engine.suggest import Conclusion, Outcome, Status, Sturdiness, Suggestion, main_result
from decision_aid.model.lens import Lens
from decision_aid.model.rules import UNSTUDIED, Basis, Item, Rules
from decision_aid.wording.grammar import both_or_all, capitalized, joined, number_in_words
from decision_aid.wording.help import HELP_FIRST
from decision_aid.wording.phrases import phrases_for
from decision_aid.wording.sources import NOT_LATELY, is_lapsed

CLEAR_LEAD: Final = 4
"""From this lead in net support on, a fit is called clear: as much as two strong reasons, from two themes.

What only therapy practices report, or a clinic knows of itself, does not add to it. Wishes alone make no
fit clear.
"""

NO_APPROACH_STANDS_OUT: Final = "No approach stands out"

STATUS_IN_WORDS: Final[Mapping[str, str]] = {
    Status.STOPPED: HELP_FIRST,
    Status.NEEDS_ANSWERS: "A safety question is open",
    Status.NO_CLEAR_SUGGESTION: NO_APPROACH_STANDS_OUT,
    Status.SUGGESTION: "A suggestion",
}
"""What each status is called where several sheets are listed."""


class Decided(Protocol):
    """What a decision came to: a `Conclusion`, or the same found by a search."""

    @property
    def outcome(self) -> Outcome: ...

    @property
    def favored(self) -> tuple[str, ...]:
        """The ids of the candidates that are favored."""

    @property
    def close_behind(self) -> tuple[str, ...]:
        """The ids of those close behind."""


# --- the headline of a result -------------------------------------------------------------------


def headline(suggestion: Suggestion) -> str:
    """What the main decision came to, in whole sentences and with how clear it is.

    Where a specialist or a team comes first, that is said first, and nothing is called first after it.
    """
    main, phrases = suggestion.conclusions[0], phrases_for(suggestion)
    number = len(main.decision.candidates)
    names, behind = (
        [suggestion.evaluation.rule_set.candidate[id].short for id in ids]
        for ids in (main.favored, main.close_behind)
    )
    if suggestion.specialist_first and names:
        then = f", then {joined(behind)}" if behind else ""
        return f"{phrases.specialist_first} {phrases.to_raise} {joined(names)}{then}."
    if len(names) == 1 and behind:
        return f"{capitalized(names[0])} looks like the best match. {_behind(behind)}"
    if len(names) == 1:
        degree = "a clearly better" if _is_clear(main) else "a better"
        others = "the others" if number > 2 else "the other"
        return f"{capitalized(names[0])} looks like {degree} match than {others}."
    if names:
        after = f" {_behind(behind)}" if behind else ""
        return f"{capitalized(joined(names))} match {phrases.answers} equally well.{after}"
    if main.outcome is Outcome.LEVEL:
        return f"{NO_APPROACH_STANDS_OUT}. {capitalized(both_or_all(number))} match equally well."
    return f"Nothing in {phrases.answers} points to one approach."


def _behind(names: Sequence[str]) -> str:
    return f"{capitalized(joined(names))} {'is' if len(names) == 1 else 'are'} close behind."


def _is_clear(conclusion: Conclusion) -> bool:
    """Whether the one favored is far ahead, with and without the unstudied, and ahead without wishes, too."""
    favored = conclusion.favored[0]

    def lead(*left_out: Basis) -> int:
        support = {s.candidate.id: s.net_support_without(left_out) for s in conclusion.standings}
        return support.pop(favored) - max(support.values())

    return min(lead(), lead(*UNSTUDIED)) >= CLEAR_LEAD and lead(Basis.PREFERENCE) > 0


# --- what it rests on ---------------------------------------------------------------------------


def best_first(conclusion: Conclusion) -> list[Standing]:
    """The favored first, then those close behind, then the others; of equals, the first of the rule set."""
    order = {candidate: place for place, candidate in enumerate(conclusion.named)}
    return sorted(conclusion.standings, key=lambda s: (order.get(s.candidate.id, len(order)), -s.net_support))


def rests_on(suggestion: Suggestion) -> str | None:
    """What the favored candidates rest on: reasons for and against added up by kind, heaviest first."""
    main = suggestion.conclusions[0]
    if suggestion.evaluation.lens is Lens.DOCUMENTS:
        return None
    weights: dict[str, int] = {}
    for standing in main.standings:
        for weighed in standing.arguments if standing.candidate.id in main.favored else ():
            if weighed.counted:
                words = _what_it_rests_on(suggestion, weighed.rule.basis)
                if is_lapsed(suggestion.evaluation.rule_set, weighed.rule):
                    words = f"{words} {NOT_LATELY}"
                weights[words] = weights.get(words, 0) + weighed.signed_weight
    heaviest = sorted((words for words in weights if weights[words] > 0), key=lambda words: -weights[words])
    if not heaviest:
        return None
    first = [words for words in heaviest if weights[words] == weights[heaviest[0]]]
    rest = heaviest[len(first) :]
    alone = len(first) == 1
    if rest:
        return f"This leans {'mostly' if alone else 'equally'} on {joined(first)}, then on {joined(rest)}."
    return f"This rests only on {first[0]}." if alone else f"This rests equally on {joined(first)}."


def _what_it_rests_on(suggestion: Suggestion, basis: Basis) -> str:
    match basis:
        case Basis.GUIDELINE | Basis.TRIAL:
            return "research"
        case Basis.PRACTICE:
            return f"what {suggestion.evaluation.rule_set.topic.says}"
        case Basis.LOCAL:
            return "local reasons"
        case Basis.PREFERENCE:
            return phrases_for(suggestion).wishes


def without_the_unstudied(suggestion: Suggestion) -> Iterator[str]:
    """What would be best if what rests on documents alone did not count, or what is local: if it differs."""
    main, rule_set = suggestion.conclusions[0], suggestion.evaluation.rule_set
    for basis in UNSTUDIED if suggestion.evaluation.lens is Lens.CHECKED else ():
        left = {s.candidate.id: s.without((basis,)).net_support for s in main.standings}
        others = main_result(left, rule_set.tie_margin).favored
        if set(others) != set(main.favored):
            names = joined([rule_set.candidate[id].short for id in others]) or "no approach"
            yield f"Without {_what_it_rests_on(suggestion, basis)}, {names} would fit best."


def how_sturdy(conclusion: Conclusion, sturdiness: Sturdiness) -> str:
    """How many answers would have to differ until others are ahead, and until these are not named."""
    short = {candidate.id: candidate.short for candidate in conclusion.decision.candidates}
    names = [short[id] for id in conclusion.favored]
    alone = len(names) == 1
    ahead, few = sturdiness.ahead, sturdiness.fewest
    if ahead is None:
        many = number_in_words(sturdiness.looked_within)
        return f"Change any {many} answers, and {f'{names[0]} is' if alone else 'these are'} still ahead."
    changes = f"{capitalized(_different(ahead))} could change which is ahead"
    gone = f"{f'{names[0]} might not' if alone else 'none of these might'} even be close behind"
    if few is None:
        return f"{changes}."
    return (
        f"With {_different(few)}, {gone}."
        if few == ahead
        else f"{changes}; with {number_in_words(few)}, {gone}."
    )


def _different(answers: int) -> str:
    return "one different answer" if answers == 1 else f"{number_in_words(answers)} different answers"


def open_items(suggestion: Suggestion) -> tuple[Item, ...]:
    """The questions without an answer that could change the result.

    One that only the answer to an extra would bring up, such as a PHQ-9, is nothing to ask about yet.
    """
    evaluation = suggestion.evaluation
    undecided = evaluation.answers.undecided
    return tuple(evaluation.rule_set.item[one] for one in suggestion.missing if one not in undecided)


def settling(suggestion: Suggestion) -> tuple[str, ...]:
    """The open questions on which an argument for or against an approach still depends."""
    main = {standing.candidate.id for standing in suggestion.conclusions[0].standings}
    arguing = (
        judged
        for judged in suggestion.evaluation.rules
        if any(argument.candidate in main for argument in judged.rule.arguments)
    )
    unsettled = {question for judged in arguing for question in judged.verdict.missing()}
    return tuple(question for question in suggestion.missing if question in unsettled)


# --- in a few words -----------------------------------------------------------------------------


def outcome_in_words(rules: Rules, decided: Decided | None) -> str:
    """What any decision came to, as a clause: `CBT is ahead`. None is a decision that does not arise."""
    if decided is None:
        return named_in_words(None)
    if decided.favored:
        names, behind = (
            [rules.candidate[id].short for id in ids] for ids in (decided.favored, decided.close_behind)
        )
        return named_in_words(names, behind)
    level = decided.outcome is Outcome.LEVEL
    return "all are exactly equal, so none is named" if level else "nothing points to one of them"


def named_in_words(names: Sequence[str] | None, behind: Sequence[str] = ()) -> str:
    """The same where only names are known. None is a decision that does not arise."""
    if names is None:
        return "it doesn't come up"
    if not names:
        return "none stands out"
    ahead = f"{joined(names)} are equal" if len(names) > 1 else f"{names[0]} is ahead"
    return f"{ahead}, with {joined(behind)} close behind" if behind else ahead


def side_outcome_in_words(suggestion: Suggestion, conclusion: Conclusion) -> str:
    """What a decision other than the main one came to, as the result says it."""
    captions = {s.candidate.id: s.candidate.caption.lower() for s in conclusion.standings}
    names, behind = ([captions[id] for id in ids] for ids in (conclusion.favored, conclusion.close_behind))
    after = f" {_behind(behind)}" if behind else ""
    if conclusion.outcome is Outcome.LEVEL:
        names = [f"{both_or_all(len(names))}: {joined(names)}"]
    return f"{phrases_for(suggestion).raise_it} {names[0]}.{after}"
