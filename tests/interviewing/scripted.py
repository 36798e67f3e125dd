"""Somebody who answers from a script, for dialogues without any terminal."""

from __future__ import annotations

from collections.abc import Iterable

from decision_aid.interviewing.replies import Hear, Refusal, Reply, hears_nothing, reply_to
from decision_aid.model.report import Report
from decision_aid.rendering.text import plain
from decision_aid.wording import prompts
from decision_aid.wording.prompt import Command, Prompt

TYPED = "typed: "
"""What stands before a reply that is typed, and read as both ways of asking read it."""


class Silent:
    """An asker to whom nothing that is only told or shown matters."""

    def tell(self, text: str) -> None: ...

    def show(self, page: Report) -> None: ...

    def show_alone(self, page: Report) -> None: ...

    def clear(self) -> None: ...


class Scripted:
    """An asker whose replies were written before; `seen` is all that it was shown, in order.

    Whoever `goes_on` answers all questions: where the result is offered earlier, it is passed by.
    """

    def __init__(
        self, replies: Iterable[Reply], hear: Hear = hears_nothing, *, goes_on: bool = False
    ) -> None:
        self.replies = list(replies)
        self.goes_on = goes_on
        self.hear = hear
        self.seen: list[str | Prompt] = []
        self.cleared = False

    def tell(self, text: str) -> None:
        self.seen.append(text)

    def show(self, page: Report) -> None:
        self.seen.append(plain(page))

    def show_alone(self, page: Report) -> None:
        self.show(page)

    def clear(self) -> None:
        self.cleared = True

    def ask(self, prompt: Prompt, help: Report) -> Reply:
        while True:
            codes = [choice.code for choice in prompt.choices]
            if self.goes_on and codes == [prompts.RESULT, prompts.ANSWER]:
                return prompts.ANSWER
            self.seen.append(prompt)
            if not self.replies:
                raise KeyboardInterrupt
            reply = self.replies.pop(0)
            if isinstance(reply, str) and reply.startswith(TYPED):
                read = reply_to(prompt, reply.removeprefix(TYPED), self.hear)
                if isinstance(read, Refusal):
                    self.tell(read.words)
                    continue
                reply = read
            if reply is not Command.HELP:
                return reply
            self.show(help)

    @property
    def told(self) -> list[str]:
        return [text for text in self.seen if isinstance(text, str)]

    @property
    def asked(self) -> list[Prompt]:
        return [prompt for prompt in self.seen if isinstance(prompt, Prompt)]
