"""`--as-of`: every page and every record says which day was asked for, and what is overdue by then."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests import a_few_of
from tests.cli.conftest import SAFE, Program, Run

pytestmark = pytest.mark.usefixtures("measured")

Write = Callable[[str], str]

DAY = "2027-06-01"
"""A day on which all is due for review, and nothing has lapsed."""

CHILDHOOD = SAFE + "  childhood_adversity: yes\n  time_available: a_year_or_more\n  goals: [understand_why]\n"

SHEETS = {
    "a result": CHILDHOOD,
    "a stop": SAFE.replace("danger_now: no", "danger_now: yes"),
    "open": SAFE.replace("  danger_now: no\n", ""),
}

OF_A_SHEET = (
    ("evaluate",),
    ("trace",),
    ("what-if",),
    ("what-if", "--set", "severity=mild"),
    ("what-if", "--toward", "ipt"),
    ("rests-on",),
    ("compare", "--lens", "research"),
)
PAGES = (*OF_A_SHEET, ("worksheet",), ("graph", "--answers"))
OF_RULES = (("claims", "A27"), ("options",), ("about",))


def record(run: Run) -> Any:
    assert run.code == 0
    return json.loads(run.out)


@pytest.mark.parametrize("command", a_few_of([*PAGES], 4))
@pytest.mark.parametrize("sheet", SHEETS)
def test_every_page_says_which_day_was_asked_for(
    command: tuple[str, ...], sheet: str, answers_file: Write, decision_aid: Program
) -> None:
    file = answers_file(SHEETS[sheet])
    run = decision_aid(*command, file, "--as-of", DAY)
    assert (run.code, run.err == "") == (0, sheet == "a result")
    assert run.out.lower().count(f"as of {DAY}.") == 1
    assert DAY not in decision_aid(*command, file).out
    if sheet != "a result":
        assert run.out.index("988") < run.out.index(DAY), "nothing stands between a person and help"


def test_the_page_of_help_says_it_last(decision_aid: Program) -> None:
    assert decision_aid("crisis", "--as-of", DAY).out.endswith(f"  As of {DAY}.\n")
    assert "As of" not in decision_aid("crisis").out


@pytest.mark.parametrize("command", a_few_of([*OF_A_SHEET], 3))
@pytest.mark.parametrize("sheet", SHEETS)
def test_every_record_of_a_sheet_says_so_too(
    command: tuple[str, ...], sheet: str, answers_file: Write, decision_aid: Program
) -> None:
    asked = (*command, answers_file(SHEETS[sheet]), "--format", "json")
    told = record(decision_aid(*asked, "--as-of", DAY))
    assert told["as_of"] == DAY
    for one in told.get("results", [told]):
        assert {contact["freshness"] for contact in one["help"]} == {"due"}
    untold = record(decision_aid(*asked))
    assert "as_of" not in untold
    for one in untold.get("results", [untold]):
        assert {contact["freshness"] for contact in one["help"]} == {"fresh"}
        assert {contact["review_by"] for contact in one["help"]} == {"2027-05-22"}


@pytest.mark.parametrize("command", OF_RULES)
def test_every_record_of_the_rules_says_so_too(command: tuple[str, ...], decision_aid: Program) -> None:
    assert record(decision_aid(*command, "--format", "json", "--as-of", DAY))["as_of"] == DAY
    assert "as_of" not in record(decision_aid(*command, "--format", "json"))


@pytest.mark.parametrize(
    ("day", "then"), [("2027-05-22", "fresh"), ("2027-05-23", "due"), ("2028-05-23", "lapsed")]
)
def test_a_claim_in_json_says_how_fresh_it_is(day: str, then: str, decision_aid: Program) -> None:
    (claim,) = record(decision_aid("claims", "A27", "--format", "json", "--as-of", day))["claims"]
    assert (claim["review_by"], claim["freshness"]) == ("2027-05-22", then)


def test_a_result_in_json_says_how_fresh_the_sources_are_that_it_cites(
    answers_file: Write, decision_aid: Program
) -> None:
    asked = ("evaluate", answers_file(CHILDHOOD), "--format", "json", "--as-of", DAY)
    told = record(decision_aid(*asked))
    cited = {
        source
        for decision in told["decisions"].values()
        for standing in decision.get("candidates", {}).values()
        for argument in standing["arguments"]
        for source in argument["sources"]
    }
    assert cited
    assert set(told["sources"]) == cited
    assert all(source["freshness"] == "due" for source in told["sources"].values())
    assert all(source["name"] for source in told["sources"].values())


@pytest.mark.parametrize("sheet", ["a stop", "open"])
def test_no_source_is_named_while_safety_comes_first(
    sheet: str, tmp_path: Path, answers_file: Write, decision_aid: Program
) -> None:
    file = answers_file(SHEETS[sheet])
    assert record(decision_aid("evaluate", file, "--format", "json"))["sources"] == {}
    (tmp_path / "beside.yaml").write_text(CHILDHOOD, encoding="utf-8")
    run = decision_aid("compare", file, str(tmp_path / "beside.yaml"), "--format", "json")
    assert [one["sources"] for one in record(run)["results"]] == [{}, {}]
