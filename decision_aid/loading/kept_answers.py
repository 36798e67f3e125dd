"""Answers that were kept to come back to, read as the rules of today take them.

Belongs here: what newer rules make of them. Does not: the file (`answers_file`), and going on with them
(`interviewing`).
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from decision_aid.engine.agreement import problems_with
from decision_aid.engine.questionnaire import kinds_in, problems_in
from decision_aid.loading.answers_file import Sheet, read_sheet, refuse_unusable, with_words_heard
from decision_aid.loading.files import name_of
from decision_aid.loading.foreign_files import ANSWERED, refused
from decision_aid.loading.safe_problems import raise_heard
from decision_aid.model.answers import Value
from decision_aid.model.choice import DECIDED, Choice
from decision_aid.model.records import record
from decision_aid.model.rules import Rules


@record
class Kept(NamedTuple):
    """What somebody comes back to. `notes` say what newer rules changed and took out.

    `from_today`: it was saved on the day it is read, so what it says of danger is from today. `corrected`: an
    answer that had stopped the questions was taken back. `decided` is what clinician and client decided.
    """

    given: Mapping[str, Value]
    from_today: bool
    corrected: bool
    notes: tuple[str, ...]
    decided: Choice | None


def load_kept(path: str | Path, rule_set: Rules) -> Kept:
    """Read answers to go on with. Raises `UnusableInput` as `load_answers` does.

    Of answers that were kept under another version of the rules, those that are none any more are taken out,
    so that they are asked again. Nothing else is guessed.
    """
    notes: list[str] = []
    sheet = read_sheet(path, rule_set, notes.append)
    if sheet.from_fhir:  # what is kept would be written over it
        error = refused(ANSWERED, "answers that were kept to come back to", name_of(path))
        raise_heard(error, kinds_in(rule_set, sheet.unread))
    if sheet.version not in ("", rule_set.version) and not sheet.problems:
        notes.append(
            f"These answers were kept under version {sheet.version} of the rules. This is {rule_set.version}."
        )
        sheet = _in_use(sheet, rule_set, notes)
    sheet = with_words_heard(sheet, rule_set)
    refuse_unusable(sheet, rule_set)
    from_today = bool(sheet.version) and sheet.background.saved == rule_set.day
    return Kept(sheet.given, from_today, sheet.background.corrected, tuple(notes), sheet.decided)


def _in_use(sheet: Sheet, rule_set: Rules, notes: list[str]) -> Sheet:
    """The sheet without what these rules do not take; a note is made of each."""
    while problems := problems_in(rule_set, sheet.given, sheet.where):
        wrong = {problem.location: problem.message for problem in problems}
        out = [link_id for link_id in sheet.given if sheet.where(link_id) in wrong]
        if not out:
            break
        notes += (f"Taken out, since {wrong[sheet.where(link_id)]}." for link_id in out)
        sheet = sheet._replace(given={q: value for q, value in sheet.given.items() if q not in out})
    if sheet.decided and any(problems_with(rule_set, sheet.decided, sheet.where(DECIDED))):
        notes.append("What was decided is taken out, since these rules don't know all of it.")
        sheet = sheet._replace(decided=None)
    return sheet
