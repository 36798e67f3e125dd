"""`decision-aid options`: what there is to choose from."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from decision_aid.cli.parameters import AsOf, ChosenFormat, Color, PageFormat, RulesFolder
from decision_aid.model.problems import DecisionAidError, refuse_unknown

if TYPE_CHECKING:
    from decision_aid.model.library import OptionPage
    from decision_aid.model.rules import Rules

MOST = 6
"""Options that stand side by side: as many as the choice has. More could not be held in mind."""


def options(
    ids: Annotated[
        Optional[list[str]],
        typer.Argument(metavar="[ID...]", help="One option in full, or two to six side by side."),
    ] = None,
    pictures: Annotated[
        bool, typer.Option("--pictures/--no-pictures", help="Draw numbers as signs, too, or in words alone.")
    ] = True,
    format: ChosenFormat = PageFormat.TEXT,
    rules: RulesFolder = None,
    as_of: AsOf = None,
    color: Color = None,
) -> None:
    """Show the options, in equal depth and in a neutral order. It asks nothing and suggests nothing.

    Example: decision-aid options

    Example: decision-aid options cbt ipt watchful_waiting
    """
    from decision_aid.cli.output import print_page
    from decision_aid.cli.rule_sets import usable_rule_set
    from decision_aid.commands.options.page import one, overview, side_by_side
    from decision_aid.commands.options.record import options_record
    from decision_aid.model.report import without_pictures

    rule_set = usable_rule_set(rules, as_of=as_of)
    pages = _found(rule_set, ids or [])
    if len(pages) > 1:
        page = side_by_side(rule_set, pages)
    elif pages:
        page = one(rule_set, pages[0])
    elif rule_set.library.overview:
        page = overview(rule_set)
    else:
        known = ", ".join(page.id for page in rule_set.library.options) or "none"
        raise DecisionAidError(f"This rule set has no overview.yaml. Name an option: {known}.")
    page = page if pictures else without_pictures(page)
    print_page(page, format, color, lambda: options_record(rule_set, pages or rule_set.library.options))


def _found(rule_set: "Rules", ids: Sequence[str]) -> "tuple[OptionPage, ...]":
    """The pages of these ids, each once, in the neutral order."""
    from decision_aid.model.library import in_neutral_order

    by_id = rule_set.library.option
    plain = ((id, id.lower().replace("-", "_")) for id in ids)
    names = dict.fromkeys(name if name in by_id else id for id, name in plain)
    refuse_unknown("option", names, by_id, f"there are: {', '.join(by_id) or 'none'}")
    if len(names) > MOST:
        raise DecisionAidError(f"Side by side there is room for {MOST} options, and not for {len(names)}.")
    return in_neutral_order(by_id[name] for name in names)
