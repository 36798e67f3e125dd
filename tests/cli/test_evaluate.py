"""What `evaluate` writes, and where; and how the program ends."""

from __future__ import annotations

import html
import json
import os
import re
import shutil
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from decision_aid import __version__
from decision_aid.cli.help import HOW
from decision_aid.loading.rule_set import shipped_directory
from decision_aid.model.crisis import HELP_LINE
from decision_aid.model.rules import Rules
from tests import PROGRAM, a_few_of
from tests.cli.conftest import SAFE, Program, process
from tests.outputs import NAMES_NOTHING

Write = Callable[[str | bytes], str]

TINY = Path(__file__).parent.parent / "rule_sets" / "good" / "tiny"

FORMATS = ["text", "markdown", "html", "json"]
CBT = SAFE + "  severity: mild\n  goals: [tools_now]\n"
STOPPED = SAFE.replace("danger_now: no", "danger_now: yes")

on_unix = pytest.mark.skipif(sys.platform == "win32", reason="needs a Unix system")
with_full_device = pytest.mark.skipif(
    not Path("/dev/full").is_char_device(), reason="there is no device that is always full"
)


def _on_the_day_of_tests(printed: str) -> str:
    """What another process printed, as though it were the day of all other tests (`decision_aid`)."""
    return printed.replace(time.strftime("%Y-%m-%d"), "2026-11-30")


@pytest.mark.parametrize("format", FORMATS)
def test_the_result_goes_to_standard_output_and_nothing_else_does(
    format: str, answers_file: Write, decision_aid: Program
) -> None:
    run = decision_aid("evaluate", answers_file(CBT), "--format", format)
    assert (run.code, run.err) == (0, "")
    assert "988" in run.out
    assert "CBT" in run.out


def test_text_is_the_format_when_none_is_named(answers_file: Write, decision_aid: Program) -> None:
    name = answers_file(CBT)
    assert decision_aid("evaluate", name) == decision_aid("evaluate", name, "--format", "text")


@pytest.mark.parametrize("sheet", [CBT, STOPPED, "rule_set: depression\nanswers: {}\n"])
def test_whatever_the_result_says_it_is_a_result(
    sheet: str, answers_file: Write, decision_aid: Program
) -> None:
    assert decision_aid("evaluate", answers_file(sheet)).code == 0


def test_standard_input_is_read_for_a_dash(answers_file: Write, decision_aid: Program) -> None:
    from_file = decision_aid("evaluate", answers_file(CBT))
    assert decision_aid("evaluate", "-", stdin=CBT.encode()) == from_file


@pytest.mark.parametrize("format", FORMATS)
def test_a_pipe_is_read_and_written_by_the_real_program(
    format: str, answers_file: Write, decision_aid: Program
) -> None:
    done = process("evaluate", "-", "--format", format, input=CBT.encode())
    assert (done.returncode, done.stderr) == (0, b"")
    here = decision_aid("evaluate", answers_file(CBT), "--format", format).out
    assert _on_the_day_of_tests(done.stdout.decode()) == here


def test_the_page_without_a_terminal_is_plain_text_of_80_columns(
    answers_file: Write, decision_aid: Program
) -> None:
    page = decision_aid("evaluate", answers_file(CBT)).out
    assert "\x1b" not in page
    assert max(map(len, page.splitlines())) <= 80


