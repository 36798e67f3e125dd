"""The words of the interview.

Belongs here: the opening, the questions about the interview itself, and the texts between two questions.
Does not: the questions of the rule set, and the words of a result (`result`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from decision_aid.engine.questionnaire import MOST_LETTERS, Relevance
from decision_aid.model.answers import CLINICIAN, PERSON, TEACHING, Value
from decision_aid.model.report import Bullets, Panel, Paragraph, Report, Section
from decision_aid.model.rules import ANYWHERE, US, Action, Item, ItemType, Purpose, Rules
from decision_aid.wording.answers import IN_OWN_WORDS, answer_unquoted
from decision_aid.wording.commands import to_type
from decision_aid.wording.grammar import capitalized, in_sentence, joined, with_article
from decision_aid.wording.help import contacts_on_every_page
from decision_aid.wording.prompt import Choice, Command, Progress, Prompt
from decision_aid.wording.review import review_in_short

RESULT = "show the result"
LEAVE = "leave"
ANSWER = "answer"

YES = "yes"
NO = "no"

HOW_TO_HIDE = "To hide what's on the screen, type: clear"
NOTHING_SAVED = f"Nothing was saved. {HOW_TO_HIDE}"
NOTHING_HANGS_ON_IT = "Your answer won't change the result now. Feel free to skip it."
CHOOSE = "(choose an answer)"
KEEP = "(keep your earlier answer)"
NEEDS_A_CHOICE = "Pick an answer first. No answer is chosen for you."
NEEDS_A_LETTER = "Type one of these letters, then Enter:"
NEEDS_A_TICK = (
    "Nothing is ticked yet. Press Space to tick an answer, or type numbers, such as 1,3. Then press Enter."
)
NOT_UNDERSTOOD = "I didn't understand that."
ANSWER_THIS_FIRST = "Please answer this one first."
NEEDS_A_KEY = "These keys work here:"
SHORT_SLIP: Final = 3
"""Different letters of a word that is taken for a slip of the finger; with more it may be about something."""
BEGINS_ALIKE = "More than one answer begins like that. Please type its number."
TOO_SOON = "That came in before you could read the question. Please answer it now."
LIST_GOES_ON = "The list goes on: PgDn, PgUp, Home, End."
BACK_TO_THE_RESULT = "back to your result"
BACK_TO_THE_QUESTIONS = "back to the questions"
BACK_TO_THE_CARD = "back"
BACK_FROM_HELP = "Enter back from help"
MORE_HELP = "Enter more · Esc back from help"


def opening(rule_set: Rules, questions: int, setting: str = PERSON) -> Report:
    """What this is, and what it is not, before so many questions that are left.

    It names no therapy, since a stop may follow. Where to get help comes last, next to the first question.
    """
    purpose = {
        CLINICIAN: "It can't diagnose anyone, and it doesn't replace your judgment.",
        TEACHING: "It can't diagnose anyone. It shows how the reasons add up.",
    }
    this_is = (
        rule_set.topic.opening,
        purpose.get(setting, "It can't diagnose you. It helps you get ready to talk with a professional."),
        f"{_how_long(questions)} Skip most questions, go back, or stop whenever you like.",
        "Private: nothing leaves this computer, and nothing is saved unless you ask. "
        f"{review_in_short(rule_set)}",
    )
    lifeline = next(iter(contacts_on_every_page(rule_set)), None)
    need = "In a crisis?" if setting == CLINICIAN else "Need someone now?"
    now = [Paragraph(f"{need} {lifeline.name}: {lifeline.words}", strong=True)] if lifeline else []
    return Report(rule_set.title, (Section("Before you start", (Bullets(this_is), *now)),))


def _how_long(questions: int) -> str:
    """About how many minutes so many questions take: some twenty seconds each, in steps of five."""
    minutes = -(-questions // 15) * 5
    return f"About {minutes} minutes." if questions > 10 else "A few minutes."


def question(
    item: Item,
    setting: str,
    progress: Progress | None,
    earlier: Value | None,
    commands: Iterable[Command],
    digits: int = 0,
) -> Prompt:
    """The prompt for a question of the rule set."""
    return Prompt(
        heading=item.section,
        text=item.text.to(setting),
        type=item.type,
        choices=tuple(Choice(option.code, option.label, option.exclusive) for option in item.answer_options),
        help=item.hint.to(setting) or None,
        minimum=item.minimum,
        maximum=item.maximum,
        max_choices=item.max_choices,
        earlier=earlier,
        commands=tuple(commands),
        unhurried=item.purpose is Purpose.SAFETY,
        progress=progress,
        digits=digits,
    )


def count_in_short(progress: Progress) -> str:
    """How far it is, beside a bar."""
    return f"about {progress.more} more" if progress.more else f"{progress.place} of about {progress.total}"


def heading_in_a_line(prompt: Prompt) -> str:
    """The heading as a sentence, and how far it is in another, where no bar is drawn."""
    progress = prompt.progress
    if progress is None:
        return f"{prompt.heading}." if prompt.heading else ""
    left = f"About {progress.more} question{'' if progress.more == 1 else 's'} left"
    return f"{prompt.heading}. {left if progress.more else f'Question {count_in_short(progress)}'}."


def review(items: Mapping[str, Item], given: Mapping[str, Value], *, heard: bool = False) -> Prompt:
    """The page before the result, where any answer can be changed; `heard` says whether danger was."""
    answers = [
        Choice(key, f"{items[key].label}: {answer_unquoted(items[key], value, heard=heard)}")
        for key, value in given.items()
        if not items[key].derived
    ]
    return Prompt(
        heading="Your answers",
        text="Would you like to change any of these?",
        type=ItemType.CHOICE,
        choices=(Choice(RESULT, "No, go on to the result"), *answers),
        commands=(Command.BACK, Command.HELP, Command.LEAVE),
        on_enter=RESULT,
    )


def offer(left: int, setting: str = PERSON, *, settled: bool) -> Prompt:
    """Where the result can be seen before the last question: enough was asked, or nothing left can change it.

    `left` is about how many questions there are still.
    """
    your, my = ("your", "my") if setting == PERSON else ("the", "the")
    if settled:
        questions = "The last question" if left == 1 else f"The {left} questions left"
        text = f"{questions} can't change {your} result now. See it, or answer {_them(left)} anyway?"
    else:
        text = f"That's enough for a good result. See it now, or answer about {left} more to sharpen it?"
    choices = (
        Choice(RESULT, f"See {my} result now"),
        Choice(ANSWER, f"Answer {_them(left)} first"),
    )
    commands = (Command.BACK, Command.HELP, Command.LEAVE)
    return Prompt("", text, ItemType.CHOICE, choices, label="Next", commands=commands)


def _them(questions: int) -> str:
    return "it" if questions == 1 else "them"


def safety_skipped(rule_set: Rules, item: Item, setting: str = PERSON) -> Prompt:
    """The question right after a safety question was skipped: what that means, and a way back."""
    candidate = with_article(rule_set.topic.candidate)
    cannot = f"we can't suggest {candidate} without an answer to '{item.label}': guessing wouldn't be safe."
    text = f"That's okay. You don't have to say. But {cannot} Want to talk with someone now? Press h."
    if setting in (CLINICIAN, TEACHING):
        text = capitalized(cannot)
    choices = (Choice(ANSWER, "Go back and answer it"), Choice(LEAVE, "Leave the questions here"))
    return Prompt("Skipping this one", text, ItemType.CHOICE, choices, label="Next")


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


def answered(item: Item, value: Value, *, changed: bool = False, heard: bool = False) -> str:
    """The answer in words, as it stays on the screen; `heard` says whether danger was."""
    label = f"{item.label}, changed" if changed else item.label
    return f"{label}: {answer_unquoted(item, value, heard=heard)}"


def earlier_answer(prompt: Prompt) -> str | None:
    """The earlier answer in words, if there is one."""
    if prompt.earlier is None:
        return None
    if not prompt.choices:
        return f"Your earlier answer: {IN_OWN_WORDS if prompt.earlier_is_unquoted else prompt.earlier}."
    codes = prompt.earlier if isinstance(prompt.earlier, tuple) else (prompt.earlier,)
    labels = "; ".join(choice.label for choice in prompt.choices if choice.code in codes)
    return f"Your earlier answer: {labels}."


def chosen(prompt: Prompt, value: Value | Command) -> str:
    """What was chosen at a prompt that is no question of the rule set, as it stays on the screen."""
    codes = value if isinstance(value, tuple) else (value,)
    labels = [choice.label for choice in prompt.choices if choice.code in codes]
    return f"{prompt.label}: {'; '.join(labels) or 'skipped'}"


def dropped(items: Iterable[Item]) -> str:
    """Which answers no longer apply after a change."""
    return "These no longer apply, so we took them out: " + "; ".join(item.label for item in items) + "."


def keep_or_not(file: str = "", back: str = "") -> Prompt:
    """Whether to keep answers that would be lost; in place of those in `file`, if they came from there.

    `back` says where whoever thinks better of it comes back to, if anywhere.
    """
    return Prompt(
        heading="",
        text=f"Keep your new answers in {file}?" if file else "Keep your answers so you can come back?",
        help="" if file else "They go into a file in this folder that only you can open.",
        type=ItemType.CHOICE,
        choices=(Choice(NO, "No"), Choice(YES, "Yes")),
        commands=(*([Command.BACK] if back else []), Command.HELP, Command.LEAVE),
        label="Answers kept",
        on_enter=NO,
        renamed=((Command.BACK, back),),
    )


def kept_in(
    rule_set: Rules,
    file: str,
    missed: str = "",
    other: str = "",
    *,
    also: bool = True,
    unasked: bool = False,
    stopped: bool = False,
) -> str:
    """Where answers are now, and how they are used again. `file` is its name as a shell takes it.

    `missed` is the name of the file that they were to go into, where it could not be written. `other` is the
    file they came from, where it was to say no less; `also`: it was written as well. `unasked`: nobody was
    asked, since danger was told of. Where the questions `stopped`, there is no result to see.
    """
    instead = f"We couldn't write {missed}. " if missed else ""
    too = f"We put them in {other} too, so it doesn't say less than you did.\n"
    not_there = f"We couldn't write {other}, so it still says what you said before.\n"
    beside = "" if not other else too if also else not_there
    put = f"We put what you told us into {file}, so it doesn't say less than you did."
    there = put if unasked else f"Your answers are in {file}."
    result = "" if stopped else f"\nTo see the result: {to_type(rule_set, f'evaluate {file}')}"
    return (
        f"{instead}{there} Only you can open it, and you can delete it any time.\n"
        f"{beside}"
        f"To go on: {to_type(rule_set, f'--resume {file}')}{result}"
    )


def still_as_before(why: str) -> str:
    """That a file of before could not be written, once danger was told of; `why` names it."""
    return f"{why} That file still says what you said before, so please don't go by it now."


def not_to_go_by(files: Sequence[str]) -> str:
    """That pages saved earlier no longer hold, since safety comes first by now."""
    it = "it" if len(files) == 1 else "them"
    return f"Please don't go by {', '.join(files)} now: you saved {it} before you told us this."


DECIDED_BEFORE = (
    "The earlier decision isn't in the file any more, because the answers have changed since then."
)


def back_again(afresh: bool) -> str:
    """What is said to somebody who comes back; `afresh`, on another day, when safety is asked again."""
    again = " Things may have changed, so we ask about safety again." if afresh else ""
    return f"You're back where you left off.{again}"


def _not_saved(came_from: str) -> str:
    """That no answers were kept, and what then becomes of the file they came from, if there is one."""
    return f"{came_from} stays as it was. {HOW_TO_HIDE}" if came_from else NOTHING_SAVED


def farewell(rule_set: Rules, kept: bool, came_from: str = "", *, broken_off: bool = False) -> str:
    """The last words to somebody who leaves early; whether a file was `kept` has been said.

    `came_from` is the file they came back with. Below what was `broken_off` the program ends with help of its
    own, which names nobody outside the US.
    """
    said_below = (US, ANYWHERE) if broken_off else ()
    others = [contact for contact in contacts_on_every_page(rule_set) if contact.country not in said_below]
    contacts = "".join(f"\n  {contact.name}: {contact.words}" for contact in others)
    saved = "" if kept else f" {_not_saved(came_from)}"
    return f"You've left.{saved}\nYou can come back any time.{contacts}"


def at_the_result(card: Report, to_open: Iterable[Command]) -> Prompt:
    """The card of a result, and what can be opened from it."""
    return Prompt(
        heading="",
        text="",
        type=ItemType.CHOICE,
        commands=(*to_open, Command.LEAVE, Command.HELP),
        pages=tuple(_help_apart(card)),
        alone=True,
        stays=True,
        renamed=((Command.LEAVE, "done"),),
    )


def _help_apart(card: Report) -> Iterator[Report]:
    """The card of a result, whole on a screen of its own, below one of what is said of words of danger."""
    above, last = card.sections[:-1], card.sections[-1:]
    if above and any(isinstance(block, Panel) for section in last for block in section.blocks):
        yield card._replace(sections=above)
        card = card._replace(sections=last)
    yield card


def reading(pages: Iterable[Report], back: str) -> Prompt:
    """Pages to read, one after the other, and the way back from them."""
    return Prompt(
        heading="",
        text="",
        type=ItemType.CHOICE,
        commands=(Command.BACK, Command.HELP, Command.LEAVE),
        pages=tuple(pages),
        alone=True,
        on_enter=Command.BACK,
        renamed=((Command.BACK, back),),
    )


def turning(prompt: Prompt) -> Prompt:
    """A prompt below a part of its pages that is not the last one."""
    return prompt._replace(on_enter=Command.MORE)


def to_read(text: str, then: str) -> Prompt:
    """A text that waits until it was read."""
    renamed = ((Command.MORE, then),)
    return Prompt(heading="", text=text, type=ItemType.CHOICE, on_enter=Command.MORE, renamed=renamed)


def said_at_the_result(text: str) -> Prompt:
    """A text on a screen of its own, and the way back to the result."""
    return reading((), BACK_TO_THE_RESULT)._replace(text=text)


def goodbye(kept: bool, came_from: str = "") -> str:
    """The last words to somebody who has seen a result, and may have come back with a file."""
    return "Take care." if kept else f"Take care. {_not_saved(came_from)}"


def how_to_answer(prompt: Prompt) -> str:
    """How an answer is typed, and what else may be typed, where each reply is a line."""
    if isinstance(prompt.on_enter, Command):
        others = [c for c in prompt.commands if c is not prompt.on_enter]
        return f"Press Enter: {prompt.words_for(prompt.on_enter)}. Or type: {_listed(prompt, '; ', others)}."
    if not prompt.choices and prompt.type is ItemType.CHOICE:
        return f"Type a letter, then Enter: {_listed(prompt, '; ')}."
    first_words = ", or an answer's first words" if prompt.type is ItemType.CHOICE else ""
    way = f"{_how_to_type(prompt)}{first_words}"
    keep = "; or Enter to keep your earlier answer" if prompt.earlier is not None else ""
    keep = f"; or Enter: {prompt.choices[0].label}" if prompt.on_enter else keep
    return f"{way}{keep}. Or: {_listed(prompt, '; ')}."


def keys(prompt: Prompt) -> str:
    """What keys do in a menu, on one line where there is room for it."""
    if isinstance(prompt.on_enter, Command):
        others = [c for c in prompt.commands if c is not prompt.on_enter]
        return f"Enter {prompt.words_for(prompt.on_enter)} · {_listed(prompt, ' · ', others)}"
    if not prompt.choices and prompt.type is ItemType.CHOICE:
        shown = [c for c in prompt.commands if prompt.card or c is not Command.HELP]
        return " · ".join(
            f"{c.key} {prompt.short_words_for(c)}" for c in shown
        )  # a result says where to get help
    ways = {
        ItemType.CHOICE: "↑↓ or number, then Enter",
        ItemType.MULTIPLE: "Space to tick or numbers, then Enter",
        ItemType.INTEGER: f"Number{f' or all {prompt.digits} scores' if prompt.digits else ''}, then Enter",
        ItemType.TEXT: "Your own words, then Enter",
    }
    return f"{ways[prompt.type]} · {_listed(prompt, ' · ')}"


def _how_to_type(prompt: Prompt) -> str:
    last = len(prompt.choices)
    if prompt.type is ItemType.MULTIPLE:
        several = {None: "one or more", 2: "one or two"}.get(
            prompt.max_choices, f"up to {prompt.max_choices}"
        )
        return f"Type {several} numbers from 1 to {last}, such as 1,3"
    if prompt.type is ItemType.CHOICE:
        return f"Type {f'a number from 1 to {last}' if last > 2 else '1 or 2'}"
    if prompt.type is ItemType.INTEGER:
        return f"Type a number from {prompt.minimum} to {prompt.maximum}{_or_in_a_row(prompt)}"
    return f"Type your own words, up to {MOST_LETTERS} characters"


def _or_in_a_row(prompt: Prompt) -> str:
    return f", or all {prompt.digits} scores in a row" if prompt.digits else ""


def _listed(prompt: Prompt, between: str, commands: Sequence[Command] | None = None) -> str:
    listed = prompt.commands if commands is None else commands
    return between.join(f"{command.key} {prompt.words_for(command)}" for command in listed)


def not_an_answer(prompt: Prompt, typed: str) -> str:
    """What is said to a reply that can't be read as an answer here. It isn't repeated."""
    if prompt.type is ItemType.TEXT and len(typed) > MOST_LETTERS:
        return f"That's longer than {MOST_LETTERS} characters. Please shorten it."
    letters = {sign for sign in typed.casefold() if sign.isalpha()}
    counted = prompt.type in (ItemType.MULTIPLE, ItemType.INTEGER)
    if counted and not letters and any(map(str.isdigit, typed)):
        return f"{_how_to_type(prompt)}."
    if len(typed.split()) > 1 or len(letters) > SHORT_SLIP:
        return cannot_read(prompt)
    if prompt.type is ItemType.CHOICE and not prompt.choices:
        return NEEDS_A_KEY if typed else NEEDS_A_LETTER
    around = {word for way in (Command.SKIP, Command.BACK, Command.ENOUGH) for word in (way.key, way.words)}
    if prompt.urgent and typed.casefold() in around:
        return ANSWER_THIS_FIRST
    if typed:
        return NOT_UNDERSTOOD
    return NEEDS_A_CHOICE if prompt.choices else f"{_how_to_type(prompt)}."


def begins_alike(prompt: Prompt) -> str:
    """What is said to words that more than one answer begins with: a *yes* to thoughts of suicide, say."""
    someone = f"If you'd like to talk with someone now, {prompt.crisis_line}, or press h."
    return f"{BEGINS_ALIKE} {someone}" if prompt.unhurried else BEGINS_ALIKE


def cannot_read(prompt: Prompt) -> str:
    """What is said to words that are no answer. They are never repeated: they may be about anything."""
    danger = "If you're thinking about dying or hurting someone"
    return f"I can't read that here. {danger}, {prompt.crisis_line}, or press h."


def objection(prompt: Prompt, chosen: Sequence[Choice]) -> str | None:
    """Why these choices together are not an answer. None if they are one."""
    exclusive = next((choice for choice in chosen if choice.exclusive), None)
    if exclusive and len(chosen) > 1:
        return f"'{exclusive.label}' can't go with another answer. Please choose again."
    if prompt.max_choices and len(chosen) > prompt.max_choices:
        return f"Please choose {prompt.max_choices} at most."
    return None
