"""`decision-aid worksheet`: what stands on two sides of paper, and how it is kept."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given

from decision_aid.commands.worksheet.page import TWO_SIDES, worksheet_page, worksheet_pages
from decision_aid.engine.evaluate import evaluate
from decision_aid.engine.suggest import Suggestion, suggest
from decision_aid.model.deliberation import Deliberation
from decision_aid.model.review_dates import read_on
from decision_aid.model.rules import Rules
from decision_aid.rendering.text import first_that_fits, plain
from tests.cli.conftest import SAFE, Program
from tests.outputs import as_read
from tests.strategies import Sheet, shipped_rule_set, shipped_sheets

AnswersFile = Callable[[str], str]

VALUES = (
    SAFE
    + "  matters_most: [clear_steps]\n  goals: [tools_now]\n"
    + "  own_concern: I work nights | <b>\n  own_words_danger: no\n"
)


def test_the_worksheet_has_questions_to_take_along(
    decision_aid: Program, answers_file: AnswersFile, shipped: Rules
) -> None:
    run = decision_aid("worksheet", answers_file(VALUES))
    assert (run.code, run.err) == (0, "")
    out = " ".join(run.out.split())
    assert all(question in out for question in shipped.questions_to_ask)
    assert shipped.candidate["cbt"].question in out
    assert "FindTreatment.gov" in run.out
    assert "I work nights | <b>" in out
    assert "CBT looks like" in out
    assert "You want this" in out
    assert "Call or text 988" in out


def test_the_message_says_what_somebody_would_say(shipped: Rules) -> None:
    case = next(case for case in shipped.library.cases if case.id == "cbt-wore-off")
    page = " ".join(plain(worksheet_page(suggest(evaluate(shipped, case.answers)))).split())
    _, message = page.split("A message you could send or read out ")
    assert message.startswith(
        "Hello. I'm looking for a therapist to help me with depression, and I'd like to ask about IPT. "
        "I've tried CBT and medicine for depression. How long it's been this time: 2 weeks to 6 months. "
        "Are you taking new people?"
    ), message


def test_every_option_has_a_box_and_none_is_ticked(
    decision_aid: Program, answers_file: AnswersFile, shipped: Rules
) -> None:
    out = decision_aid("worksheet", answers_file(VALUES)).out
    captions = {page.id: page.caption for page in shipped.library.options}
    assert shipped.library.overview is not None
    places = [out.index(f"[ ] {captions[id]}") for id in shipped.library.overview.options]
    assert places == sorted(places)
    assert "[x]" not in out


def on_paper(suggestion: Suggestion, said: Deliberation) -> str:
    return plain(first_that_fits(worksheet_pages(suggestion, said), TWO_SIDES))


@pytest.mark.parametrize("day", ["2026-11-24", "2027-06-01", "2030-01-01"])
def test_it_fits_on_two_sides_for_every_case(day: str, shipped: Rules) -> None:
    said = Deliberation("cbt", "somewhat", "undecided", ())
    rule_set = read_on(shipped, day, asked_for=True)
    for case in shipped.library.cases:
        page = on_paper(suggest(evaluate(rule_set, case.answers)), said)
        assert page.count("\n") <= TWO_SIDES, case.id


@given(shipped_sheets())
def test_it_fits_on_two_sides_for_any_sheet_with_a_long_concern(sheet: Sheet) -> None:
    said = Deliberation("medication_alone", "somewhat", "undecided", ())
    suggestion = suggest(
        evaluate(
            shipped_rule_set(), {**sheet, "own_concern": "word " * 39 + "words", "own_words_danger": "no"}
        )
    )
    if suggestion.conclusions:
        page = on_paper(suggestion, said)
        assert page.count("\n") <= TWO_SIDES
        assert page.count("word") >= 40


def test_what_is_left_out_to_fit_is_reasons_and_notes_alone(shipped: Rules) -> None:
    case = next(case for case in shipped.library.cases if case.id == "cost-does-not-matter")
    fullest, *_, shortest, brief = worksheet_pages(suggest(evaluate(shipped, case.answers)))
    assert plain(shortest).count("For: ") == 0 < plain(fullest).count("For: ")
    headings = [section.heading for section in fullest.sections]
    assert [section.heading for section in shortest.sections] == headings
    assert [section.heading for section in brief.sections] == [
        h for h in headings if h not in ("A message you could send or read out", "Where to look")
    ]


@pytest.mark.parametrize("setting", ["person", "clinician", "teaching"])
def test_who_wrote_the_pages_stands_on_it(setting: str, shipped: Rules) -> None:
    case = next(case for case in shipped.library.cases if case.id == "cost-does-not-matter")
    page = plain(worksheet_page(suggest(evaluate(shipped, {**case.answers, "setting": setting}))))
    assert shipped.documents_note in " ".join(page.split())


def test_what_a_clinician_prints_speaks_to_the_client(shipped: Rules) -> None:
    """What is for staff belongs to the note for the chart."""
    for case in shipped.library.cases:
        suggestion = suggest(evaluate(shipped, {**case.answers, "setting": "clinician"}))
        if suggestion.conclusions:
            told = as_read(plain(worksheet_page(suggestion)))
            assert not re.search(r"\b[Tt]he client|Set off by|Suicide risk assessed", told), told
            assert "What matters to you" in told


def test_nothing_on_paper_is_to_be_typed(shipped: Rules) -> None:
    for case in shipped.library.cases:
        suggestion = suggest(evaluate(shipped, case.answers))
        if suggestion.conclusions:
            assert not re.search(r"decision-aid|--\w|\btype\b", plain(worksheet_page(suggestion)))


def test_what_was_said_around_the_result_stands_on_it(shipped: Rules) -> None:
    case = next(case for case in shipped.library.cases if case.id == "cost-does-not-matter")
    said = Deliberation("ipt", "very", "cbt", ("knows_options",))
    page = " ".join(plain(worksheet_page(suggest(evaluate(shipped, case.answers)), said)).split())
    assert "Leaning toward, before the result: Interpersonal therapy (IPT) (very sure)" in page
    assert "Leaning toward now: Cognitive behavioral therapy (CBT)" in page
    assert "I feel sure enough to take a next step" in page
    assert "I know my options" not in page
    assert "Low cost and a short wait" in page


def test_it_is_kept_whole_and_never_over_another_file(
    decision_aid: Program, answers_file: AnswersFile, tmp_path: Path
) -> None:
    sheet, kept = answers_file(VALUES), tmp_path / "mine.md"
    arguments = ("worksheet", sheet, "--format", "markdown", "--output", str(kept))
    assert decision_aid(*arguments).code == 0
    before = kept.read_text(encoding="utf-8")
    assert before.startswith("# Worksheet")
    assert kept.stat().st_mode & 0o077 == 0
    again = decision_aid(*arguments)
    assert (again.code, again.out) == (2, "")
    assert "--force" in again.err
    assert kept.read_text(encoding="utf-8") == before


def test_the_message_is_made_from_the_answers_of_whoever_answers_for_themselves(shipped: Rules) -> None:
    case = next(case for case in shipped.library.cases if case.id == "cbt-and-ipt-not-enough")
    told = as_read(plain(worksheet_page(suggest(evaluate(shipped, case.answers)))))
    assert "I'd like to ask about psychodynamic therapy." in told
    assert "Are you taking new people?" in told
    for setting in ("clinician", "teaching"):
        page = worksheet_page(suggest(evaluate(shipped, {**case.answers, "setting": setting})))
        assert "send or read out" not in plain(page)


@pytest.mark.parametrize(("country", "place"), [("UK", "NHS talking therapies"), ("CA", "A family doctor")])
def test_where_to_look_is_near(
    country: str, place: str, decision_aid: Program, answers_file: AnswersFile
) -> None:
    told = as_read(decision_aid("worksheet", answers_file(VALUES), "--country", country).out)
    assert place in told
    assert "FindTreatment.gov" not in told
