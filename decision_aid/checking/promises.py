"""Properties that cannot be read as they are written."""

from __future__ import annotations

from collections.abc import Iterator

from decision_aid.checking.references import in_condition, unknown
from decision_aid.engine.suggest import Status
from decision_aid.model.problems import Problem
from decision_aid.model.properties import Never, Property, Rising
from decision_aid.model.rules import ItemType, Rules

CODES = {
    "unknown-outcome": "A property names an outcome that there is not.",
    "bad-order": "The order of a rising property is not one of two or more answers to its question.",
}


def find(rule_set: Rules) -> Iterator[Problem]:
    """What it finds: a property about a question, an answer, a candidate or an outcome that does not
    exist, and an order in which nothing can rise.

    Why it matters: a promise about nothing is always kept.
    Example: `outcome: sugestion`. Instead: use the name the hint gives.
    """
    for promised in rule_set.library.properties:
        promise = promised.promise
        if promise.when:
            yield from in_condition(rule_set, promise.when)
        if isinstance(promise, Never):
            yield from unknown("outcome", promise.outcomes, list(Status), promised.location)
            yield from unknown("candidate", promise.candidates, rule_set.candidate, promised.location)
        else:
            yield from _in_rising(rule_set, promised, promise)


def _in_rising(rule_set: Rules, promised: Property, promise: Rising) -> Iterator[Problem]:
    if promise.support_for is not None:
        yield from unknown("candidate", (promise.support_for,), rule_set.candidate, promised.location)
    item = rule_set.item.get(promise.question)
    if item is None:
        yield from unknown("question", (promise.question,), rule_set.item, promised.location)
    elif item.type is not ItemType.CHOICE:
        if item.type is ItemType.MULTIPLE or promise.order:
            hint = "a number rises by itself; several answers at once have no order"
            yield Problem("bad-order", f"'{item.link_id}' takes no order", promised.location, hint)
    else:
        codes = [str(code) for code in promise.order]
        kind = f"answer to '{item.link_id}'"
        yield from unknown(kind, codes, item.codes, promised.location, "unknown-code")
        if len(codes) < 2 or len(set(codes)) < len(codes):
            hint = "list the answers from the lowest to the highest"
            yield Problem(
                "bad-order", "an order needs two different answers or more", promised.location, hint
            )
