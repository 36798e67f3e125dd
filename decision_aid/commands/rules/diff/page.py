"""What a change of rules does, in words: first the texts that change, then what comes out otherwise.

Belongs here: the sentences. Does not: looking for what changes (`texts`, `find`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from decision_aid.commands.rules.diff.find import Change, Comparison
from decision_aid.commands.rules.diff.kinds import Kind
from decision_aid.commands.rules.diff.texts import ChangedText, ChangedTexts, Sign
from decision_aid.engine.evaluate import evaluate
from decision_aid.model.problems import shown
from decision_aid.model.report import Paragraph, Reason, Report, Section
from decision_aid.model.rules import Rules
from decision_aid.proving.shares import Share
from decision_aid.wording.answers_file import answers_file
from decision_aid.wording.changed_reasons import changed_reasons
from decision_aid.wording.grammar import counted

NOT_PEOPLE = "Shares are of possible answer sheets, not of people: most sheets nobody would ever fill in."
ESTIMATES = "Shares are of people on paper, drawn as population.yaml says."

MOST_NAMED = 8
"""Kinds that are named one by one; of more, the others are counted."""


CONTEXT = 6
"""Words on each side of a change; of a longer text, the others are left out."""


def texts_page(old: Rules, new: Rules, texts: ChangedTexts) -> Report:
    """What is told first: contacts, texts of safety and questions that say something else now."""
    of_all = (
        ("Contacts that changed", texts.contacts),
        ("Texts of safety that changed", texts.safety),
        ("Questions that changed", texts.questions),
    )
    sections = tuple(_section(heading, changed) for heading, changed in of_all if changed)
    if sections:
        legend = Paragraph("[-What it said-] and {+what it says now+}, word by word:")
        sections = (sections[0]._replace(blocks=(legend, *sections[0].blocks)), *sections[1:])
    else:
        nothing = "No contact, no text of safety and no question has other words."
        sections = (Section("Texts", (Paragraph(nothing),)),)
    title = f"From {old.id} {old.version} to {new.id} {new.version}"
    return Report(title, sections)


def other_texts_page(texts: ChangedTexts) -> Report | None:
    """What is told last: the other texts that changed, if any."""
    heading = "Other texts that changed"
    return Report(heading, (_section("Word by word", texts.others),)) if texts.others else None


def _section(heading: str, changed: Sequence[ChangedText]) -> Section:
    return Section(heading, tuple(Reason(f"{one.part}, {one.field}", _marked(one), ()) for one in changed))


def _marked(changed: ChangedText) -> str:
    """A text with what is gone and what is new, and enough of the rest to know where."""
    marks = {Sign.GONE: "[-{}-]", Sign.NEW: "{{+{}+}}"}
    words = changed.word_by_word
    told = [
        marks[one.sign].format(one.text)
        if one.sign in marks
        else _around(one.text, first=number == 0, last=number == len(words) - 1)
        for number, one in enumerate(words)
    ]
    return " ".join(filter(None, told))


def _around(text: str, *, first: bool, last: bool) -> str:
    words = text.split()
    before, after = words[:CONTEXT] if not first else [], words[-CONTEXT:] if not last else []
    if len(words) <= len(before) + len(after):
        return text
    return " ".join((*before, "...", *after))


def page(comparison: Comparison) -> str:
    """What comes out otherwise, in words."""
    return "\n".join(_lines(comparison)) + "\n"


def _lines(comparison: Comparison) -> Iterator[str]:
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
    return (
        f"Come out otherwise: {'; '.join(shares)}. {ESTIMATES if comparison.with_population else NOT_PEOPLE}"
    )


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
