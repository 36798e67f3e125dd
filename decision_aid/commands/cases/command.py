"""`decision-aid cases`: worked cases, to read, to run and to learn from. One module per command."""

import typer

from decision_aid.commands.cases.listing import listing
from decision_aid.commands.cases.run import run
from decision_aid.commands.cases.show import show
from decision_aid.commands.cases.teach import teach

cases = typer.Typer(no_args_is_help=True, help="Worked cases, for a class.", rich_markup_mode=None)


@cases.callback()
def about() -> None:
    """Worked cases, for a class."""


cases.command("list")(listing)
cases.command()(show)
cases.command()(run)
cases.command()(teach)
