"""docs/teaching.md is enough to teach from: lessons take 20 minutes, and commands show what it says."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterable
from pathlib import Path

import pytest

from decision_aid.cli import stepping, terminal
from decision_aid.interviewing.replies import Reply
from decision_aid.model.report import Report
from decision_aid.model.rules import Rules
from decision_aid.rendering.text import plain
from decision_aid.wording.prompt import Prompt
from tests.cli.conftest import Program
from tests.cli.test_docs import MORE, examples

GUIDE = (Path(__file__).parent.parent.parent / "docs" / "teaching.md").read_text(encoding="utf-8")
SECTIONS = {part.partition("\n")[0]: part for part in GUIDE.split("\n## ")[1:]}
LESSONS = {heading: text for heading, text in SECTIONS.items() if heading.startswith("Lesson ")}


class FirstAnswers:
    """A teacher who reads every page, and takes the first answer."""

    def tell(self, text: str) -> None:
        print(text)

    def show(self, page: Report) -> None:
        print(plain(page), end="")

    show_alone = show

    def clear(self) -> None: ...

    def ask(self, prompt: Prompt, help: Report) -> Reply:
        for page in prompt.pages:
            self.show(page)
        return prompt.on_enter or (prompt.choices[0].code,)


def turned_to_the_end(pages: Iterable[Report], *_: object, **__: object) -> None:
    """All screens, one below the other."""
    for page in pages:
        print(plain(page), end="")


@pytest.mark.parametrize("heading", SECTIONS)
def test_what_is_typed_shows_what_the_guide_says(
    heading: str, shipped: Rules, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, decision_aid: Program
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(terminal, "at_the_terminal", lambda *_: FirstAnswers())
    monkeypatch.setattr(stepping, "turn_pages", turned_to_the_end)
    lessons = {lesson.id: lesson for lesson in shipped.library.lessons_of_cases}
    for command, lines in examples(SECTIONS[heading]):
        program, *arguments = shlex.split(command)
        run = decision_aid(*arguments)
        assert (program, run.code, run.err) == ("decision-aid", 0, ""), command
        written = run.out.splitlines()
        assert lines in (written, [*written[: len(lines) - 1], MORE]), command
        if arguments[:3] == ["cases", "teach", "--lesson"] and "--format" not in arguments:
            lesson, read = lessons[arguments[3]], " ".join(run.out.split())
            for question in (*lesson.questions, *(text for one in lesson.cases for text in one.discuss)):
                assert question in read


def test_three_lessons_take_20_minutes_each() -> None:
    assert len(LESSONS) == 3
    for heading, text in LESSONS.items():
        steps = re.findall(r"^### (\d)\. .* \((\d) minutes\)$", text, re.MULTILINE)
        assert [int(number) for number, _ in steps] == [*range(1, text.count("\n### ") + 1)], heading
        assert sum(int(minutes) for _, minutes in steps) == 20, heading
        assert "\n**Aim.** " in text, heading
        assert re.search(r"^\*\*Before class\.\*\*.*?^\$ .* --format html --output ", text, re.M | re.S), (
            heading
        )
        for step in text.split("\n### ")[1:]:
            assert re.search(r"\bAsk\b|Nobody talks yet", step), step


def test_every_lesson_there_is_stands_in_the_guide(shipped: Rules) -> None:
    typed = [shlex.split(command)[1:] for text in SECTIONS.values() for command, _ in examples(text)]
    for lesson in shipped.library.lessons_of_cases:
        assert ["cases", "teach", "--lesson", lesson.id] in typed
    for lesson in shipped.library.lessons_on_claims:
        assert ["claims", "lesson", lesson.id, "--step"] in typed
