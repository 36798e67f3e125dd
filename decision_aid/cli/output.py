"""Where results go: standard output or a file, whole or not at all."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Any, NamedTuple, TextIO

from decision_aid.cli.exit_codes import ExitCode
from decision_aid.model.problems import DecisionAidError, shown
from decision_aid.model.report import Report
from decision_aid.rendering.formats import FORMATS, JSON, TEXT

if TYPE_CHECKING:
    from decision_aid.engine.suggest import Suggestion


def print_report(report: Report, color: bool | None) -> None:
    """Print a page on standard output. `color` None means: on a terminal that has not refused it."""
    from decision_aid.rendering.text import plain, print_styled

    with _standard_output() as stream:
        refused = bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") == "dumb"
        if color or (color is None and stream.isatty() and not refused):
            print_styled(report, stream, _width_of(stream), force=bool(color))
        else:
            stream.write(plain(report, _width_of(stream)))


class ResultFile(NamedTuple):
    """The file that a result goes to, in place of standard output.

    `source` is the file of answers, which is never replaced. `suggestion` is what came of it, if anything:
    what has to be seen at once is shown on standard error as well.
    """

    path: Path
    force: bool
    source: str
    suggestion: Suggestion | None


def print_page(
    page: Report,
    format: str,
    color: bool | None,
    record: Callable[[], Mapping[str, Any]],
    file: ResultFile | None = None,
) -> None:
    """Print a page, or write it to a file; `record` makes what JSON has in its place."""

    def as_json() -> str:
        import json

        return json.dumps(record(), indent=2, allow_nan=False) + "\n"

    deliver(page, format, color, {JSON: as_json}, file)


def deliver(
    page: Report,
    format: str,
    color: bool | None,
    others: Mapping[str, Callable[[], str]],
    file: ResultFile | None = None,
) -> None:
    """Print a page, or write it to a file, in one of the formats of pages or of the `others`.

    Raises `DecisionAidError` where it cannot be written.
    """
    if file is None and format == TEXT:
        print_report(page, color)
        return
    text = others[format]() if format in others else FORMATS[format].render(page)
    if file is None:
        print_text(text)
        return
    # Before anything can go wrong with the file: nobody has to open one to find help.
    if file.suggestion is not None:
        _show_help_first(file.suggestion)
    write_file(text, file.path, force=file.force, source=file.source)


def _width_of(stream: TextIO) -> int:
    """Columns of what is written there: those of a terminal, or of a page in a file."""
    from decision_aid.rendering.text import WIDTH

    return terminal_width() if stream.isatty() else WIDTH


def terminal_width() -> int:
    """Columns of the terminal, be it on standard output or error; `COLUMNS` rules over what it says."""
    return terminal_size().columns


def terminal_size() -> os.terminal_size:
    """Columns and lines of the terminal; `COLUMNS` and `LINES` rule over what it says."""
    try:
        beside = os.get_terminal_size(sys.stderr.fileno())
    except (AttributeError, OSError, ValueError):
        beside = os.terminal_size((0, 0))
    return get_terminal_size((beside.columns or 80, beside.lines or 24))


def print_text(text: str) -> None:
    """Print on standard output."""
    with _standard_output() as stream:
        stream.write(text)


def mute_standard_output() -> None:
    """Keep Python from complaining a second time when it flushes at exit."""
    if sys.stdout:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@contextmanager
def _standard_output() -> Iterator[TextIO]:
    """Standard output, written whole: what cannot be written is noticed now, not at exit.

    When its reader has gone, the program ends in silence.
    """
    if not sys.stdout:
        raise DecisionAidError("There is no standard output to write the result to. Try --output FILE.")
    try:
        yield sys.stdout
        sys.stdout.flush()
    except BrokenPipeError:
        mute_standard_output()
        sys.exit(ExitCode.READER_GONE)


def _show_help_first(suggestion: Suggestion) -> None:
    from decision_aid.wording.safety import urgent_page

    page = urgent_page(suggestion)
    if page is not None and sys.stderr:
        from decision_aid.rendering.text import plain

        with suppress(OSError):  # where nobody can be shown it, the file has to do
            sys.stderr.write(plain(page, _width_of(sys.stderr)))
            sys.stderr.flush()


def write_file(text: str, path: Path, *, force: bool, source: str) -> None:
    """Write a file whole or not at all, readable by its owner alone.

    A file that exists is left as it is unless `force` is given, and `source`, the file that was read,
    is never replaced. Raises `DecisionAidError`.
    """
    from tempfile import mkstemp

    name = shown(str(path))
    try:
        if path.exists() and os.path.exists(source) and path.samefile(source):
            raise DecisionAidError(f"{name} is the file of answers itself. Give another name.")
        handle, draft = mkstemp(dir=path.parent, prefix=f".{path.name[:50]}.")
        try:
            with open(handle, "w", encoding="utf-8", newline="\n") as stream:
                stream.write(text)
                stream.flush()
                os.fsync(stream.fileno())
            if force and path.exists() and (path.is_symlink() or not path.is_file()):
                raise DecisionAidError(f"{name} is no plain file, so it is not replaced. Give another name.")
            if force:
                os.replace(draft, path)
            else:
                os.link(draft, path)
        finally:
            Path(draft).unlink(missing_ok=True)
    except FileExistsError as error:
        raise DecisionAidError(
            f"{name} exists already. Give another name, or --force to replace it."
        ) from error
    except (OSError, ValueError) as error:
        reason = (
            error.strerror if isinstance(error, OSError) and error.strerror else "this is no usable file name"
        )
        raise DecisionAidError(f"{name} cannot be written: {reason}.") from error
