"""Small rule sets, built by hand: each part with the one thing a test is about, the rest filled in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from decision_aid.engine.evaluate import Lens, evaluate
from decision_aid.engine.suggest import Suggestion, suggest
from decision_aid.model.answers import Value
from decision_aid.model.conditions import Condition, Equals
from decision_aid.model.library import Claim, Library, Wording
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
    OnlyIn,
    Purpose,
    Rule,
    Rules,
    Source,
    Strength,
    Text,
    Urgency,
)

HOTLINE = Contact(
    "hotline", "A hotline", "Call 123.", "US", "crisis", "https://example.org", "2026-01-01", True
)

PAGE = Source("D", "document", "A page", "A page of a practice.", 2026, "https://example.org/page", "full")

CLAIMS = (
    Claim("C1", "D", "A heading", "item 1", "A claim.", Wording.STRONG, True, "mixed", "Mixed."),
    Claim("C2", "D", "A heading", "item 2", "A claim.", Wording.WEAK, True, "mixed", "Mixed."),
    Claim("C3", "D", "A heading", "item 3", "A claim.", Wording.IMPRESSION, True, "mixed", "Mixed."),
)


def question(
    link_id: str,
    codes: Sequence[str] = ("yes", "no"),
    *,
    type: ItemType = ItemType.CHOICE,
    exclusive: Sequence[str] = (),
    enable_when: Condition | None = None,
    max_choices: int | None = None,
    extra: bool = False,
    maximum: int = 0,
) -> Item:
    return Item(
        link_id=link_id,
        label=link_id.capitalize(),
        text=Text(f"{link_id}?"),
        type=type,
        why="It matters.",
        section="Questions",
        purpose=Purpose.CONTEXT,
        answer_options=tuple(AnswerOption(code, code, exclusive=code in exclusive) for code in codes),
        enable_when=enable_when,
        extra=extra,
        max_choices=max_choices,
        maximum=maximum,
    )


def gate(id: str, when: Condition, action: Action = Action.STOP, unless: Condition | None = None) -> Gate:
    return Gate(id, id, action, Urgency.NOW, Text(f"Message of {id}."), ("hotline",), when, unless)


def argues(direction: str, candidate: str, strength: str = "weak", claims: Sequence[str] = ()) -> Argument:
    because = f"Because of {candidate}."
    return Argument(candidate, Direction(direction), Strength(strength), because, tuple(claims))


def at_the_word_of(direction: str, candidate: str, *claims: str) -> Argument:
    """An argument that counts in the lens of the documents alone."""
    return Argument(candidate, Direction(direction), claims=claims, lens=OnlyIn.DOCUMENTS)


def rule(
    id: str,
    when: Condition,
    *arguments: Argument,
    theme: str = "theme",
    basis: Basis = Basis.PREFERENCE,
) -> Rule:
    because = "" if arguments else f"Because of {id}."
    return Rule(id, theme, id, when, basis, because, arguments)


def decision(id: str, *candidates: str, when_favored: str | None = None) -> Decision:
    named = tuple(Candidate(c, c, c, f"About {c}.", f"What about {c}?") for c in candidates)
    return Decision(id, id, named, when_favored)


def because(rule: Rule, reason: str) -> Rule:
    """The rule with the first of its arguments alone, for this reason, and without a note."""
    return rule._replace(arguments=(rule.arguments[0]._replace(because=reason),), note=None)


DECISIONS = (
    decision("approach", "a", "b", "c"),
    decision("side", "d", "e"),
    decision("form", "f", "g", when_favored="a"),
)


def rule_set(
    *,
    items: Sequence[Item] = (question("q"),),
    rules: Sequence[Rule] = (),
    gates: Sequence[Gate] = (),
    decisions: Sequence[Decision] = DECISIONS,
    tie_margin: int = 1,
) -> Rules:
    return Rules(
        id="tiny",
        version="1",
        title="A tiny rule set",
        reviewed="2026-01-01",
        next_review="2027-01-01",
        authors=("Nobody",),
        interests="None.",
        clinician_review="Not reviewed.",
        documents_note="Two pages.",
        unanswered_note="It is fine not to say.",
        evidence_note="About level.",
        disclaimer=Text("No advice."),
        questions_to_ask=("One?", "Two?", "Three?"),
        tie_margin=tie_margin,
        decisions=tuple(decisions),
        items=tuple(items),
        impossible=(),
        gates=tuple(gates),
        contacts=(HOTLINE,),
        themes=dict.fromkeys((r.theme for r in rules), "A theme"),
        rules=tuple(rules),
        sources=(PAGE,),
        files={},
    ).with_library(Library(claims=CLAIMS))


def with_library(rules: Rules, **parts: Any) -> Rules:
    """The rules with these parts of their library in place of their own."""
    return rules.with_library(rules.library._replace(**parts))


def says(link_id: str, *codes: str) -> Equals:
    """The condition that the answer is one of `codes`."""
    return Equals(link_id, codes)


def outcome_of(rules: Rules, lens: Lens = Lens.CHECKED, /, **given: Value) -> Suggestion:
    """What the answers come to."""
    return suggest(evaluate(rules, given, lens))
