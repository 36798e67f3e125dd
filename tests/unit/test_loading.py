"""Reading a rule set: a small good one, and what is said of it after one small edit each."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from decision_aid.checking.examination import examine
from decision_aid.loading.folder import files_left_out
from decision_aid.loading.rule_set import load_rules, read_whole
from decision_aid.loading.strict_yaml import ListNode, MapNode, Node, ScalarNode, parse
from decision_aid.loading.told import told
from decision_aid.model.problems import Problem, Severity, UnusableInput

GOOD = Path(__file__).parent.parent / "rule_sets" / "good" / "tiny"
DAY = "2026-11-30"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the good rule set, to spoil."""
    copy = tmp_path / "tiny"
    shutil.copytree(GOOD, copy)
    return copy


def edit(folder: Path, name: str, old: str, new: str) -> None:
    text = (folder / name).read_text(encoding="utf-8")
    assert old in text
    (folder / name).write_text(text.replace(old, new, 1), encoding="utf-8")


def problems_of(folder: Path) -> tuple[Problem, ...]:
    """The errors of a rule set, as its author hears of them from `rules check`."""
    try:
        problems = examine(read_whole(folder), DAY).problems
    except UnusableInput as error:
        return error.problems
    return tuple(problem for problem in problems if problem.severity is Severity.ERROR)


def line_of(path: Path, marker: str) -> int:
    lines = path.read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, start=1) if marker in line)


def test_the_good_one_is_good() -> None:
    rules = load_rules(GOOD)
    assert (rules.id, len(rules.rules), len(rules.library.cases)) == ("tiny", 3, 2)
    assert rules.themes == {"sleep": "How the night was", "taste": "What tastes good"}


def test_only_what_an_evaluation_needs_is_read_unless_more_is_asked_for(folder: Path) -> None:
    for name in ("claims.yaml", "cases/mild-tea.yaml", "options/tea.yaml"):
        (folder / name).write_text("broken: [", encoding="utf-8")
    rules = load_rules(folder)
    with pytest.raises(UnusableInput):
        assert rules.library


def test_what_every_load_can_afford_to_check_is_refused_at_once_and_the_library_when_it_is_read(
    folder: Path,
) -> None:
    edit(folder, "claims.yaml", "document: PAGE", "document: PAEG")
    rules = load_rules(folder)
    with pytest.raises(UnusableInput, match="unknown-source"):
        assert rules.library
    edit(folder, "safety.yaml", "[nurse]", "[nurze]")
    with pytest.raises(UnusableInput, match="unknown-contact"):
        load_rules(folder)


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("rules/taste.yaml", "strength: strong", "strength: weak"),
        ("safety.yaml", "Please cool", "Please do cool"),
        ("claims.yaml", "wording: strong", "wording: weak"),
        ("help.yaml", "contacts:", "# a comment\ncontacts:"),
    ],
)
def test_a_change_of_any_file_that_bears_on_a_result_changes_the_hash(
    folder: Path, name: str, old: str, new: str
) -> None:
    before = load_rules(folder).hash
    assert load_rules(folder).hash == before
    edit(folder, name, old, new)
    assert load_rules(folder).hash != before


def test_a_population_bears_on_no_result(folder: Path) -> None:
    before = load_rules(folder).hash
    (folder / "population.yaml").write_text(
        "about: Some people.\ntraits: []\nanswers: []\n", encoding="utf-8"
    )
    rules = load_rules(folder)
    assert rules.hash == before
    with pytest.raises(UnusableInput, match="no-shares"):
        assert rules.library


def test_the_hash_tells_which_file_says_what(folder: Path) -> None:
    before = load_rules(folder).hash
    (folder / "rules" / "taste.yaml").rename(folder / "rules" / "tongue.yaml")
    assert load_rules(folder).hash != before


