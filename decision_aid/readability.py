"""How hard a text is to read: the Flesch-Kincaid grade, with syllables counted by rule of thumb.

Source of the formula: Kincaid and others, 1975, Research Branch Report 8-75, US Navy.
"""

from __future__ import annotations

import re

UNAVOIDABLE = frozenset(
    {
        *("psychodynamic", "interpersonal", "cognitive", "behavioral", "antidepressant", "depression"),
        *("therapy", "therapies", "therapist", "therapists", "medication", "personality", "psychosis"),
    }
)
"""Names of what the aid is about. Each counts as one syllable, since no plainer word would do."""

_SILENT_END = re.compile(r"([^aeioutd]ed|[^aeiouszxcg]es|(?<!l)(?<!e)e|(?<=[aeiouy]l)e)$")


def syllables(word: str) -> int:
    """How many syllables are heard in a word, at least one."""
    letters = re.sub(r"[^a-z]", "", word.lower())
    if not letters or letters in UNAVOIDABLE:
        return 1
    heard = len(re.findall(r"[aeiouy]+", letters))
    if re.search(r"(sh|ch)es$", letters):
        return heard
    return max(1, heard - 1 if _SILENT_END.search(letters) else heard)


def words_of(text: str) -> list[str]:
    """The words, in order."""
    return re.findall(r"[A-Za-z0-9][A-Za-z0-9'-]*", text)


def sentences_of(text: str) -> list[str]:
    """The sentences, in order."""
    return [sentence for sentence in re.split(r"(?<=[.!?])\s+", text.strip()) if words_of(sentence)]


def grade(text: str) -> float:
    """The school grade, in years, in which a text can be read; to a tenth, finer says nothing."""
    words = words_of(text)
    per_sentence = len(words) / len(sentences_of(text))
    return round(0.39 * per_sentence + 11.8 * sum(map(syllables, words)) / len(words) - 15.59, 1)
