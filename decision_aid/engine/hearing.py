"""Whether words may tell of danger, and of which kind.

A pattern is written in words, which both it and the text are made of once they are plain (`plain_words`):

- `~` is up to three words of any kind, within a sentence; `word?` may be missing;
- `a & b` is one and the other, in either order, with up to six words of any kind between them;
- `a/b` is one or the other; `word*` has any ending; `verb+` is any form of a regular verb;
- CAPITALS are a set, and !CAPITALS a word that is not in it, or the end. NUMBER is one in digits as well,
  and END, the last in a pattern, is where a sentence ends.

All patterns are followed at once, one bit for each of their places: the time grows with the text alone.
Belongs here: matching. Does not: what to do when something was heard, which nothing may quote.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import product
from typing import NamedTuple

from decision_aid.engine.plain_words import SENTENCE_ENDS, PlainWords
from decision_aid.model.words_of_danger import Kind, WordsOfDanger

ANY, NUMBER, END, GAP = "_", "NUMBER", "END", 3


class Step(NamedTuple):
    """One place in a pattern: the words that will do, and whether it may be passed over."""

    words: tuple[str, ...]
    optional: bool = False


Steps = tuple[Step, ...]
Sets = Mapping[str, tuple[str, ...]]


@lru_cache(maxsize=256)
def kinds_heard(words: WordsOfDanger, text: str) -> tuple[Kind, ...]:
    """The kinds of danger that a text may tell of, the most urgent first."""
    if not words.kinds or not text.strip():
        return ()
    found = {kind for kind, _ in hearing(words).patterns(text)}
    return tuple(kind for kind in words.kinds if kind.id in found)


@lru_cache(maxsize=2)
def hearing(words: WordsOfDanger) -> Hearing:
    """What a rule set listens for, made ready once."""
    return Hearing(words)


class Hearing:
    """Hears many texts by the words of one rule set."""

    def __init__(self, words: WordsOfDanger) -> None:
        self._plain = PlainWords(words, _literals(words))
        self._forms = cache(lambda word: tuple(self._plain_forms(word)))
        self._steps = cache(self._steps_of)
        sets = {one.name: self._alternatives(one.words) for one in words.sets}
        told = [(kind.id, pattern) for kind in words.kinds for pattern in kind.patterns]
        self._told = [(one, steps) for one in told for steps in map(self.steps, _in_either_order(one[1]))]
        self._patterns = _Net([steps for _, steps in self._told], sets)
        self._variants = [(idiom, steps) for idiom in words.idioms for steps in _variants(self.steps(idiom))]
        self._idioms = _Net([steps for _, steps in self._variants], sets)

    def patterns(self, text: str, *, literally: bool = False) -> set[tuple[str, str]]:
        """The patterns that are heard, each with the id of its kind; `literally`: in idioms, too."""
        words = self._plain.of(text)
        for end, index in () if literally else [*self._idioms.found(words)]:
            _cut_out(words, end, len(self._variants[index][1]))
        return {self._told[index][0] for _, index in self._patterns.found(words)}

    def idioms(self, text: str) -> set[str]:
        """The idioms that a text holds."""
        return {self._variants[index][0] for _, index in self._idioms.found(self._plain.of(text))}

    def steps(self, pattern: str) -> Steps:
        """A pattern step by step, from the first word that is needed to the last."""
        steps = [step for word in pattern.split() for step in self._steps(word)]
        needed = [place for place, step in enumerate(steps) if not step.optional]
        return tuple(steps[needed[0] : needed[-1] + 1]) if needed else ()

    def _steps_of(self, word: str) -> Steps:
        """The steps of one word of a pattern; none of one that is passed over."""
        if word == "~":
            return (Step((ANY,), optional=True),) * GAP
        alternatives = self._alternatives(word.removesuffix("?").split("/"))
        return (Step(alternatives, word.endswith("?")),) if alternatives else ()

    def _alternatives(self, words: Iterable[str]) -> tuple[str, ...]:
        return tuple(form for word in words for form in self._forms(word))

    def _plain_forms(self, word: str) -> Iterator[str]:
        """The plain forms of a word in a pattern; none of one that is passed over in texts."""
        if word.isupper() or word == ANY or word.endswith("*"):
            yield word  # an upper word may have a `!` before it
        else:
            for form in _inflected(word[:-1]) if word.endswith("+") else (word,):
                yield from self._plain.form(form)


class _Net:
    """Many patterns, followed at once; each place in each of them has a bit of its own."""

    def __init__(self, patterns: Sequence[Steps], sets: Sets) -> None:
        wanted: dict[str, int] = defaultdict(int)  # by word, the places where it will do
        self._pattern: dict[int, int] = {}  # by last place, the number of the pattern
        self._starts = self._ends = self._optional = 0
        bit = 1
        for index, steps in enumerate(patterns):
            self._starts |= bit if steps else 0
            for step in steps:
                self._optional |= bit if step.optional else 0
                for word in step.words:
                    wanted[word] |= bit
                bit <<= 1
            if steps:
                self._ends |= bit >> 1
                self._pattern[bit >> 1] = index
        self._others = [
            (places, _members(word[1:], sets)) for word, places in wanted.items() if word.startswith("!")
        ]
        for name in sets:
            places = wanted.get(name, 0)
            for word in _members(name, sets) if places else ():
                wanted[word] |= places
        self._any = wanted.pop(ANY, 0)
        self._sentence_ends = wanted.get(END, 0)
        self._wanted = {word: places for word, places in wanted.items() if not word.endswith("*")}
        self._begins = {word[:-1]: places for word, places in wanted.items() if word.endswith("*")}
        self._lengths = sorted({len(stem) for stem in self._begins})
        self._places = lru_cache(maxsize=4096)(self._places_of)

    def found(self, words: Sequence[str]) -> Iterator[tuple[int, int]]:
        """For each match, the place of its last word and the number of its pattern."""
        reached = 0
        places = {word: self._places(word) for word in {*words, END}}
        for place, word in enumerate((*words, END)):
            if word == SENTENCE_ENDS:
                for last in _each(reached << 1 & self._sentence_ends):
                    yield place, self._pattern[last]
                reached &= ~self._optional  # no gap reaches into the next sentence
                continue
            reached = passed = (reached << 1 | self._starts) & places[word]
            while passed := passed << 1 & self._optional & ~reached:
                reached |= passed
            for last in _each(reached & self._ends):
                yield place, self._pattern[last]

    def _places_of(self, word: str) -> int:
        places = self._any | self._wanted.get(word, 0)
        if word.isdigit():
            places |= self._wanted.get(NUMBER, 0)
        for length in self._lengths:
            places |= self._begins.get(word[:length], 0)
        for others, members in self._others:
            places |= 0 if word in members else others
        return places


def _each(bits: int) -> Iterator[int]:
    """The bits that are set, one by one."""
    while bits:
        yield bits & -bits
        bits &= bits - 1


def _members(name: str, sets: Sets, within: tuple[str, ...] = ()) -> set[str]:
    """The words of a set, and those of the sets in it."""
    if name not in sets:
        return {name}
    inner = (one for one in sets[name] if one not in within)
    return {word for one in inner for word in _members(one, sets, (*within, name))}


def _inflected(verb: str) -> Iterator[str]:
    """The forms of a regular verb: hit, hits, hitting, hitted."""
    yield verb
    if verb.endswith("e"):
        yield from (verb[:-1] + ending for ending in ("es", "ed", "ing", "in"))
        return
    yield from (verb + ending for ending in ("s", "es", "ed", "ing", "in"))
    if verb.endswith("y"):
        yield from (verb[:-1] + ending for ending in ("ies", "ied"))
    elif verb[-1] not in "aeiouwx":
        yield from (verb + verb[-1] + ending for ending in ("ed", "ing", "in"))


def _literals(words: WordsOfDanger) -> Iterator[str]:
    """The words that patterns are made of, in all their forms; of some, the first letters and `*`."""
    patterns = (pattern for kind in words.kinds for pattern in kind.patterns)
    named = (word for one in (*words.sets, *words.alike) for word in (one.name, *one.words))
    for word in {word for text in (*patterns, *words.idioms, *named) for word in text.split()}:
        for one in word.removesuffix("?").split("/"):
            if one.endswith("+"):
                yield from _inflected(one[:-1])
            elif not one.isupper():
                yield one


def _in_either_order(pattern: str) -> tuple[str, ...]:
    """The one order that a pattern is in; both, when it has `&`."""
    one, _, other = pattern.partition(" & ")
    return (f"{one} ~ ~ {other}", f"{other} ~ ~ {one}") if other else (one,)


def _variants(steps: Steps) -> set[Steps]:
    """The same pattern with and without each step that may be passed over."""
    needed = [(step._replace(optional=False), step.optional) for step in steps]
    choices = [((step,), ()) if optional else ((step,),) for step, optional in needed]
    return {tuple(step for part in chosen for step in part) for chosen in product(*choices)}


def _cut_out(words: list[str], end: int, length: int) -> None:
    """Put a word without meaning in place of each of the last `length` words up to `end`."""
    while length:
        if words[end] != SENTENCE_ENDS:
            words[end] = ANY
            length -= 1
        end -= 1
