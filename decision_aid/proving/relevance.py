"""What the answer to one question can still affect, given the answers so far.

Belongs here: which gates and which candidates still hang on an answer. Does not: the words for it
(`prompts`), and what may be named at which moment (`interviewing`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, TypeAlias

from decision_aid.engine.questionnaire import Relevance, deciding
from decision_aid.model.answers import SKIPPED, Value
from decision_aid.model.lens import Lens
from decision_aid.model.rules import Rules
from decision_aid.proving.bounds import Bound, bound, remembered
from decision_aid.proving.compiled import WHEN, Compiled, Fact
from decision_aid.proving.samples import Lcg
from decision_aid.proving.search import look
from decision_aid.proving.search_space import Assignment, Domain, all_pairs, as_asked, in_reach
from decision_aid.proving.statements import FIRST, SECOND, Change, Favored, GateHolds, Named
from decision_aid.proving.weighing import FALSE, OPEN, TRUE, Tiers

BUDGET: Final = 120
"""Nodes that the searches for one question may look at together: some milliseconds."""

READING: Final = 4
"""Assignments that are read in the time of a node, before a search begins."""

SAMPLES: Final = 32
"""Pairs of sheets to look at first: most of what an answer can affect shows in a few."""

_SETTLED: Final = ""

Kind: TypeAlias = type[GateHolds | Favored | Named]
"""What may differ of a gate or a candidate."""


def relevance(
    compiled: Compiled,
    given: Mapping[str, Value],
    question: str,
    lens: Lens = Lens.CHECKED,
    budget: int = BUDGET,
) -> Relevance:
    """What an answer to `question`, which is open, can still affect; an earlier answer to it is put aside.

    So are answers to what hangs on it: they fall away when it is changed, and are open when it is
    changed back.

    It can affect whether a gate holds, or whether a candidate is favored or close behind, when the answers
    that are `given` can be completed in two ways that differ in this answer and in that. All other questions
    are answered in any way that the questionnaire allows, or left out: the same way on both sheets,
    but for what this answer opens and closes. To skip is an answer, too.
    """
    rule_set = compiled.rule_set
    kept = {link_id: value for link_id, value in given.items() if not hangs_on(rule_set, link_id, question)}
    gates: set[str] = set()
    candidates: set[str] = set()
    unproved: set[str] = set()
    for kind, id, proved in _Completions(compiled, kept, question, lens).differing(budget):
        (gates if kind is GateHolds else candidates).add(id)
        if not proved:
            unproved.add(id)
    return Relevance(
        tuple(gate for gate in rule_set.gates if gate.id in gates),
        tuple(candidate for candidate in rule_set.candidate.values() if candidate.id in candidates),
        frozenset(unproved),
    )


def may_matter(
    compiled: Compiled,
    given: Mapping[str, Value],
    question: str,
    lens: Lens = Lens.CHECKED,
    budget: int = BUDGET,
) -> bool:
    """Whether an answer to `question`, which is open, may affect anything; so too where no proof was found.

    The same as whether its `relevance` names anything, but it stops at the first.
    """
    return any(True for _ in _Completions(compiled, given, question, lens).differing(budget))


def hangs_on(rule_set: Rules, link_id: str, question: str) -> bool:
    """Whether the one question decides whether the other is asked."""
    return question in deciding(rule_set.item, (link_id,))


class _Completions:
    """All pairs of sheets that complete the answers, one of them without an answer to the question.

    It is enough to hold each answer against that one: where two answers lead apart, one of them
    leads away from it.
    """

    def __init__(self, compiled: Compiled, given: Mapping[str, Value], question: str, lens: Lens) -> None:
        self._candidates = tuple(compiled.rule_set.candidate.values())
        self._compiled = compiled
        self._lens = lens
        answers = [one.value for one in compiled.column[question].classes]
        answered = [(SKIPPED, value) for value in answers if value not in (None, SKIPPED)]
        follow_ups = any(question in column.deciding for column in compiled.columns)
        # What this answer opens is left out of the second sheet: so either may be the second.
        turned = [(value, skipped) for skipped, value in answered] if follow_ups else []
        self._space = all_pairs(compiled, Change(question, (*answered, *turned)))
        self._domains = _settled_first(
            domain._replace(assignments=tuple(self._with_answer(domain, given)))
            if domain.link_id in given and domain.link_id != question
            else as_asked(domain, self._space)
            for domain in self._space.domains
        )
        self._sure = self._can = 0
        for domain in self._domains:
            every = -1
            for step in domain.assignments:
                every &= step.bits
                self._can |= step.bits
            self._sure |= every if domain.assignments else 0
        self._impossible = sum(self._space.impossible)
        sure, can = self._space.fired(self._sure), self._space.fired(self._can)
        differs = sure ^ can | sure ^ sure >> compiled.width
        self._differing = self._space.differing & self._space.mask & (differs | differs >> compiled.width)
        """The guards that can be otherwise on the two sheets."""

    def _with_answer(self, domain: Domain, given: Mapping[str, Value]) -> Iterator[Assignment]:
        """The assignments with the given answer, but where the question is closed or newly open."""
        space, closed = self._space, self._compiled.column[domain.link_id].unasked
        value = given[domain.link_id]
        # An answer falls away where the one in question closes it, or one that is still to come.
        may_fall_away = domain.link_id in space.affected or not given.keys() >= {*domain.deciding}
        own = self._compiled.bits_of(domain.link_id, value)
        for step in domain.assignments:
            is_closed = [bool(step.needs & space.on(sheet, closed)) for sheet in (FIRST, SECOND)]
            says = [
                step.bits >> sheet * self._compiled.width & space.mask == own for sheet in (FIRST, SECOND)
            ]
            if all(is_closed):
                if may_fall_away or value == SKIPPED:
                    yield step
            elif is_closed[FIRST] or (says[FIRST] and (is_closed[SECOND] or says[SECOND])):
                yield step

    def differing(self, budget: int) -> Iterator[tuple[Kind, str, bool]]:
        """Each gate and candidate that can differ on some pair, and whether that is proved.

        Those that differ among a few come first. What the budget does not reach may differ, too.
        """
        gates: set[str] = set()
        candidates: set[str] = set()
        for kind, id in self._seen():
            (gates if kind is GateHolds else candidates).add(id)
            yield kind, id, True
        for kind, ids, seen in (
            (GateHolds, [gate.id for gate in self._compiled.rule_set.gates], gates),
            (Favored, [candidate.id for candidate in self._candidates], candidates),
            (Named, [candidate.id for candidate in self._candidates], candidates),
        ):
            for id in ids:
                if id not in seen:
                    differs, effort = self._can_differ(kind, id, budget)
                    budget -= effort
                    if differs is not False:
                        seen.add(id)
                        yield kind, id, differs is True

    def _seen(self) -> Iterator[tuple[Kind, str]]:
        """The gates and the candidates that differ on some pair among a few, each once."""
        compiled, numbers = self._compiled, Lcg()
        gates = candidates = 0
        for _ in range(SAMPLES):
            fired = self._any(numbers)
            if fired is not None:
                one, other = fired & self._space.mask, fired >> compiled.width
                more_gates = (compiled.gates(one) ^ compiled.gates(other)) & ~gates
                more = self._differing_candidates(one, other) & ~candidates
                gates, candidates = gates | more_gates, candidates | more
                for gate in compiled.rule_set.gates if more_gates else ():
                    if more_gates & compiled.guard[Fact(WHEN, gate.id)]:
                        yield GateHolds, gate.id
                for place, candidate in enumerate(self._candidates):
                    if more >> place & 1:
                        yield Favored, candidate.id

    def _differing_candidates(self, one: int, other: int) -> int:
        """Those of another tier on one sheet than on the other, as bits in the order of the candidates."""
        bits = place = 0
        nothing = (None,) * len(self._compiled.rule_set.decisions)
        outcomes = [self._compiled.outcome(fired, self._lens).decisions or nothing for fired in (one, other)]
        for decision, *tiers in zip(self._compiled.rule_set.decisions, *outcomes, strict=True):
            first, second = (each or Tiers() for each in tiers)
            bits |= (first.favored ^ second.favored | first.close_behind ^ second.close_behind) << place
            place += len(decision.candidates)
        return bits

    def _any(self, numbers: Lcg) -> int | None:
        """What holds on one pair; None where the answers cannot be true together."""
        bits = fired = 0
        for domain in self._domains:
            assignments: Sequence[Assignment] = domain.assignments
            if domain.deciding:
                fired = self._space.fired(bits)
                assignments = [one for one in assignments if one.is_permitted(fired)]
            if not assignments:
                return None
            bits |= assignments[numbers.below(len(assignments))].bits
        fired = self._space.fired(bits)
        return None if fired & self._impossible else fired

    def _can_differ(self, kind: Kind, id: str, budget: int) -> tuple[bool | None, int]:
        """Whether it differs on some pair, None for undecided; and how many nodes that took."""
        one, other = (self._goal(kind, id, sheet) for sheet in (FIRST, SECOND))
        if not one.reads & self._differing:
            return False, 0
        if budget <= 0:
            return None, 0
        wanted = remembered(self._otherwise(one, other))
        domains, guards = in_reach(self._domains, self._space, wanted.reads | self._impossible)
        found = look(domains, wanted, self._space, guards, budget)
        effort = found.effort + sum(len(domain.assignments) for domain in self._domains) // READING
        return (None if found.undecided else found.taken is not None), effort

    def _goal(self, kind: Kind, id: str, sheet: int) -> Bound:
        statement = GateHolds(id, sheet) if issubclass(kind, GateHolds) else kind(id, self._lens, sheet)
        return bound(statement, self._space)

    def _otherwise(self, one: Bound, other: Bound) -> Bound:
        """It is so on one sheet and not on the other."""
        width, differing = self._compiled.width, self._differing & one.reads
        on_either = differing | differing << width

        def truth(sure: int, can: int) -> int:
            if not (sure ^ can) & on_either and not (sure ^ sure >> width) & differing:
                return FALSE
            truths = one.truth(sure, can), other.truth(sure, can)
            if OPEN in truths:
                return OPEN
            return FALSE if truths[0] == truths[1] else TRUE

        return Bound(truth, one.reads | other.reads)


def _settled_first(domains: Iterable[Domain]) -> list[Domain]:
    """The domains of which all is known, as one, which comes before the others."""
    settled: dict[str, Assignment] = {}
    others: list[Domain] = []
    for domain in domains:
        if len(domain.assignments) == 1 and settled.keys() >= {*domain.deciding}:
            settled[domain.link_id] = domain.assignments[0]
        else:
            others.append(domain._replace(deciding=(_SETTLED, *domain.deciding)))
    bits = 0
    for step in settled.values():
        bits |= step.bits
    return [Domain(_SETTLED, (Assignment((), bits),), ()), *others]
