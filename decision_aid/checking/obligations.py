"""What the worked cases of a rule set ought to show.

The measure is masking MC/DC (Chilenski, DOT/FAA/AR-01/18, 2001) over Kleene's logic, with
*unknown* as *not true*. Does not: which of it the cases show (`checks.case_coverage`).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from decision_aid.model.conditions import AllOf, AnyOf, Condition, Equals, Not
from decision_aid.model.problems import Location
from decision_aid.model.rules import Rules
from decision_aid.proving.statements import Every, Holds, No, Statement, Weighed
from decision_aid.wording.conditions import in_codes


class Obligation(NamedTuple):
    """One thing that the cases ought to show; `text` says that they do not.

    A sheet shows it when all of `holds` and none of `fails` are true, and, if `weighed`, candidates
    may be named.
    """

    about: str
    text: str
    location: Location
    holds: tuple[Condition, ...]
    fails: tuple[Condition, ...] = ()
    weighed: bool = False

    @property
    def statement(self) -> Statement:
        """That a sheet shows it."""
        weighed = (Weighed(),) if self.weighed else ()
        return Every((*weighed, *map(Holds, self.holds), *(No(Holds(part)) for part in self.fails)))


def obligations(rule_set: Rules) -> tuple[Obligation, ...]:
    """All that the cases ought to show, possible or not."""
    return (*_of_gates(rule_set), *_of_rules(rule_set), *_of_answers(rule_set))


def _of_gates(rule_set: Rules) -> Iterator[Obligation]:
    for gate in rule_set.gates:
        when = _literal(gate.when)
        unless = (_literal(gate.unless),) if gate.unless else ()
        name = f"the gate '{gate.id}'"
        yield Obligation(gate.id, f"in no case does {name} hold", gate.location, (when,), unless)
        for shown in _of_parts(when, gate.id, name):
            yield shown._replace(fails=(*shown.fails, *unless))
        for release in unless:
            for shown in _of_parts(release, gate.id, f"the release of {name}"):
                yield shown._replace(holds=(*shown.holds, when))


def _of_rules(rule_set: Rules) -> Iterator[Obligation]:
    for rule in rule_set.rules:
        when = _literal(rule.when)
        name = f"the rule '{rule.id}'"
        text = f"in no case in which candidates are weighed does {name} hold"
        yield Obligation(rule.id, text, rule.location, (when,), weighed=True)
        for shown in _of_parts(when, rule.id, name):
            yield shown._replace(weighed=True)


def _of_answers(rule_set: Rules) -> Iterator[Obligation]:
    for item in rule_set.items:
        for option in item.answer_options:
            text = f"in no case is '{item.link_id}' answered with '{option.code}'"
            yield Obligation(item.link_id, text, item.location, (Equals(item.link_id, (option.code,)),))


def _of_parts(condition: Condition, about: str, name: str) -> Iterator[Obligation]:
    """That each part matters: it is true and so is the whole, and it is not and nor is the whole."""
    for part, holds, fails in _parts(condition):
        shows, words = f"no case shows that {name}", in_codes(part)
        because = f"{shows} holds because of '{words}'"
        yield Obligation(about, because, part.location, (part, *holds), fails)
        for_want = f"{shows} does not hold for want of '{words}'"
        yield Obligation(about, for_want, part.location, holds, (part, *fails))


class _Part(NamedTuple):
    """A test inside a condition, and what makes the whole depend on this test and no other.

    All of `holds` must be true: its neighbors under *all*; and none of `fails`: its neighbors under *any*.
    """

    test: Condition
    holds: tuple[Condition, ...] = ()
    fails: tuple[Condition, ...] = ()


def _parts(condition: Condition) -> Iterator[_Part]:
    """The tests inside a condition in which each *not* negates a single test."""
    if not isinstance(condition, AllOf | AnyOf):
        yield _Part(condition)
        return
    for place, part in enumerate(condition.parts):
        neighbors = condition.parts[:place] + condition.parts[place + 1 :]
        for test, holds, fails in _parts(part):
            if isinstance(condition, AllOf):
                yield _Part(test, (*holds, *neighbors), fails)
            else:
                yield _Part(test, holds, (*fails, *neighbors))


def _literal(condition: Condition, wanted: bool = True) -> Condition:
    """The same condition, or its negation, in which each *not* negates a single test on one code."""
    match condition:
        case Not(part):
            return _literal(part, not wanted)
        case AllOf(parts, location) | AnyOf(parts, location):
            group = AllOf if isinstance(condition, AllOf) is wanted else AnyOf
            return group(tuple(_literal(part, wanted) for part in parts), location)
        case Equals(question, codes, location) if len(codes) > 1:
            return _literal(AnyOf(tuple(Equals(question, (c,), location) for c in codes), location), wanted)
        case _:
            return condition if wanted else Not(condition, condition.location)
