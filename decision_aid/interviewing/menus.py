"""Asking with menus: arrow keys, on a terminal that can redraw a few lines.

Belongs here: what questionary draws, and what has to be different where the person at the keyboard may be
unwell, may lean on a key, or may use a screen reader. Does not: the words (`prompts`), and what stays on
the screen (`telling`).
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import Any, TextIO

import questionary
from prompt_toolkit import Application
from prompt_toolkit.application import run_in_terminal
from prompt_toolkit.filters import Always, Condition, Filter
from prompt_toolkit.input import Input, create_input
from prompt_toolkit.input.typeahead import clear_typeahead
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent, merge_key_bindings
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import Dimension
from prompt_toolkit.output import ColorDepth, Output, create_output
from prompt_toolkit.styles import Style
from prompt_toolkit.utils import is_dumb_terminal
from questionary.prompts import common

from decision_aid import prompts
from decision_aid.answers import Value
from decision_aid.interviewing.asking import Asker
from decision_aid.interviewing.telling import Telling, wrapped
from decision_aid.interviewing.terminals import forget_typed
from decision_aid.model import ItemType
from decision_aid.prompts import Command, Prompt
from decision_aid.questionnaire import objection_to_words

Menu = Application[Value | Command]

STYLE = Style([("highlighted", "bold"), ("question", "nobold"), ("selected", "noreverse")])
"""Bold alone: any colour is hard to read on some background."""

MARGIN = " " * len(" > ")
"""What stands in front of every line but the current one."""

QUESTION_LINES = 10
"""How many lines above a long list stay in sight, so that the question does."""

LONGEST_NUMBER = 3
ALWAYS = Always()


def menus(screen: TextIO, width: int) -> Asker | None:
    """A way to ask with menus on `screen`; None where the terminal cannot show them."""
    # A terminal that does not say where its cursor is would get a warning in the middle of a question.
    os.environ["PROMPT_TOOLKIT_NO_CPR"] = "1"
    if is_dumb_terminal():
        return None
    try:
        return Menus(screen, width, create_input(sys.stdin), create_output(screen))
    except Exception:  # NoConsoleScreenBufferError and its like: each exists on its own platform alone
        return None


class Menus(Telling):
    """Asks with menus, which are gone once there is an answer. What was told stays."""

    def __init__(self, screen: TextIO, width: int, source: Input, output: Output) -> None:
        super().__init__(screen, width)
        self.source = source
        self.drawing: dict[str, Any] = {
            "qmark": "",
            "style": STYLE,
            "input": source,
            "output": output,
            "color_depth": ColorDepth.DEPTH_1_BIT,
            "erase_when_done": True,
        }
        # The blank stands in for questionary's own words on its keys.
        self.list_drawing = {**self.drawing, "pointer": ">", "instruction": " "}

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
        menu = questionary.select(self._legend(prompt), titles, **self.list_drawing).application
        control = _control(menu)
        once = iter([prompts.NEEDS_A_CHOICE])  # a key that is held down is told once

        def settle(event: KeyPressEvent) -> None:
            if control.pointed_at:
                event.app.exit(result=prompt.choices[control.pointed_at - 1].code)
            elif prompt.earlier is not None:
                event.app.exit(result=prompt.earlier)
            else:
                for text in once:
                    self._tell_above(text)

        _add_keys(menu, prompt, settle)
        return menu

    def _several(self, prompt: Prompt) -> Menu:
        """Several choices; those of an earlier answer are ticked, for they are the person's own.

        The ticks are kept here: questionary has keys that tick everything, and no choice that stands alone.
        """
        titles = self._titles(prompt, MARGIN + " " * len("[ ] "))
        menu = questionary.checkbox(self._legend(prompt), titles, **self.list_drawing).application
        control = _control(menu)
        control.use_indicator = False  # circles, which braille displays and old terminals cannot tell apart
        earlier = prompt.earlier if isinstance(prompt.earlier, tuple) else ()
        ticked = {choice for choice in prompt.choices if choice.code in earlier}

        def draw() -> None:
            for line, title, choice in zip(control.choices, titles, prompt.choices, strict=True):
                line.title = f"[x] {title}" if choice in ticked else f"[ ] {title}"

        def settle(event: KeyPressEvent) -> None:
            chosen = [choice for choice in prompt.choices if choice in ticked]
            objection = prompts.objection(prompt, chosen)
            if objection:
                self._tell_above(objection)
            else:
                event.app.exit(result=tuple(choice.code for choice in chosen))

        @_add_keys(menu, prompt, settle).add(" ", eager=True)
        def toggle(event: KeyPressEvent) -> None:
            here = prompt.choices[control.pointed_at]
            if here not in ticked:
                ticked.difference_update([other for other in ticked if here.exclusive or other.exclusive])
            ticked.symmetric_difference_update([here])
            draw()

        draw()
        return menu

    def _number(self, prompt: Prompt) -> Menu:
        """A number. Keys for commands are commands while the field is empty; only digits get into it."""
        menu = questionary.text(f"{self._legend(prompt)}\n>", **self.drawing).application
        field = menu.current_buffer

        def settle(event: KeyPressEvent) -> None:
            if field.text and prompt.minimum <= int(field.text) <= prompt.maximum:
                event.app.exit(result=int(field.text))
            elif not field.text and prompt.earlier is not None:
                event.app.exit(result=prompt.earlier)
            else:
                self._tell_above(prompts.not_an_answer(prompt, field.text, prompts.how_to_choose(prompt)))
                field.reset()

        keys = _add_keys(menu, prompt, settle, Condition(lambda: not field.text))

        @keys.add(Keys.Any)
        @keys.add(Keys.BracketedPaste, eager=True)
        def insert(event: KeyPressEvent) -> None:
            typed = event.data.strip()
            if typed.isascii() and typed.isdecimal() and len(field.text + typed) <= LONGEST_NUMBER:
                field.insert_text(typed)

        return menu

    def _words(self, prompt: Prompt) -> Menu:
        """A line of words. Every key may begin one, so commands are typed out and end with Enter, too."""
        menu = questionary.text(f"{self._legend(prompt)}\n>", **self.drawing).application
        field = menu.current_buffer

        def settle(event: KeyPressEvent) -> None:
            typed = " ".join(field.text.split())  # what is pasted may have several lines
            command = prompts.command_in(prompt, typed)
            if command:
                event.app.exit(result=command)
            elif not typed and prompt.earlier is not None:
                event.app.exit(result=prompt.earlier)
            elif objection_to_words(typed):
                self._tell_above(prompts.not_an_answer(prompt, typed, prompts.how_to_choose(prompt)))
            else:
                event.app.exit(result=typed)

        _add_keys(menu, prompt._replace(commands=()), settle)
        return menu

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


def _control(menu: Menu) -> common.InquirerControl:
    """The list of a menu, with the terminal's own cursor on its current line: screen readers follow that."""
    for window in menu.layout.find_all_windows():
        if isinstance(window.content, common.InquirerControl):
            window.content.focusable = ALWAYS
            window.wrap_lines = ALWAYS
            window.height = lambda: Dimension(max=max(3, menu.output.get_size().rows - QUESTION_LINES))
            menu.layout.focus(window)
            return window.content
    raise LookupError("questionary drew a menu without a list")