def test_headings_are_bold_only_when_asked_for(
    answers_file: Write, decision_aid: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = answers_file(CBT)
    assert "\x1b[" in decision_aid("evaluate", name, "--color").out
    assert "\x1b" not in decision_aid("evaluate", name, "--no-color").out
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b" not in decision_aid("evaluate", name).out


def test_lenses_weigh_differently(answers_file: Write, decision_aid: Program) -> None:
    name = answers_file(SAFE + "  inner_patterns: [repeating_patterns]\n")

    def status(lens: str) -> str:
        result = json.loads(decision_aid("evaluate", name, "--lens", lens, "--format", "json").out)
        assert result["lens"] == lens
        return str(result["status"])

    assert [status(lens) for lens in ("checked", "documents", "research")] == [
        "suggestion",
        "suggestion",
        "no_clear_suggestion",
    ]


def test_a_rule_set_of_ones_own_is_used(answers_file: Write, decision_aid: Program) -> None:
    name = answers_file("rule_set: tiny\nanswers: {scalded: no, likes: [bitter]}\n")
    run = decision_aid("evaluate", name, "--rules", str(TINY))
    assert (run.code, run.err) == (0, "")
    assert "coffee" in run.out
    assert "psychodynamic" not in run.out


def test_a_rule_set_that_cannot_be_used_is_told_like_any_bad_file(
    tmp_path: Path, answers_file: Write, decision_aid: Program
) -> None:
    for folder in (tmp_path / "nowhere", tmp_path):
        run = decision_aid("evaluate", answers_file(CBT), "--rules", str(folder))
        assert (run.code, run.out) == (2, "")
        assert "error:" in run.err


PLAN = SAFE.replace("suicidal_thoughts: none", "suicidal_thoughts: plan") + "  goals: [tools_now]\n"


def weakened(folder: Path) -> Path:
    """A copy of the shipped rules in which a plan to die asks for a referral, and stops no more."""
    shutil.copytree(shipped_directory(), folder)
    safety = folder / "safety.yaml"
    before, gate, after = safety.read_text(encoding="utf-8").partition("- id: suicide-plan")
    safety.write_text(before + gate + after.replace("action: stop", "action: refer", 1), encoding="utf-8")
    return folder


@pytest.mark.parametrize("sheet", a_few_of([PLAN, CBT]))
def test_rules_that_are_not_safe_answer_nobody(
    sheet: str, tmp_path: Path, answers_file: Write, decision_aid: Program
) -> None:
    rules = str(weakened(tmp_path / "mine"))
    run = decision_aid("evaluate", answers_file(sheet), "--rules", rules)
    assert (run.code, run.out) == (2, "")
    assert "[broken-promise]" in run.err
    assert f"decision-aid rules check {rules}." in run.err


def test_an_author_may_try_a_draft_and_its_page_says_so(
    tmp_path: Path, answers_file: Write, decision_aid: Program
) -> None:
    rules = str(weakened(tmp_path / "mine"))
    for sheet in (PLAN, CBT, STOPPED):
        run = decision_aid("evaluate", answers_file(sheet), "--rules", rules, "--draft")
        assert run.code == 0
        assert "draft. these rules haven't been shown to be safe" in " ".join(run.out.lower().split())


def test_rules_that_are_safe_may_be_tried_out_before_all_else_is_right(
    tmp_path: Path, answers_file: Write, decision_aid: Program
) -> None:
    """An author may try out a copy in which a case about approaches comes out otherwise."""
    rules = tmp_path / "mine"
    shutil.copytree(TINY, rules)
    case = rules / "cases" / "mild-tea.yaml"
    text = case.read_text(encoding="utf-8")
    case.write_text(text.replace("favored: [tea]", "favored: [coffee]"), encoding="utf-8")
    name = answers_file("rule_set: tiny\nanswers: {scalded: no, likes: [bitter]}\n")
    assert "[case-differs]" in decision_aid("rules", "check", str(rules)).out
    run = decision_aid("evaluate", name, "--rules", str(rules))
    assert (run.code, run.err) == (0, "")


@pytest.mark.exhaustive
@pytest.mark.parametrize("sheet", [CBT, PLAN, "rule_set: depression\nanswers: {}\n"])
def test_a_page_says_when_its_rules_are_not_the_shipped_ones(
    sheet: str, answers_file: Write, decision_aid: Program
) -> None:
    said = "not the rules that come with this program"
    name = answers_file(sheet)
    named = decision_aid("evaluate", name, "--rules", str(shipped_directory()))
    assert said in " ".join(named.out.lower().split())
    assert said not in " ".join(decision_aid("evaluate", name).out.lower().split())


MARKUP = "Coffee [red]is[/red] :coffee: [/] see [1] <b>bitter</b> *very* `so` & [link=http://x]y[/link]"


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ([], MARKUP),
        (["--color"], MARKUP),
        (["--format", "html"], html.escape(MARKUP)),
        (["--format", "markdown"], re.sub(r"([\[\]<>*`&])", r"\\\1", MARKUP)),
        (["--format", "json"], MARKUP),
    ],
)
def test_markup_in_a_text_of_a_rule_set_is_shown_as_it_stands(
    options: list[str], expected: str, tmp_path: Path, answers_file: Write, decision_aid: Program
) -> None:
    folder = tmp_path / "tiny"
    shutil.copytree(TINY, folder)
    taste = folder / "rules" / "taste.yaml"
    text = taste.read_text(encoding="utf-8").replace("Coffee is bitter.", f"'{MARKUP}'")
    taste.write_text(text, encoding="utf-8")
    sheet = answers_file("rule_set: tiny\nanswers: {scalded: no, likes: [bitter]}\n")
    run = decision_aid("evaluate", sheet, "--rules", str(folder), *options)
    assert (run.code, run.err) == (0, "")
    assert expected in " ".join(run.out.split())


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("sheet", a_few_of([STOPPED, CBT]))
def test_an_output_file_holds_byte_for_byte_what_would_be_printed(
    format: str, sheet: str, tmp_path: Path, answers_file: Write, decision_aid: Program
) -> None:
    target = tmp_path / "result"
    name = answers_file(sheet)
    run = decision_aid("evaluate", name, "--format", format, "--output", str(target))
    assert (run.code, run.out, "988" in run.err) == (0, "", sheet == STOPPED)
    printed = process("evaluate", name, "--format", format).stdout
    assert target.read_bytes() == _on_the_day_of_tests(printed.decode()).encode()


