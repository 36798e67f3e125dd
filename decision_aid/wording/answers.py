"""Questions and answers in words, as pages name them.

Belongs here: one answer, and the answers that decided a condition. Does not: conditions (`conditions`),
and answers as a file holds them (`answers_file`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from decision_aid.engine.suggest import Suggestion
from decision_aid.engine.verdicts import Truth
from decision_aid.model.answers import SKIPPED, Answers, Value
from decision_aid.model.conditions import Answered, Equals, Test
from decision_aid.model.rules import Item, ItemType

IN_OWN_WORDS = "(in your own words)"
"""That something was said, where the words would hurt whoever reads them again."""


def answer_words(item: Item, value: Value, codes: Sequence[str] | None = None) -> str:
    """An answer in the words of its options; of several, only `codes` when these are given."""
    if value == SKIPPED:
        return "skipped"
    if isinstance(value, int):
        band = item.band(value)
        return f"{value}, {band}" if band else str(value)
    if item.type is ItemType.TEXT:
        return f"“{value}”"
    chosen = set(value if isinstance(value, tuple) else (value,)) & set(codes or item.codes)
    return "; ".join(option.label for option in item.answer_options if option.code in chosen)


def answer_unquoted(item: Item, value: Value, *, heard: bool) -> str:
    """An answer as it is shown to whoever gave it: own words are not, where danger was `heard` in any."""
    unquoted = heard and item.type is ItemType.TEXT and value != SKIPPED
    return IN_OWN_WORDS if unquoted else answer_words(item, value)


def deciding_answers(
    suggestion: Suggestion, decisive: Iterable[tuple[Test | Answered, Truth]], *, ids: bool
) -> Iterator[str]:
    """The answers that decided some tests, each question once, equal ones together: `label: answer`.

    Of several that were ticked, only those that a test looked for, when it found them.
    """
    looked_for: dict[str, list[str] | None] = {}
    for test, truth in decisive:
        codes = test.codes if isinstance(test, Equals) and truth is Truth.TRUE else None
        before = looked_for.get(test.question, [])
        looked_for[test.question] = None if codes is None or before is None else [*before, *codes]
    labels: dict[str, list[str]] = {}
    for link_id, wanted in looked_for.items():
        item = suggestion.evaluation.rule_set.item[link_id]
        answer = _answer_or_why_none(suggestion.evaluation.answers, item, wanted)
        labels.setdefault(answer, []).append(question_label(item, ids))
    for answer, of in labels.items():
        yield f"{', '.join(of)}: {answer}"


def _answer_or_why_none(answers: Answers, item: Item, codes: Sequence[str] | None) -> str:
    if item.link_id in answers.closed:
        return "doesn't apply"
    value = answers.value(item.link_id)
    if value is None:
        return "skipped" if answers.skipped(item.link_id) else "no answer yet"
    return answer_words(item, value, codes)


def with_id(caption: str, id: str, ids: bool) -> str:
    """A caption, followed by its id when `ids` are wanted: `Severity [severity]`."""
    return f"{caption} [{id}]" if ids else caption


def question_label(item: Item, ids: bool) -> str:
    """The label of a question, followed by its id when `ids` are wanted."""
    return with_id(item.label, item.link_id, ids)
