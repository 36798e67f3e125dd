"""What every way of asking can do."""

from __future__ import annotations

from typing import Protocol

from decision_aid.model.answers import Value
from decision_aid.wording.prompts import Command, Prompt


class Asker(Protocol):
    """A way to ask. The dialogue knows no more of the terminal than this.

    All methods raise `KeyboardInterrupt` when the person breaks off (Ctrl-C, or the end of input).
    """

    def tell(self, text: str) -> None:
        """Show text that wants no answer, in lines that fit; it stays on the screen."""

    def show(self, page: str) -> None:
        """Show a page that is laid out already, line by line as it is; it stays on the screen."""

    def ask(self, prompt: Prompt) -> Value | Command:
        """Ask until there is an answer that fits the prompt, a command that it allows, or words of danger."""
