"""What drawn people show of a change: how many sheets are of a kind, and one of them.

Belongs here: statements about the sheets that two rule sets read, on all people at once. Does not: drawing
(`proving.people`), and what one rule set makes of the sheets (`proving.planes`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from decision_aid.model.answers import Value
from decision_aid.proving.compiled import UNANSWERED
from decision_aid.proving.people import People
from decision_aid.proving.planes import Plane, Results, add_one, union
from decision_aid.proving.shares import Share
from decision_aid.proving.statements import (
    Every,
    Favored,
    GateHolds,
    Named,
    No,
    Some,
    Statement,
    Unanswered,
    Weighed,
)

Sheet: TypeAlias = Mapping[str, Value]


class Drawn:
    """People who were drawn for both rule sets."""

    def __init__(self, people: People) -> None:
        self._answers = {
            link_id: answered
            for link_id, answered in people.planes[0].answers.items()
            if link_id not in people.traits
        }
        self._results = [Results(planes) for planes in people.planes]
        old, new = self._results
        self._everyone = old.everyone & new.everyone
        self._stopped = (old.stopped | new.stopped) & self._everyone

    def showing(self, statement: Statement) -> Plane:
        """The people of whose sheets a statement is true."""
        match statement:
            case Every(parts):
                found = self._everyone
                for part in parts:
                    found &= self.showing(part)
                return found
            case Some(parts):
                return union(map(self.showing, parts))
            case No(part):
                return self._everyone & ~self.showing(part)
            case GateHolds() | Unanswered() | Weighed() | Favored() | Named():
                return _of_one(self._results[statement.sheet], statement) & self._everyone
        raise TypeError(f"no kind of change is about {statement}")

    def share(self, among: Plane, *, stops: bool) -> Share:
        """How many of those who stop by one of the two at least, or of the others, are in a plane."""
        drawn = self._stopped if stops else self._everyone & ~self._stopped
        return Share((among & drawn).bit_count(), drawn.bit_count())

    def sheet(self, among: Plane) -> Sheet | None:
        """A sheet with as few answers as any of these; None where there is none."""
        if not among:
            return None
        digits = [0] * len(self._answers).bit_length()
        for answered in self._answers.values():
            add_one(digits, union(answered.values()))
        for digit in reversed(digits):
            among = among & ~digit or among
        one = among & -among
        return {
            link_id: value
            for link_id, answered in self._answers.items()
            for value, plane in answered.items()
            if plane & one
        }


def _of_one(results: Results, statement: GateHolds | Unanswered | Weighed | Favored | Named) -> Plane:
    """The people of whose sheets a statement about one of the rule sets is true."""
    match statement:
        case GateHolds(gate):
            return results.gates[gate]
        case Unanswered(question):
            return results.planes.fact(UNANSWERED, question)
        case Weighed():
            return results.weighed
        case Favored(candidate, lens) | Named(candidate, lens):
            came_to, place = next(
                (came_to, place)
                for decision, came_to in zip(results.rule_set.decisions, results.concluded(lens), strict=True)
                for place, one in enumerate(decision.candidates)
                if one.id == candidate
            )
            behind = came_to.close_behind[place] if isinstance(statement, Named) else 0
            return came_to.favored[place] | behind
