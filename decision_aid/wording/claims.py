"""Claims of the documents in words: the page of one, and what research says of it.

Belongs here: what more than one page says of a claim. Does not: sources (`sources`).
"""

from __future__ import annotations

from decision_aid.model.library import Claim, Wording
from decision_aid.model.report import Bullets, Paragraph, Reason, Report, Section, section_unless_empty
from decision_aid.model.review_dates import Freshness
from decision_aid.model.rules import Rules
from decision_aid.wording.conditions import place_section
from decision_aid.wording.grammar import capitalized
from decision_aid.wording.sources import NOT_LATELY, source_entry

_WORDINGS = {
    Wording.STRONG: "strongly worded",
    Wording.MODERATE: "worded with some care",
    Wording.WEAK: "weakly worded",
    Wording.IMPRESSION: "what the practice itself has seen",
}

VERDICTS = {
    "supported": "Research backs it.",
    "mixed": "Research is mixed.",
    "not_supported": "Research doesn't back it.",
    "contradicted": "Research speaks against it.",
    "unlike_compared": "It compares unlike things.",
    "theory": "A theory, which no trial can check.",
    "impression": "What a practice sees, and no study.",
    "description": "It says how the {candidate} works, which isn't a result anyone can check.",
    "preference": "A matter of wishes.",
    "not_checked": "Not checked.",
}


def claim_page(rule_set: Rules, claim: Claim) -> Report:
    """A claim in full, with the rules that use it."""
    using = [r for r in rule_set.rules if any(claim.id in argument.claims for argument in r.arguments)]
    used = [f"{rule.id}: {rule.caption}" for rule in using] or ["No rule uses it."]
    says_who = (
        f"It says what the {rule_set.topic.candidate} does for people, or whom it fits."
        if claim.benefit
        else "It doesn't say who benefits."
    )
    sections = (
        Section("What it says", (claim_entry(rule_set, claim), Paragraph(says_who))),
        *section_unless_empty(
            _sources_heading(claim), (source_entry(rule_set.source[source]) for source in claim.sources)
        ),
        Section("Rules that use it", (Bullets(tuple(used)),)),
        place_section(rule_set, claim.location),
    )
    return Report(f"Claim {claim.id}", sections)


def _sources_heading(claim: Claim) -> str:
    """The heading above the sources of a verdict, which may have lapsed."""
    lapsed = claim.freshness is Freshness.LAPSED
    return "What it was last checked against" if lapsed else "What that verdict rests on"


def claim_entry(rule_set: Rules, claim: Claim) -> Reason:
    """What a claim says, where, how strongly, and what research says of it."""
    verdict = verdict_on(rule_set, claim)
    where = place_of(rule_set, claim)
    lapsed = claim.freshness is Freshness.LAPSED
    research = verdict if lapsed else f"{verdict} {claim.research}"
    return Reason(claim.id, claim.says, (f"{where}; {_WORDINGS[claim.wording]}", research))


def place_of(rule_set: Rules, claim: Claim) -> str:
    """Where a document makes a claim: its name, the heading, and the place below that."""
    return f"{rule_set.source[claim.document].short}, {claim.heading}, {claim.item}"


def verdict_on(rule_set: Rules, claim: Claim) -> str:
    """What research says of a claim, in a few words. A verdict that has lapsed is not repeated."""
    words = VERDICTS.get(claim.verdict, f"{claim.verdict}.")
    words = words.replace("{candidate}", rule_set.topic.candidate)
    if claim.freshness is Freshness.LAPSED:
        words = capitalized(f"{NOT_LATELY}.")
    late = claim.freshness is not Freshness.FRESH
    return f"{words} Due for review since {claim.review_by}." if late else words
