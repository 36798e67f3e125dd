"""`decision-aid cases`: worked cases, to read, to run and to learn from."""

from typing import Annotated, Optional

import typer

from decision_aid.cli.completion import approach_ids, case_ids, gate_ids, lessons_of_cases
from decision_aid.cli.help import Commands
from decision_aid.cli.parameters import (
    Accessible,
    ChosenFormat,
    Color,
    Every,
    Force,
    Ids,
    Output,
    RulesFolder,
    format_option,
)
from decision_aid.model.problems import DecisionAidError
from decision_aid.rendering.formats import FORMATS, TEXT

cases = Commands(no_args_is_help=True, help="Read, run and teach worked cases. Nobody in them is real.")

CaseId = Annotated[
    str, typer.Argument(metavar="ID", help="A case, by its name in cases list.", autocompletion=case_ids)
]


@cases.callback()
def about() -> None:
    """Read, run and teach worked cases. Nobody in them is real."""


@cases.command("list")
def list_cases(
    outcome: Annotated[
        Optional[str],
        typer.Option(metavar="WORD", help="suggestion, no-clear-suggestion, needs-answers or stopped."),
    ] = None,
    approach: Annotated[
        Optional[str],
        typer.Option(metavar="ID", help="Only cases in which this is ahead.", autocompletion=approach_ids),
    ] = None,
    gate: Annotated[
        Optional[str],
        typer.Option(
            metavar="ID", help="Only cases in which this safety gate holds.", autocompletion=gate_ids
        ),
    ] = None,
    find: Annotated[
        Optional[str], typer.Option(metavar="WORDS", help="Only cases whose story has these words.")
    ] = None,
    every: Every = False,
    rules: RulesFolder = None,
    color: Color = None,
) -> None:
    """See which cases there are, or list those that fit.

    Example: decision-aid cases list --approach ipt
    """
    from decision_aid.cli.output import print_report
    from decision_aid.cli.rule_sets import usable_rule_set
    from decision_aid.commands.cases.find import Filter, cases_asked_for
    from decision_aid.commands.cases.listing import MOST_LISTED, cases_page, overview_page

    rule_set = usable_rule_set(rules)
    asked = Filter(outcome, approach, gate, find)
    found = cases_asked_for(rule_set, asked)
    if asked == Filter() and not every:
        print_report(overview_page(rule_set, found), color)
    else:
        print_report(cases_page(rule_set, found, None if every else MOST_LISTED), color)


@cases.command()
def show(id: CaseId, rules: RulesFolder = None, color: Color = None) -> None:
    """Read a case: the story, the answers, and what comes out.

    Example: decision-aid cases show recent-job-loss
    """
    from decision_aid.cli.output import print_report
    from decision_aid.cli.rule_sets import usable_rule_set
    from decision_aid.commands.cases.find import cases_named
    from decision_aid.commands.cases.page import case_page

    rule_set = usable_rule_set(rules)
    (case,) = cases_named(rule_set, [id])
    print_report(case_page(rule_set, case), color)


@cases.command()
def answers(id: CaseId, rules: RulesFolder = None, output: Output = None, force: Force = False) -> None:
    """Write the answers of a case, as a file.

    Trace, compare, graph and the other commands that take answers can read it.

    Example: decision-aid cases answers recent-job-loss --output renee.yaml
    """
    from decision_aid.cli.output import ResultFile, deliver_text
    from decision_aid.cli.rule_sets import usable_rule_set
    from decision_aid.commands.cases.find import cases_named
    from decision_aid.wording.answers_file import answers_file
    from decision_aid.wording.stamps import TEACHING_STAMP

    rule_set = usable_rule_set(rules)
    (case,) = cases_named(rule_set, [id])
    lines = (f"# {TEACHING_STAMP}", *answers_file(rule_set.id, case.answers))
    deliver_text("".join(f"{line}\n" for line in lines), ResultFile(output, force, "") if output else None)


@cases.command()
def run(
    id: CaseId,
    every: Every = False,
    format: ChosenFormat = TEXT,
    ids: Ids = False,
    rules: RulesFolder = None,
    color: Color = None,
) -> None:
    """See how a case comes out, and why: the sums first.

    Example: decision-aid cases run recent-job-loss
    """
    from decision_aid.cli.output import print_page
    from decision_aid.cli.rule_sets import usable_rule_set
    from decision_aid.commands.cases.find import cases_named
    from decision_aid.commands.cases.page import for_a_class
    from decision_aid.engine.evaluate import evaluate
    from decision_aid.engine.suggest import suggest
    from decision_aid.engine.trace import walk
    from decision_aid.wording.trace import trace_page
    from decision_aid.wording.trace_record import trace_record

    rule_set = usable_rule_set(rules)
    (case,) = cases_named(rule_set, [id])
    suggestion = suggest(evaluate(rule_set, case.answers))
    page = for_a_class(trace_page(suggestion, ids=ids, every=every))
    print_page(page, format, color, lambda: trace_record(walk(suggestion)))


@cases.command()
def teach(
    ids: Annotated[
        Optional[list[str]],
        typer.Argument(metavar="[ID...]", help="Cases. Left out: all of them.", autocompletion=case_ids),
    ] = None,
    lesson: Annotated[
        Optional[str],
        typer.Option(
            metavar="NAME",
            help="Take the cases of a lesson, and what to discuss.",
            autocompletion=lessons_of_cases,
        ),
    ] = None,
    key: Annotated[
        bool, typer.Option("--key", help="Print the answers instead: what comes out, and why.")
    ] = False,
    format: Annotated[
        str,
        format_option(FORMATS, ". All but text make a handout, or with --key the key"),
    ] = TEXT,
    accessible: Accessible = False,
    rules: RulesFolder = None,
    output: Output = None,
    force: Force = False,
    color: Color = None,
) -> None:
    """Read a story, predict what comes out, then see.

    You also predict which reasons count. Nothing is kept.

    Example: decision-aid cases teach --lesson guess-then-walk

    Example: decision-aid cases teach --lesson guess-then-walk --format html --output handout.html
    """
    from decision_aid.cli.output import ResultFile, print_page
    from decision_aid.cli.rule_sets import usable_rule_set
    from decision_aid.cli.terminal import at_the_terminal
    from decision_aid.commands.cases.find import cases_named, exercise_in, exercises_of, lesson_named
    from decision_aid.commands.cases.handouts import handout_page, key_page
    from decision_aid.commands.cases.teaching import Teaching
    from decision_aid.interviewing.terminals import quiet

    if lesson and ids:
        raise DecisionAidError("Name a lesson or cases, not both.")
    rule_set = usable_rule_set(rules)
    held = lesson_named(rule_set, lesson) if lesson else None
    exercises = (
        exercises_of(rule_set, held)
        if held
        else tuple(exercise_in(rule_set, case) for case in cases_named(rule_set, ids or []))
    )
    if key or output or format != TEXT:
        page = (key_page if key else handout_page)(rule_set, exercises, held)
        print_page(page, format, color, dict, ResultFile(output, force, "") if output else None)
        return
    asker = at_the_terminal(rule_set, accessible, color)
    every = [exercise_in(rule_set, case) for case in rule_set.library.cases]
    with quiet():
        Teaching(exercises, every, asker, rule_set, held).run()
