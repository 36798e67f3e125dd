"""What keys do in a menu: commands, words, moving about. They take the place of questionary's own keys.

The person at the keyboard may be unwell, may lean on a key, or may use a screen reader.
"""

from __future__ import annotations

from collections.abc import Callable

from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.keys import Keys

from decision_aid.interviewing.questionary_menus import Menu, MenuList, line_of
from decision_aid.model.answers import Value
from decision_aid.model.rules import ItemType
from decision_aid.wording import prompts
from decision_aid.wording.prompts import Command, Prompt

Settle = Callable[[str], Value | Command | None]
"""What Enter comes to, given what was typed: a reply; or nothing, after saying why not."""

LONGEST_NUMBER = 3

PAUSE = 0.6
"""Seconds until a letter alone is a command: long enough for most to come to the next letter of a word."""


def is_number(typed: str) -> bool:
    """Whether it is a whole number in plain digits."""
    return typed.isascii() and typed.isdecimal()


def keys_of_every_menu(menu: Menu, prompt: Prompt, settle: Settle) -> KeyBindings:
    """The keys of every menu."""
    keys, line = KeyBindings(), line_of(menu)

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


def keys_without_words(menu: Menu, prompt: Prompt, settle: Settle) -> KeyBindings:
    """The keys of a menu that asks for no words: all that is typed becomes a line, which Enter ends.

    A letter that nothing follows is the command it stands for, so that one key is enough.
    """
    keys, line = keys_of_every_menu(menu, prompt, settle), line_of(menu)
    pressed = 0

    def count(_: object) -> None:
        nonlocal pressed
        pressed += 1

    def type_in(text: str) -> None:
        after = (line.text + text).strip()
        if after and not (is_number(after) and len(after) > LONGEST_NUMBER):
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


def keys_of_list(menu: Menu, prompt: Prompt, settle: Settle, lines: MenuList) -> KeyBindings:
    """The keys of a list. They stand in for questionary's, some of which are letters."""
    keys, line = keys_without_words(menu, prompt, settle), line_of(menu)

    @keys.add(Keys.Up)
    def up(event: KeyPressEvent) -> None:
        line.reset()
        lines.up()

    @keys.add(Keys.Down)
    def down(event: KeyPressEvent) -> None:
        line.reset()
        lines.down()

    @keys.add(Keys.Left)
    @keys.add(Keys.Backspace)
    def back(event: KeyPressEvent) -> None:
        if line.text:
            line.delete_before_cursor()
        # Once words are taken back, a key that is held down leads no further.
        elif Command.BACK in prompt.commands and not event.is_repeat:
            event.app.exit(result=Command.BACK)

    return keys
