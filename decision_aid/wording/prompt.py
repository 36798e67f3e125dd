"""What is put to somebody on the screen: a prompt, what can be chosen, and the keys that do something else.

Belongs here: what a prompt is. Does not: the words of the prompts of an interview (`prompts`), and drawing
them (`interviewing`).
"""

from __future__ import annotations

from enum import Enum
from typing import Final, NamedTuple

from decision_aid.model.answers import Value
from decision_aid.model.crisis import LIFELINE
from decision_aid.model.report import Card, Report
from decision_aid.model.rules import ItemType


class Command(Enum):
    """What a person may type instead of an answer: its key, and what it does. The same on every screen."""

    SKIP = ("s", "skip")
    BACK = ("b", "back")
    WHY = ("?", "why")
    ENOUGH = ("e", "enough")
    REASONS = ("w", "why")
    STEPS = ("t", "step by step")
    CHANGES = ("c", "what would change this")
    OPTIONS = ("o", "options")
    PAPER = ("p", "paper to take along")
    SAVE = ("s", "save")
    NOTE = ("n", "note for the chart")
    MORE = ("", "more")
    MISTAKE = ("m", "I picked that by mistake")
    ASSESSED = ("a", "assessed now")
    HELP = ("h", "help")
    LEAVE = ("q", "leave")

    @property
    def key(self) -> str:
        return self.value[0]

    @property
    def words(self) -> str:
        return self.value[1]


SHORT: Final = {
    Command.STEPS: "steps",
    Command.CHANGES: "what if",
    Command.PAPER: "paper",
    Command.NOTE: "note",
}
"""Short names of commands, for the one line of keys below a result."""

SAID: Final = {
    "988": Command.HELP,
    "911": Command.HELP,
    "help now": Command.HELP,
    "why we ask": Command.WHY,
    "?": Command.REASONS,
    "mistake": Command.MISTAKE,
    "assessed": Command.ASSESSED,
    "quit": Command.LEAVE,
    "exit": Command.LEAVE,
}
"""Other words for a command. The numbers are a call for help wherever they're typed."""


class Choice(NamedTuple):
    """One line to choose. One that is `exclusive` cannot be chosen together with others."""

    code: str
    label: str
    exclusive: bool = False


class Progress(NamedTuple):
    """How far the questions have come: question `place` of about `total`, and how much of a bar is filled.

    Once there is enough for a result, it's how many `more` could sharpen it instead. `longest` is how long
    the longest heading of any question is: the bar is as long as there is room for beside that one.
    """

    place: int
    total: int
    share: float
    more: int = 0
    longest: int = 0


class Prompt(NamedTuple):
    """Something to ask. `earlier` is the person's earlier answer, which Enter keeps; there is no default.
    Where it `is_unquoted`, danger was heard in it, and it is not shown.

    `label` is what the answer stands under once it is given. `unhurried` is a question that nobody answers
    before it could be read. A `card` is drawn in place of the words, alone on the screen; where `unseen` is
    set, leaving it leaves nothing to see. `crisis_line` is what to do in a crisis, in the person's country.
    Where `digits` is set, a number can be typed as so many from 0 to 3 that add up to it.

    `pages` are shown before it, in parts that fit the window. What is `alone` stands on a screen of its own,
    and what `stays` is left there after the reply. Enter by itself comes to `on_enter`: a command, or the
    code of the first choice. `renamed` are other words for commands here. `note` is what was wrong with the
    reply before. `urgent` is whom to call, above a question that must be answered before anything else.
    """

    heading: str
    text: str
    type: ItemType
    choices: tuple[Choice, ...] = ()
    help: str | None = None
    minimum: int = 0
    maximum: int = 0
    max_choices: int | None = None
    earlier: Value | None = None
    commands: tuple[Command, ...] = (Command.HELP, Command.LEAVE)
    label: str = ""
    unhurried: bool = False
    card: Card | None = None
    unseen: bool = False
    crisis_line: str = f"call or text {LIFELINE}"
    progress: Progress | None = None
    digits: int = 0
    pages: tuple[Report, ...] = ()
    alone: bool = False
    stays: bool = False
    on_enter: Command | str | None = None
    renamed: tuple[tuple[Command, str], ...] = ()
    earlier_is_unquoted: bool = False
    note: str = ""
    urgent: str = ""

    def words_for(self, command: Command) -> str:
        """What a command does here, in words."""
        return dict(self.renamed).get(command, command.words)

    def short_words_for(self, command: Command) -> str:
        """The same in a word or two."""
        return SHORT.get(command, self.words_for(command))
