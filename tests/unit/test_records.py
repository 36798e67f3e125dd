"""Records of different kinds are never equal, whatever they hold."""

from __future__ import annotations

from importlib import import_module
from pkgutil import walk_packages
from typing import Any

import decision_aid
from decision_aid.model.report import Boxes, Bullets

ROOMS = ("decision_aid.model.", "decision_aid.engine.", "decision_aid.proving.statements")


def record_types() -> dict[str, type[tuple[Any, ...]]]:
    """The named tuples of the rooms whose records meet records of other kinds."""
    names = [found.name for found in walk_packages(decision_aid.__path__, "decision_aid.")]
    modules = [import_module(name) for name in names if name.startswith(ROOMS)]
    types = {
        value.__qualname__: value
        for module in modules
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, tuple) and hasattr(value, "_fields")
    }
    assert len(types) > 50
    return types


def test_every_record_says_that_it_is_one() -> None:
    for name, kind in record_types().items():
        assert kind.__eq__ is not tuple.__eq__, f"{name} is not marked with @record"
        assert kind.__ne__ is not tuple.__ne__, name


def test_records_of_two_kinds_differ_and_those_of_one_compare_by_content() -> None:
    bullets = Bullets(("a",))
    others: list[object] = [Boxes(("a",)), Bullets(("b",)), (("a",),)]
    assert bullets == Bullets(("a",))
    assert all(bullets != other and not bullets == other for other in others)  # noqa: SIM201
    assert len({bullets, Boxes(("a",)), Bullets(("a",))}) == 2
