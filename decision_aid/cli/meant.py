"""What somebody means who types words of distress, or asks for help, where a command is expected.

A false alarm costs one card, so a word is enough. Belongs here: the words on the command line, with a
short list that no file can break, and that no complaint quotes them. Does not: words in an answer, of which
the rule set knows many more.
"""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from typing import Final

from decision_aid.model.crisis import EMERGENCY, LIFELINE, UNQUOTED

OF_A_TABLE: Final = ".ods"
"""How names of tables end in LibreOffice: like a word for taking too much of a drug."""

CRISIS: Final = "crisis"
HELP: Final = "help"

MOST_QUOTED: Final = 40
"""Characters of a text that every complaint leaves whole."""

COUNTRY: Final = "--country"
WITH_A_VALUE: Final = frozenset(("--rules", COUNTRY, "--setting", "--save", "--resume"))
"""The options without a command that take the word behind them."""

WORDS: Final = frozenset(
    (LIFELINE, EMERGENCY, "999", "112", "000", HELP, "h", "sos", "ayuda", "od", "kms", "hit", "hits", "gun")
)
BEGINNINGS: Final = (
    "crisis", "emergenc", "suicid", "sucid", "siucid", "kill", "die", "dying", "dead", "death", "hurt",
    "harm", "selfharm", "cutting", "overdos", "unsafe", "danger", "abus", "rape", "hopeless", "unalive",
    "lifeline", "hotline", "helpline", "morir", "muert", "matar", "violen",
)  # fmt: skip
PHRASES: Final = ("not safe", "end it", "end my", "end things", "want to live", "go on", "be here")


def as_meant(arguments: Sequence[str], commands: Collection[str]) -> list[str]:
    """The arguments; with the crisis card in place of words that are no command and may tell of danger.

    `help` before a command asks how that command is used. Nothing stands in the way of `crisis`: of the
    options before it, the country counts, and the others are passed over.
    """
    words = [*_words(arguments)]
    first, *others = words or [""]
    if first == CRISIS:
        _, *after = arguments[arguments.index(CRISIS) :]
        return [CRISIS, *_country(arguments[: -len(after) - 1]), *after]
    if first == HELP and others and others[0] in commands:
        return [*others, "--help"]
    known = first in commands or not words
    return [*arguments] if known or not tells_of_danger(words) else [CRISIS, *_country(arguments)]


def _country(arguments: Sequence[str]) -> Iterator[str]:
    """The countries that are named among the arguments, as options; the last one counts."""
    for argument, value in zip(arguments, (*arguments[1:], ""), strict=False):
        if argument.startswith(f"{COUNTRY}="):
            yield argument
        elif argument == COUNTRY and value:
            yield f"{COUNTRY}={value}"


def tells_of_danger(words: Sequence[str]) -> bool:
    """Whether words on the command line may tell of danger, or ask for help."""
    text = " ".join(words).casefold()
    spoken = "".join(one if one.isalnum() else " " for one in text if one not in "'\u2019").split()
    return (
        any(word in WORDS or word.startswith(BEGINNINGS) for word in spoken)
        or any(f" {phrase} " in f" {' '.join(spoken)} " for phrase in PHRASES)
        or _heard_by_the_rules(text)
    )


def distress_in(arguments: Sequence[str]) -> tuple[str, ...]:
    """What among the arguments may tell of danger, the longest first: one, a part of it, or the last few.

    A name is no cry for help for a word in it such as *help*, nor is a path without a blank.
    """
    arguments = [argument.removesuffix(OF_A_TABLE) for argument in arguments]
    words = [word for word in _words(arguments) if os.sep not in word]
    rows = (" ".join(words[place:]) for place in range(len(words)))
    parts = {*rows, *(part for argument in arguments for part in _readings(argument))}
    return tuple(sorted(filter(_is_distress, parts), key=len, reverse=True))


def without(message: str, texts: Collection[str]) -> str:
    """A complaint that quotes none of these, nor tells what could be written in their place."""
    return "\n".join(_line_without(line, texts) for line in message.split("\n"))


def _readings(text: str) -> Iterator[str]:
    """A text, and its value where it is an option; of a path, the names in it that are several words."""
    if os.sep in text:
        yield from (name for name in text.split(os.sep) if " " in name)
    else:
        yield from (text, text.lstrip("-"), *text.split("="))


def _is_distress(text: str) -> bool:
    if text in (CRISIS, HELP):
        return False
    in_words = " " in text or text.isalpha()
    return tells_of_danger([text]) if in_words else _heard_by_the_rules(text.casefold())


def _line_without(line: str, texts: Collection[str]) -> str:
    said = line
    for text in texts:
        before, start = said, text[:MOST_QUOTED]
        for written in (f"'{text}'", repr(text), shlex.quote(text), repr(text)[1:-1], text):
            said = re.sub(rf"(?<![\w-]){re.escape(written)}(?![\w-])", UNQUOTED, said)
        if len(text) > MOST_QUOTED and start in said:  # a long one is told without its middle
            said = said.partition(start)[0] + UNQUOTED
        if said != before:
            hint = r" \(.*\)(?=\.?$)" if " " in text else r" \((?!did you mean).*\)(?=\.?$)"
            said = re.sub(hint, "", said)  # one word may be a slip in a name, so the nearest is told
    return said


def _words(arguments: Sequence[str]) -> Iterator[str]:
    """The arguments that are no options, and no values of options."""
    for before, argument in zip(("", *arguments), arguments, strict=False):
        if not argument.startswith("-") and before not in WITH_A_VALUE:
            yield argument


def _heard_by_the_rules(text: str) -> bool:
    with suppress(Exception):  # whatever is wrong with the files: the short list has been heard
        from decision_aid.engine.hearing import kinds_heard
        from decision_aid.loading.rule_set import load_rules

        return bool(kinds_heard(load_rules().words_of_danger, text))
    return False
