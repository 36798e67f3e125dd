"""A profile of rules as JSON (`decision-aid/profile/1`)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from decision_aid.commands.rules.profile.find import Profile
from decision_aid.model.population import Group

SCHEMA: Final = "decision-aid/profile/1"


def profile_record(profile: Profile) -> Mapping[str, Any]:
    """All figures; each share is the number of people it is of, and the part of them."""
    rule_set = profile.rule_set
    figures = {
        name: _plain(value)
        for name, value in profile._asdict().items()
        if name not in ("rule_set", "population")
    }
    return {
        "schema": SCHEMA,
        "rule_set": {"id": rule_set.id, "version": rule_set.version, "hash": rule_set.hash},
        **figures,
    }


def _plain(value: Any) -> Any:
    """Records as what JSON has, by the names of their fields."""
    if isinstance(value, Group):
        return value.id
    if hasattr(value, "_asdict"):
        return {name: _plain(part) for name, part in value._asdict().items()}
    if isinstance(value, Mapping):
        return {name: _plain(part) for name, part in value.items()}
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    return value
