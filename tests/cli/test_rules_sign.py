"""`decision-aid rules sign`: pages say who reviewed what, for exactly what was reviewed."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from decision_aid.checking.reviewed_parts import NOT_OF_THE_RULES, fingerprint_of
from decision_aid.engine.evaluate import evaluate
from decision_aid.engine.suggest import suggest
from decision_aid.loading.rule_set import load_rules, read_whole, shipped_directory
from decision_aid.model.reviews import Part, Review, Signature
from decision_aid.model.rules import Rules
from decision_aid.rendering.text import plain
from decision_aid.wording.help import all_contacts
from decision_aid.wording.note import NOT_A_DIAGNOSIS, NOT_REVIEWED, note
from decision_aid.wording.prompts import opening
from decision_aid.wording.result_card import result_card
from decision_aid.wording.review import licensed_review, review, review_in_short
from tests.cli.conftest import Program
from tests.cli.test_rules_check import change
from tests.cli.test_rules_list_show_export import complaints, read
from tests.outputs import as_read
from tests.pages import shipped_case
from tests.rule_sets.test_bad import SMALL

WHO = ("--by", "A. Example", "--role", "LCSW")
LICENSED = (*WHO, "--licensed")
SHIPPED_SAYS = "No licensed clinician has reviewed this yet."
DAY = "2026-11-30"
ALL_PARTS = "contacts, safety texts, rules and pages to read"


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """A copy of the small rule set."""
    return Path(shutil.copytree(SMALL, tmp_path / "mine"))


def test_nothing_is_signed_in_what_we_ship(shipped: Rules) -> None:
    assert not (shipped_directory() / "signatures.yaml").exists()
    assert (shipped.signatures, shipped.reviews) == ((), ())
    assert review(shipped) == review_in_short(shipped) == SHIPPED_SAYS


def test_signing_all_changes_no_hash_and_pages_say_who_reviewed_it(mine: Path, decision_aid: Program) -> None:
    before = load_rules(mine).hash
    assert "Not reviewed by anybody." in as_read(decision_aid("about", "--rules", str(mine)).out)
    run = decision_aid("rules", "sign", str(mine), *LICENSED)
    says = f"Reviewed by A. Example, LCSW, on {DAY}: {ALL_PARTS}."
    assert (run.code, run.err) == (0, "")
    assert f"Pages now say: {says}\n" in run.out
    about = as_read(decision_aid("about", "--rules", str(mine)).out)
    assert says in about
    assert "Not reviewed by anybody." not in about
    assert load_rules(mine).hash == before
    written = read((mine / "signatures.yaml").read_bytes())
    assert complaints("signatures", load_rules(mine), written) == []
    assert decision_aid("rules", "check", str(mine)).out.startswith("No problem found")


@pytest.mark.parametrize(
    ("file", "old", "new", "wrong"),
    [
        ("help.yaml", "Call or text 988", "Call or text 989", "us-numbers"),
        (
            "safety.yaml",
            "when: {question: storm, is: yes}",
            "when: {question: storm, is: no}",
            "case-differs",
        ),
    ],
)
def test_what_rules_check_finds_wrong_is_not_signed(
    mine: Path, decision_aid: Program, file: str, old: str, new: str, wrong: str
) -> None:
    """A page would say that a wrong number was reviewed."""
    change(mine / file, old, new)
    run = decision_aid("rules", "sign", str(mine), *LICENSED)
    assert (run.code, run.out) == (2, "")
    assert f"[{wrong}" in run.err
    assert "Nothing was signed, because these rules have errors." in run.err
    assert f"decision-aid rules check {mine}\n" in run.err
    assert not (mine / "signatures.yaml").exists()


@pytest.mark.parametrize(
    ("file", "old", "new", "moved"),
    [
        ("help.yaml", "Call 123.", "Call 124.", Part.CONTACTS),
        ("safety.yaml", "Please stay at home.", "Stay at home.", Part.SAFETY_TEXTS),
        ("rules/wishes.yaml", "Trees give shade", "The trees give shade", Part.RULES),
        ("rules/wishes.yaml", "is: shade", "is: [shade, water]", Part.RULES),
        ("rule_set.yaml", "tie_margin: 1", "tie_margin: 2", Part.RULES),
        ("rule_set.yaml", "This is no advice.", "This is advice.", Part.RULES),
    ],
)
def test_once_a_word_moves_its_part_is_changed_since_and_no_other(
    mine: Path, decision_aid: Program, file: str, old: str, new: str, moved: Part
) -> None:
    decision_aid("rules", "sign", str(mine), *LICENSED)
    change(mine / file, old, new)
    rules = read_whole(mine)
    changed = {one.part for one in rules.reviews if one.changed}
    assert moved in changed
    assert changed <= {moved, Part.RULES}  # what gates and questions of safety say decides, too
    said = review(rules)
    assert f"changed since A. Example, LCSW, reviewed them on {DAY}." in said
    assert f"No licensed clinician has reviewed the {moved.words}" in said
    assert review_in_short(rules) == "Changed since a licensed clinician reviewed it."
    decision_aid("rules", "sign", str(mine), *LICENSED)
    assert review_in_short(read_whole(mine)) == "Reviewed by A. Example, LCSW."


def test_json_of_a_check_says_who_signed_what_and_what_changed_since(
    mine: Path, decision_aid: Program
) -> None:
    decision_aid("rules", "sign", str(mine), *LICENSED, "--part", "contacts", "--part", "rules")
    change(mine / "help.yaml", "Call 123.", "Call 124.")
    record = json.loads(decision_aid("rules", "check", str(mine), "--format", "json").out)["reviews"]
    assert {part for part, one in record.items() if one["changed"]} == {"contacts"}
    assert {part: one["by"] for part, one in record.items()} == {
        "contacts": "A. Example",
        "safety_texts": None,
        "rules": "A. Example",
        "pages_to_read": None,
    }


def test_days_comments_and_the_version_may_move(mine: Path, decision_aid: Program) -> None:
    decision_aid("rules", "sign", str(mine), *LICENSED)
    change(mine / "rule_set.yaml", 'version: "1.0"', 'version: "1.1"')
    change(mine / "rule_set.yaml", "2026-11-01", "2026-11-02")
    help = mine / "help.yaml"
    help.write_text(f"# Looked at again\n{help.read_text(encoding='utf-8')}", encoding="utf-8")
    change(help, "checked_on: 2026-11-01", "checked_on: 2026-11-02")
    assert not any(one.changed for one in read_whole(mine).reviews)


def test_a_part_that_only_others_signed_is_not_called_reviewed_by_a_licensed_clinician(
    mine: Path, decision_aid: Program
) -> None:
    decision_aid("rules", "sign", str(mine), "--by", "B. Example", "--role", "trainee")
    rules = read_whole(mine)
    assert review_in_short(rules) == "Not reviewed by anybody."
    assert licensed_review(rules) is None
    assert review(rules) == (
        f"Reviewed by B. Example, trainee, on {DAY}: {ALL_PARTS}. "
        f"No licensed clinician has reviewed the {ALL_PARTS} as they are now."
    )
    parts = ("rules", "sign", str(mine), *LICENSED, "--part", "contacts", "--part", "safety_texts")
    run = decision_aid(*parts)
    assert "add --licensed" not in run.out
    rules = read_whole(mine)
    assert review_in_short(rules) == "A licensed clinician has reviewed only a part of this."
    assert review(rules) == (
        f"Reviewed by A. Example, LCSW, on {DAY}: contacts and safety texts. "
        f"Reviewed by B. Example, trainee, on {DAY}: rules and pages to read. "
        "No licensed clinician has reviewed the rules and pages to read as they are now."
    )
    assert "signed so already" in decision_aid(*parts).out
    assert len(read_whole(mine).signatures) == 2


@pytest.mark.parametrize(
    ("licensed", "changed", "said"),
    [
        (True, False, "Reviewed by A. Example, LCSW."),
        (True, True, "Changed since a licensed clinician reviewed it."),
        (False, False, None),
    ],
)
def test_the_card_the_note_and_the_list_of_help_follow_what_was_reviewed(
    shipped: Rules, licensed: bool, changed: bool, said: str | None
) -> None:
    signature = Signature("A. Example", "LCSW", DAY, licensed)
    rules = shipped._replace(reviews=tuple(Review(part, signature, changed) for part in Part))
    suggestion = suggest(evaluate(rules, shipped_case("stopped-early").answers))
    end, list_of_help = result_card(suggestion).end, as_read(plain(all_contacts(rules)))
    for text in (end, list_of_help, as_read(plain(opening(rules, 20)))):
        assert (said or SHIPPED_SAYS) in text
        assert not said or SHIPPED_SAYS not in text
    assert (f"{NOT_A_DIAGNOSIS}. {said}" if said else NOT_REVIEWED) in as_read(note(suggestion))


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        (("--by", "A. Example"), "--role"),
        (("--role", "LCSW"), "--by"),
        (("--by", " ", "--role", "LCSW"), "--by takes one line"),
        (("--by", "A" * 61, "--role", "LCSW"), "--by takes one line"),
        (("--by", "A\u202eB", "--role", "LCSW"), "--by takes one line"),
        (("--by", "A. Example", "--role", "friend of the lake"), "--role names 'the lake'"),
    ],
)
def test_who_signs_has_a_name_and_a_role_that_may_stand_on_every_page(
    mine: Path, decision_aid: Program, options: tuple[str, ...], complaint: str
) -> None:
    run = decision_aid("rules", "sign", str(mine), *options)
    assert run.code == 2
    assert complaint in run.complaint
    assert not (mine / "signatures.yaml").exists()


def test_without_a_name_every_contact_and_safety_text_is_there_to_read(
    mine: Path, decision_aid: Program
) -> None:
    out = decision_aid("rules", "sign", str(mine)).out
    rules = read_whole(mine)
    for text in (*(one.contact for one in rules.contacts), *(one.message.plain for one in rules.gates)):
        assert text in out
    assert "Contacts: nobody has signed" in out
    assert f"rules sign {mine} --by NAME --role ROLE" in out


def test_a_part_is_shown_alone(mine: Path, decision_aid: Program) -> None:
    out = decision_aid("rules", "sign", str(mine), "--part", "pages_to_read").out
    assert "Pages to read: nobody has signed" in out
    assert "Contacts: nobody has signed" not in out
    assert f"decision-aid rules sign {mine} --part pages_to_read --by NAME --role ROLE" in out


def test_a_file_to_which_nothing_can_be_added_is_left_alone(mine: Path, decision_aid: Program) -> None:
    file = mine / "signatures.yaml"
    file.write_text("{signatures: []}\n", encoding="utf-8")
    run = decision_aid("rules", "sign", str(mine), *WHO)
    assert run.code == 2
    assert "no entry can be added" in run.complaint
    assert file.read_text(encoding="utf-8") == "{signatures: []}\n"


def test_every_field_of_the_rules_is_in_a_part_or_left_out_by_name() -> None:
    small = read_whole(SMALL)
    assert set(Rules._fields) > NOT_OF_THE_RULES
    for name in set(Rules._fields) - NOT_OF_THE_RULES:
        moved: dict[str, Any] = {name: "other"}
        other = small._replace(**moved)
        assert fingerprint_of(Part.RULES, other) != fingerprint_of(Part.RULES, small), name


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("options/hill.yaml", "A clear head.", "A light head."),
        pytest.param(
            *("claims.yaml", "Nobody has looked.", "Nobody has looked yet."), marks=pytest.mark.exhaustive
        ),
        ("options/hill.yaml", "caption: A walk", "captoin: A walk"),
    ],
)
def test_pages_to_read_are_a_part_that_no_result_rests_on(
    file: str, old: str, new: str, mine: Path, decision_aid: Program
) -> None:
    """Also where they can't be read any more: then they are not what was signed."""
    decision_aid("rules", "sign", str(mine), *LICENSED)
    change(mine / file, old, new)
    rules = load_rules(mine)
    assert {one.part for one in rules.reviews if one.changed} == {Part.PAGES_TO_READ}
    assert "Pages to read changed since A. Example, LCSW, reviewed them" in review(rules)
    assert review_in_short(rules) == "Reviewed by A. Example, LCSW."


def test_pages_to_read_alone_are_a_part_of_what_was_reviewed(mine: Path, decision_aid: Program) -> None:
    run = decision_aid("rules", "sign", str(mine), *LICENSED, "--part", "pages_to_read")
    assert "has signed the pages to read" in run.out
    assert review_in_short(load_rules(mine)) == "A licensed clinician has reviewed only a part of this."
    assert "5 option pages, 2 claims" in decision_aid("rules", "sign", str(mine)).out
