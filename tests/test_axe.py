"""HTML pages in a browser, looked at by axe-core: what no look at the text can find.

It needs Node, Chromium, and the packages axe-core and playwright-core, in `node_modules` of the project or in
the folder that `AXE_MODULES` names. Nothing else needs them. Where one is missing, pytest says so.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from decision_aid.commands.cases.find import exercises_of
from decision_aid.commands.cases.handouts import handout_page
from decision_aid.commands.claims.page import lesson_page
from decision_aid.commands.options.page import option_page
from decision_aid.rendering.html import html
from tests.pages import PAGES, result, shipped_case
from tests.strategies import shipped_rule_set

HERE = Path(__file__).parent
MODULES = Path(os.environ.get("AXE_MODULES", HERE.parent / "node_modules"))
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
NODE, CHROMIUM = shutil.which("node"), next(filter(None, map(shutil.which, BROWSERS)), None)
PACKAGES = [name for name in ("axe-core", "playwright-core") if not (MODULES / name).is_dir()]
MISSING = ", ".join(["Node"] * (NODE is None) + ["Chromium"] * (CHROMIUM is None) + PACKAGES)

SHOWN = (
    "evaluate",
    "evaluate --full",
    "worksheet",
    "trace",
    "what-if",
    "rests-on",
    "compare",
    "graph --answers",
)
"""Pages about somebody's answers. The others are made of the same blocks."""

BROKEN = (
    '<!doctype html><html><body><p style="color:#999;width:900px">Pale</p><img src="a.png"></body></html>'
)
"""Without a language, a title and words for its picture; too pale, and too wide for a phone."""

FOUND_IN_IT = {
    *("html-has-lang", "document-title", "image-alt", "color-contrast"),
    *("wider-than-the-window", "fetches"),
}


def pages() -> Iterator[tuple[str, str]]:
    """Pages by name: of a result, where safety comes first, for a class, and to read."""
    rules = shipped_rule_set()
    for case in ("same-pattern-for-four-years", "a-plan-to-die"):
        suggestion = result(shipped_case(case).answers)
        for name in SHOWN if suggestion.evaluation.safe else SHOWN[:1]:
            yield f"{name} {case}", next(text for format, text in PAGES[name](suggestion) if format == "html")
    yield "lesson", html(lesson_page(rules, rules.library.lessons[0]))
    of_cases = rules.library.lessons_of_cases[0]
    yield "handout", html(handout_page(rules, exercises_of(rules, of_cases), of_cases))
    yield "option", html(option_page(rules, rules.library.options[0]))


def found_in(pages: Mapping[str, str], folder: Path) -> dict[str, set[str]]:
    """The names of the rules that each page breaks."""
    files = {folder / f"{name}.html": name for name in pages}
    for file, name in files.items():
        file.write_text(pages[name], encoding="utf-8")
    command = map(str, (NODE, HERE / "axe.cjs", MODULES.resolve(), CHROMIUM, *files))
    printed = subprocess.run([*command], capture_output=True, check=True, timeout=300).stdout
    broken: dict[str, set[str]] = {name: set() for name in pages}
    for one in json.loads(printed)["found"]:
        broken[files[folder / one["page"]]].add(one["rule"])
    return broken


@pytest.mark.exhaustive
@pytest.mark.skipif(bool(MISSING), reason=f"no page was looked at with axe-core, for want of {MISSING}")
def test_axe_finds_nothing_wrong_in_light_and_dark_on_a_desk_and_on_a_phone(tmp_path: Path) -> None:
    ours = dict(pages())
    found = found_in({**ours, "broken": BROKEN}, tmp_path)
    assert found.pop("broken") >= FOUND_IN_IT
    assert found == {name: set() for name in ours}
