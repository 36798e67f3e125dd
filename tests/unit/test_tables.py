"""Small tables and bars, as they are drawn in wide and narrow windows and read aloud."""

from __future__ import annotations

from decision_aid.model.report import (
    Bar,
    Bars,
    Block,
    Bullets,
    Paragraph,
    Report,
    Row,
    Section,
    Table,
    without_pictures,
)
from decision_aid.rendering.html import html
from decision_aid.rendering.markdown import markdown
from decision_aid.rendering.text import plain

SUMS = Table(
    ("CBT", "psychodynamic therapy"),
    (Row("What you want most", (("+2",), ("0",))), Row("In all", (("+2",), ("-1",)))),
)
BARS = Bars((Bar("CBT", "+2", 2, "+2 here"), Bar("psychodynamic therapy", "-1", -1), Bar("IPT", "0", 0)))


def lines(block: Block, width: int = 80) -> list[str]:
    return plain(Report("T", (Section("S", (block,)),)), width).splitlines()[3:]


def test_a_table_of_numbers_has_a_row_to_a_line_lined_up() -> None:
    head, first, last = lines(SUMS)
    assert head.split() == ["CBT", "psychodynamic", "therapy"]
    assert head.index("CBT") + 3 == first.index("+2") + 2 == last.index("+2") + 2
    assert len(head) == len(first) == len(last) < 80


def test_in_a_narrow_window_it_is_read_row_by_row() -> None:
    assert " ".join(" ".join(lines(SUMS, 30)).split()) == (
        "What you want most: CBT +2, psychodynamic therapy 0 In all: CBT +2, psychodynamic therapy -1"
    )


def test_long_cells_stand_side_by_side_as_before() -> None:
    table = Table(("A", "B"), (Row("row", (("one", "two"), ("three",))),))
    assert [line.split() for line in lines(table)] == [["A", "B"], [], ["row"], ["one", "three"], ["two"]]


def test_a_table_is_read_aloud_row_by_row_at_any_width() -> None:
    long = Table(("A", "B"), (Row("row", (("one", "two"), ("three",))), Row("", (("four",), ()))))
    (section,) = without_pictures(Report("T", (Section("S", (SUMS, long)),))).sections
    assert section.blocks == (
        Bullets(
            (
                "What you want most: CBT +2, psychodynamic therapy 0",
                "In all: CBT +2, psychodynamic therapy -1",
            )
        ),
        Paragraph("row", strong=True),
        Bullets(("A: one two", "B: three")),
        Bullets(("A: four", "B: ")),
    )


def test_bars_are_as_long_as_their_numbers_and_hollow_below_nothing() -> None:
    assert lines(BARS) == [
        "  CBT                    +2  \u25cf\u25cf  +2 here",
        "  psychodynamic therapy  -1  \u25cb",
        "  IPT                     0  \u00b7",
    ]
    assert all(len(line) <= 30 for line in lines(BARS, 30))
    assert "\u25cf\u25cf" in markdown(Report("T", (Section("S", (BARS,)),)))


def test_bars_are_read_aloud_as_numbers() -> None:
    (section,) = without_pictures(Report("T", (Section("S", (BARS,)),))).sections
    assert section.blocks == (Bullets(("CBT: +2 +2 here", "psychodynamic therapy: -1", "IPT: 0")),)
    assert html(Report("T", (Section("S", (BARS,)),))).count('aria-hidden="true"') == 3
