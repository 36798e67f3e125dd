"""The documentation is so: its examples are run, its links lead somewhere, and nothing is said twice.

`UPDATE_GOLDEN=1 pytest tests/cli/test_docs.py -n 0` writes into the examples what comes out now. What is kept
of each is as many lines as before; where it ends in `...`, there is more.
"""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from decision_aid.cli.help import HOW
from tests.cli.conftest import Program
from tests.cli.test_failures import commands

PROJECT = Path(__file__).parent.parent.parent
USAGE = PROJECT / "docs" / "usage.md"
PAGES = [PROJECT / "README.md", PROJECT / "CONTRIBUTING.md", *sorted((PROJECT / "docs").glob("*.md"))]
MORE = "..."

PROVING = "Proving rules"
"""The section whose examples take seconds."""

IN_TRANSCRIPTS = {("interview",)}
"""Commands that can only ask: `test_transcripts` holds a talk with each."""


def sections() -> dict[str, str]:
    """The examples of a section are run one after the other, in one folder."""
    parts = re.split(r"^## (.*)$", USAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    return {
        heading: text for heading, text in zip(parts[::2], parts[1::2], strict=True) if "```console" in text
    }


def examples(text: str) -> Iterator[tuple[str, list[str]]]:
    """Each command, and the lines that are said to come of it."""
    for block in re.findall(r"```console\n(.*?)```", text, re.DOTALL):
        for example in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, *lines = example.rstrip("\n").split("\n")
            yield command, lines


@pytest.mark.parametrize(
    "heading",
    [pytest.param(one, marks=pytest.mark.exhaustive if one == PROVING else ()) for one in sections()],
)
def test_an_example_comes_out_as_the_manual_says(
    heading: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, decision_aid: Program
) -> None:
    monkeypatch.chdir(tmp_path)
    files = re.findall(r"```(?:yaml|csv) (\S+)\n(.*?)```", USAGE.read_text(encoding="utf-8"), re.DOTALL)
    for name, content in files:
        Path(name).write_text(content, encoding="utf-8")
    for command, lines in examples(sections()[heading]):
        program, *arguments = shlex.split(command)
        assert program == "decision-aid"
        run = decision_aid(*arguments)
        assert HOW not in run.err, command
        written = (run.err if run.code else run.out).rstrip("\n").splitlines()
        if lines[-1:] == [MORE]:
            written = [*written[: len(lines) - 1], MORE]
        if os.environ.get("UPDATE_GOLDEN"):
            replace(command, lines, written)
        else:
            assert written == lines, command


def replace(command: str, lines: list[str], written: list[str], page: Path = USAGE) -> None:
    """Write what comes out now below a command."""
    before, after = ("".join(f"{line}\n" for line in (f"$ {command}", *text)) for text in (lines, written))
    text = page.read_text(encoding="utf-8")
    assert before in text
    page.write_text(text.replace(before, after, 1), encoding="utf-8")


def test_the_manual_has_an_example_of_every_command() -> None:
    shown = {tuple(command.split()[1:]) for command, _ in examples(USAGE.read_text(encoding="utf-8"))}
    missing = [one for one in commands() if not any(words[: len(one)] == one for words in shown)]
    assert set(missing) == IN_TRANSCRIPTS


def test_an_answers_file_of_the_manual_comes_to_a_suggestion(decision_aid: Program, tmp_path: Path) -> None:
    (sheet,) = re.findall(r"```yaml answers.yaml\n(.*?)```", USAGE.read_text(encoding="utf-8"), re.DOTALL)
    (tmp_path / "answers.yaml").write_text(sheet, encoding="utf-8")
    run = decision_aid("evaluate", str(tmp_path / "answers.yaml"), "--format", "json")
    assert '"status": "suggestion"' in run.out


@pytest.mark.parametrize("page", [*PAGES, PROJECT / "rules" / "README.md"], ids=lambda page: page.name)
def test_links_lead_to_a_file(page: Path) -> None:
    """Also a link to a heading leads to one."""
    for target, heading in re.findall(r"\]\(([^)#\s]*)#?([^)\s]*)\)", page.read_text(encoding="utf-8")):
        if target.startswith(("http", "mailto:")):
            continue
        file = (page.parent / target).resolve() if target else page
        assert file.exists(), target
        if heading:
            assert heading in map(
                anchor, re.findall(r"^#+ (.*)$", file.read_text(encoding="utf-8"), re.MULTILINE)
            )


def anchor(heading: str) -> str:
    """What a heading is reached by."""
    return re.sub(r"[^\w\- ]", "", heading).strip().casefold().replace(" ", "-")


def test_no_sentence_stands_in_two_places() -> None:
    seen: dict[str, str] = {}
    twice = []
    for page in [*PAGES, PROJECT / "rules" / "README.md"]:
        for sentence in sentences(page.read_text(encoding="utf-8")):
            if sentence in seen:
                twice.append((sentence, seen[sentence], page.name))
            seen[sentence] = page.name
    assert twice == []


def sentences(text: str) -> Iterator[str]:
    """The sentences of a page that are long enough to be no coincidence, without code and tables."""
    prose = re.sub(r"```.*?```|^\|.*?$|^<.*?>$", "", text, flags=re.DOTALL | re.MULTILINE)
    for paragraph in re.split(r"\n\s*\n|^[-*#\d]+\.? ", prose, flags=re.MULTILINE):
        for sentence in re.split(r"(?<=[.!?:])\s", " ".join(paragraph.split())):
            if len(sentence.split()) > 7:
                yield sentence
