"""`decision-aid rules`: for those who write rules."""

from pathlib import Path
from typing import Annotated, Optional

import typer

from decision_aid.cli.exit_codes import ExitCode

rules = typer.Typer(no_args_is_help=True, help="For those who write rules.", rich_markup_mode=None)


@rules.callback()
def about() -> None:
    """For those who write rules."""


@rules.command()
def check(
    directory: Annotated[
        Optional[Path], typer.Argument(metavar="[DIR]", help="Left out: the shipped one.")
    ] = None,
) -> None:
    """Read a whole rule set and say all that is wrong with it; every worked case is run.

    Example: decision-aid rules check my_rules
    """
    from decision_aid.cli.output import print_text
    from decision_aid.errors import UnusableInput
    from decision_aid.loading.rule_set import load_rule_set

    try:
        rule_set = load_rule_set(directory, whole=True)
    except UnusableInput as error:
        print_text(f"{error}\nProblems: {len(error.problems)}.\n")
        raise typer.Exit(ExitCode.FOUND_ERRORS) from None
    found = f"{len(rule_set.gates)} gates, {len(rule_set.rules)} rules, {len(rule_set.cases)} cases"
    print_text(f"No problem found in {rule_set.id} {rule_set.version}: {found}.\n")
