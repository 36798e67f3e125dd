"""What a clinic offers stands on the card and in the note, changes no weight, and is never beside a stop."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from decision_aid.engine.evaluate import evaluate
from decision_aid.engine.suggest import Sturdiness, Suggestion, suggest
from decision_aid.loading.availability import load_offers
from decision_aid.model.availability import Offer
from decision_aid.model.problems import UnusableInput
from decision_aid.model.report import Report
from decision_aid.model.rules import Rules
from decision_aid.rendering.text import plain
from decision_aid.wording.note import note
from decision_aid.wording.result_card import MOST_LINES, MOST_WORDS, result_card
from tests.cli.conftest import SAFE, Program
from tests.outputs import as_read
from tests.strategies import shipped_rule_set
from tests.unit.test_result_card import weighed

DAY = "2026-11-30"
OFFERS = (
    Offer("psychodynamic", "2026-11-01", offered=True, wait_weeks=6, note="Evenings only"),
    Offer("cbt", "2026-06-01"),
    Offer("combined", "2026-11-01", offered=True, wait_weeks=0),
)


def here(suggestion: Suggestion, *offers: Offer) -> Suggestion:
    """The same suggestion in a clinic with these offers."""
    evaluation = suggestion.evaluation
    rules = evaluation.rule_set._replace(offers=offers, day=DAY)
    return suggestion._replace(evaluation=evaluation._replace(rule_set=rules))


def told(suggestion: Suggestion) -> str:
    """What the card says of the clinic."""
    entries = result_card(suggestion).entries
    return next((entry.text for entry in entries if entry.label == "Here"), "")


def shipped_result(case: str) -> Suggestion:
    rules = shipped_rule_set()
    answers = next(one.answers for one in rules.library.cases if one.id == case)
    return suggest(evaluate(rules, answers))


def test_the_card_and_the_note_say_what_is_offered_after_what_wait() -> None:
    suggestion = here(shipped_result("cbt-faded"), *OFFERS)
    said = (
        "CBT isn't offered (last checked on 2026-06-01: ask again); psychodynamic therapy is offered, "
        "wait about 6 weeks (Evenings only); IPT isn't on the clinic's list; therapy plus medicine is "
        "offered, no wait"
    )
    assert f"HERE: {said}." in as_read(note(suggestion))
    assert told(suggestion) in (f"{said}.", f"{said.partition('; IPT')[0].replace(' (Evenings only)', '')}.")
    assert told(here(shipped_result("cbt-faded"))) == ""
    assert "HERE" not in note(here(shipped_result("cbt-faded")))


@pytest.mark.parametrize(("checked_on", "stale"), [("2026-08-30", False), ("2026-08-29", True)])
def test_what_was_checked_over_three_months_ago_is_to_be_asked_again(checked_on: str, stale: bool) -> None:
    offers = (Offer("cbt", checked_on, offered=True, wait_weeks=1),)
    text = told(here(shipped_result("cbt-faded"), *offers))
    assert text.startswith("CBT is offered, wait about 1 week")
    assert (f"(last checked on {checked_on}: ask again)" in text) is stale


def test_the_card_fits_one_screen_with_all_of_it(shipped: Rules) -> None:
    for suggestion in (here(one, *OFFERS) for one in weighed(shipped, "person")):
        card = result_card(suggestion, Sturdiness(1, 2, 3))
        text = plain(Report("", (card.section(),)))
        assert text.count("\n") <= MOST_LINES, text
        assert len(text.split()) <= MOST_WORDS, text


FILE = """\
offers:
  - approach: psychodynamic
    offered: true
    wait_weeks: 6
    note: Evenings only
    checked_on: 2026-11-01
