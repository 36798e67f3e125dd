"""A check that is listed in the registry runs wherever it should, and is explained."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from importlib import import_module
from inspect import getdoc
from pathlib import Path
from typing import Any

import pytest

from decision_aid.checking import checks, registry
from decision_aid.checking.dangers import dangers
from decision_aid.checking.examination import examine
from decision_aid.checking.proofs import PROOFS, prove
from decision_aid.checking.registry import CHECKS, OF_THE_RUN, Check, Needs
from decision_aid.loading.rule_set import load_rules, read_whole
from tests.rule_sets.test_bad import DAY, SMALL

FOLDER = Path(checks.__file__).parent
NAMES = [check.name for check in CHECKS]

Ran = list[str]


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch) -> Ran:
    """The names of the checks that have run so far."""
    names: Ran = []

    def watched(check: Check) -> Callable[..., Iterator[Any]]:
        find = check.find

        def run(*given: Any) -> Iterator[Any]:
            names.append(check.name)
            yield from find(*given)

        return run

    for check in CHECKS:
        monkeypatch.setattr(import_module(f"{checks.__name__}.{check.name}"), "find", watched(check))
    return names


def test_every_file_with_a_check_is_listed_once() -> None:
    assert sorted(NAMES) == sorted(path.stem for path in FOLDER.glob("[!_]*.py"))


@pytest.mark.parametrize("check", CHECKS, ids=NAMES)
def test_a_check_says_all_that_an_author_asks(check: Check) -> None:
    documentation = getdoc(check.find) or ""
    for words in ("What it finds: ", "Why it matters: ", "Example: ", "Instead: "):
        assert words in documentation.replace("\n", " ")


@pytest.mark.parametrize("check", CHECKS, ids=NAMES)
def test_every_code_that_a_check_gives_is_documented(check: Check) -> None:
    source = (FOLDER / f"{check.name}.py").read_text(encoding="utf-8")
    constants = {node.value for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Constant)}
    codes = {str(value) for value in constants if re.fullmatch(r"[a-z]+(-[a-z]+)+", str(value))}
    assert codes - {*check.codes} <= {*OF_THE_RUN}


def test_a_code_belongs_to_one_check() -> None:
    given = [code for check in CHECKS for code in check.codes] + [*OF_THE_RUN]
    assert len(given) == len(set(given))
    assert sorted(registry.codes()) == sorted(given)


# --- where checks run ---------------------------------------------------------------------------


def test_every_check_runs_once_in_an_examination(ran: Ran) -> None:
    examine(read_whole(SMALL), DAY)
    assert sorted(ran) == sorted(NAMES)


def test_a_load_runs_what_every_load_can_afford_and_the_library_the_same_again(ran: Ran) -> None:
    affordable = [check.name for check in CHECKS if check.needs in (Needs.RULES, Needs.NAMES)]
    rules = load_rules(SMALL)
    assert ran == affordable
    assert rules.library
    assert ran == 2 * affordable


def test_before_anyone_is_answered_all_guards_run(ran: Ran) -> None:
    dangers(read_whole(SMALL))
    assert ran == [
        check.name for check in CHECKS if check.guards or check.needs in (Needs.RULES, Needs.NAMES)
    ]
    assert {"safety_first", "promises", "case_outcomes"} <= set(ran)


@pytest.mark.parametrize("check", PROOFS, ids=[check.name for check in PROOFS])
def test_a_proof_needs_no_other(check: Check) -> None:
    """It names all the conditions that it puts to the prover."""
    small = read_whole(SMALL)
    proved = prove(small, (check,))
    assert proved.findings
    assert proved.problems == ()
    asked = {(finding.property, finding.about) for finding in proved.findings}
    assert asked <= {(finding.property, finding.about) for finding in prove(small).findings}
