"""The answers that a record of a result keeps, and their hash.

Belongs here: which answers are enough to come to the same result again. Does not: the record itself
(`wording.result_record`), and answers as a file holds them (`wording.answers_file`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from decision_aid.engine.evaluate import Evaluation
from decision_aid.engine.questionnaire import deciding
from decision_aid.engine.safety_questions import read_by_stops, safety_questions
from decision_aid.model.answers import HEARD, SETTING, SKIPPED, WORDS_OF_DANGER, Value
from decision_aid.model.rules import Rules

LEFT_OUT: Final = "(left out)"
"""What stands in a record in place of own words that it does not keep. That there were any matters."""


def answers_to_keep(evaluation: Evaluation) -> Mapping[str, Value]:
    """The answers of a record: all of them; while safety comes first, those alone that stops read.

    They come to the same result again. Own words may name an approach, so where safety comes first it is only
    kept that there were some, and whether danger was heard in them.
    """
    given, rule_set = evaluation.answers.given, evaluation.rule_set
    if evaluation.safe:
        return given
    needed = read_where_safety_comes_first(rule_set)
    kept = {question: value for question, value in given.items() if question in needed}
    for question in rule_set.own_words:
        if kept.get(question, SKIPPED) != SKIPPED:
            kept[question] = LEFT_OUT
    return {**kept, WORDS_OF_DANGER: HEARD} if evaluation.words_heard else kept


def read_where_safety_comes_first(rule_set: Rules) -> frozenset[str]:
    """The ids of the questions on which a stop or its release depends, and all that open these."""
    read = (SETTING, WORDS_OF_DANGER, *read_by_stops(rule_set, releases=True), *safety_questions(rule_set))
    return frozenset(deciding(rule_set.item, read))


def answers_hash(answers: Mapping[str, Value]) -> str:
    """SHA-256, in hexadecimal, of answers as JSON: keys sorted, no blanks, in plain ASCII."""
    import json
    from hashlib import sha256  # for those alone who ask

    text = json.dumps(dict(answers), sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return sha256(text.encode("ascii")).hexdigest()
