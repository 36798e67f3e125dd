"""What can be wrong, as values: places in files, problems, and the one family of exceptions.

Belongs here: `Location`, `Problem`, `DecisionAidError` and the safe showing of foreign text.
Does not: finding problems (`questionnaire`, `loading`, `checking`) and exit codes (`cli`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from decision_aid.model.characters import can_be_seen, may_stand
from decision_aid.model.records import record


@record
class Location(NamedTuple):
    """A place in a file; `line` and `column` count from 1."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{shown(self.file)}:{self.line}:{self.column}"


NOWHERE = Location("<none>", 0, 0)
"""The place of what the program made itself and did not read from a file."""


MOST_TOLD = 100
"""How many problems an exception spells out; of the others it says how many there are."""


class Severity(StrEnum):
    """How much a problem matters: an error makes a file unusable, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@record
class Problem(NamedTuple):
    """One thing that is wrong in somebody's file.

    `code` never changes, so other programs can rely on it. `message` says what is wrong, `hint` what to do.
    `about` is the id of the rule, question or other part that is wrong. `sheets` are answers that show it.
    `name` is the kind and the id of what is named or missing, where that can be the cause of other problems.
    `root` is the place of the problem that this one follows from. `more` says how many others follow from it.
    `words` is the text that is wrong, as it is written in the file: it's told where that text stands.
    """

    code: str
    message: str
    location: Location
    hint: str | None = None
    severity: Severity = Severity.ERROR
    about: str = ""
    sheets: tuple[Mapping[str, str | int | tuple[str, ...]], ...] = ()
    name: tuple[str, str] | None = None
    root: Location | None = None
    more: str = ""
    words: str = ""

    def __str__(self) -> str:
        hint = f" ({shown(shortened(self.hint))})" if self.hint else ""
        code = f"[{self.code}{f'; {self.more}' if self.more else ''}]"
        return f"{self.location}: {self.severity}: {shown(shortened(self.message))}{hint} {code}"


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems, each once: errors first, and then by place."""
    once = {problem._replace(sheets=()): problem for problem in problems}
    return tuple(sorted(once.values(), key=_gravity_and_place))


def _gravity_and_place(problem: Problem) -> tuple[bool, Location, str]:
    return problem.severity is not Severity.ERROR, problem.location, problem.code


class DecisionAidError(Exception):
    """What stops the program for a reason its user can act on. Its text is one plain sentence."""


class NotWritten(DecisionAidError):
    """What could not be written, to a file or to standard output. Who still holds it can try elsewhere."""


class ReaderGone(NotWritten):
    """Standard output was read no further."""


class UnusableInput(DecisionAidError):
    """A file that cannot be used; `problems` says all that is wrong with it.

    `told` are those that its text spells out, where others follow from them, out of `causes` in all.
    """

    def __init__(
        self, problems: Iterable[Problem], told: Sequence[Problem] | None = None, causes: int = 0
    ) -> None:
        self.problems = in_order(problems)
        spelled_out = self.problems[:MOST_TOLD] if told is None else told
        more = (len(self.problems) if told is None else causes) - len(spelled_out)
        super().__init__("\n".join([*map(str, spelled_out), *([f"and {more} more"] if more else [])]))


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name nearest to `name`, or None when none is near."""
    from difflib import get_close_matches

    by_letters = {one.casefold(): one for one in known}
    found = get_close_matches(name[:100].casefold(), list(by_letters), n=1)
    return by_letters[found[0]] if found else None


def did_you_mean(name: str, known: Iterable[str]) -> str | None:
    """A hint that names the known name nearest to `name`, or None when none is near."""
    near = nearest(name, known)
    return _meant(near) if near is not None else None


def _meant(near: str) -> str:
    return f"did you mean '{near}'?"


MOST_COMPARED = 20_000
"""With how many known names the wrong names of a rule set or a file are compared, all in all."""

MOST_LISTED = 20
"""Names that a hint lists."""


class Guesses:
    """What the wrong names of one rule set or file may have been meant to be.

    Each is looked for once, among all known names of its kind. Where there are very many of both, the
    first that are looked for have a guess and the others none, so that guessing takes no longer than
    reading.
    """

    def __init__(self) -> None:
        self._found: dict[tuple[str, str], str | None] = {}
        self._compared = 0

    def nearest(self, kind: str, name: str, known: Collection[str]) -> str | None:
        """The nearest known name of a kind; None when none is near, or too much was compared already."""
        if (kind, name) not in self._found and self._compared < MOST_COMPARED:
            self._compared += len(known)
            self._found[kind, name] = nearest(name, known)
        return self._found.get((kind, name))

    def hint(self, kind: str, name: str, known: Collection[str]) -> str | None:
        """`did_you_mean`, where there is a guess."""
        near = self.nearest(kind, name, known)
        return _meant(near) if near is not None else None


def listed(names: Sequence[str]) -> str:
    """The names with commas between them; of very many the first, and how many others there are."""
    more = len(names) - MOST_LISTED
    return ", ".join(names) if more <= 0 else f"{', '.join(names[:MOST_LISTED])} and {more:,} more"


def there_is_no(kind: str, name: str, known: Iterable[str], all_of_them: str = "") -> DecisionAidError:
    """The error that nothing of this kind has this name, with the nearest name, or where to find the others.

    `all_of_them` is the command that lists them; without one, they are listed here.
    """
    known = tuple(dict.fromkeys(known))
    there_are = f"to see them all: {all_of_them}" if all_of_them else f"there are: {listed(known) or 'none'}"
    return DecisionAidError(f"There is no {kind} '{shown(name)}' ({did_you_mean(name, known) or there_are}).")


def refuse_unknown(kind: str, names: Iterable[str], known: Collection[str], all_of_them: str = "") -> None:
    """Raise a `DecisionAidError` that names every one of `names` that is not `known`, if there are any."""
    unknown = [name for name in dict.fromkeys(names) if name not in known]
    if unknown:
        told = (str(there_is_no(kind, name, known, all_of_them)) for name in unknown)
        raise DecisionAidError("\n".join(told))


LONGEST = 600
"""Characters of a message; a value that is echoed in it may have any length."""


def shortened(text: str, most: int = LONGEST) -> str:
    """The text; its middle left out where it is longer than `most`."""
    if len(text) <= most:
        return text
    end = most // 3
    return f"{text[: most - end]} ... {text[-end:]}"


def shown(text: str) -> str:
    """`text` with everything that a terminal would obey, such as escapes, written out visibly."""
    if can_be_seen(text):
        return text
    return "".join(
        character if may_stand(character) else character.encode("unicode_escape").decode("ascii")
        for character in text
    )
