"""The plain words of a text, however they were typed.

Belongs here: what makes two ways of typing the same words alike. Capitals, accents, hidden characters,
look-alike letters, apostrophes, digits for letters, letters typed apart or twice, words run together,
slips, slang. Does not: what the words mean (`hearing`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from unicodedata import category, normalize

from decision_aid.model.words_of_danger import WordsOfDanger

SENTENCE_ENDS = "."
"""Stands between two sentences among the words."""

_APOSTROPHES = dict.fromkeys(map(ord, "'`\u00b4\u02b9\u02bb\u02bc\u02bd\u2018\u2019\u201b\u2032\u2035\uff07"))
_SHORT_VERB = re.compile(
    f"\\b([a-z]{{2,5}})[{''.join(map(chr, _APOSTROPHES))}-](?:d|ed|ing|in)\\b", re.IGNORECASE
)
"""A short form as a verb, such as `OD'd` or `sh-ing`."""
_LOOKALIKES = str.maketrans(
    "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0458\u0455\u0501\u04bb\u043a\u043c\u0442\u043d\u0432"
    "\u03b1\u03b2\u03b5\u03b9\u03ba\u03bd\u03bf\u03c1\u03c4\u03c5\u03c7\u0131\u00f8\u0142",
    "aeopcyxijsdhkmthbabeiknoptuxiol",
)
"""Cyrillic and Greek letters, and a few more, that look like others."""

_FOR_LETTERS = str.maketrans("013457@$!", "oieastasi", "*")
_NUMBER_FIRST = re.compile(r"\b(\d{2,})(?=[a-z])")
_WORDS = re.compile(r"[^\W_]+|(?<![.!?])[.!?](?=\s)")
_TRIPLED = re.compile(r"([^\W\d_])\1\1")
_REPEATED = re.compile(r"([^\W\d_])\1+")
_LETTERS_AND_SOUNDS = (
    "ough-o augh-o wr-r kn-n ph-f ee-i oo-u ea-e oa-o ce-se ci-si ck-k c-k kh-ch z-s y-i ir-er ur-er el-le"
)
_SOUNDS = [pair.split("-") for pair in _LETTERS_AND_SOUNDS.split()]
"""Letters, and those that sound like them, in order."""
_SILENT_E = re.compile(r"(?<=...)e$")
_CUT_OFF = {"t", "s", "m", "d", "ll", "ve", "re"}
_SHORTEST_SLIP, _LONGEST_SLIP = 6, 16
_SHORTEST_DOUBLED = 3
_SHORTEST_RUN, _LONGEST_PIECE = 7, 12


def _squeezed(word: str) -> str:
    """The word with each letter once where it was typed twice or more."""
    return _REPEATED.sub(r"\1", word) if len(set(word)) < len(word) else word


class PlainWords:
    """Texts into plain words, by the lists of a rule set.

    `known` words are taken for no slip; of `stem*`, any ending is known.
    """

    def __init__(self, words: WordsOfDanger, known: Iterable[str]) -> None:
        self._shorthand = {one.name: " ".join(one.words) for one in words.shorthand}
        self._alike = {other: tuple(one.name.split()) for one in words.alike for other in one.words}
        self._fillers = frozenset(words.fillers)
        self._slips = {part: word for word in words.slips for part in (*_one_left_out(word), word)}
        known = {*known}
        self._stems = tuple(word[:-1] for word in known if word.endswith("*"))
        self._known = frozenset({*known, *self._alike, *words.fillers, *words.slips})
        self._by_letters: dict[str, list[str]] = defaultdict(list)
        for word in sorted(self._known, key=len, reverse=True):
            self._by_letters[_squeezed(word)].append(word)
        self._by_sound = {
            _sound(one): word for word in words.sounds for one in (word, _SILENT_E.sub("", word))
        }
        short = {"i", "me", "my", "it", *words.fillers}
        self._pieces = short.union(word for word in self._known if len(word) > 2)

    def of(self, text: str) -> list[str]:
        """The words, each in its plain form, with a mark between sentences."""
        words = [*self._joined(_typed_apart(self._typed(text)))]
        plain = {word: [*self._plain(word)] for word in set(words)}
        return [form for word in words for form in plain[word]]

    def _typed(self, text: str) -> list[str]:
        """The words as typed, in small letters of the Latin alphabet."""
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")  # two halves make a letter
        text = _SHORT_VERB.sub(lambda found: self._shorthand.get(found[1].upper(), found[0]), text)
        text = _bare(text.translate(_APOSTROPHES))
        if not text.isupper():
            text = _WORDS.sub(lambda found: self._shorthand.get(found[0], found[0]), text)
        text = _bare(text.casefold()).translate(_LOOKALIKES)
        text = _NUMBER_FIRST.sub(r"\1 ", text)
        words = _WORDS.findall(" ".join(map(_without_disguise, text.split())) + " ")
        return [SENTENCE_ENDS if word in ("!", "?") else word for word in words]

    def _joined(self, words: Iterable[str]) -> Iterator[str]:
        """Two words that make a long one are that one: `over dose`. What an apostrophe cut off comes back."""
        before = ""
        for word in words:
            both = before + word
            if before and (both in self._slips or (before[-1] == "n" and word == "t")):
                word = both
            elif before:
                yield before
            before = "" if word in _CUT_OFF else word
        if before:
            yield before

    def _plain(self, word: str) -> Iterator[str]:
        if word in self._known or word.startswith(self._stems):
            pieces = [word]
        elif meant := self._doubled(word) or self._mended(word):
            pieces = [meant]
        else:
            pieces = self._taken_apart(word)
        for piece in pieces:
            yield from self.form(piece)

    def form(self, word: str) -> Iterator[str]:
        """What stands for a known word: nothing for one that is passed over."""
        return (plain for plain in self._alike.get(word, (word,)) if plain not in self._fillers)

    def _doubled(self, word: str) -> str | None:
        """The known word that this is with letters typed more than once: `diiiie`."""
        shortest = 0 if _TRIPLED.search(word) else _SHORTEST_DOUBLED  # `odd` is not `od`
        meant = self._by_letters.get(_squeezed(word), ())
        return next((one for one in meant if shortest <= len(one) < len(word)), None)

    def _mended(self, word: str) -> str | None:
        """The word that this sounds like, or the long one with a letter left out, put in or changed."""
        if heard := self._by_sound.get(_sound(word)):
            return heard
        if not _SHORTEST_SLIP <= len(word) <= _LONGEST_SLIP:
            return None
        return next((self._slips[part] for part in (word, *_one_left_out(word)) if part in self._slips), None)

    def _taken_apart(self, word: str) -> list[str]:
        """`killmyself` as two words; a word that does not fall into known ones is left whole."""
        starts: dict[int, int] = {0: 0}
        for end in range(1, len(word) + 1) if len(word) >= _SHORTEST_RUN else ():
            for start in range(max(0, end - _LONGEST_PIECE), end):
                if start in starts and word[start:end] in self._pieces:
                    starts[end] = start
                    break
        pieces: list[str] = []
        end = len(word)
        while end in starts and end:
            pieces.append(word[starts[end] : end])
            end = starts[end]
        return [word] if end else pieces[::-1]


def _bare(text: str) -> str:
    """The text without accents and hidden characters."""
    if text.isascii():
        return text
    return "".join(letter for letter in normalize("NFKD", text) if category(letter) not in ("Mn", "Cf"))


def _without_disguise(word: str) -> str:
    """Digits and signs in a word are the letters that they look like: `k1ll`, `$elf`."""
    if word.isalpha() or not any(map(str.isalpha, word)):
        return word
    rest = word.rstrip("!")
    return rest.translate(_FOR_LETTERS) + word[len(rest) :]


def _typed_apart(words: Iterable[str]) -> Iterator[str]:
    """Three single letters or more in a row are one word."""
    letters: list[str] = []
    for word in (*words, ""):
        if len(word) == 1 and word.isalpha():
            letters.append(word)
            continue
        yield from ("".join(letters),) if len(letters) > 2 else letters
        letters.clear()
        if word:
            yield word


def _sound(word: str) -> str:
    """Roughly how a word sounds, whoever spells it: `thoughts` and `thots`, `wrist` and `rist`."""
    for letters, sound in _SOUNDS:
        word = word.replace(letters, sound)
    return _squeezed(word)


def _one_left_out(word: str) -> Iterator[str]:
    return (word[:place] + word[place + 1 :] for place in range(len(word)))
