"""What a typed reply comes to in both ways of asking: a command, words of danger, an answer, or none.

Belongs here: reading a reply, and nothing of the terminal. Does not: what follows from it (`dialogue`), and
the words that tell people why it was no answer (`wording.prompts`).
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from decision_aid.engine.questionnaire import objection_to_words
from decision_aid.model.answers import Value
from decision_aid.model.records import record
from decision_aid.model.rules import ItemType
from decision_aid.wording import prompts
from decision_aid.wording.grammar import number_in_words
from decision_aid.wording.prompt import SAID, Choice, Command, Prompt

if TYPE_CHECKING:
    from decision_aid.model.words_of_danger import Kind

NUMBERS = {"zero": 0} | {number_in_words(number).replace("-", ""): number for number in range(1, 100)}
"""Numbers spelled out, as one word: `two`, `fortytwo`."""

OLDEST = 130

SAME_WORDS = {
    "yes": ("yeah", "yep", "yup", "yea", "sí", "si"),
    "no": ("nope", "nah", "never"),
    "never": ("never",),
    "none": ("none",),
    "not_sure": ("maybe", "idk", "dunno", "unsure", "dont know", "i dont know", "im not sure", "no sé"),
}
"""Other words for the codes that most questions of safety have."""


@record
class Heard(NamedTuple):
    """Words that may tell of danger: of which kinds, and the words themselves where they are an answer."""

    kinds: "tuple[Kind, ...]"
    answer: str | None = None


@record
class Refusal(NamedTuple):
    """That a reply is no answer, and what is said to it."""

    words: str


Reply: TypeAlias = Value | Command | Heard
"""What somebody comes to at a prompt, in the end."""

Hear: TypeAlias = "Callable[[str], tuple[Kind, ...]]"


def hears_nothing(text: str) -> "tuple[Kind, ...]":
    """No danger in anything."""
    return ()


def reply_to(
    prompt: Prompt, typed: str, hear: Hear = hears_nothing, ticked: Sequence[Choice] = ()
) -> Reply | Refusal:
    """What a typed reply comes to. `ticked` are choices that were made before it, and go with it.

    Danger is heard before the words are an answer or are refused; only the program's own words, a command
    or a whole label, are no cry for help. A lone letter is a command even where own words are asked for.
    """
    words = " ".join(plain(typed).split())
    if not words and prompt.on_enter:
        return prompt.on_enter
    command = command_in(prompt, words)
    if command:
        return command
    kinds = hear(typed) if any(sign.isalpha() for sign in words) and not _is_label(prompt, words) else ()
    answer = _answer(prompt, words, ticked)
    if kinds:
        return Heard(kinds, answer if isinstance(answer, str) and prompt.type is ItemType.TEXT else None)
    return answer


def command_in(prompt: Prompt, words: str) -> Command | None:
    """The command that a whole reply is: its letter, once or held down, or one of its names.

    Where people write in their own words a name is a word like any other.
    """
    said = words.casefold()
    letter = said[:1] if said and set(said) == {said[0]} else None
    named = SAID.get(said) if prompt.type is not ItemType.TEXT or said.isdecimal() else None
    for command in prompt.commands:
        if command.key == letter or command is named:
            return command
        if prompt.type is not ItemType.TEXT and said in (
            command.name.casefold(),
            prompt.words_for(command).casefold(),
            prompt.short_words_for(command).casefold(),
        ):
            return command
        if command is Command.LEAVE and _spoken(said) == f"im {prompt.words_for(command)}":
            return command  # where a word on the screen is *done*, *I'm done* is that word
    return None


def command_after_help(prompt: Prompt, typed: str) -> Command | None:
    """The command whose letter was typed after `h`, which shows help at once and stays in the line."""
    first, letter = typed[:1].casefold(), typed[1:]
    in_words = prompt.type is ItemType.TEXT or first != Command.HELP.key or len(letter) != 1
    return None if in_words else command_in(prompt, letter)


def plain(typed: str) -> str:
    """The reply with its letters and digits in their ordinary form; input methods have others."""
    if typed.isascii():
        return typed
    from unicodedata import normalize  # most people type plain letters

    return normalize("NFKC", typed)


def number_in(word: str) -> int | None:
    """The number in `2`, `2.`, `2)`, `(2)`, `#2`, `two` or `forty-two`; None in anything else."""
    bare = word.strip(" #.):(,").casefold()
    if bare.isascii() and bare.isdecimal() and len(bare) < 4:
        return int(bare) if len(word) - len(bare) < 3 else None
    return NUMBERS.get(bare.replace("-", "").replace(" ", ""))


def _answer(prompt: Prompt, words: str, ticked: Sequence[Choice]) -> Value | Refusal:
    if not words and prompt.earlier is not None and not ticked:
        return prompt.earlier
    if prompt.type is ItemType.TEXT:
        if not words or objection_to_words(words):
            return Refusal(prompts.not_an_answer(prompt, words))
        return words
    if prompt.type is ItemType.INTEGER:
        digits = tuple(words.replace(",", "").replace(" ", ""))
        if prompt.digits and len(digits) == prompt.digits and {*digits} <= {*"0123"}:
            return digits
        number = number_in(words)
        if number is not None and prompt.minimum <= number <= prompt.maximum:
            return number
        return Refusal(prompts.not_an_answer(prompt, words))
    chosen = _chosen(prompt, words)
    if isinstance(chosen, Refusal):
        return chosen
    if prompt.type is ItemType.CHOICE:
        return chosen[0].code
    every = [choice for choice in prompt.choices if choice in chosen or choice in ticked]
    objection = prompts.objection(prompt, every)
    return Refusal(objection) if objection else tuple(choice.code for choice in every)


def _chosen(prompt: Prompt, words: str) -> list[Choice] | Refusal:
    """The choices that a reply names; one, unless several may be chosen."""
    one = _choice_named(prompt, words)
    if one is not None:
        return [one]
    if prompt.type is ItemType.MULTIPLE:
        in_a_row = words if _is_numbers_in_a_row(prompt, words) else ""
        for parts in (words.split(","), words.replace(",", " ").split(), in_a_row):
            named = [
                _choice_named(prompt, part.strip())
                for part in parts
                if part.strip() and part.strip() != "and"
            ]
            found = [choice for choice in named if choice is not None]
            if found and len(found) == len(named):
                return found
    spoken = _spoken(words)
    begun = next(iter(_codes_in_other_words(spoken)), spoken)
    alike = begun and sum(_spoken(choice.label).startswith(begun) for choice in prompt.choices) > 1
    return Refusal(prompts.begins_alike(prompt) if alike else prompts.not_an_answer(prompt, words))


def _is_numbers_in_a_row(prompt: Prompt, words: str) -> bool:
    """Whether `25` can only be 2 and 5: no choice has a number of two digits, and none is said twice."""
    return words.isdecimal() and len(prompt.choices) < 10 and len({*words}) == len(words)


def _codes_in_other_words(spoken: str) -> list[str]:
    return [code for code, others in SAME_WORDS.items() if spoken in others]


def _choice_named(prompt: Prompt, words: str) -> Choice | None:
    """The choice that a reply names by its number, its label, a beginning that is its alone, or an age."""
    number = number_in(words)
    if number is not None:
        if 1 <= number <= len(prompt.choices):
            return prompt.choices[number - 1]
        spans = [_span(choice.code) for choice in prompt.choices]
        return next(
            (c for c, span in zip(prompt.choices, spans, strict=True) if all(spans) and number in span), None
        )
    spoken = _spoken(words)
    meant = _codes_in_other_words(spoken)
    same = next((choice for choice in prompt.choices if choice.code in meant), None)
    if same:
        return same
    whole = [choice for choice in prompt.choices if _spoken(choice.label) == spoken]
    begun = [choice for choice in prompt.choices if spoken and _spoken(choice.label).startswith(spoken)]
    return next((found[0] for found in (whole, begun) if len(found) == 1), None)


def _is_label(prompt: Prompt, words: str) -> bool:
    return any(_spoken(choice.label) == _spoken(words) for choice in prompt.choices)


def _spoken(words: str) -> str:
    """Letters and digits alone, since nobody types a label's commas."""
    kept = (sign for sign in words.casefold() if sign.isalnum() or sign.isspace())
    return " ".join("".join(kept).split())


def _span(code: str) -> range:
    """The whole numbers that a code such as `under_18`, `from_18_to_24` or `from_65` is for; else none."""
    match code.split("_"):
        case ["under", end] if end.isdecimal():
            return range(int(end))
        case ["from", start, "to", end] if start.isdecimal() and end.isdecimal():
            return range(int(start), int(end) + 1)
        case ["from", start] if start.isdecimal():
            return range(int(start), OLDEST)
    return range(0)
