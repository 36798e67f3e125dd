"""The file that the answers of an interview go into, and what is read of one to go on with."""

from __future__ import annotations

import os
from itertools import count
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, NamedTuple

from decision_aid.model.answers import SETTING
from decision_aid.model.problems import DecisionAidError, NotWritten, refuse_unknown, shown

if TYPE_CHECKING:
    from decision_aid.interviewing.flow import Flow
    from decision_aid.model.rules import Rules

NAME = "answers"
"""The name of its file, where nobody gave one."""


class Begun(NamedTuple):
    """Where an interview begins, what is told of it, and what is in its file already.

    `written` is what the file holds of today, and `came_with` what it holds of any day.
    """

    flow: Flow | None = None
    told: tuple[str, ...] = ()
    written: Flow | None = None
    came_with: Flow | None = None


def begun(rule_set: Rules, setting: str | None, resume: Path | None) -> Begun:
    """The beginning of an interview: with no answer, in a `setting`, or where a file `resume` was left.

    What such a file says about safety counts on the day it was saved; later, it is asked again. Raises
    `DecisionAidError`.
    """
    if resume is None and setting is None:
        return Begun()
    from decision_aid.interviewing.flow import Flow, resumed
    from decision_aid.loading.kept_answers import load_kept
    from decision_aid.wording.prompts import back_again, dropped

    if resume is None:
        item = rule_set.item[SETTING]
        refuse_unknown("setting", (str(setting),), item.codes)
        return Begun(Flow(rule_set).record(item, str(setting))[0])
    if os.path.islink(resume):
        raise DecisionAidError(
            f"{shown(str(resume))} is a link. Give the file itself, since none is written through a link."
        )
    if setting is not None:
        raise DecisionAidError("These answers say already who they're for. Leave out --setting, or --resume.")
    kept = load_kept(resume, rule_set)
    flow, lost = resumed(
        rule_set, kept.given, afresh=not kept.from_today, corrected=kept.corrected, decided=kept.decided
    )
    notes = (*kept.notes, *([dropped(lost)] if lost else []), back_again(not kept.from_today))
    there = Flow(rule_set, kept.given).with_decision(kept.decided)
    return Begun(flow, notes, there if kept.from_today else None, there)


class AnswersFile:
    """The file of one person's answers: `save`, the one they named to be written, or `resume`, the one they
    came back with, or else a free name in this folder.

    What was written once is written again in its place. Beside one that was named, the one they came back
    with stays as it was, unless it is to be written as well.
    """

    def __init__(self, save: Path | None, resume: Path | None) -> None:
        self.asked_for = save is not None
        self.missed = ""
        self._path = save or resume
        self._is_ours = not self.asked_for and resume is not None
        self._other = resume if self.asked_for else None

    @property
    def replaces(self) -> str:
        """The name of the file that these answers came from, where it is to be replaced; else nothing."""
        return shown(str(self._path)) if self._is_ours and not self.asked_for else ""

    @property
    def other(self) -> str:
        """The name of the file that these answers came from, where another was named; else nothing."""
        return quote(str(self._other)) if self._other else ""

    def write(self, flow: Flow) -> str:
        """Write the answers. Returns the name of the file, as a shell takes it. Raises `NotWritten`.

        Where the file that was asked for cannot be written any more, one with a free name is.
        """
        path = self._path or free_name(NAME, ".yaml")
        try:
            _write(flow, path, force=self._is_ours)
        except NotWritten:
            if not self.asked_for:
                raise
            self.missed = shown(str(path))
            path = free_name(NAME, ".yaml")  # rather there than lost
            _write(flow, path, force=False)
        self._path, self._is_ours = path, True
        return quote(str(path))

    def write_other(self, flow: Flow) -> None:
        """Write the answers into the other file as well, if there is one. Raises `NotWritten`."""
        if self._other:
            _write(flow, self._other, force=True)


def _write(flow: Flow, path: Path, *, force: bool) -> None:
    from decision_aid.cli.output import write_file
    from decision_aid.wording.answers_file import kept_file

    text = kept_file(flow.rule_set, flow.said, corrected=flow.corrected, decided=flow.decided)
    write_file(text, path, force=force, source="")


def free_name(name: str, ending: str) -> Path:
    """A name in this folder that no file has."""
    names = (Path(f"{name}{f'-{number}' if number > 1 else ''}{ending}") for number in count(1))
    return next(path for path in names if not os.path.lexists(path))


def refuse_to_save(path: Path) -> None:
    """Raise `NotWritten` where answers could not be written, before anybody gives one."""
    name = shown(str(path))
    if os.path.lexists(path):
        raise NotWritten(
            f"{name} exists already. Give another name, or go on with it: decision-aid --resume {quote(name)}"
        )
    if not os.access(path.absolute().parent, os.W_OK):
        raise NotWritten(f"{name} can't be written: there is no such folder, or it isn't yours.")
