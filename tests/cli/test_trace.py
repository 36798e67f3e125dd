"""`trace`, as a clinician or a teacher calls it."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from decision_aid.cli.stepping import Turning, keys_at, screens_prompt
from decision_aid.engine.hearing import kinds_heard
from decision_aid.interviewing.replies import Heard
from decision_aid.interviewing.terminals import END_OF_INPUT
from decision_aid.model.report import Report
from decision_aid.model.rules import Rules
from decision_aid.wording.prompt import Command
from tests.cli.conftest import SAFE, Program

Write = Callable[[str | bytes], str]
PROMPT = screens_prompt([Report(title, ()) for title in ("Start", "Goals", "Time", "Start")], "call 988")
LEFT, HOME, END = "\x1b[D", "\x1b[H", "\x1b[F"
CBT = SAFE + "  severity: mild\n  goals: [tools_now]\n"


def test_the_walk_is_told_in_words_and_with_ids_on_request(
    answers_file: Write, decision_aid: Program
) -> None:
    plain, with_ids = (decision_aid("trace", answers_file(CBT), *ids) for ids in ((), ("--ids",)))
    assert (plain.code, plain.err, with_ids.code) == (0, "", 0)
    assert "[tools-now]" not in plain.out
    assert plain.out.startswith("How this came about\n\nThe sums: CBT is ahead")
    assert "Wanting tools to use now: CBT +2" in plain.out
    whole = decision_aid("trace", answers_file(CBT), "--all", "--ids").out
    assert "Applies: Wanting tools to use now [tools-now]" in whole
    assert "[understand-why]" in whole
    assert "[understand-why]" not in with_ids.out
    assert plain.out.count("\n") < 50 < whole.count("\n")


def test_json_is_the_walk_and_markdown_is_a_page(answers_file: Write, decision_aid: Program) -> None:
    record = json.loads(decision_aid("trace", answers_file(CBT), "--format", "json").out)
    assert (record["schema"], record["status"]) == ("decision-aid/trace/1", "suggestion")
    assert len(record["rules"]) > 60
    assert decision_aid("trace", answers_file(CBT), "--format", "markdown").out.startswith(
        "# How this came about"
    )


def test_an_unknown_candidate_is_told_with_the_nearest_name(
    answers_file: Write, decision_aid: Program
) -> None:
    run = decision_aid("trace", answers_file(CBT), "--candidate", "ibt")
    assert (run.code, run.out) == (2, "")
    assert "did you mean 'ipt'?" in run.err


def test_where_safety_comes_first_no_hint_names_a_candidate(
    answers_file: Write, decision_aid: Program
) -> None:
    stopped = answers_file(CBT.replace("danger_now: no", "danger_now: yes"))
    run = decision_aid("trace", stopped, "--candidate", "ibt")
    assert run.code == 0
    assert run.out == decision_aid("trace", stopped).out
    assert "ipt" not in run.err.lower()


def test_turning_pages_needs_a_terminal(answers_file: Write, decision_aid: Program) -> None:
    run = decision_aid("trace", answers_file(CBT), "--step")
    assert (run.code, run.out) == (2, "")
    assert "needs a terminal" in run.err
    assert decision_aid("trace", answers_file(CBT), "--ask").err == run.err


@pytest.mark.parametrize("beside", [("--candidate", "ipt"), ("--format", "json"), ("--all",)])
def test_turning_pages_goes_with_no_other_kind_of_page(
    answers_file: Write, decision_aid: Program, beside: tuple[str, ...]
) -> None:
    run = decision_aid("trace", answers_file(CBT), "--step", *beside)
    assert (run.code, run.out) == (2, "")
    assert "Leave out --all, --candidate and --format" in " ".join(run.err.split())


def test_json_of_one_candidate_has_the_rules_about_it(answers_file: Write, decision_aid: Program) -> None:
    arguments = ("trace", answers_file(CBT), "--format", "json")
    whole, about = (json.loads(decision_aid(*arguments, *more).out) for more in ((), ("--candidate", "ipt")))
    argues = [rule for rule in whole["rules"] if any(a["candidate"] == "ipt" for a in rule["arguments"])]
    assert 0 < len(argues) < len(whole["rules"])
    assert about == {**whole, "rules": argues}


@pytest.mark.parametrize(
    ("place", "keys", "after"),
    [
        *(
            (0, " ", 1),
            (0, "b\r", 0),
            (1, LEFT, 0),
            (1, "x\r", 1),
            (2, "n\r", 2),
            (1, "\r", 2),
            (2, "1\r", 1),
            (0, "2\r", 2),
            (0, "time\r", 2),
            (1, "3\r", 1),
            (0, END, 2),
            (2, HOME, 0),
        ),
        *((1, "b", 1), (1, "q", 1), (1, "\x1b", 1), (0, "  ", 2), (1, "back\r", 0)),
    ],
)
def test_keys_turn_pages_and_stop_at_either_end(place: int, keys: str, after: int) -> None:
    turned = Turning(3, place).press(keys, PROMPT)
    assert (turned.place, turned.left) == (after, False)


@pytest.mark.parametrize(
    ("offered", "key"), [("Space next", " "), ("← back", LEFT), ("End last", END), ("part 3", "3\r")]
)
def test_a_key_is_offered_only_where_it_does_something(offered: str, key: str) -> None:
    titles = ("Start", "Goals", "Time", "Course", "Start")
    for number in range(1, len(titles) + 1):
        prompt = screens_prompt([Report(title, ()) for title in titles[:number]], "call 988")
        for place in range(number):
            if offered in keys_at(place, number, len(prompt.choices)).replace("\u00a0", " "):
                assert Turning(number, place).press(key, prompt).place != place or place == 3


@pytest.mark.parametrize("keys", ["q\r", "quit\r", "qqqq\r", "Q\n", END_OF_INPUT])
def test_it_is_left_by_a_word_and_enter_or_when_nobody_is_there(keys: str) -> None:
    assert Turning(3).press(keys, PROMPT).left


@pytest.mark.parametrize("together", [True, False])
@pytest.mark.parametrize(
    "words",
    ["quiero morir", "I want to die", "help me i want to die", "I want to\rdie", "nothing\nto live for"],
)
def test_words_are_heard_however_they_arrive(words: str, together: bool, shipped: Rules) -> None:
    now = Turning(3)
    for keys in [words + "\r"] if together else [*words.replace("\r", " ").replace("\n", " "), "\r"]:
        now = now.press(keys, PROMPT, lambda text: kinds_heard(shipped.words_of_danger, text))
    assert isinstance(now.over, Heard)
    assert (now.place, now.typed, now.left) == (0, "", False)
    assert now.press(" ", PROMPT) == now.press("\r", PROMPT) == Turning(3)


def test_help_comes_at_once_and_leads_back() -> None:
    helped = Turning(3, 1).press("h", PROMPT)
    assert helped.over is Turning(3).press("h\r", PROMPT).over is Command.HELP
    assert helped.press("\r", PROMPT) == helped.press(" ", PROMPT) == Turning(3, 1)
    assert helped.press("i", PROMPT).over is None


def test_words_that_are_no_answer_are_met_kindly_and_never_repeated() -> None:
    note = Turning(3).press("my exam tomorrow\r", PROMPT).note
    assert "988" in note
    assert "exam" not in note