SPOILT = [
    # file, what is edited, into what; the code of the problem; what stands in its line
    ("rule_set.yaml", "title: What", "subtitle: Or\ntitle: What", "unknown-key", "subtitle: Or"),
    ("rules/sleep.yaml", "    basis:", "    weight: 3\n    basis:", "unknown-key", "weight: 3"),
    ("rules/taste.yaml", "is: bitter}", "is: bitter, or: mild}", "unknown-key", "or: mild"),
    ("rules/taste.yaml", "        because: Coffee is bitter.\n", "", "missing-key", "for: coffee"),
    ("safety.yaml", "    help: []\n", "", "missing-key", "- id: many-cups"),
    ("questionnaire.yaml", "        maximum: 9\n", "", "missing-key", "- link_id: cups"),
    ("rules/taste.yaml", ", is: bitter}", "}", "missing-key", "question: likes}"),
    ("rule_set.yaml", "tie_margin: 1", "tie_margin: one", "wrong-type", "tie_margin: one"),
    ("rule_set.yaml", "tie_margin: 1", "tie_margin: 1.5", "wrong-type", "tie_margin: 1.5"),
    ("rule_set.yaml", 'version: "1.0"', "version: 1.0", "wrong-type", "version: 1.0"),
    ("help.yaml", "always: true", "always: yes", "wrong-type", "always: yes"),
    ("sources.yaml", "about: Praise of tea.", "about:", "wrong-type", "about:"),
    ("rules/sleep.yaml", "caption: How the night was", 'caption: " "', "wrong-type", 'caption: " "'),
    ("rules/sleep.yaml", "rules:\n  - id: slept", "rules:\n    id: slept", "wrong-type", "id: slept"),
    ("safety.yaml", "action: stop", "action: halt", "unknown-word", "action: halt"),
    ("rules/taste.yaml", "strength: strong", "strength: huge", "unknown-word", "strength: huge"),
    ("rules/taste.yaml", "question: likes, is: b", "question: lieks, is: b", "unknown-question", "lieks"),
    ("safety.yaml", "{question: scalded", "{question: burnt", "unknown-question", "burnt"),
    ("rules/taste.yaml", "is: bitter", "is: biter", "unknown-code", "is: biter"),
    ("rules/taste.yaml", "for: coffee", "for: coffe", "unknown-candidate", "- for: coffe"),
    ("options/tea.yaml", "id: tea", "id: teas", "unlisted-option", "id: teas"),
    ("safety.yaml", "[nurse]", "[nurze]", "unknown-contact", "- id: burn"),
    ("safety.yaml", "[S1]", "[S2]", "unknown-source", "- id: burn"),
    ("rules/sleep.yaml", "sources: [S1]", "sources: [S7]", "unknown-source", "- id: slept-badly"),
    ("rules/taste.yaml", "claims: [A1]", "claims: [A9]", "unknown-claim", "- for: tea"),
    ("claims.yaml", "document: PAGE", "document: PAEG", "unknown-source", "- id: A1"),
    ("rules/taste.yaml", "id: likes-mild", "id: slept-badly", "duplicate-id", "- id: slept-badly"),
    (
        "questionnaire.yaml",
        "- {code: mild",
        "- {code: bitter, label: B}\n          - {code: mild",
        "duplicate-id",
        "likes",
    ),
    ("options/tea.yaml", "id: tea", "id: coffee", "duplicate-id", "id: coffee"),
    (
        "claims.yaml",
        "  - id: A2",
        "  - {id: A1, document: PAGE, heading: Why tea, item: line 3, says: Tea is fine., wording: weak,\n"
        "     benefit: true, verdict: mixed, research: Nobody has looked.}\n  - id: A2",
        "duplicate-id",
        "- {id: A1",
    ),
    ("safety.yaml", "id: many-cups", "id: burn", "duplicate-id", "- id: burn"),
    ("rules/sleep.yaml", "theme: sleep", "theme: sleep\ntheme: sleep", "duplicate-key", "theme: sleep"),
    (
        "rules/taste.yaml",
        "for: tea\n        strength: weak",
        "for: tea\n        strength: strong",
        "practice-strong",
        "- for: tea",
    ),
    ("rules/taste.yaml", "        claims: [A1]\n", "", "practice-unclaimed", "- for: tea"),
    ("rules/sleep.yaml", "    sources: [S1]\n", "", "no-source", "- id: slept-badly"),
    (
        "rules/sleep.yaml",
        "        strength: weak\n",
        "        strength: weak\n        sources: [PAGE]\n",
        "source-not-of-rule",
        "- against: coffee",
    ),
    ("safety.yaml", "help: [nurse]", "help: []", "no-help", "- id: burn"),
    (
        "questionnaire.yaml",
        "question: cups, at_least: 1",
        "question: likes, is: mild",
        "looks-ahead",
        "is: mild",
    ),
    ("rules/sleep.yaml", "sleep, is: yes}", "sleep, answered: true}", "answered-outside", "answered: true"),
    ("safety.yaml", "Please cool the burn.", "Cool it, then drink tea.", "names-candidate", "- id: burn"),
    ("safety.yaml", "Please cool the burn.", "A Cup of Coffee can wait.", "names-candidate", "- id: burn"),
    ("help.yaml", "Call or text 988", "Call or text 989", "us-numbers", "id: line_988"),
    ("help.yaml", "Call or text 988", "It is 988", "us-numbers", "id: line_988"),
    ("help.yaml", "crisis_line: call", "crisis_line: not call", "us-numbers", "code: US"),
    ("help.yaml", "emergency: call 911", "emergency: call 912", "us-numbers", "code: US"),
    ("rules/taste.yaml", "is: bitter}", "is: []}", "no-code", "is: []}"),
    ("questionnaire.yaml", "{code: nothing", "{code: skipped", "reserved-code", "link_id: likes"),
    ("rules/taste.yaml", "theme: taste", "theme: sleep", "duplicate-id", "- id: likes-bitter"),
    (
        "rule_set.yaml",
        "decisions:\n",
        "decisions:\n  - id: cup\n    caption: Cup\n    candidates:\n"
        "      - {id: mug, caption: A mug, short: mug, about: Of clay., question: Whose?}\n",
        "no-choice",
        "- id: cup",
    ),
    (
        "questionnaire.yaml",
        "why: A burn comes first.\n        answer_options:\n          - {code: no, label: No, neutral: true}",
        "why: A burn comes first.\n        answer_options:\n          - {code: no, label: No}",
        "unread-safety-answer",
        "link_id: scalded",
    ),
    ("safety.yaml", "scalded, is: yes", "scalded, answered: true", "answered-outside", "answered: true"),
    ("rules/sleep.yaml", "question: cups, at", "question: likes, at", "wrong-type", "likes, at_most"),
    ("rules/sleep.yaml", "at_most: 1", "at_most: 10", "out-of-range", "at_most: 10"),
    ("rules/taste.yaml", "- for: tea", "- for: tea\n        against: coffee", "two-directions", "- for: tea"),
    (
        "rules/taste.yaml",
        "    arguments:\n      - for: coffee\n        strength: strong\n        because: Coffee is bitter.\n",
        "    arguments: []\n    because: Coffee is bitter.\n",
        "empty-rule",
        "- id: likes-bitter",
    ),
    (
        "questionnaire.yaml",
        "label: Bitter}",
        "label: Bitter, neutral: true}",
        "unread-code",
        "link_id: likes",
    ),
    ("cases/mild-tea.yaml", "favored: [tea]", "favored: [coffee]", "case-differs", "id: mild-tea"),
    ("cases/mild-tea.yaml", "gates: []", "gates: [many-cups]", "case-differs", "id: mild-tea"),
    ("cases/a-burn.yaml", "status: stopped", "status: suggestion", "case-differs", "id: a-burn"),
    ("cases/a-burn.yaml", "scalded: yes", "scalded: yess", "unknown-code", "id: a-burn"),
    ("rules/sleep.yaml", "because: C", "because: &c C", "anchor", "&c"),
    ("rules/sleep.yaml", "because: Coffee kept more people awake.", "because: *c", "alias", "*c"),
    ("rules/sleep.yaml", "because: C", "because: !!str C", "tag", "!!str"),
    ("rules/sleep.yaml", "theme: sleep", "theme: sleep\n<<: {a: b}", "merge-key", "<<"),
    ("rules/sleep.yaml", "note: The trial was small.", "note: Small.\n---\na: b", "second-document", "---"),
    ("rules/sleep.yaml", "    because", "\tbecause", "yaml-syntax", "\tbecause"),
    ("rules/sleep.yaml", "    because", "   because", "yaml-syntax", "   because"),
    ("rules/sleep.yaml", "because: Coffee", "because: Note: coffee", "yaml-syntax", "Note: coffee"),
    ("rules/sleep.yaml", "Coffee", "Cof\u202efee", "hidden-character", "fee kept"),
    ("rules/sleep.yaml", "Coffee", "Cof\u200bfee", "hidden-character", "fee kept"),
    (
        "rules/sleep.yaml",
        "because: Coffee kept more people awake.",
        'because: "\\e[31m"',
        "hidden-character",
        "e[31m",
    ),
    ("rules/sleep.yaml", "theme: sleep", "theme: sleep\n1: one", "key-not-text", "1: one"),
    ("rules/sleep.yaml", "theme: sleep", "theme: sleep\n? [a]\n: one", "key-not-text", "? [a]"),
    ("rules/sleep.yaml", "note: The trial was small.", "note: " + "[" * 50, "too-deep", "[[["),
]


