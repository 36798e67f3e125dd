"""Every page without color, in any window, in a pipe; and what `docs/accessibility.md` says of it."""

from __future__ import annotations

import re
import sys
from io import StringIO
from pathlib import Path

import pytest

from decision_aid.__main__ import main
from decision_aid.cli import day
from decision_aid.rendering.columns import columns
from tests import a_few_of
from tests.cli.conftest import Program
from tests.pages import ANSWERS

PROJECT = Path(__file__).parent.parent.parent
RATINGS = (PROJECT / "docs" / "accessibility.md").read_text(encoding="utf-8")

PAGES: tuple[tuple[str, ...], ...] = (
    ("evaluate", ANSWERS),
    ("evaluate", ANSWERS, "--full"),
    ("options",),
    ("options", "cbt", "ipt"),
    ("worksheet", ANSWERS),
    ("trace", ANSWERS),
    ("what-if", ANSWERS),
    ("rests-on", ANSWERS),
    ("compare", ANSWERS, "--lens", "research"),
    ("claims", "A27"),
    ("cases", "list"),
    ("graph",),
    ("crisis",),
    ("about", "--standard"),
    ("rules", "list"),
)
EVERY_PAGE = pytest.mark.parametrize("page", PAGES, ids=" ".join)

STYLES = re.compile(r"\x1b\[([\d;]*)m|\x1b]8;.*?\x1b\\")
"""What sets a look, and what makes a link of a text."""


class Screen(StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def file(tmp_path: Path) -> str:
    """The answers file of the manual."""
    usage = (PROJECT / "docs" / "usage.md").read_text(encoding="utf-8")
    path = tmp_path / "answers.yaml"
    path.write_text(re.findall(r"```yaml answers.yaml\n(.*?)```", usage, re.DOTALL)[0], encoding="utf-8")
    return str(path)


def on_a_terminal(monkeypatch: pytest.MonkeyPatch, width: int, *arguments: str) -> str:
    """What the program writes on a terminal so wide."""
    screen = Screen()
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stdout", screen)
        patch.setattr(sys, "argv", ["decision-aid", *arguments])
        patch.setattr(day, "today", lambda: "2026-11-30")
        patch.setenv("COLUMNS", str(width))
        patch.setenv("TERM", "xterm-256color")
        with pytest.raises(SystemExit) as end:
            main()
    assert not end.value.code
    return screen.getvalue()


def typed(page: tuple[str, ...], file: str) -> list[str]:
    return [file if word == ANSWERS else word for word in page]


@EVERY_PAGE
def test_color_says_nothing_that_the_words_do_not(
    page: tuple[str, ...], file: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And it is one of the eight of the terminal, bold, dim or underlined, on no background of ours."""
    colored = on_a_terminal(monkeypatch, 80, *typed(page, file), "--color")
    assert "\x1b" in colored
    looks = {int(one) for look in STYLES.findall(colored) for one in look.split(";") if one}
    assert looks <= {0, 1, 2, 4, *range(30, 38)}
    assert STYLES.sub("", colored) == on_a_terminal(monkeypatch, 80, *typed(page, file), "--no-color")


@pytest.mark.parametrize("width", a_few_of([40, 120]))
@EVERY_PAGE
def test_nothing_sticks_out_of_a_window(
    page: tuple[str, ...], width: int, file: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = on_a_terminal(monkeypatch, width, *typed(page, file), "--no-color")
    too_wide = [line for line in text.splitlines() if columns(line) > width and len(line.split()) > 1]
    assert too_wide == []


@EVERY_PAGE
def test_in_a_pipe_there_is_plain_text_alone(page: tuple[str, ...], file: str, decision_aid: Program) -> None:
    run = decision_aid(*typed(page, file))
    assert (run.code, run.err) == (0, "")
    assert "\x1b" not in run.out
    assert max(map(columns, run.out.splitlines())) <= 80


@pytest.mark.parametrize("page", [("evaluate", ANSWERS), ("options",), ("trace", ANSWERS)], ids=" ".join)
def test_an_html_page_says_its_language(page: tuple[str, ...], file: str, decision_aid: Program) -> None:
    assert '<html lang="en"' in decision_aid(*typed(page, file), "--format", "html").out


def test_a_link_has_a_name_of_its_own(file: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a terminal the name of a source is the link; no bare address stands in its place."""
    text = on_a_terminal(monkeypatch, 80, "evaluate", file, "--color")
    names = re.findall(r"\x1b]8;[^;]*;https?://[^\x1b]+\x1b\\(.*?)\x1b]8;;\x1b\\", text, re.DOTALL)
    assert names
    assert [name for name in names if "://" in name or len(STYLES.sub("", name)) < 5] == []


def test_every_rating_names_a_test_that_exists() -> None:
    named = set(re.findall(r"`(test_\w+)`", RATINGS))
    there = {
        name
        for path in (PROJECT / "tests").rglob("test_*.py")
        for name in re.findall(r"^def (test_\w+)", path.read_text(encoding="utf-8"), re.MULTILINE)
    }
    assert named - there == set()


def test_every_criterion_is_rated_and_what_is_met_is_shown() -> None:
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in RATINGS.splitlines()
        if re.match(r"\| (\d\.\d|[A-Z])", line)
    ]
    assert len(rows) > 40
    assert {rating for _, rating, _ in rows} == {"met", "does not apply", "the terminal's"}
    unshown = [
        what for what, rating, shown in rows if rating == "met" and not re.search(r"`test_|^as ", shown)
    ]
    assert unshown == []
