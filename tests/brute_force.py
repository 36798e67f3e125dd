"""Every sheet of a small rule set, one by one, and what is true of it: slow, and beyond doubt."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations, product

from decision_aid.engine.evaluate import Evaluation, evaluate
from decision_aid.engine.questionnaire import deciding, is_open, read
from decision_aid.engine.suggest import suggest
from decision_aid.engine.verdicts import Truth, judge
from decision_aid.model.answers import SKIPPED, Value
from decision_aid.model.lens import Lens
from decision_aid.model.rules import Item, ItemType, Rules
from decision_aid.proving.answer_classes import ANY_WORDS
from decision_aid.proving.statements import (
    Asked,
    Change,
    Every,
    Favored,
    GateHolds,
    Holds,
    LeadGrows,
    Named,
    No,
    Query,
    RuleHolds,
    Some,
    Statement,
    Unanswered,
    Weighed,
)
from tests.strategies import Sheet, is_valid

MOST_LISTED = 5000


def every_answer(item: Item) -> list[Value | None]:
    """All that can stand for a question, None for an answer that is left out."""
    if item.type is ItemType.INTEGER:
        answers: list[Value] = list(range(item.minimum, item.maximum + 1))
    elif item.type is ItemType.CHOICE:
        answers = list(item.codes)
    elif item.type is ItemType.TEXT:
        answers = [ANY_WORDS]
    else:
        answers = [c for n in range(1, len(item.codes) + 1) for c in combinations(item.codes, n)]
    return [None, SKIPPED, *answers]


def every_sheet(rules: Rules) -> Iterator[Mapping[str, Value]]:
    """Every sheet that `evaluate` accepts."""
    for answers in product(*(every_answer(item) for item in rules.items)):
        given = {q: value for q, value in zip(rules.item, answers, strict=True) if value is not None}
        if is_valid(rules, given):
            yield given


def number_of_tries(rules: Rules) -> int:
    number = 1
    for item in rules.items:
        number *= len(every_answer(item))
    return number


def is_there(rules: Rules, query: Query) -> bool:
    """Whether there is a sheet, or a pair of sheets, of which the statement is true."""
    for sheet in every_sheet(rules):
        if query.change is None:
            if is_true(rules, query.statement, (sheet,)):
                return True
        else:
            for other in changed(rules, sheet, query.change):
                if is_true(rules, query.statement, (sheet, other)):
                    return True
    return False


def changed(rules: Rules, sheet: Sheet, change: Change) -> Iterator[Sheet]:
    """The sheets that a change makes of this one."""
    before = read(rules, sheet)
    if change.question in before.closed:
        return
    depends = [
        q for q in rules.item if q != change.question and change.question in deciding(rules.item, (q,))
    ]
    for old, new in change.pairs:
        if not same(sheet.get(change.question), old):
            continue
        after: dict[str, Value] = {}
        for link_id in rules.item:
            value = new if link_id == change.question else sheet.get(link_id)
            kept = after if value is None else {**after, link_id: value}
            if link_id in depends and (link_id in before.closed or link_id in read(rules, kept).closed):
                continue
            after = kept
        # A skipped answer to a closed question is as good as none, before the change as after it.
        if is_valid(rules, after):
            yield after


def same(one: Value | None, other: Value | None) -> bool:
    """Whether two answers are the same; what was ticked has no order."""
    if isinstance(one, tuple) and isinstance(other, tuple):
        return set(one) == set(other)
    return one == other


def is_true(rules: Rules, statement: Statement, sheets: tuple[Sheet, ...]) -> bool:
    """Whether a statement is true of these sheets, by the engine."""
    match statement:
        case Every(parts):
            return all(is_true(rules, part, sheets) for part in parts)
        case Some(parts):
            return any(is_true(rules, part, sheets) for part in parts)
        case No(part):
            return not is_true(rules, part, sheets)
        case LeadGrows(candidate, over, by, lens):
            # Net support as it is weighed, also where nothing may be named.
            one, other = (
                net_support(rules, candidate, sheet, lens) - net_support(rules, over, sheet, lens)
                for sheet in sheets
            )
            return other - one >= by
        case Favored(candidate, lens, sheet, without) | Named(candidate, lens, sheet, without):
            kept = rules._replace(rules=tuple(rule for rule in rules.rules if rule.id != without))
            conclusions = suggest(evaluate(kept, sheets[sheet], lens)).conclusions
            behind = isinstance(statement, Named)
            return any(candidate in (*c.favored, *(c.close_behind if behind else ())) for c in conclusions)
        case _:
            return _is_so(statement, evaluate(rules, sheets[statement.sheet]))


def _is_so(
    statement: Holds | GateHolds | RuleHolds | Asked | Unanswered | Weighed, evaluation: Evaluation
) -> bool:
    rules, answers = evaluation.rule_set, evaluation.answers
    match statement:
        case Holds(condition):
            return judge(condition, answers).truth is Truth.TRUE
        case GateHolds(gate):
            return any(judged.holds for judged in evaluation.gates if judged.gate.id == gate)
        case RuleHolds(id):
            return any(judge(rule.when, answers).truth is Truth.TRUE for rule in rules.rules if rule.id == id)
        case Asked(question):
            return is_open(rules.item[question], answers)
        case Unanswered(question):
            return question not in answers.closed and answers.value(question) is None
        case Weighed():
            return evaluation.safe


def net_support(rules: Rules, candidate: str | None, sheet: Mapping[str, Value], lens: Lens) -> int:
    """The net support of a candidate, with the gates and the questions of safety out of the way."""
    if candidate is None:
        return 0
    standings = evaluate(rules._replace(gates=()), sheet, lens).standings
    return next(s.net_support for s in standings if s.candidate.id == candidate)
