"""What every test may use: the shipped rule set, read once, and how hard Hypothesis tries."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, settings

from decision_aid.model.rules import Rules
from tests.strategies import shipped_rule_set

EASY = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
"""A machine that is busy is no fault of a test's."""

settings.register_profile("default", EASY, max_examples=100, derandomize=True)
settings.register_profile("ci", EASY, max_examples=1000, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


@pytest.fixture(scope="session")
def shipped() -> Rules:
    """The rule set that comes with the program, with everything in it."""
    return shipped_rule_set()
