"""Asking line by line: what is written, and what comes of what is typed."""

from __future__ import annotations

from io import StringIO
from itertools import count, repeat

import pytest

from decision_aid.interviewing.line_prompts import LinePrompts
from decision_aid.interviewing.replies import Heard, Reply
from decision_aid.model.report import Card, Paragraph, Report, Section
from decision_aid.model.rules import ItemType, Rules
from decision_aid.model.words_of_danger import Kind
from decision_aid.rendering.text import plain
from decision_aid.wording import prompts
from decision_aid.wording.prompt import Choice, Command, Progress, Prompt

ONE = Prompt(
    heading="Safety first",
    progress=Progress(3, 25, 0.1),
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
HELP = Report("Help", (Section("Call", (Paragraph("Call 123."),)),))
KIND = Kind("suicide", "Suicide", (), (), (), ())


def hear(text: str) -> tuple[Kind, ...]:
    return (KIND,) if "want to die" in text else ()


def ask(prompt: Prompt, typed: str, width: int = 80) -> tuple[Reply, str]:
    """The reply to what was typed, and all that was written."""
    out = StringIO()
    asker = LinePrompts(StringIO(typed), out, lambda: width, hear)
    return asker.ask(prompt, HELP), out.getvalue()


def test_a_question_in_full() -> None:
    reply, written = ask(ONE._replace(earlier="yes"), "4\n\n")
    assert reply == "yes"
    assert (
        written
        == """
Safety first. Question 3 of about 25.
Are you well?
It is fine to choose Not sure.
Your earlier answer: Yes.
  1. No
  2. Not sure
  3. Yes
Type a number from 1 to 3, or an answer's first words; or Enter to keep your
earlier answer. Or: s skip; h help; q leave.
> I didn't understand that.
Type a number from 1 to 3, or an answer's first words; or Enter to keep your
earlier answer. Or: s skip; h help; q leave.
> """
    )


def test_a_card_in_full() -> None:
    card = Card("Read this", ("Thank you.", "Call 123."), ("A line: Call 456.",), ("Elsewhere: 789.",))
    prompt = ONE._replace(
        heading="",
        text="",
        help=None,
        progress=None,
        choices=(),
        card=card,
        commands=(Command.HELP, Command.MISTAKE),
        renamed=((Command.HELP, "more help"),),
    )
    reply, written = ask(prompt, "m\n")
    assert reply is Command.MISTAKE
    assert (
        written
        == """
Read this
Thank you. Call 123.
A line: Call 456.
Elsewhere: 789.
Type a letter, then Enter: h more help; m I picked that by mistake.
> """
    )


@pytest.mark.parametrize("digits", [0, 9])
@pytest.mark.parametrize("typed", ["27 pills in me", "? why live"])
def test_words_with_a_number_or_a_key_are_words_where_a_number_is_asked_for(typed: str, digits: int) -> None:
    reply, written = ask(NUMBER._replace(digits=digits), f"{typed}\n7\n")
    assert reply == 7
    assert "I can't read that here." in written


@pytest.mark.parametrize("typed", ["", "1", "nonsense\n", "\n\n"])
def test_the_end_of_what_is_typed_breaks_off_and_answers_nothing(typed: str) -> None:
    with pytest.raises(KeyboardInterrupt):
        ask(ONE, typed)


def test_help_is_shown_and_the_same_is_asked_again() -> None:
    reply, written = ask(ONE, "h\n988\n2\n")
    assert reply == "not_sure"
    assert written.count("Call 123.") == 2
    assert written.count("Are you well?") == 3


def test_a_reply_is_not_taken_before_a_question_of_safety_could_be_read() -> None:
    prompt = ONE._replace(unhurried=True)
    clock = iter((0.0, 0.1, 0.1, 0.3, 0.3, 0.61))  # when it is shown, at each reply, and when that was told
    out = StringIO()
    asker = LinePrompts(StringIO("1\n1\n3\n"), out, lambda: 80, now=lambda: next(clock))
    assert asker.ask(prompt, HELP) == "yes"
    assert out.getvalue().count(prompts.TOO_SOON) == 2


def test_words_of_danger_and_calls_for_help_are_heard_however_soon_they_come() -> None:
    prompt = ONE._replace(unhurried=True)
    for typed, reply in (("I want to die\n", Heard((KIND,))), ("h\nI want to die\n", Heard((KIND,)))):
        asker = LinePrompts(StringIO(typed), StringIO(), lambda: 80, hear, now=lambda: 0.0)
        assert asker.ask(prompt, HELP) == reply


def test_other_questions_are_answered_as_fast_as_somebody_can() -> None:
    moments = repeat(0.0)
    asker = LinePrompts(StringIO("1\n"), StringIO(), lambda: 80, now=lambda: next(moments))
    assert asker.ask(ONE, HELP) == "no"


@pytest.mark.parametrize("width", [12, 24, 30])
def test_nothing_is_wider_than_the_terminal(width: int) -> None:
    long = ONE._replace(
        choices=(Choice("a", "A label that is a good deal longer than the terminal is wide"),)
    )
    assert max(map(len, ask(long, "1\n", width)[1].splitlines())) <= width


def test_labels_hang_under_where_they_begin() -> None:
    long = ONE._replace(choices=(Choice("a", "A label that is a good deal longer than it is wide"),))
    assert "  1. A label that is a good\n     deal longer than it is\n" in ask(long, "1\n", 30)[1]


def test_a_window_of_another_width_is_filled_at_once() -> None:
    widths = count(40, -20)
    out = StringIO()
    asker = LinePrompts(StringIO(), out, lambda: next(widths))
    asker.tell("one two three four five six seven")
    asker.tell("one two three four five six seven")
    assert out.getvalue() == "one two three four five six seven\none two three four\nfive six seven\n"


def test_what_is_laid_out_stays_as_it_is() -> None:
    out = StringIO()
    asker = LinePrompts(StringIO(), out, lambda: 30)
    asker.tell("Title\n\n  - one\n  - a second that is longer than the line\n")
    assert out.getvalue() == "Title\n\n  - one\n  - a second that is longer\n  than the line\n"


def test_every_way_to_answer_is_told(shipped: Rules) -> None:
    for prompt, way in (
        (ONE, "Type a number from 1 to 3, or an answer's first words."),
        (SEVERAL, "Type one or two numbers from 1 to 4, such as 1,3."),
        (NUMBER, "Type a number from 0 to 27."),
        (NUMBER._replace(type=ItemType.TEXT), "Type your own words, up to 200 characters."),
    ):
        assert prompts.how_to_answer(prompt) == f"{way} Or: s skip; h help; q leave."


def test_how_far_it_is_is_told_in_a_sentence() -> None:
    for progress, told in (
        (Progress(4, 20, 0.2), "Safety first. Question 4 of about 20."),
        (Progress(20, 28, 1.0, more=9), "Safety first. About 9 questions left."),
        (Progress(28, 28, 1.0, more=1), "Safety first. About 1 question left."),
        (None, "Safety first."),
    ):
        assert ask(ONE._replace(progress=progress), "1\n")[1].splitlines()[1] == told


@pytest.mark.parametrize("width", [40, 80, 120])
def test_the_opening_is_short_and_ends_with_where_to_get_help(width: int, shipped: Rules) -> None:
    lines = plain(prompts.opening(shipped, 25), width).splitlines()
    assert len(lines) <= 12 or width < 80
    assert "988" in " ".join(lines[-4:])
