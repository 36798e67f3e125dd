"""A person at a terminal, so that a test reads like a story.

`Terminal` runs a program in a pseudo-terminal and knows what is on its screen. A `Person` sits in front
of it and answers by what the labels say: with numbers (`WithLines`) or with arrow keys (`WithMenus`).
No step waits for a time: each waits until what it needs is on the screen.
"""

from __future__ import annotations

import json
import os
import re
import signal
import sys
import termios
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from signal import SIGKILL
from time import monotonic
from typing import Any

import pexpect
import pyte

from decision_aid.interviewing.line_prompts import SHORTEST_READING
from decision_aid.model.answers import Value
from decision_aid.model.rules import Purpose
from tests import PROGRAM
from tests.strategies import shipped_rule_set
from tests.terminal.stories import sheet

PATIENCE = 120.0
"""Seconds until a wait is given up: long, since it is only ever used up by a test that fails."""

UNHURRIED = {item.section for item in shipped_rule_set().items if item.purpose is Purpose.SAFETY}
"""Sections whose questions nobody may answer before they could be read."""

UP, DOWN, LEFT = "\x1b[A", "\x1b[B", "\x1b[D"
HOME, END, PAGE_UP, PAGE_DOWN, F1 = "\x1b[H", "\x1b[F", "\x1b[5~", "\x1b[6~", "\x1bOP"
ENTER, ESCAPE, BACKSPACE = "\r", "\x1b", "\x7f"
CTRL_C, CTRL_D, CTRL_Z, CTRL_BACKSLASH = "\x03", "\x04", "\x1a", "\x1c"

STARTED_LATER = """
import json, os
from decision_aid.__main__ import main
from decision_aid.interviewing import dialogue

given = {key: tuple(v) if isinstance(v, list) else v for key, v in json.loads(os.environ["GIVEN"]).items()}
first = dialogue.Flow
dialogue.Flow = lambda rules: first(rules, given)
main()
"""
"""The program, with answers given before its first question."""

KEYS_BELOW_A_PAGE = ("h more help", "w why", "q done", "Enter ")
"""How the line of keys begins where there is no list of answers."""

_ESCAPE_CODE = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|[@-Z\\-_=>])")


def hear_signals() -> None:
    """As on a terminal of one's own: tests that run in the background would hand on that they hear none."""
    for number in (signal.SIGINT, signal.SIGHUP, signal.SIGTERM, signal.SIGQUIT):
        signal.signal(number, signal.SIG_DFL)


class Screen(pyte.Screen):
    """A screen that keeps the lines that have left it at the top; pyte's own is slow at that."""

    def __init__(self, columns: int, rows: int) -> None:
        self.above: list[Mapping[int, Any]] = []
        super().__init__(columns, rows)

    def index(self) -> None:
        """Move down a line, which at the bottom moves the first one out."""
        top, bottom = self.margins or (0, self.lines - 1)
        if self.cursor.y == bottom:
            self.above.append(self.buffer[top])
        super().index()

    def reset(self) -> None:
        """Forget everything."""
        self.above.clear()
        super().reset()

    def erase_in_display(self, how: int = 0, *args: Any, **kwargs: Any) -> None:
        """Erase a part of the screen, or what has left it."""
        if how == 3:
            self.above.clear()
        super().erase_in_display(how, *args, **kwargs)


