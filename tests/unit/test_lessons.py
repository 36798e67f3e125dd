"""Lessons: steps in which nothing is given away, figures drawn to scale, and each source told once."""

from __future__ import annotations

import pytest

from decision_aid.commands.claims.page import handout_page, lesson_page, lesson_screens
from decision_aid.commands.worksheet.page import TWO_SIDES
from decision_aid.model.library import Figure, Lesson
from decision_aid.model.report import Bar, Bars, Report
from decision_aid.rendering.text import parted, plain
from tests.strategies import shipped_rule_set

RULES = shipped_rule_set()


def with_figures(*hundredths: int) -> Lesson:
    lesson = RULES.library.lessons_on_claims[0]
    figures = tuple(Figure(f"number {place}", number) for place, number in enumerate(hundredths))
    others = (step._replace(figures=()) for step in lesson.steps[1:])
    return lesson._replace(steps=(lesson.steps[0]._replace(figures=figures), *others))


def bars_on(page: Report) -> list[Bar]:
    return [bar for s in page.sections for b in s.blocks if isinstance(b, Bars) for bar in b.bars]


def test_figures_are_drawn_to_scale_and_the_smallest_still_has_a_dot() -> None:
    bars = bars_on(lesson_page(RULES, with_figures(97, 31, 1, 0, -49)))
    assert [bar.length for bar in bars] == [20, 6, 1, 0, -10]
    assert [bar.text for bar in bars] == ["0.97", "0.31", "0.01", "0.0", "-0.49"]
    assert bars == bars_on(lesson_screens(RULES, with_figures(97, 31, 1, 0, -49))[2])


@pytest.mark.parametrize("lesson", RULES.library.lessons_on_claims, ids=lambda lesson: lesson.id)
def test_a_screen_shows_what_the_page_says_before_a_closer_look(lesson: Lesson) -> None:
    first, *screens, last = lesson_screens(RULES, lesson)
    assert len(screens) == 2 * len(lesson.steps)
    for step, claimed, looked_at in zip(lesson.steps, screens[::2], screens[1::2], strict=True):
        assert step.page_says in str(claimed)
        assert step.look_closer not in str(claimed)
        assert step.look_closer in str(looked_at)
        assert claimed.title == looked_at.title
        assert step.heading in str(first)
    assert "988" in plain(last)
    for screen in (first, *screens):
        assert len([*parted(screen, 100, 25)]) == 1
        assert screen.stamps


@pytest.mark.parametrize("lesson", RULES.library.lessons_on_claims, ids=lambda lesson: lesson.id)
def test_each_source_is_told_once(lesson: Lesson) -> None:
    read = str(lesson_page(RULES, lesson))
    cited = {source for step in lesson.steps for source in step.sources}
    assert cited
    assert all(read.count(RULES.source[source].about) == 1 for source in cited)


@pytest.mark.parametrize("lesson", RULES.library.lessons_on_claims, ids=lambda lesson: lesson.id)
def test_a_handout_has_what_the_page_says_and_no_closer_look_and_fits_on_a_page(lesson: Lesson) -> None:
    page = handout_page(RULES, lesson)
    read = " ".join(plain(page).split())
    assert read.count("I'd want to know: ...") == len(lesson.steps)
    assert all(step.page_says in read for step in lesson.steps)
    assert all(question in read for question in lesson.questions)
    assert not any(step.look_closer in read or step.fair_reading in read for step in lesson.steps)
    assert "Call or text 988" in read
    assert plain(page).count("\n") <= TWO_SIDES / 2
