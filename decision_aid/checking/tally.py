"""How many of all possible answer sheets come to which outcome, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from decision_aid.engine.suggest import Status
from decision_aid.model.problems import shown
from decision_aid.model.rules import Decision, Rules
from decision_aid.proving.compiled import Compiled
from decision_aid.proving.counts import TooManyStates, endings
from decision_aid.proving.following import Ending, Followed

NOT_PEOPLE = "These are possible answer sheets, not people: most of them, nobody would ever fill in."


def tally(compiled: Compiled, watch: Callable[[str], None] = lambda what: None) -> str:
    """The counts of a rule set, exact to the last sheet."""
    return "\n".join(["", *_lines(compiled, watch)]) + "\n"


def _lines(compiled: Compiled, watch: Callable[[str], None]) -> Iterator[str]:
    rule_set = compiled.rule_set
    standing = _by_status(compiled)
    total = sum(standing.values())
    weighed = standing.get(Status.SUGGESTION, 0)
    yield f"All answer sheets: {total:,}. {NOT_PEOPLE}"
    yield f"  {share(standing.get(Status.STOPPED, 0), total):>8} end with a stop"
    yield f"  {share(standing.get(Status.NEEDS_ANSWERS, 0), total):>8} need answers to a safety question"
    yield f"  {share(weighed, total):>8} are weighed"
    for decision in rule_set.decisions:
        yield f"{shown(decision.caption)}, among those that are weighed:"
        try:
            counted = _by_favored(compiled, decision, watch)
        except TooManyStates as error:
            yield f"  not counted: {error}"
            continue
        for ids, size in sorted(counted.items(), key=lambda entry: -entry[1]):
            yield f"  {share(size, weighed):>8} {named(rule_set, ids)}"


def _by_status(compiled: Compiled) -> Mapping[Status, int]:
    return {ending.status: int(kind.size) for (ending,), kind in endings(Followed(compiled)).items()}


def _by_favored(
    compiled: Compiled, decision: Decision, watch: Callable[[str], None]
) -> Mapping[tuple[str, ...] | None, int]:
    followed = Followed(compiled, frozenset({decision.id}))
    counted: dict[tuple[str, ...] | None, int] = {}
    found = endings(
        followed, watch=lambda done, of: watch(f"counting: {decision.id}, question {done} of {of}")
    )
    for (ending,), kind in found.items():
        if weighs(ending):
            ids = dict(ending.favored).get(decision.id)
            counted[ids] = counted.get(ids, 0) + int(kind.size)
    return counted


def weighs(ending: Ending) -> bool:
    """Whether candidates are weighed on these sheets."""
    return ending.status in (Status.SUGGESTION, Status.NO_CLEAR_SUGGESTION)


def named(rule_set: Rules, ids: tuple[str, ...] | None) -> str:
    """Favored candidates in words; None where the decision does not arise."""
    if ids is None:
        return "the decision does not arise"
    return " and ".join(shown(rule_set.candidate[id].short) for id in ids) or "none, or all alike"


def share(size: int | float, total: int | float) -> str:
    """A part of the whole, in percent; a very small one as a power of ten."""
    percent = 100 * size / total if total else 0.0
    return f"{percent:.1f}%" if percent >= 0.1 or not size else f"{percent:.1e}%"
