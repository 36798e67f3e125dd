"""What a change of rules does, in words.

Belongs here: the sentences. Does not: looking for what changes (`find`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from decision_aid.commands.rules.diff.find import Change, Comparison
from decision_aid.commands.rules.diff.kinds import Kind
from decision_aid.commands.rules.diff.sample import Share
from decision_aid.engine.evaluate import evaluate
from decision_aid.model.problems import shown
from decision_aid.wording.answers_file import answers_file
from decision_aid.wording.changed_reasons import changed_reasons
from decision_aid.wording.grammar import counted

NOT_PEOPLE = "Shares are of possible answer sheets, not of people: most sheets nobody would ever fill in."
ESTIMATES = "Shares are estimates for people who answer as often as the weights say, each answer on its own."

MOST_NAMED = 8
"""Kinds that are named one by one; of more, the others are counted."""


def page(comparison: Comparison) -> str:
    """The comparison in words."""
    return "\n".join(_lines(comparison)) + "\n"


def _lines(comparison: Comparison) -> Iterator[str]:
    old, new = comparison.old, comparison.new
    yield f"From {shown(f'{old.id} {old.version}')} to {shown(f'{new.id} {new.version}')}"
    yield "Compared on every answer sheet that both accept."
    for questions, which in zip(comparison.only, ("old", "new"), strict=True):
        if questions:
            yield f"Only the {which} one asks, so left out: {', '.join(map(shown, questions))}."
    if comparison.changes:
        yield _otherwise(comparison)
    for change in comparison.changes:
        yield ""
        yield f"{shown(change.kind.words)}: {_share(change.share, change.kind.stops)}"
        yield from _example(comparison, change)
    yield ""
    yield from _proved(comparison)
    yield ""
    if comparison.moved:
        yield f"Worked cases that move: {len(comparison.moved)}."
        for moved in comparison.moved:
            yield f"  {shown(moved.case)}: {shown(moved.old)} -> {shown(moved.new)}"
    else:
        yield "No worked case moves."


def _otherwise(comparison: Comparison) -> str:
    shares = (_share(share, stops) for stops, share in enumerate(comparison.otherwise))
    return f"Come out otherwise: {'; '.join(shares)}. {ESTIMATES if comparison.weighted else NOT_PEOPLE}"


def _share(share: Share, stops: int) -> str:
    """A share, with its margin of error in percentage points."""
    which = "sheets that stop" if stops else "sheets that stop nowhere"
    if not share.drawn:
        return f"no share is known, since no {which} could be drawn"
    if not share.part:
        return f"under {share.margin:.2g}% of {which} (none of the {share.drawn:,} drawn)"
    return f"{_percent(share.percent)}% of {which} (± {share.margin:.1g}; {share.drawn:,} drawn)"


def _percent(number: float) -> str:
    return f"{number:.0f}" if number >= 10 else f"{number:.2g}"


def _example(comparison: Comparison, change: Change) -> Iterator[str]:
    old, new = comparison.old, comparison.new
    sheet = {
        link_id: change.sheet[link_id] for link_id in {**new.item, **old.item} if link_id in change.sheet
    }
    yield from (f"  {line}" for line in changed_reasons(evaluate(old, sheet), evaluate(new, sheet)))
    yield f"  A {'shortest' if change.shortest else 'short'} sheet of this kind:"
    yield from (f"    {line}" for line in answers_file(new.id, sheet))


def _proved(comparison: Comparison) -> Iterator[str]:
    """That there are no other kinds of change, as far as it is proved."""
    listed = {change.kind.words for change in comparison.changes}
    still_open = {kind.words for kind in comparison.open}
    for words, none in (("A stop is lost", "no stop is lost"), ("A stop is gained", "no stop is gained")):
        if words not in listed | still_open:
            yield f"Proved for every such sheet: {none}."
    if comparison.open:
        yield (
            f"Not settled, because the search gave up: {counted(len(comparison.open), 'kind')} of change. "
            "They may be possible or not."
        )
        yield from _named(comparison.open)
    elif comparison.changes:
        yield "Proved for every such sheet: there is no other kind of change."
    else:
        yield "Proved for every such sheet: nothing comes out otherwise."


def _named(kinds: Sequence[Kind]) -> Iterator[str]:
    yield from (f"  {shown(kind.words)}" for kind in kinds[:MOST_NAMED])
    if len(kinds) > MOST_NAMED:
        yield f"  and {len(kinds) - MOST_NAMED} more"
