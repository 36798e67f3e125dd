"""The interview from the first question to the result, over any way of asking."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from decision_aid.engine.suggest import Suggestion
from decision_aid.interviewing.asker import Asker
from decision_aid.interviewing.flow import Flow
from decision_aid.interviewing.replies import Heard, Reply
from decision_aid.interviewing.safe_asker import Left, SafeAsker
from decision_aid.model.answers import PHQ9_ITEM9, PHQ9_ITEMS, PHQ9_TOTAL, SKIPPED, Value
from decision_aid.model.rules import Item, ItemType, Purpose, Rules
from decision_aid.wording import prompts
from decision_aid.wording.help import whom_to_call
from decision_aid.wording.prompt import Command, Progress, Prompt

if TYPE_CHECKING:
    from decision_aid.interviewing.at_result import ResultPages
    from decision_aid.interviewing.deliberating import Deliberating
    from decision_aid.interviewing.keeping import Keeping
    from decision_aid.model.choice import Choice
    from decision_aid.model.words_of_danger import Kind
    from decision_aid.proving.compiled import Compiled


class Stopped(Exception):
    """A stop holds. Whatever was being asked ends here."""


class Dialogue:
    """One person's interview. `deliver` is given what it comes to.

    `pages` are those of a result that is to be shown here, before that, for as long as the person likes.
    `deliberate` makes the steps around a suggestion, once they are needed: the options before the
    questions about values, and the person's own leaning before the suggestion. `flow` is how far it has come.
    It begins with the first question, unless it is `resumed`. `keeping` keeps the answers of whoever asks.
    `left_unseen`: there was nothing to be seen any more, and no word to be said, when the person left.
    """

    def __init__(
        self,
        rule_set: Rules,
        asker: Asker,
        deliver: Callable[[Suggestion], None],
        deliberate: Callable[[], Deliberating | None] = lambda: None,
        pages: Callable[[], ResultPages] | None = None,
        resumed: Flow | None = None,
        keeping: Keeping | None = None,
    ) -> None:
        self.rule_set = rule_set
        self.flow = resumed or Flow(rule_set)
        self.asker = SafeAsker(asker, rule_set, self._after_words)
        self.deliver = deliver
        self.left_unseen = False
        self._offers: set[str] = set()
        self._share = 0.0
        self._told: dict[str, Value] = {}
        self._objection = ""
        self._deliberate = deliberate
        self._pages = pages
        self._keeping = keeping

    def run(self) -> None:
        """Ask, and deliver what comes out; go on after a stop where something is to be asked again.

        Raises `Left` when the person leaves by choice, `KeyboardInterrupt` when they break off.
        """
        while True:
            try:
                self._until_left()
                return
            except Stopped:
                if not self._leads_past_a_stop():
                    return

    def _until_left(self) -> None:
        """Ask, deliver, and let nothing be lost that the person would like to keep."""
        while True:
            try:
                self._to_the_end(self._questions())
                break
            except Left:
                keeping = None if self.flow.must_answer else self._keeping
                if not (keeping and keeping.ask_before_leaving(self.asker, self.flow, early=True)):
                    raise
        if self._keeping:
            self._keeping.ask_before_leaving(self.asker, self.flow, early=False)

    def _to_the_end(self, all_the_way: bool) -> None:
        """Deliver the result, with the steps around it for whoever answered everything."""
        around = self.deliberating if all_the_way and self.flow.suggestion.conclusions else None
        if around:
            around.before(self.asker, self.flow.evaluation.answers.setting)
        if self._pages:
            from decision_aid.interviewing.at_result import AtResult

            result = AtResult(self._pages(), lambda: self.flow, self._decide, self._keeping)
            try:
                result.stay(self.asker, self.deliberating)
            except Left:
                if self.flow.must_answer:
                    raise  # from a question about words that were typed there
                result.leave(self.asker)
        self.deliver(self.flow.suggestion)

    def _decide(self, choice: Choice | None) -> None:
        self.flow = self.flow.with_decision(choice)

    # --- the questions ---------------------------------------------------------------------------

    def _questions(self) -> bool:
        """Ask until there is a result, or what a skipped question leaves; raise `Stopped` at a stop.

        Returns whether the person has gone all the way, and so may be asked a little more.
        """
        if self.flow.stopped:  # where it was left
            raise Stopped
        while True:
            item = self.flow.current
            if item is not None:
                here = self.flow
                if self._offered_result() or (self.flow is here and self._ask_one(item)):
                    return False
                continue
            choice = self.asker.ask_and_hear(self._review())
            if choice == prompts.RESULT:
                return self.deliberating is not None and self.deliberating.informed
            if choice is Command.BACK:
                self.flow = self.flow.back()
            elif isinstance(choice, str):
                self.flow = self.flow.revisit(choice)

    def _offered_result(self) -> bool:
        """Offer the result once the short path is done, and once no question that is left can change it.

        Each is offered once. Returns whether the person would like to see it at once; where nothing that is
        left matters, they have gone all the way, and what is left is skipped.
        """
        flow = self.flow
        if flow.revisiting or not (flow.may_end and flow.core_is_done):
            return False
        settled = "settled" not in self._offers and self._is_settled()
        if not settled and "core" in self._offers:
            return False
        place, total = flow.place
        offer = prompts.offer(total - place + 1, flow.evaluation.answers.setting, settled=settled)
        choice = self.asker.ask_and_hear(offer)
        if choice is Command.BACK:
            self.flow = self.flow.back()
            return False
        self._tell_choice(offer, choice)
        self._offers.update(("core", "settled") if settled else ("core",))
        if choice == prompts.RESULT:
            self.flow = self.flow.enough()
        return choice == prompts.RESULT and not settled

    def _is_settled(self) -> bool:
        """Whether no answer that is left can change what fits best, what is close behind, or any gate.

        Own words are left aside: no rule reads them, and what they mean is asked once they are there.
        """
        if self._compiled is None:
            return False
        from decision_aid.proving.relevance import may_matter

        left = [item.link_id for item in self.flow.left if item.type is not ItemType.TEXT]
        return not any(may_matter(self._compiled, self.flow.given, link_id) for link_id in left)

    def _ask_one(self, item: Item) -> bool:
        """Ask one question, and take what is said to it. Returns whether the questions end here."""
        reply = self._ask(item)
        if reply is Command.BACK:
            self.flow = self.flow.back()
        elif reply is Command.ENOUGH:
            self.flow = self.flow.enough()
            return True
        elif not isinstance(reply, Heard):
            return self._take(item, SKIPPED if isinstance(reply, Command) else reply)
        return False

    def _take(self, item: Item, value: Value) -> bool:
        """Record an answer. Returns whether the questions end here, as a skipped one of safety can.

        All digits of a PHQ-9 are its total and its last item at once.
        """
        if isinstance(value, tuple) and item.type is ItemType.INTEGER:
            digits, before = [int(digit) for digit in value], self.flow
            self.flow = alone = before.without((PHQ9_ITEM9,))  # the last digit takes its place
            self._take(item, sum(digits))
            if self.flow is alone:
                self.flow = before
                return False
            return self._take(self.rule_set.item[PHQ9_ITEM9], digits[-1])
        objection = self.flow.objection(item, value)
        if objection:
            self._objection = objection
            return False
        before = self.flow
        self.flow, dropped = before.record(item, value)
        if self.flow.stopped:
            self._tell_files()  # before anything is said: the window may be gone
        self._tell_answer(item, value, heard=self._heard)
        if self.flow.stopped:
            raise Stopped
        ended = value == SKIPPED and self.flow.is_safety_question(item)
        if ended:
            self.flow, after = before, self.flow  # as though it had not been skipped, until it is meant
            setting = self.flow.evaluation.answers.setting
            prompt = prompts.safety_skipped(self.rule_set, item, setting)
            choice = self.asker.ask_and_hear(prompt)
            self._tell_choice(prompt, choice)
            if choice != prompts.LEAVE:
                return False
            self.flow = after
        self._tell_files()
        if dropped:
            self.asker.tell(prompts.dropped(dropped))
        return ended

    def _ask(self, item: Item) -> Reply:
        around = self.deliberating if item.purpose is Purpose.VALUES and self.flow.may_end else None
        if around:
            around.inform(self.asker)
        given = self.flow.given.get(item.link_id)
        by_digits = item.link_id == PHQ9_TOTAL and PHQ9_ITEM9 in self.rule_set.item
        prompt = prompts.question(
            self.flow.offered(item),
            self.flow.evaluation.answers.setting,
            self._progress(),
            None if given == SKIPPED else given,
            self._commands(item, options=around is not None),
            digits=PHQ9_ITEMS if by_digits else 0,
        )._replace(note=self._objection)
        if self.flow.must_answer is item:  # what was shown of help may have scrolled away by now
            prompt = prompt._replace(urgent=whom_to_call(self.rule_set))
        self._objection = ""
        if item.type is ItemType.TEXT and self._heard:
            prompt = prompt._replace(earlier_is_unquoted=True)
        self.asker.setting = self.flow.evaluation.answers.setting
        while (reply := self.asker.ask_and_hear(prompt)) in (Command.WHY, Command.OPTIONS):
            if around and reply is Command.OPTIONS:
                around.read_more(self.asker)
                continue
            self.asker.tell(prompts.why(item))
            still = self._what_hangs_on(item)
            if still:
                self.asker.tell(still)
        return reply

    @property
    def _heard(self) -> bool:
        """Whether danger or despair was heard in own words, which are then quoted back to nobody."""
        return bool(self.flow.evaluation.kinds_heard)

    def _review(self) -> Prompt:
        return prompts.review(self.rule_set.item, self.flow.given, heard=self._heard)

    def _progress(self) -> Progress | None:
        """How far the questions have come; None where they are asked afresh, apart from the others.

        Whatever an answer opens, the share of the bar only falls for somebody who goes back.
        """
        flow = self.flow
        if flow.must_answer:
            return None
        place, total = flow.place
        share = (place - 1) / total
        self._share = share if flow.revisiting else max(share, self._share)
        if not flow.on_short_path:
            return Progress(place, total, 1.0, more=total - place + 1)
        longest = max(len(item.section) for item in self.rule_set.items)
        return Progress(place, total, self._share, longest=longest)

    def _tell_answer(self, item: Item, value: Value, *, heard: bool) -> None:
        """Leave an answer on the screen, once: one that is given again is there already."""
        before = self._told.get(item.link_id)
        if before != value:
            self.asker.tell(prompts.answered(item, value, changed=before is not None, heard=heard))
        self._told[item.link_id] = value

    def _tell_choice(self, prompt: Prompt, reply: Reply) -> None:
        """Leave on the screen what was chosen at a prompt that is no question of the rule set."""
        if isinstance(reply, str):
            self.asker.tell(prompts.chosen(prompt, reply))

    def _commands(self, item: Item, *, options: bool) -> list[Command]:
        """What may be said instead of an answer. No way leads around a question that must be answered."""
        must = self.flow.must_answer is item
        ways = {
            Command.WHY: True,
            Command.SKIP: not must,
            Command.BACK: self.flow.may_go_back,
            Command.ENOUGH: self.flow.may_see_result,
            Command.OPTIONS: options,
            Command.HELP: True,
            Command.LEAVE: True,
        }
        return [command for command, open in ways.items() if open]

    def _what_hangs_on(self, item: Item) -> str | None:
        """What the answer can still change; None where that is not known or not for now."""
        if self._compiled is None:
            return None
        from decision_aid.proving.relevance import relevance

        found = relevance(self._compiled, self.flow.given, item.link_id)
        safety_first = not self.flow.evaluation.safe or self.flow.is_safety_question(item)
        return prompts.what_hangs_on_it(self.rule_set, found, safety_first=safety_first)

    # --- what comes before everything else ---------------------------------------------------------

    def _after_words(self, heard: Heard) -> None:
        """Ask afresh what the words make it necessary to ask, wherever they were typed.

        Raises `Stopped` when an answer stops everything.
        """
        if self.flow.stopped:  # nothing that is said on the card of a stop leads past it
            self.flow = self.flow.after_words(heard.kinds)
            self._tell_files()
            return
        item = self.flow.current
        if heard.answer is not None and item is not None:
            self.flow, _ = self.flow.record(item, heard.answer)
        self.flow = self.flow.after_words(heard.kinds)
        self._tell_files()
        if heard.answer is not None and item is not None:
            self._tell_answer(item, heard.answer, heard=True)
        while self.flow.must_answer:
            self._ask_one(self.flow.must_answer)
        if self.flow.stopped:
            raise Stopped

    def _tell_files(self) -> None:
        """Let no file of these answers say less of danger than the person just did."""
        if self._keeping:
            self._keeping.at_once(self.flow)

    def _leads_past_a_stop(self) -> bool:
        """Show the card of a stop for as long as it is wanted. Returns whether something is asked again.

        Everybody may say once that it was a slip; a clinician also that what is missing has been assessed.
        """
        from decision_aid.wording.note import note_page
        from decision_aid.wording.result import report
        from decision_aid.wording.stop_card import stopped

        heard: list[Kind] = []
        while True:
            flow, suggestion = self.flow, self.flow.suggestion
            card = stopped(
                suggestion, may_correct=flow.may_correct, may_release=flow.may_release, heard=heard
            )
            try:
                reply = self.asker.ask_and_hear(card, report(suggestion))
                if reply is Command.NOTE:
                    pages = (note_page(suggestion, sturdiness=None, choice=None),)
                    reply = self.asker.ask_and_hear(prompts.reading(pages, prompts.BACK_TO_THE_CARD))
            except (Left, KeyboardInterrupt) as end:
                if card.unseen:
                    self.asker.clear()
                    self.left_unseen = True
                self.deliver(suggestion)
                if isinstance(end, Left):
                    return False
                raise
            if reply is Command.MISTAKE:
                self.flow = flow.after_a_mistake()
                return True
            if reply is Command.ASSESSED:
                self.flow = flow.after_an_assessment()
                return True
            heard += reply.kinds if isinstance(reply, Heard) else ()

    @cached_property
    def deliberating(self) -> Deliberating | None:
        """The steps around a suggestion; None where there are none."""
        return self._deliberate()

    @cached_property
    def _compiled(self) -> Compiled | None:
        """The rule set as bits, made when it is first needed; None where it is too complex for that."""
        from decision_aid.proving.answer_classes import TooComplex
        from decision_aid.proving.compiled import Compiled

        try:
            return Compiled(self.rule_set)
        except TooComplex:
            return None
