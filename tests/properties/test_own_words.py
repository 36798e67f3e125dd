"""Whatever somebody writes, no approach is named until they said that it means no danger."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from decision_aid.engine.evaluate import evaluate
from decision_aid.engine.hearing import kinds_heard
from decision_aid.engine.questionnaire import asked_afresh, kinds_on, objection_to_words, read
from decision_aid.engine.suggest import Status, Suggestion, suggest
from decision_aid.model.answers import SKIPPED, Value
from decision_aid.model.rules import Rules
from decision_aid.rendering.text import plain
from decision_aid.wording.help import contacts_for
from decision_aid.wording.result import report
from decision_aid.wording.result_record import result_record
from tests import a_few_of, yaml_in
from tests.outputs import as_read, candidates_named_in, in_every_format
from tests.pages import on_all_pages, result
from tests.properties.test_safety import must_stop
from tests.strategies import HARMLESS_SHEET, Sheet, shipped_rule_set, shipped_safe_sheets

PHRASES = yaml_in(Path(__file__).parent.parent / "phrases_of_danger.yaml")
HEARD = [
    one["text"]
    for one in PHRASES
    if any(not kind.only_caution for kind in kinds_heard(shipped_rule_set().words_of_danger, one["text"]))
]
OWN_WORDS = shipped_rule_set().own_words

WEIGHED = (Status.SUGGESTION, Status.NO_CLEAR_SUGGESTION)
NO_ANSWER = (None, SKIPPED, "not_sure", "yes")

NOTE = " may be about death"

any_words = st.text(min_size=1, max_size=200).filter(lambda text: objection_to_words(text) is None)


def asked_about(sheet: Sheet, question: str, text: str, answer: str | None, **more: Value) -> Sheet:
    """The sheet with own words, and what was answered when it was asked whether they mean danger."""
    others = {q: value for q, value in sheet.items() if q not in ("own_words_danger", "words_of_danger")}
    return {**others, question: text, **({"own_words_danger": answer} if answer else {}), **more}


def outcome(sheet: Sheet) -> Suggestion:
    return suggest(evaluate(shipped_rule_set(), sheet))


def safe_sheet(text: str, answer: str | None = "no", **more: Value) -> Sheet:
    return asked_about({"setting": "person", **HARMLESS_SHEET}, "own_concern", text, answer, **more)


# --- nothing is named -----------------------------------------------------------------------------


@given(
    shipped_safe_sheets(),
    st.sampled_from(OWN_WORDS),
    st.one_of(st.sampled_from(HEARD), any_words),
    st.sampled_from(NO_ANSWER),
)
def test_after_any_words_nothing_is_weighed_until_they_mean_no_danger(
    sheet: Sheet, question: str, text: str, answer: str | None
) -> None:
    assume(text != SKIPPED)
    suggestion = outcome(asked_about(sheet, question, text, answer))
    assert suggestion.conclusions == ()
    if answer in ("not_sure", "yes"):
        assert suggestion.status is Status.STOPPED
    elif not must_stop(sheet):
        assert "own_words_danger" in suggestion.missing


@pytest.mark.parametrize("answer", NO_ANSWER)
@pytest.mark.parametrize("text", ["I want to kill myself", "I work nights.", "CBT"])
def test_no_format_names_an_approach_then(text: str, answer: str | None) -> None:
    for format, output in in_every_format(outcome(safe_sheet(text, answer))).items():
        assert candidates_named_in(format, output, shipped_rule_set()) == set(), format
        assert "988" in as_read(output), format


@pytest.mark.parametrize("text", HEARD)
def test_words_that_are_heard_come_first_on_the_page_also_when_they_mean_no_danger(text: str) -> None:
    suggestion = outcome(safe_sheet(text))
    assert suggestion.status in WEIGHED
    page = report(suggestion)
    first = plain(page._replace(sections=page.sections[:1]))
    assert "may be about death" in first
    assert text not in first
    kinds = result_record(suggestion)["words_of_danger"]
    assert kinds == [kind.id for kind in suggestion.evaluation.kinds_heard if not kind.only_caution] != []


# --- the kinds ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "kinds", "contact", "questions"),
    [
        ("my husband hits me", ["home"], "domestic_violence", ("safe_at_home",)),
        ("I want to die", ["suicide"], "line_988", ("suicidal_thoughts",)),
        ("the voices tell me to do it", ["voices"], "line_988", ("unusual_experiences", "danger_now")),
        ("I took the whole bottle", ["emergency"], "emergency", ("danger_now", "suicidal_thoughts")),
        (
            "my husband hits me and I want to die",
            ["home", "suicide"],
            "domestic_violence",
            ("safe_at_home", "suicidal_thoughts"),
        ),
    ],
)
def test_each_kind_brings_its_contacts_and_its_questions(
    text: str, kinds: list[str], contact: str, questions: tuple[str, ...], shipped: Rules
) -> None:
    for answer in (None, "yes", "no"):
        suggestion = outcome(safe_sheet(text, answer))
        assert result_record(suggestion)["words_of_danger"] == kinds
        assert shipped.contact[contact] in contacts_for(suggestion)
        assert shipped.contact[contact].contact in as_read(in_every_format(suggestion)["text"])
    heard = kinds_on(shipped, safe_sheet(text))
    assert asked_afresh(shipped, heard, read(shipped, safe_sheet(text))) == questions


def test_a_question_that_does_not_apply_is_not_asked_afresh(shipped: Rules) -> None:
    sheet = safe_sheet("I'm scared I'll hurt the baby")
    kinds = kinds_on(shipped, sheet)
    assert asked_afresh(shipped, kinds, read(shipped, sheet)) == ("danger_now",)
    pregnant = read(shipped, {**sheet, "perinatal": "birth_last_year"})
    assert asked_afresh(shipped, kinds, pregnant) == ("danger_now", "perinatal_signs")


def test_words_of_despair_alone_bring_contacts_and_a_caution_and_do_not_count_as_heard() -> None:
    suggestion = outcome(safe_sheet("everything is hopeless"))
    assert result_record(suggestion)["words_of_danger"] == []
    page = report(suggestion)
    first = plain(page._replace(sections=page.sections[:1]))
    assert "very heavy" in first
    assert "988" in first


# --- what a file says of it -----------------------------------------------------------------------


def test_a_file_can_add_danger_and_never_takes_it_away() -> None:
    for said in ("none", SKIPPED):
        suggestion = outcome(safe_sheet("I want to die", words_of_danger=said))
        assert suggestion.evaluation.words_heard
    harmless = safe_sheet("I work nights.")
    assert not outcome(harmless).evaluation.words_heard
    added = outcome({**harmless, "words_of_danger": "heard"})
    assert added.evaluation.words_heard
    assert result_record(added)["words_of_danger"] == ["unknown"]
    assert "may be about death" in plain(report(added))


def test_what_was_heard_earlier_asks_without_any_words() -> None:
    sheet: Sheet = {"setting": "person", **HARMLESS_SHEET, "words_of_danger": "heard"}
    assert outcome(sheet).missing == ("own_words_danger",)
    assert outcome({**sheet, "own_words_danger": "not_sure"}).status is Status.STOPPED
    assert outcome({**sheet, "own_words_danger": "no"}).status in WEIGHED


@pytest.mark.parametrize("setting", a_few_of(["person", "clinician", "teaching"]))
@pytest.mark.parametrize("answer", [None, "not_sure", "yes", "no"])
def test_every_page_and_record_tells_of_words_that_were_heard_before_it_shows_them(
    answer: str | None, setting: str
) -> None:
    own_words = "I want to kill myself, and I work nights"
    suggestion = result({**safe_sheet(own_words, answer), "setting": setting})
    for (format, text), page in on_all_pages(suggestion).items():
        if format == "json":
            # A record that withholds a suggestion keeps no words, only that some were heard.
            kind = "unknown" if page == "verify" and answer != "no" else "suicide"
            assert f'"words_of_danger": ["{kind}"]' in text, page
            continue
        before, note, _ = as_read(text.replace("<br>", " ").replace("\\n", " ")).partition(NOTE)
        assert note, (page, format)
        assert own_words not in before, (page, format)
