"""What holds on every page and in every format, for any answers, in every setting and lens."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings

from decision_aid.model.answers import CLINICIAN, TEACHING, Background
from decision_aid.model.lens import Lens
from decision_aid.model.rules import Rules
from decision_aid.wording.help import contacts_on_every_page
from decision_aid.wording.note import NOT_A_DIAGNOSIS
from tests import a_few_of
from tests.outputs import as_read, candidates_named_in
from tests.pages import OF_NO_FILE, PAGES, on_all_pages, result, shipped_case
from tests.properties.test_safety import must_stop, open_safety_questions
from tests.strategies import (
    Sheet,
    lenses,
    sheets,
    shipped_rule_set,
    shipped_safe_sheets,
    shipped_unsafe_sheets,
)


def is_safe(sheet: Sheet) -> bool:
    """Whether candidates may be named, by the contract."""
    return not must_stop(sheet) and not open_safety_questions(sheet)


def assert_law(sheet: Sheet, lens: Lens) -> None:
    """Help is on every page of a sheet, and nothing is named on any while safety comes first."""
    suggestion = result(sheet, lens)
    assert bool(suggestion.conclusions) is is_safe(sheet)
    for (format, text), page in on_all_pages(suggestion).items():
        assert_help_is_in(text, f"{page}, {format}")
        if not is_safe(sheet):
            assert candidates_named_in(format, text, shipped_rule_set()) == set(), f"{page}, {format}"


def assert_help_is_in(text: str, where: str) -> None:
    """Every contact that is for everyone, by name, with how to reach it."""
    read = as_read(text)
    for contact in contacts_on_every_page(shipped_rule_set()):
        assert contact.name in read, where
        assert contact.contact in read, where


def test_the_contacts_for_everyone_are_988_911_and_one_for_other_countries(shipped: Rules) -> None:
    always = " ".join(contact.contact for contact in contacts_on_every_page(shipped))
    assert all(contact in always for contact in ("988", "911", "findahelpline.com"))


@given(shipped_unsafe_sheets().filter(lambda sheet: not is_safe(sheet)), lenses)
def test_while_safety_comes_first_nothing_is_named_and_help_is_on_every_page(
    sheet: Sheet, lens: Lens
) -> None:
    assert_law(sheet, lens)


@settings(max_examples=settings().max_examples // 4)  # a page that searches takes its time
@given(shipped_safe_sheets().filter(is_safe), lenses)
def test_help_is_on_every_page_of_a_result_too(sheet: Sheet, lens: Lens) -> None:
    assert_law(sheet, lens)


@pytest.mark.parametrize("id", ["stopped-early", "two-medicines-not-enough"])
def test_a_page_for_a_browser_or_for_paper_names_no_switch_to_add(id: str) -> None:
    """Nobody can add one there."""
    for (format, text), page in on_all_pages(result(shipped_case(id).answers, Lens.CHECKED)).items():
        if format in ("html", "markdown"):
            assert not re.search(r"[Aa]dd `?\\?-\\?-", text), f"{page}, {format}"


@pytest.mark.parametrize("setting", a_few_of(["person", "clinician", "teaching"]))
def test_every_page_of_a_result_says_that_it_is_no_medical_advice(setting: str, shipped: Rules) -> None:
    case = next(case for case in shipped.library.cases if case.id == "stopped-early")
    suggestion = result({**case.answers, "setting": setting}, Lens.CHECKED)
    for (format, text), page in on_all_pages(suggestion).items():
        reader = CLINICIAN if "batch --summary" in page and setting != TEACHING else _speaks_to(page, setting)
        words = shipped.disclaimer.to(reader) if format != "note" else NOT_A_DIAGNOSIS
        said = re.findall(r"\S[^.]+[.]", words) if format != "note" else [words]  # one may be on the card
        assert all(sentence in as_read(text) for sentence in said), f"{page}, {format}"


def _speaks_to(page: str, setting: str) -> str:
    """Whom a page speaks to: a worksheet is the client's, whoever answered."""
    return "person" if "worksheet" in page and setting == CLINICIAN else setting


KEPT = [
    *(("recent-job-loss", "person"), ("a-plan-to-die", "clinician"), ("thoughts-told-to-a-screen", "person")),
    *(("recent-job-loss", "clinician"), ("recent-job-loss", "teaching"), ("a-plan-to-die", "person")),
]
"""Worked cases that come to a suggestion, a stop and an open question about safety; and who answers."""


@pytest.mark.parametrize("case_and_setting", a_few_of(KEPT, 3))
def test_every_page_of_kept_answers_tells_their_day_and_a_corrected_stop(
    case_and_setting: tuple[str, str],
) -> None:
    case, setting = case_and_setting
    today = result({**shipped_case(case).answers, "setting": setting})
    kept = today._replace(background=Background("2026-01-02", corrected=True))
    for name in PAGES.keys() - OF_NO_FILE:
        to_a_person = _speaks_to(name, setting) == "person"
        corrected = "You changed an answer" if to_a_person else "An answer that had stopped"
        for format, text in PAGES[name](kept):
            told = '"corrected": true' in text if format == "json" else corrected in as_read(text)
            assert told, f"{name}, {format}"
            assert "2026-01-02" in text, f"{name}, {format}"
    for format, text in PAGES["evaluate"](today):
        assert "You changed an answer" not in as_read(text), format
        assert "An answer that had stopped" not in as_read(text), format
        assert "answers from" not in text.casefold(), format


@pytest.mark.exhaustive
@settings(max_examples=settings().max_examples // 2)
@given(sheets(shipped_rule_set()), lenses)
def test_the_law_holds_for_many_sheets(sheet: Sheet, lens: Lens) -> None:
    assert_law(sheet, lens)


@pytest.mark.exhaustive
@pytest.mark.parametrize("part", range(4))
def test_the_law_holds_for_every_sixth_case(shipped: Rules, part: int) -> None:
    """Each in one lens, in turn: no lens changes what stops, and random sheets go through all of them."""
    for number, case in enumerate(shipped.library.cases):
        if number % 24 == 6 * part:
            assert_law(case.answers, list(Lens)[number % len(Lens)])
