"""What `--help` says, at any width.

Belongs here: the parts of a help page, which the man page is made of as well, and how they are laid out.
Does not: what a command says of itself, which stands in its docstring and beside its options.
"""

import inspect
import sys
from collections.abc import Callable, Iterable, Iterator
from io import StringIO
from shutil import get_terminal_size
from textwrap import TextWrapper
from typing import Any, Final, NamedTuple, NoReturn, TypeAlias

import typer
from typer.core import TyperCommand, TyperGroup

from decision_aid.cli.commands import GROUPS
from decision_aid.cli.started_as import as_started
from decision_aid.model.problems import DecisionAidError

EXAMPLE = "Example: "
"""What a paragraph begins with that shows how a command is called."""

WIDTH, NARROW, NARROWEST = 80, 60, 20
"""The most columns of a page; where its lists need other lines; and what is always taken to be there."""

NAMES = 20
"""Columns of the names in a list. A longer name has a line of its own."""

HOW: Final = "To see how it's used: "
"""What leads to the help of a command that was called in a wrong way."""

WRONG_CALL: Final[Any] = typer.BadParameter.__base__
"""What is raised where a command, an option or an argument is wrong; only the newer half of it has a name."""

Entry: TypeAlias = tuple[str, str]
"""An option, an argument or a command, and what it does."""


class HelpPage(NamedTuple):
    """What there is to say of a command; `groups` are commands below it, under a heading each."""

    usage: str
    texts: tuple[str, ...]
    entries: tuple[Entry, ...]
    groups: tuple[tuple[str, tuple[Entry, ...]], ...]
    examples: tuple[str, ...]


class _WithHelp:
    """What has a help page that fits any window."""

    def get_help(self: Any, ctx: Any) -> str:
        return help_text(as_started(help_page(self, ctx)), get_terminal_size().columns)

    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        """What is typed behind the name; braces around what is required would look like something to type."""
        pieces: list[str] = super().collect_usage_pieces(ctx)  # type: ignore[misc]
        return [piece.strip("{}") for piece in pieces]


class Command(_WithHelp, TyperCommand):
    """A command."""


class Group(_WithHelp, TyperGroup):
    """Commands under one name.

    What is wrong with a call is raised, not printed, so that it is told where all else is.
    """

    def main(self, *arguments: Any, **settings: Any) -> NoReturn:
        """Run, and end with `SystemExit`. Raises `DecisionAidError` where the call is wrong."""
        try:
            code = super().main(*arguments, **{**settings, "standalone_mode": False})
        except WRONG_CALL as error:
            said = StringIO()
            error.show(said)
            if not said.getvalue():  # it was a help page, which has been shown
                sys.exit(error.exit_code)
            raise DecisionAidError(_what_is_wrong(error)) from error
        sys.exit(code if isinstance(code, int) else None)


def _what_is_wrong(error: Any) -> str:
    """What is wrong with a call, and where to read how it is made. What is missing is explained."""
    from decision_aid.wording.grammar import in_sentence  # a call that is right needs no words for it

    context = getattr(error, "ctx", None)
    how = f"\n{HOW}{context.command_path} --help" if context else ""
    if context and (near := getattr(error, "possibilities", None)):
        hidden = {name for one in context.command.params if getattr(one, "hidden", 0) for name in one.opts}
        error.possibilities = [name for name in near if name not in hidden]
    said = error.format_message()
    missing = getattr(error, "param", None) if type(error).__name__ == "MissingParameter" else None
    if missing is not None and (about := getattr(missing, "help", None)):
        said = f"{said.rstrip('.')}: {in_sentence(about)}"
    return f"{said}{'' if said.endswith(('.', '?')) else '.'}{how}"


