"""What is said and asked, in which order, and what is delivered at the end."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest

from decision_aid.engine.evaluate import Evaluation, evaluate
from decision_aid.engine.safety_questions import safety_questions
from decision_aid.engine.suggest import Status, Suggestion
from decision_aid.interviewing.dialogue import Dialogue
from decision_aid.interviewing.flow import Flow
from decision_aid.interviewing.replies import Heard, Reply
from decision_aid.interviewing.safe_asker import Left
from decision_aid.model.answers import SKIPPED, Value
from decision_aid.model.conditions import AllOf, Answered, AnyOf, Not, questions_in
from decision_aid.model.rules import Purpose, Rules
from decision_aid.rendering.text import plain
from decision_aid.wording import prompts
from decision_aid.wording.help import crisis_card, with_numbers
from decision_aid.wording.prompt import Command
from tests import a_few_of
from tests.builders import argues, gate, question, rule, rule_set, says
from tests.interviewing.scripted import TYPED, Scripted
from tests.outputs import NAMES_NOTHING
from tests.strategies import HARMLESS_SHEET

TINY = rule_set(
    items=(
        question("first"),
        question("follow_up", enable_when=says("first", "yes")),
        question("safety"),
        question("last"),
    ),
    gates=(gate("stop", says("safety", "yes")),),
)
CARD = plain(crisis_card(TINY))
REVIEW = "Would you like to change any of these?"

PARTS = a_few_of(range(8))
"""Of sixteen parts of the worked cases, half; the others are interviews of much the same kind."""


def interview(*replies: Reply, rules: Rules = TINY) -> tuple[Scripted, list[Suggestion]]:
    """Hold an interview; what was seen, and what was delivered until it ended or the script ran out."""
    somebody = Scripted(replies, goes_on=rules is not SHORT)
    delivered: list[Suggestion] = []
    try:
        Dialogue(rules, somebody, lambda suggestion: delivered.append(suggestion)).run()
    except KeyboardInterrupt:
        assert not somebody.replies
    return somebody, delivered


def test_all_answers_lead_to_the_review_and_from_there_to_a_result() -> None:
    somebody, delivered = interview("no", "no", "no", prompts.RESULT)
    assert [prompt.text for prompt in somebody.asked[:3]] == ["first?", "safety?", "last?"]
    assert somebody.asked[3].heading == "Your answers"
    assert somebody.told == ["First: no", "Safety: no", "Last: no"]
    assert [suggestion.status for suggestion in delivered] == [Status.NO_CLEAR_SUGGESTION]


def test_a_stop_is_delivered_once_somebody_leaves_its_card() -> None:
    somebody, delivered = interview("no", "yes", Command.LEAVE)
    assert [suggestion.status for suggestion in delivered] == [Status.STOPPED]
    card = somebody.asked[-1].card
    assert card
    assert card.said == ("Message of stop.",)
    assert "last?" not in [prompt.text for prompt in somebody.asked]
    _, delivered = interview("no", "yes")  # broken off
    assert [suggestion.status for suggestion in delivered] == [Status.STOPPED]


@pytest.mark.parametrize("read", [Command.BACK, Heard(())])
def test_a_clinician_reads_the_note_of_a_stop_and_is_back_on_its_card(shipped: Rules, read: Reply) -> None:
    start = ("clinician", "from_25_to_64", "yes")
    somebody, delivered = interview(*start, Command.NOTE, read, Command.LEAVE, rules=shipped)
    card, note, again = somebody.asked[-3:]
    assert card.card
    assert again.card == card.card
    said = " ".join(plain(note.pages[0]).split())
    assert "OUTCOME: stopped." in said
    assert "[danger-now]. Set off by: " in said
    assert not NAMES_NOTHING.findall(said)
    assert [suggestion.status for suggestion in delivered] == [Status.STOPPED]


def test_an_assessment_that_is_due_comes_before_the_offer_of_a_result(shipped: Rules) -> None:
    scores = {"phq9_total": SKIPPED, "phq9_item9": SKIPPED}
    given = {**HARMLESS_SHEET, "setting": "clinician", "suicidal_thoughts": "passive", **scores}
    cores = {item.link_id for item in shipped.items if item.core}
    sheet = {
        q: value for q, value in Flow(shipped, given).enough().given.items() if q in cores | given.keys()
    }
    flow = Flow(shipped, sheet)
    assert flow.core_is_done
    somebody = Scripted(["yes"])
    with pytest.raises(KeyboardInterrupt):
        Dialogue(shipped, somebody, lambda _: None, resumed=flow).run()
    due, offer = somebody.asked
    assert due.text == shipped.item["risk_assessed"].text.to("clinician")
    assert Command.ENOUGH not in due.commands
    assert [choice.code for choice in offer.choices] == [prompts.RESULT, prompts.ANSWER]


def test_there_is_no_command_that_leads_past_a_stop() -> None:
    somebody, _ = interview("no", "yes")
    assert set(somebody.asked[-1].commands) == {Command.HELP, Command.MISTAKE, Command.LEAVE}
    assert set(prompts.safety_skipped(TINY, TINY.item["safety"]).commands) == {Command.HELP, Command.LEAVE}


def test_a_slip_is_asked_again_with_the_earlier_answer_and_no_way_around_it() -> None:
    somebody, delivered = interview("no", "yes", Command.MISTAKE, "no", "no", prompts.RESULT)
    again = somebody.asked[3]
    assert (again.text, again.earlier) == ("safety?", "yes")
    assert set(again.commands) == {Command.WHY, Command.HELP, Command.LEAVE}
    assert [suggestion.status for suggestion in delivered] == [Status.NO_CLEAR_SUGGESTION]


def test_it_can_be_said_once() -> None:
    somebody, delivered = interview("no", "yes", Command.MISTAKE, "yes", Command.LEAVE)
    assert set(somebody.asked[-1].commands) == {Command.HELP, Command.LEAVE}
    assert [suggestion.status for suggestion in delivered] == [Status.STOPPED]


def test_a_result_after_it_is_said_to_be_one() -> None:
    for replies, corrected in ((("no", "yes", Command.MISTAKE), True), (("no",), False)):
        delivered: list[Suggestion] = []
        somebody = Scripted([*replies, "no", "no", prompts.RESULT])
        Dialogue(TINY, somebody, delivered.append).run()
        assert [suggestion.background.corrected for suggestion in delivered] == [corrected]


def test_what_is_asked_again_is_what_led_to_the_stop_and_not_what_could_release_it(shipped: Rules) -> None:
    somebody, _ = interview(
        "clinician", *NOW_SAFE[:-1], "passive", 12, 0, "no", Command.MISTAKE, "none", rules=shipped
    )
    texts = [prompt.text for prompt in somebody.asked]
    card = next(place for place, prompt in enumerate(somebody.asked) if prompt.card)
    assert texts[card + 1] == shipped.item["suicidal_thoughts"].text.to("clinician")
    assert somebody.asked[card + 1].earlier == "passive"
    assert shipped.item["risk_assessed"].text.to("clinician") not in texts[card:]


NOW_SAFE = ("from_25_to_64", "no", "none")

AT_RISK = ("clinician", *NOW_SAFE[:-1], "passive", 12, 0, "no")
"""A clinician's answers up to the stop that an assessment can release."""


