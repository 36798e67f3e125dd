"""`decision-aid worksheet`: two sides of paper to take along."""

from typing import Annotated

from decision_aid.cli.parameters import (
    AnswersFile,
    AsOf,
    Color,
    Force,
    InCountry,
    Output,
    RulesFolder,
    format_option,
)
from decision_aid.model.lens import Lens
from decision_aid.rendering.formats import FORMATS, TEXT


def worksheet(
    file: AnswersFile,
    format: Annotated[str, format_option(FORMATS)] = TEXT,
    rules: RulesFolder = None,
    as_of: AsOf = None,
    country: InCountry = None,
    output: Output = None,
    force: Force = False,
    color: Color = None,
) -> None:
    """Print two sides of paper to take along: options, what matters, questions, help.

    Example: decision-aid worksheet answers.yaml --output worksheet.txt
    """
    from decision_aid.cli.output import ResultFile, deliver
    from decision_aid.cli.rule_sets import suggestion_for, usable_rule_set
    from decision_aid.commands.worksheet.page import worksheet_for_paper

    rule_set = usable_rule_set(rules, as_of=as_of, country=country)
    suggestion = suggestion_for(file, Lens.CHECKED, rule_set, output)
    target = ResultFile(output, force, file) if output else None
    deliver(lambda: worksheet_for_paper(suggestion), format, color, {}, target)
