"""How long the way to a result is: in prompts, keys and words, and as the bar shows it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import StringIO
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from prompt_toolkit.input import PipeInput, create_pipe_input

from decision_aid.interviewing.dialogue import Dialogue
from decision_aid.interviewing.menu import text_of
from decision_aid.interviewing.menu_prompts import MenuPrompts
from decision_aid.interviewing.replies import Reply
from decision_aid.model.answers import SKIPPED, Value
from decision_aid.model.report import Report
from decision_aid.model.rules import ItemType
from decision_aid.wording import prompts
from decision_aid.wording.prompt import Command, Progress, Prompt
from tests.builders import question, rule_set, says
from tests.interviewing.scripted import Scripted, Silent
from tests.interviewing.test_menus import Window, menu_for
from tests.strategies import answers_to, shipped_rule_set
from tests.terminal.stories import CBT_WAS_NOT_ENOUGH, value_in_a_story

ENTER, SPACE = "\r", " "

FULL_INTAKE: dict[str, Value] = {
    **CBT_WAS_NOT_ENOUGH,
    "setting": "clinician",
    "phq9_total": 14,
    "phq9_item9": 0,
    "medication_now": "no",
    "linked_to": ("nothing_clear",),
    "working_style": "open_ended",
    "childhood_adversity": "no",
    "trauma_memories": "no",
    "personality_disorder": "no",
    "matters_most": ("talk_of_past",),
    "matters_not": ("soon",),
}


class AtKeys(Silent):
    """Somebody with menus who answers as a story goes, with as few keys as they can. All of it is counted."""

    def __init__(self, answers: dict[str, Value], source: PipeInput, *, all_the_way: bool) -> None:
        self.answers, self.all_the_way, self.source = answers, all_the_way, source
        self.menus = MenuPrompts(StringIO(), lambda: 80, source, Window())
        self.asked: list[Prompt] = []
        self.keys = 0
        self.dialogue = Dialogue(shipped_rule_set(), self, lambda *_: None)

    def ask(self, prompt: Prompt, help: Report) -> Reply:
        self.asked.append(prompt)
        wanted = self._wanted(prompt)
        keys = self._keys(prompt, wanted)
        self.source.send_text(keys)
        self.keys += len(keys)
        assert self.menus.ask(prompt, help) == wanted
        return wanted

    def _wanted(self, prompt: Prompt) -> Reply:
        first = prompt.choices[0].code if prompt.choices else None
        if first == prompts.RESULT:
            offered = [choice.code for choice in prompt.choices] == [prompts.RESULT, prompts.ANSWER]
            return prompts.ANSWER if offered and self.all_the_way else prompts.RESULT
        value = value_in_a_story(self.dialogue.flow, self.answers)
        return Command.SKIP if value == SKIPPED else value

    def _keys(self, prompt: Prompt, wanted: Reply) -> str:
        if isinstance(wanted, Command):
            return f"{wanted.key}{ENTER}"
        if prompt.type is ItemType.INTEGER:
            return f"{wanted}{ENTER}"
        codes = wanted if isinstance(wanted, tuple) else (wanted,)
        numbers = [str(n) for n, choice in enumerate(prompt.choices, 1) if choice.code in codes]
        return f"{SPACE.join(numbers)}{ENTER}"

    @property
    def words(self) -> int:
        """Words of question, hint and answers."""
        texts = [[p.text, p.help or "", *(choice.label for choice in p.choices)] for p in self.asked]
        return len(" ".join(text for each in texts for text in each).split())


@contextmanager
def interview(answers: dict[str, Value], *, all_the_way: bool = False) -> Iterator[AtKeys]:
    """Somebody who has gone through the questions, to the result."""
    with create_pipe_input() as source:
        somebody = AtKeys(answers, source, all_the_way=all_the_way)
        somebody.dialogue.run()
        yield somebody


def test_the_short_path_is_short() -> None:
    with interview({**CBT_WAS_NOT_ENOUGH, "medication_now": "no", "linked_to": ("isolation",)}) as somebody:
        assert len(somebody.asked) <= 26
        assert somebody.keys <= 55
        assert somebody.words <= 1000


def test_a_clinicians_full_intake_takes_few_keys() -> None:
    with interview(FULL_INTAKE, all_the_way=True) as somebody:
        assert somebody.dialogue.flow.given["phq9_total"] == 14
        assert somebody.keys <= 80


# --- the bar -----------------------------------------------------------------------------------------


class Forward(Silent):
    """Somebody who answers each question with anything that lets the questions go on, and never goes back."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw
        self.asked: list[Prompt] = []
        self.dialogue = Dialogue(shipped_rule_set(), self, lambda *_: None)

    def ask(self, prompt: Prompt, help: Report) -> Reply:
        self.asked.append(prompt)
        flow = self.dialogue.flow
        item = flow.current
        if prompt.card:
            return Command.LEAVE
        if item is None or (prompt.choices and prompt.choices[0].code == prompts.RESULT):
            return prompts.ANSWER if item else prompts.RESULT
        if flow.is_safety_question(item) and item.link_id != "age_group":
            value = value_in_a_story(flow, {})
        else:
            value = self.draw(answers_to(flow.offered(item)))
        return Command.SKIP if value == SKIPPED else value


