"""An asker that sees to help, danger and leave, so that every question everywhere does."""

from __future__ import annotations

from decision_aid.interviewing.asker import Asker
from decision_aid.model.answers import Value
from decision_aid.model.rules import Rules
from decision_aid.wording.help import with_numbers
from decision_aid.wording.prompts import Command, Prompt


class Left(Exception):
    """The person chose to leave. Only the dialogue and whoever started it know of this."""


class SafeAsker:
    """Shows the crisis card whenever it is wanted, and lets go of whoever wants to leave (`Left`).

    Words of danger are met with their message, in the words for `setting`, and with the card.
    """

    setting = ""

    def __init__(self, asker: Asker, crisis_card: str, rule_set: Rules | None) -> None:
        self._asker, self._crisis_card, self._rule_set = asker, crisis_card, rule_set
        self.tell, self.show = asker.tell, asker.show

    def ask(self, prompt: Prompt) -> Value | Command:
        """Ask until there is an answer, or a command that is for the one who asks."""
        while (reply := self.ask_and_hear(prompt)) is Command.DANGER:
            pass
        return reply

    def ask_and_hear(self, prompt: Prompt) -> Value | Command:
        """Ask likewise. Words of danger are met; what comes after them is for the one who asks."""
        while (reply := self._asker.ask(prompt)) is Command.HELP:
            self.show(self._crisis_card)
        if reply is Command.LEAVE:
            raise Left
        if reply is Command.DANGER:
            self.meet_danger()
        return reply

    def meet_danger(self) -> None:
        """Say what is to be said to words of danger, and who can be reached."""
        note = self._rule_set.words_of_danger.note if self._rule_set else None
        if note and self._rule_set:
            self.tell(with_numbers(self._rule_set, note.message.to(self.setting)))
        self.show(self._crisis_card)
