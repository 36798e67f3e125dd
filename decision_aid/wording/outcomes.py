"""What a decision came to, in words: as the headline of a result, and in a few words on other pages.

Belongs here: every sentence and phrase that says which candidates are ahead, level or without support.
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

What only therapy practices report does not add to it.
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
    names = [suggestion.evaluation.rule_set.candidate[id].short for id in main.favored]
    if len(names) == 1:
        degree = "clearly more" if _lead(main) >= CLEAR_LEAD else "somewhat more"
        others = "the others do" if number > 2 else "the other does"
        return f"{capitalized(names[0])} fits {phrases.answers} {degree} than {others}. {phrases.one_first}"
    if names:
        all_of_them = capitalized(phrases.several_first.format(all=both_or_all(len(names))))
        return f"{capitalized(joined(names))} fit {phrases.answers} about equally well. {all_of_them}"
    if main.outcome is Outcome.LEVEL:
        them = "All of them" if number > 2 else "Both of them"
        return f"{NO_APPROACH_STANDS_OUT}. {them} fit {phrases.answers} about equally well."
    return f"Nothing in {phrases.answers} points to one approach."


def _lead(conclusion: Conclusion) -> int:
    """How far the favored candidate is ahead: the lesser of its lead and of that without practice."""
    favored = conclusion.favored[0]
    leads = []
    for left_out in ((), (Basis.PRACTICE,)):
        support = {s.candidate.id: s.net_support_without(left_out) for s in conclusion.standings}
        leads.append(support.pop(favored) - max(support.values()))
    return min(leads)


# --- in a few words -----------------------------------------------------------------------------


def outcome_in_words(rules: Rules, decided: Decided | None) -> str:
    """What any decision came to, as a clause: `CBT is ahead`. None is a decision that does not arise."""
    if decided is None:
        return favored_in_words(None)
    if decided.favored:
        return favored_in_words([rules.candidate[id].short for id in decided.favored])
    level = decided.outcome is Outcome.LEVEL
    return "all are about level, so none is named" if level else "nothing has support"


def favored_in_words(names: Sequence[str] | None) -> str:
    """The same where only the names of the favored are known; None where the decision does not arise."""
    if names is None:
        return "it does not come up"
    if len(names) > 1:
        return f"{joined(names)} are about level"
    return f"{names[0]} is ahead" if names else "none stands out"


def side_outcome_in_words(outcome: Outcome, names: Sequence[str]) -> str:
    """What a decision other than the main one came to, as the result says it: names best first."""
    if outcome is Outcome.LEVEL:
        return f"About level, and {WORTH_DISCUSSING}: {joined(names)}."
    return f"{capitalized(WORTH_DISCUSSING)} first: {names[0]}."