@pytest.mark.parametrize(("name", "old", "new", "code", "marker"), SPOILT)
def test_one_fault_is_told_once_with_its_code_file_and_line(
    folder: Path, name: str, old: str, new: str, code: str, marker: str
) -> None:
    edit(folder, name, old, new)
    found = problems_of(folder)
    assert [problem.code for problem in found] == [code]
    (location,) = (problem.location for problem in found)
    assert location.file == str(folder / name)
    assert marker in (folder / name).read_text(encoding="utf-8").splitlines()[location.line - 1]
    assert location.column >= 1


def test_the_column_is_that_of_what_is_wrong(folder: Path) -> None:
    edit(folder, "rules/taste.yaml", "strength: strong", "strength: huge")
    (problem,) = problems_of(folder)
    line = (folder / "rules/taste.yaml").read_text(encoding="utf-8").splitlines()[problem.location.line - 1]
    assert line[problem.location.column - 1 :].startswith("huge")


def test_a_neutral_code_that_something_reads_is_not_neutral(folder: Path) -> None:
    edit(folder, "rules/taste.yaml", "is: bitter", "is: [bitter, nothing]")
    (problem,) = problems_of(folder)
    assert problem.code == "unread-code"
    assert problem.location.line == line_of(folder / "questionnaire.yaml", "link_id: likes")


