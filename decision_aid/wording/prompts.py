"""The words of the interview.

Belongs here: the opening, the questions about the interview itself, and the texts between two questions.
Does not: the questions of the rule set, and the words of a result (`result`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import Enum
from typing import NamedTuple

from decision_aid.engine.questionnaire import MOST_LETTERS, Relevance
from decision_aid.model.answers import SKIPPED, Value
from decision_aid.model.report import Bullets, Paragraph, Report, Section
from decision_aid.model.rules import Action, Item, ItemType, Rules
from decision_aid.wording.answers import answer_words
from decision_aid.wording.grammar import in_sentence, joined
from decision_aid.wording.help import contacts_on_every_page


class Command(Enum):
    """What a person may type instead of an answer: its key, and what it does.

    DANGER has no key. It is any text that is not an answer and may be about danger.
    """

    SKIP = ("s", "skip")
    BACK = ("b", "back")
    WHY = ("?", "why we ask")
    ENOUGH = ("e", "enough, show me the result")
    OPTIONS = ("o", "read about the options")
    HELP = ("h", "help now")
    LEAVE = ("q", "leave")
    DANGER = ("", "words that may tell of danger")

    @property
    def key(self) -> str:
        return self.value[0]

    @property
    def words(self) -> str:
        return self.value[1]


class Choice(NamedTuple):
    """One line to choose. One that is `exclusive` cannot be chosen together with others."""

    code: str
    label: str
    exclusive: bool = False


class Prompt(NamedTuple):
    """Something to ask. `earlier` is the person's earlier answer, which Enter keeps; there is no default."""

    heading: str
    text: str
    type: ItemType
    choices: tuple[Choice, ...] = ()
    help: str | None = None
    minimum: int = 0
    maximum: int = 0
    max_choices: int | None = None
    earlier: Value | None = None
    commands: tuple[Command, ...] = (Command.HELP, Command.LEAVE)


RESULT = "show the result"
AGAIN = "again"
LEAVE = "leave"
ANSWER = "answer"

STARTING_AGAIN = "Starting again. Your answers are gone."
NOTHING_SAVED = "Nothing was saved; the screen keeps what it shows until it is cleared."
NOTHING_HANGS_ON_IT = (
    "Your answer to this would not change what fits any more; at most, how it is explained. You may skip it."
)
CHOOSE = "(choose an answer)"
KEEP = "(keep your earlier answer)"
NEEDS_A_CHOICE = "Please choose one of the answers. There is no answer chosen for you."


def opening(rule_set: Rules) -> Report:
    """What this is, and what it is not, before the first question. It names no therapy: a stop may follow."""
    this_is = (
        "A set of questions that helps you think about which kind of talk therapy may fit a depression: "
        "which to start, add or change to. Nothing has to be decided today.",
        "About 31 questions. You can skip a question, go back, or leave.",
        "Not a doctor, and not a test. It cannot tell what illness someone has. "
        "It helps you get ready to talk.",
        f"Private. It works without a network. Nothing is saved. {rule_set.clinician_review}",
    )
    lifeline = next(iter(contacts_on_every_page(rule_set)), None)
    now = [Paragraph(f"Need someone now? {lifeline.name}: {lifeline.words}", strong=True)] if lifeline else []
    anywhere = (Command.SKIP, Command.BACK, Command.WHY, Command.HELP, Command.LEAVE)
    later = f"After those on safety, also: {_commands_in_words([Command.ENOUGH])}."
    keys = f"At any question: {_commands_in_words(anywhere)}. {later} Press Ctrl-C to stop at once."
    return Report("decision-aid", (Section("What this is", (*now, Bullets(this_is), Paragraph(keys))),))


def question(
    item: Item, setting: str, place: int, total: int, earlier: Value | None, commands: Iterable[Command]
) -> Prompt:
    """The prompt for a question of the rule set."""
    return Prompt(
        heading=f"{item.section}. Question {place} of about {total}.",
        text=item.text.to(setting),
        type=item.type,
        choices=tuple(Choice(option.code, option.label, option.exclusive) for option in item.answer_options),
        help=item.help,
        minimum=item.minimum,
        maximum=item.maximum,
        max_choices=item.max_choices,
        earlier=earlier,
        commands=tuple(commands),
    )


def review(items: Mapping[str, Item], given: Mapping[str, Value]) -> Prompt:
    """The page before the result, where any answer can be changed."""
    answers = [
        Choice(key, f"{items[key].label}: {answer_words(items[key], value)}") for key, value in given.items()
    ]
    return Prompt(
        heading="Your answers.",
        text="Would you like to change one of them?",
        type=ItemType.CHOICE,
        choices=(Choice(RESULT, "No, go on to the result"), *answers),
        commands=(Command.BACK, Command.HELP, Command.LEAVE),
    )


def start_again(rule_set: Rules) -> Prompt:
    """The question after a stop: leave, or start again if an answer was a mistake.

    There is no way back to change one answer until a result appears. The contacts are named again, since
    the page above may no longer be on a small screen.
    """
    return Prompt(
        heading=f"The questions end here. {_within_reach(rule_set)}",
        text="Was an answer chosen by mistake?",
        type=ItemType.CHOICE,
        choices=(Choice(LEAVE, "No, leave"), Choice(AGAIN, "Yes, start again from the first question")),
    )


