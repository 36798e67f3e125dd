"""Two people at a terminal: one types numbers, one uses arrow keys."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

import pytest

if TYPE_CHECKING:
    from tests.terminal.driver import Person

    SomePerson = TypeVar("SomePerson", bound=Person)

if sys.platform == "win32":
    collect_ignore_glob = ["test_*.py"]  # there are no pseudo-terminals


class Sit(Protocol):
    """Puts somebody in front of a terminal."""

    def __call__(self, kind: type[SomePerson], *options: str, **terminal: Any) -> SomePerson: ...


@pytest.fixture
def sit() -> Iterator[Sit]:
    """Whoever sits down is gone when the test is over."""
    seated: list[Person] = []

    def _sit(kind: type[SomePerson], *options: str, **terminal: Any) -> SomePerson:
        person = kind(*options, **terminal)
        seated.append(person)
        return person

    yield _sit
    for person in seated:
        person.terminal.close()


@pytest.fixture(params=["menus", pytest.param("lines", marks=pytest.mark.exhaustive)])
def person(request: pytest.FixtureRequest, sit: Sit) -> Person:
    """Somebody who has just started the program; every test that asks for this runs both ways.

    Line by line it takes long: after each question of safety there is a pause in which no reply counts.
    """
    from tests.terminal.driver import WithLines, WithMenus

    return sit(WithLines) if request.param == "lines" else sit(WithMenus)
