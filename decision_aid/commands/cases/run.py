"""`decision-aid cases run`: the whole trace of a case."""

from decision_aid.cli.parameters import ChosenFormat, Color, Ids, PageFormat, RulesFolder
from decision_aid.commands.cases.show import CaseId


def run(
    id: CaseId,
    format: ChosenFormat = PageFormat.TEXT,
    ids: Ids = False,
    rules: RulesFolder = None,
    color: Color = None,
) -> None:
    """Show how a case comes out, rule by rule.

    Example: decision-aid cases run recent-job-loss
    """
    from decision_aid.cli.output import print_page
    from decision_aid.cli.rule_sets import usable_rule_set
    from decision_aid.commands.cases.found import found
    from decision_aid.commands.cases.page import for_a_class
    from decision_aid.engine.evaluate import evaluate
    from decision_aid.engine.suggest import suggest
    from decision_aid.engine.trace import walk
    from decision_aid.wording.trace import trace_page
    from decision_aid.wording.trace_record import trace_record

    rule_set = usable_rule_set(rules)
    (case,) = found(rule_set, [id])
    suggestion = suggest(evaluate(rule_set, case.answers))
    page = for_a_class(trace_page(suggestion, ids=ids))
    print_page(page, format, color, lambda: trace_record(walk(suggestion)))
