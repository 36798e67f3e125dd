"""The account of a whole check: every problem, what was accepted, and what was proved.

Belongs here: running all checks in turn, and the words and the record of what came out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, TypeAlias

from decision_aid.checking import any_error, check
from decision_aid.checking.accepting import settled
from decision_aid.checking.findings import Finding, Verdict
from decision_aid.checking.grounds import difference
from decision_aid.checking.proofs import prove
from decision_aid.engine.evaluate import evaluate
from decision_aid.model.answers import Value
from decision_aid.model.problems import Problem, Severity, in_order, shown
from decision_aid.model.properties import Accepted
from decision_aid.model.rules import Rules
from decision_aid.proving.prover import Prover, Umpire
from decision_aid.wording.answers_file import in_a_line, written
from decision_aid.wording.grammar import counted

SCHEMA = "decision-aid/check/1"

NEEDS_NAMES_AND_LAWS = "the proofs and the worked cases come when the errors above are set right."
TOO_MUCH = "there is more than can be looked at."

Sheet: TypeAlias = Mapping[str, Value]

CODES = {
    "referee-disagrees": "The two provers do not say the same. One of them is wrong; please report it.",
}


class Account(NamedTuple):
    """What a check of a whole rule set came to.

    `sheets` is how many answer sheets the proofs are about; None when none was begun, and `unproved`
    then says why. `prover` holds every query that was asked; `confirmed` is how many of them a
    referee has settled alike.
    """

    rule_set: Rules
    problems: tuple[Problem, ...]
    accepted: tuple[tuple[Problem, Accepted], ...] = ()
    findings: tuple[Finding, ...] = ()
    sheets: int | None = None
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
    referee: Umpire | None = None,
    watch: Callable[[str], None] = lambda what: None,
) -> Account:
    """Run every check. `as_of` is the day, in ISO 8601, on which reviews are due or not.

    Proofs and cases need names and laws in which there is no error. `referee` is a second prover: it
    settles what the first leaves open, and is then asked everything again. `watch` is told what is
    looked at.
    """
    from decision_aid.checking import advice, balance, cases, coverage, dates, exercise
    from decision_aid.proving.counts import sheets

    watch("names and laws")
    found = [*check(rule_set, whole=True)]
    if any_error(found):
        kept, accepted = settled(found, rule_set, ())
        return Account(rule_set, in_order(kept), accepted, unproved=NEEDS_NAMES_AND_LAWS)
    watch("the worked cases")
    found += [*coverage.find(rule_set), *balance.find(rule_set), *cases.find(rule_set)]
    found += [*dates.find(rule_set, as_of), *advice.find(rule_set)]
    proved = prove(rule_set, umpire=referee, watch=lambda finding: watch(finding.property))
    found += proved.problems
    if proved.prover is None:
        kept, accepted = settled(found, rule_set, (coverage, balance, cases, dates, advice))
        return Account(rule_set, in_order(kept), accepted, unproved=TOO_MUCH)
    confirmed = None
    if referee:
        doubts = list(_doubts(proved.prover, referee, watch))
        found += doubts
        confirmed = len(proved.prover.asked) - len(doubts)
    watch("what the cases exercise")
    found += exercise.find(rule_set)
    kept, accepted = settled(found, rule_set, None)
    size = sheets(proved.prover.compiled)
    return Account(rule_set, in_order(kept), accepted, proved.findings, size, proved.prover, confirmed)


def _doubts(prover: Prover, referee: Umpire, watch: Callable[[str], None]) -> Iterator[Problem]:
    """Queries that the referee settles otherwise, or not at all."""
    for number, (query, answer) in enumerate(prover.asked, 1):
        watch(f"the referee: {number} of {len(prover.asked)}")
        again = referee.ask(query)
        if again.undecided or (again.sheets is None) != (answer.sheets is None):
            said = "undecided" if again.undecided else "there is none" if again.none else "there is one"
            message = f"the referee says otherwise ({said}) of a sheet with: {query.statement}"[:300]
            sheets = again.sheets or answer.sheets or ()
            place = prover.rule_set.location
            yield Problem("referee-disagrees", message, place, "please report this", sheets=sheets)


# --- words --------------------------------------------------------------------------------------


def told(account: Account) -> str:
    """The account in words: problems with the sheets that show them, then what was looked at."""
    return "\n".join([*_problems_told(account), *_summary(account)]) + "\n"


def _problems_told(account: Account) -> Iterator[str]:
    for problem in account.problems:
        yield str(problem)
        yield from (f"    {line}" for line in _shown_by(account.rule_set, problem.sheets))


def _shown_by(rule_set: Rules, sheets: Sequence[Sheet]) -> Iterator[str]:
    """The sheets that show a problem, each as an answers file in one line, and what sets two apart."""
    for name, sheet in zip(("see", "and"), sheets, strict=False):
        yield f"{name} {in_a_line(rule_set.id, sheet)}"
    if len(sheets) == 2:
        one, other = sheets
        differ = [q for q in rule_set.item if one.get(q) != other.get(q)]
        yield "; ".join(f"{q}: {_answer(one, q)} -> {_answer(other, q)}" for q in differ)
        yield from difference(evaluate(rule_set, one), evaluate(rule_set, other))


def _answer(sheet: Sheet, link_id: str) -> str:
    return written(sheet[link_id]) if link_id in sheet else "left out"


def _summary(account: Account) -> Iterator[str]:
    rule_set = account.rule_set
    name = shown(f"{rule_set.id} {rule_set.version}")
    what = ", ".join(
        counted(len(things), noun)
        for noun, things in (
            ("question", rule_set.items),
            ("gate", rule_set.gates),
            ("rule", rule_set.rules),
            ("case", rule_set.library.cases),
            ("property", rule_set.library.properties),
        )
    )
    if account.problems:
        errors, warnings = account.errors, len(account.problems) - account.errors
        found = f"{counted(errors, 'error')}, {counted(warnings, 'warning')}"
        yield f"Problems found in {name}: {found}. {what}."
    else:
        yield f"No problem found in {name}: {what}."
    for problem, reason in account.accepted:
        yield f"Accepted: {problem.code} about '{problem.about}'. {shown(reason.because)}"
    if account.sheets is None:
        yield f"Nothing was proved: {account.unproved}"
        return
    verdicts = Counter(finding.verdict for finding in account.findings)
    yield (
        f"Proved for all {counted(account.sheets, 'possible answer sheet')}: {verdicts[Verdict.PROVED]} of "
        f"{counted(len(account.findings), 'statement')}; {verdicts[Verdict.REFUTED]} refuted, "
        f"{verdicts[Verdict.UNDECIDED]} undecided."
    )
    if account.confirmed is not None and account.prover:
        asked = counted(len(account.prover.asked), "query")
        yield f"The referee agrees on {account.confirmed:,} of {asked}."


# --- a record -----------------------------------------------------------------------------------


def record(account: Account) -> dict[str, Any]:
    """The account as JSON takes it, for editors and for machines that build.

    The number of sheets is text: it is larger than many readers of JSON can hold.
    """
    rule_set = account.rule_set
    return {
        "schema": SCHEMA,
        "rule_set": {"id": rule_set.id, "version": rule_set.version, "hash": rule_set.hash},
        "problems": [problem_record(problem, rule_set.id) for problem in account.problems],
        "accepted": [
            {"code": problem.code, "about": problem.about, "because": reason.because}
            for problem, reason in account.accepted
        ],
        "sheets": str(account.sheets) if account.sheets is not None else None,
        "properties": properties(account.findings),
    }


def unreadable(problems: Sequence[Problem]) -> dict[str, Any]:
    """The record of a rule set whose files cannot be read."""
    found = [problem_record(problem, "") for problem in problems]
    return {
        "schema": SCHEMA,
        "rule_set": None,
        "problems": found,
        "accepted": [],
        "sheets": None,
        "properties": [],
    }


def problem_record(problem: Problem, rule_set_id: str) -> dict[str, Any]:
    """One problem; its sheets are answers files in JSON."""
    return {
        "code": problem.code,
        "severity": problem.severity,
        "message": problem.message,
        "hint": problem.hint,
        "file": problem.location.file,
        "line": problem.location.line,
        "column": problem.location.column,
        "about": problem.about,
        "sheets": [{"rule_set": rule_set_id, "answers": sheet} for sheet in problem.sheets],
    }


def properties(findings: Sequence[Finding]) -> list[dict[str, Any]]:
    """What was claimed, of how many things, and how it came out. One undecided thing is undecided."""
    grouped: dict[str, list[Finding]] = {}
    for finding in findings:
        grouped.setdefault(finding.property, []).append(finding)
    worst = (Verdict.REFUTED, Verdict.UNDECIDED, Verdict.PROVED)
    return [
        {
            "property": property,
            "about": [finding.about for finding in group],
            "verdict": min((finding.verdict for finding in group), key=worst.index),
            "not_proved": [f.about for f in group if f.verdict is not Verdict.PROVED],
        }
        for property, group in grouped.items()
    ]
