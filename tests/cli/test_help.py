"""`--help` fits the window it is read in, and says whom each command is for."""

from __future__ import annotations

import re

import pytest

from decision_aid.cli.commands import COMMANDS, GROUPS
from tests.cli.conftest import Program
from tests.cli.test_failures import COMMANDS as EVERY_COMMAND

EVERY_PAGE = [(), *dict.fromkeys(command[:-1] for command in EVERY_COMMAND if command[1:]), *EVERY_COMMAND]


@pytest.mark.parametrize("command", EVERY_PAGE, ids=" ".join)
def test_every_help_fits_a_screen_with_the_line_that_is_typed_next(
    command: tuple[str, ...], decision_aid: Program
) -> None:
    lines = decision_aid(*command, "--help").out.splitlines()
    assert len(lines) < 24
    assert max(map(len, lines)) <= 80


def test_an_argument_that_is_missing_is_explained(decision_aid: Program) -> None:
    for command in ("evaluate", "verify", "rules new"):
        said, how = decision_aid(*command.split()).err.splitlines()[:2]
        assert re.match("Missing argument '[A-Z]+': [a-z].*[.]$", said)
        assert how.endswith(f"{command} --help")


def test_the_main_help_lists_every_command_in_its_group(decision_aid: Program) -> None:
    listed: dict[str, list[str]] = {}
    heading = ""
    pattern = re.compile(rf"^({'|'.join(GROUPS)}| +) +({'|'.join(COMMANDS)})  ")
    for found in map(pattern.match, decision_aid("--help").out.splitlines()):
        if found:
            heading = found[1].strip() or heading
            listed.setdefault(heading, []).append(found[2])
    assert listed == {group: list(commands) for group, commands in GROUPS.items()}
    assert len(COMMANDS) == sum(map(len, GROUPS.values()))


@pytest.mark.parametrize("columns", [120, 80, 59, 40, 24])
@pytest.mark.parametrize(
    "command", [[], ["evaluate"], ["rules"], ["rules", "check"], ["graph"]], ids=" ".join
)
def test_help_wraps_at_any_width_and_loses_nothing(
    command: list[str], columns: int, decision_aid: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    wide = decision_aid(*command, "--help").out
    monkeypatch.setenv("COLUMNS", str(columns))
    narrow = decision_aid(*command, "--help").out
    too_long = [line for line in narrow.splitlines() if len(line) > columns and len(line.split()) > 1]
    assert too_long == []
    assert sorted(narrow.split()) == sorted(wide.split())


def test_every_option_of_the_program_is_named(decision_aid: Program) -> None:
    main = decision_aid("--help").out
    told = ("--accessible", "--country", "--rules", "--[no-]color", "--version", "--debug", "--help")
    assert [option for option in told if option not in main] == []


def test_no_option_is_offered_that_help_does_not_list(decision_aid: Program) -> None:
    run = decision_aid("evaluate", "answers.yaml", "--fromat", "note")
    assert run.code == 2
    assert "--format" in run.err
    assert "--draft" not in run.err
