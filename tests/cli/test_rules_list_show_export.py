"""`decision-aid rules list`, `show` and `export`: what those who write rules can look up and take along."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator

from decision_aid.commands.rules.list.find import gates_and_rules
from decision_aid.commands.rules.list.page import list_page
from decision_aid.commands.rules.show.page import pages_of
from decision_aid.engine.evaluate import evaluate
from decision_aid.engine.suggest import suggest
from decision_aid.loading.rule_set import load_rules, shipped_directory, starter_directory
from decision_aid.loading.schemas import KINDS, kind_of, schema
from decision_aid.model.answers import Value
from decision_aid.model.conditions import AllOf, Answered, AnyOf, AtLeast, Condition, Equals, Not
from decision_aid.model.problems import DecisionAidError, Location
from decision_aid.model.report import Report
from decision_aid.model.rules import ItemType, Rules
from decision_aid.proving.prover import Prover
from decision_aid.rendering.markdown import markdown
from decision_aid.rendering.text import plain
from decision_aid.wording.conditions import condition_section, in_words
from decision_aid.wording.result import report
from tests import a_few_of
from tests.builders import argues, question, rule, rule_set
from tests.cli.conftest import Program
from tests.golden.test_golden import JOB_LOSS, SAFE, compare

TINY = Path(__file__).parent.parent / "rule_sets" / "good" / "tiny"

CBT_DECIDES: Mapping[str, Value] = {
    **SAFE,
    "prior_treatments": ("cbt",),
    "cbt_outcome": "not_enough",
    "linked_to": ("life_change", "conflict"),
}
"""Answers on which `cbt-not-enough` decides. They are given here, so that no search shapes the page."""


# --- the folder ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "command",
    [
        ("check",),
        ("list",),
        ("show", "wants"),
        ("sign",),
        ("accept",),
        ("rename", "nowhere", "somewhere"),
        ("verify", "certificate.json"),
    ],
    ids=" ".join,
)
def test_every_command_about_rules_takes_the_folder_with_the_option_and_without(
    command: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, decision_aid: Program
) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(starter_directory(), "mine")
    plainly, by_option = (
        decision_aid("rules", *command, *folder) for folder in (("mine",), ("--rules", "mine"))
    )
    assert plainly == by_option
    assert "depression" not in plainly.out + plainly.err
    assert "unexpected" not in plainly.err


@pytest.mark.parametrize("command", [("sign",), ("rename", "old", "new")], ids=" ".join)
def test_a_command_that_changes_rules_says_that_the_folder_is_missing_or_named_twice(
    command: tuple[str, ...], decision_aid: Program
) -> None:
    assert "Name the folder of your rules" in decision_aid("rules", *command).complaint
    twice = decision_aid("rules", *command, str(TINY), "--rules", str(TINY))
    assert "Name the folder of your rules once" in twice.complaint


# --- list ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [80, 40])
def test_the_list_has_every_gate_and_every_rule_with_what_it_argues(shipped: Rules, width: int) -> None:
    text = plain(list_page(shipped, shipped.gates, shipped.rules), width)
    words = " ".join(text.split())
    assert max(map(len, text.splitlines())) <= width
    for gate in shipped.gates:
        assert f"{gate.id}: {gate.caption} {gate.action.capitalize()}, {gate.urgency}." in words
    for one in shipped.rules:
        assert f"{one.id}: {one.caption} " in words
        assert f"Basis: {one.basis}." in words
    assert "For CBT strongly, for IPT weakly. Basis: guideline." in words
    assert f"{len(shipped.items)} questions, {len(shipped.gates)} gates, {len(shipped.rules)} rules." in words


def test_the_list_is_in_the_order_of_the_files(decision_aid: Program, shipped: Rules) -> None:
    run = decision_aid("rules", "list")
    assert (run.code, run.err) == (0, "")
    ids = [*(gate.id for gate in shipped.gates), *(one.id for one in shipped.rules)]
    listed = [id for id in re.findall(r"^  ([\w-]+):", run.out, re.MULTILINE) if id in ids]
    assert listed == ids


def test_the_list_can_be_cut_to_a_question_or_a_candidate(decision_aid: Program) -> None:
    by_question = decision_aid("rules", "list", "--question", "substance_use").out
    assert "  withdrawal: " in by_question
    assert "  hard-to-treat: " in by_question
    assert "tools-now" not in by_question
    by_candidate = decision_aid("rules", "list", "--candidate", "long").out
    assert "  hard-to-treat: " in by_candidate
    assert "withdrawal" not in by_candidate
    assert "0 of 35 gates" in by_candidate
    both = decision_aid("rules", "list", "--candidate", "long", "--question", "time_available").out
    assert "hard-to-treat" not in both
    assert "  a-year-or-more: " in both


@pytest.mark.parametrize(
    ("option", "name", "hint"), [("--candidate", "itp", "'ipt'"), ("--question", "gols", "'goals'")]
)
def test_a_name_that_nothing_has_is_told(decision_aid: Program, option: str, name: str, hint: str) -> None:
    run = decision_aid("rules", "list", option, name)
    assert (run.code, run.out) == (2, "")
    assert f"'{name}' (did you mean {hint}?)" in run.err


def test_the_list_as_json(decision_aid: Program, shipped: Rules) -> None:
    listed = json.loads(decision_aid("rules", "list", "--format", "json").out)
    assert listed["schema"] == "decision-aid/rules/1"
    assert [gate["id"] for gate in listed["gates"]] == [gate.id for gate in shipped.gates]
    assert [one["id"] for one in listed["rules"]] == [one.id for one in shipped.rules]
    assert listed["questions"] == len(shipped.items)
    for one in listed["rules"]:
        line = Path(one["file"]).read_text(encoding="utf-8").splitlines()[one["line"] - 1]
        assert line.strip() == f"- id: {one['id']}"
    (tea,) = [
        one
        for one in json.loads(decision_aid("rules", "list", str(TINY), "--format", "json").out)["rules"]
        if one["id"] == "likes-mild"
    ]
    because = "The tea room says that tea is mild."
    assert tea["arguments"] == [
        {
            "candidate": "tea",
            "direction": "for",
            "strength": "weak",
            "because": because,
            "claims": ["A1"],
            "lens": None,
        }
    ]


# --- conditions in words ------------------------------------------------------------------------

A = Equals("a", ("x",))
NOT_B = Not(Equals("b", ("x", "y")))
MANY = Not(AnyOf((A, Equals("b", ("y",)))))
NUMBER = AtLeast("n", 3)

ITEMS = rule_set(
    items=(
        question("a", ("x", "y")),
        question("b", ("x", "y")),
        question("n", (), type=ItemType.INTEGER, maximum=9),
    )
)


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        (A, "A (a): x (x)"),
        (NOT_B, "not: B (b): x (x) or y (y)"),
        (NUMBER, "N (n): 3 or more"),
        (Answered("n"), "N (n): any answer"),
        (Not(Answered("n")), "N (n): no answer"),
        (Not(Not(A)), "A (a): x (x)"),
        (AllOf((AnyOf((A,)),)), "A (a): x (x)"),
        (Not(AllOf((A,))), "not: A (a): x (x)"),
        (AllOf((A, NUMBER)), "A (a): x (x); and N (n): 3 or more"),
        (AnyOf((A, AllOf((A, NUMBER)))), "A (a): x (x); or [A (a): x (x); and N (n): 3 or more]"),
        (MANY, "not [A (a): x (x); or B (b): y (y)]"),
        (AllOf((NUMBER, MANY)), "N (n): 3 or more; and not [A (a): x (x); or B (b): y (y)]"),
        (Not(AllOf((A, NUMBER))), "not [A (a): x (x); and N (n): 3 or more]"),
    ],
)
def test_a_condition_in_one_phrase(condition: Condition, words: str) -> None:
    assert in_words(ITEMS, condition) == words


def test_a_condition_as_a_list_within_a_list() -> None:
    deep = AllOf((A, Not(AnyOf((NUMBER, AllOf((A, NOT_B))))), NOT_B, AnyOf((A, NUMBER))))
    page = Report("Page", (condition_section(ITEMS, "When it counts", deep),))
    assert plain(page) == (
        "Page\n\n"
        "When it counts: all of these\n"
        "  A (a): x (x)\n"
        "  None of these:\n"
        "      N (n): 3 or more\n"
        "      A (a): x (x); and not: B (b): x (x) or y (y)\n"
        "  Not: B (b): x (x) or y (y)\n"
        "  One or more of these:\n"
        "      A (a): x (x)\n"
        "      N (n): 3 or more\n"
    )


# --- show ---------------------------------------------------------------------------------------


def whole(rules: Rules, id: str) -> str:
    """All pages of an id, with lines joined."""
    return " ".join(" ".join(plain(page).split()) for page in pages_of(rules, id))


def places(rules: Rules) -> Iterator[tuple[str, str, Location]]:
    """Everything that can be shown: its id, the name a reader knows it by, and where it stands."""
    yield from ((one.id, one.caption, one.location) for one in rules.rules)
    yield from ((gate.id, gate.caption, gate.location) for gate in rules.gates)
    yield from ((item.id, item.label, item.location) for item in rules.items)
    yield from ((claim.id, claim.says, claim.location) for claim in rules.library.claims)
    yield from ((source.id, source.short, source.location) for source in rules.sources)
    yield from ((one.id, one.caption, one.location) for one in rules.candidate.values())
    yield from ((contact.id, contact.name, contact.location) for contact in rules.contacts)


@pytest.mark.parametrize("folder", [None, TINY])
def test_everything_has_a_page_with_its_name_and_its_place(folder: Path | None) -> None:
    rules = load_rules(folder)
    for id, caption, location in places(rules):
        page = whole(rules, id)
        assert caption in page, id
        place = Path(location.file).relative_to(folder or shipped_directory()).as_posix()
        assert f"{place}:{location.line}" in page, id


def test_pages_fit_a_narrow_window_and_can_be_markdown(shipped: Rules) -> None:
    for id, _, _ in places(shipped):
        for page in pages_of(shipped, id):
            assert max(map(len, plain(page, 40).splitlines())) <= 40, id
            assert markdown(page).startswith("# "), id


def test_a_rule_is_told_with_its_claims_sources_and_questions(shipped: Rules) -> None:
    page = whole(shipped, "cbt-not-enough-psychodynamic")
    assert (
        "How CBT went (cbt_outcome): It got a full try but didn't help enough (not_enough) None of these:"
        in page
    )
    assert "For psychodynamic therapy: " in page
    assert "Weakly, on claims A15, A34, B11, B16, B19." in page
    for claim in ("A15", "A34", "B11", "B16", "B19"):
        assert shipped.library.claim[claim].says in page
        assert shipped.library.claim[claim].research in page
    assert "What a trial or a review found (trial)." in page
    assert "Last looked for on 2026-11-29. Newest review found: Gloster review, 2020 (E55)." in page
    assert "Asked when: Treatments tried (prior_treatments): CBT (working" in page
    source = shipped.source["G1"]
    assert f"{source.short}. {source.about} {source.link}" in whole(shipped, "cbt-not-enough")
    assert "Nothing. It is a note." in whole(shipped, "still-going-on")


def test_a_gate_is_told_with_its_release_its_three_messages_and_its_contacts(shipped: Rules) -> None:
    gate = next(gate for gate in shipped.gates if gate.id == "thoughts-without-plan")
    page = whole(shipped, gate.id)
    assert "When it holds: one or more of these" in page
    assert "When it is released" in page
    assert "Suicide risk assessed (risk_assessed): Yes, a clinician has assessed it (yes)" in page
    for words in gate.message:
        assert words is not None
        assert words in page
    for contact in gate.help:
        assert shipped.contact[contact].name in page


def test_a_question_is_told_with_all_that_reads_each_answer(shipped: Rules) -> None:
    page = whole(shipped, "substance_use")
    assert "Little or none (little_or_none): No one reads it." in page
    assert "Most days, or a lot (heavy): Gates: heavy-substance-use Rules: " in page
    assert "A safety question" in page
    item = shipped.item["substance_use"]
    for words in (*item.text, item.help, item.why):
        assert words is not None
        assert words in page
    number = whole(shipped, "phq9_total")
    assert "A whole number. From 0 to 27. Any answer: Decides whether it is asked: severity" in number
    assert "4 or less: Gates: low-score" in number
    assert "Nothing clear (nothing_clear), goes with no other:" in whole(shipped, "linked_to")
    assert "At most 2 of them." in whole(shipped, "goals")


def test_an_id_that_two_parts_share_shows_both(decision_aid: Program, shipped: Rules) -> None:
    (shared, *_) = {one.id for one in shipped.rules} & {gate.id for gate in shipped.gates}
    run = decision_aid("rules", "show", shared)
    assert (run.code, run.err) == (0, "")
    assert f"Rule {shared}: " in run.out
    assert f"\n\nGate {shared}: " in run.out


def test_a_rule_comes_with_answers_on_which_it_decides(
    decision_aid: Program, answers_file: Callable[[str | bytes], str]
) -> None:
    """The sheet on the page is a file, as it stands."""
    for id in ("cbt-not-enough", "hard-to-treat", "tools-now"):
        run = decision_aid("rules", "show", id)
        assert run.code == 0
        sheet = re.search(r"^  rule_set: .*?(?=\n\n)", run.out, re.MULTILINE | re.DOTALL)
        assert sheet, run.out
        assert "With it: " in run.out
        assert "Without it: " in run.out
        evaluated = decision_aid("evaluate", answers_file(sheet.group()), "--format", "json")
        assert evaluated.code == 0, evaluated.err
        assert f'"rule": "{id}"' in evaluated.out


@pytest.mark.parametrize("since", a_few_of(range(6)))
def test_every_sheet_that_is_found_is_shown_with_what_the_rule_changes(since: int, shipped: Rules) -> None:
    prover = Prover(shipped)
    for one in shipped.rules[since::6]:
        sheet = prover.deciding_sheet(one.id) if one.arguments else None
        if sheet is not None:
            (page, *_) = pages_of(shipped, one.id, sheet)
            (outcome,) = [s for s in page.sections if s.heading == "What comes out for them"]
            assert outcome.blocks, one.id


def test_a_rule_that_decides_nothing_says_so(shipped: Rules) -> None:
    assert "No answers were found on which this rule alone changes" in whole(shipped, "cbt-not-enough")


def test_codes_that_yaml_would_misread_are_quoted() -> None:
    """Not all codes are plain words, and a file on the page must be read as it is meant."""
    codes = ("true", "7", "a b")
    rules = rule_set(
        items=(question("q", codes, type=ItemType.MULTIPLE),),
        rules=(rule("r", Equals("q", ("7",)), argues("for", "a")),),
    )
    ((page),) = pages_of(rules, "r", {"q": codes})
    assert 'q: ["true", "7", "a b"]' in plain(page)


def test_an_unknown_id_is_told_with_the_nearest(decision_aid: Program) -> None:
    run = decision_aid("rules", "show", "cbt-not-enuf")
    assert (run.code, run.out) == (2, "")
    assert "'cbt-not-enuf' (did you mean 'cbt-not-enough'?)." in run.err
    run = decision_aid("rules", "show", "\x1b[31m")
    assert run.code == 2
    assert "\x1b" not in run.err


def test_a_rule_set_of_ones_own_can_be_shown(decision_aid: Program) -> None:
    run = decision_aid("rules", "show", "likes-mild", "--rules", str(TINY))
    assert run.code == 0
    assert "For tea: The tea room says that tea is mild.\n      Weakly, on claim A1." in run.out
    assert "rules/taste.yaml:12" in run.out


def test_what_counts_in_the_documents_lens_alone_is_told_as_that(decision_aid: Program) -> None:
    shown = decision_aid("rules", "show", "slept-badly", "--rules", str(TINY)).out
    assert "In the documents lens alone, on claim A2." in shown
    listed = decision_aid("rules", "list", str(TINY)).out
    assert "Against coffee weakly, for tea in the documents lens alone." in " ".join(listed.split())


def test_the_page_of_a_rule(shipped: Rules) -> None:
    (page,) = pages_of(shipped, "cbt-not-enough", CBT_DECIDES)
    compare("rules_show.txt", plain(page))


# --- export -------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped rule set, exported once."""
    from decision_aid.commands.rules.export import export

    folder = tmp_path_factory.mktemp("export") / "mine"
    export(folder, None)
    return folder


