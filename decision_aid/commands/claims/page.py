"""What the documents claim, in words: the list, and what a class can learn from one of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from decision_aid.model.library import Claim, Lesson, Step
from decision_aid.model.report import Block, Bullets, Paragraph, Reason, Report, Row, Section, Table
from decision_aid.model.rules import Rules, Source
from decision_aid.wording.claims import verdict_on
from decision_aid.wording.help import contacts_on_every_page, help_section
from decision_aid.wording.sources import source_name
from decision_aid.wording.stamps import TEACHING_STAMP, rule_stamps


def claims_page(rule_set: Rules, claims: Sequence[Claim]) -> Report:
    """The claims, by document and heading, each with what research says in a word."""
    sections: dict[str, list[Reason]] = {}
    for claim in claims:
        heading = f"{rule_set.source[claim.document].short}: {claim.heading}"
        sections.setdefault(heading, []).append(Reason(claim.id, claim.says, (verdict_on(claim),)))
    number = f"{len(claims)} claims of the documents behind these rules"
    note = Section("Who wrote them", (Paragraph(rule_set.documents_note),))
    listed = (Section(heading, tuple(found)) for heading, found in sections.items())
    return Report(number, (*listed, note), rule_stamps(rule_set))


def lessons_page(rule_set: Rules) -> Report:
    """The lessons of a rule set, with the names to call them by."""
    blocks = tuple(Reason(lesson.id, lesson.title, ()) for lesson in rule_set.library.lessons)
    return Report("Lessons", (Section("For a class", blocks or (Paragraph("There are none."),)),))


def lesson_page(rule_set: Rules, lesson: Lesson) -> Report:
    """One lesson, step by step, with the sources of what each step says."""
    document = rule_set.source[lesson.document]
    opening = Section("What this is about", (Paragraph(lesson.opening),))
    steps = (
        Section(f"Step {number}: {step.heading}", tuple(_step(rule_set, document, step)))
        for number, step in enumerate(lesson.steps, 1)
    )
    rest = (
        Section("Questions for the class", (Bullets(lesson.questions),)),
        Section(
            "The page", (Paragraph(f"{document.short}: {document.link}"), Paragraph(rule_set.documents_note))
        ),
        help_section(contacts_on_every_page(rule_set)),
    )
    return Report(lesson.title, (opening, *steps, *rest), (TEACHING_STAMP, *rule_stamps(rule_set)))


def _step(rule_set: Rules, document: Source, step: Step) -> Iterator[Block]:
    yield Reason("The page says", step.page_says, (f"{document.id}, {document.short}",))
    yield Reason("A closer look", step.look_closer, tuple(_cited(rule_set.source[id]) for id in step.sources))
    if step.figures:
        rows = tuple(Row(figure.of, ((figure.written,),)) for figure in step.figures)
        yield Table(("What is compared", "Figure"), rows)
    yield Reason("A fair reading", step.fair_reading, ())


def _cited(source: Source) -> str:
    read = "" if source.seen == "full" else " Only a part of it was read."
    return f"{source.id}, {source_name(source)}: {source.about}{read}"


def examples(rule_set: Rules) -> Iterator[Report]:
    """The list of all claims, and every lesson."""
    yield claims_page(rule_set, rule_set.library.claims)
    yield from (lesson_page(rule_set, lesson) for lesson in rule_set.library.lessons)
