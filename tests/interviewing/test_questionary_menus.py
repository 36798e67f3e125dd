"""What `questionary_menus` relies on inside questionary and prompt_toolkit, and neither of them promises."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from prompt_toolkit.formatted_text import to_plain_text
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.key_binding import KeyBindings
from prompt_toolkit.output import DummyOutput
from questionary.prompts.common import InquirerControl

from decision_aid.interviewing.questionary_menus import Drawing, Menu, MenuList, line_of, put_on_top

TITLES = ("first", "second", "third")


@pytest.fixture
def drawing() -> Iterator[Drawing]:
    with create_pipe_input() as source:
        yield Drawing(source, DummyOutput())


def shown(menu: Menu) -> str:
    """The words of the list of a menu."""
    (control,) = (
        window.content
        for window in menu.layout.find_all_windows()
        if isinstance(window.content, InquirerControl)
    )
    assert control.is_focusable()
    return to_plain_text(control.text)


def both(drawing: Drawing) -> list[tuple[Menu, MenuList]]:
    return [drawing.one_of("legend", TITLES), drawing.some_of("legend", TITLES)]


def test_a_list_has_a_current_line_that_moves_and_begins_again_at_its_end(drawing: Drawing) -> None:
    for _, lines in both(drawing):
        places = [lines.place]
        for move in (lines.down, lines.down, lines.down, lines.up):
            move()
            places.append(lines.place)
        assert places == [0, 1, 2, 0, 2]


def test_lines_can_be_drawn_with_other_words(drawing: Drawing) -> None:
    for menu, lines in both(drawing):
        lines.draw(["[x] first", "[ ] second", "[ ] third"])
        assert [line.strip(" >") for line in shown(menu).splitlines()] == [
            "[x] first",
            "[ ] second",
            "[ ] third",
        ]


def test_each_menu_has_a_line_for_what_is_typed(drawing: Drawing) -> None:
    field = drawing.words("legend")
    assert field.layout.current_buffer is line_of(field)
    assert [line_of(menu).text for menu, _ in both(drawing)] == ["", ""]


def test_keys_can_be_put_on_top_of_those_of_a_field(drawing: Drawing) -> None:
    menu, keys = drawing.words("legend"), KeyBindings()
    keys.add("enter")(lambda event: None)
    put_on_top(menu, keys)
    assert menu.key_bindings is not None
    assert keys.bindings[0] in menu.key_bindings.bindings
    assert len(menu.key_bindings.bindings) > 1
