"""Where something must get its new name, and the text of the files with it.

Everything else stays as it was written, down to blanks and comments. What is not sure is refused.
Belongs here: which places, and new text. Does not: reading and writing files (`command`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from decision_aid.model.answers import SETTING, WORDS_OF_DANGER
from decision_aid.model.names import ABOUT, ANSWER, CANDIDATE, KEY, OPTION, NamePlace, answer_name, by_name
from decision_aid.model.problems import DecisionAidError, did_you_mean, shown

_NAME: Final = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
_NO_NAMES: Final = ("null", "true", "false", "skipped")
_OF_THE_PROGRAM: Final = (SETTING, WORDS_OF_DANGER)
"""Questions that the program itself knows by name."""


class Renaming(NamedTuple):
    """What is renamed: its kind, what is written now and then, and every place.

    `question` is that of an answer, and empty otherwise.
    """

    kind: str
    old: str
    new: str
    places: tuple[NamePlace, ...]
    question: str = ""

    @property
    def name_now(self) -> str:
        """What to call it by once it is renamed: its id, or QUESTION.CODE."""
        return answer_name(self.question, self.new) if self.question else self.new


def renaming(names: Iterable[NamePlace], old: str, new: str, kind: str | None = None) -> Renaming:
    """The places of `old`, an id or QUESTION.CODE. Raises `DecisionAidError` where it is not sure which.

    Where the thing has its new name already, what is left of the old one is found.
    """
    things = by_name(names)
    kinds = _kinds(things, old)
    if not kinds:
        raise _nothing(things, old)
    if kind is None and len(kinds) > 1:
        several = " and ".join(f"a {one}" for one in kinds)
        raise DecisionAidError(f"'{shown(old)}' is {several}. Say which one: --kind {kinds[0]}")
    if kind is not None and kind not in kinds:
        raise DecisionAidError(f"There is no {shown(kind)} '{shown(old)}' (it is: {', '.join(kinds)}).")
    found = kind or kinds[0]
    _refuse_name(old, new, found)
    question = old.rpartition(".")[0] if found == ANSWER else ""
    after = answer_name(question, new) if question else new
    together = (CANDIDATE, OPTION) if found in (CANDIDATE, OPTION) else (found,)
    places = [place for one in together for place in things.get((one, old), ())]
    for one in together:
        there = [place for place in things.get((one, after), ()) if place.gives]
        if there and any(place.gives for place in things.get((one, old), ())):
            raise DecisionAidError(f"Something is called '{shown(new)}' already, at {there[0].place}.")
    about = things.get((ABOUT, old), [])
    if about and len(kinds) > 1:
        raise DecisionAidError(f"It isn't clear which '{shown(old)}' is meant at {about[0].place}.")
    return Renaming(found, places[0].text, new, tuple(dict.fromkeys((*places, *about))), question)


def _kinds(things: Mapping[tuple[str, str], Sequence[NamePlace]], name: str) -> list[str]:
    kinds = [kind for kind, other in things if other == name and kind not in (KEY, ABOUT)]
    return [kind for kind in dict.fromkeys(kinds) if kind != OPTION or CANDIDATE not in kinds]


def _nothing(things: Mapping[tuple[str, str], Sequence[NamePlace]], old: str) -> DecisionAidError:
    """That there is no such thing; an answer goes by its question, too."""
    answers = [name for kind, name in things if kind == ANSWER and name.endswith(f".{old}")]
    if answers:
        return DecisionAidError(f"Name an answer together with its question, such as {shown(answers[0])}.")
    hint = did_you_mean(old, [name for kind, name in things if kind != KEY])
    return DecisionAidError(f"Nothing is called '{shown(old)}' here{f' ({hint})' if hint else ''}.")


def _refuse_name(old: str, new: str, kind: str) -> None:
    if new in _NO_NAMES:
        raise DecisionAidError(f"'{new}' can't be an id: in these files, it means something else.")
    if not _NAME.fullmatch(new):
        raise DecisionAidError(
            f"'{shown(new)}' can't be an id. Begin with a letter, then use letters, digits, - and _."
        )
    if old.partition(".")[0] in _OF_THE_PROGRAM and kind in ("question", ANSWER):
        raise DecisionAidError(f"'{shown(old)}' can't be renamed: the program itself knows it by this id.")


def with_new_name(text: str, found: Renaming, file: str) -> str:
    """The text of a file with the new name at each place. Raises `DecisionAidError` where one is another."""
    lines = text.split("\n")
    places = sorted({one.place for one in found.places if one.place.file == file}, reverse=True)
    for place in places:
        line = lines[place.line - 1] if place.line <= len(lines) else ""
        begin = place.column - 1 + (line[place.column - 1 : place.column] in ("'", '"'))
        if line[begin : begin + len(found.old)] != found.old:
            raise DecisionAidError(f"It is not sure what is written at {place}, so nothing is changed.")
        lines[place.line - 1] = line[:begin] + found.new + line[begin + len(found.old) :]
    return "\n".join(lines)


def comments_with(text: str, name: str) -> list[int]:
    """The lines, from 1, on which a comment still has a name."""
    said = re.compile(rf"(?:^|\s)#.*(?<![\w-]){re.escape(name)}(?![\w-])")
    return [number for number, line in enumerate(text.split("\n"), 1) if said.search(line)]
