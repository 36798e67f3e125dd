"""One menu: what is drawn of it, at the width and the height that the window has at that moment.

Belongs here: the layout, and all that relies on how questionary and prompt_toolkit are made inside; a test
says what that is. Does not: what keys do (`menu_keys`), and what a reply comes to (`replies`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from prompt_toolkit import Application
from prompt_toolkit.buffer import Buffer
from prompt_toolkit.filters import Always, to_filter
from prompt_toolkit.formatted_text import ANSI, StyleAndTextTuples, to_formatted_text
from prompt_toolkit.formatted_text.utils import fragment_list_to_text, split_lines
from prompt_toolkit.input import Input
from prompt_toolkit.layout import (
    BufferControl,
    Dimension,
    DynamicContainer,
    FormattedTextControl,
    HSplit,
    Layout,
    ScrollOffsets,
    VerticalAlign,
    Window,
)
from prompt_toolkit.layout.processors import BeforeInput
from prompt_toolkit.output import ColorDepth, Output
from prompt_toolkit.styles import Style
from questionary.prompts.common import InquirerControl

from decision_aid.interviewing.output import wrapped
from decision_aid.interviewing.replies import Reply, command_after_help, command_in, plain
from decision_aid.model.problems import shown
from decision_aid.model.report import Report
from decision_aid.model.rules import ItemType
from decision_aid.rendering import text as pages
from decision_aid.rendering.plain_signs import can_write, writable
from decision_aid.wording import prompts
from decision_aid.wording.prompt import Choice, Prompt

STYLE = Style([(name, "bold") for name in ("highlighted", "question", "note", "done")] + [("hint", "dim")])
"""No color: any is hard to read on some background."""

FEWEST_ROWS, FEWEST_COLUMNS = 8, 30
"""What a window must have for a menu: less, and the answer that is chosen may be out of sight."""

FEWEST_LINES = 3
"""Lines of a long list that are always in sight."""

MARGIN = "  "

LINK = re.compile(r"(\x1b\]8;.*?(?:\x1b\\|\x07))")
"""The escape code with which a link begins and ends."""

POINTER, PLAIN_POINTER = " ▸", " >"
"""What stands before the current line of a list, with a blank on either side."""

LONGEST_BAR, SHORTEST_BAR = 32, 5
"""Columns of the bar that shows how far the questions have come; with less room there is none."""

LONGEST_COUNT = "   99 of about 99"
"""What stands beside a bar, and the blanks around it."""

BAR, PLAIN_BAR = ("━", "╸", "─"), ("=", ">", "-")
"""What is done of a bar, where that ends, and what is left."""

Line = StyleAndTextTuples
"""The pieces of a line of text: how each is drawn, and its words."""

BLANK: Line = [("", "")]


class Parts(NamedTuple):
    """What is drawn: lines above the list, so many rows of it, and lines below."""

    above: list[Line]
    list_rows: int
    below: list[Line]


class Menu:
    """A menu for one prompt. `line` is what is typed so far, `ticked` what is chosen of several answers.

    It is gone once there is a reply; a card stays. `part` are lines of a page that it asks below.
    `broken_off`: the person ended the program, and the reply is what is heard before it ends.
    """

    def __init__(
        self, prompt: Prompt, help: Report, source: Input, output: Output, part: Sequence[Line] = ()
    ) -> None:
        self.prompt, self.help, self.output, self.part = prompt, help, output, part
        self.drawn_for = output.get_size()
        self.note = prompt.note
        self.broken_off = False
        self.helping = self.help_seen = False
        self.help_from = 0
        earlier = prompt.earlier if isinstance(prompt.earlier, tuple) else ()
        self.ticked = [choice for choice in prompt.choices if choice.code in earlier]
        self.line = Buffer()
        self.list = self._list() if prompt.choices else None
        self.app: Application[Reply | None] = Application(
            layout=self._layout(),
            style=STYLE,
            input=source,
            output=output,
            color_depth=ColorDepth.DEPTH_8_BIT if part else ColorDepth.DEPTH_1_BIT,
            erase_when_done=not (prompt.card or prompt.stays),
        )
        self.app.before_render += lambda _: self._draw_list()
        self.app.after_render += lambda _: self._seen()

    # --- what keys move --------------------------------------------------------------------------

    @property
    def place(self) -> int:
        """The number of the current line of the list, from 0."""
        return self.list.pointed_at if self.list else 0

    @property
    def choice(self) -> Choice | None:
        """The answer that the current line stands for; None on the line that chooses nothing."""
        number = self.place - self._lines_before
        return self.prompt.choices[number] if self.list and number >= 0 else None

    def move(self, by: int) -> None:
        """Go up or down; at either end, on from the other."""
        if self.list:
            self.list.pointed_at = (self.list.pointed_at + by) % len(self.list.choices)

    def go(self, place: int) -> None:
        """Go to a line of the list, or to the last one before it."""
        if self.list:
            self.list.pointed_at = max(0, min(place, len(self.list.choices) - 1))

    def go_to_answer(self, number: int) -> None:
        """Go to an answer by its number, from 1, if there is one."""
        if 1 <= number <= len(self.prompt.choices):
            self.go(number - 1 + self._lines_before)

    def page(self) -> int:
        """How many lines of the list are a screenful."""
        return max(1, self._parts().list_rows - 1)

    def tick(self) -> None:
        """Tick the current answer or untick it; one that stands alone unticks the others."""
        here = self.choice
        if here is None:
            return
        if here in self.ticked:
            self.ticked.remove(here)
        else:
            self.ticked = [t for t in self.ticked if not (here.exclusive or t.exclusive)] + [here]

    def ask_for_help(self) -> None:
        """Show help in place of the question."""
        if not self.helping:
            self.helping, self.help_seen, self.help_from = True, False, 0

    def scroll_help(self, by: int) -> None:
        """Move in a page of help that is longer than the window."""
        last = len(self._help_lines()) - self._room_for_help()
        self.help_from = max(0, min(self.help_from + by, last))

    def turn_help(self) -> None:
        """Go on in a page of help by a screenful, and after the last one back from it."""
        if self._more_help:
            self.scroll_help(self._room_for_help())
        else:
            self.leave_help()

    def leave_help(self) -> None:
        """Show the question again, with nothing typed."""
        self.helping = False
        self.line.reset()

    # --- how large it is -------------------------------------------------------------------------

    @property
    def too_small(self) -> bool:
        """Whether the window cannot show the question, the chosen answer and the keys together."""
        return too_small(self.output) or self._fitted() is None

    @property
    def outgrown(self) -> bool:
        """Whether a page was laid out for a window of another size."""
        return bool(self.part) and self.output.get_size() != self.drawn_for

    @property
    def _width(self) -> int:
        return _width(self.output)

    def _parts(self) -> Parts:
        return self._fitted() or Parts([], 1, self._keys())

    def _fitted(self) -> Parts | None:
        """What there is room for: all of it, or less above a list that goes on; None if that's too much."""
        if self.part and self.app.is_done:
            return Parts([*self.part], 0, [])
        below = [*self._lines("class:note", self.note), *self._keys()]
        rows = self.output.get_size().rows - len(below) - 1  # one for what is typed
        if self.part:
            too_many = max(len(self.part) - rows, 0)  # whom to call is at the end of a card, and stays
            return Parts([*self.part[too_many:]], 0, below)
        if self.prompt.card:
            return Parts([*self._card()[: rows - 1], BLANK], 0, below)
        heights = [title.count("\n") + 1 for title in self._titles()]
        for above in self._above():
            left = rows - len(above)
            if left >= sum(heights):
                return Parts(above, sum(heights), below)
            goes_on = self._lines("class:hint", prompts.LIST_GOES_ON)
            if left - len(goes_on) >= max((FEWEST_LINES, *heights)):
                return Parts(above, left - len(goes_on), [*goes_on, *below])
        return None

    # --- what is drawn ---------------------------------------------------------------------------

    @property
    def _lines_before(self) -> int:
        """How many lines of the list come before the answers: one to choose nothing, or to keep what was."""
        return 1 if self.prompt.type is ItemType.CHOICE and not self.prompt.on_enter else 0

    def _titles(self) -> list[str]:
        """The lines of the list, each hung under where it begins."""
        digits = len(str(len(self.prompt.choices)))
        titles = [prompts.CHOOSE if self.prompt.earlier is None else prompts.KEEP][: self._lines_before]
        for number, choice in enumerate(self.prompt.choices, start=1):
            tick = ("[x] " if choice in self.ticked else "[ ] ") * (self.prompt.type is ItemType.MULTIPLE)
            front = f"{tick}{number:>{digits}}  "
            margin = " " * (len(POINTER) + 2 + len(front))
            titles.append(front + wrapped(choice.label, self._width, margin).lstrip())
        return titles if self.prompt.choices else []

    def _list(self) -> InquirerControl:
        control = InquirerControl(
            [str(n) for n in range(len(self._titles()))], pointer=self._pointer(), use_indicator=False
        )
        control.focusable = Always()
        return control

    def _draw_list(self) -> None:
        for line, title in zip(self.list.choices if self.list else (), self._titles(), strict=True):
            line.title = title

    def _seen(self) -> None:
        self.help_seen = self.helping

    def _typed(self) -> StyleAndTextTuples:
        """What is typed so far, and the command it would be."""
        text = shown(" ".join(self.line.text.split(" ")))
        if not text or (self.part and self.app.is_done):
            return [("", "")]
        words = " ".join(plain(self.line.text).split())
        command = command_in(self.prompt, words) or command_after_help(self.prompt, words)
        fitting = text[-(self._width - 20) :]
        return [
            ("", f"{MARGIN}> {fitting}"),
            ("class:hint", f"   Enter: {self.prompt.words_for(command)}" if command else ""),
        ]

    def _above(self) -> Iterator[list[Line]]:
        """What may stand above the answers: all of it, then less and less."""
        heading, question = self._heading(), self._lines("class:question", self.prompt.text)
        hint = self._lines("class:hint", self.prompt.help)
        earlier = self._lines("", prompts.earlier_answer(self.prompt))
        urgent = self._lines("class:note", self.prompt.urgent)
        first = [BLANK, *urgent, *([BLANK] if urgent else [])]
        yield [*first, *heading, *([BLANK] if heading else []), *question, *hint, *earlier, BLANK]
        yield [BLANK, *urgent, *heading, *question, *hint, *earlier, BLANK]
        yield [*urgent, *question, *hint, *earlier, BLANK]
        yield [*urgent, *question, *earlier]
        yield [*urgent, *question]

    def _heading(self) -> list[Line]:
        """The section, and how far the questions have come: as a bar, and in numbers.

        The bar is as long beside every question, or nowhere. There is none beside what is left once there is
        enough: a full one would say that nothing is.
        """
        progress = self.prompt.progress
        if progress is None:
            return self._lines("", self.prompt.heading)
        count = f"  {prompts.count_in_short(progress)}"
        if progress.more:
            return self._lines("", f"{self.prompt.heading} · {prompts.count_in_short(progress)}")
        beside = max(len(self.prompt.heading), progress.longest) + len(LONGEST_COUNT)
        room = min(self._width - len(MARGIN) - beside, LONGEST_BAR)
        done, here, left = BAR if can_write("".join(BAR), self.output.encoding()) else PLAIN_BAR
        if room < SHORTEST_BAR:
            return self._lines("", f"{self.prompt.heading}{count}")
        filled = done * round(progress.share * room)
        tip = here * (len(filled) < room)
        rest = left * (room - len(filled) - len(tip))
        pieces = [("", f"{MARGIN}{self.prompt.heading} "), ("class:done", filled + tip), ("class:hint", rest)]
        return [[*pieces, ("", count)]]

    def _pointer(self) -> str:
        return POINTER if can_write(POINTER, self.output.encoding()) else PLAIN_POINTER

    def _card(self) -> list[Line]:
        from decision_aid.rendering.card import drawn

        card = self.prompt.card
        lines = drawn(card, self._width) if card else ()
        return [[("", writable(line, self.output.encoding()))] for line in lines]

    def _keys(self) -> list[Line]:
        return key_lines(self.prompt, self.output)

    def _lines(self, style: str, text: str | None) -> list[Line]:
        paragraphs = text.split("\n") if text else []
        laid_out = (wrapped(each, self._width, _margin(self.prompt)).split("\n") for each in paragraphs)
        return [[(style, line)] for lines in laid_out for line in lines]

    def _help_lines(self) -> list[str]:
        return pages.plain(self.help, self.output.get_size().columns).rstrip("\n").split("\n")

    def _room_for_help(self) -> int:
        return max(1, self.output.get_size().rows - 3)

    @property
    def _more_help(self) -> bool:
        return len(self._help_lines()) - self.help_from > self._room_for_help()

    def _help(self) -> StyleAndTextTuples:
        left = self._help_lines()[self.help_from :]
        lines: list[Line] = [[("", line)] for line in left[: self._room_for_help()]]
        keys = prompts.MORE_HELP if self._more_help else prompts.BACK_FROM_HELP
        return _drawn([*lines, BLANK, *lines_of_keys(keys, self.prompt, self.output)])

    def _layout(self) -> Layout:
        field = self.prompt.type in (ItemType.INTEGER, ItemType.TEXT)
        typed = Window(self._field() if field else FormattedTextControl(self._typed, focusable=True))
        typed.wrap_lines, typed.dont_extend_height = to_filter(field), Always()
        windows = [_window(lambda: self._parts().above), typed, _window(lambda: self._parts().below)]
        if self.list:
            rows = lambda: Dimension.exact(self._parts().list_rows)  # noqa: E731
            in_sight = ScrollOffsets(bottom=FEWEST_LINES - 1)
            windows.insert(1, Window(self.list, height=rows, wrap_lines=True, scroll_offsets=in_sight))
        asked = HSplit(windows, align=VerticalAlign.TOP)
        helped = HSplit([Window(FormattedTextControl(self._help, focusable=True))])
        return Layout(DynamicContainer(lambda: helped if self.helping else asked), focused_element=windows[1])

    def _field(self) -> BufferControl:
        return BufferControl(self.line, input_processors=[BeforeInput(f"{MARGIN}> ")])


