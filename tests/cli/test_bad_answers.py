"""Files of answers that cannot be used: told clearly, all at once, with nothing evaluated."""

from __future__ import annotations

import json
import os
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from decision_aid.model.crisis import HELP_LINE
from tests.cli.conftest import SAFE, Program, Run
from tests.outputs import NAMES_NOTHING

Write = Callable[[str | bytes], str]

HEAD = "rule_set: depression\nanswers:\n"


def told(run_err: str) -> list[tuple[str, int, int]]:
    """The code and the place of each problem on standard error, which ends with where to turn."""
    *problems, last = run_err.splitlines()
    assert last == HELP_LINE, run_err
    lines = [re.fullmatch(r".*?:(\d+):(\d+): error: .* \[([a-z0-9-]+)\]", line) for line in problems]
    assert all(lines), run_err
    return [(match[3], int(match[1]), int(match[2])) for match in lines if match]


BAD: dict[str, tuple[str | bytes, list[tuple[str, int, int]], str]] = {
    # content; what is told, as code, line and column; words that must be in the message
    "an unknown question": (
        SAFE + "  goal: [growth]\n",
        [("unknown-question", 14, 3)],
        "did you mean 'goals'?",
    ),
    "an unknown code": (SAFE + "  severity: severely\n", [("unknown-code", 14, 3)], "did you mean 'severe'?"),
    "an unknown code in a list": (
        SAFE + "  goals: [grow]\n",
        [("unknown-code", 14, 3)],
        "did you mean 'growth'?",
    ),
    "a code like no other": (SAFE + "  severity: xyz\n", [("unknown-code", 14, 3)], "mild, moderate, severe"),
    "a list for a word": (HEAD + "  severity: [mild]\n", [("wrong-type", 3, 3)], "takes one answer"),
    "a word for a list": (HEAD + "  goals: growth\n", [("wrong-type", 3, 3)], "takes a list"),
    "a number for a word": (HEAD + "  severity: 2\n", [("wrong-type", 3, 3)], "as a word"),
    "a map for a word": (HEAD + "  severity: {is: mild}\n", [("wrong-type", 3, 13)], "takes a word"),
    "a fraction": (
        HEAD + "  setting: clinician\n  phq9_total: 5.5\n",
        [("wrong-type", 4, 15)],
        "a word, a whole number or a list",
    ),
    "a number in quotes": (
        HEAD + '  setting: clinician\n  phq9_total: "5"\n',
        [("wrong-type", 4, 3)],
        "takes a number",
    ),
    "true for a word": (HEAD + "  danger_now: true\n", [("wrong-type", 3, 15)], 'write yes or "yes"'),
    "false for a word": (HEAD + "  danger_now: false\n", [("wrong-type", 3, 15)], 'write no or "no"'),
    "nothing for a word": (HEAD + "  danger_now:\n", [("wrong-type", 3, 14)], "write skipped"),
    "a number out of range": (
        HEAD + "  setting: clinician\n  phq9_total: 28\n  phq9_item9: -1\n",
        [("out-of-range", 4, 3), ("out-of-range", 5, 3)],
        "the highest is 27",
    ),
    "an impossible pair": (
        HEAD + "  setting: clinician\n  phq9_total: 2\n  phq9_item9: 3\n",
        [("impossible", 5, 3)],
        "can't be higher than the total",
    ),
    "too many goals": (
        HEAD + "  goals: [growth, stay_well, tools_now]\n",
        [("too-many-choices", 3, 3)],
        "at most 2",
    ),
    "none beside another": (
        HEAD + "  inner_patterns: [none, numbness]\n",
        [("exclusive-choice", 3, 3)],
        "cannot go with another",
    ),
    "the same twice in a list": (HEAD + "  goals: [growth, growth]\n", [("repeated-choice", 3, 3)], "twice"),
    "an empty list": (SAFE + "  goals: []\n", [("no-choice", 14, 3)], "skipped"),
    "a key given twice": (
        HEAD + "  severity: mild\n  severity: severe\n",
        [("duplicate-key", 4, 3)],
        "first given in line 3",
    ),
    "a key given twice in JSON": (
        '{"rule_set": "depression", "answers": {\n"severity": "mild",\n"severity": "severe"}}',
        [("duplicate-key", 3, 1)],
        "first given in line 2",
    ),
    "a question that is not asked": (
        HEAD + "  perinatal: no\n  perinatal_signs: yes\n",
        [("not-enabled", 4, 3)],
        "depends on: perinatal",
    ),
    "answers for another rule set": (
        "rule_set: depresion\nanswers: {}\n",
        [("other-rule-set", 1, 11)],
        "depression",
    ),
    "answers to the questions of another rule set": (
        "rule_set: sleep\nanswers:\n  nights: bad\n  days: worse\n",
        [("other-rule-set", 1, 11)],
        "for other rules, add --rules and their folder",
    ),
    "no rule set named": ("answers: {}\n", [("missing-key", 1, 1)], "'rule_set'"),
    "no answers": ("rule_set: depression\n", [("missing-key", 1, 1)], "'answers'"),
    "answers that are no map": (
        "rule_set: depression\nanswers: [a]\n",
        [("wrong-type", 2, 10)],
        "key: value",
    ),
    "another key": (HEAD + "  danger_now: no\nnotes: x\n", [("unknown-key", 4, 1)], "rule_set, answers"),
    "a list": ("- severity\n", [("wrong-type", 1, 1)], "key: value"),
    "a word": ("severity\n", [("wrong-type", 1, 1)], "key: value"),
    "two documents": (SAFE + "---\n" + SAFE, [("second-document", 14, 1)], "more than one document"),
    "an empty file": ("", [("empty-file", 1, 1)], "the file is empty"),
    "blanks alone": ("\n  \n# a comment\n", [("empty-file", 1, 1)], "the file is empty"),
    "latin-1": ((HEAD + "  severity: caf\u00e9\n").encode("latin-1"), [("not-utf-8", 3, 16)], "not UTF-8"),
    "UTF-16": ((HEAD + "  severity: mild\n").encode("utf-16"), [("not-utf-8", 1, 1)], "save it as UTF-8"),
    "UTF-16 without its mark": (SAFE.encode("utf-16-le"), [("hidden-character", 1, 2)], "U+0000"),
    "bytes of no text": (b"\x89\r\n\x1a\n\x00\xff", [("not-utf-8", 1, 1)], "not UTF-8"),
    "a picture": (b"\x89PNG\r\n\x1a\n\x00\xff", [("a-document", 1, 1)], "this is a picture"),
    "a list of sheets": ("- danger_now: no\n", [("other-file", 1, 1)], "one JSON object a line"),
    "a rule": ("theme: goals\nrules: []\n", [("other-file", 1, 1)], "decision-aid rules check"),
    "an escape": (HEAD + "  severity: \x1b[31mred\n", [("hidden-character", 3, 13)], "U+001B"),
    "an escape in a key": (HEAD + "  \x1b[31mred: mild\n", [("hidden-character", 3, 3)], "U+001B"),
    "a written escape": (HEAD + '  severity: "\\e]52;c;eA\\a"\n', [("hidden-character", 3, 13)], "hidden"),
    "a written escape in a key": (HEAD + '  "\\e[2J": mild\n', [("hidden-character", 3, 3)], "hidden"),
    "a C1 control": (HEAD + "  severity: \x9b31m\n", [("hidden-character", 3, 13)], "U+009B"),
    "text that runs backwards": (HEAD + "  severity: \u202edlim\n", [("hidden-character", 3, 13)], "U+202E"),
    "a blank that is none": (HEAD + "  severity: mi\u200bld\n", [("hidden-character", 3, 15)], "U+200B"),
    "nesting in lists": ("[" * 900, [("too-deep", 1, 41)], "40 levels"),
    "nesting in maps": ("{a: " * 100_000, [("too-deep", 1, 161)], "40 levels"),
    "nesting in lines": (
        "\n".join(" " * depth + "a:" for depth in range(1000)),
        [("too-deep", 41, 41)],
        "40 levels",
    ),
    "aliases": ("a: &a [x, x]\nb: &b [*a, *a]\n", [("anchor", 1, 4)], "not allowed"),
    "a cycle": ("&a [*a]\n", [("anchor", 1, 1)], "not allowed"),
    "an alias": (HEAD + "  severity: *mild\n", [("alias", 3, 13)], "not allowed"),
    "a merge": ("<<: {rule_set: depression}\nanswers: {}\n", [("merge-key", 1, 1)], "not allowed"),
    "a tag": (HEAD + "  severity: !!str mild\n", [("tag", 3, 13)], "not allowed"),
    "code in a tag": (HEAD + "  severity: !!python/object/apply:os.system [ls]\n", [("tag", 3, 13)], "tags"),
    "a number for a key": (HEAD + "  1: mild\n", [("key-not-text", 3, 3)], "a single word"),
    "a list for a key": (HEAD + "  ? [severity]\n  : mild\n", [("key-not-text", 3, 5)], "a single word"),
    "a tab": (HEAD + "\tseverity: mild\n", [("yaml-syntax", 3, 1)], "a tab in front"),
    "an open quote": (HEAD + '  severity: "mild\n', [("yaml-syntax", 3, 13)], "never closed"),
    "an open brace": ('{"rule_set": "depression"\n', [("yaml-syntax", 1, 1)], "never closed"),
    "a table": ("id,setting,danger_now\n1,person,no\n", [("a-table", 1, 1)], "decision-aid batch"),
    "a table with quotes": (
        '"setting";"goals"\n"person";"growth;stay_well"\n',
        [("a-table", 1, 1)],
        "decision-aid batch",
    ),
    "JSON Lines": (
        '{"setting": "person"}\n{"setting": "clinician"}\n',
        [("json-lines", 1, 1)],
        "decision-aid batch",
    ),
    "a result": ('{"schema": "decision-aid/evaluation/2"}', [("a-result", 1, 1)], "decision-aid verify"),
    "a certificate": (
        '{"schema": "decision-aid/certificate/2"}',
        [("other-file", 1, 1)],
        "decision-aid rules verify FILE",
    ),
    "a worked case": (
        f"id: x\n{SAFE}expect: {{status: suggestion}}\n",
        [("other-file", 1, 1)],
        "decision-aid cases show",
    ),
    "what a clinic offers": ("offers: []\n", [("other-file", 1, 1)], "--availability FILE"),
    "a PDF": ("%PDF-1.4\n", [("a-document", 1, 1)], "this is a PDF"),
    "a spreadsheet": (b"PK\x03\x04\x14\xe9\n", [("a-document", 1, 1)], "decision-aid batch"),
    "XML": ('<?xml version="1.0"?><QuestionnaireResponse/>', [("xml", 1, 1)], "as JSON"),
    "HTML": ("<!doctype html>\n<p>a, b</p>", [("xml", 1, 1)], "YAML or JSON"),
    "ten megabytes": (SAFE + "  # " + "x" * 10_000_000, [("too-large", 1, 1)], "1,000,000 bytes"),
    "an enormous number": (
        HEAD + "  setting: clinician\n  phq9_total: " + "9" * 5000,
        [("wrong-type", 4, 3)],
        "takes a number",
    ),
}


