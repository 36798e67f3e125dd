"""A handout is one sheet of paper: a browser prints it. Where there is no Chromium, pytest says so."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from decision_aid.commands.cases.find import exercises_of
from decision_aid.commands.cases.handouts import handout_page
from decision_aid.model.library import Lesson
from decision_aid.rendering.html import html
from tests.strategies import shipped_rule_set

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM = next(filter(None, map(shutil.which, BROWSERS)), None)
QUIET = ("--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer")
A_PAGE = re.compile(rb"/Type */Page\b")


@pytest.mark.exhaustive
@pytest.mark.skipif(CHROMIUM is None, reason="Chromium is missing")
@pytest.mark.parametrize("paper", ["letter", "A4"])
@pytest.mark.parametrize("lesson", shipped_rule_set().library.lessons_of_cases, ids=lambda one: one.id)
def test_a_handout_is_one_page(lesson: Lesson, paper: str, tmp_path: Path) -> None:
    rules = shipped_rule_set()
    page, printed = tmp_path / "page.html", tmp_path / "page.pdf"
    text = html(handout_page(rules, exercises_of(rules, lesson), lesson))
    page.write_text(text.replace("@page{", f"@page{{size:{paper};"), encoding="utf-8")
    command = map(str, (CHROMIUM, *QUIET, f"--print-to-pdf={printed}", page.as_uri()))
    subprocess.run([*command], capture_output=True, check=True, timeout=120)
    assert len(A_PAGE.findall(printed.read_bytes())) == 1
