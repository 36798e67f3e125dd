"""`decision-aid rules rename`: one thing gets another name in all files, or nothing changes."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from decision_aid.loading.rule_set import load_rules, shipped_directory
from decision_aid.model.reviews import Part
from tests import a_few_of
from tests.cli.conftest import Program
from tests.rule_sets.test_bad import SMALL

RENAMED = {
    "a candidate, its page and its reasons": ("lake", "pond", ("id: pond", "for: pond")),
    "a question": ("likes", "loves", ("link_id: loves", "{question: loves,", "  loves: ")),
    "an answer": ("ankle.sore", "hurt", ("{code: hurt,", "question: ankle, is: hurt", "ankle: hurt")),
    "a gate": ("storm-comes", "bad-weather", ("id: bad-weather", "gates: [bad-weather")),
    "a contact": ("nurse", "medic", ("id: medic", "help: [medic]")),
    "a decision": ("walk", "where", ("id: where", "  where: {outcome")),
}


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SMALL, tmp_path / "mine"))


def content(folder: Path) -> Mapping[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.mark.parametrize("name", a_few_of([*RENAMED], few=3))
def test_every_place_gets_the_new_name_and_nothing_else_changes(
    name: str, mine: Path, decision_aid: Program
) -> None:
    old, new, written = RENAMED[name]
    before = content(mine)
    run = decision_aid("rules", "rename", old, new, str(mine))
    assert (run.code, run.err) == (0, "")
    after = content(mine)
    text = b"".join(after.values()).decode()
    for words in written:
        assert words in text
    changed = [
        (one, other)
        for file in before
        for one, other in zip(before[file].split(b"\n"), after[file].split(b"\n"), strict=True)
        if one != other
    ]
    code = old.rpartition(".")[2]
    assert {other for _, other in changed} >= {
        one.replace(code.encode(), new.encode()) for one, _ in changed[:1]
    }
    assert f"is now '{new}'" in run.out
    assert decision_aid("rules", "check", str(mine), "--as-of", "2026-11-30").code == 0
    back = f"{old.partition('.')[0]}.{new}" if "." in old else new
    assert decision_aid("rules", "rename", back, code, str(mine)).code == 0
    assert content(mine) == before


def test_what_was_begun_by_hand_is_finished(mine: Path, decision_aid: Program) -> None:
    """As the first line of `rules check` says."""
    file = mine / "rule_set.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("- id: lake", "- id: pond"), encoding="utf-8")
    told = decision_aid("rules", "check", str(mine)).out.splitlines()[0]
    assert f"type: decision-aid rules rename lake pond {mine}" in told
    assert decision_aid("rules", "rename", "lake", "pond", str(mine)).code == 0
    assert decision_aid("rules", "check", str(mine), "--as-of", "2026-11-30").code == 0


def test_quotes_comments_and_line_ends_stay(mine: Path, decision_aid: Program) -> None:
    file = mine / "safety.yaml"
    text = file.read_text(encoding="utf-8").replace("help: [nurse]", "help: ['nurse']  # not the nurse!", 1)
    file.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    run = decision_aid("rules", "rename", "nurse", "medic", str(mine))
    assert run.code == 0
    assert b"help: ['medic']  # not the nurse!\r\n" in file.read_bytes()
    assert file.read_bytes().startswith(b"\xef\xbb\xbf")
    assert f"1 comment still with 'nurse' in it, the first at {file}:" in run.out


REFUSED = {
    "nothing of this name": ("laek", "pond", "did you mean 'lake'?"),
    "a name that is taken": ("lake", "woods", "Something is called 'woods' already"),
    "a name that is none": ("lake", "2 ponds", "can't be an id"),
    "a word that means nothing": ("ankle.sore", "skipped", "can't be an id"),
    "an answer without its question": ("sore", "hurt", "Name an answer together with its question, such as"),
    "what the program knows by name": ("setting", "place", "'setting' can't be renamed"),
    "another kind": ("lake", "pond", "There is no gate 'lake' (it is: candidate).", "--kind", "gate"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_not_sure_changes_nothing(name: str, mine: Path, decision_aid: Program) -> None:
    old, new, said, *more = REFUSED[name]
    before = content(mine)
    run = decision_aid("rules", "rename", old, new, str(mine), *more)
    assert (run.code, run.out) == (2, "")
    assert said in run.err
    assert content(mine) == before


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [("rules/wishes.yaml", "for: hill", "for: hlil"), ("cases/a-storm.yaml", "title:", "\ttitle:")],
)
def test_rules_that_would_not_be_sound_are_left_as_they_are(
    file: str, old: str, new: str, mine: Path, decision_aid: Program
) -> None:
    path = mine / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    before = content(mine)
    run = decision_aid("rules", "rename", "lake", "pond", str(mine))
    assert run.code == 2
    assert f"{path}:" in run.err
    assert "so nothing is changed" in run.err
    assert content(mine) == before


@pytest.mark.exhaustive
def test_of_two_things_with_one_id_it_asks_which(tmp_path: Path, decision_aid: Program) -> None:
    mine = Path(shutil.copytree(shipped_directory(), tmp_path / "mine"))
    before = content(mine)
    file = mine / "rules" / "goals.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("id: growth", "id: ipt"), encoding="utf-8")
    run = decision_aid("rules", "rename", "ipt", "interpersonal", str(mine))
    assert (run.code, run.out) == (2, "")
    assert "Say which one: --kind" in run.err
    assert decision_aid("rules", "rename", "ipt", "growth", str(mine), "--kind", "rule").code == 0
    assert content(mine) == before


@pytest.fixture
def signed(mine: Path, decision_aid: Program) -> Path:
    assert decision_aid("rules", "sign", str(mine), "--by", "A. Example", "--role", "LCSW").code == 0
    assert [one.changed for one in load_rules(mine).reviews] == [False] * len(Part)
    return mine


@pytest.mark.parametrize("name", RENAMED)
def test_what_was_signed_stays_signed(name: str, signed: Path, decision_aid: Program) -> None:
    """No word that anybody has read is another one."""
    old, new, _ = RENAMED[name]
    run = decision_aid("rules", "rename", old, new, str(signed))
    assert "What somebody has signed stays signed" in run.out
    assert [one.changed for one in load_rules(signed).reviews] == [False] * len(Part)


def test_what_was_begun_by_hand_stays_signed_once_it_is_finished(signed: Path, decision_aid: Program) -> None:
    path = signed / "rule_set.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("id: lake", "id: pond"), encoding="utf-8")
    assert decision_aid("rules", "rename", "lake", "pond", str(signed)).code == 0
    assert not any(one.changed for one in load_rules(signed).reviews)


def test_no_change_of_words_is_signed_along(signed: Path, decision_aid: Program) -> None:
    """A part that is not as it was read stays so, whatever it is called."""
    path = signed / "help.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("Call or text 988", "Call 988"), encoding="utf-8")
    assert path.read_text(encoding="utf-8") != text
    before = (signed / "signatures.yaml").read_text(encoding="utf-8")
    assert decision_aid("rules", "rename", "nurse", "medic", str(signed)).code == 0
    after = (signed / "signatures.yaml").read_text(encoding="utf-8")
    fingerprints = [
        next(line for line in text.splitlines() if line.lstrip().startswith("contacts:"))
        for text in (before, after)
    ]
    assert fingerprints[0] == fingerprints[1]
    changed = {one.part for one in load_rules(signed).reviews if one.changed}
    assert Part.CONTACTS in changed
    assert Part.PAGES_TO_READ not in changed
