"""Somebody who answers from a script, for dialogues without any terminal."""

from __future__ import annotations

from collections.abc import Iterable

from decision_aid.model.answers import Value
from decision_aid.wording.prompts import Command, Prompt


class Scripted:
    """An asker whose replies were written before; `seen` is all that it was shown, in order."""

    def __init__(self, replies: Iterable[Value | Command]) -> None:
        self.replies = list(replies)
        self.seen: list[str | Prompt] = []

    def tell(self, text: str) -> None:
        self.seen.append(text)

    def show(self, page: str) -> None:
        self.seen.append(page)

    def ask(self, prompt: Prompt) -> Value | Command:
        self.seen.append(prompt)
        if not self.replies:
            raise KeyboardInterrupt
        return self.replies.pop(0)

    @property
    def told(self) -> list[str]:
        return [text for text in self.seen if isinstance(text, str)]

    @property
    def asked(self) -> list[Prompt]:
        return [prompt for prompt in self.seen if isinstance(prompt, Prompt)]
