"""The evaluation of a rule set on a sheet of answers.

Belongs here: judging gates and rules, and weighing arguments for each candidate. The result is the whole
trace; everything that a user sees about a sheet is read from it.
Does not: which candidates the weights favor (`suggest`) and the words for it (`wording`).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from decision_aid.engine.questionnaire import kinds_on, read
from decision_aid.engine.safety_questions import nameable_questions, safety_questions
from decision_aid.engine.verdicts import Truth, Verdict, decisive, judge
from decision_aid.model.answers import HEARD, WORDS_OF_DANGER, Answers, Value
from decision_aid.model.conditions import Answered, Test
from decision_aid.model.lens import Lens
from decision_aid.model.records import record
from decision_aid.model.rules import (
    UNSTUDIED,
    Action,
    Argument,
    Basis,
    Candidate,
    Direction,
    Gate,
    Rule,
    Rules,
    Strength,
)

if TYPE_CHECKING:
    from decision_aid.model.library import Claim
    from decision_aid.model.words_of_danger import Kind


@record
class JudgedGate(NamedTuple):
    """A gate with the verdicts of its trigger and its release."""

    gate: Gate
    when: Verdict
    unless: Verdict | None

    @property
    def holds(self) -> bool:
        """The trigger is certain and the release is not: in doubt, a gate stays shut."""
        return self.when.truth is Truth.TRUE and not self.released

    @property
    def released(self) -> bool:
        """Whether the release is certain."""
        return self.unless is not None and self.unless.truth is Truth.TRUE

    @property
    def deciding(self) -> Verdict:
        """The verdict of its trigger; where it has none, that of its release."""
        return self.unless if self.unless and not self.gate.has_trigger else self.when

    @property
    def trigger(self) -> tuple[Test | Answered, ...]:
        """The tests because of which it holds; without a trigger, those that keep it from being released."""
        if self.gate.has_trigger:
            return tuple(self.when.grounds())
        return tuple(test for test, _ in decisive(self.deciding))


@record
class JudgedRule(NamedTuple):
    """A rule with its verdict."""

    rule: Rule
    verdict: Verdict

    @property
    def holds(self) -> bool:
        return self.verdict.truth is Truth.TRUE


@record
class WeighedArgument(NamedTuple):
    """An argument of a rule that holds. `counted` says whether its theme counts it.

    A theme counts one argument for and one against each candidate. `at_the_word_of` are the claims that
    speak in place of the rule, the firmest first; there are none outside the lens of the documents.
    """

    judged: JudgedRule
    argument: Argument
    strength: Strength
    counted: bool
    at_the_word_of: tuple[Claim, ...] = ()

    @property
    def rule(self) -> Rule:
        return self.judged.rule

    @property
    def because(self) -> str:
        """The reason: the argument's own, or what the firmest claim says."""
        return _spoken(self.argument, self.at_the_word_of)

    @property
    def sources(self) -> tuple[str, ...]:
        """The ids of the sources it rests on: its own, its rule's, or the documents that make the claims."""
        if not self.at_the_word_of:
            return self.argument.sources or self.rule.sources
        return tuple(dict.fromkeys(claim.document for claim in self.at_the_word_of))

    @property
    def signed_weight(self) -> int:
        return self.strength.weight if self.argument.direction is Direction.FOR else -self.strength.weight


@record
class Standing(NamedTuple):
    """A candidate with every argument for and against it, and their sum."""

    candidate: Candidate
    arguments: tuple[WeighedArgument, ...]

    @property
    def net_support(self) -> int:
        """The sum over themes of the one counted argument for and the one against."""
        return self.net_support_without(())

    def without(self, left_out: Collection[Basis]) -> Standing:
        """The standing if there were no rules with one of these bases: their themes may count others."""
        return _weighed(self.candidate, [w for w in self.arguments if w.rule.basis not in left_out])

    def without_rule(self, id: str) -> Standing:
        """The standing if there were no rule with this id: its theme may count another."""
        return _weighed(self.candidate, [w for w in self.arguments if w.rule.id != id])

    def net_support_without(self, left_out: Collection[Basis]) -> int:
        """The sum of the counted arguments, except those of rules with one of these bases."""
        counted = (w for w in self.arguments if w.counted and w.rule.basis not in left_out)
        return sum(weighed.signed_weight for weighed in counted)


