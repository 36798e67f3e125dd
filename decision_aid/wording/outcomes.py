"""What a decision came to, in words: as the headline of a result, and in a few words on other pages.

Belongs here: every sentence and phrase that says which candidates are ahead, close behind or unsupported.
Every page takes them from here, so that one outcome has one name. Does not: the reasons for it
(`reasons`), and the page around the headline (`result`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Protocol

from decision_aid.engine.suggest import Conclusion, Outcome, Suggestion
from decision_aid.model.rules import Basis, Rules
from decision_aid.wording.grammar import both_or_all, capitalized, joined
from decision_aid.wording.phrases import Phrases, phrases_for

CLEAR_LEAD: Final = 4
"""From this lead in net support on, a fit is called clear: as much as two strong reasons, from two themes.

What only therapy practices report does not add to it, and wishes alone make no fit clear.
"""

NO_APPROACH_STANDS_OUT: Final = "No approach stands out"

WORTH_DISCUSSING: Final = "worth discussing"
"""What a candidate of any decision but the main one is called when it is favored."""


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
    if suggestion.specialist_first:
        phrases = phrases_for(suggestion)._replace(one_first="", several_first="")
        return f"{phrases.specialist_first} {phrases.to_raise}: {_headline(suggestion, phrases)}".strip()
    return _headline(suggestion, phrases_for(suggestion)).strip()


def _headline(suggestion: Suggestion, phrases: Phrases) -> str:
    main = suggestion.conclusions[0]
    number = len(main.decision.candidates)
    names, behind = (
        [suggestion.evaluation.rule_set.candidate[id].short for id in ids]
        for ids in (main.favored, main.close_behind)
    )
    if len(names) == 1 and behind:
        return f"{capitalized(names[0])} fits {phrases.answers} best. {_behind(behind)} {phrases.one_first}"
    if len(names) == 1:
        degree = "clearly more" if _is_clear(main) else "somewhat more"
        others = "the others do" if number > 2 else "the other does"
        return f"{capitalized(names[0])} fits {phrases.answers} {degree} than {others}. {phrases.one_first}"
    if names:
        all_of_them = capitalized(phrases.several_first.format(all=both_or_all(len(names))))
        after = f"{_behind(behind)} " if behind else ""
        return f"{capitalized(joined(names))} fit {phrases.answers} equally well. {after}{all_of_them}"
    if main.outcome is Outcome.LEVEL:
        them = "All of them" if number > 2 else "Both of them"
        return f"{NO_APPROACH_STANDS_OUT}. {them} fit {phrases.answers} equally well."
    return f"Nothing in {phrases.answers} points to one approach."


def _behind(names: Sequence[str]) -> str:
    return f"{capitalized(joined(names))} {'is' if len(names) == 1 else 'are'} close behind."


def _is_clear(conclusion: Conclusion) -> bool:
    """Whether the one favored is far ahead, with and without practice, and ahead without any wish, too."""
    favored = conclusion.favored[0]

    def lead(*left_out: Basis) -> int:
        support = {s.candidate.id: s.net_support_without(left_out) for s in conclusion.standings}
        return support.pop(favored) - max(support.values())

    return min(lead(), lead(Basis.PRACTICE)) >= CLEAR_LEAD and lead(Basis.PREFERENCE) > 0


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
    return "all are exactly equal, so none is named" if level else "nothing has support"


def named_in_words(names: Sequence[str] | None, behind: Sequence[str] = ()) -> str:
    """The same where only names are known. None is a decision that does not arise."""
    if names is None:
        return "it does not come up"
    if not names:
        return "none stands out"
    ahead = f"{joined(names)} are equal" if len(names) > 1 else f"{names[0]} is ahead"
    return f"{ahead}, with {joined(behind)} close behind" if behind else ahead


def side_outcome_in_words(conclusion: Conclusion) -> str:
    """What a decision other than the main one came to, as the result says it."""
    captions = {s.candidate.id: s.candidate.caption.lower() for s in conclusion.standings}
    names, behind = ([captions[id] for id in ids] for ids in (conclusion.favored, conclusion.close_behind))
    after = f" {_behind(behind)}" if behind else ""
    if conclusion.outcome is Outcome.LEVEL:
        return f"{capitalized(both_or_all(len(names)))} are {WORTH_DISCUSSING}: {joined(names)}.{after}"
    return f"{capitalized(WORTH_DISCUSSING)} first: {names[0]}.{after}"
