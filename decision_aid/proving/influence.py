"""How often a rule, or the answer to a question, changes what people come to.

Belongs here: leaving rules out, and giving people the answers of others. Does not: how often that ought
to be (`checking`), and how it is told (`commands`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Final, NamedTuple

from decision_aid.model.lens import Lens
from decision_aid.proving.people import People
from decision_aid.proving.planes import Plane, Results, answered_as, union

A_FEW: Final = 1_000
"""People who are looked at first: what changes something for anybody mostly does for one of so many."""


class Changes(NamedTuple):
    """What becomes otherwise for those who are `compared`: what safety asks for, and each decision."""

    compared: Plane
    safety: Plane
    decisions: tuple[Plane, ...]

    @property
    def anything(self) -> Plane:
        return union((self.safety, *self.decisions))


def without_rules(results: Results, lens: Lens) -> Mapping[str, Changes]:
    """By rule with arguments, what becomes otherwise without it, for those of whom it holds."""
    whole = results.concluded(lens)
    return {
        rule.id: Changes(
            results.rules[rule.id],
            0,
            tuple(
                one.differs(other) for one, other in zip(whole, results.concluded(lens, rule.id), strict=True)
            ),
        )
        for rule in results.rule_set.rules
        if rule.arguments
    }


def in_vain(results: Results) -> Iterator[tuple[str, str]]:
    """Each rule with a decision that it argues about, and decides for nobody, in any lens."""
    decided = _decided(results)
    for rule in results.rule_set.rules:
        argued = {argument.candidate for argument in rule.arguments}
        for decision in results.rule_set.decisions:
            argues = not argued.isdisjoint(candidate.id for candidate in decision.candidates)
            if argues and decision.id not in decided[rule.id]:
                yield rule.id, decision.id


def never_deciding(results: Results) -> tuple[str, ...]:
    """The rules with arguments that decide nothing for anybody, in any lens."""
    return tuple(
        rule.id
        for rule in results.rule_set.rules
        if rule.arguments and not any(_moves(results, lens, rule.id) for lens in Lens)
    )


def _moves(results: Results, lens: Lens, rule: str) -> bool:
    """Whether a decision comes to something else for somebody without the rule."""
    decisions = zip(results.concluded(lens), results.concluded(lens, rule), strict=True)
    return any(one.differs(other) for one, other in decisions)


def _decided(results: Results) -> Mapping[str, set[str]]:
    """By rule with arguments, the decisions that are otherwise for somebody without it, in any lens."""
    decided: dict[str, set[str]] = {}
    for lens in Lens:
        for rule, changes in without_rules(results, lens).items():
            moved = zip(results.rule_set.decisions, changes.decisions, strict=True)
            decided.setdefault(rule, set()).update(decision.id for decision, plane in moved if plane)
    return decided


def never_changing(people: People, results: Results, lens: Lens) -> Iterator[str]:
    """The questions of which the answer changes nothing for anybody, as far as they have answers."""
    few = people.first(A_FEW)
    of_few = Results(answered_as(results.compiled, few.would, few.everyone))
    seen = {question for question, changes in with_answers_of_others(few, of_few, lens) if changes.anything}
    for question, changes in with_answers_of_others(people, results, lens, besides=seen):
        if not changes.anything:
            yield question


def with_answers_of_others(
    people: People, results: Results, lens: Lens, *, besides: Collection[str] = ()
) -> Iterator[tuple[str, Changes]]:
    """By question, what becomes otherwise where a person gives the answer that the next one would give.

    Compared are those of whom candidates are weighed, who are asked, and whose answer is another one then.
    All other answers stay; what an answer opens is answered, and what it closes is left out. Questions
    `besides` are passed over.
    """
    compiled = results.compiled
    for link_id, would in people.would.items():
        if link_id in people.traits or link_id in besides or not would:
            continue
        moved = {value: _of_the_next(plane, people) for value, plane in would.items()}
        same = union(plane & moved[value] for value, plane in would.items())
        after = Results(answered_as(compiled, {**people.would, link_id: moved}, people.everyone))
        compared = results.weighed & results.planes.asked(link_id) & ~same & after.everyone
        gates = union(plane ^ after.gates[gate] for gate, plane in results.gates.items())
        both = compared & after.weighed
        yield (
            link_id,
            Changes(
                compared,
                compared & (gates | after.needs_answers),
                tuple(
                    both & one.differs(other)
                    for one, other in zip(results.concluded(lens), after.concluded(lens), strict=True)
                ),
            ),
        )


def _of_the_next(plane: Plane, people: People) -> Plane:
    """Everybody has what the next person has; the last one has what the first one has."""
    return plane >> 1 | (plane & 1) << people.number - 1
