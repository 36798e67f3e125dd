"""What every way of asking tells in the same way: plain wrapped lines that are never redrawn."""

from __future__ import annotations

from collections.abc import Callable
from textwrap import fill
from typing import TextIO

from decision_aid.model.problems import shown
from decision_aid.wording.prompts import Prompt


def never(typed: str) -> bool:
    """Hears no danger in anything."""
    return False


class Output:
    """Tells on `out`, in lines of at most `width` columns; all of it stays in the terminal's scrollback.

    `tells_of_danger` hears in what is typed for an answer, and is none, that somebody needs help.
    """

    def __init__(self, out: TextIO, width: int, tells_of_danger: Callable[[str], bool] = never) -> None:
        self.out = out
        self.width = width
        self.tells_of_danger = tells_of_danger

    def tell(self, text: str) -> None:
        """Show text, each of its lines wrapped."""
        self.show("\n".join(wrapped(line, self.width) for line in text.rstrip("\n").split("\n")))

    def show(self, page: str) -> None:
        """Show a page as it was laid out; its tables may be wider than what is told."""
        self.out.write(page.rstrip("\n") + "\n")
        self.out.flush()

    def tell_question(self, prompt: Prompt) -> None:
        """Show what is asked, without the ways to answer."""
        self.tell("")
        self.tell(prompt.heading)
        self.tell(prompt.text)
        if prompt.help:
            self.tell(prompt.help)

    def tell_earlier(self, prompt: Prompt) -> None:
        """Show the earlier answer in words, if there is one."""
        if prompt.earlier is None:
            return
        if not prompt.choices:
            self.tell(f"Your earlier answer: {prompt.earlier}.")
        elif not isinstance(prompt.earlier, int):
            codes = (prompt.earlier,) if isinstance(prompt.earlier, str) else prompt.earlier
            labels = "; ".join(choice.label for choice in prompt.choices if choice.code in codes)
            self.tell(f"Your earlier answer: {labels}.")


def wrapped(text: str, width: int, indent: str = "") -> str:
    """`text` in lines of at most `width` columns, hung under `indent` or its own leading blanks."""
    leading = indent or text[: len(text) - len(text.lstrip())]
    return fill(
        shown(text.strip()),
        width,
        initial_indent=leading,
        subsequent_indent=" " * len(leading),
        break_on_hyphens=False,
    )