def test_nesting_beyond_what_the_parser_takes_is_refused_too(
    answers_file: Write, decision_aid: Program
) -> None:
    run = decision_aid("evaluate", answers_file("[" * 100_000))
    assert (run.code, run.out) == (2, "")
    assert "40 levels" in run.err
    assert "[too-deep]" in run.err


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_refused_with_every_fault_and_its_place(
    name: str, answers_file: Write, decision_aid: Program
) -> None:
    content, expected, words = BAD[name]
    run = decision_aid("evaluate", answers_file(content))
    assert (run.code, run.out) == (2, "")
    assert told(run.err) == expected
    assert words in run.err
    assert "Traceback" not in run.err
    assert "answers.yaml:" in run.err


@pytest.mark.parametrize("command", ["evaluate", "verify", "batch"])
def test_a_note_is_known_as_one(
    command: str, answers_file: Write, tmp_path: Path, decision_aid: Program
) -> None:
    note = tmp_path / "note.txt"
    decision_aid("evaluate", answers_file(SAFE), "--format", "note", "--output", str(note))
    run = decision_aid(command, str(note))
    assert (run.code, run.out) == (2, "")
    assert "this is a note for a chart" in run.err


def test_a_table_is_known_by_its_ending_too(tmp_path: Path, decision_aid: Program) -> None:
    table = tmp_path / "intakes.CSV"
    table.write_text("Name,PHQ-9\nA.,12\n", encoding="utf-8")
    assert "[a-table]" in decision_aid("evaluate", str(table)).err


