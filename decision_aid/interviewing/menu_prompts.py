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
from prompt_toolkit.buffer import Buffer
from prompt_toolkit.enums import DEFAULT_BUFFER
from prompt_toolkit.filters import Always, Condition
from prompt_toolkit.input import Input, create_input
from prompt_toolkit.input.typeahead import clear_typeahead
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent, merge_key_bindings
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import Dimension
from prompt_toolkit.output import ColorDepth, Output, create_output
from prompt_toolkit.styles import Style
from prompt_toolkit.utils import is_dumb_terminal
from questionary.prompts import common

from decision_aid.engine.questionnaire import objection_to_words
from decision_aid.interviewing.asker import Asker
from decision_aid.interviewing.output import Telling, never, wrapped
from decision_aid.interviewing.terminals import forget_typed
from decision_aid.model.answers import Value
from decision_aid.model.rules import ItemType
from decision_aid.wording import prompts
from decision_aid.wording.prompts import Command, Prompt

Menu = Application[Value | Command]
Settle = Callable[[str], Value | Command | None]
"""What Enter comes to, given what was typed: a reply; or nothing, after telling why not."""

STYLE = Style([("highlighted", "bold"), ("question", "nobold"), ("selected", "noreverse")])
"""Bold alone: any color is hard to read on some background."""

MARGIN = " " * len(" > ")
"""What stands in front of every line but the current one."""

QUESTION_LINES = 10
"""How many lines above a long list stay in sight, so that the question does."""

LONGEST_NUMBER = 3

PAUSE = 0.6
"""Seconds until a letter alone is a command: long enough for most to come to the next letter of a word."""

ALWAYS = Always()


def menus(screen: TextIO, width: int, tells_of_danger: Callable[[str], bool] = never) -> Asker | None:
    """A way to ask with menus on `screen`; None where the terminal cannot show them."""
    # A terminal that does not say where its cursor is would get a warning in the middle of a question.
    os.environ["PROMPT_TOOLKIT_NO_CPR"] = "1"
    if is_dumb_terminal():
        return None
    try:
        return Menus(screen, width, create_input(sys.stdin), create_output(screen), tells_of_danger)
    except Exception:  # NoConsoleScreenBufferError and its like: each exists on its own platform alone
        return None


class Menus(Telling):
    """Asks with menus, which are gone once there is an answer. What was told stays.

    Words can be typed at any menu, and their letters are no commands: somebody may write that they want to
    die, and must not have skipped a question by it.
    """

    def __init__(
        self,
        screen: TextIO,
        width: int,
        source: Input,
        output: Output,
        tells_of_danger: Callable[[str], bool] = never,
    ) -> None:
        super().__init__(screen, width, tells_of_danger)
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

        def settle(typed: str) -> Value | Command | None:
            if typed:
                return self._refuse(prompt, typed)
            if control.pointed_at:
                return prompt.choices[control.pointed_at - 1].code
            for text in once if prompt.earlier is None else ():
                self._tell_above(text)
            return prompt.earlier

        menu.key_bindings = _keys_of_list(menu, prompt, settle, control)
        return menu

    def _several(self, prompt: Prompt) -> Menu:
        """Several choices; those of an earlier answer are ticked, for they are the person's own.

        The ticks are kept here: questionary knows no choice that stands alone.
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

        def settle(typed: str) -> Value | Command | None:
            if typed:
                return self._refuse(prompt, typed)
            chosen = [choice for choice in prompt.choices if choice in ticked]
            objection = prompts.objection(prompt, chosen)
            if not objection:
                return tuple(choice.code for choice in chosen)
            self._tell_above(objection)
            return None

        keys, line = _keys_of_list(menu, prompt, settle, control), _line(menu)
        menu.key_bindings = keys

        @keys.add(" ", filter=Condition(lambda: not line.text))
        def toggle(event: KeyPressEvent) -> None:
            here = prompt.choices[control.pointed_at]
            if here not in ticked:
                ticked.difference_update([other for other in ticked if here.exclusive or other.exclusive])
            ticked.symmetric_difference_update([here])
            draw()

        draw()
        return menu

    def _number(self, prompt: Prompt) -> Menu:
        """A number, in the field where words go, too."""
        menu = questionary.text(f"{self._legend(prompt)}\n>", **self.drawing).application

        def settle(typed: str) -> Value | Command | None:
            if not typed and prompt.earlier is not None:
                return prompt.earlier
            if _is_number(typed) and prompt.minimum <= int(typed) <= prompt.maximum:
                return int(typed)
            return self._refuse(prompt, typed)

        _add(_keys_beside_words(menu, prompt, settle), menu)
        return menu

    def _words(self, prompt: Prompt) -> Menu:
        """A line of words for an answer. Commands are typed out here, and end with Enter."""
        menu = questionary.text(f"{self._legend(prompt)}\n>", **self.drawing).application

        def settle(typed: str) -> Value | Command | None:
            if not typed and prompt.earlier is not None:
                return prompt.earlier
            return self._refuse(prompt, typed) if objection_to_words(typed) else typed

        _add(_keys(menu, prompt, settle), menu)
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


def _line(menu: Menu) -> Buffer:
    """Where what is typed goes: the field, or behind the words above a list."""
    line = menu.layout.get_buffer_by_name(DEFAULT_BUFFER)
    assert line  # questionary draws what it asks as a prompt with a field
    return line


def _add(keys: KeyBindings, menu: Menu) -> None:
    """Put keys on top of a menu's own."""
    menu.key_bindings = merge_key_bindings([menu.key_bindings or KeyBindings(), keys])


