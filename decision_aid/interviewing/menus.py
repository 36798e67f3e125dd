"""Asking with menus: arrow keys, on a terminal that can redraw a few lines.

Belongs here: what questionary draws, and what has to be different when the person at the keyboard may be unwell,
may use a screen reader, or may lean on a key: nothing is chosen for them, the cursor is where the choice is, and
every way to break off works. Does not: the words (`prompts`), and what stays on the screen (`telling`).
"""

from __future__ import annotations

import os
import sys
from typing import Any, TextIO

import questionary
from prompt_toolkit import Application
from prompt_toolkit.application import run_in_terminal
from prompt_toolkit.filters import Condition, to_filter
from prompt_toolkit.input import Input, create_input
from prompt_toolkit.input.typeahead import clear_typeahead
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent, merge_key_bindings
from prompt_toolkit.keys import Keys
from prompt_toolkit.output import ColorDepth, Output, create_output
from prompt_toolkit.styles import Style
from questionary.prompts import common

from decision_aid import prompts
from decision_aid.answers import Value
from decision_aid.interviewing.asking import Asker
from decision_aid.interviewing.telling import Telling, wrapped
from decision_aid.interviewing.terminals import forget_typed
from decision_aid.model import ItemType
from decision_aid.prompts import Command, Prompt

POINTER = " > "
TICKED, UNTICKED = "[x]", "[ ]"
LONGEST_NUMBER = 3

STYLE = Style([("highlighted", "bold"), ("question", "nobold"), ("selected", "noreverse")])
"""Bold alone: any colour is hard to read on some background."""

# questionary's filled and empty circles are one and the same in a braille display, and on old terminals.
common.INDICATOR_SELECTED, common.INDICATOR_UNSELECTED = TICKED, UNTICKED


def menus(screen: TextIO, width: int) -> Asker | None:
    """A way to ask with menus on `screen`; None where the terminal cannot show them."""
    # Otherwise a terminal that cannot say where its cursor is gets a warning in the middle of a question.
    os.environ["PROMPT_TOOLKIT_NO_CPR"] = "1"
    try:
        return Menus(screen, width, create_input(sys.stdin), create_output(screen))
    except Exception:  # NoConsoleScreenBufferError and its like: each is known on its own platform alone
        return None


class Menus(Telling):
    """Asks with menus, which are gone once there is an answer; what was asked stays."""

    def __init__(self, screen: TextIO, width: int, input: Input, output: Output) -> None:
        super().__init__(screen, width)
        self.drawing: dict[str, Any] = {
            "qmark": "",
            "style": STYLE,
            "input": input,
            "output": output,
            "color_depth": ColorDepth.DEPTH_1_BIT,
            "erase_when_done": True,
        }
        self.input = input

    def ask(self, prompt: Prompt) -> Value | Command:
        """Ask until the reply fits."""
        self.tell_question(prompt)
        self.tell_earlier(prompt)
        ways = {ItemType.CHOICE: self._single, ItemType.MULTIPLE: self._several, ItemType.INTEGER: self._number}
        application = ways[prompt.type](prompt)
        application.before_render += _forget_typed
        clear_typeahead(self.input)
        try:
            return application.run()
        except EOFError:
            raise KeyboardInterrupt from None

    def _single(self, prompt: Prompt) -> Application[Value | Command]:
        """One answer. The first entry is none, so that Enter by itself never answers for anybody."""
        none = prompts.CHOOSE if prompt.earlier is None else prompts.KEEP
        titles = [none, *(self._label(choice, POINTER) for choice in prompt.choices)]
        application = questionary.select(
            self._legend(prompt), titles, pointer=POINTER.strip(), **self.drawing
        ).application
        control = _control(application)
        keys = _keys(prompt)

        @keys.add(Keys.Enter, eager=True)
        def settle(event: KeyPressEvent) -> None:
            if control.pointed_at:
                event.app.exit(result=prompt.choices[control.pointed_at - 1].code)
            elif prompt.earlier is not None:
                event.app.exit(result=prompt.earlier)

        return _with_keys(application, keys)
