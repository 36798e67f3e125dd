"""A suggestion as JSON, in the shape that other programs rely on (`decision-aid/evaluation/2`).

Belongs here: that record, and the fields that all records share. Does not: the records of single commands.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from decision_aid import __version__
from decision_aid.engine.agreement import agreement, heard_beside
from decision_aid.engine.evaluate import JudgedGate, Standing, WeighedArgument
from decision_aid.engine.record_answers import answers_hash, answers_to_keep
from decision_aid.engine.suggest import Conclusion, Sturdiness, Suggestion
from decision_aid.model.answers import Value
from decision_aid.model.choice import DECIDED, Choice
from decision_aid.model.rules import Contact, Rules, Source
from decision_aid.wording.help import contacts_for
from decision_aid.wording.result_card import result_card
from decision_aid.wording.safety import disagreements, gate_message
from decision_aid.wording.stamps import disclaimer

if TYPE_CHECKING:
    from decision_aid.model.library import Claim
    from decision_aid.wording.outcomes import Decided

SCHEMA = "decision-aid/evaluation/2"

MADE_FROM = ("program", "date", "rule_set", "lens", "answers", "answers_hash")
"""The fields that say what a record was made from, and when; every record about a sheet has them."""

HEARD_EARLIER = "unknown"
"""The kind of what was heard at another time, of which a file of answers keeps nothing else."""


def record_with_card(
    suggestion: Suggestion, sturdiness: Sturdiness | None = None, choice: Choice | None = None
) -> Mapping[str, Any]:
    """The record of `evaluate`: the suggestion, what was decided, and the sentences of its card."""
    suggestion = heard_beside(suggestion, choice)
    card = result_card(suggestion, sturdiness).as_json() if suggestion.conclusions else None
    decided = {DECIDED: choice_record(suggestion, choice)} if choice and suggestion.evaluation.safe else {}
    return {**result_record(suggestion), **decided, **({"card": card} if card else {})}


def choice_record(suggestion: Suggestion, choice: Choice) -> Mapping[str, Any]:
    """What was decided, and whether that is what was suggested. `reason` is null where none was given."""
    return {
        "candidates": list(choice.candidates),
        "agreement": str(agreement(suggestion, choice)),
        "reason": choice.reason or None,
    }


def result_record(suggestion: Suggestion) -> Mapping[str, Any]:
    """The suggestion in JSON's own types. A decision that did not arise is an empty object.

    `date` is the day (ISO 8601) on which it was made; empty where nobody said. `answers` are enough to come
    to the same again. `sources` are those that the arguments cite.
    """
    evaluation = suggestion.evaluation
    rule_set = evaluation.rule_set
    answers = answers_to_keep(evaluation)
    return {
        "schema": SCHEMA,
        "program": __version__,
        "date": rule_set.day,
        "rule_set": {
            "id": rule_set.id,
            "version": rule_set.version,
            "hash": rule_set.hash,
            "reviewed": rule_set.reviewed,
        },
        "lens": str(evaluation.lens),
        "answers": {
            question: _answer(answers[question])
            for question in dict.fromkeys((*rule_set.item, *answers))  # in the order of asking
            if question in answers
        },
        "answers_hash": answers_hash(answers),
        "status": str(suggestion.status),
        "gates": [
            {
                "id": judged.gate.id,
                "action": str(judged.gate.action),
                "urgency": str(judged.gate.urgency),
                "message": gate_message(suggestion, judged),
                "trigger": _trigger(suggestion, judged),
            }
            for judged in suggestion.gates
        ],
        "disagreements": list(disagreements(suggestion, suggestion.gates)),
        **({"first": "specialist"} if suggestion.specialist_first else {}),
        "missing": list(suggestion.missing),
        "decisions": {
            decision.id: _conclusion(suggestion.conclusion(decision.id))
            for decision in (rule_set.decisions if suggestion.conclusions else ())
        },
        "help": contact_records(contacts_for(suggestion)),
        "disclaimer": disclaimer(suggestion),
        "sources": _sources(suggestion),
        "words_of_danger": words_of_danger(suggestion),
        **background(suggestion),
        **as_of(rule_set),
    }


def background(suggestion: Suggestion) -> Mapping[str, str | bool]:
    """What a file says of its answers: `saved`, the day they are from, and `corrected`; only what is said."""
    return {key: value for key, value in suggestion.background._asdict().items() if value}


def _answer(value: Value) -> str | int | list[str]:
    return list(value) if isinstance(value, tuple) else value


def words_of_danger(suggestion: Suggestion) -> list[str]:
    """The kinds of danger that were heard. Despair alone is none; what was heard earlier is `unknown`."""
    evaluation = suggestion.evaluation
    kinds = [kind.id for kind in suggestion.kinds_heard if not kind.only_caution]
    return kinds or [HEARD_EARLIER] * evaluation.words_heard


def _trigger(suggestion: Suggestion, judged: JudgedGate) -> list[Mapping[str, Any]]:
    """The answers that set off a gate."""
    evaluation = suggestion.evaluation
    questions = dict.fromkeys(test.question for test in evaluation.trigger(judged))
    return [{"question": one, "answer": evaluation.answers.value(one)} for one in questions]


def _sources(suggestion: Suggestion) -> Mapping[str, Any]:
    sources = suggestion.evaluation.rule_set.source
    cited = (
        sources[id]
        for conclusion in suggestion.conclusions
        for standing in conclusion.standings
        for weighed in standing.arguments
        for id in weighed.sources
    )
    return {
        source.id: {"name": source.short, "link": source.link, "seen": source.seen, **review_fields(source)}
        for source in cited
    }


def as_of(rule_set: Rules) -> Mapping[str, str]:
    """The day for which `--as-of` asked, as every record has it; empty without that option."""
    return {"as_of": rule_set.as_of} if rule_set.as_of else {}


def review_fields(dated: Source | Claim | Contact) -> Mapping[str, str]:
    """The day by which something is to be reviewed, and whether that is overdue."""
    return {"review_by": dated.review_by, "freshness": str(dated.freshness)}


def contact_records(contacts: Iterable[Contact]) -> list[Mapping[str, str]]:
    """The contacts of a page, as every record has them."""
    return [
        {"name": contact.name, "contact": contact.contact, **review_fields(contact)} for contact in contacts
    ]


def outcome_record(decided: Decided) -> Mapping[str, Any]:
    """What a decision came to, as every record has it."""
    return {
        "outcome": str(decided.outcome),
        "favored": list(decided.favored),
        "close_behind": list(decided.close_behind),
    }


def _conclusion(conclusion: Conclusion | None) -> Mapping[str, Any]:
    if conclusion is None:
        return {}
    return {
        **outcome_record(conclusion),
        "candidates": {standing.candidate.id: _standing(standing) for standing in conclusion.standings},
    }


def _standing(standing: Standing) -> Mapping[str, Any]:
    return {
        "net_support": standing.net_support,
        "arguments": [_argument(weighed) for weighed in standing.arguments],
    }


def _argument(weighed: WeighedArgument) -> Mapping[str, Any]:
    return {
        "rule": weighed.rule.id,
        "theme": weighed.rule.theme,
        "direction": str(weighed.argument.direction),
        "strength": str(weighed.strength),
        "counted": weighed.counted,
        "basis": str(weighed.rule.basis),
        "because": weighed.because,
        "claims": list(weighed.argument.claims),
        "sources": list(weighed.sources),
    }
