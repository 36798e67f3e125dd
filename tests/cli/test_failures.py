"""Whatever fails, in whatever command, ends with where to get help; and nothing keeps help away.

A command joins by being in the table of the program: how it is called well is then asked for in `WELL`.
"""

from __future__ import annotations

import errno
import io
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import pytest
from typer.main import get_command

import decision_aid as decision_aid_package
from decision_aid import __main__ as program
from decision_aid.checking.checks import safety_answers
from decision_aid.cli.app import Handed
from decision_aid.cli.app import program as assembled
from decision_aid.cli.commands import COMMANDS as TABLE_OF_COMMANDS
from decision_aid.cli.meant import as_meant, tells_of_danger
from decision_aid.loading.rule_set import load_rules, shipped_directory
from decision_aid.model import conditions
from decision_aid.model.conditions import Condition, Equals
from decision_aid.model.crisis import CONTACTS, HELP_LINE
from decision_aid.model.rules import Rules
from tests import PROGRAM, a_few_of
from tests.cli.conftest import SAFE, Program, process
from tests.outputs import NAMES_NOTHING
from tests.pages import ANSWERS

pytestmark = pytest.mark.usefixtures("measured")

TINY = Path(__file__).parent.parent / "rule_sets" / "good" / "tiny"

TABLE = "TABLE"
"""Where a command takes a table of answers."""

WELL: dict[tuple[str, ...], tuple[str, ...]] = {
    ("interview",): ("--help",),  # it needs a terminal; see tests/terminal
    ("evaluate",): (ANSWERS,),
    ("batch",): (TABLE,),
    ("options",): (),
    ("worksheet",): (ANSWERS,),
    ("trace",): (ANSWERS,),
    ("what-if",): (ANSWERS,),
    ("compare",): (ANSWERS, ANSWERS),
    ("claims",): ("A27",),
    ("graph",): (),
    ("rests-on",): (ANSWERS,),
    ("fhir", "questionnaire"): (),
    ("fhir", "response"): (ANSWERS,),
    ("verify",): ("--help",),  # a record is made in test_verify
    ("crisis",): (),
    ("about",): (),
    ("cases", "list"): (),
    ("cases", "show"): ("a-plan-to-die",),
    ("cases", "teach"): ("--key",),
    ("cases", "answers"): ("recent-job-loss",),
    ("cases", "run"): ("recent-job-loss",),
    ("rules", "accept"): ("--rules", str(TINY)),
    ("rules", "check"): (str(TINY),),
    ("rules", "diff"): (str(TINY), str(TINY)),
    ("rules", "export"): ("--help",),  # what it writes is a folder
    ("rules", "list"): (),
    ("rules", "new"): ("--help",),  # and so is this
    ("rules", "profile"): ("--size", "50"),
    ("rules", "rename"): ("--help",),  # what it changes are files of a rule set
    ("rules", "show"): ("danger_now",),
    ("rules", "sign"): (str(TINY),),
    ("rules", "verify"): ("--help",),  # a certificate is made in test_rules_check
}
"""Each command, with arguments with which it ends well."""


def commands() -> Iterator[tuple[str, ...]]:
    """All commands and the commands of groups, from the table of the program."""
    handed = Handed(program.interview_pages, program.examples)
    group = get_command(assembled(TABLE_OF_COMMANDS, handed))
    for name, command in group.commands.items():  # type: ignore[attr-defined]
        inner = getattr(command, "commands", None)
        yield from ((name, one) for one in inner) if inner else ((name,),)


COMMANDS = sorted(commands())
EVERY = pytest.mark.parametrize("command", a_few_of([*COMMANDS], 12), ids=" ".join)
unix = pytest.mark.skipif(sys.platform == "win32", reason="there are no such devices")


Well = Callable[[tuple[str, ...]], list[str]]


