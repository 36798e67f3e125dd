"""What no rule set can do without, and what the rest of the program takes for granted."""

from __future__ import annotations

from collections.abc import Iterator

from decision_aid.engine.questionnaire import deciding
from decision_aid.model.answers import (
    CLINICIAN,
    HEARD,
    NONE,
    PERSON,
    SETTING,
    SKIPPED,
    SOMEONE_ELSE,
    TEACHING,
    WORDS_OF_DANGER,
)
from decision_aid.model.conditions import questions_in
from decision_aid.model.problems import Problem
from decision_aid.model.rules import Action, Gate, Rules

CODES = {
    "no-decision": "There is nothing to decide.",
    "no-choice": "A decision with fewer than two candidates.",
    "no-stop": "There is no stop, so nothing ever comes before a suggestion.",
    "no-help": "A gate, or a rule set, that tells nobody where to turn.",
    "empty-rule": "A rule that argues nothing and notes nothing.",
    "unknown-setting": "A setting that the pages have no words for.",
    "other-than-heard": "The question that is never asked has other answers than none and heard.",
    "reserved-code": "A code that is the word for a question that was skipped.",
    "opened-by-extra": "A safety question that only an extra question opens.",
}


def find(rule_set: Rules) -> Iterator[Problem]:
    """What it finds: no decision, a decision with fewer than two candidates, no stop, a gate without
    help, no contact for every page, a rule with neither argument nor note; a setting the pages have
    no words for, a code that is the word for a skipped question, and a safety question that only an
    extra question opens.

    Why it matters: there would be nothing to weigh, nothing to say, nobody to turn to, or a question
    of safety that is never asked and always missing.
    Example: `enable_when: {question: phq9_total, at_least: 1}` on a question that a stop reads.
    Instead: let it depend on a question that must be answered.
    """
    if not rule_set.decisions:
        yield Problem("no-decision", "a rule set needs a decision", rule_set.location)
    for decision in rule_set.decisions:
        if len(decision.candidates) < 2:
            yield Problem("no-choice", f"'{decision.id}' needs two candidates or more", decision.location)
    if not any(gate.action is Action.STOP for gate in rule_set.gates):
        hint = "people in danger answer these questions, too: let a gate stop for them"
        yield Problem("no-stop", "a rule set needs a stop", rule_set.location, hint)
    for rule in rule_set.rules:
        if not rule.arguments and not rule.note:
            message = f"the rule '{rule.id}' argues nothing and notes nothing"
            yield Problem("empty-rule", message, rule.location)
    yield from _help(rule_set)
    yield from _questions(rule_set)
    for gate in rule_set.gates:
        yield from _opened_by_extra(rule_set, gate)


def _help(rule_set: Rules) -> Iterator[Problem]:
    if not any(contact.always for contact in rule_set.contacts):
        place = rule_set.contacts[0].location if rule_set.contacts else rule_set.location
        yield Problem("no-help", "no contact stands on every page", place, "mark one with 'always: true'")
    for gate in rule_set.gates:
        if gate.action is not Action.CAUTION and not gate.help:
            yield Problem("no-help", f"the gate '{gate.id}' names nobody to turn to", gate.location)


def _questions(rule_set: Rules) -> Iterator[Problem]:
    for item in rule_set.items:
        if item.link_id == SETTING and not set(item.codes) <= {PERSON, SOMEONE_ELSE, CLINICIAN, TEACHING}:
            message = f"'{SETTING}' knows {PERSON}, {SOMEONE_ELSE}, {CLINICIAN} and {TEACHING} alone"
            yield Problem("unknown-setting", message, item.location)
        if item.derived and set(item.codes) != {NONE, HEARD}:
            message = f"'{WORDS_OF_DANGER}' knows {NONE} and {HEARD} alone"
            yield Problem("other-than-heard", message, item.location)
        if SKIPPED in item.codes:
            yield Problem("reserved-code", f"'{SKIPPED}' is the word for no answer", item.location)


def _opened_by_extra(rule_set: Rules, gate: Gate) -> Iterator[Problem]:
    read = questions_in(gate.when) if gate.action is Action.STOP else ()
    for link_id in deciding(rule_set.item, [q for q in read if q in rule_set.item]):
        item = rule_set.item[link_id]
        opened_by = questions_in(item.enable_when) if item.enable_when and not item.extra else ()
        if opened_by and all(q in rule_set.item and rule_set.item[q].extra for q in opened_by):
            message = f"'{link_id}' is a safety question, and only an extra question opens it"
            yield Problem("opened-by-extra", message, item.location)
