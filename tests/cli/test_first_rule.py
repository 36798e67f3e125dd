"""The guide for authors leads to a first rule: each of its steps is taken, in its order.

`UPDATE_GOLDEN=1 pytest tests/cli/test_first_rule.py -n 0` writes into it what comes out now, as many lines as
before. A block with the name of a file is written to its end.
"""

from __future__ import annotations

import json
import os
import re
import shlex
from pathlib import Path

import pytest

from decision_aid.checking.checks.safety_first import FLOOR
from decision_aid.model.answers import PHQ9_ITEM9, PHQ9_TOTAL, SETTING, WORDS_OF_DANGER
from decision_aid.model.conditions import Equals
from tests.cli.conftest import Program
from tests.cli.test_docs import MORE, PROJECT, examples, replace

GUIDE = PROJECT / "rules" / "README.md"


def test_what_the_guide_has_on_safety_questions_can_be_copied_into_a_new_rule_set(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, decision_aid: Program
) -> None:
    """Each block goes to the end of its file, and the one that begins with `sections:` to that line."""
    monkeypatch.chdir(tmp_path)
    assert decision_aid("rules", "new", "my_rules").code == 0
    (words,) = re.findall(r"^## words_of_danger.yaml\n.*?```yaml\n(.*?)```", guide(), re.M | re.S)
    Path("my_rules/words_of_danger.yaml").write_text(words, encoding="utf-8")
    for file, text in re.findall(r"```yaml (\S+)\n(.*?)```", safety_questions(), re.DOTALL):
        before = Path(file).read_text(encoding="utf-8")
        line = "sections:\n" if text.startswith("sections:") else ""
        after = before.replace(line, text, 1) if line else before + text
        Path(file).write_text(after, encoding="utf-8")
    for case in Path("my_rules/cases").iterdir():
        text = case.read_text(encoding="utf-8")
        case.write_text(text.replace("answers:\n", "answers:\n  danger_now: no\n", 1), encoding="utf-8")
    run = decision_aid("rules", "check", "my_rules", "--format", "json")
    assert {problem["code"] for problem in json.loads(run.out)["problems"]} == {"not-exercised"}


def test_the_guide_names_every_question_that_has_duties_with_its_answer() -> None:
    for danger in FLOOR:
        (row,) = re.findall(rf"^\| `{danger.question}` \|.*$", safety_questions(), re.M)
        answers = [*danger.codes] if isinstance(danger, Equals) else [f"from {danger.bound} on"]
        assert all(answer in row for answer in answers)
    for question in (SETTING, WORDS_OF_DANGER, PHQ9_TOTAL, PHQ9_ITEM9):
        assert f"| `{question}` |" in safety_questions()


def safety_questions() -> str:
    return guide().partition("\n## Safety questions\n")[2].partition("\n## ")[0]


def guide() -> str:
    return GUIDE.read_text(encoding="utf-8")


UNREAD = 1
"""How `rules check` ends while nothing reads the new answer."""


def first_part() -> str:
    _, part, _ = re.split(r"^# (?:Your first rule .*|The reference)$", guide(), flags=re.M)
    return part


def test_each_step_to_a_first_rule_comes_out_as_the_guide_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, decision_aid: Program
) -> None:
    monkeypatch.chdir(tmp_path)
    steps = re.findall(r"```(yaml (\S+)|console)\n(.*?)```", first_part(), re.DOTALL)
    codes = []
    for _, file, text in steps:
        if file:
            with Path(file).open("a", encoding="utf-8") as end:
                end.write(text)
        for command, lines in () if file else examples(f"```console\n{text}```"):
            run = decision_aid(*shlex.split(command)[1:])
            codes.append(run.code)
            written = run.out.rstrip("\n").splitlines()
            if lines[-1:] == [MORE]:
                written = [*written[: len(lines) - 1], MORE]
            if os.environ.get("UPDATE_GOLDEN"):
                replace(command, lines, written, GUIDE)
            else:
                assert written == lines, command
    assert codes == [0, 0, 0, UNREAD, 0, 0, 0, 0]
