"""`decision-aid rules accept`: what is written into worked cases, and what never is."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from decision_aid.loading.rule_set import load_rules
from tests.cli.conftest import Program
from tests.cli.test_rules_check import change
from tests.cli.test_rules_list_show_export import complaints, read
from tests.rule_sets.test_bad import SMALL

CASE = "a-day-with-friends"
OTHER = "a-class-on-the-hill"


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """A copy of the small rule set in which nothing speaks for the hill any more, but against it."""
    copy = Path(shutil.copytree(SMALL, tmp_path / "mine"))
    for file in (copy / "rules").glob("*.yaml"):
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace("for: hill", "against: hill"), encoding="utf-8")
    return copy


def case_file(folder: Path, case: str = CASE) -> Path:
    return folder / "cases" / f"{case}.yaml"


def test_without_a_name_it_says_which_cases_come_out_otherwise_and_writes_nothing(
    mine: Path, decision_aid: Program
) -> None:
    before = case_file(mine).read_bytes()
    run = decision_aid("rules", "accept", "--rules", str(mine))
    assert run.code == 0
    assert f"rules accept {OTHER} {CASE} --rules {mine}" in run.out
    walk = "  before  walk: {outcome: favored, favored: [hill]}\n  now     walk: {outcome: no_support}\n"
    assert run.out.count(walk) == 2
    assert case_file(mine).read_bytes() == before
    same = decision_aid("rules", "accept", "--rules", str(SMALL))
    assert same.out == "Every worked case comes out as it expects.\n"


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_only_what_the_case_expects_is_rewritten_and_the_reasons_are_kept(
    mine: Path, decision_aid: Program, end: str
) -> None:
    file = case_file(mine)
    text = f"# A comment on top\n{file.read_text(encoding='utf-8')}\n# A last word\n"
    kept, _ = text.split("expect:")
    file.write_bytes(text.replace("\n", end).encode())
    file.chmod(0o640)
    reasons = ('Too steep: "no" #1', "Still so")
    run = decision_aid("rules", "accept", CASE, "a-storm", "--rules", str(mine), "--reason", reasons[0])
    assert (run.code, run.err) == (0, "")
    assert f"Rewritten, with the reason: {CASE}." in run.out
    assert "left alone: a-storm." in run.out
    new = file.read_bytes().decode()
    assert new.count(end) == new.count("\n")
    assert new.replace(end, "\n").startswith(f"{kept}expect:\n  status: no_clear_suggestion\n  gates: []\n")
    assert "# A last word" in new
    assert file.stat().st_mode & 0o777 == 0o640
    assert CASE not in decision_aid("rules", "accept", "--rules", str(mine)).out
    assert complaints("case", load_rules(mine), read(new)) == []

    shutil.copytree(SMALL / "rules", mine / "rules", dirs_exist_ok=True)
    decision_aid("rules", "accept", CASE, "--rules", str(mine), "--reason", reasons[1])
    shown = decision_aid("cases", "show", CASE, "--rules", str(mine)).out
    told = [line.strip() for line in shown.splitlines() if "Changed on" in line]
    assert told == [f"Changed on 2026-11-30. {reason}" for reason in reasons]


@pytest.mark.parametrize("reason", [(), ("--reason", "  "), ("--reason", "a\u202eb")])
def test_without_a_reason_that_can_be_read_nothing_is_written(
    mine: Path, decision_aid: Program, reason: tuple[str, ...]
) -> None:
    before = case_file(mine).read_bytes()
    run = decision_aid("rules", "accept", CASE, "--rules", str(mine), *reason)
    assert run.code == 2
    assert "No case was changed." in run.complaint
    assert case_file(mine).read_bytes() == before


def test_a_reason_can_be_read_from_standard_input(mine: Path, decision_aid: Program) -> None:
    command = ("rules", "accept", CASE, "--rules", str(mine), "--reason", "-")
    assert decision_aid(*command, stdin=b"\n").code == 2
    assert decision_aid(*command, stdin=b"Too steep\nfor them\n").code == 0
    assert 'because: "Too steep for them"\n' in case_file(mine).read_text(encoding="utf-8")


def test_a_case_in_which_safety_no_longer_comes_first_is_not_accepted_nor_any_beside_it(
    mine: Path, decision_aid: Program
) -> None:
    change(case_file(mine, OTHER), "status: suggestion", "status: stopped")
    before = {file: file.read_bytes() for file in (mine / "cases").iterdir()}
    run = decision_aid("rules", "accept", OTHER, CASE, "--rules", str(mine), "--reason", "It is fine.")
    assert run.code == 2
    assert f"{OTHER}: safety came first in it" in run.complaint
    assert {file: file.read_bytes() for file in (mine / "cases").iterdir()} == before
    assert f"rules accept {CASE} --rules" in decision_aid("rules", "accept", "--rules", str(mine)).out


@pytest.mark.parametrize("expect", ["{status: suggestion}}", "{status: suggestion},\n title: B}"])
def test_what_has_no_lines_of_its_own_is_left_to_its_author(
    mine: Path, decision_aid: Program, expect: str
) -> None:
    file = case_file(mine)
    title = "" if "title" in expect else "title: A, "
    story = "story: Dan and friends have five hours."
    answers = "{storm: no, ankle: fine, hours: 5, company: friends, likes: [nothing]}"
    text = f"{{id: {CASE}, {title}{story}, answers: {answers}, expect: {expect}"
    file.write_text(text, encoding="utf-8")
    run = decision_aid("rules", "accept", CASE, "--rules", str(mine), "--reason", "It is fine.")
    assert run.code == 2
    assert "change it by hand" in run.complaint
    assert file.read_text(encoding="utf-8") == text


def test_the_shipped_rules_and_unknown_cases_are_refused(mine: Path, decision_aid: Program) -> None:
    assert "--rules DIR" in decision_aid("rules", "accept", CASE).complaint
    run = decision_aid("rules", "accept", CASE[:-1], "--rules", str(mine))
    assert f"did you mean '{CASE}'" in run.complaint
