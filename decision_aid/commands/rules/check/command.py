"""`decision-aid rules check`: is this rule set sound, for every way the questions can be answered?"""

from collections.abc import Callable, Sequence
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from decision_aid.cli.completion import codes
from decision_aid.cli.exit_codes import ExitCode
from decision_aid.cli.parameters import AsOf, FolderOfRules, RulesFolder, folder_meant, format_option
from decision_aid.rendering.formats import JSON, TEXT

if TYPE_CHECKING:
    from decision_aid.checking.causes import Told
    from decision_aid.checking.examination import Examination
    from decision_aid.model.problems import Problem, UnusableInput


class Referee(StrEnum):
    """Who else may prove."""

    Z3 = "z3"


def check(
    directory: FolderOfRules = None,
    rules: RulesFolder = None,
    explain: Annotated[
        Optional[str],
        typer.Option(metavar="CODE", help="Say what a code means, and check nothing.", autocompletion=codes),
    ] = None,
    format: Annotated[str, format_option((TEXT, JSON))] = TEXT,
    as_of: AsOf = None,
    referee: Annotated[
        Optional[Referee],
        typer.Option(metavar="z3", help="Prove all of it again with z3, if you installed it."),
    ] = None,
    suggest_cases: Annotated[
        bool, typer.Option("--suggest-cases", help="Print answers for the worked cases that are missing.")
    ] = False,
    all: Annotated[
        bool, typer.Option("--all", help="Show every problem, and not just the first screen.")
    ] = False,
    write_case: Annotated[
        bool, typer.Option("--write-case", help="Begin a worked case for each proof that failed.")
    ] = False,
    write_schema: Annotated[
        bool, typer.Option("--write-schema", help="Let your editor complete the ids there are now.")
    ] = False,
    certificate: Annotated[
        Optional[Path], typer.Option(metavar="FILE", help="Write down what was proved.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Let --certificate replace a file.")] = False,
) -> None:
    """Prove that your rules are safe and make sense.

    If they fail, you see a sheet of answers on which they do.

    Example: decision-aid rules check my_rules
    """
    from decision_aid.cli.day import day_meant
    from decision_aid.cli.meant import distress_in
    from decision_aid.cli.output import deliver_text, tell, tell_beside, write_file
    from decision_aid.cli.progress import progress
    from decision_aid.model.problems import DecisionAidError, UnusableInput

    if explain is not None:
        tell(_explanation(explain))
        return
    directory = folder_meant(directory, rules)
    day = day_meant(as_of)
    if format == JSON and suggest_cases:
        raise DecisionAidError("--suggest-cases prints text. Leave out --format json.")
    if (write_case or write_schema) and (format == JSON or directory is None):
        option = "--write-case" if write_case else "--write-schema"
        what = "Leave out --format json" if directory else "Name the folder of your rules"
        raise DecisionAidError(f"{option} writes into your own rules. {what}.")
    say = partial(deliver_text, file=None) if format == JSON else tell
    try:
        with progress() as watch:
            examination = _examination(directory, day, referee, watch)
    except UnusableInput as error:
        if distress_in([str(directory)]):
            raise  # to be told where nobody's words of distress are quoted
        say(_unreadable(error, format, directory, all))
        raise typer.Exit(ExitCode.FOUND_ERRORS) from None
    if certificate is not None:
        from decision_aid.checking.certificate import issued

        if examination.errors:
            tell_beside("No certificate is written, because the rule set has errors.")
        else:
            write_file(issued(examination, day), certificate, force=force, source="")
    with progress("looking for answers for cases"):
        more = _missing_cases(examination, directory) if suggest_cases else ""
    more += _new_cases(examination, directory) if write_case and directory else ""
    more += _renewed_schemas(examination, directory) if write_schema and directory else ""
    say(_page_or_json(examination, format, directory, all) + more)
    if examination.errors:
        raise typer.Exit(ExitCode.FOUND_ERRORS)


def _explanation(code: str) -> str:
    from decision_aid.checking.registry import codes
    from decision_aid.commands.rules.check.page import explanation
    from decision_aid.loading.codes import CODES
    from decision_aid.model.problems import DecisionAidError, did_you_mean, shown

    text = explanation(code)
    if text is None:
        known = (*codes(), *CODES)
        hint = did_you_mean(code, known) or "it's the word in brackets at the end of a problem"
        raise DecisionAidError(f"There is no code '{shown(code)}' ({hint}).")
    return text


def _examination(
    directory: Optional[Path], day: str, referee: Optional[Referee], watch: Callable[[str], None]
) -> "Examination":
    from decision_aid.checking.examination import examine
    from decision_aid.loading.folder import files_left_out
    from decision_aid.loading.rule_set import read_whole, shipped_directory
    from decision_aid.model.problems import UnusableInput

    left_out = files_left_out(directory or shipped_directory())
    try:
        rule_set = read_whole(directory)
    except UnusableInput as error:
        raise UnusableInput([*error.problems, *left_out]) from error
    second = None
    if referee is Referee.Z3:
        from decision_aid.proving.z3_prover import Z3Prover

        second = Z3Prover(rule_set)
    return examine(rule_set, day, read=left_out, second=second, watch=watch)


def _page_or_json(examination: "Examination", format: str, directory: Optional[Path], all: bool) -> str:
    from decision_aid.cli.output import as_json
    from decision_aid.commands.rules.check.page import page
    from decision_aid.commands.rules.check.record import record

    told = _by_cause(examination.problems, directory)
    return (
        as_json(record(examination, told), ascii=False)
        if format == JSON
        else page(examination, told, all=all)
    )


def _by_cause(problems: "Sequence[Problem]", directory: Optional[Path]) -> "tuple[Told, ...]":
    from decision_aid.loading.rule_set import shipped_directory
    from decision_aid.loading.told import told

    return told(problems, directory or shipped_directory())


def _unreadable(error: "UnusableInput", format: str, directory: Optional[Path], all: bool) -> str:
    from decision_aid.cli.output import as_json
    from decision_aid.commands.rules.check.page import unreadable_page
    from decision_aid.commands.rules.check.record import unreadable_record

    if format == JSON:
        return as_json(unreadable_record(_by_cause(error.problems, directory)), ascii=False)
    return unreadable_page(_by_cause(error.problems, directory), all=all)


def _missing_cases(examination: "Examination", directory: Optional[Path]) -> str:
    from decision_aid.commands.rules.check.page import missing_cases

    return missing_cases(examination, str(directory) if directory else "")


def _renewed_schemas(examination: "Examination", directory: Path) -> str:
    from decision_aid.commands.rules.check.page import schemas_renewed
    from decision_aid.commands.rules.export import renew_schemas

    return schemas_renewed(str(renew_schemas(directory, examination.rule_set)))


def _new_cases(examination: "Examination", directory: Path) -> str:
    from decision_aid.cli.output import write_new_file
    from decision_aid.commands.rules.check.new_cases import new_cases, what_was_written

    written = []
    for case in new_cases(examination):
        path = directory / "cases" / case.file
        write_new_file(case.text, path)
        written.append(str(path))
    return what_was_written(written)
