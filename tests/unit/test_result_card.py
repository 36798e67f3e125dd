"""The card fits a small screen and says what the rest of the page says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import pytest
from hypothesis import given

from decision_aid.engine.evaluate import evaluate
from decision_aid.engine.suggest import Suggestion, suggest
from decision_aid.model.answers import CLINICIAN, PERSON, TEACHING, Value
from decision_aid.model.lens import Lens
from decision_aid.model.report import Marks, Report, without_pictures
from decision_aid.model.rules import Rules
from decision_aid.proving.sturdiness import sturdiness
from decision_aid.rendering.html import html
from decision_aid.rendering.text import plain
from decision_aid.wording.result import LINES, report
from decision_aid.wording.result_card import MOST_LINES, MOST_WORDS, ResultCard, result_card
from tests import a_few_of
from tests.outputs import as_read
from tests.strategies import Sheet, lenses, shipped_rule_set, shipped_safe_sheets


def weighed(rules: Rules, setting: str, lens: Lens = Lens.CHECKED) -> Iterator[Suggestion]:
    """Every worked case on which candidates are weighed, as if this person had answered."""
    for case in rules.library.cases:
        answers: Mapping[str, Value] = {**case.answers, "setting": setting}
        suggestion = suggest(evaluate(rules, answers, lens))
        if suggestion.conclusions:
            yield suggestion


def alone(card: ResultCard, width: int = 80) -> str:
    return plain(Report("", (card.section(),)), width)


@pytest.mark.parametrize("setting", a_few_of([PERSON, CLINICIAN, TEACHING]))
@pytest.mark.parametrize("lens", a_few_of([*Lens]))
def test_the_card_of_every_worked_case_fits_one_screen(shipped: Rules, setting: str, lens: Lens) -> None:
    for suggestion in weighed(shipped, setting, lens):
        text = alone(result_card(suggestion, sturdiness(suggestion)))
        assert text.count("\n") <= MOST_LINES, text
        assert len(text.split()) <= MOST_WORDS, text
        assert max(map(len, text.splitlines())) <= 80


@pytest.mark.parametrize("setting", a_few_of([PERSON, CLINICIAN, TEACHING]))
def test_no_page_is_long(shipped: Rules, setting: str) -> None:
    for suggestion in weighed(shipped, setting):
        page = plain(report(suggestion, sturdiness(suggestion)))
        assert page.count("\n") <= LINES, page


@given(shipped_safe_sheets(), lenses)
def test_the_marks_add_up_to_what_is_weighed_and_stand_best_first(sheet: Sheet, lens: Lens) -> None:
    suggestion = suggest(evaluate(shipped_rule_set(), sheet, lens))
    if not suggestion.conclusions:
        return
    main = suggestion.conclusions[0]
    marks = result_card(suggestion).marks
    names = {
        id: one.short.lower().removesuffix(" therapy") for id, one in shipped_rule_set().candidate.items()
    }
    nets = {names[standing.candidate.id]: standing.net_support for standing in main.standings}
    assert {row.name.lower(): sum(row.sums) for row in marks.rows} == nets
    assert all(len(row.sums) == len(marks.columns) for row in marks.rows)
    named = [names[id] for id in (*main.favored, *main.close_behind)]
    assert [row.name.lower() for row in marks.rows][: len(named)] == named
    some_against = any(one < 0 for row in marks.rows for one in row.sums)
    assert bool(marks.legend) == some_against


@given(shipped_safe_sheets(), lenses)
def test_read_aloud_it_has_no_box_and_no_marks_and_at_most_fifteen_sentences(
    sheet: Sheet, lens: Lens
) -> None:
    suggestion = suggest(evaluate(shipped_rule_set(), sheet, lens))
    if not suggestion.conclusions:
        return
    card = result_card(suggestion, sturdiness(suggestion))
    told = plain(without_pictures(Report("Your result", (card.section(),))))
    assert not re.search("[╭│╰●○]", told)
    assert len(re.findall(r"[.?!](?=[\s”])", told)) <= 15, told
    assert all(row.aloud in " ".join(told.split()) for row in card.marks.rows)


@pytest.mark.parametrize("width", [40, 60, 120])
def test_it_fits_other_windows(shipped: Rules, width: int) -> None:
    for suggestion in weighed(shipped, PERSON):
        text = alone(result_card(suggestion), width)
        assert max(map(len, text.splitlines())) <= min(width, 80)


def test_in_html_the_marks_are_for_the_eye_and_their_sentence_is_read(shipped: Rules) -> None:
    suggestion = next(weighed(shipped, PERSON))
    page = html(report(suggestion))
    card = result_card(suggestion)
    assert isinstance(card.marks, Marks)
    assert all(row.aloud in as_read(page) for row in card.marks.rows)
    assert page.count('<td aria-hidden="true">') == sum(len(row.sums) for row in card.marks.rows)


def test_in_html_every_number_of_a_contact_can_be_called_or_texted(shipped: Rules) -> None:
    page = html(report(suggest(evaluate(shipped, {"danger_now": "yes"}))))
    assert '<a href="tel:988">Call</a> or <a href="sms:988">text 988</a>' in page
    assert '<a href="tel:911">911</a>' in page
    assert '<a href="https://findahelpline.com">findahelpline.com</a>' in page
