"""Safety is a law: for any answers, in every setting, lens and format.

Which answers stop, and which questions must be answered, is worked out here by hand from the
contract, so that a slip in the rule set or in the engine shows.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from itertools import product

import pytest
from hypothesis import given, settings

from decision_aid.engine.evaluate import evaluate
from decision_aid.engine.safety_questions import safety_questions
from decision_aid.engine.suggest import Status, Suggestion, suggest
from decision_aid.model.answers import CLINICIAN, PERSON, SKIPPED, TEACHING, Value
from decision_aid.model.lens import Lens
from decision_aid.model.rules import Rules
from decision_aid.wording.help import contacts_on_every_page, with_numbers
from tests.outputs import as_read, candidates_named_in, in_every_format
from tests.strategies import (
    HARMLESS_SHEET,
    OPENED_BY,
    Sheet,
    is_valid,
    lenses,
    shipped_rule_set,
    shipped_sheets,
)

twice_as_many = settings(max_examples=settings().max_examples * 2)

SAFETY_QUESTIONS = (
    "age_group",
    "danger_now",
    "suicidal_thoughts",
    "self_harm",
    "unusual_experiences",
    "high_energy_spells",
    "daily_care",
    "substance_use",
    "safe_at_home",
    "perinatal",
    "perinatal_signs",
    "own_words_danger",
)

ALWAYS_STOPS = {
    "age_group": ("under_18",),
    "danger_now": ("yes", "not_sure"),
    "setting": ("someone_else",),
    "suicidal_thoughts": ("plan",),
    "self_harm": ("last_3_months",),
    "unusual_experiences": ("now",),
    "high_energy_spells": ("yes",),
    "daily_care": ("not_managing",),
    "substance_use": ("dependent", "withdrawal"),
    "safe_at_home": ("no",),
    "perinatal_signs": ("yes", "not_sure"),
    "own_words_danger": ("yes", "not_sure"),
}


def at_least(sheet: Sheet, question: str, bound: int) -> bool:
    value = sheet.get(question)
    return isinstance(value, int) and value >= bound


def must_stop(sheet: Sheet) -> bool:
    """Whether a stop is certain, by the contract."""
    thoughts = (
        sheet.get("suicidal_thoughts") in ("passive", "active")
        or at_least(sheet, "phq9_item9", 1)
        or at_least(sheet, "phq9_total", 25)
    )
    return (
        any(sheet.get(question) in codes for question, codes in ALWAYS_STOPS.items())
        or (
            sheet.get("unusual_experiences") == "past"
            and sheet.get("perinatal") in ("pregnant", "birth_last_year")
        )
        or (thoughts and sheet.get("risk_assessed") != "yes")
        or (
            sheet.get("high_energy_spells") == "not_sure"
            and sheet.get("bipolar_assessed") != "yes_not_bipolar"
        )
    )


def open_safety_questions(sheet: Sheet) -> set[str]:
    """The safety questions that still need an answer, by the contract."""
    unanswered = {question for question in SAFETY_QUESTIONS if sheet.get(question, SKIPPED) == SKIPPED}
    if sheet.get("perinatal") not in ("pregnant", "birth_last_year"):
        unanswered.discard("perinatal_signs")
    if sheet.get("own_concern", SKIPPED) == SKIPPED and sheet.get("words_of_danger") != "heard":
        unanswered.discard("own_words_danger")
    return unanswered


def result(sheet: Sheet, lens: Lens = Lens.CHECKED) -> Suggestion:
    assert is_valid(shipped_rule_set(), sheet)
    return suggest(evaluate(shipped_rule_set(), sheet, lens))


def assert_nothing_is_named(suggestion: Suggestion) -> None:
    """Only help and the questions themselves are shown, in every format."""
    assert suggestion.conclusions == ()
    outputs = in_every_format(suggestion)
    assert json.loads(outputs["json"])["decisions"] == {}
    for format, output in outputs.items():
        assert candidates_named_in(format, output, shipped_rule_set()) == set(), format
    assert_help_is_in(outputs)


def assert_help_is_in(outputs: Mapping[str, str]) -> None:
    on_every_page = contacts_on_every_page(shipped_rule_set())
    assert any("988" in contact.contact for contact in on_every_page)
    assert any("911" in contact.contact for contact in on_every_page)
    for format, output in outputs.items():
        page = as_read(output)
        for contact in on_every_page:
            assert contact.name in page, format
            assert contact.contact in page, format


def test_the_safety_questions_are_those_of_the_contract(shipped: Rules) -> None:
    assert safety_questions(shipped) == SAFETY_QUESTIONS


@twice_as_many
@given(shipped_sheets(), lenses)
def test_a_certain_stop_comes_first_then_open_safety_questions_then_a_result(
    sheet: Sheet, lens: Lens
) -> None:
    status = result(sheet, lens).status
    if must_stop(sheet):
        assert status is Status.STOPPED
    elif open_safety_questions(sheet):
        assert status is Status.NEEDS_ANSWERS
    else:
        assert status in (Status.SUGGESTION, Status.NO_CLEAR_SUGGESTION)


@given(shipped_sheets())
def test_open_safety_questions_are_what_is_asked_for(sheet: Sheet) -> None:
    suggestion = result(sheet)
    if suggestion.status is Status.NEEDS_ANSWERS:
        assert set(suggestion.missing) == open_safety_questions(sheet)


@pytest.mark.parametrize("setting", [PERSON, CLINICIAN, TEACHING, SKIPPED, None])
@pytest.mark.parametrize("lens", Lens)
@pytest.mark.parametrize(
    "answers",
    [
        *({question: code} for question, codes in ALWAYS_STOPS.items() for code in codes),
        {"suicidal_thoughts": "passive"},
        {"suicidal_thoughts": "active"},
        {"high_energy_spells": "not_sure"},
        *({"unusual_experiences": "past", "perinatal": code} for code in ("pregnant", "birth_last_year")),
    ],
    ids=lambda answers: " ".join(answers.values()),
)
def test_each_stop_stops_whoever_asks_and_whatever_else_is_answered(
    answers: dict[str, Value], lens: Lens, setting: str | None
) -> None:
    for question in answers:
        answers = {**OPENED_BY.get(question, {}), **answers}
    who = {"setting": setting} if setting else {}
    assert result({**who, **answers}, lens).status is Status.STOPPED
    beside_harmless = result({**who, **HARMLESS_SHEET, **answers}, lens)
    assert beside_harmless.status is Status.STOPPED
    assert_nothing_is_named(beside_harmless)


@pytest.mark.parametrize("lens", Lens)
@pytest.mark.parametrize("setting", [PERSON, CLINICIAN, TEACHING])
@pytest.mark.parametrize("question", SAFETY_QUESTIONS)
@pytest.mark.parametrize("blank", ["absent", SKIPPED])
def test_each_safety_question_must_be_answered(question: str, blank: str, setting: str, lens: Lens) -> None:
    full: dict[str, Value] = {"setting": setting, **HARMLESS_SHEET}
    if question in OPENED_BY:
        full |= {**OPENED_BY[question], question: "no"}
    assert result(full, lens).status is not Status.NEEDS_ANSWERS
    full[question] = SKIPPED
    if blank == "absent":
        del full[question]
    suggestion = result(full, lens)
    assert suggestion.status is Status.NEEDS_ANSWERS
    assert suggestion.missing == (question,)
    assert_nothing_is_named(suggestion)


REFERRED = {
    "self_harm": ("earlier",),
    "eating": ("yes",),
    "unusual_experiences": ("past",),
    "substance_use": ("heavy",),
    "perinatal": ("pregnant", "birth_last_year"),
    "severity": ("severe",),
    "safe_at_home": ("not_sure",),
    "personality_disorder": ("yes",),
    "prolonged_grief": ("yes",),
    "medical_change": ("yes_unchecked", "not_sure"),
    "memory_change": ("yes",),
}


@pytest.mark.parametrize("setting", [PERSON, CLINICIAN, TEACHING])
@pytest.mark.parametrize(("question", "code"), [(q, code) for q, codes in REFERRED.items() for code in codes])
def test_a_referral_before_the_safety_questions_are_answered_names_nothing(
    question: str, code: str, setting: str
) -> None:
    others: dict[str, Value] = {"setting": setting}
    if question == "memory_change":
        others["age_group"] = "from_65"
    suggestion = result({**others, question: code})
    assert suggestion.status is Status.NEEDS_ANSWERS
    assert [judged.gate.action for judged in suggestion.gates] == ["refer"]
    assert_nothing_is_named(suggestion)


def test_a_clinicians_assessment_releases_thoughts_without_a_plan_and_nothing_else() -> None:
    assessed: dict[str, Value] = {**HARMLESS_SHEET, "setting": CLINICIAN, "risk_assessed": "yes"}
    for signs in (
        {"suicidal_thoughts": "passive"},
        {"suicidal_thoughts": "active"},
        {"phq9_total": 10, "phq9_item9": 1},
        {"phq9_total": 25},
    ):
        assert result({**assessed, **signs}).status is not Status.STOPPED
        for release in ("no", SKIPPED):
            assert result({**assessed, **signs, "risk_assessed": release}).status is Status.STOPPED
    for question, codes in ALWAYS_STOPS.items():
        for code in codes:
            opened_by = OPENED_BY.get(question, {})
            sheet = {**assessed, "phq9_total": 10, "phq9_item9": 1, **opened_by, question: code}
            if question == "setting":
                del sheet["risk_assessed"]  # nobody else is asked for it
            assert result(sheet).status is Status.STOPPED


def test_the_phq9_is_never_required_and_never_asked_for() -> None:
    for setting in (CLINICIAN, TEACHING):
        suggestion = result({**HARMLESS_SHEET, "setting": setting, "currently_well": "no"})
        assert suggestion.status is not Status.NEEDS_ANSWERS
        assert not {"phq9_total", "phq9_item9"} & set(suggestion.missing)
        assert "severity" in suggestion.missing


def test_an_unanswered_setting_counts_as_a_persons() -> None:
    for sheet in ({}, HARMLESS_SHEET, {"danger_now": "yes"}):
        for unanswered in ({}, {"setting": SKIPPED}):
            outputs, a_persons = (
                dict(in_every_format(result({**sheet, **setting})))
                for setting in (unanswered, {"setting": PERSON})
            )
            records = [json.loads(each.pop("json")) for each in (outputs, a_persons)]
            for record in records:
                del record["answers"], record["answers_hash"]
            assert outputs == a_persons
            assert records[0] == records[1]


def test_a_clinicians_assessment_releases_a_doubt_about_high_spells_and_nothing_else() -> None:
    unsure: dict[str, Value] = {**HARMLESS_SHEET, "setting": CLINICIAN, "high_energy_spells": "not_sure"}
    for release in ("no", SKIPPED):
        assert result({**unsure, "bipolar_assessed": release}).status is Status.STOPPED
    released = {**unsure, "bipolar_assessed": "yes_not_bipolar"}
    assert result(released).status is not Status.STOPPED
    for question, codes in ALWAYS_STOPS.items():
        if question not in ("setting", "high_energy_spells"):
            for code in codes:
                sheet = {**released, **OPENED_BY.get(question, {}), question: code}
                assert result(sheet).status is Status.STOPPED


@pytest.mark.parametrize("setting", [PERSON, CLINICIAN, TEACHING, SKIPPED, None])
@pytest.mark.parametrize(
    "scores", [{"phq9_item9": 1}, {"phq9_total": 25}, {"phq9_total": 9, "phq9_item9": 3}]
)
def test_a_score_that_points_to_thoughts_of_death_stops_in_every_setting(
    scores: dict[str, Value], setting: str | None
) -> None:
    who = {"setting": setting} if setting else {}
    suggestion = result({**who, **HARMLESS_SHEET, **scores})
    assert suggestion.status is Status.STOPPED
    assert_nothing_is_named(suggestion)


NEVER_SAID = (
    *("0.97", "1.51", "0.59", "0.98", "0.31", "1.17", "1.57", "92%", "92 %", "92 percent"),
    *("UNVERIFIED", "press 3", "lasts longer", "lifelong", "proven"),
)


@given(shipped_sheets(), lenses)
def test_some_things_are_never_said(sheet: Sheet, lens: Lens) -> None:
    for format, output in in_every_format(result(sheet, lens)).items():
        said = as_read(output).lower()
        assert [words for words in NEVER_SAID if words.lower() in said] == [], format


@given(shipped_sheets(), lenses)
def test_another_lens_and_teaching_are_stamped_on_every_page(sheet: Sheet, lens: Lens) -> None:
    stamps = [f"Lens: {lens}"] if lens is not Lens.CHECKED else []
    stamps += ["Example for teaching"] if sheet.get("setting") == TEACHING else []
    outputs = dict(in_every_format(result(sheet, lens)))
    as_data = json.loads(outputs.pop("json"))
    assert as_data["lens"] == lens
    assert ("example for teaching" in as_data["disclaimer"]) is (sheet.get("setting") == TEACHING)
    for format, output in outputs.items():
        page = as_read(output).lower()
        assert [stamp for stamp in stamps if stamp.lower() not in page] == [], format


def test_no_pair_of_dangers_hides_another() -> None:
    """Every two reasons to stop, together: both are told, and help is named for each."""
    reasons = [(question, codes[0]) for question, codes in ALWAYS_STOPS.items()]
    for (first, one), (second, other) in product(reasons, reasons):
        if first < second:
            opened_by = {**OPENED_BY.get(first, {}), **OPENED_BY.get(second, {})}
            sheet: dict[str, Value] = {**opened_by, first: one, second: other}
            suggestion = result(sheet)
            assert len(suggestion.gates) >= 2
            for format, output in in_every_format(suggestion).items():
                page = as_read(output)
                for judged in suggestion.gates:
                    message = with_numbers(suggestion.evaluation.rule_set, judged.gate.message.plain)
                    assert message in page, format
