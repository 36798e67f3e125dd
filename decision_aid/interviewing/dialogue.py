"""The interview from the first question to the result, over any way of asking."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from decision_aid.engine.suggest import Status, Suggestion, suggest
from decision_aid.interviewing.asker import Asker
from decision_aid.interviewing.flow import Flow
from decision_aid.interviewing.safe_asker import SafeAsker
from decision_aid.model.answers import SKIPPED, Value
from decision_aid.model.rules import Item, Purpose, Rules
from decision_aid.wording import prompts
from decision_aid.wording.help import danger_in
from decision_aid.wording.prompts import Command

if TYPE_CHECKING:
    from decision_aid.interviewing.deliberating import Deliberating
    from decision_aid.proving.compiled import Compiled

ASK_AGAIN = "suicidal_thoughts"


class Dialogue:
    """One person's interview. `crisis_card` is ready to show; `deliver` shows a result.

    `deliberate` makes the steps around a suggestion, once they are needed: the options before the
    questions about values, and the person's own leaning before the suggestion.
    """

    def __init__(
        self,
        rule_set: Rules,
        asker: Asker,
        crisis_card: str,
        deliver: Callable[[Suggestion], None],
        deliberate: Callable[[], Deliberating | None] = lambda: None,
    ) -> None:
        self.rule_set = rule_set
        self.asker = SafeAsker(asker, crisis_card, rule_set)
        self.deliver = deliver
        self._deliberate = deliberate

    def run(self) -> None:
        """Ask, and deliver what comes out; again after a stop, if the person says it was a slip.

        Raises `Left` when the person leaves by choice, `KeyboardInterrupt` when they break off.
        """
        while True:
            flow, all_the_way = self._interview()
            suggestion = suggest(flow.evaluation)
            deliberating = self.deliberating if all_the_way and suggestion.conclusions else None
            if deliberating:
                deliberating.before(self.asker, suggestion.evaluation.answers.setting)
            self.deliver(suggestion)
            if deliberating:
                deliberating.after(self.asker, suggestion)
            if suggestion.status is not Status.STOPPED:
                return
            if self.asker.ask(prompts.start_again(self.rule_set)) == prompts.LEAVE:
                return
            self.asker.tell(prompts.STARTING_AGAIN)

    def _interview(self) -> tuple[Flow, bool]:
        """Ask until there is something to deliver: a stop, a result, or what a skipped question leaves.

        With it comes whether the person has gone all the way, and so may be asked a little more.
        """
        flow = Flow(self.rule_set)
        while True:
            self.asker.setting = flow.evaluation.answers.setting
            item = flow.current
            if item is None:
                choice = self.asker.ask(prompts.review(self.rule_set.item, flow.given))
                if choice == prompts.RESULT:
                    return flow, self.deliberating is not None and self.deliberating.informed
                flow = flow.back() if choice is Command.BACK else flow.revisit(str(choice))
                continue
            reply = self._ask_item(flow, item)
            if reply is Command.BACK:
                flow = flow.back()
            elif reply is Command.DANGER:
                flow = self._after_danger(flow)
            elif reply is Command.ENOUGH:
                return flow.enough(), False
            else:
                value = SKIPPED if isinstance(reply, Command) else reply
                flow, ended = self._take(flow, item, value)
                if ended:
                    return flow, False

    def _take(self, flow: Flow, item: Item, value: Value) -> tuple[Flow, bool]:
        """Record an answer; the flow after it, and whether the questions end here."""
        objection = flow.objection(item, value)
        if objection:
            self.asker.tell(objection)
            return flow, False
        self.asker.tell(prompts.answered(item, value))
        after, dropped = flow.record(item, value)
        in_danger = danger_in(self.rule_set, item, value)
        if after.stopped and not in_danger:
            return after, True
        ended = value == SKIPPED and flow.is_safety_question(item)
        if ended and self.asker.ask(prompts.safety_skipped(item)) == prompts.ANSWER:
            return flow, False  # as though it had not been skipped
        if dropped:
            self.asker.tell(prompts.dropped(dropped))
        if in_danger:
            self.asker.meet_danger()
            return self._after_danger(after), False
        return after, ended

    def _after_danger(self, flow: Flow) -> Flow:
        """Where it goes on after words of danger: at the question that says more, if it was answered before.

        If not, it is still to come. While a stop waits for an answer, nothing leads around that answer.
        """
        if ASK_AGAIN in flow.given and not flow.evaluation.stops:
            return flow.revisit(ASK_AGAIN)
        return flow

    def _ask_item(self, flow: Flow, item: Item) -> Value | Command:
        place, total = flow.place
        commands = [Command.SKIP]
        # While a stop waits for the answer that may release it, no way leads around that answer.
        if flow.back() is not flow and not flow.evaluation.stops:
            commands.append(Command.BACK)
        commands.append(Command.WHY)
        if flow.may_end:
            commands.append(Command.ENOUGH)
        deliberating = self.deliberating if item.purpose is Purpose.VALUES and flow.may_end else None
        if deliberating:
            deliberating.inform(self.asker)
            commands.append(Command.OPTIONS)
        commands += [Command.HELP, Command.LEAVE]
        given = flow.given.get(item.link_id)
        earlier = None if given == SKIPPED else given
        prompt = prompts.question(
            flow.offered(item), flow.evaluation.answers.setting, place, total, earlier, commands
        )
        while (reply := self.asker.ask_and_hear(prompt)) in (Command.WHY, Command.OPTIONS):
            if deliberating and reply is Command.OPTIONS:
                deliberating.read_more(self.asker)
                continue
            self.asker.tell(prompts.why(item))
            still = self._what_hangs_on(flow, item)
            if still:
                self.asker.tell(still)
        return reply

    def _what_hangs_on(self, flow: Flow, item: Item) -> str | None:
        """What the answer can still change; None where that is not known or not for now."""
        if self._compiled is None:
            return None
        from decision_aid.proving.relevance import relevance

        found = relevance(self._compiled, flow.given, item.link_id)
        safety_first = not flow.evaluation.safe or flow.is_safety_question(item)
        return prompts.what_hangs_on_it(self.rule_set, found, safety_first=safety_first)

    @cached_property
    def deliberating(self) -> Deliberating | None:
        """The steps around a suggestion; None where there are none."""
        return self._deliberate()

    @cached_property
    def _compiled(self) -> Compiled | None:
        """The rule set as bits, made when somebody first asks why; None where it is too complex for that."""
        from decision_aid.proving.answer_classes import TooComplex
        from decision_aid.proving.compiled import Compiled

        try:
            return Compiled(self.rule_set)
        except TooComplex:
            return None
