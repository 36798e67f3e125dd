"""Puts snapshots of the shipped rules into the wheel: JSON, which is read faster than YAML."""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Snapshots(BuildHookInterface):  # type: ignore[type-arg]
    """Writes the snapshots when a wheel is built. An editable install reads YAML."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the snapshots to what goes into the wheel."""
        if version == "editable":
            return
        sys.path.insert(0, self.root)
        from decision_aid.__main__ import examples
        from decision_aid.commands.about.reading_level import reading_level
        from decision_aid.loading.rule_set import SHIPPED, read_whole, save_snapshots

        rules, folder = Path(self.root, "rules", SHIPPED), Path(self.root, "build", "snapshots")
        folder.mkdir(parents=True, exist_ok=True)
        level = reading_level(read_whole(rules), examples())
        for path in save_snapshots(rules, folder, reading_level=level):
            build_data["force_include"][str(path)] = f"decision_aid/rules/{path.name}"
