"""A comparison of two rule sets finds every kind of change that a list of all sheets shows, and no other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from math import prod
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from decision_aid.commands.rules.diff.find import Comparison, compare
from decision_aid.commands.rules.diff.kinds import named
from decision_aid.engine.evaluate import evaluate
from decision_aid.engine.questionnaire import read
from decision_aid.engine.suggest import Status, Suggestion, suggest
from decision_aid.loading.rule_set import read_whole
from decision_aid.model.answers import SKIPPED, Value
from decision_aid.model.conditions import Not
from decision_aid.model.rules import Action, Decision, Gate, Impossible, Rules, Strength
from decision_aid.proving.shares import Share
from tests.brute_force import MOST_LISTED, every_answer, every_sheet, number_of_tries
from tests.builders import DECISIONS, argues, decision, gate, question, rule, rule_set, says
from tests.strategies import conditions, is_valid, rules_on, small_rule_sets, up_to

GOOD = Path(__file__).parent.parent / "rule_sets" / "good"

CLOSE_BEHIND = "approach: the same is ahead, and not the same close behind"

WEIGHED = (Status.SUGGESTION, Status.NO_CLEAR_SUGGESTION)


def kinds_on(old: Rules, new: Rules, sheet: Mapping[str, Value]) -> Iterator[str]:
    """The kinds of change on one sheet, by the engine."""
    both = suggest(evaluate(old, sheet)), suggest(evaluate(new, sheet))
    before, after = both
    stopped = [one.status is Status.STOPPED for one in both]
    if stopped[0] != stopped[1]:
        yield "A stop is gained" if stopped[1] else "A stop is lost"
    if before.status in WEIGHED and after.status is Status.NEEDS_ANSWERS:
        yield "A safety question must be answered that need not have been"
    if after.status in WEIGHED and before.status is Status.NEEDS_ANSWERS:
        yield "A safety question need not be answered any more"
    weighed = all(one.status in WEIGHED for one in both)
    where = {Action.STOP: all(stopped), Action.REFER: not any(stopped), Action.CAUTION: weighed}
    was, is_now = ({judged.gate for judged in one.gates} for one in both)
    for words, gates, others in (("lost", was, is_now), ("gained", is_now, was)):
        others_by_id = {(one.id, one.action) for one in others}
        for one in gates:
            if where[one.action] and (one.id, one.action) not in others_by_id:
                yield f"The {one.action} '{one.id}' is {words}"
    if weighed:
        first = [one.specialist_first for one in both]
        if first[0] != first[1]:
            yield f"A specialist {'comes first now' if first[1] else 'no longer comes first'}"
        yield from decisions_moved(before, after)


def decisions_moved(before: Suggestion, after: Suggestion) -> Iterator[str]:
    came_to = [favored(one) for one in (before, after)]
    old, new = before.evaluation.rule_set, after.evaluation.rule_set
    opened_alike = {d.id: d.when_favored for d in old.decisions}.items() & {
        d.id: d.when_favored for d in new.decisions
    }.items()
    captions = {decision.id: decision.caption for one in (old, new) for decision in one.decisions}
    for id, caption in captions.items():
        was, is_now = came_to[0].get(id), came_to[1].get(id)
        if was != is_now and not (None in (was, is_now) and id in dict(opened_alike)):
            yield f"{caption}: {named(old, was)} -> {named(new, is_now)}"
        behind = [{*made.close_behind} for one in (before, after) if (made := one.conclusion(id))]
        if was == is_now and len(behind) == 2 and behind[0] != behind[1]:
            yield f"{caption}: the same is ahead, and not the same close behind"


def favored(suggestion: Suggestion) -> dict[str, tuple[str, ...]]:
    return {
        conclusion.decision.id: tuple(
            candidate.id for candidate in conclusion.decision.candidates if candidate.id in conclusion.favored
        )
        for conclusion in suggestion.conclusions
    }


def changed(data: st.DataObject, old: Rules) -> Rules:
    """A rule set in which something is otherwise."""
    change = data.draw(
        st.sampled_from(
            [
                "rule added",
                "less rules",
                "rule turned",
                "weaker",
                "less gates",
                "gate turned",
                "opened",
                "extra",
                "margin",
                "candidate",
            ]
        )
    )
    rules, gates = old.rules, old.gates
    match change:
        case "rule added":
            return old._replace(rules=(*rules, data.draw(rules_on(old.items, "new"))))
        case "less rules":
            return old._replace(rules=rules[1:])
        case "rule turned" if rules:
            return old._replace(rules=(rules[0]._replace(when=Not(rules[0].when)), *rules[1:]))
        case "weaker" if rules:
            weak = tuple(
                argument._replace(strength=argument.strength and Strength.WEAK)
                for argument in rules[0].arguments
            )
            return old._replace(rules=(rules[0]._replace(arguments=weak), *rules[1:]))
        case "less gates":
            return old._replace(gates=gates[1:])
        case "gate turned" if gates:
            turned: Gate = gates[0]._replace(when=Not(gates[0].when), unless=None)
            return old._replace(gates=(turned, *gates[1:]))
        case "opened":
            return old._replace(items=tuple(item._replace(enable_when=None) for item in old.items))
        case "extra":
            return old._replace(items=(old.items[0]._replace(extra=not old.items[0].extra), *old.items[1:]))
        case "candidate" if rules:
            which = data.draw(st.integers(0, len(old.decisions) - 1))
            decisions = [*old.decisions]
            decisions[which] = with_candidate(decisions[which], "z")
            argument = argues("for", "z", data.draw(st.sampled_from(["weak", "strong"])))
            its_own = rule("new", rules[0].when, argument, theme="new")
            in_another = rules[0]._replace(arguments=(*rules[0].arguments, argument))
            with_it = data.draw(st.sampled_from([(*rules, its_own), (in_another, *rules[1:])]))
            return old._replace(decisions=tuple(decisions), rules=with_it)
        case _:
            return old._replace(tie_margin=data.draw(st.integers(0, 4)))


def with_candidate(one: Decision, id: str) -> Decision:
    return one._replace(candidates=(*one.candidates, *decision("", id).candidates))


def assert_as_listed(old: Rules, new: Rules, comparison: Comparison) -> None:
    """The comparison lists the kinds that there are, each with a shortest sheet, and settles all others."""
    fewest: dict[str, int] = {}
    for sheet in every_sheet(old):
        if is_valid(new, sheet):
            for kind in kinds_on(old, new, sheet):
                fewest[kind] = min(fewest.get(kind, 99), len(sheet))
    assert not comparison.open
    assert {change.kind.words for change in comparison.changes} == set(fewest)
    for change in comparison.changes:
        assert is_valid(old, change.sheet)
        assert is_valid(new, change.sheet)
        assert change.kind.words in kinds_on(old, new, change.sheet)
        assert change.shortest
        assert len(change.sheet) == fewest[change.kind.words]


@given(st.data())
def test_the_kinds_are_those_of_a_list(data: st.DataObject) -> None:
    old = data.draw(small_rule_sets())
    excluded = [data.draw(conditions(old.items)) for _ in range(data.draw(up_to(2)))]
    old = old._replace(impossible=tuple(Impossible(when, "No.") for when in excluded))
    assume(number_of_tries(old) <= MOST_LISTED)
    old, new = data.draw(st.permutations([old, changed(data, old)]))
    assert_as_listed(old, new, compare(old, new, size=data.draw(st.sampled_from([0, 30]))))


AHEAD = (  # "a" by two, and each of them in some theme that speaks for no other
    rule("more", says("q", "yes"), argues("for", "a", "strong"), theme="more"),
    rule("most", says("q", "yes"), argues("for", "a", "strong"), argues("for", "b", "strong"), theme="most"),
)


@pytest.mark.parametrize("margins", [(1, 2), (2, 1)])
def test_another_tie_margin_moves_what_is_close_behind(margins: tuple[int, int]) -> None:
    """No reason is weighed otherwise, and yet a page names another candidate."""
    old, new = (rule_set(rules=AHEAD, tie_margin=margin) for margin in margins)
    comparison = compare(old, new, size=0)
    assert [change.kind.words for change in comparison.changes] == [CLOSE_BEHIND]
    assert_as_listed(old, new, comparison)


@pytest.mark.parametrize("numbers", [(2, 1), (1, 2)])
@pytest.mark.parametrize("narrower", [False, True])
def test_a_specialist_who_comes_first_by_one_alone_is_listed(
    numbers: tuple[int, int], narrower: bool
) -> None:
    items = (question("q"), question("r"))
    gates = tuple(gate(item.link_id, says(item.link_id, "yes"), Action.REFER) for item in items)
    others = (gates[0]._replace(when=says("r", "no")), gates[1]) if narrower else gates
    old, new = (
        rule_set(items=items, gates=given)._replace(specialist_from=number)
        for number, given in zip(numbers, (gates, others), strict=True)
    )
    comparison = compare(old, new, size=0)
    assert any(change.kind.words.startswith("A specialist") for change in comparison.changes)
    assert_as_listed(old, new, comparison)


@pytest.mark.parametrize("turn", [1, -1])
def test_a_candidate_that_one_alone_has_may_be_what_is_close_behind(turn: int) -> None:
    main, *others = DECISIONS
    z = (
        rule("new", says("q", "yes"), argues("for", "z", "strong"), theme="new"),
        rule("newer", says("q", "yes"), argues("for", "z"), theme="newer"),
    )
    more = rule_set(
        rules=(*AHEAD, *z),
        decisions=(with_candidate(main, "z"), *others),
    )
    old, new = (rule_set(rules=AHEAD), more)[::turn]
    comparison = compare(old, new, size=0)
    assert CLOSE_BEHIND in [change.kind.words for change in comparison.changes]
    assert_as_listed(old, new, comparison)


@pytest.mark.parametrize("turn", [1, -1])
def test_one_alone_may_ask_who_it_is_for(turn: int) -> None:
    rules = (rule("r", says("q", "yes"), argues("for", "a")),)
    who = question("setting", ("person", "clinician"))
    old, new = (rule_set(rules=rules), rule_set(items=(who, question("q")), rules=rules))[::turn]
    assert_as_listed(old, new, compare(old, new))


@pytest.mark.parametrize("name", ["tiny", "small"])
def test_the_kinds_in_a_rule_set_from_files_are_those_of_a_list(name: str) -> None:
    old = read_whole(GOOD / name)
    for gone in old.gates:
        new = old._replace(gates=tuple(one for one in old.gates if one is not gone))
        if name == "tiny":
            assert_as_listed(old, new, compare(old, new, size=100))
        else:
            assert not compare(old, new, size=100).open


def test_shares_are_those_of_a_list_within_their_margin() -> None:
    """Each answer to a question that is asked is as likely as another."""
    old = read_whole(GOOD / "tiny")
    new = old._replace(rules=old.rules[1:])
    chances = {
        id: Fraction(1, len(every_answer(item)) - 2) for id, item in old.item.items()
    }  # less no answer
    calm = [
        (sheet, prod(chances[id] for id in sheet))
        for sheet in every_sheet(old)
        if sheet.keys() == old.item.keys() - read(old, sheet).closed
        and SKIPPED not in sheet.values()
        and suggest(evaluate(old, sheet)).status is not Status.STOPPED
    ]
    whole = sum(chance for _, chance in calm)
    for change in compare(old, new).changes:
        listed = (
            sum(chance for sheet, chance in calm if change.kind.words in kinds_on(old, new, sheet)) / whole
        )
        assert abs(change.share.percent - 100 * listed) <= 1.5 * change.share.margin


def test_a_share_says_how_far_it_may_be_off() -> None:
    assert Share(10_000, 20_000).margin == pytest.approx(0.69, abs=0.01)
    assert Share(0, 20_000).margin == pytest.approx(0.015)
    assert Share(0, 0).margin == 100
