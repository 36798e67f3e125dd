"""`decision-aid rules`: for those who write rules. One module per command."""

import typer

from decision_aid.cli.rules.check import check
from decision_aid.cli.rules.diff import diff
from decision_aid.cli.rules.export import export
from decision_aid.cli.rules.listing import listing
from decision_aid.cli.rules.show import show
from decision_aid.cli.rules.verify import verify

rules = typer.Typer(no_args_is_help=True, help="For those who write rules.", rich_markup_mode=None)


@rules.callback()
def about() -> None:
    """For those who write rules."""


rules.command()(check)
rules.command()(diff)
rules.command()(verify)
rules.command("list")(listing)
rules.command()(show)
rules.command()(export)