def test_two_questions_or_candidates_of_one_name_are_told(folder: Path) -> None:
    edit(folder, "questionnaire.yaml", "link_id: sleep", "link_id: scalded")
    edit(folder, "rule_set.yaml", "id: coffee", "id: tea")
    doubled = [problem for problem in problems_of(folder) if problem.code == "duplicate-id"]
    assert [(Path(p.location.file).name, p.location.line) for p in doubled] == [
        ("questionnaire.yaml", line_of(folder / "questionnaire.yaml", "label: Sleep") - 1),
        ("rule_set.yaml", line_of(folder / "rule_set.yaml", "caption: A cup of coffee") - 1),
    ]


@pytest.mark.parametrize(
    ("name", "old", "new", "nearest"),
    [
        ("rules/sleep.yaml", "        because:", "        becuase:", "because"),
        ("safety.yaml", "action: stop", "action: stopp", "stop"),
        ("rules/taste.yaml", "is: bitter", "is: biter", "bitter"),
        ("rules/taste.yaml", "for: coffee", "for: coffe", "coffee"),
        ("safety.yaml", "[nurse]", "[nurze]", "nurse"),
    ],
)
def test_a_slip_of_the_finger_gets_the_nearest_name(
    folder: Path, name: str, old: str, new: str, nearest: str
) -> None:
    edit(folder, name, old, new)
    assert any(f"did you mean '{nearest}'?" in str(problem) for problem in problems_of(folder))


@pytest.mark.parametrize(
    "name", ["rule_set.yaml", "questionnaire.yaml", "safety.yaml", "help.yaml", "sources.yaml", "claims.yaml"]
)
def test_a_missing_and_an_empty_file_are_named(folder: Path, name: str) -> None:
    for content, code in ((None, "missing-file"), ("", "empty-file"), ("# nothing\n", "empty-file")):
        (folder / name).unlink(missing_ok=True)
        if content is not None:
            (folder / name).write_text(content, encoding="utf-8")
        assert [(p.code, p.location.file) for p in problems_of(folder)] == [(code, str(folder / name))]


def test_a_file_that_is_not_utf_8_is_named_with_the_place(folder: Path) -> None:
    (folder / "help.yaml").write_bytes("contacts:\n  - id: caf\u00e9\n".encode("latin-1"))
    (problem,) = problems_of(folder)
    assert (problem.code, problem.location.line, problem.location.column) == ("not-utf-8", 2, 12)


