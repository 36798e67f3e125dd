"""What keys do in a menu. None acts by a timer, and nothing ends, skips or goes back without Enter.

What is typed becomes a line of words, which Enter ends: the person at the keyboard may be unwell, may lean on
a key, may use a screen reader, or may write that they want to die.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from prompt_toolkit.application import run_in_terminal
from prompt_toolkit.filters import Condition
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.keys import Keys

from decision_aid.interviewing.menu import Menu
from decision_aid.interviewing.replies import Heard, Refusal, Reply, command_after_help, command_in, number_in
from decision_aid.interviewing.terminals import typed_with_it
from decision_aid.model.crisis import HELP_LINE
from decision_aid.model.rules import ItemType
from decision_aid.wording.prompt import Command

Settle = Callable[[Menu], Reply | Refusal]
"""What Enter comes to."""

BREAKING_OFF = (Keys.ControlC, Keys.ControlD, Keys.ControlBackslash, Keys.SIGINT)
LINE_BREAKS = (Keys.Enter, Keys.ControlJ)

MOST_TYPED = 10_000
"""Letters that are kept of a line."""


def keys_of(menu: Menu, settle: Settle) -> KeyBindings:
    """The keys of a menu. They take the place of questionary's, some of which are letters."""
    keys = KeyBindings()
    asked = Condition(lambda: not menu.helping)
    read = Condition(lambda: menu.helping and menu.help_seen)

    def tick(event: KeyPressEvent) -> None:
        menu.line.reset()
        menu.tick()

    for line_break in LINE_BREAKS:
        keys.add(line_break, eager=True)(partial(_enter, menu, settle))
    keys.add(Keys.Any)(partial(_type, menu))
    keys.add(" ", filter=Condition(lambda: _may_tick(menu)), eager=True)(tick)
    for key in (*LINE_BREAKS, " "):
        keys.add(key, filter=read, eager=True)(lambda event: menu.turn_help())
    # Escape is also what is left of an arrow key on a slow line.
    keys.add(Keys.Escape, eager=True)(lambda event: menu.leave_help())
    keys.add(Keys.BracketedPaste, eager=True)(lambda event: insert(menu, event.data))
    keys.add(Keys.F1, eager=True)(lambda event: menu.ask_for_help())
    if menu.prompt.type in (ItemType.CHOICE, ItemType.MULTIPLE):
        keys.add(Keys.Backspace, filter=asked)(lambda event: menu.line.delete_before_cursor())
    _moving(keys, menu, asked)
    _breaking_off(keys, menu, settle)
    keys.add(Keys.ControlZ, eager=True)(partial(_suspend, menu))
    return keys


def _enter(menu: Menu, settle: Settle, event: KeyPressEvent) -> None:
    menu.helping = False
    reply = _settled(menu, settle, _pasted_below(event))
    if isinstance(reply, Refusal):
        reply = command_after_help(menu.prompt, menu.line.text) or reply
    menu.note = reply.words if isinstance(reply, Refusal) else ""
    if reply is Command.HELP:
        menu.ask_for_help()
    elif not isinstance(reply, Refusal):
        event.app.exit(result=reply)
    elif menu.prompt.type is not ItemType.TEXT:
        menu.line.reset()


def _settled(menu: Menu, settle: Settle, below: str) -> Reply | Refusal:
    """What a line comes to. Lines `below` it are heard with it, and belong to what is said in own words."""
    typed = menu.line.text
    insert(menu, below)
    reply = settle(menu)
    if not below or isinstance(reply, Heard) or menu.prompt.type is ItemType.TEXT:
        return reply
    menu.line.reset()
    insert(menu, typed)
    return settle(menu)


def _pasted_below(event: KeyPressEvent) -> str:
    """The lines that came together with this one, where they hold words: a paste of a plain terminal."""
    waiting = event.app.key_processor.empty_queue()
    lines = "".join(press.data for press in waiting if len(press.key) == 1 or press.key in LINE_BREAKS)
    if not any(map(str.isalpha, lines)):
        event.app.key_processor.feed_multiple(waiting)
        return ""
    event.app.key_processor.feed_multiple([press for press in waiting if press.key in BREAKING_OFF])
    return f"\n{lines}{typed_with_it()}"


def _type(menu: Menu, event: KeyPressEvent) -> None:
    """Add to the line, obeying at once what harms nobody: help, and why a question is asked."""
    key, begins = event.data.casefold(), not menu.line.text
    if menu.help_seen:
        menu.helping = False
    if begins and key == Command.WHY.key and (why := command_in(menu.prompt, key)):
        event.app.exit(result=why)
        return
    if event.data.isprintable():
        insert(menu, event.data)
    if begins and key == Command.HELP.key:
        menu.ask_for_help()


def _moving(keys: KeyBindings, menu: Menu, asked: Condition) -> None:
    """The keys that move in a list, or in a page of help that is longer than the window."""

    def moves(key: Keys, in_list: Callable[[], None], in_help: int) -> None:
        @keys.add(key, eager=True, filter=asked & Condition(lambda: menu.list is not None))
        def move(event: KeyPressEvent) -> None:
            menu.line.reset()
            in_list()

        @keys.add(key, eager=True, filter=~asked)
        def scroll(event: KeyPressEvent) -> None:
            menu.scroll_help(in_help)

    far = len(menu.prompt.choices)
    moves(Keys.Up, lambda: menu.move(-1), -1)
    moves(Keys.Down, lambda: menu.move(1), 1)
    moves(Keys.PageUp, lambda: menu.go(menu.place - menu.page()), -10)
    moves(Keys.PageDown, lambda: menu.go(menu.place + menu.page()), 10)
    moves(Keys.Home, lambda: menu.go(0), -1000)
    moves(Keys.End, lambda: menu.go(far), 1000)


def _breaking_off(keys: KeyBindings, menu: Menu, settle: Settle) -> None:
    """The keys that end the program; words of danger that stand in the line by then are heard first."""

    def break_off(event: KeyPressEvent) -> None:
        reply = settle(menu) if menu.line.text.strip() else None
        if isinstance(reply, Heard) and not menu.broken_off:
            menu.broken_off = True
            event.app.exit(result=Heard(reply.kinds))
        else:
            event.app.exit(exception=KeyboardInterrupt)

    for key in BREAKING_OFF:
        keys.add(key, eager=True)(break_off)
    # A pasted escape code is taken for a mouse, and crashes.
    keys.add(Keys.Vt100MouseEvent, eager=True)(lambda event: None)


def _suspend(menu: Menu, event: KeyPressEvent) -> None:
    """Leave for the shell for a while. A card goes out of sight with it, and where to get help stays."""

    def say_where() -> None:
        menu.output.write_raw(f"{HELP_LINE}\n")
        menu.output.flush()

    if menu.prompt.card and not menu.prompt.unseen:
        run_in_terminal(say_where)
    event.app.suspend_to_background()


def insert(menu: Menu, text: str) -> None:
    """Add to what is typed. A number moves to the answer of that number, which Enter then chooses."""
    menu.line.insert_text(text[: MOST_TYPED - len(menu.line.text)])
    number = number_in(menu.line.text)
    if number is not None:
        menu.go_to_answer(number)


def _may_tick(menu: Menu) -> bool:
    """Whether a blank ticks an answer, and is no part of what is typed."""
    several = menu.prompt.type is ItemType.MULTIPLE
    return several and not menu.helping and (not menu.line.text or number_in(menu.line.text) is not None)
