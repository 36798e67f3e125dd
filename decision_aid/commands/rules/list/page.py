"""The list of all gates and rules, and what is said of a copy of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from decision_aid.model.conditions import Condition, questions_in
from decision_aid.model.problems import there_is_no
from decision_aid.model.report import Paragraph, Reason, Report, Section
from decision_aid.model.rules import Decision, Gate, Rule, Rules
from decision_aid.wording.conditions import STRENGTHS
from decision_aid.wording.plurals import counted
from decision_aid.wording.reasons import sentence


def selected(
    rule_set: Rules, candidate: str | None, question: str | None
) -> tuple[Sequence[Gate], Sequence[Rule]]:
    """The gates and rules that argue about a candidate and read a question, where these are given.

    Raises `DecisionAidError` when there is no such candidate or question.
    """
    if candidate is not None and candidate not in rule_set.candidate:
        raise there_is_no("candidate", candidate, rule_set.candidate)
    if question is not None and question not in rule_set.item:
        raise there_is_no("question", question, rule_set.item)
    gates = [gate for gate in rule_set.gates if candidate is None and _is_read(question, conditions_of(gate))]
    rules = [
        rule
        for rule in rule_set.rules
        if _is_read(question, (rule.when,))
        and (candidate is None or any(a.candidate == candidate for a in rule.arguments))
    ]
    return gates, rules


def _is_read(question: str | None, conditions: Iterable[Condition]) -> bool:
    return question is None or any(question in questions_in(condition) for condition in conditions)


def conditions_of(gate: Gate) -> tuple[Condition, ...]:
    """The trigger of a gate, and its release if it has one."""
    return (gate.when, gate.unless) if gate.unless else (gate.when,)


def listing(rule_set: Rules, gates: Sequence[Gate], rules: Sequence[Rule]) -> Report:
    """The page with these gates and rules, in the order of the files."""
    counts = (
        counted(len(rule_set.items), "question"),
        _selected_of(gates, rule_set.gates, "gate"),
        _selected_of(rules, rule_set.rules, "rule"),
    )
    decisions = (_candidates(decision) for decision in rule_set.decisions)
    sections = [Section("What it decides", (*decisions, Paragraph(f"{', '.join(counts)}.")))]
    if gates:
        listed = (
            Reason(gate.id, gate.caption, (f"{sentence(gate.action)}, {gate.urgency}.",)) for gate in gates
        )
        sections.append(Section("Gates (safety.yaml)", tuple(listed)))
    for theme, caption in rule_set.themes.items():
        blocks = tuple(
            Reason(rule.id, rule.caption, (f"{argued(rule_set, rule)} Basis: {rule.basis}.",))
            for rule in rules
            if rule.theme == theme
        )
        if blocks:
            sections.append(Section(f"{caption} ({theme})", blocks))
    return Report(f"Rule set {rule_set.id} {rule_set.version}", tuple(sections))


def _candidates(decision: Decision) -> Reason:
    names = (f"{candidate.short} ({candidate.id})" for candidate in decision.candidates)
    return Reason(f"{decision.caption} ({decision.id})", ", ".join(names), ())


def _selected_of(some: Sequence[object], all: Sequence[object], noun: str) -> str:
    of_all = counted(len(all), noun)
    return of_all if len(some) == len(all) else f"{len(some)} of {of_all}"


def argued(rule_set: Rules, rule: Rule) -> str:
    """What a rule argues, in one sentence."""
    said = ", ".join(
        f"{argument.direction} {rule_set.candidate[argument.candidate].short} {STRENGTHS[argument.strength]}"
        for argument in rule.arguments
    )
    return f"{sentence(said)}." if said else "A note."


def exported(rule_set: Rules, folder: str) -> str:
    """What is said when a rule set has been copied into a folder."""
    return (
        f"The rule set {rule_set.id} {rule_set.version} is now in {folder}. Its files are yours to edit.\n"
        "A comment for editors stands at the top of each; it changes the hash, and no rule.\n"
        f"This tells what is wrong with them: decision-aid rules check {folder}\n"
    )