@pytest.mark.parametrize("first", ["# setting, danger_now\n", "# <b>\n", "\n\n"])
def test_what_only_looks_like_another_file_is_read(
    first: str, answers_file: Write, decision_aid: Program
) -> None:
    assert decision_aid("evaluate", answers_file(first + SAFE)).code == 0


SLIPS = "  prior_treatments: [cbtt, medikation]\n  cbt_outcom: not_enough\n  goals: growth\n"
"""Slips for which the nearest valid names are those of approaches and medicine."""

NOT_CLEAR = {
    "a plan": SAFE.replace("thoughts: none", "thoughts: plan"),
    "a plan, misspelled": SAFE.replace("thoughts: none", "thoughts: plann"),
    "a question of safety, misspelled": SAFE.replace("suicidal_thoughts: none", "suicidal_thought: plan"),
    "a question of safety, right and misspelled": SAFE + "  dangr_now: yes\n",
    "a question of safety, left out": SAFE.replace("  danger_now: no\n", ""),
    "a question of safety, answered twice": SAFE + "  danger_now: yes\n",
    "a question of safety, answered by true": SAFE.replace("danger_now: no", "danger_now: true"),
    "a total that cannot be": SAFE.replace("person", "clinician") + "  phq9_total: 2\n  phq9_item9: 3\n",
    "a follow-up of safety that is not asked": SAFE + "  perinatal_signs: yes\n",
    "nothing but slips": HEAD,
}

