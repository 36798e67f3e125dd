"""What every test may use: the shipped rule set, read once, and how hard Hypothesis tries."""

from __future__ import annotations

import os

import pytest
from hypothesis import settings

from decision_aid.model.rules import Rules
from tests.strategies import shipped_rule_set

settings.register_profile("default", max_examples=100, deadline=None)
settings.register_profile("ci", max_examples=1000, deadline=None, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


@pytest.fixture(scope="session")
def shipped() -> Rules:
    """The rule set that comes with the program, with everything in it."""
    return shipped_rule_set()
