"""Two rule sets side by side: how many answer sheets come out otherwise, and why.

Belongs here: the kinds of change, an example of each with the rules that made the difference, and
the worked cases that move. Does not: comparing files line by line; and no number here is about people.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from decision_aid.checking.tally import named, share, weighs
from decision_aid.engine.evaluate import evaluate
from decision_aid.engine.questionnaire import problems_in, problems_with
from decision_aid.engine.suggest import Status, suggest
from decision_aid.model.answers import Value
from decision_aid.model.problems import NOWHERE, shown
from decision_aid.model.rules import Action, Decision, Gate, Item, ItemType, Rules
from decision_aid.proving.compiled import Compiled
from decision_aid.proving.counts import Sheets, TooManyStates, endings, side_by_side
from decision_aid.proving.counts import sheets as number_of_sheets
from decision_aid.proving.following import Ending, Followed
from decision_aid.proving.layers import Weights
from decision_aid.wording.answers_file import answers_file
from decision_aid.wording.changed_reasons import changed_reasons
from decision_aid.wording.grammar import counted

Endings: TypeAlias = Mapping[tuple[Ending, ...], Sheets]

NOT_PEOPLE = "Shares are of possible answer sheets, not of people: most sheets nobody would ever fill in."
ESTIMATES = "Shares are estimates for people who answer as often as the weights say, each answer on its own."


JOINT_STATES = 500_000
"""Kinds of sheets to keep apart, half a minute's work, before decisions are counted one by one."""


class Kind(NamedTuple):
    """A kind of change. Of several changes on a sheet, the one that comes first counts."""

    rank: int
    words: str


class Moved(NamedTuple):
    """A worked case that comes out otherwise, or cannot be read by one of the two."""

    case: str
    old: str
    new: str


class Comparison(NamedTuple):
    """What a change of rules does. `total` counts the sheets that both rule sets accept."""

    old: Rules
    new: Rules
    total: int | float
    kinds: Mapping[Kind, Sheets]
    moved: tuple[Moved, ...]
    only: tuple[int, int]
    """How many sheets only the old one accepts, and only the new one."""
    weighted: bool
    apart: bool
    """Whether decisions were counted one by one, so that a sheet may be in several kinds."""

    @property
    def changed(self) -> int | float:
        """How many sheets come out otherwise; where decisions were counted apart, at most so many."""
        return sum(kind.size for kind in self.kinds.values())


def compare(
    old: Rules,
    new: Rules,
    *,
    weights: Weights | None = None,
    watch: Callable[[str], None] = lambda what: None,
) -> Comparison:
    """Compare two rule sets on every sheet that both accept. Raises `TooManyStates`.

    Where decisions differ in too many ways to be followed together, they are counted one by one.
    """
    compiled = side_by_side(old, new)
    if weights:
        weights = _of_both(weights, compiled)
    decisions, gates = _may_differ(*(one.rule_set for one in compiled))

    def follow(decisions: frozenset[str], **limit: int) -> Endings:
        return endings(
            *(Followed(one, decisions, gates) for one in compiled),
            weights=weights,
            watch=lambda done, of: watch(f"{', '.join(sorted(decisions))}: question {done} of {of}"),
            **limit,
        )

    try:
        found = [follow(decisions, most_states=JOINT_STATES)]
    except TooManyStates:
        found = [follow(frozenset({decision})) for decision in sorted(decisions)] or [follow(decisions)]
    kinds: dict[Kind, Sheets] = {}
    for one in found:
        kinds |= _kinds(old, new, one)
    total = sum(kind.size for kind in found[0].values())
    only = [0 if weights else number_of_sheets(Compiled(one)) - int(total) for one in (old, new)]
    ordered = dict(sorted(kinds.items(), key=lambda entry: (entry[0].rank, -entry[1].size)))
    moved = tuple(_moved(old, new))
    return Comparison(
        old, new, total, ordered, moved, (only[0], only[1]), weights is not None, len(found) > 1
    )


def _of_both(weights: Weights, compiled: Sequence[Compiled]) -> Weights:
    """The weights of answers that both take; a question that one alone asks has none."""
    items = {link_id: item for one in compiled for link_id, item in one.rule_set.item.items()}
    return {
        link_id: {value: weight for value, weight in weights[link_id].items() if _is_taken(item, value)}
        for link_id, item in items.items()
    }


def _is_taken(item: Item, value: Value) -> bool:
    asked_by_both = bool(item.answer_options) or item.type in (ItemType.INTEGER, ItemType.TEXT)
    return asked_by_both and not any(problems_with(item, value, NOWHERE))


def _kinds(old: Rules, new: Rules, found: Endings) -> dict[Kind, Sheets]:
    kinds: dict[Kind, Sheets] = {}
    for (before, after), sheets in found.items():
        kind = next(_changes(old, new, before, after), None)
        if kind and sheets.size:
            known = kinds.get(kind)
            kinds[kind] = known.together(sheets) if known else sheets
    return kinds


def _may_differ(old: Rules, new: Rules) -> tuple[frozenset[str], frozenset[str]]:
    """The decisions and the gates that can come out otherwise, by id."""
    decisions = {decision.id for one in (old, new) for decision in one.decisions}
    gates = {gate.id for one in (old, new) for gate in one.gates}
    if _asked(old) == _asked(new):
        decisions = {id for id in decisions if _argued(old, id) != _argued(new, id)}
        gates = {id for id in gates if _gate(old, id) != _gate(new, id)}
    return frozenset(decisions), frozenset(gates)


def _asked(rule_set: Rules) -> object:
    """What decides which answers can be given together."""
    items = [
        (i.link_id, i.type, i.enable_when, i.extra, i.codes, i.max_choices, i.minimum, i.maximum)
        for i in rule_set.items
    ]
    return items, [impossible.when for impossible in rule_set.impossible]


