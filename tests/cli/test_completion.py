"""What a shell offers when somebody presses Tab."""

from __future__ import annotations

from pathlib import Path

import pytest

from decision_aid.checking.registry import codes
from decision_aid.model.rules import Rules
from tests.cli.conftest import SAFE, process
from tests.outputs import candidates_named_in

TINY = Path(__file__).parent.parent / "rule_sets" / "good" / "tiny"


def offered(*words: str) -> list[str]:
    """What may stand in place of the last word, which may be a beginning."""
    line = " ".join(("decision-aid", *words))
    asked = {"_DECISION_AID_COMPLETE": "complete_bash", "COMP_WORDS": line, "COMP_CWORD": str(len(words))}
    done = process(env=asked)
    assert (done.returncode, done.stderr) == (0, b"")
    return done.stdout.decode().split()


@pytest.mark.exhaustive
def test_ids_are_offered_where_a_command_takes_one(shipped: Rules) -> None:
    library = shipped.library
    assert set(offered("cases", "show", "")) == {case.id for case in library.cases}
    assert set(offered("options", "")) == {page.id for page in library.options}
    assert set(offered("claims", "")) == {*library.claim, "lesson"}
    assert set(offered("claims", "lesson", "")) == {lesson.id for lesson in library.lessons_on_claims}
    assert set(offered("cases", "teach", "--lesson", "")) == {one.id for one in library.lessons_of_cases}
    assert set(offered("rules", "check", "--explain", "")) == set(codes())
    assert {*shipped.item, *shipped.themes, "stop"} <= set(offered("graph", "--around", ""))
    assert {rule.id for rule in shipped.rules} | {case.id for case in library.cases} <= set(
        offered("rules", "show", "")
    )


def test_a_beginning_narrows_down_what_is_offered() -> None:
    assert set(offered("cases", "show", "recent-j")) == {"recent-job-loss"}
    assert "goals=growth" in offered("what-if", "answers.yaml", "--set", "goals=")


def test_ids_are_those_of_the_rules_that_were_named() -> None:
    assert "danger_now" not in offered("rules", "show", "--rules", str(TINY), "")
    assert offered("rules", "show", "--rules", str(TINY), "") != []


@pytest.mark.parametrize("command", [("trace", "--candidate"), ("what-if", "--toward")])
def test_approaches_are_offered_only_where_safety_does_not_come_first(
    command: tuple[str, str], tmp_path: Path, shipped: Rules
) -> None:
    name, option = command
    file = tmp_path / "answers.yaml"
    file.write_text(SAFE, encoding="utf-8")
    assert {"cbt", "ipt"} <= set(offered(name, str(file), option, ""))
    file.write_text(SAFE.replace("danger_now: no", "danger_now: yes"), encoding="utf-8")
    said = offered(name, str(file), option, "")
    assert candidates_named_in("text", " ".join(said), shipped) == set()


def test_rules_that_cannot_be_read_offer_nothing_and_say_nothing(tmp_path: Path) -> None:
    assert offered("rules", "show", "--rules", str(tmp_path), "") == []