COMMANDS: tuple[tuple[str, ...], ...] = (
    ("evaluate",),
    ("evaluate", "--format", "json"),
    ("worksheet",),
    ("trace",),
    ("trace", "--candidate", "ipt"),
    ("what-if",),
    ("what-if", "--toward", "ipt"),
    ("rests-on",),
    ("compare", "--lens", "research"),
    ("graph", "--answers"),
)


@pytest.mark.parametrize("name", NOT_CLEAR)
def test_no_hint_names_an_approach_unless_safety_is_clear(
    name: str, answers_file: Write, decision_aid: Program
) -> None:
    run = decision_aid("evaluate", answers_file(NOT_CLEAR[name] + SLIPS))
    assert (run.code, run.out) == (2, "")
    codes = [code for code, *_ in told(run.err)]
    assert codes.count("unknown-code") >= 2
    assert "there is no question 'cbt_outcom'" in run.err
    assert not NAMES_NOTHING.findall(run.err)
    assert "cbt_outcome" not in run.err


def test_where_safety_is_clear_the_nearest_names_are_told(answers_file: Write, decision_aid: Program) -> None:
    run = decision_aid("evaluate", answers_file(SAFE + SLIPS))
    for name in ("cbt", "medication", "cbt_outcome"):
        assert f"did you mean '{name}'?" in run.err


def test_a_slip_in_a_question_of_safety_is_always_helped_with(
    answers_file: Write, decision_aid: Program
) -> None:
    run = decision_aid("evaluate", answers_file(HEAD + "  dangr_now: yes\n  suicidal_thoughts: plann\n"))
    assert "did you mean 'danger_now'?" in run.err
    assert "did you mean 'plan'?" in run.err


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_that_refuses_answers_says_where_to_turn(
    command: tuple[str, ...], answers_file: Write, decision_aid: Program
) -> None:
    run = decision_aid(*command, answers_file(NOT_CLEAR["a plan"] + SLIPS))
    assert (run.code, run.out) == (2, "")
    assert told(run.err)
    assert not NAMES_NOTHING.findall(run.err)


def test_no_rule_set_changes_where_to_turn(answers_file: Write, decision_aid: Program) -> None:
    own = Path(__file__).parent.parent / "rule_sets" / "good" / "tiny"
    run = decision_aid("evaluate", answers_file("rule_set: tiny\nanswers: {x: y}\n"), "--rules", str(own))
    assert run.code == 2
    assert run.err.splitlines()[-1] == HELP_LINE


