"""Keeping one person's answers, if they ask for it, so that they can come back to them.

Belongs here: when it is asked, and what is said of it. Does not: the file (`commands.interview.keeping`).
"""

from __future__ import annotations

from contextlib import suppress
from typing import Protocol

from decision_aid.interviewing.flow import Flow
from decision_aid.interviewing.safe_asker import Left, SafeAsker
from decision_aid.model.answers import SKIPPED
from decision_aid.model.problems import DecisionAidError, NotWritten
from decision_aid.wording import prompts
from decision_aid.wording.prompt import Command


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

    @property
    def other(self) -> str:
        """The name of the file that these answers came from, where another was named; else nothing."""

    def write(self, flow: Flow) -> str:
        """Write the answers. Returns the name of the file. Raises `DecisionAidError`."""

    def write_other(self, flow: Flow) -> None:
        """Write the answers into the other file as well, if there is one. Raises `DecisionAidError`."""


class Keeping:
    """Keeps answers in `file`. `kept`: something was written.

    They came from a file that holds `written` of today, or `came_with` of another day; then safety is asked
    afresh, and only what is skipped says less than the file.

    No file goes on saying that all is well once danger was told of. It is written at once, since nobody knows
    how this ends, and from then on it holds what was said last.
    """

    def __init__(self, file: AnswersFile, written: Flow | None = None, came_with: Flow | None = None) -> None:
        self._file = file
        self._afresh = written is None
        self._came_with = written or came_with
        self._written = None if file.asked_for else written
        self._danger_told = False
        self._unsaid: str | None = None
        self.kept = False

    @property
    def came_from(self) -> str:
        """The name of the file that these answers came from, where nobody named another; else nothing."""
        return self._file.replaces

    def ask_before_leaving(self, asker: SafeAsker, flow: Flow, *, early: bool) -> bool:
        """Ask whether to keep answers that would be lost. Whoever saw a result was offered it there.

        Somebody who has skipped every question has nothing to lose. Returns whether they would rather stay,
        as whoever leaves `early` may.
        """
        answered = any(value != SKIPPED for value in flow.said.values())
        due = answered and (early or self._file.replaces)
        if not due or self._is_due(flow) or self._is_there(flow):
            return False
        reply: object = None
        with suppress(Left):  # they are leaving already
            back = prompts.BACK_TO_THE_QUESTIONS if early else ""
            reply = asker.ask(prompts.keep_or_not(self._file.replaces, back))
            if reply == prompts.YES:
                asker.tell("\n" + self.keep(flow))
        return reply is Command.BACK

    def at_once(self, flow: Flow) -> None:
        """Let every file know of danger that was just told of. What is said of that is said in the end.

        Own words in which none was heard wait until they were asked about: most mean no harm.
        """
        told = flow.evaluation.stops or flow.must_answer
        if told and self._says_too_much(flow) and not self._is_there(flow):
            self._danger_told = True
            with suppress(DecisionAidError):  # it is tried again in the end
                self._unsaid = self._write(flow)

    def as_asked(self, flow: Flow) -> str | None:
        """Keep the answers where a file was named for them, and say so; None where nothing need be said.

        So too where danger was told of since they were read from one, and nobody is asked about files then.
        Raises `DecisionAidError`.
        """
        self._danger_told |= self._says_too_much(flow)
        if self._is_due(flow) and not self._is_there(flow):
            self._unsaid = self._write(flow)
        said, self._unsaid = self._unsaid, None
        return said

    def at_the_result(self, asker: SafeAsker, flow: Flow) -> str | None:
        """What became of it when somebody asked to keep their answers; None where they would rather not."""
        file = self._file.replaces
        if file and asker.ask(prompts.keep_or_not(file, prompts.BACK_TO_THE_RESULT)) != prompts.YES:
            return None
        return self.keep(flow)

    def keep(self, flow: Flow) -> str:
        """Keep the answers, and say what became of it."""
        try:
            return self._write(flow)
        except DecisionAidError as error:
            return f"{error} Your answers were not saved."

    def _write(self, flow: Flow) -> str:
        """Write the answers, into both files once danger was told of. Returns what is to be said of that."""
        other, also = self._file.other if self._danger_told else "", True
        if other:
            try:
                self._file.write_other(flow)
            except DecisionAidError:
                also = False
        try:
            name = self._file.write(flow)
        except NotWritten as error:
            if self._danger_told and self._file.replaces:
                raise NotWritten(prompts.still_as_before(str(error))) from error
            raise
        self._written, self.kept, self._unsaid = flow, True, None
        return prompts.kept_in(
            flow.rule_set,
            name,
            self._file.missed,
            other,
            also=also,
            unasked=self._danger_told and not self._file.asked_for,
            stopped=bool(flow.evaluation.stops),
        )

    def _is_due(self, flow: Flow) -> bool:
        """Whether the answers are written without a question."""
        return self._file.asked_for or self._danger_told or self._says_too_much(flow)

    def _says_too_much(self, flow: Flow) -> bool:
        """Whether by a file an approach may be named, and by what they have said since none may."""
        if not (self._file.replaces or self._file.asked_for):
            return False
        files = (self._written, self._came_with)
        safe_before = any(there is not None and there.evaluation.safe for there in files)
        open_now = {*flow.evaluation.unanswered_safety}
        less = open_now & flow.said.keys() if self._afresh and not self._written else open_now
        return bool(flow.evaluation.stops or flow.must_answer or (safe_before and less))

    def _is_there(self, flow: Flow) -> bool:
        there = self._written or Flow(flow.rule_set)
        return (flow.said, flow.decided) == (there.said, there.decided)
