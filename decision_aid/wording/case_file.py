"""A worked case as its file holds it: what it expects, and a new one that its author completes.

Belongs here: cases as text that `loading` reads. Does not: reading them, and where in a file such text goes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from decision_aid.model.answers import Value
from decision_aid.model.library import Case, ChangeOfMind, Expected
from decision_aid.wording.answers_file import word, written

TO_COMPLETE = "to_complete"
"""The status that a new case expects until its author says what should come out. Nothing comes out so."""


def expectation(case: Case) -> Iterator[str]:
    """The lines of what a case expects."""
    yield "expect:"
    yield f"  status: {word(case.status)}"
    yield f"  gates: {written(case.gates)}"
    yield from (f"  {word(key)}: {_decided(expected)}" for key, expected in case.decisions.items())


def _decided(expected: Expected) -> str:
    tiers = (("favored", expected.favored), ("close_behind", expected.close_behind))
    parts = [f"outcome: {word(expected.outcome)}", *(f"{key}: {written(ids)}" for key, ids in tiers if ids)]
    return f"{{{', '.join(parts)}}}"


def change_of_mind(change: ChangeOfMind) -> Iterator[str]:
    """The lines of an entry of `changed`."""
    yield f"  - on: {word(change.on)}"
    yield f"    because: {json.dumps(change.because, ensure_ascii=False)}"


def new_case(id: str, why: str, answers: Mapping[str, Value], comes_out: Case) -> Iterator[str]:
    """The lines of a new case to complete: `why` there should be one, and what `comes_out` now."""
    yield f"# Why: {why}"
    yield "# To complete: the title, the story, and what should come out. Now it comes out so:"
    yield from (f"#{line}" for line in expectation(comes_out))
    yield f"id: {word(id)}"
    yield "title: To complete"
    yield "story: To complete. Who is it, and what do they say?"
    yield "answers:" if answers else "answers: {}"
    yield from (f"  {word(link_id)}: {written(value)}" for link_id, value in answers.items())
    yield "expect:"
    yield f"  status: {TO_COMPLETE}"
