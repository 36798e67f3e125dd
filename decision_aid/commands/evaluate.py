"""`decision-aid evaluate`: the suggestion for an answers file."""

from pathlib import Path
from typing import Annotated, Optional

import typer

from decision_aid.cli.parameters import (
    AnswersFile,
    AsOf,
    ChosenLens,
    Color,
    Force,
    InCountry,
    Output,
    RulesFolder,
    format_option,
)
from decision_aid.model.lens import Lens
from decision_aid.rendering.formats import FORMATS, JSON, TEXT

NOTE = "note"


def evaluate(
    file: AnswersFile,
    answers: Annotated[
        Optional[str],
        typer.Option("--answers", metavar="FILE", help="More answers, such as those a PHQ-9 leaves open."),
    ] = None,
    format: Annotated[str, format_option((*FORMATS, JSON, NOTE), " (for a chart)")] = TEXT,
    lens: ChosenLens = Lens.CHECKED,
    rules: RulesFolder = None,
    as_of: AsOf = None,
    country: InCountry = None,
    draft: Annotated[bool, typer.Option("--draft", hidden=True)] = False,
    full: Annotated[bool, typer.Option("--full", help="Show everything, and not just what counts.")] = False,
    decision: Annotated[
        Optional[list[str]],
        typer.Option(metavar="ID", help="What you decided, for json or note. Can be repeated."),
    ] = None,
    reason: Annotated[
        Optional[str],
        typer.Option(metavar="-", help="Read the reason for that from standard input."),
    ] = None,
    availability: Annotated[
        Optional[Path],
        typer.Option(metavar="FILE", help="What your clinic offers. It doesn't change the result."),
    ] = None,
    output: Output = None,
    force: Force = False,
    color: Color = None,
) -> None:
    """Show what fits the answers in a file, or in a FHIR response.

    Example: decision-aid evaluate answers.yaml --format json
    """
    from decision_aid.cli.availability import with_offers
    from decision_aid.cli.choices import choice_meant
    from decision_aid.cli.output import ResultFile, as_json, deliver
    from decision_aid.cli.rule_sets import read_and_suggested, usable_rule_set
    from decision_aid.loading.files import STANDARD_INPUT
    from decision_aid.model.problems import DecisionAidError
    from decision_aid.proving.sturdiness import sturdiness
    from decision_aid.wording.result import report

    if file == answers == STANDARD_INPUT:
        raise DecisionAidError("Standard input can be read once. Give one of the two files by its name.")
    if decision and format not in (JSON, NOTE):
        raise DecisionAidError("--decision is for a note or a record. Add --format note or --format json.")
    rule_set = usable_rule_set(rules, draft=draft, as_of=as_of, country=country)
    suggestion, kept = read_and_suggested(file, lens, rule_set, output, answers)
    suggestion = with_offers(suggestion, availability)
    choice = choice_meant(suggestion, kept, decision or (), reason, STANDARD_INPUT in (file, answers))
    target = ResultFile(output, force, file) if output else None
    sturdy = sturdiness(suggestion)

    def as_record() -> str:
        from decision_aid.wording.result_record import record_with_card

        return as_json(record_with_card(suggestion, sturdy, choice))

    def as_note() -> str:
        from decision_aid.wording.note import note

        return note(suggestion, sturdy, choice)

    others = {JSON: as_record, NOTE: as_note}
    deliver(lambda: report(suggestion, sturdy, full=full), format, color, others, target)
