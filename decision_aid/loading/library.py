"""What stands beside the rules, read from its files: claims, option pages, cases, properties, about."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from decision_aid.loading.answers_file import read_values
from decision_aid.loading.blocks import Block
from decision_aid.model.answers import Value
from decision_aid.model.library import (
    About,
    Case,
    Chance,
    Claim,
    Count,
    Expected,
    Lesson,
    NotCovered,
    OptionPage,
    Overview,
    Point,
    Step,
    Wording,
)
from decision_aid.model.properties import Accepted, Never, Property, Rising


def claims(block: Block) -> tuple[Claim, ...]:
    """What the documents claim, and what research says of it."""
    return tuple(_claims(block))


def _claims(block: Block) -> Iterator[Claim]:
    review_by = block.optional_text("review_by") or ""
    for claim in block.blocks("claims", "a claim"):
        yield Claim(
            id=claim.text("id"),
            document=claim.text("document"),
            heading=claim.text("heading"),
            item=claim.text("item"),
            says=claim.text("says"),
            wording=claim.one_of("wording", Wording),
            benefit=claim.flag("benefit"),
            verdict=claim.text("verdict"),
            research=claim.text("research"),
            sources=claim.optional_texts("sources"),
            unused_because=claim.optional_text("unused_because"),
            review_by=claim.optional_text("review_by") or review_by,
            location=claim.location,
        )


def overview(block: Block) -> Overview:
    """What the choice is about."""
    return Overview(
        problem=_point(block, "problem"),
        decision=block.text("decision"),
        without_treatment=_point(block, "without_treatment"),
        options=block.texts("options"),
        not_covered=tuple(
            NotCovered(entry.text("name"), entry.text("ask"))
            for entry in block.blocks("not_covered", "what is not covered")
        ),
        location=block.location,
    )


def option_page(block: Block) -> OptionPage:
    """The page of one option."""
    chances = tuple(_chances(block)) if block.has("chances") else ()
    unknown = _point(block, "chances_unknown") if block.has("chances_unknown") else None
    if bool(chances) == bool(unknown):
        hint = "write chances where sources carry numbers, else chances_unknown, which says that none does"
        block.problem("chances-or-none", "a page has chances or chances_unknown, one of them", hint=hint)
    with block.block("typical_month", "a typical month") as month:
        typical_month = {key: month.text(key) for key in ("body", "mind", "time_and_money")}
    return OptionPage(
        id=block.text("id"),
        caption=block.text("caption"),
        about=block.text("about"),
        what_it_is=block.text("what_it_is"),
        typical_month=typical_month,
        how_long=_point(block, "how_long"),
        good_points=tuple(_points(block, "good_points")),
        burdens=tuple(_points(block, "burdens")),
        may_not_suit=_point(block, "may_not_suit"),
        how_sure=_point(block, "how_sure"),
        studied_in=_point(block, "studied_in"),
        not_known=block.text("not_known"),
        chances=chances,
        chances_unknown=unknown,
        form_of=block.optional_text("form_of"),
        location=block.location,
    )


def _points(block: Block, key: str) -> Iterator[Point]:
    for point in block.blocks(key, "a point"):
        yield _read_point(point)


def _point(block: Block, key: str) -> Point:
    with block.block(key, f"'{key}'") as point:
        return _read_point(point)


def _read_point(block: Block) -> Point:
    return Point(block.text("text"), block.optional_texts("sources"))


def _chances(block: Block) -> Iterator[Chance]:
    for chance in block.blocks("chances", "a number"):
        count, other = _count(chance), None
        if chance.has("compared_with"):
            with chance.block("compared_with", "what it is compared with") as beside:
                other = _count(beside)
        yield Chance(
            *count,
            compared_with=other,
            when=chance.text("when"),
            people=chance.text("people"),
            sure=chance.text("sure"),
            sources=chance.texts("sources"),
        )


def _count(block: Block) -> Count:
    return Count(block.text("text"), block.integer("of_a_hundred"))


NOTHING_TOLD = About()
"""What a rule set says of itself that has no file for it."""


def about(block: Block) -> About:
    """What the rule set says of itself."""
    return About(
        problem=block.texts("problem"),
        decision=block.texts("decision"),
        meant_for=block.texts("meant_for"),
        not_for=block.texts("not_for"),
        use=block.texts("use"),
        clinicians=block.texts("clinicians"),
        method=block.texts("method"),
        seen=block.texts("seen"),
        roles=block.texts("roles"),
        updates=block.texts("updates"),
        location=block.location,
    )


def lesson(block: Block) -> Lesson:
    """What a class can learn from a claim."""
    return Lesson(
        id=block.text("id"),
        document=block.text("document"),
        title=block.text("title"),
        opening=block.text("opening"),
        steps=tuple(_steps(block)),
        questions=block.texts("questions"),
        location=block.location,
    )


def _steps(block: Block) -> Iterator[Step]:
    for step in block.blocks("steps", "a step"):
        yield Step(
            step.text("heading"),
            step.text("page_says"),
            step.text("look_closer"),
            step.text("fair_reading"),
            step.optional_texts("sources"),
        )


def case(block: Block) -> Case:
    """One worked case."""
    with block.block("expect", "what must come out") as expect:
        status = expect.text("status")
        gates = expect.optional_texts("gates")
        decided = [key for key in expect.all_keys() if key not in ("status", "gates")]
        decisions = {key: _expected(expect, key) for key in decided}
    return Case(
        id=block.text("id"),
        title=block.text("title"),
        story=block.text("story"),
        answers=read_values(block.block("answers", "the answers")),
        status=status,
        gates=gates,
        decisions=decisions,
        location=block.location,
    )


def _expected(expect: Block, decision: str) -> Expected:
    with expect.block(decision, "an expected outcome") as block:
        return Expected(block.text("outcome"), block.optional_texts("favored"))


Promised: TypeAlias = tuple[tuple[Property, ...], tuple[Accepted, ...]]

NO_PROPERTIES: Promised = ((), ())


def properties(block: Block) -> Promised:
    """What the authors promise of the rule set, and the warnings they have accepted."""
    promised = block.blocks("properties", "a property") if block.has("properties") else ()
    accepted = block.blocks("accepted", "an accepted warning") if block.has("accepted") else ()
    return tuple(map(_property, promised)), tuple(map(_accepted, accepted))


def _property(block: Block) -> Property:
    if block.has("never") == block.has("rising"):
        block.problem("one-promise", "a property promises one thing", hint="write never, or rising")
    promise = _never(block) if block.has("never") else _rising(block)
    return Property(block.text("id"), block.text("caption"), promise, block.location)


def _never(block: Block) -> Never:
    with block.block("never", "a promise") as never:
        promise = Never(
            never.condition("when"), never.optional_texts("outcome"), never.optional_texts("candidate")
        )
        if not (promise.outcomes or promise.candidates):
            hint = "write outcome, or candidate"
            never.problem("missing-key", "it must say what never comes out", hint=hint)
        return promise


def _rising(block: Block) -> Rising:
    with block.block("rising", "a promise") as rising:
        referral = rising.has("case_for") and rising.text("case_for") == "referral"
        if referral == rising.has("support_for"):
            hint = "write support_for: CANDIDATE, or case_for: referral"
            rising.problem("missing-key", "it must say what never goes down", hint=hint)
        order: tuple[Value, ...] = rising.optional_texts("order")
        return Rising(
            rising.text("question"),
            order,
            rising.optional_text("support_for"),
            rising.optional_condition("when"),
        )


def _accepted(block: Block) -> Accepted:
    return Accepted(block.text("code"), block.text("about"), block.text("because"), block.location)
