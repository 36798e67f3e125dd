"""Random sheets of answers and random small rule sets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from itertools import combinations
from typing import Final, TypeVar

from hypothesis import strategies as st

from decision_aid.engine.questionnaire import problems_in, read
from decision_aid.engine.verdicts import Truth, judge
from decision_aid.loading.rule_set import load_rules
from decision_aid.model.answers import SETTING, SKIPPED, Answers, Value
from decision_aid.model.conditions import (
    AllOf,
    Answered,
    AnyOf,
    AtLeast,
    AtMost,
    Condition,
    Equals,
    Not,
    questions_in,
)
from decision_aid.model.lens import Lens
from decision_aid.model.problems import NOWHERE
from decision_aid.model.rules import (
    Action,
    Argument,
    Basis,
    Direction,
    Gate,
    Item,
    ItemType,
    Rule,
    Rules,
    Strength,
)
from decision_aid.proving.answer_classes import ANY_WORDS
from tests.builders import CLAIMS, DECISIONS, argues, at_the_word_of, gate, question, rule, rule_set

Sheet = Mapping[str, Value]

HARMLESS: Final[Mapping[str, tuple[str, ...]]] = {
    "setting": ("person", "clinician", "teaching"),
    "age_group": ("from_18_to_24", "from_25_to_64", "from_65"),
    "danger_now": ("no",),
    "suicidal_thoughts": ("none",),
    "self_harm": ("never", "earlier"),
    "unusual_experiences": ("no",),
    "high_energy_spells": ("no",),
    "daily_care": ("managing", "with_effort"),
    "substance_use": ("little_or_none", "heavy"),
    "safe_at_home": ("yes", "not_sure"),
    "perinatal": ("no", "pregnant", "birth_last_year"),
    "perinatal_signs": ("no",),
    "own_words_danger": ("no",),
}
"""Answers to the setting and the safety questions of the shipped rule set with which nothing stops."""

OPENED_BY: Final[Mapping[str, Mapping[str, Value]]] = {
    "perinatal_signs": {"perinatal": "pregnant"},
    "own_words_danger": {"own_concern": "I work nights."},
}
"""The safety questions that are asked after certain answers alone, with such answers."""

HARMLESS_SHEET: Final[Mapping[str, str]] = {
    question: codes[0] for question, codes in HARMLESS.items() if question not in OPENED_BY
}
"""A sheet on which nothing stops, with no more than it takes."""


@cache
def shipped_rule_set() -> Rules:
    """The rule set that comes with the program, with everything in it."""
    return load_rules()


lenses = st.sampled_from(list(Lens))


def is_valid(rules: Rules, sheet: Sheet) -> bool:
    return not problems_in(rules, sheet, lambda _: NOWHERE)


T = TypeVar("T")


@cache
def among(*things: T) -> st.SearchStrategy[T]:
    """One of these. Kept, since it costs more to make a strategy than to draw from it."""
    return st.sampled_from(things)


@cache
def up_to(most: int) -> st.SearchStrategy[int]:
    """A whole number from 0 on."""
    return st.integers(0, most)


WORDS = (
    "I work nights.",
    "Is CBT, IPT or psychodynamic therapy, or a medicine, near me?",
    "<b>*x*</b> | `y`",
)
"""Some words of one's own, with names and signs that no page may take up where they do not belong."""


@cache
def answers_to(item: Item) -> st.SearchStrategy[Value]:
    """Any answer that the question takes; not skipped."""
    if item.type is ItemType.INTEGER:
        return st.integers(item.minimum, item.maximum)
    if item.type is ItemType.CHOICE:
        return st.sampled_from(item.codes)
    if item.type is ItemType.TEXT:
        # Where all sheets are listed, all words are one answer.
        return st.sampled_from(WORDS if item.link_id == "own_concern" else (ANY_WORDS,))
    alone = [(option.code,) for option in item.answer_options if option.exclusive]
    together = [option.code for option in item.answer_options if not option.exclusive]
    most = item.max_choices or len(together)
    several = [chosen for size in range(1, most + 1) for chosen in combinations(together, size)]
    return st.sampled_from([*several, *alone])


def _contradicting(rules: Rules, item: Item) -> list[Condition]:
    """What an answer to this question may make true of what can't be; in own words, anything may be heard."""
    conditions = [one.when for one in rules.impossible]
    return [w for w in conditions if item.link_id in rules.own_words or item.link_id in questions_in(w)]


