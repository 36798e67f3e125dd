"""A rule set on another topic reads right, from its first screen to its last.

`sleep/` is a fixture on sleep, made up and not for use. Every page of it is read here for words of the first
topic: what is about a topic stands in the rule set, and not in Python.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from decision_aid.__main__ import examples
from decision_aid.checking import check
from decision_aid.commands.about.reading_level import everything
from decision_aid.commands.claims.page import claims_page
from decision_aid.commands.options.page import option_page, overview_page, side_by_side_page
from decision_aid.commands.rules.list.page import list_page
from decision_aid.commands.rules.show.page import pages_of
from decision_aid.engine.evaluate import evaluate
from decision_aid.engine.suggest import suggest
from decision_aid.loading.rule_set import read_whole
from decision_aid.model.lens import Lens
from decision_aid.model.report import Report
from decision_aid.model.rules import Origin, Rules
from decision_aid.rendering.text import plain
from decision_aid.wording.prompts import RESULT, Command, Prompt
from tests import a_few_of
from tests.cli.conftest import Program
from tests.cli.test_transcripts import number_of, talk
from tests.pages import PAGES, written

SLEEP = Path(__file__).parent / "sleep"

OF_THE_FIRST_TOPIC = re.compile(
    r"\w*(?:therap|depress|psychodynam|interpersonal|cognitive|psycholog|counsel|mood|web page|practice)\w*"
    r"|\b(?:IPT|PHQ|A15|two pages|talk)\b",
    re.IGNORECASE,
)
"""What no page about sleep has any reason to say."""

A_CANDIDATE = re.compile(r"CBT for\s+insomnia", re.IGNORECASE)
"""The one name that the two topics share: CBT alone is of the first."""


def words_of_the_first_topic(text: str) -> set[str]:
    found = {*OF_THE_FIRST_TOPIC.findall(text)}
    return found | {*re.findall(r"\bCBT\b", A_CANDIDATE.sub("", text))}


@cache
def sleep() -> Rules:
    return read_whole(SLEEP)._replace(origin=Origin.OWN)


CASES = [case.id for case in sleep().library.cases]


@pytest.mark.parametrize("name", PAGES)
def test_no_page_of_a_sheet_has_a_word_of_the_first_topic(name: str) -> None:
    for case in sleep().library.cases:
        for lens in Lens:
            suggestion = suggest(evaluate(sleep(), case.answers, lens))
            for format, text in PAGES[name](suggestion):
                assert words_of_the_first_topic(text) == set(), (case.id, lens, format, text)