@pytest.fixture
def well(tmp_path: Path) -> Well:
    """How a command is called so that it ends well."""
    answers = tmp_path / "answers.yaml"
    answers.write_text(SAFE, encoding="utf-8")
    table = tmp_path / "table.csv"
    table.write_text("danger_now\nno\n", encoding="utf-8")
    files = {ANSWERS: str(answers), TABLE: str(table)}
    return lambda command: [*command, *(files.get(argument, argument) for argument in WELL[command])]


def ends_with_help(err: str) -> bool:
    return err.endswith(f"\n{HELP_LINE}\n") or err == f"{HELP_LINE}\n"


def test_every_command_is_here() -> None:
    assert set(COMMANDS) == set(WELL)


@EVERY
def test_what_is_called_well_ends_well(command: tuple[str, ...], well: Well, decision_aid: Program) -> None:
    run = decision_aid(*well(command))
    assert (run.code, run.complaint) == (0, ""), run.err


@EVERY
@pytest.mark.parametrize("wrong", [["--nonsense"], ["too", "many", "words", "by", "far", "--rules"]], ids=str)
def test_a_wrong_call(wrong: list[str], command: tuple[str, ...], decision_aid: Program) -> None:
    run = decision_aid(*command, *wrong)
    assert run.code == 2
    assert run.out == ""
    assert ends_with_help(run.err)