def test_all_faults_come_at_once_in_the_order_of_the_file(answers_file: Write, decision_aid: Program) -> None:
    run = decision_aid(
        "evaluate",
        answers_file(
            "rule_set: depression\n"
            "answers:\n"
            "  severity: awful\n"
            "  mood: low\n"
            "  danger_now: true\n"
            "  goals: growth\n"
            "  perinatal: no\n"
            "  perinatal: no\n"
            "  perinatal_signs: no\n"
            "extra: 1\n"
        ),
    )
    assert (run.code, run.out) == (2, "")
    assert told(run.err) == [
        ("unknown-code", 3, 3),
        ("unknown-question", 4, 3),
        ("wrong-type", 5, 15),
        ("wrong-type", 6, 3),
        ("duplicate-key", 8, 3),
        ("not-enabled", 9, 3),
        ("unknown-key", 10, 1),
    ]


@pytest.mark.parametrize(
    "code", ["[red]x[/red]", "[/]", "see [1] and [/2]", ":warning:", "<b>x</b>", "{0} %s"]
)
def test_markup_in_an_answer_is_shown_as_it_stands(
    code: str, answers_file: Write, decision_aid: Program
) -> None:
    run = decision_aid("evaluate", answers_file(f"{HEAD}  severity: '{code}'\n  '{code}': mild\n"))
    assert run.code == 2
    assert f"'{code}' is not an answer to 'severity'" in run.err
    assert f"there is no question '{code}'" in run.err


@pytest.mark.parametrize("format", ["text", "json", "html", "markdown"])
def test_nothing_is_evaluated_when_anything_is_wrong(
    format: str, answers_file: Write, decision_aid: Program
) -> None:
    run = decision_aid("evaluate", answers_file(SAFE + "  mood: low\n"), "--format", format)
    assert (run.code, run.out) == (2, "")


def test_no_output_file_is_made_when_anything_is_wrong(
    tmp_path: Path, answers_file: Write, decision_aid: Program
) -> None:
    run = decision_aid("evaluate", answers_file(SAFE + "  mood: low\n"), "--output", str(tmp_path / "result"))
    assert run.code == 2
    assert [path.name for path in tmp_path.iterdir()] == ["answers.yaml"]


def test_faults_on_standard_input_say_so(decision_aid: Program) -> None:
    run = decision_aid("evaluate", "-", stdin=(SAFE + "  mood: low\n").encode())
    assert (run.code, run.out) == (2, "")
    assert run.err.startswith("standard input:14:3: error: there is no question 'mood'")


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("nowhere.yaml", "there is no such file: check its name"),
        ("", "this is a folder, not a file"),
        ("file/beneath", "Not a directory"),
        ("x" * 300, "File name too long"),
        ("with\0nul", "no usable file name"),
    ],
)
@pytest.mark.skipif(sys.platform == "win32", reason="the system's words differ there")
def test_a_file_that_cannot_be_opened_is_named_with_the_reason(
    name: str, reason: str, tmp_path: Path, decision_aid: Program
) -> None:
    (tmp_path / "file").touch()
    run = decision_aid("evaluate", f"{tmp_path}/{name}")
    assert (run.code, run.out) == (2, "")
    assert reason in run.err
    assert told(run.err) == [("cannot-read", 1, 1)]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(answers_file: Write, decision_aid: Program) -> None:
    name = answers_file(SAFE)
    os.chmod(name, 0)
    run = decision_aid("evaluate", name)
    assert (run.code, run.out) == (2, "")
    assert "Permission denied" in run.err


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="there is no such file")
def test_a_file_that_opens_and_then_cannot_be_read(decision_aid: Program) -> None:
    run = decision_aid("evaluate", "/proc/self/mem")
    assert (run.code, run.out) == (2, "")
    assert told(run.err) == [("cannot-read", 1, 1)]


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="there is no such device")
def test_a_file_without_end_is_not_read_to_the_end(decision_aid: Program) -> None:
    run = decision_aid("evaluate", "/dev/zero")
    assert (run.code, run.out) == (2, "")
    assert told(run.err) == [("too-large", 1, 1)]


def test_an_escape_in_the_name_of_a_file_is_shown_and_not_sent(decision_aid: Program) -> None:
    run = decision_aid("evaluate", "\x1b]0;owned\x07.yaml")
    assert run.code == 2
    assert "\x1b" not in run.err
    assert "\\x1b]0;owned\\x07.yaml" in run.err


