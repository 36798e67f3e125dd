"""Where results go: standard output or a file, whole or not at all.

What is shown names commands as the program was started (`started_as`); what is written in a format to be kept
names them by their bare name, also on standard output.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from shutil import copyfileobj, copymode, get_terminal_size
from typing import IO, TYPE_CHECKING, Any, NamedTuple, TextIO

from decision_aid.cli.started_as import as_started
from decision_aid.model.problems import NotWritten, ReaderGone, shown
from decision_aid.model.report import Report
from decision_aid.rendering.formats import FORMATS, JSON, TEXT

if TYPE_CHECKING:
    from decision_aid.engine.suggest import Suggestion


def print_report(report: Report, color: bool | None) -> None:
    """Print a page on standard output. `color` None means: on a terminal that has not refused it."""
    from decision_aid.rendering.text import plain, print_styled

    report = as_started(report)
    with standard_output() as stream:
        if is_styled(stream, color):
            print_styled(report, stream, _width_of(stream), force=bool(color))
        else:
            stream.write(plain(report, _width_of(stream)))


def is_styled(stream: TextIO, color: bool | None) -> bool:
    """Whether pages are drawn in bold and color there: where it's asked for, or on a terminal by default."""
    refused = bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") == "dumb"
    return bool(color) or (color is None and stream.isatty() and not refused)


class ResultFile(NamedTuple):
    """The file that a result goes to, in place of standard output.

    `source` is the file of answers, which is never replaced.
    """

    path: Path
    force: bool
    source: str


def print_page(
    page: Report,
    format: str,
    color: bool | None,
    record: Callable[[], Mapping[str, Any]],
    file: ResultFile | None = None,
) -> None:
    """Print a page, or write it to a file; `record` makes what JSON has in its place."""
    deliver(lambda: page, format, color, {JSON: lambda: as_json(record())}, file)


def as_json(record: Mapping[str, Any], *, ascii: bool = True) -> str:
    """A record as it is written; without `ascii`, letters of every script stay as they are."""
    import json

    return json.dumps(record, indent=2, ensure_ascii=ascii, allow_nan=False) + "\n"


def deliver(
    page: Callable[[], Report],
    format: str,
    color: bool | None,
    others: Mapping[str, Callable[[], str]],
    file: ResultFile | None = None,
) -> None:
    """Print a page, or write it to a file, in one of the formats of pages or of the `others`.

    The page is made only where it is asked for. Raises `NotWritten` where it cannot be written.
    """
    if file is None and format == TEXT:
        print_report(page(), color)
        return
    deliver_text(others[format]() if format in others else FORMATS[format].render(page()), file)


def deliver_text(text: str, file: ResultFile | None) -> None:
    """Print a text as it is, or write it to a file. Raises `NotWritten` where it cannot be written."""
    if file is None:
        print_text(text)
    else:
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
    with standard_output() as stream:
        stream.write(text)


def tell(text: str) -> None:
    """Tell something on standard output."""
    print_text(as_started(text))


def mute_standard_output() -> None:
    """Keep Python from complaining a second time when it flushes at exit."""
    if sys.stdout:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@contextmanager
def standard_output() -> Iterator[TextIO]:
    """Standard output, written whole: what cannot be written is noticed now, not at exit.

    Raises `NotWritten`, or `ReaderGone` when its reader has gone.
    """
    if not sys.stdout:
        raise NotWritten("There's no standard output to write the result to. Try --output FILE.")
    try:
        yield sys.stdout
        sys.stdout.flush()
    except BrokenPipeError as error:
        mute_standard_output()
        gone = "The program that read the result stopped early, so the end of it wasn't written."
        raise ReaderGone(gone) from error
    except OSError as error:
        mute_standard_output()
        raise NotWritten(f"The result can't be written: {error.strerror}.") from error


def show_help_first(suggestion: Suggestion, *, elsewhere: bool = False) -> None:
    """Show what must be seen at once on standard error, unless the result itself is seen, or goes there too.

    `elsewhere` says that it goes to neither a terminal nor standard output.
    """
    if not elsewhere and sys.stdout and (sys.stdout.isatty() or _both_go_to_one_place()):
        return
    from decision_aid.wording.safety import urgent_page

    page = urgent_page(suggestion)
    if page is not None:
        show_beside(page)


def _both_go_to_one_place() -> bool:
    """Whether standard output and standard error are one file or one pipe, as after `2>&1`."""
    try:
        return os.path.sameopenfile(sys.stdout.fileno(), sys.stderr.fileno())
    except (AttributeError, OSError, ValueError):
        return False