@record
class Evaluation(NamedTuple):
    """The trace of one evaluation.

    `unanswered_safety` are the ids of safety questions that still need an answer. Rules and standings are
    empty while a stop holds or a safety question is unanswered: what was not weighed cannot leak.
    """

    rule_set: Rules
    answers: Answers
    lens: Lens
    gates: tuple[JudgedGate, ...]
    unanswered_safety: tuple[str, ...]
    rules: tuple[JudgedRule, ...] = ()
    standings: tuple[Standing, ...] = ()

    @property
    def stops(self) -> tuple[JudgedGate, ...]:
        """The gates that hold and stop."""
        return tuple(judged for judged in self.gates if judged.holds and judged.gate.action is Action.STOP)

    @property
    def kinds_heard(self) -> tuple[Kind, ...]:
        """The kinds of danger that may be told of in own words, despair among them."""
        return kinds_on(self.rule_set, self.answers.given)

    @property
    def words_heard(self) -> bool:
        """Whether words of danger were heard, here or earlier; despair alone does not count."""
        return self.answers.value(WORDS_OF_DANGER) == HEARD

    @property
    def safe(self) -> bool:
        """Whether candidates may be weighed at all."""
        return not self.stops and not self.unanswered_safety

    def trigger(self, judged: JudgedGate) -> tuple[Test | Answered, ...]:
        """What set off a gate, as far as it may be told: while safety comes first, not every question may."""
        tests = (test for test in judged.trigger if self.answers.value(test.question) is not None)
        if self.safe:
            return tuple(tests)
        nameable = nameable_questions(self.rule_set)
        return tuple(test for test in tests if test.question in nameable)


def evaluate(rule_set: Rules, given: Mapping[str, Value], lens: Lens = Lens.CHECKED) -> Evaluation:
    """Evaluate the answers in `given`, in which `questionnaire.problems_in` has found no problem.

    The lens `documents` reads the claims of the rule set's library.
    """
    answers = read(rule_set, given)
    gates = tuple(_judge_gate(gate, answers) for gate in rule_set.gates)
    unanswered = tuple(
        question
        for question in safety_questions(rule_set)
        if question not in answers.closed and answers.value(question) is None
    )
    evaluation = Evaluation(rule_set, answers, lens, gates, unanswered)
    if not evaluation.safe:
        return evaluation
    rules = tuple(JudgedRule(rule, judge(rule.when, answers)) for rule in rules_in(lens, rule_set))
    weigh_for = partial(
        _standing, held=[judged for judged in rules if judged.holds], rule_set=rule_set, lens=lens
    )
    standings = tuple(weigh_for(candidate) for candidate in rule_set.candidate.values())
    return Evaluation(rule_set, answers, lens, gates, unanswered, rules, standings)


def _judge_gate(gate: Gate, answers: Answers) -> JudgedGate:
    return JudgedGate(gate, judge(gate.when, answers), judge(gate.unless, answers) if gate.unless else None)


def _standing(candidate: Candidate, held: Sequence[JudgedRule], rule_set: Rules, lens: Lens) -> Standing:
    weighed = [
        WeighedArgument(judged, argument, strength, False, at_the_word_of(lens, argument, rule_set))
        for judged in held
        for argument in judged.rule.arguments
        if argument.candidate == candidate.id
        if (strength := strength_in(lens, judged.rule, argument, rule_set)) is not None
    ]
    return _weighed(candidate, weighed)


def _weighed(candidate: Candidate, arguments: Sequence[WeighedArgument]) -> Standing:
    """The standing of a candidate, with the arguments marked that its themes count."""
    counted = {id(one) for one in _counted(arguments)}
    return Standing(candidate, tuple(one._replace(counted=id(one) in counted) for one in arguments))


def _counted(arguments: Sequence[WeighedArgument]) -> list[WeighedArgument]:
    """One argument per theme and direction: the strongest; among equals, the rule whose id comes first."""
    strongest: dict[tuple[str, Direction], WeighedArgument] = {}
    for one in sorted(arguments, key=lambda w: (-w.strength.weight, w.rule.id)):
        strongest.setdefault((one.rule.theme, one.argument.direction), one)
    return list(strongest.values())


def strength_in(lens: Lens, rule: Rule, argument: Argument, rule_set: Rules) -> Strength | None:
    """How strongly an argument counts in a lens; None when the lens leaves it out."""
    match lens:
        case Lens.RESEARCH if rule.basis in UNSTUDIED:
            return None
        case Lens.DOCUMENTS:
            claims = at_the_word_of(lens, argument, rule_set)
            if not claims:
                return None
            return Strength.STRONG if claims[0].is_strong else Strength.WEAK
        case _:
            return argument.strength


def at_the_word_of(lens: Lens, argument: Argument, rule_set: Rules) -> tuple[Claim, ...]:
    """The claims that speak for an argument, the firmest first; none outside the documents lens."""
    if lens is not Lens.DOCUMENTS:
        return ()
    claims = (rule_set.library.claim[claim] for claim in argument.claims)
    return tuple(sorted(claims, key=lambda claim: -claim.firmness))


def reason_in(lens: Lens, argument: Argument, rule_set: Rules) -> str:
    """Why an argument speaks: its own reason, or what its firmest claim says."""
    return _spoken(argument, at_the_word_of(lens, argument, rule_set))


def _spoken(argument: Argument, claims: Sequence[Claim]) -> str:
    return claims[0].says if claims else argument.because


def rules_in(lens: Lens, rule_set: Rules) -> tuple[Rule, ...]:
    """The rules of a lens: what counts in that of the documents alone is no argument in the others."""
    return rule_set.rules if lens is Lens.DOCUMENTS else rule_set.rules_outside_documents
