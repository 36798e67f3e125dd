"""Option pages that favor one option: by length, order or name, or with numbers that cannot be traced."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from math import ceil, floor

from decision_aid.checking.naming import Name, named_in, names_of_the_main
from decision_aid.model.library import OptionPage, OutcomeNumber, in_neutral_order
from decision_aid.model.problems import Problem
from decision_aid.model.rules import Rules
from decision_aid.wording.grammar import counted
from decision_aid.wording.readability import words_of

CODES = {
    "uneven-page": "An option page that is much longer or shorter than the others.",
    "uneven-field": "A field of an option page that is much longer or shorter than on the other pages.",
    "long-field": "A text of an option page that is too long to be read beside others.",
    "uneven-points": "An option with more, or fewer, good points or burdens than the others.",
    "uneven-order": "Options that are not in the order of the alphabet.",
    "names-option": "A text of an option page that names a candidate of the main decision.",
    "number-without-source": "A number of an option page that names no source.",
    "not-of-a-hundred": "A number of an option page below 0 or above 100.",
}

SPREAD = 25
"""Percent of the median by which the words of a page may differ from it.

What gets more words looks more important. A quarter leaves room for what only one option needs.
"""

FIELD_FACTOR = 2
"""How many times as long, or as short, as in the median a field may be: one clause is much of so little."""

MOST_WORDS = 60
"""Words of one text. Of a longer one, nobody holds the start in mind when they reach that of the next."""

POINTS_APART = 1
"""By how much the numbers of good points may differ, and those of burdens: people count them."""


def find(rule_set: Rules) -> Iterator[Problem]:
    """What it finds: an option page, or a field of one, that is much longer or shorter than the
    others; one with more or fewer points; options out of the order of the alphabet; a text that
    names a candidate of the main decision; a number without a source, or not of a hundred.

    Why it matters: the option that is described at more length, first, or by a name people know is
    the one that is chosen; pages without names can be compared blind.
    Example: six good points for one option and three for the others. Instead: the three that
    matter most for each. Numbers do not count as words: studies settle which there are.
    """
    yield from _lengths(rule_set.library.options)
    yield from _numbers_of_points(rule_set.library.options)
    yield from _order(rule_set)
    names = names_of_the_main(rule_set)
    for page in rule_set.library.options:
        yield from _names_of_options(page, names)
        for chance in page.chances:
            yield from _number(page, chance)


def _problem(code: str, message: str, page: OptionPage, hint: str, text: str = "") -> Problem:
    told = f"{message} on the page of '{page.id}'"
    return Problem(code, told, page.location, hint, about=page.id, words=text)


# --- lengths ------------------------------------------------------------------------------------


def fields(page: OptionPage) -> Mapping[str, tuple[str, ...]]:
    """The texts of a page by field, but for its caption and its numbers."""
    return {
        "about": (page.about,),
        "what_it_is": (page.what_it_is,),
        **{key: (text,) for key, text in page.typical_month._asdict().items()},
        "how_long": (page.how_long.text,),
        "good_points": tuple(point.text for point in page.good_points),
        "burdens": tuple(point.text for point in page.burdens),
        "may_not_suit": (page.may_not_suit.text,),
        "how_sure": (page.how_sure.text,),
        "studied_in": (page.studied_in.text,),
        "not_known": (page.not_known,),
    }


def words(texts: tuple[str, ...]) -> int:
    """How many words there are in some texts."""
    return sum(len(words_of(text)) for text in texts)


def _lengths(pages: Sequence[OptionPage]) -> Iterator[Problem]:
    counts = [{field: words(texts) for field, texts in fields(page).items()} for page in pages]
    totals = [sum(count.values()) for count in counts]
    for page, count, total in zip(pages, counts, totals, strict=True):
        share = _middle(totals) / 100
        yield from _uneven("uneven-page", page, total, (100 - SPREAD) * share, (100 + SPREAD) * share)
        for field, number in count.items():
            usual = _middle([other[field] for other in counts])
            bounds = (usual / FIELD_FACTOR, usual * FIELD_FACTOR)
            yield from _uneven("uneven-field", page, number, *bounds, f" in '{field}'")
        for field, texts in fields(page).items():
            longest = max(texts, key=lambda text: words((text,)), default="")
            if (number := words((longest,))) > MOST_WORDS:
                hint, message = (
                    f"write {MOST_WORDS} words at most",
                    f"a text of {number} words stands in '{field}'",
                )
                yield _problem("long-field", message, page, hint, longest)


def _uneven(
    code: str, page: OptionPage, number: int, low: float, high: float, where: str = ""
) -> Iterator[Problem]:
    if not low <= number <= high:
        hint = f"as the other pages are, write {ceil(low)} to {floor(high)}"
        yield _problem(code, f"there are {counted(number, 'word')}{where}", page, hint)


def _middle(numbers: Sequence[int]) -> int:
    """The median; of an even number of them the higher of the two in the middle."""
    return sorted(numbers)[len(numbers) // 2]


def _numbers_of_points(pages: Sequence[OptionPage]) -> Iterator[Problem]:
    for field in ("good_points", "burdens") if pages else ():
        numbers = [len(fields(page)[field]) for page in pages]
        usual = _middle(numbers)
        if max(numbers) - min(numbers) > POINTS_APART:
            for page, number in zip(pages, numbers, strict=True):
                if number != usual:
                    hint = f"write the {usual} that matter most, as on the other pages"
                    yield _problem("uneven-points", f"'{field}' has {number}", page, hint)


# --- order, names and numbers -------------------------------------------------------------------


def _order(rule_set: Rules) -> Iterator[Problem]:
    if rule_set.library.overview:
        listed = rule_set.library.overview.options
        ordered = [page.id for page in in_neutral_order(rule_set.library.options) if page.id in listed]
        if list(listed) != ordered:
            hint = f"write options: [{', '.join(ordered)}]"
            message = "the options are not in the order of the alphabet, by caption, each once"
            yield Problem("uneven-order", message, rule_set.library.overview.location, hint)


def _names_of_options(page: OptionPage, names: Sequence[Name]) -> Iterator[Problem]:
    described = {**fields(page), "chances": page.numbers_in_words}
    for field, texts in described.items():
        naming = ((text, name) for text in texts if (name := named_in((text,), names)))
        for text, name in islice(naming, 1):
            hint = "write 'this' or 'the others': the pages are also compared without names"
            yield _problem("names-option", f"'{field}' names '{name}'", page, hint, text)


def _number(page: OptionPage, chance: OutcomeNumber) -> Iterator[Problem]:
    if not chance.sources:
        hint = "name where it was read, or take the number out and say that it is not known"
        yield _problem("number-without-source", "a number names no source", page, hint)
    for count in chance.counts:
        if not 0 <= count.of_a_hundred <= 100:
            hint = "write how many of a hundred people, from 0 to 100"
            yield _problem(
                "not-of-a-hundred",
                f"{count.of_a_hundred} is not of a hundred",
                page,
                hint,
                str(count.of_a_hundred),
            )
