"""The note for a chart, and what was decided beside the suggestion."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given

from decision_aid import __version__
from decision_aid.commands.interview.keeping import AnswersFile
from decision_aid.engine.questionnaire import MOST_LETTERS
from decision_aid.engine.suggest import Status
from decision_aid.interviewing.flow import Flow
from decision_aid.model.answers import SKIPPED
from decision_aid.model.choice import Choice
from decision_aid.model.lens import Lens
from decision_aid.model.rules import Rules
from decision_aid.proving.sturdiness import sturdiness
from decision_aid.rendering.text import plain
from decision_aid.wording.note import MOST_LINES, NOT_A_DIAGNOSIS, NOT_REVIEWED, WIDTH, note
from decision_aid.wording.result import report
from tests.cli.conftest import SAFE, Program
from tests.outputs import NAMES_NOTHING, as_read
from tests.pages import result
from tests.strategies import HARMLESS_SHEET, Sheet, lenses, shipped_sheets

CLINICIANS = SAFE.replace("setting: person", "setting: clinician")
INTAKE = f"""{CLINICIANS.replace("suicidal_thoughts: none", "suicidal_thoughts: passive")}\
  phq9_total: 14
  phq9_item9: 2
  risk_assessed: yes
  goals: [understand_why]
"""
INTAKE_SHEET: Sheet = {
    **HARMLESS_SHEET,
    "setting": "clinician",
    "prior_treatments": ("cbt",),
    "cbt_outcome": SKIPPED,
    "goals": ("understand_why",),
}
STOPPED = CLINICIANS.replace("danger_now: no", "danger_now: yes")
LONGEST = Choice(("ipt", "combined"), ("many words " * 19)[:MOST_LETTERS])
LINES_OF_THE_LONGEST = 4


def test_the_note_of_every_worked_case_is_short_and_whole(shipped: Rules) -> None:
    for case in shipped.library.cases:
        suggestion = result(case.answers)
        weighed = suggestion.evaluation.safe
        written = note(suggestion, sturdiness(suggestion), LONGEST if weighed else None)
        lines = written.splitlines()
        assert len(lines) <= MOST_LINES, case.id
        assert max(map(len, lines)) <= WIDTH == 80, case.id
        read = as_read(written)
        for words in (NOT_A_DIAGNOSIS, NOT_REVIEWED, __version__, shipped.hash[:12], "OUTCOME", "Answers by"):
            assert words in read, (case.id, words)
        assert not re.search(r": [.;]", read), (case.id, "no answer stands behind a question")
        for judged in suggestion.gates:
            assert f"[{judged.gate.id}]" in read, case.id
        assert ("DECIDED by clinician and client" in read) is weighed
        assert (LONGEST.reason.strip() in read) is weighed
        if not weighed:
            assert not NAMES_NOTHING.search(read), case.id
        for id in suggestion.conclusions[0].favored if weighed else ():
            assert f"FOR {shipped.candidate[id].short}: " in read, case.id
            assert suggestion.status is Status.SUGGESTION


@given(shipped_sheets(), lenses)
def test_no_note_is_longer_than_a_chart_has_room_for(sheet: Sheet, lens: Lens) -> None:
    """On drawn sheets everything may come together; then what was decided, and why, stands below the rest."""
    suggestion = result(sheet, lens)
    assert len(note(suggestion).splitlines()) <= MOST_LINES
    if suggestion.evaluation.safe:
        assert len(note(suggestion, None, LONGEST).splitlines()) <= MOST_LINES + LINES_OF_THE_LONGEST


def test_the_note_says_what_a_chart_needs(
    answers_file: Callable[[str], str], decision_aid: Program, shipped: Rules
) -> None:
    run = decision_aid("evaluate", answers_file(INTAKE), "--format", "note")
    read = as_read(run.out)
    for words in (
        "2026-11-30",
        "a clinician, for a client",
        "PHQ-9 total: 14 of 27, moderate (10 to 14 on that scale). PHQ-9 item 9: 2 of 3.",
        "[thoughts-assessed]. Set off by:",
        "OUTCOME: favored psychodynamic therapy (+3); then CBT (+1), IPT (+1). Ahead by 2.",
        "FOR psychodynamic therapy: Wanting to understand why [understand-why] strong, preference",
        "MISSING, and able to change this:",
        f"Rules depression {shipped.version} ({shipped.hash[:12]}); lens checked; answers ",
    ):
        assert words in read, read
    assert "DECIDED" not in read


@pytest.mark.parametrize(
    ("sheet", "told"),
    [
        ({"phq9_total": 14}, True),
        ({"phq9_total": 14, "phq9_item9": 0}, False),
        ({"phq9_total": 14, "suicidal_thoughts": "passive", "risk_assessed": "yes"}, False),
        ({"phq9_total": 14, "setting": "person"}, False),
        ({}, False),
    ],
)
def test_a_total_without_item_9_is_told_to_a_clinician(sheet: Sheet, told: bool) -> None:
    suggestion = result({**INTAKE_SHEET, **sheet})
    pages = (note(suggestion).partition("MISSING")[2], plain(report(suggestion)).partition("Not asked")[2])
    assert ["PHQ-9 item 9" in page for page in pages] == [told, told]


def test_a_decision_stands_beside_the_suggestion_with_its_reason(
    answers_file: Callable[[str], str], decision_aid: Program
) -> None:
    command = (
        "evaluate",
        answers_file(INTAKE),
        "--decision",
        "ipt",
        "--decision",
        "combined",
        "--reason",
        "-",
    )
    said = as_read(decision_aid(*command, "--format", "note", stdin=b"A shorter\nwait. ").out)
    assert "DECIDED by clinician and client: IPT, therapy plus medicine (not as suggested)" in said
    assert "Reason: A shorter wait." in said
    assert "OUTCOME: favored psychodynamic therapy" in said
    record = json.loads(decision_aid(*command, "--format", "json", stdin=b"A shorter\nwait. ").out)
    assert record["decided"] == {
        "candidates": ["ipt", "combined"],
        "agreement": "overridden",
        "reason": "A shorter wait.",
    }
    assert record["decisions"]["approach"]["favored"] == ["psychodynamic"]


@pytest.mark.parametrize(
    ("decisions", "agreement"),
    [
        (["psychodynamic"], "accepted"),
        (["cbt"], "overridden"),
        (["combined"], "accepted"),
        (["long"], "nothing_to_accept"),
    ],
)
def test_a_decision_is_accepted_overridden_or_about_nothing_suggested(
    decisions: list[str], agreement: str, answers_file: Callable[[str], str], decision_aid: Program
) -> None:
    options = [word for one in decisions for word in ("--decision", one)]
    run = decision_aid("evaluate", answers_file(INTAKE), *options, "--format", "json")
    assert json.loads(run.out)["decided"] == {"candidates": decisions, "agreement": agreement, "reason": None}


def test_no_decision_is_recorded_on_a_stop_and_none_is_named(
    answers_file: Callable[[str], str], decision_aid: Program
) -> None:
    for sheet in (STOPPED, CLINICIANS.replace("  suicidal_thoughts: none\n", "")):
        for id in ("ipt", "itp"):
            run = decision_aid("evaluate", answers_file(sheet), "--decision", id, "--format", "note")
            assert (run.code, run.out) == (2, "")
            assert "safety comes first" in run.err
            assert "988" in run.err
            assert not NAMES_NOTHING.search(run.err)


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        (["--decision", "itp", "--format", "note"], "did you mean 'ipt'?"),
        (["--decision", "ipt"], "Add --format note"),
        (["--reason", "-", "--format", "note"], "--reason goes with --decision"),
        (["--decision", "ipt", "--reason", "SECRET", "--format", "note"], "--reason takes nothing but -"),
    ],
)
def test_a_decision_that_cannot_be_recorded_is_told(
    options: list[str], complaint: str, answers_file: Callable[[str], str], decision_aid: Program
) -> None:
    run = decision_aid("evaluate", answers_file(INTAKE), *options)
    assert (run.code, run.out) == (2, "")
    assert complaint in run.complaint
    assert "SECRET" not in run.err


@pytest.mark.parametrize(
    ("reason", "complaint"), [("x" * 201, "200 characters at most"), ("a \x1b[31m word", "cannot be seen")]
)
def test_a_reason_has_to_fit_a_note(
    reason: str, complaint: str, answers_file: Callable[[str], str], decision_aid: Program
) -> None:
    command = ("evaluate", answers_file(INTAKE), "--decision", "ipt", "--reason", "-", "--format", "note")
    run = decision_aid(*command, stdin=reason.encode())
    assert (run.code, run.out) == (2, "")
    assert complaint in run.complaint


def test_answers_and_reason_cannot_both_be_standard_input(decision_aid: Program) -> None:
    command = ("evaluate", "-", "--decision", "ipt", "--reason", "-", "--format", "note")
    run = decision_aid(*command, stdin=INTAKE.encode())
    assert run.code == 2
    assert "can be read once" in run.complaint


BESIDE = "Words written beside these answers may be about death, despair, or danger."


@pytest.mark.parametrize(
    ("reason", "heard", "noted"),
    [
        (b"A shorter wait.", [], False),
        (b"She said she wants to kill herself", ["suicide"], True),
        (b"He feels hopeless", [], True),
    ],
)
def test_words_of_danger_in_a_reason_are_heard_and_stop_nothing(
    reason: bytes,
    heard: list[str],
    noted: bool,
    answers_file: Callable[[str], str],
    decision_aid: Program,
) -> None:
    command = ("evaluate", answers_file(INTAKE), "--decision", "ipt", "--reason", "-", "--format")
    note, json_run = (decision_aid(*command, format, stdin=reason) for format in ("note", "json"))
    assert ("988" in note.err) is noted
    assert as_read(note.out).startswith(BESIDE) is noted
    assert f"Reason: {reason.decode()}" in as_read(note.out)
    record = json.loads(json_run.out)
    assert record["words_of_danger"] == heard
    assert record["status"] == "suggestion"


KEPT = """decided:
  candidates: [ipt, combined]
  reason: "A shorter wait."
