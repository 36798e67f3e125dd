"""Asking with menus: arrow keys, on a terminal that can redraw a few lines.

Belongs here: whether menus are possible, and what Enter comes to. Does not: the words (`prompts`), what keys
do (`menu_keys`), how a menu is drawn (`menu`), and what stays on the screen (`output`).
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import TextIO

from prompt_toolkit.input import Input, create_input
from prompt_toolkit.input.typeahead import clear_typeahead
from prompt_toolkit.output import Output as Screen
from prompt_toolkit.output import create_output
from prompt_toolkit.utils import is_dumb_terminal

from decision_aid.interviewing.asker import Asker
from decision_aid.interviewing.line_prompts import LinePrompts
from decision_aid.interviewing.menu import MARGIN, Menu
from decision_aid.interviewing.menu_keys import keys_of
from decision_aid.interviewing.output import Output
from decision_aid.interviewing.replies import Hear, Refusal, Reply, hears_nothing, reply_to
from decision_aid.interviewing.terminals import forget_typed
from decision_aid.model.report import Report
from decision_aid.model.rules import ItemType
from decision_aid.wording import prompts
from decision_aid.wording.prompts import Prompt


def menus_if_possible(screen: TextIO, columns: Callable[[], int], hear: Hear = hears_nothing) -> Asker | None:
    """A way to ask with menus on `screen`; None where the terminal cannot show them."""
    # A terminal that does not say where its cursor is would get a warning in the middle of a question.
    os.environ["PROMPT_TOOLKIT_NO_CPR"] = "1"
    if is_dumb_terminal():
        return None
    try:
        return MenuPrompts(screen, columns, create_input(sys.stdin), create_output(screen), hear)
    except Exception:  # NoConsoleScreenBufferError and its like: each exists on its own platform alone
        return None


class MenuPrompts(Output):
    """Asks with menus, which are gone once there is a reply; by lines where there is no room for them."""

    margin = MARGIN

    def __init__(
        self,
        screen: TextIO,
        columns: Callable[[], int],
        source: Input,
        output: Screen,
        hear: Hear = hears_nothing,
    ) -> None:
        super().__init__(screen, columns, hear)
        self.source, self.output = source, output
        self.lines = LinePrompts(sys.stdin, screen, columns, hear)

    def ask(self, prompt: Prompt, help: Report) -> Reply:
        """Ask until the reply fits."""
        if prompt.card:
            self.clear()
        menu = Menu(prompt, help, self.source, self.output)
        menu.app.key_bindings = keys_of(menu, self._settle)
        menu.app.before_render += lambda _: _look_at(menu)
        clear_typeahead(self.source)
        try:
            reply = None if menu.too_small else menu.app.run()
        except EOFError:
            raise KeyboardInterrupt from None
        return self.lines.ask(prompt, help) if reply is None else reply

    def _settle(self, menu: Menu) -> Reply | Refusal:
        """What Enter comes to: what is typed, or else what is chosen or kept."""
        prompt = menu.prompt
        if menu.line.text.strip():
            return reply_to(prompt, menu.line.text, self.hear, menu.ticked)
        if prompt.type is ItemType.MULTIPLE:
            codes = tuple(choice.code for choice in prompt.choices if choice in menu.ticked)
            objection = prompts.objection(prompt, menu.ticked) if codes else prompts.NEEDS_A_TICK
            return Refusal(objection) if objection else codes
        return menu.choice.code if menu.choice else reply_to(prompt, "")


def _look_at(menu: Menu) -> None:
    """Before a menu is first drawn, throw away what was typed before; leave one that fits no more."""
    if menu.app.render_counter == 1:
        forget_typed()
    if menu.too_small and not menu.app.is_done:
        menu.app.exit(result=None)
