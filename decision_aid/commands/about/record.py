"""What the aid is, how it rates itself, and how it could harm someone, as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from decision_aid.model.hazards import HazardLog
from decision_aid.model.report import Paragraph, Report
from decision_aid.model.rules import Rules
from decision_aid.model.standard import Criterion, Family, Standard
from decision_aid.wording.help import contacts_on_every_page
from decision_aid.wording.result_record import as_of, contact_records
from decision_aid.wording.review import review

SCHEMA = "decision-aid/about/1"
STANDARD_SCHEMA = "decision-aid/standard/1"
HAZARDS_SCHEMA = "decision-aid/hazards/1"


def about_record(rule_set: Rules, program: str, page: Report) -> Mapping[str, Any]:
    """The page about a rule set, its sections by their headings."""
    return {
        "schema": SCHEMA,
        "program": program,
        "rule_set": {
            "id": rule_set.id,
            "version": rule_set.version,
            "hash": rule_set.hash,
            "origin": str(rule_set.origin),
            "reviewed": rule_set.reviewed,
            "next_review": rule_set.next_review,
            "freshness": str(rule_set.freshness),
            "authors": list(rule_set.authors),
            "interests": rule_set.interests,
            "clinician_review": review(rule_set),
        },
        "sections": {
            section.heading: [block.text for block in section.blocks if isinstance(block, Paragraph)]
            for section in page.sections[:-1]
        },
        "help": contact_records(contacts_on_every_page(rule_set)),
        **as_of(rule_set),
    }


def standard_record(standard: Standard) -> Mapping[str, Any]:
    """Every criterion with its rating, and how many of each family are met."""
    scores = {str(family): standard.score(family) for family in Family}
    return {
        "schema": STANDARD_SCHEMA,
        "standard": standard.name,
        "self_rated": True,
        "scores": {family: {"met": met, "of": of} for family, (met, of) in scores.items()},
        "criteria": [_criterion(criterion) for criterion in standard.criteria],
        "departures": list(standard.departures),
    }


def hazards_record(log: HazardLog) -> Mapping[str, Any]:
    """Every hazard, with what guards against it and what shows that the guard is there."""
    hazards = [
        {
            "id": hazard.id,
            "hazard": hazard.hazard,
            "cause": hazard.cause,
            "effect": hazard.effect,
            "controls": list(hazard.controls),
            "evidence": list(hazard.evidence),
            "residual_risk": hazard.residual_risk,
        }
        for hazard in log.hazards
    ]
    return {"schema": HAZARDS_SCHEMA, "title": log.title, "about": list(log.about), "hazards": hazards}


def _criterion(criterion: Criterion) -> Mapping[str, Any]:
    return {
        "id": criterion.id,
        "family": str(criterion.family),
        "says": criterion.says,
        "rating": str(criterion.rating),
        "because": criterion.not_met_because or criterion.not_applicable_because,
        "shown": [place._asdict() for place in criterion.shown],
        "fields": list(criterion.fields),
        "proofs": list(criterion.proofs),
    }
