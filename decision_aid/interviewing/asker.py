"""What every way of asking can do."""

from __future__ import annotations

from typing import Protocol

from decision_aid.interviewing.replies import Reply
from decision_aid.model.report import Report
from decision_aid.wording.prompt import Prompt


class Asker(Protocol):
    """A way to ask. The dialogue knows no more of the terminal than this.

    All methods raise `KeyboardInterrupt` when the person breaks off (Ctrl-C, or the end of input).
    """

    def tell(self, text: str) -> None:
        """Show text that wants no answer, in lines that fit; it stays on the screen."""

    def show(self, page: Report) -> None:
        """Show a page; it stays on the screen."""

    def show_alone(self, page: Report) -> None:
        """Show a page alone on the screen, where that can be done; it stays there."""

    def ask(self, prompt: Prompt, help: Report) -> Reply:
        """Ask until there is an answer that fits, a command for the one who asks, or words of danger.

        It is asked below the pages of the prompt, which are shown in parts that fit the window. Whoever wants
        help is shown the page of that name, and asked again.
        """

    def clear(self) -> None:
        """Leave nothing on the screen."""
