"""`claims`, as a teacher calls it."""

from __future__ import annotations

import json
import re

import pytest

from decision_aid.loading.rule_set import shipped_directory
from decision_aid.model.rules import Rules
from tests import a_few_of
from tests.cli.conftest import Program

FIGURES = re.compile(
    r"\b0\.97\b|\b1\.51\b|\b0\.59\b|\b0\.98\b|\b0\.31\b|\b1\.17\b|\b1\.57\b|\b92 ?%|\b92 percent"
)
"""What one of the pages prints, and nothing but the lesson may show."""


def test_every_claim_is_listed(decision_aid: Program) -> None:
    run = decision_aid("claims")
    assert (run.code, run.err) == (0, "")
    assert len(re.findall(r"^  [AB]\d\d: ", run.out, re.MULTILINE)) == 71


@pytest.mark.parametrize("word", ["not-supported", "not_supported"])
def test_claims_are_chosen_by_what_research_says(word: str, decision_aid: Program) -> None:
    record = json.loads(decision_aid("claims", "--verdict", word, "--format", "json").out)
    assert record["schema"] == "decision-aid/claims/1"
    assert {claim["verdict"] for claim in record["claims"]} == {"not_supported"}


def test_a_claim_in_full_names_the_rules_that_use_it(decision_aid: Program) -> None:
    run = decision_aid("claims", "A27", "A28")
    assert run.code == 0
    assert run.out.count("Rules that use it") == 2


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["A72"], "There is no claim 'A72'"),
        (["A72", "B99"], "There is no claim 'B99'"),
        (["--verdict", "foo"], "There is no verdict 'foo' (there are: "),
        (["--verdict", "foo"], "not-supported"),
        (["--verdict", "not-suported"], "did you mean 'not-supported'?"),
        (["A27", "--verdict", "theory"], "None of these claims has the verdict 'theory'."),
        (["lesson", "effect-size"], "did you mean 'effect-sizes'?"),
        (
            ["lesson", "effect-sizes", "--format", "json"],
            "text, markdown and html, not as json",
        ),
        (["lesson", "effect-sizes", "--step"], "screen by screen needs a terminal"),
        (["A27", "--step"], "--step is for a lesson"),
        (["A27", "--handout"], "--handout is for a lesson"),
        (["A27", "--output", "a27.txt"], "--output is for a lesson"),
        (["lesson", "effect-sizes", "--step", "--handout"], "Leave out --handout and --output"),
    ],
)
def test_what_there_is_not_is_said(options: list[str], said: str, decision_aid: Program) -> None:
    run = decision_aid("claims", *options)
    assert (run.code, run.out) == (2, "")
    assert said in run.err


def test_the_lesson_shows_the_figures_and_sources(decision_aid: Program) -> None:
    run = decision_aid("claims", "lesson", "effect-sizes")
    assert run.code == 0
    assert run.out.startswith("FOR A CLASS.")
    assert {"0.97", "0.31", "1.51", "1.17", "1.57"} <= set(FIGURES.findall(run.out))
    assert "both offer" in " ".join(run.out.split())
    assert "effect-sizes" in decision_aid("claims", "lesson").out


def test_a_lesson_holds_one_therapy_against_three_yardsticks(decision_aid: Program, shipped: Rules) -> None:
    run = decision_aid("claims", "lesson", "three-yardsticks")
    said = " ".join(run.out.split())
    assert run.code == 0
    found = {"3.0": "E69", "about 0.7": "E68", "2.7": "E71", "0.79": "E12", "0.97": "E2"}
    for figure, source in found.items():
        cited = " ".join(re.findall(r"Sources?: ([\d, ]+)", said[said.index(figure) :]))
        before = said[: said.index(" ".join(shipped.source[source].about.split()))]
        assert re.findall(r"(\d+)\. ", before)[-1] in cited.replace(",", "").split(), figure
    assert "CBT against other talk therapies 0.06" in said, "drawn, too"
    assert "An invented example" in said
    assert "three-yardsticks" in decision_aid("claims", "lesson").out


def test_the_figures_stand_nowhere_else(decision_aid: Program, shipped: Rules) -> None:
    lessons = {f"lessons/{lesson.id}.yaml" for lesson in shipped.library.lessons_on_claims}
    for path in shipped_directory().rglob("*.yaml"):
        found = FIGURES.findall(path.read_text(encoding="utf-8"))
        assert bool(found) == (path.relative_to(shipped_directory()).as_posix() in lessons), path
    assert not FIGURES.findall(decision_aid("claims").out)


def test_a_claim_is_found_in_small_letters_too(decision_aid: Program) -> None:
    assert decision_aid("claims", "a27") == decision_aid("claims", "A27")


@pytest.mark.exhaustive
@pytest.mark.parametrize(
    "command",
    a_few_of(
        [
            ["claims"],
            ["cases", "run", "rather-no-medicine"],
            ["claims", "A27"],
            ["claims", "lesson", "effect-sizes"],
            ["cases", "list"],
            ["cases", "show", "rather-no-medicine"],
        ],
        few=1,
    ),
)
def test_pages_for_a_class_say_when_the_rules_are_not_the_shipped_ones(
    command: list[str], decision_aid: Program
) -> None:
    run = decision_aid(*command, "--rules", str(shipped_directory()))
    assert (run.code, run.err) == (0, "")
    assert "NOT THE RULES THAT COME WITH THIS PROGRAM" in " ".join(run.out.split())


def test_several_claims_are_one_page(decision_aid: Program) -> None:
    page = decision_aid("claims", "A27", "A31", "--format", "html").out
    assert page.lower().count("<!doctype") == page.count("<h1") == 1
    assert "A27: What it says" in page
    assert "A31: What it says" in page