def files_in(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_an_export_is_complete_and_changes_nothing_but_the_first_line(exported: Path) -> None:
    source = shipped_directory()
    schemas = {f".schema/{kind}.schema.json" for kind in KINDS}
    assert files_in(exported) == files_in(source) | schemas | {"README.md"}
    for name in files_in(source):
        first, _, rest = (exported / name).read_bytes().partition(b"\n")
        if kind_of(name) is not None:
            assert first.startswith(b"# yaml-language-server: $schema="), name
            assert rest == (source / name).read_bytes()
            pointed = (exported / name).parent / first.decode().partition("$schema=")[2]
            assert pointed.resolve() == (exported / ".schema" / f"{kind_of(name)}.schema.json").resolve()
    assert os.listdir(exported.parent) == ["mine"]


def test_an_exported_rule_set_says_the_same(exported: Path, shipped: Rules) -> None:
    copy = load_rules(exported)
    assert (copy.id, copy.version, copy.themes) == (shipped.id, shipped.version, shipped.themes)
    assert [one.when for one in copy.rules] == [one.when for one in shipped.rules]
    assert len(copy.library.cases) == len(shipped.library.cases)
    assert copy.hash != shipped.hash
    said, expected = (plain(report(suggest(evaluate(rules, JOB_LOSS)))) for rules in (copy, shipped))
    assert said == expected


def test_checking_an_export_of_a_small_rule_set_says_what_it_says_of_the_original(
    tmp_path: Path, decision_aid: Program
) -> None:
    assert decision_aid("rules", "export", str(tmp_path / "mine"), "--rules", str(TINY)).code == 0
    copy, original = (decision_aid("rules", "check", str(folder)) for folder in (tmp_path / "mine", TINY))
    assert copy.code == original.code
    lines = [
        re.sub(r":\d+:\d+:|[0-9a-f]{64}|\d+(\.\d+)? ?s\b", "", run.out.replace(str(folder), "DIR"))
        for run, folder in ((copy, tmp_path / "mine"), (original, TINY))
    ]
    assert lines[0] == lines[1]


def test_an_export_of_an_export_is_the_same(exported: Path, tmp_path: Path, decision_aid: Program) -> None:
    again = tmp_path / "again"
    run = decision_aid("rules", "export", str(again), "--rules", str(exported))
    assert (run.code, run.err) == (0, "")
    assert str(again) in run.out
    assert files_in(again) == files_in(exported)
    assert all((again / name).read_bytes() == (exported / name).read_bytes() for name in files_in(again))


@pytest.mark.parametrize("kind", ["folder", "file", "dangling link"])
def test_nothing_that_exists_is_replaced(tmp_path: Path, decision_aid: Program, kind: str) -> None:
    there = tmp_path / "there"
    if kind == "folder":
        there.mkdir()
    elif kind == "file":
        there.write_text("mine", encoding="utf-8")
    else:
        there.symlink_to(tmp_path / "nowhere")
    run = decision_aid("rules", "export", str(there))
    assert run.code == 2
    assert "exists already, and nothing is replaced" in run.err
    assert os.listdir(tmp_path) == ["there"]
    assert kind != "folder" or not os.listdir(there)


def test_where_nothing_can_be_written_nothing_is_left(tmp_path: Path, decision_aid: Program) -> None:
    run = decision_aid("rules", "export", str(tmp_path / "no such folder" / "mine"))
    assert run.code == 2
    assert "can't be written: there is no such folder." in run.err
    assert os.listdir(tmp_path) == []


def test_what_breaks_half_way_leaves_nothing(
    tmp_path: Path, decision_aid: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, content: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    run = decision_aid("rules", "export", str(tmp_path / "mine"))
    assert run.code == 2
    assert "No space left on device" in run.err
    assert os.listdir(tmp_path) == []


def test_a_rule_set_with_problems_is_not_exported(tmp_path: Path, decision_aid: Program) -> None:
    broken = tmp_path / "broken"
    shutil.copytree(TINY, broken)
    (broken / "safety.yaml").write_text("gates: 7\n", encoding="utf-8")
    run = decision_aid("rules", "export", str(tmp_path / "mine"), "--rules", str(broken))
    assert run.code == 2
    assert "[wrong-type]" in run.err
    assert os.listdir(tmp_path) == ["broken"]


def test_marks_of_editors_and_json_are_left_readable(tmp_path: Path, decision_aid: Program) -> None:
    """A byte order mark must stay first, and JSON takes no comment; what is hidden stays behind."""
    source = tmp_path / "source"
    shutil.copytree(TINY, source)
    safety = source / "safety.yaml"
    safety.write_bytes(b"\xef\xbb\xbf" + safety.read_bytes())
    case = source / "cases" / "a-burn.yaml"
    case.write_text(json.dumps(yaml.load(case.read_bytes(), Words), indent="\t"), encoding="utf-8")
    (source / ".git").mkdir()
    (source / ".git" / "config").write_text("secret", encoding="utf-8")
    (source / "notes.txt").write_text("mine", encoding="utf-8")
    copy = tmp_path / "copy"
    assert decision_aid("rules", "export", str(copy), "--rules", str(source)).code == 0
    assert len(load_rules(copy).library.cases) == 2
    assert (copy / "cases" / "a-burn.yaml").read_bytes() == case.read_bytes()
    assert {"notes.txt", "README.md"} <= files_in(copy)
    assert not (copy / ".git").exists()


# --- new ----------------------------------------------------------------------------------------


def test_a_new_rule_set_is_sound_and_comes_with_the_guide_and_schemas(
    tmp_path: Path, decision_aid: Program
) -> None:
    folder = tmp_path / "mine"
    assert decision_aid("rules", "new", str(folder)).code == 0
    run = decision_aid("rules", "check", str(folder))
    assert run.code == 0
    assert run.out.startswith("No problem found in walking 0.1.0: 2 questions, 1 gate, 2 rules, ")
    schemas = {f".schema/{kind}.schema.json" for kind in KINDS}
    assert files_in(folder) == files_in(starter_directory()) | schemas | {"README.md"}
    rules = load_rules(folder)
    for kind, path in yaml_files(folder):
        assert complaints(kind, rules, read(path.read_bytes())) == [], path


@pytest.mark.parametrize("there", ["a folder", "a file", "a link to nowhere"])
def test_nothing_is_made_new_where_something_is(there: str, tmp_path: Path, decision_aid: Program) -> None:
    mine = tmp_path / "mine"
    if there == "a folder":
        mine.mkdir()
    elif there == "a file":
        mine.write_text("precious", encoding="utf-8")
    else:
        mine.symlink_to(tmp_path / "nowhere")
    run = decision_aid("rules", "new", str(mine))
    assert (run.code, run.out) == (2, "")
    assert "exists already, and nothing is replaced." in run.complaint
    assert os.listdir(tmp_path) == ["mine"]
    assert not mine.is_dir() or os.listdir(mine) == []


# --- schemas ------------------------------------------------------------------------------------


class Words(yaml.CSafeLoader):
    """YAML as the program reads it: all is text but null, true, false and whole numbers."""


Words.yaml_implicit_resolvers = {}


for tag, pattern, first in (
    ("bool", "true|false", "tf"),
    ("int", "-?(0|[1-9][0-9]*)", "-0123456789"),
    ("null", "null|", ["n", ""]),
):
    Words.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"^(?:{pattern})$"), first)