def _add_keys(
    menu: Menu, prompt: Prompt, settle: Callable[[KeyPressEvent], None], commands_when: Filter = ALWAYS
) -> KeyBindings:
    """Put the keys that every menu has on top of its own; `settle` is Enter."""
    keys = KeyBindings()
    menu.key_bindings = merge_key_bindings([menu.key_bindings or KeyBindings(), keys])
    keys.add(Keys.Enter, eager=True)(settle)
    for command in prompt.commands:
        # In a field for a number, Left and Backspace are for the number.
        others = (Keys.Left, Keys.Backspace) if command is Command.BACK and commands_when is ALWAYS else ()
        for key in {command.key, command.key.upper(), *others}:
            keys.add(key, filter=commands_when, eager=True)(_exit_with(command))
    for key in (Keys.ControlC, Keys.ControlD, Keys.SIGINT):
        keys.add(key, eager=True)(lambda event: event.app.exit(exception=KeyboardInterrupt))
    keys.add(Keys.ControlZ, eager=True)(lambda event: event.app.suspend_to_background())
    # A pasted escape code is taken for a mouse, and crashes. On a slow line, arrow keys begin with an Esc.
    for key in (Keys.Vt100MouseEvent, Keys.Escape):
        keys.add(key, eager=True)(lambda event: None)
    return keys


def _exit_with(command: Command) -> Callable[[KeyPressEvent], None]:
    return lambda event: event.app.exit(result=command)