@st.composite
def sheets(
    draw: st.DrawFn,
    rules: Rules,
    harmless: Mapping[str, tuple[Value, ...]] | None = None,
    kinds: Sequence[str] = ("any", "safe", "safe", "all but one"),
) -> dict[str, Value]:
    """A sheet that the rule set accepts. Any question may be absent or skipped.

    With `harmless`, most sheets take the answers to these questions from it, all of them or all
    but one, so that a good share is weighed and a good share only just is not. `kinds` says which.
    """
    safe = dict(harmless or {})
    kind = draw(among(*kinds)) if safe else "any"
    if kind == "any":
        safe = {}
    elif kind == "all but one":
        del safe[draw(among(*safe))]
    left_out_of_ten = draw(among(0, 2, 5, 9))
    given: dict[str, Value] = {}
    for item in rules.items:
        if item.asking and item.link_id in (answers := read(rules, given)).closed:
            applies = item.enable_when is None or judge(item.enable_when, answers).truth is not Truth.FALSE
            if not applies or draw(up_to(5)):
                continue  # what applies counts where it is given, but few give what they are not asked for
        if item.link_id in safe:
            given[item.link_id] = draw(among(*safe[item.link_id]))
        elif draw(up_to(9)) >= left_out_of_ten:
            given[item.link_id] = draw(answers_to(item))
            if any(
                judge(when, read(rules, given)).truth is Truth.TRUE for when in _contradicting(rules, item)
            ):
                del given[item.link_id]
        elif draw(st.booleans()):
            given[item.link_id] = SKIPPED
    return given


def shipped_sheets() -> st.SearchStrategy[dict[str, Value]]:
    """Sheets of the shipped rule set; about half of them are weighed."""
    return st.deferred(lambda: sheets(shipped_rule_set(), HARMLESS))


def shipped_safe_sheets() -> st.SearchStrategy[dict[str, Value]]:
    """Sheets of the shipped rule set; nearly all are weighed."""
    return st.deferred(lambda: sheets(shipped_rule_set(), HARMLESS, ("safe",)))


def shipped_unsafe_sheets() -> st.SearchStrategy[dict[str, Value]]:
    """Sheets of the shipped rule set; on nearly all safety comes first, on half of them by one answer."""
    return st.deferred(lambda: sheets(shipped_rule_set(), HARMLESS, ("any", "all but one")))


@st.composite
def growing_sheets(
    draw: st.DrawFn, rules: Rules, harmless: Mapping[str, tuple[Value, ...]] | None = None
) -> tuple[dict[str, Value], dict[str, Value]]:
    """Two sheets, both accepted, the second with more answers. The setting and the own words are the same:
    left out, they count as a person's own and as no words, so that giving them is another answer.

    With `harmless`, what the second answers may be skipped in the first. To skip settles whether a
    question is answered, on which a rule set may open others: so this is not for every rule set.
    """
    more = draw(sheets(rules, harmless))
    removable = sorted(set(more) - {SETTING, *rules.own_words})
    fewer = dict(more)
    for _ in range(draw(among(1, 2, 4, 8)) if removable else 0):
        link_id = removable[draw(up_to(len(removable) - 1))]
        if harmless and draw(st.booleans()):
            fewer[link_id] = SKIPPED
        else:
            fewer.pop(link_id, None)
    return fewer, more


@st.composite
def conditions(draw: st.DrawFn, items: Sequence[Item], *, with_answered: bool = False) -> Condition:
    """Any condition on these questions."""
    return _condition(draw, items, with_answered, depth=2)


def _condition(draw: st.DrawFn, items: Sequence[Item], with_answered: bool, depth: int) -> Condition:
    shape = draw(among("test", "test", "not", "all", "any")) if depth else "test"
    if shape == "not":
        return Not(_condition(draw, items, with_answered, depth - 1))
    if shape in ("all", "any"):
        size = draw(among(2, 1, 3, 0))
        parts = tuple(_condition(draw, items, with_answered, depth - 1) for _ in range(size))
        return AllOf(parts) if shape == "all" else AnyOf(parts)
    readable = [item for item in items if item.type is not ItemType.TEXT]
    item = readable[draw(up_to(len(readable) - 1))]
    if with_answered and draw(among(True, False)):
        return Answered(items[draw(up_to(len(items) - 1))].link_id)
    if item.type is ItemType.INTEGER:
        bound = item.minimum + draw(up_to(item.maximum - item.minimum))
        return AtLeast(item.link_id, bound) if draw(st.booleans()) else AtMost(item.link_id, bound)
    codes = [some for size in (1, 2) for some in combinations(item.codes, size)]
    return Equals(item.link_id, draw(among(*codes)))


