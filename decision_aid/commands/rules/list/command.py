"""`decision-aid rules list`: all gates and rules, in short."""

from typing import Annotated, Optional

import typer

from decision_aid.cli.parameters import Color, FolderOfRules, RulesFolder, folder_meant, format_option
from decision_aid.rendering.formats import FORMATS, JSON, TEXT


def list_rules(
    directory: FolderOfRules = None,
    rules: RulesFolder = None,
    candidate: Annotated[
        Optional[str], typer.Option(metavar="ID", help="Only rules that speak for or against it.")
    ] = None,
    question: Annotated[
        Optional[str], typer.Option(metavar="ID", help="Only gates and rules that read it.")
    ] = None,
    format: Annotated[str, format_option((*FORMATS, JSON))] = TEXT,
    color: Color = None,
) -> None:
    """List all gates and rules, and what each rests on.

    Example: decision-aid rules list my_rules --question cbt_outcome
    """
    from decision_aid.cli.output import print_page
    from decision_aid.commands.rules.list.find import gates_and_rules
    from decision_aid.commands.rules.list.page import list_page
    from decision_aid.commands.rules.list.record import list_record
    from decision_aid.loading.rule_set import load_rules

    rule_set = load_rules(folder_meant(directory, rules))
    listed = gates_and_rules(rule_set, candidate, question)
    page = list_page(rule_set, *listed)
    print_page(page, format, color, lambda: list_record(rule_set, *listed))
