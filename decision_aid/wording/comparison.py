"""Two or more results side by side, in words.

Belongs here: what `compare` and `what-if` both show. Does not: finding the differences (`engine.comparison`).
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from typing import NamedTuple

from decision_aid.engine.comparison import Differences, differences
from decision_aid.engine.evaluate import WeighedArgument, nameable_questions
from decision_aid.engine.suggest import Suggestion
from decision_aid.model.answers import Value
from decision_aid.model.report import Block, Bullets, Paragraph, Reason, Report, Section
from decision_aid.model.rules import Action, Item
from decision_aid.wording.answers import answer_words, question_label, with_id
from decision_aid.wording.help import HELP_FIRST, contacts_for, help_section
from decision_aid.wording.outcomes import outcome_in_words
from decision_aid.wording.phrases import phrases_for
from decision_aid.wording.safety import KEEP_IN_MIND, danger_heard, gate_messages, safety_page
from decision_aid.wording.stamps import TEACHING_STAMP, about_this_page, disclaimer, stamps

TITLE = "Side by side"

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

NOT_COMPARED = "Approaches are not compared here. For at least one of these, safety and care come first."


class NamedResult(NamedTuple):
    """A result, and the name of what sets it apart: a file, a lens or a rule set."""

    name: str
    suggestion: Suggestion


def comparison_page(results: Sequence[NamedResult], *notes: Section, ids: bool = False) -> Report:
    """The first result compared with each of the others, after `notes` on how to read that.

    While safety comes first for one of them, no approach is named.
    """
    if not all(result.suggestion.evaluation.safe for result in results):
        return _help_first(results, ids)
    names = Bullets(tuple(f"{LETTERS[place]}: {result.name}" for place, result in enumerate(results)))
    pairs = (section for pair in _pairs(results, ids) for section in pair.sections())
    first = danger_heard(*(result.suggestion for result in results))
    sections = (*first, *_gates_first(results), *notes, Section("What is compared", (names,)), *pairs)
    contacts = dict.fromkeys(c for result in results for c in contacts_for(result.suggestion))
    disclaimers = dict.fromkeys(disclaimer(result.suggestion) for result in results)
    end = (help_section(contacts), about_this_page(*disclaimers))
    return Report(TITLE, (*sections, *end), _stamps(results))


def _stamps(results: Sequence[NamedResult]) -> tuple[str, ...]:
    """The stamps of all results. The teaching stamp says of which results it holds; a lens names itself."""
    by_stamp = _with_letters([stamps(result.suggestion) for result in results])
    return tuple(text if stamp == TEACHING_STAMP else stamp for stamp, text in by_stamp.items())


def _with_letters(texts: Sequence[Iterable[str]]) -> dict[str, str]:
    """The texts of the results, each once, after the letters of its results unless it is about all."""
    about: dict[str, list[str]] = {}
    for letter, of_one in zip(LETTERS, texts, strict=False):
        for text in dict.fromkeys(of_one):
            about.setdefault(text, []).append(letter)
    return {
        text: text if len(letters) == len(texts) else f"{', '.join(letters)}: {text}"
        for text, letters in about.items()
    }


def _gates_first(results: Sequence[NamedResult]) -> Iterator[Section]:
    """What the referrals and cautions of the results say."""
    headings = {Action.REFER: phrases_for(results[0].suggestion).referral, Action.CAUTION: KEEP_IN_MIND}
    for action, heading in headings.items():
        messages = _with_letters([gate_messages(result.suggestion, action) for result in results])
        if messages:
            strong = action is Action.REFER
            yield Section(heading, tuple(Paragraph(text, strong) for text in messages.values()))


def _help_first(results: Sequence[NamedResult], ids: bool) -> Report:
    """The pages of the sheets on which safety comes first, and the safety answers that differ.

    The sheets are called by their letters only: a file may be called like an approach.
    """
    pages = {
        LETTERS[place]: safety_page(result.suggestion)
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
    all_stamps = _stamps(results)
    above = tuple(stamp for stamp in all_stamps if stamp.endswith(TEACHING_STAMP))
    others = (stamp for stamp in all_stamps if stamp not in above)
    about = first.sections[-1]
    more = dict.fromkeys((*about.blocks, *map(Paragraph, (*others, NOT_COMPARED))))
    sections.append(about._replace(blocks=tuple(more)))
    return Report(HELP_FIRST, tuple(sections), above)


class _Pair(NamedTuple):
    """Two results, the letters they are called by, and in what they differ."""

    suggestions: tuple[Suggestion, Suggestion]
    letters: tuple[str, str]
    differences: Differences
    ids: bool

    def sections(self) -> Iterator[Section]:
        name = " and ".join(self.letters)
        if self.differences.is_empty:
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
        for question, *values in self.differences.answers:
            item = one.get(question) or other.get(question)
            if item and (among is None or question in among):
                words = [_answer_in_words(item, value) for value in values]
                yield Reason(question_label(item, self.ids), "", self._by_letter(words))

    def _by_letter(self, texts: Iterable[str]) -> tuple[str, ...]:
        """The text about each of the two, after its letter."""
        return tuple(f"{letter}: {text}" for letter, text in zip(self.letters, texts, strict=True))

    def _outcomes(self) -> Iterator[Block]:
        if not self.differences.outcomes:
            yield Paragraph("The same comes out.")
        rule_sets = [suggestion.evaluation.rule_set for suggestion in self.suggestions]
        captions = {d.id: d.caption for rule_set in reversed(rule_sets) for d in rule_set.decisions}
        for decision, *conclusions in self.differences.outcomes:
            outcomes = map(outcome_in_words, rule_sets, conclusions)
            yield Reason(with_id(captions[decision], decision, self.ids), "", self._by_letter(outcomes))

    def _gates(self) -> Iterator[Reason]:
        for suggestion, letter, gates in zip(
            self.suggestions, self.letters, self.differences.gates, strict=True
        ):
            for judged in suggestion.gates:
                if judged.gate.id in gates:
                    name = with_id(judged.gate.caption, judged.gate.id, self.ids)
                    yield Reason(f"In {letter} alone", name, ())

    def _arguments(self) -> Iterator[Block]:
        if rule := self.differences.first_rule:
            yield Paragraph(f"They part first at: {with_id(rule.caption, rule.id, self.ids)}.")
        one, other = (suggestion.evaluation.rule_set.candidate for suggestion in self.suggestions)
        for rule, argument, *weighed in self.differences.arguments:
            candidate = {**other, **one}[argument.candidate]
            lead = f"{argument.direction.capitalize()} {candidate.short}"
            weights = map(_weight_in_words, weighed)
            yield Reason(with_id(lead, rule.id, self.ids), rule.caption, self._by_letter(weights))


def _pairs(results: Sequence[NamedResult], ids: bool) -> Iterator[_Pair]:
    """The first result with each of the others."""
    first = results[0].suggestion
    for place, other in enumerate(results[1:], 1):
        apart = differences(first, other.suggestion)
        yield _Pair((first, other.suggestion), ("A", LETTERS[place]), apart, ids)


def _answer_in_words(item: Item, value: Value | None) -> str:
    return "no answer" if value is None else answer_words(item, value)


def _weight_in_words(weighed: WeighedArgument | None) -> str:
    if weighed is None:
        return "not made"
    counted = "counts" if weighed.counted else "not counted, its theme has said so already"
    return f"{weighed.strength}, {counted}"
