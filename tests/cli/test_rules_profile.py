"""`decision-aid rules profile`: what rules come to for people drawn from their population."""

from __future__ import annotations

import json
import shutil
import time
from pathlib import Path
from typing import Any

import pytest

from decision_aid.commands.rules.profile.find import Profile, profile
from decision_aid.commands.rules.profile.page import percent, profile_page
from decision_aid.engine.evaluate import evaluate
from decision_aid.engine.suggest import Status, suggest
from decision_aid.loading.rule_set import shipped_directory
from decision_aid.model.lens import Lens
from decision_aid.model.rules import Rules
from decision_aid.proving.people import draw
from decision_aid.proving.shares import Share
from decision_aid.rendering.text import plain
from tests.cli.conftest import Program

GOOD = Path(__file__).parent.parent / "rule_sets" / "good"

FEW = 400


def profile_of(rules: Rules, number: int = FEW, **more: Any) -> Profile:
    assert rules.library.population is not None
    return profile(rules, rules.library.population, number=number, **more)


def test_it_is_quick(decision_aid: Program) -> None:
    """Under ten seconds of the processor for 20,000 people, three lenses and each rule left out."""
    start = time.process_time()
    run = decision_aid("rules", "profile")
    assert time.process_time() - start < 10
    assert (run.code, run.err) == (0, "")
    assert "20,000 sheets, seed 1, lens checked." in run.out


def test_counts_are_those_of_the_engine(shipped: Rules) -> None:
    assert shipped.library.population is not None
    sheets = draw([shipped], shipped.library.population, number=FEW).sheets()
    suggestions = [suggest(evaluate(shipped, sheet)) for sheet in sheets]
    weighed = [one for one in suggestions if one.conclusions]
    found = profile_of(shipped)
    statuses = [one.status for one in suggestions]
    assert found.safety.stopped == Share(statuses.count(Status.STOPPED), FEW)
    assert found.safety.needs_answers == Share(statuses.count(Status.NEEDS_ANSWERS), FEW)
    assert found.safety.specialist_first.part == sum(one.specialist_first for one in weighed)
    main = found.decisions[0]
    number = len(weighed)
    assert main.one == Share(sum(len(one.conclusions[0].favored) == 1 for one in weighed), number)
    assert main.several == Share(sum(len(one.conclusions[0].favored) > 1 for one in weighed), number)
    assert main.none == Share(statuses.count(Status.NO_CLEAR_SUGGESTION), number)
    for candidate in main.candidates:
        best = sum(candidate.candidate in one.conclusions[0].favored for one in weighed)
        close = sum(candidate.candidate in one.conclusions[0].close_behind for one in weighed)
        assert (candidate.best.part, candidate.close_behind.part) == (best, close)
    for gate in found.safety.referrals:
        holding = [
            {judged.gate.id for judged in one.gates if judged.gate.action == "refer"} for one in weighed
        ]
        assert gate.holds.part == sum(gate.gate in one for one in holding)
        assert gate.only.part == sum(one == {gate.gate} for one in holding)
    group = next(one for one in found.groups if one.group.id == "loss-change-or-conflict")
    linked = [
        one
        for one in weighed
        if {"bereavement", "life_change", "conflict"}
        & {*str(one.evaluation.answers.value("linked_to")).split("'")}
    ]
    assert group.all.best == Share(sum("ipt" in one.conclusions[0].favored for one in linked), len(linked))


def test_a_short_path_is_set_beside_the_whole_sheet(shipped: Rules) -> None:
    assert shipped.library.population is not None
    people = [*draw([shipped], shipped.library.population, number=FEW).sheets()]
    core = [item.link_id for item in shipped.items if getattr(item, "core", False)]
    path = profile_of(shipped).short_path
    assert (path is None) is (not core)
    if path:
        asked = [*shipped.item][: [*shipped.item].index(core[-1]) + 1]
        both = [
            (
                suggest(evaluate(shipped, {q: v for q, v in sheet.items() if q in asked})),
                suggest(evaluate(shipped, sheet)),
            )
            for sheet in people
        ]
        both = [(short, whole) for short, whole in both if short.conclusions and whole.conclusions]
        same = sum({*s.conclusions[0].favored} == {*w.conclusions[0].favored} for s, w in both)
        assert path.same == Share(same, len(both))


