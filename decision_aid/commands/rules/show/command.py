"""`decision-aid rules show`: one part of a rule set, in plain words."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from decision_aid.cli.completion import ids_to_show
from decision_aid.cli.parameters import Color, FolderOfRules, RulesFolder, folder_meant

if TYPE_CHECKING:
    from decision_aid.model.answers import Value
    from decision_aid.model.rules import Rules


def show(
    id: Annotated[
        str,
        typer.Argument(
            metavar="ID",
            autocompletion=ids_to_show,
            help="A rule, gate, question, theme, claim, source, candidate, contact, property or case.",
        ),
    ],
    directory: FolderOfRules = None,
    rules: RulesFolder = None,
    color: Color = None,
) -> None:
    """Show one part of a rule set in plain words.

    For a rule, you also see answers on which it decides the result.

    Example: decision-aid rules show cbt-not-enough
    """
    from decision_aid.cli.output import print_report, tell
    from decision_aid.commands.rules.show.page import pages_of
    from decision_aid.loading.rule_set import load_rules
    from decision_aid.model.rules import Origin

    folder = folder_meant(directory, rules)
    rule_set = load_rules(folder)._replace(origin=Origin.OWN if folder else Origin.SHIPPED)
    for number, page in enumerate(pages_of(rule_set, id, _deciding_sheet(rule_set, id))):
        if number:
            tell("\n")
        print_report(page, color)


def _deciding_sheet(rule_set: "Rules", id: str) -> "Optional[Mapping[str, Value]]":
    """A sheet on which the rule decides; None when it argues nothing, or none is found."""
    from decision_aid.proving.answer_classes import TooComplex
    from decision_aid.proving.prover import Prover

    if not any(rule.id == id and rule.arguments for rule in rule_set.rules):
        return None
    try:
        return Prover(rule_set).deciding_sheet(id)
    except TooComplex:
        return None
