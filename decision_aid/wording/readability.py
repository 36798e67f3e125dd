"""How hard a text is to read: Flesch-Kincaid and SMOG, with syllables counted by rule of thumb.

Belongs here: the formulas, and the level of many texts together. Does not: which texts a person reads
(`checking.checks.readability`, `commands.about`).

Sources: Flesch-Kincaid grade: Kincaid and others, 1975, Research Branch Report 8-75, US Navy. SMOG grade:
McLaughlin, 1969, Journal of Reading 12(8), 639-646, in its exact form; it was made for thirty sentences,
and says little about fewer. As Flesch (How to Write Plain English, 1979, chapter 2) has it, only running text
is measured, so neither headings, captions nor labels; and a figure counts as one syllable.
"""

import re
from collections.abc import Iterable, Sequence
from functools import cache
from math import sqrt
from typing import NamedTuple

NO_NAMES: frozenset[str] = frozenset()
"""No word that counts as one syllable whatever is heard. A rule set has its `plain_names`."""

HIGHEST_GRADE = 8.0
"""School grade, in years, above which a text for a person is hard to read (IPDAS asks for 8 at most)."""

AIM = 6.0
"""School grade, in years, at which half of all texts or more should be read."""

FEW_WORDS = 5
"""Below this, a grade says nothing."""

FEW_SENTENCES = 30
"""Below this, SMOG says little."""

MANY_SYLLABLES = 3
"""From this on, SMOG counts a word as hard."""

_BY_HEART = {
    "hundred": 2,
    "maybe": 2,
    "business": 2,
    "evening": 2,
    "evenings": 2,
    "science": 2,
    "used": 1,
    "unused": 2,
}

_SILENT = re.compile(
    r"((?<=[aeiouy][^aeiouy])|(?<=[aeiouy][nrl][gcsv]))(?<!el)e"
    r"(?=(ly|liness|ful|fully|less|ness|ments?|ty|things?|times?|one|body|where|work|lines?|how|self)$)"
    r"|(?<=[^aeioutd])(?<![^aeiouylr]l)ed$|(?<=[^aeiouszxcgl])(?<!sh)(?<!ch)es$|(?<=[aeiouyrl]l)es$"
    r"|(?<![le])e$|(?<=[aeiouy]l)e$"
)
"""An e that is written and not heard: some-thing, mov-ed, tim-es, rul-es, hop-e."""

_APART = re.compile(
    r"(?<=[aeiouy])ing|(?<=y)one$|ia(?=t)|(?<![tcsgx])ia(?!ge)|(?<![tcsgxln])(?<!av)io|iu|(?<![tcs])ie(?=t|n[tc])|(?<=c)iet|(?<![qg])ua(?!r[dk])"
    r"|^(creat(?!u)|react|realit|idea|area|suici|genuin)|(s|th)m$"
)
"""Vowels side by side that are heard apart: be-ing, tri-al, seri-ous, qui-et, usu-al."""


@cache
def syllables(word: str, names: frozenset[str] = NO_NAMES) -> int:
    """How many syllables are heard in a word, at least one; one in a number, and in each of `names`."""
    if word.lower() in names:
        return 1
    if re.fullmatch(r"[A-Z]{2,3}|[B-DF-HJ-NP-TV-Z]{4,}", word):
        return len(word)  # spelled out: C-B-T; NICE is read as a word
    return max(1, sum(map(_heard, re.findall(r"[a-z']+", word.lower()))))


def _heard(part: str) -> int:
    letters = part.removesuffix("'s").replace("'", "")
    if letters in _BY_HEART:
        return _BY_HEART[letters]
    split = re.sub(r"(?<=[aeiou])y(?=[aeiou])", "-", letters)  # a consonant here: be-yond, sta-ying
    vowels = re.findall(r"[aeiouy]+", _SILENT.sub("", split))
    return max(1, len(vowels) + len(_APART.findall(split)))


def words_of(text: str) -> list[str]:
    """The words, in order."""
    return re.findall(r"[A-Za-z0-9][A-Za-z0-9'-]*", text)


def sentences_of(text: str) -> list[str]:
    """The sentences, in order; by Flesch, also a semicolon ends one, and a colon before a new start."""
    ends = re.split(r"(?<=[.!?;])\s+|(?<=:)\s+(?=[A-Z0-9])", text.strip())
    return [sentence for sentence in ends if words_of(sentence)]


def grade(text: str, names: frozenset[str] = NO_NAMES) -> float:
    """The school grade, in years, by Flesch-Kincaid; to a tenth, finer says nothing."""
    words = words_of(text)
    per_sentence = len(words) / len(sentences_of(text))
    per_word = sum(syllables(word, names) for word in words) / len(words)
    return round(0.39 * per_sentence + 11.8 * per_word - 15.59, 1)


def smog(sentences: Sequence[str], names: frozenset[str] = NO_NAMES) -> float:
    """The school grade, in years, by SMOG, of `FEW_SENTENCES` sentences or more; to a tenth."""
    hard = sum(
        syllables(word, names) >= MANY_SYLLABLES for sentence in sentences for word in words_of(sentence)
    )
    return round(1.0430 * sqrt(hard * 30 / len(sentences)) + 3.1291, 1)


class Grades(NamedTuple):
    """School grades, in years, of several texts; `hardest` is the text with the worst of them."""

    median: float
    worst: float
    hardest: str


class ReadingLevel(NamedTuple):
    """How hard many texts are, each text by Flesch-Kincaid and each page by SMOG.

    `texts` and `pages` tell how many were long enough. In the second of each pair, names without a
    plainer word have as many syllables as are heard.
    """

    texts: int
    flesch_kincaid: Grades
    flesch_kincaid_with_names: Grades
    pages: int
    smog: Grades
    smog_with_names: Grades


def reading_level_of(pages: Iterable[Sequence[str]], names: frozenset[str] = NO_NAMES) -> ReadingLevel:
    """The level of pages, each given by its texts; a text that is on several of them counts once.

    Each of `names` counts as one syllable.
    """
    read = [tuple(text for text in page if has_a_grade(text)) for page in pages]
    texts = list(dict.fromkeys(text for page in read for text in page))
    long = {
        page[0]: sentences
        for page in read
        if len(sentences := [sentence for text in page for sentence in sentences_of(text)]) >= FEW_SENTENCES
    }
    return ReadingLevel(
        len(texts),
        _grades({text: grade(text, names) for text in texts}),
        _grades({text: grade(text, NO_NAMES) for text in texts}),
        len(long),
        _grades({first: smog(sentences, names) for first, sentences in long.items()}),
        _grades({first: smog(sentences, NO_NAMES) for first, sentences in long.items()}),
    )


def has_a_grade(text: str) -> bool:
    """Whether it is running text, and long enough for a grade to say something."""
    return text.rstrip()[-1:] in (".", "?", "!") and len(words_of(text)) >= FEW_WORDS


def _grades(of: dict[str, float]) -> Grades:
    from statistics import median  # 10 ms, for those alone who measure

    hardest = max(of, key=lambda text: of[text], default="")
    return Grades(round(median(of.values() or [0.0]), 1), of.get(hardest, 0.0), hardest)
