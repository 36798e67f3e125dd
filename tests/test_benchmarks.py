"""Each benchmark runs, at its smallest size. Whether it meets its aims is no test: a machine may be busy."""

from __future__ import annotations

import sys

import pytest

from benchmarks import batch, check, evaluate, explain, relevance, startup
from decision_aid.loading.rule_set import read_whole
from decision_aid.model.rules import Rules
from tests.builders import with_library
from tests.rule_sets.test_bad import SMALL


def test_evaluate_finds_that_all_engines_agree() -> None:
    """Of the other engines, those that are installed."""
    assert evaluate.main(1) in (0, 1)


@pytest.fixture(autouse=True)
def without_warming_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(startup, "BEFORE", 0)


@pytest.mark.exhaustive
def test_batch_finds_that_all_come_to_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    """Beside DuckDB where it is installed."""
    assert batch.main(100) in (0, 1)
    assert "all results are the same" in capsys.readouterr().out


@pytest.mark.parametrize(
    "translated",
    [evaluate.in_zen, evaluate.in_rule_engine, evaluate.in_json_logic, evaluate.in_business_rules],
)
def test_every_condition_can_be_put_to_every_engine(translated: object, shipped: Rules) -> None:
    assert callable(translated)
    assert all(translated(condition, shipped) for condition in evaluate.conditions_of(shipped))


@pytest.mark.exhaustive
@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
def test_startup_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["startup", "1"])
    startup.main()


@pytest.mark.exhaustive
def test_check_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check, "SIZES", (5,))
    monkeypatch.setattr(check, "read_whole", lambda: read_whole(SMALL))
    assert check.main(1) in (0, 1)


@pytest.mark.exhaustive
def test_explain_runs(shipped: Rules, monkeypatch: pytest.MonkeyPatch) -> None:
    few = shipped.library.cases[::10]
    monkeypatch.setattr(explain, "load_rules", lambda: with_library(shipped, cases=few))
    assert explain.main(1) in (0, 1)


@pytest.mark.exhaustive
def test_relevance_runs(shipped: Rules, monkeypatch: pytest.MonkeyPatch) -> None:
    few = tuple(case for case in shipped.library.cases if case.id in relevance.SHOWN)
    monkeypatch.setattr(relevance, "read_whole", lambda: with_library(shipped, cases=few[:1]))
    assert relevance.main(1) in (0, 1)
