"""What is given twice: ids, codes, themes, and arguments about one candidate."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Protocol

from decision_aid.model.names import answer_name
from decision_aid.model.problems import Location, Problem
from decision_aid.model.rules import Rule, Rules

CODES = {
    "duplicate-id": "Two things of one kind have the same id.",
    "argues-twice": "A rule that argues more than once about one candidate.",
}


class _Identified(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def location(self) -> Location: ...


def find(rule_set: Rules) -> Iterator[Problem]:
    """What it finds: two things of one kind with the same id; a code given twice in a question; two
    files of one theme; and a rule with two arguments about one candidate in the same lens.

    Why it matters: an answer, a source or a trace would point to the wrong one of the two.
    Example: two rules `cbt-not-enough`. Instead: give each an id that says what sets it apart.
    """
    candidates = [candidate for decision in rule_set.decisions for candidate in decision.candidates]
    yield from _ids_given_twice("decision", rule_set.decisions)
    yield from _ids_given_twice("candidate", candidates)
    yield from _ids_given_twice("gate", rule_set.gates)
    yield from _ids_given_twice("rule", rule_set.rules)
    yield from _ids_given_twice("contact", rule_set.contacts)
    yield from _ids_given_twice("source", rule_set.sources)
    yield from _ids_given_twice("question", rule_set.items)
    for item in rule_set.items:
        for code in (code for code, number in Counter(item.codes).items() if number > 1):
            message = f"'{item.link_id}' gives the code '{code}' twice"
            name = ("answer", answer_name(item.link_id, code))
            yield Problem("duplicate-id", message, item.location, "keep one of them", name=name)
    yield from _themes(rule_set)
    for rule in rule_set.rules:
        yield from _argues_twice(rule)


def find_in_library(rule_set: Rules) -> Iterator[Problem]:
    """Two things of the library with the same id."""
    yield from _ids_given_twice("claim", rule_set.library.claims)
    yield from _ids_given_twice("option page", rule_set.library.options)
    yield from _ids_given_twice("lesson", rule_set.library.lessons)
    yield from _ids_given_twice("case", rule_set.library.cases)
    yield from _ids_given_twice("property", rule_set.library.properties)
    if population := rule_set.library.population:
        yield from _ids_given_twice("trait or question", (*rule_set.item.values(), *population.traits))
        yield from _ids_given_twice("group", population.groups)


def _themes(rule_set: Rules) -> Iterator[Problem]:
    files: dict[str, set[str]] = {}
    for rule in rule_set.rules:
        known = files.setdefault(rule.theme, {rule.location.file})
        if rule.location.file not in known:
            known.add(rule.location.file)
            yield Problem("duplicate-id", f"two files have the theme '{rule.theme}'", rule.location)


def _argues_twice(rule: Rule) -> Iterator[Problem]:
    own = Counter(argument.candidate for argument in rule.arguments if not argument.lens)
    of_documents = Counter(argument.candidate for argument in rule.arguments if argument.claims)
    for candidate, number in (own | of_documents).items():
        if number > 1:
            message = f"the rule '{rule.id}' argues {number} times about '{candidate}'"
            yield Problem("argues-twice", message, rule.location, "keep the one that is meant")


def _ids_given_twice(kind: str, things: Iterable[_Identified]) -> Iterator[Problem]:
    first: dict[str, Location] = {}
    for thing in things:
        if thing.id in first:
            message, hint = (
                f"there are two of the {kind} '{thing.id}'",
                f"the first stands at {first[thing.id]}",
            )
            yield Problem("duplicate-id", message, thing.location, hint, name=(kind, thing.id))
        first.setdefault(thing.id, thing.location)
