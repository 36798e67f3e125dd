"""What the documents claim, in words: the list, and what a class can learn from one of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from decision_aid.model.library import Claim, Figure, Lesson, Step
from decision_aid.model.report import (
    Bar,
    Bars,
    Block,
    Bullets,
    Paragraph,
    Reason,
    Report,
    Section,
    section_unless_empty,
)
from decision_aid.model.rules import Rules
from decision_aid.wording.claims import claim_page, verdict_on
from decision_aid.wording.class_pages import ROOM_TO_WRITE, last_questions, lesson_stamps, opening
from decision_aid.wording.grammar import counted, joined
from decision_aid.wording.help import contacts_on_every_page, help_section
from decision_aid.wording.sources import source_name
from decision_aid.wording.stamps import rule_stamps

PAGE_SAYS: Final = "The page says"
CLOSER_LOOK: Final = "A closer look"
FAIR_READING: Final = "A fair reading"

ASK: Final = "Before you go on: what would you want to know about this?"
"""To a class, before a closer look."""

WHAT_TO_DO: Final = (
    "Under each step is what the page says. Before you believe it, write down what you would want to know."
)

FULL_LENGTH: Final = 20
"""Dots of the longest bar in a picture of figures."""


def claims_page(rule_set: Rules, claims: Sequence[Claim]) -> Report:
    """The claims, by document and heading, each with what research says in a word."""
    sections: dict[str, list[Reason]] = {}
    for claim in claims:
        heading = f"{rule_set.source[claim.document].short}: {claim.heading}"
        sections.setdefault(heading, []).append(Reason(claim.id, claim.says, (verdict_on(rule_set, claim),)))
    number = f"{len(claims)} claims from the documents behind these rules"
    note = Section("Who wrote them", (Paragraph(rule_set.documents_note),))
    listed = (Section(heading, tuple(found)) for heading, found in sections.items())
    more = section_unless_empty("More", _more_on(rule_set, claims))
    return Report(number, (*listed, note, *more), rule_stamps(rule_set))


def _more_on(rule_set: Rules, claims: Sequence[Claim]) -> Iterator[Paragraph]:
    """How to open one claim of the list, or a lesson."""
    if claims:
        yield Paragraph(f"To see a claim in full, such as {claims[0].id}: claims {claims[0].id}")
    for lesson in rule_set.library.lessons_on_claims[:1]:
        yield Paragraph(f"To see a lesson on some of them: claims lesson {lesson.id}")


def several_claims_page(rule_set: Rules, claims: Sequence[Claim]) -> Report:
    """Some claims in full, one below the other."""
    sections = tuple(
        section._replace(heading=f"{claim.id}: {section.heading}")
        for claim in claims
        for section in claim_page(rule_set, claim).sections
    )
    return Report(counted(len(claims), "claim"), sections)


def lessons_page(rule_set: Rules) -> Report:
    """The lessons on claims, with the names to call them by."""
    blocks = tuple(Reason(lesson.id, lesson.title, ()) for lesson in rule_set.library.lessons_on_claims)
    return Report("Lessons", (Section("For a class", blocks or (Paragraph("There aren't any."),)),))


def lesson_page(rule_set: Rules, lesson: Lesson) -> Report:
    """One lesson, step by step, with the numbers of its sources, which are listed once, below."""
    numbers = _numbers(lesson)
    steps = (Section(title, (_claimed(step), *_looked_at(step, numbers))) for title, step in _titles(lesson))
    sections = (opening(lesson), *steps, *_end(rule_set, lesson))
    return Report(lesson.title, sections, lesson_stamps(rule_set))


def lesson_screens(rule_set: Rules, lesson: Lesson) -> tuple[Report, ...]:
    """The same as screens to turn: of each step first what the page says, then what a closer look shows."""
    numbers, stamps = _numbers(lesson), lesson_stamps(rule_set)
    ahead = Bullets(tuple(f"{number} {step.heading}" for number, step in enumerate(lesson.steps, 1)))
    first = (opening(lesson), Section("The steps", (ahead,)))
    screens = [Report(lesson.title, first, stamps)]
    for title, step in _titles(lesson):
        claimed = (Paragraph(step.page_says), Paragraph(ASK, strong=True))
        screens.append(Report(title, (Section(PAGE_SAYS, claimed),), stamps))
        closer: tuple[Block, ...] = (
            Paragraph(step.look_closer),
            *map(Paragraph, _cited_in(step, numbers)),
            *_drawn(step),
        )
        fair = Section(FAIR_READING, (Paragraph(step.fair_reading),))
        screens.append(Report(title, (Section(CLOSER_LOOK, closer), fair), stamps))
    return (*screens, Report("To end with", tuple(_end(rule_set, lesson)), stamps))


def handout_page(rule_set: Rules, lesson: Lesson) -> Report:
    """A page to hand out: what the page says, step by step, and room to write. It has no closer look."""
    steps = (
        Section(title, (_claimed(step), Paragraph(f"I'd want to know: {ROOM_TO_WRITE}")))
        for title, step in _titles(lesson)
    )
    sections = (
        Section("What to do", (Paragraph(WHAT_TO_DO),)),
        *steps,
        last_questions(lesson),
        help_section(contacts_on_every_page(rule_set)),
    )
    return Report(lesson.title, sections, lesson_stamps(rule_set))


def _titles(lesson: Lesson) -> Iterator[tuple[str, Step]]:
    return ((f"Step {number}: {step.heading}", step) for number, step in enumerate(lesson.steps, 1))


def _numbers(lesson: Lesson) -> Mapping[str, int]:
    """The sources of a lesson by their ids, numbered as they come."""
    sources = dict.fromkeys(source for step in lesson.steps for source in step.sources)
    return {source: number for number, source in enumerate(sources, 1)}


def _claimed(step: Step) -> Reason:
    return Reason(PAGE_SAYS, step.page_says, ())


def _looked_at(step: Step, numbers: Mapping[str, int]) -> Iterator[Block]:
    yield Reason(CLOSER_LOOK, step.look_closer, tuple(_cited_in(step, numbers)))
    yield from _drawn(step)
    yield Reason(FAIR_READING, step.fair_reading, ())


def _cited_in(step: Step, numbers: Mapping[str, int]) -> Iterator[str]:
    """The numbers of the sources of a step, if it has any."""
    if step.sources:
        cited = ", ".join(str(numbers[source]) for source in step.sources)
        yield f"{'Sources' if len(step.sources) > 1 else 'Source'}: {cited}"


def _drawn(step: Step) -> Iterator[Bars]:
    if step.figures:
        yield Bars(tuple(_to_scale(step.figures)))


def _to_scale(figures: Sequence[Figure]) -> Iterator[Bar]:
    """The figures as bars, the largest of them at full length; none but zero is without a dot."""
    largest = max(abs(figure.hundredths) for figure in figures) or 1
    for figure in figures:
        length = max(1, round(FULL_LENGTH * abs(figure.hundredths) / largest)) if figure.hundredths else 0
        yield Bar(figure.of, figure.written, length if figure.hundredths > 0 else -length)


def _end(rule_set: Rules, lesson: Lesson) -> Iterator[Section]:
    sources = {number: rule_set.source[id] for id, number in _numbers(lesson).items()}
    in_part = [number for number, source in sources.items() if source.seen != "full"]
    said = [f"We read only a part of {joined([*map(str, in_part)])}."] if in_part else []
    cited = (f"{number}. {source_name(source)}: {source.about}" for number, source in sources.items())
    yield last_questions(lesson)
    yield from section_unless_empty("Sources", map(Paragraph, (*said, *cited)))
    if lesson.document:
        document = rule_set.source[lesson.document]
        place = Paragraph(f"{document.short}: {document.link}")
        yield Section("The page", (place, Paragraph(rule_set.documents_note)))
    yield help_section(contacts_on_every_page(rule_set))


def examples(rule_set: Rules) -> Iterator[Report]:
    """The list of all claims, and every lesson with its handout."""
    yield claims_page(rule_set, rule_set.library.claims)
    for lesson in rule_set.library.lessons_on_claims:
        yield lesson_page(rule_set, lesson)
        yield handout_page(rule_set, lesson)
