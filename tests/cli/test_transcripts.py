"""Talks with the program, line by line, kept to be read aloud: `docs/transcript.md`.

`UPDATE_GOLDEN=1 pytest tests/cli/test_transcripts.py` writes them anew.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Mapping
from io import StringIO
from itertools import count
from pathlib import Path
from typing import TypeAlias

import pytest

from decision_aid.__main__ import main
from decision_aid.cli import day, terminal
from decision_aid.interviewing.line_prompts import LinePrompts
from decision_aid.interviewing.replies import Reply
from decision_aid.loading.answers_file import load_answers
from decision_aid.model.report import Report
from decision_aid.model.rules import Rules
from decision_aid.rendering.columns import columns
from decision_aid.wording.prompt import Command, Prompt
from decision_aid.wording.prompts import RESULT

DOCS = Path(__file__).parent.parent.parent / "docs"
TRANSCRIPT = DOCS / "transcript.md"
WIDTH = 80

Says: TypeAlias = Callable[[Prompt], str]
"""What somebody types when they are asked."""


class Screen(StringIO):
    """A terminal on which everything stays that was ever written."""

    def isatty(self) -> bool:
        return True


class Talking(LinePrompts):
    """Somebody who answers as `says` does, at a program that asks line by line."""

    def __init__(self, screen: Screen, says: Says) -> None:
        super().__init__(screen, screen, lambda: WIDTH, now=count().__next__)
        self.says = says
        self.prompts: list[Prompt] = []

    def ask(self, prompt: Prompt, help: Report) -> Reply:
        self.prompts.append(prompt)
        return super().ask(prompt, help)

    def _read(self) -> str:
        typed = self.says(self.prompts[-1])
        self.out.write(f"> {typed}\n")
        return f"{typed}\n"


def talk(monkeypatch: pytest.MonkeyPatch, says: Says, *arguments: str) -> tuple[str, Talking]:
    """All that stands on the screen after a talk."""
    screen = Screen()
    talking = Talking(screen, says)
    monkeypatch.setattr(terminal, "screen_for_questions", lambda: screen)
    monkeypatch.setattr(terminal, "at_the_terminal", lambda *_: talking)
    monkeypatch.setattr(day, "today", lambda: "2026-11-30")
    monkeypatch.setenv("COLUMNS", str(WIDTH))
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setattr(sys, "argv", ["decision-aid", *arguments])
    monkeypatch.setattr(sys, "stdout", screen)
    with pytest.raises(SystemExit) as end:
        main()
    assert not end.value.code
    return screen.getvalue().strip("\n"), talking


def number_of(prompt: Prompt, *codes: str) -> str:
    """What is typed to choose these codes."""
    return ", ".join(str(place) for place, one in enumerate(prompt.choices, 1) if one.code in codes)


@pytest.fixture
def interviewed(shipped: Rules, tmp_path: Path) -> Says:
    """Somebody who answers as the sheet of the manual does, asks once why, and takes the first offer."""
    (sheet,) = re.findall(
        r"```yaml answers.yaml\n(.*?)```", (DOCS / "usage.md").read_text(encoding="utf-8"), re.DOTALL
    )
    file = tmp_path / "answers.yaml"
    file.write_text(sheet, encoding="utf-8")
    answers = load_answers(file, shipped)
    item_by_text = {item.text.plain: item for item in shipped.items}
    asked_why: list[str] = []

    def says(prompt: Prompt) -> str:
        item = item_by_text.get(prompt.text)
        if item is None:
            return number_of(prompt, RESULT) or Command.LEAVE.key
        if item.link_id == "danger_now" and not asked_why:
            asked_why.append(item.link_id)
            return Command.WHY.key
        value = answers.get(item.link_id, ())
        return number_of(prompt, *(value if isinstance(value, tuple) else (str(value),))) or Command.SKIP.key

    return says


def first_answer(prompt: Prompt) -> str:
    """Somebody who always takes the first answer, and reads on where there is none."""
    return "1" if prompt.choices else ""


def kept(talks: Mapping[str, tuple[str, str]]) -> str:
    """The page with these talks, each below a heading: what was typed, and what stood on the screen."""
    parts = [
        "# Two talks with the program",
        "What a screen reader reads out, line by line. Behind `>` is what a person types.",
    ]
    for heading, (command, text) in talks.items():
        parts += [f"## {heading}", f"```text\n$ {command}\n{text}\n```"]
    return "\n\n".join(parts) + "\n"


def test_the_talks_are_as_they_are_kept(interviewed: Says, monkeypatch: pytest.MonkeyPatch) -> None:
    talks = {}
    for heading, arguments, says in (
        ("An interview", ("--accessible",), interviewed),
        ("A lesson", ("cases", "teach", "recent-job-loss", "--accessible"), first_answer),
    ):
        with monkeypatch.context() as patch:
            text, _ = talk(patch, says, *arguments)
        talks[heading] = (" ".join(("decision-aid", *arguments)), text)
    page = kept(talks)
    if os.environ.get("UPDATE_GOLDEN"):
        TRANSCRIPT.write_text(page, encoding="utf-8")
    assert page == TRANSCRIPT.read_text(encoding="utf-8")


def test_an_interview_in_lines_is_a_talk(interviewed: Says, monkeypatch: pytest.MonkeyPatch) -> None:
    """Words alone, in lines that fit; each question says how it is answered before it waits."""
    text, talking = talk(monkeypatch, interviewed, "--accessible")
    assert "\x1b" not in text
    assert "\r" not in text
    assert [line for line in text.splitlines() if columns(line) > WIDTH] == []
    for prompt in talking.prompts:
        for choice in prompt.choices:
            assert " ".join(choice.label.split()) in " ".join(text.split())
    before = re.split(r"^> .*$", text, flags=re.MULTILINE)[:-1]
    assert [part for part in before if not re.search(r"\b(Type|Press|Enter)\b", part)] == []