WRITES_A_FILE = pytest.mark.parametrize("command", [["evaluate"], ["worksheet"], ["graph", "--answers"]])


@WRITES_A_FILE
@pytest.mark.parametrize("sheet", [STOPPED, "rule_set: depression\nanswers: {}\n"])
@pytest.mark.parametrize("taken", [False, True])
def test_where_safety_comes_first_the_help_is_on_the_screen_too(
    command: list[str],
    sheet: str,
    taken: bool,
    tmp_path: Path,
    answers_file: Write,
    decision_aid: Program,
) -> None:
    target = tmp_path / "result"
    if taken:
        target.write_text("precious", encoding="utf-8")
    name = answers_file(sheet)
    run = decision_aid(*command, name, "--output", str(target))
    assert (run.code, run.out) == (2 if taken else 0, "")
    assert run.err.startswith(decision_aid("evaluate", name).out)
    assert ("--force" in run.err) == taken


@WRITES_A_FILE
def test_own_words_that_may_tell_of_danger_bring_help_to_the_screen_too(
    command: list[str], tmp_path: Path, answers_file: Write, decision_aid: Program
) -> None:
    sheet = answers_file(CBT + "  own_concern: I want to die\n  own_words_danger: no\n")
    run = decision_aid(*command, sheet, "--output", str(tmp_path / "result"))
    assert (run.code, run.out) == (0, "")
    assert "988" in run.err
    assert not NAMES_NOTHING.findall(run.err)


@WRITES_A_FILE
def test_a_result_that_is_kept_is_not_shown_too(
    command: list[str], tmp_path: Path, answers_file: Write, decision_aid: Program
) -> None:
    run = decision_aid(*command, answers_file(CBT), "--output", str(tmp_path / "result"))
    assert (run.code, run.out, run.err) == (0, "", "")


@on_unix
def test_an_output_file_is_for_its_owner_alone(
    tmp_path: Path, answers_file: Write, decision_aid: Program
) -> None:
    target = tmp_path / "result"
    before = os.umask(0)
    try:
        assert decision_aid("evaluate", answers_file(CBT), "--output", str(target)).code == 0
        assert stat.S_IMODE(target.stat().st_mode) == 0o600
        target.chmod(0o644)
        assert decision_aid("evaluate", answers_file(CBT), "--output", str(target), "--force").code == 0
        assert stat.S_IMODE(target.stat().st_mode) == 0o600
    finally:
        os.umask(before)


