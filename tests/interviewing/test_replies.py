"""What a typed reply comes to. Both ways of asking read it with the same function."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision_aid.interviewing.replies import Heard, Refusal, Reply, reply_to
from decision_aid.model.answers import Value
from decision_aid.model.report import Report
from decision_aid.model.rules import ItemType
from decision_aid.model.words_of_danger import Kind
from decision_aid.wording import prompts
from decision_aid.wording.prompt import Choice, Command, Prompt
from decision_aid.wording.prompts import BEGINS_ALIKE, NOT_UNDERSTOOD, cannot_read

AT_A_RESULT = (Command.STEPS, Command.SAVE, Command.NOTE)
"""Commands whose letters would be in the way of answers, and that no question has."""

DANGER = Prompt(
    heading="Safety first.",
    text="Are you in danger?",
    type=ItemType.CHOICE,
    choices=(Choice("no", "No"), Choice("not_sure", "Not sure"), Choice("yes", "Yes")),
    commands=tuple(command for command in Command if command not in AT_A_RESULT),
)
THOUGHTS = DANGER._replace(
    choices=(
        Choice("none", "No"),
        Choice("passive", "Yes, I've wished I were dead"),
        Choice("plan", "Yes, and I've thought about how"),
    )
)
HURT = DANGER._replace(choices=(Choice("never", "No, never"), Choice("earlier", "Yes, a while ago")))
AGE = DANGER._replace(
    choices=(
        Choice("under_18", "Under 18"),
        Choice("from_18_to_24", "18 to 24"),
        Choice("from_25_to_64", "25 to 64"),
        Choice("from_65", "65 or older"),
    )
)
TRIED = DANGER._replace(
    type=ItemType.MULTIPLE,
    choices=(
        Choice("none", "Nothing so far", exclusive=True),
        Choice("cbt", "CBT (thoughts, habits)"),
        Choice("other", "Another kind"),
        Choice("medication", "Medicine"),
    ),
    max_choices=2,
)
SEVERAL_NUMBERS = "Type one or two numbers from 1 to 4, such as 1,3."
NUMBER = DANGER._replace(type=ItemType.INTEGER, choices=(), minimum=0, maximum=27)
WORDS = NUMBER._replace(type=ItemType.TEXT)
EVERY = (DANGER, THOUGHTS, AGE, TRIED, NUMBER, WORDS)
SUICIDE = Kind("suicide", "Suicide", ("thoughts",), (), (), ())


def hear(text: str) -> tuple[Kind, ...]:
    spoken = " ".join(text.casefold().split())
    return (SUICIDE,) if any(words in spoken for words in ("want to die", "suicide", "dead")) else ()


@pytest.mark.parametrize(
    ("prompt", "typed", "reply"),
    [
        *((DANGER, typed, "no") for typed in ("no", "No", "NO", "1", "1.", "1)", "(1)", "#1", "one", " 1 ")),
        *((DANGER, typed, "no") for typed in ("\uff11", "\uff2e\uff4f", "No.", "no!")),
        *((DANGER, typed, "yes") for typed in ("yes", "y", "Ye", "3", "three", "Yes!")),
        *((DANGER, typed, "not_sure") for typed in ("not", "not sure", "Not sure.", "2", "2.")),
        *((THOUGHTS, typed, "none") for typed in ("no", "none", "None.")),
        *((HURT, typed, "never") for typed in ("no", "never", "Never!", "no, never")),
        (DANGER, "never", "no"),
        (THOUGHTS, "yes and", "plan"),
        (THOUGHTS, "yes, i've wished i were dead", "passive"),
        (THOUGHTS, "Yes, I\u2019ve wished I were dead", "passive"),
        *((AGE, typed, "from_25_to_64") for typed in ("30", "25", "64", "3", "25 to", "25 to 64")),
        *((AGE, typed, "from_65") for typed in ("65", "101", "65 or older", "4")),
        *((AGE, typed, "under_18") for typed in ("17", "under", "1", "5")),
        *((AGE, typed, "from_18_to_24") for typed in ("18", "eighteen", "Twenty-four", "twenty one")),
        *((AGE, typed, "from_25_to_64") for typed in ("forty two", "Forty-Two.", "fortytwo", "sixty-four")),
        *((AGE, typed, "from_65") for typed in ("sixty five", "ninety-nine")),
        (TRIED, "2", ("cbt",)),
        (TRIED, "4 2", ("cbt", "medication")),
        (TRIED, "2,4", ("cbt", "medication")),
        (TRIED, "2, 2", ("cbt",)),
        (TRIED, "two and four", ("cbt", "medication")),
        (TRIED, "cbt, medicine", ("cbt", "medication")),
        (TRIED, "CBT (thoughts, habits)", ("cbt",)),
        (TRIED, "nothing", ("none",)),
        (NUMBER, "0", 0),
        (NUMBER, "27", 27),
        (NUMBER, "seven", 7),
        (NUMBER, "twenty-seven", 27),
        (NUMBER, "7.", 7),
        (WORDS, "My cat", "My cat"),
        (WORDS, "two\nlines\n", "two lines"),
        (WORDS, "enough", "enough"),
        (WORDS, "leave", "leave"),
        (WORDS, "no", "no"),
        (NUMBER._replace(earlier=0), "", 0),
        (TRIED._replace(earlier=("cbt",)), "", ("cbt",)),
        (DANGER._replace(earlier="yes"), "", "yes"),
    ],
)
def test_what_is_an_answer(prompt: Prompt, typed: str, reply: Value) -> None:
    assert reply_to(prompt, typed, hear) == reply


@pytest.mark.parametrize("prompt", EVERY)
@pytest.mark.parametrize(
    ("typed", "command"),
    [
        *((command.key, command) for command in DANGER.commands if command.key),
        *((command.key.upper(), command) for command in DANGER.commands if command.key),
        ("hhhh", Command.HELP),
        ("sss", Command.SKIP),
        ("??", Command.WHY),
        ("988", Command.HELP),
        ("911", Command.HELP),
    ],
)
def test_a_letter_is_its_command_on_every_screen(prompt: Prompt, typed: str, command: Command) -> None:
    assert reply_to(prompt, typed, hear) is command


@pytest.mark.parametrize(
    ("typed", "command"),
    [
        *((command.words, command) for command in DANGER.commands if command is not Command.REASONS),
        ("help now", Command.HELP),
        ("Quit", Command.LEAVE),
        ("exit", Command.LEAVE),
        ("mistake", Command.MISTAKE),
    ],
)
def test_a_name_is_a_command_where_it_is_the_whole_reply(typed: str, command: Command) -> None:
    for prompt in (DANGER, TRIED, NUMBER):
        assert reply_to(prompt, typed) is command
        assert reply_to(prompt, f"{typed} me alone") is not command
    assert reply_to(WORDS, typed) == typed


def test_a_command_has_another_name_where_it_is_called_so() -> None:
    result = prompts.at_the_result(Report("Your result", ()), (Command.REASONS, Command.PAPER))
    for typed in ("q", "done", "Done", "quit"):
        assert reply_to(result, typed) is Command.LEAVE
    assert reply_to(result, "why") is reply_to(result, "?") is reply_to(result, "w") is Command.REASONS
    assert isinstance(reply_to(DANGER, "done"), Refusal)


@pytest.mark.parametrize("typed", ["I'm done", "im done.", "I\u2019m done"])
def test_being_done_is_the_word_on_the_screen_where_there_is_one_and_else_it_is_heard(typed: str) -> None:
    def despair(text: str) -> tuple[Kind, ...]:
        return (SUICIDE,) if "done" in text else ()

    result = prompts.at_the_result(Report("Your result", ()), (Command.REASONS,))
    assert reply_to(result, typed, despair) is Command.LEAVE
    for prompt in EVERY:
        assert isinstance(reply_to(prompt, typed, despair), Heard)
    assert isinstance(reply_to(result, "I'm done with everything", despair), Heard)


def test_enter_alone_comes_to_what_is_said_of_it() -> None:
    page = prompts.reading((Report("Why", ()),), "back to your result")
    assert reply_to(page, "") is Command.BACK
    assert reply_to(prompts.turning(page), "  ") is Command.MORE
    assert reply_to(prompts.turning(page), "b") is Command.BACK
    assert reply_to(prompts.review({}, {}), "") == prompts.RESULT
    result = prompts.at_the_result(Report("Your result", ()), ())
    assert reply_to(result, "") == Refusal(prompts.NEEDS_A_LETTER)
    assert isinstance(reply_to(page, "I want to die", hear), Heard)


def test_a_command_that_is_not_offered_is_none() -> None:
    asked = DANGER._replace(commands=(Command.HELP, Command.LEAVE))
    for typed in ("s", "skip", "e", "enough", "b"):
        assert isinstance(reply_to(asked, typed), Refusal)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("yeah", "yes"),
        ("Yep!", "yes"),
        ("sí", "yes"),
        ("nope", "no"),
        ("maybe", "not_sure"),
        ("I don't know", "not_sure"),
    ],
)
def test_other_words_for_yes_and_no_are_answers(typed: str, code: str) -> None:
    assert reply_to(DANGER, typed, hear) == code
    assert isinstance(reply_to(THOUGHTS, typed, hear), Refusal)  # which has no such answers


@pytest.mark.parametrize(
    ("prompt", "typed", "said"),
    [
        (DANGER, "", prompts.NEEDS_A_CHOICE),
        (TRIED, "", prompts.NEEDS_A_CHOICE),
        (NUMBER, "", "Type a number from 0 to 27."),
        (DANGER, "n", BEGINS_ALIKE),
        (THOUGHTS, "yes", BEGINS_ALIKE),
        (THOUGHTS._replace(commands=()), "?", NOT_UNDERSTOOD),
        *((DANGER, typed, NOT_UNDERSTOOD) for typed in ("0", "4", "-1", "\u00b2\u00b2", "1" * 5000, "hm")),
        *(
            (DANGER, typed, cannot_read(DANGER))
            for typed in ("1 2", "no idea", "perhaps", "I have a gun", "my cat\nis ill")
        ),
        (TRIED, "1 2", "'Nothing so far' can't go with another answer. Please choose again."),
        *((TRIED, typed, "Please choose 2 at most.") for typed in ("2 3 4", "234")),
        *((TRIED, typed, SEVERAL_NUMBERS) for typed in ("2 5", "22", "25", "9")),
        (NUMBER, "28", "Type a number from 0 to 27."),
        (NUMBER, "2.5", "Type a number from 0 to 27."),
        (NUMBER, "hm", NOT_UNDERSTOOD),
        (NUMBER, "1 2", "Type a number from 0 to 27."),
        (WORDS, "long " * 60, "That's longer than 200 characters. Please shorten it."),
    ],
)
def test_what_is_no_answer_and_what_is_said_to_it(prompt: Prompt, typed: str, said: str) -> None:
    assert reply_to(prompt, typed, hear) == Refusal(said)


def test_numbers_in_a_row_are_each_one_where_none_has_two_digits() -> None:
    of_ten = TRIED._replace(choices=tuple(Choice(f"c{n}", f"Way {n}") for n in range(1, 11)))
    assert reply_to(TRIED, "24") == reply_to(TRIED, "2,4") == ("cbt", "medication")
    assert reply_to(of_ten, "10") == ("c10",)
    assert isinstance(reply_to(of_ten, "24"), Refusal)


@pytest.mark.parametrize("typed", ["yes", "y", "yeah", "s\u00ed"])
def test_a_yes_of_which_a_question_of_safety_has_several_comes_with_a_number(typed: str) -> None:
    asked = THOUGHTS._replace(unhurried=True, crisis_line="call or text 1737")
    said = reply_to(asked, typed, hear)
    assert isinstance(said, Refusal)
    assert said.words.startswith(BEGINS_ALIKE)
    assert "call or text 1737" in said.words


def test_typed_choices_go_with_those_that_were_ticked() -> None:
    ticked = TRIED.choices[1:2]
    assert reply_to(TRIED, "4", ticked=ticked) == ("cbt", "medication")
    assert isinstance(reply_to(TRIED, "1", ticked=ticked), Refusal)


# --- words of danger ---------------------------------------------------------------------------------


@pytest.mark.parametrize("prompt", EVERY)
@pytest.mark.parametrize(
    "typed",
    [
        "I want to die",
        "no, I want to die",
        "2 of us want to die",
        "suicide",
        "I worry about money\nand I want to die",
        "want to die \x07\u202e",
        "I want to die. " * 100,
    ],
)
def test_danger_is_heard_before_a_reply_is_an_answer_or_is_refused(prompt: Prompt, typed: str) -> None:
    reply = reply_to(prompt, typed, hear)
    assert isinstance(reply, Heard)
    assert reply.kinds == (SUICIDE,)


def test_words_of_danger_that_are_an_answer_are_kept_as_one() -> None:
    assert reply_to(WORDS, "I want\nto die", hear) == Heard((SUICIDE,), "I want to die")
    assert reply_to(WORDS, "I want to die. " * 100, hear) == Heard((SUICIDE,))
    assert reply_to(THOUGHTS, "yes, I want to die", hear) == Heard((SUICIDE,))


def test_a_whole_label_is_the_answer_and_no_cry_for_help() -> None:
    assert hear("Yes, I've wished I were dead")
    assert reply_to(THOUGHTS, "Yes, I've wished I were dead", hear) == "passive"


# --- anything at all ---------------------------------------------------------------------------------

TYPED = st.one_of(
    st.text(max_size=40),
    st.lists(st.sampled_from(["no", "yes", "1", "2", "3", ",", "and", "die", "s", "q", "h"])).map(" ".join),
)


@given(st.sampled_from(EVERY), TYPED)
def test_a_reply_is_always_one_of_what_was_offered(prompt: Prompt, typed: str) -> None:
    reply: Reply | Refusal = reply_to(prompt, typed, hear)
    if isinstance(reply, Refusal):
        assert reply.words
        assert len(typed.split()) < 2 or typed.strip() not in reply.words
    elif isinstance(reply, Command):
        assert reply in prompt.commands
    elif isinstance(reply, tuple) and not isinstance(reply, Heard):
        assert 0 < len(reply) <= 2
        assert {*reply} <= {choice.code for choice in prompt.choices}
    elif isinstance(reply, int):
        assert prompt.minimum <= reply <= prompt.maximum
    elif isinstance(reply, str) and prompt.choices:
        assert reply in {choice.code for choice in prompt.choices}


@given(st.sampled_from(EVERY), TYPED)
def test_two_or_more_words_that_are_no_answer_get_a_kind_reply(prompt: Prompt, typed: str) -> None:
    reply = reply_to(prompt, typed, lambda text: ())
    if isinstance(reply, Refusal) and len(typed.split()) > 1 and prompt in (DANGER, NUMBER):
        assert reply.words == cannot_read(prompt)


@given(st.sampled_from(EVERY), TYPED)
def test_nothing_that_is_heard_is_lost_unless_it_is_a_label_or_a_command(prompt: Prompt, typed: str) -> None:
    reply = reply_to(prompt, f"{typed} I want to die", hear)
    assert isinstance(reply, Heard)


def test_the_kind_reply_names_the_line_of_the_country() -> None:
    there = DANGER._replace(crisis_line="call 116 123")
    assert "call 116 123, or press h" in cannot_read(there)
    assert "call or text 988, or press h" in cannot_read(DANGER)
