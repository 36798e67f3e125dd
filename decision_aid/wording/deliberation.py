"""The words of the steps around a suggestion: the options, one's own leaning, and what comes after.

Belongs here: the prompts and short texts of these steps. Does not: the pages of options
(`commands.options`), the order of the steps (`interviewing`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from decision_aid.model.answers import CLINICIAN, PERSON, TEACHING
from decision_aid.model.deliberation import UNDECIDED, Deliberation
from decision_aid.model.rules import ItemType, Rules, Text
from decision_aid.rendering.formats import FORMATS
from decision_aid.wording.commands import to_type
from decision_aid.wording.grammar import in_sentence
from decision_aid.wording.prompt import Choice, Command, Prompt

ALL: Final = "all"
ON: Final = "on"
NONE: Final = "none"
UNCHANGED: Final = "unchanged"

BACK_TO_THE_LIST: Final = "back to the list"
TO_THE_RESULT: Final = "go on"

SKIPPABLE: Final = (Command.SKIP, Command.HELP, Command.LEAVE)
FROM_THE_RESULT: Final = (Command.SKIP, Command.BACK, Command.HELP, Command.LEAVE)
WITH_OPTIONS: Final = (Command.SKIP, Command.OPTIONS, Command.HELP, Command.LEAVE)

SURENESS: Final = {
    "not_sure": "Not sure",
    "somewhat": "Somewhat sure",
    "very": "Very sure",
}

READINESS: Final = {
    "knows_options": Text(
        "I know my options, with their pros and cons",
        "The client knows the options, with their pros and cons",
    ),
    "knows_what_matters": Text(
        "I know what matters most to me", "The client knows what matters most to them"
    ),
    "has_support": Text(
        "I have enough support and advice to choose", "The client has enough support and advice to choose"
    ),
    "feels_sure": Text(
        "I feel sure enough to take a next step", "The client feels sure enough for a next step"
    ),
}

SEEMS_READY: Final = Text(
    "You sound ready to talk it over. Bring your questions.", "The client seems ready to talk it over."
)

WHAT_HELPS: Final = {
    "knows_options": Text(
        "To learn more about the options, open them again from your result, one by one or side by side."
    ),
    "knows_what_matters": Text(
        "To figure out what matters, think about what you want, and what was hard in past care. "
        "You can answer the questions again any time.",
        "To figure out what matters, go over it together with the page, and ask what was hard in past care.",
    ),
    "has_support": Text(
        "For support, bring someone you trust to your next appointment. "
        "Your result has questions to ask there.",
        "For support, ask if someone they trust could come along. The page has questions to ask.",
    ),
    "feels_sure": Text(
        "To feel more sure, bring a worksheet, and ask what the first weeks would be like. You don't have to "
        "decide today.",
        "To feel more sure, the client can take a worksheet home. Nothing has to be decided today.",
    ),
}


def before_values() -> str:
    """The text before the options."""
    return (
        "Next: the options, what matters most, which way you're leaning, then the result. You can skip any "
        "of these, and nothing has to be decided today."
    )


def how_to_read_more() -> str:
    """The text after the list of options."""
    command = Command.OPTIONS
    return f"To read about them, now or at the next questions, type {command.key}."


def which_options(names: Mapping[str, str], on: str = "No more, go on") -> Prompt:
    """Which option to read about next. It is asked until somebody wants to go `on`, or back."""
    each = (Choice(id, name) for id, name in names.items())
    return Prompt(
        heading="The options",
        text="What would you like to read?",
        type=ItemType.CHOICE,
        choices=(Choice(ON, on), *each, Choice(ALL, "All of them, side by side")),
        alone=True,
        commands=(Command.BACK, Command.HELP, Command.LEAVE),
    )


def leaning(names: Mapping[str, str], setting: str) -> Prompt:
    """Which way somebody leans, asked before the suggestion can influence it."""
    asked = {
        CLINICIAN: "Before you see the result, which way do you and the client lean?",
        TEACHING: "Before you see the result, which way would you lean in this example?",
    }
    any_answer = "" if setting == CLINICIAN else "Any answer is fine. "
    return Prompt(
        heading="Your own view first",
        text=asked.get(setting, "Before you see your result, which way are you leaning?"),
        label="Leaning toward",
        type=ItemType.CHOICE,
        choices=(
            *(Choice(id, name) for id, name in names.items()),
            Choice(UNDECIDED, "None of these, or not sure yet"),
        ),
        help=f"{any_answer}It won't change the result.",
        commands=WITH_OPTIONS,
    )


def sureness(setting: str) -> Prompt:
    """How sure somebody is of a leaning."""
    return Prompt(
        heading="Your own view first",
        text="How sure are you both?" if setting == CLINICIAN else "How sure do you feel about that?",
        label="How sure",
        type=ItemType.CHOICE,
        choices=tuple(Choice(code, words) for code, words in SURENESS.items()),
        commands=SKIPPABLE,
    )


def revealed(letters: Mapping[str, str], names: Mapping[str, str]) -> str:
    """Which letter is which option."""
    return "Here's which is which. " + " ".join(f"{letters[id]}: {name}." for id, name in names.items())


def changed(names: Mapping[str, str], before: Deliberation, setting: str = PERSON) -> Prompt:
    """Whether the suggestion has changed the leaning."""
    leaning = names.get(before.leaning or "")
    toward = f"You were leaning toward {in_sentence(leaning)}." if leaning else "You weren't leaning any way."
    return Prompt(
        heading="After the result",
        text=f"{toward} Has that changed?",
        label="Leaning toward now",
        type=ItemType.CHOICE,
        choices=(
            Choice(UNCHANGED, "No, it's the same"),
            *(Choice(id, f"Yes, now: {name}") for id, name in names.items() if id != before.leaning),
            *([Choice(UNDECIDED, "Yes, now I'm not sure")] if before.leaning != UNDECIDED else []),
        ),
        alone=True,
        help="Either is fine. You decide, with someone you trust." if setting == PERSON else None,
        commands=FROM_THE_RESULT,
    )


def readiness(setting: str) -> Prompt:
    """Four points on being ready to decide."""
    return Prompt(
        heading="Your own view first",
        text="Which of these are true right now? Choose any number.",
        label="True right now",
        type=ItemType.MULTIPLE,
        choices=(
            *(Choice(code, words.to(setting)) for code, words in READINESS.items()),
            Choice(NONE, "None of these yet", exclusive=True),
        ),
        commands=SKIPPABLE,
    )


def what_helps(deliberation: Deliberation, setting: str) -> Iterator[str]:
    """For each point that is still missing, what helps; if none is missing, that they seem ready."""
    if deliberation.ready is not None and not deliberation.wanting:
        yield SEEMS_READY.to(setting)
    for point in deliberation.wanting:
        yield WHAT_HELPS[point].to(setting)


def worksheet_offer(setting: str = PERSON) -> Prompt:
    """Whether to write a worksheet."""
    asked = {CLINICIAN: "Would you like a worksheet for the client to take home?"}
    return Prompt(
        heading="Something to take along",
        text=asked.get(setting, "Would you like a worksheet to take to an appointment?"),
        help="It's a file in this folder, with some of your answers in it. We keep nothing unless you ask.",
        label="Worksheet",
        type=ItemType.CHOICE,
        choices=(
            Choice(NONE, "No, keep nothing"),
            *(Choice(name, f"Yes, as {format.words}") for name, format in FORMATS.items()),
        ),
        alone=True,
        commands=FROM_THE_RESULT,
    )


def kept(path: str) -> str:
    """Where the worksheet is now."""
    return f"Your worksheet is saved in {path}. Only you can read it, and you can delete it any time."


def not_kept(why: str, rules: Rules) -> str:
    """That no worksheet was written, and another way to get one."""
    another = to_type(rules, "worksheet FILE --output OTHER")
    return f"{why} No worksheet was saved. From an answers file: {another}"
