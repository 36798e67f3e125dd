"""Sheets that refute a proof, as worked cases for an author to complete."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from decision_aid.checking.checks.case_outcomes import as_it_comes_out
from decision_aid.checking.examination import Examination
from decision_aid.checking.findings import Verdict
from decision_aid.engine.questionnaire import problems_in
from decision_aid.model.library import Case
from decision_aid.model.problems import NOWHERE, shown
from decision_aid.wording.case_file import new_case
from decision_aid.wording.grammar import counted


class NewCase(NamedTuple):
    """The name of a file in `cases`, and its text."""

    file: str
    text: str


def new_cases(examination: Examination) -> Iterator[NewCase]:
    """A case for each sheet that refutes what ought to be true; a problem with two sheets has two."""
    rules = examination.rule_set
    taken = {case.id for case in rules.library.cases}
    tried = [case.answers for case in rules.library.cases]
    for finding in examination.findings:
        problem = finding.problem
        for sheet in problem.sheets if problem and finding.verdict is Verdict.REFUTED else ():
            if problem is None or sheet in tried or problems_in(rules, sheet, lambda _: NOWHERE):
                continue  # a sheet that no file of answers may hold makes no case
            tried.append(sheet)
            id = _free(f"{problem.code}-{problem.about}", taken)
            taken.add(id)
            case = as_it_comes_out(rules, Case(id, "", "", sheet, "", (), {}))
            text = "\n".join((*new_case(id, shown(problem.message), sheet, case), ""))
            yield NewCase(f"{id}.yaml", text)


def _free(words: str, taken: set[str]) -> str:
    """A name for a file, with a number where there is such a case already."""
    name = re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")[:60].rstrip("-")
    numbered = (f"{name}-{number}" for number in range(2, len(taken) + 3))
    return name if name not in taken else next(one for one in numbered if one not in taken)


def what_was_written(files: Sequence[str]) -> str:
    """What is said of the cases that were written."""
    if not files:
        return "\nNo sheet refutes a proof that is not among the cases, so nothing was written.\n"
    written = "".join(f"  {shown(file)}\n" for file in files)
    return f"\nWritten, to be completed: {counted(len(files), 'worked case')}.\n{written}"
