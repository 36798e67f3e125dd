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
            help="A question, gate, rule, theme or candidate, and its neighbors; or: stop, refer, caution.",
        ),
    ] = None,
    answers: Annotated[
        Optional[str],
        typer.Option(
            metavar="FILE",
            help="Show the path that this file of answers took; - is standard input. Around a candidate: "
            "what speaks for it and against it.",
        ),
    ] = None,
    format: Annotated[
        str,
        format_option((*FORMATS, *GRAPH_FORMATS), "How to write the graph. svg is a picture for a browser."),
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
    """Show which questions feed which gates, rules, themes and candidates.

    Without --around, it's an overview. While safety comes first on a file of answers, only gates
    and safety questions are shown.

    Example: decision-aid graph --around cbt-not-enough --format svg --output graph.svg
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
