"""Small pieces of English: plurals, lists of names, capitals, numbers in words.

Belongs here: what holds for any words. Does not: whole sentences.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

_UP_TO_19 = (
    *("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")


def counted(number: int, noun: str) -> str:
    """A number with its noun, whose plural is a regular one: `1 case`, `2 cases`, `1,000 queries`."""
    if number == 1:
        return f"1 {noun}"
    after_consonant = noun.endswith("y") and not noun.endswith(("ay", "ey", "oy"))
    return f"{number:,} {noun[:-1]}ies" if after_consonant else f"{number:,} {noun}s"


def number_in_words(number: int) -> str:
    """A number from 0 to 99 spelled out: `none`, `seven`, `twenty-one`."""
    if number < 20:
        return _UP_TO_19[number]
    tens, ones = divmod(number, 10)
    return f"{_TENS[tens - 2]}-{_UP_TO_19[ones]}" if ones else _TENS[tens - 2]


def both_or_all(number: int) -> str:
    """How to speak of two or more things at once: `both`, `all three`, `all 120`."""
    if number == 2:
        return "both"
    return f"all {number_in_words(number) if number < 100 else number}"


def joined(names: Sequence[str]) -> str:
    """Names in one phrase: `a, b and c`. Empty when there are none."""
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1]))) if names else ""


def with_article(noun: str) -> str:
    """A noun with *a* or *an*."""
    return f"{'an' if noun[:1].lower() in 'aeiou' else 'a'} {noun}"


def capitalized(text: str) -> str:
    """The text with a capital first letter; the rest is left as it is."""
    return text[:1].upper() + text[1:]


def in_runs(numbers: Iterable[int]) -> str:
    """Numbers in order, those next to each other as a run: `1, 4-6`."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    ends = (str(run[0]) if len(run) == 1 else f"{run[0]}{'-' if run[2:] else ', '}{run[-1]}" for run in runs)
    return ", ".join(ends)


def first_sentence(text: str) -> str:
    """The text up to the first full stop before a new sentence."""
    first, stop, _ = text.partition(". ")
    return f"{first}." if stop else first


def in_sentence(label: str) -> str:
    """A label as it is written inside a sentence: with a small first letter, unless it is a name like CBT."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]
