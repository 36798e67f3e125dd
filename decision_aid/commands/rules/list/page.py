"""Gates and rules as a list: what each does, and what it rests on."""

from __future__ import annotations

from collections.abc import Sequence

from decision_aid.model.report import Paragraph, Reason, Report, Section
from decision_aid.model.rules import Decision, Gate, Rule, Rules
from decision_aid.wording.conditions import what_it_argues
from decision_aid.wording.grammar import capitalized, counted


def list_page(rule_set: Rules, gates: Sequence[Gate], rules: Sequence[Rule]) -> Report:
    """The page with these gates and rules, in the order of the files."""
    counts = (
        counted(len(rule_set.items), "question"),
        _selected_of(gates, rule_set.gates, "gate"),
        _selected_of(rules, rule_set.rules, "rule"),
    )
    decisions = (_candidates(decision) for decision in rule_set.decisions)
    sections = [Section("What it decides", (*decisions, Paragraph(f"{', '.join(counts)}.")))]
    if gates:
        reasons = (
            Reason(gate.id, gate.caption, (f"{capitalized(gate.action)}, {gate.urgency}.",)) for gate in gates
        )
        sections.append(Section("Gates (safety.yaml)", tuple(reasons)))
    for theme, caption in rule_set.themes.items():
        blocks = tuple(
            Reason(rule.id, rule.caption, (f"{what_it_argues(rule_set, rule)} Basis: {rule.basis}.",))
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
