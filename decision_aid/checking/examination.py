"""The examination of a whole rule set, as `rules check` makes it.

Belongs here: running all checks in turn, and a second prover after the first. Does not: what is said of
it (`commands.rules.check`), and the shorter way to an answer (`dangers`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from decision_aid.checking import any_error, check
from decision_aid.checking.accepted_warnings import set_apart
from decision_aid.checking.findings import Finding
from decision_aid.checking.proofs import prove
from decision_aid.checking.registry import Needs, checks_that_need
from decision_aid.model.problems import Problem, Severity, in_order
from decision_aid.model.properties import Accepted
from decision_aid.model.rules import Rules
from decision_aid.proving.prover import Prover, SecondProver

NEEDS_NAMES_AND_LAWS = "the proofs and the worked cases come when the errors above are set right."
TOO_MUCH = "there is more than can be looked at."


class Examination(NamedTuple):
    """What came of all checks of a rule set.

    `findings` say what was proved. `prover` holds every query that it was asked; it is None when no
    proof was begun, and `unproved` then says why. `confirmed` is how many of the queries a second
    prover settles alike; None without one.
    """

    rule_set: Rules
    problems: tuple[Problem, ...]
    accepted: tuple[tuple[Problem, Accepted], ...] = ()
    findings: tuple[Finding, ...] = ()
    prover: Prover | None = None
    confirmed: int | None = None
    unproved: str = ""

    @property
    def errors(self) -> int:
        return sum(problem.severity is Severity.ERROR for problem in self.problems)


def examine(
    rule_set: Rules,
    as_of: str,
    *,
    read: Sequence[Problem] = (),
    second: SecondProver | None = None,
    watch: Callable[[str], None] = lambda what: None,
) -> Examination:
    """Run every check. `as_of` is the day, in ISO 8601, on which reviews are due or not.

    Proofs and cases need names and laws in which there is no error. `second` is another prover: it
    settles what the first leaves open, and is then asked everything again. `read` is what was found
    when the files were read. `watch` is called with what is looked at next.
    """
    watch("names and laws")
    found = [*read, *check(rule_set, whole=True)]
    if any_error(found):
        return _examination(rule_set, found, [Needs.RULES], unproved=NEEDS_NAMES_AND_LAWS)
    watch("the worked cases")
    for one in checks_that_need(Needs.WHOLE):
        found += one.find(rule_set)
    for one in checks_that_need(Needs.DAY):
        found += one.find(rule_set, as_of)
    proved = prove(rule_set, second=second, watch=lambda finding: watch(finding.property))
    found += proved.problems
    if proved.prover is None:
        before = [Needs.RULES, Needs.NAMES, Needs.WHOLE, Needs.DAY]
        return _examination(rule_set, found, before, unproved=TOO_MUCH)
    confirmed = None
    if second:
        doubts = [*_doubts(proved.prover, second, watch)]
        found += doubts
        confirmed = len(proved.prover.asked) - len(doubts)
    watch("what the cases exercise, and whom the rules serve")
    for one in checks_that_need(Needs.CASES):
        found += one.find(rule_set)
    examination = _examination(rule_set, found, Needs)
    return examination._replace(findings=proved.findings, prover=proved.prover, confirmed=confirmed)


def _examination(
    rule_set: Rules, found: Sequence[Problem], ran: Iterable[Needs], *, unproved: str = ""
) -> Examination:
    """What was found by the checks with these needs, but for the warnings that the authors accept."""
    problems, accepted = set_apart(found, rule_set, tuple(checks_that_need(*ran)))
    return Examination(rule_set, in_order(problems), accepted, unproved=unproved)


def _doubts(prover: Prover, second: SecondProver, watch: Callable[[str], None]) -> Iterator[Problem]:
    """A problem for each query that the second prover does not settle in the same way, or not at all."""
    for number, (query, answer) in enumerate(prover.asked, 1):
        watch(f"the referee: {number} of {len(prover.asked)}")
        again = second.ask(query)
        if again.undecided or (again.sheets is None) != (answer.sheets is None):
            said = "undecided" if again.undecided else "there is none" if again.none else "there is one"
            message = f"the referee says otherwise ({said}) of a sheet with: {query.statement}"[:300]
            sheets = again.sheets or answer.sheets or ()
            place = prover.rule_set.location
            yield Problem("referee-disagrees", message, place, "please report this", sheets=sheets)