class Terminal:
    """A program in a pseudo-terminal."""

    def __init__(
        self,
        command: Sequence[str],
        columns: int = 80,
        rows: int = 24,
        env: Mapping[str, str] | None = None,
    ) -> None:
        clean = {"PATH": os.environ["PATH"], "HOME": "/", "LANG": "C.UTF-8", "TERM": "xterm-256color"}
        self.child = pexpect.spawn(
            command[0],
            list(command[1:]),
            env={**clean, **(env or {})},
            dimensions=(rows, columns),
            preexec_fn=hear_signals,
        )
        self.child.delaybeforesend = None
        self.screen = Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        self.received = b""
        self.received_at = monotonic()
        self.ended = False

    def press(self, *keys: str) -> None:
        """Press keys, all at once; those that break off only when the program waits, as a person would.

        Python does not notice a signal that comes in the very moment between its last look and the read.
        """
        if {CTRL_C, CTRL_BACKSLASH}.intersection(keys):
            self.wait_until(lambda: self.ended or self.sleeps(), "the program waits")
        self.child.send("".join(keys))

    def wait_until(self, wanted: Callable[[], bool], what: str) -> None:
        """Read what the program writes until `wanted` is so."""
        end = monotonic() + PATIENCE
        while not wanted():
            assert not self.ended, f"the program has ended, and not: {what}\n{self.picture()}"
            assert monotonic() < end, f"waited in vain for: {what}\n{self.picture()}"
            self._read()

    def sleeps(self) -> bool:
        """Whether the program waits for something; where the system does not tell, it is taken to."""
        state = Path(f"/proc/{self.child.pid}/stat")
        return not state.exists() or state.read_text(encoding="utf-8").rpartition(")")[2].split()[0] == "S"

    def takes_keys(self) -> bool:
        """Whether the program reads key by key just now; what is typed earlier may be thrown away."""
        return not termios.tcgetattr(self.child.child_fd)[3] & termios.ICANON

    def exit_code(self) -> int:
        """Wait for the end. The exit code, or minus the number of the signal that killed the program."""
        end = monotonic() + PATIENCE
        while not self.ended:
            assert monotonic() < end, f"waited in vain for the end\n{self.picture()}"
            self._read()
        self.child.wait()
        return int(self.child.exitstatus if self.child.signalstatus is None else -self.child.signalstatus)

    def type_slowly(self, text: str, seconds: float) -> None:
        """Press one key after the other, with a pause after each."""
        for key in text:
            self.press(key)
            end = monotonic() + seconds
            while monotonic() < end and not self.ended:
                self._read()

    def resize(self, columns: int | None = None, rows: int | None = None) -> None:
        """Make the window another size."""
        self.screen.resize(lines=rows, columns=columns)
        self.child.setwinsize(self.screen.lines, self.screen.columns)

    def hang_up(self) -> None:
        """Close the window, as somebody does who has had enough."""
        self.child.ptyproc.fileobj.close()
        self.ended = True

    def close(self) -> None:
        """Leave nothing running: kill the program unless it has ended, and wait as long as that takes.

        pexpect would ask it to end first, and fail after a fixed time.
        """
        program = self.child.ptyproc
        if not program.terminated:
            os.kill(program.pid, SIGKILL)  # which nothing can ignore, so the wait has an end
            program.wait()
        program.delayafterclose = 0
        self.child.close()

    @property
    def lines(self) -> list[str]:
        """The lines on the screen."""
        return [self._text(self.screen.buffer[row]) for row in range(self.screen.lines)]

    @property
    def line(self) -> str:
        """The line that the cursor is on."""
        return self._text(self.screen.buffer[self.screen.cursor.y])

    @property
    def told(self) -> str:
        """All that was ever written, menus too, without escape codes."""
        return words(self.received)

    def scrollback(self) -> str:
        """All that a person can scroll back to, as running words."""
        above = map(self._text, self.screen.above)
        return " ".join(" ".join((*above, *self.lines)).split())

    def picture(self) -> str:
        """The screen, for a person who reads why a test failed."""
        cursor = self.screen.cursor
        return "\n".join((f"cursor: row {cursor.y}, column {cursor.x}, hidden {cursor.hidden}", *self.lines))

    @property
    def seen(self) -> str:
        """What is on the screen, as running words."""
        return _running("\n".join(self.lines))

    def is_as_before(self) -> bool:
        """Whether the terminal is as a shell left it: it echoes, edits lines, and shows its cursor."""
        flags = termios.tcgetattr(self.child.child_fd)[3]
        return bool(flags & termios.ECHO and flags & termios.ICANON) and not self.screen.cursor.hidden

    def _text(self, row: Mapping[int, Any]) -> str:
        return "".join([row[column].data for column in range(self.screen.columns)]).rstrip() if row else ""

    def _read(self) -> None:
        try:
            piece = self.child.read_nonblocking(65536, timeout=0.05)
        except pexpect.TIMEOUT:
            return
        except pexpect.EOF:
            self.ended = True
            return
        self.received += piece
        self.received_at = monotonic()
        self._stream.feed(piece)


