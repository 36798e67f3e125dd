"""The pieces of a walk in words: a gate, a rule, an argument, the sums, and where it ends.

Belongs here: what both the whole walk (`trace`) and the story of one candidate (`story`) are made of.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from decision_aid.engine.evaluate import JudgedGate
from decision_aid.engine.suggest import Conclusion, Outcome, Suggestion
from decision_aid.engine.trace import Heard, Step, decisive, lifted
from decision_aid.model.conditions import Truth, Verdict
from decision_aid.model.report import Block, Paragraph, Reason, Section
from decision_aid.model.rules import Action, Decision
from decision_aid.wording.page_parts import answers_to, label, named
from decision_aid.wording.reasons import listed, sentence

LEADS = {Truth.TRUE: "Holds", Truth.FALSE: "Does not hold", Truth.UNKNOWN: "Open"}

_ACTIONS = {Action.STOP: "Stop", Action.REFER: "Advice to see someone", Action.CAUTION: "Note"}


class Telling(NamedTuple):
    """Whose sheet is told of, and whether ids stand beside the words."""

    suggestion: Suggestion
    ids: bool

    def candidate(self, id: str) -> str:
        return named(self.suggestion.evaluation.rule_set.candidate[id].short, id, self.ids)

    def gate(self, judged: JudgedGate) -> Reason:
        """A gate, and the answers that decided it."""
        name = named(judged.gate.caption, judged.gate.id, self.ids)
        if lifted(judged) and judged.unless:
            return Reason(f"{_ACTIONS[judged.gate.action]}, lifted", name, self.decided_by(judged.unless))
        lead = _ACTIONS[judged.gate.action] if judged.holds else LEADS[judged.when.truth]
        return Reason(lead, name, self.decided_by(judged.when))

    def rule(self, step: Step) -> Reason:
        """A rule, what decided it, and its arguments."""
        argued = tuple(self.argument(step, heard) for heard in step.heard)
        short = self.short(step)
        return short._replace(details=(*short.details, *(argued or ("It is a note, and adds nothing.",))))

    def short(self, step: Step) -> Reason:
        """A rule, and what decided it."""
        rule, verdict = step.judged
        return Reason(LEADS[verdict.truth], named(rule.caption, rule.id, self.ids), self.decided_by(verdict))

    def decided_by(self, verdict: Verdict) -> tuple[str, ...]:
        """The answers that decided a condition, or the questions that it waits for."""
        if verdict.truth is not Truth.UNKNOWN:
            return tuple(answers_to(self.suggestion, decisive(verdict), ids=self.ids))
        items = [self.suggestion.evaluation.rule_set.item[question] for question in verdict.missing()]
        waits = (label(i, self.ids) + (" (may be left out)" if i.extra else "") for i in items)
        return (f"waits for: {'; '.join(waits)}",)

    def argument(self, step: Step, heard: Heard) -> str:
        """What an argument says, and whether it counts or why it does not."""
        argument = heard.argument
        how = f"{sentence(argument.direction)} {self.candidate(argument.candidate)}"
        claims = f", on {', '.join(argument.claims)}" if self.ids and argument.claims else ""
        if heard.strength is None:
            return f"{how}: left out by this lens"
        if not step.judged.holds:
            return f"Would speak {how[:1].lower()}{how[1:]}, {heard.strength}{claims}"
        if heard.voice is None:
            return f"{how}, {heard.strength}{claims}: counts, {heard.adds:+d}"
        other = f"“{named(heard.voice.rule.caption, heard.voice.rule.id, self.ids)}”"
        stronger = heard.voice.strength.weight > heard.strength.weight
        why = f"{other} is stronger" if stronger else f"{other} is as strong, and is taken first"
        return f"{how}, {heard.strength}{claims}: not counted; in this theme, {why}"

    def sums(self, decision: Decision, support: Mapping[str, int]) -> str:
        """The sums of the candidates of a decision."""
        return ", ".join(
            f"{candidate.short} {signed(support[candidate.id])}" for candidate in decision.candidates
        )

    def standing(self) -> Section:
        """Where it ends: the sums, and what the decisions came to."""
        rule_set = self.suggestion.evaluation.rule_set
        decisions = (self._decision(decision) for decision in rule_set.decisions)
        margin = Paragraph(
            f"Level with the best is a sum at most {rule_set.tie_margin} below it, and above 0. "
            "A sum of 0 or less is no support."
        )
        return Section("Where it ends", (*decisions, margin))

    def _decision(self, decision: Decision) -> Reason:
        conclusion = self.suggestion.conclusion(decision.id)
        name = named(decision.caption, decision.id, self.ids)
        if conclusion is None:
            needed = self.suggestion.evaluation.rule_set.candidate[decision.when_favored or ""].short
            return Reason(name, f"This comes up only when {needed} is ahead or level.", ())
        sums = (f"{self.candidate(s.candidate.id)}: {signed(s.net_support)}" for s in conclusion.standings)
        return Reason(name, self._came_to(conclusion), tuple(sums))

    def _came_to(self, conclusion: Conclusion) -> str:
        candidates = self.suggestion.evaluation.rule_set.candidate
        names = [candidates[id].short for id in conclusion.favored]
        if conclusion.outcome is Outcome.NO_SUPPORT:
            return "Nothing has support."
        if conclusion.outcome is Outcome.FAVORED:
            return f"{sentence(names[0])} is ahead."
        return (
            f"{sentence(listed(names))} are about level."
            if names
            else "All are about level, so none is named."
        )


def signed(number: int) -> str:
    """A sum with its sign; 0 has none."""
    return f"{number:+d}" if number else "0"


def together(reasons: Iterable[Reason]) -> Iterator[Block]:
    """Reasons, those that differ in nothing but their name told at once."""
    alike: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for reason in reasons:
        alike.setdefault((reason.lead, reason.details), []).append(reason.text)
    for (lead, details), names in alike.items():
        yield Reason(lead, "; ".join(names), details)
