"""Menus where there is no terminal to show them, and what keys do; on one, see tests/terminal."""

from __future__ import annotations

import sys
from io import StringIO
from threading import Timer

import pytest
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from decision_aid.interviewing import menu_keys
from decision_aid.interviewing import menu_prompts as menus
from decision_aid.model.answers import Value
from decision_aid.model.rules import ItemType
from decision_aid.wording import prompts
from decision_aid.wording.prompts import Choice, Command, Prompt
from tests.builders import rule_set

ONE = Prompt(
    heading="Safety first.",
    text="Are you well?",
    type=ItemType.CHOICE,
    choices=(Choice("no", "No"), Choice("yes", "Yes")),
    commands=tuple(command for command in Command if command.key),
)
SEVERAL = ONE._replace(type=ItemType.MULTIPLE)
NUMBER = ONE._replace(type=ItemType.INTEGER, choices=(), maximum=27)
KINDS = pytest.mark.parametrize("prompt", [ONE, SEVERAL, NUMBER])


def heard(text: str) -> bool:
    return any(
        words in text.casefold() for words in ("want to die", "suicide", "be dead", "end my life", "hurt")
    )


DOWN, LEFT, ENTER, BACKSPACE, ESCAPE, CTRL_C = "\x1b[B", "\x1b[D", "\r", "\x7f", "\x1b", "\x03"


def ask(prompt: Prompt, *keys: str, later: str = "") -> tuple[Value | Command, str]:
    """The reply to keys that are pressed one right after the other, and what was told."""
    out = StringIO()
    with create_pipe_input() as source:
        source.send_text("".join(keys))
        pressing = Timer(0.3, source.send_text, [later])
        if later:
            pressing.start()
        try:
            reply = menus.MenuPrompts(out, 80, source, DummyOutput(), heard).ask(prompt)
        finally:
            pressing.cancel()
    return reply, " ".join(out.getvalue().split())


def test_a_console_that_cannot_show_menus_gets_none(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: object) -> None:
        raise RuntimeError("as NoConsoleScreenBufferError on Windows")

    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("PROMPT_TOOLKIT_NO_CPR", "")
    monkeypatch.setattr(menus, "create_output", refuse)
    assert menus.menus_if_possible(sys.stderr, 80) is None


@pytest.mark.parametrize("term", ["dumb", "unknown"])
def test_a_terminal_that_cannot_redraw_gets_none(term: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", term)
    monkeypatch.setenv("PROMPT_TOOLKIT_NO_CPR", "")
    assert menus.menus_if_possible(sys.stderr, 80) is None


def test_the_end_of_input_breaks_off() -> None:
    with create_pipe_input() as source:
        source.close()
        with pytest.raises(KeyboardInterrupt):
            menus.MenuPrompts(StringIO(), 80, source, DummyOutput()).ask(prompts.start_again(rule_set()))


@pytest.mark.parametrize("type", list(ItemType))
def test_every_kind_of_prompt_tells_its_keys(type: ItemType) -> None:
    prompt = prompts.Prompt("", "", type, (prompts.Choice("a", "A"),), commands=(Command.SKIP, Command.BACK))
    legend = prompts.how_to_choose(prompt)
    assert legend.endswith("Or: s skip; b back.")
    assert ("Space" in legend) is (type is ItemType.MULTIPLE)


# --- words where none are asked for ------------------------------------------------------------------


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
        "  suicide ",
        "? suicide",
        "2 of us want to die",
        "1000 want to die",
        f"{ESCAPE}[200~I want\nto die\n{ESCAPE}[201~",
        f"I want {ESCAPE}[200~to die{ESCAPE}[201~",
    ],
)
def test_words_of_danger_are_heard(prompt: Prompt, typed: str) -> None:
    assert ask(prompt, typed.lstrip() if prompt is SEVERAL else typed, ENTER)[0] is Command.DANGER


def test_words_of_danger_are_heard_in_more_words_than_an_answer_may_have() -> None:
    reply, _ = ask(NUMBER._replace(type=ItemType.TEXT), "I want to die. " * 100, ENTER)
    assert reply is Command.DANGER


@KINDS
@pytest.mark.parametrize("command", ONE.commands)
def test_a_key_alone_is_its_command(
    prompt: Prompt, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(menu_keys, "PAUSE", 0.01)
    assert ask(prompt, command.key)[0] is command
    assert ask(prompt, command.key.upper(), ENTER)[0] is command


@KINDS
@pytest.mark.parametrize(
    ("typed", "command"), [("skip", Command.SKIP), ("help now", Command.HELP), ("988", Command.HELP)]
)
def test_a_command_can_be_typed_out_as_by_lines(prompt: Prompt, typed: str, command: Command) -> None:
    assert ask(prompt, typed, ENTER)[0] is command


@KINDS
@pytest.mark.parametrize("typed", ["sure", "i see", "jk", "qq", "a i", "1x"])
def test_other_words_are_refused_and_gone(prompt: Prompt, typed: str) -> None:
    answer = "7" if prompt is NUMBER else DOWN + " " if prompt is SEVERAL else DOWN * 2
    reply, told = ask(prompt, typed, ENTER, answer, ENTER)
    assert reply == {ONE: "yes", SEVERAL: ("yes",), NUMBER: 7}[prompt]
    assert f"'{typed}' is no answer here. {prompts.how_to_choose(prompt)}" in told


@KINDS
def test_a_letter_that_is_left_of_a_word_is_no_command(
    prompt: Prompt, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(menu_keys, "PAUSE", 0.01)
    with pytest.raises(KeyboardInterrupt):
        ask(prompt, "su", BACKSPACE, later=CTRL_C)


@KINDS
def test_a_word_does_not_keep_anybody_from_breaking_off(prompt: Prompt) -> None:
    for typed in ("s", "suic"):
        with pytest.raises(KeyboardInterrupt):
            ask(prompt, typed, CTRL_C)


def test_keys_that_move_drop_a_word() -> None:
    for typed in ("s", "stop"):
        assert ask(ONE, typed, DOWN, ENTER)[0] == "no"
        assert ask(SEVERAL, typed, DOWN, " ", ENTER)[0] == ("yes",)
        assert ask(NUMBER, typed, ESCAPE + "7", ENTER)[0] == 7


def test_a_key_that_takes_back_a_word_leads_no_further() -> None:
    for key in (BACKSPACE, LEFT):
        assert ask(ONE, "not", key * 10, DOWN, ENTER)[0] == "no"
        assert ask(ONE, key)[0] is Command.BACK


def test_a_blank_in_a_word_ticks_nothing() -> None:
    reply, told = ask(SEVERAL, "a b", ENTER, ENTER, DOWN, " ", ENTER)
    assert reply == ("yes",)
    assert prompts.NEEDS_A_CHOICE in told