class Person(ABC):
    """Somebody who is asked. What is `heard` is what was told since they last did something."""

    options: tuple[str, ...] = ()

    def __init__(
        self,
        *options: str,
        columns: int = 80,
        rows: int = 24,
        env: Mapping[str, str] | None = None,
        command: Sequence[str] | None = None,
    ) -> None:
        self._command = [*(command or (*PROGRAM, *self.options, *options))]
        self._window = (columns, rows)
        self._env = {**(env or {})}
        self._mark = 0

    @cached_property
    def terminal(self) -> Terminal:
        """What they sit at. The program is started when it is first looked at, or a key is pressed."""
        return Terminal(self._command, *self._window, self._env)

    def has_answered(self, answers: dict[str, Value], until: str) -> None:
        """Start at a question, as though a story had been told up to it.

        Most of a long walk is the same in many tests. That it leads there is for those that walk it.
        """
        assert "terminal" not in vars(self), "the program has been started"
        at = self._command.index(*PROGRAM)
        self._command[at : at + 1] = [sys.executable, "-P", "-c", STARTED_LATER]
        self._env["GIVEN"] = json.dumps(sheet(answers, until))

    def hears(self, text: str) -> None:
        """Wait until `text` has been told since the last thing done."""
        self.terminal.wait_until(lambda: text in self.heard, text)

    def sees(self, text: str) -> None:
        """Wait until `text` is on the screen."""
        self.terminal.wait_until(lambda: text in self.terminal.seen, f"{text} (on the screen)")

    def is_asked(self, text: str) -> None:
        """Wait until `text` has been told, and an answer can be given."""
        self.terminal.wait_until(lambda: text in self.heard and self._may_answer(), f"{text} (and a prompt)")

    @property
    def heard(self) -> str:
        return words(self.terminal.received[self._mark :])

    def may_answer_in_a_line(self) -> bool:
        """Not before a question of safety could be read: the program takes no reply until then."""
        asked = self.terminal.received.endswith(b"\n> ")
        unhurried = any(f"{section}. " in self.heard for section in UNHURRIED)
        could_read = monotonic() - self.terminal.received_at > SHORTEST_READING
        return asked and (not unhurried or could_read)

    def answers(self, question: str, *labels: str) -> None:
        """Choose what the labels say, once the question is asked."""
        self.is_asked(question)
        self._choose(labels)

    def answers_all(self, answers: Sequence[tuple[str, tuple[str, ...]]]) -> None:
        """Answer question after question; no labels is to skip."""
        for question, labels in answers:
            if labels:
                self.answers(question, *labels)
            else:
                self.is_asked(question)
                self.skips()

    def presses(self, *keys: str) -> None:
        """Press keys; what is heard from now on is the reply."""
        self._mark = len(self.terminal.received)
        self.terminal.press(*keys)

    def skips(self) -> None:
        """Pass on a question."""
        self.says("s")

    def writes(self, line: str) -> None:
        """Write a line of words."""
        self.presses(line, ENTER)

    @abstractmethod
    def says(self, word: str) -> None:
        """Give a command, or a number in answer to a question for one."""

    @abstractmethod
    def is_told(self, text: str) -> None:
        """Wait until a reply was met with `text`, and another can be given."""

    @abstractmethod
    def goes_on(self) -> None:
        """Go back to the question from a page of help."""

    @abstractmethod
    def keeps(self) -> None:
        """Keep the earlier answer."""

    @abstractmethod
    def _may_answer(self) -> bool:
        """Whether a prompt is there and finished."""

    @abstractmethod
    def _choose(self, labels: Sequence[str]) -> None:
        """Choose, when there is a prompt."""


