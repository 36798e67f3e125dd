"""The page of a question, and which gates, rules and questions read an answer."""

from __future__ import annotations

from collections.abc import Iterator

from decision_aid.engine.questionnaire import deciding
from decision_aid.engine.safety_questions import safety_questions
from decision_aid.model.conditions import Answered, Condition, Equals, Test, tests_in
from decision_aid.model.report import Block, Paragraph, Reason, Report, Section
from decision_aid.model.rules import Item, ItemType, Rules, Text
from decision_aid.wording.conditions import (
    condition_section,
    in_words,
    option_label,
    place_section,
    question_and_wanted,
    question_name,
)
from decision_aid.wording.grammar import capitalized

_TYPES = {
    ItemType.CHOICE: "One answer.",
    ItemType.MULTIPLE: "One answer or several.",
    ItemType.INTEGER: "A whole number.",
    ItemType.TEXT: "The person's own words. No rule and no gate can read them.",
}


def question_page(rule_set: Rules, item: Item) -> Report:
    """A question: its words, its answers with their readers, and when it is asked."""
    beside = (("Hint", item.help), ("Hint for a clinician", item.clinician_help), ("Why we ask", item.why))
    asked = (
        condition_section(rule_set, "When it is asked", item.asking)
        if item.asking
        else Section("When it is asked", (Paragraph("Always."),))
    )
    sections = (
        Section("What is asked", (*variants(item.text), *(Reason(lead, t, ()) for lead, t in beside if t))),
        Section("What can be answered, and who reads it", tuple(_readings(rule_set, item))),
        asked,
        place_section(rule_set, item.location, f"In the section: {item.section} ({item.purpose})."),
    )
    return Report(f"Question {item.link_id}: {item.label}", sections)


def _readings(rule_set: Rules, item: Item) -> Iterator[Block]:
    """Each answer, or each bound of a number, with the gates, rules and questions that read it."""
    yield Paragraph(" ".join(_kind_of_answer(rule_set, item)))
    for option in item.answer_options:
        lead = option_label(item, option.code) + (", goes with no other" if option.exclusive else "")
        read_by = _readers(rule_set, Equals(item.link_id, (option.code,)))
        yield Reason(lead, "", read_by or ("No one reads it.",))
    tests = {test for _, _, condition in _all_conditions(rule_set) for test in tests_in(condition)}
    own = [test for test in tests if test.question == item.link_id and not isinstance(test, Equals)]
    for test in sorted(own, key=lambda test: (type(test).__name__, getattr(test, "bound", 0))):
        yield Reason(capitalized(question_and_wanted(rule_set, test)[1]), "", _readers(rule_set, test))


def _kind_of_answer(rule_set: Rules, item: Item) -> Iterator[str]:
    yield _TYPES[item.type]
    if item.type is ItemType.INTEGER:
        yield f"From {item.minimum} to {item.maximum}."
    if item.max_choices is not None:
        yield f"At most {item.max_choices} of them."
    if item.link_id in safety_questions(rule_set):
        yield "A safety question: without an answer, no approach is named."


def _all_conditions(rule_set: Rules) -> Iterator[tuple[str, str, Condition]]:
    """Every condition, with the kind and the id of what it stands in."""
    for gate in rule_set.gates:
        yield from (("Gates", gate.id, condition) for condition in gate.conditions)
    yield from (("Rules", rule.id, rule.when) for rule in rule_set.rules)
    yield from (
        ("Decides whether it is asked", item.link_id, item.asking) for item in rule_set.items if item.asking
    )


def _readers(rule_set: Rules, wanted: Test | Answered) -> tuple[str, ...]:
    """The ids, by kind, of all that asks about this answer."""
    found: dict[str, dict[str, None]] = {}
    for kind, id, condition in _all_conditions(rule_set):
        if any(_asks(test, wanted) for test in tests_in(condition)):
            found.setdefault(kind, {})[id] = None
    return tuple(f"{kind}: {', '.join(ids)}" for kind, ids in found.items())


def _asks(test: Test | Answered, wanted: Test | Answered) -> bool:
    if isinstance(test, Equals) and isinstance(wanted, Equals):
        return test.question == wanted.question and not set(test.codes).isdisjoint(wanted.codes)
    return test == wanted


def reads(rule_set: Rules, condition: Condition) -> Iterator[Reason]:
    """The questions that a condition reads, with those that decide whether they are asked."""
    read: dict[str, dict[str, None]] = {}
    for test in tests_in(condition):
        item = rule_set.item[test.question]
        wanted = (
            test.codes if isinstance(test, Equals) else (": ".join(question_and_wanted(rule_set, test)[1:]),)
        )
        read.setdefault(item.link_id, {}).update(dict.fromkeys(wanted))
    for link_id in deciding(rule_set.item, tuple(read)):
        item = rule_set.item[link_id]
        codes = ", ".join(read[link_id]) if link_id in read else "decides whether a question below is asked"
        yield Reason(question_name(item), codes, (_when_asked(rule_set, item),))


def _when_asked(rule_set: Rules, item: Item) -> str:
    return f"Asked when: {in_words(rule_set, item.asking)}" if item.asking else "Always asked."


def variants(text: Text) -> Iterator[Reason]:
    """The words to each kind of reader."""
    yield Reason("To the person", text.plain, ())
    for reader, words in (("To a clinician", text.clinician), ("To a class", text.teaching)):
        yield Reason(reader, words or "the same words", ())
