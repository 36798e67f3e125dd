"""The pages of claims and sources, and how both are named on other pages."""

from __future__ import annotations

from collections.abc import Sequence

from decision_aid.model.library import Claim, Wording
from decision_aid.model.report import Bullets, Paragraph, Reason, Report, Section
from decision_aid.model.review_dates import Freshness
from decision_aid.model.rules import Rules, Source
from decision_aid.wording.conditions import listed, stands
from decision_aid.wording.reasons import NOT_LATELY, sentence, source_name

_WORDINGS = {
    Wording.STRONG: "put strongly",
    Wording.MODERATE: "put with some care",
    Wording.WEAK: "put weakly",
    Wording.IMPRESSION: "what the practice itself has seen",
}

VERDICTS = {
    "supported": "Research backs it.",
    "mixed": "Research is mixed.",
    "not_supported": "Research does not back it.",
    "contradicted": "Research speaks against it.",
    "unlike_compared": "It compares unlike things.",
    "theory": "A theory, which no trial can check.",
    "impression": "What a practice sees, and no study.",
    "description": "It tells how the therapy works, and no result that can be checked.",
    "preference": "A matter of wishes.",
    "not_checked": "Not checked.",
}

SEEN = {
    "full": "Read in full.",
    "abstract": "Only the abstract was read.",
    "summary": "Only a summary was read.",
    "page": "Only one page of it was read.",
}


def claim_page(rule_set: Rules, claim: Claim) -> Report:
    """A claim in full, with the rules that use it."""
    using = [r for r in rule_set.rules if any(claim.id in argument.claims for argument in r.arguments)]
    unused = [f"No rule uses it. {claim.unused_because}"] if claim.unused_because else []
    used = [f"{rule.id}: {rule.caption}" for rule in using] or unused or ["No rule uses it."]
    says_who = "It says who benefits, or when it fits." if claim.benefit else "It does not say who benefits."
    sections = (
        Section("What it says", (claimed(rule_set, claim), Paragraph(says_who))),
        *listed(_rested_on(claim), (cited(rule_set.source[source]) for source in claim.sources)),
        Section("Rules that use it", (Bullets(tuple(used)),)),
        stands(rule_set, claim.location),
    )
    return Report(f"Claim {claim.id}", sections)


def _rested_on(claim: Claim) -> str:
    """The heading above the sources of a verdict, or of what was one before it lapsed."""
    lapsed = claim.freshness is Freshness.LAPSED
    return "What it was last checked against" if lapsed else "What that verdict rests on"


def claimed(rule_set: Rules, claim: Claim) -> Reason:
    """What a claim says, where, how strongly, and what research says of it."""
    verdict = verdict_on(claim)
    where = f"{rule_set.source[claim.document].short}, {claim.heading}, {claim.item}"
    lapsed = claim.freshness is Freshness.LAPSED
    found = verdict if lapsed else f"{verdict} {claim.research}"
    return Reason(claim.id, claim.says, (f"{where}; {_WORDINGS[claim.wording]}", found))


def verdict_on(claim: Claim) -> str:
    """What research says of a claim, in a word; of one that nobody has looked at for too long, only that."""
    said = VERDICTS.get(claim.verdict, f"{claim.verdict}.")
    if claim.freshness is Freshness.LAPSED:
        said = sentence(f"{NOT_LATELY}.")
    late = claim.freshness is not Freshness.FRESH
    return f"{said} Due for review since {claim.review_by}." if late else said


def source_page(rule_set: Rules, source: Source) -> Report:
    """A source, with all that names it."""
    naming = (
        *(f"gate {gate.id}: {gate.caption}" for gate in rule_set.gates if source.id in gate.sources),
        *(f"rule {rule.id}: {rule.caption}" for rule in rule_set.rules if source.id in rule.sources),
        *(
            f"claim {c.id}: {c.says}"
            for c in rule_set.library.claims
            if source.id in (c.document, *c.sources)
        ),
        *(
            f"option {page.id}: {page.caption}"
            for page in rule_set.library.options
            if source.id in page.sources
        ),
    )
    sections = (
        Section(f"What it is: {source.kind}, {source.year}", (cited(source),)),
        Section("What names it", (Bullets(naming or ("Nothing.",)),)),
        stands(rule_set, source.location),
    )
    return Report(f"Source {source.id}: {source.short}", sections)


def cited(source: Source) -> Reason:
    """A source, what it is, where to find it and how much of it was read."""
    return Reason(
        source.id,
        f"{source_name(source)}. {source.about}",
        (source.link, SEEN.get(source.seen, source.seen)),
    )


def rests_on(rule_set: Rules, basis: str, sources: Sequence[str]) -> Section:
    """What a rule rests on: its basis in words, and its sources."""
    named = (cited(rule_set.source[source]) for source in sources)
    return Section("What it rests on", (Paragraph(basis), *named))
