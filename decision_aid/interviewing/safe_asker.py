"""An asker that sees to danger and leaving, so that every question everywhere does."""

from __future__ import annotations

from collections.abc import Callable

from decision_aid.interviewing.asker import Asker
from decision_aid.interviewing.replies import Heard, Reply
from decision_aid.model.answers import Value
from decision_aid.model.report import Report
from decision_aid.model.rules import Rules
from decision_aid.wording.help import crisis_card, crisis_line, help_for_words
from decision_aid.wording.prompt import Command, Prompt


class Left(Exception):
    """The person chose to leave. Only the dialogue and whoever started it know of this."""


class SafeAsker:
    """Meets words of danger with help, in the words for `setting`, and lets go of whoever leaves (`Left`).

    `then` is what follows once help was shown, such as a question that is asked afresh.
    """

    setting = ""

    def __init__(
        self, asker: Asker, rule_set: Rules, then: Callable[[Heard], None] = lambda heard: None
    ) -> None:
        self._asker, self._rule_set, self._then = asker, rule_set, then
        self._help, self._crisis_line = crisis_card(rule_set), crisis_line(rule_set)
        self.tell, self.show, self.clear = asker.tell, asker.show, asker.clear
        self.show_alone = asker.show_alone

    def ask(self, prompt: Prompt) -> Value | Command:
        """Ask until there is an answer, or a command that is for the one who asks."""
        while isinstance(reply := self.ask_and_hear(prompt), Heard):
            pass
        return reply

    def ask_and_hear(self, prompt: Prompt, help: Report | None = None) -> Reply:
        """Ask once, with another page of help if that is given. Words of danger are met."""
        reply = self._asker.ask(prompt._replace(crisis_line=self._crisis_line), help or self._help)
        if reply is Command.LEAVE:
            raise Left
        if isinstance(reply, Heard):
            try:
                self.show(help_for_words(self._rule_set, reply.kinds, self.setting))
            finally:  # the window may be gone, and what was heard is not
                self._then(reply)
        return reply
