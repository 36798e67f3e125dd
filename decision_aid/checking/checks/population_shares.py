"""A population that does not say of everybody how they answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import isclose

from decision_aid.model.answers import SKIPPED
from decision_aid.model.conditions import questions_in
from decision_aid.model.names import answer_name
from decision_aid.model.population import Line, Population, numbers_in
from decision_aid.model.problems import Guesses, Location, Problem, listed
from decision_aid.model.rules import Item, ItemType, Rules
from decision_aid.proving.answer_classes import ANY_WORDS

CODES = {
    "shares-not-100": "Shares of answers, of which one alone is given, that do not add up to 100.",
    "no-shares": "A question without shares for everybody who is left by those that depend on something.",
    "unused-shares": "Shares that are those of nobody, since those before them are for everybody.",
    "given-later": "Shares that depend on a question that is asked later, or on the same one.",
    "unknown-share": "Shares of an answer that the question does not take.",
}


def find(rule_set: Rules) -> Iterator[Problem]:
    """What it finds: shares that do not add up to 100; shares of answers that there are not; a
    question without a line for everybody who is left; a line that nobody is left for; and a line
    that depends on what is asked later.

    Why it matters: people drawn from such a population would be made up in a way that nobody wrote
    down. Example: `shares: {no: 90, yes: 5}`. Instead: say what the other five of a hundred answer;
    `skipped: 5` if they would rather not say. The last line of a question has no `given`.
    """
    return iter(())


def find_in_library(rule_set: Rules) -> Iterator[Problem]:
    """All that is wrong with the population, if there is one."""
    population = rule_set.library.population
    if population is None:
        return
    guesses = Guesses()
    for trait in population.traits:
        yield from _not_100(f"'{trait.id}'", trait.shares, trait.location)
    for line in population.answers:
        item = rule_set.item.get(line.question)
        if item is not None:
            yield from _in_line(rule_set, population, item, line, guesses)
    for item in rule_set.items:
        if not item.derived:
            yield from _for_everybody(item, population)


def _in_line(
    rule_set: Rules, population: Population, item: Item, line: Line, guesses: Guesses
) -> Iterator[Problem]:
    unknown = [code for code in line.shares if not _is_answer(item, code)]
    for code in unknown:
        message = f"'{code}' is no answer to '{item.link_id}'"
        name = ("answer", answer_name(item.link_id, code))
        yield Problem("unknown-share", message, line.location, _what_to_write(item, code, guesses), name=name)
    if item.type is not ItemType.MULTIPLE and not unknown:
        yield from _not_100(f"'{item.link_id}'", line.shares, line.location)
    known = [trait.id for trait in population.traits]
    known += [*rule_set.item][: [*rule_set.item].index(item.link_id)]
    for question in questions_in(line.given) if line.given else ():
        if question in rule_set.item and question not in known:
            message = f"the shares of '{item.link_id}' depend on '{question}', which is not asked before it"
            yield Problem(
                "given-later", message, line.location, "let them depend on an earlier one, or a trait"
            )


def _is_answer(item: Item, code: str) -> bool:
    if code == SKIPPED or code in item.codes:
        return True
    if item.type is ItemType.TEXT:
        return code == ANY_WORDS
    numbers = numbers_in(code) if item.type is ItemType.INTEGER else None
    return bool(numbers and {*numbers} <= {*range(item.minimum, item.maximum + 1)})


def _what_to_write(item: Item, code: str, guesses: Guesses) -> str:
    if item.type is ItemType.INTEGER:
        return (
            f"write a range within {item.minimum} to {item.maximum}, such as {item.minimum} to {item.maximum}"
        )
    codes = (*item.codes, *((ANY_WORDS,) if item.type is ItemType.TEXT else ()), SKIPPED)
    return guesses.hint(item.link_id, code, codes) or f"the answers are: {listed(codes)}"


def _not_100(of: str, shares: Mapping[str, float], location: Location) -> Iterator[Problem]:
    total = sum(shares.values())
    if not isclose(total, 100):
        yield Problem("shares-not-100", f"the shares of {of} add up to {total:g}, not to 100", location)


def _for_everybody(item: Item, population: Population) -> Iterator[Problem]:
    lines = population.lines(item.link_id)
    after = _after_the_first_for_all(lines)
    if after is None:
        message = f"there are no shares of '{item.link_id}' that are for everybody who is left"
        place, hint = (lines[-1].location if lines else item.location), "give it a last line without given"
        if not lines:
            message = f"population.yaml does not say how people answer '{item.link_id}'"
            hint = f"add a line below its answers: {_a_line(item)}"
        yield Problem("no-shares", message, place, hint, name=("question", item.link_id))
    for line in after or ():
        message = f"nobody is left for these shares of '{item.link_id}'"
        yield Problem("unused-shares", message, line.location, "move the line without given to the end")


def _a_line(item: Item) -> str:
    """A line of shares to start from, in which all answers occur as often."""
    if item.type is ItemType.TEXT:
        shares = f"shares: {{{SKIPPED}: 100}}"
    elif item.type is ItemType.INTEGER:
        shares = f"shares: {{{item.minimum} to {item.maximum}: 100}}"
    else:
        each, rest = divmod(100, len(item.codes))
        ticked = item.type is ItemType.MULTIPLE
        numbers = [each + (rest if not (number or ticked) else 0) for number in range(len(item.codes))]
        listed = ", ".join(f"{code}: {share}" for code, share in zip(item.codes, numbers, strict=True))
        shares = f"{'ticked' if ticked else 'shares'}: {{{listed}}}"
    return f"- {{question: {item.link_id}, {shares}, source: assumption}}"


def _after_the_first_for_all(lines: Sequence[Line]) -> Sequence[Line] | None:
    """The lines after the first that is for everybody; None where there is none."""
    return next((lines[number + 1 :] for number, line in enumerate(lines) if line.given is None), None)
