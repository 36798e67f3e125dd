"""What is proved of a rule set: the checks over all answer sheets, run one by one.

Belongs here: how large a rule set may be for that. Does not: what is to be proved (`checks/`), and how
(`proving`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final, NamedTuple

from decision_aid.checking.findings import Finding
from decision_aid.checking.registry import Check, Needs, checks_that_need
from decision_aid.model.conditions import Condition, tests_in
from decision_aid.model.problems import Location, Problem
from decision_aid.model.rules import Gate, Rule, Rules
from decision_aid.proving.answer_classes import TooComplex
from decision_aid.proving.prover import Prover, SecondProver
from decision_aid.proving.search import Budget

PROOFS: Final = tuple(checks_that_need(Needs.PROOF))
"""The checks that say something of all answer sheets, the most important first."""

MOST_RULES: Final = 500
MOST_TESTS: Final = 2_000
MOST_ANSWERS: Final = 500
"""What a rule set may hold of rules and gates, of tests on single answers, and of answer options, and
still be proved in good time. The shipped one has about a hundred, three hundred and a hundred and forty.
"""

MOST_IN_ONE: Final = 64
"""Tests on single answers in one condition. Nobody could follow more; the longest shipped one has 18."""


class Proved(NamedTuple):
    """The findings, and the prover that made them; none when the rule set is too complex."""

    findings: tuple[Finding, ...]
    problems: tuple[Problem, ...]
    prover: Prover | None


def prove(
    rule_set: Rules,
    checks: Iterable[Check] = PROOFS,
    *,
    budget: Budget | None = None,
    second: SecondProver | None = None,
    watch: Callable[[Finding], None] = lambda finding: None,
) -> Proved:
    """Prove or refute what these checks state. `watch` sees each finding as it comes.

    `second` is asked where the search gives up.
    """
    checks = tuple(checks)
    too_large = _too_large(rule_set)
    if too_large:
        return Proved((), (Problem("too-complex", *too_large),), None)
    try:
        prover = Prover(rule_set, tuple(conditions_in(rule_set, checks)), budget=budget, second=second)
    except TooComplex as error:
        return Proved((), (Problem("too-complex", error.message, error.location, error.hint),), None)
    findings: list[Finding] = []
    for check in checks:
        for finding in check.find(prover):
            findings.append(finding)
            watch(finding)
    return Proved(tuple(findings), tuple(f.problem for f in findings if f.problem), prover)


def _too_large(rule_set: Rules) -> tuple[str, Location, str] | None:
    """What there is too much of, where, and what to do; None when all can be looked at."""
    hint = "split it into several rule sets"
    rules: tuple[Gate | Rule, ...] = (*rule_set.gates, *rule_set.rules)
    if len(rules) > MOST_RULES:
        return f"there are more than {MOST_RULES:,} rules and gates", rules[MOST_RULES].location, hint
    tests = 0
    for condition, location in _all_conditions(rule_set):
        here = sum(1 for _ in tests_in(condition))
        if here > MOST_IN_ONE:
            return f"a condition holds more than {MOST_IN_ONE} tests", location, "split it into several rules"
        tests += here
        if tests > MOST_TESTS:
            return f"the conditions hold more than {MOST_TESTS:,} tests", location, hint
    answers = 0
    for item in rule_set.items:
        answers += len(item.answer_options)
        if answers > MOST_ANSWERS:
            return f"there are more than {MOST_ANSWERS:,} answer options", item.location, hint
    return None


def _all_conditions(rule_set: Rules) -> Iterator[tuple[Condition, Location]]:
    """Every condition in the files, and its place."""
    for item in rule_set.items:
        if item.asking:
            yield item.asking, item.location
    for impossible in rule_set.impossible:
        yield impossible.when, impossible.when.location
    for gate in rule_set.gates:
        yield gate.when, gate.location
        if gate.unless:
            yield gate.unless, gate.location
    yield from ((rule.when, rule.location) for rule in rule_set.rules)
    for promised in rule_set.library.properties:
        if promised.promise.when:
            yield promised.promise.when, promised.location


def conditions_in(rules: Rules, checks: Iterable[Check] = PROOFS) -> Iterator[Condition]:
    """Every condition of which one of these checks asks whether it holds."""
    for check in checks:
        if check.conditions:
            yield from check.conditions(rules)