"""
DECIDED = {"candidates": ["ipt", "combined"], "agreement": "overridden", "reason": "A shorter wait."}


def kept_in(sheet: str, decided: str = KEPT) -> str:
    return sheet.replace("answers:", f"{decided}answers:")


def test_what_was_decided_is_read_from_the_answers_and_an_option_wins(
    answers_file: Callable[[str], str], decision_aid: Program
) -> None:
    command = ("evaluate", answers_file(kept_in(INTAKE)), "--format")
    assert json.loads(decision_aid(*command, "json").out)["decided"] == DECIDED
    said = as_read(decision_aid(*command, "note").out)
    assert "IPT, therapy plus medicine (not as suggested). Reason: A shorter wait." in said
    run = decision_aid(*command, "json", "--decision", "psychodynamic")
    agreed = {"candidates": ["psychodynamic"], "agreement": "accepted", "reason": None}
    assert json.loads(run.out)["decided"] == agreed


def test_what_was_decided_is_on_no_page_of_a_stop(
    answers_file: Callable[[str], str], decision_aid: Program
) -> None:
    for form in ("note", "json", "text"):
        run = decision_aid("evaluate", answers_file(kept_in(STOPPED)), "--format", form)
        assert run.code == 0
        assert not NAMES_NOTHING.search(run.out + run.err)
        assert "shorter wait" not in run.out


@pytest.mark.parametrize(
    ("decided", "complaint"),
    [
        ("decided: {candidates: [itp]}\n", "did you mean 'ipt'?"),
        (f"decided: {{candidates: [ipt], reason: {'x' * 201}}}\n", "the reason takes 200 characters at most"),
        ("decided: {reason: Because.}\n", "needs the key 'candidates'"),
        ("decided: {candidates: [ipt], why: Because.}\n", "no key 'why'"),
    ],
)
def test_what_was_decided_is_refused_with_its_place(
    decided: str, complaint: str, answers_file: Callable[[str], str], decision_aid: Program
) -> None:
    run = decision_aid("evaluate", answers_file(kept_in(INTAKE, decided)), "--format", "note")
    assert (run.code, run.out) == (2, "")
    assert complaint in run.complaint
    assert ":2:" in run.complaint


def test_a_refused_decision_names_no_approach_where_safety_comes_first(
    answers_file: Callable[[str], str], decision_aid: Program
) -> None:
    run = decision_aid("evaluate", answers_file(kept_in(STOPPED, "decided: {candidates: [itp]}\n")))
    assert run.code == 2
    assert not NAMES_NOTHING.search(run.err)


def test_verify_and_compare_read_what_was_decided(
    answers_file: Callable[[str], str], decision_aid: Program, tmp_path: Path
) -> None:
    file, record = answers_file(kept_in(INTAKE)), tmp_path / "record.json"
    decision_aid("evaluate", file, "--format", "json", "--output", str(record))
    run = decision_aid("verify", str(record))
    assert run.code == 0
    assert "IPT, therapy plus medicine: not as suggested, the same now" in as_read(run.out)
    now = json.loads(decision_aid("verify", str(record), "--format", "json").out)["decided"]
    assert now == {"candidates": ["ipt", "combined"], "then": "overridden", "now": "overridden"}
    edited = tmp_path / "edited.json"
    edited.write_text(record.read_text(encoding="utf-8").replace("overridden", "accepted"), encoding="utf-8")
    run = decision_aid("verify", str(edited))
    assert run.code == 1
    assert "as suggested then, not as suggested now" in as_read(run.out)
    run = decision_aid("compare", file, str(record))
    assert "A: IPT, therapy plus medicine (not as suggested)" in as_read(run.out)
    assert "B: IPT, therapy plus medicine (not as suggested)" in as_read(run.out)
    results = json.loads(decision_aid("compare", file, str(record), "--format", "json").out)["results"]
    assert [one["decided"]["agreement"] for one in results] == ["overridden"] * 2


def test_two_files_that_decide_otherwise_are_refused(
    answers_file: Callable[[str], str], decision_aid: Program, tmp_path: Path
) -> None:
    other = tmp_path / "other.yaml"
    other.write_text(
        "rule_set: depression\ndecided: {candidates: [cbt]}\nanswers: {goals: [understand_why]}\n",
        encoding="utf-8",
    )
    plain, both = answers_file(INTAKE), ("--answers", str(other), "--format", "json")
    decided = json.loads(decision_aid("evaluate", plain, *both).out)["decided"]
    assert decided["candidates"] == ["cbt"]
    run = decision_aid("evaluate", answers_file(kept_in(INTAKE)), *both)
    assert run.code == 2
    assert "'decided' is answered in another way" in run.complaint


def test_the_same_answers_have_one_hash_everywhere(
    shipped: Rules, decision_aid: Program, tmp_path: Path
) -> None:
    """In the interview, in the file that it keeps, in JSON, and there and back by FHIR."""
    flow = Flow(shipped._replace(day="2026-11-30"), INTAKE_SHEET).enough()
    kept, sent = str(tmp_path / "kept.yaml"), str(tmp_path / "response.json")
    AnswersFile(Path(kept), None).write(flow)
    decision_aid("fhir", "response", kept, "--output", sent)
    in_the_interview = note(flow.suggestion, sturdiness(flow.suggestion))
    assert decision_aid("evaluate", kept, "--format", "note").out == in_the_interview
    hashes = {
        json.loads(decision_aid("evaluate", file, "--format", "json").out)["answers_hash"]
        for file in (kept, sent)
    }
    assert [f"answers {hash[:12]}." in in_the_interview for hash in hashes] == [True]


def test_what_is_behind_goes_by_its_support(
    answers_file: Callable[[str], str], decision_aid: Program
) -> None:
    tried = f"{SAFE}  prior_treatments: [cbt]\n  cbt_outcome: not_enough\n  goals: [understand_why]\n"
    read = as_read(decision_aid("evaluate", answers_file(tried), "--format", "note").out)
    assert "favored psychodynamic therapy (+3); then IPT (+1), CBT (-1)." in read


def test_a_decision_for_what_is_not_there_is_told_what_there_is(
    answers_file: Callable[[str], str], decision_aid: Program
) -> None:
    """Only where something may be named."""
    for answers, named in ((INTAKE, True), (INTAKE.replace("danger_now: no", "danger_now: yes"), False)):
        run = decision_aid("evaluate", answers_file(answers), "--decision", "waiting", "--format", "note")
        assert (run.code, run.out) == (2, "")
        assert ("there are: cbt, ipt, psychodynamic" in run.err) is named