"""


@pytest.fixture
def offers_file(tmp_path: Path) -> Callable[[str], str]:
    """Write a file of offers; what comes back is its name."""

    def write(content: str) -> str:
        path = tmp_path / "availability.yaml"
        path.write_text(content, encoding="utf-8")
        return str(path)

    return write


def test_it_changes_nothing_but_that_line(
    answers_file: Callable[[str], str], offers_file: Callable[[str], str], decision_aid: Program
) -> None:
    answers = answers_file(f"{SAFE}  goals: [understand_why]\n")
    with_it, without = (
        decision_aid("evaluate", answers, "--format", "note", *options)
        for options in (("--availability", offers_file(FILE)), ())
    )
    assert with_it.code == 0
    new = [line for line in with_it.out.splitlines() if line not in without.out.splitlines()]
    assert [line.partition(":")[0] for line in new] == ["HERE"]
    assert "psychodynamic therapy is offered, wait about 6 weeks (Evenings only)" in new[0]
    card = decision_aid("evaluate", answers, "--availability", offers_file(FILE)).out
    assert "wait about 6 weeks" in as_read(card)


@pytest.mark.parametrize(("goal", "shown"), [("understand_why", True), ("tools_now", False)])
def test_words_of_danger_in_a_note_that_is_shown_are_heard(
    goal: str,
    shown: bool,
    answers_file: Callable[[str], str],
    offers_file: Callable[[str], str],
    decision_aid: Program,
) -> None:
    answers = answers_file(f"{SAFE}  goals: [{goal}]\n")
    offers = offers_file(FILE.replace("Evenings only", "I want to die"))
    page = decision_aid("evaluate", answers, "--availability", offers)
    assert ("Words written beside these answers may be about death" in as_read(page.out)) is shown
    assert ("988" in page.err) is shown
    record = decision_aid("evaluate", answers, "--availability", offers, "--format", "json").out
    assert json.loads(record)["words_of_danger"] == (["suicide"] if shown else [])


@pytest.mark.parametrize("format", ["text", "note", "json", "html", "markdown"])
@pytest.mark.parametrize("answer", ["  suicidal_thoughts: plan\n", ""])
def test_where_safety_comes_first_it_is_on_no_page_and_not_even_read(
    answer: str, format: str, answers_file: Callable[[str], str], decision_aid: Program
) -> None:
    answers = answers_file(SAFE.replace("  suicidal_thoughts: none\n", answer))
    command = ("evaluate", answers, "--format", format)
    assert decision_aid(*command, "--availability", "nowhere.yaml") == decision_aid(*command)


@pytest.mark.parametrize(
    ("old", "new", "code", "words"),
    [
        ("psychodynamic", "psychodinamic", "unknown-candidate", "did you mean 'psychodynamic'?"),
        ("    offered: true\n", "", "missing-key", "needs the key 'offered'"),
        ("offered: true", "offered: false", "out-of-range", "a wait is from 0"),
        ("wait_weeks: 6", "wait_weeks: -1", "out-of-range", "a wait is from 0"),
        ("wait_weeks: 6", "wait_weeks: 261", "out-of-range", "a wait is from 0"),
        ("2026-11-01", "2026-13-01", "bad-date", "no date"),
        ("2026-11-01", "2026-12-01", "day-to-come", "still to come"),
        ("Evenings only", "x" * 81, "too-long", "80 characters at most"),
        ("wait_weeks", "wait_months", "unknown-key", "has no key 'wait_months'"),
        ("offers:\n", f"offers:\n{FILE.partition(chr(10))[2]}", "duplicate-id", "is there twice"),
    ],
)
def test_what_is_wrong_in_the_file_is_told_with_its_place(
    old: str, new: str, code: str, words: str, offers_file: Callable[[str], str], shipped: Rules
) -> None:
    path = Path(offers_file(FILE.replace(old, new)))
    with pytest.raises(UnusableInput) as error:
        load_offers(path, shipped._replace(day=DAY))
    assert {problem.code for problem in error.value.problems} == {code}
    assert words in str(error.value)
    assert str(error.value).startswith(f"{path}:")


@pytest.mark.parametrize(
    ("content", "seems"),
    [
        (SAFE, "a file of answers"),
        ("theme: goals\ncaption: Goals\nrules: []\n", "a file of a rule set"),
        ("setting,danger_now\nperson,no\n", "a table (CSV)"),
        ('{"resourceType": "QuestionnaireResponse"}', "a QuestionnaireResponse of FHIR"),
        ('{"schema": "decision-aid/evaluation/2"}', "a result"),
        ("- approach: cbt\n", "a list"),
    ],
)
def test_another_file_is_called_by_its_name(
    content: str, seems: str, offers_file: Callable[[str], str], shipped: Rules
) -> None:
    with pytest.raises(UnusableInput) as error:
        load_offers(Path(offers_file(content)), shipped)
    (problem,) = error.value.problems
    assert problem.message == f"this is {seems}, not what a clinic offers, which begins with 'offers:'"