def test_a_lens_a_setting_and_a_seed_can_be_chosen(shipped: Rules, decision_aid: Program) -> None:
    run = decision_aid(
        *("rules", "profile", "--size", "300", "--seed", "7", "--lens", "documents"),
        *("--setting", "clinician", "--format", "json"),
    )
    record = json.loads(run.out)
    assert record["schema"] == "decision-aid/profile/1"
    assert (record["number"], record["seed"], record["lens"]) == (300, 7, "documents")
    assert [*record["settings"]] == ["clinician"]
    assert record["decisions"][0] == record["lenses"]["documents"]
    found = profile_of(shipped, 300, seed=7, lens=Lens.DOCUMENTS, setting="clinician")
    assert record["safety"]["stopped"] == found.safety.stopped._asdict()
    assert record["in_vain"] == [list(one) for one in found.in_vain]


@pytest.mark.parametrize(
    ("format", "heading"),
    [
        ("markdown", "## What is"),
        pytest.param("html", "<h2>What is", marks=pytest.mark.exhaustive),
    ],
)
def test_other_formats_say_the_same(format: str, heading: str, decision_aid: Program) -> None:
    run = decision_aid("rules", "profile", "--size", "100", "--format", format)
    assert f"{heading} suggested" in run.out


@pytest.mark.parametrize("setting", ["teaching", "clinican"])
def test_a_setting_that_nobody_is_in_is_refused(setting: str, decision_aid: Program) -> None:
    run = decision_aid("rules", "profile", "--setting", setting)
    assert (run.code, run.out) == (2, "")
    assert f"'{setting}'" in run.err


def test_without_a_population_there_is_nobody_to_draw(decision_aid: Program) -> None:
    run = decision_aid("rules", "profile", str(GOOD / "tiny"))
    assert (run.code, run.out) == (2, "")
    assert "has no population.yaml" in run.err


def test_a_population_with_an_error_is_refused_with_its_place(tmp_path: Path, decision_aid: Program) -> None:
    copy = Path(shutil.copytree(shipped_directory(), tmp_path / "mine"))
    file = copy / "population.yaml"
    text = file.read_text(encoding="utf-8")
    old = "{question: eating, shares: {no: 93, yes: 7}, source: assumption}"
    assert old in text
    file.write_text(text.replace(old, old.replace("yes: 7", "yse: 7")), encoding="utf-8")
    line = text[: text.index(old)].count("\n") + 1
    run = decision_aid("rules", "profile", str(copy))
    assert (run.code, run.out) == (2, "")
    assert f"{file}:{line}:" in run.err
    assert "'yse' is no answer to 'eating' (did you mean 'yes'?) [unknown-share]" in run.err


def test_rules_that_decide_nothing_are_named(shipped: Rules) -> None:
    never = shipped.rules[0]._replace(id="for-nobody", when=shipped.gates[0].when)
    page = " ".join(plain(profile_page(profile_of(shipped._replace(rules=(*shipped.rules, never))))).split())
    assert "for-nobody (approach)" in page.split("decide it for nobody, in any lens: ")[1]


def test_shares_are_said_as_exactly_as_they_are_known() -> None:
    assert percent(Share(0, 100)) == "none"
    assert percent(Share(0, 0)) == "nobody to count"
    assert percent(Share(1, 20_000)) == "under 0.1%"
    assert percent(Share(1, 100)) == "1.0%"
    assert percent(Share(12_345, 100_000)) == "12%"
