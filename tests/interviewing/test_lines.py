"""Asking line by line: what is written, what is understood, and what is said to anything else."""

from __future__ import annotations

from io import StringIO

import pytest

from decision_aid.interviewing.line_prompts import LinePrompts
from decision_aid.model.answers import Value
from decision_aid.model.rules import ItemType
from decision_aid.wording.prompts import NEEDS_A_CHOICE, Choice, Command, Prompt

ONE = Prompt(
    heading="Safety first. Question 3 of about 25.",
    text="Are you well?",
    type=ItemType.CHOICE,
    choices=(Choice("no", "No"), Choice("not_sure", "Not sure"), Choice("yes", "Yes")),
    help="It is fine to choose Not sure.",
    commands=(Command.SKIP, Command.HELP, Command.LEAVE),
)
SEVERAL = ONE._replace(
    type=ItemType.MULTIPLE,
    choices=(Choice("none", "Nothing", exclusive=True), Choice("a", "A"), Choice("b", "B"), Choice("c", "C")),
    max_choices=2,
)
NUMBER = ONE._replace(type=ItemType.INTEGER, choices=(), minimum=0, maximum=27)


def ask(prompt: Prompt, typed: str, width: int = 80) -> tuple[Value | Command, str]:
    """The reply to what was typed, and all that was written."""
    out = StringIO()
    return LinePrompts(StringIO(typed), out, width).ask(prompt), out.getvalue()


def test_a_question_in_full() -> None:
    reply, written = ask(ONE._replace(earlier="yes"), "4\n\n")
    assert reply == "yes"
    assert (
        written
        == """
Safety first. Question 3 of about 25.
Are you well?
It is fine to choose Not sure.
  1. No
  2. Not sure
  3. Yes
Your earlier answer: Yes.
Type a number from 1 to 3; or Enter to keep your earlier answer. Or: s skip; h
help now; q leave.
> '4' is no answer here. Type a number from 1 to 3; or Enter to keep your earlier
answer. Or: s skip; h help now; q leave.
> """
    )


@pytest.mark.parametrize(
    ("prompt", "typed", "reply"),
    [
        (ONE, "2", "not_sure"),
        (ONE, " 2 ", "not_sure"),
        (ONE, "s", Command.SKIP),
        (ONE, "S", Command.SKIP),
        (ONE, "help", Command.HELP),
        (ONE, "help now", Command.HELP),
        (ONE, "988", Command.HELP),
        (NUMBER, "988", Command.HELP),
        (SEVERAL, "2", ("a",)),
        (SEVERAL, "3 2", ("a", "b")),
        (SEVERAL, "2,3", ("a", "b")),
        (SEVERAL, "2, 2", ("a",)),
        (SEVERAL, "1", ("none",)),
        (NUMBER, "0", 0),
        (NUMBER, "27", 27),
        (NUMBER, "q", Command.LEAVE),
        (NUMBER._replace(earlier=0), "", 0),
        (SEVERAL._replace(earlier=("a", "c")), "", ("a", "c")),
    ],
)
def test_what_is_understood(prompt: Prompt, typed: str, reply: Value | Command) -> None:
    assert ask(prompt, f"{typed}\n")[0] == reply


@pytest.mark.parametrize(
    ("prompt", "typed", "said"),
    [
        (ONE, "", NEEDS_A_CHOICE),
        (SEVERAL, "", NEEDS_A_CHOICE),
        (NUMBER, "", "Type a number from 0 to 27."),
        (ONE, "0", "'0' is no answer here."),
        (ONE, "1 2", "'1 2' is no answer here."),
        (ONE, "yes", "'yes' is no answer here."),
        (ONE, "b", "'b' is no answer here."),
        (ONE, "-1", "'-1' is no answer here."),
        (ONE, "²", "'²' is no answer here."),
        (ONE, "٣", "'٣' is no answer here."),
        (ONE, "1" * 5000, "is no answer here."),
        (ONE, "\x1b[31m", r"'\x1b[31m' is no answer here."),
        (SEVERAL, "1 2", "'Nothing' cannot go with another answer. Please choose again."),
        (SEVERAL, "2 3 4", "Please choose 2 at most."),
        (SEVERAL, "2 5", "'2 5' is no answer here."),
        (NUMBER, "28", "'28' is no answer here."),
        (NUMBER, "1 2", "'1 2' is no answer here."),
        (NUMBER, "2.5", "'2.5' is no answer here."),
    ],
)
def test_anything_else_is_said_to_be_no_answer(prompt: Prompt, typed: str, said: str) -> None:
    reply, written = ask(prompt, f"{typed}\ns\n")
    assert reply is Command.SKIP
    assert said in " ".join(written.split())


@pytest.mark.parametrize("typed", ["", "1", "nonsense\n", "\n\n"])
def test_the_end_of_what_is_typed_breaks_off_and_answers_nothing(typed: str) -> None:
    with pytest.raises(KeyboardInterrupt):
        ask(ONE, typed)


def test_keys_typed_before_each_prompt_are_forgotten() -> None:
    forgotten: list[str] = []
    out = StringIO()
    LinePrompts(StringIO("x\n1\n"), out, 80, lambda: forgotten.append(out.getvalue()[-2:])).ask(ONE)
    assert len(forgotten) == 2
    assert "> " not in forgotten


def test_nothing_is_wider_than_the_terminal() -> None:
    long = ONE._replace(
        choices=(Choice("a", "A label that is a good deal longer than the terminal is wide"),)
    )
    written = ask(long, "1\n", width=30)[1]
    assert max(map(len, written.splitlines())) <= 30
    assert "  1. A label that is a good\n     deal longer than the\n" in written


def test_what_is_laid_out_stays_as_it_is() -> None:
    out = StringIO()
    LinePrompts(StringIO(), out, 30).tell("Title\n\n  - one\n  - a second that is longer than the line\n")
    assert out.getvalue() == "Title\n\n  - one\n  - a second that is longer\n  than the line\n"


@pytest.mark.parametrize("typed", ["I want to die", "2 of us want to die", "s, want to die"])
@pytest.mark.parametrize("prompt", [ONE, SEVERAL, NUMBER])
def test_words_of_danger_are_heard_where_no_words_are_asked_for(prompt: Prompt, typed: str) -> None:
    asker = LinePrompts(
        StringIO(f"{typed}\n"), StringIO(), 80, tells_of_danger=lambda text: "want to die" in text
    )
    assert asker.ask(prompt) is Command.DANGER


def test_words_of_danger_are_heard_in_more_words_than_an_answer_may_have() -> None:
    asker = LinePrompts(
        StringIO("I want to die. " * 100 + "\n"), StringIO(), 80, tells_of_danger=lambda _: True
    )
    assert asker.ask(ONE._replace(type=ItemType.TEXT, choices=())) is Command.DANGER