def read(text: str | bytes) -> Any:
    return yaml.load(text, Words)


def complaints(kind: str, rules: Rules, content: Any) -> list[str]:
    return [error.message for error in Draft7Validator(schema(kind, rules)).iter_errors(content)]


@pytest.mark.parametrize("kind", KINDS)
def test_a_schema_is_sound(kind: str, shipped: Rules) -> None:
    Draft7Validator.check_schema(json.loads(json.dumps(schema(kind, shipped))))


def yaml_files(folder: Path) -> Iterable[tuple[str, Path]]:
    for path in sorted(folder.rglob("*.yaml")):
        kind = kind_of(path.relative_to(folder).as_posix())
        if kind is not None:
            yield kind, path


@pytest.mark.parametrize("since", a_few_of(range(4)))
def test_every_exported_file_fits_its_schema(since: int, exported: Path) -> None:
    files: dict[str, list[Path]] = {}
    for kind, path in yaml_files(exported):
        files.setdefault(kind, []).append(path)
    assert files.keys() == set(KINDS) - {"answers", "signatures"}
    for kind, paths in files.items():
        content = json.loads((exported / ".schema" / f"{kind}.schema.json").read_text(encoding="utf-8"))
        fits = Draft7Validator(content)
        for path in paths[since::4]:
            assert [error.message for error in fits.iter_errors(read(path.read_bytes()))] == [], path


