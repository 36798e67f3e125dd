"""A text is told where it stands: at its own line, and not where its record begins."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from decision_aid.loading.rule_set import read_whole, shipped_directory
from decision_aid.loading.text_places import TextPlaces
from decision_aid.model.texts import texts_of_all
from tests.cli.conftest import Program
from tests.cli.test_rules_check import change
from tests.rule_sets.test_bad import SMALL


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SMALL, tmp_path / "mine"))


def line_of(path: Path, words: str) -> int:
    return next(n for n, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1) if words in line)


ABOVE = re.compile(r"section|purpose|country|theme|themes '\w+'")
"""What a record has from the section or the file that it is in."""


def test_every_text_of_the_shipped_rules_is_where_its_words_are() -> None:
    """At its line, or at that of its key, below which a long one begins."""
    folder = shipped_directory()
    rules = read_whole(folder)
    places = TextPlaces(folder)
    lines = {path: path.read_text(encoding="utf-8").splitlines() for path in folder.rglob("*.yaml")}
    for piece in (*texts_of_all(rules), *texts_of_all(rules.library)):
        if (
            "; " in piece.text
            or piece.text.isdecimal()
            or piece.text in ("yes", "no")
            or ABOVE.fullmatch(piece.field)
        ):
            continue  # a list, a number or a flag is not there in these words
        place = places.of(piece.text, piece.location, piece.field)
        here = " ".join(lines[Path(place.file)][place.line - 1 : place.line + 1])
        assert piece.text[:8].replace("'", "") in here.replace("'", ""), piece


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("safety.yaml", "Please rest the ankle.", "Please rest that ankle."),
        ("rules/way.yaml", "The ridge is long, and good to share.", "The ridge is long."),
        ("rules/way.yaml", "caption: Which way is easy", "caption: An easy way"),
    ],
)
def test_a_changed_text_is_told_with_its_file_and_line(
    file: str, old: str, new: str, mine: Path, decision_aid: Program
) -> None:
    change(mine / file, old, new)
    run = decision_aid("rules", "diff", str(SMALL), str(mine), "--format", "json")
    texts = [text for group in json.loads(run.out)["texts"].values() for text in group]
    assert [text["place"] for text in texts] == [f"{file}:{line_of(mine / file, new)}"]


@pytest.mark.parametrize(
    ("file", "old", "new", "code"),
    [
        ("safety.yaml", "Please rest the ankle.", "Please call 1234.", "number-by-hand"),
        ("safety.yaml", "Please rest the ankle.", "The lake is nice.", "names-candidate"),
        (
            "rules/way.yaml",
            "The ridge is long, and good to share.",
            "The mountainous elevation necessitates considerable perseverance.",
            "hard-to-read",
        ),
        ("rules/way.yaml", "The ridge is long.", "You should stop taking your pills.", "medicine-order"),
    ],
)
def test_a_problem_in_a_text_is_told_at_its_line(
    file: str, old: str, new: str, code: str, mine: Path, decision_aid: Program
) -> None:
    change(mine / file, old.rstrip("."), new.rstrip("."))
    run = decision_aid("rules", "check", str(mine), "--format", "json", "--all")
    found = [one for one in json.loads(run.out)["problems"] if one["code"] == code]
    assert [(Path(one["file"]).name, one["line"]) for one in found] == [
        (Path(file).name, line_of(mine / file, new.rstrip(".")))
    ]