def test_a_clinician_who_has_assessed_the_risk_since_can_say_so(shipped: Rules) -> None:
    asked_again = shipped.item["risk_assessed"].text.to("clinician")
    somebody, _ = interview(*AT_RISK, Command.ASSESSED, "yes", rules=shipped)
    card = next(place for place, prompt in enumerate(somebody.asked) if prompt.card)
    again, after = somebody.asked[card + 1 :]
    assert (again.text, again.earlier) == (asked_again, "no")
    assert {*again.commands} == {Command.WHY, Command.HELP, Command.LEAVE}
    assert after.text == shipped.item["self_harm"].text.to("clinician")


def test_as_often_as_it_is_not_yet_assessed_it_stops(shipped: Rules) -> None:
    not_yet = (Command.ASSESSED, "no") * 2
    somebody, delivered = interview(*AT_RISK, *not_yet, Command.LEAVE, rules=shipped)
    assert Command.ASSESSED in somebody.asked[-1].commands
    assert Command.MISTAKE in somebody.asked[-1].commands  # no answer was taken back
    assert [(one.status, one.background.corrected) for one in delivered] == [(Status.STOPPED, False)]


def test_words_of_danger_come_before_what_has_been_assessed(shipped: Rules) -> None:
    somebody, _ = interview(*AT_RISK, heard(shipped, "suicide"), Command.LEAVE, rules=shipped)
    first, again = somebody.asked[-2:]
    assert Command.ASSESSED in first.commands
    assert Command.ASSESSED not in again.commands


