"""The tests of the program."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml

PROGRAM = ("decision-aid",)
"""The program that is installed, by its bare name, as the pages then name it too (see `conftest`)."""


def yaml_in(path: Path) -> Any:
    """What a YAML file of the tests holds, read quickly where that can be done."""
    return yaml.load(path.read_bytes(), getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def a_few_of(values: Sequence[Any], few: int = 1) -> list[Any]:
    """All of the values to try, of which every run tries the first few and an exhaustive one the others."""
    return [*values[:few], *(pytest.param(value, marks=pytest.mark.exhaustive) for value in values[few:])]
