"""Signatures for something else than what there is to read now, and a review that nobody signed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from decision_aid.model.problems import Problem, Severity
from decision_aid.model.reviews import Part
from decision_aid.model.rules import Rules

CODES = {
    "changed-since-signed": "A part of the rule set is not what somebody reviewed and signed.",
    "signed-nothing": "A signature that names no part.",
    "review-unsigned": "The rule set says that it was reviewed, and nobody has signed.",
}

_DENIED = re.compile(r"\b(?:no|not|nobody|none|never|without)\b|n't\b", re.IGNORECASE)


def find(rule_set: Rules) -> Iterator[Problem]:
    """What it finds: contacts, texts of safety or rules that changed after somebody had signed them; a
    signature for no part; and a `clinician_review` that claims a review, while nobody has signed.

    Why it matters: a reader takes a signature for what is on the page.
    Example: a signature of last year, and a gate reworded since. Instead: let what `rules diff` shows
    be read again, and sign again with `rules sign`. Until somebody signs, `clinician_review` says that
    nobody has reviewed it.
    """
    for one in rule_set.reviews:
        if one.changed:
            message = f"the {one.part.words} changed after {one.signature.who}, signed on {one.signature.on}"
            hint = "let what changed be read, and sign again with rules sign"
            about = str(one.part)
            yield Problem(
                "changed-since-signed", message, one.signature.location, hint, Severity.WARNING, about
            )
    for signature in rule_set.signatures:
        if not any(signature.of(part) for part in Part):
            message = f"{signature.who}, signed no part"
            hint = f"add the fingerprint of one of: {', '.join(Part)}; rules sign does it"
            yield Problem("signed-nothing", message, signature.location, hint)
    if not rule_set.signatures and not _DENIED.search(rule_set.clinician_review):
        message = "'clinician_review' claims a review that nobody has signed"
        hint = "say that nobody has reviewed it; whoever has can sign, with rules sign"
        yield Problem("review-unsigned", message, rule_set.location, hint, Severity.WARNING, rule_set.id)