@pytest.mark.parametrize(
    "content",
    [
        SAFE.encode("utf-8-sig"),
        SAFE.replace("\n", "\r\n").encode(),
        ("\ufeff" + SAFE.replace("\n", "\r\n")).encode(),
        SAFE.replace("danger_now: no", 'danger_now: "no"').encode(),
        SAFE.replace("danger_now: no", "danger_now: 'no'  # a word").encode(),
        (SAFE + "  severity: skipped\n  goals: skipped\n").encode(),
        SAFE.rstrip().encode(),
        b'{\n\t"rule_set": "depression",\n\t"answers": {\n\t\t"setting": "person",\n\t\t"age_group": '
        b'"from_25_to_64",\n\t\t"danger_now": "no", "suicidal_thoughts": "none",'
        b'"self_harm": "never", "unusual_experiences": "no",'
        b'"high_energy_spells":"no","daily_care":"managing","substance_use":"little_or_none",'
        b'"safe_at_home":"yes","perinatal":"no"}}',
    ],
    ids=[
        "BOM",
        "CRLF",
        "BOM and CRLF",
        "double quotes",
        "single quotes",
        "skipped",
        "no last line break",
        "JSON",
    ],
)
def test_what_is_only_written_in_another_way_means_the_same(
    content: bytes, answers_file: Write, decision_aid: Program
) -> None:
    plain = decision_aid("evaluate", answers_file(SAFE))
    run = decision_aid("evaluate", answers_file(content))
    assert (run.code, run.err) == (0, "")
    assert run.out == plain.out
    assert "approach" in run.out


# --- what people really type -------------------------------------------------------------------------

WORDS = {
    "an emoji": "so tired \U0001f614",
    "a family": "my \U0001f468\u200d\U0001f469\u200d\U0001f467",
    "Persian": "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
    "French": "cher\u00a0!",
    "copied from a page": "Fam\u00adily",
    "Japanese": "\u79c1\u306f\u3000\u6bce\u65e5\u75b2\u308c\u307e\u3059",
    "an emoji that is newer than this Python": "\U0001faea",
}


@pytest.mark.parametrize("name", WORDS)
@pytest.mark.parametrize("ascii", [True, False])
def test_what_people_type_is_accepted_in_yaml_and_json(
    name: str, ascii: bool, answers_file: Write, decision_aid: Program
) -> None:
    words = WORDS[name]
    given = {"rule_set": "depression", "answers": {"setting": "person", "own_concern": words}}
    for text in (
        json.dumps(given, ensure_ascii=ascii),
        HEAD + f"  setting: person\n  own_concern: {words}\n",
    ):
        run = decision_aid("evaluate", answers_file(text))
        assert run.code == 0, run.err


def test_half_of_an_emoji_and_a_hidden_mark_in_json_are_refused(
    answers_file: Write, decision_aid: Program
) -> None:
    for escape in ("\\ud83d", "\\ude14", "\\u202e", "\\u200b", "\\u0007", "\\ue03d"):
        text = '{"rule_set": "depression", "answers": {"own_concern": "a \\ud83d\\ude14 b @"}}'.replace(
            "@", escape
        )
        assert told(decision_aid("evaluate", answers_file(text)).err) == [("hidden-character", 1, 55)]


def test_columns_count_characters(answers_file: Write, decision_aid: Program) -> None:
    emoji = '{"rule_set": "depression", "answers": {"own_concern": "\\ud83d\\ude14", "severity": "x"}}'
    run = decision_aid("evaluate", answers_file(emoji))
    assert told(run.err) == [("unknown-code", 1, emoji.index('"severity"') + 1)]
    latin = (HEAD + "  own_concern: \u00e9\U0001f614 ").encode() + b"\xff"
    assert told(decision_aid("evaluate", answers_file(latin)).err) == [("not-utf-8", 3, 19)]


def test_a_blank_of_another_kind_in_the_frame_is_pointed_at(
    answers_file: Write, decision_aid: Program
) -> None:
    run = decision_aid("evaluate", answers_file(SAFE + "\u00a0 severity: mild\n"))
    assert told(run.err) == [("hidden-character", 14, 1)]
    assert "put a plain blank there" in run.err


