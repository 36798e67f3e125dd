"""The steps around a suggestion, over any way of asking. Each can be skipped; none comes before safety."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol

from decision_aid.engine.suggest import Suggestion
from decision_aid.interviewing.asker import Asker
from decision_aid.model.answers import TEACHING, Value
from decision_aid.model.deliberation import Deliberation
from decision_aid.wording import deliberation as words
from decision_aid.wording.prompts import Command


class Options(Protocol):
    """The options there are to choose from, and their pages as laid-out text."""

    @property
    def names(self) -> Mapping[str, str]:
        """What each option goes by for now, by id, in the order in which they are always shown."""

    def short(self) -> str:
        """All of them, a line for each."""

    def page(self, id: str) -> str:
        """One of them in full."""

    def side_by_side(self) -> str:
        """All of them side by side."""

    def reveal(self) -> bool:
        """From here on, let each go by its own name; whether it did not before."""


class Deliberating:
    """One person's way around a suggestion: the options, their leaning, and what they make of it.

    `options` are loaded when they are first needed; should they go by letters, they do until the leaning is
    given. `keep` writes a worksheet, and returns what is to be said of it.
    """

    def __init__(
        self, options: Callable[[], Options], keep: Callable[[Suggestion, Deliberation, str], str]
    ) -> None:
        self._load, self._keep = options, keep
        self._options: Options | None = None
        self.said = Deliberation()

    @property
    def informed(self) -> bool:
        """Whether the options have been shown."""
        return self._options is not None

    def inform(self, asker: Asker) -> None:
        """Show the options, once, before anybody is asked what matters."""
        if self._options is None:
            self._options = self._load()
            asker.tell(words.before_values())
            asker.show(self._options.short())
            asker.tell(words.how_to_read_more())

    def read_more(self, asker: Asker) -> None:
        """Show pages of options, for as long as somebody wants to read."""
        options = self._shown
        while (wanted := asker.ask(words.which_options(options.names))) != words.ON:
            if wanted == words.ALL:
                asker.show(options.side_by_side())
            else:
                asker.show(options.page(str(wanted)))

    def before(self, asker: Asker, setting: str) -> None:
        """Ask for the leaning before the suggestion is seen."""
        names = self._shown.names
        while (reply := asker.ask(words.leaning(names, setting))) is Command.OPTIONS:
            self.read_more(asker)
        self.said = Deliberation(leaning=_given(reply))
        if self.said.leaning:
            self.said = self.said._replace(sureness=_given(asker.ask(words.sureness())))
        if self._shown.reveal():
            asker.tell(words.revealed(names, self._shown.names))

    def after(self, asker: Asker, suggestion: Suggestion) -> None:
        """Ask what has become of the leaning, and help where something is wanting."""
        if self.said.leaning:
            reply = _given(asker.ask(words.changed(self._shown.names, self.said)))
            after = self.said.leaning if reply == words.UNCHANGED else reply
            self.said = self.said._replace(leaning_after=after)
        setting = suggestion.evaluation.answers.setting
        if setting != TEACHING:  # nobody in an example has to be ready
            ready = asker.ask(words.readiness(setting))
            if isinstance(ready, tuple):
                self.said = self.said._replace(ready=tuple(point for point in ready if point != words.NONE))
            for text in words.what_helps(self.said, setting):
                asker.tell(text)
        form = _given(asker.ask(words.worksheet_offer()))
        if form and form != words.NONE:
            asker.tell(self._keep(suggestion, self.said, form))

    @property
    def _shown(self) -> Options:
        assert self._options is not None  # nothing is asked about options before they are shown
        return self._options


def _given(reply: Value | Command) -> str | None:
    """The code that was chosen; None when the question was skipped."""
    return reply if isinstance(reply, str) else None
