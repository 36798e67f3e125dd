"""`decision-aid trace`: the sums, the rules that held and what they added, all at once or theme by theme."""

from typing import Annotated, Optional

import typer

from decision_aid.cli.completion import candidate_ids
from decision_aid.cli.parameters import (
    AnswersFile,
    AsOf,
    ChosenFormat,
    ChosenLens,
    Color,
    Every,
    Ids,
    InCountry,
    RulesFolder,
)
from decision_aid.model.lens import Lens
from decision_aid.model.problems import DecisionAidError, there_is_no
from decision_aid.rendering.formats import TEXT


def trace(
    file: AnswersFile,
    every: Every = False,
    step: Annotated[bool, typer.Option("--step", help="Show a theme at a time, for a class.")] = False,
    ask: Annotated[
        bool, typer.Option("--ask", help="With --step: ask the class before you show it.")
    ] = False,
    candidate: Annotated[
        Optional[str],
        typer.Option(
            metavar="ID",
            help="Tell the story of one approach: why, and why not.",
            autocompletion=candidate_ids,
        ),
    ] = None,
    format: ChosenFormat = TEXT,
    ids: Ids = False,
    lens: ChosenLens = Lens.CHECKED,
    rules: RulesFolder = None,
    as_of: AsOf = None,
    country: InCountry = None,
    color: Color = None,
) -> None:
    """Show how a result came about: the sums first, then what led to them.

    Example: decision-aid trace answers.yaml --step --ask
    """
    from decision_aid.cli.output import print_page
    from decision_aid.cli.rule_sets import suggestion_for, usable_rule_set
    from decision_aid.commands.trace.page import candidate_page, step_pages
    from decision_aid.engine.trace import walk
    from decision_aid.wording.trace import trace_page
    from decision_aid.wording.trace_record import trace_record

    step = step or ask
    if step and (candidate is not None or format != TEXT or every):
        raise DecisionAidError(
            "--step and --ask show a theme at a time. Leave out --all, --candidate and --format."
        )
    rule_set = usable_rule_set(rules, as_of=as_of, country=country)
    suggestion = suggestion_for(file, lens, rule_set)
    if candidate is not None and suggestion.evaluation.safe:  # the hint names candidates
        known = rule_set.candidate
        if candidate not in known:
            raise there_is_no("candidate", candidate, known)
    if step:
        from decision_aid.cli.stepping import turn_pages

        turn_pages(
            step_pages(suggestion, ids=ids, ask=ask), rule_set, suggestion.evaluation.answers.setting, color
        )
    else:
        page = (
            candidate_page(suggestion, candidate, ids=ids)
            if candidate
            else trace_page(suggestion, ids=ids, every=every)
        )
        print_page(page, format, color, lambda: trace_record(walk(suggestion), candidate))
