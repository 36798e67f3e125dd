"""The program: its table of commands, and what happens when something goes wrong."""

import gc
import os
import sys
from contextlib import suppress

from decision_aid.cli.exit_codes import ExitCode
from decision_aid.model.problems import DecisionAidError

DEBUG = "--debug"
ACCESSIBLE = "--accessible"
COMPLETING = "_DECISION_AID_COMPLETE"
"""Set by a shell that asks for completions; it calls the program without arguments."""

COMMANDS = {
    "interview": "interview.command",
    "evaluate": "evaluate",
    "options": "options.command",
    "worksheet": "worksheet.command",
    "trace": "trace.command",
    "what-if": "what_if.command",
    "compare": "compare",
    "claims": "claims.command",
    "graph": "graph.command",
    "rests-on": "rests_on.command",
    "crisis": "crisis",
    "about": "about.command",
    "cases": "cases.command",
    "rules": "rules.command",
}
"""The module of each command in `commands`; only the one that is called is loaded."""


def main() -> None:
    """Run the program. Every way to end goes through here; only here errors become exit codes."""
    gc.set_threshold(100_000)  # a run is short, and makes little garbage while it starts
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        sys.exit(_run(sys.argv[1:]))
    except DecisionAidError as error:
        _complain(str(error))
        sys.exit(ExitCode.UNUSABLE)
    except KeyboardInterrupt:
        sys.exit(ExitCode.INTERRUPTED)
    except OSError as error:
        from decision_aid.cli.output import mute_standard_output

        mute_standard_output()
        _complain(f"The result cannot be written: {error.strerror}.")
        sys.exit(ExitCode.UNUSABLE)
    except Exception as error:
        if DEBUG in sys.argv:
            sys.excepthook(type(error), error, error.__traceback__)
        else:
            fault = f"{type(error).__name__}, {_place(error)}"
            _complain(f"Sorry, this is a fault of the program ({fault}). --debug shows more.")
        sys.exit(ExitCode.OUR_BUG)


def _run(arguments: list[str]) -> ExitCode:
    """Hold the interview at once when nothing else was asked for, else let the commands be parsed."""
    if not set(arguments) - {ACCESSIBLE} and COMPLETING not in os.environ:
        from decision_aid.commands.interview.conversation import converse

        return converse(accessible=ACCESSIBLE in arguments)
    from decision_aid.cli.app import program

    program(arguments, COMMANDS)(prog_name="decision-aid")
    return ExitCode.DONE


def _complain(message: str) -> None:
    """Say what is wrong; where nobody can be told, the exit code has to do."""
    with suppress(OSError, AttributeError):
        sys.stderr.write(f"{message}\n")
        sys.stderr.flush()


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


if __name__ == "__main__":
    main()
