"""Menus where there is no terminal to show them; on one, see tests/terminal."""

from __future__ import annotations

import sys
from io import StringIO

import pytest
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from decision_aid import prompts
from decision_aid.interviewing import menus
from decision_aid.model import ItemType
from decision_aid.prompts import Command
from tests.builders import rule_set


def test_a_console_that_cannot_show_menus_gets_none(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: object) -> None:
        raise RuntimeError("as NoConsoleScreenBufferError on Windows")

    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("PROMPT_TOOLKIT_NO_CPR", "")
    monkeypatch.setattr(menus, "create_output", refuse)
    assert menus.menus(sys.stderr, 80) is None


@pytest.mark.parametrize("term", ["dumb", "unknown"])
def test_a_terminal_that_cannot_redraw_gets_none(term: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", term)
    monkeypatch.setenv("PROMPT_TOOLKIT_NO_CPR", "")
    assert menus.menus(sys.stderr, 80) is None


def test_the_end_of_input_breaks_off() -> None:
    with create_pipe_input() as source:
        source.close()
        with pytest.raises(KeyboardInterrupt):
            menus.Menus(StringIO(), 80, source, DummyOutput()).ask(prompts.start_again(rule_set()))


@pytest.mark.parametrize("type", list(ItemType))
def test_every_kind_of_prompt_tells_its_keys(type: ItemType) -> None:
    prompt = prompts.Prompt("", "", type, (prompts.Choice("a", "A"),), commands=(Command.SKIP, Command.BACK))
    legend = prompts.how_to_choose(prompt)
    assert legend.endswith("Or: s skip; b back.")
    assert ("Space" in legend) is (type is ItemType.MULTIPLE)