def too_small(output: Output) -> bool:
    """Whether a window has no room for any menu."""
    size = output.get_size()
    return size.rows < FEWEST_ROWS or size.columns < FEWEST_COLUMNS


def key_lines(prompt: Prompt, output: Output) -> list[Line]:
    """The keys: on one line if that can be, and never with one torn from what it does."""
    keys = prompts.keys(prompt)
    if len(MARGIN + keys) > _width(output):
        keys = keys.replace(", then Enter", ", Enter")
    return lines_of_keys(keys, prompt, output)


def lines_of_keys(keys: str, prompt: Prompt, output: Output) -> list[Line]:
    """Keys as lines, in signs that the terminal can write."""
    if not can_write(keys, output.encoding()):
        keys = keys.replace("↑↓", "Up/Down").replace("·", "|")
    whole = keys.replace(" ", "\u00a0").replace("\u00a0·\u00a0", " · ").replace("\u00a0|\u00a0", " | ")
    margin = "" if prompt.pages and _width(output) < pages.NARROW else _margin(prompt)  # a line less
    lines = wrapped(whole, _width(output), margin).replace("\u00a0", " ").split("\n")
    return [[("class:hint", line)] for line in lines]


def in_pieces(text: str) -> list[Line]:
    """Lines of text with escape codes, as they are drawn; links take no room."""
    return [*split_lines(to_formatted_text(ANSI(LINK.sub("\001\\1\002", text.rstrip("\n")))))]


def text_of(line: Line) -> str:
    """The words of a line."""
    return fragment_list_to_text(line)


def _width(output: Output) -> int:
    return min(output.get_size().columns, pages.WIDTH) - 1


def _margin(prompt: Prompt) -> str:
    return "" if prompt.card else MARGIN


def _window(lines: Callable[[], Sequence[Line]]) -> Window:
    """Lines of text as they are, in as many rows."""
    return Window(FormattedTextControl(lambda: _drawn(lines())), height=lambda: Dimension.exact(len(lines())))


def _drawn(lines: Sequence[Line]) -> StyleAndTextTuples:
    return [piece for line in lines for piece in (("", "\n"), *line)][1:]
