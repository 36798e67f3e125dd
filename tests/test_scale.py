"""What docs/scale.md shows runs as it's written there."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

PAGE = Path(__file__).parent.parent / "docs" / "scale.md"
SHOWN = re.findall(r"^```python\n(.*?)^```", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


def run(code: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        timeout=300,
        env={**os.environ, "PYSPARK_PYTHON": sys.executable},
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_rows_go_through_one_function() -> None:
    assert run(SHOWN[0]) == "a stopped ('danger-now',)\n"


@pytest.mark.skipif(not find_spec("pyspark"), reason="pyspark is not installed: docs/scale.md is not tried")
@pytest.mark.skipif(not shutil.which("java"), reason="there is no Java: docs/scale.md is not tried")
def test_rows_go_through_pyspark() -> None:
    assert run(SHOWN[1]) == "[('a', 'stopped', ['danger-now'], []), ('b', 'needs_answers', [], [])]\n"


def test_the_package_loads_nothing_until_it_is_asked() -> None:
    code = "import sys, decision_aid; print([one for one in sys.modules if one.startswith('decision_aid.')])"
    assert run(code) == "[]\n"
