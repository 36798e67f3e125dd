"""An asker that sees to help and leave, so that every question everywhere offers both."""

from __future__ import annotations

from decision_aid.answers import Value
from decision_aid.interviewing.asking import Asker
from decision_aid.prompts import Command, Prompt


class Left(Exception):
    """The person chose to leave. Only the dialogue and whoever started it know of this."""


class Attended:
    """Shows the crisis card whenever it is wanted, and lets go of whoever wants to leave (`Left`)."""

    def __init__(self, asker: Asker, crisis_card: str) -> None:
        self._asker, self._crisis_card = asker, crisis_card
        self.tell, self.show = asker.tell, asker.show

    def show_help(self) -> None:
        """Show the crisis card, whether or not anybody asked for it."""
        self.show(self._crisis_card)

    def ask(self, prompt: Prompt) -> Value | Command:
        """Ask until there is an answer, or a command that is for the one who asks."""
        while (reply := self._asker.ask(prompt)) is Command.HELP:
            self.show_help()
        if reply is Command.LEAVE:
            raise Left
        return reply
