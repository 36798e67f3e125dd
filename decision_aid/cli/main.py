"""The program: its commands, its exit codes, and what happens when something goes wrong."""

from __future__ import annotations

import gc
import os
import sys
from typing import Annotated

import typer

from decision_aid import __version__
from decision_aid.cli.crisis import crisis
from decision_aid.cli.evaluate import evaluate
from decision_aid.cli.exit_codes import ExitCode
from decision_aid.cli.interview import interview
from decision_aid.cli.options import Accessible, Color, Rules
from decision_aid.errors import DecisionAidError

app = typer.Typer(
    name="decision-aid",
    add_completion=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command()(interview)
app.command()(evaluate)
app.command()(crisis)

DEBUG = "--debug"


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
        bool, typer.Option(DEBUG, help="Show the traceback when the program itself is at fault.")
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
      decision-aid crisis                   where to get help now
    """
    if context.invoked_subcommand is None:
        interview(accessible, rules, color)


def main() -> None:
    """Run the program. Every way to end goes through here; only here errors become exit codes."""
    gc.set_threshold(100_000)  # a run is short and makes no garbage worth looking for while it starts
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        app(prog_name="decision-aid")
    except DecisionAidError as error:
        _complain(str(error))
        sys.exit(ExitCode.UNUSABLE)
    except BrokenPipeError:
        _mute_stdout()
        sys.exit(ExitCode.READER_GONE)
    except OSError as error:
        _mute_stdout()
        _complain(f"The result cannot be written: {error.strerror}.")
        sys.exit(ExitCode.UNUSABLE)
    except Exception as error:
        if DEBUG in sys.argv:
            raise
        place = _place(error)
        _complain(
            f"Sorry, this is a fault of the program ({type(error).__name__}, {place}). --debug shows more."
        )
        sys.exit(ExitCode.OUR_BUG)


def _complain(message: str) -> None:
    print(message, file=sys.stderr)


def _place(error: BaseException) -> str:
    """Where it happened, without any value: answers must not end up in a bug report."""
    traceback = error.__traceback__
    while traceback and traceback.tb_next:
        traceback = traceback.tb_next
    return (
        f"{os.path.basename(traceback.tb_frame.f_code.co_filename)}:{traceback.tb_lineno}"
        if traceback
        else "?"
    )


def _mute_stdout() -> None:
    """Keep Python from complaining a second time when it flushes at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
