"""The man page, made from what `--help` is made from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from typer.main import get_command

from decision_aid import __main__ as program
from decision_aid import __version__
from decision_aid.cli.app import Handed
from decision_aid.cli.app import program as assembled
from decision_aid.cli.commands import COMMANDS, GROUPS
from decision_aid.cli.help import HelpPage, help_page
from decision_aid.model.crisis import HELP_LINE

USAGE = Path(__file__).parent.parent / "docs" / "usage.md"

ENVIRONMENT = {
    "ACCESSIBLE": "Set to 1, it asks line by line, as --accessible does.",
    "NO_COLOR": "Set to anything, no color is used.",
    "COLUMNS, LINES": "The size of the window, where it should not be taken from the terminal.",
}


def man_page() -> str:
    """The page in the language of man."""
    return "".join(f"{line}\n" for line in _page())


def _page() -> Iterator[str]:
    handed = Handed(program.interview_pages, program.examples)
    main: Any = get_command(assembled(COMMANDS, handed))
    context = main.make_context("decision-aid", [], resilient_parsing=True)
    told = help_page(main, context)
    yield f'.TH DECISION-AID 1 "" "decision-aid {__version__}"'
    yield from (".SH NAME", f"decision-aid \\- {_escaped(told.texts[0].partition('. ')[0])}")
    yield from (".SH SYNOPSIS", f".B {_escaped(told.usage)}")
    yield from (
        ".SH DESCRIPTION",
        *_paragraphs(told),
        ".SH OPTIONS",
        *_entries(told.entries),
        *_examples(told),
    )
    for heading, commands in GROUPS.items():
        yield f".SH {heading.upper()}"
        for name in commands:
            yield from _command(main.commands[name], name, context)
    yield from (".SH ENVIRONMENT", *_entries(ENVIRONMENT.items()))
    yield from (".SH EXIT STATUS", *_entries(_exit_codes()))
    yield from (".SH IN A CRISIS", _escaped(HELP_LINE))


def _exit_codes() -> list[tuple[str, str]]:
    """What the manual says of each."""
    return re.findall(r"^\| (\d[\d, ]*) \| (.*) \|$", USAGE.read_text(encoding="utf-8"), re.MULTILINE)


def _command(command: Any, name: str, parent: Any) -> Iterator[str]:
    """One command, and those below it."""
    context = command.make_context(name, [], parent=parent, resilient_parsing=True)
    told = help_page(command, context)
    yield from (
        f'.SS "{_escaped(told.usage)}"',
        *_paragraphs(told),
        *_entries(told.entries),
        *_examples(told),
    )
    for below, one in getattr(command, "commands", {}).items():
        yield from _command(one, below, context)


def _paragraphs(told: HelpPage) -> Iterator[str]:
    for text in told.texts:
        yield from (".PP", _escaped(text))


def _examples(told: HelpPage) -> Iterator[str]:
    for example in told.examples:
        yield from (".PP", f"Example: \\fB{_escaped(example)}\\fR")


def _entries(entries: Any) -> Iterator[str]:
    for name, text in entries:
        yield from (".TP", f"\\fB{_escaped(name)}\\fR", _escaped(text))


def _escaped(text: str) -> str:
    """A text without anything that man would take for more than a text."""
    plain = text.replace("\\", "\\e").replace("-", "\\-").replace('"', "\\(dq")
    return f"\\&{plain}" if plain.startswith((".", "'")) else plain
