"""`compare`, as it is called."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from decision_aid.loading.rule_set import shipped_directory
from tests.cli.conftest import SAFE, Program
from tests.rule_sets.test_bad import SMALL


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    """Two sheets that come out otherwise."""
    names = []
    for name, goal in (("now.yaml", "tools_now"), ("why.yaml", "understand_why")):
        (tmp_path / name).write_text(f"{SAFE}  severity: mild\n  goals: [{goal}]\n", encoding="utf-8")
        names.append(str(tmp_path / name))
    return names


def test_two_sheets_are_told_apart(files: list[str], decision_aid: Program) -> None:
    run = decision_aid("compare", *files)
    assert (run.code, run.err) == (0, "")
    assert "A: CBT is ahead" in run.out
    assert "For CBT: Wanting tools to use now" in run.out
    assert run.out.index("The same in both") < run.out.index("The sums") < run.out.index("differently")


@pytest.mark.exhaustive
def test_one_sheet_through_lenses_and_by_rules(files: list[str], decision_aid: Program) -> None:
    for asked in (["research"], ["documents", "research"], ["research", "checked"]):
        run = decision_aid("compare", files[0], *(word for lens in asked for word in ("--lens", lens)))
        assert run.code == 0
        shown = re.findall(r"[A-Z]: the (\w+) lens", run.out)
        assert shown == [*dict.fromkeys(["checked", *asked])]
    run = decision_aid("compare", files[0], "--rules", str(shipped_directory()))
    assert (run.code, run.err) == (0, "")
    assert "They come out the same, for the same reasons." in run.out
    assert "NOT THE RULES THAT COME WITH THIS PROGRAM" in run.out


def test_a_rule_set_of_ones_own_is_seen_through_several_lenses(tmp_path: Path, decision_aid: Program) -> None:
    answers = tmp_path / "answers.yaml"
    answers.write_text(
        "rule_set: small\nanswers: {storm: no, ankle: fine, hours: 5, likes: [views]}\n", encoding="utf-8"
    )
    run = decision_aid("compare", str(answers), "--rules", str(SMALL), "--lens", "research")
    assert (run.code, run.err) == (0, "")
    assert "A: the checked lens" in run.out
    assert "B: the research lens" in run.out
    assert "NOT THE RULES THAT COME WITH THIS PROGRAM" in run.out


def test_json_names_each_difference(files: list[str], decision_aid: Program) -> None:
    record = json.loads(decision_aid("compare", *files, "--format", "json").out)
    assert record["schema"] == "decision-aid/compare/1"
    (pair,) = record["differences"]
    assert pair["parted"] == "tools-now"
    assert [outcome["decision"] for outcome in pair["outcomes"]] != []


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["{0}"], "nothing to compare with"),
        (["{0}", "{1}", "--lens", "checked", "--lens", "research"], "Compare several files"),
        (["{0}", "--lens", "research", "--rules", "{1}", "--rules", "{0}"], "not both"),
    ],
)
def test_what_cannot_be_compared_is_said(
    options: list[str], said: str, files: list[str], decision_aid: Program
) -> None:
    run = decision_aid("compare", *(option.format(*files) for option in options))
    assert (run.code, run.out) == (2, "")
    assert said in run.err
