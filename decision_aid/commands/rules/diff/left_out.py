"""What the comparison leaves out, and gates rest on: questions that one rule set alone asks.

No sheet that both accept answers them, so what they open and release is looked for in the rule set that
asks them. Belongs here: which gates rest on them, and whether a stop is lost. Does not: the words (`page`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from decision_aid.commands.rules.diff.kinds import stopped
from decision_aid.engine.evaluate import Evaluation, evaluate
from decision_aid.engine.questionnaire import deciding, problems_in
from decision_aid.engine.suggest import Status, suggest
from decision_aid.model.answers import Value
from decision_aid.model.conditions import questions_in
from decision_aid.model.problems import NOWHERE
from decision_aid.model.rules import Action, Gate, Rules
from decision_aid.proving.compiled import Compiled
from decision_aid.proving.search import Budget, ask_in
from decision_aid.proving.search_space import all_sheets
from decision_aid.proving.side_by_side import asked_alone
from decision_aid.proving.statements import FIRST, SECOND, Every, Holds, No, Some, Statement

NODES: Final = 20_000
"""Nodes that each search may look at: about two seconds."""


class Resting(NamedTuple):
    """A gate that rests on questions which its rule set alone asks."""

    gate: Gate
    questions: tuple[str, ...]


class LostStop(NamedTuple):
    """A sheet on which the old one stops and the new one does not. It answers what one of them alone asks.

    `old` and `new` are what each comes to, without what it does not ask.
    """

    sheet: Mapping[str, Value]
    old: Evaluation
    new: Evaluation


class LeftOut(NamedTuple):
    """What one rule set alone asks. `resting` are its gates that rest on that, stops first.

    `open` says that the search for a stop that is lost by it gave up.
    """

    questions: tuple[str, ...]
    resting: tuple[Resting, ...]
    lost: LostStop | None = None
    open: bool = False


def left_out(old: Rules, new: Rules) -> tuple[LeftOut, LeftOut]:
    """What the old one alone asks, and what the new one does. Raises `TooComplex`."""
    both = (old, new)
    return _left_out(both, FIRST), _left_out(both, SECOND)


def _left_out(both: tuple[Rules, Rules], which: int) -> LeftOut:
    asking, other = both[which], both[SECOND - which]
    questions = asked_alone(asking, other)
    resting = tuple(sorted(_resting(asking, questions), key=lambda one: one.gate.action is not Action.STOP))
    if not any(one.gate.action is Action.STOP for one in resting):
        return LeftOut(questions, resting)
    return _with_lost_stop(LeftOut(questions, resting), both, which)


def _resting(rules: Rules, questions: Sequence[str]) -> list[Resting]:
    found = []
    for gate in rules.gates:
        read = [question for condition in gate.conditions for question in questions_in(condition)]
        alone = tuple(question for question in deciding(rules.item, read) if question in questions)
        if alone:
            found.append(Resting(gate, alone))
    return found


def _with_lost_stop(found: LeftOut, both: tuple[Rules, Rules], which: int) -> LeftOut:
    """With a sheet on which a stop of the old one holds and none of the new one, if there is one."""
    asking, other = both[which], both[SECOND - which]
    stops = [gate for gate in other.gates if gate.action is Action.STOP]
    readable = [gate for gate in stops if _can_read(asking, other, gate)]
    if which == FIRST and len(readable) < len(stops):
        return found  # whether the new one stops cannot be told from what the old one asks
    conditions = [condition for gate in readable for condition in gate.conditions]
    space = all_sheets(Compiled(asking, conditions))
    here, there = stopped(space, FIRST), Some(tuple(map(_holds, readable)))
    statement = Every((here, No(there)) if which == FIRST else (there, No(here)))
    answer = ask_in(space, statement, Budget(NODES, NODES))
    if answer.sheets is None:
        return found._replace(open=answer.undecided)
    return found._replace(lost=_as_short_as_can_be(answer.sheets[FIRST], both, which))


def _can_read(asking: Rules, other: Rules, gate: Gate) -> bool:
    """Whether one rule set asks all that a gate of the other one reads."""
    alone = asked_alone(other, asking)
    return not any(question in alone for condition in gate.conditions for question in questions_in(condition))


def _holds(gate: Gate) -> Statement:
    when = Holds(gate.when)
    return Every((when, No(Holds(gate.unless)))) if gate.unless else when


def _as_short_as_can_be(sheet: Mapping[str, Value], both: tuple[Rules, Rules], which: int) -> LostStop | None:
    """The sheet without the answers that are not needed."""
    lost = _as_lost(sheet, both, which)
    for question in reversed(list(sheet)):
        shorter = {other: value for other, value in sheet.items() if other != question}
        still_lost = _as_lost(shorter, both, which)
        if still_lost:
            sheet, lost = shorter, still_lost
    return lost


def _as_lost(sheet: Mapping[str, Value], both: tuple[Rules, Rules], which: int) -> LostStop | None:
    """The sheet, where the engine says the same of it; None where the two open questions otherwise."""
    alone = asked_alone(both[which], both[SECOND - which])
    of_both = {question: value for question, value in sheet.items() if question not in alone}
    sheets = (sheet, of_both) if which == FIRST else (of_both, sheet)
    if any(problems_in(rules, given, lambda _: NOWHERE) for rules, given in zip(both, sheets, strict=True)):
        return None
    old, new = (evaluate(rules, given) for rules, given in zip(both, sheets, strict=True))
    stops = [suggest(one).status is Status.STOPPED for one in (old, new)]
    return LostStop(sheet, old, new) if stops == [True, False] else None