class WithLines(Person):
    """Types numbers, as the lines in front of the labels say."""

    options: tuple[str, ...] = ("--accessible",)

    def says(self, word: str) -> None:
        self.presses(f"{word}\n")

    def is_told(self, text: str) -> None:
        self.is_asked(text)

    def goes_on(self) -> None:
        pass  # it is asked again below the page

    def keeps(self) -> None:
        self.presses("\n")

    def _may_answer(self) -> bool:
        return self.may_answer_in_a_line()

    def _choose(self, labels: Sequence[str]) -> None:
        self.presses(" ".join(self._number(label) for label in labels), "\n")

    def _number(self, label: str) -> str:
        found = re.findall(rf"(\d+)\. {re.escape(label)}(?= \d+\. | Type )", self.heard)
        assert found, f"there is no '{label}'\n{self.terminal.picture()}"
        return str(found[-1])


class WithMenus(Person):
    """Moves through the labels with arrow keys, and watches the cursor as a screen reader does."""

    def says(self, word: str) -> None:
        self.presses(word, ENTER)

    def is_told(self, text: str) -> None:
        self.sees(text)

    def goes_on(self) -> None:
        self.sees("back from help")
        self.terminal.press(ESCAPE)
        self.terminal.wait_until(lambda: "back from help" not in self.terminal.seen, "the question again")

    def keeps(self) -> None:
        self.presses(ENTER)

    def enters(self, typed: str) -> None:
        """Press Enter once `typed` is on the screen, and wait until it is taken.

        Keys that come together with Enter would be one reply with it.
        """
        self.sees(typed)
        self.presses(ENTER)
        self.terminal.wait_until(lambda: typed not in self.terminal.seen, f"an end of: {typed}")

    def moves(self, key: str) -> None:
        """Press an arrow key, and wait until the menu has followed."""
        before = self.terminal.line
        self.terminal.press(key)
        self.terminal.wait_until(
            lambda: self._may_answer() and self.terminal.line != before, "a move in the menu"
        )

    @property
    def choice(self) -> str:
        """The entry that the cursor is on, as far as its first line goes."""
        return _label(self.terminal.line)

    def _may_answer(self) -> bool:
        cursor = self.terminal.screen.cursor
        below_a_page = any(line.lstrip().startswith(KEYS_BELOW_A_PAGE) for line in self.terminal.lines)
        return not cursor.hidden and (below_a_page or self.terminal.line.startswith(("  ▸ ", "  >")))

    def _choose(self, labels: Sequence[str]) -> None:
        for label in labels:
            if self.ticking:
                self.ticks(label)
            else:
                self.moves_to(label)
        self.presses(ENTER)

    @property
    def ticking(self) -> bool:
        """Whether several answers may be chosen."""
        return self.terminal.line.startswith(("  ▸ [ ] ", "  ▸ [x] "))

    @property
    def ticked(self) -> list[str]:
        """What is chosen so far."""
        return [_label(line) for line in self.terminal.lines if line[4:8] == "[x] "]

    def ticks(self, label: str) -> None:
        """Tick an answer, or untick it."""
        self.moves_to(label)
        before = self.terminal.line
        self.terminal.press(" ")
        self.terminal.wait_until(lambda: self._may_answer() and self.terminal.line != before, "a tick")

    def moves_to(self, label: str) -> None:
        """Move to a label, once the menu is drawn; the first line of a long one is enough."""
        self.terminal.wait_until(self._may_answer, "a menu")
        seen = set()
        while not self._is_on(label):
            assert self.choice not in seen, f"there is no '{label}'\n{self.terminal.picture()}"
            seen.add(self.choice)
            self.moves(DOWN)

    def _is_on(self, label: str) -> bool:
        wraps = len(self.terminal.line) > self.terminal.screen.columns - 20 and label.startswith(self.choice)
        return self.choice == label or wraps


def _label(line: str) -> str:
    """The label on a line of a menu."""
    return re.sub(r"^(  ▸ |    )(\[[x ]\] )?( *\d+  )?", "", line)


def words(received: bytes) -> str:
    """What was written, as running words."""
    return _running(_ESCAPE_CODE.sub("", received.decode(errors="replace")))


def _running(text: str) -> str:
    """Words on running lines, without the sides of a box."""
    return " ".join(text.replace("│", " ").split())