def _argued(rule_set: Rules, decision_id: str) -> object:
    """What decides the outcome of a decision.

    Where only the main one has changed, others may arise that did not: that is a change of the main one.
    """
    mine = [decision for decision in rule_set.decisions if decision.id == decision_id]
    candidates = {candidate.id for decision in mine for candidate in decision.candidates}
    return (
        rule_set.tie_margin,
        [(d.id, d.when_favored, [candidate.id for candidate in d.candidates]) for d in mine],
        {
            (rule.theme, rule.when, argument.candidate, argument.direction, argument.strength)
            for rule in rule_set.rules
            for argument in rule.arguments
            if argument.candidate in candidates
        },
    )


def _gate(rule_set: Rules, gate_id: str) -> object:
    gates = [gate for gate in rule_set.gates if gate.id == gate_id]
    return [(gate.when, gate.unless, gate.action, gate.urgency) for gate in gates]


def _changes(old: Rules, new: Rules, before: Ending, after: Ending) -> Iterator[Kind]:
    """In which ways an outcome is another one, the gravest first."""
    if before.status is not after.status and Status.STOPPED in (before.status, after.status):
        gained = after.status is Status.STOPPED
        yield Kind(0 if gained else 1, "A stop is gained" if gained else "A stop is lost")
    if weighs(before) and not weighs(after):
        yield Kind(2, "A safety question must be answered that need not have been")
    if weighs(after) and not weighs(before):
        yield Kind(3, "A safety question need not be answered any more")
    for gate_id in dict.fromkeys([*before.gates, *after.gates]):
        if (gate_id in before.gates) != (gate_id in after.gates):
            gained = gate_id in after.gates
            gate = next(gate for gate in (new if gained else old).gates if gate.id == gate_id)
            yield Kind(
                _rank(gate, gained), f"The {gate.action} '{gate.id}' is {'gained' if gained else 'lost'}"
            )
    favored_before, favored_after = dict(before.favored), dict(after.favored)
    for number, decision_id in enumerate(dict.fromkeys([*favored_before, *favored_after])):
        was, is_now = favored_before.get(decision_id), favored_after.get(decision_id)
        if was != is_now:
            decision = _decision(old, new, decision_id)
            words = f"{decision.caption}: {named(old, was)} -> {named(new, is_now)}"
            yield Kind(10 + number, words)


def _rank(gate: Gate, gained: bool) -> int:
    return 4 + 2 * [Action.STOP, Action.REFER, Action.CAUTION].index(gate.action) + (not gained)


def _decision(old: Rules, new: Rules, decision_id: str) -> Decision:
    return next(d for one in (new, old) for d in one.decisions if d.id == decision_id)


def _moved(old: Rules, new: Rules) -> Iterator[Moved]:
    """The cases of both that come out otherwise."""
    for case in {case.id: case for case in (*old.library.cases, *new.library.cases)}.values():
        was, is_now = _comes_to(old, case.answers), _comes_to(new, case.answers)
        if was != is_now:
            yield Moved(case.id, was, is_now)


def _comes_to(rule_set: Rules, answers: Mapping[str, Value]) -> str:
    if problems_in(rule_set, answers, lambda _: NOWHERE):
        return "cannot be read"
    suggestion = suggest(evaluate(rule_set, answers))
    parts = [str(suggestion.status), *(judged.gate.id for judged in suggestion.gates)]
    for conclusion in suggestion.conclusions:
        ids = [c.id for c in conclusion.decision.candidates if c.id in conclusion.favored]
        parts.append(f"{conclusion.decision.id}: {named(rule_set, tuple(ids))}")
    return "; ".join(parts)


# --- words --------------------------------------------------------------------------------------


def compared(comparison: Comparison) -> str:
    """The comparison in words."""
    return "\n".join(_lines(comparison)) + "\n"


def _lines(comparison: Comparison) -> Iterator[str]:
    old, new = comparison.old, comparison.new
    yield f"From {shown(f'{old.id} {old.version}')} to {shown(f'{new.id} {new.version}')}"
    changed = share(comparison.changed, comparison.total)
    if comparison.weighted:
        yield f"Come out otherwise: {changed}. {ESTIMATES}"
    else:
        yield f"Accepted by both: {counted(int(comparison.total), 'answer sheet')}."
        for more, which in zip(comparison.only, ("old", "new"), strict=True):
            if more:
                yield f"Accepted by the {which} one alone: {more:,} more."
        most = "at most " if comparison.apart else ""
        yield f"Come out otherwise: {most}{comparison.changed:,} ({changed}). {NOT_PEOPLE}"
    if comparison.apart:
        yield "Decisions were counted one by one, so a sheet on which several change counts for each."
    for kind, sheets in comparison.kinds.items():
        size = share(sheets.size, comparison.total)
        many = size if comparison.weighted else f"{counted(int(sheets.size), 'sheet')} ({size})"
        yield ""
        yield f"{shown(kind.words)}: {many}"
        sheet = {
            link_id: value for link_id in new.item if (value := sheets.shortest.get(link_id)) is not None
        }
        yield from (f"  {line}" for line in changed_reasons(evaluate(old, sheet), evaluate(new, sheet)))
        yield "  A shortest sheet of this kind:"
        yield from (f"    {line}" for line in answers_file(new.id, sheet))
    yield ""
    if comparison.moved:
        yield f"Worked cases that move: {len(comparison.moved)}."
        for moved in comparison.moved:
            yield f"  {shown(moved.case)}: {shown(moved.old)} -> {shown(moved.new)}"
    else:
        yield "No worked case moves."
