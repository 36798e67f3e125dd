"""What `decision-aid rules check` says: what is wrong, what was proved, and what to do about it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from inspect import getdoc
from shlex import quote
from typing import Final, TypeAlias

from decision_aid.checking.causes import Told, every_problem
from decision_aid.checking.checks.case_coverage import suggested
from decision_aid.checking.examination import Examination
from decision_aid.checking.findings import Verdict
from decision_aid.checking.registry import CHECKS, OF_THE_RUN
from decision_aid.engine.evaluate import evaluate
from decision_aid.loading.codes import CODES
from decision_aid.model.answers import Value
from decision_aid.model.problems import Problem, shown
from decision_aid.model.reviews import Part, Review
from decision_aid.model.rules import Rules
from decision_aid.wording.answers_file import in_a_line, written
from decision_aid.wording.changed_reasons import changed_reasons
from decision_aid.wording.grammar import counted

Sheet: TypeAlias = Mapping[str, Value]


MOST_LINES: Final = 19
"""Lines of a page that is not asked for whole; beside it, an error ends with one line of help."""


def page(examination: Examination, told: Sequence[Told], *, all: bool) -> str:
    """What an examination found: each problem with the sheets that show it, then what was looked at."""
    summary = [*_summary(examination, all=all or not examination.problems)]
    blocks = [_block(examination.rule_set, problem) for problem in _to_tell(told, all)]
    return "\n".join([*_as_many_as_fit(blocks, MOST_LINES - len(summary), all), *summary]) + "\n"


def _to_tell(told: Sequence[Told], all: bool) -> Iterator[Problem]:
    return every_problem(told) if all else (one.problem for one in told)


def _block(rule_set: Rules | None, problem: Problem) -> list[str]:
    sheets = _answers_that_show(rule_set, problem.sheets) if rule_set else ()
    return [str(problem), *(f"    {line}" for line in sheets)]


def _as_many_as_fit(blocks: Sequence[Sequence[str]], room: int, all: bool) -> Iterator[str]:
    """The lines of the first blocks, and how many others there are; the first is told in any case."""
    lines = sum(map(len, blocks))
    for number, block in enumerate(blocks):
        left = len(blocks) - number
        if not all and number and len(block) + (left > 1) > room and lines > room:
            yield f"And {left} more. All of them: add --all"
            return
        yield from block
        room, lines = room - len(block), lines - len(block)


def _answers_that_show(rule_set: Rules, sheets: Sequence[Sheet]) -> Iterator[str]:
    """The sheets that show a problem, each as an answers file in one line, and what sets two apart."""
    for name, sheet in zip(("see", "and"), sheets, strict=False):
        yield f"{name} {in_a_line(rule_set.id, sheet)}"
    if len(sheets) == 2:
        one, other = sheets
        differ = [q for q in rule_set.item if one.get(q) != other.get(q)]
        yield "; ".join(f"{q}: {_answer(one, q)} -> {_answer(other, q)}" for q in differ)
        yield from changed_reasons(evaluate(rule_set, one), evaluate(rule_set, other))


def _answer(sheet: Sheet, link_id: str) -> str:
    return written(sheet[link_id]) if link_id in sheet else "left out"


def _summary(examination: Examination, *, all: bool) -> Iterator[str]:
    rule_set = examination.rule_set
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
    if examination.problems:
        errors, warnings = examination.errors, len(examination.problems) - examination.errors
        found = f"{counted(errors, 'error')}, {counted(warnings, 'warning')}"
        yield f"Problems found in {name}: {found}. {what}."
    else:
        yield f"No problem found in {name}: {what}."
    for problem, reason in examination.accepted if all else ():
        yield f"Accepted: {problem.code} about '{problem.about}'. {shown(reason.because)}"
    yield _signatures(rule_set)
    if examination.prover is None:
        yield f"Nothing was proved: {examination.unproved}"
        return
    verdicts = Counter(finding.verdict for finding in examination.findings)
    yield (
        f"Proved for every possible answer sheet: {verdicts[Verdict.PROVED]:,} of "
        f"{counted(len(examination.findings), 'statement')}; {verdicts[Verdict.REFUTED]} refuted, "
        f"{verdicts[Verdict.UNDECIDED]} undecided."
    )
    if examination.confirmed is not None:
        asked = counted(len(examination.prover.asked), "query")
        yield f"The referee agrees on {examination.confirmed:,} of {asked}."


def _signatures(rule_set: Rules) -> str:
    counted = {one.part: one for one in rule_set.reviews}
    return f"Reviewed: {'; '.join(_signed(part, counted.get(part)) for part in Part)}."


def _signed(part: Part, review: Review | None) -> str:
    if review is None:
        return f"{part.words} by no one yet"
    signature = review.signature
    who = shown(f"{signature.who}, on {signature.on}")
    if review.changed:
        return f"{part.words} changed since {who}"
    return f"{part.words} by {who}{'' if signature.licensed else ' (not a licensed clinician)'}"


def unreadable_page(told: Sequence[Told], *, all: bool) -> str:
    """What is wrong with files that cannot be read."""
    found = counted(sum(1 + len(one.folded) for one in told), "problem")
    blocks = [_block(None, problem) for problem in _to_tell(told, all)]
    last = f"{found}. The files cannot be read, so nothing was proved."
    return "\n".join([*_as_many_as_fit(blocks, MOST_LINES - 1, all), last]) + "\n"


def schemas_renewed(folder: str) -> str:
    """That editors know the ids of now, and where they look them up."""
    return f"\nEditors that know YAML complete the ids of now: {shown(folder)}\n"


# --- cases that are missing ---------------------------------------------------------------------


def missing_cases(examination: Examination, directory: str = "") -> str:
    """Answers for the cases that are missing, one sheet in a line, and how to see what comes out for one.

    `directory` is the folder of the rule set as the user typed it; empty for the shipped one.
    """
    if examination.prover is None:
        return "\nNo cases are suggested while there are errors in names or laws.\n"
    rule_set = examination.rule_set
    sheets = [in_a_line(rule_set.id, sheet) for sheet in suggested(rule_set)]
    if not sheets:
        return "\nThe worked cases exercise all there is.\n"
    folder = quote(directory) if directory else ""
    check = " ".join(filter(None, ("decision-aid rules check", folder, "--suggest-cases")))
    rules = f" --rules {folder}" if folder else ""
    draft = " --draft" if folder and examination.errors else ""  # rules with errors answer nobody else
    evaluate = f"decision-aid evaluate -{rules}{draft}"
    lines = (
        f"Answers for {counted(len(sheets), 'worked case')} that you may add. Each line in braces is a whole",
        "answers file, to be saved or piped. This shows what comes out for the first:",
        f"  {check} | grep -m1 '^{{' | {evaluate}",
        *(line for number, sheet in enumerate(sheets, 1) for line in (f"# case {number}", sheet)),
    )
    return "\n" + "\n".join(lines) + "\n"


# --- what a code means --------------------------------------------------------------------------


def explanation(code: str) -> str | None:
    """The documentation of the check that gives a code; None when there is no such code."""
    if code in OF_THE_RUN:
        return f"{code}\n\n{OF_THE_RUN[code]}\n"
    for check in CHECKS:
        if code in check.codes:
            return f"{code}\n\n{check.codes[code]}\n\n{getdoc(check.find)}\n"
    if code in CODES:
        found = "It is found while the files are read. The message says what to do."
        return f"{code}\n\n{CODES[code]}\n\n{found}\n"
    return None
