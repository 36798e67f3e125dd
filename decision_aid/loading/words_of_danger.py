"""Reading the words of danger of a rule set.

Belongs here: what the types of the records cannot say. Does not: what they say (`records`).
"""

from __future__ import annotations

from decision_aid.loading.blocks import Block
from decision_aid.loading.folder import Folder
from decision_aid.loading.records import read
from decision_aid.model.words_of_danger import HEARS_NOTHING, Named, WordsOfDanger

FILE = "words_of_danger.yaml"


def words_of_danger(folder: Folder) -> WordsOfDanger:
    """What a rule set listens for; a rule set without such a file hears nothing."""
    return folder.file(FILE, _words, optional=HEARS_NOTHING)


def _words(block: Block) -> WordsOfDanger:
    lists = {key: _named_lists(block, key) for key in ("sets", "alike", "shorthand")}
    loose = {key: tuple((block.optional_text(key) or "").split()) for key in ("fillers", "slips", "sounds")}
    return read(WordsOfDanger, block, **lists, **loose)


def _named_lists(block: Block, key: str) -> tuple[Named, ...]:
    """Names with words: each line a name, and its words with blanks between."""
    if not block.has(key):
        return ()
    with block.block(key, f"'{key}'") as named:
        return tuple(Named(name, tuple(named.text(name).split())) for name in named.all_keys())
