"""Keeping one person's answers, if they ask for it, so that they can come back to them.

Belongs here: when it is asked, and what is said of it. Does not: the file (`commands.interview.keeping`).
"""

from __future__ import annotations

from contextlib import suppress
from typing import Protocol

from decision_aid.interviewing.flow import Flow
from decision_aid.interviewing.safe_asker import Left, SafeAsker
from decision_aid.model.answers import SKIPPED
from decision_aid.model.problems import DecisionAidError
from decision_aid.wording import prompts


class AnswersFile(Protocol):
    """The file that answers go into: the one that was named, or one with a free name."""

    @property
    def asked_for(self) -> bool:
        """Whether it was named to be written, so that nothing need be asked."""

    @property
    def replaces(self) -> str:
        """The name of the file that these answers came from, where it is to be replaced; else nothing."""

    @property
    def missed(self) -> str:
        """The name of the file that was asked for, where it could not be written; else nothing."""

    def write(self, flow: Flow) -> str:
        """Write the answers. Returns the name of the file. Raises `DecisionAidError`."""


class Keeping:
    """Keeps answers in `file`. `written` is what is in it already; `kept`: something was written."""

    def __init__(self, file: AnswersFile, written: Flow | None = None) -> None:
        self._file = file
        self._written = written
        self.kept = False

    @property
    def came_from(self) -> str:
        """The name of the file that these answers came from, where nobody named another; else nothing."""
        return self._file.replaces

    def ask_before_leaving(self, asker: SafeAsker, flow: Flow, *, early: bool) -> None:
        """Ask whether to keep answers that would be lost. Whoever saw a result was offered it there.

        Somebody who has skipped every question has nothing to lose.
        """
        answered = any(value != SKIPPED for value in flow.said.values())
        due = answered and (early or self._file.replaces)
        if not due or self._file.asked_for or self._is_there(flow) or self._says_too_much(flow):
            return
        with suppress(Left):  # they are leaving already
            if asker.ask(prompts.keep_or_not(self._file.replaces)) == prompts.YES:
                asker.tell("\n" + self.keep(flow))

    def as_asked(self, flow: Flow) -> str | None:
        """Keep the answers where a file was named for them, and say so; None where nothing need be done.

        So too where danger was told of since they were read from one: that file must not go on saying that
        all is well, and nobody is asked about files then. Raises `DecisionAidError`.
        """
        due = self._file.asked_for or self._says_too_much(flow)
        return self._write(flow) if due and not self._is_there(flow) else None

    def at_the_result(self, asker: SafeAsker, flow: Flow) -> str | None:
        """What became of it when somebody asked to keep their answers; None where they would rather not."""
        if self._file.replaces and asker.ask(prompts.keep_or_not(self._file.replaces)) != prompts.YES:
            return None
        return self.keep(flow)

    def keep(self, flow: Flow) -> str:
        """Keep the answers, and say what became of it."""
        try:
            return self._write(flow)
        except DecisionAidError as error:
            return f"{error} Your answers were not saved."

    def _write(self, flow: Flow) -> str:
        name = self._file.write(flow)
        self._written, self.kept = flow, True
        return prompts.kept_in(name, self._file.missed)

    def _says_too_much(self, flow: Flow) -> bool:
        """Whether by their file an approach may be named, and by what they have said since none may."""
        safe_before = self._written is not None and self._written.evaluation.safe
        now = flow.evaluation.stops or flow.must_answer or (safe_before and not flow.evaluation.safe)
        return bool(self._file.replaces and now)

    def _is_there(self, flow: Flow) -> bool:
        there = self._written or Flow(flow.rule_set)
        return (flow.said, flow.decided) == (there.said, there.decided)
