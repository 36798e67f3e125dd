"""The texts that a change of rules changes: of what safety rests on, and of all, word by word.

Belongs here: how changed texts are told, all of them or so that they fit a screen. Does not: finding them
(`texts`), and what comes out otherwise (`page`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from decision_aid.commands.rules.diff.texts import ChangedText, ChangedTexts, Sign
from decision_aid.model.problems import shortened
from decision_aid.model.report import Block, Paragraph, Reason, Report, Section
from decision_aid.model.rules import Rules
from decision_aid.model.texts import texts_of_all
from decision_aid.wording.grammar import counted, joined

CONTEXT = 6
"""Words on each side of a change; of a longer text, the others are left out."""


GROUPS: Final = {
    "contacts": "Contacts that changed",
    "safety": "Texts of safety that changed",
    "gates": "Gates that hold at other times",
    "questions": "Questions that changed",
    "cases": "Worked cases that changed",
    "others": "Other texts that changed",
}
"""The groups of texts, and what stands above each; the gravest first."""

OF_SAFETY: Final = ("contacts", "safety", "gates")


MOST_THINGS: Final = 12
"""Things that are told of a group of texts; of more, the others are counted."""

MOST_LETTERS: Final = 100
"""Letters of a text that stands for a new thing, or one that is gone."""

SAYING_MOST: Final = ("because", "about", "text", "title", "caption", "name")
"""The fields whose words stand for a thing, the first that it has."""

COUNTED: Final = {"population": "population line"}
"""What is counted, and told by what comes out otherwise."""


def texts_page(
    old: Rules, new: Rules, texts: ChangedTexts, verdict: str = "", *, every: bool = True
) -> Report:
    """What is told first: all in a line, then each text that says something else now.

    Without `every`, what is new or gone has a line, and of many texts the others are counted. Of what
    safety rests on, nothing is left out.
    """
    changed_groups = {name: getattr(texts, name) for name in GROUPS}
    sections = [
        _section(GROUPS[name], changed)
        if every or name in OF_SAFETY
        else _section_in_short(GROUPS[name], changed, old, new)
        for name, changed in changed_groups.items()
        if changed and (every or name != "cases")
    ]
    if sections:
        legend = Paragraph("[-What it said-] and {+what it says now+}, word by word:")
        sections[0] = sections[0]._replace(blocks=(legend, *sections[0].blocks))
    if not any(changed_groups[name] for name in (*OF_SAFETY, "questions")):
        nothing = "No contact, no text of safety, no gate and no question has other words."
        sections.insert(0, Section("Texts", (Paragraph(nothing),)))
    if verdict:
        sections.insert(0, Section("In a line", (Paragraph(verdict, strong=True),)))
    return Report(f"From {old.id} {old.version} to {new.id} {new.version}", tuple(sections))


def _section(heading: str, changed: Sequence[ChangedText]) -> Section:
    return Section(heading, tuple(_in_words(one) for one in changed))


def _section_in_short(heading: str, changed: Sequence[ChangedText], old: Rules, new: Rules) -> Section:
    told = [one for one in changed if not _is_counted(one)]
    found = _things(told, old, new)
    blocks: list[Block] = [_in_a_line(one) for one in found[:MOST_THINGS]]
    more = [*_counted_things(changed)]
    if len(found) > MOST_THINGS:
        more.append(counted(sum(len(one.texts) for one in found[MOST_THINGS:]), "more text"))
    return Section(heading, (*blocks, *([Paragraph(f"And {joined(more)}.")] if more else ())))


def _in_a_line(thing: Thing) -> Reason:
    if not thing.became:
        (one,) = thing.texts
        return _in_words(one)
    number = f" ({counted(len(thing.texts), 'text')})" if len(thing.texts) > 1 else ""
    left, right = ("{+", "+}") if thing.became == "new" else ("[-", "-]")
    label = f"{thing.name}, {thing.became}{_at(thing.texts[0])}"
    return Reason(label, f"{left}{thing.in_a_line}{right}{number}", ())


def _in_words(changed: ChangedText) -> Reason:
    return Reason(f"{changed.part}, {changed.field}{_at(changed)}", _with_marks(changed), ())


def _at(changed: ChangedText) -> str:
    return f" ({changed.place})" if changed.place else ""


def _with_marks(changed: ChangedText) -> str:
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


class Thing(NamedTuple):
    """Some texts of one thing, which is new, gone, or there in both."""

    name: str
    texts: tuple[ChangedText, ...]
    became: str

    @property
    def in_a_line(self) -> str:
        """The words that stand for it: when it holds, and what it says."""
        says: dict[str, str] = {}
        for one in self.texts:
            says.setdefault(one.field.rpartition(", ")[2], one.new or one.old or "")
        when = f"when {says['holds when']}: " if "holds when" in says else ""
        field = next((name for name in SAYING_MOST if name in says), None)
        return when + shortened(says[field] if field else next(iter(says.values())), MOST_LETTERS)


def _things(changed: Sequence[ChangedText], old: Rules, new: Rules) -> list[Thing]:
    """Texts that changed, those of a thing that one rule set alone has as one."""
    before, after = (frozenset(_names_in(rules)) for rules in (old, new))
    found: dict[str, Thing] = {}
    for number, one in enumerate(changed):
        names = [name for name in _names(one.part, one.field) if (name in before) != (name in after)]
        name, became = (names[0], "new" if names[0] in after else "gone") if names else (str(number), "")
        texts = found[name].texts if name in found else ()
        found[name] = Thing(names[0] if names else one.part, (*texts, one), became)
    return [*found.values()]


def _counted_things(changed: Sequence[ChangedText]) -> Iterator[str]:
    """Of what comes out otherwise anyway, how much of it changed."""
    for kind, noun in COUNTED.items():
        parts = {_line_of(one) for one in changed if _kind(one) == kind}
        if parts:
            yield counted(len(parts), noun)


def _is_counted(one: ChangedText) -> bool:
    """Whether a text is one of those that are only counted."""
    return _kind(one) in COUNTED


def _kind(one: ChangedText) -> str:
    return one.part.partition(" ")[0]


def _line_of(one: ChangedText) -> str:
    return one.field.partition(", ")[0]


def _names_in(rules: Rules) -> Iterator[str]:
    for piece in (*texts_of_all(rules), *texts_of_all(rules.library)):
        yield from _names(piece.part, piece.field)


def _names(part: str, field: str) -> tuple[str, ...]:
    """What a text is a text of, the whole first: such as a decision, and one of its candidates."""
    within = field.rpartition(", ")[0]
    return (part, f"{part}, {within}") if within else (part,)
