"""Two or more results side by side, in words."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from typing import NamedTuple

from decision_aid.engine.comparison import Differences, differences
from decision_aid.engine.evaluate import WeighedArgument, nameable_questions
from decision_aid.engine.suggest import Suggestion
from decision_aid.model.answers import Value
from decision_aid.model.report import Block, Bullets, Paragraph, Reason, Report, Section
from decision_aid.model.rules import Action, Item
from decision_aid.wording.help import HELP_FIRST, contacts_for, help_section
from decision_aid.wording.page_parts import came_to, named
from decision_aid.wording.reasons import answer_words, voice_of
from decision_aid.wording.result import (
    TEACHING_STAMP,
    danger_heard,
    disclaimer,
    gate_messages,
    report,
    stamps,
)

TITLE = "Side by side"

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

NOT_COMPARED = "Approaches are not compared here. For at least one of these, safety and care come first."


class Compared(NamedTuple):
    """One result, and what it is called: a file, a lens or a rule set."""

    name: str
    suggestion: Suggestion


def compared(results: Sequence[Compared], *notes: Section, ids: bool = False) -> Report:
    """The first result beside each of the others, after `notes` on how to read that.

    While safety comes first for one, no approach is named.
    """
    if not all(result.suggestion.evaluation.safe for result in results):
        return _help_first(results, ids)
    names = Bullets(tuple(f"{LETTERS[place]}: {result.name}" for place, result in enumerate(results)))
    pairs = (section for pair in _pairs(results, ids) for section in pair.sections())
    first = danger_heard(*(result.suggestion for result in results))
    sections = (*first, *_gates_first(results), *notes, Section("What is compared", (names,)), *pairs)
    contacts = dict.fromkeys(c for result in results for c in contacts_for(result.suggestion))
    disclaimers = dict.fromkeys(disclaimer(result.suggestion) for result in results)
    about = Section("About this page", tuple(map(Paragraph, disclaimers)))
    return Report(TITLE, (*sections, help_section(contacts), about), _stamps(results))


def _stamps(results: Sequence[Compared]) -> tuple[str, ...]:
    """The stamps of all results; what stands on some alone names them, but for a lens, which names itself."""
    told = _told_of([stamps(result.suggestion) for result in results])
    return tuple(said if stamp == TEACHING_STAMP else stamp for stamp, said in told.items())


def _told_of(texts: Sequence[Iterable[str]]) -> dict[str, str]:
    """Texts of the results, each once: after the letters of those it is about, unless it is about all."""
    about: dict[str, list[str]] = {}
    for letter, of_one in zip(LETTERS, texts, strict=False):
        for text in dict.fromkeys(of_one):
            about.setdefault(text, []).append(letter)
    return {
        text: text if len(letters) == len(texts) else f"{', '.join(letters)}: {text}"
        for text, letters in about.items()
    }


def _gates_first(results: Sequence[Compared]) -> Iterator[Section]:
    """What the referrals and cautions of the results say, as a page for each of them would."""
    headings = {Action.REFER: voice_of(results[0].suggestion).referral, Action.CAUTION: "Please keep in mind"}
    for action, heading in headings.items():
        told = _told_of([gate_messages(result.suggestion, action) for result in results])
        if told:
            strong = action is Action.REFER
            yield Section(heading, tuple(Paragraph(said, strong) for said in told.values()))


def _help_first(results: Sequence[Compared], ids: bool) -> Report:
    """What each sheet without a suggestion says, and the safety answers that differ.

    The sheets are called by their letters alone: a file may have the name of an approach.
    """
    pages = {
        LETTERS[place]: report(result.suggestion)
        for place, result in enumerate(results)
        if not result.suggestion.evaluation.safe
    }
    first = next(iter(pages.values()))
    sections = [
        section._replace(heading=f"{letter}: {section.heading}")
        for letter, page in pages.items()
        for section in page.sections[:-1]
    ]
    for pair in _pairs(results, ids):
        about_safety = [set(nameable_questions(s.evaluation.rule_set)) for s in pair.suggestions]
        if blocks := tuple(pair.answers(set.intersection(*about_safety))):
            heading = f"Answers to the safety questions, {' and '.join(pair.letters)}"
            sections.append(Section(heading, blocks))
    told = _stamps(results)
    above = tuple(stamp for stamp in told if stamp.endswith(TEACHING_STAMP))
    others = (stamp for stamp in told if stamp not in above)
    about = first.sections[-1]
    more = dict.fromkeys((*about.blocks, *map(Paragraph, (*others, NOT_COMPARED))))
    sections.append(about._replace(blocks=tuple(more)))
    return Report(HELP_FIRST, tuple(sections), above)


class _Pair(NamedTuple):
    """Two results, what they are called here, and what sets them apart."""

    suggestions: tuple[Suggestion, Suggestion]
    letters: tuple[str, str]
    found: Differences
    ids: bool

    def sections(self) -> Iterator[Section]:
        name = " and ".join(self.letters)
        if self.found.none:
            yield Section(name, (Paragraph("They are the same in all that counts."),))
            return
        yield Section(f"{name}: what comes out", tuple(self._outcomes()))
        for heading, blocks in (
            ("answers that differ", tuple(self.answers())),
            ("checks that differ", tuple(self._gates())),
            ("reasons that differ", tuple(self._arguments())),
        ):
            if blocks:
                yield Section(f"{name}: {heading}", blocks)

    def answers(self, among: Container[str] | None = None) -> Iterator[Block]:
        """The answers that differ; with `among`, only those to these questions."""
        one, other = (suggestion.evaluation.rule_set.item for suggestion in self.suggestions)
        for answered in self.found.answers:
            item = one.get(answered.question) or other.get(answered.question)
            if item and (among is None or answered.question in among):
                said = (_answer(item, value) for value in (answered.first, answered.second))
                yield Reason(named(item.label, item.link_id, self.ids), "", self._beside(said))

    def _beside(self, told: Iterable[str]) -> tuple[str, ...]:
        """What is told of each, behind its letter."""
        return tuple(f"{letter}: {words}" for letter, words in zip(self.letters, told, strict=True))

    def _outcomes(self) -> Iterator[Block]:
        if not self.found.outcomes:
            yield Paragraph("The same comes out.")
        rule_sets = [suggestion.evaluation.rule_set for suggestion in self.suggestions]
        captions = {d.id: d.caption for rule_set in reversed(rule_sets) for d in rule_set.decisions}
        for decision, *conclusions in self.found.outcomes:
            told = map(came_to, rule_sets, conclusions)
            yield Reason(named(captions[decision], decision, self.ids), "", self._beside(told))

    def _gates(self) -> Iterator[Reason]:
        for suggestion, letter, gates in zip(self.suggestions, self.letters, self.found.gates, strict=True):
            for judged in suggestion.gates:
                if judged.gate.id in gates:
                    name = named(judged.gate.caption, judged.gate.id, self.ids)
                    yield Reason(f"In {letter} alone", name, ())

    def _arguments(self) -> Iterator[Block]:
        if rule := self.found.parted:
            yield Paragraph(f"They part first at: {named(rule.caption, rule.id, self.ids)}.")
        one, other = (suggestion.evaluation.rule_set.candidate for suggestion in self.suggestions)
        for argued in self.found.arguments:
            candidate = {**other, **one}[argued.argument.candidate]
            lead = f"{argued.argument.direction.capitalize()} {candidate.short}"
            told = map(_told, (argued.first, argued.second))
            yield Reason(named(lead, argued.rule.id, self.ids), argued.rule.caption, self._beside(told))


def _pairs(results: Sequence[Compared], ids: bool) -> Iterator[_Pair]:
    """The first result with each of the others."""
    first = results[0].suggestion
    for place, other in enumerate(results[1:], 1):
        found = differences(first, other.suggestion)
        yield _Pair((first, other.suggestion), ("A", LETTERS[place]), found, ids)


def _answer(item: Item, value: Value | None) -> str:
    return "no answer" if value is None else answer_words(item, value)


def _told(weighed: WeighedArgument | None) -> str:
    if weighed is None:
        return "not made"
    counted = "counts" if weighed.counted else "not counted, its theme has said so already"
    return f"{weighed.strength}, {counted}"
