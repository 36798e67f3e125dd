"""Two or more results side by side, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

from decision_aid.answers import Value
from decision_aid.comparison import Argued, Concluded, Differences, differences
from decision_aid.crisis import by_urgency, contacts_for, help_section
from decision_aid.engine import WeighedArgument
from decision_aid.engine import nameable_questions as safety_questions
from decision_aid.explaining.pages import came_to, named
from decision_aid.model import Action, Item
from decision_aid.reasons import answer_words, voice_of
from decision_aid.report import Block, Bullets, Paragraph, Reason, Report, Section
from decision_aid.suggestion import Suggestion
from decision_aid.wording import TEACHING_STAMP, disclaimer, report, stamps

TITLE = "Side by side"

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

NOT_COMPARED = "Approaches are not compared here. For at least one of these, safety and care come first."


class Compared(NamedTuple):
    """One result, and what it is called: a file, a lens or a rule set."""

    name: str
    suggestion: Suggestion


def compared(results: Sequence[Compared], *, ids: bool = False) -> Report:
    """The first result beside each of the others. While safety comes first for one, no approach is named."""
    if not all(result.suggestion.evaluation.safe for result in results):
        return _help_first(results, ids)
    names = Bullets(tuple(f"{LETTERS[place]}: {result.name}" for place, result in enumerate(results)))
    sections = [*_gates_first(results), Section("What is compared", (names,))]
    for place in range(1, len(results)):
        sections += _pair(results, place, ids)
    contacts = dict.fromkeys(c for result in results for c in contacts_for(result.suggestion))
    disclaimers = dict.fromkeys(disclaimer(result.suggestion) for result in results)
    about = Section("About this page", tuple(map(Paragraph, disclaimers)))
    return Report(TITLE, (*sections, help_section("Help at any time", contacts), about), _stamps(results))


def _stamps(results: Sequence[Compared]) -> tuple[str, ...]:
    """The stamps of all results; what stands on some alone names them, but for a lens, which names itself."""
    told = _told_of(results, stamps)
    return tuple(said if stamp == TEACHING_STAMP else stamp for stamp, said in told.items())


def _told_of(results: Sequence[Compared], texts: Callable[[Suggestion], Iterable[str]]) -> dict[str, str]:
    """Texts of the results, each once: after the letters of those it is about, unless it is about all."""
    about: dict[str, list[str]] = {}
    for place, result in enumerate(results):
        for text in dict.fromkeys(texts(result.suggestion)):
            about.setdefault(text, []).append(LETTERS[place])
    return {
        text: text if len(letters) == len(results) else f"{', '.join(letters)}: {text}"
        for text, letters in about.items()
    }


def _gates_first(results: Sequence[Compared]) -> Iterator[Section]:
    """What the referrals and cautions of the results say, as a page for each of them would."""
    headings = {Action.REFER: voice_of(results[0].suggestion).referral, Action.CAUTION: "Please keep in mind"}
    for action, heading in headings.items():
        told = _told_of(results, partial(_messages, action=action))
        if told:
            strong = action is Action.REFER
            yield Section(heading, tuple(Paragraph(said, strong) for said in told.values()))


def _messages(suggestion: Suggestion, action: Action) -> Iterator[str]:
    setting = suggestion.evaluation.answers.setting
    for judged in by_urgency(suggestion.gates):
        if judged.gate.action is action:
            yield judged.gate.message.to(setting)


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
    for place in range(1, len(results)):
        blocks = tuple(_answers(results, place, ids, safety_alone=True))
        if blocks:
            sections.append(Section(f"Answers to the safety questions, A and {LETTERS[place]}", blocks))
    above = tuple(stamp for stamp in _stamps(results) if stamp.endswith(TEACHING_STAMP))
    others = (stamp for stamp in _stamps(results) if stamp not in above)
    about = first.sections[-1]
    more = dict.fromkeys((*about.blocks, *map(Paragraph, (*others, NOT_COMPARED))))
    sections.append(about._replace(blocks=tuple(more)))
    return Report("Help comes first", tuple(sections), above)


def _pair(results: Sequence[Compared], place: int, ids: bool) -> Iterator[Section]:
    first, second = results[0].suggestion, results[place].suggestion
    found = differences(first, second)
    pair = f"A and {LETTERS[place]}"
    if found.none:
        yield Section(pair, (Paragraph("They are the same in all that counts."),))
        return
    letters = ("A", LETTERS[place])
    yield Section(f"{pair}: what comes out", tuple(_outcomes(first, second, found, letters, ids)))
    for heading, blocks in (
        ("answers that differ", tuple(_answers(results, place, ids))),
        ("checks that differ", tuple(_gates(first, second, found, letters, ids))),
        ("reasons that differ", tuple(_arguments(first, second, found, letters, ids))),
    ):
        if blocks:
            yield Section(f"{pair}: {heading}", blocks)


def _answers(
    results: Sequence[Compared], place: int, ids: bool, *, safety_alone: bool = False
) -> Iterator[Block]:
    first, second = results[0].suggestion, results[place].suggestion
    for answered in differences(first, second).answers:
        items = [s.evaluation.rule_set.item.get(answered.question) for s in (first, second)]
        item = items[0] or items[1]
        if item and (not safety_alone or all(_about_safety(s, answered.question) for s in (first, second))):
            lines = (
                f"{letter}: {_answer(item, value)}"
                for letter, value in zip(("A", LETTERS[place]), answered[1:], strict=True)
            )
            yield Reason(named(item.label, item.link_id, ids), "", tuple(lines))


def _about_safety(suggestion: Suggestion, question: str) -> bool:
    return question in safety_questions(suggestion.evaluation.rule_set)


def _answer(item: Item, value: Value | None) -> str:
    return "no answer" if value is None else answer_words(item, value)


def _gates(
    first: Suggestion, second: Suggestion, found: Differences, letters: Sequence[str], ids: bool
) -> Iterator[Reason]:
    for suggestion, letter, gates in zip((first, second), letters, found.gates, strict=True):
        for judged in suggestion.gates:
            if judged.gate.id in gates:
                yield Reason(f"In {letter} alone", named(judged.gate.caption, judged.gate.id, ids), ())


def _arguments(
    first: Suggestion, second: Suggestion, found: Differences, letters: Sequence[str], ids: bool
) -> Iterator[Block]:
    if found.parted:
        rule = found.parted
        yield Paragraph(f"They part first at: {named(rule.caption, rule.id, ids)}.")
    for argued in found.arguments:
        lines = (f"{letter}: {_told(weighed)}" for letter, weighed in zip(letters, argued[2:], strict=True))
        yield Reason(_said(first, second, argued, ids), argued.rule.caption, tuple(lines))


def _said(first: Suggestion, second: Suggestion, argued: Argued, ids: bool) -> str:
    candidates = {**second.evaluation.rule_set.candidate, **first.evaluation.rule_set.candidate}
    candidate = candidates[argued.argument.candidate]
    said = f"{argued.argument.direction.capitalize()} {candidate.short}"
    return f"{said} [{argued.rule.id}]" if ids else said


def _told(weighed: WeighedArgument | None) -> str:
    if weighed is None:
        return "not made"
    counted = "counts" if weighed.counted else "not counted, its theme has said so already"
    return f"{weighed.strength}, {counted}"


def _outcomes(
    first: Suggestion, second: Suggestion, found: Differences, letters: Sequence[str], ids: bool
) -> Iterator[Block]:
    if not found.outcomes:
        yield Paragraph("The same comes out.")
    for concluded in found.outcomes:
        lines = (
            f"{letter}: {came_to(suggestion.evaluation.rule_set, conclusion)}"
            for letter, suggestion, conclusion in zip(letters, (first, second), concluded[1:], strict=True)
        )
        yield Reason(_decision(first, second, concluded, ids), "", tuple(lines))


def _decision(first: Suggestion, second: Suggestion, concluded: Concluded, ids: bool) -> str:
    decisions = (*first.evaluation.rule_set.decisions, *second.evaluation.rule_set.decisions)
    decision = next(decision for decision in decisions if decision.id == concluded.decision)
    return named(decision.caption, decision.id, ids)
