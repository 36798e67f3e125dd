"""What a change of rules does: the kinds of change, an example of each, and the cases that move.

Drawn people show most kinds and how large a share they are. For each kind that none of them shows,
the prover finds a sheet or proves that there is none. Belongs here: looking. Does not: which kinds
there are (`kinds`), what drawn people show (`drawn`), and words (`page`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

from decision_aid.commands.rules.diff.drawn import Drawn, Sheet
from decision_aid.commands.rules.diff.kinds import Kind, kinds_of_change, named
from decision_aid.commands.rules.diff.left_out import LeftOut, left_out
from decision_aid.engine.evaluate import evaluate
from decision_aid.engine.questionnaire import problems_in
from decision_aid.engine.suggest import Status, suggest
from decision_aid.model.problems import NOWHERE
from decision_aid.model.rules import Rules
from decision_aid.proving.bounds import bound
from decision_aid.proving.people import draw, even
from decision_aid.proving.search import Answer, Budget, ask_in
from decision_aid.proving.shares import Share
from decision_aid.proving.side_by_side import SideBySide
from decision_aid.proving.statements import FIRST, SECOND, Every
from decision_aid.proving.weighing import FALSE, TRUE

SIZE: Final = 40_000
"""People who are drawn. By the shipped rules about half of them stop, so shares are known to 0.7 points."""

EACH: Final = 20_000
"""Nodes that the search for one kind may look at: about two seconds."""

ALL: Final = 200_000
"""The same for all kinds together: about twenty seconds."""

SHORTEST: Final = 10_000
"""Nodes that the search for the shortest example of one kind may look at: about a second."""


class Change(NamedTuple):
    """A kind of change that there is.

    `share` is of the sheets that stop or that do not, as the kind says. `sheet` is an example;
    `shortest` says that none has fewer answers.
    """

    kind: Kind
    share: Share
    sheet: Sheet
    shortest: bool


UNREADABLE: Final = "cannot be read"


class Moved(NamedTuple):
    """A worked case that comes out otherwise, or that one of the two cannot read."""

    case: str
    old: str
    new: str

    @property
    def of_safety(self) -> bool:
        """Whether a gate holds by one of the two alone, or only one of them weighs anything."""
        return _without_decisions(self.old) != _without_decisions(self.new)


def _without_decisions(outcome: str) -> tuple[bool, list[str]]:
    """Whether anything is weighed, and the gates."""
    status, *parts = outcome.split("; ")
    return status in (Status.SUGGESTION, Status.NO_CLEAR_SUGGESTION), [p for p in parts if ": " not in p]


class Comparison(NamedTuple):
    """What a change of rules does on the sheets that both rule sets accept.

    `otherwise` are the shares, of the sheets that stop nowhere and of those that stop, on which
    anything changes. `absent` are the kinds that are proved to be on no sheet, `open` those of which
    the search gave up. `new_cases` are those that the old one cannot read. `left_out` is what one alone
    asks, old and new. `with_population`: shares are of people drawn from a population; else each answer is
    as likely as another.
    """

    old: Rules
    new: Rules
    changes: tuple[Change, ...]
    absent: tuple[Kind, ...]
    open: tuple[Kind, ...]
    otherwise: tuple[Share, Share]
    moved: tuple[Moved, ...]
    new_cases: tuple[Moved, ...]
    left_out: tuple[LeftOut, LeftOut]
    with_population: bool


def compare(
    old: Rules,
    new: Rules,
    *,
    size: int = SIZE,
    every: bool = True,
    watch: Callable[[str], None] = lambda what: None,
) -> Comparison:
    """Compare two rule sets on every sheet that both accept.

    Without `every`, a shortest sheet is looked for only where a change is one of safety; that is quicker.
    Raises `TooComplex`, and `DecisionAidError` where they cannot be read side by side.
    """
    space = SideBySide(old, new)
    kinds = list(kinds_of_change(space))
    population = new.library.population or old.library.population
    both = [one.rule_set for one in space.compiled]
    watch("drawing people")
    drawn = Drawn(draw(both, population or even(both[SECOND]), number=size if kinds else 0))
    budget = Budget(EACH, ALL)
    changes: list[Change] = []
    absent: list[Kind] = []
    undecided: list[Kind] = []
    anything = 0
    for kind in kinds:
        watch(kind.words)
        showing = drawn.showing(kind.statement)
        example = drawn.sheet(showing)
        if example is None:
            found = _looked_for(space, kind, budget)
            if found.sheets is None:
                (undecided if found.undecided else absent).append(kind)
                continue
            example = found.sheets[FIRST]
        anything |= showing
        shortest = _shortest(space, kind, example) if every or kind.of_safety else (example, False)
        changes.append(Change(kind, drawn.share(showing, stops=kind.stops), *shortest))
    watch("worked cases")
    moved = tuple(_cases_that_move(old, new))
    return Comparison(
        old,
        new,
        tuple(changes),
        tuple(absent),
        tuple(undecided),
        (drawn.share(anything, stops=False), drawn.share(anything, stops=True)),
        tuple(one for one in moved if one.old != UNREADABLE),
        tuple(one for one in moved if one.old == UNREADABLE),
        left_out(old, new),
        population is not None,
    )


def _looked_for(space: SideBySide, kind: Kind, budget: Budget) -> Answer:
    """A sheet of this kind, or the proof that there is none."""
    can = 0
    for domain in space.domains:
        for one in domain.assignments:
            can |= one.bits
    statement = Every((kind.implied, kind.statement))
    if bound(statement, space).truth(space.fired(0), space.fired(can)) == FALSE:
        return Answer(None, False, 1)
    return ask_in(space, statement, budget)


def _shortest(space: SideBySide, kind: Kind, sheet: Sheet) -> tuple[Sheet, bool]:
    """A sheet of the same kind with as few answers as any, and whether that is proved.

    Where the search for it gives up: the given sheet without the answers that are not needed.
    """
    statement = Every((kind.implied, kind.statement))
    found = ask_in(space, statement, Budget(SHORTEST, SHORTEST), shortest=True)
    if found.sheets is not None:
        return found.sheets[FIRST], True
    one = bound(kind.statement, space)
    for link_id in reversed(list(sheet)):
        shorter = {other: value for other, value in sheet.items() if other != link_id}
        fired = space.fired(space.bits(shorter))
        if one.truth(fired, fired) == TRUE and _taken_by_both(space, shorter):
            sheet = shorter
    return sheet, False


def _taken_by_both(space: SideBySide, sheet: Sheet) -> bool:
    return not any(problems_in(one.rule_set, sheet, lambda _: NOWHERE) for one in space.compiled)


def _cases_that_move(old: Rules, new: Rules) -> Iterator[Moved]:
    """The cases of both that come out otherwise."""
    for case in {case.id: case for case in (*old.library.cases, *new.library.cases)}.values():
        was, is_now = _comes_to(old, case.answers), _comes_to(new, case.answers)
        if was != is_now:
            yield Moved(case.id, was, is_now)


def _comes_to(rule_set: Rules, answers: Sheet) -> str:
    if problems_in(rule_set, answers, lambda _: NOWHERE):
        return UNREADABLE
    suggestion = suggest(evaluate(rule_set, answers))
    parts = [str(suggestion.status), *(judged.gate.id for judged in suggestion.gates)]
    for conclusion in suggestion.conclusions:
        behind = f", then {named(rule_set, conclusion.close_behind)}" if conclusion.close_behind else ""
        parts.append(f"{conclusion.decision.id}: {named(rule_set, conclusion.favored)}{behind}")
    return "; ".join(parts)
