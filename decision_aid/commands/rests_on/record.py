"""On which answers an outcome rests, as JSON (`decision-aid/rests-on/1`)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from decision_aid.commands.rests_on.find import questions_by_need
from decision_aid.engine.suggest import Suggestion
from decision_aid.proving.sufficient_answers import SufficientAnswers
from decision_aid.wording.result_record import MADE_FROM, as_of, background, result_record

SCHEMA = "decision-aid/rests-on/1"


def rests_on_record(suggestion: Suggestion, sufficient: SufficientAnswers | None) -> Mapping[str, Any]:
    """The record in JSON's own types. `rests_on` is null where answers are needed first."""
    own = result_record(suggestion)
    return {
        "schema": SCHEMA,
        **{key: own[key] for key in (*MADE_FROM, "status", "gates", "missing", "words_of_danger")},
        "favored": {made.decision.id: list(made.favored) for made in suggestion.conclusions},
        "close_behind": {made.decision.id: list(made.close_behind) for made in suggestion.conclusions},
        "rests_on": None if sufficient is None else _rests_on(suggestion, sufficient),
        **{key: own[key] for key in ("help", "disclaimer")},
        **background(suggestion),
        **as_of(suggestion.evaluation.rule_set),
    }


def _rests_on(suggestion: Suggestion, sufficient: SufficientAnswers) -> Mapping[str, Any]:
    given = suggestion.evaluation.answers.given
    needed, safety, silent, idle = questions_by_need(suggestion, sufficient)
    return {
        "answers": {item.link_id: given[item.link_id] for item in needed},
        "safety": {item.link_id: given[item.link_id] for item in safety},
        "unanswered": [item.link_id for item in silent],
        "smallest": sufficient.smallest,
        "not_needed": [item.link_id for item in idle],
        "settled_after": sufficient.settled_after,
        "settled_exactly": sufficient.sharp,
    }
