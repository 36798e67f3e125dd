"""The pages of `trace` alone: the story of one candidate, and the walk theme by theme, as screens to turn.

Does not belong here: the whole walk on one page, which `cases run` shows too (`wording.trace`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from decision_aid.engine.suggest import Suggestion
from decision_aid.engine.trace import Step, Walk, walk
from decision_aid.engine.verdicts import Truth
from decision_aid.model.lens import Lens
from decision_aid.model.report import Bullets, Paragraph, Reason, Report, Section
from decision_aid.model.rules import Direction
from decision_aid.wording.answers import with_id
from decision_aid.wording.grammar import capitalized
from decision_aid.wording.page_frame import page
from decision_aid.wording.phrases import told_of
from decision_aid.wording.reasons import WHAT_REASONS_COUNT
from decision_aid.wording.safety import danger_heard, first_of_all, referral_in_a_line
from decision_aid.wording.stamps import stamps
from decision_aid.wording.trace import TITLE, checks_in_short, how_many_held, steps_by_theme, trace_page
from decision_aid.wording.trace_parts import TraceParts, merged

MOST_THEMES: Final = 12
"""Themes with a screen of their own: with how it starts and where it ends, no more than 14 screens."""

WEIGHTS: Final = f"{capitalized(WHAT_REASONS_COUNT)}."
"""What to know before the first theme; the last screen says the rest."""

ASK: Final = "Which approach do these answers speak for or against, and how strongly?"


def candidate_page(suggestion: Suggestion, candidate: str, *, ids: bool = False) -> Report:
    """The story of one candidate, by its id. While safety comes first, no story is told."""
    if not suggestion.evaluation.safe:
        return trace_page(suggestion, ids=ids)
    return page(suggestion, TITLE, _story(walk(suggestion), TraceParts(suggestion, ids), candidate))


# --- screens to turn ------------------------------------------------------------------------------


def step_pages(suggestion: Suggestion, *, ids: bool = False, ask: bool = False) -> tuple[Report, ...]:
    """The walk as screens: how it starts, each theme in which something held, and where it ends, with help.

    With `ask`, each screen ends with a question to the class about the next theme.
    """
    if not suggestion.evaluation.safe:
        return (trace_page(suggestion, ids=ids),)
    walked, parts = walk(suggestion), TraceParts(suggestion, ids)
    themes = _on_screens(walked)
    screens = [(TITLE, [*first_of_all(suggestion), *_start(walked, parts, [title for title, _ in themes])])]
    before: Mapping[str, int] = dict.fromkeys(suggestion.evaluation.rule_set.candidate, 0)
    for title, steps in themes:
        if ask:
            screens[-1][1].append(_question(parts, title, steps))
        now = _with(before, steps)
        screens.append((title, list(_revealed(parts, steps, before, now, asked=ask))))
        before = now
    pages = (Report(title, tuple(sections), stamps(suggestion)) for title, sections in screens)
    return (*pages, _last(suggestion, parts))


def _last(suggestion: Suggestion, parts: TraceParts) -> Report:
    """The sums. What the first screen told in full of a referral stands above them in a line."""
    first = (*danger_heard(suggestion), *referral_in_a_line(suggestion))
    return page(suggestion, TITLE, (parts.sums_by_theme(),), first=first, one_screen=True)


def _on_screens(walked: Walk) -> list[tuple[str, list[Step]]]:
    """The steps of each theme in which something held, with its caption.

    Where there are too many themes, the last ones share a screen.
    """
    captions = walked.suggestion.evaluation.rule_set.themes
    held = [
        (captions[theme], steps)
        for theme, steps in steps_by_theme(walked).items()
        if any(step.judged.holds for step in steps)
    ]
    if len(held) <= MOST_THEMES:
        return held
    alone, others = held[: MOST_THEMES - 1], held[MOST_THEMES - 1 :]
    return [*alone, ("And also", [step for _, steps in others for step in steps])]


def _with(before: Mapping[str, int], steps: Sequence[Step]) -> Mapping[str, int]:
    """The sums after these steps."""
    sums = dict(before)
    for traced in (traced for step in steps for traced in step.arguments):
        sums[traced.argument.candidate] += traced.adds
    return sums


def _start(walked: Walk, parts: TraceParts, themes: Sequence[str]) -> Iterator[Section]:
    """The checks that come first, and what lies ahead."""
    yield checks_in_short(walked, parts)
    ahead = tuple(f"{number} {theme}" for number, theme in enumerate(themes, 1))
    if ahead:
        yield Section("Then, theme by theme", (Bullets(ahead), Paragraph(WEIGHTS)))


def _question(parts: TraceParts, title: str, steps: Sequence[Step]) -> Section:
    """The answers that count in the theme to come, each once, and a question to the class."""
    verdicts = [step.judged.verdict for step in steps if step.judged.holds]
    return Section(f"Next: {title}", (Bullets(parts.decided_by(*verdicts)), Paragraph(ASK, strong=True)))


def _revealed(
    parts: TraceParts,
    steps: Sequence[Step],
    before: Mapping[str, int],
    now: Mapping[str, int],
    *,
    asked: bool,
) -> Iterator[Section]:
    """The sums as they now stand, and the rules that made them so; with their answers, unless these were
    on the screen before, where the class was `asked`.
    """
    yield Section("So far", (parts.bars(before, now),))
    held = tuple(_applied(parts, step, asked=asked) for step in steps if step.judged.holds)
    yield Section(f"Why: {', '.join(how_many_held(steps))}", held)


def _applied(parts: TraceParts, step: Step, *, asked: bool) -> Reason:
    """A rule that holds; if it counts, with the answers that decided it, unless those were `asked` about."""
    rule = parts.rule_with_sums(step)
    counts = any(traced.counted for traced in step.arguments)
    return rule if counts and not asked else rule._replace(details=())


# --- the story of a candidate -------------------------------------------------------------------


def _story(walked: Walk, parts: TraceParts, candidate: str) -> Iterator[Section]:
    """The sums, what speaks for and against a candidate, what may yet, and what does not."""
    name = walked.suggestion.evaluation.rule_set.candidate[candidate].short
    yield parts.sums_by_theme()
    about = [step for step in walked.steps if step.argues_about(candidate)]
    for direction, heading in (
        (Direction.FOR, f"What speaks for {name}"),
        (Direction.AGAINST, f"What speaks against {name}"),
    ):
        entries = [entry for step in about for entry in _speaking(step, parts, candidate, direction)]
        yield Section(heading, tuple(entries) or (Paragraph("Nothing in these answers."),))
    for truth, heading, nothing in (
        (Truth.UNKNOWN, "What is missing", "No open question could add to this or take from it."),
        (Truth.FALSE, "What would count, but doesn't apply", "Nothing more."),
    ):
        waiting = (_waiting(step, parts, candidate) for step in about if step.judged.verdict.truth is truth)
        yield Section(heading, tuple(merged(waiting)) or (Paragraph(nothing),))
    if walked.suggestion.evaluation.lens is not Lens.CHECKED:
        yield Section("The lens", (Paragraph("Through another lens, other reasons count."),))


def _speaking(step: Step, parts: TraceParts, candidate: str, direction: Direction) -> Iterator[Reason]:
    rule, verdict = step.judged
    for traced in step.arguments if step.judged.holds else ():
        if (traced.argument.candidate, traced.argument.direction) == (candidate, direction):
            details = (*parts.decided_by(verdict), parts.argument(step, traced))
            said = told_of(parts.suggestion, traced.because)
            yield Reason(with_id(rule.name, rule.id, parts.ids), said, details)


def _waiting(step: Step, parts: TraceParts, candidate: str) -> Reason:
    """A rule that does not hold, or not yet; its lead says how it would speak."""
    rule, verdict = step.judged
    would = (
        f"{traced.argument.direction}, {traced.strength or 'left out by this lens'}"
        for traced in step.arguments
        if traced.argument.candidate == candidate
    )
    name = with_id(rule.name, rule.id, parts.ids)
    return Reason(capitalized(", ".join(would)), name, parts.decided_by(verdict))
