"""Rule sets of any size, made up, always the same for the same size."""

from __future__ import annotations

from random import Random

from decision_aid.model.conditions import AllOf, AnyOf, AtLeast, AtMost, Condition, Equals, Not
from decision_aid.model.library import Library
from decision_aid.model.problems import Location
from decision_aid.model.properties import Never, Property, Rising
from decision_aid.model.rules import (
    Action,
    AnswerOption,
    Argument,
    Basis,
    Candidate,
    Contact,
    Decision,
    Direction,
    Gate,
    Item,
    ItemType,
    Purpose,
    Rule,
    Rules,
    Strength,
    Text,
    Urgency,
)

QUESTIONS = 18
THEMES = 8
CANDIDATES = ("a", "b", "c")
HELP = Contact("help", "A line", "Call 1.", "US", "crisis", "https://example.org", "2026-01-01", True)


def generated(rules: int, seed: int = 1) -> Rules:
    """A rule set with this many rules over 18 questions, 3 of them for safety, and 3 candidates."""
    chance = Random(seed)
    items = [_item(number) for number in range(QUESTIONS)]
    gates = tuple(_gate(item) for item in items[:3])
    made = tuple(_rule(number, items[3:], chance) for number in range(rules))
    decision = Decision(
        "main", "The choice", tuple(Candidate(c, c, c, f"About {c}.", "?") for c in CANDIDATES)
    )
    return Rules(
        id=f"generated-{rules}",
        version="1",
        title="Generated",
        reviewed="2026-01-01",
        next_review="2027-01-01",
        authors=("Nobody",),
        interests="None.",
        clinician_review="Not reviewed.",
        documents_note="None.",
        unanswered_note="None.",
        evidence_note="None.",
        disclaimer=Text("No advice."),
        questions_to_ask=(),
        tie_margin=1,
        decisions=(decision,),
        items=tuple(items),
        impossible=(),
        gates=gates,
        contacts=(HELP,),
        themes={f"theme{n}": f"Theme {n}" for n in range(THEMES)},
        rules=made,
        sources=(),
        files={},
    ).with_library(Library(properties=_properties(items)))


def _item(number: int) -> Item:
    link_id = f"q{number:02}"
    kind = ItemType.CHOICE
    if number >= 14:
        kind = ItemType.MULTIPLE
    elif number >= 11:
        kind = ItemType.INTEGER
    codes = ("no", "yes") if number < 3 else ("u", "v", "w", "x")
    options = () if kind is ItemType.INTEGER else tuple(AnswerOption(code, code) for code in codes)
    purpose = Purpose.SAFETY if number < 3 else Purpose.CONTEXT
    text = Text(f"Question {number}?")
    return Item(link_id, link_id, text, kind, "Why.", "Section", purpose, options, maximum=20)


def _gate(item: Item) -> Gate:
    when = Equals(item.link_id, ("yes",))
    return Gate(f"stop-{item.link_id}", "Stop", Action.STOP, Urgency.NOW, Text("Stop."), ("help",), when)


def _rule(number: int, items: list[Item], chance: Random) -> Rule:
    parts = tuple(_test(item, chance) for item in chance.sample(items, chance.choice((1, 2, 2, 3))))
    when: Condition = AnyOf(parts) if chance.random() < 0.3 else AllOf(parts)
    arguments = tuple(
        Argument(
            candidate,
            Direction.FOR if chance.random() < 0.7 else Direction.AGAINST,
            chance.choice((Strength.STRONG, Strength.WEAK)),
            "Because.",
        )
        for candidate in chance.sample(CANDIDATES, chance.choice((1, 1, 2)))
    )
    theme = f"theme{number % THEMES}"
    where = Location("generated", number + 1, 1)
    return Rule(
        f"r{number:03}",
        theme,
        f"Rule {number}",
        when,
        Basis.PREFERENCE,
        arguments=arguments,
        location=where,
    )


def _test(item: Item, chance: Random) -> Condition:
    if item.type is ItemType.INTEGER:
        bound = chance.choice((5, 10, 15))
        return AtLeast(item.link_id, bound) if chance.random() < 0.5 else AtMost(item.link_id, bound)
    test = Equals(item.link_id, tuple(chance.sample(item.codes, chance.choice((1, 1, 2)))))
    return Not(test) if chance.random() < 0.2 else test


def _properties(items: list[Item]) -> tuple[Property, ...]:
    """Two that hold for every rule set, and one for each candidate that may or may not."""
    stopped = Never(Equals("q00", ("yes",)), ("suggestion", "no_clear_suggestion"))
    referral = Rising("q01", ("no", "yes"))
    rising = [Property(f"rising-{c}", f"rising {c}", Rising("q11", support_for=c)) for c in CANDIDATES]
    return (Property("stopped", "stopped", stopped), Property("referral", "referral", referral), *rising)
