"""Finding the names of candidates in a text.

Belongs here: by which names a candidate goes, and in which spellings. Does not: in which texts nobody
may be named (`checks.named_candidates`, `checks.option_balance`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple
from unicodedata import normalize

from decision_aid.model.rules import Candidate, Rules

_BETWEEN = re.compile(r"[\W_]+")
_SPELLINGS = (("our", "or"), ("oral", "or"), ("isa", "iza"), ("ise", "ize"))
_APART = "\n\n\n\n"
"""Between two texts: longer than the gap that a name may have between two of its letters."""

LONGEST_ACRONYM: Final = 5
"""Letters. A longer name in capitals, such as PSYCHODYNAMIC, is the same name in small letters."""


class Name(NamedTuple):
    """A name of a candidate, as it is written, and its letters in lower case.

    `in_capitals`: it is a name only where it is in capitals; in lower case it might be another word.
    """

    written: str
    letters: str
    in_capitals: bool = False


def named_in(texts: Iterable[str | None], names: Sequence[Name]) -> str | None:
    """The first of these names that is in one of the texts, as a word of its own, in any spelling."""
    text = _without_accents(_APART.join(text for text in texts if text))
    plain = _plain(text)
    letters = _letters(plain)
    for name in names:
        # The search for whole words is slow, and hardly ever has anything to find.
        if name.letters in letters and (
            _is_word_in(text, name.letters.upper()) if name.in_capitals else _is_word_in(plain, name.letters)
        ):
            return name.written
    return None


# --- by which names a candidate goes ------------------------------------------------------------


def names_of_all(rules: Rules) -> tuple[Name, ...]:
    """Captions and short names of all candidates, and ids of those of the main decision."""
    return _names(rules.candidate.values(), _of_the_main(rules), rules.topic.candidate)


def names_of_the_main(rules: Rules) -> tuple[Name, ...]:
    """All names of the candidates of the main decision, ids too."""
    return _names(_of_the_main(rules), _of_the_main(rules), rules.topic.candidate)


def _of_the_main(rules: Rules) -> Sequence[Candidate]:
    return rules.decisions[0].candidates if rules.decisions else ()


def _names(candidates: Iterable[Candidate], with_id: Iterable[Candidate], kind: str) -> tuple[Name, ...]:
    """Each name once. What is called a therapy, say, goes by the rest of its name, too."""
    forms = {form for one in candidates for form in (one.caption, one.short)}
    forms |= {form.partition(" (")[0] for form in forms}
    # A short id, such as act or talk, might be an ordinary word of a text that names nothing.
    forms |= {one.id for one in with_id if not _might_be_a_word(_letters(one.id))}
    forms |= {form.removesuffix(f" {kind}") for form in forms}
    found = {name.letters: name for form in sorted(forms) if (name := _name(form)).letters}
    return tuple(found.values())


def _name(form: str) -> Name:
    letters = _letters(_plain(_without_accents(form)))
    return Name(form, letters, form.isupper() and _might_be_a_word(letters))


def _might_be_a_word(letters: str) -> bool:
    """Whether it is as short as an acronym and can be spoken: act, but neither cbt nor interpersonal."""
    return len(letters) <= LONGEST_ACRONYM and letters.isalpha() and any(v in letters for v in "aeiouy")


# --- one form for all spellings -----------------------------------------------------------------


def _without_accents(text: str) -> str:
    return text if text.isascii() else normalize("NFKD", text)


def _plain(text: str) -> str:
    """In lower case, with one spelling of what British and American English spell in two ways."""
    plain = text.casefold()
    for spelling, other in _SPELLINGS:
        plain = plain.replace(spelling, other)
    return plain


def _letters(text: str) -> str:
    """Without blanks, hyphens, dots and all else that may come between the letters of a name."""
    return _BETWEEN.sub("", text)


def _is_word_in(text: str, word: str) -> bool:
    """Whether these letters are a word of the text, whatever short marks come between them."""
    spread = r"[\W_]{0,3}".join(word)
    return re.search(rf"(?<![^\W_]){spread}(?![^\W_])", text) is not None
