"""Screens that are turned key by key: made for a projector, and a class that wants to see it again.

Belongs here: what keys do, and what is on the screen. Does not: what a reply comes to
(`interviewing.replies`).
"""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from textwrap import wrap
from typing import TYPE_CHECKING, NamedTuple

from decision_aid.interviewing.replies import Hear, Heard, Refusal, hears_nothing, reply_to
from decision_aid.interviewing.terminals import END_OF_INPUT
from decision_aid.model.answers import TEACHING
from decision_aid.model.problems import DecisionAidError, shown
from decision_aid.model.report import Report
from decision_aid.model.rules import ItemType
from decision_aid.wording.prompt import Choice, Command, Prompt

if TYPE_CHECKING:
    from decision_aid.model.rules import Rules

NEXT = (" ", "\x1b[C", "\x1b[B", "\x1b[6~", "\xe0M", "\xe0P", "\xe0Q")
BACK = ("\x1b[D", "\x1b[A", "\x1b[5~", "\xe0K", "\xe0H", "\xe0I")
FIRST = ("\x1b[H", "\x1bOH", "\x1b[1~", "\xe0G")
LAST = ("\x1b[F", "\x1bOF", "\x1b[4~", "\xe0O")
ENTER, ERASE, ESCAPE = ("\r", "\n"), ("\x7f", "\x08"), "\x1b"

NO_BREAK = "\u00a0"
"""A space at which no line ends: a key stays with what it does."""

KEYS_OVER = "Space: back to where you were · q Enter: leave"

_ONE_KEY = re.compile(r"\x1b[\[O][0-9;]*[A-Za-z~]|\xe0.|.", re.DOTALL)


class Turning(NamedTuple):
    """How far it has come: the page, of so many, and what is typed. `over` it is help, or words are met."""

    pages: int
    place: int = 0
    typed: str = ""
    note: str = ""
    over: Command | Heard | None = None
    left: bool = False

    def press(self, keys: str, prompt: Prompt, hear: Hear = hears_nothing) -> Turning:
        """What comes of keys that arrive together. A line break in the middle of them is part of a paste."""
        now = self
        pressed = _ONE_KEY.findall(keys)
        for number, key in enumerate(pressed, 1):
            if key == END_OF_INPUT:
                return now._replace(left=True)
            if key in ENTER and not any(map(str.isalnum, pressed[number:])):
                now = now._turned(1) if now is self and self.over else now._enter(prompt, hear)
            elif key == ESCAPE:
                now = now._replace(typed="", note="", over=None)
            elif key in ERASE:
                now = now._replace(typed=now.typed[:-1])
            elif key in (*NEXT, *BACK) and (now.over or not now.typed):
                now = now._turned((key in NEXT) - (key in BACK))
            elif key in (*FIRST, *LAST):
                now = now._go_to(0 if key in FIRST else now.pages - 1)
            elif key in ENTER or key.isprintable():
                now = now._type(key)
        return now

    def _turned(self, by: int) -> Turning:
        if self.over:
            return self._replace(typed="", note="", over=None)
        return self._replace(place=max(0, min(self.pages - 1, self.place + by)), note="")

    def _go_to(self, place: int) -> Turning:
        return self._replace(place=place, typed="", note="", over=None)

    def _type(self, key: str) -> Turning:
        """Add to what is typed; help comes at once, and its letter is kept."""
        helping = not self.typed and key.casefold() == Command.HELP.key
        return self._replace(typed=self.typed + key, note="", over=Command.HELP if helping else None)

    def _enter(self, prompt: Prompt, hear: Hear) -> Turning:
        cleared = self._replace(typed="", note="")
        if not self.typed.strip():
            return cleared._turned(1)
        reply = reply_to(prompt, self.typed, hear)
        if isinstance(reply, Refusal):
            return cleared._replace(note=reply.words)
        if isinstance(reply, Heard) or reply is Command.HELP:
            return cleared._replace(over=reply)
        if reply is Command.LEAVE:
            return cleared._replace(left=True)
        if reply is Command.BACK:
            return cleared._turned(-1)
        return cleared._go_to(int(str(reply)))