@pytest.mark.parametrize(
    "answers", [("plan",), ("passive", 12, SKIPPED, "no"), ("none", "never", 12, 2, "no")]
)
@pytest.mark.parametrize("setting", ["person", "teaching", "clinician"])
def test_only_a_clinician_can_say_so_and_only_where_it_would_release_the_stop(
    shipped: Rules, setting: str, answers: tuple[Value, ...]
) -> None:
    flow = Flow(shipped)
    for value in (setting, *NOW_SAFE[:-1], *answers):
        if flow.current and not flow.stopped:
            flow, _ = flow.record(flow.current, value)
    assert flow.may_release is (setting == "clinician" and flow.stopped and "plan" not in answers)


def test_nine_digits_are_typed_again_where_the_last_was_a_slip(shipped: Rules) -> None:
    typed, meant = tuple("222222223"), tuple("222222220")
    replies: list[Reply] = ["clinician", *NOW_SAFE[:-1], "none", "never", typed, "no", Command.MISTAKE, meant]
    somebody = Scripted(replies)
    dialogue = Dialogue(shipped, somebody, lambda _: None)
    with pytest.raises(KeyboardInterrupt):
        dialogue.run()
    card = next(place for place, prompt in enumerate(somebody.asked) if prompt.card)
    assert somebody.asked[card + 1].text == shipped.item["phq9_total"].text.to("clinician")
    flow = dialogue.flow
    assert (flow.given["phq9_total"], flow.given["phq9_item9"]) == (16, 0)
    assert (flow.stopped, flow.endangered) == (False, True)


def test_where_somebody_may_be_watched_the_screen_is_cleared_when_they_leave(shipped: Rules) -> None:
    watched = next(gate for gate in shipped.gates if gate.leave_unseen)
    (question,) = questions_in(watched.when)
    flow, replies = Flow(shipped), list[Reply]()
    while flow.current and flow.current.link_id != question:
        neutral = [o.code for o in flow.current.answer_options if o.neutral]
        replies.append(neutral[0])
        flow, _ = flow.record(flow.current, neutral[0])
    for end in ([Command.LEAVE], []):
        somebody, delivered = interview(*replies, "no", *end, rules=shipped)
        assert somebody.asked[-1].unseen
        assert somebody.cleared
        assert delivered


def test_commands_are_offered_when_they_make_sense() -> None:
    somebody, _ = interview("no", "no", "no")
    first, safety, last, review = (set(prompt.commands) for prompt in somebody.asked)
    always = {Command.SKIP, Command.WHY, Command.HELP, Command.LEAVE}
    assert first == always
    assert safety == always | {Command.BACK}
    assert last == always | {Command.BACK, Command.ENOUGH}
    assert review == {Command.BACK, Command.HELP, Command.LEAVE}


def test_enough_gives_the_result_without_a_review() -> None:
    _, delivered = interview("no", "no", Command.ENOUGH)
    assert delivered[0].evaluation.answers.given == {"first": "no", "safety": "no"}


def test_help_and_why_are_shown_and_the_same_is_asked_again() -> None:
    somebody, _ = interview(Command.HELP, Command.WHY, Command.HELP)
    assert somebody.told == [CARD, "Why we ask: It matters.", CARD]
    assert len(set(somebody.asked)) == 1


def test_to_leave_is_no_break_off() -> None:
    with pytest.raises(Left):
        interview("no", Command.HELP, Command.LEAVE)


def test_an_earlier_answer_is_offered_and_a_skipped_one_is_not() -> None:
    somebody, _ = interview("no", "no", SKIPPED, Command.BACK, Command.BACK)
    assert [(prompt.text, prompt.earlier) for prompt in somebody.asked[4:]] == [
        ("last?", None),
        ("safety?", "no"),
    ]


def test_a_change_on_the_review_drops_what_hangs_on_it_and_says_so() -> None:
    somebody, delivered = interview("yes", "no", "no", "no", "first", "no", prompts.RESULT)
    assert somebody.told[-2:] == [
        "First, changed: no",
        "These no longer apply, so we took them out: Follow_up.",
    ]
    assert delivered[0].evaluation.answers.given == {"first": "no", "safety": "no", "last": "no"}


def test_an_answer_that_is_given_again_is_told_once() -> None:
    """Whoever goes back sees it on the screen already."""
    somebody, _ = interview("no", Command.BACK, "no", Command.BACK, "yes")
    assert [text for text in somebody.told if text.startswith("First")] == [
        "First: no",
        "First, changed: yes",
    ]


