"""What every test may use: the shipped rule set, read once, and how hard Hypothesis tries."""

from __future__ import annotations

import os
import sys
from collections.abc import Generator
from pathlib import Path
from sysconfig import get_path

import pytest
from hypothesis import HealthCheck, settings

from decision_aid.model.rules import Rules
from tests.strategies import shipped_rule_set

# At the end of the path, so that the program itself is the one that was installed.
sys.path.append(str(Path(__file__).parent.parent))

EXHAUSTIVE = "exhaustive"

BUSY = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
"""A machine that is busy is no fault of a test's."""

# The shell finds the program, so pages name it by its bare name.
os.environ["PATH"] = os.pathsep.join((get_path("scripts"), os.environ["PATH"]))

settings.register_profile("default", BUSY, max_examples=10, derandomize=True)
settings.register_profile(EXHAUSTIVE, BUSY, max_examples=20, derandomize=True)
settings.register_profile("search", BUSY, max_examples=1000, print_blob=True)


def pytest_configure(config: pytest.Config) -> None:
    """The same examples every time, and more of them with `-m exhaustive`: nothing fails by chance.

    `HYPOTHESIS_PROFILE=search` draws a thousand, and other ones each time.
    """
    wanted = EXHAUSTIVE if config.getoption("markexpr") == EXHAUSTIVE else "default"
    settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", wanted))


@pytest.hookimpl(wrapper=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> Generator[None, int, int]:
    """One more than there are cores: tests at terminals wait about as long as they work."""
    return (yield) + 1


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """`-m exhaustive` asks for all laws that Hypothesis tries, too: with more examples than by default."""
    if config.getoption("markexpr") == EXHAUSTIVE:
        for item in items:
            if getattr(getattr(item, "obj", None), "is_hypothesis_test", False):
                item.add_marker(EXHAUSTIVE)


@pytest.fixture(scope="session")
def shipped() -> Rules:
    """The rule set that comes with the program, with everything in it."""
    return shipped_rule_set()
