"""`decision-aid fhir`: the questions, and somebody's answers, as FHIR R4 resources in JSON."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Optional

import typer

from decision_aid.cli.help import Commands
from decision_aid.cli.parameters import AnswersFile, Force, InCountry, Output, RulesFolder
from decision_aid.model.lens import Lens

fhir = Commands(no_args_is_help=True, help="Send questions and answers to other systems (FHIR R4).")


@fhir.callback()
def about() -> None:
    """Send questions and answers to other systems (FHIR R4). To read answers back: evaluate."""


@fhir.command()
def questionnaire(
    codes: Annotated[
        bool, typer.Option("--codes", help="Print the codes of the answers (CodeSystem) instead.")
    ] = False,
    rules: RulesFolder = None,
    country: InCountry = None,
    output: Output = None,
    force: Force = False,
) -> None:
    """Print the questions, for a system that asks them itself.

    They are a FHIR Questionnaire.

    Example: decision-aid fhir questionnaire --output questionnaire.json
    """
    from decision_aid.cli.rule_sets import usable_rule_set
    from decision_aid.commands.fhir.record import code_system_record, questionnaire_record

    rule_set = usable_rule_set(rules, country=country)
    _deliver(code_system_record(rule_set) if codes else questionnaire_record(rule_set), output, force, "")


@fhir.command()
def response(
    file: AnswersFile, rules: RulesFolder = None, output: Output = None, force: Force = False
) -> None:
    """Print the answers in a file, without a result.

    They are a FHIR QuestionnaireResponse.

    Example: decision-aid fhir response answers.yaml --output response.json
    """
    from decision_aid.cli.rule_sets import suggestion_for, usable_rule_set
    from decision_aid.commands.fhir.record import response_record

    suggestion = suggestion_for(file, Lens.CHECKED, usable_rule_set(rules), output)
    _deliver(response_record(suggestion), output, force, file)


def _deliver(record: Mapping[str, Any], output: Optional[Path], force: bool, source: str) -> None:
    from decision_aid.cli.output import ResultFile, as_json, deliver_text

    deliver_text(as_json(record, ascii=False), ResultFile(output, force, source) if output else None)