def test_the_files_of_another_rule_set_fit_their_own_schemas() -> None:
    rules = load_rules(TINY)
    for kind, path in yaml_files(TINY):
        assert complaints(kind, rules, read(path.read_bytes())) == [], path


def test_every_page_of_answers_fits_the_schema_of_an_answers_file(shipped: Rules) -> None:
    for case in shipped.library.cases:
        answers = {key: list(v) if isinstance(v, tuple) else v for key, v in case.answers.items()}
        assert complaints("answers", shipped, {"rule_set": "depression", "answers": answers}) == []


@pytest.mark.parametrize(
    "slip",
    a_few_of(
        [
            ("rules/past_treatment.yaml", "{question: cbt_outcome,", "{question: cbt_outcom,"),
            ("rules/past_treatment.yaml", "is: not_enough}", "is: not_enuf}"),
            ("rules/past_treatment.yaml", "is: not_enough}", "is: mild}"),
            ("rules/past_treatment.yaml", "    because:", "    becose:"),
            ("rules/past_treatment.yaml", "for: cbt\n", "for: cbtt\n"),
            ("rules/past_treatment.yaml", "strength: strong", "strength: strongly"),
            ("rules/past_treatment.yaml", "claims: [A15,", "claims: [A99,"),
            ("rules/past_treatment.yaml", "sources: [E20,", "sources: [E999,"),
            ("rules/past_treatment.yaml", "basis: trial", "basis: trail"),
            ("rules/past_treatment.yaml", "basis: trial\n", "\n"),
            ("safety.yaml", "help: [emergency,", "help: [emergencie,"),
            ("safety.yaml", "action: stop", "action: stopp"),
            ("safety.yaml", "is: [yes, not_sure]", "is: [yes, not_shure]"),
            ("safety.yaml", "at_least: 25", "at_least: 28"),
            ("questionnaire.yaml", "type: choice", "type: choise"),
            ("questionnaire.yaml", "{question: perinatal,", "{question: perinatel,"),
            ("questionnaire.yaml", "answered: true", "answered: yes"),
            ("questionnaire.yaml", "minimum: 0", "minimun: 0"),
            ("help.yaml", "kind: crisis", "kind: crysis"),
            ("sources.yaml", "seen: full", "seen: fully"),
            ("sources.yaml", "year: 2026", "year: '2026'"),
            ("claims.yaml", "verdict: mixed", "verdict: mixt"),
            ("claims.yaml", "document: DOC_A", "document: DOC_C"),
            ("options/cbt.yaml", "id: cbt", "id: ctb"),
            ("options/cbt.yaml", "not_known:", "unknown:"),
            ("rule_set.yaml", "tie_margin: 1", "tie_margin: one"),
            ("rule_set.yaml", "when_favored: psychodynamic", "when_favored: psycho"),
            ("cases/sixteen.yaml", "age_group: under_18", "age_group: under_81"),
            ("cases/sixteen.yaml", "status: stopped", "status: stoped"),
            ("cases/sixteen.yaml", "gates: [under-18", "gates: [under-81"),
        ],
        few=8,
    ),
)
def test_a_slip_is_marked(shipped: Rules, slip: tuple[str, str, str]) -> None:
    file, right, wrong = slip
    text = (shipped_directory() / file).read_text(encoding="utf-8")
    kind = kind_of(file)
    assert right in text
    assert kind is not None
    assert complaints(kind, shipped, read(text.replace(right, wrong, 1)))