def test_a_folder_that_is_not_there_or_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for path in (tmp_path / "nowhere", tmp_path / "file"):
        assert [problem.code for problem in problems_of(path)] == ["no-rule-set"]


@pytest.mark.parametrize("at", ["rules", "rules/taste.yaml", "safety.yaml"])
def test_a_part_of_a_rule_set_is_told_where_the_rule_set_is(at: str, folder: Path) -> None:
    (problem,) = problems_of(folder / at)
    assert (problem.code, problem.hint) == ("no-rule-set", f"the rule set is {folder}")
    assert [*files_left_out(folder / at)] == []


def test_a_rule_set_near_the_folder_of_now_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for here, said in (
        (folder.parent, f"there is one in {folder.name}"),
        (folder / "rules", "the rule set is .."),
    ):
        monkeypatch.chdir(here)
        (problem,) = problems_of(Path("."))
        assert (problem.code, problem.hint) == ("no-rule-set", said)


def test_another_folder_is_no_rule_set_of_which_all_is_missing(tmp_path: Path) -> None:
    (tmp_path / "suicide-question.yaml").touch()
    (problem,) = problems_of(tmp_path)
    assert (problem.code, "rules new" in (problem.hint or "")) == ("no-rule-set", True)


def test_all_that_is_wrong_comes_at_once_sorted_by_file_and_place(folder: Path) -> None:
    edit(folder, "safety.yaml", "urgency: now", "urgency: never")
    edit(folder, "safety.yaml", "action: caution", "action: note")
    edit(folder, "rules/taste.yaml", "strength: strong", "strenght: strong")
    edit(folder, "rules/sleep.yaml", "Coffee", "Note: Coffee")
    (folder / "help.yaml").unlink()
    found = problems_of(folder)
    assert [(Path(p.location.file).name, p.code) for p in found] == [
        ("help.yaml", "missing-file"),
        ("sleep.yaml", "yaml-syntax"),
        ("taste.yaml", "missing-key"),
        ("taste.yaml", "unknown-key"),
        ("safety.yaml", "unknown-word"),
        ("safety.yaml", "unknown-word"),
    ]
    places = [problem.location for problem in found]
    assert places == sorted(places)


def test_what_the_parts_say_of_each_other_comes_at_once_too(folder: Path) -> None:
    edit(folder, "safety.yaml", "[nurse]", "[]")
    edit(folder, "rules/taste.yaml", "is: bitter", "is: biter")
    edit(folder, "rules/taste.yaml", "        claims: [A1]\n", "")
    edit(folder, "rules/taste.yaml", "id: likes-mild", "id: slept-badly")
    codes = {problem.code for problem in problems_of(folder)}
    assert codes == {"no-help", "unknown-code", "practice-unclaimed", "duplicate-id"}


def test_a_problem_shows_escapes_and_never_sends_them(folder: Path) -> None:
    spoilt = folder.rename(folder.with_name("a\x1b[31mred"))
    edit(spoilt, "safety.yaml", "action: stop", "action: halt")
    (problem,) = problems_of(spoilt)
    assert "\x1b" not in str(problem)
    assert "\\x1b[31mred" in str(problem)


def leaves(node: Node) -> Iterator[object]:
    match node:
        case ScalarNode(value=value):
            yield value
        case ListNode(items=items):
            for item in items:
                yield from leaves(item)
        case MapNode(entries=entries):
            for item in entries.values():
                yield from leaves(item)


def test_plain_words_stay_words_and_only_null_true_false_and_numbers_are_more() -> None:
    words = "no, yes, on, off, y, n, ~, No, TRUE, 2024-01-02, 12:30, 010, 1_000, 0x1F, .nan, 1e3, +1"
    node, _ = parse(f"[{words}, null, '', \"\"]", "f")
    assert list(leaves(node)) == [
        *("no", "yes", "on", "off", "y", "n", "~", "No", "TRUE", "2024-01-02", "12:30", "010", "1_000"),
        *("0x1F", ".nan", "1e3", "+1", None, "", ""),
    ]
    node, _ = parse("[true, false, 0, -7, 12, 3.10, '5', \"true\", 99999999999999999999]", "f")
    expected = [True, False, 0, -7, 12, 3.1, "5", "true", "99999999999999999999"]
    assert list(leaves(node)) == expected
    assert [type(value) for value in leaves(node)] == [type(value) for value in expected]