def test_a_file_that_exists_is_kept_unless_force_is_given(
    tmp_path: Path, answers_file: Write, decision_aid: Program
) -> None:
    target = tmp_path / "result"
    target.write_text("precious", encoding="utf-8")
    run = decision_aid("evaluate", answers_file(CBT), "--output", str(target))
    assert (run.code, run.out) == (2, "")
    assert "--force" in run.err
    assert target.read_text(encoding="utf-8") == "precious"
    assert decision_aid("evaluate", answers_file(CBT), "--output", str(target), "--force").code == 0
    assert "CBT" in target.read_text(encoding="utf-8")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["answers.yaml", "result"]


@on_unix
@pytest.mark.parametrize("force", [[], ["--force"]])
def test_neither_a_folder_nor_a_pipe_nor_what_a_link_points_to_is_replaced(
    force: list[str], tmp_path: Path, answers_file: Write, decision_aid: Program
) -> None:
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "victim").write_text("precious", encoding="utf-8")
    (tmp_path / "link").symlink_to(tmp_path / "victim")
    before = sorted(path.name for path in tmp_path.iterdir())
    for name in before:
        run = decision_aid("evaluate", answers_file(CBT), "--output", str(tmp_path / name), *force)
        assert (run.code, run.out) == ((2, "") if name != "victim" or not force else (0, ""))
    assert stat.S_ISFIFO((tmp_path / "pipe").stat().st_mode)
    assert (tmp_path / "link").is_symlink()
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([*before, "answers.yaml"])
    if not force:
        assert (tmp_path / "victim").read_text(encoding="utf-8") == "precious"


@pytest.mark.parametrize("target", ["nowhere/result", "answers.yaml/result", "x" * 300, "."])
def test_an_output_that_cannot_be_made_is_told_and_leaves_nothing(
    target: str, tmp_path: Path, answers_file: Write, decision_aid: Program
) -> None:
    run = decision_aid("evaluate", answers_file(CBT), "--output", f"{tmp_path}/{target}")
    assert (run.code, run.out) == (2, "")
    assert run.complaint.count("\n") == 1
    assert "Traceback" not in run.err
    assert [path.name for path in tmp_path.iterdir()] == ["answers.yaml"]


@on_unix
def test_a_full_disk_leaves_no_half_of_a_file(tmp_path: Path, answers_file: Write) -> None:
    import resource

    def little_room() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))

    folder = tmp_path / "full"
    folder.mkdir()
    done = process("evaluate", answers_file(CBT), "--output", str(folder / "result"), preexec_fn=little_room)
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"can't be written" in done.stderr
    assert b"Traceback" not in done.stderr
    assert list(folder.iterdir()) == []


@with_full_device
@pytest.mark.parametrize(
    "command", a_few_of([["evaluate", "-"], ["evaluate", "-", "--format", "json"], ["crisis"]])
)
def test_a_full_disk_behind_standard_output_is_told(command: list[str]) -> None:
    with open("/dev/full", "wb") as full:
        done = process(*command, input=CBT.encode(), stdout=full)
    assert done.returncode == 2
    first, *card, last = done.stderr.decode().splitlines()
    assert (first, last) == ("The result can't be written: No space left on device.", HELP_LINE)
    assert bool(card) == (command == ["crisis"])


