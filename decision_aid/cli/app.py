"""The commands, put together: only the one that is called is loaded."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from importlib import import_module
from itertools import pairwise
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from decision_aid import __version__
from decision_aid.cli.parameters import Accessible, Color, InCountry, RulesFolder
from decision_aid.model.problems import DecisionAidError, shown

if TYPE_CHECKING:
    from decision_aid.model.report import Report
    from decision_aid.model.rules import Rules

VERSION = "--version"
COMPLETION = ("--install-completion", "--show-completion")


class Handed(NamedTuple):
    """What commands are handed, since they import no other: `obj` of the context of each.

    `commands` are the module and the summary of each, by name, `interview_pages` the pages that the interview
    opens, and `examples` make the pages by which the reading level is measured. Both are loaded when they are
    called.
    """

    commands: Mapping[str, tuple[str, str]]
    interview_pages: Callable[[], Any]
    examples: Callable[[], "Sequence[Callable[[Rules], Iterator[Report]]]"]


def program(called: Collection[str], handed: Handed) -> typer.Typer:
    """The program with the commands that are `called`; where none is, all are listed, and none is loaded."""
    app = typer.Typer(
        name="decision-aid",
        add_completion=True,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"], "obj": handed},
    )
    app.callback(invoke_without_command=True)(start)
    if not called:
        for name, (_, summary) in handed.commands.items():
            app.command(name, help=summary)(_listed)
    for name in called:
        command = _command(name, handed.commands)
        if isinstance(command, typer.Typer):
            app.add_typer(command, name=name)
        else:
            app.command(name, short_help=handed.commands[name][1])(command)
    return app


def refuse_another_shell(arguments: Sequence[str]) -> None:
    """Raise `DecisionAidError` when completion is asked for by the name of a shell.

    The shell is the one that the program is called from; the name of another would be passed over.
    """
    for option, word in pairwise(arguments):
        if option in COMPLETION and not word.startswith("-"):
            raise DecisionAidError(
                f"{option} takes no name: it is for the shell that you are in. "
                f"In {shown(word)}, type: decision-aid {option}"
            )


def _listed() -> None:
    """Stands for a command that nobody called."""


def _command(name: str, commands: Mapping[str, tuple[str, str]]) -> Callable[..., Any] | typer.Typer:
    """The function, or the group of functions, that has the name of its command."""
    module = import_module(f"decision_aid.commands.{commands[name][0]}")
    command: Callable[..., Any] | typer.Typer = getattr(module, name.replace("-", "_"))
    return command


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"decision-aid {__version__}")
        raise typer.Exit


def start(
    context: typer.Context,
    version: Annotated[
        bool,
        typer.Option(VERSION, is_eager=True, callback=_print_version, help="Show the version and exit."),
    ] = False,
    debug: Annotated[
        bool, typer.Option("--debug", help="Show the traceback when the program itself is at fault.")
    ] = False,
    accessible: Accessible = False,
    country: InCountry = None,
    rules: RulesFolder = None,
    color: Color = None,
) -> None:
    """A decision aid: which therapy approach may fit a depression, and why.

    It asks about 31 questions, shows the options, and explains what it says.
    It is not medical advice. In a crisis in the US, call or text 988.

    \b
    Examples:
      decision-aid                          answer the questions (the same as: interview)
      decision-aid --accessible             line by line, for a screen reader
      decision-aid evaluate answers.yaml    the suggestion for a file of answers
      decision-aid options cbt ipt          what there is to choose from, side by side
      decision-aid worksheet answers.yaml   two sides of paper to take to a visit
      decision-aid trace answers.yaml       how it came to that, rule by rule
      decision-aid what-if answers.yaml     the smallest changes that would change the outcome
      decision-aid compare a.yaml b.yaml    what sets two sheets apart
      decision-aid graph --around goals     what a question, rule or theme leads to
      decision-aid claims A27               what a document claims, and what research says
      decision-aid rests-on answers.yaml    the answers that are enough for that result
      decision-aid fhir response my.yaml    the answers in a form that other systems read
      decision-aid cases teach              stories to predict the outcome of
      decision-aid crisis                   where to get help now
      decision-aid about                    whom it is for, and how it was made
      decision-aid rules check my_rules     all that is wrong with a rule set of your own
    """
    if context.invoked_subcommand is None:
        _command("interview", context.obj.commands)(
            context, accessible, country=country, rules=rules, color=color
        )
    elif accessible or country or rules or color is not None:
        raise typer.BadParameter(f"write the options after the command: {context.invoked_subcommand}")
