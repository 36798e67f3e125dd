"""What every way of asking tells in the same way: plain wrapped lines that are never redrawn."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from textwrap import fill
from typing import TextIO

from decision_aid.interviewing import terminals
from decision_aid.interviewing.replies import Hear, hears_nothing
from decision_aid.model.problems import shown
from decision_aid.model.report import Report
from decision_aid.rendering.text import WIDTH, Line
from decision_aid.wording import prompts
from decision_aid.wording.prompt import Prompt

NARROWEST = 10
"""Columns below which nothing is broken into lines any more."""


FEWEST = 5
"""Lines of a part of a page, however small the window is."""


class Output:
    """Tells on `out`, in lines as wide as `columns` says at that moment; all of it stays on the screen.

    `rows` are those of the window. `hear` hears in what is typed that somebody may be in danger. `margin`
    comes before each line told.
    """

    margin = ""

    def __init__(
        self,
        out: TextIO,
        columns: Callable[[], int],
        hear: Hear = hears_nothing,
        rows: Callable[[], int] = lambda: 24,
    ) -> None:
        self.out = out
        self.columns = columns
        self.rows = rows
        self.hear = hear

    @property
    def width(self) -> int:
        """Columns of what is told: long lines tire the eye."""
        return min(self.columns(), WIDTH)

    def tell(self, text: str) -> None:
        """Show text, each of its lines wrapped."""
        lines = text.rstrip("\n").split("\n")
        self.write("\n".join(wrapped(f"{self.margin}{line}", self.width) for line in lines))

    def show(self, page: Report) -> None:
        """Show a page; its tables may be wider than what is told."""
        from decision_aid.rendering.text import plain

        self.write("\n" + plain(page, self.columns()).rstrip("\n"))

    def clear(self) -> None:
        """Leave nothing on the screen."""
        terminals.clear(self.out)

    def write(self, text: str) -> None:
        """Show text as it is laid out already."""
        self.out.write(text + "\n")
        self.out.flush()


def question_in_lines(prompt: Prompt) -> list[str]:
    """What is asked, without the ways to answer: a text for each paragraph."""
    heading, earlier = prompts.heading_in_a_line(prompt), prompts.earlier_answer(prompt)
    asked = (prompt.urgent, prompt.note, heading, prompt.text, prompt.help, earlier)
    return [text for text in asked if text]


def cut(lines: Sequence[Line], most: int) -> Iterator[slice]:
    """Where to cut lines into parts of at most so many: at an empty line, unless that's far from the end.

    Else it is between two things that are said, and never below a heading.
    """
    start, most = 0, max(most, FEWEST)
    while len(lines) - start > most:
        near = range(start + most, start + most // 2, -1)
        empty = (n for n in near if not lines[n].text)
        between = (n for n in near if not (lines[n].goes_on or lines[n - 1].leads_on))
        end = next(chain(empty, between), start + most)
        yield slice(start, end)
        start = end if lines[end].text else end + 1
    yield slice(start, len(lines))


def wrapped(text: str, width: int, indent: str = "") -> str:
    """`text` in lines of at most `width` columns, hung under `indent` or its own leading blanks."""
    leading = indent or text[: len(text) - len(text.lstrip())]
    return fill(
        shown(text.strip()),
        max(width, NARROWEST),
        initial_indent=leading,
        subsequent_indent=" " * len(leading),
        break_on_hyphens=False,
    )