@on_unix
@pytest.mark.parametrize(
    "command", a_few_of([["evaluate", "-"], ["evaluate", "-", "--format", "html"], ["crisis"]])
)
def test_a_reader_who_has_gone_is_told_of(command: list[str]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = process(*command, input=CBT.encode(), stdout=writing)
    finally:
        os.close(writing)
    first, *card, last = done.stderr.decode().splitlines()
    assert (done.returncode, last) == (141, HELP_LINE)
    assert first == "The program that read the result stopped early, so the end of it wasn't written."
    assert bool(card) == (command == ["crisis"])


@on_unix
def test_the_first_line_of_a_page_can_be_taken_off(answers_file: Write) -> None:
    command = f"{' '.join(PROGRAM)} evaluate '{answers_file(CBT)}' | head -1"
    done = subprocess.run(["sh", "-c", command], capture_output=True, timeout=60)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.count(b"\n") == 1


@on_unix
def test_a_standard_output_that_was_closed_before_is_told() -> None:
    done = process("evaluate", "-", input=CBT.encode(), stdout=None, preexec_fn=lambda: os.close(1))
    assert done.returncode == 2
    assert b"standard output" in done.stderr
    assert b"Traceback" not in done.stderr


def test_the_same_file_always_gives_the_same_bytes(answers_file: Write) -> None:
    sheet = CBT + "  prior_treatments: [cbt, medication, ipt]\n  linked_to: [conflict, isolation]\n"
    name = answers_file(sheet)
    outputs = {
        process("evaluate", name, "--format", "json", env={"PYTHONHASHSEED": seed}).stdout
        for seed in ("0", "1", "2")
    }
    assert len(outputs) == 1


@pytest.mark.parametrize("encoding", a_few_of(["ascii", "cp1252", "utf-8"]))
def test_any_encoding_of_a_terminal_will_do(encoding: str, answers_file: Write) -> None:
    done = process("evaluate", answers_file(CBT), env={"PYTHONIOENCODING": encoding})
    assert (done.returncode, done.stderr) == (0, b"")
    told = done.stdout.decode(encoding)
    assert "\\u" not in told
    assert ("+- Your result --" in told) is (encoding != "utf-8")


# --- the JSON of the contract -------------------------------------------------------------------


def check(value: Any, shape: Any, place: str = "result") -> None:
    """Whether a JSON value has a shape: a type, a set of words, a list of one shape, or a mapping of keys."""
    if isinstance(shape, dict):
        assert isinstance(value, dict), place
        assert list(value) == list(shape), place
        for key, inner in shape.items():
            check(value[key], inner, f"{place}.{key}")
    elif isinstance(shape, list):
        assert isinstance(value, list), place
        for number, item in enumerate(value):
            check(item, shape[0], f"{place}[{number}]")
    elif isinstance(shape, set):
        assert value in shape, place
    else:
        assert type(value) is shape, place


SHAPE = {
    "schema": {"decision-aid/evaluation/2"},
    "program": {__version__},
    "date": {"2026-11-30"},
    "rule_set": {"id": {"depression"}, "version": str, "hash": str, "reviewed": str},
    "lens": {"checked", "documents", "research"},
    "answers": dict,
    "answers_hash": str,
    "status": {"suggestion", "no_clear_suggestion", "needs_answers", "stopped"},
    "gates": [
        {
            "id": str,
            "action": {"stop", "refer", "caution"},
            "urgency": {"now", "today", "soon", "routine"},
            "message": str,
            "trigger": [{"question": str, "answer": str}],
        }
    ],
    "disagreements": [str],
    "missing": [str],
    "decisions": dict,
    "help": [
        {"name": str, "contact": str, "review_by": str, "freshness": {"fresh", "due", "lapsed"}},
    ],
    "disclaimer": str,
    "sources": dict,
    "words_of_danger": [str],
}

CARD = {"headline": str, "table": dict, "next": str, "end": str}
"""What every card says; what else it does depends on the answers."""

DECISION = {
    "outcome": {"favored", "level", "no_support"},
    "favored": [str],
    "close_behind": [str],
    "candidates": dict,
}

STANDING = {
    "net_support": int,
    "arguments": [
        {
            "rule": str,
            "theme": str,
            "direction": {"for", "against"},
            "strength": {"strong", "weak"},
            "counted": bool,
            "basis": {"guideline", "trial", "preference", "practice", "local"},
            "because": str,
            "claims": [str],
            "sources": [str],
        }
    ],
}


@pytest.mark.parametrize("lens", ["checked", "documents", "research"])
@pytest.mark.parametrize(
    ("more", "status"),
    [
        ("  severity: mild\n  goals: [tools_now]\n  medication_now: yes\n", "suggestion"),
        (
            "  goals: [understand_why]\n  time_available: a_year_or_more\n  trauma_memories: yes\n",
            "suggestion",
        ),
        ("", "no_clear_suggestion"),
        (None, "needs_answers"),
        ("  suicidal_thoughts: plan\n", "stopped"),
    ],
)
def test_the_json_has_the_shape_of_the_contract(
    more: str | None, status: str, lens: str, answers_file: Write, decision_aid: Program, shipped: Rules
) -> None:
    sheet = "rule_set: depression\nanswers: {}\n" if more is None else SAFE + more
    if status == "stopped":
        sheet = sheet.replace("  suicidal_thoughts: none\n", "")
    run = decision_aid("evaluate", answers_file(sheet), "--format", "json", "--lens", lens)
    result = json.loads(run.out)
    card = result.pop("card", None)
    check(result, SHAPE)
    assert (card is not None) == bool(result["decisions"])
    if card:
        check({key: card[key] for key in CARD}, CARD)
    assert (result["status"], result["lens"]) == (status, lens)
    assert len(result["rule_set"]["hash"]) == 64
    weighed = status in ("suggestion", "no_clear_suggestion")
    assert list(result["decisions"]) == (["approach", "medication", "length"] if weighed else [])
    for decision in shipped.decisions if weighed else ():
        if decision.id == "length" and "psychodynamic" not in result["decisions"]["approach"]["favored"]:
            assert result["decisions"]["length"] == {}
            continue
        check(result["decisions"][decision.id], DECISION)
        standings = result["decisions"][decision.id]["candidates"]
        assert list(standings) == [candidate.id for candidate in decision.candidates]
        for standing in standings.values():
            check(standing, STANDING)


def test_the_json_is_plain_ascii_and_ends_with_a_line_break(
    answers_file: Write, decision_aid: Program
) -> None:
    run = decision_aid("evaluate", answers_file(CBT), "--format", "json")
    assert run.out.isascii()
    assert run.out.endswith("}\n")


# --- other commands, and how the program ends ---------------------------------------------------


def test_the_version_is_one_line(decision_aid: Program) -> None:
    from decision_aid import __version__

    assert decision_aid("--version") == (0, f"decision-aid {__version__}\n", "")


@pytest.mark.parametrize(
    ("command", "example"),
    [
        (["--help"], "decision-aid evaluate answers.yaml"),
        (["-h"], "decision-aid crisis"),
        (["evaluate", "--help"], "decision-aid evaluate answers.yaml --format json"),
        (["interview", "--help"], "decision-aid interview --save answers.yaml"),
        (["crisis", "--help"], "decision-aid crisis"),
    ],
)
def test_help_shows_an_example_and_goes_to_standard_output(
    command: list[str], example: str, decision_aid: Program
) -> None:
    run = decision_aid(*command)
    assert (run.code, run.err) == (0, "")
    assert example in run.out


def test_the_main_help_names_the_crisis_line(decision_aid: Program) -> None:
    assert "988" in decision_aid("--help").out


def test_crisis_lists_every_contact_by_country(decision_aid: Program, shipped: Rules) -> None:
    run = decision_aid("crisis")
    assert (run.code, run.err) == (0, "")
    page = " ".join(run.out.split())
    for words in (
        "988",
        "911",
        "United Kingdom",
        "116 123",
        "Canada",
        "Australia",
        "13 11 14",
        "findahelpline.com",
    ):
        assert words in page
    for contact in shipped.contacts:
        assert contact.name in page
        assert contact.contact in page


def test_crisis_and_evaluate_work_without_a_network(answers_file: Write) -> None:
    """Every attempt to open a socket is an error in this run."""
    without_network = (
        "import socket, sys\n"
        "def refuse(*_, **__): raise AssertionError('a socket was opened')\n"
        "socket.socket = socket.create_connection = socket.getaddrinfo = refuse\n"
        "from decision_aid.__main__ import main\n"
        "main()\n"
    )
    for command in (["crisis"], ["evaluate", answers_file(CBT)]):
        done = subprocess.run(
            [sys.executable, "-c", without_network, *command], capture_output=True, timeout=60
        )
        assert (done.returncode, done.stderr) == (0, b"")
        assert b"988" in done.stdout


@pytest.mark.parametrize(
    "command",
    [
        ["nonsense"],
        ["evaluate"],
        ["evaluate", "a", "b"],
        ["evaluate", "-", "--format", "pdf"],
        ["evaluate", "-", "--lens", "rosy"],
        ["evaluate", "-", "--nonsense"],
        ["crisis", "now"],
        ["--nonsense"],
    ],
)
def test_a_command_that_is_none_ends_with_2(command: list[str], decision_aid: Program) -> None:
    run = decision_aid(*command, stdin=CBT.encode())
    assert (run.code, run.out) == (2, "")
    assert HOW in run.err


@pytest.mark.parametrize(
    "command", a_few_of([[], ["interview"], ["--accessible"], ["interview", "--accessible"]], 2)
)
def test_the_interview_takes_no_answer_from_a_pipe(command: list[str]) -> None:
    done = process(*command, input=b"1\n" * 100)
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"decision-aid evaluate" in done.stderr
    assert b"decision-aid crisis" in done.stderr


SECRET = "last_3_months"


@pytest.fixture
def bug(monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault of the program, with an answer in its message."""

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError(f"what to do with {SECRET}?")

    monkeypatch.setattr("decision_aid.engine.suggest.suggest", fail)


@pytest.mark.usefixtures("bug")
def test_a_fault_of_ours_is_one_sentence_without_any_answer(
    answers_file: Write, decision_aid: Program
) -> None:
    run = decision_aid("evaluate", answers_file(CBT.replace("self_harm: never", f"self_harm: {SECRET}")))
    assert (run.code, run.out) == (3, "")
    assert run.complaint.count("\n") == 1
    assert "fault of the program" in run.err
    assert "RuntimeError" in run.err
    assert SECRET not in run.err
    assert "Traceback" not in run.err


@pytest.mark.usefixtures("bug")
def test_a_fault_of_ours_shows_the_way_there_when_asked_for_and_no_answer(
    answers_file: Write, decision_aid: Program
) -> None:
    secret = answers_file(CBT.replace("self_harm: never", f"self_harm: {SECRET}"))
    run = decision_aid("--debug", "evaluate", secret)
    assert (run.code, run.out) == (3, "")
    assert run.err.startswith('  File "')
    assert "RuntimeError" in run.err
    assert SECRET not in run.err


def test_an_interrupt_ends_with_130(
    answers_file: Write, decision_aid: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("decision_aid.engine.suggest.suggest", interrupted)
    run = decision_aid("evaluate", answers_file(CBT))
    assert (run.code, run.out) == (130, "")
    assert "Traceback" not in run.err


def test_the_answers_themselves_are_never_replaced(answers_file: Write, decision_aid: Program) -> None:
    answers = answers_file(CBT)
    before = Path(answers).read_bytes()
    run = decision_aid("evaluate", answers, "--output", answers, "--force")
    assert (run.code, run.out) == (2, "")
    assert "the file of answers itself" in run.err
    assert Path(answers).read_bytes() == before


@on_unix
def test_a_closed_standard_input_is_told(answers_file: Write) -> None:
    run = process("evaluate", "-", preexec_fn=lambda: os.close(0))
    assert (run.returncode, run.stdout) == (2, b"")
    assert b"standard input:1:1" in run.stderr


@with_full_device
def test_where_nobody_can_be_told_the_exit_code_still_holds() -> None:
    with open("/dev/full", "wb") as full:
        assert process("evaluate", "nowhere.yaml", stderr=full).returncode == 2


@pytest.mark.parametrize("option", [["--rules", "nowhere"], ["--color"], ["--accessible"]])
def test_an_option_that_would_be_ignored_is_refused(
    option: list[str], answers_file: Write, decision_aid: Program
) -> None:
    run = decision_aid(*option, "evaluate", answers_file(CBT))
    assert (run.code, run.out) == (2, "")
    assert "after the command" in run.err
