"""The parts of a trace in words: a gate, a rule, an argument, the sums, and what the decisions came to.

Belongs here: the parts that both the whole trace and the story of one candidate are made of. Does not: the
pages made of them (`trace`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from decision_aid.engine.evaluate import JudgedGate
from decision_aid.engine.suggest import Suggestion
from decision_aid.engine.trace import Step, TracedArgument, lifted
from decision_aid.engine.verdicts import Truth, Verdict, decisive
from decision_aid.model.report import Block, Paragraph, Reason, Section
from decision_aid.model.rules import Decision
from decision_aid.wording.answers import deciding_answers, question_label, with_id
from decision_aid.wording.grammar import capitalized
from decision_aid.wording.outcomes import outcome_in_words
from decision_aid.wording.safety import PLAIN_ACTIONS

LEADS = {Truth.TRUE: "Holds", Truth.FALSE: "Does not hold", Truth.UNKNOWN: "Open"}


class TraceParts(NamedTuple):
    """The parts of the trace of one suggestion; with `ids`, names are followed by their ids."""

    suggestion: Suggestion
    ids: bool

    def candidate(self, id: str) -> str:
        """The name of a candidate."""
        return with_id(self.suggestion.evaluation.rule_set.candidate[id].short, id, self.ids)

    def gate(self, judged: JudgedGate) -> Reason:
        """A gate, and the answers that decided it."""
        name = with_id(judged.gate.caption, judged.gate.id, self.ids)
        if lifted(judged) and judged.unless:
            return Reason(
                f"{PLAIN_ACTIONS[judged.gate.action]}, lifted", name, self.decided_by(judged.unless)
            )
        truth = Truth.FALSE if judged.released else judged.when.truth
        lead = PLAIN_ACTIONS[judged.gate.action] if judged.holds else LEADS[truth]
        return Reason(lead, name, self.decided_by(judged.deciding))

    def rule(self, step: Step) -> Reason:
        """A rule, what decided it, and its arguments."""
        arguments = tuple(self.argument(step, traced) for traced in step.arguments)
        short = self.rule_in_short(step)
        return short._replace(details=(*short.details, *(arguments or ("It is a note, and adds nothing.",))))

    def rule_in_short(self, step: Step) -> Reason:
        """A rule, and what decided it."""
        rule, verdict = step.judged
        return Reason(
            LEADS[verdict.truth], with_id(rule.caption, rule.id, self.ids), self.decided_by(verdict)
        )

    def decided_by(self, verdict: Verdict) -> tuple[str, ...]:
        """The answers that decided a condition, or the questions whose answers it still needs."""
        if verdict.truth is not Truth.UNKNOWN:
            return tuple(deciding_answers(self.suggestion, decisive(verdict), ids=self.ids))
        items = [self.suggestion.evaluation.rule_set.item[question] for question in verdict.missing()]
        waits = (question_label(i, self.ids) + (" (may be left out)" if i.extra else "") for i in items)
        return (f"waits for: {'; '.join(waits)}",)

    def argument(self, step: Step, traced: TracedArgument) -> str:
        """How an argument speaks, and whether it counts or why not."""
        argument = traced.argument
        how = f"{capitalized(argument.direction)} {self.candidate(argument.candidate)}"
        claims = f", on {', '.join(argument.claims)}" if self.ids and argument.claims else ""
        if traced.strength is None:
            return f"{how}: left out by this lens"
        if not step.judged.holds:
            return f"Would speak {how[:1].lower()}{how[1:]}, {traced.strength}{claims}"
        counted = traced.counted_instead
        if counted is None:
            return f"{how}, {traced.strength}{claims}: counts, {traced.adds:+d}"
        other = f"“{with_id(counted.rule.caption, counted.rule.id, self.ids)}”"
        stronger = counted.strength.weight > traced.strength.weight
        why = f"{other} is stronger" if stronger else f"{other} is as strong, and is taken first"
        return f"{how}, {traced.strength}{claims}: not counted; in this theme, {why}"

    def sums(self, decision: Decision, support: Mapping[str, int]) -> str:
        """The sum of each candidate of a decision, in one line."""
        return ", ".join(
            f"{candidate.short} {signed(support[candidate.id])}" for candidate in decision.candidates
        )

    def outcomes(self) -> Section:
        """The last sums, and what each decision came to."""
        rule_set = self.suggestion.evaluation.rule_set
        decisions = (self._decision(decision) for decision in rule_set.decisions)
        margin = Paragraph(
            f"Close behind is a sum at most {rule_set.tie_margin} below the best, and above 0. "
            "A sum of 0 or less is no support."
        )
        return Section("Where it ends", (*decisions, margin))

    def _decision(self, decision: Decision) -> Reason:
        rule_set = self.suggestion.evaluation.rule_set
        conclusion = self.suggestion.conclusion(decision.id)
        name = with_id(decision.caption, decision.id, self.ids)
        if conclusion is None:
            needed = rule_set.candidate[decision.when_favored or ""].short
            unmet = f"{outcome_in_words(rule_set, None)}. It would only if {needed} were ahead."
            return Reason(name, unmet, ())
        sums = (f"{self.candidate(s.candidate.id)}: {signed(s.net_support)}" for s in conclusion.standings)
        return Reason(name, f"{outcome_in_words(rule_set, conclusion)}.", tuple(sums))


def signed(number: int) -> str:
    """A sum with its sign; 0 has none."""
    return f"{number:+d}" if number else "0"


def merged(reasons: Iterable[Reason]) -> Iterator[Block]:
    """The entries, with those that differ only in their text made one."""
    alike: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for reason in reasons:
        alike.setdefault((reason.lead, reason.details), []).append(reason.text)
    for (lead, details), names in alike.items():
        yield Reason(lead, "; ".join(names), details)