def test_a_long_value_is_cut_where_it_is_told(answers_file: Write, decision_aid: Program) -> None:
    run = decision_aid("evaluate", answers_file(HEAD + f"  severity: {'x' * 400_000}\n"))
    assert told(run.err) == [("unknown-code", 3, 3)]
    assert len(run.err) < 2000
    assert "is not an answer to 'severity'" in run.err


@pytest.mark.exhaustive
def test_thousands_of_unknown_keys_take_time_in_proportion(
    answers_file: Write, decision_aid: Program
) -> None:
    def told(keys: int) -> tuple[float, Run]:
        text = HEAD + "".join(f"  severitx{number}: mild\n" for number in range(keys))
        begun = time.process_time()
        run = decision_aid("evaluate", answers_file(text))
        return time.process_time() - begun, run

    told(1)  # what is made once is there
    few, _ = told(5_000)
    many, run = told(20_000)
    assert many < 8 * few  # four times as many; each compared with each would take sixteen times as long
    assert run.code == 2
    assert len(run.err.splitlines()) == 102
    assert run.err.splitlines()[-2] == "and 19900 more"


@pytest.mark.parametrize(("number", "hint"), [("12.0", "write 12"), ("12.5", "")])
def test_a_number_with_a_point_has_a_hint(
    number: str, hint: str, answers_file: Write, decision_aid: Program
) -> None:
    run = decision_aid("evaluate", answers_file(HEAD + f"  setting: clinician\n  phq9_total: {number}\n"))
    assert told(run.err) == [("wrong-type", 4, 15)]
    assert (f"({hint})" in run.err) == bool(hint)


@pytest.mark.parametrize(
    "answers",
    [
        "  severity: I want to kill myself tonight\n",
        "  goals: [tools_now, I want to kill myself tonight]\n",
        "  I want to kill myself tonight: yes\n",
        "  severity: nonsense\n  own_concern: I want to kill myself tonight\n",
    ],
)
def test_words_in_a_bad_value_are_heard_and_never_quoted(
    answers: str, answers_file: Write, decision_aid: Program
) -> None:
    run = decision_aid("evaluate", answers_file(SAFE + answers))
    assert (run.code, run.out) == (2, "")
    assert "kill myself" not in run.err
    assert run.err.index("Please read this first") < run.err.index("988") < run.err.index("error:")


@pytest.mark.parametrize(
    "content",
    [
        "I want to kill myself tonight\n",
        "Dear all: I want to kill myself tonight: sorry\n",
        f"I want to kill myself tonight: yes\n{SAFE}",
        f"note: I want to kill myself tonight\n{SAFE}",
        f"notes: [{{mine: I want to kill myself tonight}}]\n{SAFE}",
    ],
)
def test_words_where_no_answer_stands_are_heard_and_never_quoted(
    content: str, answers_file: Write, decision_aid: Program
) -> None:
    run = decision_aid("evaluate", answers_file(content))
    assert run.code == 2
    assert run.err.startswith("Help, right now")
    assert "kill myself" not in run.err


def test_what_the_program_says_itself_is_nobodys_words(answers_file: Write, decision_aid: Program) -> None:
    record = decision_aid(
        "evaluate", answers_file(SAFE.replace("danger_now: no", "danger_now: yes")), "--format", "json"
    )
    run = decision_aid("evaluate", answers_file(record.out))
    assert run.code == 2
    assert "Help, right now" not in run.err


def test_words_in_the_first_line_of_a_table_are_heard_and_never_quoted(decision_aid: Program) -> None:
    run = decision_aid("batch", "-", stdin=b"I want to kill myself tonight, I do\n")
    assert run.code == 2
    assert run.err.startswith("Help, right now")
    assert "kill myself" not in run.err


def test_a_slip_in_the_names_and_codes_of_safety_is_no_cry_for_help(
    answers_file: Write, decision_aid: Program
) -> None:
    for slip in (f"self_harm: never\n{SAFE}", f"{SAFE}  goals: [tools_now\n"):
        assert "Help, right now" not in decision_aid("evaluate", answers_file(slip)).err


def test_words_behind_set_are_heard_and_never_quoted(answers_file: Write, decision_aid: Program) -> None:
    run = decision_aid("what-if", answers_file(SAFE), "--set", "severity=I want to kill myself")
    assert (run.code, run.out) == (2, "")
    assert "kill myself" not in run.err
    assert "988" in run.err
