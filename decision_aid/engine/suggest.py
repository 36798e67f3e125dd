"""From an evaluation to a suggestion: its status, and the outcome of each decision.

Belongs here: which candidates are favored, ties and the tie margin, which decisions arise.
Does not: weighing (`evaluate`) and words (`wording`).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from decision_aid.engine.evaluate import Evaluation, JudgedGate, Standing
from decision_aid.model.records import record
from decision_aid.model.rules import Action, Decision


class Status(StrEnum):
    """What kind of result it is. In the last two, safety comes first and no candidate is named."""

    SUGGESTION = "suggestion"
    NO_CLEAR_SUGGESTION = "no_clear_suggestion"
    NEEDS_ANSWERS = "needs_answers"
    STOPPED = "stopped"


class Outcome(StrEnum):
    """How a decision came out: one candidate ahead, several level, or none supported."""

    FAVORED = "favored"
    LEVEL = "level"
    NO_SUPPORT = "no_support"


@record
class Result(NamedTuple):
    """What a decision comes to, without how. `favored` are ids of candidates, as the rule set orders them."""

    outcome: Outcome
    favored: tuple[str, ...] = ()


@record
class Conclusion(NamedTuple):
    """The outcome of one decision. `favored` are ids of candidates, best first."""

    decision: Decision
    outcome: Outcome
    favored: tuple[str, ...]
    standings: tuple[Standing, ...]


@record
class Suggestion(NamedTuple):
    """The result.

    `gates` are those to show. `missing` are the ids of the questions whose answers could change the result.
    `conclusions` is empty when the status is `stopped` or `needs_answers`.
    """

    evaluation: Evaluation
    status: Status
    gates: tuple[JudgedGate, ...]
    missing: tuple[str, ...]
    conclusions: tuple[Conclusion, ...] = ()

    @property
    def specialist_first(self) -> bool:
        """Whether there are so many referrals at once that a specialist or a team comes before any choice."""
        referrals = sum(judged.gate.action is Action.REFER for judged in self.gates)
        return referrals >= self.evaluation.rule_set.specialist_from

    def conclusion(self, decision_id: str) -> Conclusion | None:
        """The conclusion of a decision, or None when that decision did not arise."""
        return next((c for c in self.conclusions if c.decision.id == decision_id), None)


def suggest(evaluation: Evaluation) -> Suggestion:
    """The suggestion of an evaluation. A stop comes first, then open safety questions, then the decisions."""
    if evaluation.stops:
        return Suggestion(evaluation, Status.STOPPED, evaluation.stops, ())
    if evaluation.unanswered_safety:
        referrals = tuple(j for j in evaluation.gates if j.holds and j.gate.action is Action.REFER)
        return Suggestion(evaluation, Status.NEEDS_ANSWERS, referrals, _first_to_answer(evaluation))
    first, *others = evaluation.rule_set.decisions
    main = _conclude(first, evaluation)
    main = main._replace(favored=standing_out(_nets(main.standings), evaluation.rule_set.tie_margin))
    clear = bool(main.favored)
    arising = [d for d in others if d.when_favored is None or d.when_favored in main.favored]
    return Suggestion(
        evaluation,
        Status.SUGGESTION if clear else Status.NO_CLEAR_SUGGESTION,
        tuple(judged for judged in evaluation.gates if judged.holds),
        _missing(evaluation),
        (main, *(_conclude(decision, evaluation) for decision in arising)),
    )


def _conclude(decision: Decision, evaluation: Evaluation) -> Conclusion:
    ids = {candidate.id for candidate in decision.candidates}
    standings = tuple(s for s in evaluation.standings if s.candidate.id in ids)
    favored = _favored(_nets(standings), evaluation.rule_set.tie_margin)
    return Conclusion(decision, outcome_of(favored), favored, standings)


def outcome_of(favored: Collection[str]) -> Outcome:
    """How a decision came out that favors these candidates."""
    return (Outcome.NO_SUPPORT, Outcome.FAVORED, Outcome.LEVEL)[min(len(favored), 2)]


def _nets(standings: Sequence[Standing]) -> Mapping[str, int]:
    """The net support of each candidate, by its id."""
    return {standing.candidate.id: standing.net_support for standing in standings}


def standing_out(nets: Mapping[str, int], tie_margin: int) -> tuple[str, ...]:
    """The names favored in the main decision, best first. None if that would be all of them.

    A list of every candidate would read as so many suggestions.
    """
    favored = _favored(nets, tie_margin)
    return favored if len(favored) < len(nets) else ()


def _favored(nets: Mapping[str, int], tie_margin: int) -> tuple[str, ...]:
    """The names that have support and are level with the best, best first; equals in the order given."""
    best = max(nets.values())
    level = [name for name, net in nets.items() if net > 0 and best - net <= tie_margin]
    return tuple(sorted(level, key=lambda name: -nets[name]))


def _first_to_answer(evaluation: Evaluation) -> tuple[str, ...]:
    """The ids of the open safety questions, except those that the answer to another may rule out."""
    unanswered = set(evaluation.unanswered_safety)
    undecided = evaluation.answers.undecided
    return tuple(q for q in evaluation.unanswered_safety if not unanswered & {*undecided.get(q, ())} - {q})


def _missing(evaluation: Evaluation) -> tuple[str, ...]:
    """The ids of the questions on which a rule or gate still depends, in the order of asking.

    Extras are left out: they are never required.
    """
    unsettled = {question for judged in evaluation.rules for question in judged.verdict.missing()}
    unsettled |= {question for judged in evaluation.gates for question in judged.deciding.missing()}
    return tuple(
        item.link_id for item in evaluation.rule_set.items if item.link_id in unsettled and not item.extra
    )
