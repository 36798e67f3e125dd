"""`about --hazards`: every hazard has a guard, and every guard is there."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from decision_aid.checking.registry import codes
from decision_aid.commands.about.hazards_page import hazards_page
from decision_aid.loading.hazards import load_hazards
from decision_aid.model.hazards import Hazard
from decision_aid.model.rules import Rules
from decision_aid.rendering.markdown import markdown
from tests.cli.conftest import Program

PROJECT = Path(__file__).parent.parent.parent
LOG = load_hazards()


@cache
def functions_in(file: str) -> frozenset[str]:
    tree = ast.parse((PROJECT / file).read_text(encoding="utf-8"))
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def is_there(evidence: str, shipped: Rules) -> bool:
    """Whether what an entry names as evidence can be found by its name."""
    kind, _, name = evidence.partition(" ")
    look: dict[str, Callable[[], bool]] = {
        "gate": lambda: name in {gate.id for gate in shipped.gates},
        "property": lambda: name in {promised.id for promised in shipped.library.properties},
        "case": lambda: name in {case.id for case in shipped.library.cases},
        "check": lambda: name in codes(),
    }
    if kind in look:
        return look[kind]()
    file, _, test = evidence.partition("::")
    return (PROJECT / file).is_file() and test in functions_in(file)


def test_there_are_at_least_thirty_and_they_are_numbered() -> None:
    assert len(LOG.hazards) >= 30
    assert [hazard.id for hazard in LOG.hazards] == [f"H{n:02}" for n in range(1, len(LOG.hazards) + 1)]


@pytest.mark.parametrize("hazard", LOG.hazards, ids=lambda hazard: hazard.id)
def test_every_hazard_has_controls_and_evidence_that_is_there(hazard: Hazard, shipped: Rules) -> None:
    assert hazard.controls
    assert hazard.evidence
    assert [evidence for evidence in hazard.evidence if not is_there(evidence, shipped)] == []


@pytest.mark.parametrize(
    "gone",
    [
        "gate no-such-gate",
        "property no-such",
        "case no-such",
        "check no-such",
        "tests/cli/test_hazards.py::test_gone",
    ],
)
def test_evidence_that_is_gone_is_noticed(gone: str, shipped: Rules) -> None:
    assert not is_there(gone, shipped)


def test_every_stop_guards_against_some_hazard(shipped: Rules) -> None:
    guards = {evidence for hazard in LOG.hazards for evidence in hazard.evidence}
    stops = {f"gate {gate.id}" for gate in shipped.gates if gate.action == "stop"}
    assert sorted(stops - guards) == []


def test_nothing_is_called_certified_or_proved_by_others() -> None:
    said = " ".join((*LOG.about, *(text for hazard in LOG.hazards for text in hazard.controls)))
    assert "no one has certified" in said
    assert re.findall(r"\bcertified\b", said) == ["certified"]


def test_the_page_and_its_json_hold_every_hazard_whole(decision_aid: Program) -> None:
    page = " ".join(decision_aid("about", "--hazards").out.split())
    record = json.loads(decision_aid("about", "--hazards", "--format", "json").out)
    assert record["schema"] == "decision-aid/hazards/1"
    for hazard, written in zip(LOG.hazards, record["hazards"], strict=True):
        for text in (hazard.hazard, hazard.cause, hazard.effect, *hazard.controls, hazard.residual_risk):
            assert text in page
        assert tuple(written["evidence"]) == hazard.evidence


def test_the_document_is_the_page() -> None:
    written = (PROJECT / "docs" / "hazards.md").read_text(encoding="utf-8")
    assert written == markdown(hazards_page(LOG)), "write it anew: about --hazards --format markdown"


def test_it_is_one_page_at_a_time_and_about_the_shipped_rules(decision_aid: Program) -> None:
    assert decision_aid("about", "--hazards", "--standard").code == 2
    assert "--rules" in decision_aid("about", "--hazards", "--rules", ".").err
