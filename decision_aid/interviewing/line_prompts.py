"""Asking line by line: nothing is ever redrawn, so it works with a screen reader and on any terminal."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic
from typing import TextIO

from decision_aid.interviewing import terminals
from decision_aid.interviewing.entering import entered
from decision_aid.interviewing.output import Output, cut, question_in_lines, wrapped
from decision_aid.interviewing.replies import Hear, Heard, Refusal, Reply, hears_nothing, reply_to
from decision_aid.model.problems import shown
from decision_aid.model.report import Report, without_pictures
from decision_aid.wording import prompts
from decision_aid.wording.prompt import Command, Prompt

SHORTEST_READING = 0.3
"""Seconds before which nobody has read a question: a reply by then is a held key, or for another one."""


class LinePrompts(Output):
    """Asks with numbered options, and reads lines. `now` is a clock, in seconds."""

    def __init__(
        self,
        source: TextIO,
        out: TextIO,
        columns: Callable[[], int],
        hear: Hear = hears_nothing,
        now: Callable[[], float] = monotonic,
        rows: Callable[[], int] = lambda: 24,
    ) -> None:
        super().__init__(out, columns, hear, rows)
        self.source = source
        self.now = now
        self._begun: str | None = None

    def show(self, page: Report) -> None:
        """Show a page in sentences."""
        super().show(without_pictures(page))

    def show_alone(self, page: Report) -> None:
        """Show a page; nothing on the screen is ever taken away."""
        self.show(page)

    def ask(self, prompt: Prompt, help: Report) -> Reply:
        """Ask until the reply fits, below each part of its pages."""
        return self.ask_on(prompt, help, None)

    def ask_on(self, prompt: Prompt, help: Report, begun: str | None) -> Reply:
        """Ask, where a reply was `begun` in a menu, so that no word of it is lost; None where none was."""
        self._begun = begun
        *before, last = self._parts_that_fit(prompt)
        for part in before:
            reply = self._ask_below(part, prompts.turning(prompt), help)
            if reply is not Command.MORE:
                return reply
        return self._ask_below(last, prompt, help)

    def _parts_that_fit(self, prompt: Prompt) -> list[str]:
        """The pages of a prompt in parts that fit the window; a card is short, and ends with whom to call."""
        if not prompt.pages:
            return [""]
        from decision_aid.rendering.text import lay_out

        keys = wrapped(prompts.how_to_answer(prompts.turning(prompt)), self.width).count("\n") + 1
        pages = [[*lay_out(without_pictures(page), self.columns())] for page in prompt.pages]
        most = max(map(len, pages)) if prompt.stays else self.rows() - keys - 3
        parts = (page[part] for page in pages for part in cut(page, most))
        return ["\n".join(line.text for line in part) for part in parts]

    def _ask_below(self, part: str, prompt: Prompt, help: Report) -> Reply:
        while (reply := self._ask_once(part, prompt)) is Command.HELP:
            self.show(help)
        return reply

    def _ask_once(self, part: str, prompt: Prompt) -> Reply:
        if part:
            self.write(f"\n{part}")
        self._tell_prompt(prompt)
        shown = self.now()
        while True:
            reply = reply_to(prompt, self._read(), self.hear)
            too_soon = prompt.unhurried and self.now() - shown < SHORTEST_READING
            if too_soon and not isinstance(reply, Heard) and reply is not Command.HELP:
                self.tell(prompts.TOO_SOON)
                shown = self.now()
            elif isinstance(reply, Refusal):
                how = prompts.how_to_answer(prompt)
                if not how.startswith(reply.words.rstrip(".")):
                    self.tell(reply.words)
                self.tell(how)
            else:
                return reply

    def _tell_prompt(self, prompt: Prompt) -> None:
        self.tell("")
        if prompt.card:
            from decision_aid.rendering.card import told

            self.write("\n".join(told(prompt.card, self.width)))
        for text in question_in_lines(prompt):
            self.tell(text)
        for number, choice in enumerate(prompt.choices, start=1):
            self.write(wrapped(choice.label, self.width, f"  {number}. "))
        self.tell(prompts.how_to_answer(prompt))

    def _read(self) -> str:
        """One reply: a line, with whatever is pasted together with it."""
        begun, self._begun = self._begun, None
        if begun is None:
            terminals.forget_typed()
            begun = ""
        else:
            begun += terminals.typed_with_it()
        if "\n" in begun or "\r" in begun:  # entered while one gave way to the other
            self._begin_line(begun)
            self.out.write("\n")
            return begun
        with terminals.echo():  # before it is shown where to type
            self._begin_line(begun)
            line = entered(self.source, self._begin_line, lambda typed: self.hear(begun + typed))
            if not line.endswith("\n"):
                raise KeyboardInterrupt
            return begun + line + terminals.typed_with_it()

    def _begin_line(self, typed: str = "") -> None:
        """Show where to type, and what is typed there already."""
        self.out.write(f"> {shown(' '.join(typed.split()))}{' ' * typed[-1:].isspace()}")
        self.out.flush()
