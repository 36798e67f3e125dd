"""`decision-aid graph`, as its users have it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.cli.conftest import SAFE, Program

STOPPED = SAFE.replace("danger_now: no", "danger_now: yes")


@pytest.mark.parametrize("format", ["text", "mermaid", "dot", "svg"])
def test_an_overview(decision_aid: Program, format: str) -> None:
    run = decision_aid("graph", "--format", format)
    assert run.code == 0
    assert "What has been tried" in run.out
    assert "Stops" in run.out


def test_around_a_rule_written_to_a_file(decision_aid: Program, tmp_path: Path) -> None:
    path = tmp_path / "graph.svg"
    arguments = ("graph", "--around", "cbt-not-enough", "--ids", "--format", "svg", "--output", str(path))
    assert decision_aid(*arguments).code == 0
    words = " ".join(ElementTree.parse(path).getroot().itertext())
    assert "How CBT went (cbt_outcome)" in words
    again = decision_aid(*arguments)
    assert again.code == 2
    assert "--force" in again.err
    assert decision_aid(*arguments, "--force").code == 0


def test_an_unknown_id(decision_aid: Program) -> None:
    run = decision_aid("graph", "--around", "cbt-not-enouh")
    assert (run.code, run.out) == (2, "")
    assert "did you mean 'cbt-not-enough'?" in run.err


def test_the_path_of_a_sheet(decision_aid: Program, answers_file: Callable[[str], str]) -> None:
    answers = answers_file(SAFE + "  goals: [tools_now]\n  working_style: structured\n")
    run = decision_aid("graph", "--answers", answers, "--lens", "research")
    assert run.code == 0
    assert "LENS: RESEARCH" in run.out
    assert "(CBT): +4, ahead" in run.out
    assert "On the path, adds 2 to: Cognitive behavioral therapy (CBT)" in run.out
    assert "988" in run.out


@pytest.mark.parametrize("around", ["ipt", "itp"])
def test_help_comes_first_whatever_was_asked_for(
    decision_aid: Program, answers_file: Callable[[str], str], around: str
) -> None:
    run = decision_aid("graph", "--answers", answers_file(STOPPED), "--around", around)
    assert run.code == 0
    assert run.out.startswith("Help comes first\n")
    assert run.out.index("988") < run.out.index("Possible danger right now: holds")
    assert "ipt" not in run.out.lower()
    assert "interpersonal" not in (run.out + run.err).lower()


def test_the_answers_are_never_replaced(decision_aid: Program, answers_file: Callable[[str], str]) -> None:
    answers = answers_file(SAFE)
    run = decision_aid("graph", "--answers", answers, "--format", "svg", "--output", answers, "--force")
    assert run.code == 2
    assert Path(answers).read_text() == SAFE


def test_each_reason_has_the_answer_it_rests_on_in_the_lens_of_the_documents(
    decision_aid: Program, tmp_path: Path
) -> None:
    """Where not all has room on a projector, the notes below are left out first."""
    answers = tmp_path / "freya.yaml"
    case = "a-row-each-time-she-gets-close"
    assert decision_aid("cases", "answers", case, "--output", str(answers)).code == 0
    for lens in ("checked", "documents"):
        about = ("graph", "--around", "psychodynamic", "--answers", str(answers), "--lens", lens)
        assert "A hard childhood (Hard times in childhood: Yes)" in decision_aid(*about).out