def test_json_is_read_as_it_stands() -> None:
    node, problems = parse('{\n\t"a": ["x", 1, null],\n\t"b": {"c": "\\u00e9"}\n}\n', "f")
    assert list(leaves(node)) == ["x", 1, None, "\u00e9"]
    assert problems == []


def test_a_thousand_times_a_thousand_values_are_refused_in_good_time() -> None:
    with pytest.raises(UnusableInput) as caught:
        parse("[" + "a," * 200_000 + "]", "f")
    assert [problem.code for problem in caught.value.problems] == ["too-many-values"]


# --- files that are not read ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("file", "severity", "what_to_type"),
    [
        ("help.yml", "warning", "mv {0}/help.yml {0}/help.yaml"),
        ("overview.yml", "error", "mv {0}/overview.yml {0}/overview.yaml"),
        ("rules/more.yml", "error", "mv {0}/rules/more.yml {0}/rules/more.yaml"),
        ("rules/deep/more.yaml", "error", "mv {0}/rules/deep/more.yaml {0}/rules/more.yaml"),
        ("poperties.yaml", "error", "mv {0}/poperties.yaml {0}/properties.yaml"),
        ("drafts/more.yaml", "warning", "move it into one of: rules, options, lessons, cases"),
        (".DS_Store", "warning", "rm {0}/.DS_Store"),
        ("rules/Thumbs.db", "warning", "rm {0}/rules/Thumbs.db"),
        ("rules/._taste.yaml", "warning", "rm {0}/rules/._taste.yaml"),
        ("rules/taste.yaml~", "warning", "rm '{0}/rules/taste.yaml~'"),
        ("safety.yaml.bak", "warning", "rm {0}/safety.yaml.bak"),
    ],
)
def test_a_file_that_is_not_read_is_told_with_what_to_type(
    file: str, severity: str, what_to_type: str, folder: Path
) -> None:
    path = folder / file
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"\x00\x05")
    (problem,) = files_left_out(folder)
    assert (problem.code, problem.location.file, str(problem.severity)) == (
        "unread-file",
        str(path),
        severity,
    )
    assert problem.hint is not None
    assert what_to_type.format(folder) in problem.hint
    assert read_whole(folder)


def test_what_somebody_keeps_beside_the_rules_is_no_problem(folder: Path) -> None:
    for file in (".gitignore", "README.md", ".git/config.yaml", ".schema/theme.schema.json", "notes.txt"):
        (folder / file).parent.mkdir(exist_ok=True)
        (folder / file).write_text("x", encoding="utf-8")
    assert not files_left_out(folder)


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("help.yaml", "always: true", "always: yes", "write true"),
        ("rules/taste.yaml", "strength: strong", "strength: 2", "it is one of: strong, weak"),
        ("rules/taste.yaml", "is: bitter", "is: true", "write yes"),
        ("rules/taste.yaml", "is: bitter", "is: Bitter", "did you mean 'bitter'?"),
        ("help.yaml", "contacts:", "gates: []\ncontacts:", "move it, with all below it, to safety.yaml"),
        ("rule_set.yaml", "tie_margin: 1", "tie_margin: 1\ntheme: x", "to a file in rules/"),
        ("sources.yaml", "sources:", "countries: []\nsources:", "move it, with all below it, to help.yaml"),
    ],
)
def test_where_a_word_or_a_key_does_not_belong_it_says_what_does(
    folder: Path, name: str, old: str, new: str, said: str
) -> None:
    edit(folder, name, old, new)
    assert any(said in str(problem.hint) for problem in problems_of(folder))


@pytest.mark.parametrize("key", ["title", "topic", "disclaimer"])
def test_a_text_of_every_page_that_names_a_candidate_is_told_by_its_key(key: str, folder: Path) -> None:
    file = folder / "rule_set.yaml"
    lines = [line for line in file.read_text(encoding="utf-8").splitlines() if not line.startswith(f"{key}:")]
    slip = "topic: {opening: Who would rather have tea?}" if key == "topic" else f"{key}: Tea or not"
    file.write_text("\n".join((*lines, slip, "")), encoding="utf-8")
    (problem,) = (one.problem for one in told(problems_of(folder), folder))
    assert problem.message == f"'{key}' of rule_set.yaml names 'tea'"
    assert problem.location.line == len(lines) + 1
    assert problem.hint
