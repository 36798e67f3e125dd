"""The shipped rules from their snapshots: the same as from YAML, and only while no file has changed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from decision_aid.loading import rule_set, snapshot
from decision_aid.loading.folder import Folder
from decision_aid.loading.rule_set import load_rules, read_whole, save_snapshots, shipped_directory
from decision_aid.model.rules import Origin, Rules
from decision_aid.model.words_of_danger import HEARS_NOTHING, WordsOfDanger

WORKED_OUT = ("files", "read_library", "read_words_of_danger")


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the shipped rules with snapshots next to it, as an installed program has them."""
    folder = tmp_path / rule_set.SHIPPED
    shutil.copytree(shipped_directory(), folder)
    assert len([*save_snapshots(folder, tmp_path)]) == 3
    monkeypatch.setattr(rule_set, "shipped_directory", lambda: folder)
    return folder


def content(rules: Rules) -> str:
    """All that the rules and their library hold, and the places, which do not count between equals."""
    fields = {name: value for name, value in rules._asdict().items() if name not in WORKED_OUT}
    return repr((fields, tuple(rules.library), rules.words_of_danger))


def test_a_snapshot_holds_what_yaml_holds(installed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from_yaml = read_whole(installed)
    monkeypatch.delattr(rule_set, "_rules_in")
    monkeypatch.delattr(rule_set, "_library_in")
    monkeypatch.delattr(rule_set, "_words_in")
    rules = load_rules()
    assert content(rules) == content(from_yaml)
    assert (rules.origin, rules.hash) == (Origin.SHIPPED, from_yaml.hash)


@pytest.mark.parametrize("name", ["rule_set.yaml", "rules/goals.yaml"])
def test_rules_that_were_edited_after_the_build_are_read_anew_as_somebodys_own(
    installed: Path, name: str
) -> None:
    file = installed / name
    file.write_text(f"{file.read_text()}# A note.\n")
    rules = load_rules()
    assert rules.origin is Origin.OWN
    assert rules.library.claims


def test_words_of_danger_are_read_when_they_are_first_asked_for(
    installed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (installed.parent / "depression.words_of_danger.json").unlink()
    read: list[Folder] = []

    def words_in(folder: Folder) -> WordsOfDanger:
        read.append(folder)
        return HEARS_NOTHING

    monkeypatch.setattr(rule_set, "_words_in", words_in)
    rules = load_rules()
    assert not read
    assert rules.words_of_danger == rules.words_of_danger == HEARS_NOTHING
    assert len(read) == 1


def test_a_library_that_was_edited_after_the_build_is_read_anew(installed: Path) -> None:
    story = next((installed / "cases").glob("*.yaml"))
    story.unlink()
    rules = load_rules()
    assert rules.origin is Origin.SHIPPED
    assert rules.library.cases == read_whole(installed).library.cases


def test_a_broken_snapshot_is_no_snapshot(installed: Path) -> None:
    (installed.parent / "depression.rules.json").write_text("{")
    assert load_rules().rules == read_whole(installed).rules


def test_a_checkout_has_no_snapshots_and_its_rules_are_the_shipped_ones(tmp_path: Path) -> None:
    folder = Folder(shipped_directory())
    assert snapshot.restored(Rules, tmp_path / "none.json", folder.content, folder) is None
    assert load_rules().origin is Origin.SHIPPED
