"""`about --standard`: no criterion is met without a proof, and no proof is missing."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from decision_aid.loading.blocks import Block
from decision_aid.loading.standard import load_standard, standard_in
from decision_aid.loading.strict_yaml import parse
from decision_aid.model import library
from decision_aid.model import rules as model
from decision_aid.model.problems import Problem
from decision_aid.model.rules import Rules
from decision_aid.model.standard import Criterion, Family, Rating, Standard
from decision_aid.wording.readability import grade
from tests.cli.conftest import SAFE, Program

PROJECT = Path(__file__).parent.parent.parent
STANDARD = load_standard()
MET = [criterion for criterion in STANDARD.criteria if criterion.rating is Rating.MET]
PLACES = sorted({place for criterion in MET for place in criterion.shown})

ONLY_PEOPLE = {*(f"K{number}" for number in range(12, 18)), "K22", "K23"}
"""What needs patients, professionals or a study."""

FOR_TESTS_ALONE = {*(f"C{number}" for number in range(7, 11)), *(f"K{number}" for number in range(24, 29))}

AT_LEAST = {Family.QUALIFYING: (6, 6), Family.CERTIFICATION: (6, 6), Family.QUALITY: (15, 23)}


def excuses(tree: ast.Module, name: str) -> list[str]:
    """What may keep a test from failing, or from running: on it, in it, or for its whole module."""
    others = (ast.FunctionDef, ast.ClassDef)
    parts = [node for node in tree.body if not isinstance(node, others) or node.name == name]
    called = [node.attr for part in parts for node in ast.walk(part) if isinstance(node, ast.Attribute)]
    return [word for word in called if word in ("skip", "skipif", "xfail", "importorskip")]


def id_of(criterion: Criterion) -> str:
    return criterion.id


def test_all_44_criteria_are_there_once_and_in_order() -> None:
    numbers = {Family.QUALIFYING: ("Q", 6), Family.CERTIFICATION: ("C", 10), Family.QUALITY: ("K", 28)}
    for family, (letter, count) in numbers.items():
        found = [criterion.id for criterion in STANDARD.of(family)]
        assert found == [f"{letter}{number}" for number in range(1, count + 1)]


def test_what_only_people_can_do_is_not_met_and_what_is_for_tests_does_not_apply() -> None:
    by_id = {criterion.id: criterion.rating for criterion in STANDARD.criteria}
    assert {id for id in by_id if id in ONLY_PEOPLE and by_id[id] is not Rating.NOT_MET} == set()
    assert {id for id, rating in by_id.items() if rating is Rating.NOT_APPLICABLE} == FOR_TESTS_ALONE


def test_enough_is_met() -> None:
    for family, (met, of) in AT_LEAST.items():
        found, applying = STANDARD.score(family)
        assert applying == of
        assert found >= met, family


@pytest.mark.parametrize("criterion", MET, ids=id_of)
def test_every_proof_is_a_test_that_there_is(criterion: Criterion) -> None:
    assert criterion.proofs
    assert criterion.shown
    for proof in criterion.proofs:
        file, _, name = proof.partition("::")
        tree = ast.parse((PROJECT / file).read_text(encoding="utf-8"))
        tests = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
        assert name in tests, proof
        assert excuses(tree, name) == [], proof
        assert [node for node in ast.walk(tests[name]) if isinstance(node, ast.Assert)], proof


@pytest.mark.parametrize(
    "module",
    [
        "pytestmark = pytest.mark.skip\n\ndef test_a(): assert thing",
        "pytestmark = [pytest.mark.xfail(strict=False)]\n\ndef test_a(): assert thing",
        "pytest.skip('no', allow_module_level=True)\n\ndef test_a(): assert thing",
        "thing = pytest.importorskip('thing')\n\ndef test_a(): assert thing",
        "@pytest.mark.skipif(True, reason='no')\ndef test_a(): assert thing",
        "def test_a():\n    pytest.skip('no')\n    assert thing",
    ],
)
def test_what_may_be_passed_over_is_no_proof(module: str) -> None:
    assert len(excuses(ast.parse(module), "test_a")) == 1
    skipped_beside_it = "def test_a(): assert thing\n\n@pytest.mark.skip\ndef test_b(): assert thing"
    assert excuses(ast.parse(skipped_beside_it), "test_a") == []


@pytest.mark.parametrize("criterion", MET, ids=id_of)
def test_every_field_is_one_of_its_type(criterion: Criterion) -> None:
    for name in criterion.fields:
        kind, _, field = name.partition(".")
        type = getattr(library, kind, None) or getattr(model, kind)
        assert field in type._fields, name


@pytest.mark.parametrize("command", sorted({command for command, _ in PLACES}))
def test_every_place_is_on_its_page(
    command: str, decision_aid: Program, answers_file: Callable[[str], str], shipped: Rules
) -> None:
    sections = {section for page, section in PLACES if page == command}
    if command == "interview":  # which needs a terminal: its sections are those of the questions
        assert sections <= {item.section for item in shipped.items}
        return
    run = decision_aid(*(answers_file(SAFE) if word == "FILE" else word for word in command.split()))
    assert run.code == 0, run.err
    assert sections <= set(run.out.splitlines())


def test_the_page_counts_rates_and_names_the_proofs(decision_aid: Program) -> None:
    run = decision_aid("about", "--standard")
    assert (run.code, run.err) == (0, "")
    assert run.out.startswith(f"Self-rated against {STANDARD.name}\n")
    assert len(re.findall(r"^  [QCK]\d+, (?:met|not met|not applicable): ", run.out, re.MULTILINE)) == 44
    for family, name in zip(Family, ("Qualifying", "Certification", "Quality"), strict=True):
        met, of = STANDARD.score(family)
        assert f"  - {name}: {met} of {of} met\n" in run.out
    words = "".join(run.out.split())
    assert all("".join(text.split()) in words for text in STANDARD.departures)
    assert all(proof in words for criterion in MET for proof in criterion.proofs)


def test_it_is_called_self_rated_and_never_certified(decision_aid: Program) -> None:
    out = " ".join(decision_aid("about", "--standard").out.split())
    assert re.findall(r"[^.]*\bcertified\b[^.]*\.", out) == [
        " No one outside it has checked this, and no one has certified the aid."
    ]


def test_the_standard_as_json_and_markdown(decision_aid: Program) -> None:
    record = json.loads(decision_aid("about", "--standard", "--format", "json").out)
    assert record["schema"] == "decision-aid/standard/1"
    assert [one["id"] for one in record["criteria"]] == [criterion.id for criterion in STANDARD.criteria]
    assert [one["rating"] for one in record["criteria"]] == [str(c.rating) for c in STANDARD.criteria]
    met, of = STANDARD.score(Family.QUALITY)
    assert record["scores"]["quality"] == {"met": met, "of": of}
    assert decision_aid("about", "--standard", "--format", "markdown").out.startswith("# Self-rated against")


@pytest.mark.parametrize(("option", "value"), [("--rules", "anywhere"), ("--as-of", "2030-01-01")])
def test_it_speaks_of_the_shipped_rules_alone_on_any_day(
    option: str, value: str, decision_aid: Program
) -> None:
    run = decision_aid("about", "--standard", option, value)
    assert (run.code, run.out) == (2, "")
    assert f"Leave out {option}" in run.err


def test_every_sentence_of_it_can_be_read_in_eighth_grade(shipped: Rules) -> None:
    names = shipped.plain_names
    texts = [*STANDARD.departures, *(criterion.says for criterion in STANDARD.criteria)]
    texts += [c.not_met_because or c.not_applicable_because or "" for c in STANDARD.criteria]
    grades = {text: grade(text, names) for text in texts if len(text.split()) > 4}
    assert {text: years for text, years in grades.items() if years > 8} == {}


@pytest.mark.parametrize(
    "standing",
    [
        "fields: []",
        "shown: [], proofs: []",
        "shown: [], proofs: [a], not_met_because: b",
        "not_met_because: a, not_applicable_because: b",
    ],
)
def test_a_criterion_has_proofs_or_one_reason_to_have_none(standing: str) -> None:
    problems, _ = read(standing)
    assert "one-rating" in [problem.code for problem in problems]


def test_a_rating_follows_from_the_proofs_and_cannot_be_typed() -> None:
    problems, standard = read("not_met_because: Not yet.")
    assert (problems, standard.score(Family.QUALIFYING)) == ([], (0, 1))
    problems, standard = read("shown: [{command: about, section: Who}], proofs: [tests/a.py::test_b]")
    assert (problems, standard.score(Family.QUALIFYING)) == ([], (1, 1))
    problems, standard = read("not_applicable_because: No test.")
    assert (problems, standard.score(Family.QUALIFYING)) == ([], (0, 0))
    problems, _ = read("not_met_because: Not yet., rating: met")
    assert [problem.code for problem in problems] == ["unknown-key"]


def read(standing: str) -> tuple[list[Problem], Standard]:
    """A standard of one criterion that stands like this."""
    entry = f"{{id: Q1, says: It explains, {standing}}}"
    others = "name: N\nlink: L\ndepartures: [It suggests.]\ncertification: []\nquality: []\n"
    text = f"{others}qualifying: [{entry}]\n"
    node, problems = parse(text, "standard.yaml")
    collected = list(problems)
    with Block(node, "standard.yaml", "the file", collected) as block:
        return collected, standard_in(block)