def test_a_change_on_the_review_can_stop() -> None:
    _, delivered = interview("no", "no", "no", "safety", "yes", Command.LEAVE)
    assert [suggestion.status for suggestion in delivered] == [Status.STOPPED]


def test_what_follows_from_skipping_a_safety_question_is_said_at_once() -> None:
    somebody, delivered = interview("no", Command.SKIP, prompts.LEAVE)
    assert somebody.asked[-1] == prompts.safety_skipped(TINY, TINY.item["safety"])
    assert [suggestion.status for suggestion in delivered] == [Status.NEEDS_ANSWERS]


def test_who_thinks_again_about_skipping_stands_where_they_stood() -> None:
    somebody, _ = interview("no", Command.SKIP, prompts.ANSWER, Command.BACK, "no")
    assert [prompt.text for prompt in somebody.asked[3:]] == ["safety?", "first?", "safety?"]
    somebody, _ = interview("no", "no", Command.BACK, Command.SKIP, prompts.ANSWER)
    assert (somebody.asked[-1].text, somebody.asked[-1].earlier) == ("safety?", "no")


def test_an_answer_that_cannot_be_is_refused_with_the_reason(shipped: Rules) -> None:
    """It stands beside the question that is asked again, and is never left on the screen to pile up."""
    replies = ("clinician", "from_25_to_64", "no", "none", "never", 2, 3, 3, 0)
    somebody, _ = interview(*replies, rules=shipped)
    first, *again = somebody.asked[6:9]
    assert all(prompt == first._replace(note=prompt.note) for prompt in again)
    assert all("can't be higher than the total" in prompt.note for prompt in again)
    assert somebody.asked[9].note == ""
    assert somebody.told[6] == "PHQ-9 item 9: 0"


def test_nine_digits_are_the_total_of_a_phq_9_and_its_last_item(shipped: Rules) -> None:
    before = ("clinician", "from_25_to_64", "no", "none", "never")
    for typed in ("012301202", "0 1 2 3 0 1 2 0 2", "0,1,2,3,0,1,2,0,2"):
        somebody, _ = interview(*before, f"{TYPED}{typed}", "no", rules=shipped)
        assert somebody.told[5:7] == ["PHQ-9 total: 11, moderate", "PHQ-9 item 9: 2"]
        assert somebody.asked[6].text == shipped.item["risk_assessed"].text.to("clinician")
    somebody, delivered = interview(*before, f"{TYPED}012301202", "no", Command.LEAVE, rules=shipped)
    assert delivered[0].status is Status.STOPPED


@pytest.mark.parametrize("typed", ["01230120", "0123012021", "012341202", "01230120x"])
def test_other_digits_are_none_of_a_phq_9(typed: str, shipped: Rules) -> None:
    before = ("clinician", "from_25_to_64", "no", "none", "never")
    somebody, _ = interview(*before, f"{TYPED}{typed}", rules=shipped)
    numbers = "Type a number from 0 to 27, or all 9 scores in a row."
    assert somebody.told[5:] == [numbers if typed.isdigit() else prompts.NOT_UNDERSTOOD]
    somebody, _ = interview(*before, f"{TYPED}11", f"{TYPED}012301202", rules=shipped)
    assert somebody.told[6:] == ["Type a number from 0 to 3."]  # at item 9 there's one digit


def test_nine_digits_that_cannot_stand_beside_another_answer_are_refused_whole(shipped: Rules) -> None:
    flow = Flow(shipped, {"setting": "clinician"})
    flow, _ = flow.record(shipped.item["currently_well"], "yes")
    dialogue = Dialogue(shipped, somebody := Scripted([f"{TYPED}222222220"]), lambda *_: None)
    dialogue.flow = flow.revisit("phq9_total")
    with pytest.raises(KeyboardInterrupt):
        dialogue.run()
    assert "10 or more" in somebody.asked[-1].note
    assert not {"phq9_total", "phq9_item9"} & {*dialogue.flow.given}


def test_no_way_leads_around_the_answer_that_a_stop_waits_for(shipped: Rules) -> None:
    """After thoughts, a clinician is asked whether the risk was assessed, and back is no way out."""
    replies = ("clinician", "from_25_to_64", "no", "passive", 12, 1, "no", Command.LEAVE)
    somebody, delivered = interview(*replies, rules=shipped)
    asked_last = somebody.asked[6]
    assert "assessed their suicide risk" in asked_last.text
    assert Command.BACK not in asked_last.commands
    assert [suggestion.status for suggestion in delivered] == [Status.STOPPED]