def test_a_condition_that_may_not_look_whether_there_is_an_answer_is_marked(shipped: Rules) -> None:
    text = (shipped_directory() / "rules" / "goals.yaml").read_text(encoding="utf-8")
    wrong = re.sub(r"\{question: goals, is: \w+\}", "{question: goals, answered: true}", text, count=1)
    assert wrong != text
    assert complaints("theme", shipped, read(wrong))


@pytest.mark.parametrize(
    "answers",
    [
        {"cbt_outcom": "not_enough"},
        {"cbt_outcome": "not_enuf"},
        {"prior_treatments": "cbt"},
        {"prior_treatments": []},
        {"goals": ["tools_now", "growth", "stay_well"]},
        {"phq9_total": 28},
        {"phq9_total": "nine"},
        {"danger_now": False},
    ],
)
def test_a_slip_in_an_answers_file_is_marked(shipped: Rules, answers: Mapping[str, Any]) -> None:
    assert complaints("answers", shipped, {"rule_set": "depression", "answers": answers})
    assert complaints("answers", shipped, {"rule_set": "depressed", "answers": {}})


def test_there_is_no_schema_for_what_is_no_part_of_a_rule_set() -> None:
    for file in ("README.md", "notes.yaml", "other/help.yaml", "rules/deeper/goals.yaml", "help.yml"):
        assert kind_of(file) is None, file


