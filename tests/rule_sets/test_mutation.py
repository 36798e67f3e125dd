"""Would anyone notice a slip? Each part of the shipped rule set is spoiled in turn.

A mutant is the rule set with one part left out, turned round or moved by one. It is caught by a worked
case or an example near the margin (`near_the_margin/README.md`), by another check, by a property that
the authors declare, or by a proof. What none of them can catch stands in `EQUIVALENT`: a slip that
makes no difference to any answer sheet.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import product
from pathlib import Path
from typing import Final, NamedTuple, TypeAlias, TypeVar

import pytest

from decision_aid.checking import any_error, check
from decision_aid.checking.checks import (
    case_outcomes,
    dead_ends,
    promises,
    reachable_candidates,
    redundant_rules,
    safety_first,
    unused_parts,
)
from decision_aid.checking.findings import Verdict
from decision_aid.checking.proofs import conditions_in
from decision_aid.loading import library
from decision_aid.loading.folder import Folder
from decision_aid.model.conditions import (
    AllOf,
    AnyOf,
    AtLeast,
    AtMost,
    Condition,
    Equals,
    Not,
    questions_in,
)
from decision_aid.model.lens import Lens
from decision_aid.model.properties import Property, Rising
from decision_aid.model.rules import Action, Argument, Direction, Gate, Rule, Rules, Strength
from decision_aid.proving.compiled import RULE, WHEN, Compiled, Fact
from decision_aid.proving.prover import Prover
from tests.builders import with_library
from tests.strategies import Sheet, is_valid
from tests.strategies import shipped_rule_set as as_shipped

EXAMPLES = Path(__file__).parent


@cache
def shipped_rule_set() -> Rules:
    """The shipped rule set, with the examples near the margin beside its worked cases."""
    examples = Folder(EXAMPLES).files("near_the_margin", library.case)
    assert len(examples) == 69
    return with_library(as_shipped(), cases=(*as_shipped().library.cases, *examples))


@pytest.fixture
def shipped() -> Rules:
    """The same, as tests ask for it."""
    return shipped_rule_set()


NOT_SEEN: Final = "on none of 6,000 sheets that were drawn does it show; that it shows on none is not proved"
SAME_ARGUMENTS: Final = "where both rules hold, they argue alike, and a theme counts an argument once"
SAME_SHEETS: Final = "it is closed on the same sheets, and where it is open it makes no difference why"

EQUIVALENT: Final = {
    "arguments_of_other_strength: rule childhood-adversity-long, for long": NOT_SEEN,
    "parts_left_out: rule mild-and-others [0] [1]": SAME_ARGUMENTS,
    "parts_left_out: rule phq9-16-or-more [1]": SAME_ARGUMENTS,
    "codes_and_bounds_moved: rule mild-and-others [0] [1], phq9_total 9+1": SAME_ARGUMENTS,
    "codes_and_bounds_moved: rule phq9-16-or-more [1], phq9_total 19+1": SAME_ARGUMENTS,
    "codes_and_bounds_moved: rule severe-and-the-therapies [0], phq9_total 20-1": SAME_ARGUMENTS,
    "parts_left_out: gate thoughts-assessed [1]": "until the risk is assessed, the stop hides this referral",
    "parts_left_out: question severity [1] [1]": SAME_SHEETS,
    "parts_left_out: question episode_duration [1]": SAME_SHEETS,
    "codes_and_bounds_moved: question risk_assessed [1] [2], phq9_total 25+1": SAME_SHEETS,
}
"""Mutants that nothing catches, and why. Each was compared with the shipped rule set, decision by decision
and gate by gate: but for what is said not to be proved, no answer sheet comes out otherwise."""


class Mutant(NamedTuple):
    """`name` says what was spoiled; `[1]` is the second part of an *all* or *any*."""

    name: str
    rule_set: Rules


Mutation: TypeAlias = Callable[[Rules], Iterator[Mutant]]
Changes: TypeAlias = Iterator[tuple[str, Condition]]

T = TypeVar("T")

WEAKER: Final = {Action.STOP: Action.REFER, Action.REFER: Action.CAUTION}
OPPOSITE: Final = {Direction.FOR: Direction.AGAINST, Direction.AGAINST: Direction.FOR}
OTHER: Final = {Strength.WEAK: Strength.STRONG, Strength.STRONG: Strength.WEAK}


def swapped(things: Sequence[T], place: int, *new: T) -> tuple[T, ...]:
    """The things with another one, or none, at a place."""
    return (*things[:place], *new, *things[place + 1 :])


def with_rule(rules: Rules, place: int, *new: Rule) -> Rules:
    return rules._replace(rules=swapped(rules.rules, place, *new))


def with_gate(rules: Rules, place: int, *new: Gate) -> Rules:
    return rules._replace(gates=swapped(rules.gates, place, *new))


# --- what is spoiled ----------------------------------------------------------------------------


def rules_left_out(rules: Rules) -> Iterator[Mutant]:
    for place, rule in enumerate(rules.rules):
        yield Mutant(f"rule {rule.id}", with_rule(rules, place))


def gates_left_out(rules: Rules) -> Iterator[Mutant]:
    for place, gate in enumerate(rules.gates):
        yield Mutant(f"gate {gate.id}", with_gate(rules, place))


def gates_weakened(rules: Rules) -> Iterator[Mutant]:
    for place, gate in enumerate(rules.gates):
        if gate.action in WEAKER:
            weaker = gate._replace(action=WEAKER[gate.action])
            yield Mutant(f"gate {gate.id}", with_gate(rules, place, weaker))


def releases_left_out(rules: Rules) -> Iterator[Mutant]:
    for place, gate in enumerate(rules.gates):
        if gate.unless:
            yield Mutant(f"gate {gate.id}", with_gate(rules, place, gate._replace(unless=None)))


def questions_always_asked(rules: Rules) -> Iterator[Mutant]:
    for place, item in enumerate(rules.items):
        if item.enable_when:
            asked = item._replace(enable_when=None)
            yield Mutant(f"question {item.link_id}", rules._replace(items=swapped(rules.items, place, asked)))


def arguments_left_out(rules: Rules) -> Iterator[Mutant]:
    return arguments(rules, lambda argument: ())


def arguments_turned_round(rules: Rules) -> Iterator[Mutant]:
    return arguments(rules, lambda argument: [argument._replace(direction=OPPOSITE[argument.direction])])


def arguments_of_other_strength(rules: Rules) -> Iterator[Mutant]:
    def other(argument: Argument) -> Iterable[Argument]:
        return [argument._replace(strength=OTHER[argument.strength])] if argument.strength else [argument]

    return arguments(rules, other)


def arguments(rules: Rules, change: Callable[[Argument], Iterable[Argument]]) -> Iterator[Mutant]:
    """Each argument changed in turn."""
    for place, rule in enumerate(rules.rules):
        for at, argument in enumerate(rule.arguments):
            if [*change(argument)] == [argument]:
                continue  # at the documents' word it has no strength of its own
            changed = rule._replace(arguments=swapped(rule.arguments, at, *change(argument)))
            name = f"rule {rule.id}, {argument.direction} {argument.candidate}"
            yield Mutant(name, with_rule(rules, place, changed))


def margins(rules: Rules) -> Iterator[Mutant]:
    for step in (-1, 1):
        yield Mutant(f"tie_margin {step:+}", rules._replace(tie_margin=rules.tie_margin + step))


def conditions_negated(rules: Rules) -> Iterator[Mutant]:
    return conditions(rules, negated)


def parts_left_out(rules: Rules) -> Iterator[Mutant]:
    return conditions(rules, with_a_part_less)


def codes_and_bounds_moved(rules: Rules) -> Iterator[Mutant]:
    return conditions(rules, with_a_test_moved)


def conditions(rules: Rules, change: Callable[[Condition], Changes]) -> Iterator[Mutant]:
    """Each condition of rules, gates and questions changed in turn."""
    for place, rule in enumerate(rules.rules):
        for how, when in change(rule.when):
            yield Mutant(f"rule {rule.id}{how}", with_rule(rules, place, rule._replace(when=when)))
    for place, gate in enumerate(rules.gates):
        for how, when in change(gate.when):
            yield Mutant(f"gate {gate.id}{how}", with_gate(rules, place, gate._replace(when=when)))
        for how, unless in change(gate.unless) if gate.unless else ():
            released = gate._replace(unless=unless)
            yield Mutant(f"release of {gate.id}{how}", with_gate(rules, place, released))
    for place, item in enumerate(rules.items):
        for how, when in change(item.enable_when) if item.enable_when else ():
            items = swapped(rules.items, place, item._replace(enable_when=when))
            yield Mutant(f"question {item.link_id}{how}", rules._replace(items=items))


def negated(condition: Condition) -> Changes:
    yield "", Not(condition)


def with_a_part_less(condition: Condition) -> Changes:
    """The condition without one part of an *all* or *any* in it."""
    if isinstance(condition, AllOf | AnyOf):
        for place in range(len(condition.parts)):
            yield f" [{place}]", condition._replace(parts=swapped(condition.parts, place))
    yield from inside(condition, with_a_part_less)


def with_a_test_moved(condition: Condition) -> Changes:
    """The condition with a code less in a test for several, or with a bound moved by one."""
    match condition:
        case Equals(question, codes) if len(codes) > 1:
            for place, code in enumerate(codes):
                yield f", {question} {code}", condition._replace(codes=swapped(codes, place))
        case AtLeast(question, bound) | AtMost(question, bound):
            for step in (-1, 1):
                yield f", {question} {bound}{step:+}", condition._replace(bound=bound + step)
    yield from inside(condition, with_a_test_moved)


def inside(condition: Condition, change: Callable[[Condition], Changes]) -> Changes:
    """The condition with one of its parts changed."""
    match condition:
        case AllOf(parts) | AnyOf(parts):
            for place, part in enumerate(parts):
                for how, changed in change(part):
                    yield f" [{place}]{how}", condition._replace(parts=swapped(parts, place, changed))
        case Not(part):
            for how, changed in change(part):
                yield how, condition._replace(part=changed)


MUTATIONS: Final[tuple[Mutation, ...]] = (
    rules_left_out,
    gates_left_out,
    gates_weakened,
    releases_left_out,
    questions_always_asked,
    arguments_left_out,
    arguments_turned_round,
    arguments_of_other_strength,
    margins,
    conditions_negated,
    parts_left_out,
    codes_and_bounds_moved,
)

# --- who notices --------------------------------------------------------------------------------


def caught_by(rules: Rules) -> str | None:
    """The code of the first problem that is found, what is quick to look at first."""
    if told(rules) != told_as_shipped():
        return "case-differs"
    problems = [*check(rules, whole=True), *unused_parts.find(rules), *case_outcomes.find(rules)]
    if any_error(problems):
        return problems[0].code
    prover = Prover(with_the_nearest_promises_first(rules), tuple(conditions_in(rules)))
    proofs = (
        promises.find,
        reachable_candidates.find,
        safety_first.find,
        redundant_rules.find,
        dead_ends.find,
    )
    for find in proofs:
        for finding in find(prover):
            if finding.verdict is Verdict.REFUTED and finding.problem:
                return finding.problem.code
    return None


def with_the_nearest_promises_first(rules: Rules) -> Rules:
    """The same, with those properties first that read what was spoiled reads: they notice it soonest."""
    spoiled = {question for condition in spoiled_conditions(rules) for question in questions_in(condition)}

    def distance(promised: Property) -> int:
        promise = promised.promise
        read = {*questions_in(promise.when)} if promise.when else set()
        if isinstance(promise, Rising):
            read.add(promise.question)
        return -len(read & spoiled)

    return with_library(rules, properties=tuple(sorted(rules.library.properties, key=distance)))


def spoiled_conditions(rules: Rules) -> Iterator[Condition]:
    """The conditions of whatever is not as it was shipped, here and there."""
    shipped = shipped_rule_set()
    for one, other in ((rules, shipped), (shipped, rules)):
        for rule in set(one.rules) - set(other.rules):
            yield rule.when
        for gate in set(one.gates) - set(other.gates):
            yield from filter(None, (gate.when, gate.unless))
        for item in set(one.items) - set(other.items):
            yield from filter(None, (item.enable_when,))


def told(rules: Rules) -> list[object]:
    """What each worked case comes to, with the notes that are shown; None where it is refused.

    Much quicker than `case_outcomes.find`, and short of one thing: it takes *all level* for *no support*.
    """
    compiled = Compiled(rules)
    same_questions = rules.items is shipped_rule_set().items
    return [
        told_on(compiled, case.answers) if same_questions or is_valid(rules, case.answers) else None
        for case in rules.library.cases
    ]


@cache
def told_as_shipped() -> list[object]:
    return told(shipped_rule_set())


def told_on(compiled: Compiled, sheet: Sheet) -> object:
    fired = compiled.fired(compiled.bits(sheet))
    outcome, in_documents = compiled.outcome(fired), compiled.outcome(fired, Lens.DOCUMENTS)
    guard = compiled.guard
    gates = [id for kind, id in guard if kind == WHEN and outcome.gates & guard[Fact(WHEN, id)]]
    notes = [id for id in note_ids() if fired & guard.get(Fact(RULE, id), 0)]
    return (
        outcome.status,
        gates,
        outcome.decisions,
        in_documents.decisions,
        notes if outcome.decisions else [],
    )


@cache
def note_ids() -> tuple[str, ...]:
    """Rules that argue nothing."""
    return tuple(rule.id for rule in shipped_rule_set().rules if not rule.arguments)


QUICK: Final = (gates_left_out, gates_weakened)
"""A gate that is gone or too weak is caught by a case, in a second, and is what must be known first."""


@pytest.mark.exhaustive
def test_nothing_is_noticed_where_nothing_was_spoiled(shipped: Rules) -> None:
    """Else every mutant would count as caught."""
    assert caught_by(shipped) is None


@pytest.mark.parametrize(
    "mutation",
    [
        pytest.param(mutation, marks=() if mutation in QUICK else pytest.mark.exhaustive)
        for mutation in MUTATIONS
    ],
    ids=lambda mutation: mutation.__name__,
)
def test_every_slip_is_caught(mutation: Mutation, shipped: Rules) -> None:
    missed = {
        f"{mutation.__name__}: {mutant.name}"
        for mutant in mutation(shipped)
        if caught_by(mutant.rule_set) is None
    }
    expected = {name for name in EQUIVALENT if name.startswith(f"{mutation.__name__}:")}
    assert sorted(missed - expected) == [], "no case, check, property or proof notices these"
    assert sorted(expected - missed) == [], "these are caught, or are no more: take them out of EQUIVALENT"


# --- what cannot be -----------------------------------------------------------------------------


def slips_in_what_is_impossible(rules: Rules) -> Iterator[Mutant]:
    """Here a condition may refuse too much; which no case can show but one for each pair of numbers."""
    for place, impossible in enumerate(rules.impossible):
        for change in (negated, with_a_part_less, with_a_test_moved):
            for how, when in change(impossible.when):
                changed = swapped(rules.impossible, place, impossible._replace(when=when))
                yield Mutant(f"impossible [{place}]{how}", rules._replace(impossible=changed))


def accepted_pairs(rules: Rules) -> set[tuple[int, int]]:
    """PHQ-9 totals and answers to its item 9 that are accepted together."""
    return {
        (total, item9)
        for total, item9 in product(range(28), range(4))
        if is_valid(rules, {"setting": "clinician", "phq9_total": total, "phq9_item9": item9})
    }


def accepted_totals_of_the_well(rules: Rules) -> set[int]:
    """PHQ-9 totals that are accepted of somebody who is mostly well now."""
    well = {"setting": "clinician", "currently_well": "yes"}
    return {total for total in range(28) if is_valid(rules, {**well, "phq9_total": total})}


def accepted_values(rules: Rules) -> set[tuple[str, str]]:
    """What may be said to matter most beside what is said not to matter; also where one is left out."""
    codes = ("", *rules.item["matters_most"].codes)
    return {
        (most, not_at_all)
        for most, not_at_all in product(codes, repeat=2)
        if is_valid(rules, {q: (c,) for q, c in (("matters_most", most), ("matters_not", not_at_all)) if c})
    }


def accepted(rules: Rules) -> object:
    return accepted_pairs(rules), accepted_totals_of_the_well(rules), accepted_values(rules)


@pytest.mark.exhaustive
def test_every_slip_in_what_is_impossible_shows_in_some_pair(shipped: Rules) -> None:
    """That the right pairs are accepted is settled in `unit/test_questionnaire.py`."""
    as_shipped = accepted(shipped)
    mutants = slips_in_what_is_impossible(shipped)
    assert [mutant.name for mutant in mutants if accepted(mutant.rule_set) == as_shipped] == []