def turn_pages(
    pages: Sequence[Report], rule_set: Rules, setting: str = TEACHING, color: bool | None = None
) -> None:
    """Show one page after the other on the terminal, each in parts that fit it; help at any time.

    Raises `DecisionAidError` when there is no terminal.
    """
    from decision_aid.cli.output import terminal_size
    from decision_aid.engine.hearing import kinds_heard
    from decision_aid.interviewing.terminals import key_by_key
    from decision_aid.rendering.text import parted
    from decision_aid.wording.help import crisis_card, crisis_line, help_for_words

    if not (sys.stdin and sys.stdin.isatty() and sys.stdout and sys.stdout.isatty()):
        raise DecisionAidError(
            "Going screen by screen needs a terminal. Without one, everything is printed at once."
        )
    width, height = terminal_size()
    keys = len(wrap(keys_at(1, pages=9, choices=9), width))
    room = height - keys - 3  # an empty line, the number of the page, and what is typed
    parts = [part for page in pages for part in parted(page, width, room)]
    prompt = screens_prompt(parts, crisis_line(rule_set))
    now, drawn = Turning(len(parts)), None
    with key_by_key() as read:
        while not now.left:
            if drawn is None or now._replace(typed="") != drawn._replace(typed=""):
                if isinstance(now.over, Heard):
                    page = help_for_words(rule_set, now.over.kinds, setting)
                else:
                    page = crisis_card(rule_set) if now.over else parts[now.place]
                number = f"{now.place + 1} of {len(parts)}"
                below = f"{now.note or number}\n{keys_at(now.place, len(parts), len(prompt.choices))}"
                _draw(page, KEYS_OVER if now.over else below, width, color)
            _show_typed(now.typed, width)
            drawn = now
            now = now.press(read(), prompt, lambda text: kinds_heard(rule_set.words_of_danger, text))
    sys.stdout.write("\n")


def keys_at(place: int, pages: int, choices: int) -> str:
    """The keys that do something on this page of so many, with so many choices of a part to go to."""
    keys = {
        "Space next": place < pages - 1,
        "← back": place > 0,
        "End last": place < pages - 2,
        "h help": True,
        "3 Enter: go to 3": choices >= 3,
        "q Enter: leave": True,
    }
    return " · ".join(key.replace(" ", NO_BREAK) for key, works in keys.items() if works)


def screens_prompt(screens: Sequence[Report], crisis_line: str) -> Prompt:
    """What may be typed under each screen: a part by its number or its title, or a command.

    The parts are numbered as they come, after the screen that everything starts with.
    """
    first: dict[str, int] = {}
    for place, screen in enumerate(screens):
        first.setdefault(screen.title, place)
    start = screens[0].title
    choices = tuple(Choice(str(place), title) for title, place in first.items() if title != start)
    commands = (Command.BACK, Command.HELP, Command.LEAVE)
    return Prompt("", "", ItemType.CHOICE, choices, commands=commands, crisis_line=crisis_line)


def _draw(page: Report, below: str, width: int, color: bool | None) -> None:
    """Show a page alone on the screen, with lines below it."""
    from rich.console import Console

    from decision_aid.cli.output import print_report, tell

    Console(file=sys.stdout).clear()
    print_report(page, color)
    lines = [part for line in below.split("\n") for part in wrap(line, width)]
    tell("\n".join(("", *lines, "")))


def _show_typed(typed: str, width: int) -> None:
    """Write what is typed on the line of the cursor, over what was there."""
    line = f"> {shown(' '.join(typed.split()))[-(width - 4) :]}" if typed else ""
    sys.stdout.write(f"\r{' ' * (width - 1)}\r{line}")
    sys.stdout.flush()
