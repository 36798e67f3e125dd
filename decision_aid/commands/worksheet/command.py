"""`decision-aid worksheet`: two sides of paper to take to a visit."""

from enum import StrEnum
from typing import Annotated

import typer

from decision_aid.cli.parameters import AnswersFile, AsOf, Color, Force, LensName, Output, RulesFolder


class SheetFormat(StrEnum):
    """How a worksheet is written: both can be printed and written on."""

    TEXT = "text"
    MARKDOWN = "markdown"


def worksheet(
    file: AnswersFile,
    format: Annotated[
        SheetFormat, typer.Option("--format", help="How to write the worksheet.")
    ] = SheetFormat.TEXT,
    rules: RulesFolder = None,
    as_of: AsOf = None,
    output: Output = None,
    force: Force = False,
    color: Color = None,
) -> None:
    """Print a worksheet to take to a visit: options, what matters, questions, help.

    Example: decision-aid worksheet answers.yaml --output worksheet.txt
    """
    from decision_aid.cli.output import print_report, print_text, write_result
    from decision_aid.cli.rule_sets import suggestion_for, usable_rule_set
    from decision_aid.commands.worksheet.page import TWO_SIDES, worksheets
    from decision_aid.rendering.markdown import markdown
    from decision_aid.rendering.text import first_that_fits, plain

    rule_set = usable_rule_set(rules, as_of=as_of)
    suggestion = suggestion_for(file, LensName.CHECKED, rule_set)
    sheet = first_that_fits(worksheets(suggestion), TWO_SIDES)
    written = markdown if format is SheetFormat.MARKDOWN else plain
    if output is not None:
        write_result(suggestion, written(sheet), output, force=force, source=file)
    elif format is SheetFormat.TEXT:
        print_report(sheet, color)
    else:
        print_text(written(sheet))
