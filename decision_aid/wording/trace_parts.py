"""The parts of a trace in words: a gate, a rule, an argument, the sums, and what the decisions came to.

Belongs here: the parts that both the whole trace and the story of one candidate are made of. Does not: the
pages made of them (`trace`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from decision_aid.engine.evaluate import JudgedGate
from decision_aid.engine.suggest import Conclusion, Suggestion
from decision_aid.engine.trace import Step, TracedArgument, lifted
from decision_aid.engine.verdicts import Truth, Verdict, decisive
from decision_aid.model.report import Bar, Bars, Block, Bullets, Paragraph, Reason, Row, Section, Table
from decision_aid.model.rules import Decision
from decision_aid.wording.answers import deciding_answers, question_label, with_id
from decision_aid.wording.grammar import both_or_all, capitalized, joined
from decision_aid.wording.outcomes import outcome_in_words
from decision_aid.wording.reasons import WHAT_REASONS_COUNT
from decision_aid.wording.safety import PLAIN_ACTIONS

HOW_TO_ADD = (
    f"{capitalized(WHAT_REASONS_COUNT)}; a theme counts once for and once against an approach. Close behind: "
    "above 0, and at most {margin} below the best."
)

NOTHING_ADDED = "a note, not counted"

LEADS = {Truth.TRUE: "Applies", Truth.FALSE: "Doesn't apply", Truth.UNKNOWN: "Open"}


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
        return short._replace(details=(*short.details, *(arguments or (f"{capitalized(NOTHING_ADDED)}.",))))

    def rule_in_short(self, step: Step) -> Reason:
        """A rule, and what decided it."""
        rule, verdict = step.judged
        return Reason(LEADS[verdict.truth], with_id(rule.name, rule.id, self.ids), self.decided_by(verdict))

    def decided_by(self, *verdicts: Verdict) -> tuple[str, ...]:
        """The answers that decided conditions, each once, or the questions whose answers one still needs.

        What made conditions true was said; that a question was not asked is told only where nothing else was.
        """
        if any(verdict.truth is Truth.UNKNOWN for verdict in verdicts):
            return (f"waits for: {self.waits_for(*verdicts)}",)
        tests = [test for verdict in verdicts for test in decisive(verdict)]
        if all(verdict.truth is Truth.TRUE for verdict in verdicts):
            closed = self.suggestion.evaluation.answers.closed
            tests = [test for test in tests if test[0].question not in closed] or tests
        return tuple(deciding_answers(self.suggestion, tests, ids=self.ids))

    def argument(self, step: Step, traced: TracedArgument) -> str:
        """How an argument speaks, and whether it counts or why not."""
        argument = traced.argument
        how = f"{capitalized(argument.direction)} {self.candidate(argument.candidate)}"
        claims = f", on {', '.join(argument.claims)}" if self.ids and argument.claims else ""
        if traced.strength is None:
            return f"{how}: left out by this lens"
        if not step.judged.holds:
            return f"Would speak {how[:1].lower()}{how[1:]}, {traced.strength}{claims}"
        instead = traced.counted_instead
        if instead is None:
            return f"{how}, {traced.strength}{claims}: counts, {traced.adds:+d}"
        other = f"“{with_id(instead.rule.name, instead.rule.id, self.ids)}”"
        stronger = instead.strength.weight > traced.strength.weight
        why = f"{other} is stronger" if stronger else f"{other} is as strong, and is taken first"
        return f"{how}, {traced.strength}{claims}: not counted; in this theme, {why}"

    def sums(self, decision: Decision, support: Mapping[str, int]) -> str:
        """The sum of each candidate of a decision, in one line."""
        return ", ".join(
            f"{candidate.short} {signed(support[candidate.id])}" for candidate in decision.candidates
        )

    def theme(self, id: str) -> str:
        """The caption of a theme."""
        return with_id(self.suggestion.evaluation.rule_set.themes[id], id, self.ids)

    def rule_in_a_line(self, step: Step) -> str:
        """A rule that holds, and what it added to the sums."""
        return f"{with_id(step.judged.rule.name, step.judged.rule.id, self.ids)}: {self.effects(step)}"

    def effects(self, *steps: Step) -> str:
        """What rules that hold added to the sums, all together."""
        return "; ".join(self._effects(steps)) or NOTHING_ADDED

    def rule_with_sums(self, step: Step) -> Reason:
        """A rule that holds, what it added to the sums, and the answers that decided it."""
        name = with_id(step.judged.rule.name, step.judged.rule.id, self.ids)
        return Reason(name, self.effects(step), self.decided_by(step.judged.verdict))

    def _effects(self, steps: Iterable[Step]) -> Iterator[str]:
        """What the arguments of rules added: the numbers, then what adds nothing, and why."""
        arguments = [traced for step in steps for traced in step.arguments]
        compared = self.compared()
        added: dict[str, int] = {}
        for traced in arguments:
            if traced.counted and traced.argument.candidate in compared:
                added[traced.argument.candidate] = added.get(traced.argument.candidate, 0) + traced.adds
        if added:
            yield ", ".join(self._numbers(added))
        if beaten := [traced for traced in arguments if traced.counted_instead]:
            yield f"{f'for {self._named(beaten)}, ' if added else ''}another counts instead"
        if left_out := [traced for traced in arguments if traced.strength is None]:
            yield f"{f'{self._named(left_out)} ' if added else ''}left out by this lens"
        if idle := [t for t in arguments if t.counted and t.argument.candidate not in compared]:
            yield f"nothing for {self._named(idle)}: that choice doesn't come up here"

    def _named(self, arguments: Iterable[TracedArgument]) -> str:
        """The candidates that arguments speak about, each once."""
        return joined([*dict.fromkeys(self.candidate(traced.argument.candidate) for traced in arguments)])

    def compared(self) -> frozenset[str]:
        """The candidates of the decisions that were made; the others aren't compared."""
        return frozenset(s.candidate.id for c in self.suggestion.conclusions for s in c.standings)

    def _numbers(self, added: Mapping[str, int]) -> Iterator[str]:
        """What each candidate got; once for all of the main decision where they got the same."""
        main = [candidate.id for candidate in self.suggestion.evaluation.rule_set.decisions[0].candidates]
        same = set(main) <= set(added) and len({added[id] for id in main}) == 1
        if same:
            yield f"{both_or_all(len(main))} {added[main[0]]:+d}"
        yield from (f"{self.candidate(id)} {n:+d}" for id, n in added.items() if not (same and id in main))

    def waits_for(self, *verdicts: Verdict) -> str:
        """The questions whose answers these conditions still need, each once."""
        questions = dict.fromkeys(question for verdict in verdicts for question in verdict.missing())
        item = self.suggestion.evaluation.rule_set.item
        return "; ".join(
            question_label(item[question], self.ids) + (" (may be left out)" if item[question].extra else "")
            for question in questions
        )

    def sums_by_theme(self) -> Section:
        """What the main decision came to, its sums theme by theme, and those of the others in a line each."""
        rule_set = self.suggestion.evaluation.rule_set
        main, *others = self.suggestion.conclusions
        rows = (*self._rows(main), Row("In all", tuple((signed(s.net_support),) for s in main.standings)))
        columns = tuple(self.candidate(standing.candidate.id) for standing in main.standings)
        blocks: tuple[Block, ...] = (
            Table(columns, rows),
            *([Bullets(tuple(map(self._in_a_line, others)))] if others else []),
            Paragraph(self.how_to_add()),
        )
        return Section(f"The sums: {outcome_in_words(rule_set, main)}", blocks)

    def how_to_add(self) -> str:
        """How reasons become sums, and when an approach is close behind."""
        return HOW_TO_ADD.format(margin=self.suggestion.evaluation.rule_set.tie_margin)

    def bars(self, before: Mapping[str, int], now: Mapping[str, int]) -> Bars:
        """The sums as they stand now, as bars, and what was added; of other decisions, once there are any."""
        main, *others = self.suggestion.conclusions
        begun = [c for c in others if any(now[standing.candidate.id] for standing in c.standings)]
        return Bars(
            tuple(
                Bar(
                    standing.candidate.short,
                    signed(total),
                    total,
                    f"{total - old:+d} here" if total != old else "",
                )
                for conclusion in (main, *begun)
                for standing in conclusion.standings
                for old, total in ((before[standing.candidate.id], now[standing.candidate.id]),)
            )
        )

    def _rows(self, main: Conclusion) -> Iterator[Row]:
        """The themes that count for or against a candidate of the main decision, and what each adds."""
        for theme in self.suggestion.evaluation.rule_set.themes:
            counted = [
                [w.signed_weight for w in standing.arguments if w.counted and w.rule.theme == theme]
                for standing in main.standings
            ]
            if any(counted):
                cells = tuple((signed(sum(weights)) if weights else "·",) for weights in counted)
                yield Row(self.theme(theme), cells)

    def _in_a_line(self, conclusion: Conclusion) -> str:
        """The sums of a decision, the best first."""
        best_first = sorted(conclusion.standings, key=lambda standing: -standing.net_support)
        sums = ", ".join(f"{self.candidate(s.candidate.id)} {signed(s.net_support)}" for s in best_first)
        return f"{with_id(conclusion.decision.caption, conclusion.decision.id, self.ids)}: {sums}."


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
