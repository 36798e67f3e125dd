"""`decision-aid claims`: what the documents claim, and what research says of it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from decision_aid.cli.completion import claim_ids, verdicts
from decision_aid.cli.parameters import AsOf, ChosenFormat, Color, Force, InCountry, Output, RulesFolder
from decision_aid.model.problems import DecisionAidError, refuse_unknown
from decision_aid.rendering.formats import FORMATS, JSON, TEXT

if TYPE_CHECKING:
    from decision_aid.cli.output import ResultFile
    from decision_aid.model.rules import Rules

LESSON = "lesson"
"""The word that asks for a lesson in place of claims."""


def claims(
    ids: Annotated[
        Optional[list[str]],
        typer.Argument(
            metavar="[ID...]",
            help="Claims, such as A27; or: lesson, and its name.",
            autocompletion=claim_ids,
        ),
    ] = None,
    verdict: Annotated[
        Optional[str],
        typer.Option(metavar="WORD", help="Only claims with this verdict.", autocompletion=verdicts),
    ] = None,
    step: Annotated[
        bool, typer.Option("--step", help="With a lesson: show a screen at a time, for a class.")
    ] = False,
    handout: Annotated[
        bool, typer.Option("--handout", help="With a lesson: make a page with room to write.")
    ] = False,
    format: ChosenFormat = TEXT,
    rules: RulesFolder = None,
    as_of: AsOf = None,
    country: InCountry = None,
    output: Output = None,
    force: Force = False,
    color: Color = None,
) -> None:
    """Show what the documents claim, what research says, and which rules use it.

    Example: decision-aid claims --verdict not-supported

    Example: decision-aid claims lesson effect-sizes --step

    Example: decision-aid claims lesson effect-sizes --handout --format html --output handout.html
    """
    from decision_aid.cli.output import ResultFile, print_page
    from decision_aid.cli.rule_sets import usable_rule_set
    from decision_aid.commands.claims.find import claims_named
    from decision_aid.commands.claims.page import claims_page, several_claims_page
    from decision_aid.commands.claims.record import claims_record
    from decision_aid.wording.claims import claim_page
    from decision_aid.wording.grammar import joined
    from decision_aid.wording.stamps import rule_stamps

    rule_set = usable_rule_set(rules, as_of=as_of, country=country)
    if ids and ids[0] == LESSON:
        if len(ids) > 2:
            raise DecisionAidError("Name one lesson at a time.")
        if verdict is not None:
            raise DecisionAidError("--verdict is for claims. Leave it out to see a lesson.")
        if format == JSON:
            raise DecisionAidError(f"A lesson is written as {joined([*FORMATS])}, not as {JSON}.")
        if step and (handout or output):
            raise DecisionAidError("--step shows a lesson on a terminal. Leave out --handout and --output.")
        to = ResultFile(output, force, "") if output else None
        _lesson(rule_set, ids[1:], format, color, to, step=step, handout=handout)
        return
    for name, given in (("--step", step), ("--handout", handout), ("--output", output)):
        if given:
            raise DecisionAidError(f"{name} is for a lesson. Type: decision-aid claims lesson NAME {name}")
    chosen = claims_named(rule_set, ids or [], verdict)
    if not ids or format == JSON:
        print_page(claims_page(rule_set, chosen), format, color, lambda: claims_record(rule_set, chosen))
        return
    page = claim_page(rule_set, chosen[0]) if len(chosen) == 1 else several_claims_page(rule_set, chosen)
    print_page(page._replace(stamps=rule_stamps(rule_set)), format, color, dict)


def _lesson(
    rule_set: "Rules",
    names: Sequence[str],
    format: str,
    color: Optional[bool],
    to: "Optional[ResultFile]",
    *,
    step: bool,
    handout: bool,
) -> None:
    from decision_aid.cli.output import print_page
    from decision_aid.commands.claims.page import handout_page, lesson_page, lesson_screens, lessons_page

    if not names:
        print_page(lessons_page(rule_set), format, color, dict, to)
        return
    by_id = {one.id: one for one in rule_set.library.lessons_on_claims}
    refuse_unknown("lesson", names, by_id)
    lesson = by_id[names[0]]
    if step:
        from decision_aid.cli.stepping import turn_pages

        turn_pages(lesson_screens(rule_set, lesson), rule_set, color=color)
    else:
        page = (handout_page if handout else lesson_page)(rule_set, lesson)
        print_page(page, format, color, dict, to)
