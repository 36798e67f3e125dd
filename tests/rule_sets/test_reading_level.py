"""Every text that somebody reads can be read in eighth grade, half of them in sixth."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from decision_aid.__main__ import examples
from decision_aid.commands.about.reading_level import everything, in_files, on_pages, reading_level
from decision_aid.commands.about.standard_page import standard_page
from decision_aid.commands.options.page import BLIND, COMPARABLE, NOT_CHECKED, NOT_COMPARABLE
from decision_aid.commands.rests_on.page import rests_on_page
from decision_aid.commands.what_if.find import smallest_changes
from decision_aid.commands.what_if.page import smallest_page
from decision_aid.engine.evaluate import evaluate
from decision_aid.engine.suggest import suggest
from decision_aid.loading.standard import load_standard
from decision_aid.model.report import Bullets, HelpLine, Paragraph, Reason, Report, Row, Section, Share, Table
from decision_aid.model.rules import Rules, Text
from decision_aid.proving.compiled import Compiled
from decision_aid.proving.neighbors import Neighbors
from decision_aid.proving.sufficient_answers import sufficient_answers
from decision_aid.wording.readability import AIM, HIGHEST_GRADE, grade, has_a_grade, reading_level_of
from decision_aid.wording.trace import trace_page
from tests.builders import because, with_library

HARD = "Psychotherapeutic interventions necessitate considerable perseverance."

EXPLAINED = ("recent-job-loss", "all-three-level", "same-pattern-for-four-years", "thoughts-told-to-a-screen")


def explaining(rules: Rules) -> Iterator[Report]:
    """Pages about single sheets, for which a search is needed or whose sums are short lines."""
    yield standard_page(load_standard())
    compiled = Compiled(rules)
    for case in rules.library.cases:
        suggestion = suggest(evaluate(rules, case.answers))
        yield trace_page(suggestion)
        if case.id in EXPLAINED:
            given = suggestion.evaluation.answers.given
            yield rests_on_page(suggestion, sufficient_answers(compiled, given))
            if suggestion.conclusions:
                yield smallest_page(suggestion, smallest_changes(Neighbors(compiled, given)))


@pytest.mark.exhaustive
def test_every_text_can_be_read_in_eighth_grade(shipped: Rules) -> None:
    pages = (*everything(shipped, examples()), *on_pages(explaining(shipped)))
    read = {text for page in pages for text in page if "“" not in text}  # answers, quoted one by one
    graded = {text: grade(text, shipped.plain_names) for text in read if has_a_grade(text)}
    assert len(graded) > 800
    assert {text: years for text, years in graded.items() if years > HIGHEST_GRADE} == {}


@pytest.mark.exhaustive
def test_half_of_all_texts_can_be_read_in_sixth_grade_even_with_the_names_as_they_are_said(
    shipped: Rules,
) -> None:
    level = reading_level(shipped, examples())
    assert level.flesch_kincaid.median <= level.flesch_kincaid_with_names.median <= AIM
    files = reading_level_of(in_files(shipped), shipped.plain_names)
    assert files.flesch_kincaid.median <= AIM


@pytest.mark.exhaustive
def test_every_long_page_can_be_read_in_eighth_grade_by_smog(shipped: Rules) -> None:
    level = reading_level(shipped, examples())
    assert level.pages > 20
    assert level.smog.worst <= HIGHEST_GRADE, level.smog.hardest
    assert level.smog_with_names.worst > level.smog.worst


@pytest.mark.exhaustive
def test_a_hard_text_is_found_wherever_it_stands(shipped: Rules) -> None:
    gate, rule, item = shipped.gates[0], shipped.rules[0], shipped.items[0]
    in_gate, in_rule, in_item, in_note, in_lesson = hard = [f"{HARD} {place}." for place in range(5)]
    harder = shipped._replace(
        gates=(gate._replace(message=Text("Be safe.", clinician=in_gate)), *shipped.gates[1:]),
        rules=(because(rule, in_rule), *shipped.rules[1:]),
        items=(item._replace(why=in_item), *shipped.items[1:]),
        evidence_note=in_note,
    )
    lesson = shipped.library.lessons_on_claims[0]._replace(questions=(in_lesson,))
    pages = [*everything(with_library(harder, lessons=(lesson,)), examples())]
    read = "\n".join(text for page in pages for text in page)
    assert [one for one in hard if one not in read] == []
    level = reading_level_of(pages, shipped.plain_names)
    assert HARD in level.flesch_kincaid.hardest
    assert level.flesch_kincaid.worst > HIGHEST_GRADE


@pytest.mark.exhaustive
def test_options_side_by_side_and_what_only_some_of_their_pages_say_are_read(shipped: Rules) -> None:
    read = {text for page in everything(shipped, examples()) for text in page}
    assert read >= {COMPARABLE, NOT_COMPARABLE, BLIND, NOT_CHECKED}
    assert [text for text in read if text.endswith(" (E36*)")], "as they stand without names"


def test_the_blocks_of_a_page_are_read_and_what_names_sources_and_contacts_is_not() -> None:
    page = Report(
        "Title",
        (
            Section(
                "Heading",
                (
                    Paragraph("One."),
                    Bullets(("Two.",)),
                    Reason("Lead", "Three.", ("Four.", "Mark: trial (Source, 2020*).")),
                    Table(("A",), (Row("row", (("- Five.",),)),)),
                    Share("Six.", 6),
                    HelpLine("A name", "A number"),
                ),
            ),
        ),
        ("Stamp.",),
    )
    assert list(on_pages([page])) == [("Stamp.", "One.", "Two.", "Three.", "Four.", "Five.", "Six.")]
