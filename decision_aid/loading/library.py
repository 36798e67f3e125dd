"""The library of a rule set, read from its files.

Belongs here: which file holds what, and what the types of the records cannot say.
Does not: what the types say (`records`).
"""

from __future__ import annotations

from functools import partial
from typing import TypeAlias

from decision_aid.loading.answers_file import read_values
from decision_aid.loading.blocks import Block
from decision_aid.loading.folder import Folder
from decision_aid.loading.population import population
from decision_aid.loading.records import read, read_all, read_all_with_dates
from decision_aid.model.answers import Value
from decision_aid.model.library import (
    SAYS_NOTHING,
    About,
    Case,
    Claim,
    Expected,
    Lesson,
    Library,
    OptionPage,
    Overview,
)
from decision_aid.model.properties import Accepted, Never, Property, Rising

Promised: TypeAlias = tuple[tuple[Property, ...], tuple[Accepted, ...]]

NO_PROPERTIES: Promised = ((), ())


def library(folder: Folder) -> Library:
    """All that is read, taught and tested. What is wrong is noted in the folder."""
    properties, accepted = folder.file("properties.yaml", _properties, optional=NO_PROPERTIES)
    return Library(
        claims=folder.file("claims.yaml", lambda block: read_all_with_dates(Claim, block, "claims")),
        overview=folder.file("overview.yaml", partial(read, Overview))
        if folder.has("overview.yaml")
        else None,
        options=folder.files("options", _option_page),
        lessons=folder.files("lessons", _lesson),
        cases=folder.files("cases", case),
        properties=properties,
        accepted=accepted,
        about=folder.file("about.yaml", partial(read, About), optional=SAYS_NOTHING),
        population=folder.file("population.yaml", population) if folder.has("population.yaml") else None,
    )


def _option_page(block: Block) -> OptionPage:
    page = read(OptionPage, block)
    if bool(page.chances) == bool(page.chances_unknown):
        hint = "write chances where sources carry numbers, else chances_unknown, which says that none does"
        block.problem("chances-or-none", "a page has chances or chances_unknown, one of them", hint=hint)
    return page


def _lesson(block: Block) -> Lesson:
    lesson = read(Lesson, block)
    if bool(lesson.cases) == bool(lesson.steps) or bool(lesson.document) != bool(lesson.steps):
        hint = "write document and steps for a claim, or cases for worked cases"
        block.problem("steps-or-cases", "a lesson has steps about a document, or cases", hint=hint)
    return lesson


def case(block: Block) -> Case:
    """One worked case."""
    with block.block("expect", "what must come out") as expect:
        status, gates = expect.text("status"), expect.optional_texts("gates")
        decisions = {
            key: _expected(expect, key) for key in expect.all_keys() if key not in ("status", "gates")
        }
    answers = read_values(block.block("answers", "the answers"))
    return read(Case, block, answers=answers, status=status, gates=gates, decisions=decisions)


def _expected(expect: Block, decision: str) -> Expected:
    with expect.block(decision, "an expected outcome") as block:
        return read(Expected, block)


def _properties(block: Block) -> Promised:
    """What the authors promise of the rule set, and the warnings they have accepted."""
    promised = block.blocks("properties", "a property") if block.has("properties") else ()
    accepted = read_all(Accepted, block, "accepted") if block.has("accepted") else ()
    return tuple(map(_property, promised)), accepted


def _property(block: Block) -> Property:
    if block.has("never") == block.has("rising"):
        block.problem("one-promise", "a property promises one thing", hint="write never, or rising")
    return read(Property, block, promise=_never(block) if block.has("never") else _rising(block))


def _never(block: Block) -> Never:
    with block.block("never", "a promise") as never:
        outcomes, candidates = never.optional_texts("outcome"), never.optional_texts("candidate")
        if not (outcomes or candidates):
            hint = "write outcome, or candidate"
            never.problem("missing-key", "it must say what never comes out", hint=hint)
        return read(Never, never, outcomes=outcomes, candidates=candidates)


def _rising(block: Block) -> Rising:
    with block.block("rising", "a promise") as rising:
        referral = rising.has("case_for") and rising.text("case_for") == "referral"
        if referral == rising.has("support_for"):
            hint = "write support_for: CANDIDATE, or case_for: referral"
            rising.problem("missing-key", "it must say what never goes down", hint=hint)
        order: tuple[Value, ...] = rising.optional_texts("order")
        return read(Rising, rising, order=order)
