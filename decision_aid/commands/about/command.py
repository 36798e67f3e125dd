"""`decision-aid about`: whom the aid is for, how it was made, how it rates itself, and how it could harm."""

from typing import TYPE_CHECKING, Annotated

import typer

from decision_aid import __version__
from decision_aid.cli.parameters import AsOf, ChosenFormat, Color, InCountry, RulesFolder
from decision_aid.model.problems import DecisionAidError
from decision_aid.rendering.formats import TEXT

if TYPE_CHECKING:
    from decision_aid.model.rules import Rules
    from decision_aid.wording.readability import ReadingLevel


def about(
    context: typer.Context,
    standard: Annotated[
        bool, typer.Option("--standard", help="See how we rate it against a standard.")
    ] = False,
    hazards: Annotated[
        bool, typer.Option("--hazards", help="See how it could harm someone, and what prevents that.")
    ] = False,
    format: ChosenFormat = TEXT,
    rules: RulesFolder = None,
    as_of: AsOf = None,
    country: InCountry = None,
    color: Color = None,
) -> None:
    """Read who this is for, how it was made and tested, by whom, and when it was reviewed.

    Example: decision-aid about --standard
    """
    if standard and hazards:
        raise DecisionAidError("--standard and --hazards are two pages. Ask for one at a time.")
    if standard or hazards:
        page = "--standard" if standard else "--hazards"
        for option, given in (("--rules", rules), ("--as-of", as_of)):
            if given is not None:
                raise DecisionAidError(
                    f"{page} is about the shipped rules, whatever the day. Leave out {option}."
                )
        (_standard if standard else _hazards)(format, color)
        return
    from decision_aid.cli.output import print_page
    from decision_aid.cli.rule_sets import usable_rule_set
    from decision_aid.commands.about.page import about_page
    from decision_aid.commands.about.record import about_record

    rule_set = usable_rule_set(rules, as_of=as_of, country=country)
    report = about_page(rule_set, __version__, _reading_level(rule_set, context))
    print_page(report, format, color, lambda: about_record(rule_set, __version__, report))


def _reading_level(rule_set: "Rules", context: typer.Context) -> "ReadingLevel":
    """How hard all there is to read is; of the shipped rules, as it was measured for the build."""
    from decision_aid.loading.rule_set import saved
    from decision_aid.model.rules import Origin
    from decision_aid.wording.readability import ReadingLevel

    level = saved(ReadingLevel, "reading_level") if rule_set.origin is Origin.SHIPPED else None
    if level is not None:
        return level
    from decision_aid.cli.progress import progress
    from decision_aid.commands.about.reading_level import reading_level

    with progress("measuring how hard all there is to read is"):
        return reading_level(rule_set, context.obj.examples())


def _standard(format: str, color: Color) -> None:
    from decision_aid.cli.output import print_page
    from decision_aid.commands.about.record import standard_record
    from decision_aid.commands.about.standard_page import standard_page
    from decision_aid.loading.standard import load_standard

    standard = load_standard()
    print_page(standard_page(standard), format, color, lambda: standard_record(standard))


def _hazards(format: str, color: Color) -> None:
    from decision_aid.cli.output import print_page
    from decision_aid.commands.about.hazards_page import hazards_page
    from decision_aid.commands.about.record import hazards_record
    from decision_aid.loading.hazards import load_hazards

    log = load_hazards()
    print_page(hazards_page(log), format, color, lambda: hazards_record(log))