def show_beside(page: Report) -> None:
    """Show a page on standard error, apart from results."""
    if sys.stderr:
        from decision_aid.rendering.text import plain

        tell_beside(plain(as_started(page), _width_of(sys.stderr)).removesuffix("\n"))


def tell_beside(line: str) -> None:
    """Tell something on standard error, apart from results."""
    with suppress(OSError, AttributeError):  # where nobody can be told, nothing can be done
        sys.stderr.write(f"{as_started(line)}\n")
        sys.stderr.flush()


def write_file(text: str, path: Path, *, force: bool, source: str | Sequence[str]) -> None:
    """Write a file whole or not at all, readable by its owner alone (`file_to_write`)."""
    with file_to_write(path, force=force, source=source) as stream:
        stream.write(text)


@contextmanager
def file_to_write(path: Path, *, force: bool, source: str | Sequence[str]) -> Iterator[TextIO]:
    """A file that gets its name when all is written, down to the disk; readable by its owner alone.

    A file that exists is left as it is unless `force` is given, and `source`, the file that was read or all
    of them, is never replaced. Raises `NotWritten`.
    """
    name = shown(str(path))
    try:
        if path.is_dir():
            raise NotWritten(f"{name} is a folder. Give the name of a file.")
        sources = [source] if isinstance(source, str) else source
        if path.exists() and any(os.path.exists(one) and path.samefile(one) for one in sources):
            raise NotWritten(f"{name} is the file of answers itself. Give another name.")
        if force and (path.is_symlink() or (path.exists() and not path.is_file())):
            raise NotWritten(f"{name} isn't a plain file, so we didn't replace it. Give another name.")
        if not force and os.path.lexists(path):
            raise FileExistsError
        with _draft_of(path) as (stream, draft):
            yield stream
            _close_written(stream)
            if force:
                os.replace(draft, path)
            else:
                _put_in_place(draft, path)
    except FileExistsError as error:
        raise NotWritten(f"{name} exists already. Give another name, or --force to replace it.") from error
    except (OSError, ValueError) as error:
        raise NotWritten(f"{name} can't be written: {why_not_written(error)}. Give another name.") from error


def why_not_written(error: OSError | ValueError) -> str:
    """Why something can't be written: that there is no folder for it, or what the system says."""
    if isinstance(error, FileNotFoundError):
        return "there is no such folder"
    return (error.strerror if isinstance(error, OSError) else None) or "this is no usable name"


def write_new_file(text: str, path: Path) -> None:
    """Add a file to a rule set. Raises `NotWritten`, also where there is one."""
    try:
        path.parent.mkdir(exist_ok=True)
        with open(path, "x", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
    except OSError as error:
        raise NotWritten(f"{shown(str(path))} can't be written: {error.strerror}.") from error


def rewrite_file(text: str, path: Path) -> None:
    """Put another text into a file of a rule set, whole or not at all; who may read it stays as it is.

    Raises `NotWritten`.
    """
    path = path.resolve()  # what a link leads to is what is rewritten
    try:
        with _draft_of(path) as (stream, draft):
            stream.write(text)
            _close_written(stream)
            copymode(path, draft)
            os.replace(draft, path)
    except OSError as error:
        raise NotWritten(f"{shown(str(path))} can't be written: {error.strerror}.") from error


@contextmanager
def _draft_of(path: Path) -> Iterator[tuple[TextIO, str]]:
    """A file beside another, readable by its owner alone, that is gone in the end unless it was renamed."""
    from tempfile import mkstemp

    handle, draft = mkstemp(dir=path.parent, prefix=f".{path.name[:50]}.")
    try:
        with open(handle, "w", encoding="utf-8", newline="\n") as stream:
            yield stream, draft
    finally:
        Path(draft).unlink(missing_ok=True)


def _close_written(stream: TextIO) -> None:
    """Close a file once all of it is down on the disk."""
    _flush(stream)
    stream.close()


def _put_in_place(draft: str, path: Path) -> None:
    """Give a draft its name, unless a file has it already: as a link, or written again where there are none.

    Sticks, cards and shared folders (FAT, SMB) have no links.
    """
    try:
        os.link(draft, path)
    except FileExistsError:
        raise
    except OSError:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with open(handle, "wb") as stream, open(draft, "rb") as written:
                copyfileobj(written, stream)
                _flush(stream)
        except OSError:
            path.unlink(missing_ok=True)
            raise


def _flush(stream: IO[Any]) -> None:
    """Down to the disk."""
    stream.flush()
    os.fsync(stream.fileno())
