"""Menus as questionary draws them, and the hold on their insides that it does not promise.

Belongs here: all that relies on how questionary and prompt_toolkit are made inside; a test says what that
is. Does not: what is asked (`menu_prompts`), and what keys do (`menu_keys`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import questionary
from prompt_toolkit import Application
from prompt_toolkit.buffer import Buffer
from prompt_toolkit.enums import DEFAULT_BUFFER
from prompt_toolkit.filters import Always
from prompt_toolkit.input import Input
from prompt_toolkit.key_binding import KeyBindings, merge_key_bindings
from prompt_toolkit.layout import Dimension
from prompt_toolkit.output import ColorDepth, Output
from prompt_toolkit.styles import Style
from questionary.prompts import common

from decision_aid.model.answers import Value
from decision_aid.wording.prompts import Command

Menu = Application[Value | Command]

STYLE = Style([("highlighted", "bold"), ("question", "nobold"), ("selected", "noreverse")])
"""Bold alone: any color is hard to read on some background."""

QUESTION_LINES = 10
"""How many lines above a long list stay in sight, so that the question does."""

ALWAYS = Always()


class Drawing:
    """Draws menus that read from `source` and write to `output`, and are gone once there is an answer."""

    def __init__(self, source: Input, output: Output) -> None:
        self._options: dict[str, Any] = {
            "qmark": "",
            "style": STYLE,
            "input": source,
            "output": output,
            "color_depth": ColorDepth.DEPTH_1_BIT,
            "erase_when_done": True,
        }
        # The blank stands in for questionary's own words on its keys.
        self._list_options = {**self._options, "pointer": ">", "instruction": " "}

    def one_of(self, legend: str, titles: Sequence[str]) -> tuple[Menu, MenuList]:
        """A list to choose one line of."""
        menu: Menu = questionary.select(legend, titles, **self._list_options).application
        return menu, MenuList(menu)

    def some_of(self, legend: str, titles: Sequence[str]) -> tuple[Menu, MenuList]:
        """A list to tick lines of. Its ticks are drawn as titles, by whoever keeps them."""
        menu: Menu = questionary.checkbox(legend, titles, **self._list_options).application
        lines = MenuList(menu)
        lines.hide_indicators()
        return menu, lines

    def words(self, legend: str) -> Menu:
        """A field to type in."""
        menu: Menu = questionary.text(f"{legend}\n>", **self._options).application
        return menu


class MenuList:
    """The lines of a menu, with the terminal's own cursor on the current one: screen readers follow that."""

    def __init__(self, menu: Menu) -> None:
        self._control = _control_of(menu)

    @property
    def place(self) -> int:
        """The number of the current line, from 0."""
        return self._control.pointed_at

    def up(self) -> None:
        self._control.select_previous()

    def down(self) -> None:
        self._control.select_next()

    def draw(self, titles: Sequence[str]) -> None:
        """Put other words on the lines."""
        for line, title in zip(self._control.choices, titles, strict=True):
            line.title = title

    def hide_indicators(self) -> None:
        """Draw no circles, which braille displays and old terminals cannot tell apart."""
        self._control.use_indicator = False


def _control_of(menu: Menu) -> common.InquirerControl:
    for window in menu.layout.find_all_windows():
        if isinstance(window.content, common.InquirerControl):
            window.content.focusable = ALWAYS
            window.wrap_lines = ALWAYS
            window.height = lambda: Dimension(max=max(3, menu.output.get_size().rows - QUESTION_LINES))
            menu.layout.focus(window)
            return window.content
    raise LookupError("questionary drew a menu without a list")


def line_of(menu: Menu) -> Buffer:
    """Where what is typed goes: the field, or behind the words above a list."""
    line = menu.layout.get_buffer_by_name(DEFAULT_BUFFER)
    assert line  # questionary draws what it asks as a prompt with a field
    return line


def put_on_top(menu: Menu, keys: KeyBindings) -> None:
    """Put keys on top of a menu's own."""
    menu.key_bindings = merge_key_bindings([menu.key_bindings or KeyBindings(), keys])