@st.composite
def ways_forward(draw: st.DrawFn) -> list[Progress]:
    """What is shown of how far it is, to somebody who never goes back."""
    somebody = Forward(draw)
    somebody.dialogue.run()
    return [prompt.progress for prompt in somebody.asked if prompt.progress]


@given(ways_forward())
def test_the_bar_never_runs_backward_and_the_count_goes_up_by_one(shown: list[Progress]) -> None:
    assert shown[0].share == 0
    assert all(before.share <= after.share <= 1 for before, after in pairwise(shown))
    assert all(after.place - before.place in (0, 1) for before, after in pairwise(shown))
    assert all(each.place <= each.total for each in shown)
    sharpening = [each.more for each in shown if each.more]
    assert sharpening == sorted(sharpening, reverse=True)
    assert all(each.share == 1 for each in shown if each.more)


@pytest.mark.parametrize("columns", [30, 40, 50, 60, 80])
def test_the_bar_is_as_long_beside_every_question_or_nowhere(columns: int) -> None:
    with interview(FULL_INTAKE, all_the_way=True) as somebody:
        asked = [prompt for prompt in somebody.asked if prompt.progress and not prompt.progress.more]
    bars = ["".join(re.findall("[━╸─]", text_of(menu_for(one, columns)._heading()[0]))) for one in asked]
    assert len({*map(len, bars)}) == 1
    assert [bar.count("━") for bar in bars] == sorted(bar.count("━") for bar in bars)
    assert bool(bars[0]) is (columns >= 50)


def test_the_bar_waits_where_an_answer_opens_more_questions() -> None:
    opened = [question(f"more_{n}", enable_when=says("first", "yes")) for n in range(4)]
    rules = rule_set(items=(question("before"), question("first"), *opened, question("last")))
    for answer, total in (("yes", 7), ("no", 3)):
        somebody = Scripted(["no", answer])
        with suppress(KeyboardInterrupt):
            Dialogue(rules, somebody, lambda *_: None).run()
        now = somebody.asked[-1].progress
        assert now
        assert (now.place, now.total) == (3, total)
        assert now.share == (1 / 3 if answer == "yes" else 2 / 3)


def test_whoever_goes_back_sees_where_that_question_is() -> None:
    rules = rule_set(items=tuple(question(name) for name in ("a", "b", "c", "d")))
    somebody = Scripted(["no", "no", "no", Command.BACK, Command.BACK, "no"])
    with suppress(KeyboardInterrupt):
        Dialogue(rules, somebody, lambda *_: None).run()
    places = [prompt.progress and prompt.progress.place for prompt in somebody.asked]
    assert places == [1, 2, 3, 4, 3, 2, 4]
    shares = [prompt.progress and prompt.progress.share for prompt in somebody.asked]
    assert shares == [0, 0.25, 0.5, 0.75, 0.5, 0.25, 0.75]


def test_whoever_goes_back_on_the_short_path_still_counts_what_is_on_it() -> None:
    items = (*(question(name)._replace(core=True) for name in ("a", "b", "c")), question("d"), question("e"))
    somebody = Scripted(["no", "no", Command.BACK, Command.BACK, "no", "no"])
    with suppress(KeyboardInterrupt):
        Dialogue(rule_set(items=items), somebody, lambda *_: None).run()
    counts = [prompt.progress and prompt.progress[:2] for prompt in somebody.asked]
    assert counts == [(1, 3), (2, 3), (3, 3), (2, 3), (1, 3), (3, 3), None]


def test_going_back_from_what_sharpens_counts_down_to_the_short_path() -> None:
    items = (*(question(name)._replace(core=True) for name in ("a", "b")), *map(question, ("c", "d", "e")))
    somebody = Scripted(["no", "no", prompts.ANSWER, "no", "no", *[Command.BACK] * 3, "no"])
    with suppress(KeyboardInterrupt):
        Dialogue(rule_set(items=items), somebody, lambda *_: None).run()
    shown = [(one.place, one.total, one.more) for prompt in somebody.asked if (one := prompt.progress)]
    there = [(1, 2, 0), (2, 2, 0), (3, 5, 3), (4, 5, 2), (5, 5, 1)]
    assert shown == [*there, (4, 5, 2), (3, 5, 3), (2, 2, 0), (5, 5, 1)]