def test_a_clinicians_assessment_lets_the_questions_go_on(shipped: Rules) -> None:
    replies = ("clinician", "from_25_to_64", "no", "passive", 12, 1, "yes")
    somebody, delivered = interview(*replies, rules=shipped)
    assert somebody.asked[-1].text == shipped.item["self_harm"].text.to("clinician")
    assert delivered == []


def test_an_answer_that_may_still_apply_is_kept() -> None:
    rules = rule_set(
        items=(
            question("extra", "yes"),
            question("severity", enable_when=Not(Answered("extra"))),
            question("last"),
        )
    )
    flow = Flow(rules, {"extra": SKIPPED, "severity": "yes"})
    after, dropped = flow.record(rules.item["last"], "no")
    assert (dict(after.given), dropped) == ({"extra": SKIPPED, "severity": "yes", "last": "no"}, ())


def test_enough_skips_also_what_a_skip_opens() -> None:
    rules = rule_set(
        items=(question("first"), question("if_unsaid", enable_when=Not(Answered("first"))), question("last"))
    )
    assert dict(Flow(rules).enough().given) == {"first": SKIPPED, "if_unsaid": SKIPPED, "last": SKIPPED}


def test_what_hangs_on_a_question_that_is_skipped_later_is_taken_out_and_said_to_be() -> None:
    follow_up = question("follow_up", enable_when=says("first", "yes"))
    rules = rule_set(items=(question("first"), follow_up, question("last")))
    answers = ("yes", "no", "no", "first", Command.SKIP)
    somebody, delivered = interview(*answers, "first", "yes", "no", prompts.RESULT, rules=rules)
    assert [prompt.text for prompt in somebody.asked[3:]] == [
        REVIEW,
        "first?",
        REVIEW,
        "first?",
        "follow_up?",
        REVIEW,
    ]
    assert somebody.told.count(prompts.dropped([follow_up])) == 1
    assert [suggestion.status for suggestion in delivered] == [Status.NO_CLEAR_SUGGESTION]


def test_an_interview_is_worked_out_about_once_for_each_prompt(
    shipped: Rules, monkeypatch: pytest.MonkeyPatch
) -> None:
    evaluated: list[Mapping[str, Value]] = []

    def counted(rules: Rules, given: Mapping[str, Value]) -> Evaluation:
        evaluated.append(given)
        return evaluate(rules, given)

    monkeypatch.setattr("decision_aid.interviewing.flow.evaluate", counted)
    answers = next(case.answers for case in shipped.library.cases if case.id == "two-therapies-that-helped")
    flow, replies = Flow(shipped), list[Value | Command]()
    while flow.current:
        replies.append(answers.get(flow.current.link_id, SKIPPED))
        flow, _ = flow.record(flow.current, answers.get(flow.current.link_id, SKIPPED))
    evaluated.clear()
    somebody, delivered = interview(*replies, prompts.RESULT, rules=shipped)
    assert delivered
    assert len(somebody.asked) >= 30
    assert len(evaluated) <= len(somebody.asked)


def said_of(link_id: str, answers: Mapping[str, Value], rules: Rules) -> list[str]:
    """What is told to somebody who asks why, at this question."""
    replies: list[Value | Command] = []
    flow = Flow(rules)
    while flow.current and flow.current.link_id != link_id:
        answer = answers.get(flow.current.link_id, SKIPPED)
        replies.append(answer)
        flow, _ = flow.record(flow.current, answer)
    somebody, _ = interview(*replies, Command.WHY, rules=rules)
    first = next(place for place, text in enumerate(somebody.told) if text.startswith("Why we ask"))
    return somebody.told[first:]


def test_why_offers_to_skip_what_changes_nothing_any_more() -> None:
    told = said_of("last", {"first": "no", "safety": "no"}, TINY)
    assert told == ["Why we ask: It matters.", prompts.NOTHING_HANGS_ON_IT]


def test_why_says_what_an_answer_can_still_change(shipped: Rules) -> None:
    case = next(case for case in shipped.library.cases if case.id == "recent-job-loss")
    assert said_of("trauma_memories", case.answers, shipped)[1] == (
        "This answer can still change:\n  whether a note, or advice to see someone, comes first"
    )
    assert (
        "whether CBT, IPT and psychodynamic therapy fit" in (said_of("linked_to", case.answers, shipped)[1])
    )
    assert said_of("own_concern", case.answers, shipped)[1] == (
        "This answer can still change whether help should come first."
    )


