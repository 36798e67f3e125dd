"""The commands, put together."""

from typing import Annotated

import typer

from decision_aid import __version__
from decision_aid.cli.cases import cases as cases_commands
from decision_aid.cli.claims import claims
from decision_aid.cli.compare import compare
from decision_aid.cli.crisis import crisis
from decision_aid.cli.evaluate import evaluate
from decision_aid.cli.graph import graph
from decision_aid.cli.interview import interview
from decision_aid.cli.options import Accessible, Color, Rules
from decision_aid.cli.rests_on import rests_on
from decision_aid.cli.rules import rules as rules_commands
from decision_aid.cli.trace import trace
from decision_aid.cli.what_if import what_if

app = typer.Typer(
    name="decision-aid",
    add_completion=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command()(interview)
app.command()(evaluate)
app.command()(trace)
app.command("what-if")(what_if)
app.command()(compare)
app.command()(claims)
app.command()(graph)
app.command()(rests_on)
app.command()(crisis)
app.add_typer(cases_commands, name="cases")
app.add_typer(rules_commands, name="rules")


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"decision-aid {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def start(
    context: typer.Context,
    version: Annotated[
        bool,
        typer.Option("--version", is_eager=True, callback=_print_version, help="Show the version and exit."),
    ] = False,
    debug: Annotated[
        bool, typer.Option("--debug", help="Show the traceback when the program itself is at fault.")
    ] = False,
    accessible: Accessible = False,
    rules: Rules = None,
    color: Color = None,
) -> None:
    """A decision aid: which therapy approach may fit a depression, and why.

    It asks about 25 questions, takes about five minutes, and explains what it says.
    It is not medical advice. In a crisis in the US, call or text 988.

    \b
    Examples:
      decision-aid                          answer the questions (the same as: interview)
      decision-aid --accessible             line by line, for a screen reader
      decision-aid evaluate answers.yaml    the suggestion for a file of answers
      decision-aid trace answers.yaml       how it came to that, rule by rule
      decision-aid what-if answers.yaml     the smallest changes that would change the outcome
      decision-aid compare a.yaml b.yaml    what sets two sheets apart
      decision-aid graph --around goals     what a question, rule or theme leads to
      decision-aid claims A27               what a document claims, and what research says
      decision-aid rests-on answers.yaml    the answers that are enough for that result
      decision-aid cases teach              stories to predict the outcome of
      decision-aid crisis                   where to get help now
      decision-aid rules check my_rules     all that is wrong with a rule set of your own
    """
    if context.invoked_subcommand is None:
        interview(accessible, rules, color)
    elif accessible or rules or color is not None:
        raise typer.BadParameter(f"write the options after the command: {context.invoked_subcommand}")
