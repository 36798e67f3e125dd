"""`decision-aid options`: what there is to choose from."""

from typing import Annotated, Optional

import typer

from decision_aid.cli.completion import option_ids
from decision_aid.cli.parameters import AsOf, ChosenFormat, Color, InCountry, RulesFolder
from decision_aid.model.problems import DecisionAidError
from decision_aid.rendering.formats import TEXT


def options(
    ids: Annotated[
        Optional[list[str]],
        typer.Argument(
            metavar="[ID...]",
            help="One option in full, or two to six side by side.",
            autocompletion=option_ids,
        ),
    ] = None,
    pictures: Annotated[
        bool, typer.Option("--pictures/--no-pictures", help="Draw numbers as pictures too, or say them only.")
    ] = True,
    format: ChosenFormat = TEXT,
    rules: RulesFolder = None,
    as_of: AsOf = None,
    country: InCountry = None,
    color: Color = None,
) -> None:
    """Read about every option, in equal depth. This asks nothing and suggests nothing.

    Example: decision-aid options

    Example: decision-aid options cbt ipt watchful_waiting
    """
    from decision_aid.cli.output import print_page
    from decision_aid.cli.rule_sets import usable_rule_set
    from decision_aid.commands.options.find import options_named
    from decision_aid.commands.options.page import option_page, overview_page, side_by_side_page
    from decision_aid.commands.options.record import options_record
    from decision_aid.model.report import without_pictures

    rule_set = usable_rule_set(rules, as_of=as_of, country=country)
    pages = options_named(rule_set, ids or [])
    if len(pages) > 1:
        page = side_by_side_page(rule_set, pages)
    elif pages:
        page = option_page(rule_set, pages[0])
    elif rule_set.library.overview:
        page = overview_page(rule_set)
    else:
        known = ", ".join(page.id for page in rule_set.library.options) or "none"
        raise DecisionAidError(f"This rule set has no overview.yaml. Name an option: {known}.")
    page = page if pictures else without_pictures(page)
    print_page(page, format, color, lambda: options_record(rule_set, pages or rule_set.library.options))
