"""What comes out differently by a change of rules, for the person who signs it.

Does not belong here: all of it in a line (`verdict`), the texts that changed (`texts_page`), and looking for
what changes (`texts`, `find`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from decision_aid.commands.rules.diff.find import Change, Comparison, Moved
from decision_aid.commands.rules.diff.kinds import NONE_OR_ALL
from decision_aid.commands.rules.diff.left_out import LeftOut, LostStop
from decision_aid.commands.rules.diff.verdict import OF_STOPS, WHICH, in_percent, quoted, where_it_holds
from decision_aid.engine.evaluate import evaluate
from decision_aid.model.problems import shown
from decision_aid.proving.shares import Share
from decision_aid.rendering.markdown import escaped
from decision_aid.wording.answers_file import answers_file
from decision_aid.wording.changed_reasons import changed_reasons
from decision_aid.wording.grammar import counted

NOT_PEOPLE = "Shares are of possible answer sheets, not of people: most sheets nobody would ever fill in."
ESTIMATES = "Shares are of people on paper, drawn as population.yaml says."

MOST_IN_SHORT = 3
"""Kinds of change and lines of cases that are told where all of it is to fit a screen."""

MORE = "This is the most of it, with all of safety. To leave nothing out, add --all.\n"


class Part(NamedTuple):
    """A part of what is told of outcomes: lines, and the lines of an answers file."""

    heading: str
    lines: tuple[str, ...] = ()
    sheet: tuple[str, ...] = ()


def page(comparison: Comparison, *, every: bool = True) -> str:
    """What comes out differently, in words; without `every`, all of safety, and the most of the rest."""
    text: list[str] = []
    after_lines = False
    for part in _parts(comparison, every=every):
        sheet = (f"    {line}" for line in part.sheet)
        lines = [*(f"  {line}" for line in part.lines), *sheet]
        text += [*([""] if lines or after_lines else []), part.heading, *lines]
        after_lines = bool(lines)
    return "\n".join(text) + "\n"


def markdown_page(comparison: Comparison) -> str:
    """The same for a pull request: each kind of change with its sheet, ready to copy."""
    text = ["## What comes out differently", ""]
    for part in _parts(comparison):
        lines = [f"- {escaped(line)}" for line in part.lines]
        sheet = ["", "```yaml", *part.sheet, "```"] if part.sheet else []
        heading = escaped(part.heading)
        more = [*lines, *sheet]
        text += [f"**{heading}**" if more else heading, "", *more, *([""] if more else [])]
    return "\n".join(text)


def _parts(comparison: Comparison, *, every: bool = True) -> Iterator[Part]:
    yield Part("Compared on every answer sheet that both accept.")
    yield from _parts_left_out(comparison)
    yield from _cases(comparison, every=every)
    yield from _changes(comparison, every=every)
    if comparison.changes:
        yield Part(_otherwise(comparison))
    yield from _what_is_proved(comparison, every=every)


def _cases(comparison: Comparison, *, every: bool) -> Iterator[Part]:
    if comparison.new_cases:
        heading = f"New cases, which the old one can't read: {len(comparison.new_cases)}."
        comes_to = [f"{shown(one.case)}: {shown(one.new)}" for one in comparison.new_cases]
        in_short = _first([(one.split("; ")[0], 1) for one in comes_to])
        yield Part(heading, tuple(comes_to if every else in_short))
    if comparison.moved:
        heading = f"Worked cases that move: {len(comparison.moved)}."
        of_safety, others = ([one for one in comparison.moved if one.of_safety is it] for it in (True, False))
        each = [f"{shown(one.case)}: {_movement(one)}" for one in (*of_safety, *others)]
        in_short = _first([*_moved_alike(others)])
        of_safety_alike = (line for line, _ in _moved_alike(of_safety))
        yield Part(heading, tuple(each if every else (*of_safety_alike, *in_short)))
    else:
        yield Part("No worked case moves.")


def _moved_alike(moved: Sequence[Moved]) -> Iterator[tuple[str, int]]:
    """Those that move in the same way on one line, without decisions that favor none, and their number."""
    alike: dict[str, list[str]] = {}
    for one in moved:
        was, is_now = (
            "; ".join(part for part in outcome.split("; ") if not part.endswith(NONE_OR_ALL))
            for outcome in (one.old, one.new)
        )
        alike.setdefault(_movement(one._replace(old=was, new=is_now)), []).append(one.case)
    for movement, cases in alike.items():
        yield f"{quoted(cases)}: {movement}", len(cases)


def _first(lines: Sequence[tuple[str, int]]) -> Iterator[str]:
    """The first lines, each with the number of its cases, and how many more cases there are."""
    yield from (line for line, _ in lines[:MOST_IN_SHORT])
    if more := sum(cases for _, cases in lines[MOST_IN_SHORT:]):
        yield f"and {counted(more, 'more case')}"


def _changes(comparison: Comparison, *, every: bool) -> Iterator[Part]:
    """Each kind of change with a sheet; in short those of safety, and by name the others met most often."""
    shares = {id(one): one.share.percent for one in comparison.changes if not one.kind.of_safety}
    most = sorted(shares, key=lambda one: -shares[one])
    named = most if every else [one for one in most[:MOST_IN_SHORT] if shares[one]]
    for change in comparison.changes:
        words, told = shown(change.kind.words), every or change.kind.of_safety
        heading = f"{words}: {_share(change.share, change.kind.stops, drawn=told)}"
        if told:
            yield Part(heading, *_example(comparison, change))
        elif id(change) in named:
            yield Part(heading)
    if len(named) < len(shares):
        yield Part(f"And {counted(len(shares) - len(named), 'more kind')} of change.")


def _parts_left_out(comparison: Comparison) -> Iterator[Part]:
    """What one alone asks or takes, and what may rest on it."""
    for one, which in zip(comparison.left_out, WHICH, strict=True):
        if one.questions:
            yield Part(f"Only the {which} one asks, so left out: {', '.join(map(shown, one.questions))}.")
        if one.answers:
            answers = ", ".join(shown(answer.words) for answer in one.answers)
            yield Part(f"Only the {which} one takes, so left out: {answers}.")
        if one.resting or one.unread:
            yield Part("What holds otherwise by these answers is not compared:", tuple(_lines_of_gates(one)))
        if one.lost:
            yield _lost_stop(comparison, one.lost, which)
        elif one.open:
            yield Part("Not settled, because the search gave up: whether a stop is lost by these answers.")


def _lines_of_gates(one: LeftOut) -> Iterator[str]:
    """The gates that rest on what one alone asks or takes, and answers that no stop names."""
    for unread in one.unread:
        gates = quoted(gate.id for gate in unread.stops)
        noun, verb = ("the stop", "rests") if len(unread.stops) == 1 else ("the stops", "rest")
        question = shown(unread.answer.question)
        yield f"no stop names {quoted([unread.answer.words])}; {noun} {gates} {verb} on '{question}'"
    for resting in one.resting:
        names = quoted((*resting.questions, *(answer.words for answer in resting.answers)))
        yield f"the {resting.gate.action} '{shown(resting.gate.id)}' rests on {names}"


def _lost_stop(comparison: Comparison, lost: LostStop, which: str) -> Part:
    """A stop that is lost by what one alone asks, with the sheet that shows it."""
    lines = (*changed_reasons(lost.old, lost.new), f"A sheet that shows it, as the {which} one reads it:")
    sheet = tuple(answers_file(comparison.new.id, lost.sheet))
    return Part(f"A stop is lost by what only the {which} one has.", lines, sheet)


def _movement(moved: Moved) -> str:
    """What a worked case came to and comes to, without what is the same."""
    was, is_now = moved.old.split("; "), moved.new.split("; ")
    gone, new = (
        [one for one in these if one not in those] for these, those in ((was, is_now), (is_now, was))
    )
    return f"{shown('; '.join(gone) or 'nothing')} -> {shown('; '.join(new) or 'nothing')}"


def _otherwise(comparison: Comparison) -> str:
    shares = (_share(share, stops) for stops, share in enumerate(comparison.otherwise))
    return (
        f"Come out otherwise: {'; '.join(shares)}. {ESTIMATES if comparison.with_population else NOT_PEOPLE}"
    )


def _share(share: Share, stops: int, *, drawn: bool = True) -> str:
    """A share, with its margin of error in percentage points, and of how many it is."""
    which = "sheets that stop" if stops else "sheets that stop nowhere"
    if not share.drawn:
        return f"no share is known, since no {which} could be drawn"
    if not share.part:
        of_so_many = f" (none of the {share.drawn:,} drawn)" if drawn else ""
        return f"under {share.margin:.2g}% of {which}{of_so_many}"
    of_so_many = f"; {share.drawn:,} drawn" if drawn else ""
    return f"{in_percent(share.percent)}% of {which} (± {share.margin:.1g}{of_so_many})"


def _example(comparison: Comparison, change: Change) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What makes the difference on a sheet, and that sheet."""
    old, new = comparison.old, comparison.new
    sheet = {
        link_id: change.sheet[link_id] for link_id in {**new.item, **old.item} if link_id in change.sheet
    }
    lines = (
        *changed_reasons(evaluate(old, sheet), evaluate(new, sheet)),
        f"A {'shortest' if change.shortest else 'short'} sheet of this kind:",
    )
    return lines, tuple(answers_file(new.id, sheet))


def _what_is_proved(comparison: Comparison, *, every: bool) -> Iterator[Part]:
    """That there are no other kinds of change, as far as it is proved."""
    listed = {change.kind.words for change in comparison.changes}
    still_open = {kind.words for kind in comparison.open}
    lost_elsewhere = any(one.lost for one in comparison.left_out)
    where = where_it_holds(comparison)
    proved = f"Proved for every such sheet: {where}, " if where else "Proved for every such sheet: "
    absent = [
        none
        for words, none in zip(OF_STOPS, ("no stop is lost", "no stop is gained"), strict=True)
        if words not in listed | still_open and not (lost_elsewhere and words == OF_STOPS[0])
    ]
    if absent:
        yield Part(f"{proved}{', and '.join(absent)}.")
    if comparison.open:
        yield Part(
            f"Not settled, because the search gave up: {counted(len(comparison.open), 'kind')} of change. "
            "No one who was drawn shows one, but there may be sheets that do.",
            tuple(shown(kind.words) for kind in comparison.open if every or kind.of_safety),
        )
    elif comparison.changes:
        yield Part(f"{proved}there is no other kind of change.")
    else:
        yield Part(f"{proved}nothing comes out differently.")
