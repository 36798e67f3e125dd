"""What the comparison leaves out, and gates rest on: what one rule set alone asks, or takes for an answer.

No sheet that both accept has it, so what it opens and releases is looked for in the rule set that has it.
Belongs here: which gates rest on it, and whether a stop is lost. Does not: the words (`page`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from decision_aid.commands.rules.diff.kinds import stopped
from decision_aid.engine.evaluate import Evaluation, evaluate
from decision_aid.engine.questionnaire import deciding, problems_in
from decision_aid.engine.suggest import Status, suggest
from decision_aid.model.answers import Value
from decision_aid.model.conditions import Equals, questions_in, tests_in
from decision_aid.model.problems import NOWHERE
from decision_aid.model.rules import Action, Gate, Rules
from decision_aid.proving.compiled import Compiled
from decision_aid.proving.search import Budget, ask_in
from decision_aid.proving.search_space import all_sheets
from decision_aid.proving.side_by_side import asked_alone
from decision_aid.proving.statements import FIRST, SECOND, Every, Holds, No, Some, Statement

NODES: Final = 20_000
"""Nodes that each search may look at: about two seconds."""


class OneAnswer(NamedTuple):
    """An answer that one rule set alone takes, to a question that both ask."""

    question: str
    code: str

    @property
    def words(self) -> str:
        return f"{self.question}: {self.code}"


class Resting(NamedTuple):
    """A gate that rests on questions which its rule set alone asks, or on answers that it alone takes."""

    gate: Gate
    questions: tuple[str, ...]
    answers: tuple[OneAnswer, ...] = ()


class Unread(NamedTuple):
    """An answer that no stop names, to a question on which these stops rest. It may be a way past them."""

    answer: OneAnswer
    stops: tuple[Gate, ...]


class LostStop(NamedTuple):
    """A sheet on which the old one stops and the new one does not. It has what one of them alone takes.

    `old` and `new` are what each comes to, without what it does not take.
    """

    sheet: Mapping[str, Value]
    old: Evaluation
    new: Evaluation


class LeftOut(NamedTuple):
    """What one rule set alone asks, and takes for an answer. `resting` are its gates that rest on that, stops
    first; `unread` are its answers that no stop names.

    `open` says that it's not settled whether a stop is lost by it.
    """

    questions: tuple[str, ...]
    answers: tuple[OneAnswer, ...]
    resting: tuple[Resting, ...]
    unread: tuple[Unread, ...]
    lost: LostStop | None = None
    open: bool = False


def left_out(old: Rules, new: Rules) -> tuple[LeftOut, LeftOut]:
    """What the old one alone asks, and what the new one does. Raises `TooComplex`."""
    both = (old, new)
    return _of_one_alone(both, FIRST), _of_one_alone(both, SECOND)


def _of_one_alone(both: tuple[Rules, Rules], which: int) -> LeftOut:
    asking, other = both[which], both[SECOND - which]
    questions, answers = asked_alone(asking, other), _taken_alone(asking, other)
    resting = tuple(
        sorted(_resting(asking, questions, answers), key=lambda one: one.gate.action is not Action.STOP)
    )
    unread = tuple(_named_by_no_stop(asking, answers))
    found = LeftOut(questions, answers, resting, unread)
    if not unread and not any(one.gate.action is Action.STOP for one in resting):
        return found
    return _with_lost_stop(found, both, which)


def _taken_alone(rules: Rules, other: Rules) -> tuple[OneAnswer, ...]:
    """The answers that a rule set takes and the other does not, to questions that both ask."""
    return tuple(
        OneAnswer(item.link_id, code)
        for item in rules.items
        if (same := other.item.get(item.link_id)) and same.type is item.type
        for code in item.codes
        if code not in same.codes
    )


def _resting(rules: Rules, questions: Sequence[str], answers: Sequence[OneAnswer]) -> Iterator[Resting]:
    for gate in rules.gates:
        read, named = _read_by(rules, gate)
        alone = tuple(question for question in read if question in questions)
        taken = tuple(answer for answer in answers if answer in named)
        if alone or taken:
            yield Resting(gate, alone, taken)


def _named_by_no_stop(rules: Rules, answers: Sequence[OneAnswer]) -> Iterator[Unread]:
    """The answers that no stop names, to questions on which stops rest."""
    stops = [(gate, *_read_by(rules, gate)) for gate in rules.gates if gate.action is Action.STOP]
    for answer in answers:
        resting = tuple(gate for gate, read, _ in stops if answer.question in read)
        if resting and not any(answer in named for _, _, named in stops):
            yield Unread(answer, resting)


def _read_by(rules: Rules, gate: Gate) -> tuple[tuple[str, ...], set[OneAnswer]]:
    """The questions on which a gate rests, and the answers that it names or that decide what is asked."""
    read = [question for condition in gate.conditions for question in questions_in(condition)]
    questions = deciding(rules.item, read)
    asking = (rules.item[question].asking for question in questions)
    conditions = (*gate.conditions, *(condition for condition in asking if condition))
    tests = [test for condition in conditions for test in tests_in(condition)]
    named = {
        OneAnswer(test.question, code) for test in tests if isinstance(test, Equals) for code in test.codes
    }
    return questions, named


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
    lost = _as_short_as_can_be(answer.sheets[FIRST], both, which)
    return found._replace(lost=lost, open=lost is None)


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
    of_both = dict(_of_both(sheet, both[which], both[SECOND - which]))
    sheets = (sheet, of_both) if which == FIRST else (of_both, sheet)
    if any(problems_in(rules, given, lambda _: NOWHERE) for rules, given in zip(both, sheets, strict=True)):
        return None
    old, new = (evaluate(rules, given) for rules, given in zip(both, sheets, strict=True))
    stops = [suggest(one).status is Status.STOPPED for one in (old, new)]
    return LostStop(sheet, old, new) if stops == [True, False] else None


def _of_both(sheet: Mapping[str, Value], rules: Rules, other: Rules) -> Iterator[tuple[str, Value]]:
    """A sheet without the questions that one rule set alone asks, and the answers that it alone takes."""
    alone, taken = asked_alone(rules, other), _taken_alone(rules, other)
    for question, value in sheet.items():
        if question in alone:
            continue
        if isinstance(value, tuple):
            value = tuple(code for code in value if OneAnswer(question, code) not in taken)
        if value != () and OneAnswer(question, str(value)) not in taken:
            yield question, value
