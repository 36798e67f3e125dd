"""Asking with menus: arrow keys, on a terminal that can redraw a few lines.

Belongs here: a menu for each kind of question, and what Enter comes to. Does not: the words (`prompts`),
what other keys do (`menu_keys`), how a menu is drawn (`questionary_menus`), and what stays on the screen
(`output`).
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import TextIO

from prompt_toolkit.application import run_in_terminal
from prompt_toolkit.filters import Condition
from prompt_toolkit.input import Input, create_input
from prompt_toolkit.input.typeahead import clear_typeahead
from prompt_toolkit.key_binding import KeyPressEvent
from prompt_toolkit.output import Output as Screen
from prompt_toolkit.output import create_output
from prompt_toolkit.utils import is_dumb_terminal

from decision_aid.engine.questionnaire import objection_to_words
from decision_aid.interviewing.asker import Asker
from decision_aid.interviewing.menu_keys import (
    is_number,
    keys_of_every_menu,
    keys_of_list,
    keys_without_words,
)
from decision_aid.interviewing.output import Output, never, wrapped
from decision_aid.interviewing.questionary_menus import Drawing, Menu, line_of, put_on_top
from decision_aid.interviewing.terminals import forget_typed
from decision_aid.model.answers import Value
from decision_aid.model.rules import ItemType
from decision_aid.wording import prompts
from decision_aid.wording.prompts import Command, Prompt

MARGIN = " " * len(" > ")
"""What stands in front of every line but the current one."""


def menus_if_possible(
    screen: TextIO, width: int, tells_of_danger: Callable[[str], bool] = never
) -> Asker | None:
    """A way to ask with menus on `screen`; None where the terminal cannot show them."""
    # A terminal that does not say where its cursor is would get a warning in the middle of a question.
    os.environ["PROMPT_TOOLKIT_NO_CPR"] = "1"
    if is_dumb_terminal():
        return None
    try:
        return MenuPrompts(screen, width, create_input(sys.stdin), create_output(screen), tells_of_danger)
    except Exception:  # NoConsoleScreenBufferError and its like: each exists on its own platform alone
        return None


class MenuPrompts(Output):
    """Asks with menus, which are gone once there is an answer. What was told stays.

    Words can be typed at any menu, and their letters are no commands: somebody may write that they want to
    die, and must not have skipped a question by it.
    """

    def __init__(
        self,
        screen: TextIO,
        width: int,
        source: Input,
        output: Screen,
        tells_of_danger: Callable[[str], bool] = never,
    ) -> None:
        super().__init__(screen, width, tells_of_danger)
        self.source = source
        self.drawing = Drawing(source, output)

    def ask(self, prompt: Prompt) -> Value | Command:
        """Ask until the reply fits."""
        self.tell_question(prompt)
        self.tell_earlier(prompt)
        ways = {
            ItemType.CHOICE: self._one,
            ItemType.MULTIPLE: self._several,
            ItemType.INTEGER: self._number,
            ItemType.TEXT: self._words,
        }
        menu = ways[prompt.type](prompt)
        menu.before_render += _forget_typed
        clear_typeahead(self.source)
        try:
            return menu.run()
        except EOFError:
            raise KeyboardInterrupt from None

    def _one(self, prompt: Prompt) -> Menu:
        """One choice. The first entry is no choice, so that nothing is chosen for anybody."""
        titles = [prompts.CHOOSE if prompt.earlier is None else prompts.KEEP, *self._titles(prompt, MARGIN)]
        menu, lines = self.drawing.one_of(self._legend(prompt), titles)
        once = iter([prompts.NEEDS_A_CHOICE])  # a key that is held down is told once

        def settle(typed: str) -> Value | Command | None:
            if typed:
                return self._refuse(prompt, typed)
            if lines.place:
                return prompt.choices[lines.place - 1].code
            for text in once if prompt.earlier is None else ():
                self._tell_above(text)
            return prompt.earlier

        menu.key_bindings = keys_of_list(menu, prompt, settle, lines)
        return menu

    def _several(self, prompt: Prompt) -> Menu:
        """Several choices; those of an earlier answer are ticked, for they are the person's own.

        The ticks are kept here: questionary knows no choice that stands alone.
        """
        titles = self._titles(prompt, MARGIN + " " * len("[ ] "))
        menu, lines = self.drawing.some_of(self._legend(prompt), titles)
        earlier = prompt.earlier if isinstance(prompt.earlier, tuple) else ()
        ticked = {choice for choice in prompt.choices if choice.code in earlier}

        def draw() -> None:
            ticks = ("[x]" if choice in ticked else "[ ]" for choice in prompt.choices)
            lines.draw([f"{tick} {title}" for tick, title in zip(ticks, titles, strict=True)])

        def settle(typed: str) -> Value | Command | None:
            if typed:
                return self._refuse(prompt, typed)
            chosen = [choice for choice in prompt.choices if choice in ticked]
            objection = prompts.objection(prompt, chosen)
            if not objection:
                return tuple(choice.code for choice in chosen)
            self._tell_above(objection)
            return None

        keys, line = keys_of_list(menu, prompt, settle, lines), line_of(menu)
        menu.key_bindings = keys

        @keys.add(" ", filter=Condition(lambda: not line.text))
        def toggle(event: KeyPressEvent) -> None:
            here = prompt.choices[lines.place]
            if here not in ticked:
                ticked.difference_update([other for other in ticked if here.exclusive or other.exclusive])
            ticked.symmetric_difference_update([here])
            draw()

        draw()
        return menu

    def _number(self, prompt: Prompt) -> Menu:
        """A number, in the field where words go, too."""
        menu = self.drawing.words(self._legend(prompt))

        def settle(typed: str) -> Value | Command | None:
            if not typed and prompt.earlier is not None:
                return prompt.earlier
            if is_number(typed) and prompt.minimum <= int(typed) <= prompt.maximum:
                return int(typed)
            return self._refuse(prompt, typed)

        put_on_top(menu, keys_without_words(menu, prompt, settle))
        return menu

    def _words(self, prompt: Prompt) -> Menu:
        """A line of words for an answer. Commands are typed out here, and end with Enter."""
        menu = self.drawing.words(self._legend(prompt))

        def settle(typed: str) -> Value | Command | None:
            if not typed and prompt.earlier is not None:
                return prompt.earlier
            return self._refuse(prompt, typed) if objection_to_words(typed) else typed

        put_on_top(menu, keys_of_every_menu(menu, prompt, settle))
        return menu

    def _refuse(self, prompt: Prompt, typed: str) -> Command | None:
        """What comes of words that are no answer: that danger was heard; or nothing, once this is said."""
        if self.tells_of_danger(typed):
            return Command.DANGER
        self._tell_above(prompts.not_an_answer(prompt, typed, prompts.how_to_choose(prompt)))
        return None

    def _legend(self, prompt: Prompt) -> str:
        return wrapped(prompts.how_to_choose(prompt), self.width - 1, " ").strip()

    def _titles(self, prompt: Prompt, indent: str) -> list[str]:
        """The labels, each hung under where it begins; questionary would cut off what is too long."""
        return [wrapped(choice.label, self.width - 1, indent).strip() for choice in prompt.choices]

    def _tell_above(self, text: str) -> None:
        """Say what is wrong where it stays and is read, and draw the menu again below it."""
        run_in_terminal(lambda: self.tell(text))


def _forget_typed(menu: Menu) -> None:
    """Before a menu is first drawn, throw away keys that were meant for something else."""
    if menu.render_counter == 1:
        forget_typed()
