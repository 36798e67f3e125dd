"""The program: what it is put together from, and what happens when something goes wrong."""

from __future__ import annotations

try:
    import codecs
    import gc
    import os
    import sys
    from contextlib import suppress
    from typing import TYPE_CHECKING

    from decision_aid.cli.exit_codes import ExitCode
    from decision_aid.cli.signals import leave_politely, undisturbed
    from decision_aid.model.crisis import HELP_LINE
    from decision_aid.model.problems import DecisionAidError, ReaderGone, shortened
    from decision_aid.rendering.plain_signs import HANDLER, in_plain_signs
except KeyboardInterrupt:  # in the first moments, when no more than this is there yet
    import signal
    import sys

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    from decision_aid.model.crisis import HELP_LINE

    sys.stderr.write(f"{HELP_LINE}\n")
    sys.exit(130)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from decision_aid.commands.interview.deliberation import Pages
    from decision_aid.engine.suggest import Suggestion
    from decision_aid.model.report import Report
    from decision_aid.model.rules import Rules

DEBUG = "--debug"
ACCESSIBLE = "--accessible"
COMPLETING = "_DECISION_AID_COMPLETE"
"""Set by a shell that asks for completions; it calls the program without arguments."""

MOST_OF_A_LINE = 2000
"""Characters of a line of a message, whatever was typed."""


def interview_pages() -> Pages:
    """The pages of other commands that the interview opens."""
    from decision_aid.commands.interview.deliberation import Pages
    from decision_aid.commands.options.page import option_page, short_page, side_by_side_page
    from decision_aid.commands.worksheet.page import worksheet_for_paper

    def changes(suggestion: Suggestion) -> Report:
        from decision_aid.commands.what_if.page import page_of_changes  # takes a while to load

        return page_of_changes(suggestion)

    return Pages(short_page, option_page, side_by_side_page, worksheet_for_paper, changes)


def examples() -> tuple[Callable[[Rules], Iterator[Report]], ...]:
    """What makes the pages of a rule set by which its reading level is measured, for each command.

    A page that is to be measured joins by being listed here.
    """
    from decision_aid.commands.about import page as about
    from decision_aid.commands.cases import handouts
    from decision_aid.commands.cases import page as cases
    from decision_aid.commands.claims import page as claims
    from decision_aid.commands.options import page as options
    from decision_aid.commands.worksheet import page as worksheet

    return tuple(page.examples for page in (about, claims, options, cases, handouts, worksheet))


def main() -> None:
    """Run the program. Whatever fails, the last line says where to get help in a crisis."""
    arguments = sys.argv[1:]
    code = _exit_code(arguments)
    if code != ExitCode.DONE:
        with undisturbed():
            _complain(HELP_LINE)
    gc.freeze()  # else all that is left is looked through for garbage at exit, which takes 20 ms
    sys.exit(code)


def _exit_code(arguments: list[str]) -> int:
    """Run, and say what went wrong. Every end goes through here, and only here errors become exit codes."""
    try:
        leave_politely()
        gc.set_threshold(1_000_000)  # a run is short, and makes little garbage
        codecs.register_error(HANDLER, in_plain_signs)
        ways = ((sys.stdin, "backslashreplace"), (sys.stdout, HANDLER), (sys.stderr, HANDLER))
        for stream, errors in ways:
            if hasattr(stream, "reconfigure"):
                stream.reconfigure(errors=errors)
        return _run(arguments)
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else ExitCode.DONE
        if code != ExitCode.DONE:
            _show_card_if_meant(arguments)
        return code
    except DecisionAidError as error:
        _refuse(str(error), arguments)
        return ExitCode.READER_GONE if isinstance(error, ReaderGone) else ExitCode.UNUSABLE
    except KeyboardInterrupt:
        return ExitCode.INTERRUPTED
    except OSError as error:
        from decision_aid.cli.output import mute_standard_output

        mute_standard_output()
        _complain(f"The result can't be written: {error.strerror}.")
        return ExitCode.UNUSABLE
    except Exception as error:
        if DEBUG in arguments:
            from traceback import format_tb

            # What it says of itself may quote an answer, so it is left out.
            _complain(f"{''.join(format_tb(error.__traceback__))}{type(error).__name__}")
        else:
            fault = f"{type(error).__name__}, {_place(error)}"
            _complain(f"Sorry, this is a fault of the program ({fault}). --debug shows more.")
        return ExitCode.OUR_BUG


def _run(arguments: list[str]) -> ExitCode:
    """Hold the interview at once when nothing else was asked for, else let the commands be parsed."""
    if not set(arguments) - {ACCESSIBLE} and COMPLETING not in os.environ:
        from decision_aid.commands.interview.conversation import converse

        return converse(interview_pages, accessible=ACCESSIBLE in arguments)
    from decision_aid.cli.app import Handed, program, refuse_another_shell
    from decision_aid.cli.commands import COMMANDS
    from decision_aid.cli.meant import CRISIS, HELP, as_meant

    refuse_another_shell(arguments)
    meant = as_meant(arguments, COMMANDS)
    if meant[:1] == [CRISIS] and {HELP, "h"} & {*arguments}:
        _complain("To see the commands: decision-aid --help")
    handed = Handed(interview_pages, examples)
    called = COMMANDS if COMPLETING in os.environ else [name for name in COMMANDS if name in meant]
    program(called, handed)(meant, prog_name="decision-aid")
    return ExitCode.DONE


def _refuse(message: str, arguments: list[str]) -> None:
    """Say what is wrong. Where what was typed may tell of danger, help comes first, and nothing quotes it."""
    with suppress(Exception):
        from decision_aid.cli.meant import distress_in, without

        if texts := distress_in(arguments):
            _show_card()
            _complain(f"\n{without(message, texts)}")
            return
    _complain(message)
    _show_card_if_meant(arguments)


def _show_card_if_meant(arguments: list[str]) -> None:
    """Show where to get help if a word that was typed may ask for it."""
    with suppress(Exception):
        from decision_aid.cli.meant import tells_of_danger

        if tells_of_danger([one for one in arguments if os.sep not in one]):  # a path is no cry for help
            _show_card()


def _show_card() -> None:
    from decision_aid.cli.output import show_beside
    from decision_aid.wording.help import contacts_of_the_program

    show_beside(contacts_of_the_program())


def _complain(message: str) -> None:
    """Say what is wrong; where nobody can be told, the exit code has to do."""
    with suppress(OSError, AttributeError):
        lines = [shortened(line, MOST_OF_A_LINE) for line in _as_started(message).split("\n")]
        if sys.stderr.isatty():
            lines = [part for line in lines for part in _broken_at_words(line)]
        sys.stderr.write("".join(f"{line}\n" for line in lines))
        sys.stderr.flush()


def _as_started(message: str) -> str:
    """The message with its commands as they are typed here; as it is where that can't be told."""
    with suppress(Exception):
        from decision_aid.cli.started_as import as_started

        return as_started(message)
    return message


def _broken_at_words(line: str) -> list[str]:
    """The line as a window shows it, which by itself would break it anywhere."""
    from decision_aid.cli.output import terminal_width  # only messages on a terminal need these
    from decision_aid.rendering.columns import wrapped

    width = terminal_width()
    return wrapped(line, width) if len(line) > width else [line]


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
