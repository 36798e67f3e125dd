"""The trace of a result in words: the sums, what held theme by theme, and on request all that did not.

Belongs here: the page, short or whole. Does not: its parts (`trace_parts`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from decision_aid.engine.suggest import Suggestion
from decision_aid.engine.trace import Step, Walk, lifted, walk
from decision_aid.engine.verdicts import Truth, Verdict
from decision_aid.model.report import Block, Bullets, Paragraph, Reason, Report, Section
from decision_aid.wording.answers import with_id
from decision_aid.wording.grammar import counted
from decision_aid.wording.page_frame import page
from decision_aid.wording.safety import PLAIN_ACTIONS, safety_page
from decision_aid.wording.trace_parts import TraceParts, merged

TITLE = "How this came about"

SEE_ALL = "To see each of them, add --all."


def trace_page(
    suggestion: Suggestion, *, ids: bool = False, every: bool = False, more: str = SEE_ALL
) -> Report:
    """The sums and what held; with `every`, also each rule and gate that did not, and why.

    `more` says how to see those, where that is not what is shown.

    While safety comes first, it is the safety page, with what led to it.
    """
    walked, parts = walk(suggestion), TraceParts(suggestion, ids)
    if not suggestion.evaluation.safe:
        return safety_page(suggestion, *_what_led_here(walked, parts))
    told = _whole(walked, parts) if every else _in_short(walked, parts, more)
    return page(suggestion, TITLE, (parts.sums_by_theme(), *told))


def _what_led_here(walked: Walk, parts: TraceParts) -> Iterator[Section]:
    """The gates that hold or may hold, and the answers that decide it."""
    if walked.gates:
        yield Section("What led here", tuple(merged(map(parts.gate, walked.gates))))


def steps_by_theme(walked: Walk) -> dict[str, list[Step]]:
    """The steps of the walk by the id of their theme, in the order of the rule set."""
    found: dict[str, list[Step]] = {theme: [] for theme in walked.suggestion.evaluation.rule_set.themes}
    for step in walked.steps:
        found[step.judged.rule.theme].append(step)
    return {theme: steps for theme, steps in found.items() if steps}


# --- in short -------------------------------------------------------------------------------------


def _in_short(walked: Walk, parts: TraceParts, more: str) -> Iterator[Section]:
    by_theme = steps_by_theme(walked)
    held = {theme: steps for theme, steps in by_theme.items() if any(s.judged.holds for s in steps)}
    themes = (_theme(parts, theme, steps) for theme, steps in held.items())
    others = " ".join((*_elsewhere(len(by_theme) - len(held)), *_waiting(parts, walked.steps)))
    yield Section("What applied, theme by theme", (*themes, *([Paragraph(others)] if others else [])))
    yield checks_in_short(walked, parts, more)


def _theme(parts: TraceParts, theme: str, steps: Sequence[Step]) -> Reason:
    """What held in a theme, and how many of its rules did not apply."""
    held = tuple(parts.rule_in_a_line(step) for step in steps if step.judged.holds)
    return Reason(f"{parts.theme(theme)} ({', '.join(how_many_held(steps))})", "", held)


def how_many_held(steps: Sequence[Step]) -> Iterator[str]:
    """How many rules held, and how many did not; those that are open are told elsewhere."""
    yield f"{sum(step.judged.holds for step in steps)} applied"
    if false := sum(step.judged.verdict.truth is Truth.FALSE for step in steps):
        yield f"{false} didn't"


def _elsewhere(themes: int) -> Iterator[str]:
    """How many themes there are in which nothing held."""
    if themes:
        yield f"In {counted(themes, 'other theme')}, nothing applied."


def _waiting(parts: TraceParts, steps: Sequence[Step]) -> Iterator[str]:
    """The questions whose answers could still make a rule hold."""
    open_yet = [step.judged.verdict for step in steps if step.judged.verdict.truth is Truth.UNKNOWN]
    if open_yet:
        rules = "1 rule waits" if len(open_yet) == 1 else f"{len(open_yet)} rules wait"
        yield f"{rules} for an answer to: {parts.waits_for(*open_yet)}."


def checks_in_short(walked: Walk, parts: TraceParts, more: str = "") -> Section:
    """The gates that hold or were lifted, by what they do; then how many are open, and how many did not.

    `more` is what to type to see the rest.
    """
    of_note: dict[str, list[str]] = {}
    open_yet: list[Verdict] = []
    for judged in walked.gates:
        if judged.holds or lifted(judged):
            action = f"{PLAIN_ACTIONS[judged.gate.action]}{'' if judged.holds else ', lifted'}"
            of_note.setdefault(action, []).append(with_id(judged.gate.caption, judged.gate.id, parts.ids))
        elif judged.when.truth is Truth.UNKNOWN and not judged.released:
            open_yet.append(judged.when)
    false = len(walked.gates) - len(open_yet) - sum(map(len, of_note.values()))
    held = tuple(f"{action}: {'; '.join(names)}" for action, names in of_note.items())
    checks = "1 check needs" if len(open_yet) == 1 else f"{len(open_yet)} checks need"
    waits = f"{checks} an answer we don't have: {parts.waits_for(*open_yet)}. " if open_yet else ""
    did_not = f"{waits}{counted(false, 'other' if held or waits else 'check')} didn't apply."
    others = Paragraph(did_not, typed=more)
    return Section("Safety checks", (*([Bullets(held)] if held else []), others))


# --- the whole of it ------------------------------------------------------------------------------


def _whole(walked: Walk, parts: TraceParts) -> Iterator[Section]:
    yield from gate_sections(walked, parts)
    for theme, steps in steps_by_theme(walked).items():
        held = (_held(step, parts) for step in steps if step.judged.holds)
        others = merged(parts.rule_in_short(step) for step in steps if not step.judged.holds)
        yield Section(parts.theme(theme), (*held, *others))


def gate_sections(walked: Walk, parts: TraceParts) -> Iterator[Section]:
    """The gates that hold, are lifted or open; then those that do not hold, one line each."""
    of_note: list[Block] = []
    others: list[Block] = []
    for judged in walked.gates:
        gate = parts.gate(judged)
        if judged.holds or lifted(judged) or judged.when.truth is Truth.UNKNOWN:
            of_note.append(gate)
        else:
            others.append(Bullets((f"{gate.text} ({'; '.join(gate.details)})",)))
    yield Section("Safety checks", tuple(of_note) or (Paragraph("None of them applies."),))
    yield Section(f"Checks that didn't apply: {len(others)} of {len(walked.gates)}", tuple(others))


def _held(step: Step, parts: TraceParts) -> Reason:
    """A rule that holds, with the sums of the decisions in which it counted."""
    rule = parts.rule(step)
    moved = {traced.argument.candidate for traced in step.arguments if traced.adds}
    sums = "; ".join(
        parts.sums(decision, step.support)
        for decision in parts.suggestion.evaluation.rule_set.decisions
        if any(candidate.id in moved for candidate in decision.candidates)
    )
    return rule._replace(details=(*rule.details, f"So far: {sums}.")) if sums else rule
