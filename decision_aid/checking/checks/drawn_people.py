"""What is of no use to anybody whom the population describes."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final

from decision_aid.model.lens import Lens
from decision_aid.model.problems import Problem, Severity
from decision_aid.model.rules import Rules
from decision_aid.proving.answer_classes import TooComplex
from decision_aid.proving.influence import never_changing, never_deciding
from decision_aid.proving.people import draw
from decision_aid.proving.planes import Results
from decision_aid.proving.shares import Share

CODES = {
    "often-no-suggestion": "Of people drawn from the population, too many end without a suggestion.",
    "decides-for-nobody": "Leaving the rule out changes nothing for anybody drawn from the population.",
    "changes-for-nobody": "The answer to a question changes nothing for anybody drawn from the population.",
}

DRAWN: Final = 10_000
"""People who are drawn. A share of three in a hundred is then known to a third of a percentage point."""

MOST_WITHOUT: Final = 3
"""Percent of the people of whom candidates are weighed who may end without a suggestion."""


def find(rule_set: Rules) -> Iterator[Problem]:
    """What it finds: a rule set that leaves more than three in a hundred people without a suggestion,
    though safety does not come first; a rule that decides nothing; and a question of which the answer
    changes nothing. People are drawn from the population; without one, nobody is looked at.

    Why it matters: a proof says what can be on some sheet. Nobody may ever fill that sheet in.
    Example: a rule that three others of its theme always hold with. Instead: `rules profile` shows
    how often each rule and each answer decides.
    """
    population = rule_set.library.population
    if population is None:
        return
    try:
        people = draw([rule_set], population, number=DRAWN)
    except TooComplex:  # the proofs say so
        return
    results = Results(people.planes[0])
    none = results.none_suggested()
    share = Share(none.bit_count(), results.weighed.bit_count())
    if none and share.percent > MOST_WITHOUT:
        about = rule_set.decisions[0]
        message = f"{share.percent:.1f}% of people end without a suggestion about '{about.id}'"
        hint = "let rules read what these people say, as on the sheet below"
        yield Problem(
            "often-no-suggestion",
            message,
            about.location,
            hint,
            Severity.WARNING,
            about.id,
            sheets=(*islice(people.sheets(none), 1),),
        )
    idle = never_deciding(results)
    for rule in rule_set.rules:
        if rule.id in idle:
            message = f"'{rule.id}' decides nothing for any of {people.number:,} people"
            hint = "take it out, or move it to another theme"
            yield Problem("decides-for-nobody", message, rule.location, hint, Severity.WARNING, rule.id)
    for question in never_changing(people, results, Lens.CHECKED):
        message = f"the answer to '{question}' changes nothing for any of {people.number:,} people"
        hint = "take the question out, or let a rule read it"
        place = rule_set.item[question].location
        yield Problem("changes-for-nobody", message, place, hint, Severity.WARNING, question)
