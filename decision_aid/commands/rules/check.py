"""`decision-aid rules check`: is this rule set sound, for every way the questions can be answered?"""

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Optional

import typer

from decision_aid.cli.exit_codes import ExitCode
from decision_aid.cli.parameters import AsOf

if TYPE_CHECKING:
    from decision_aid.checking.account import Account
    from decision_aid.model.problems import UnusableInput


class CheckFormat(StrEnum):
    """How a check is written."""

    TEXT = "text"
    JSON = "json"


class SecondProver(StrEnum):
    """Who else may prove."""

    Z3 = "z3"


def check(
    directory: Annotated[
        Optional[Path], typer.Argument(metavar="[DIR]", help="Left out: the shipped one.")
    ] = None,
    explain: Annotated[
        Optional[str], typer.Option(metavar="CODE", help="Say what a code means, and check nothing.")
    ] = None,
    format: Annotated[
        CheckFormat, typer.Option("--format", help="How to write the result.")
    ] = CheckFormat.TEXT,
    as_of: AsOf = None,
    referee: Annotated[
        Optional[SecondProver],
        typer.Option(help="Prove everything a second time with z3, which is installed apart."),
    ] = None,
    suggest_cases: Annotated[
        bool, typer.Option("--suggest-cases", help="Write the answers of the worked cases that are missing.")
    ] = False,
    count: Annotated[
        bool, typer.Option("--count", help="Count how many answer sheets come to which outcome.")
    ] = False,
    certificate: Annotated[
        Optional[Path], typer.Option(metavar="FILE", help="Write a record of what was proved.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Let --certificate replace a file.")] = False,
) -> None:
    """Prove that a rule set is safe and makes sense, or show an answer sheet on which it does not.

    Example: decision-aid rules check my_rules
    """
    from decision_aid.cli.day import day_meant
    from decision_aid.cli.output import print_text, write_file
    from decision_aid.cli.progress import progress
    from decision_aid.model.problems import UnusableInput

    if explain is not None:
        print_text(_explained(explain))
        return
    day = day_meant(as_of)
    if format is CheckFormat.JSON and (count or suggest_cases):
        raise typer.BadParameter(
            "--count and --suggest-cases are written as text alone", param_hint="--format"
        )
    try:
        with progress() as watch:
            account = _examined(directory, day, referee, watch)
            counted = _counted(account, watch) if count else ""
    except UnusableInput as error:
        print_text(_unreadable(error, format))
        raise typer.Exit(ExitCode.FOUND_ERRORS) from None
    if certificate is not None:
        from decision_aid.checking.certificate import issued

        if account.errors:
            typer.echo("No certificate is written, because the rule set has errors.", err=True)
        else:
            write_file(issued(account, day), certificate, force=force, source="")
    print_text(
        _written(account, format) + counted + (_suggested(account, directory) if suggest_cases else "")
    )
    if account.errors:
        raise typer.Exit(ExitCode.FOUND_ERRORS)


def _explained(code: str) -> str:
    from decision_aid.checking.explaining import codes, explained
    from decision_aid.loading.codes import CODES
    from decision_aid.model.problems import there_is_no

    text = explained(code, CODES)
    if text is None:
        known = (*codes(), *CODES)
        raise there_is_no("code", code, known, "a code stands in brackets behind each problem")
    return text


def _examined(
    directory: Optional[Path], day: str, referee: Optional[SecondProver], watch: Callable[[str], None]
) -> "Account":
    from decision_aid.checking.account import examine
    from decision_aid.loading.rule_set import read_whole

    rule_set = read_whole(directory)
    umpire = None
    if referee is SecondProver.Z3:
        from decision_aid.proving.z3_prover import Referee

        umpire = Referee(rule_set)
    return examine(rule_set, day, referee=umpire, watch=watch)


def _written(account: "Account", format: CheckFormat) -> str:
    from decision_aid.checking.account import record, told

    return told(account) if format is CheckFormat.TEXT else _as_json(record(account))


def _unreadable(error: "UnusableInput", format: CheckFormat) -> str:
    from decision_aid.checking.account import unreadable
    from decision_aid.wording.grammar import counted

    if format is CheckFormat.JSON:
        return _as_json(unreadable(error.problems))
    found = counted(len(error.problems), "problem")
    return f"{error}\n{found}. The files cannot be read, so nothing was proved.\n"


def _as_json(record: dict[str, Any]) -> str:
    import json

    return json.dumps(record, indent=2, ensure_ascii=False) + "\n"


def _counted(account: "Account", watch: Callable[[str], None]) -> str:
    from decision_aid.checking.tally import tally

    return tally(account.prover.compiled, watch) if account.prover else ""


def _suggested(account: "Account", directory: Optional[Path]) -> str:
    """Sheets for the cases that are missing, one in a line, and how to see what comes out for one."""
    from shlex import quote

    from decision_aid.checking.exercise import suggested
    from decision_aid.wording.answers_file import in_a_line
    from decision_aid.wording.grammar import counted

    if account.prover is None:
        return "\nNo cases are suggested while there are errors in names or laws.\n"
    rule_set = account.rule_set
    sheets = [in_a_line(rule_set.id, sheet) for sheet in suggested(rule_set)]
    if not sheets:
        return "\nThe worked cases exercise all there is.\n"
    folder = quote(str(directory)) if directory else ""
    check = " ".join(filter(None, ("decision-aid rules check", folder, "--suggest-cases")))
    rules = f" --rules {folder}" if folder else ""
    draft = " --draft" if folder and account.errors else ""  # by rules with errors, nobody else is answered
    evaluate = f"decision-aid evaluate -{rules}{draft}"
    lines = (
        f"Answers for {counted(len(sheets), 'worked case')} that you may add. Each line in braces is a whole",
        "answers file, to be saved or piped. This shows what comes out for the first:",
        f"  {check} | grep -m1 '^{{' | {evaluate}",
        *(line for number, sheet in enumerate(sheets, 1) for line in (f"# case {number}", sheet)),
    )
    return "\n" + "\n".join(lines) + "\n"