def asking_why_all_the_way(rules: Rules, answers: Mapping[str, Value]) -> tuple[Value | Command, ...]:
    """Replies that ask why at each safety question, and at one of them again after all are answered."""
    flow = Flow(rules)
    replies: list[Value | Command] = []
    while flow.current and not flow.may_end and not flow.stopped:
        answer = answers.get(flow.current.link_id, SKIPPED)
        replies += [Command.WHY, answer]
        if answer == SKIPPED and flow.is_safety_question(flow.current):
            break
        flow, _ = flow.record(flow.current, answer)
    if flow.may_end and not flow.stopped:
        replies += [Command.BACK, Command.WHY]
    return tuple(replies)


@pytest.mark.parametrize("part", PARTS)
def test_why_names_no_approach_while_a_safety_question_is_open(shipped: Rules, part: int) -> None:
    """Nor of a safety question that somebody comes back to."""
    ways = dict.fromkeys(asking_why_all_the_way(shipped, case.answers) for case in shipped.library.cases)
    for replies in list(ways)[part::16]:
        somebody, _ = interview(*replies, rules=shipped)
        told = [line for line in somebody.told if line.startswith(("This answer", "Your answer to"))]
        assert "This answer can still change whether help should come first." in told
        assert prompts.NOTHING_HANGS_ON_IT not in told
        assert not NAMES_NOTHING.search(" ".join(told))


def test_why_gives_the_fixed_reason_where_the_rules_are_too_complex_to_say_more() -> None:
    pairs = tuple(AllOf((says(f"a{n}", "yes"), says(f"b{n}", "yes"))) for n in range(7))
    items = [question(f"{letter}{n}") for n in range(7) for letter in "ab"]
    rules = rule_set(items=items, rules=[rule("r", AnyOf(pairs))])
    somebody, _ = interview(Command.WHY, rules=rules)
    assert somebody.told == ["Why we ask: It matters."]


"""The first answers of anybody, once the setting is said."""


def heard(rules: Rules, *ids: str, answer: str | None = None) -> Heard:
    """Words in which these kinds of danger are heard."""
    return Heard(tuple(kind for kind in rules.words_of_danger.kinds if kind.id in ids), answer)


OWN_WORDS = "own_words_danger"


@pytest.mark.parametrize("setting", ["person", "clinician", "teaching"])
def test_words_of_danger_bring_help_and_their_questions_afresh(shipped: Rules, setting: str) -> None:
    words = heard(shipped, "suicide")
    somebody, _ = interview(setting, *NOW_SAFE, words, "none", "no", rules=shipped)
    assert shipped.words_of_danger.note
    note = with_numbers(shipped, shipped.words_of_danger.note.message.to(setting))
    assert any(note in " ".join(text.split()) for text in somebody.told)
    before, again, meant, after = somebody.asked[-4:]
    assert again.text == shipped.item["suicidal_thoughts"].text.to(setting)
    assert meant.text == shipped.item[OWN_WORDS].text.to(setting)
    for prompt in (again, meant):
        assert prompt.earlier is None
        assert set(prompt.commands) == {Command.WHY, Command.HELP, Command.LEAVE}
    assert after.text == before.text


def test_each_kind_has_its_own_questions_and_contacts(shipped: Rules) -> None:
    for kind in shipped.words_of_danger.kinds:
        somebody, _ = interview("person", *NOW_SAFE, Heard((kind,)), rules=shipped)
        shown = " ".join(somebody.told[-1].split())
        assert all(shipped.contact[id].name in shown for id in kind.contacts)
        asked = somebody.asked[-1].text
        if kind.only_caution:
            assert asked == somebody.asked[-2].text
        else:
            first = next(q for q in kind.asks if q != "perinatal_signs")
            assert asked == shipped.item[first].text.plain


@pytest.mark.parametrize("answers", [("plan",), ("none", "yes"), ("none", "not_sure")])
def test_words_of_danger_can_lead_to_a_stop_that_is_no_slip(shipped: Rules, answers: tuple[str, ...]) -> None:
    words = heard(shipped, "suicide")
    somebody, delivered = interview("person", *NOW_SAFE, words, *answers, Command.LEAVE, rules=shipped)
    assert [suggestion.status for suggestion in delivered] == [Status.STOPPED]
    assert Command.MISTAKE not in somebody.asked[-1].commands


