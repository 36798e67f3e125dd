"""Whose numbers are printed: those of the US, of a country that was named, or of both."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from decision_aid.model.rules import ANYWHERE, US, Rules
from decision_aid.wording.help import contacts_on_every_page, with_numbers
from tests.cli.conftest import SAFE, Program
from tests.outputs import as_read

Write = Callable[[str | bytes], str]

PLAN = SAFE.replace("thoughts: none", "thoughts: plan")
FIRST_NUMBERS = {
    "US": ("call or text 988", "call 911"),
    "UK": ("call 116 123", "call 999"),
    "CA": ("call or text 988", "call 911"),
    "AU": ("call 13 11 14", "call 000"),
    "IE": ("call 116 123", "call 112"),
    "NZ": ("call or text 1737", "call 111"),
}


@pytest.fixture(autouse=True)
def no_language(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)


def words(page: str) -> str:
    return " ".join(page.split())


def test_a_crisis_line_comes_first_however_the_contacts_are_listed(shipped: Rules) -> None:
    turned = shipped._replace(contacts=shipped.contacts[::-1])
    assert contacts_on_every_page(turned)[0].kind == "crisis"
    assert {*contacts_on_every_page(turned)} == {*contacts_on_every_page(shipped)}


def test_each_country_has_its_own_numbers_and_contacts_on_every_page(shipped: Rules) -> None:
    assert {c.code: (c.crisis_line, c.emergency) for c in shipped.countries} == FIRST_NUMBERS
    for country in shipped.countries:
        there = shipped._replace(country=country.code)
        contacts = contacts_on_every_page(there)
        assert {contact.country for contact in contacts} == {country.code, ANYWHERE}
        assert {contact.kind for contact in contacts} == {"crisis", "emergency", "referral"}
        for told in FIRST_NUMBERS[country.code]:
            number = told.removeprefix("call ").removeprefix("or text ")
            assert any(number in contact.contact for contact in contacts)
        assert with_numbers(there, "{crisis_line}; {emergency}") == "; ".join(FIRST_NUMBERS[country.code])


@pytest.mark.parametrize("code", [*FIRST_NUMBERS, "gb", "GB", "ie"])
def test_a_stop_names_the_numbers_of_the_country_and_no_others(
    code: str, answers_file: Write, decision_aid: Program
) -> None:
    run = decision_aid("evaluate", answers_file(PLAN), "--country", code)
    page = words(run.out)
    country = {"gb": "UK", "GB": "UK", "ie": "IE"}.get(code, code)
    line, emergency = FIRST_NUMBERS[country]
    assert f"Please {line} now" in page
    assert f"{emergency} or go to the nearest emergency room" in page
    assert "findahelpline.com" in page
    assert ("988" in page) is (country in ("US", "CA"))
    assert ("911" in page) is (country in ("US", "CA"))
    assert "{" not in page


def test_a_country_of_which_there_are_no_contacts_is_refused(
    answers_file: Write, decision_aid: Program
) -> None:
    run = decision_aid("evaluate", answers_file(PLAN), "--country", "Atlantis")
    assert (run.code, run.out) == (2, "")
    assert "US, UK, CA, AU, IE, NZ" in run.err
    assert "findahelpline.com" in run.err


@pytest.mark.parametrize("command", [("evaluate",), ("worksheet",), ("trace",), ("rests-on",), ("what-if",)])
def test_the_language_adds_its_country_above_the_us_and_replaces_nothing(
    command: tuple[str, ...], answers_file: Write, decision_aid: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    page = words(decision_aid(*command, answers_file(PLAN)).out)
    assert "Please call or text 988 now" in page
    assert page.index("Call 999") < page.index("Call or text 988, or chat")
    assert "Call 116 123" in page
    assert "Call 911" in page
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    assert "999" not in decision_aid(*command, answers_file(PLAN)).out


def test_crisis_shows_the_country_first_and_then_all_others(
    decision_aid: Program, monkeypatch: pytest.MonkeyPatch, shipped: Rules
) -> None:
    names = [country.name for country in shipped.countries]

    def order(*options: str) -> list[str]:
        page = decision_aid("crisis", *options).out
        assert all(name in page for name in names)
        return sorted(names, key=page.index)

    assert order() == names
    assert order("--country", "NZ")[0] == "New Zealand"
    monkeypatch.setenv("LC_ALL", "en_AU")
    assert order()[:2] == ["Australia", "United States"]


@pytest.mark.parametrize(
    "typed",
    [
        *("--country nz crisis", "--country=NZ crisis", "--country NZ 988", "I want to die --country NZ"),
        *("--rules nowhere --country NZ crisis", "--country UK crisis --country NZ"),
    ],
)
def test_a_country_counts_wherever_it_stands_beside_a_call_for_help(
    typed: str, decision_aid: Program
) -> None:
    assert decision_aid(*typed.split()) == decision_aid("crisis", "--country", "NZ")


@pytest.mark.parametrize("typed", ["--country crisis", "crisis --country", "--country ZZ crisis"])
def test_a_country_that_is_none_hides_no_number(typed: str, decision_aid: Program) -> None:
    run = decision_aid(*typed.split())
    assert "988" in run.out + run.err


def test_before_another_command_a_country_is_refused(decision_aid: Program) -> None:
    run = decision_aid("--country", "NZ", "evaluate", "x.yaml")
    assert run.code == 2
    assert "Write the options after the command, evaluate" in run.err


@pytest.mark.parametrize("format", ["json", "html", "markdown"])
def test_every_format_takes_the_country(format: str, answers_file: Write, decision_aid: Program) -> None:
    told = decision_aid("evaluate", answers_file(PLAN), "--country", "NZ", "--format", format).out
    assert "call or text 1737 now" in words(told)
    assert "988" not in told


# --- what set off a gate ------------------------------------------------------------------------


def record(file: str, decision_aid: Program) -> dict[str, object]:
    found: dict[str, object] = json.loads(decision_aid("evaluate", file, "--format", "json").out)
    return found


SCORE = SAFE.replace("person", "clinician") + "  phq9_total: 12\n  phq9_item9: 3\n"


def test_a_stop_names_its_trigger_and_what_contradicts_it_to_a_clinician(
    answers_file: Write, decision_aid: Program
) -> None:
    page = words(decision_aid("evaluate", answers_file(SCORE)).out)
    assert "Set off by: PHQ-9 item 9: 3." in page
    assert "PHQ-9 item 9 is 3, though the client denies thoughts of death or suicide." in page
    told = record(answers_file(SCORE), decision_aid)
    assert told["gates"][0]["trigger"] == [{"question": "phq9_item9", "answer": 3}]  # type: ignore[index]
    assert told["disagreements"] == [
        "PHQ-9 item 9 is 3, though the client denies thoughts of death or suicide."
    ]
    spoken = SCORE.replace("item9: 3", "item9: 0").replace("thoughts: none", "thoughts: active")
    page = words(decision_aid("evaluate", answers_file(spoken)).out)
    assert "PHQ-9 item 9 is 0, though the client reports thoughts of death or suicide." in page


def test_a_person_is_told_neither_what_set_off_a_stop_nor_what_contradicts_it(
    answers_file: Write, decision_aid: Program
) -> None:
    page = words(decision_aid("evaluate", answers_file(SCORE.replace("clinician", "person"))).out)
    assert "Help comes first" in page
    assert "Set off by" not in page
    assert "client" not in page


def test_a_caution_that_waits_for_its_release_names_what_keeps_it(
    answers_file: Write, decision_aid: Program
) -> None:
    for answer, trigger in (("yes", [{"question": "medication_now", "answer": "yes"}]), ("skipped", [])):
        told = record(answers_file(f"{SAFE}  medication_now: {answer}\n"), decision_aid)
        gates = {gate["id"]: gate["trigger"] for gate in told["gates"]}  # type: ignore[attr-defined]
        assert gates == {"taking-medicine": trigger}
    told = record(answers_file(f"{SAFE}  medication_now: no\n  prior_treatments: [cbt]\n"), decision_aid)
    assert told["gates"] == []


@pytest.mark.parametrize("command", ["evaluate", "worksheet"])
@pytest.mark.parametrize("view", ["prefer_not", "wants", "skipped"])
def test_nobody_who_may_take_a_medicine_is_left_without_the_advice_not_to_stop_suddenly(
    command: str, view: str, answers_file: Write, decision_aid: Program
) -> None:
    for taken in ("medication_now: yes", "medication_now: not_sure", "severity: mild"):
        sheet = f"{SAFE}  {taken}\n  medication_view: {view}\n  goals: [tools_now]\n"
        assert "don't stop it suddenly" in words(decision_aid(command, answers_file(sheet)).out)


# --- many referrals -----------------------------------------------------------------------------

MANY = (
    SAFE.replace("self_harm: never", "self_harm: earlier").replace("use: little_or_none", "use: heavy")
    + "  goals: [tools_now]\n  working_style: structured\n"
)


def test_from_three_referrals_on_a_specialist_comes_first(answers_file: Write, decision_aid: Program) -> None:
    two = decision_aid("evaluate", answers_file(MANY)).out
    assert "ask first" in words(two)
    assert "first" not in record(answers_file(MANY), decision_aid)
    three = MANY + "  eating: yes\n"
    page = as_read(decision_aid("evaluate", answers_file(three)).out)
    assert record(answers_file(three), decision_aid)["first"] == "specialist"
    assert "a specialist or a team comes first. There, ask about CBT" in page
    assert "ask first" not in page
    assert "best match" not in page


def test_a_severe_depression_and_daily_care_with_effort_are_one_referral(
    answers_file: Write, decision_aid: Program
) -> None:
    severe = MANY.replace("care: managing", "care: with_effort") + "  severity: severe\n"
    told = record(answers_file(severe), decision_aid)
    referrals = [gate["id"] for gate in told["gates"] if gate["action"] == "refer"]  # type: ignore[attr-defined]
    assert referrals == ["earlier-self-harm", "severe-with-effort", "heavy-substance-use"]
    assert told["first"] == "specialist"
    less = record(answers_file(severe.replace("earlier", "never")), decision_aid)
    assert "first" not in less


# --- sheets of earlier versions -----------------------------------------------------------------


def test_a_sheet_of_0_1_0_never_yields_a_suggestion_at_once(
    answers_file: Write, decision_aid: Program
) -> None:
    old = SAFE.replace("  self_harm: never\n", "") + "  medication_view: taking\n  goals: [tools_now]\n"
    run = decision_aid("evaluate", answers_file(old), "--format", "json")
    assert json.loads(run.out)["status"] == "needs_answers"
    assert "'medication_view: taking' is read as 'medication_now: yes'" in run.err
    attempt = old.replace("thoughts: none", "thoughts: recent_self_harm_or_attempt")
    run = decision_aid("evaluate", answers_file(attempt), "--format", "json")
    assert [gate["id"] for gate in json.loads(run.out)["gates"]] == ["recent-self-harm"]
    assert "is read as 'self_harm: last_3_months'" in run.err


def test_a_change_of_setting_keeps_a_score_that_points_to_danger(
    answers_file: Write, decision_aid: Program
) -> None:
    assessed = SCORE.replace("item9: 3", "item9: 2") + "  risk_assessed: yes\n  goals: [tools_now]\n"
    run = decision_aid("what-if", answers_file(assessed), "--set", "setting=person")
    assert run.out.startswith("Help comes first")
    assert "CBT" not in run.out


def test_answering_for_somebody_else_ends_at_once_with_help_for_both(
    answers_file: Write, decision_aid: Program
) -> None:
    alone = answers_file("rule_set: depression\nanswers: {setting: someone_else}\n")
    told = record(alone, decision_aid)
    assert (told["status"], [gate["id"] for gate in told["gates"]]) == ("stopped", ["someone-else"])  # type: ignore[attr-defined]
    page = words(decision_aid("evaluate", alone).out)
    assert "you can go through it together" in page
    assert "They also talk with people who are worried about someone." in page


def test_the_us_is_what_is_printed_without_a_country(shipped: Rules) -> None:
    assert (shipped.country, shipped.country_beside) == (US, "")
