"""A decision aid about therapy for depression: it asks, weighs openly, and explains itself.

For programs: `evaluate_rows` says what each of many rows of answers comes to, and `load_rules` reads a rule
set; both are loaded when they are first asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decision_aid.loading.rows import evaluate_rows
    from decision_aid.loading.rule_set import load_rules

__version__ = "0.1.0"

__all__ = ["evaluate_rows", "load_rules"]


def __getattr__(name: str) -> object:
    if name == "evaluate_rows":
        from decision_aid.loading.rows import evaluate_rows

        return evaluate_rows
    if name == "load_rules":
        from decision_aid.loading.rule_set import load_rules

        return load_rules
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