@pytest.mark.parametrize("before", range(4))
def test_where_that_question_is_still_to_come_it_comes_now(shipped: Rules, before: int) -> None:
    replies = ("clinician", *NOW_SAFE)[:before]
    somebody, _ = interview(*replies, heard(shipped, "suicide"), rules=shipped)
    assert somebody.asked[-1].text == shipped.item["suicidal_thoughts"].text.to(
        str(replies[0] if replies else "")
    )


def test_words_on_the_card_of_a_stop_lead_nowhere_and_take_the_way_back_from_a_slip(shipped: Rules) -> None:
    somebody, delivered = interview(
        "person", *NOW_SAFE[:-1], "plan", heard(shipped, "home"), Command.LEAVE, rules=shipped
    )
    first, again = somebody.asked[-2:]
    assert first.card
    assert again.card
    assert Command.MISTAKE in first.commands
    assert Command.MISTAKE not in again.commands
    assert delivered[0].status is Status.STOPPED


def to_the_review(
    rules: Rules, own_concern: Reply = Command.SKIP, case: str = "recent-job-loss"
) -> list[Reply]:
    answers = next(one.answers for one in rules.library.cases if one.id == case)
    flow, replies = Flow(rules), list[Reply]()
    while flow.current:
        item = flow.current
        if item.link_id == "own_concern":
            replies.append(own_concern)
            value: Value = own_concern if isinstance(own_concern, str) else SKIPPED
        else:
            value = "no" if item.link_id == OWN_WORDS else answers.get(item.link_id, SKIPPED)
            replies.append(value)
        flow, _ = flow.record(item, value)
    return replies


def test_words_heard_at_the_review_are_asked_about_before_any_result(shipped: Rules) -> None:
    replies = to_the_review(shipped)
    somebody, delivered = interview(*replies, heard(shipped, "suicide"), rules=shipped)
    assert somebody.asked[-1].text == shipped.item["suicidal_thoughts"].text.plain
    assert not delivered
    somebody, delivered = interview(
        *replies, heard(shipped, "suicide"), "none", "no", prompts.RESULT, rules=shipped
    )
    assert delivered[0].evaluation.words_heard
    assert "words_of_danger" not in [choice.code for choice in somebody.asked[-1].choices]


def test_own_words_are_followed_by_the_question_what_they_mean(shipped: Rules) -> None:
    *replies, meant = to_the_review(shipped, "my cat")
    somebody, _ = interview(*replies, rules=shipped)
    assert somebody.asked[-1].text == shipped.item[OWN_WORDS].text.plain
    assert meant == "no"
    somebody, _ = interview(*replies, meant, "own_concern", "my dog", rules=shipped)
    assert somebody.asked[-1].text == shipped.item[OWN_WORDS].text.plain
    assert somebody.asked[-1].earlier is None


def test_own_words_in_which_danger_is_heard_are_never_shown_again(shipped: Rules) -> None:
    words = heard(shipped, "suicide", answer="I want to end my life")
    replies = to_the_review(shipped)[:-1]
    somebody, _ = interview(*replies, words, "none", "no", "own_concern", rules=shipped)
    *_, review, question = somebody.asked
    lines = [choice.label for choice in review.choices]
    shown = [*somebody.told, *lines, prompts.earlier_answer(question)]
    assert [line for line in shown if line and "(in your own words)" in line] == [
        "Something else that matters: (in your own words)",
        "Something else that matters: (in your own words)",
        "Your earlier answer: (in your own words).",
    ]
    assert not any("end my life" in line for line in shown if line)


def test_own_words_in_which_danger_is_heard_are_kept_and_asked_about(shipped: Rules) -> None:
    words = heard(shipped, "suicide", answer="I want to end my life")
    replies = to_the_review(shipped)
    somebody, delivered = interview(*replies[:-1], words, "none", "no", prompts.RESULT, rules=shipped)
    assert delivered[0].evaluation.answers.value("own_concern") == "I want to end my life"
    assert delivered[0].evaluation.words_heard
    texts = [prompt.text for prompt in somebody.asked[-3:-1]]
    assert texts == [shipped.item[link_id].text.plain for link_id in ("suicidal_thoughts", OWN_WORDS)]


def test_despair_alone_brings_contacts_and_asks_nothing(shipped: Rules) -> None:
    despair = next(kind for kind in shipped.words_of_danger.kinds if kind.only_caution)
    somebody, _ = interview("person", Heard((despair,)), rules=shipped)
    assert "988" in somebody.told[-1]
    assert somebody.asked[-1] == somebody.asked[-2]