def safety_skipped(item: Item) -> Prompt:
    """The question right after a safety question was skipped: what that means, and a way back."""
    text = (
        f"That is all right. You do not have to say. But without an answer to '{item.label}', this aid "
        "can show no approach: it would not be safe to guess. You can talk to someone now instead (h)."
    )
    choices = (Choice(ANSWER, "Go back and answer it"), Choice(LEAVE, "Leave the questions here"))
    return Prompt(heading="About skipping this one.", text=text, type=ItemType.CHOICE, choices=choices)


def why(item: Item) -> str:
    """What a question is for."""
    return f"Why we ask: {item.why}"


def what_hangs_on_it(rule_set: Rules, relevance: Relevance, *, safety_first: bool) -> str | None:
    """What an answer can still change, given the other answers so far. None if there is nothing to say.

    With `safety_first` no approach may be named. No gate is ever named, so that nobody learns here how to
    answer around one.
    """
    stops = {gate.id for gate in relevance.gates if safety_first or gate.action is Action.STOP}
    if stops:
        return f"{_this_answer(bool(stops - relevance.unproved))} whether help should come first."
    if safety_first:
        return None
    changes = ["whether a note, or advice to see someone, comes first"] if relevance.gates else []
    for decision in rule_set.decisions:
        names = [candidate.short for candidate in decision.candidates if candidate in relevance.candidates]
        if names and decision is rule_set.decisions[0]:
            changes.append(f"whether {joined(names)} fit{'' if names[1:] else 's'}")
        elif names:
            changes.append(in_sentence(decision.caption))
    if not changes:
        return NOTHING_HANGS_ON_IT
    return "\n  ".join((f"{_this_answer(not relevance.unproved)}:", *changes))


def _this_answer(proved: bool) -> str:
    return f"This answer {'can' if proved else 'may'} still change"


def answered(item: Item, value: Value) -> str:
    """The answer in words, as it stays on the screen."""
    return "Skipped." if value == SKIPPED else f"Answer: {answer_words(item, value)}."


def dropped(items: Iterable[Item]) -> str:
    """Which answers no longer apply after a change."""
    return "No longer asked, so taken out: " + "; ".join(item.label for item in items) + "."


def farewell(rule_set: Rules) -> str:
    """The last words to somebody who leaves early."""
    contacts = "".join(f"\n  {c.name}: {c.words}" for c in contacts_on_every_page(rule_set))
    return f"You have left. {NOTHING_SAVED} You can come back at any time.{contacts}"


def after_result(headline: str) -> str:
    """The last lines when the page of the result is longer than the screen."""
    return f"In short: {headline} The whole page is above: scroll up to where it starts. {NOTHING_SAVED}"


def how_to_answer(prompt: Prompt) -> str:
    """How an answer is typed, and what else may be typed, on one line."""
    last = len(prompt.choices)
    if prompt.type is ItemType.INTEGER:
        way = f"Type a number from {prompt.minimum} to {prompt.maximum}"
    elif prompt.type is ItemType.TEXT:
        way = f"Type a line in your own words, {MOST_LETTERS} letters at most"
    elif prompt.type is ItemType.MULTIPLE:
        most = f", {prompt.max_choices} at most" if prompt.max_choices else ""
        way = f"Type one or more numbers from 1 to {last}, such as 1 3{most}"
    else:
        way = f"Type a number from 1 to {last}"
    keep = "; or Enter to keep your earlier answer" if prompt.earlier is not None else ""
    return f"{way}{keep}. Or: {_commands_in_words(prompt.commands)}."


def how_to_choose(prompt: Prompt) -> str:
    """How an answer is chosen from a menu, and which keys do something else."""
    if prompt.type in (ItemType.INTEGER, ItemType.TEXT):
        return how_to_answer(prompt)
    if prompt.type is ItemType.MULTIPLE:
        most = f" ({prompt.max_choices} at most)" if prompt.max_choices else ""
        way = f"Up and Down to move, Space to choose{most}, Enter when done"
    else:
        way = "Up and Down to move, Enter to choose"
    return f"{way}. Or: {_commands_in_words(prompt.commands)}."


def command_in(prompt: Prompt, typed: str) -> Command | None:
    """The command that was typed: its key, its name, or its words; 988 is a call for help anywhere."""
    if typed == "988":
        return Command.HELP
    lower = typed.lower()
    return next((c for c in prompt.commands if lower in (c.key, c.name.lower(), c.words)), None)


def not_an_answer(prompt: Prompt, typed: str, way: str) -> str:
    """That what was typed is not an answer to this prompt; `way` says how to answer."""
    if prompt.type is ItemType.TEXT and len(typed) > MOST_LETTERS:
        return f"That is longer than {MOST_LETTERS} letters. {way}"
    if typed:
        return f"'{typed}' is no answer here. {way}"
    return NEEDS_A_CHOICE if prompt.choices else way


def objection(prompt: Prompt, chosen: Sequence[Choice]) -> str | None:
    """Why these choices together are not an answer. None if they are one."""
    exclusive = next((choice for choice in chosen if choice.exclusive), None)
    if not chosen:
        return NEEDS_A_CHOICE
    if exclusive and len(chosen) > 1:
        return f"'{exclusive.label}' cannot go with another answer. Please choose again."
    if prompt.max_choices and len(chosen) > prompt.max_choices:
        return f"Please choose {prompt.max_choices} at most."
    return None


def _within_reach(rule_set: Rules) -> str:
    return " ".join(f"{contact.name}: {contact.words}" for contact in contacts_on_every_page(rule_set))


def _commands_in_words(commands: Iterable[Command]) -> str:
    return "; ".join(f"{command.key} {command.words}" for command in commands)
