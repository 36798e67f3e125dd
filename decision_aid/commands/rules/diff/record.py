"""What a change of rules does, as JSON. The texts that change come first, as everywhere."""

from __future__ import annotations

from typing import Any, Final

from decision_aid.commands.rules.diff.find import Change, Comparison
from decision_aid.commands.rules.diff.left_out import LeftOut, OneAnswer
from decision_aid.commands.rules.diff.texts import ChangedText, ChangedTexts
from decision_aid.commands.rules.diff.verdict import verdict
from decision_aid.model.rules import Rules
from decision_aid.proving.shares import Share

SCHEMA: Final = "decision-aid/diff/1"


def record(old: Rules, new: Rules, texts: ChangedTexts, comparison: Comparison | None) -> dict[str, Any]:
    """A comparison as JSON takes it; of rule sets that cannot be compared, their texts alone."""
    return {
        "schema": SCHEMA,
        "old": _rule_set(old),
        "new": _rule_set(new),
        "texts": {name: [_text(one) for one in getattr(texts, name)] for name in ChangedTexts._fields},
        "verdict": verdict(texts, comparison) if comparison else None,
        "outcomes": _outcomes(comparison) if comparison else None,
    }


def _outcomes(comparison: Comparison) -> dict[str, Any]:
    return {
        "changes": [_change(change) for change in comparison.changes],
        "proved_absent": [kind.words for kind in comparison.absent],
        "not_settled": [kind.words for kind in comparison.open],
        "cases_moved": [moved._asdict() for moved in comparison.moved],
        "new_cases": [{"case": case.case, "new": case.new} for case in comparison.new_cases],
        "asked_by_one_alone": dict(
            zip(("old", "new"), (list(one.questions) for one in comparison.left_out), strict=True)
        ),
        "left_out": dict(zip(("old", "new"), map(_record_left_out, comparison.left_out), strict=True)),
        "with_population": comparison.with_population,
    }


def _rule_set(rules: Rules) -> dict[str, str]:
    return {"id": rules.id, "version": rules.version, "hash": rules.hash}


def _text(changed: ChangedText) -> dict[str, Any]:
    words = [{"sign": str(words.sign), "text": words.text} for words in changed.word_by_word]
    return {**changed._asdict(), "words": words}


def _change(change: Change) -> dict[str, Any]:
    return {
        "kind": change.kind.words,
        "stops": change.kind.stops,
        "share": _share(change.share),
        "sheet": change.sheet,
        "shortest": change.shortest,
    }


def _record_left_out(one: LeftOut) -> dict[str, Any]:
    """Gates that rest on what one alone asks or takes, and a sheet on which a stop is lost by it."""
    return {
        "answers": [_answer(answer) for answer in one.answers],
        "gates": [
            {
                "id": resting.gate.id,
                "action": str(resting.gate.action),
                "questions": list(resting.questions),
                "answers": [_answer(answer) for answer in resting.answers],
            }
            for resting in one.resting
        ],
        "named_by_no_stop": [_answer(unread.answer) for unread in one.unread],
        "stop_lost": one.lost.sheet if one.lost else None,
        "not_settled": one.open,
    }


def _answer(one: OneAnswer) -> dict[str, str]:
    return {"question": one.question, "answer": one.code}


def _share(share: Share) -> dict[str, float]:
    return {"part": share.part, "drawn": share.drawn}
