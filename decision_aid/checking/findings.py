"""What a proof came to.

A check claims that something is true of all sheets, or of some; a `Finding` says whether it is.
Belongs here: how the outcome of a search becomes a verdict, and all verdicts on a property together.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Any, NamedTuple

from decision_aid.model.problems import NOWHERE, Location, Problem, Severity
from decision_aid.proving.search import Answer


class Verdict(StrEnum):
    """Undecided is not a pass."""

    PROVED = "proved"
    REFUTED = "refuted"
    UNDECIDED = "undecided"


class Finding(NamedTuple):
    """The verdict on one property of one thing.

    `property` names what is claimed, in words that are the same for all things of a kind; `about`
    is the id of the thing. `problem` says what is wrong, unless it is proved.
    """

    property: str
    about: str
    verdict: Verdict
    effort: int = 0
    problem: Problem | None = None


class Claim(NamedTuple):
    """What ought to be true, and what is wrong if it is not."""

    property: str
    about: str
    code: str
    message: str
    location: Location = NOWHERE
    hint: str | None = None
    severity: Severity = Severity.ERROR
    settled_by: str = "simplify its conditions"

    def some(self, answer: Answer) -> Finding:
        """It is proved by a sheet, and refuted when there is none."""
        return self._finding(answer, Verdict.PROVED if answer.sheets else Verdict.REFUTED)

    def no(self, answer: Answer) -> Finding:
        """It is refuted by a sheet, and proved when there is none."""
        return self._finding(answer, Verdict.REFUTED if answer.sheets else Verdict.PROVED)

    def always(self, held: bool) -> Finding:
        """It is settled without a search."""
        return self._finding(Answer(None, False, 0), Verdict.PROVED if held else Verdict.REFUTED)

    def _finding(self, answer: Answer, verdict: Verdict) -> Finding:
        if answer.undecided:
            verdict = Verdict.UNDECIDED
            problem = Problem(
                "undecided",
                f"not settled after {answer.effort:,} steps: {self.property} ({self.about})",
                self.location,
                f"{self.settled_by}, or let a second prover try: --referee z3",
                about=self.about,
            )
        else:
            problem = Problem(
                self.code,
                self.message,
                self.location,
                self.hint,
                self.severity,
                self.about,
                answer.sheets or (),
            )
        return Finding(
            self.property, self.about, verdict, answer.effort, None if verdict is Verdict.PROVED else problem
        )


def by_property(findings: Sequence[Finding]) -> list[dict[str, Any]]:
    """What was claimed, of which things, and how it came out, as JSON takes it.

    A property is undecided when it is so of one thing, and refuted when it is refuted of one.
    """
    grouped: dict[str, list[Finding]] = {}
    for finding in findings:
        grouped.setdefault(finding.property, []).append(finding)
    worst = (Verdict.REFUTED, Verdict.UNDECIDED, Verdict.PROVED)
    return [
        {
            "property": property,
            "about": [finding.about for finding in group],
            "verdict": min((finding.verdict for finding in group), key=worst.index),
            "not_proved": [f.about for f in group if f.verdict is not Verdict.PROVED],
        }
        for property, group in grouped.items()
    ]
