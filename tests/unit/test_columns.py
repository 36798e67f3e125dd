"""Lines of words by the columns they take; a second opinion comes from rich."""

from __future__ import annotations

from textwrap import wrap

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from decision_aid.rendering.columns import A_COLUMN_EACH, columns, padded, wrapped

LETTERS = "aé\u0301日本ｱ한ทู👩\u200d\U0001f3fd—"
LONG = (
    "私は毎日とても疲れていて、何もする気になれません。" * 6,
    "ภาษาไทยดูแลกันอยู่ที่นี่นานมากแล้ว" * 5,
    "我想知道为什么会这样 and what helps " * 5,
    "👨\u200d👩\u200d👧 " * 60,
)


@pytest.mark.parametrize("text", LONG)
@pytest.mark.parametrize("width", [30, 80])
def test_no_line_is_wider_than_the_page(text: str, width: int) -> None:
    lines = wrapped(text, width, "  - ", "    ")
    assert max(map(cell_len, lines)) <= width
    assert "".join(" ".join(line[4:] for line in lines).split()) == "".join(text.split())


@given(st.text(st.sampled_from(LETTERS + " "), max_size=200), st.sampled_from([10, 30, 80]))
def test_nothing_is_lost_and_nothing_sticks_out(text: str, width: int) -> None:
    lines = wrapped(text, width)
    assert all(columns(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


@given(st.lists(st.text("aé", min_size=1, max_size=45), min_size=1, max_size=12))
def test_words_of_ordinary_letters_break_where_they_always_did(words: list[str]) -> None:
    text = " ".join(words)
    expected = wrap(text, 30, initial_indent="- ", subsequent_indent="  ", break_on_hyphens=False)
    assert wrapped(text, 30, "- ", "  ") == expected
    assert wrapped(f"{text} 日", 30, "- ", "  ")[: len(expected) - 1] == expected[:-1]  # the long way


def test_a_letter_keeps_its_mark_and_an_emoji_its_parts() -> None:
    for text in ("ทู" * 50, "e\u0301" * 50, "👩\u200d🦰" * 50, "👍\U0001f3fd" * 50):
        assert all(line.startswith(text[0]) for line in wrapped(text, 11))


def test_a_cell_is_as_wide_as_it_says() -> None:
    assert cell_len(padded("日本 yes", 20)) == 20
    assert padded("yes", 5) == "yes  "


def test_what_goes_the_short_way_takes_a_column_each() -> None:
    short = [letter for letter in map(chr, range(0x300, 0x11000)) if A_COLUMN_EACH.fullmatch(letter)]
    assert {"—", "“", "●", "─"} <= {*short}
    assert {cell_len(letter) for letter in short} == {1}
