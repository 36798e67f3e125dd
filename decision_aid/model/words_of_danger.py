"""Words that may tell of danger, as a rule set writes them down.

Belongs here: the kinds of danger with their patterns, and what patterns are made of.
Does not: hearing them in a text (`engine.hearing`), or holding them to their examples (`checking`).
"""

from typing import NamedTuple

from decision_aid.model.problems import NOWHERE, Location
from decision_aid.model.records import ContactId, NotAKey, QuestionId, record
from decision_aid.model.rules import Text


@record
class Kind(NamedTuple):
    """One kind of danger, and how people write about it.

    `asks` are the questions to ask afresh, the first one first; a question that doesn't apply is passed
    over. `contacts` are shown, the most helpful first. An `only_caution` kind asks nothing: it brings its
    contacts and a caution. `patterns` are explained in `engine.hearing`. `heard` and `not_heard` are
    examples: each of the first is heard as this kind, and none of the second as any kind.
    """

    id: str
    caption: str
    asks: tuple[QuestionId, ...]
    contacts: tuple[ContactId, ...]
    patterns: tuple[str, ...]
    heard: tuple[str, ...]
    not_heard: tuple[str, ...] = ()
    only_caution: bool = False
    location: Location = NOWHERE


@record
class Named(NamedTuple):
    """A name for several words: a set such as `CHILD`, or the plain word for other ways to write it."""

    name: str
    words: tuple[str, ...]


@record
class Note(NamedTuple):
    """What a page says first when something was heard."""

    message: Text
    location: Location = NOWHERE


@record
class WordsOfDanger(NamedTuple):
    """All that is listened for. The kinds are in order, the most urgent first.

    Pages open with `note` when words of danger were heard, and with `caution` when it was despair alone.
    `alike` are words written in other ways, slang and short forms among them; `shorthand` is what a
    clinician writes in capitals. `fillers` are passed over. `slips` are long words that are known with
    one slip in them, and `sounds` those that are known as they sound. `idioms` mean no harm: they are
    taken out before anything is heard.
    """

    kinds: tuple[Kind, ...] = ()
    note: Note | None = None
    caution: Note | None = None
    sets: NotAKey[tuple[Named, ...]] = ()
    alike: NotAKey[tuple[Named, ...]] = ()
    shorthand: NotAKey[tuple[Named, ...]] = ()
    fillers: NotAKey[tuple[str, ...]] = ()
    slips: NotAKey[tuple[str, ...]] = ()
    sounds: NotAKey[tuple[str, ...]] = ()
    idioms: tuple[str, ...] = ()
    location: Location = NOWHERE


HEARS_NOTHING = WordsOfDanger()
"""For a rule set without such words."""
