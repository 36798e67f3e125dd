"""The man page is made from the help, is up to date, and can be read by man.

`UPDATE_GOLDEN=1 pytest tests/test_manual.py` writes it anew.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.cli.test_failures import commands
from tests.manual import man_page

PAGE = Path(__file__).parent.parent / "docs" / "decision-aid.1"


def test_the_man_page_is_made_from_the_help_of_today() -> None:
    made = man_page()
    if os.environ.get("UPDATE_GOLDEN"):
        PAGE.write_text(made, encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == made


def test_the_man_page_has_every_command_and_its_options() -> None:
    text = PAGE.read_text(encoding="utf-8").replace("\\-", "-")
    parts = re.split(r'^\.SS "decision-aid ([a-z -]+?) [\[{].*$', text, flags=re.MULTILINE)[1:]
    sections = dict(zip(parts[::2], parts[1::2], strict=True))
    assert {" ".join(one) for one in commands()} <= sections.keys()
    assert [name for name, told in sections.items() if "--help" not in told] == []


@pytest.mark.skipif(not shutil.which("groff"), reason="there is no groff here to read it")
def test_man_finds_nothing_wrong_with_it() -> None:
    done = subprocess.run(
        ["groff", "-man", "-ww", "-z", "-Tutf8", str(PAGE)], capture_output=True, text=True, timeout=60
    )
    assert (done.returncode, done.stderr) == (0, "")
