"""`decision-aid rules list`: all gates and rules, in short."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Optional

import typer

from decision_aid.cli.parameters import Color

if TYPE_CHECKING:
    from decision_aid.model.rules import Gate, Rule, Rules

SCHEMA = "decision-aid/rules/1"


class ListFormat(StrEnum):
    """How the list is written."""

    TEXT = "text"
    JSON = "json"


def listing(
    directory: Annotated[
        Optional[Path], typer.Argument(metavar="[DIR]", help="Left out: the shipped one.")
    ] = None,
    candidate: Annotated[
        Optional[str], typer.Option(metavar="ID", help="Only the rules that argue for or against it.")
    ] = None,
    question: Annotated[
        Optional[str], typer.Option(metavar="ID", help="Only the gates and rules that read it.")
    ] = None,
    format: Annotated[ListFormat, typer.Option("--format", help="How to write the list.")] = ListFormat.TEXT,
    color: Color = None,
) -> None:
    """List all gates and rules: what each does, and what it rests on.

    Example: decision-aid rules list my_rules --question cbt_outcome
    """
    import json

    from decision_aid.cli.output import print_report, print_text
    from decision_aid.commands.rules.list.page import listing as page
    from decision_aid.commands.rules.list.page import selected
    from decision_aid.loading.rule_set import load_rules

    rule_set = load_rules(directory)
    gates, rules = selected(rule_set, candidate, question)
    if format is ListFormat.JSON:
        print_text(json.dumps(_as_mapping(rule_set, gates, rules), indent=2) + "\n")
    else:
        print_report(page(rule_set, gates, rules), color)


def _as_mapping(rule_set: "Rules", gates: "Sequence[Gate]", rules: "Sequence[Rule]") -> Mapping[str, Any]:
    return {
        "schema": SCHEMA,
        "rule_set": {"id": rule_set.id, "version": rule_set.version, "hash": rule_set.hash},
        "questions": len(rule_set.items),
        "decisions": {
            decision.id: {candidate.id: candidate.caption for candidate in decision.candidates}
            for decision in rule_set.decisions
        },
        "gates": [
            {
                "id": gate.id,
                "caption": gate.caption,
                "action": gate.action,
                "urgency": gate.urgency,
                "file": gate.location.file,
                "line": gate.location.line,
            }
            for gate in gates
        ],
        "rules": [
            {
                "id": rule.id,
                "theme": rule.theme,
                "caption": rule.caption,
                "arguments": [
                    {"candidate": a.candidate, "direction": a.direction, "strength": a.strength}
                    for a in rule.arguments
                ],
                "basis": rule.basis,
                "file": rule.location.file,
                "line": rule.location.line,
            }
            for rule in rules
        ],
    }
