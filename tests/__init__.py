"""The tests of the program."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any

import pytest

PROGRAM = (sys.executable, "-P", "-m", "decision_aid")
"""The program that is installed, whatever lies in the folder where the tests run."""


def a_few_of(values: Sequence[Any], few: int = 1) -> list[Any]:
    """All of the values to try, of which every run tries the first few and an exhaustive one the others."""
    return [*values[:few], *(pytest.param(value, marks=pytest.mark.exhaustive) for value in values[few:])]
