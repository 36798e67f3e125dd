"""Where a result is on the screen: its card, and the pages that can be opened from it.

Belongs here: what can be opened, and the way back to the card. Does not: the pages themselves (`wording`),
and what words of danger lead to (`dialogue`): after them, the card is that of what is answered by then.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol

from decision_aid.engine.suggest import Suggestion
from decision_aid.interviewing.deliberating import Deliberating
from decision_aid.interviewing.flow import Flow
from decision_aid.interviewing.keeping import Keeping
from decision_aid.interviewing.safe_asker import SafeAsker
from decision_aid.model.answers import CLINICIAN
from decision_aid.model.choice import Choice
from decision_aid.model.problems import DecisionAidError
from decision_aid.model.report import Report
from decision_aid.wording.decided import changed, deciding, reason_for
from decision_aid.wording.prompt import Command
from decision_aid.wording.prompts import BACK_TO_THE_RESULT, at_the_result, reading, said_at_the_result


class ResultPages(Protocol):
    """The pages of a result."""

    def card(self, suggestion: Suggestion) -> Report:
        """The result on one screen."""

    def reasons(self, suggestion: Suggestion) -> Iterable[Report]:
        """Why, with a page for each approach, the best first."""

    def steps(self, suggestion: Suggestion) -> Report:
        """How the result comes about, step by step."""

    def changes(self, suggestion: Suggestion) -> Report:
        """What would have to be different for another result."""

    def note(self, suggestion: Suggestion, choice: Choice | None) -> Report:
        """The result as a note for a chart, with what was decided."""


class AtResult:
    """The card of one person's result. It stays on the screen until they are done.

    `flow` is where their interview is by now; `decide` takes what a clinician says was decided. `keeping`
    keeps their answers, if they ask for it.
    """

    def __init__(
        self,
        pages: ResultPages,
        flow: Callable[[], Flow],
        decide: Callable[[Choice | None], None],
        keeping: Keeping | None = None,
    ) -> None:
        self._pages, self._flow, self._decide, self._keeping = pages, flow, decide, keeping
        self._on_the_card = True

    def stay(self, asker: SafeAsker, around: Deliberating | None) -> None:
        """Show the card, and what is opened from it, until the person leaves (`Left`)."""
        while True:
            self._on_the_card = True
            reply = asker.ask_and_hear(at_the_result(self._card(), self._to_open(around)))
            self._on_the_card = False
            if isinstance(reply, Command):
                self._open(reply, asker, around)

    def leave(self, asker: SafeAsker) -> None:
        """Leave the card on the screen, wherever somebody was."""
        if not self._on_the_card:
            asker.show_alone(self._card())

    def _suggestion(self) -> Suggestion:
        return self._flow().suggestion

    def _card(self) -> Report:
        return self._pages.card(self._suggestion())

    def _to_open(self, around: Deliberating | None) -> Iterator[Command]:
        """What there is to open: where there is no suggestion, nothing but the way to keep answers."""
        if self._suggestion().conclusions:
            yield from (Command.REASONS, Command.STEPS, Command.CHANGES)
            if around:
                yield from (Command.OPTIONS, Command.PAPER)
            if self._suggestion().evaluation.answers.setting == CLINICIAN:
                yield Command.NOTE
        if self._keeping:
            yield Command.SAVE

    def _open(self, command: Command, asker: SafeAsker, around: Deliberating | None) -> None:
        suggestion = self._suggestion()
        if command is Command.REASONS:
            _read(asker, self._pages.reasons(suggestion))
        elif command is Command.STEPS:
            _read(asker, (self._pages.steps(suggestion),))
        elif command is Command.CHANGES:
            try:
                _read(asker, (self._pages.changes(suggestion),))
            except DecisionAidError as error:  # where a rule set is too complex for it
                _tell(asker, str(error))
        elif command is Command.OPTIONS and around:
            around.read_by_name(asker)
        elif command is Command.PAPER and around:
            around.take_along(asker, self._suggestion)
        elif command is Command.NOTE and self._has_told_what_was_decided(asker, suggestion):
            _read(asker, (self._pages.note(self._suggestion(), self._flow().decided),))
        elif command is Command.SAVE and self._keeping:
            said = self._keeping.at_the_result(asker, self._flow())
            if said:
                _tell(asker, said)

    def _has_told_what_was_decided(self, asker: SafeAsker, suggestion: Suggestion) -> bool:
        """Ask what clinician and client decided, and why. Whoever leaves at the second has said the first.

        Returns whether they told it, and did not go back.
        """
        decision = self._flow().decision
        before = decision.choice if decision else None
        asked = deciding(suggestion, before)
        decided = asker.ask(asked)
        if not isinstance(decided, tuple):
            return False
        choice = changed(asked, before, decided)
        self._decide(choice)
        if choice:
            reason = asker.ask(reason_for(suggestion, choice))
            if reason is Command.BACK:
                return self._has_told_what_was_decided(asker, suggestion)
            self._decide(choice._replace(reason=reason if isinstance(reason, str) else ""))
        return True


def _tell(asker: SafeAsker, text: str) -> None:
    asker.ask(said_at_the_result(text))


def _read(asker: SafeAsker, pages: Iterable[Report]) -> None:
    """Show pages, once: where words of danger are heard, they may no longer be true."""
    asker.ask_and_hear(reading(pages, BACK_TO_THE_RESULT))
