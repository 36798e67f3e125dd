"""Random sheets of answers and random small rule sets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Final

from hypothesis import strategies as st

from decision_aid.answers import SETTING, SKIPPED, Answers, Value
from decision_aid.conditions import (
    AllOf,
    Answered,
    AnyOf,
    AtLeast,
    AtMost,
    Condition,
    Equals,
    Not,
    Truth,
    judge,
)
from decision_aid.engine import Lens
from decision_aid.errors import NOWHERE
from decision_aid.loading.rule_set import load_rule_set
from decision_aid.model import Action, Argument, Basis, Gate, Item, ItemType, Rule, RuleSet, Strength
from decision_aid.questionnaire import problems_in, read
from tests.builders import CLAIMS, DECISIONS, argues, gate, question, rule, rule_set

Sheet = Mapping[str, Value]

HARMLESS: Final[Mapping[str, tuple[str, ...]]] = {
    "age_group": ("from_18_to_24", "from_25_to_64", "from_65"),
    "danger_now": ("no",),
    "suicidal_thoughts": ("none",),
    "unusual_experiences": ("no",),
    "high_energy_spells": ("no",),
    "daily_care": ("managing", "with_effort"),
    "substance_use": ("little_or_none", "heavy"),
    "safe_at_home": ("yes", "not_sure"),
    "perinatal": ("no", "pregnant", "birth_last_year"),
    "perinatal_signs": ("no",),
}
"""Answers to the safety questions of the shipped rule set with which nothing stops."""


@cache
def shipped_rule_set() -> RuleSet:
    """The rule set that comes with the program, with everything in it."""
    return load_rule_set(whole=True)


lenses = st.sampled_from(list(Lens))


def is_valid(rules: RuleSet, sheet: Sheet) -> bool:
    return not problems_in(rules, sheet, lambda _: NOWHERE)


@cache
def answers_to(item: Item) -> st.SearchStrategy[Value]:
    """Any answer that the question takes; not skipped."""
    if item.type is ItemType.INTEGER:
        return st.integers(item.minimum, item.maximum)
    if item.type is ItemType.CHOICE:
        return st.sampled_from(item.codes)
    alone = [(option.code,) for option in item.answer_options if option.exclusive]
    together = [option.code for option in item.answer_options if not option.exclusive]
    most = min(item.max_choices or len(together), len(together))
    several = st.lists(st.sampled_from(together), min_size=1, max_size=most, unique=True).map(tuple)
    return st.one_of(several, st.sampled_from(alone)) if alone else several


@st.composite
def sheets(
    draw: st.DrawFn, rules: RuleSet, harmless: Mapping[str, Sequence[Value]] | None = None
) -> dict[str, Value]:
    """A sheet that the rule set accepts. Any question may be absent or skipped.

    With `harmless`, most sheets take the answers to these questions from it, all of them or all
    but one, so that a good share is weighed and a good share only just is not.
    """
    safe = dict(harmless or {})
    kind = draw(st.sampled_from(["any", "safe", "safe", "all but one"])) if safe else "any"
    if kind == "any":
        safe = {}
    elif kind == "all but one":
        del safe[draw(st.sampled_from(sorted(safe)))]
    answered = draw(st.sampled_from([10, 8, 5, 1]))
    given: dict[str, Value] = {}
    for item in rules.items:
        if item.enable_when is not None and item.link_id in read(rules.items, given).closed:
            continue
        if item.link_id in safe:
            given[item.link_id] = draw(st.sampled_from(list(safe[item.link_id])))
            continue
        if draw(st.integers(1, 10)) > answered:
            if draw(st.booleans()):
                given[item.link_id] = SKIPPED
            continue
        given[item.link_id] = draw(answers_to(item))
        if any(judge(i.when, read(rules.items, given)).truth is Truth.TRUE for i in rules.impossible):
            del given[item.link_id]
    return given


def shipped_sheets() -> st.SearchStrategy[dict[str, Value]]:
    """Sheets of the shipped rule set; about half of them are weighed."""
    return st.deferred(lambda: sheets(shipped_rule_set(), HARMLESS))


@st.composite
def growing_sheets(
    draw: st.DrawFn, rules: RuleSet, harmless: Mapping[str, Sequence[Value]] | None = None
) -> tuple[dict[str, Value], dict[str, Value]]:
    """Two sheets, both accepted, the second with more answers. The setting is the same."""
    more = draw(sheets(rules, harmless))
    removable = sorted(link_id for link_id in more if link_id != SETTING)
    taken = draw(st.sets(st.sampled_from(removable))) if removable else set()
    skipped = draw(st.sets(st.sampled_from(sorted(taken)))) if taken else set()
    fewer = {
        link_id: SKIPPED if link_id in skipped else value
        for link_id, value in more.items()
        if link_id not in taken or link_id in skipped
    }
    return fewer, more


def conditions(items: Sequence[Item], *, with_answered: bool = False) -> st.SearchStrategy[Condition]:
    """Any condition on these questions."""
    tests = st.sampled_from(items).flatmap(_tests_on)
    if with_answered:
        tests = st.one_of(tests, st.sampled_from(items).map(lambda item: Answered(item.link_id)))
    return st.recursive(
        tests,
        lambda parts: st.one_of(
            st.lists(parts, max_size=3).map(lambda some: AllOf(tuple(some))),
            st.lists(parts, max_size=3).map(lambda some: AnyOf(tuple(some))),
            parts.map(Not),
        ),
        max_leaves=3,
    )


def _tests_on(item: Item) -> st.SearchStrategy[Condition]:
    if item.type is ItemType.INTEGER:
        bounds = st.integers(item.minimum, item.maximum)
        return st.one_of(
            bounds.map(lambda bound: AtLeast(item.link_id, bound)),
            bounds.map(lambda bound: AtMost(item.link_id, bound)),
        )
    codes = st.lists(st.sampled_from(item.codes), min_size=1, max_size=2, unique=True)
    return codes.map(lambda some: Equals(item.link_id, tuple(some)))


@st.composite
def questionnaires(draw: st.DrawFn) -> tuple[Item, ...]:
    """A few questions of every type, some of them asked only after certain answers."""
    items: list[Item] = []
    for number in range(draw(st.integers(1, 4))):
        link_id = f"q{number}"
        enable_when = draw(st.none() | conditions(items, with_answered=True)) if items else None
        kind = draw(st.sampled_from(ItemType))
        if kind is ItemType.INTEGER:
            item = question(
                link_id, (), type=kind, enable_when=enable_when, maximum=3, extra=draw(st.booleans())
            )
        elif kind is ItemType.MULTIPLE:
            codes = ("x", "y", "z", "none")
            item = question(link_id, codes, type=kind, exclusive=("none",), enable_when=enable_when)
        else:
            item = question(link_id, ("x", "y", "z"), type=kind, enable_when=enable_when)
        items.append(item)
    return tuple(items)


arguments: st.SearchStrategy[Argument] = st.builds(
    argues,
    st.sampled_from(["for", "against"]),
    st.sampled_from([c.id for d in DECISIONS for c in d.candidates]),
    st.sampled_from(Strength),
    st.lists(st.sampled_from([claim.id for claim in CLAIMS]), max_size=2, unique=True),
)


@st.composite
def rules_on(draw: st.DrawFn, items: Sequence[Item], id: str) -> Rule:
    """A rule on these questions. What rests on practice argues weakly and from claims, as it must."""
    basis = draw(st.sampled_from(Basis))
    argued = draw(st.lists(arguments, max_size=3))
    if basis is Basis.PRACTICE:
        argued = [Argument(a.candidate, a.direction, Strength.WEAK, a.claims or ("C1",)) for a in argued]
    theme = draw(st.sampled_from(["one", "two", "three"]))
    return rule(id, draw(conditions(items)), *argued, theme=theme, basis=basis)


@st.composite
def small_rule_sets(draw: st.DrawFn, *, with_gates: bool = True) -> RuleSet:
    """A sound rule set with a few questions, gates and rules, and three decisions."""
    items = draw(questionnaires())
    rules = [draw(rules_on(items, f"r{number}")) for number in range(draw(st.integers(0, 6)))]
    gates: list[Gate] = []
    for number in range(draw(st.integers(0, 2)) if with_gates else 0):
        unless = draw(st.none() | conditions(items))
        gates.append(gate(f"g{number}", draw(conditions(items)), draw(st.sampled_from(Action)), unless))
    return rule_set(items=items, rules=rules, gates=gates)


@st.composite
def questions_and_answers(draw: st.DrawFn) -> tuple[tuple[Item, ...], Answers]:
    """A small questionnaire and a sheet that was read against it."""
    rules = rule_set(items=draw(questionnaires()))
    return rules.items, read(rules.items, draw(sheets(rules)))
