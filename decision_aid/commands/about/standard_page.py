"""How the aid rates itself against a standard, in words."""

from __future__ import annotations

from collections.abc import Iterator

from decision_aid.model.report import Bullets, Paragraph, Reason, Report, Section
from decision_aid.model.standard import Criterion, Family, Standard
from decision_aid.wording.grammar import capitalized

_FAMILIES = {
    Family.QUALIFYING: "without these, it isn't a decision aid",
    Family.CERTIFICATION: "without these, it could mislead",
    Family.QUALITY: "these make it better",
}


def standard_page(standard: Standard) -> Report:
    """Every criterion with its rating and where that can be checked."""
    families = (_family(standard, family) for family in Family)
    departures = Section("Where it departs from the standard", (Bullets(standard.departures),))
    title = f"Self-rated against {standard.name}"
    return Report(title, (_summary(standard), *families, departures))


def _summary(standard: Standard) -> Section:
    scores = ("{}: {} of {} met".format(capitalized(family), *standard.score(family)) for family in Family)
    said = (
        "The project rates itself here. No one outside it has checked this, and no one has certified "
        "the aid. All criteria are put in our own words."
    )
    how = (
        "A criterion counts as met only with a test that fails when the thing is gone. The tests stand "
        "beside the program in the project. This page is about the rules that come with the program."
    )
    source = Paragraph(f"The standard: {standard.link}")
    return Section("In short", (Bullets(tuple(scores)), Paragraph(said), Paragraph(how), source))


def _family(standard: Standard, family: Family) -> Section:
    heading = "{}: {} of {} met; {}".format(capitalized(family), *standard.score(family), _FAMILIES[family])
    return Section(heading, tuple(map(_criterion, standard.of(family))))


def _criterion(criterion: Criterion) -> Reason:
    lead = f"{criterion.id}, {criterion.rating}"
    return Reason(lead, criterion.says, tuple(_details(criterion)))


def _details(criterion: Criterion) -> Iterator[str]:
    if because := criterion.not_met_because or criterion.not_applicable_because:
        yield because
    for command, section in criterion.shown:
        yield f"See: decision-aid {command}, under '{section}'"
    if criterion.fields:
        yield f"Fields: {', '.join(criterion.fields)}"
    for proof in criterion.proofs:
        yield f"Test: {proof}"