def _perhaps(draw: st.DrawFn, items: Sequence[Item], *, with_answered: bool = False) -> Condition | None:
    """A condition, or none."""
    if not items or draw(st.booleans()):
        return None
    return _condition(draw, items, with_answered, depth=1)


@st.composite
def questionnaires(draw: st.DrawFn) -> tuple[Item, ...]:
    """A few questions of every type, some of them asked only after certain answers."""
    items: list[Item] = []
    for number in range(1 + draw(up_to(3))):
        link_id = f"q{number}"
        enable_when = _perhaps(draw, items, with_answered=True)
        ask_when = _perhaps(draw, items, with_answered=True) if draw(up_to(3)) == 0 else None
        kind = draw(among(*ItemType)) if number else ItemType.CHOICE
        if kind is ItemType.INTEGER:
            extra = draw(st.booleans())
            item = question(link_id, (), type=kind, enable_when=enable_when, maximum=3, extra=extra)
        elif kind is ItemType.MULTIPLE:
            codes = ("x", "y", "z", "none")
            item = question(link_id, codes, type=kind, exclusive=("none",), enable_when=enable_when)
        elif kind is ItemType.TEXT:
            item = question(link_id, (), type=kind, enable_when=enable_when)
        else:
            item = question(link_id, ("x", "y", "z"), type=kind, enable_when=enable_when)
        items.append(item._replace(ask_when=ask_when))
    return tuple(items)


_CANDIDATES = [candidate.id for decision in DECISIONS for candidate in decision.candidates] + ["a", "b", "c"]
_ALWAYS = AllOf(())
_CLAIMS = [some for size in (0, 1, 2) for some in combinations([claim.id for claim in CLAIMS], size)]


@st.composite
def rules_on(draw: st.DrawFn, items: Sequence[Item], id: str) -> Rule:
    """A rule on these questions. What rests on practice argues weakly and from claims, as it must; what is
    local, weakly and from none.
    """
    basis = draw(among(*Basis))
    arguments: list[Argument] = []
    for _ in range(draw(up_to(3))):
        direction, strength = draw(among(*Direction)), draw(among(*Strength))
        claims = draw(among(*_CLAIMS))
        if basis is Basis.PRACTICE:
            strength, claims = Strength.WEAK, claims or ("C1",)
        elif basis is Basis.LOCAL:
            strength, claims = Strength.WEAK, ()
        candidate = draw(among(*_CANDIDATES))
        if claims and draw(up_to(3)) == 0:
            arguments.append(at_the_word_of(direction, candidate, *claims))
        else:
            arguments.append(argues(direction, candidate, strength, claims))
    theme = draw(among("one", "two", "three"))
    when = _ALWAYS if draw(st.booleans()) else _condition(draw, items, False, depth=2)
    return rule(id, when, *arguments, theme=theme, basis=basis)


@st.composite
def small_rule_sets(draw: st.DrawFn, *, with_gates: bool = True) -> Rules:
    """A sound rule set with a few questions, gates and rules, and three decisions."""
    items = draw(questionnaires())
    rules = [draw(rules_on(items, f"r{number}")) for number in range(draw(up_to(7)))]
    gates: list[Gate] = []
    for number in range(draw(up_to(2)) if with_gates else 0):
        when, unless = _condition(draw, items, False, depth=2), _perhaps(draw, items)
        gates.append(gate(f"g{number}", when, draw(among(*Action)), unless))
    return rule_set(items=items, rules=rules, gates=gates)


@st.composite
def questions_and_answers(draw: st.DrawFn) -> tuple[tuple[Item, ...], Answers]:
    """A small questionnaire and a sheet that was read against it."""
    rules = rule_set(items=draw(questionnaires()))
    return rules.items, read(rules, draw(sheets(rules)))