def _is_number(typed: str) -> bool:
    return typed.isascii() and typed.isdecimal()


def _keys(menu: Menu, prompt: Prompt, settle: Settle) -> KeyBindings:
    """The keys of every menu."""
    keys, line = KeyBindings(), _line(menu)

    @keys.add(Keys.Enter, eager=True)
    def enter(event: KeyPressEvent) -> None:
        typed = " ".join(line.text.split())  # what is pasted may have several lines
        reply = prompts.command_in(prompt, typed) or settle(typed)
        if reply is not None:
            event.app.exit(result=reply)
        elif prompt.type is not ItemType.TEXT:
            line.reset()

    for key in (Keys.ControlC, Keys.ControlD, Keys.SIGINT):
        keys.add(key, eager=True)(lambda event: event.app.exit(exception=KeyboardInterrupt))
    keys.add(Keys.ControlZ, eager=True)(lambda event: event.app.suspend_to_background())
    # A pasted escape code is taken for a mouse, and crashes. On a slow line, arrow keys begin with an Esc.
    for key in (Keys.Vt100MouseEvent, Keys.Escape):
        keys.add(key, eager=True)(lambda event: None)
    return keys


def _keys_beside_words(menu: Menu, prompt: Prompt, settle: Settle) -> KeyBindings:
    """The keys of a menu that asks for no words: all that is typed becomes a line, which Enter ends.

    A letter that nothing follows is the command it stands for, so that one key is enough.
    """
    keys, line = _keys(menu, prompt, settle), _line(menu)
    pressed = 0

    def count(_: object) -> None:
        nonlocal pressed
        pressed += 1

    def type_in(text: str) -> None:
        after = (line.text + text).strip()
        if after and not (_is_number(after) and len(after) > LONGEST_NUMBER):
            line.insert_text(text if line.text else text.lstrip())

    def obey(command: Command, then: int) -> None:
        if pressed == then and not menu.is_done:
            menu.exit(result=command)

    @keys.add(Keys.Any)
    def key(event: KeyPressEvent) -> None:
        begins = not line.text
        if event.data.isprintable():
            type_in(event.data)
        command = prompts.command_in(prompt, line.text) if begins else None
        if command and menu.loop:
            menu.loop.call_later(PAUSE, obey, command, pressed)

    keys.add(Keys.BracketedPaste, eager=True)(lambda event: type_in(" ".join(event.data.split())))
    keys.add(Keys.Escape, eager=True)(lambda event: line.reset())
    menu.key_processor.before_key_press += count
    return keys


def _keys_of_list(menu: Menu, prompt: Prompt, settle: Settle, control: common.InquirerControl) -> KeyBindings:
    """The keys of a list. They stand in for questionary's, some of which are letters."""
    keys, line = _keys_beside_words(menu, prompt, settle), _line(menu)

    @keys.add(Keys.Up)
    def up(event: KeyPressEvent) -> None:
        line.reset()
        control.select_previous()

    @keys.add(Keys.Down)
    def down(event: KeyPressEvent) -> None:
        line.reset()
        control.select_next()

    @keys.add(Keys.Left)
    @keys.add(Keys.Backspace)
    def back(event: KeyPressEvent) -> None:
        if line.text:
            line.delete_before_cursor()
        # Once words are taken back, a key that is held down leads no further.
        elif Command.BACK in prompt.commands and not event.is_repeat:
            event.app.exit(result=Command.BACK)

    return keys