class Commands(typer.Typer):
    """A program, or a part of one, that is made of such commands."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(cls=Group, rich_markup_mode=None, pretty_exceptions_enable=False, **settings)

    def command(self, name: str | None = None, **settings: Any) -> Callable[..., Any]:
        """Take a function as a command of this name."""
        return super().command(name, cls=Command, **settings)


def help_page(command: Command | Group, context: Any) -> HelpPage:
    """What is said of a command, taken from its docstring and its options."""
    paragraphs = [" ".join(text.split()) for text in inspect.cleandoc(command.help or "").split("\n\n")]
    records = (one.get_help_record(context) for one in command.get_params(context))
    return HelpPage(
        " ".join((context.command_path, *command.collect_usage_pieces(context))),
        tuple(text for text in paragraphs if text and not text.startswith(EXAMPLE)),
        tuple(record for record in records if record),
        tuple(_groups(command, context)),
        tuple(text.removeprefix(EXAMPLE) for text in paragraphs if text.startswith(EXAMPLE)),
    )


def _groups(command: Command | Group, context: Any) -> Iterator[tuple[str, tuple[Entry, ...]]]:
    if not isinstance(command, Group):
        return
    if context.parent is None:
        for heading, listed in GROUPS.items():
            yield heading, tuple((name, summary) for name, (_, summary) in listed.items())
    else:
        texts = ((name, one.help or "") for name, one in command.commands.items())
        yield "Commands", tuple((name, text.partition("\n\n")[0]) for name, text in texts)


def help_text(page: HelpPage, columns: int) -> str:
    """The page, for a window with so many columns."""
    width = max(NARROWEST, min(columns, WIDTH))
    parts = [_hanging("Usage: ", page.usage, width), *(_wrapped(text, width) for text in page.texts)]
    if len(page.groups) > 1:
        parts += _main_lists(page, width)
        parts = [[line for part in parts for line in part]]  # no blank line: all of it has to fit a screen
    else:
        parts += _lists(page, width)
    return "\n\n".join("\n".join(part) for part in parts if part)


def _lists(page: HelpPage, width: int) -> Iterator[list[str]]:
    """What can be typed, and how."""
    for entries in (page.entries, *(entries for _, entries in page.groups)):
        yield [line for entry in entries for line in _entry(*entry, width)]
    yield [line for example in page.examples for line in _hanging(EXAMPLE, example, width)]


def _main_lists(page: HelpPage, width: int) -> Iterator[list[str]]:
    """The commands in their groups; options by their names alone, so that all of it fits a screen.

    For completion, which is set up once, there is the manual.
    """
    beside = width >= NARROW
    headings = max(len(heading) for heading, _ in page.groups) + 2 if beside else 0
    names = max(len(name) for _, entries in page.groups for name, _ in entries) + 2
    lines = [
        line for heading, entries in page.groups for line in _group(heading, entries, headings, names, width)
    ]
    shown = (name.removeprefix("-h, ").replace("color / --no-", "[no-]") for name, _ in page.entries)
    options = ", ".join(name.partition(" ")[0] for name in shown if not name.endswith("-completion"))
    below = [("Options  ", options), *(("Example  ", example) for example in page.examples)]
    yield [*lines, *(one for start, text in below for one in _hanging(start.ljust(headings), text, width))]


def _group(heading: str, entries: Iterable[Entry], indent: int, names: int, width: int) -> Iterator[str]:
    """The commands of a group beside its heading; in a narrow window below it."""
    first = heading.ljust(indent)
    if not indent:
        yield heading
        first, indent = "  ", 2
    for name, text in entries:
        yield from _hanging(first + name.ljust(names), text, width)
        first = " " * indent


def _entry(name: str, text: str, width: int) -> Iterator[str]:
    """A name and what it does: side by side, or one below the other."""
    if width >= NARROW and len(name) <= NAMES:
        yield from _hanging(f"  {name.ljust(NAMES)}  ", text, width)
        return
    yield from _wrapped(name, width, "  ", "    ")
    indent = " " * (NAMES + 4 if width >= NARROW else 6)
    yield from _wrapped(text, width, indent, indent)


def _hanging(start: str, text: str, width: int) -> list[str]:
    """A text behind its start; what does not fit goes on below the text."""
    return _wrapped(text, width, start, " " * len(start)) or [start.rstrip()]


def _wrapped(text: str, width: int, first: str = "", rest: str = "") -> list[str]:
    """The lines of a text. What can be typed is never taken apart."""
    whole = TextWrapper(width, first, rest, break_long_words=False, break_on_hyphens=False)
    return whole.wrap(text)
