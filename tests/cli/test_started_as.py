"""What names a command can be typed as it stands, however the program was started."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from decision_aid.cli.started_as import NAME, NAMED, as_started, started_as
from decision_aid.model.report import HelpLine, Paragraph, Report, Section
from tests import a_few_of
from tests.cli.conftest import SAFE

SCRIPT = shutil.which(NAME) or NAME


@pytest.mark.parametrize(
    ("started", "found", "named"),
    [
        (("python", "/opt/bin/decision-aid"), "/opt/bin/decision-aid", "decision-aid"),
        (("python", ".venv/bin/decision-aid"), "/opt/bin/decision-aid", ".venv/bin/decision-aid"),
        (("python", ".venv/bin/decision-aid"), None, ".venv/bin/decision-aid"),
        (("python", "my env/bin/decision-aid"), None, "'my env/bin/decision-aid'"),
        (("./py", "-P", "-m", "decision_aid"), "/opt/bin/decision-aid", "./py -P -m decision_aid"),
        (("python", "a_program_of_its_own.py"), None, "decision-aid"),
    ],
)
def test_it_is_named_as_it_was_started(
    started: tuple[str, ...], found: str | None, named: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = "/opt/lib/decision_aid/__main__.py" if "-m" in started else started[-1]
    monkeypatch.setattr(sys, "argv", [script, "options", "cbt"])
    monkeypatch.setattr(sys, "orig_argv", [*started, "options", "cbt"])
    monkeypatch.setattr("decision_aid.cli.started_as.which", lambda _: found)
    monkeypatch.setattr("os.path.samefile", lambda one, other: one == other)
    assert started_as() == named


def test_only_what_can_be_typed_is_renamed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["bin/decision-aid"])
    monkeypatch.setattr(sys, "orig_argv", ["python", "bin/decision-aid"])
    kept = "By the decision-aid project. It is what decision-aid kept, in decision-aid/options/1."
    assert as_started(kept) == kept
    said = "Type decision-aid what-if FILE, decision-aid --resume FILE or decision-aid crisis."
    page = Report("decision-aid", (Section(said, (Paragraph(said), HelpLine(said, kept))),))
    renamed = said.replace("decision-aid", "bin/decision-aid")
    section = Section(renamed, (Paragraph(renamed), HelpLine(renamed, kept)))
    assert as_started(page) == Report("decision-aid", (section,))


@pytest.mark.parametrize(
    "arguments",
    a_few_of(
        [
            ("about",),
            ("evaluate",),
            ("--help",),
            ("options",),
            ("rules", "check", "."),
            ("cases", "show", "nobody"),
            ("rules", "diff", ".", "."),
            ("batch", "."),
            ("interview",),
        ],
        6,
    ),
    ids=" ".join,
)
def test_no_page_or_complaint_names_a_command_that_is_not_found(
    arguments: tuple[str, ...], tmp_path: Path
) -> None:
    (tmp_path / "answers.yaml").write_text(SAFE)
    done = subprocess.run(
        [SCRIPT, *arguments],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        env={**os.environ, "PATH": os.defpath, "COLUMNS": "500"},
        timeout=60,
    )
    said = done.stdout + done.stderr
    assert SCRIPT in said
    assert NAMED.findall(said) == []


def test_what_is_kept_names_the_program_by_its_bare_name(tmp_path: Path) -> None:
    for format in ("markdown", "html", "json"):
        command = [SCRIPT, "about", "--format", format]
        done = subprocess.run(
            command, capture_output=True, text=True, env={**os.environ, "PATH": os.defpath}, timeout=60
        )
        assert "use decision-aid options" in done.stdout
        assert SCRIPT not in done.stdout
