"""The steps around a suggestion, over any way of asking. Each can be skipped; none comes before safety."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol

from decision_aid.engine.suggest import Suggestion
from decision_aid.interviewing.safe_asker import SafeAsker
from decision_aid.model.answers import TEACHING, Value
from decision_aid.model.deliberation import Deliberation
from decision_aid.model.report import Report
from decision_aid.wording import deliberation as words
from decision_aid.wording.grammar import capitalized
from decision_aid.wording.prompt import Command, Prompt
from decision_aid.wording.prompts import BACK_TO_THE_RESULT, chosen, reading, said_at_the_result, to_read


class Options(Protocol):
    """The options there are to choose from, and their pages."""

    @property
    def names(self) -> Mapping[str, str]:
        """What each option goes by for now, by id, in the order in which they are always shown."""

    def short(self) -> Report:
        """All of them, a line for each."""

    def page(self, id: str) -> Report:
        """One of them in full."""

    def side_by_side(self) -> Report:
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

    def inform(self, asker: SafeAsker) -> None:
        """Show the options, once, before anybody is asked what matters."""
        if self._options is None:
            self._options = self._load()
            asker.tell(words.before_values())
            asker.show(self._options.short())
            asker.tell(words.how_to_read_more())

    def read_more(self, asker: SafeAsker) -> None:
        """Show pages of options, for as long as somebody wants to read."""
        self._read(asker, words.which_options(self._options_shown.names))

    def _read(self, asker: SafeAsker, asked: Prompt) -> None:
        options = self._options_shown
        while (wanted := asker.ask(asked)) not in (words.ON, Command.BACK):
            page = options.side_by_side() if wanted == words.ALL else options.page(str(wanted))
            asker.ask(reading((page,), words.BACK_TO_THE_LIST))

    def read_by_name(self, asker: SafeAsker) -> None:
        """Show pages of options to somebody who has seen the result, so that no letter hides a name."""
        self._options = self._options or self._load()
        self._options.reveal()
        self._read(asker, words.which_options(self._options_shown.names, capitalized(BACK_TO_THE_RESULT)))

    def before(self, asker: SafeAsker, setting: str) -> None:
        """Ask for the leaning before the suggestion is seen."""
        names = self._options_shown.names
        prompt = words.leaning(names, setting)
        while (reply := asker.ask(prompt)) is Command.OPTIONS:
            self.read_more(asker)
        self.said = Deliberation(leaning=_code_once_told(asker, prompt, reply))
        if self.said.leaning:
            self.said = self.said._replace(sureness=_chosen(asker, words.sureness(setting)))
            self._ask_if_ready(asker, setting)
        if self._options_shown.reveal():
            asker.ask(to_read(words.revealed(names, self._options_shown.names), words.TO_THE_RESULT))

    def _ask_if_ready(self, asker: SafeAsker, setting: str) -> None:
        """Ask whether they are ready to decide, and help where something is wanting."""
        if setting == TEACHING:  # nobody in an example has to be ready
            return
        prompt = words.readiness(setting)
        ready = asker.ask(prompt)
        asker.tell(chosen(prompt, ready))
        if isinstance(ready, tuple):
            self.said = self.said._replace(ready=tuple(point for point in ready if point != words.NONE))
            asker.ask(to_read("\n".join(words.what_helps(self.said, setting)), words.TO_THE_RESULT))

    def take_along(self, asker: SafeAsker, suggestion: Callable[[], Suggestion]) -> None:
        """Write a worksheet, if one is wanted; ask first whether the suggestion has changed the leaning."""
        setting = suggestion().evaluation.answers.setting
        if self.said.leaning and self.said.leaning_after is None:
            reply = asker.ask(words.changed(self._options_shown.names, self.said, setting))
            if reply is Command.BACK:
                return
            after = self.said.leaning if reply == words.UNCHANGED else reply
            self.said = self.said._replace(leaning_after=after if isinstance(after, str) else None)
        form = asker.ask(words.worksheet_offer(setting))
        if isinstance(form, str) and form != words.NONE:
            kept = self._keep(suggestion(), self.said, form)
            asker.ask(said_at_the_result(kept))

    @property
    def _options_shown(self) -> Options:
        assert self._options is not None  # nothing is asked about options before they are shown
        return self._options


def _chosen(asker: SafeAsker, prompt: Prompt) -> str | None:
    """The code that is chosen at a prompt; None when it is skipped."""
    return _code_once_told(asker, prompt, asker.ask(prompt))


def _code_once_told(asker: SafeAsker, prompt: Prompt, reply: Value | Command) -> str | None:
    """The code that was chosen, once its label is told: it stays on the screen."""
    asker.tell(chosen(prompt, reply))
    return reply if isinstance(reply, str) else None
