"""What questions and answers are called in FHIR R4 (hl7.org/fhir/R4), and a PHQ-9 in LOINC (loinc.org).

Belongs here: names that are both written and read. Does not: writing (`commands.fhir`) and reading
(`loading.fhir_response`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from decision_aid.model.rules import Rules

RESPONSE: Final = "QuestionnaireResponse"
QUESTIONNAIRE: Final = "Questionnaire"

ABSENT: Final = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"
DECLINED: Final = "asked-declined"
"""Why there is no answer: the person was asked, and would rather not say."""

CORRECTED: Final = "urn:decision-aid:corrected"
"""The extension of a response in which an answer that had stopped the questions was taken back."""

LOINC: Final = "http://loinc.org"
PHQ9_PANEL: Final = "44249-1"
PHQ9_TOTAL: Final = "44261-6"
PHQ9_ITEMS: Final = (
    *("44250-9", "44255-8", "44259-0", "44254-1", "44251-7"),
    *("44258-2", "44252-5", "44253-3", "44260-8"),
)
"""The nine items in the order of the form; the last one asks about death and self-harm."""

PHQ9_ANSWERS: Final[Mapping[str, int]] = {"LA6568-5": 0, "LA6569-3": 1, "LA6570-1": 2, "LA6571-9": 3}
"""What each answer to an item adds to the total."""

SCORES: Final = frozenset(
    f"http://hl7.org/fhir/StructureDefinition/{name}" for name in ("ordinalValue", "iso21090-CO-value")
)
"""The extensions in which a coded answer may carry its number."""


def questionnaire_url(rule_set_id: str) -> str:
    """What the questions of a rule set are called, whichever version."""
    return f"urn:decision-aid:questionnaire:{rule_set_id}"


def code_system_url(rule_set_id: str) -> str:
    """What the codes of their answers are called."""
    return f"urn:decision-aid:codes:{rule_set_id}"


def pinned_version(rules: Rules) -> str:
    """The version that says exactly which questions: that of the rule set, and the start of its hash."""
    return f"{rules.version}+{rules.hash[:12]}"


def qualified(link_id: str, code: str) -> str:
    """The code of an answer among the answers to all questions, many of which have a `yes`."""
    return f"{link_id}.{code}"
