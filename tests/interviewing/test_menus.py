"""Menus where there is no terminal to show them, and what keys do; on one, see tests/terminal.

What `menu` relies on inside questionary and prompt_toolkit, and neither of them promises, is held here too.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from io import StringIO

import pytest
from prompt_toolkit.data_structures import Size
from prompt_toolkit.formatted_text import to_plain_text
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput
from questionary.prompts.common import InquirerControl

from decision_aid.interviewing import menu_prompts as menus
from decision_aid.interviewing.menu import Line, Menu
from decision_aid.interviewing.menu_keys import insert
from decision_aid.interviewing.replies import Heard, Reply
from decision_aid.model.report import Card, Paragraph, Report, Section
from decision_aid.model.rules import ItemType
from decision_aid.model.words_of_danger import Kind
from decision_aid.wording import prompts
from decision_aid.wording.prompt import Choice, Command, Progress, Prompt
from tests import a_few_of

TYPED = tuple(command for command in Command if command.key and command is not Command.SAVE)
"""Commands that have a letter. To save shares one with to skip, which never stands beside it."""

ONE = Prompt(
    heading="Safety first.",
    text="Are you well?",
    type=ItemType.CHOICE,
    choices=(Choice("no", "No"), Choice("yes", "Yes")),
    commands=TYPED,
)
SEVERAL = ONE._replace(type=ItemType.MULTIPLE)
NUMBER = ONE._replace(type=ItemType.INTEGER, choices=(), maximum=27)
WORDS = NUMBER._replace(type=ItemType.TEXT)
ON_A_CARD = ONE._replace(choices=(), card=Card("Read this", ("Call 123.",)))
KINDS = pytest.mark.parametrize("prompt", [ONE, SEVERAL, NUMBER])
EVERYWHERE = pytest.mark.parametrize("prompt", [ONE, SEVERAL, NUMBER, WORDS, ON_A_CARD])
HELP = Report("Help", (Section("Call", (Paragraph("Call 123."),)),))
DANGER = Kind("suicide", "Suicide", (), (), (), ())
UP, DOWN, LEFT, HOME, END = "\x1b[A", "\x1b[B", "\x1b[D", "\x1b[H", "\x1b[F"
ENTER, BACKSPACE, ESCAPE, CTRL_C, CTRL_BACKSLASH = "\r", "\x7f", "\x1b", "\x03", "\x1c"


class Window(DummyOutput):
    """A window of some size."""

    def __init__(self, columns: int = 80, rows: int = 24) -> None:
        self.size = Size(rows, columns)

    def get_size(self) -> Size:
        return self.size


def hear(text: str) -> tuple[Kind, ...]:
    words = ("want to die", "suicide", "be dead", "end my life", "hurt")
    return (DANGER,) if any(word in " ".join(text.lower().split()) for word in words) else ()


def ask(prompt: Prompt, *keys: str) -> Reply:
    """The reply to keys that are pressed one right after the other."""
    with create_pipe_input() as source:
        source.send_text("".join((*keys, CTRL_C)))  # so that no test waits for ever
        return menus.MenuPrompts(StringIO(), lambda: 80, source, Window(), hear).ask(prompt, HELP)


@pytest.fixture
def menu() -> Iterator[Menu]:
    with create_pipe_input() as source:
        yield Menu(ONE, HELP, source, Window())


def menu_for(prompt: Prompt, columns: int = 80, rows: int = 24) -> Menu:
    with create_pipe_input() as source:
        return Menu(prompt, HELP, source, Window(columns, rows))


def test_a_console_that_cannot_show_menus_gets_none(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: object) -> None:
        raise RuntimeError("as NoConsoleScreenBufferError on Windows")

    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("PROMPT_TOOLKIT_NO_CPR", "")
    monkeypatch.setattr(menus, "create_output", refuse)
    assert menus.menus_if_possible(sys.stderr, lambda: 80) is None


@pytest.mark.parametrize("term", ["dumb", "unknown"])
def test_a_terminal_that_cannot_redraw_gets_none(term: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", term)
    monkeypatch.setenv("PROMPT_TOOLKIT_NO_CPR", "")
    assert menus.menus_if_possible(sys.stderr, lambda: 80) is None


def test_the_end_of_input_breaks_off() -> None:
    with create_pipe_input() as source:
        source.close()
        with pytest.raises(KeyboardInterrupt):
            menus.MenuPrompts(StringIO(), lambda: 80, source, Window()).ask(ONE, HELP)


@EVERYWHERE
@pytest.mark.parametrize("typed", ["", "s", "suic", "h"])
@pytest.mark.parametrize("key", [CTRL_C, CTRL_BACKSLASH])
def test_nothing_keeps_anybody_from_breaking_off(prompt: Prompt, typed: str, key: str) -> None:
    with pytest.raises(KeyboardInterrupt):
        ask(prompt, typed, key)


# --- the line of keys --------------------------------------------------------------------------------


@EVERYWHERE
def test_each_screen_has_one_line_of_keys_that_mean_the_same(prompt: Prompt) -> None:
    keys = prompts.keys(prompt._replace(commands=(Command.WHY, Command.SKIP, Command.BACK, Command.LEAVE)))
    assert keys.endswith("? why · s skip · b back · q leave")
    assert len(keys) < 80
    assert ("Space to tick or numbers, then Enter" in keys) is (prompt is SEVERAL)


def drawn(prompt: Prompt, columns: int = 80, rows: int = 24, window: type[Window] = Window) -> list[str]:
    with create_pipe_input() as source:
        menu = Menu(prompt, HELP, source, window(columns, rows))
    parts = menu._parts()
    return ["".join(piece[1] for piece in line) for line in (*parts.above, *parts.below)]


@pytest.mark.parametrize("columns", [40, 50, 80, 120])
@pytest.mark.parametrize("more", [(), (Command.ENOUGH,), (Command.ENOUGH, Command.OPTIONS)])
def test_no_key_is_torn_from_what_it_does(columns: int, more: tuple[Command, ...]) -> None:
    ways = (Command.WHY, Command.SKIP, Command.BACK, *more, Command.HELP, Command.LEAVE)
    lines = drawn(ONE._replace(commands=ways), columns)
    assert max(map(len, lines)) < columns
    whole = " ".join(line.strip() for line in lines)
    keys = [key.strip() for line in lines for key in line.strip(" ·").split(" · ")]
    assert {f"{way.key} {way.words}" for way in ways} <= {*keys}, whole
    assert sum("·" in line for line in lines) == 1 or columns < 80 or Command.OPTIONS in more


class Ascii(Window):
    """A window that shows no other signs."""

    def encoding(self) -> str:
        return "ascii"


@pytest.mark.parametrize(
    ("progress", "heading"),
    [
        (Progress(1, 20, 0.0), f"  Safety first ╸{'─' * 31}  1 of about 20"),
        (Progress(11, 20, 0.5), f"  Safety first {'━' * 16}╸{'─' * 15}  11 of about 20"),
        (Progress(20, 28, 1.0, more=9), "  Safety first · about 9 more"),
        (None, "  Safety first"),
    ],
)
def test_a_bar_shows_how_far_it_is(progress: Progress | None, heading: str) -> None:
    assert drawn(ONE._replace(heading="Safety first", progress=progress))[1] == heading


def test_a_bar_is_as_long_as_there_is_room_and_in_signs_that_can_be_shown() -> None:
    prompt = ONE._replace(heading="Safety first", progress=Progress(11, 20, 0.5))
    assert drawn(prompt, 40)[1] == "  Safety first ━━━━╸───  11 of about 20"
    assert drawn(prompt, 34)[1] == "  Safety first  11 of about 20"
    assert drawn(prompt, window=Ascii)[1] == f"  Safety first {'=' * 16}>{'-' * 15}  11 of about 20"


# --- letters, and words where none are asked for -----------------------------------------------------


@KINDS
@pytest.mark.parametrize(
    "typed",
    [
        "i want to die",
        "I WANT TO DIE",
        "suicide",
        "be dead",
        "end my life",
        "hurt",
        "he wants me hurt",
        "  suicide ",
        "2 of us want to die",
        "1000 want to die",
        f"{ESCAPE}[200~I want\nto die\n{ESCAPE}[201~",
        f"I want {ESCAPE}[200~to die{ESCAPE}[201~",
    ],
)
def test_words_of_danger_are_heard(prompt: Prompt, typed: str) -> None:
    assert isinstance(ask(prompt, typed.lstrip() if prompt is SEVERAL else typed, ENTER), Heard)


@EVERYWHERE
@pytest.mark.parametrize("line_break", ["\r", "\n"])
@pytest.mark.parametrize(
    "lines", [("I worry", "and I want to die", ""), ("", "I want", "to die"), ("1", "be dead")]
)
def test_lines_that_come_together_are_heard_together(
    prompt: Prompt, line_break: str, lines: tuple[str, ...]
) -> None:
    assert isinstance(ask(prompt, line_break.join(lines)), Heard)


def test_lines_that_come_together_are_one_answer_in_own_words() -> None:
    assert ask(WORDS, "I like\rmy garden\r") == "I like my garden"
    assert isinstance(heard := ask(WORDS, "I worry\rand I want to die\r"), Heard)
    assert heard.answer == "I worry and I want to die"


def test_keys_after_an_answer_in_which_nothing_is_heard_change_nothing() -> None:
    assert ask(ONE, "1", ENTER, "2", ENTER, DOWN) == ask(ONE, "1", ENTER, "zzz") == "no"
    with pytest.raises(KeyboardInterrupt):  # which is not lost among the words
        ask(ONE, "my\rdog", CTRL_C, "1", ENTER)


@EVERYWHERE
@pytest.mark.parametrize("command", a_few_of([one for one in TYPED if one is not Command.HELP], 3))
def test_a_letter_is_a_command_once_enter_is_pressed(prompt: Prompt, command: Command) -> None:
    assert ask(prompt, command.key, ENTER) is command
    assert ask(prompt, command.key.upper(), ENTER) is command
    assert ask(prompt, command.key * 3, ENTER) is command


@EVERYWHERE
@pytest.mark.parametrize("letter", [c.key for c in TYPED if c not in (Command.WHY, Command.HELP)])
def test_before_that_it_is_a_letter(prompt: Prompt, letter: str) -> None:
    with pytest.raises(KeyboardInterrupt):
        ask(prompt, letter, BACKSPACE, LEFT, BACKSPACE, CTRL_C)


def test_help_does_not_spoil_the_letter_after_it() -> None:
    prompt = Prompt("", "", ItemType.CHOICE, commands=(Command.SKIP, Command.HELP, Command.LEAVE))
    for command in (Command.SKIP, Command.LEAVE):
        assert ask(prompt, f"h{command.key}\r") is command


@KINDS
def test_words_that_begin_with_the_key_for_help_are_heard_whole(prompt: Prompt) -> None:
    heard: list[str] = []

    def listens(text: str) -> tuple[Kind, ...]:
        heard.append(text)
        return hear(text)

    with create_pipe_input() as source:
        asker = menus.MenuPrompts(StringIO(), lambda: 80, source, Window(), listens)
        source.send_text(f"hopeless, I want to die{ENTER}")
        assert isinstance(asker.ask(prompt, HELP), Heard)
    assert heard == ["hopeless, I want to die"]


def test_the_command_after_the_key_for_help_is_named_before_enter() -> None:
    prompt = Prompt("", "", ItemType.CHOICE, commands=(Command.SKIP, Command.HELP, Command.LEAVE))
    with create_pipe_input() as source:
        menu = Menu(prompt, HELP, source, Window())
        insert(menu, "hq")
        assert "Enter: leave" in "".join(words for _, words, *_ in menu._typed())


def test_words_after_the_key_for_why_are_heard() -> None:
    with create_pipe_input() as source:
        asker = menus.MenuPrompts(StringIO(), lambda: 80, source, Window(), hear)
        source.send_text("? why not end my life")
        assert asker.ask(NUMBER, HELP) is Command.WHY
        source.send_text(ENTER)
        assert isinstance(asker.ask(NUMBER, HELP), Heard)


@EVERYWHERE
def test_why_is_told_at_once(prompt: Prompt) -> None:
    assert ask(prompt, "?") is Command.WHY


@EVERYWHERE
@pytest.mark.parametrize("keys", ["h", "h\r", "hh", "\x1bOP", "988\r"])
def test_help_is_shown_in_place_of_the_question_and_leads_back(
    prompt: Prompt, keys: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[bool] = []
    ask_for_help = Menu.ask_for_help

    def asked(menu: Menu) -> None:
        ask_for_help(menu)
        seen.append(menu.helping)

    monkeypatch.setattr(Menu, "ask_for_help", asked)
    with pytest.raises(KeyboardInterrupt):
        ask(prompt, keys, CTRL_C)
    assert seen
    assert all(seen)


@pytest.mark.parametrize("rows", [8, 24])
def test_enter_reads_help_to_its_end_and_then_leads_back(rows: int) -> None:
    page = Report("Help", (Section("Call", tuple(Paragraph(f"Call {n}.") for n in range(60))),))
    with create_pipe_input() as source:
        menu = Menu(ONE, page, source, Window(rows=rows))
        menu.ask_for_help()
        seen = ""
        while menu.helping:
            seen += "".join(words for _, words, *_ in menu._help())
            menu.turn_help()
        assert [f"Call {n}." in seen for n in range(60)] == [True] * 60
        assert seen.count(prompts.BACK_FROM_HELP) == 1


@pytest.mark.parametrize("unseen", [True, False])
def test_a_word_on_a_card_is_heard_though_it_begins_like_a_command(unseen: bool) -> None:
    card = ON_A_CARD._replace(unseen=unseen)
    assert isinstance(ask(card, "quick, I want to die", ENTER), Heard)
    assert ask(card, "q", ENTER) is Command.LEAVE
    with pytest.raises(KeyboardInterrupt):
        ask(card, "q", CTRL_C)


@KINDS
@pytest.mark.parametrize("typed", ["sure", "jk", "1x", "a i", "qs"])
def test_other_words_are_refused_and_gone(prompt: Prompt, typed: str) -> None:
    answer = "7" if prompt is NUMBER else END + " " if prompt is SEVERAL else END
    reply = ask(prompt, typed, ENTER, answer, ENTER)
    assert reply == {ONE: "yes", SEVERAL: ("yes",), NUMBER: 7}[prompt]


def test_words_that_are_too_long_stay_to_be_shortened() -> None:
    assert ask(WORDS, "x" * 201, ENTER, BACKSPACE, ENTER) == "x" * 200


# --- moving about ------------------------------------------------------------------------------------


def test_keys_that_move_drop_a_word() -> None:
    for typed in ("s", "stop"):
        assert ask(ONE, typed, DOWN, ENTER) == "no"
        assert ask(SEVERAL, typed, DOWN, " ", ENTER) == ("yes",)
        assert ask(NUMBER, typed, ESCAPE + "7", ENTER) == 7


def test_keys_go_to_the_ends_and_round_them() -> None:
    assert ask(ONE, END, ENTER) == "yes"
    assert ask(ONE, UP, ENTER) == "yes"
    assert ask(ONE, END, HOME, DOWN, ENTER) == "no"


def test_a_number_moves_to_its_answer() -> None:
    assert ask(ONE, "2", ENTER) == "yes"
    assert ask(ONE, "2", UP, ENTER) == "no"
    long = ONE._replace(choices=tuple(Choice(f"c{n}", f"Answer {n}") for n in range(1, 13)))
    assert ask(long, "12", ENTER) == "c12"
    assert ask(long, "1", DOWN, ENTER) == "c2"


def test_a_blank_ticks_and_in_a_word_it_does_not() -> None:
    assert ask(SEVERAL, "2", " ", ENTER) == ("yes",)
    assert ask(SEVERAL, "1", " ", "2", ENTER) == ("no", "yes")
    assert ask(SEVERAL, "a b", ENTER, ENTER, DOWN, " ", ENTER) == ("yes",)
    assert ask(SEVERAL, " ", " ", DOWN, " ", ENTER) == ("yes",)


def test_an_earlier_answer_is_ticked_or_kept() -> None:
    assert ask(SEVERAL._replace(earlier=("yes",)), ENTER) == ("yes",)
    assert ask(ONE._replace(earlier="no"), ENTER) == "no"
    assert ask(NUMBER._replace(earlier=0), ENTER) == 0


def test_what_was_ticked_stays_ticked_while_somebody_reads_why() -> None:
    with create_pipe_input() as source:
        asker = menus.MenuPrompts(StringIO(), lambda: 80, source, Window(), hear)

        def asked(prompt: Prompt, *keys: str) -> Reply:
            source.send_text("".join(keys))
            return asker.ask(prompt, HELP)

        assert asked(SEVERAL, DOWN, " ", "?", ENTER) is Command.WHY
        assert asked(ON_A_CARD._replace(commands=(Command.BACK,)), "b", ENTER) is Command.BACK
        assert asked(SEVERAL, ENTER) == ("yes",)
        assert asked(SEVERAL, ENTER, " ", ENTER) == ("no",)  # another time, nothing is ticked


def test_what_was_wrong_with_a_reply_takes_no_room_from_whom_to_call() -> None:
    page: list[Line] = [[("", line)] for line in ("Your result", "Why", "But", "Next", "Call 123.")]
    with create_pipe_input() as source:
        menu = Menu(ONE._replace(choices=()), HELP, source, Window(40, 10), page)
        whole = len(menu._parts().above)
        menu.note = "Type one of these letters, then Enter: " * 2
        above = [line[0][1] for line in menu._parts().above]
    assert len(above) < whole
    assert above[-1] == "Call 123."


# --- how large it is ---------------------------------------------------------------------------------


@pytest.mark.parametrize(("columns", "rows"), [(80, 1), (80, 7), (29, 24), (1, 1)])
@EVERYWHERE
def test_a_window_can_be_too_small(columns: int, rows: int, prompt: Prompt) -> None:
    assert menu_for(prompt, columns, rows).too_small


@EVERYWHERE
@pytest.mark.parametrize(("columns", "rows"), [(30, 8), (80, 24), (200, 60)])
def test_a_short_question_fits_in_a_small_window(columns: int, rows: int, prompt: Prompt) -> None:
    usual = prompt._replace(commands=(Command.SKIP, Command.HELP, Command.LEAVE))
    assert not menu_for(usual, columns, rows).too_small


def test_a_long_question_needs_a_larger_one() -> None:
    long = ONE._replace(text="A question of many words. " * 20)
    assert menu_for(long, 40, 12).too_small
    assert not menu_for(long, 80, 24).too_small


# --- the insides of questionary and prompt_toolkit ---------------------------------------------------


def test_a_list_has_a_current_line_that_moves_and_begins_again_at_its_end(menu: Menu) -> None:
    places = [menu.place]
    for by in (1, 1, 1, -1):
        menu.move(by)
        places.append(menu.place)
    assert places == [0, 1, 2, 0, 2]


def test_a_line_of_a_list_is_drawn_with_the_words_it_was_given_last(menu: Menu) -> None:
    assert isinstance(menu.list, InquirerControl)
    assert menu.list.is_focusable()
    for line, words in zip(menu.list.choices, ("first", "second", "third"), strict=True):
        line.title = words
    assert [line.strip(" ▸") for line in to_plain_text(menu.list.text).splitlines()] == [
        "first",
        "second",
        "third",
    ]


@EVERYWHERE
def test_the_focus_is_where_the_cursor_has_to_be(prompt: Prompt) -> None:
    menu = menu_for(prompt)
    focused = menu.app.layout.current_window.content
    assert focused is menu.list if menu.list else focused is menu.app.layout.current_control
    assert menu.app.layout.has_focus(menu.line) is (prompt in (NUMBER, WORDS))