def test_nobody_turns_into_a_clinician_after_a_sign_of_danger_without_being_asked_afresh(
    shipped: Rules,
) -> None:
    replies = to_the_review(shipped)
    replies[3:4] = ["passive", Command.MISTAKE, "none"]
    somebody, _ = interview(*replies, "setting", "clinician", rules=shipped)
    assert somebody.asked[-1].text == shipped.item[safety_questions(shipped)[0]].text.to("clinician")
    assert somebody.asked[-1].earlier is None
    assert set(somebody.asked[-1].commands) == {Command.WHY, Command.HELP, Command.LEAVE}


# --- the short path ------------------------------------------------------------------------------

SHORT = rule_set(
    items=[question("first")._replace(core=True), question("second"), question("third")],
    rules=[
        rule("one", says("first", "yes"), argues("for", "a", "strong")),
        rule("two", AllOf((says("first", "yes"), says("second", "yes"))), argues("for", "b", "strong")),
    ],
)


def texts(somebody: Scripted) -> list[str]:
    return [prompt.text.split(".")[0] for prompt in somebody.asked]


OFFER, SETTLED = "That's enough for a good result", "The last question can't change your result now"


def test_after_the_short_path_the_result_is_offered() -> None:
    somebody, delivered = interview("yes", prompts.RESULT, rules=SHORT)
    assert texts(somebody) == ["first?", OFFER]
    assert [suggestion.conclusions[0].favored for suggestion in delivered] == [("a",)]


def test_enough_can_be_said_from_the_offer_on() -> None:
    somebody, delivered = interview("yes", prompts.ANSWER, Command.ENOUGH, rules=SHORT)
    ways = [Command.ENOUGH in prompt.commands for prompt in somebody.asked]
    assert ways == [False, False, True]
    assert delivered
    somebody, _ = interview("yes", prompts.ANSWER, Command.BACK, rules=SHORT)
    assert Command.ENOUGH in somebody.asked[-1].commands  # the offer lies behind


def test_whoever_goes_on_is_offered_it_again_once_nothing_left_can_change_it() -> None:
    somebody, delivered = interview("yes", prompts.ANSWER, "no", prompts.RESULT, prompts.RESULT, rules=SHORT)
    assert texts(somebody) == ["first?", OFFER, "second?", SETTLED, REVIEW]
    assert len(delivered) == 1
    somebody, _ = interview("yes", prompts.ANSWER, "no", prompts.ANSWER, "no", prompts.RESULT, rules=SHORT)
    assert texts(somebody)[3:5] == [SETTLED, "third?"]


def test_where_nothing_else_matters_from_the_start_it_is_said_at_once() -> None:
    somebody, _ = interview("no", rules=SHORT)
    assert texts(somebody) == ["first?", "The 2 questions left can't change your result now"]


def test_back_from_an_offer_leads_to_the_question_before_and_to_the_offer_again() -> None:
    somebody, _ = interview("yes", Command.BACK, "yes", prompts.RESULT, rules=SHORT)
    assert texts(somebody) == ["first?", OFFER, "first?", OFFER]


def test_nothing_is_offered_where_no_question_is_marked_or_safety_is_open() -> None:
    unmarked = SHORT._replace(items=tuple(item._replace(core=False) for item in SHORT.items))
    assert OFFER not in texts(interview("yes", "no", rules=unmarked)[0])
    last = question("safe")._replace(purpose=Purpose.SAFETY)
    open_safety = SHORT._replace(items=(*SHORT.items, last), gates=(gate("stop", says("safe", "no")),))
    assert OFFER not in texts(interview("yes", "no", rules=open_safety)[0])


def test_a_clinician_is_not_comforted_as_the_person_is(shipped: Rules) -> None:
    """What a hint says to put somebody at ease is for the one who is asked about themselves."""
    soothing = re.compile(r"\b(you|your|okay|no details)\b|not sure is fine", re.IGNORECASE)
    texts = [item.hint.to("clinician") for item in shipped.items]
    texts += [prompts.safety_skipped(shipped, shipped.item["danger_now"], "clinician").text]
    texts += [prompts.offer(3, "clinician", settled=settled).choices[0].label for settled in (True, False)]
    assert [text for text in texts if soothing.search(text)] == []
    assert soothing.search(shipped.item["self_harm"].hint.to("person"))
