"""Asking with menus: arrow keys, on a terminal that can redraw a few lines.

Belongs here: whether menus are possible, and what Enter comes to. Does not: the words (`prompts`), what keys
do (`menu_keys`), how a menu is drawn (`menu`), and what stays on the screen (`output`).
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from typing import TextIO

from prompt_toolkit.input import Input, create_input
from prompt_toolkit.input.typeahead import clear_typeahead, get_typeahead
from prompt_toolkit.output import Output as Screen
from prompt_toolkit.output import create_output
from prompt_toolkit.utils import is_dumb_terminal

from decision_aid.interviewing.asker import Asker
from decision_aid.interviewing.entering import end_later, let_through
from decision_aid.interviewing.line_prompts import LinePrompts
from decision_aid.interviewing.menu import MARGIN, Line, Menu, in_pieces, key_lines, too_small
from decision_aid.interviewing.menu_keys import insert, keys_of
from decision_aid.interviewing.output import Output, cut
from decision_aid.interviewing.replies import Hear, Refusal, Reply, hears_nothing, reply_to
from decision_aid.interviewing.terminals import forget_typed, typed_with_it
from decision_aid.model.report import Report
from decision_aid.model.rules import ItemType
from decision_aid.rendering.plain_signs import writable
from decision_aid.rendering.text import lay_out, plain, styled
from decision_aid.wording import prompts
from decision_aid.wording.prompt import Choice, Command, Prompt


def menus_if_possible(
    screen: TextIO,
    columns: Callable[[], int],
    hear: Hear = hears_nothing,
    rows: Callable[[], int] = lambda: 24,
    styled: bool = False,
) -> Asker | None:
    """A way to ask with menus on `screen`; None where the terminal cannot show them."""
    # A terminal that does not say where its cursor is would get a warning in the middle of a question.
    os.environ["PROMPT_TOOLKIT_NO_CPR"] = "1"
    if is_dumb_terminal():
        return None
    try:
        return MenuPrompts(
            screen, columns, create_input(sys.stdin), create_output(screen), hear, rows, styled
        )
    except Exception:  # NoConsoleScreenBufferError and its like: each exists on its own platform alone
        return None


class MenuPrompts(Output):
    """Asks with menus, which are gone once there is a reply; by lines where there is no room for them.

    `styled` says whether pages are drawn in bold and color.
    """

    margin = MARGIN

    def __init__(
        self,
        screen: TextIO,
        columns: Callable[[], int],
        source: Input,
        output: Screen,
        hear: Hear = hears_nothing,
        rows: Callable[[], int] = lambda: 24,
        styled: bool = False,
    ) -> None:
        super().__init__(screen, columns, hear, rows)
        self.source, self.output, self.styled = source, output, styled
        self.lines = LinePrompts(sys.stdin, screen, columns, hear, rows=rows)
        self._begun = False
        self._typed: str | None = None
        self._told_why = False
        self._ticked: tuple[Prompt, list[Choice]] | None = None

    def write(self, text: str) -> None:
        """Show text as it is laid out already."""
        self._begun = False
        super().write(text)

    def show_alone(self, page: Report) -> None:
        """Show a page on a screen of its own; it stays there."""
        self._begin_screen()
        self.write(self._drawn(page).rstrip("\n"))

    def ask(self, prompt: Prompt, help: Report) -> Reply:
        """Ask until the reply fits, below each part of its pages."""
        if prompt.card:
            self.clear()
        elif prompt.alone:
            self._begin_screen()
        self._typed = self._words_after_why() if self._told_why else None
        self._told_why = False
        reply = self._ask_until_it_fits(prompt, help)
        self._told_why = reply is Command.WHY
        return reply

    def _words_after_why(self) -> str | None:
        """Words that follow the key for why, as in *? why live*; None for what begins with no letter."""
        keys = "".join(press.data for press in get_typeahead(self.source)) + typed_with_it()
        words = " ".join(keys.split()).lstrip(f"{Command.WHY.key} ")
        return words if not words or words[0].isalpha() else None

    def _ask_until_it_fits(self, prompt: Prompt, help: Report) -> Reply:
        while not too_small(self.output):
            reply = self._ask_below_pages(prompt, help) if prompt.pages else self._ask(prompt, help)
            if reply is not None:
                return reply
            if not prompt.pages:
                break
        if self._typed is not None:
            self._typed += "".join(press.data for press in get_typeahead(self.source))
        return self.lines.ask_on(prompt, help, self._typed)

    def _ask_below_pages(self, prompt: Prompt, help: Report) -> Reply | None:
        turning = prompts.turning(prompt)
        *before, last = self._parts_that_fit(prompt)
        for part in before:
            self._begin_screen()
            reply = self._ask(turning, help, part)
            if reply is not Command.MORE:
                return reply
        self._begin_screen()
        return self._ask(prompt, help, last)

    def _parts_that_fit(self, prompt: Prompt) -> list[list[Line]]:
        """The pages of a prompt in parts that leave room for the keys below and a line that is typed."""
        rows = self.output.get_size().rows - 1
        columns = self.output.get_size().columns
        room = rows - len(key_lines(prompt, self.output))
        before_more = min(room, rows - len(key_lines(prompts.turning(prompt), self.output)))
        parts = []
        for number, page in enumerate(prompt.pages, start=1):
            lines, drawn = [*lay_out(page, columns)], in_pieces(self._drawn(page))
            fits = number == len(prompt.pages) and len(lines) <= room
            parts += [drawn[part] for part in cut(lines, room if fits else before_more)]
        return parts

    def _drawn(self, page: Report) -> str:
        width = self.output.get_size().columns
        text = styled(page, width) if self.styled else plain(page, width)
        return writable(text, self.output.encoding())

    def _begin_screen(self) -> None:
        """Begin at the top of an empty screen. What stood there is still there to scroll back to.

        A screen that was begun like this is wiped, or there would be many of them to scroll back through.
        """
        if not self._begun:
            self.out.write("\n" * self.rows())
        self.out.write("\x1b[H\x1b[J")
        self.out.flush()
        self._begun = True

    def _ask(self, prompt: Prompt, help: Report, part: Sequence[Line] = ()) -> Reply | None:
        """Ask in one menu. None where the window does not fit it, or does not any more.

        What is typed by then goes on in the next one, or in a line.
        """
        menu = Menu(prompt, help, self.source, self.output, part)
        if self._ticked and self._ticked[0] == prompt:  # asked again after it was told why
            menu.ticked = self._ticked[1]
        menu.app.key_bindings = keys_of(menu, self._settle)
        afresh = self._typed is None
        menu.app.before_render += lambda _: _look_at(menu, afresh=afresh)
        if afresh:
            clear_typeahead(self.source)
        insert(menu, self._typed or "")
        try:
            if menu.too_small:
                return None
            with let_through():
                reply = menu.app.run()
            if menu.broken_off:
                end_later(KeyboardInterrupt())
            self._typed = " ".join(menu.line.text.splitlines()) if reply is None else None
            if prompt.choices:
                self._ticked = (prompt, menu.ticked) if reply is Command.WHY else None
            return reply
        except EOFError:
            raise KeyboardInterrupt from None

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


def _look_at(menu: Menu, *, afresh: bool) -> None:
    """Leave a menu that no longer fits. What was typed before one is asked `afresh` is thrown away."""
    if afresh and menu.app.render_counter == 1:
        forget_typed()
    if (menu.too_small or menu.outgrown) and not menu.app.is_done:
        menu.app.exit(result=None)
