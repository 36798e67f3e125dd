"""`decision-aid rests-on`: which answers force the outcome of a sheet."""

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
from decision_aid.rendering.formats import TEXT


def rests_on(
    file: AnswersFile,
    every: Every = False,
    format: ChosenFormat = TEXT,
    ids: Ids = False,
    lens: ChosenLens = Lens.CHECKED,
    rules: RulesFolder = None,
    as_of: AsOf = None,
    country: InCountry = None,
    color: Color = None,
) -> None:
    """Show which few answers decide the result, whatever the others are.

    Example: decision-aid rests-on answers.yaml
    """
    from decision_aid.cli.output import print_page
    from decision_aid.cli.rule_sets import suggestion_for, usable_rule_set
    from decision_aid.commands.rests_on.page import rests_on_page
    from decision_aid.commands.rests_on.record import rests_on_record
    from decision_aid.engine.suggest import Status
    from decision_aid.proving.compiled import Compiled
    from decision_aid.proving.sufficient_answers import sufficient_answers

    rule_set = usable_rule_set(rules, as_of=as_of, country=country)
    suggestion = suggestion_for(file, lens, rule_set)
    found = None
    if suggestion.status is not Status.NEEDS_ANSWERS:
        found = sufficient_answers(Compiled(rule_set), suggestion.evaluation.answers.given, lens)
    print_page(
        rests_on_page(suggestion, found, ids=ids, every=every),
        format,
        color,
        lambda: rests_on_record(suggestion, found),
    )
