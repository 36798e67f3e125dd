"""A saved record, replayed: the same, or what changed and why, or why it cannot be."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from decision_aid.commands.verify.page import replay_page
from decision_aid.commands.verify.record import replay_record
from decision_aid.model.answers import UNKNOWN_DAY
from decision_aid.model.lens import Lens
from decision_aid.model.problems import DecisionAidError
from decision_aid.model.rules import Rules
from decision_aid.rendering.text import plain
from decision_aid.wording.replay import replay
from decision_aid.wording.result_record import result_record
from tests.cli.conftest import SAFE, Program
from tests.outputs import NAMES_NOTHING, as_read
from tests.pages import result, shipped_case
from tests.strategies import Sheet, lenses, sheets, shipped_rule_set

CASE = "cbt-and-ipt-not-enough"
STOP = "a-plan-to-die"
CLINICIANS = SAFE.replace("setting: person", "setting: clinician")


def saved(sheet: Sheet, lens: Lens = Lens.CHECKED) -> dict[str, Any]:
    """A record as it is read back."""
    record: dict[str, Any] = json.loads(json.dumps(result_record(result(sheet, lens))))
    return record


def other_rules(shipped: Rules, **parts: Any) -> Rules:
    return shipped._replace(files={**shipped.files, "notes.yaml": b"edited"}, **parts)


@given(sheets(shipped_rule_set()), lenses)
def test_every_record_is_the_same_by_the_rules_that_made_it(sheet: Sheet, lens: Lens) -> None:
    assert replay(shipped_rule_set(), saved(sheet, lens)).same


def test_a_rule_that_is_gone_is_named_as_what_made_the_difference(shipped: Rules) -> None:
    record = saved(shipped_case(CASE).answers)
    counted = next(
        one["rule"]
        for standing in record["decisions"]["approach"]["candidates"].values()
        for one in standing["arguments"]
        if one["counted"]
    )
    without = other_rules(shipped, rules=tuple(rule for rule in shipped.rules if rule.id != counted))
    found = replay(without, record)
    assert not found.same
    assert not found.same_rules
    assert counted in replay_record(found)["rules_that_differ"]
    assert f"Rule {counted} made a difference" in as_read(plain(replay_page(found)))


def test_rules_that_changed_without_bearing_on_the_record_are_told_and_it_is_the_same(shipped: Rules) -> None:
    found = replay(other_rules(shipped), saved(shipped_case(CASE).answers))
    assert found.same
    assert f"({shipped.hash[:12]}) then" in as_read(plain(replay_page(found)))


def test_a_gate_that_is_gone_is_named_and_no_approach_is(shipped: Rules) -> None:
    record = saved(shipped_case(STOP).answers)
    gate = record["gates"][0]["id"]
    others = tuple(one._replace(id=f"new-{one.id}") if one.id == gate else one for one in shipped.gates)
    found = replay(other_rules(shipped, gates=others), record)
    said = as_read(plain(replay_page(found)))
    assert not found.same
    assert f"Gate new-{gate} made a difference: it held only now." in said
    assert not NAMES_NOTHING.search(said)


def test_a_suggestion_that_would_stop_now_names_nothing(shipped: Rules) -> None:
    record = saved(shipped_case(CASE).answers)
    stop = next(gate for gate in shipped.gates if gate.id == "danger-now")
    stops_all = stop._replace(id="stops-all", when=type(stop).__new__.__defaults__[0])  # type: ignore[index]
    found = replay(other_rules(shipped, gates=(*shipped.gates, stops_all)), record)
    for said in (as_read(plain(replay_page(found))), json.dumps(replay_record(found))):
        assert "stops-all" in said
        assert "988" in said
        assert not NAMES_NOTHING.search(said)


def test_a_record_that_was_edited_is_told(tmp_path: Path, decision_aid: Program) -> None:
    record = saved(shipped_case(CASE).answers)
    record["decisions"]["approach"]["favored"] = ["cbt"]
    run = decision_aid("verify", write(tmp_path, record))
    assert run.code == 1
    assert "the record was edited after it was made" in as_read(run.out)
    assert "approach: then cbt favored" in as_read(run.out)


def write(folder: Path, record: Mapping[str, Any]) -> str:
    path = folder / "record.json"
    path.write_text(json.dumps(record), encoding="utf-8")
    return str(path)


def test_what_evaluate_writes_is_the_same_and_ends_with_0(tmp_path: Path, decision_aid: Program) -> None:
    sheet = tmp_path / "answers.json"
    answers = json.loads(json.dumps(dict(shipped_case(CASE).answers)))
    sheet.write_text(json.dumps({"rule_set": "depression", "answers": answers}), encoding="utf-8")
    record = str(tmp_path / "record.json")
    command = ("evaluate", str(sheet), "--format", "json", "--decision", "ipt", "--output", record)
    assert decision_aid(*command).code == 0
    run = decision_aid("verify", record)
    assert (run.code, run.err) == (0, "")
    assert "The record of 2026-11-30 comes out as it did" in as_read(run.out)
    assert json.loads(decision_aid("verify", record, "--format", "json").out)["same"] is True


NOT_ONE = [
    "",
    "[" * 100_000,
    "[]",
    "{}",
    "null",
    '{"schema": "decision-aid/trace/1"}',
    '{"schema": "decision-aid/evaluation/2"}',
]


@pytest.mark.parametrize("text", NOT_ONE, ids=range(len(NOT_ONE)))
def test_what_is_no_record_is_told(text: str, tmp_path: Path, decision_aid: Program) -> None:
    path = tmp_path / "record.json"
    path.write_text(text, encoding="utf-8")
    run = decision_aid("verify", str(path))
    assert (run.code, run.out) == (2, "")
    assert "This file isn't a record" in run.complaint


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (SAFE, "decision-aid evaluate FILE"),
        ('{"resourceType": "QuestionnaireResponse"}', "QuestionnaireResponse of FHIR"),
        ('{"schema": "decision-aid/certificate/2"}', "decision-aid rules verify FILE"),
        ("offers: []\n", "what a clinic offers"),
        ("%PDF-1.4\n", "a PDF"),
        ('{"schema": "decision-aid/evaluation/1"}', "of the first form"),
    ],
)
def test_another_file_is_called_by_its_name(
    text: str, said: str, answers_file: Callable[[str], str], decision_aid: Program
) -> None:
    run = decision_aid("verify", answers_file(text))
    assert (run.code, run.out) == (2, "")
    assert said in run.complaint
    assert len(run.complaint.splitlines()) == 1


@pytest.mark.parametrize("id", [CASE, STOP])
def test_answers_that_are_not_those_of_the_record_cannot_be_replayed(
    id: str, tmp_path: Path, decision_aid: Program
) -> None:
    record = saved(shipped_case(id).answers)
    record["answers"]["age_group"] = "from_65"
    run = decision_aid("verify", write(tmp_path, record))
    assert (run.code, run.out) == (2, "")
    assert "their hash differs" in run.complaint


def test_other_rules_and_questions_that_changed_are_told(shipped: Rules) -> None:
    record = saved(shipped_case(CASE).answers)
    with pytest.raises(DecisionAidError, match="made by other rules"):
        replay(shipped._replace(id="other"), record)
    fewer = tuple(item for item in shipped.items if item.link_id != "goals")
    with pytest.raises(DecisionAidError, match="no longer take the answers"):
        replay(other_rules(shipped, items=fewer), {**record, **with_answers(record, goals=["tools_now"])})


def with_answers(record: Mapping[str, Any], **more: Any) -> Mapping[str, Any]:
    from decision_aid.engine.record_answers import answers_hash

    answers = {**record["answers"], **more}
    return {"answers": answers, "answers_hash": answers_hash(answers)}


def test_records_of_two_days_are_compared(
    answers_file: Callable[[str], str], decision_aid: Program, tmp_path: Path
) -> None:
    names = []
    for day, total in (("2026-06-01", 16), ("2026-12-01", 9)):
        sheet = answers_file(f"{CLINICIANS}  phq9_total: {total}\n  phq9_item9: 0\n")
        record = json.loads(decision_aid("evaluate", sheet, "--format", "json").out) | {"date": day}
        names.append(str(tmp_path / f"{day}.json"))
        Path(names[-1]).write_text(json.dumps(record), encoding="utf-8")
    page = " ".join(decision_aid("compare", *names).out.split())
    assert "16 in A on 2026-06-01, 9 in B on 2026-12-01 (change -7)" in page
    assert ", answers of 2026-06-01" in page
    assert "otherwise then" not in page
    compared = json.loads(decision_aid("compare", *names, "--format", "json").out)
    assert [result["date"] for result in compared["results"]] == ["2026-06-01", "2026-12-01"]


def test_the_day_of_a_record_is_that_of_its_answers_unless_it_says_another(
    tmp_path: Path, decision_aid: Program
) -> None:
    record = {**saved(shipped_case(CASE).answers), "date": "2026-11-28"}
    for day, told in (("", "2026-11-28"), ("2026-11-12", "2026-11-12")):
        file = tmp_path / "record.json"
        file.write_text(json.dumps({**record, "saved": day, "corrected": bool(day)}), encoding="utf-8")
        run = decision_aid("verify", str(file), "--format", "json")
        assert json.loads(run.out)["saved"] == told
        assert json.loads(run.out).get("corrected", False) is bool(day)


def test_a_file_and_its_scores_are_of_the_day_of_the_answers_and_not_of_the_run(
    answers_file: Callable[[str], str], decision_aid: Program, tmp_path: Path
) -> None:
    """A record that was made today of answers kept before, and a kept file itself."""
    names = []
    for day, total in (("2026-09-01", 13), ("2026-10-05", 9)):
        sheet = answers_file(f"saved: {day}\n{CLINICIANS}  phq9_total: {total}\n  phq9_item9: 0\n")
        names.append(str(tmp_path / day))
        Path(names[-1]).write_bytes(Path(sheet).read_bytes())
    record = write(tmp_path, json.loads(decision_aid("evaluate", names[0], "--format", "json").out))
    for first in (record, names[0]):
        page = " ".join(decision_aid("compare", first, names[1]).out.split())
        assert "PHQ-9 total: 13 in A on 2026-09-01, 9 in B on 2026-10-05 (change -4)" in page
        assert page.count(", answers of 2026-09-01") == page.count(", answers of 2026-10-05") == 1
    undated = {**json.loads(Path(record).read_text(encoding="utf-8")), "saved": UNKNOWN_DAY}
    page = " ".join(decision_aid("compare", write(tmp_path, undated), names[1]).out.split())
    assert ", recorded on 2026-11-30" in page
