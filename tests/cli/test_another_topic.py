"""A rule set on another topic reads right, from its first screen to its last.

`rule_sets/sleep/` is a fixture on sleep, made up and not for use. It was written from `rules/README.md` by
somebody who did not know the program; a second decision, a number and what every test needs were added.
Every page of it is read here for words of the first topic: what is about a topic stands in the rule set, and
not in Python.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

import decision_aid as package
from decision_aid.__main__ import examples
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
from decision_aid.model.rules import Origin, Purpose, Rules
from decision_aid.rendering.text import plain
from decision_aid.wording.prompt import Command, Prompt
from decision_aid.wording.prompts import ANSWER
from tests import a_few_of
from tests.cli.conftest import Program
from tests.cli.test_transcripts import number_of, talk
from tests.pages import case_of, on_all_pages

PACKAGE = Path(package.__file__).parent

SLEEP = Path(__file__).parent.parent / "rule_sets" / "sleep"

OF_THE_FIRST_TOPIC = re.compile(
    r"\w*(?:therap|depress|psychodynam|interpersonal|cognitive|counsel|prescriber|web pages|practices)\w*"
    r"|\bmood\b|\b(?:IPT|PHQ|A15|the two pages|talk therapy|CBT(?!-I))\b",
    re.IGNORECASE,
)
"""What no page about sleep has any reason to say. CBT-I is the name of one of its candidates."""


def words_of_the_first_topic(text: str) -> set[str]:
    return {*OF_THE_FIRST_TOPIC.findall(text.replace(str(SLEEP), ""))}


@cache
def sleep() -> Rules:
    return read_whole(SLEEP)._replace(origin=Origin.OWN)


FULL = "snores-and-takes-tablets"
"""A case with a referral, cautions, reasons against, own words, and a side decision."""

SHEETS = [
    (FULL, Lens.CHECKED),
    (FULL, Lens.DOCUMENTS),
    (FULL, Lens.RESEARCH),
    *((case.id, lens) for case in sleep().library.cases for lens in Lens if case.id != FULL),
]


@pytest.mark.parametrize("sheet", a_few_of(SHEETS))
def test_no_page_of_a_sheet_has_a_word_of_the_first_topic(sheet: tuple[str, Lens]) -> None:
    id, lens = sheet
    suggestion = suggest(evaluate(sleep(), case_of(sleep(), id).answers, lens))
    for (format, text), name in on_all_pages(suggestion).items():
        assert words_of_the_first_topic(text) == set(), (name, format, text)


def pages_of_no_sheet() -> Iterator[Report]:
    rules, options = sleep(), sleep().library.options
    yield overview_page(rules)
    yield from (option_page(rules, page) for page in options)
    yield side_by_side_page(rules, options, None)
    yield claims_page(rules, rules.library.claims)
    yield list_page(rules, rules.gates, rules.rules)
    of_the_library = (rules.library.claims, rules.library.cases)
    parts = (rules.rules, rules.gates, rules.items, rules.sources, rules.contacts, *of_the_library)
    for id in (*(one.id for part in parts for one in part), *rules.candidate, *rules.themes):
        yield from pages_of(rules, id)


def test_no_page_about_the_rule_set_has_a_word_of_the_first_topic() -> None:
    for page in pages_of_no_sheet():
        assert words_of_the_first_topic(plain(page)) == set()


def test_nothing_that_is_read_around_the_questions_has_a_word_of_the_first_topic() -> None:
    """What the interview says of itself, and what the commands show of every case."""
    assert len(all_that_is_read()) > 500
    assert {text for text in all_that_is_read() if words_of_the_first_topic(text)} == set()


def test_every_command_that_a_text_tells_somebody_to_type_is_about_these_rules() -> None:
    """All of `all_that_is_read`, and what pages show of single parts; authors are no command."""
    texts = (*all_that_is_read(), *map(plain, pages_of_no_sheet()))
    typed = [start for text in texts for start in " ".join(text.split()).split("decision-aid ")[1:]]
    commands = {start for start in typed if not start.startswith("project")}
    assert len(commands) > len(sleep().library.cases)
    assert {start for start in commands if f"--rules {SLEEP}" not in start} == set()


@cache
def all_that_is_read() -> tuple[str, ...]:
    return tuple(text for page in everything(sleep(), examples()) for text in page)


COMMANDS = (
    ("about",),
    ("options",),
    ("options", "cbti", "medicine"),
    ("cases", "list"),
    ("claims",),
    ("graph", "--around", "cbti"),
    ("fhir", "questionnaire"),
    ("rules", "profile", str(SLEEP), "--size", "500"),
    ("rules", "check", str(SLEEP)),
)


@pytest.mark.parametrize("command", a_few_of(COMMANDS))
def test_no_command_about_the_rule_set_says_a_word_of_the_first_topic(
    command: tuple[str, ...], decision_aid: Program
) -> None:
    of_rules = () if command[0] == "rules" else ("--rules", str(SLEEP))
    run = decision_aid(*command, *of_rules)
    assert run.code == 0
    assert words_of_the_first_topic(run.out + run.err) == set()


MOST_PROMPTS = 100
"""More than the whole talk needs: a question asked over and over ends it."""


def curious(id: str) -> Callable[[Prompt], str]:
    """Somebody who answers as a case does, asks why, skips, goes on at offers, and opens all there is."""
    answers = case_of(sleep(), id).answers
    item_by_text = {item.text.plain: item for item in sleep().items}
    keys: dict[object, list[str]] = {}
    patience = iter(range(MOST_PROMPTS))

    def says(prompt: Prompt) -> str:
        next(patience)
        item = item_by_text.get(prompt.text)
        if item is not None:
            value = answers.get(item.link_id, ())
            codes = value if isinstance(value, tuple) else (str(value),)
            typed = number_of(prompt, *codes) if prompt.choices else "".join(codes)
            first = [Command.WHY.key, *([Command.SKIP.key] if item.purpose is Purpose.SAFETY else ())]
            then = typed or Command.SKIP.key
        elif Command.REASONS in prompt.commands:
            first, then = [*"wcoph"], Command.LEAVE.key
        elif prompt.on_enter:
            first, then = [], ""
        elif prompt.card:
            first, then = [Command.HELP.key], Command.LEAVE.key
        else:
            first, then = [number_of(prompt, ANSWER) or "2"], "1"
        left = keys.setdefault((prompt.text, prompt.commands), first)
        return left.pop(0) if left else then

    return says


@pytest.mark.parametrize("id", a_few_of([FULL, "no-tablets-please", "close-to-it"]))
def test_no_screen_of_the_interview_has_a_word_of_the_first_topic(
    id: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    text, _ = talk(monkeypatch, curious(id), "interview", "--accessible", "--rules", str(SLEEP))
    assert words_of_the_first_topic(text) == set()
    assert sleep().topic.opening in " ".join(text.split())
    if id == FULL:
        words = " ".join(text.split())
        assert "we can't suggest a way to sleep better" in words
        assert "Ask a doctor or a sleep clinic" in words
        assert "the example pages say" in words
        (kept,) = tmp_path.iterdir()
        assert words_of_the_first_topic(kept.read_text(encoding="utf-8")) == set()


@pytest.mark.exhaustive
def test_no_module_says_a_word_of_the_first_topic_but_where_the_shipped_rules_are() -> None:
    """Docstrings apart, which give examples; a PHQ-9 is what other systems send, and no topic."""
    said = {
        (file.name, text)
        for file in PACKAGE.rglob("*.py")
        if OF_THE_FIRST_TOPIC.search(source := file.read_text(encoding="utf-8"))
        for text in texts_in(ast.parse(source))
        if words_of_the_first_topic(text) - {"PHQ", "depressants"}
    }
    assert said == {("rule_set.py", "depression")}


def texts_in(module: ast.Module) -> Iterator[str]:
    """The texts of a module that are no docstrings: these stand by themselves."""
    alone = {id(node.value) for node in ast.walk(module) if isinstance(node, ast.Expr)}
    for node in ast.walk(module):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in alone:
            yield node.value
