"""Asking line by line: nothing is ever redrawn, so it works with a screen reader and on any terminal."""

from __future__ import annotations

from collections.abc import Callable
from typing import TextIO

from decision_aid.engine.questionnaire import objection_to_words
from decision_aid.interviewing.output import Output, never, wrapped
from decision_aid.model.answers import Value
from decision_aid.model.rules import ItemType
from decision_aid.wording import prompts
from decision_aid.wording.prompts import Command, Prompt


class LinePrompts(Output):
    """Asks with numbered options. `forget_typed` throws away keys that were typed ahead."""

    def __init__(
        self,
        source: TextIO,
        out: TextIO,
        width: int,
        forget_typed: Callable[[], None] = lambda: None,
        tells_of_danger: Callable[[str], bool] = never,
    ) -> None:
        super().__init__(out, width, tells_of_danger)
        self.source = source
        self.forget_typed = forget_typed

    def ask(self, prompt: Prompt) -> Value | Command:
        """Ask until the reply fits."""
        self.tell_question(prompt)
        for number, choice in enumerate(prompt.choices, start=1):
            self.out.write(wrapped(choice.label, self.width, f"  {number}. ") + "\n")
        self.tell_earlier(prompt)
        self.tell(prompts.how_to_answer(prompt))
        while True:
            reply = self._understand(prompt, self._read())
            if reply is not None:
                return reply

    def _read(self) -> str:
        self.forget_typed()
        self.out.write("> ")
        self.out.flush()
        line = self.source.readline()
        if not line.endswith("\n"):
            raise KeyboardInterrupt
        return line.strip()

    def _understand(self, prompt: Prompt, typed: str) -> Value | Command | None:
        """The reply that was typed; None, after saying what is wrong, when it is none."""
        if not typed and prompt.earlier is not None:
            return prompt.earlier
        command = prompts.command_in(prompt, typed)
        if command:
            return command
        if prompt.type is ItemType.TEXT and typed and not objection_to_words(typed):
            return typed
        numbers = _numbers(typed)
        if prompt.type is ItemType.INTEGER and numbers and len(numbers) == 1:
            if prompt.minimum <= numbers[0] <= prompt.maximum:
                return numbers[0]
        elif prompt.choices and numbers and all(1 <= number <= len(prompt.choices) for number in numbers):
            if prompt.type is ItemType.MULTIPLE:
                return self._several(prompt, numbers)
            if len(numbers) == 1:
                return prompt.choices[numbers[0] - 1].code
        if self.tells_of_danger(typed):
            return Command.DANGER
        self.tell(prompts.not_an_answer(prompt, typed, prompts.how_to_answer(prompt)))
        return None

    def _several(self, prompt: Prompt, numbers: list[int]) -> Value | None:
        chosen = [prompt.choices[number - 1] for number in sorted(set(numbers))]
        objection = prompts.objection(prompt, chosen)
        if objection:
            self.tell(objection)
            return None
        return tuple(choice.code for choice in chosen)


def _numbers(typed: str) -> list[int] | None:
    """The whole numbers in `1 3` or `1,3`; None when there is anything else."""
    words = typed.replace(",", " ").split()
    if words and all(word.isascii() and word.isdecimal() and len(word) < 4 for word in words):
        return [int(word) for word in words]
    return None
