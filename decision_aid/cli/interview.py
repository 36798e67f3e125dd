"""`decision-aid interview`: the questions, and the result."""

import typer

from decision_aid.cli.parameters import Accessible, Color, Rules


def interview(accessible: Accessible = False, rules: Rules = None, color: Color = None) -> None:
    """Answer the questions and see what may fit. Nothing is kept.

    Example: decision-aid interview --accessible
    """
    from decision_aid.cli.conversation import converse

    raise typer.Exit(converse(accessible, rules, color))
