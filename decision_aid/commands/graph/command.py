"""`decision-aid graph`: which questions feed which gates, rules, themes and candidates."""

from functools import partial
from typing import Annotated, Optional

import typer

from decision_aid.cli.completion import ids_in_the_graph
from decision_aid.cli.parameters import (
    AsOf,
    ChosenLens,
    Color,
    Force,
    Ids,
    InCountry,
    Output,
    RulesFolder,
    format_option,
)
from decision_aid.model.lens import Lens
from decision_aid.rendering.formats import FORMATS, GRAPH_FORMATS, TEXT


def graph(
    around: Annotated[
        Optional[str],
        typer.Option(
            metavar="ID",
            autocompletion=ids_in_the_graph,
            help="Show one part, such as cbt_outcome, and its neighbors; or all gates that "
            "stop, refer or caution.",
        ),
    ] = None,
    answers: Annotated[
        Optional[str],
        typer.Option(
            metavar="FILE",
            help="Show the way these answers took; around an approach, what speaks for and against it.",
        ),
    ] = None,
    format: Annotated[
        str,
        format_option((*FORMATS, *GRAPH_FORMATS), " (a picture)"),
    ] = TEXT,
    ids: Ids = False,
    lens: ChosenLens = Lens.CHECKED,
    rules: RulesFolder = None,
    as_of: AsOf = None,
    country: InCountry = None,
    output: Output = None,
    force: Force = False,
    color: Color = None,
) -> None:
    """Show which questions feed which safety gates, rules and approaches.

    Example: decision-aid graph --around cbt --answers answers.yaml
    """
    from decision_aid.cli.output import ResultFile, deliver
    from decision_aid.cli.rule_sets import suggestion_for, usable_rule_set
    from decision_aid.commands.graph.find import graph_to_show, with_ids
    from decision_aid.commands.graph.page import graph_page
    from decision_aid.wording.page_frame import framed_graph
    from decision_aid.wording.stamps import rule_stamps

    rule_set = usable_rule_set(rules, as_of=as_of, country=country)
    suggestion = suggestion_for(answers, lens, rule_set, output) if answers is not None else None
    if suggestion is None:
        drawn = graph_to_show(rule_set, lens, id=around)
        drawn = drawn._replace(stamps=rule_stamps(rule_set, lens))
    else:
        drawn = framed_graph(graph_to_show(rule_set, lens, suggestion, around), suggestion)
    drawn = with_ids(drawn) if ids else drawn
    pictures = {name: partial(render, drawn) for name, render in GRAPH_FORMATS.items()}
    target = ResultFile(output, force, answers or "") if output else None
    deliver(lambda: graph_page(drawn), format, color, pictures, target)