@EVERY
def test_a_bug(
    command: tuple[str, ...],
    well: Well,
    decision_aid: Program,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Wherever it is: in what writes a result, of all places."""
    # What was first imported while it fails would keep what fails.
    for found in walk_packages(decision_aid_package.__path__, "decision_aid."):
        import_module(found.name)

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("a bug")

    for module in ("answers_file.read_bytes", "rule_set.Folder", "files.read_bytes", "tables.opened"):
        monkeypatch.setattr(f"decision_aid.loading.{module}", fail)
    for module in ("print_text", "print_report", "terminal_width"):
        monkeypatch.setattr(f"decision_aid.cli.output.{module}", fail)
    run = decision_aid(*well(command))
    if "--help" in WELL[command]:
        assert run.code == 0
        return
    assert (run.code, run.out) == (3, "")
    assert ends_with_help(run.err)


@EVERY
def test_a_file_that_is_not_there(command: tuple[str, ...], well: Well, decision_aid: Program) -> None:
    """Nor the rule set, nor the answers, nor the folder, whichever it takes."""
    options = decision_aid(*command, "--help").out
    missing = ["nowhere" for one in WELL[command] if one in (ANSWERS, TABLE, str(TINY))]
    if "--rules" in options:
        run = decision_aid(*well(command), "--rules", "nowhere")
    elif missing:
        run = decision_aid(*command, *missing)
    else:
        pytest.skip("it reads no file of anybody's")
    if "--help" in WELL[command]:
        return
    assert run.code in (1, 2)
    assert ends_with_help(run.err)


@unix
@pytest.mark.parametrize(
    "command", a_few_of([*COMMANDS[::5], *(c for c in COMMANDS if c not in COMMANDS[::5])], 5), ids=" ".join
)
def test_a_full_disk(command: tuple[str, ...], well: Well) -> None:
    with open("/dev/full", "wb") as full:
        done = process(*well(command), stdout=full)
    assert done.returncode == 2
    assert ends_with_help(done.stderr.decode())
    assert b"No space left" in done.stderr


@unix
@pytest.mark.parametrize("command", a_few_of(COMMANDS[::5], 2), ids=" ".join)
def test_a_reader_who_has_gone(command: tuple[str, ...], well: Well) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = process(*well(command), stdout=writing)
    finally:
        os.close(writing)
    assert done.returncode != 0
    assert ends_with_help(done.stderr.decode())


# --- words in place of a command ---------------------------------------------------------------------

FOR_HELP = (
    ["988"],
    ["911"],
    ["help"],
    ["h"],
    ["suicide"],
    ["I want to die"],
    ["i", "want", "to", "die"],
    ["I\u2019m going to kill myself"],
    ["help", "me"],
    ["--accessible", "crisis"],
    ["--rules", "nowhere", "crisis"],
    ["--no-color", "suicidal"],
    ["Quiero morir"],
)


@pytest.mark.parametrize("typed", FOR_HELP, ids=" ".join)
def test_words_of_danger_bring_the_crisis_card(typed: list[str], decision_aid: Program) -> None:
    run = decision_aid(*typed)
    assert run.code == 0
    assert run.out == decision_aid("crisis").out


@pytest.mark.parametrize(
    "typed", [["options", "suicide"], ["crisis", "--format", "json"], ["claims", "I want to die"]]
)
def test_words_of_danger_in_a_call_that_fails_bring_a_card(typed: list[str], decision_aid: Program) -> None:
    run = decision_aid(*typed)
    assert run.code == 2
    assert all(words in run.err for contact in CONTACTS for words in contact)
    assert ends_with_help(run.err)


DISTRESS = "I don't want to live"


@EVERY
@pytest.mark.parametrize(
    "typed",
    a_few_of(
        [
            *([DISTRESS], ["--rules", f"nowhere/{DISTRESS}"], [f"--{DISTRESS}"], ["--format", DISTRESS]),
            *(["--lens", f"{DISTRESS * 50}"], DISTRESS.split()),
        ],
        2,
    ),
    ids=lambda typed: " ".join(typed)[:40],
)
def test_words_of_danger_in_a_call_that_fails_are_not_quoted_and_help_comes_first(
    typed: list[str],
    command: tuple[str, ...],
    decision_aid: Program,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    run = decision_aid(*command, *typed)
    if run.code:
        assert "want to live" not in run.err + run.out
        assert run.err.startswith("Help, right now")
        assert ends_with_help(run.err)


CALLS = [
    ("what-if", ANSWERS, "--toward", DISTRESS),
    ("what-if", ANSWERS, "--set", DISTRESS),
    ("what-if", ANSWERS, "--set", f"{DISTRESS}=yes"),
    ("trace", ANSWERS, "--candidate", DISTRESS),
    ("evaluate", ANSWERS, "--decision", DISTRESS, "--format", "note"),
    ("evaluate", ANSWERS, "--country", DISTRESS),
    ("evaluate", ANSWERS, "--as-of", DISTRESS),
    ("evaluate", ANSWERS, "--output", f"nowhere/{DISTRESS}"),
    ("graph", "--around", DISTRESS),
    ("cases", "teach", "--lesson", DISTRESS),
    ("rules", "new", DISTRESS),
    ("rules", "check", "--explain", DISTRESS),
    ("--install-completion", DISTRESS),
]


@pytest.mark.parametrize("call", CALLS, ids=" ".join)
def test_a_name_that_may_tell_of_danger_is_not_quoted_and_names_no_approach(
    call: tuple[str, ...],
    decision_aid: Program,
    answers_file: Callable[[str], str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    file = answers_file(f"{SAFE}  goals: [tools_now]\n")
    run = decision_aid(*(file if one == ANSWERS else one for one in call))
    assert run.code == 2
    assert "want to live" not in run.err + run.out
    assert run.err.startswith("Help, right now")
    assert not NAMES_NOTHING.search(run.err)


def test_words_of_distress_give_way_to_the_same_words_everywhere(
    decision_aid: Program, answers_file: Callable[[str], str]
) -> None:
    file = answers_file(SAFE.replace("age_group: from_25_to_64", "age_group: i want to die"))
    for call in (
        ("evaluate", file),
        ("options", "i want to die"),
        ("evaluate", file, "--lens", "i want to die"),
    ):
        run = decision_aid(*call)
        assert "[what you wrote] is not" in run.err or "There is no option [what you wrote]" in run.err
        assert "want to die" not in run.err + run.out


def test_no_other_word_is_taken_for_such_a_word(decision_aid: Program) -> None:
    for typed in ("h", "od"):  # both are in the middle of ordinary words
        assert "There is no code [what you wrote]" in decision_aid("rules", "check", "--explain", typed).err


@pytest.mark.parametrize("name", ["help", "crisis-rules", "a/suicide/b", "danger.yaml"])
def test_a_name_with_such_a_word_in_it_is_told(name: str, decision_aid: Program) -> None:
    run = decision_aid("rules", "show", "x", "--rules", f"{name}/nowhere")
    assert run.code == 2
    assert f"{name}/nowhere" in run.err


@pytest.mark.parametrize("typed", ["evalute", "hello", "diff", "weather"])
def test_other_words_are_told_and_keep_their_line(typed: str, decision_aid: Program) -> None:
    run = decision_aid(typed)
    assert (run.code, run.out) == (2, "")
    assert f"No such command '{typed}'" in run.err
    assert CONTACTS[0][0] not in run.err
    assert ends_with_help(run.err)


@EVERY
def test_help_in_front_of_a_command_shows_how_it_is_used(
    command: tuple[str, ...], decision_aid: Program
) -> None:
    assert decision_aid("help", *command).out == decision_aid(*command, "--help").out


def test_no_command_is_taken_for_words_of_danger() -> None:
    for name in TABLE_OF_COMMANDS:
        assert as_meant([name, "x"], TABLE_OF_COMMANDS) == [name, "x"]
        assert name == "crisis" or not tells_of_danger([name])


# --- files that are broken or missing ----------------------------------------------------------------


BROKEN = ("sources.yaml", "help.yaml", "rule_set.yaml", "safety.yaml", "questionnaire.yaml", "claims.yaml")


@pytest.mark.parametrize("file", a_few_of([".", *BROKEN], 3))
@pytest.mark.parametrize("how", ["a tab", "gone", "empty"])
def test_crisis_works_whatever_became_of_the_files(
    file: str, how: str, tmp_path: Path, decision_aid: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = Path(shutil.copytree(shipped_directory(), tmp_path / "depression"))
    path = folder / file
    if file == ".":
        shutil.rmtree(folder)
    elif how == "gone":
        path.unlink()
    else:
        path.write_text("\t:\n" if how == "a tab" else "", encoding="utf-8")
    monkeypatch.setattr("decision_aid.loading.rule_set.shipped_directory", lambda: folder)
    for typed in ("crisis", "988", "I want to die"):
        run = decision_aid(typed)
        assert (run.code, run.err) == (0, "")
        assert "988" in run.out
        assert "911" in run.out
        assert "findahelpline.com" in run.out
    run = decision_aid("evaluate", "-", stdin=SAFE.encode())
    assert run.code == 0 or ends_with_help(run.err)


@pytest.mark.parametrize(
    "changed", [("988", "989"), ("or text 988, or", "or text 989, or"), ("Call 911", "Do not")]
)
def test_a_number_that_was_changed_in_the_files_comes_after_the_right_one(
    changed: tuple[str, str], tmp_path: Path, decision_aid: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = Path(shutil.copytree(shipped_directory(), tmp_path / "depression"))
    contacts = folder / "help.yaml"
    contacts.write_text(contacts.read_text(encoding="utf-8").replace(*changed), encoding="utf-8")
    monkeypatch.setattr("decision_aid.loading.rule_set.shipped_directory", lambda: folder)
    first, wrong, _ = decision_aid("crisis").out.partition(changed[1])
    assert bool(wrong) is (changed[0] != "988")  # without any 988, the ids are wrong, and nothing is read
    assert "Call or text 988" in first
    assert "Call 911" in first


def test_the_constants_say_what_the_shipped_contacts_say() -> None:
    always = " ".join(f"{contact.name} {contact.contact}" for contact in load_rules().contacts)
    for words in ("988 Suicide and Crisis Lifeline", "Call or text 988", "Call 911", "findahelpline.com"):
        assert words in always
        assert any(words in f"{name} {contact}" for name, contact in CONTACTS)


# --- standard input, and names -----------------------------------------------------------------------


class Typed(io.TextIOWrapper):
    """Standard input that is a terminal."""

    def isatty(self) -> bool:
        return True


def test_somebody_who_types_answers_is_told_that_they_are_waited_for(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["decision-aid", "evaluate", "-"])
    monkeypatch.setattr(sys, "stdin", Typed(io.BytesIO(SAFE.encode())))
    with pytest.raises(SystemExit):
        program.main()
    assert capsys.readouterr().err.startswith("Type or paste answers here")


@pytest.mark.parametrize(
    "call", [["-", "-"], ["-", "--lens", "documents"], ["-", "--rules", str(TINY)]], ids=" ".join
)
def test_standard_input_is_not_compared_with_itself(call: list[str], decision_aid: Program) -> None:
    run = decision_aid("compare", *call, stdin=SAFE.encode())
    assert (run.code, run.complaint) == (2, "Standard input can be read once. Give the answers as a file.\n")


@pytest.mark.parametrize("option", ["--install-completion", "--show-completion"])
def test_completion_is_for_the_shell_that_one_is_in(option: str, decision_aid: Program) -> None:
    run = decision_aid(option, "zsh")
    assert (run.code, run.out) == (2, "")
    assert f"In zsh, type: decision-aid {option}" in run.err


# --- where safety comes first --------------------------------------------------------------------------

STOPPED = SAFE.replace("danger_now: no", "danger_now: yes")
OPEN = SAFE.replace("  danger_now: no\n", "")


@unix
@pytest.mark.parametrize("sheet", a_few_of([STOPPED, OPEN]))
@pytest.mark.parametrize(
    "to", ["> file", "> /dev/full", "| true", ">&-", "--output file", "--format json > file"]
)
def test_help_is_seen_whatever_becomes_of_the_result(sheet: str, to: str, tmp_path: Path) -> None:
    (tmp_path / "answers.yaml").write_text(sheet, encoding="utf-8")
    command = f"{' '.join(PROGRAM)} evaluate answers.yaml {to}"
    root = str(Path(program.__file__).parent.parent)
    done = subprocess.run(
        ["sh", "-c", command],
        cwd=tmp_path,
        capture_output=True,
        timeout=60,
        env={**os.environ, "PYTHONPATH": root},
    )
    err = done.stderr.decode()
    assert "988" in err.partition(HELP_LINE)[0]
    assert done.stdout == b""
    if "full" in to or ">&-" in to:
        assert done.returncode == 2
        assert ends_with_help(err)


# --- files that are written ----------------------------------------------------------------------------


@pytest.fixture
def answers(tmp_path: Path) -> str:
    path = tmp_path / "answers.yaml"
    path.write_text(SAFE, encoding="utf-8")
    return str(path)


@unix
@pytest.mark.parametrize("number", ["EPERM", "EOPNOTSUPP", "ENOSYS"])
def test_a_result_can_be_written_where_there_are_no_links(
    number: str, answers: str, tmp_path: Path, decision_aid: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_links(*_: object) -> None:
        raise OSError(getattr(errno, number), "no links here")

    monkeypatch.setattr(os, "link", no_links)
    target = tmp_path / "result"
    assert decision_aid("evaluate", answers, "--output", str(target)).code == 0
    before = target.read_bytes()
    assert before.count(b"\n") > 10
    assert target.stat().st_mode & 0o777 == 0o600
    run = decision_aid("evaluate", answers, "--output", str(target))
    assert (run.code, "exists already" in run.err) == (2, True)
    assert target.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["answers.yaml", "result"]


@unix
@pytest.mark.parametrize("force", [[], ["--force"]])
def test_a_link_to_nowhere_is_not_replaced(
    force: list[str], answers: str, tmp_path: Path, decision_aid: Program
) -> None:
    link = tmp_path / "link"
    link.symlink_to(tmp_path / "nowhere")
    assert decision_aid("evaluate", answers, "--output", str(link), *force).code == 2
    assert link.is_symlink()
    assert not (tmp_path / "nowhere").exists()


def test_an_output_without_a_name_is_refused_and_a_dash_is_standard_output(
    answers: str, tmp_path: Path, decision_aid: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    run = decision_aid("evaluate", answers, "--output", "")
    assert (run.code, "give the name of a file" in run.err) == (2, True)
    assert decision_aid("evaluate", answers, "--output", "-").out == decision_aid("evaluate", answers).out
    assert [path.name for path in tmp_path.iterdir()] == ["answers.yaml"]


# --- rule sets in which an answer about safety leads to nothing ------------------------------------------


def without_gates(folder: Path, keep: Callable[[str], bool]) -> str:
    """A copy of the shipped rules that has only some of its gates, and nothing that would tell."""
    shutil.copytree(shipped_directory(), folder)
    shutil.rmtree(folder / "cases")
    (folder / "properties.yaml").unlink()
    safety = folder / "safety.yaml"
    head, *gates = re.split(r"(?m)^(?=  - id: )", safety.read_text(encoding="utf-8"))
    kept = [gate for gate in gates if keep(gate)]
    assert len(kept) < len(gates)
    safety.write_text(head + "".join(kept), encoding="utf-8")
    return str(folder)


EXPLAIN = (["evaluate"], ["worksheet"], ["trace"], ["what-if"], ["rests-on"], ["graph", "--answers"])


@pytest.mark.parametrize("command", a_few_of(EXPLAIN), ids=" ".join)
@pytest.mark.parametrize("which", a_few_of(["a plan", "all stops but one"]))
def test_nobody_is_answered_by_a_set_in_which_a_plan_leads_to_nothing(
    which: str, command: list[str], tmp_path: Path, decision_aid: Program
) -> None:
    def keep(gate: str) -> bool:
        if which == "a plan":
            return "is: plan" not in gate
        return "action: stop" not in gate or "under_18" in gate

    rules = without_gates(tmp_path / "mine", keep)
    sheet = tmp_path / "plan.yaml"
    sheet.write_text(SAFE.replace("thoughts: none", "thoughts: plan"), encoding="utf-8")
    run = decision_aid(*command, str(sheet), "--rules", rules)
    assert (run.code, run.out) == (2, "")
    assert "[unread-safety-answer]" in run.err
    assert ends_with_help(run.err)


@pytest.mark.parametrize("weakly", ["neutral", "in a rule"])
def test_neither_neutral_nor_a_rule_makes_up_for_a_gate(weakly: str, shipped: Rules) -> None:
    gates = tuple(gate for gate in shipped.gates if not _reads(gate.when, "suicidal_thoughts", "plan"))
    thoughts = shipped.item["suicidal_thoughts"]
    rules = shipped.rules
    if weakly == "neutral":
        options = tuple(o._replace(neutral=o.neutral or o.code == "plan") for o in thoughts.answer_options)
        thoughts = thoughts._replace(answer_options=options)
    else:
        rules = (rules[0]._replace(when=Equals("suicidal_thoughts", ("plan",))), *rules[1:])
    items = tuple(thoughts if item.link_id == thoughts.link_id else item for item in shipped.items)
    found = [*safety_answers.find(shipped._replace(gates=gates, items=items, rules=rules))]
    assert any("'plan'" in problem.message for problem in found)
    assert [*safety_answers.find(shipped)] == []


def _reads(condition: Condition, question: str, code: str) -> bool:
    return any(
        isinstance(test, Equals) and test.question == question and code in test.codes
        for test in conditions.tests_in(condition)
    )
