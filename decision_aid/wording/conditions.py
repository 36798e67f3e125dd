"""Conditions of a rule set in words, and where in its files a part is written.

Belongs here: pieces of the pages about parts of a rule set. Does not: the pages.
"""

from __future__ import annotations

from typing import NamedTuple

from decision_aid.model.conditions import (
    AllOf,
    Answered,
    AnyOf,
    AtLeast,
    AtMost,
    Condition,
    Equals,
    Not,
    Test,
    tests_in,
)
from decision_aid.model.problems import Location
from decision_aid.model.report import Paragraph, Reason, Section
from decision_aid.model.rules import Argument, Item, Rule, Rules, Strength
from decision_aid.wording.grammar import capitalized

STRENGTHS = {Strength.STRONG: "strongly", Strength.WEAK: "weakly"}


class _Group(NamedTuple):
    """A condition made of others: the words that introduce it, and what joins its parts in a sentence."""

    lead: str
    joint: str
    parts: tuple[Condition, ...]
    negated: bool = False


def _group(condition: Condition) -> _Group | None:
    """The parts of a condition. None when it is about one question only."""
    match condition:
        case AllOf(parts):
            return _Group("All of these", "; and ", parts)
        case AnyOf(parts):
            return _Group("One or more of these", "; or ", parts)
        case Not(AllOf(parts)):
            return _Group("Not all of these together", "; and ", parts, negated=True)
        case Not(AnyOf(parts)):
            return _Group("None of these", "; or ", parts, negated=True)
        case Not(part) if not isinstance(part, Answered):
            return _Group("Not", "", (part,), negated=True)
        case _:
            return None


def _simpler(condition: Condition) -> Condition:
    """The same condition without groups of one and without a *not* of a *not*."""
    match condition:
        case AllOf((part,)) | AnyOf((part,)) | Not(Not(part)):
            return _simpler(part)
        case Not(AllOf((part,)) | AnyOf((part,))):
            return _simpler(Not(part))
        case _:
            return condition


def in_words(rule_set: Rules, condition: Condition, *, inside: bool = False) -> str:
    """A condition as one phrase, with the codes. Inside another condition, brackets hold it together."""
    condition = _simpler(condition)
    group = _group(condition)
    if group is None:
        return ": ".join(question_and_wanted(rule_set, condition))
    words = group.joint.join(in_words(rule_set, part, inside=True) for part in group.parts)
    several = len(group.parts) > 1
    if group.negated:
        return f"not [{words}]" if several else f"not: {words}"
    return f"[{words}]" if inside and several else words


def in_codes(condition: Condition) -> str:
    """A condition as it is written in its file, but in one line."""
    match condition:
        case AllOf(parts) | AnyOf(parts):
            joint = " and " if isinstance(condition, AllOf) else " or "
            return f"( {joint.join(map(in_codes, parts))} )"
        case Not(part):
            return f"not {in_codes(part)}"
        case Equals(question, codes):
            return f"{question} is {' or '.join(codes)}"
        case AtLeast(question, bound):
            return f"{question} at least {bound}"
        case AtMost(question, bound):
            return f"{question} at most {bound}"
        case Answered(question):
            return f"{question} is answered"


def question_and_wanted(rule_set: Rules, condition: Condition) -> tuple[str, str]:
    """Of a condition on one question: the question, and what its answer has to be."""
    test = next(tests_in(condition))
    item = rule_set.item[test.question]
    if isinstance(test, Answered):
        return question_name(item), "no answer" if isinstance(condition, Not) else "any answer"
    return question_name(item), _wanted(item, test)


def _wanted(item: Item, test: Test) -> str:
    match test:
        case AtLeast(bound=bound):
            return f"{bound} or more"
        case AtMost(bound=bound):
            return f"{bound} or less"
        case Equals(codes=codes):
            return " or ".join(option_label(item, code) for code in codes)


def question_name(item: Item) -> str:
    """A question by its label and its link_id."""
    return f"{item.label} ({item.link_id})"


def option_label(item: Item, code: str) -> str:
    """An answer by its label and its code."""
    option = item.option(code)
    return f"{option.label} ({code})" if option else code


def how_strongly(argument: Argument) -> str:
    """How strongly an argument counts, or where it does."""
    return STRENGTHS[argument.strength] if argument.strength else "in the documents lens alone"


def what_it_argues(rule_set: Rules, rule: Rule) -> str:
    """What a rule argues, in one sentence."""
    arguments = ", ".join(
        f"{argument.direction} {rule_set.candidate[argument.candidate].short} {how_strongly(argument)}"
        for argument in rule.arguments
    )
    return f"{capitalized(arguments)}." if arguments else "A note."


def condition_section(rule_set: Rules, heading: str, condition: Condition) -> Section:
    """A condition as a list of its parts and their parts. Deeper parts are written as one phrase."""
    condition = _simpler(condition)
    group = _group(condition)
    if group is None:
        return Section(heading, (_part(rule_set, condition),))
    blocks = tuple(_part(rule_set, part) for part in group.parts)
    return Section(f"{heading}: {group.lead.lower()}", blocks)


def _part(rule_set: Rules, condition: Condition) -> Reason:
    condition = _simpler(condition)
    group = _group(condition)
    if group is None:
        return Reason(*question_and_wanted(rule_set, condition), ())
    if len(group.parts) == 1:
        return Reason(group.lead, in_words(rule_set, group.parts[0]), ())
    return Reason(group.lead, "", tuple(in_words(rule_set, part) for part in group.parts))


def place_section(rule_set: Rules, location: Location, *more: str) -> Section:
    """The file where a part is written, seen from the folder of the rule set, and the line."""
    folder = rule_set.location.file.removesuffix("rule_set.yaml")
    place = f"{location.file.removeprefix(folder)}:{location.line}"
    return Section("Where to find it in the rules", tuple(map(Paragraph, (place, *more))))
