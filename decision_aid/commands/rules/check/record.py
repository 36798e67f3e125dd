"""What `decision-aid rules check` found, as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from decision_aid.checking.causes import Told, every_problem
from decision_aid.checking.examination import Examination
from decision_aid.checking.findings import by_property
from decision_aid.checking.reviewed_parts import fingerprint_of
from decision_aid.model.problems import Problem
from decision_aid.model.reviews import Part
from decision_aid.model.rules import Rules

SCHEMA: Final = "decision-aid/check/2"


def record(examination: Examination, told: Sequence[Told]) -> dict[str, Any]:
    """An examination as JSON takes it, for editors and build machines; `told` are its problems by cause."""
    rule_set = examination.rule_set
    return {
        "schema": SCHEMA,
        "rule_set": {"id": rule_set.id, "version": rule_set.version, "hash": rule_set.hash},
        "reviews": {str(part): _review(rule_set, part) for part in Part},
        "problems": _problems(told, rule_set.id),
        "accepted": [
            {"code": problem.code, "about": problem.about, "because": reason.because}
            for problem, reason in examination.accepted
        ],
        "properties": by_property(examination.findings),
    }


def unreadable_record(told: Sequence[Told]) -> dict[str, Any]:
    """The same for a rule set whose files cannot be read."""
    return {
        "schema": SCHEMA,
        "rule_set": None,
        "reviews": None,
        "problems": _problems(told, ""),
        "accepted": [],
        "properties": [],
    }


def _problems(told: Sequence[Told], rule_set_id: str) -> list[dict[str, Any]]:
    """Every problem, behind each cause what follows from it."""
    return [_problem(problem, rule_set_id) for problem in every_problem(told)]


def _problem(problem: Problem, rule_set_id: str) -> dict[str, Any]:
    """One problem; its sheets are answers files in JSON."""
    return {
        "code": problem.code,
        "severity": problem.severity,
        "message": problem.message,
        "hint": problem.hint,
        "file": problem.location.file,
        "line": problem.location.line,
        "column": problem.location.column,
        "about": problem.about,
        "follows_from": str(problem.root) if problem.root else None,
        "sheets": [{"rule_set": rule_set_id, "answers": sheet} for sheet in problem.sheets],
    }


def _review(rule_set: Rules, part: Part) -> dict[str, Any]:
    """A part as it is now, and who reviewed it as what; `by` is null where nobody has."""
    found = next((one for one in rule_set.reviews if one.part is part), None)
    signed = {key: getattr(found.signature if found else None, key, None) for key in ("by", "role", "on")}
    licensed, changed = (found.signature.licensed, found.changed) if found else (False, False)
    return {"fingerprint": fingerprint_of(part, rule_set), **signed, "licensed": licensed, "changed": changed}