def test_selecting_by_an_unknown_name_is_refused(shipped: Rules) -> None:
    with pytest.raises(DecisionAidError):
        gates_and_rules(shipped, None, "nothing")


@pytest.mark.parametrize(
    ("id", "said"),
    [
        ("not-well-at-ten", "What is promised"),
        ("past_treatment", "Its rules"),
        ("rather-no-medicine", "decision-aid cases show rather-no-medicine"),
    ],
)
def test_themes_properties_and_cases_are_shown_too(id: str, said: str, decision_aid: Program) -> None:
    run = decision_aid("rules", "show", id)
    assert (run.code, run.err) == (0, "")
    assert said in run.out


def test_a_case_that_comes_out_otherwise_can_be_looked_at(tmp_path: Path, decision_aid: Program) -> None:
    copy = Path(shutil.copytree(TINY, tmp_path / "mine"))
    case = copy / "cases" / "mild-tea.yaml"
    text = case.read_text(encoding="utf-8")
    case.write_text(text.replace("favored: [tea]", "favored: [coffee]"), encoding="utf-8")
    assert "[case-differs]" in decision_aid("rules", "check", str(copy)).out
    run = decision_aid("rules", "show", "mild-tea", "--rules", str(copy))
    assert (run.code, run.err) == (0, "")
    assert "Ann likes it mild" in run.out
    run = decision_aid("rules", "show", "mild-te", "--rules", str(copy))
    assert run.code == 2
    assert "did you mean 'mild-tea'?" in run.err


