"""A suggestion in every format, and what may be looked for in it."""

from __future__ import annotations

import html as entities
import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from decision_aid.engine.suggest import Suggestion
from decision_aid.model.rules import Candidate, Rules
from decision_aid.rendering.html import html
from decision_aid.rendering.markdown import markdown
from decision_aid.rendering.text import plain
from decision_aid.wording.result import report
from decision_aid.wording.result_record import record_with_card

NAMES_NOTHING = re.compile(
    r"\b(psychodynamic\w*|cbt|cognitive\w*|ipt|interpersonal\w*|medications?|medicines?|antidepressants?"
    r"|therapy\s+alone)\b",
    re.IGNORECASE,
)
"""What must not be read where no approach may be named."""

ENGLISH_TOO = ("long", "short", "combined")
"""Ids of candidates that are ordinary words: naming nothing in a sentence, a candidate in JSON."""


def result_json(suggestion: Suggestion) -> str:
    """The JSON of `evaluate`."""
    return json.dumps(record_with_card(suggestion), indent=2, allow_nan=False) + "\n"


def in_every_format(suggestion: Suggestion) -> Mapping[str, str]:
    """The outputs of `evaluate`, by format; also a narrow page, as in a small window."""
    page = report(suggestion)
    return {
        "text": plain(page),
        "narrow text": plain(page, 40),
        "markdown": markdown(page),
        "html": html(page),
        "json": result_json(suggestion),
    }


def as_read(output: str) -> str:
    """An output as its reader sees it: lines joined, markup and escapes undone."""
    if output.startswith("{"):
        return " ".join(words_in(json.loads(output)))
    if output.startswith("<!doctype"):
        output = re.sub("</?a[^>]*>", "", output)  # a link parts no words
        output = entities.unescape(re.sub("<[^>]*>", " ", output))
    output = re.sub("[╭─╮│╰╯]", " ", output)
    return " ".join(re.sub(r"\\([^\w\s])", r"\1", output).split())


def candidates_named_in(format: str, output: str, rules: Rules) -> set[str]:
    """Every word in an output that names a candidate of any decision."""
    text = as_read(output)
    candidates = rules.candidate.values()
    found = {match.group() for match in NAMES_NOTHING.finditer(text)}
    found |= {match.group() for match in _names(tuple(candidates)).finditer(text)}
    if format == "json":
        found |= set(rules.candidate) & set(words_in(json.loads(output)))
    return found


@cache
def _names(candidates: tuple[Candidate, ...]) -> re.Pattern[str]:
    """What these candidates go by."""
    names = {name for one in candidates for name in (one.caption, one.short, one.id)} - set(ENGLISH_TOO)
    return re.compile(rf"\b({'|'.join(map(re.escape, sorted(names)))})(?!\w)", re.IGNORECASE)


def words_in(value: Any) -> Iterator[str]:
    """Every key and every text in a JSON value."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from words_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from words_in(inner)
    elif isinstance(value, str):
        yield value
