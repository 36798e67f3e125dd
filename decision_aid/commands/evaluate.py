"""`decision-aid evaluate`: the suggestion for an answers file."""

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


def evaluate(
    file: AnswersFile,
    answers: Annotated[
        Optional[str],
        typer.Option(
            "--answers", metavar="FILE", help="More answers, to go with those of the file, as a PHQ-9 needs."
        ),
    ] = None,
    format: Annotated[str, format_option((*FORMATS, JSON), "How to write the result.")] = TEXT,
    lens: ChosenLens = Lens.CHECKED,
    rules: RulesFolder = None,
    as_of: AsOf = None,
    country: InCountry = None,
    draft: Annotated[bool, typer.Option("--draft", help="Accept --rules that are not proved safe.")] = False,
    full: Annotated[
        bool, typer.Option("--full", help="Show everything, not only the reasons that count.")
    ] = False,
    output: Output = None,
    force: Force = False,
    color: Color = None,
) -> None:
    """Print the suggestion for a file of answers: an answers file, or a QuestionnaireResponse of FHIR.

    Example: decision-aid evaluate answers.yaml --format json
    """
    from decision_aid.cli.output import ResultFile, print_page
    from decision_aid.cli.rule_sets import suggestion_for, usable_rule_set
    from decision_aid.loading.files import STANDARD_INPUT
    from decision_aid.proving.sturdiness import sturdiness
    from decision_aid.wording.result import report
    from decision_aid.wording.result_record import record_with_card

    if file == answers == STANDARD_INPUT:
        raise typer.BadParameter("standard input can be read once: give one of the two files by its name.")
    rule_set = usable_rule_set(rules, draft=draft, as_of=as_of, country=country)
    suggestion = suggestion_for(file, lens, rule_set, output, answers)
    target = ResultFile(output, force, file) if output else None
    sturdy = sturdiness(suggestion)
    page = report(suggestion, sturdy, full=full)
    print_page(page, format, color, lambda: record_with_card(suggestion, sturdy), target)
