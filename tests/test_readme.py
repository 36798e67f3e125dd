"""The README is short, its commands are those of CI, and its pictures are what the program draws.

`UPDATE_GOLDEN=1 pytest tests/test_readme.py` draws the pictures anew.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.pictures import asked, printed, svg, told_by

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")

PROJECT = Path(__file__).parent.parent
README = (PROJECT / "README.md").read_text(encoding="utf-8")
PICTURES = PROJECT / "docs" / "pictures"

WALK = " " * 6
"""The keys that lead to the screen of the walk that is shown."""


def card(sheet: str) -> list[Any]:
    """The result down to the line that says where to get help, without the reasons below it."""
    rows = printed("evaluate", sheet)
    texts = ["".join(one.data for one in row).strip() for row in rows]
    last = next(number for number, text in enumerate(texts) if "911" in text)
    return rows[: texts.index("", last)]


DRAWN: dict[str, tuple[str, Callable[[str], list[Any]]]] = {
    "question": ("decision-aid", lambda sheet: asked()),
    "card": ("decision-aid evaluate answers.yaml", card),
    "walk": (
        "decision-aid trace --step answers.yaml",
        lambda sheet: asked("trace", "--step", sheet, keys=WALK),
    ),
}
"""Each picture: what is typed, and what is then on the screen."""


@pytest.mark.parametrize("name", DRAWN)
def test_a_picture_shows_what_the_program_draws(name: str, tmp_path: Path) -> None:
    sheet = tmp_path / "answers.yaml"
    usage = (PROJECT / "docs" / "usage.md").read_text(encoding="utf-8")
    sheet.write_text(re.findall(r"```yaml answers.yaml\n(.*?)```", usage, re.DOTALL)[0], encoding="utf-8")
    title, screen = DRAWN[name]
    drawn = svg(name, title, screen(str(sheet)))
    file = PICTURES / f"{name}.svg"
    if os.environ.get("UPDATE_GOLDEN"):
        file.write_text(drawn, encoding="utf-8")
    assert told_by(drawn) == told_by(file.read_text(encoding="utf-8"))


def test_the_readme_shows_every_picture_and_says_what_is_on_it() -> None:
    shown = dict(re.findall(r"!\[(.*?)\]\(docs/pictures/(.*?)\.svg\)", README))
    assert set(shown.values()) == set(DRAWN) == {file.stem for file in PICTURES.iterdir()}
    assert min(len(words.split()) for words in shown) > 8


@pytest.mark.parametrize("name", DRAWN)
def test_a_picture_fetches_nothing(name: str) -> None:
    picture = (PICTURES / f"{name}.svg").read_text(encoding="utf-8")
    assert re.findall(r"@font-face|@import|<image|href|url\((?!#)", picture) == []


def test_the_readme_is_short_and_begins_with_what_it_is() -> None:
    assert len(README.splitlines()) <= 150
    title, _, sentence, _, picture, *_ = README.splitlines()
    assert title.startswith("# ")
    assert len(re.findall(r"[.!?](?:\s|$)", sentence)) == 1
    assert picture.startswith("![")


def test_two_lines_set_it_up_and_one_of_them_is_the_one_that_ci_runs() -> None:
    runs, tests = re.findall(r"```sh\n(.*?)\n```", README, re.DOTALL)
    assert "\n" not in runs + tests
    ci = (PROJECT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert tests in ci
    assert runs.split(" && ") == [
        *(part.replace("'.[test]'", ".") for part in tests.split(" && ")[:2]),
        ".venv/bin/decision-aid",
    ]
