"""The hazard log: how the aid could harm someone, and what guards against it.

Belongs here: what an entry says. Does not: reading it from its file (`loading`) and showing it (`commands`).
"""

from typing import NamedTuple

from decision_aid.model.problems import NOWHERE, Location
from decision_aid.model.records import NotAKey, record


@record
class Hazard(NamedTuple):
    """One way in which somebody could come to harm.

    `evidence` shows that the `controls` are there: a gate, property, case or check by its name (such as
    `gate danger-now` or `check unread-code`), or a test (`tests/FILE::NAME`).
    """

    id: str
    hazard: str
    cause: str
    effect: str
    controls: tuple[str, ...]
    evidence: tuple[str, ...]
    residual_risk: str
    location: Location = NOWHERE


@record
class HazardLog(NamedTuple):
    """All hazards that are known, and what the log is."""

    title: str
    about: tuple[str, ...]
    hazards: NotAKey[tuple[Hazard, ...]]
