"""What a change of rules does, all of it in a line: what somebody reads first who signs it.

Belongs here: the line, and what the page below it says in the same words. Does not: that page (`page`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from decision_aid.commands.rules.diff.find import Comparison
from decision_aid.commands.rules.diff.kinds import Kind
from decision_aid.commands.rules.diff.left_out import Resting
from decision_aid.commands.rules.diff.texts import ChangedTexts
from decision_aid.commands.rules.diff.texts_page import OF_SAFETY
from decision_aid.model.problems import shown
from decision_aid.model.rules import Rules
from decision_aid.proving.shares import Share
from decision_aid.wording.grammar import counted, joined

MOST_NAMED = 8
"""Questions, gates and cases that are named one by one; of more, the others are counted."""

WHICH: Final = ("old", "new")


OF_STOPS: Final = ("A stop is lost", "A stop is gained")
"""The gravest kinds of change, in their own words."""


def verdict(texts: ChangedTexts, comparison: Comparison) -> str:
    """All of it in a line: whether safety changed, how many texts did, and for how many people it matters."""
    parts = (
        _of_safety(texts, comparison),
        *_of_parts(comparison),
        *_of_edited_cases(texts, comparison),
        _of_texts(texts),
        *_of_outcomes(comparison),
    )
    return " · ".join(parts)


def _of_safety(texts: ChangedTexts, comparison: Comparison) -> str:
    nouns = zip(OF_SAFETY, ("contact text", "safety text", "gate condition"), strict=True)
    numbers = [(len(getattr(texts, name)), noun) for name, noun in nouns]
    changed = [counted(number, noun) for number, noun in numbers if number]
    changed += [kind.words.lower() for kind in _kinds(comparison) if kind.words in OF_STOPS]
    beyond = [*_beyond(comparison)]
    others = sum(kind.of_safety and kind.words not in OF_STOPS for kind in _kinds(comparison))
    if others:
        changed.append(f"{counted(others, 'kind')} of change with gates")
    if beyond or changed:
        return f"SAFETY CHANGED: {', '.join((*beyond, *changed))}"
    return "safety not settled" if any(k.of_safety for k in comparison.open) else "safety unchanged"


def _beyond(comparison: Comparison) -> Iterator[str]:
    """What gates rest on, and the comparison leaves out; the gravest first."""
    for one, which in zip(comparison.left_out, WHICH, strict=True):
        if one.lost:
            yield f"a stop is lost by what only the {which} one has"
        elif one.open:
            yield f"not settled whether a stop is lost by what only the {which} one has"
    for one, verb, adjective in zip(
        comparison.left_out,
        (("depended", "depended"), ("now depends", "now depend")),
        ("former", "new"),
        strict=True,
    ):
        for unread in one.unread:
            if adjective == "new":
                yield f"no stop names the new answer {quoted([unread.answer.words])}"
        if one.resting:
            asked = f"on {joined([*_of_one_alone(one.resting, adjective)])}, which this comparison leaves out"
            first, many = one.resting[0].gate, len(one.resting) > 1
            gates = f"the {first.action} '{shown(first.id)}'"
            if many:
                gates = f"{gates} and {counted(len(one.resting) - 1, 'other gate')}"
            yield f"{gates} {verb[many]} {asked}"


def _of_one_alone(gates: Sequence[Resting], adjective: str) -> Iterator[str]:
    """The questions and answers on which gates rest, such as *the new question 'cleared'*."""
    questions = dict.fromkeys(question for one in gates for question in one.questions)
    answers = dict.fromkeys(answer.words for one in gates for answer in one.answers)
    for noun, names in (("question", questions), ("answer", answers)):
        if names:
            yield f"the {adjective} {noun}{'' if len(names) == 1 else 's'} {quoted(names)}"


def quoted(names_of: Iterable[str]) -> str:
    """The names in quotes; of very many the first, and how many others there are."""
    names = [f"'{shown(one)}'" for one in names_of]
    more = len(names) - MOST_NAMED
    return joined([*names[:MOST_NAMED], *([f"{more} more"] if more > 0 else [])])


def where_it_holds(comparison: Comparison) -> str:
    """Where what is said holds: nothing can be said of what only one of the two asks or takes."""
    names = [
        name for one in comparison.left_out for name in (*one.questions, *(a.words for a in one.answers))
    ]
    verb = "is" if len(names) == 1 else "are"
    return f"where {quoted(names)} {verb} left out" if names else ""


def _kinds(comparison: Comparison) -> Sequence[Kind]:
    return [change.kind for change in comparison.changes]


def _of_parts(comparison: Comparison) -> Iterator[str]:
    """What there is more of, and what is gone: questions, rules, what is weighed, and worked cases."""
    for old, new, noun in (
        (comparison.old.item, comparison.new.item, "question"),
        ({rule.id for rule in comparison.old.rules}, {rule.id for rule in comparison.new.rules}, "rule"),
        (comparison.old.candidate, comparison.new.candidate, "candidate"),
        (_cases_of(comparison.old), _cases_of(comparison.new), "worked case"),
    ):
        for left, adjective in ((set(new) - set(old), "new"), (set(old) - set(new), "former")):
            if left:
                yield counted(len(left), f"{adjective} {noun}")


def _cases_of(rules: Rules) -> set[str]:
    return {case.id for case in rules.library.cases}


def _of_edited_cases(texts: ChangedTexts, comparison: Comparison) -> Iterator[str]:
    of_both = {f"case '{id}'" for id in _cases_of(comparison.old) & _cases_of(comparison.new)}
    if edited := of_both & {one.part for one in texts.cases}:
        yield f"{counted(len(edited), 'worked case')} edited"


def _of_texts(texts: ChangedTexts) -> str:
    others = len(texts.questions) + len(texts.others)
    noun = "other text" if any(texts[:3]) else "text"
    return counted(others, noun) if others else f"no {noun} changed"


def _of_outcomes(comparison: Comparison) -> Iterator[str]:
    if comparison.moved:
        moves = "moves" if len(comparison.moved) == 1 else "move"
        yield f"{counted(len(comparison.moved), 'worked case')} {moves}"
    both = Share(*(sum(numbers) for numbers in zip(*comparison.otherwise, strict=True)))
    people = "a made-up population" if comparison.with_population else "all possible sheets"
    if not comparison.changes:
        settled = f"nothing comes out differently {where_it_holds(comparison)}".rstrip()
        yield "not settled what comes out" if comparison.open else settled
    else:
        share = f"under {both.margin:.1g}% of {people}"
        if both.part:
            share = f"{in_percent(both.percent)}% of {people} (± {both.margin:.1g})"
        yield f"{share} comes out differently {where_it_holds(comparison)}".rstrip()
    if comparison.changes and comparison.open:
        yield f"{counted(len(comparison.open), 'kind')} of change not settled"


def in_percent(number: float) -> str:
    """A percentage in two digits, or three where it is a hundred."""
    return f"{number:.0f}" if number >= 10 else f"{number:.2g}"
