"""`decision-aid evaluate`: the suggestion for an answers file."""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from decision_aid.cli.parameters import (
    AnswersFile,
    AsOf,
    ChosenLens,
    Color,
    Force,
    LensName,
    Output,
    RulesFolder,
)

if TYPE_CHECKING:
    from decision_aid.engine.suggest import Suggestion


class Format(StrEnum):
    """How a result is written."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"
    JSON = "json"


def evaluate(
    file: AnswersFile,
    format: Annotated[Format, typer.Option("--format", help="How to write the result.")] = Format.TEXT,
    lens: ChosenLens = LensName.CHECKED,
    rules: RulesFolder = None,
    as_of: AsOf = None,
    draft: Annotated[
        bool, typer.Option("--draft", help="Let --rules be a rule set that is not proved to be safe.")
    ] = False,
    output: Output = None,
    force: Force = False,
    color: Color = None,
) -> None:
    """Print the suggestion for a file of answers.

    Example: decision-aid evaluate answers.yaml --format json
    """
    from decision_aid.cli.output import print_report, print_text, write_result
    from decision_aid.cli.rule_sets import suggestion_for, usable_rule_set
    from decision_aid.wording.result import report

    rule_set = usable_rule_set(rules, draft=draft, as_of=as_of)
    suggestion = suggestion_for(file, lens, rule_set)
    if output is not None:
        write_result(suggestion, _written(suggestion, format), output, force=force, source=file)
    elif format is Format.TEXT:
        print_report(report(suggestion), color)
    else:
        print_text(_written(suggestion, format))


def _written(suggestion: "Suggestion", format: Format) -> str:
    from decision_aid.wording.result import report

    match format:
        case Format.JSON:
            from decision_aid.wording.record import as_json

            return as_json(suggestion)
        case Format.MARKDOWN:
            from decision_aid.rendering.markdown import markdown

            return markdown(report(suggestion))
        case Format.HTML:
            from decision_aid.rendering.html import html

            return html(report(suggestion))
        case Format.TEXT:
            from decision_aid.rendering.text import plain

            return plain(report(suggestion))
