"""`decision-aid interview`: the questions, and the result."""

from typing import Annotated

import typer

from decision_aid.cli.parameters import Accessible, Color, InCountry, RulesFolder


def interview(
    context: typer.Context,
    accessible: Accessible = False,
    blind: Annotated[
        bool,
        typer.Option("--blind", help="Show the options as A, B, C ... until you have said your leaning."),
    ] = False,
    country: InCountry = None,
    rules: RulesFolder = None,
    color: Color = None,
) -> None:
    """Answer the questions and see what may fit. Nothing is kept, unless you ask for a worksheet.

    Example: decision-aid interview --accessible
    """
    from decision_aid.commands.interview.conversation import converse

    raise typer.Exit(
        converse(context.obj.interview_pages, accessible, rules, color, blind=blind, country=country)
    )
