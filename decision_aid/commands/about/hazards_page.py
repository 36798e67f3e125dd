"""How the aid could harm someone, and what guards against it, in words."""

from __future__ import annotations

from collections.abc import Iterator

from decision_aid.model.hazards import Hazard, HazardLog
from decision_aid.model.report import Paragraph, Reason, Report, Section


def hazards_page(log: HazardLog) -> Report:
    """Every hazard with its cause, effect, controls, evidence and what risk remains."""
    about = Section("In short", tuple(map(Paragraph, log.about)))
    hazards = Section(f"{len(log.hazards)} hazards", tuple(map(_hazard, log.hazards)))
    return Report(log.title, (about, hazards))


def _hazard(hazard: Hazard) -> Reason:
    return Reason(hazard.id, hazard.hazard, tuple(_details(hazard)))


def _details(hazard: Hazard) -> Iterator[str]:
    yield f"Cause: {hazard.cause}"
    yield f"Effect: {hazard.effect}"
    for control in hazard.controls:
        yield f"Control: {control}"
    for evidence in hazard.evidence:
        yield f"Evidence: {evidence}"
    yield f"Residual risk: {hazard.residual_risk}"
