"""Pictures of the program as it is on a terminal, made by rich from what it really writes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from inspect import signature
from io import StringIO
from itertools import groupby
from operator import attrgetter
from xml.etree import ElementTree

from pyte.screens import Char
from rich.console import Console
from rich.text import Text

from tests import PROGRAM
from tests.terminal.driver import Terminal

FRAME = re.sub(
    r"\s*@font-face\s*{{.*?}}",
    "",
    signature(Console.export_svg).parameters["code_format"].default,
    flags=re.DOTALL,
).replace("<svg ", '<svg xml:space="preserve" role="img" ', 1)
"""What rich draws around a screen: without the fonts that it would fetch, and with every space kept."""

AS_RICH_SAYS = {"brown": "yellow", "default": ""}
"""Colors whose names in pyte are others."""


def printed(*arguments: str, rows: int = 200) -> list[list[Char]]:
    """All that the program writes on a terminal of 80 columns."""
    return _screen(arguments, rows, Terminal.exit_code)


def asked(*arguments: str, keys: Iterable[str] = (), rows: int = 24) -> list[list[Char]]:
    """What is on the screen once the program waits for a key, after these ones."""

    def press_all(terminal: Terminal) -> None:
        _until_it_waits(terminal)
        for key in keys:
            terminal.press(key)
            _until_it_waits(terminal)

    return _screen(arguments, rows, press_all)


def _screen(arguments: Iterable[str], rows: int, use: Callable[[Terminal], object]) -> list[list[Char]]:
    terminal = Terminal((*PROGRAM, *arguments), 80, rows)
    try:
        use(terminal)
        buffer = terminal.screen.buffer
        return [[buffer[row][column] for column in range(80)] for row in range(rows)]
    finally:
        terminal.close()


def _until_it_waits(terminal: Terminal) -> None:
    """Until more has been written than before, and then nothing for a while."""
    before = seen = len(terminal.received)

    def waits() -> bool:
        nonlocal seen
        more, seen = len(terminal.received) > seen, len(terminal.received)
        return not more and seen > before and terminal.takes_keys() and terminal.sleeps()

    terminal.wait_until(waits, "the program waits for a key")


def svg(name: str, title: str, rows: list[list[Char]]) -> str:
    """The screen as a picture, without the empty rows at its end."""
    console = Console(record=True, width=80, file=StringIO(), markup=False, emoji=False, highlight=False)
    drawn = [_drawn(row) for row in rows]
    while drawn and not drawn[-1].plain.strip():
        drawn.pop()
    for text in drawn:
        console.print(text, no_wrap=True, crop=False, overflow="ignore")
    return console.export_svg(title=title, code_format=FRAME, unique_id=name)


def _drawn(row: Iterable[Char]) -> Text:
    looks = attrgetter("fg", "bg", "bold", "italics", "underscore", "reverse")
    text = Text()
    for look, run in groupby(row, key=looks):
        text.append("".join(one.data for one in run), style=_style(*look))
    text.rstrip()
    return text


def _style(fg: str, bg: str, *flags: bool) -> str:
    colors = [AS_RICH_SAYS.get(one, _color(one)) for one in (fg, bg)]
    words = [word for word, on in zip(("bold", "italic", "underline", "reverse"), flags, strict=True) if on]
    return " ".join([*words, colors[0], f"on {colors[1]}" if colors[1] else ""]).strip()


def _color(name: str) -> str:
    return f"#{name}" if re.fullmatch("[0-9a-f]{6}", name) else name.replace("bright", "bright_")


def told_by(picture: str) -> list[str]:
    """The lines of text of a picture, whatever it is drawn like."""
    rows: dict[float, str] = {}
    for text in ElementTree.fromstring(picture).iter("{http://www.w3.org/2000/svg}text"):
        row = float(text.get("y", "0"))
        rows[row] = rows.get(row, "") + "".join(text.itertext()).replace("\xa0", " ")
    return [" ".join(text.split()) for _, text in sorted(rows.items())]