def test_a_property_about_nothing_is_told_as_a_problem(tmp_path: Path, decision_aid: Program) -> None:
    copy = Path(shutil.copytree(TINY, tmp_path / "mine"))
    (copy / "properties.yaml").write_text(
        "properties:\n  - id: cold\n    caption: Cold tea never\n"
        "    never: {when: {question: color, is: red}, candidate: tea}\n",
        encoding="utf-8",
    )
    run = decision_aid("rules", "show", "cold", "--rules", str(copy))
    assert (run.code, run.out) == (2, "")
    assert "[unknown-question]" in run.err


def test_an_export_says_why_its_hash_is_another(tmp_path: Path, decision_aid: Program) -> None:
    run = decision_aid("rules", "export", str(tmp_path / "mine"))
    assert run.code == 0
    assert "It changes the hash, but no rule." in run.out


def test_editors_learn_the_ids_that_were_added_since(tmp_path: Path, decision_aid: Program) -> None:
    mine = tmp_path / "mine"
    assert decision_aid("rules", "new", str(mine)).code == 0
    questionnaire = mine / "questionnaire.yaml"
    text = questionnaire.read_text(encoding="utf-8").replace("chest_pain", "short_of_breath")
    questionnaire.write_text(text, encoding="utf-8")
    safety = mine / "safety.yaml"
    safety.write_text(safety.read_text("utf-8").replace("chest_pain", "short_of_breath"), encoding="utf-8")
    for case in (mine / "cases").iterdir():
        case.write_text(case.read_text("utf-8").replace("chest_pain", "short_of_breath"), encoding="utf-8")

    def wrong() -> bool:
        known = json.loads((mine / ".schema" / "safety.schema.json").read_text(encoding="utf-8"))
        return not Draft7Validator(known).is_valid(read(safety.read_bytes()))

    assert wrong()
    run = decision_aid("rules", "check", str(mine), "--write-schema")
    assert (run.code, wrong()) == (0, False)
    assert run.out.endswith(f"Editors that know YAML complete the ids of now: {mine}/.schema\n")


def test_schemas_are_written_into_a_folder_that_is_named_alone(decision_aid: Program) -> None:
    assert "Name the folder of your rules" in decision_aid("rules", "check", "--write-schema").complaint
