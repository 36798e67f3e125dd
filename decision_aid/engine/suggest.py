"""From an evaluation to a suggestion: its status, and the outcome of each decision.

Belongs here: which candidates are favored and which are close behind, and which decisions arise.
Does not: weighing (`evaluate`) and words (`wording`).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from enum import StrEnum
from functools import cached_property, partial
from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple

from decision_aid.engine.evaluate import Evaluation, JudgedGate, Standing, WeighedArgument
from decision_aid.engine.questionnaire import kinds_in
from decision_aid.model.answers import Background
from decision_aid.model.records import record
from decision_aid.model.rules import Action, Decision, Direction

if TYPE_CHECKING:
    from decision_aid.model.words_of_danger import Kind


class Status(StrEnum):
    """What kind of result it is. In the last two, safety comes first and no candidate is named."""

    SUGGESTION = "suggestion"
    NO_CLEAR_SUGGESTION = "no_clear_suggestion"
    NEEDS_ANSWERS = "needs_answers"
    STOPPED = "stopped"


class Outcome(StrEnum):
    """How a decision came out: one candidate best, several exactly equal and best, or none supported."""

    FAVORED = "favored"
    LEVEL = "level"
    NO_SUPPORT = "no_support"


@record
class Result(NamedTuple):
    """What a decision comes to, without how, in ids of candidates.

    `favored` have the highest net support, above 0; several are exactly equal. `close_behind` have support,
    too, and at most the tie margin less than that.
    """

    outcome: Outcome
    favored: tuple[str, ...] = ()
    close_behind: tuple[str, ...] = ()


@record
class ConclusionParts(NamedTuple):
    """The fields of `Conclusion`. A named tuple cannot keep what is worked out from them; a subclass can."""

    decision: Decision
    outcome: Outcome
    favored: tuple[str, ...]
    close_behind: tuple[str, ...]
    standings: tuple[Standing, ...]


class Conclusion(ConclusionParts):
    """The outcome of one decision, as in `Result`; those close behind are ordered best first."""

    @property
    def named(self) -> tuple[str, ...]:
        """The candidates that are favored, then those close behind."""
        return (*self.favored, *self.close_behind)

    @cached_property
    def reasons(self) -> Mapping[tuple[str, Direction], list[WeighedArgument]]:
        """The reasons that count for and against each candidate, those that set it apart most first.

        Of reasons that do so equally, the strongest is first.
        """
        return {
            (standing.candidate.id, direction): sorted(
                (w for w in standing.arguments if w.counted and w.argument.direction is direction),
                key=lambda w: (-abs(self._moved_by(w, standing.candidate.id)), -w.strength.weight),
            )
            for standing in self.standings
            for direction in Direction
        }

    @property
    def deciding_reasons(self) -> list[WeighedArgument]:
        """The reasons for what is favored, and those against the others that keep them back.

        Where one candidate is favored, those come first without which it would be least ahead: if it would
        be ahead no more, they alone decide. Where several are, it is the first reason for each, and so on.
        """
        reasons_for = [self.reasons[id, Direction.FOR] for id in self.favored]
        in_turn = [w for together in zip_longest(*reasons_for) for w in together if w]
        if len(self.favored) != 1:
            return in_turn
        against = (w for s in self.standings for w in self.reasons[s.candidate.id, Direction.AGAINST])
        keeping_back = [w for w in against if self._moved_by(w, self.favored[0]) > 0]
        return sorted(in_turn + keeping_back, key=lambda w: -self._moved_by(w, self.favored[0]))

    def _moved_by(self, weighed: WeighedArgument, candidate: str) -> int:
        """How far the rule of a reason moves a candidate against the best of the others."""
        return self._leads[""][candidate] - self._leads[weighed.rule.id][candidate]

    @cached_property
    def _leads(self) -> Mapping[str, Mapping[str, int]]:
        """How far each candidate is ahead without each rule that counts; without none of them, under ''."""
        counted = {w.rule.id for standing in self.standings for w in standing.arguments if w.counted}
        return {rule: self._leads_without(rule) for rule in ("", *counted)}

    def _leads_without(self, rule: str) -> Mapping[str, int]:
        """How far each is ahead of the best of the others; of those favored together, none is another."""
        nets = {s.candidate.id: s.without_rule(rule).net_support for s in self.standings}
        favored = set(self.favored)
        return {
            id: net - max((nets[one] for one in nets if one != id and not {one, id} <= favored), default=0)
            for id, net in nets.items()
        }


@record
class Sturdiness(NamedTuple):
    """How many answers, given otherwise, it takes until others are ahead, and until none favored is named.

    `ahead` is None where the same are favored on all sheets within `looked_within` answers, and `fewest`
    where one of them is at least close behind on all of these.
    """

    ahead: int | None
    fewest: int | None
    looked_within: int


@record
class Suggestion(NamedTuple):
    """The result.

    `gates` are those to show. `missing` are the ids of the questions whose answers could change the result.
    `conclusions` is empty when the status is `stopped` or `needs_answers`. `background` is what is known of
    the answers besides; `beside` is what others wrote that stands on its pages, such as the reason for a
    decision: words of danger in it are heard, and bring a note, but no stop.
    """

    evaluation: Evaluation
    status: Status
    gates: tuple[JudgedGate, ...]
    missing: tuple[str, ...]
    conclusions: tuple[Conclusion, ...] = ()
    background: Background = Background()
    beside: tuple[str, ...] = ()

    @property
    def kinds_heard(self) -> tuple[Kind, ...]:
        """The kinds of danger that may be told of in own words and beside the answers, despair among them."""
        rules, own = self.evaluation.rule_set, self.evaluation.kinds_heard
        both = {*own, *self.kinds_beside}
        return tuple(kind for kind in rules.words_of_danger.kinds if kind in both) if both else ()

    @property
    def kinds_beside(self) -> tuple[Kind, ...]:
        """Those that may be told of beside the answers."""
        return kinds_in(self.evaluation.rule_set, self.beside)

    @property
    def specialist_first(self) -> bool:
        """Whether there are so many referrals at once that a specialist or a team comes before any choice."""
        referrals = sum(judged.gate.action is Action.REFER for judged in self.gates)
        return referrals >= self.evaluation.rule_set.specialist_from

    def conclusion(self, decision_id: str) -> Conclusion | None:
        """The conclusion of a decision, or None when that decision did not arise."""
        return next((c for c in self.conclusions if c.decision.id == decision_id), None)


def suggest(
    evaluation: Evaluation, background: Background = Background(), beside: tuple[str, ...] = ()
) -> Suggestion:
    """The suggestion of an evaluation. A stop comes first, then open safety questions, then the decisions."""
    found = partial(Suggestion, evaluation, background=background, beside=beside)
    if evaluation.stops:
        return found(Status.STOPPED, evaluation.stops, ())
    holding = tuple(judged for judged in evaluation.gates if judged.holds)
    if evaluation.unanswered_safety:
        referrals = tuple(judged for judged in holding if judged.gate.action is Action.REFER)
        return found(Status.NEEDS_ANSWERS, referrals, _first_to_answer(evaluation))
    first, *others = evaluation.rule_set.decisions
    main = _conclude(first, evaluation, main_result)
    arising = [d for d in others if d.when_favored is None or d.when_favored in main.favored]
    conclusions = (main, *(_conclude(decision, evaluation, result_of) for decision in arising))
    status = Status.SUGGESTION if main.favored else Status.NO_CLEAR_SUGGESTION
    return found(status, holding, _missing(evaluation), conclusions)


def _conclude(
    decision: Decision, evaluation: Evaluation, law: Callable[[Mapping[str, int], int], Result]
) -> Conclusion:
    ids = {candidate.id for candidate in decision.candidates}
    standings = tuple(s for s in evaluation.standings if s.candidate.id in ids)
    nets = {standing.candidate.id: standing.net_support for standing in standings}
    return Conclusion(decision, *law(nets, evaluation.rule_set.tie_margin), standings)


def outcome_of(favored: Collection[str]) -> Outcome:
    """How a decision came out that favors these candidates."""
    return (Outcome.NO_SUPPORT, Outcome.FAVORED, Outcome.LEVEL)[min(len(favored), 2)]


def main_result(nets: Mapping[str, int], tie_margin: int) -> Result:
    """What the main decision comes to. Where all candidates are exactly equal, none is named.

    A list of every candidate would read as so many suggestions.
    """
    result = result_of(nets, tie_margin)
    return Result(Outcome.LEVEL) if len(result.favored) == len(nets) else result


def result_of(nets: Mapping[str, int], tie_margin: int) -> Result:
    """What a decision comes to, by the net support of each candidate. Equals stay in the order given."""
    best = max(nets.values())
    favored = tuple(name for name, net in nets.items() if net == best > 0)
    close = [name for name, net in nets.items() if net > 0 and 0 < best - net <= tie_margin]
    return Result(outcome_of(favored), favored, tuple(sorted(close, key=lambda name: -nets[name])))


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
