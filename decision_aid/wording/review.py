"""Who reviewed a rule set, in words: exactly what was reviewed, and what has changed since.

Belongs here: the one sentence on it that every page carries, whole and in short, and the day for which its
dates are told. Does not: which signature
counts (`checking.reviewed_parts`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from decision_aid.model.reviews import OF_A_RESULT, Part, Review
from decision_aid.model.rules import Rules
from decision_aid.wording.grammar import capitalized, joined


def review(rules: Rules) -> str:
    """Who reviewed what, what changed since, and what no licensed clinician has reviewed."""
    if not rules.reviews:
        return rules.clinician_review
    return " ".join((*_reviewed(rules.reviews), *_not_reviewed(rules.reviews)))


def review_in_short(rules: Rules) -> str:
    """The same in one short sentence, about review by licensed clinicians alone."""
    return licensed_review(rules) or rules.clinician_review


def licensed_review(rules: Rules) -> str | None:
    """What licensed clinicians have reviewed, in one short sentence; None where that is nothing."""
    licensed = [one for one in rules.reviews if one.signature.licensed]
    current = [one for one in licensed if not one.changed]
    of_a_result = [one for one in current if one.part in OF_A_RESULT]
    if len(of_a_result) == len(OF_A_RESULT):
        return f"Reviewed by {joined(list(dict.fromkeys(one.signature.who for one in of_a_result)))}."
    if any(one.changed and one.part in OF_A_RESULT for one in licensed):
        return "Changed since a licensed clinician reviewed it."
    return "A licensed clinician has reviewed only a part of this." if current else None


def day_stamp(rule_set: Rules) -> tuple[str, ...]:
    """The line that names the day which was asked for; no line when none was."""
    return (f"As of {rule_set.as_of}.",) if rule_set.as_of else ()


def _reviewed(reviews: Sequence[Review]) -> Iterator[str]:
    """A sentence for each signature that counts: what of it is as it was read, then what is not."""
    for changed in (False, True):
        by_signature: dict[tuple[str, str], list[str]] = {}
        for one in reviews:
            if one.changed is changed:
                key = (one.signature.who, one.signature.on)
                by_signature.setdefault(key, []).append(one.part.words)
        for (who, on), parts in by_signature.items():
            named = joined(parts)
            if changed:
                yield f"{capitalized(named)} changed since {who}, reviewed them on {on}."
            else:
                yield f"Reviewed by {who}, on {on}: {named}."


def _not_reviewed(reviews: Sequence[Review]) -> Iterator[str]:
    """What no licensed clinician has reviewed as it is now."""
    done = {one.part for one in reviews if one.signature.licensed and not one.changed}
    left = [part.words for part in Part if part not in done]
    if left:
        yield f"No licensed clinician has reviewed the {joined(left)} as they are now."
