"""The commands, put together: only the one that is called is loaded."""

from collections.abc import Callable, Collection, Iterator, Sequence
from importlib import import_module
from itertools import pairwise
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from decision_aid import __version__
from decision_aid.cli.commands import COMMANDS
from decision_aid.cli.help import Commands
from decision_aid.cli.parameters import (
    Accessible,
    Blind,
    Color,
    InCountry,
    Resume,
    RulesFolder,
    Save,
    Setting,
)
from decision_aid.model.problems import DecisionAidError, shown

if TYPE_CHECKING:
    from decision_aid.model.report import Report
    from decision_aid.model.rules import Rules

VERSION = "--version"
COMPLETION = ("--install-completion", "--show-completion")


class Handed(NamedTuple):
    """What commands are handed, since they import no other: `obj` of the context of each.

    `interview_pages` are the pages that the interview opens, and `examples` make the pages by which the
    reading level is measured. Both are loaded when they are called.
    """

    interview_pages: Callable[[], Any]
    examples: Callable[[], "Sequence[Callable[[Rules], Iterator[Report]]]"]


def program(called: Collection[str], handed: Handed) -> typer.Typer:
    """The program with the commands that are `called`; where none is, all are listed, and none is loaded."""
    app = Commands(
        name="decision-aid",
        subcommand_metavar="[COMMAND] ...",
        context_settings={"help_option_names": ["-h", "--help"], "obj": handed},
    )
    app.callback(invoke_without_command=True)(start)
    if not called:
        for name, (_, summary) in COMMANDS.items():
            app.command(name, help=summary)(_not_called)
    for name in called:
        command = _command(name)
        if isinstance(command, typer.Typer):
            app.add_typer(command, name=name)
        else:
            app.command(name, short_help=COMMANDS[name][1])(command)
    return app


def refuse_another_shell(arguments: Sequence[str]) -> None:
    """Raise `DecisionAidError` when completion is asked for by the name of a shell.

    The shell is the one that the program is called from; the name of another would be passed over.
    """
    for option, word in pairwise(arguments):
        if option in COMPLETION and not word.startswith("-"):
            raise DecisionAidError(
                f"{option} is for the shell that you are in, and takes no name. "
                f"In {shown(word)}, type: decision-aid {option}"
            )


def _not_called() -> None:
    """Stands for a command that nobody called."""


def _command(name: str) -> Callable[..., Any] | typer.Typer:
    """The function, or the group of functions, that has the name of its command."""
    module = import_module(f"decision_aid.commands.{COMMANDS[name][0]}")
    command: Callable[..., Any] | typer.Typer = getattr(module, name.replace("-", "_"))
    return command


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"decision-aid {__version__}")
        raise typer.Exit


def start(
    context: typer.Context,
    accessible: Accessible = False,
    blind: Blind = False,
    setting: Setting = None,
    save: Save = None,
    resume: Resume = None,
    country: InCountry = None,
    rules: RulesFolder = None,
    color: Color = None,
    version: Annotated[
        bool,
        typer.Option(VERSION, is_eager=True, callback=_print_version, help="Show the version and exit."),
    ] = False,
    debug: Annotated[
        bool, typer.Option("--debug", help="Show where, when the program itself is at fault.")
    ] = False,
) -> None:
    """Find out which depression therapy might fit you, and why. Not medical advice. In a crisis, call or
    text 988 (US), or type: decision-aid crisis.

    Example: decision-aid evaluate answers.yaml
    """
    given = (accessible, blind, setting, save, resume, country, rules, color)
    if context.invoked_subcommand is None:
        _command("interview")(context, *given)
    elif any(given[:-1]) or color is not None:
        raise DecisionAidError(f"Write the options after the command, {context.invoked_subcommand}.")
