"""The questions on which safety depends, by the stops that read them.

Belongs here: which these are, of any rule set. Does not: whether a stop holds (`evaluate`).
"""

from __future__ import annotations

from decision_aid.engine.questionnaire import ALWAYS_ANSWERED, deciding
from decision_aid.model.answers import WORDS_OF_DANGER
from decision_aid.model.conditions import questions_in
from decision_aid.model.rules import Action, Rules


def safety_questions(rule_set: Rules) -> tuple[str, ...]:
    """The ids of the questions that must be answered before a candidate is named, in the order of asking.

    They are the questions that a stop reads in `when`, and those that decide whether these are asked.
    Extras are never required. Nor is what always has an answer, or own words: there need be none.
    """
    read = (question for question in read_by_stops(rule_set) if not rule_set.item[question].extra)
    needed = deciding(rule_set.item, tuple(read))
    answered = {*ALWAYS_ANSWERED, *rule_set.own_words}
    return tuple(q for q in needed if q not in answered and not rule_set.item[q].extra)


def asked_after_own_words(rule_set: Rules) -> tuple[str, ...]:
    """The ids of the safety questions that are asked about people's own words, so only after them."""
    own = {WORDS_OF_DANGER, *rule_set.own_words}
    return tuple(q for q in safety_questions(rule_set) if not own.isdisjoint(deciding(rule_set.item, (q,))))


def read_by_stops(rule_set: Rules, *, releases: bool = False) -> tuple[str, ...]:
    """The ids of the questions that stops read in `when`; with `releases`, in `unless` too."""
    conditions = (
        condition
        for gate in rule_set.gates
        if gate.action is Action.STOP
        for condition in ((gate.when, gate.unless) if releases else (gate.when,))
        if condition is not None
    )
    return tuple(dict.fromkeys(question for one in conditions for question in questions_in(one)))


def nameable_questions(rule_set: Rules) -> tuple[str, ...]:
    """The ids of the questions that may be named while safety comes first.

    They are the safety questions, and all others that stops read.
    """
    nameable = {*read_by_stops(rule_set), *safety_questions(rule_set)}
    return tuple(link_id for link_id in rule_set.item if link_id in nameable)
